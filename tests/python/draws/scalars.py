"""Sections 7.2, 7.3 and 7.5: numbers, dates and times, entries of `values`."""

from __future__ import annotations

import datetime
import math
import struct

from .column import Column
from .stream import AliasTable, Permutation, bernoulli, bounded, unit


def single(value: float) -> float:
    """The nearest float of 32 bits."""
    return struct.unpack("<f", struct.pack("<f", value))[0]


def below(value: float, bits: int) -> float:
    """The largest float of that many bits below a value."""
    if bits == 64:
        return math.nextafter(value, -math.inf)
    number = struct.unpack("<i", struct.pack("<f", value))[0]
    if value == 0:
        return -struct.unpack("<f", struct.pack("<i", 1))[0]
    return struct.unpack("<f", struct.pack("<i", number + (-1 if value > 0 else 1)))[0]


def integer(c: Column, row: int, low: int = 0, high: int = 2**31 - 1) -> int:
    return c.between(row, low, high)


def double(c: Column, row: int, low: float = 0.0, high: float = 1.0) -> float:
    value = low + unit(c.slot("value"), row) * (high - low)
    return below(high, 64) if value >= high else value


def float32(c: Column, row: int, low: float = 0.0, high: float = 1.0) -> float:
    low, high = single(low), single(high)
    value = single(low + unit(c.slot("value"), row) * (high - low))
    return below(high, 32) if value >= high else value


def boolean(c: Column, row: int, p: float = 0.5) -> bool:
    return bernoulli(c.slot("value"), row, p)


def sequence(row: int, start: int = 1, step: int = 1, end: int | None = None,
             cycle: bool = False) -> int:
    if cycle:
        row %= (end - start) // step + 1
    return start + row * step


def date(c: Column, row: int, low: datetime.date, high: datetime.date) -> datetime.date:
    epoch = datetime.date(1970, 1, 1).toordinal()
    days = c.between(row, low.toordinal() - epoch, high.toordinal() - epoch)
    return datetime.date.fromordinal(epoch + days)


def timestamp(c: Column, row: int, low: int, end: int) -> int:
    """Units in [low, end)."""
    return c.between(row, low, end - 1)


def values(entries: list[tuple[object, float]]):
    """7.5: a function (column, row) -> entry."""
    merged: dict[object, float] = {}
    for value, weight in entries:
        if weight > 0:
            merged[value] = merged.get(value, 0.0) + weight
    names, weights = list(merged), list(merged.values())
    table = AliasTable(weights)
    if len(names) == 1:
        return lambda c, row: names[0]
    return lambda c, row: names[table.choose(c.slot("value"), row)]


def unique_integer(c: Column, row: int, low: int, high: int) -> int:
    return low + Permutation(c.slot("unique"), high - low + 1).map(row)


def business_hours(c: Column, row: int, low: int, end: int, weights: dict[int, float]) -> int:
    """`low`, `end` in seconds, short enough to list; weights by hour of the week."""
    def hour(second: int) -> int:
        return (second // 3600 + 3 * 24) % 168
    units: dict[int, list[int]] = {}
    for second in range(low, end):
        units.setdefault(hour(second), []).append(second)
    places = [h for h in range(168) if weights.get(h, 0) > 0 and h in units]
    table = AliasTable([weights[h] * len(units[h]) for h in places])
    chosen = units[places[table.choose(c.slot("profile"), row)]]
    return chosen[bounded(c.slot("value"), row, len(chosen))]
