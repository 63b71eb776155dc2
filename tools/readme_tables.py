#!/usr/bin/env python3
"""Keeps the tables of README.md equal to what the program says of itself.

Between `<!-- table: NAME -->` and `<!-- end of table -->` stands the output of a command.

  tools/readme_tables.py           rewrites README.md
  tools/readme_tables.py --check   exit code 1 when it would change
"""

from __future__ import annotations

import argparse
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
COMMANDS = {"types": ["types", "--markdown"], "formats": ["formats", "--markdown"]}
MARKED = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end of table -->)", re.S)


def by_family(table: str) -> str:
    """The names of a table of types, one row for each word before the dot."""
    families: dict[str, list[str]] = {}
    for line in table.splitlines()[2:]:
        name = line.split("`")[1]
        family, _, member = name.rpartition(".")
        families.setdefault(family or "plain", []).append(member)
    rows = [f"| {f'`{family}.…`' if family != 'plain' else ''} | {' '.join(f'`{m}`' for m in members)} |"
            for family, members in families.items()]
    return "| | types |\n|---|---|\n" + "\n".join(rows)


def filled(text: str, program: pathlib.Path) -> str:
    def replace(match: re.Match[str]) -> str:
        command = [str(program), *COMMANDS[match[2]]]
        table = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        if match[2] == "types":
            table = by_family(table)
        return f"{match[1]}{table.strip()}\n{match[3]}"

    return MARKED.sub(replace, text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/release/rowmill")
    arguments = parser.parse_args()
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    wanted = filled(text, arguments.program)
    if wanted == text:
        return 0
    if arguments.check:
        print("README.md differs from the program: run tools/readme_tables.py")
        return 1
    readme.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
