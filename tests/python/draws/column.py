"""Section 7.1 and what several types need: the streams of a field, characters, choices."""

from __future__ import annotations

from dataclasses import dataclass, field

from .stream import MASK, bernoulli, bounded, draw, key

DIGITS = "0123456789"
UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LOWER = "abcdefghijklmnopqrstuvwxyz"
ALPHABETS = {
    "alnum": DIGITS + UPPER + LOWER,
    "alpha": UPPER + LOWER,
    "hex": "0123456789abcdef",
    "digits": DIGITS,
    "lower": LOWER,
    "upper": UPPER,
}


@dataclass
class Column:
    """The streams of one field (scope `column` or `stream`) or record."""

    seed: int
    entity: str
    name: str
    scope: str = "column"
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)

    def slot(self, name: str) -> tuple[int, int]:
        if name not in self.keys:
            self.keys[name] = key(self.seed, self.scope, self.entity, self.name, name)
        return self.keys[name]

    def numbered(self, slot: str, row: int, number: int) -> int:
        """7.1: draw number `number` of a cell."""
        name = slot if number < 256 else f"{slot}.{number // 256}"
        return draw(self.slot(name), row, number % 256)

    def between(self, row: int, low: int, high: int, slot: str = "value") -> int:
        """Uniform over low .. high, both inclusive."""
        return low if low == high else low + bounded(self.slot(slot), row, high - low + 1)

    def characters(self, row: int, alphabet: str, count: int, slot: str = "value") -> str:
        """7.1: characters of one alphabet."""
        n = len(alphabet)
        per_draw = 0
        while per_draw < 48 and n ** (per_draw + 1) <= 1 << 48:
            per_draw += 1
        text = ""
        for j in range(count):
            if j % per_draw == 0:
                low = self.numbered(slot, row, j // per_draw)
            product = low * n
            text += alphabet[product >> 64]
            low = product & MASK
        return text


class Choices:
    """The choices that a cell takes one behind the other."""

    def __init__(self, c: Column, row: int):
        self.c, self.row = c, row
        self.used, self.low, self.number = 1 << 48, 0, 0

    def choose(self, n: int) -> int:
        if n == 1:
            return 0
        if self.used * n > 1 << 48:
            self.low = self.c.numbered("value", self.row, self.number)
            self.number += 1
            self.used = n
        else:
            self.used *= n
        product = self.low * n
        self.low = product & MASK
        return product >> 64


def length_of(c: Column, row: int, length: int | tuple[int, int]) -> int:
    if isinstance(length, int):
        return length
    return c.between(row, length[0], length[1], "length")


def is_null(c: Column, row: int, rate: float) -> bool:
    return bernoulli(c.slot("null"), row, rate)


def base(value: int, digits: str, count: int) -> str:
    text = ""
    for _ in range(count):
        value, digit = divmod(value, len(digits))
        text = digits[digit] + text
    return text
