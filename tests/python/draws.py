"""The draws of Rowmill, made again from docs/draws.md alone. For tests; slow on purpose."""

from __future__ import annotations

import bisect
import datetime
import hashlib
import math
import statistics
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


# --- section 8: distributions ----------------------------------------------------------------


def position(bits: int) -> tuple[float, bool]:
    """8.1: w and whether it is counted from the upper end."""
    k = bits >> 11
    upper = k >= 1 << 52
    return ((1 << 53) - 1 - k if upper else k) + 0.5, upper


def rounded32(value: float) -> float:
    """The nearest number of 32 significant bits, halves to even."""
    mantissa, exponent = math.frexp(value)
    return math.ldexp(round(mantissa * 2.0**32), exponent - 32)


class QuantileTable:
    """8.2: cubics between quantiles; `node(upper, p)` gives a value and its derivative."""

    def __init__(self, node, offset: float, factor: float, density_bits: int = 5):
        self.node, self.offset, self.factor, self.bits = node, offset, factor, density_bits
        self.cells: dict[tuple[bool, int], tuple[float, float, float, float]] = {}

    def _w(self, index: int) -> float:
        octave, part = divmod(index, 1 << self.bits)
        return math.ldexp(1 + part / (1 << self.bits), octave - 1)

    def _cell(self, upper: bool, index: int) -> tuple[float, float, float, float]:
        if (upper, index) not in self.cells:
            w0, w1 = self._w(index), self._w(index + 1)
            y0, s0 = (rounded32(x) for x in self.node(upper, w0 * 2.0**-53))
            y1, s1 = (rounded32(x) for x in self.node(upper, w1 * 2.0**-53))
            width, rise = (w1 - w0) * 2.0**-53, y1 - y0

            def limited(slope: float) -> float:
                ends = sorted((0.0, 3 * rise))
                return min(max(slope * width, ends[0]), ends[1])

            m0, m1 = limited(s0), limited(s1)
            f = self.factor
            self.cells[upper, index] = (self.offset + f * y0, f * m0,
                                        f * (3 * rise - 2 * m0 - m1),
                                        f * (m0 + m1 - 2 * rise))
        return self.cells[upper, index]

    def at(self, bits: int) -> float:
        w, upper = position(bits)
        mantissa, exponent = math.frexp(w)  # w = (2 mantissa) * 2^(exponent - 1)
        scaled = (2 * mantissa - 1) * (1 << self.bits)
        part = math.floor(scaled)
        c0, c1, c2, c3 = self._cell(upper, (exponent << self.bits) + part)
        t = scaled - part
        return c0 + t * (c1 + t * (c2 + t * c3))


def normal_node(upper: bool, p: float) -> tuple[float, float]:
    x = statistics.NormalDist().inv_cdf(p)
    slope = math.exp(0.5 * x * x + math.log(math.sqrt(2 * math.pi)))
    return (-x, -slope) if upper else (x, slope)


def exponential_node(upper: bool, p: float) -> tuple[float, float]:
    return (-math.log(p), -1 / p) if upper else (-math.log1p(-p), 1 / (1 - p))


class StepTable:
    """8.3: listed values, or uniform pieces between edges, with weights."""

    def __init__(self, starts: list[float], weights: list[float]):
        edges = len(starts) > len(weights)
        total = 0.0
        for weight in weights:
            total += weight
        before, first = 0.0, 0
        self.steps: list[tuple[int, float, float]] = []
        for i, weight in enumerate(weights):
            before += weight
            end = 1 << 53
            if i + 1 < len(weights):
                end = math.floor(min(before / total, 1.0) * 2.0**53 + 0.5)
            if end <= first or weight == 0:
                continue
            slope = (starts[i + 1] - starts[i]) / (end - first) if edges else 0.0
            self.steps.append((first, starts[i], slope))
            first = end

    def at(self, bits: int) -> float:
        k = bits >> 11
        at = bisect.bisect_right(self.steps, k, key=lambda step: step[0]) - 1
        first, value, slope = self.steps[at]
        return value + (k - first + 0.5) * slope


def poisson_table(mean: float, low: int, high: int) -> StepTable:
    mode = min(max(math.floor(mean), low), high)
    below: list[tuple[float, float]] = []
    weight, k = 1.0, mode
    while k > low:
        weight /= mean / k
        if not weight > 2.0**-64:
            break
        k -= 1
        below.append((k, weight))
    values = below[::-1]
    weight, k = 1.0, mode
    while k <= high and weight > 2.0**-64:
        values.append((k, weight))
        weight *= mean / (k + 1)
        k += 1
    return StepTable([v for v, _ in values], [w for _, w in values])


def zipf_table(s: float, low: int, high: int) -> StepTable:
    ranks = range(low, high + 1)
    return StepTable([float(k) for k in ranks],
                     [math.exp(-s * math.log(k / low)) for k in ranks])


def distributed(c: Column, row: int, table: QuantileTable | StepTable) -> float:
    return table.at(draw(c.slot("value"), row))


def whole(value: float, low: int, high: int) -> int:
    return min(max(math.floor(value + 0.5), low), high)
# --- 7.4: choices of a cell, identifiers with a moment, unique values ----------------------


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


def regex(c: Column, row: int, tree) -> str:
    """A tree of texts, ("class", symbols), ("any", branches), ("repeat", tree, low, high) and
    lists of them."""
    choices = Choices(c, row)

    def walk(node) -> str:
        if isinstance(node, str):
            return node
        if isinstance(node, list):
            return "".join([walk(child) for child in node])
        if node[0] == "class":
            return node[1][choices.choose(len(node[1]))]
        if node[0] == "any":
            return walk(node[1][choices.choose(len(node[1]))])
        _, child, low, high = node
        return "".join([walk(child) for _ in range(low + choices.choose(high - low + 1))])

    return walk(tree)


def numbered_text(c: Column, row: int, texts: list[str]) -> str:
    """`uniform: true` over texts that stand in the order of the language."""
    return texts[bounded(c.slot("value"), row, len(texts))]


def reading(row: int, start: int, rate: int, ticks: int) -> tuple[int, int]:
    """The tick of a row, and the number of earlier rows in it."""
    def tick(r: int) -> int:
        return start + r // rate * ticks + r % rate * ticks // rate
    first = row
    while first > 0 and tick(first - 1) == tick(row):
        first -= 1
    return tick(row), row - first


def base(value: int, digits: str, count: int) -> str:
    text = ""
    for _ in range(count):
        value, digit = divmod(value, len(digits))
        text = digits[digit] + text
    return text


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


def unique_integer(c: Column, row: int, low: int, high: int) -> int:
    return low + Permutation(c.slot("unique"), high - low + 1).map(row)


def unique_string(c: Column, row: int, length: int, alphabet: str) -> str:
    n = len(alphabet)
    k = 0
    while n ** (k + 1) <= 1 << 63:
        k += 1
    k = min(k, length)
    number = Permutation(c.slot("unique"), n**k).map(row)
    first = base(number, alphabet, k)[::-1]
    return first + c.characters(row, alphabet, length - k)


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
