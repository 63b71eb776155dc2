"""Section 7.4: UUIDs and identifiers with a moment."""

from __future__ import annotations

from .column import DIGITS, LOWER, UPPER, Column, base
from .stream import draw


def uuid4(c: Column, row: int) -> str:
    digits = f"{draw(c.slot('hi'), row):016x}{draw(c.slot('lo'), row):016x}"
    variant = f"{int(digits[16], 16) & 3 | 8:x}"
    digits = digits[:12] + "4" + digits[13:16] + variant + digits[17:]
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def reading(row: int, start: int, rate: int, ticks: int) -> tuple[int, int]:
    """The tick of a row, and the number of earlier rows in it."""
    def tick(r: int) -> int:
        return start + r // rate * ticks + r % rate * ticks // rate
    first = row
    while first > 0 and tick(first - 1) == tick(row):
        first -= 1
    return tick(row), row - first


def uuid7(c: Column, row: int, start: int, rate: int) -> str:
    tick, index = reading(row, start, rate, 1000)
    hi, lo = draw(c.slot("hi"), row), draw(c.slot("lo"), row)
    behind = hi & 0xFFF if rate <= 1000 else index
    value = tick << 80 | 7 << 76 | behind << 64 | 2 << 62 | lo >> 2
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def ulid(c: Column, row: int, start: int, rate: int) -> str:
    tick, index = reading(row, start, rate, 1000)
    top = draw(c.slot("hi"), row) & 0xFFFF if rate <= 1000 else index
    return base(tick << 80 | top << 64 | draw(c.slot("lo"), row),
                "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 26)


def ksuid(c: Column, row: int, start: int, rate: int) -> str:
    tick, index = reading(row, start - 1_400_000_000, rate, 1)
    hi, lo = draw(c.slot("hi"), row), draw(c.slot("lo"), row)
    top = hi >> 32 if rate <= 1 else index
    return base(tick << 128 | top << 96 | (hi & 0xFFFFFFFF) << 64 | lo, DIGITS + UPPER + LOWER, 27)


def objectid(c: Column, row: int, start: int, rate: int) -> str:
    tick, index = reading(row, start, rate, 1)
    return f"{tick:08x}{draw(c.slot('process'), 0) >> 24:010x}{index:06x}"
