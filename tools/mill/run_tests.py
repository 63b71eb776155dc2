"""Runs the stages of `./mill test`; the last line is `N passed, N failed[, N skipped]`."""

from __future__ import annotations

import argparse
import sys
import time

import stages
from results import Tally


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./mill test", description=__doc__)
    parser.add_argument("--stage", action="append", default=[], metavar="NAME",
                        help="run only this stage (repeatable)")
    parser.add_argument("--list", action="store_true", help="list the stages")
    parser.add_argument("--long", action="store_true", help="add the long stages")
    parser.add_argument("--keep-going", action="store_true",
                        help="do not stop at the first stage that fails")
    parser.add_argument("--setup-seconds", type=int, default=0, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    known = [stage.name for stage in stages.ALL]
    for name in arguments.stage:
        if name not in known:
            parser.error(f"no stage '{name}' (known: {', '.join(known)})")
    return arguments


def select(arguments: argparse.Namespace) -> list[stages.Stage]:
    if arguments.stage:
        return [stage for stage in stages.ALL if stage.name in arguments.stage]
    return [stage for stage in stages.ALL if arguments.long or not stage.long]


def run_stage(stage: stages.Stage, position: str) -> tuple[Tally, float]:
    print(f"\n=== {position} {stage.name}: {stage.what}", flush=True)
    started = time.monotonic()
    try:
        tally = stage.run()
    except stages.StageError as error:
        print(f"  {error}")
        tally = Tally(failed=1)
    return tally, time.monotonic() - started


def main() -> int:
    arguments = parse_arguments()
    if arguments.list:
        for stage in stages.ALL:
            print(f"{stage.name:16} {stage.what}{' (--long)' if stage.long else ''}")
        return 0
    stages.SETUP_SECONDS = arguments.setup_seconds
    chosen = select(arguments)
    total, times, interrupted = Tally(), [], False
    for number, stage in enumerate(chosen, 1):
        try:
            tally, seconds = run_stage(stage, f"{number}/{len(chosen)}")
        except KeyboardInterrupt:
            interrupted = True
            break
        total.add(tally)
        state = "FAILED" if tally.failed else "ok"
        times.append((stage.name, seconds, state, str(tally)))
        print(f"=== {stage.name} {state} in {seconds:.0f} s: {tally}", flush=True)
        if tally.failed and not arguments.keep_going:
            break
    report(chosen, total, times, interrupted)
    return 130 if interrupted else 1 if total.failed else 0


def report(chosen, total, times, interrupted) -> None:
    print("\nstage              seconds  result")
    for name, seconds, state, tally in times:
        print(f"{name:18} {seconds:7.0f}  {state}: {tally}")
    for stage in chosen[len(times):]:
        print(f"{stage.name:18}       -  not run")
    if total.reasons:
        print("\nskipped:")
        for reason in total.reasons:
            print(f"  {reason}")
    if interrupted:
        total.failed += 1
        print("\ninterrupted")
    print(f"\n{total}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
