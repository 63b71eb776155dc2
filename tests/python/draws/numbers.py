"""Section 7.6: numbers with check digits. A scheme is written as in src/gen/number_scheme.h; a
check is a function of the text and the row's person."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from .column import DIGITS, UPPER
from .records import Record
from .stream import MASK, draw

BASE_36 = DIGITS + UPPER


@dataclass
class Person:
    female: bool
    birth: datetime.date


# Writes into the characters; false where they have no check.
Check = Callable[[list[str], Person], bool]


@dataclass
class Scheme:
    pattern: str
    checks: list[Check] = field(default_factory=list)
    centuries: str = ""
    month_add: tuple[int, ...] = (0,) * 6
    day_add_female: int = 0


class Draws:
    """Choices of a number, the most significant first."""

    def __init__(self, key: tuple[int, int], row: int):
        self.key, self.row, self.attempt, self.rest = key, row, 0, 0
        self.product = 0

    def begin(self) -> None:
        self.product = 0

    def part(self, n: int) -> None:
        """Before a part that counts as `n` ways."""
        if self.product == 0 or self.product * n > 1 << 44:
            self.rest = draw(self.key, self.row, self.attempt)
            self.attempt += 1
            self.product = n
        else:
            self.product *= n

    def take(self, n: int) -> int:
        product = self.rest * n
        self.rest = product & MASK
        return product >> 64


def expanded(text: str) -> str:
    out, at = "", 0
    while at < len(text):
        if text[at + 1:at + 2] == "-" and at + 2 < len(text):
            out += "".join(map(chr, range(ord(text[at]), ord(text[at + 2]) + 1)))
            at += 3
        else:
            out += text[at]
            at += 1
    return out


def german_ten(draws: Draws) -> str:
    digits = list(DIGITS)
    for i in range(9, 0, -1):
        j = draws.take(i + 1)
        digits[i], digits[j] = digits[j], digits[i]
    start = draws.take(10)
    over = (start + 1 + draws.take(9)) % 10
    digits[over] = digits[start]
    at = 1
    while digits[0] == "0":
        digits[0], digits[at] = digits[at], digits[0]
        at += 1
    return "".join(digits)


def choice(draws: Draws, ways: list[str] | str) -> str:
    draws.part(len(ways))
    return ways[draws.take(len(ways))]


def braces(name: str, draws: Draws, scheme: Scheme, person: Person) -> str:
    if "|" in name:
        draws.part(10)
        ways = name.split("|")[0 if person.female else 1]
        return ways[draws.take(len(ways))]
    if name == "de.ten":
        draws.part(1 << 40)
        return german_ten(draws)
    birth = person.birth
    era = (4 if birth.year >= 2000 else 2 if birth.year >= 1900 else 0) + person.female
    return {
        "c": lambda: scheme.centuries[era],
        "yyyy": lambda: f"{birth.year:04d}",
        "yyy": lambda: f"{birth.year % 1000:03d}",
        "yy": lambda: f"{birth.year % 100:02d}",
        "mm": lambda: f"{birth.month + scheme.month_add[era]:02d}",
        "dd": lambda: f"{birth.day + (scheme.day_add_female if person.female else 0):02d}",
        "days": lambda: f"{(birth - datetime.date(1899, 12, 31)).days:05d}",
    }[name]()


def one_try(scheme: Scheme, draws: Draws, person: Person) -> list[str]:
    text, at, pattern = "", 0, scheme.pattern
    draws.begin()
    while at < len(pattern):
        c = pattern[at]
        end = at + 1
        if c == "#":
            while end < len(pattern) and pattern[end] == "#" and end - at < 9:
                end += 1
            draws.part(10 ** (end - at))
            text += f"{draws.take(10 ** (end - at)):0{end - at}d}"
        elif c == "@":
            text += choice(draws, UPPER)
        elif c in "[<({":
            end = pattern.index({"[": "]", "<": ">", "(": ")", "{": "}"}[c], at) + 1
            inner = pattern[at + 1:end - 1]
            if c == "[":
                text += choice(draws, expanded(inner))
            elif c == "(":
                text += choice(draws, inner.split("|"))
            elif c == "{":
                text += braces(inner, draws, scheme, person)
            else:
                low, high = inner.split("-")
                ways = int(high) - int(low) + 1
                draws.part(ways)
                text += f"{int(low) + draws.take(ways):0{len(low)}d}"
        else:
            text += "0" if c == "=" else c
        at = end
    return list(text)


def number(scheme: Scheme, key: tuple[int, int], row: int, person: Person) -> str:
    draws = Draws(key, row)
    while True:
        text = one_try(scheme, draws, person)
        if all(check(text, person) for check in scheme.checks):
            return "".join(text)


NOBODY = Person(False, datetime.date(1900, 1, 1))


def national_id(record: Record, row: int, schemes: dict[str, list[tuple[int, Scheme]]]) -> str:
    """`schemes`: by country, each with the year before which its people are born."""
    person = Person(record.is_female(row), record.birth(row))
    for before, scheme in schemes[record.code(row)]:
        if person.birth.year < before:
            return number(scheme, record.c.slot("national_id"), row, person)
    raise AssertionError("the last scheme is for all")


# --- checks ------------------------------------------------------------------------------


def weighted_sum(text: list[str], start: int, weights: str, fold: bool = False) -> int:
    total = 0
    for i, weight in enumerate(weights):
        place = BASE_36.find(text[start + i])
        product = BASE_36.index(weight) * max(place, 0)
        total += product - product // 10 * 9 if fold else product
    return total


def weighted(at: int, weights: str, modulus: int, digits: str, start: int = 0,
             second: str = "", fold: bool = False, of_sex: bool = False) -> Check:
    """`!` of `digits`: no check; `of_sex`: odd digits are men's."""
    def check(text: list[str], person: Person) -> bool:
        remainder = weighted_sum(text, start, weights, fold) % modulus
        if remainder == 10 and second:
            remainder = weighted_sum(text, start, second) % modulus
        text[at] = digits[remainder]
        return text[at] != "!" and (not of_sex or (int(text[at]) % 2 == 0) == person.female)

    return check


