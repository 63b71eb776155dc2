"""Rowmill beside its peers, in one run: `./mill bench`. See bench/README.md."""

import argparse
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
ROWMILL = pathlib.Path(os.environ.get("ROWMILL_BIN", ROOT / "build" / "release" / "rowmill"))
MODEL = ROOT / "bench" / "models" / "b12.yaml"


def measured(command):
    """Runs the command; wall and CPU seconds and peak memory of that process alone."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}\n{message.decode(errors='replace')}")
    return {"wall_s": wall, "cpu_s": usage.ru_utime + usage.ru_stime, "peak_kb": usage.ru_maxrss}


def rowmill_command(form, rows, threads, path, *more):
    return [ROWMILL, "generate", MODEL, "-n", str(rows), "-f", form, "-o", path, "-j", str(threads),
            "-q", *more]


def has_module(name):
    return subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True).returncode == 0


def cases(rows, peers_wanted):
    """(name, format, threads, command of a path, into a file?)"""
    found = []
    for form in ("csv", "json", "parquet"):
        for threads in (1, 2):
            found.append((f"rowmill {form} null", form, threads,
                          lambda path, f=form, t=threads: rowmill_command(f, rows, t, "/dev/null"), False))
    for codec in ("none", "snappy"):
        found.append((f"rowmill parquet {codec} null", "parquet", 1,
                      lambda path, c=codec: rowmill_command("parquet", rows, 1, "/dev/null", "--compression", c),
                      False))
    for form in ("csv", "parquet"):
        found.append((f"rowmill {form} file", form, 2,
                      lambda path, f=form: rowmill_command(f, rows, 2, path), True))
    for tool, module in (("duckdb", "duckdb"), ("pyarrow", "pyarrow, numpy")):
        if not peers_wanted:
            continue
        if not has_module(module):
            print(f"skipped {tool}: the Python module is not installed")
            continue
        for form in ("csv", "parquet"):
            threads = 2 if tool == "duckdb" else 1
            found.append((f"{tool} {form} file", form, threads,
                          lambda path, x=tool, f=form, t=threads:
                          [sys.executable, ROOT / "bench" / "peers.py", x, f, str(rows), str(t), path], True))
    return found


CHECKS = """
    SELECT count(*), count(DISTINCT id), min(id), max(id), min(qty), max(qty),
           avg(score), avg(price), avg(active::INT), min(day), max(day), min(ts), max(ts),
           count(DISTINCT status), count(DISTINCT merchant), count(DISTINCT uuid),
           min(length(note)), max(length(note)), avg(length(note)), avg((opt IS NULL)::INT),
           max(opt)
    FROM {source}"""


def check(path, form, rows):
    """The faults of an output, found in a process of its own: a child's peak memory begins
    with its parent's, so this program must stay small."""
    command = [sys.executable, __file__, "--check", path, form, str(rows)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def faults_of(path, form, rows):
    """Reads the output back with DuckDB and looks at every column. A list of faults."""
    import duckdb

    source = f"read_csv('{path}')" if form == "csv" else f"read_parquet('{path}')"
    got = duckdb.connect().execute(CHECKS.format(source=source)).fetchone()
    near = lambda value, wanted, share: abs(float(value) - wanted) <= share * wanted
    wanted = [
        ("rows", got[0] == rows), ("distinct ids", got[1] == rows),
        ("ids", (got[2], got[3]) == (1, rows)), ("qty", (got[4], got[5]) == (1, 100)),
        ("score", near(got[6], 500, 0.02)), ("price", near(got[7], 50_000, 0.02)),
        ("active", near(got[8], 0.7, 0.02)),
        ("day", str(got[9]) == "2015-01-01" and str(got[10]) == "2024-12-31"),
        ("ts", str(got[11]) >= "2020-01-01" and str(got[12]) < "2025-01-01"),
        ("status", got[13] == 8), ("merchant", got[14] == 10_000 or rows < 100_000),
        ("uuid", got[15] == rows), ("note", (got[16], got[17]) == (20, 60)),
        ("note mean", near(got[18], 40, 0.02)), ("nulls", near(got[19], 0.1, 0.05)),
        ("opt", got[20] < 1_000_000),
    ]
    return [name for name, holds in wanted if not holds]


def machine():
    model = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())
    version = subprocess.run([ROWMILL, "version"], capture_output=True, text=True).stdout.split("\n")
    return {"processor": model.group(1) if model else platform.machine(), "cores": os.cpu_count(),
            "rowmill": [line for line in version if line]}


def run(options):
    rows = options.rows
    folder = pathlib.Path(tempfile.mkdtemp(prefix="rowmill-bench-", dir=options.folder))
    results = {}
    faults = []
    try:
        found = cases(rows, not options.no_peers)
        for round_number in range(options.rounds):
            for name, form, threads, command, into_file in found:
                if options.only and options.only not in name:
                    continue
                path = folder / f"out.{form}"
                key = f"{name} {threads}t"
                result = measured(command(path))
                if into_file:
                    result["bytes"] = path.stat().st_size
                    if round_number == 0 and has_module("duckdb"):
                        wrong = check(path, form, rows)
                        faults += [f"{key}: {fault}" for fault in wrong]
                    for left in folder.iterdir():
                        left.unlink()
                results.setdefault(key, []).append(result)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return results, faults


def report(results, rows):
    lines = ["| case | wall ns/row best | median | CPU ns/row | peak MB | bytes/row |", "|---|--:|--:|--:|--:|--:|"]
    table = {}
    for key, rounds in results.items():
        walls = [r["wall_s"] / rows * 1e9 for r in rounds]
        entry = {
            "wall_ns_best": min(walls), "wall_ns_median": statistics.median(walls),
            "cpu_ns_best": min(r["cpu_s"] for r in rounds) / rows * 1e9,
            "peak_mb": max(r["peak_kb"] for r in rounds) / 1024,
            "bytes_per_row": rounds[0].get("bytes", 0) / rows or None,
        }
        table[key] = entry
        size = f"{entry['bytes_per_row']:.1f}" if entry["bytes_per_row"] else ""
        lines.append(f"| {key} | {entry['wall_ns_best']:.1f} | {entry['wall_ns_median']:.1f} | "
                     f"{entry['cpu_ns_best']:.1f} | {entry['peak_mb']:.0f} | {size} |")
    return "\n".join(lines), table


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=lambda text: int(float(text)), default=10_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", help="cases whose name holds this text")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--folder", help="where files are written (default: the system's)")
    parser.add_argument("--smoke", action="store_true", help="small, answers checked, no times")
    parser.add_argument("--save", action="store_true", help="keep the results in bench/results/")
    parser.add_argument("--check", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.check:
        path, form, rows = options.check
        print(json.dumps(faults_of(path, form, int(rows))))
        return
    if options.smoke:
        options.rows, options.rounds = 200_000, 1
    results, faults = run(options)
    text, table = report(results, options.rows)
    if not options.smoke:
        print(f"B12, {options.rows:,} rows, {options.rounds} rounds, wall time with start-up\n\n{text}")
    for fault in faults:
        print(f"wrong answer: {fault}")
    if options.save:
        stamp = time.strftime("%Y-%m-%d")
        target = ROOT / "bench" / "results" / f"b12-{stamp}.json"
        target.write_text(json.dumps({"date": stamp, "rows": options.rows, "machine": machine(),
                                      "cases": table}, indent=2) + "\n")
        print(f"\nsaved {target.relative_to(ROOT)}")
    if options.smoke:
        print(f"bench smoke: {len(results)} cases, {len(faults)} wrong answers")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
