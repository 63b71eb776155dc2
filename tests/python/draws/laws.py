"""Section 8: distributions."""

from __future__ import annotations

import bisect
import math
import statistics

from .column import Column
from .stream import draw


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
