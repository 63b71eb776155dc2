"""Golden vectors of the draws, made by draws: `python draws_golden.py` rewrites
tests/golden/draws.json, which this program and the C++ tests compare themselves with."""

from __future__ import annotations

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import draws  # noqa: E402

PATH = pathlib.Path(__file__).resolve().parents[1] / "golden" / "draws.json"
ROWS = [0, 1, 2, 3, 1000, 5_000_000_000, (1 << 55) + 7, (1 << 56) - 1]
KEYS = [
    (0, "column", "e", "f", "value"),
    (0, "column", "e", "f", "null"),
    (42, "column", "orders", "größe", "length"),
    ((1 << 64) - 1, "stream", "", "", ""),
]
SIZES = [1, 2, 3, 10, 62, 1000, 3653, 2**31, 2**32 - 1, 2**32, 2**32 + 1, 10**12, 3 << 61,
         (1 << 64) - 1]
WEIGHTS = [[1.0], [1.0, 1.0, 1.0], [5.0, 90.0, 0.0, 2.5], [0.1, 0.2, 0.3, 0.4],
           [1e-300, 1e300, 0.0], [float(i % 7) for i in range(40)]]
DOMAINS = [1, 2, 3, 7, 10, 1000, 12345, 10**12 + 39, 1 << 63]


def golden() -> dict:
    pair = draws.key(1, "column", "e", "f", "value")
    vectors: dict = {"version": 1, "rows": ROWS, "keys": [], "bounded": [], "alias": [],
                     "permutation": []}
    for parts in KEYS:
        made = draws.key(*parts)
        vectors["keys"].append({
            "seed": parts[0], "scope": parts[1], "entity": parts[2], "name": parts[3],
            "slot": parts[4], "a": made[0], "b": made[1],
            "draws": [draws.draw(made, row) for row in ROWS],
            "attempt_255": [draws.draw(made, row, 255) for row in ROWS],
        })
    for n in SIZES:
        vectors["bounded"].append(
            {"n": n, "values": [draws.bounded(pair, row, n) for row in ROWS]})
    vectors["unit"] = [draws.unit(pair, row).hex() for row in ROWS]
    vectors["bernoulli"] = {str(p): [draws.bernoulli(pair, row, p) for row in ROWS]
                            for p in (0.0, 0.3, 0.5, 0.999, 1.0)}
    for weights in WEIGHTS:
        table = draws.AliasTable(weights)
        vectors["alias"].append({"weights": weights,
                                 "chosen": [table.choose(pair, row) for row in range(64)]})
    for n in DOMAINS:
        places = sorted({0, 1 % n, n // 3, n // 2, n - 1})
        mapped = draws.Permutation(pair, n)
        vectors["permutation"].append(
            {"n": n, "places": places, "values": [mapped.map(place) for place in places]})
    return vectors


def text() -> str:
    return json.dumps(golden(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
