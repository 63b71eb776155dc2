#!/usr/bin/env python3
"""Makes data/*.tsv and data/SOURCES.md from the packages of sources.lock.json.

  tools/dictionaries/make.py           writes data/ anew
  tools/dictionaries/make.py --check   makes everything in a temporary folder and compares
  tools/dictionaries/make.py --only names,phones   some modules only (for trying)

Needs Python 3.11, pip and npm (to download, once), nothing else. The archives are kept in
${ROWMILL_CACHE:-~/.cache/rowmill}/dictionaries. Running it again gives the same bytes.
"""

from __future__ import annotations

import argparse
import filecmp
import importlib
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import archives  # noqa: E402
import context  # noqa: E402
import gates  # noqa: E402
import own  # noqa: E402
import sources_page  # noqa: E402

# In this order: countries need the cities.
MODULES = ("places", "countries", "names", "phones", "web", "money", "texts", "streets",
           "postcodes", "locale_forms", "zones")
FAULTS_SHOWN = 40


def make(folder: pathlib.Path, modules: list[str]) -> int:
    sources = archives.Archives()
    sources.fetch()
    shared = context.Context(sources)
    faults: list[str] = []
    for name in modules:
        for item in importlib.import_module(name).make(shared):
            shared.tables[item.name] = item
            faults += gates.check(item, set(shared.countries), own.blocked_words())
            print(f"{item.name}: {len(item.rows)} rows")
    for fault in faults[:FAULTS_SHOWN]:
        print(f"make: {fault}", file=sys.stderr)
    if faults:
        print(f"make: {len(faults)} faults, nothing written", file=sys.stderr)
        return 1
    for item in shared.tables.values():
        (folder / f"{item.name}.tsv").write_text(item.text(), encoding="utf-8")
    if len(modules) == len(MODULES):
        page = sources_page.text(sources, shared.tables)
        (folder / "SOURCES.md").write_text(page, encoding="utf-8")
        (folder / "LICENCES.txt").write_text(sources_page.licences(sources), encoding="utf-8")
    return 0


def check(data: pathlib.Path) -> int:
    with tempfile.TemporaryDirectory() as temporary:
        made = pathlib.Path(temporary)
        code = make(made, list(MODULES))
        names = sorted({p.name for folder in (made, data) for p in folder.glob("*.tsv")}
                       | {"SOURCES.md", "LICENCES.txt"})
        for name in names:
            if not ((data / name).is_file() and (made / name).is_file() and
                    filecmp.cmp(data / name, made / name, shallow=False)):
                print(f"make: data/{name} differs from what the sources give",
                      file=sys.stderr)
                code = 1
    print("make: data/ is what the sources give" if code == 0 else "make: failed")
    return code


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--only", default=",".join(MODULES))
    parser.add_argument("--data", type=pathlib.Path, default=HERE.parents[1] / "data")
    options = parser.parse_args()
    if options.check:
        return check(options.data)
    options.data.mkdir(exist_ok=True)
    return make(options.data, options.only.split(","))


if __name__ == "__main__":
    sys.exit(main())
