"""Amounts, sizes and prices of the program against draws."""

from __future__ import annotations

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import draws  # noqa: E402
from draws_run import RANGES, SEEDS, csv_rows, model_of, rowmill  # noqa: E402, F401

KIB, GIB = 1 << 10, 1 << 30

# Field name -> (definition, digits behind the point, function of column and row giving the
# number in units of the last one).
FIELDS = {
    "amount": ({"type": "finance.amount"}, 2, draws.amount),
    "yen": ({"type": "finance.amount", "currency": "JPY"}, 0, draws.amount),
    "dinar": ({"type": "finance.amount", "currency": "KWD", "min": "0.5", "max": "12"}, 3,
              lambda c, r: draws.amount(c, r, 500, 12_000)),
    "from_zero": ({"type": "finance.amount", "min": 0, "max": "99.99"}, 2,
                  lambda c, r: draws.amount(c, r, 0, 9_999)),
    "few": ({"type": "finance.amount", "min": 5, "max": "5.10"}, 2,
            lambda c, r: draws.amount(c, r, 500, 510)),
    "one": ({"type": "finance.amount", "min": 7, "max": 7}, 2, lambda c, r: 700),
    "large": ({"type": "finance.amount", "min": "1000", "max": "9000000000"}, 2,
              lambda c, r: draws.amount(c, r, 100_000, 900_000_000_000)),
    "size": ({"type": "file.size"}, 0, draws.file_size),
    "size_small": ({"type": "file.size", "max": "100k"}, 0,
                   lambda c, r: draws.file_size(c, r, 0, 100_000)),
    "size_tail": ({"type": "file.size", "min": GIB, "max": 8 * GIB}, 0,
                  lambda c, r: draws.file_size(c, r, GIB, 8 * GIB)),
    "size_narrow": ({"type": "file.size", "min": 10 * GIB, "max": 10 * GIB + KIB}, 0,
                    lambda c, r: draws.file_size(c, r, 10 * GIB, 10 * GIB + KIB)),
    "price": ({"type": "finance.price"}, 2,
              lambda c, r: draws.price(c, r, 1, 10_000, 100, 1_000_000)),
    "quarter": ({"type": "finance.price", "start": "250.50", "tick": "0.25", "sd": 0.02,
                 "drift": -0.001, "min": 200, "max": 300}, 2,
                lambda c, r: draws.price(c, r, 25, 25_050, 20_000, 30_000, -0.001, 0.02)),
    "coin": ({"type": "finance.price", "start": 3, "tick": 1, "sd": 1, "min": 1, "max": 5}, 0,
             lambda c, r: draws.price(c, r, 1, 3, 1, 5, 0.0, 1.0)),
    "held": ({"type": "finance.price", "start": 3, "min": 3, "max": 3}, 2, lambda c, r: 300),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("first,rows", RANGES)
def test_columns(rowmill, tmp_path, seed, first, rows):  # noqa: F811
    model = model_of(seed, {name: field[0] for name, field in FIELDS.items()})
    written = csv_rows(rowmill, tmp_path, model, first, rows)
    for name, (_, scale, make) in FIELDS.items():
        column = draws.Column(seed, "t", name)
        for offset, cells in enumerate(written):
            expected = make(column, first + offset)
            units = int(cells[name].replace(".", ""))
            assert cells[name].find(".") in (-1, len(cells[name]) - scale - 1)
            assert units == expected, (name, first + offset, cells[name], expected)
