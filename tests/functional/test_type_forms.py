"""The values of field types as programs that are not ours read them."""

from __future__ import annotations

import base64
import csv
import datetime
import decimal
import hashlib
import http
import io
import ipaddress
import json
import re
import uuid
import zlib

import pytest
from cli_program import done, run

ROWS = 2_000


def column(tmp_path, field: str, rows: int = ROWS) -> list[str]:
    """The values of one field, read from CSV."""
    model = tmp_path / "model.yaml"
    model.write_text(f"rowmill: 1\nseed: 11\nentities:\n  e:\n    rows: {rows}\n"
                     f"    fields:\n      f: {field}\n")
    text = done("generate", model, "-f", "csv", "-o", "-")
    return [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:]


@pytest.mark.parametrize("regex", [
    r"[A-Z]{2}\d{4}",
    r"(Mr|Ms|Dr)\. [A-Z][a-z]{2,8}( (Jr|Sr))?",
    r"^[^,]{3}(é|[à-ü]{2})*\W?$",
    r"\(\d{3}\) \d{3}-\d{4}",
    r"(?P<user>[\w.-]{1,10})@[a-z]+\.(?:com|org)",
    r"([01]\d|2[0-3]):[0-5]\d",
])
@pytest.mark.parametrize("uniform", ["false", "true"])
def test_texts_match_their_regex(tmp_path, regex, uniform):
    pattern = regex.replace("'", "''")
    values = column(tmp_path, f"{{ type: regex, regex: '{pattern}', uniform: {uniform}, "
                              "max_length: 20 }")
    assert len(values) == ROWS
    for value in values:
        assert re.fullmatch(regex, value), value
        assert len(value) <= 20


def test_uniform_reaches_every_text(tmp_path):
    values = column(tmp_path, "{ type: regex, regex: '(a|ab)(c|bc)x{0,3}', uniform: true }")
    assert set(values) == {a + x * n for a in ("ac", "abc", "abbc") for n in range(4)
                           for x in "x"}


def test_datagen_regex(tmp_path):
    values = column(tmp_path, "{ type: datagen.regex, "
                              "regex: '[A-G]{4}-[b-l]{1}_[A,1,Z,%]{1}-te[xt' }")
    for value in values:
        assert re.fullmatch(r"[A-G]{4}-[b-l]_[A1Z%]-te\[xt", value), value


NOW_MS = 1_735_689_600_000


def expected_ms(row: int) -> int:
    return NOW_MS + row * 1_000 // 2_500


def digits(text: str, alphabet: str) -> int:
    value = 0
    for c in text:
        value = value * len(alphabet) + alphabet.index(c)
    return value


def ordered(values: list[str]) -> list[str]:
    assert sorted(set(values)) == values
    return values


def test_uuid7(tmp_path):
    for rate in (1_000, 2_500):
        for row, text in enumerate(ordered(column(tmp_path, f"{{ type: id.uuid7, rate: {rate} }}"))):
            value = uuid.UUID(text)
            assert (str(value), value.version, value.variant) == (text, 7, uuid.RFC_4122)
            assert value.int >> 80 == NOW_MS + row * 1_000 // rate


