"""The fuzz stage: every fuzzer for a share of the time; the canary must be found."""

from __future__ import annotations

import os
import pathlib
import subprocess
import time

from results import Tally

CANARY = "canary_fuzz"
CANARY_SECONDS = 30


def _start(program: pathlib.Path, seconds: int, root: pathlib.Path,
           prefix: list[str]) -> tuple[subprocess.Popen, pathlib.Path]:
    name = program.name
    work = root / "build" / "fuzz" / "corpus" / name
    finds = root / "build" / "fuzz" / "finds" / name
    for folder in (work, finds):
        folder.mkdir(parents=True, exist_ok=True)
    seeds = root / "tests" / "corpus" / name.removesuffix("_fuzz")
    log = root / "build" / "logs" / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [*prefix, str(program), f"-max_total_time={seconds}", "-timeout=10",
               "-rss_limit_mb=2048", "-max_len=4096", "-print_final_stats=1",
               f"-artifact_prefix={finds}/", str(work)]
    if seeds.is_dir():
        command.append(str(seeds))
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=root)
    return process, log


def _executions(log: pathlib.Path) -> str:
    for line in log.read_text(errors="replace").splitlines():
        if line.startswith("stat::number_of_executed_units:"):
            return line.split(":")[-1].strip()
    return "?"


def _check_canary(root: pathlib.Path, program: pathlib.Path, prefix: list[str]) -> Tally:
    """The planted bug must be found: else the fuzzers find nothing at all."""
    if not program.exists():
        print(f"  {CANARY} was not built")
        return Tally(failed=1)
    process, log = _start(program, CANARY_SECONDS, root, prefix)
    found = process.wait() != 0 and "canary" in log.read_text(errors="replace")
    print(f"  {CANARY}: {'found, as it must be' if found else 'NOT FOUND'}")
    return Tally(passed=1) if found else Tally(failed=1)


def smoke(root: pathlib.Path, seconds: int, prefix: list[str]) -> Tally:
    folder = root / "build" / "fuzz"
    names = sorted((folder / "fuzzers.txt").read_text().split())
    tally = _check_canary(root, folder / "bin" / CANARY, prefix)
    names = [name for name in names if name != CANARY]
    if not names:
        print("  there are no other fuzzers")
        return tally
    at_once = max(1, os.cpu_count() or 1)
    rounds = -(-len(names) // at_once)
    share = max(2, seconds // rounds)
    for first in range(0, len(names), at_once):
        group = names[first:first + at_once]
        running = [(n, *_start(folder / "bin" / n, share, root, prefix)) for n in group]
        for name, process, log in running:
            tally.add(_finish(name, process, log, share))
    return tally


def _finish(name: str, process: subprocess.Popen, log: pathlib.Path, share: int) -> Tally:
    deadline = time.monotonic() + share + 60
    try:
        code = process.wait(timeout=max(1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        code = -1
    if code == 0:
        print(f"  {name}: {_executions(log)} inputs in {share} s")
        return Tally(passed=1)
    lines = log.read_text(errors="replace").splitlines()
    print(f"  {name}: FAILED (exit code {code}), end of {log}:")
    print("\n".join(f"    {line}" for line in lines[-40:]))
    return Tally(failed=1)
