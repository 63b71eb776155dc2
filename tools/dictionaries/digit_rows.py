"""Regular expressions over digits as disjoint rows of digit sets.

A row is a tuple of 10-bit masks, one per digit: `6[0-8]x` is (1<<6, 0b0111111111, 1023).
"""

from __future__ import annotations

import math

ANY = 1023
Row = tuple[int, ...]


class _Parser:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def peek(self) -> str:
        return self.text[self.at:self.at + 1]

    def alternatives(self) -> list[Row]:
        rows = self.sequence()
        while self.peek() == "|":
            self.at += 1
            rows = rows + self.sequence()
        return rows

    def sequence(self) -> list[Row]:
        rows: list[Row] = [()]
        while self.peek() and self.peek() not in "|)":
            atom = self.atom()
            low, high = self.count()
            repeated: list[Row] = []
            power: list[Row] = [()]
            for times in range(high + 1):
                if times >= low:
                    repeated += power
                power = [a + b for a in power for b in atom]
            rows = [a + b for a in rows for b in repeated]
        return rows

    def count(self) -> tuple[int, int]:
        if self.peek() == "?":
            self.at += 1
            return 0, 1
        if self.peek() != "{":
            return 1, 1
        end = self.text.index("}", self.at)
        parts = self.text[self.at + 1:end].split(",")
        self.at = end + 1
        return int(parts[0]), int(parts[-1])

    def atom(self) -> list[Row]:
        char = self.peek()
        self.at += 1
        if char == "(":
            if self.text.startswith("?:", self.at):
                self.at += 2
            rows = self.alternatives()
            if self.peek() != ")":
                raise ValueError(f"bracket missing in {self.text}")
            self.at += 1
            return rows
        if char == "[":
            return [(self.digits(),)]
        if char == "\\" and self.peek() == "d":
            self.at += 1
            return [(ANY,)]
        if char.isdigit():
            return [(1 << int(char),)]
        raise ValueError(f"{char!r} at {self.at} of {self.text}")

    def digits(self) -> int:
        end = self.text.index("]", self.at)
        body = self.text[self.at:end].replace("\\d", "0-9")
        self.at = end + 1
        mask, at = 0, 0
        while at < len(body):
            if body[at + 1:at + 2] == "-":
                low, high = int(body[at]), int(body[at + 2])
                at += 3
            else:
                low = high = int(body[at])
                at += 1
            for digit in range(low, high + 1):
                mask |= 1 << digit
        return mask


def parse(pattern: str) -> list[Row]:
    parser = _Parser(pattern)
    rows = parser.alternatives()
    if parser.at != len(pattern):
        raise ValueError(f"rest at {parser.at} of {pattern}")
    return rows


def size(row: Row) -> int:
    return math.prod(mask.bit_count() for mask in row)


def minus(row: Row, other: Row) -> list[Row]:
    """The strings of `row` that are not in `other`, as disjoint rows."""
    if len(row) != len(other) or not all(a & b for a, b in zip(row, other)):
        return [row]
    result = []
    for at, (mine, theirs) in enumerate(zip(row, other)):
        rest = mine & ~theirs
        if rest:
            head = tuple(a & b for a, b in zip(row[:at], other[:at]))
            result.append(head + (rest,) + row[at + 1:])
    return result


def subtract(rows: list[Row], others: list[Row]) -> list[Row]:
    for other in others:
        rows = [part for row in rows for part in minus(row, other)]
    return rows


def disjoint(rows: list[Row]) -> list[Row]:
    result: list[Row] = []
    for row in sorted(rows, key=lambda r: (-size(r), r)):
        result += subtract([row], result)
    return merged(result)


def merged(rows: list[Row]) -> list[Row]:
    """Joins rows that differ in one digit only."""
    rows = sorted(set(rows))
    width = max(map(len, rows), default=0)
    for at in range(width - 1, -1, -1):
        groups: dict[tuple, int] = {}
        for row in rows:
            if at < len(row):
                key = (row[:at], row[at + 1:])
                groups[key] = groups.get(key, 0) | row[at]
        short = [row for row in rows if at >= len(row)]
        rows = sorted(short + [key[0] + (mask,) + key[1] for key, mask in groups.items()])
    return rows


def spell(row: Row) -> str:
    return "".join(map(_spell_mask, row))


def _spell_mask(mask: int) -> str:
    digits = [d for d in range(10) if mask >> d & 1]
    if mask == ANY:
        return "x"
    if len(digits) == 1:
        return str(digits[0])
    parts, at = [], 0
    while at < len(digits):
        end = at
        while end + 1 < len(digits) and digits[end + 1] == digits[end] + 1:
            end += 1
        if end - at >= 2:
            parts.append(f"{digits[at]}-{digits[end]}")
        else:
            parts += [str(d) for d in digits[at:end + 1]]
        at = end + 1
    return "[" + "".join(parts) + "]"
