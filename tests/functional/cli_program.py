"""The program under test and small models for it."""

from __future__ import annotations

import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("ROWMILL_BIN", ROOT / "build" / "release" / "rowmill"))
MODELS = sorted((ROOT / "models").glob("*.yaml"))
PUBLIC_MODELS = ROOT.parent / "shared" / "models"

ONE = """\
rowmill: 1
name: one
seed: 3
entities:
  item:
    rows: 1_000
    fields:
      id: { type: sequence }
      size: { type: integer, min: 1, max: 9 }
      word: { type: string, length: 5 }
      price: { type: decimal, precision: 6, scale: 2 }
      day: { type: date, min: 2024-01-01, max: 2024-12-31, null_rate: 0.3 }
"""

TWO = """\
rowmill: 1
name: two
vars: { n: 20 }
entities:
  a: { rows: n, fields: { id: { type: sequence } } }
  b: { rows: "n * 2", fixed: true, fields: { x: { type: integer, min: 0, max: 5 } } }
"""


def run(*arguments, stdin: str | None = None, cwd=None, **options):
    """Runs to the end; answers the CompletedProcess with texts."""
    return subprocess.run([str(BINARY), *map(str, arguments)], input=stdin, cwd=cwd, text=True,
                          capture_output=True, timeout=120, **options)


def done(*arguments, **options) -> str:
    """Runs, must succeed; answers standard output."""
    result = run(*arguments, **options)
    assert result.returncode == 0, result.stderr
    return result.stdout
