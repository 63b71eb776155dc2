"""data/SOURCES.md: per table origin, version, licence and row count."""

from __future__ import annotations

import archives
import table

_HEAD = """# Where the dictionaries come from

Made by `tools/dictionaries/make.py`; do not edit. The archives, with their sha256, are in
`tools/dictionaries/sources.lock.json`. "own" is `tools/dictionaries/own/`, written for this
project under its licence.

## Tables

| table | rows | from | note |
|---|---|---|---|
"""


def text(sources: archives.Archives, tables: dict[str, table.Table]) -> str:
    lines = [_HEAD.rstrip("\n")]
    for name, item in sorted(tables.items()):
        origins = ", ".join(
            origin if origin == "own" else f"{origin} {sources[origin].version}"
            for origin in item.origins)
        lines.append(f"| {name} | {len(item.rows)} | {origins} | {item.note} |")
    lines += ["", "## Packages", "", "| package | version | registry | licence | whose | used for |",
              "|---|---|---|---|---|---|"]
    for package, source in sorted(sources.sources.items()):
        entry = source.entry
        lines.append(f"| {package} | {source.version} | {entry['registry']} | "
                     f"{' and '.join(entry['licences'])} | {entry['attribution']} | "
                     f"{entry['used_for']} |")
    return "\n".join(lines) + "\n"
