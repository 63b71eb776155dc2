"""Whole columns of `rowmill generate` against draws, which knows only docs/draws.md."""

from __future__ import annotations

import datetime
import json
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import draws  # noqa: E402
import draws_golden  # noqa: E402
import java_date_pattern  # noqa: E402
from draws_run import csv_rows, model_of, rowmill  # noqa: E402, F401

SEED = 12345
ROWS = 400
FAR = 5_000_000_000
EPOCH = datetime.datetime(1970, 1, 1)
NOW = 1_735_689_600  # 2025-01-01

POOLS: dict[str, str] = {}


def pool_of(c: draws.Column) -> str:
    if c.name not in POOLS:
        POOLS[c.name] = draws.slice_pool(c)
    return POOLS[c.name]


def second(value: int) -> str:
    return str(EPOCH + datetime.timedelta(seconds=value))


def decimal(units: int, scale: int) -> str:
    return f"{units // 10**scale}.{units % 10**scale:0{scale}d}"


STATUS = [("new", 1.0), ("paid", 90.0), ("never", 0.0), ("on hold", 2.5)]
status = draws.values(STATUS)
PATTERN = "EEE d MMM yyyy H:mm:ss"

TABLES = {
    "normal": draws.QuantileTable(draws.normal_node, 100.0, 15.0),
    "exponential": draws.QuantileTable(draws.exponential_node, 0.0, 1 / 0.25),
    "poisson": draws.poisson_table(4.0, 0, 2**53),
    "poisson cut": draws.poisson_table(4.0, 10, 12),
    "zipf": draws.zipf_table(1.1, 1, 1000),
    "histogram": draws.StepTable([0.0, 10.0, 20.0, 60.0], [1.0, 0.0, 3.0]),
}
CODE = [("repeat", ("class", draws.UPPER), 2, 2), ("repeat", ("class", draws.DIGITS), 4, 4)]
NAME = [("any", ["Mr", "Ms", "Dr"]), ". ", ("class", draws.UPPER),
        ("repeat", ("class", draws.LOWER), 2, 8),
        ("repeat", [" ", ("any", ["Jr", "Sr"])], 0, 1)]
# (a|ab)(c|bc): by the automaton's order.
LANGUAGE = ["abbc", "abc", "ac"]
HOURS = {24 * day + hour: 1.0 for day in range(5) for hour in range(9, 17)}

