"""Sections 1 to 6: keys, draws, integers, doubles, weighted choice, permutations."""

from __future__ import annotations

import hashlib
import math
import struct

MASK = (1 << 64) - 1
MULTIPLIER = 0xBEA225F9EB34556D


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
