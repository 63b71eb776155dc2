#!/usr/bin/env python3
"""Checks or rewrites the goldens of the field types (src/gen/types/*/*.golden).

    tools/golden.py            check: runs the golden test
    tools/golden.py --update   rewrite them; review the diff, a changed value is breaking

The build folder is --build, else build/dev, else build/release.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--update", action="store_true", help="rewrite the files")
    parser.add_argument("--build", help="build folder that holds src/gen_tests")
    arguments = parser.parse_args()
    folders = [arguments.build] if arguments.build else ["build/dev", "build/release"]
    for folder in folders:
        program = ROOT / folder / "src" / "gen_tests"
        if program.exists():
            break
    else:
        print(f"no src/gen_tests below {', '.join(folders)}: build first", file=sys.stderr)
        return 2
    environment = dict(os.environ)
    if arguments.update:
        environment["ROWMILL_UPDATE_GOLDEN"] = "1"
        golden = ROOT / "tests" / "python" / "draws_golden.py"
        subprocess.run([sys.executable, str(golden)], check=True)
    run = subprocess.run([str(program), "--gtest_filter=Golden.*", "--gtest_brief=1"],
                         env=environment, check=False)
    return run.returncode


if __name__ == "__main__":
    sys.exit(main())
