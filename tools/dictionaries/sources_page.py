"""data/SOURCES.md and data/LICENCES.txt: where the tables come from, and by which right."""

from __future__ import annotations

import re

import archives
import table

_LICENCE_FILE = re.compile(
    r"(.*\.dist-info/licenses/)?(LICEN[CS]E|license)(\.txt|\.md|\.MIT)?")

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
    lines += ["", "## Packages", "",
              "| package | version | registry | licence | whose | used for |",
              "|---|---|---|---|---|---|"]
    for package, source in sorted(sources.sources.items()):
        entry = source.entry
        lines.append(f"| {package} | {source.version} | {entry['registry']} | "
                     f"{' and '.join(entry['licences'])} | {entry['attribution']} | "
                     f"{entry['used_for']} |")
    return "\n".join(lines) + "\n"


def licences(sources: archives.Archives) -> str:
    """The licence texts the packages carry (texts that repeat stand once)."""
    lines = ["The licences of the packages the dictionaries are made from, as they came in",
             "them. GeoNames' data: https://creativecommons.org/licenses/by/4.0/legalcode.",
             "Google's metadata of phone numbers: Apache License 2.0, the text in LICENSE.",
             ""]
    texts: dict[str, list[str]] = {}
    for package, source in sorted(sources.sources.items()):
        for name in sorted(source.licence_files(_LICENCE_FILE)):
            text = source.licence_text(name)
            if "Apache License" not in text[:200]:
                texts.setdefault(text, []).append(f"{package} {source.version}")
    for text, packages in texts.items():
        lines += ["=" * 72, ", ".join(dict.fromkeys(packages)), "=" * 72, "", text, ""]
    return "\n".join(lines)