def remainder_97(at: int, count: int, start: int = 0, times: int = 1, plus: int = 0,
                 plus_since_2000: int = 0, minus_from: int = 0) -> Check:
    """Two digits: the remainder, or `minus_from` - it."""
    def check(text: list[str], person: Person) -> bool:
        more = plus + (plus_since_2000 if person.birth.year >= 2000 else 0)
        remainder = (int("".join(text[start:start + count])) * times + more) % 97
        text[at:at + 2] = f"{minus_from - remainder if minus_from else remainder:02d}"
        return True

    return check


def modulus_11_10(at: int, count: int, start: int = 0) -> Check:
    def check(text: list[str], _: Person) -> bool:
        product = 10
        for digit in text[start:start + count]:
            total = (product + int(digit)) % 10
            product = (total or 10) * 2 % 11
        text[at] = str((11 - product) % 10)
        return True

    return check


def italian(at: int, start: int, count: int) -> Check:
    odd = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25,
           24, 23)

    def check(text: list[str], _: Person) -> bool:
        values = [int(c) if c in DIGITS else UPPER.index(c) for c in text[start:start + count]]
        text[at] = UPPER[sum(value if i % 2 else odd[value]
                             for i, value in enumerate(values)) % 26]
        return True

    return check


def isin_check(text: list[str], _: Person) -> bool:
    """Luhn over digits, letters as 10 to 35."""
    digits = "".join(str(BASE_36.index(c)) for c in text[:11])
    total = sum(int(d) if i % 2 else sum(divmod(2 * int(d), 10))
                for i, d in enumerate(reversed(digits)))
    text[11] = str(-total % 10)
    return True
