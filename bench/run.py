"""Rowmill beside its peers, in one run: `./mill bench`. See bench/README.md."""

import argparse
import csv
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
import typing

ROOT = pathlib.Path(__file__).resolve().parents[1]
ROWMILL = pathlib.Path(os.environ.get("ROWMILL_BIN", ROOT / "build" / "release" / "rowmill"))
MODEL = ROOT / "bench" / "models" / "b12.yaml"
REALISTIC = ROOT / "bench" / "models" / "realistic.yaml"
PEERS = ROOT / "bench" / "peers"
BUILT = ROOT / "build" / "peers"  # what --install-peers puts there


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


class Case(typing.NamedTuple):
    name: str
    form: str
    threads: int
    rows: int
    command: typing.Callable  # of the path
    into_file: bool
    faults: typing.Callable = None  # of (path, form, rows): what is wrong with the output


def has_module(name):
    return subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True).returncode == 0


def b12_cases(rows, peers_wanted):
    """The case B12 as cases() has them."""
    found = []
    for form in ("csv", "json", "parquet"):
        for threads in (1, 2):
            found.append(Case(f"rowmill {form} null", form, threads, rows,
                              lambda path, f=form, t=threads: rowmill_command(f, rows, t, "/dev/null"), False))
    for codec in ("none", "snappy"):
        found.append(Case(f"rowmill parquet {codec} null", "parquet", 1, rows,
                          lambda path, c=codec: rowmill_command("parquet", rows, 1, "/dev/null", "--compression", c),
                          False))
    for form in ("csv", "parquet"):
        found.append(Case(f"rowmill {form} file", form, 2, rows,
                          lambda path, f=form: rowmill_command(f, rows, 2, path), True, faults_of_b12))
    for tool, module in (("duckdb", "duckdb"), ("pyarrow", "pyarrow, numpy")):
        if not peers_wanted:
            continue
        if not has_module(module):
            print(f"skipped {tool}: the Python module is not installed")
            continue
        for form in ("csv", "parquet"):
            threads = 2 if tool == "duckdb" else 1
            found.append(Case(f"{tool} {form} file", form, threads, rows,
                              lambda path, x=tool, f=form, t=threads:
                              [sys.executable, ROOT / "bench" / "peers.py", x, f, str(rows), str(t), path],
                              True, faults_of_b12))
    return found


# --- realistic -------------------------------------------------------------------------

# Of each peer: its share of the rows (they are up to 2,000 times slower), the tool that it
# needs, what stands in build/peers when it is installed, the command, how to install it.
REALISTIC_PEERS = {
    "fake": (1 / 4, "cargo", "rust/release/realistic",
             lambda rows, path: [BUILT / "rust/release/realistic", str(rows), path]),
    "gofakeit": (1 / 4, "go", "go/realistic",
                 lambda rows, path: [BUILT / "go/realistic", str(rows), path]),
    "faker-js": (1 / 40, "npm", "js/node_modules/@faker-js/faker",
                 lambda rows, path: ["node", BUILT / "js/realistic.mjs", str(rows), path]),
    "mimesis": (1 / 40, "python3", "python/bin/python",
                lambda rows, path: [BUILT / "python/bin/python", PEERS / "realistic.py", "mimesis", str(rows), path]),
    "Faker": (1 / 500, "python3", "python/bin/python",
              lambda rows, path: [BUILT / "python/bin/python", PEERS / "realistic.py", "faker", str(rows), path]),
}


def install_peers():
    """Peers of `realistic` in the pinned versions, through the ordinary clients of their
    registries; those whose toolchain is missing are left out."""
    def run(tool, *commands, folder=None):
        if shutil.which(tool) is None:
            print(f"left out: {tool} is not installed")
            return
        for command in commands:
            print("+", *command)
            if subprocess.run(command, cwd=folder, env={**os.environ, "CARGO_TARGET_DIR": str(BUILT / "rust")}).returncode:
                print(f"left out: {command[0]} failed")
                return

    BUILT.mkdir(parents=True, exist_ok=True)
    python = BUILT / "python"
    run("python3", ["python3", "-m", "venv", python],
        [python / "bin/pip", "install", "-q", "--require-hashes", "-r", PEERS / "requirements.txt"])
    shutil.copytree(PEERS / "js", BUILT / "js", dirs_exist_ok=True)
    run("npm", ["npm", "ci", "--ignore-scripts"], folder=BUILT / "js")
    run("go", ["go", "build", "-mod=readonly", "-o", BUILT / "go/realistic", "."], folder=PEERS / "go")
    run("cargo", ["cargo", "build", "--release", "--locked"], folder=PEERS / "rust")


