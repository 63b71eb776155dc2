"""Structs, lists, maps, JSON documents and vectors of the program against draws."""

from __future__ import annotations

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import draws  # noqa: E402
from draws_run import RANGES, SEEDS, json_rows, model_of, rowmill  # noqa: E402, F401

DIGIT = {"type": "integer", "max": 9}
SMALL = {"type": "integer", "max": 5}
WORD = {"type": "string", "length": {"min": 1, "max": 3}, "alphabet": "aé\"\\"}
COLORS = {"values": {"red": 5, "green": 1, "blue": 2}}
COUNTRY = {"type": "place.country_code", "countries": ["JP", "FR", "DE"]}
COUNTRIES = ["DE", "FR", "JP"]  # in the order of the table

color = draws.values([("red", 5.0), ("green", 1.0), ("blue", 2.0)])


def digit(c, row):
    return draws.integer(c, row, 0, 9)


def small(c, row):
    return draws.integer(c, row, 0, 5)


def word(c, row):
    return draws.string(c, row, (1, 3), "aé\"\\")


def country(c, row):
    record = draws.record_of(c)
    return COUNTRIES[draws.bounded(record.slot("country"), row, 3)]


def nulls(make, rate):
    return lambda c, row: None if draws.is_null(c, row, rate) else make(c, row)


def shared(make, stream):
    return lambda c, row: make(draws.shared(c, stream), row)


def texts(make):
    """Keys of a map as JSON writes them."""
    return lambda c, row: str(make(c, row))


def of_row(c: draws.Column, row: int):
    """A country in a struct of the row `t`."""
    return country(draws.Column(c.seed, "t", ""), row)


STRUCT = {"type": "struct", "fields": {"x": DIGIT, "y": WORD}}
struct = draws.struct_of({"x": digit, "y": word})

