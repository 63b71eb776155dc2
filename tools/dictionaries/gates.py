"""Checks that fail the making of a table; tests/tools run them over data/ too."""

from __future__ import annotations

import re
import unicodedata

import floors
import table
from spelling import ZERO_WIDTH

I32 = 1 << 31


def _cell_faults(kind: str, cell: object) -> str:
    text = str(cell)
    if kind == "i32":
        if not re.fullmatch(r"-?\d+", text) or not -I32 < int(text) < I32:
            return "is no i32"
    elif kind == "weight":
        if not re.fullmatch(r"\d+(\.\d+)?", text) or float(text) <= 0:
            return "is no positive weight"
    elif kind == "slice" and not re.fullmatch(r"[\w.-]+(/[\w.-]+)*", text, re.ASCII):
        return "is no key"
    for at, char in enumerate(text):
        if char in ZERO_WIDTH and 0 < at < len(text) - 1:
            continue
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
            return f"has the character U+{ord(char):04X}"
    if unicodedata.normalize("NFC", text) != text or text != text.strip():
        return "is not NFC, or has blanks at its ends"
    return ""


def _header_faults(item: table.Table) -> list[str]:
    kinds = [kind for _, kind in item.columns]
    faults = [f"{item.name}: type {kind}" for kind in kinds if kind not in table.TYPES]
    if "slice" in kinds[1:] or "weight" in kinds[:-1]:
        faults.append(f"{item.name}: slice must be first, weight last")
    if len({name for name, _ in item.columns}) != len(kinds):
        faults.append(f"{item.name}: a column twice")
    return faults


def _slice_faults(item: table.Table) -> list[str]:
    """Rows of one key, and of one prefix of keys, lie together; no row is there twice."""
    faults, closed, last = [], set(), ""
    for row in item.rows:
        key = str(row[0])
        if key == last:
            continue
        old = {last[:at] for at in range(len(last) + 1) if last[at:at + 1] in ("/", "")}
        new = {key[:at] for at in range(len(key) + 1) if key[at:at + 1] in ("/", "")}
        closed |= old - new
        if closed & new:
            faults.append(f"{item.name}: {key} begins again")
        last = key
    return faults


def _double_faults(item: table.Table) -> list[str]:
    columns = floors.KEYS.get(item.name)
    at = [item.column(name) for name in columns] if columns else [
        number for number, (_, kind) in enumerate(item.columns) if kind != "weight"]
    seen, faults = set(), []
    for row in item.rows:
        key = tuple(str(row[number]) for number in at)
        if key in seen:
            faults.append(f"{item.name}: {key} twice")
        seen.add(key)
    return faults


def _range_faults(item: table.Table) -> list[str]:
    faults = []
    for number, (name, kind) in enumerate(item.columns):
        low, high = floors.RANGES.get(name, (None, None))
        if kind == "i32" and low is not None:
            faults += [f"{item.name}: {name} {row[number]}" for row in item.rows
                       if not low <= int(row[number]) <= high]
        most = floors.LENGTHS.get((item.name, name), floors.LENGTHS.get(("*", name)))
        if kind == "text" and most:
            faults += [f"{item.name}: {name} {row[number]!r} is longer than {most}"
                       for row in item.rows if len(row[number]) > most]
    return faults


def _floor_faults(item: table.Table) -> list[str]:
    faults = []
    for column, least in floors.COUNTS.get(item.name, {}).items():
        if column == "rows":
            count = len(item.rows)
        else:
            at = item.column(column.split("/")[0])
            cells = {str(row[at]) for row in item.rows}
            count = len({c.split("/")[0] for c in cells} if "/" in column else cells)
        if count < least:
            faults.append(f"{item.name}: {count} {column}, floor {least}")
    return faults


def _country_faults(item: table.Table, countries: set[str]) -> list[str]:
    faults = []
    for number, (name, kind) in enumerate(item.columns):
        by_country = (item.name, name) in floors.COUNTRY_COLUMNS
        for code in sorted({str(row[number]).split("/")[0] for row in item.rows}
                           if by_country else ()):
            if code not in countries:
                faults.append(f"{item.name}: country {code}")
    return faults


def check(item: table.Table, countries: set[str], blocked: re.Pattern) -> list[str]:
    """All faults of a table, in words."""
    faults = _header_faults(item)
    for number, row in enumerate(item.rows):
        if len(row) != len(item.columns):
            faults.append(f"{item.name}: row {number} has {len(row)} cells")
            continue
        for (name, kind), cell in zip(item.columns, row):
            fault = _cell_faults(kind, cell)
            if fault:
                faults.append(f"{item.name}: row {number}, {name}: {cell!r} {fault}")
    if faults:
        return faults
    if item.columns[0][1] == "slice":
        faults += _slice_faults(item)
    faults += _double_faults(item) + _range_faults(item) + _floor_faults(item)
    faults += _country_faults(item, countries)
    if item.name in floors.BLOCKED_TABLES:
        at = [n for n, (name, kind) in enumerate(item.columns)
              if kind == "text" and name != "ascii"]
        faults += [f"{item.name}: {row[n]!r} is on the block list" for row in item.rows
                   for n in at if blocked.search(str(row[n]))]
    return faults
