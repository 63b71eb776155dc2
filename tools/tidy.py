#!/usr/bin/env python3
"""Checks the source rules that a compiler does not: see tools/tidy_rules/.

  tools/tidy.py            checks the project, prints `file:line: rule: message`
  tools/tidy.py --root DIR checks another tree of the same shape (used by its own tests)

A line that must break a rule says so on the same line or the one before it:
`// tidy: allow(RULE): reason`. Exit code 1 when anything is found.
"""

from __future__ import annotations

import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from tidy_rules import coroutines, determinism, includes, targets  # noqa: E402
from tidy_rules.source import Finding, load_tree  # noqa: E402

RULES = (includes.check, targets.check, determinism.check, coroutines.check)


def run(root: pathlib.Path) -> list[Finding]:
    tree = load_tree(root)
    findings = [finding for rule in RULES for finding in rule(tree)]
    kept = [f for f in findings if not tree.allows(f)]
    return sorted(set(kept + tree.bad_allowances()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parents[1])
    findings = run(parser.parse_args().root)
    for finding in findings:
        print(finding)
    print(f"tidy: {len(findings)} found" if findings else "tidy: nothing found")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