def test_ulid(tmp_path):
    for row, text in enumerate(ordered(column(tmp_path, "{ type: id.ulid, rate: 2500 }"))):
        assert len(text) == 26
        value = digits(text, "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        assert value < 1 << 128
        assert value >> 80 == expected_ms(row)


def test_ksuid(tmp_path):
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    for row, text in enumerate(ordered(column(tmp_path, "{ type: id.ksuid, rate: 2500 }"))):
        assert len(text) == 27
        value = digits(text, alphabet)
        assert value < 1 << 160
        assert (value >> 128) + 1_400_000_000 == expected_ms(row) // 1_000


def test_objectid(tmp_path):
    values = ordered(column(tmp_path, "{ type: id.objectid, rate: 2500 }", 6_000))
    for row, text in enumerate(values):
        raw = bytes.fromhex(text)
        assert int.from_bytes(raw[:4], "big") == expected_ms(row) // 1_000
        assert int.from_bytes(raw[9:], "big") == row % 2_500
    assert len({text[8:18] for text in values}) == 1


def test_snowflake(tmp_path):
    values = column(tmp_path, "{ type: id.snowflake, rate: 2500, worker: 17 }")
    for row, text in enumerate(values):
        assert (int(text) >> 22) + 1_288_834_974_657 == expected_ms(row)
        assert (int(text) >> 12) & 0x3FF == 17
    assert sorted({int(text) for text in values}) == [int(text) for text in values]


def test_nanoid(tmp_path):
    values = column(tmp_path, "id.nanoid")
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{21}", value) for value in values)
    assert len(set(values)) == ROWS


def test_clock_that_ends_is_refused_before_the_run(tmp_path):
    model = tmp_path / "model.yaml"
    model.write_text("rowmill: 1\nentities:\n  e:\n    rows: 2_000\n    fields:\n"
                     "      f: { type: id.ksuid, start: 2150-06-19T23:21:00Z, rate: 1 }\n")
    result = run("generate", model, "-f", "csv", "-o", "-")
    assert result.returncode != 0
    assert "'f'" in result.stderr and "2,000" in result.stderr.replace("2000", "2,000")


def test_times_of_day(tmp_path):
    values = column(tmp_path, "{ type: time, unit: ms, min: '08:30', max: '08:30:02' }")
    times = [datetime.time.fromisoformat(value) for value in values]
    assert min(times) >= datetime.time(8, 30)
    assert max(times) < datetime.time(8, 30, 2)
    assert len(set(times)) > 900


ISO_DURATION = re.compile(
    r"P(?=[\dT])(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")


def test_durations(tmp_path):
    numbers = column(tmp_path, "{ type: duration, unit: ms, max: 3d }")
    texts = column(tmp_path, "{ type: duration, unit: ms, max: 3d, written: iso }")
    for number, text in zip(numbers, texts):
        days, hours, minutes, seconds = (decimal.Decimal(part or 0)
                                         for part in ISO_DURATION.fullmatch(text).groups())
        assert hours < 24 and minutes < 60 and seconds < 60
        assert (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000 == int(number)


def test_business_hours(tmp_path):
    values = column(tmp_path, "{ type: timestamp, profile: business_hours, "
                              "min: 2024-01-03T16:30:00Z, max: 2024-03-01 }")
    moments = [datetime.datetime.fromisoformat(value) for value in values]
    assert all(m.weekday() < 5 and 9 <= m.hour < 17 for m in moments)
    assert min(moments) >= datetime.datetime(2024, 1, 3, 16, 30)
    assert {m.weekday() for m in moments} == set(range(5))


def test_profile_weights(tmp_path):
    rows = 40_000
    values = column(tmp_path, "{ type: timestamp, min: 2024-01-01, max: 2024-12-30, profile: "
                              "{ weekday: { mon-fri: 5, sat: 1 }, hour: { 8-11: 3, 20: 1 } } }",
                    rows)
    moments = [datetime.datetime.fromisoformat(value) for value in values]
    assert all(m.weekday() < 6 and m.hour in (8, 9, 10, 11, 20) for m in moments)
    # 52 whole weeks: 1 of 26 on Saturdays, 1 of 13 at 20 o'clock.
    for hits, share in ((sum(m.weekday() == 5 for m in moments), 1 / 26),
                        (sum(m.hour == 20 for m in moments), 1 / 13),
                        (sum(m.hour == 9 for m in moments), 3 / 13)):
        assert abs(hits - rows * share) < 5 * (rows * share * (1 - share)) ** 0.5


@pytest.mark.parametrize("profile", [
    "{ weekday: { mon: -1 } }", "{ weekday: { someday: 1 } }", "{ hour: { 24: 1 } }",
    "{ hour: { 9-7: 1 } }", "{ hour: { 9: often } }", "{ hour: {} }", "{ month: { 13: 1 } }", "{ months: { 1: 1 } }",
    "{ weekday: { mon: 0 } }", "[mon]", "{ hour: { 9: .nan } }",
])
def test_profiles_that_are_refused(tmp_path, profile):
    model = tmp_path / "model.yaml"
    model.write_text("rowmill: 1\nentities:\n  e:\n    rows: 1\n    fields:\n"
                     f"      f: {{ type: timestamp, profile: {profile} }}\n")
    result = run("validate", model)
    assert result.returncode != 0
    assert "/entities/e/fields/f/profile" in result.stderr
    assert "profile" in result.stderr.split("/profile: ", 1)[1]


def test_addresses(tmp_path):
    for cidr in ("2001:db8:0:ff00::/56", "::/0", "2001:db8::/100"):
        network = ipaddress.ip_network(cidr)
        for value in column(tmp_path, f"{{ type: ipv6, cidr: '{cidr}' }}"):
            address = ipaddress.ip_address(value)
            assert str(address) == value  # Python writes RFC 5952 as well
            assert address in network


def test_mac_addresses(tmp_path):
    for field, low_bits in (("mac", 0), ("{ type: mac, local: true }", 2),
                            ("{ type: mac, multicast: true, local: true }", 3)):
        for value in column(tmp_path, field):
            assert re.fullmatch(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}", value)
            assert int(value[:2], 16) & 3 == low_bits
    values = column(tmp_path, "{ type: mac, oui: 001A2B, separator: hyphen, case_style: upper }")
    assert all(re.fullmatch(r"00-1A-2B(-[0-9A-F]{2}){3}", value) for value in values)


def test_ports_methods_statuses(tmp_path):
    ports = [int(v) for v in column(tmp_path, "{ type: internet.port, range: dynamic }")]
    assert min(ports) >= 49_152 and max(ports) <= 65_535
    assert set(column(tmp_path, "internet.http_method")) == {
        "GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE", "PATCH"}
    known = {status.value for status in http.HTTPStatus}
    statuses = [int(v) for v in column(tmp_path, "internet.http_status")]
    assert set(statuses) <= known
    assert 0.7 < statuses.count(200) / ROWS < 0.85
    assert {v[0] for v in column(tmp_path, "{ type: internet.http_status, class: 4xx }")} == {"4"}


DIGESTS = {
    "md5": lambda m: hashlib.md5(m).digest(),
    "hash.sha1": lambda m: hashlib.sha1(m).digest(),
    "sha256": lambda m: hashlib.sha256(m).digest(),
    "hash.crc32": lambda m: zlib.crc32(m).to_bytes(4, "big"),
}


@pytest.mark.parametrize("kind", DIGESTS)
def test_digests(tmp_path, kind):
    of = DIGESTS[kind]
    model = tmp_path / "model.yaml"
    model.write_text(f"""rowmill: 1
entities:
  e:
    rows: 500
    fields:
      h: {{ type: {kind}, input: text }}
      b: {{ type: {kind}, input: number, encoding: base64 }}
      r: {{ type: {kind} }}
      text: {{ type: string, length: {{ min: 0, max: 130 }}, alphabet: 'aé,"' }}
      number: {{ type: decimal, null_rate: 0.2 }}
""")
    text = done("generate", model, "-f", "csv", "-o", "-")
    nulls = 0
    for row in csv.DictReader(io.StringIO(text, newline="")):
        assert row["h"] == of(row["text"].encode()).hex()
        if row["number"] == "":
            nulls += 1
            assert row["b"] == ""
        else:
            assert base64.b64decode(row["b"]) == of(row["number"].encode())
        assert re.fullmatch(r"[0-9a-f]{%d}" % (2 * len(of(b""))), row["r"])
    assert 50 < nulls < 150


PEOPLE = 'name;town;note\nAda;"London; old";\nBob;Paris;"a ""b"""\nCy;paris;"two\nlines"\n'


def test_rows_of_a_file_stay_together(tmp_path):
    (tmp_path / "people.csv").write_text(PEOPLE)
    model = tmp_path / "model.yaml"
    model.write_text("""rowmill: 1
entities:
  e:
    rows: 300
    fields:
      a: { type: csv, file: people.csv, separator: ';', column: name }
      b: { type: csv, file: people.csv, separator: ';', column: town }
      c: { type: csv, file: people.csv, separator: ';', column: note }
      d: { type: csv, file: people.csv, separator: ';', column: name, where: { town: Paris } }
""")
    text = done("generate", model, "-f", "csv", "-o", "-")
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    known = {tuple(row) for row in csv.reader(io.StringIO(PEOPLE, newline=""), delimiter=";")}
    assert {tuple(row[:3]) for row in rows} == known - {("name", "town", "note")}
    assert {row[3] for row in rows} == {"Bob"}


def test_datagen_csv(tmp_path):
    (tmp_path / "people.csv").write_text(PEOPLE)
    model = tmp_path / "model.json"
    model.write_text(json.dumps({"model_name": "m", "Table_Names": {}, "Options": {}, "Fields": [
        {"name": "who", "type": "CSV", "file": "people.csv", "separator": ";", "field": "name",
         "filters": ["town=PARIS"]}]}))
    text = done("generate", model, "-n", 100, "-f", "csv", "-o", "-")
    assert set(text.split()[1:]) == {"Bob", "Cy"}
    native = done("convert", model)
    assert "datagen.csv" in native
    (tmp_path / "model.yaml").write_text(native)
    assert done("generate", tmp_path / "model.yaml", "-n", 100, "-f", "csv", "-o", "-") == text


@pytest.mark.parametrize(("content", "fault"), [
    (None, "no such file"), (b"", "empty"), (b"a;b\n1;2;3\n", "line 2"), (b"a\n\x00\n", "line 2"),
    (b"a\n\"x\n", "line 2"), (b"b\n1\n", "no column 'a'"), (b"a\n", "no rows"),
])
def test_files_that_are_refused(tmp_path, content, fault):
    if content is not None:
        (tmp_path / "f.csv").write_bytes(content)
    model = tmp_path / "model.yaml"
    model.write_text("rowmill: 1\nentities:\n  e:\n    rows: 1\n    fields:\n"
                     "      f: { type: csv, file: f.csv, separator: ';', column: a }\n")
    result = run("validate", model)
    assert result.returncode != 0
    assert "/entities/e/fields/f" in result.stderr and "f.csv" in result.stderr
    assert fault in result.stderr