def realistic_cases(rows, peers_wanted):
    """Ten columns of a customer record to CSV, each tool with its own dictionaries."""
    def rowmill(path, threads):
        return [ROWMILL, "generate", REALISTIC, "-n", str(rows), "-f", "csv", "-o", path, "-j", str(threads), "-q"]

    found = [Case("realistic rowmill null", "csv", threads, rows,
                  lambda path, t=threads: rowmill("/dev/null", t), False) for threads in (1, 2)]
    found.append(Case("realistic rowmill file", "csv", 1, rows, lambda path: rowmill(path, 1), True,
                      faults_of_realistic))
    for name, (share, tool, installed, command) in REALISTIC_PEERS.items():
        if not peers_wanted:
            continue
        if shutil.which(tool) is None:
            print(f"skipped {name}: {tool} is not installed")
        elif not (BUILT / installed).exists():
            print(f"skipped {name}: not built; bench/run.py --install-peers does it")
        else:
            count = max(int(rows * share), 200)
            found.append(Case(f"realistic {name} file", "csv", 1, count,
                              lambda path, c=command, n=count: c(n, path), True, faults_of_realistic))
    return found


REALISTIC_COLUMNS = ["first_name", "last_name", "email", "phone", "street", "city", "postcode",
                     "country", "company", "job"]


def faults_of_realistic(path, form, rows):
    """Reads the CSV with Python's reader: shape, no empty cell, forms of a few columns."""
    seen, wrong = 0, set()
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        if next(reader) != REALISTIC_COLUMNS:
            return ["heading"]
        for row in reader:
            seen += 1
            if len(row) != 10 or not all(row):
                wrong.add("cells")
            elif not re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]+", row[2]):
                wrong.add("email")
            elif sum(c.isdigit() for c in row[3]) < 7:
                wrong.add("phone")
            elif not re.fullmatch(r"\d{5}(-\d{4})?|\d{1,4}", row[6]):  # fake drops zeros
                wrong.add("postcode")
            if seen == 20_000 and rows > seen:  # the rest is like it
                seen += sum(1 for _ in reader)
    return sorted(wrong) + ([] if seen == rows else [f"rows: {seen}"])


def cases(options):
    """Of all suites that are wanted."""
    peers_wanted = not options.no_peers
    found = []
    if options.suite in ("b12", "all"):
        found += b12_cases(options.rows, peers_wanted)
    if options.suite in ("realistic", "all"):
        found += realistic_cases(options.rows, peers_wanted)
    return [case for case in found if not options.only or options.only in case.name]


CHECKS = """
    SELECT count(*), count(DISTINCT id), min(id), max(id), min(qty), max(qty),
           avg(score), avg(price), avg(active::INT), min(day), max(day), min(ts), max(ts),
           count(DISTINCT status), count(DISTINCT merchant), count(DISTINCT uuid),
           min(length(note)), max(length(note)), avg(length(note)), avg((opt IS NULL)::INT),
           max(opt)
    FROM {source}"""


def check(faults, path, form, rows):
    """The faults of an output, found in a process of its own: a child's peak memory begins
    with its parent's, so this program must stay small."""
    command = [sys.executable, __file__, "--check", faults.__name__, path, form, str(rows)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def faults_of_b12(path, form, rows):
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
    folder = pathlib.Path(tempfile.mkdtemp(prefix="rowmill-bench-", dir=options.folder))
    results = {}
    faults = []
    try:
        found = cases(options)
        for round_number in range(options.rounds):
            for case in found:
                path = folder / f"out.{case.form}"
                key = f"{case.name} {case.threads}t"
                result = measured(case.command(path))
                result["rows"] = case.rows
                if case.into_file:
                    result["bytes"] = path.stat().st_size
                    if round_number == 0 and (case.faults is not faults_of_b12 or has_module("duckdb")):
                        wrong = check(case.faults, path, case.form, case.rows)
                        faults += [f"{key}: {fault}" for fault in wrong]
                    for left in folder.iterdir():
                        left.unlink()
                results.setdefault(key, []).append(result)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return results, faults


def report(results):
    lines = ["| case | wall ns/row best | median | CPU ns/row | peak MB | bytes/row |", "|---|--:|--:|--:|--:|--:|"]
    table = {}
    for key, rounds in results.items():
        rows = rounds[0]["rows"]
        walls = [r["wall_s"] / rows * 1e9 for r in rounds]
        entry = {
            "rows": rows,
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
    parser.add_argument("--suite", choices=["b12", "realistic", "all"], default="all")
    parser.add_argument("--install-peers", action="store_true",
                        help="fetch and build the peers of realistic into build/peers, then end")
    parser.add_argument("--check", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.check:
        faults, path, form, rows = options.check
        print(json.dumps(globals()[faults](path, form, int(rows))))
        return
    if options.install_peers:
        return install_peers()
    if options.smoke:
        options.rows, options.rounds = 200_000, 1
    results, faults = run(options)
    text, table = report(results)
    if not options.smoke:
        print(f"{options.rows:,} rows (slow peers fewer), {options.rounds} rounds, wall time with start-up\n\n{text}")
    for fault in faults:
        print(f"wrong answer: {fault}")
    if options.save:
        stamp = time.strftime("%Y-%m-%d")
        target = ROOT / "bench" / "results" / f"{options.suite}-{stamp}.json"
        target.write_text(json.dumps({"date": stamp, "rows": options.rows, "machine": machine(),
                                      "cases": table}, indent=2) + "\n")
        print(f"\nsaved {target.relative_to(ROOT)}")
    if options.smoke:
        print(f"bench smoke: {len(results)} cases, {len(faults)} wrong answers")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
