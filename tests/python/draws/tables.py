"""The tables of data/, by which records are drawn."""

from __future__ import annotations

import pathlib
from functools import cache

DATA = pathlib.Path(__file__).resolve().parents[3] / "data"


@cache
def table(name: str) -> list[dict[str, str]]:
    lines = (DATA / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    names = [cell.split(":")[0] for cell in lines[0].split("\t")]
    return [{**dict(zip(names, line.split("\t"), strict=True)), "row": str(number)}
            for number, line in enumerate(lines[1:]) if line]


@cache
def by_key(name: str) -> dict[str, list[dict[str, str]]]:
    """Rows by the first column, and by its part before the `/`."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in table(name):
        key = next(iter(row.values()))
        rows.setdefault(key, []).append(row)
        if "/" in key:
            rows.setdefault(key.split("/")[0], []).append(row)
    return rows


def rows_of(name: str, key: str) -> list[dict[str, str]]:
    return by_key(name).get(key, [])
