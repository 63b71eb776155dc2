"""Section 8: distributions."""

from __future__ import annotations

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


def mapped_table(quantile, map_of, offset: float, factor: float) -> QuantileTable:
    """`map_of(x)`: the value of a base value and the map's derivative."""

    def node(upper: bool, p: float) -> tuple[float, float]:
        x, slope = quantile(upper, p)
        y, derivative = map_of(x)
        return y, derivative * slope

    return QuantileTable(node, offset, factor)


def weibull_table(shape: float, scale: float) -> QuantileTable:
    def map_of(x: float) -> tuple[float, float]:
        y = math.exp(math.log(x) / shape)
        return y, y / x / shape

    return mapped_table(exponential_node, map_of, 0.0, scale)


def pareto_table(scale: float, shape: float) -> QuantileTable:
    def map_of(x: float) -> tuple[float, float]:
        y = math.exp(x / shape)
        return y, y / shape

    return mapped_table(exponential_node, map_of, 0.0, scale)


def lognormal_table(mu: float, sigma: float, low: float, high: float) -> QuantileTable:
    """Cut to [low, high)."""

    def base(value: float) -> float:
        y = value / math.exp(mu)
        return math.log(y) / sigma if y > 0 else -math.inf

    def map_of(x: float) -> tuple[float, float]:
        y = math.exp(sigma * x)
        return y, sigma * y

    return mapped_table(cut_normal(base(low), base(high)), map_of, 0.0, math.exp(mu))


def distributed(c: Column, row: int, table) -> float:
    """`table` has a method `at`."""
    return table.at(draw(c.slot("value"), row))


def whole(value: float, low: int, high: int) -> int:
    return min(max(math.floor(value + 0.5), low), high)
