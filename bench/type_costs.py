#!/usr/bin/env python3
"""Nanoseconds per value of every field type.

  bench/type_costs.py [PART OF A NAME]   prints the table
  bench/type_costs.py --save             also writes docs/type_costs.md

Runs build/release/bench/type_costs/type_costs (TYPE_COSTS_BIN names another one) some times
and takes the best of each type: only the machine's noise makes a value dearer.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
PROGRAM = pathlib.Path(os.environ.get("TYPE_COSTS_BIN",
                                      ROOT / "build/release/bench/type_costs/type_costs"))
PAGE = ROOT / "docs" / "type_costs.md"
LIMIT_NS = 60
# Types that may cost more than the limit, and why.
REASONS = {
    "person.national_id": "birth date, sex and (IT) names of the person are drawn again for "
                          "it, and its check digits counted",
    "place.point": "uniform in a circle on the sphere: five sines, and one point of five is drawn "
                   "again",
    "text.paragraph": "two sentences in the example, about 19 words: a few ns per word",
}
HEAD = """# What values cost

Made by `bench/type_costs.py --save`: nanoseconds of one core per value of every type, made by the
example of its page, in tiles that are dropped; the best of {rounds} runs. Bytes are those of
texts; types without them give numbers or numbers of dictionary entries, which cost the same
for any text. Measured {date} on {machine}; only ratios count elsewhere.

| type | ns per value | bytes | |
|---|--:|--:|---|
"""


def measured(part, rounds):
    """The best of some rounds by type, in the order of the registry."""
    best = {}
    for _ in range(rounds):
        done = subprocess.run([PROGRAM, part], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"failed: {PROGRAM}\n{done.stderr}")
        for line in done.stdout.splitlines():
            cost = json.loads(line)
            known = best.setdefault(cost["type"], cost)
            known["ns"] = min(known["ns"], cost["ns"])
    return best


def machine():
    text = pathlib.Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*:\s*(.*)", text)
    avx = "AVX-512" if " avx512f" in text else "AVX2" if " avx2" in text else "SSE2"
    return f"{model.group(1).strip() if model else os.uname().machine} with {avx}"


def rows_of(costs):
    for name, cost in costs.items():
        size = f"{cost['bytes']:.0f}" if cost["bytes"] else ""
        reason = REASONS.get(name, "") if cost["ns"] > LIMIT_NS else ""
        yield f"| `{name}` | {cost['ns']:.1f} | {size} | {reason} |"


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="?", default="", help="only types whose name holds this")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--save", action="store_true", help="write docs/type_costs.md")
    options = parser.parse_args()
    if options.save and options.part:
        parser.error("--save is for all types")
    costs = measured(options.part, options.rounds)
    head = HEAD.format(rounds=options.rounds, date=time.strftime("%Y-%m-%d"), machine=machine())
    text = head + "\n".join(rows_of(costs)) + "\n"
    print(text)
    for name, cost in costs.items():
        if cost["ns"] > LIMIT_NS and name not in REASONS:
            print(f"above {LIMIT_NS} ns without a reason: {name}")
    if options.save:
        PAGE.write_text(text)
        print(f"saved {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
