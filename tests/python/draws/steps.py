"""Sections 8.3 and 8.4: laws by steps, triangles, mixtures, series; section 9: correlation."""

from __future__ import annotations

import bisect
import math
from functools import cache

from .column import Column
from .laws import LN_SQRT_TWO_PI, QuantileTable, normal_node, normal_tail
from .stream import AliasTable, draw

STANDARD_NORMAL = QuantileTable(normal_node, 0.0, 1.0)


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
                exact = min(before / total, 1.0) * 2.0**53
                end = math.floor(exact) + (exact - math.floor(exact) >= 0.5)
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


def counts_table(mode: int, ratio, low: int, high: int) -> StepTable:
    """Weights outwards from the likeliest number; `ratio(k)` is w(k + 1) / w(k)."""
    mode = min(max(mode, low), high)
    below: list[tuple[float, float]] = []
    weight, k = 1.0, mode
    while k > low:
        weight /= ratio(k - 1)
        if not weight > 2.0**-64:
            break
        k -= 1
        below.append((k, weight))
    values = below[::-1]
    weight, k = 1.0, mode
    while k <= high and weight > 2.0**-64:
        values.append((k, weight))
        weight *= ratio(k)
        k += 1
    return StepTable([v for v, _ in values], [w for _, w in values])


def poisson_table(mean: float, low: int, high: int) -> StepTable:
    return counts_table(math.floor(mean), lambda k: mean / (k + 1), low, high)


def binomial_table(n: int, p: float, low: int, high: int) -> StepTable:
    return counts_table(math.floor((n + 1) * p),
                        lambda k: (n - k) / (k + 1) * (p / (1 - p)), low, min(high, n))


def geometric_table(p: float, low: int, high: int) -> StepTable:
    return counts_table(low, lambda k: 1 - p, low, high)


def edges_table(edges: list[float], weights: list[float], low: float, high: float,
                factor: float = 1.0) -> StepTable:
    """Intervals cut to [low, high), in values; the column stores `factor` times as much."""
    starts, kept, end = [], [], 0.0
    for i, weight in enumerate(weights):
        begin, stop = max(edges[i], low), min(edges[i + 1], high)
        if begin < stop:
            starts.append(factor * begin)
            kept.append(weight * ((stop - begin) / (edges[i + 1] - edges[i])))
            end = factor * stop
    return StepTable([*starts, end], kept)


def zipf_table(s: float, low: int, high: int) -> StepTable:
    ranks = range(low, high + 1)
    return StepTable([float(k) for k in ranks],
                     [math.exp(-s * math.log(k / low)) for k in ranks])


# --- 8.4 ---------------------------------------------------------------------------------


class Triangle:
    """From a by m to c, cut to [low, high)."""

    def __init__(self, a: float, m: float, c: float, low: float, high: float):
        self.a, self.m, self.c = a, m, c
        self.below, self.above = self._lower(low), 1 - self._lower(high)

    def _lower(self, x: float) -> float:
        a, m, c = self.a, self.m, self.c
        if x <= a:
            return 0.0
        if x < m:
            return (x - a) ** 2 / ((c - a) * (m - a))
        return 1 - (c - x) ** 2 / ((c - a) * (c - m)) if x < c else 1.0

    def at(self, bits: int) -> float:
        a, m, c = self.a, self.m, self.c
        u, mass = ((bits >> 11) + 0.5) * 2.0**-53, 1 - self.below - self.above
        lower, upper = self.below + u * mass, self.above + (1 - u) * mass
        if lower < (m - a) / (c - a):
            return a + math.sqrt(lower * ((c - a) * (m - a)))
        return c - math.sqrt(upper * ((c - a) * (c - m)))


def mixture(c: Column, row: int, tables: list, weights: AliasTable) -> float:
    return tables[weights.choose(c.slot("mixture"), row)].at(draw(c.slot("value"), row))


def bridge(c: Column, row: int) -> float:
    """The sum of the first `row` standard normal steps."""
    key = c.slot("walk")
    left, low, high = 0, 0.0, 2.0**28 * STANDARD_NORMAL.at(draw(key, 0, 1))
    level = 56
    while left != row:
        level -= 1
        middle = left + (1 << level)
        value = 0.5 * (low + high) + 2.0 ** ((level - 1) / 2) * STANDARD_NORMAL.at(
            draw(key, middle))
        if row < middle:
            high = value
        else:
            left, low = middle, value
    return low


def walk(c: Column, row: int, start: float, drift: float, sd: float) -> float:
    return (start + drift * row) + sd * bridge(c, row)


def season(c: Column, row: int, base: float, amplitude: float, period: float, noise: float,
           trend: float) -> float:
    phase = (row - math.floor(row / period) * period) / period
    wave = amplitude * math.sin(2 * math.pi * phase)
    return ((base + trend * row) + wave) + noise * STANDARD_NORMAL.at(draw(c.slot("value"), row))


# --- 9 -----------------------------------------------------------------------------------


def cholesky(matrix: list[list[float]]) -> list[list[float]]:
    lower: list[list[float]] = []
    for i, row in enumerate(matrix):
        lower.append([])
        for j in range(i + 1):
            rest = row[j]
            for k in range(j):
                rest -= lower[i][k] * lower[j][k]
            lower[i].append(math.sqrt(rest) if i == j else rest / lower[j][j])
    return lower


@cache
def tail_cell(cell: int) -> tuple[float, float, float, float]:
    def node(i: int) -> tuple[float, float]:
        x = i / 64
        return normal_tail(x), -math.exp(-0.5 * x * x - LN_SQRT_TWO_PI) / 64

    (y0, m0), (y1, m1) = node(cell), node(cell + 1)
    return y0, m0, 3 * (y1 - y0) - 2 * m0 - m1, m0 + m1 - 2 * (y1 - y0)


def correlated(columns: list[Column], row: int, weights: list[float]) -> int:
    """The draw of the last of these fields; `weights` is its line of the triangle."""
    draws = [draw(column.slot("value"), row) for column in columns]
    if len(columns) == 1:
        return draws[0]
    z = 0.0
    for weight, bits in zip(weights, draws, strict=True):
        z += weight * STANDARD_NORMAL.at(bits)
    cell, t = divmod(abs(z) * 64, 1)
    c0, c1, c2, c3 = tail_cell(int(cell))
    p = c0 + t * (c1 + t * (c2 + t * c3)) if cell < 9 * 64 else 0.0
    q = min(math.floor(p * 2.0**53), 2**52 - 1)
    return (q if z < 0 else 2**53 - 1 - q) << 11
