"""Section 7.7: structs, lists, maps, JSON documents, vectors.

A maker is a function of a column and a row. What is nested is a maker of makers."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from functools import cache

from .column import Column, length_of
from .scalars import single
from .stream import bounded, draw

Maker = Callable[[Column, int], object]
Length = int | tuple[int, int]
SEPARATOR = "\x1f"


def member(c: Column, name: str) -> Column:
    """A field of the struct `c`; `name` has its own streams."""
    return Column(c.seed, c.entity, c.name + SEPARATOR + name)


def item_entity(c: Column) -> str:
    """The entity of the items of `c`."""
    return c.entity + SEPARATOR + (SEPARATOR if c.scope == "stream" else "") + c.name


def items_of(c: Column, option: str = "items") -> Column:
    return Column(c.seed, item_entity(c), option)


def shared(c: Column, stream: str) -> Column:
    """The field with `stream`."""
    return Column(c.seed, c.entity, stream, "stream")


def record_of(c: Column, label: str = "") -> Column:
    """7.6: the record that a field of a record type speaks of."""
    return Column(c.seed, c.entity, label, "record")


def struct_of(members: dict[str, Maker]) -> Maker:
    return lambda c, row: {name: make(member(c, name), row) for name, make in members.items()}


def longest(length: Length) -> int:
    return length if isinstance(length, int) else length[1]


def ids_per_row(length: Length, distinct: bool) -> int:
    ids = max(1, longest(length)) * (16 if distinct else 1)
    return 1 << (ids - 1).bit_length()


def distinct_items(make: Maker, c: Column, first: int, count: int, end: int) -> list:
    """Of the rows first .. end - 1 of the items."""
    found: dict[int, object] = {}
    seen: set[object] = set()

    def take(place: int, number: int) -> bool:
        value = make(c, number)
        if value in seen:
            return False
        seen.add(value)
        found[place] = value
        return True

    waiting = [place for place in range(count) if not take(place, first + place)]
    number = first + count
    while waiting:
        again = []
        for place in waiting:
            if number == end:
                continue
            if not take(place, number):
                again.append(place)
            number += 1
        waiting = again
    return [found[place] for place in sorted(found)]


def list_of(make: Maker, length: Length = (0, 5), distinct: bool = False) -> Maker:
    def made(c: Column, row: int) -> list:
        each = ids_per_row(length, distinct)
        count = length_of(c, row, length)
        if distinct:
            return distinct_items(make, items_of(c), row * each, count, (row + 1) * each)
        return [make(items_of(c), row * each + i) for i in range(count)]

    return made


def map_of(keys: Maker, values: Maker, length: Length = (0, 5)) -> Maker:
    def made(c: Column, row: int) -> dict:
        each = ids_per_row(length, True)
        found = distinct_items(keys, items_of(c, "keys"), row * each, length_of(c, row, length),
                               (row + 1) * each)
        return {key: values(items_of(c, "values"), row * each + i)
                for i, key in enumerate(found)}

    return made


def json_text(make: Maker) -> Maker:
    """The document of a struct or list of texts, whole numbers and the like."""
    return lambda c, row: json.dumps(make(c, row), ensure_ascii=False, separators=(",", ":"))


# --- vectors -----------------------------------------------------------------------------


def nearly_normal(bits: int) -> float:
    parts = [bits >> shift & 0xFFFF for shift in (0, 16, 32, 48)]
    return (sum(parts) - 131_070) / 37837.22723720648


def cluster(c: Column, row: int, clusters: int) -> int:
    return bounded(c.slot("cluster"), row, clusters)


@cache
def centre(key: tuple[int, int], number: int, dimension: int) -> list[float]:
    return [nearly_normal(draw(key, number * dimension + d)) for d in range(dimension)]


def vector(c: Column, row: int, dimension: int = 8, clusters: int = 0, spread: float = 0.2,
           normalize: bool = False, item: str = "float") -> list[float]:
    each = ids_per_row(dimension, False)
    made = [nearly_normal(draw(c.slot("value"), row * each + d)) for d in range(dimension)]
    if clusters:
        middle = centre(c.slot("centre"), cluster(c, row, clusters), dimension)
        made = [middle[d] + spread * made[d] for d in range(dimension)]
    if normalize:
        squares = 0.0
        for x in made:
            squares += x * x
        norm = math.sqrt(squares) if squares > 0 else 1.0
        made = [x / norm for x in made]
    return [single(x) for x in made] if item == "float" else made
