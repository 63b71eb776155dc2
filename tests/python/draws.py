"""The draws of Rowmill, made again from docs/draws.md alone. For tests; slow on purpose."""

from __future__ import annotations

import datetime
import hashlib
import math
import struct
from dataclasses import dataclass, field

MASK = (1 << 64) - 1
MULTIPLIER = 0xBEA225F9EB34556D

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


# --- sections 1 to 4: keys, draws, integers, doubles -----------------------------------


def key(seed: int, scope: str, entity: str, name: str, slot: str) -> tuple[int, int]:
    def part(data: bytes) -> bytes:
        return struct.pack("<I", len(data)) + data

    message = part(b"rowmill") + part(struct.pack("<I", 1)) + part(struct.pack("<Q", seed))
    for text in (scope, entity, name, slot):
        message += part(text.encode())
    return struct.unpack("<QQ", hashlib.sha256(message).digest()[:16])


def draw(pair: tuple[int, int], row: int, attempt: int = 0) -> int:
    a, b = pair
    x = (row | attempt << 56) ^ a
    x ^= x >> 32
    x = x * MULTIPLIER & MASK
    x ^= b
    x ^= x >> 29
    x = x * MULTIPLIER & MASK
    x ^= x >> 32
    x = x * MULTIPLIER & MASK
    return x ^ x >> 29


def bounded(pair: tuple[int, int], row: int, n: int) -> int:
    if n == 1 << 64:
        return draw(pair, row)
    bits = 32 if n <= 1 << 32 else 64
    threshold = (1 << bits) % n
    product = 0
    for attempt in range(256):
        product = (draw(pair, row, attempt) >> (64 - bits)) * n
        if product & ((1 << bits) - 1) >= threshold:
            break
    return product >> bits


def unit(pair: tuple[int, int], row: int) -> float:
    return (draw(pair, row) >> 11) * 2.0**-53


def bernoulli(pair: tuple[int, int], row: int, p: float) -> bool:
    return draw(pair, row) >> 11 < round(p * 2.0**53)  # round() is half to even


# --- section 5: weighted choice ----------------------------------------------------------


class AliasTable:
    def __init__(self, weights: list[float]):
        n = len(weights)
        total = 0.0
        for weight in weights:
            total += weight
        self.uniform = all(weight == weights[0] for weight in weights)
        scaled = [weight / total * n for weight in weights]
        self.threshold = [0] * n
        self.alias = list(range(n))
        small = [i for i in range(n) if scaled[i] < 1]
        large = [i for i in range(n) if not scaled[i] < 1]
        while small and large:
            less = small.pop()
            more = large[-1]
            self.threshold[less] = min(math.floor(scaled[less] * 2.0**32), 2**32 - 1)
            self.alias[less] = more
            scaled[more] = (scaled[more] + scaled[less]) - 1
            if scaled[more] < 1:
                small.append(large.pop())
        for i in large + small:
            self.threshold[i] = 2**32 - 1
            if weights[i] == 0:
                self.threshold[i] = 0
                self.alias[i] = weights.index(max(weights))

    def choose(self, pair: tuple[int, int], row: int) -> int:
        column = bounded(pair, row, len(self.alias))
        if self.uniform:
            return column
        low = draw(pair, row) & 0xFFFFFFFF
        return column if low < self.threshold[column] else self.alias[column]


# --- section 6: permutations ---------------------------------------------------------------


class Permutation:
    def __init__(self, pair: tuple[int, int], n: int):
        self.pair = pair
        self.n = n
        self.a = math.isqrt(n - 1) + 1
        self.b = -(-n // self.a)

    def _f(self, number: int, half: int, radix: int) -> int:
        return draw(self.pair, half, number) * radix >> 64

    def _forward(self, index: int) -> int:
        left, right = divmod(index, self.b)
        for number in (0, 2, 4):
            left = (left + self._f(number, right, self.a)) % self.a
            right = (right + self._f(number + 1, left, self.b)) % self.b
        return left * self.b + right

    def map(self, index: int) -> int:
        value = self._forward(index)
        while value >= self.n:
            value = self._forward(value)
        return value


# --- section 7: types ----------------------------------------------------------------------


@dataclass
class Column:
    """The streams of one field, and what a type needs to know."""

    seed: int
    entity: str
    name: str
    now: datetime.datetime = datetime.datetime(2025, 1, 1)
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)

    def slot(self, name: str) -> tuple[int, int]:
        if name not in self.keys:
            self.keys[name] = key(self.seed, "column", self.entity, self.name, name)
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


