"""Runs the program for the tests that compare it with draws."""

from __future__ import annotations

import csv
import io
import json
import os
import pathlib
import subprocess

import draws
import pytest

# Rows at the beginning, and so far on that row ids have bits of many places.
RANGES = [(0, 300), (5_000_000_000, 20)]
SEEDS = [0, 12345, (1 << 64) - 1]


@pytest.fixture(scope="module")
def rowmill() -> str:
    binary = os.environ.get("ROWMILL_BIN", "")
    if not binary:
        pytest.skip("ROWMILL_BIN is not set")
    return binary


def run(rowmill: str, folder: pathlib.Path, model: dict, first: int, rows: int,
        form: str) -> str:
    path = folder / "model.json"
    path.write_text(json.dumps(model, ensure_ascii=False), encoding="utf-8")
    done = subprocess.run(
        [rowmill, "generate", str(path), "-n", str(rows), "--from-row", str(first), "-f", form,
         "-o", "-"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8")


def model_of(seed: int, fields: dict, **entity) -> dict:
    """A model of one entity, `t`."""
    return {"rowmill": 1, "seed": seed, "entities": {"t": {**entity, "fields": fields}}}


def csv_rows(rowmill: str, folder: pathlib.Path, model: dict, first: int,
             rows: int) -> list[dict]:
    text = run(rowmill, folder, model, first, rows, "csv")
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(read) == rows
    return read


def json_rows(rowmill: str, folder: pathlib.Path, model: dict, first: int,
              rows: int) -> list[dict]:
    text = run(rowmill, folder, model, first, rows, "ndjson")
    read = [json.loads(line) for line in text.splitlines()]
    assert len(read) == rows
    return read


def check_cells(rowmill: str, folder: pathlib.Path, fields: dict, seed: int, first: int,
                rows: int) -> None:
    """`fields`: name -> (specification, what makes a cell of the column and row)."""
    model = model_of(seed, {name: field[0] for name, field in fields.items()})
    written = csv_rows(rowmill, folder, model, first, rows)
    for name, (_, make) in fields.items():
        column = draws.Column(seed, "t", name)
        for offset, cells in enumerate(written):
            expected = make(column, first + offset)
            assert cells[name] == expected, (name, first + offset, cells[name], expected)