# Field name -> (definition, maker).
FIELDS = {
    "struct": (STRUCT, struct),
    "deep": ({"type": "struct", "fields": {"x": STRUCT, "at": COUNTRY, "n": {
                 "type": "list", "items": DIGIT}}},
             draws.struct_of({"x": struct, "at": of_row, "n": draws.list_of(digit)})),
    "list": ({"type": "list", "items": DIGIT}, draws.list_of(digit)),
    "list_fixed": ({"type": "list", "items": WORD, "length": 3}, draws.list_of(word, 3)),
    "list_empty": ({"type": "list", "items": WORD, "length": 0}, draws.list_of(word, 0)),
    "list_counted": ({"type": "list", "items": "sequence", "length": {"min": 2, "max": 5}},
                     draws.list_of(lambda c, row: draws.sequence(row), (2, 5))),
    "list_nulls": ({"type": "list", "items": {**DIGIT, "null_rate": 0.4}, "null_rate": 0.3},
                   nulls(draws.list_of(nulls(digit, 0.4)), 0.3)),
    "list_long": ({"type": "list", "items": DIGIT, "length": {"min": 33, "max": 70}},
                  draws.list_of(digit, (33, 70))),
    "list_structs": ({"type": "list", "items": STRUCT}, draws.list_of(struct)),
    "list_lists": ({"type": "list", "length": 2, "items": {"type": "list", "items": DIGIT}},
                   draws.list_of(draws.list_of(digit), 2)),
    "list_records": ({"type": "list", "items": COUNTRY}, draws.list_of(country)),
    "list_shared": ({"type": "list", "stream": "s", "items": DIGIT, "length": 4},
                    shared(draws.list_of(digit, 4), "s")),
    "list_shared_too": ({"type": "list", "stream": "s", "items": DIGIT},
                        shared(draws.list_of(digit), "s")),
    "items_shared": ({"type": "list", "items": {**DIGIT, "stream": "s"}},
                     draws.list_of(shared(digit, "s"))),
    "distinct": ({"type": "list", "items": SMALL, "distinct": True},
                 draws.list_of(small, distinct=True)),
    "distinct_few": ({"type": "list", "items": SMALL, "distinct": True, "length": 7},
                     draws.list_of(small, 7, True)),
    "distinct_rare": ({"type": "list", "distinct": True, "length": {"min": 2, "max": 9},
                       "items": {"values": {"a": 1000, "b": 10, "c": 1}}},
                      draws.list_of(draws.values([("a", 1000.0), ("b", 10.0), ("c", 1.0)]),
                                    (2, 9), True)),
    "distinct_nulls": ({"type": "list", "distinct": True, "length": 4,
                        "items": {**SMALL, "null_rate": 0.3}},
                       draws.list_of(nulls(small, 0.3), 4, True)),
    "map": ({"type": "map", "keys": COLORS, "values": DIGIT}, draws.map_of(color, digit)),
    "map_numbers": ({"type": "map", "keys": SMALL, "values": WORD, "length": 3},
                    draws.map_of(texts(small), word, 3)),
    "map_lists": ({"type": "map", "keys": COLORS, "values": {
                      "type": "list", "items": {**DIGIT, "null_rate": 0.2}}},
                  draws.map_of(color, draws.list_of(nulls(digit, 0.2)))),
    "map_shared": ({"type": "map", "stream": "s", "keys": SMALL, "values": DIGIT},
                   shared(draws.map_of(texts(small), digit), "s")),
    "json": ({"type": "json", "fields": {"x": STRUCT, "n": {
                 "type": "list", "items": {**DIGIT, "null_rate": 0.2}}}},
             draws.json_text(draws.struct_of(
                 {"x": struct, "n": draws.list_of(nulls(digit, 0.2))}))),
    "json_list": ({"type": "json", "items": WORD, "length": {"min": 1, "max": 2}},
                  draws.json_text(draws.list_of(word, (1, 2)))),
    "json_as": ({"type": "map", "keys": COLORS, "values": DIGIT, "as": "string"},
                draws.json_text(draws.map_of(color, digit))),
    "vector": ({"type": "vector"}, draws.vector),
    "vector_unit": ({"type": "vector", "dimension": 33, "normalize": True, "item": "double"},
                    lambda c, row: draws.vector(c, row, 33, normalize=True, item="double")),
    "vector_near": ({"type": "vector", "dimension": 3, "clusters": 4, "spread": 0.1,
                     "normalize": True},
                    lambda c, row: draws.vector(c, row, 3, 4, 0.1, True)),
    "vector_one": ({"type": "vector", "dimension": 1, "clusters": 2, "item": "double"},
                   lambda c, row: draws.vector(c, row, 1, 2, item="double")),
    "list_vectors": ({"type": "list", "items": {"type": "vector", "dimension": 2}, "length": 2},
                     draws.list_of(lambda c, row: draws.vector(c, row, 2), 2)),
    "cluster": ({"link": "vector_near.cluster"}, lambda c, row: draws.cluster(
        draws.Column(c.seed, c.entity, "vector_near"), row, 4)),
}


def same(value: object, expected: object) -> bool:
    if isinstance(value, list) and isinstance(expected, list):
        return len(value) == len(expected) and all(map(same, value, expected))
    if isinstance(value, dict) and isinstance(expected, dict):
        return list(value) == list(expected) and all(
            same(value[key], expected[key]) for key in value)
    if isinstance(value, float) and value != expected:
        return draws.single(value) == expected  # written with the digits of a float
    return value == expected


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("first,rows", RANGES)
def test_columns(rowmill, tmp_path, seed, first, rows):  # noqa: F811
    model = model_of(seed, {name: field[0] for name, field in FIELDS.items()})
    written = json_rows(rowmill, tmp_path, model, first, rows)
    for name, (_, make) in FIELDS.items():
        column = draws.Column(seed, "t", name)
        for offset, cells in enumerate(written):
            expected = make(column, first + offset)
            assert same(cells[name], expected), (name, first + offset, cells[name], expected)
