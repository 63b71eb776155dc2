#!/usr/bin/env python3
"""Keeps docs/types.md, the reference of field types, equal to what the program says, with
the notes that lie beside the types (src/gen/types/*/*.md) where there is more to say.

  tools/type_pages.py           rewrites it
  tools/type_pages.py --check   fails when it differs

ROWMILL_BIN names the program; default build/release/rowmill.
"""

import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "types.md"
HEAD = """# Field types

Made by `tools/type_pages.py` from what the types say of themselves; the rows are the first
ten of each example with seed 0. `rowmill types NAME` shows the same in a terminal. How the
values are drawn is defined in [draws.md](draws.md); fields, modifiers and records are
described in [model.md](model.md).
"""


def rowmill(*arguments):
    binary = os.environ.get("ROWMILL_BIN", str(ROOT / "build" / "release" / "rowmill"))
    return subprocess.run([binary, *arguments], check=True, capture_output=True,
                          text=True).stdout


def notes():
    """Name of a type -> what its note says below the heading."""
    found = {}
    for path in sorted((ROOT / "src" / "gen" / "types").glob("*/*.md")):
        heading, _, body = path.read_text(encoding="utf-8").partition("\n")
        found[heading.removeprefix("# ")] = body.strip()
    return found


def page():
    text, left = HEAD, notes()
    for line in rowmill("types", "--markdown").splitlines()[2:]:
        name, aliases, output = (cell.strip() for cell in line.split("|")[1:4])
        text += f"\n## {name.strip('`')}\n\n"
        text += f"Output: `{output}`." + (f" Also called {', '.join(aliases.split())}." if aliases else "")
        summary, _, rest = rowmill("types", name.strip("`"), "--markdown").partition("\n")
        note = left.pop(name.strip("`"), "")
        text += f"\n\n{summary}\n" + (f"\n{note}\n" if note else "") + rest
    if left:
        sys.exit(f"notes of types that are not there: {', '.join(left)}")
    return text


def main():
    made = page()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(made, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != made:
        sys.exit("docs/types.md differs from the program: run tools/type_pages.py")


if __name__ == "__main__":
    main()