# Field name -> (definition, function of column and row giving the expected text, or a
# number that the text must read as).
FIELDS = {
    "int_default": ({"type": "integer"}, lambda c, r: str(draws.integer(c, r))),
    "int_small": ({"type": "integer", "bits": 32, "min": -5, "max": 94},
                  lambda c, r: str(draws.integer(c, r, -5, 94))),
    "int_wide": ({"type": "integer", "min": -(2**62), "max": 2**62},
                 lambda c, r: str(draws.integer(c, r, -(2**62), 2**62))),
    "dist_normal": ({"type": "double", "distribution": {"normal": [100, 15]}},
                    lambda c, r: draws.distributed(c, r, TABLES["normal"])),
    "dist_normal_int": ({"type": "integer", "distribution": "normal", "mean": 100, "sd": 15},
                        lambda c, r: str(draws.whole(
                            draws.distributed(c, r, TABLES["normal"]), -(2**63), 2**63 - 1))),
    "dist_exponential": ({"type": "double", "distribution": {"exponential": 0.25}},
                         lambda c, r: draws.distributed(c, r, TABLES["exponential"])),
    "dist_poisson": ({"type": "integer", "distribution": {"poisson": 4}},
                     lambda c, r: str(draws.whole(
                         draws.distributed(c, r, TABLES["poisson"]), 0, 2**53))),
    "dist_poisson_cut": ({"type": "integer", "min": 10, "max": 12,
                          "distribution": {"poisson": 4}},
                         lambda c, r: str(draws.whole(
                             draws.distributed(c, r, TABLES["poisson cut"]), 10, 12))),
    "dist_zipf": ({"type": "integer", "max": 1000, "distribution": {"zipf": 1.1}},
                  lambda c, r: str(draws.whole(
                      draws.distributed(c, r, TABLES["zipf"]), 1, 1000))),
    "dist_histogram": ({"type": "double", "distribution": {
                            "histogram": {"0": 1, "10": 0, "20": 3, "60": 0}}},
                       lambda c, r: draws.distributed(c, r, TABLES["histogram"])),
    "double_default": ({"type": "double"}, lambda c, r: draws.double(c, r)),
    "double_range": ({"type": "double", "min": -3.5, "max": 1000},
                     lambda c, r: draws.double(c, r, -3.5, 1000.0)),
    "float_range": ({"type": "float", "min": -10, "max": 40.3},
                    lambda c, r: draws.float32(c, r, -10.0, 40.3)),
    "price": ({"type": "decimal", "min": "0.01", "max": "99999.99"},
              lambda c, r: decimal(draws.integer(c, r, 1, 9_999_999), 2)),
    "active": ({"type": "boolean", "p": 0.7},
               lambda c, r: str(draws.boolean(c, r, 0.7)).lower()),
    "id": ({"type": "sequence", "start": 100, "step": 3},
           lambda c, r: str(draws.sequence(r, 100, 3))),
    "wheel": ({"type": "sequence", "start": 5, "step": -2, "end": -4, "cycle": True},
              lambda c, r: str(draws.sequence(r, 5, -2, -4, True))),
    "uuid": ({"type": "id.uuid4"}, draws.uuid4),
    "day": ({"type": "date", "min": "2015-01-01", "max": "2024-12-31"},
            lambda c, r: str(draws.date(c, r, datetime.date(2015, 1, 1),
                                        datetime.date(2024, 12, 31)))),
    "ts": ({"type": "timestamp"}, lambda c, r: second(draws.timestamp(c, r, 0, NOW))),
    "text": ({"type": "string"}, draws.string),
    "text_range": ({"type": "string", "length": {"min": 3, "max": 12}, "alphabet": "aß€x"},
                   lambda c, r: draws.string(c, r, (3, 12), "aß€x")),
    "long_text": ({"type": "string", "length": 2500, "alphabet": "hex"},
                  lambda c, r: draws.string(c, r, 2500, "hex")),
    "code": ({"type": "text.pattern", "pattern": "?#-####-***\\#########"},
             lambda c, r: draws.pattern(c, r, "?#-####-***\\#########")),
    "note": ({"type": "text.slice"}, lambda c, r: draws.text_slice(c, r, pool_of(c))),
    "blob": ({"type": "bytes", "length": {"min": 1, "max": 19}},
             lambda c, r: draws.random_bytes(c, r, (1, 19)).hex()),
    "ip": ({"type": "internet.ipv4"}, draws.ipv4),
    "ip_local": ({"type": "internet.ipv4", "cidr": "10.32.0.0/11"},
                 lambda c, r: draws.ipv4(c, r, 10 << 24 | 32 << 16, 11)),
    "az": ({"type": "datagen.string_az", "length": 11},
           lambda c, r: draws.string(c, r, 11, "alpha")),
    "counter": ({"type": "datagen.increment", "bits": 64, "min": 120000},
                lambda c, r: str(120001 + r)),
    "millis": ({"type": "datagen.timestamp", "min": 0, "max": 1735689600000},
               lambda c, r: str(c.between(r, 0, 1735689600000))),
    "md5": ({"type": "datagen.hash_md5"}, lambda c, r: draws.hash_md5(c, r).hex()),
    "birthdate": ({"type": "datagen.birthdate"},
                  lambda c, r: str(draws.date(c, r, datetime.date(1920, 1, 1),
                                              datetime.date(2024, 1, 1)))),
    "moment": ({"type": "datagen.date"},
               lambda c, r: second(c.between(r, 0, 253402300799))),
    "moment_text": ({"type": "datagen.date_as_string", "pattern": PATTERN},
                    lambda c, r: java_date_pattern.format_instant(
                        PATTERN, c.between(r, 0, 253402300799))),
    "status": ({"values": {name: weight for name, weight in STATUS}},
               lambda c, r: status(c, r)),
    "regex_code": ({"type": "regex", "regex": "[A-Z]{2}\\d{4}"},
                   lambda c, r: draws.regex(c, r, CODE)),
    "regex_name": ({"type": "regex", "regex": "(Mr|Ms|Dr)\\. [A-Z][a-z]{2,8}( (Jr|Sr))?"},
                   lambda c, r: draws.regex(c, r, NAME)),
    "regex_uniform": ({"type": "regex", "regex": "(a|ab)(c|bc)", "uniform": True},
                      lambda c, r: draws.numbered_text(c, r, LANGUAGE)),
    "datagen_regex": ({"type": "datagen.regex", "regex": "[A-C,x, ab]{3}-"},
                      lambda c, r: draws.regex(c, r, [
                          ("repeat", ("any", ["A", "B", "C", "x", " ab"]), 3, 3), "-"])),
    "uuid7": ({"type": "id.uuid7"}, lambda c, r: draws.uuid7(c, r, NOW * 1000, 1000)),
    "uuid7_fast": ({"type": "id.uuid7", "rate": 2500},
                   lambda c, r: draws.uuid7(c, r, NOW * 1000, 2500)),
    "ulid": ({"type": "id.ulid", "rate": 7}, lambda c, r: draws.ulid(c, r, NOW * 1000, 7)),
    "ksuid": ({"type": "id.ksuid", "rate": 20}, lambda c, r: draws.ksuid(c, r, NOW, 20)),
    "objectid": ({"type": "id.objectid", "rate": 30}, lambda c, r: draws.objectid(c, r, NOW, 30)),
    "unique_number": ({"type": "integer", "min": -7, "max": 10**16, "unique": True},
                      lambda c, r: str(draws.unique_integer(c, r, -7, 10**16))),
    "unique_text": ({"type": "string", "length": 14, "alphabet": "hex", "unique": True},
                    lambda c, r: draws.unique_string(c, r, 14, "0123456789abcdef")),
    "unique_long": ({"type": "string", "unique": True},
                    lambda c, r: draws.unique_string(c, r, 20, draws.ALPHABETS["alnum"])),
    "work": ({"type": "timestamp", "profile": "business_hours",
              "min": "2024-12-30T09:30:00Z", "max": "2025-01-01"},
             lambda c, r: second(draws.business_hours(c, r, NOW - 172_800 + 34_200, NOW, HOURS))),
    "span": ({"type": "duration", "min": "5m", "max": "2h"},
             lambda c, r: str(c.between(r, 300, 7200))),
    "holes": ({"type": "integer", "max": 9, "null_rate": 0.3},
              lambda c, r: "" if draws.is_null(c, r, 0.3) else str(draws.integer(c, r, 0, 9))),
}


def test_golden_vectors_are_those_of_this_program():
    kept = json.loads(draws_golden.PATH.read_text(encoding="utf-8"))
    assert kept == json.loads(draws_golden.text())


def same(text: str, expected: object) -> bool:
    if isinstance(expected, float):
        return float(text) == expected or draws.single(float(text)) == expected
    if text == expected:
        return True
    # Zones and the letter T are a matter of the format; so is the case of hex digits.
    plain = text.replace("T", " ").removesuffix("Z")
    return plain == expected or text.lower() == expected


@pytest.mark.parametrize("first,rows", [(0, ROWS), (FAR, 20)])
def test_columns(rowmill, tmp_path, first, rows):  # noqa: F811
    model = model_of(SEED, {name: field[0] for name, field in FIELDS.items()})
    written = csv_rows(rowmill, tmp_path, model, first, rows)
    for name, (_, make) in FIELDS.items():
        column = draws.Column(SEED, "t", name)
        for offset, cells in enumerate(written):
            expected = make(column, first + offset)
            assert same(cells[name], expected), (name, first + offset, cells[name], expected)
