"""Section 8: distributions."""

from __future__ import annotations

import bisect
import math
import statistics

from .column import Column
from .stream import draw

LN_SQRT_TWO_PI = math.log(math.sqrt(2 * math.pi))


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

    def __init__(self, node, offset: float, factor: float):
        self.node, self.offset, self.factor = node, offset, factor
        self.cells: dict[tuple[bool, int], tuple[float, float, float, float]] = {}
        self.bits = next((bits for bits in range(5, 10) if self._fine(bits)), 10)

    @staticmethod
    def _w(index: int, bits: int) -> float:
        octave, part = divmod(index, 1 << bits)
        return math.ldexp(1 + part / (1 << bits), octave - 1)

    def _cubic(self, upper: bool, index: int, bits: int) -> tuple[float, float, float, float]:
        w0, w1 = self._w(index, bits), self._w(index + 1, bits)
        y0, s0 = self.node(upper, w0 * 2.0**-53)
        y1, s1 = self.node(upper, w1 * 2.0**-53)
        width, rise = (w1 - w0) * 2.0**-53, y1 - y0

        def limited(slope: float) -> float:
            ends = sorted((0.0, 3 * rise))
            return min(max(slope * width, ends[0]), ends[1])

        m0, m1 = limited(s0), limited(s1)
        return y0, m0, 3 * rise - 2 * m0 - m1, m0 + m1 - 2 * rise

    def _fine(self, bits: int) -> bool:
        """Whether 2^bits cells an octave are enough."""
        for upper in (False, True):
            for octave in range(53):
                for part in (0, 1 << bits - 1):
                    index = (octave << bits) + part
                    w0, w1 = self._w(index, bits), self._w(index + 1, bits)
                    if self.node(upper, w0 * 2.0**-53)[1] == 0:
                        continue
                    p = 0.5 * (w0 + w1) * 2.0**-53
                    y, slope = self.node(upper, p)
                    c0, c1, c2, c3 = self._cubic(upper, index, bits)
                    cubic = c0 + 0.5 * (c1 + 0.5 * (c2 + 0.5 * c3))
                    if abs(cubic - y) > 1e-7 * p * abs(slope) + 2.0**-31 * abs(y):
                        return False
        return True

    def _cell(self, upper: bool, index: int) -> tuple[float, float, float, float]:
        if (upper, index) not in self.cells:
            c0, c1, c2, c3 = self._cubic(upper, index, self.bits)
            f = self.factor
            self.cells[upper, index] = (self.offset + f * c0, f * c1, f * c2, f * c3)
        return self.cells[upper, index]

    def at(self, bits: int) -> float:
        w, upper = position(bits)
        mantissa, exponent = math.frexp(w)  # w = (2 mantissa) * 2^(exponent - 1)
        scaled = (2 * mantissa - 1) * (1 << self.bits)
        part = math.floor(scaled)
        c0, c1, c2, c3 = self._cell(upper, (exponent << self.bits) + part)
        t = scaled - part
        return c0 + t * (c1 + t * (c2 + t * c3))


def normal_quantile(upper: bool, p: float) -> tuple[float, float]:
    x = statistics.NormalDist().inv_cdf(p)
    slope = math.exp(0.5 * x * x + LN_SQRT_TWO_PI)
    return (-x, -slope) if upper else (x, slope)


def exponential_quantile(upper: bool, p: float) -> tuple[float, float]:
    return (-math.log(p), -1 / p) if upper else (-math.log1p(-p), 1 / (1 - p))


def rounded(quantile):
    """Nodes of a law that is not cut."""
    return lambda upper, p: tuple(rounded32(x) for x in quantile(upper, p))


normal_node = rounded(normal_quantile)
exponential_node = rounded(exponential_quantile)


def normal_tail(x: float) -> float:
    """The probability above x."""
    return 0.5 * math.erfc(x / math.sqrt(2))


def cut_normal(low: float, high: float):
    """Nodes of the standard normal law cut to [low, high)."""

    def inside(low: float, high: float) -> float:
        if low > 0:
            return normal_tail(low) - normal_tail(high)
        return normal_tail(-high) - normal_tail(-low)

    mass = inside(low, high)
    outer = min([1.0] + [tail for tail in (normal_tail(low), normal_tail(-high)) if tail <= 0.5])
    if mass < 1e-6 * outer:
        return narrow_normal(low, high)
    below, above = normal_tail(-low), normal_tail(high)
    low, below = (-math.inf, 0.0) if below < mass * 2.0**-60 else (low, below)
    high, above = (math.inf, 0.0) if above < mass * 2.0**-60 else (high, above)
    if below == 0 and above == 0:
        return normal_node
    mass = inside(low, high)

    def node(upper: bool, p: float) -> tuple[float, float]:
        from_low, from_high = (1 - p, p) if upper else (p, 1 - p)
        lower, higher = below + from_low * mass, above + from_high * mass
        law = statistics.NormalDist()
        x = law.inv_cdf(lower) if lower < higher else -law.inv_cdf(higher)
        x = min(max(x, low), high)
        slope = mass * math.exp(0.5 * x * x + LN_SQRT_TWO_PI)
        return x, -slope if upper else slope

    return node


def narrow_normal(low: float, high: float):
    """A cut so narrow that the density is exp of a straight line."""
    width = high - low
    bend = 0.5 * (low * low - high * high)
    mass = width * (math.expm1(bend) / bend if bend else 1.0)  # of the density at low

    def node(upper: bool, p: float) -> tuple[float, float]:
        x = low + (1 - p if upper else p) * width
        if abs(bend) >= 1e-12:
            x = (high + width * math.log1p(p * math.expm1(-bend)) / bend if upper else
                 low + width * math.log1p(p * math.expm1(bend)) / bend)
        x = min(max(x, low), high)
        slope = mass * math.exp(-bend / width * (x - low))
        return x, -slope if upper else slope

    return node


def lognormal_table(mu: float, sigma: float, low: float, high: float) -> QuantileTable:
    """Cut to [low, high)."""

    def base(value: float) -> float:
        y = value / math.exp(mu)
        return math.log(y) / sigma if y > 0 else -math.inf

    z = cut_normal(base(low), base(high))

    def node(upper: bool, p: float) -> tuple[float, float]:
        x, slope = z(upper, p)
        y = math.exp(sigma * x)
        return y, sigma * y * slope

    return QuantileTable(node, 0.0, math.exp(mu))


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