def uuid4(c: Column, row: int) -> str:
    digits = f"{draw(c.slot('hi'), row):016x}{draw(c.slot('lo'), row):016x}"
    variant = f"{int(digits[16], 16) & 3 | 8:x}"
    digits = digits[:12] + "4" + digits[13:16] + variant + digits[17:]
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def date(c: Column, row: int, low: datetime.date, high: datetime.date) -> datetime.date:
    epoch = datetime.date(1970, 1, 1).toordinal()
    days = c.between(row, low.toordinal() - epoch, high.toordinal() - epoch)
    return datetime.date.fromordinal(epoch + days)


def timestamp(c: Column, row: int, low: int, end: int) -> int:
    """Units in [low, end)."""
    return c.between(row, low, end - 1)


def length_of(c: Column, row: int, length: int | tuple[int, int]) -> int:
    if isinstance(length, int):
        return length
    return c.between(row, length[0], length[1], "length")


def string(c: Column, row: int, length: int | tuple[int, int] = 20,
           alphabet: str = "alnum") -> str:
    return c.characters(row, ALPHABETS.get(alphabet, alphabet), length_of(c, row, length))


def pattern(c: Column, row: int, text: str) -> str:
    symbols = {"#": DIGITS, "?": UPPER + LOWER, "*": DIGITS + UPPER + LOWER}
    out, number, product, low = "", -1, 1 << 49, 0
    characters = iter(text)
    for character in characters:
        if character not in symbols:
            out += next(characters) if character == "\\" else character
            continue
        choices = symbols[character]
        product *= len(choices)
        if product > 1 << 48:
            number, product = number + 1, len(choices)
            low = c.numbered("value", row, number)
        chosen = low * len(choices)
        out += choices[chosen >> 64]
        low = chosen & MASK
    return out


def slice_pool(c: Column, pool: int = 65536, vocabulary: int = 2000) -> str:
    words: list[str] = []
    seen = set()
    candidate = 0
    while len(words) < vocabulary:
        size = 2 + bounded(c.slot("vocabulary.length"), candidate, 8)
        word = c.characters(candidate, LOWER, size, "vocabulary")
        if word not in seen:
            seen.add(word)
            words.append(word)
        candidate += 1
    text, number = "", 0
    while len(text) < pool:
        text += (" " if number else "") + words[bounded(c.slot("pool"), number, vocabulary)]
        number += 1
    return text[:pool]


def text_slice(c: Column, row: int, pool: str, length: int | tuple[int, int] = (20, 60)) -> str:
    count = length_of(c, row, length)
    start = bounded(c.slot("start"), row, len(pool) - count + 1)
    cut = list(pool[start:start + count])
    for end in (0, -1) if cut else ():
        if cut[end] == " ":
            cut[end] = "a"
    return "".join(cut)


def random_bytes(c: Column, row: int, length: int | tuple[int, int] = 20) -> bytes:
    count = length_of(c, row, length)
    data = b""
    while len(data) < count:
        data += struct.pack("<Q", c.numbered("value", row, len(data) // 8))
    return data[:count]


def ipv4(c: Column, row: int, base: int = 0, prefix: int = 0) -> str:
    address = c.between(row, base, base + 2 ** (32 - prefix) - 1)
    return ".".join(str(address >> shift & 255) for shift in (24, 16, 8, 0))


def hash_md5(c: Column, row: int, length: int = 20) -> bytes:
    return hashlib.md5(c.characters(row, ALPHABETS["alnum"], length).encode()).digest()


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


def is_null(c: Column, row: int, rate: float) -> bool:
    return bernoulli(c.slot("null"), row, rate)
