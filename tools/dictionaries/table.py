"""The table files of data/: a header of `name:type` cells, then tab-separated rows."""

from __future__ import annotations

import dataclasses
import pathlib

TYPES = ("text", "i32", "slice", "weight")


@dataclasses.dataclass
class Table:
    """Columns are (name, type); `origins` are packages of the lock, or "own"."""

    name: str
    columns: list[tuple[str, str]]
    rows: list[tuple]
    origins: tuple[str, ...]
    note: str = ""

    def column(self, name: str) -> int:
        return [column for column, _ in self.columns].index(name)

    def text(self) -> str:
        lines = ["\t".join(f"{name}:{kind}" for name, kind in self.columns)]
        lines += ["\t".join(map(str, row)) for row in self.rows]
        return "\n".join(lines) + "\n"


def columns(spec: str) -> list[tuple[str, str]]:
    """`"country:slice name:text"` as pairs."""
    return [tuple(cell.split(":")) for cell in spec.split()]


def read(path: pathlib.Path) -> Table:
    lines = path.read_text(encoding="utf-8").split("\n")
    if lines.pop() != "":
        raise ValueError(f"{path.name}: no line end at the end")
    head = columns(lines[0].replace("\t", " "))
    return Table(path.stem, head, [tuple(line.split("\t")) for line in lines[1:]], ())


def number(value: float) -> str:
    """A weight with four significant digits, never in exponent form."""
    if value >= 1000:
        return str(round(value))
    text = f"{value:.4g}"
    if "e" in text:
        text = f"{value:.10f}".rstrip("0")
    return text
