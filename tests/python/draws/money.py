"""Sections 7.2 and 8: amounts, sizes of files and prices."""

from __future__ import annotations

import math
from functools import cache

from .column import Column
from .laws import QuantileTable, distributed, lognormal_table, whole
from .steps import walk


@cache
def amount_table(low: int, high: int) -> QuantileTable:
    start = math.log(max(low, 1))
    width = math.log(high) - start
    return lognormal_table(start + 0.4 * width, width / 8 if width > 0 else 1.0,
                           low - 0.5, high + 0.5)


def amount(c: Column, row: int, low: int = 100, high: int = 1_000_000) -> int:
    """In the currency's smallest units."""
    return whole(distributed(c, row, amount_table(low, high)), low, high)


@cache
def size_table(low: int, high: int) -> QuantileTable:
    return lognormal_table(math.log(49_152), 2.0, low - 0.5, high + 0.5)


def file_size(c: Column, row: int, low: int = 0, high: int = 1 << 40) -> int:
    return whole(distributed(c, row, size_table(low, high)), low, high)


def price(c: Column, row: int, tick: int, start: int, low: int, high: int, drift: float = 0.0,
          sd: float = 0.0005) -> int:
    """All prices in units of the last digit."""
    bottom, width = math.log(low), math.log(high) - math.log(low)
    at = bottom
    if width > 0:
        turns = (walk(c, row, math.log(start), drift, sd) - bottom) / (2 * width)
        part = (turns - math.floor(turns)) * 2
        at = bottom + (2 - part if part > 1 else part) * width
    return min(max(math.floor(math.exp(at) / tick + 0.5) * tick, low), high)
