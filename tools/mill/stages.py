"""The stages of `./mill test`, cheapest first. Each returns a Tally.

Stage functions print what they do; tools print their own output. Nothing here names a
plug-in: tests, fuzzers and documents are found by their place.
"""

from __future__ import annotations

import dataclasses
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
from typing import Callable

from results import Tally, check, read_folder, read_junit

ROOT = pathlib.Path(__file__).resolve().parents[2]
RESULTS = ROOT / "build" / "results"
FUZZ_SECONDS = 60
# Test folders with a stage of their own, or that are not pytest's.
OWN_STAGE = {"functional", "docs", "tools", "long", "fuzz", "corpus"}
SETUP_SECONDS = 0


class StageError(Exception):
    """A stage that could not do its work; the text says why."""


@dataclasses.dataclass
class Stage:
    name: str
    what: str
    run: Callable[[], Tally]
    long: bool = False


def call(command: list[str], extra: dict[str, str] | None = None) -> int:
    """Runs a command in the project's folder, its output shown; returns its exit code."""
    sys.stdout.flush()
    environment = {**os.environ, **(extra or {})}
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=environment).returncode


def without_aslr() -> list[str]:
    """A prefix that turns address randomisation off, where that is allowed.

    The sanitizers of g++ 12 do not start on kernels that randomise 32 bits.
    """
    prefix = ["setarch", platform.machine(), "-R"]
    if shutil.which("setarch"):
        if subprocess.run([*prefix, "true"], capture_output=True).returncode == 0:
            return prefix
    return []


def mill_build(preset: str, *targets: str) -> bool:
    return call(["./mill", "build", preset, *targets]) == 0


def require_build(preset: str, *targets: str) -> None:
    if not mill_build(preset, *targets):
        raise StageError(f"the {preset} build failed")


# --- stages ---------------------------------------------------------------------------


def setup() -> Tally:
    print(f"  packages and .venv are there ({SETUP_SECONDS} s)")
    return check(True)


def sources() -> list[str]:
    listing = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "--", "*.cc", "*.h"],
        cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in listing.splitlines() if (ROOT / name).exists()]


def format_check() -> Tally:
    names = sources()
    processes = [subprocess.Popen(["clang-format-16", "--dry-run", "-Werror", *names[i::2]],
                                  cwd=ROOT, stderr=subprocess.PIPE, text=True)
                 for i in range(2)]
    output = "".join(process.communicate()[1] for process in processes)
    wrong = sorted(set(re.findall(r"^(\S+?):\d+:\d+: error", output, re.M)))
    for name in wrong:
        print(f"  {name}: not formatted")
    print(f"  {len(names)} files" + ("; mend with ./mill format" if wrong else ""))
    return check(not any(process.returncode for process in processes))


def tidy() -> Tally:
    tally = check(call([sys.executable, "tools/tidy.py"]) == 0)
    tally.add(pytest("tools", [ROOT / "tests" / "tools"], binary=None))
    return tally


def build_dev() -> Tally:
    return check(mill_build("dev", "all", "unit_tests"))


def ctest_names(preset: str) -> list[str]:
    """The targets of all unit tests: `NAME_tests` for each test NAME of ctest."""
    listing = subprocess.run(["ctest", "--test-dir", f"build/{preset}", "-N"], cwd=ROOT,
                             capture_output=True, text=True).stdout
    return re.findall(r"^ *Test +#\d+: (\S+)$", listing, re.M)


def run_ctest(preset: str, only: list[str] | None = None) -> Tally:
    names = [n for n in ctest_names(preset) if only is None or n in only]
    if not names:
        raise StageError(f"no unit tests in build/{preset}")
    folder = RESULTS / f"unit-{preset}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pattern = "^(" + "|".join(names) + ")$"
    code = call([*without_aslr(), "ctest", "--test-dir", f"build/{preset}", "-R", pattern,
                 "-j", str(os.cpu_count() or 2), "--output-on-failure", "--timeout", "900"],
                {"GTEST_OUTPUT": f"xml:{folder}/", "GTEST_BRIEF": "1",
                 "TSAN_OPTIONS": "halt_on_error=1 second_deadlock_stack=1"})
    return read_folder(folder, [f"{name}_tests" for name in names], code)


def unit() -> Tally:
    require_build("dev", "unit_tests")
    return run_ctest("dev")


def pytest(name: str, folders: list[pathlib.Path], binary: str | None) -> Tally:
    """Runs pytest over the folders that exist; `binary` is the preset under test."""
    folders = [f for f in folders if any(f.rglob("test_*.py"))]
    if not folders:
        print(f"  no tests for {name}")
        return Tally()
    report = RESULTS / f"{name}.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    extra = {}
    if binary:
        extra["ROWMILL_BIN"] = str(ROOT / "build" / binary / "rowmill")
        extra["ROWMILL_BUILD"] = str(ROOT / "build" / binary)
        # Makes the sample files of the readers' tests; the unit stage has built it.
        extra["ROWMILL_FORMAT_TESTS"] = str(ROOT / "build" / "dev" / "src" / "format_tests")
    code = call([*without_aslr(), sys.executable, "-m", "pytest", "-q", "-rf", "--durations=5",
                 "-p", "no:cacheprovider", f"--junitxml={report}", *folders], extra)
    if not report.exists():
        return check(False)
    tally = read_junit(report)
    if code not in (0, 5) and tally.failed == 0:
        tally.failed = 1
    return tally


def test_folders() -> list[pathlib.Path]:
    """The folders below tests/ that have no stage of their own."""
    folders = sorted(p for p in (ROOT / "tests").iterdir() if p.is_dir())
    return [p for p in folders if p.name not in OWN_STAGE and not p.name.startswith("_")]


def golden() -> Tally:
    require_build("release")
    require_build("dev", "format_tests")
    tally = pytest("golden", test_folders(), binary="release")
    # The sanitized build of the stage before gives the same bytes.
    require_build("dev", "rowmill")
    tally.add(pytest("golden-dev", [ROOT / "tests" / "golden"], binary="dev"))
    return tally


def functional() -> Tally:
    require_build("dev", "rowmill")
    return pytest("functional", [ROOT / "tests" / "functional"], binary="dev")


def tsan() -> Tally:
    if call(["./mill", "configure", "tsan"]) != 0:
        raise StageError("the tsan preset does not configure")
    names = [n for n in ctest_names("tsan") if n in ("run", "job", "server")]
    require_build("tsan", *[f"{name}_tests" for name in names])
    return run_ctest("tsan", names)


def bench() -> Tally:
    require_build("release")
    program = ROOT / "bench" / "run.py"
    if not program.exists():
        return Tally(skipped=1, reasons=["bench: bench/run.py is not there"])
    return check(call([sys.executable, program, "--smoke"]) == 0)


def docs() -> Tally:
    require_build("release")
    return pytest("docs", [ROOT / "tests" / "docs"], binary="release")


def other_compiler() -> Tally:
    require_build("release-clang", "all", "unit_tests")
    tally = check(True)
    tally.add(run_ctest("release-clang"))
    folders = [ROOT / "tests" / name for name in ("golden", "functional")]
    tally.add(pytest("other-compiler", folders, binary="release-clang"))
    return tally


def fresh(command: str) -> Tally:
    code = call(["tests/long/fresh_debian.sh", command])
    if code == 77:
        return Tally(skipped=1, reasons=[f"fresh-debian {command}: cannot be done here"])
    return check(code == 0)


def fresh_debian() -> Tally:
    tally = Tally()
    for command in ("demo", "test"):
        tally.add(fresh(command))
    return tally


def fuzz() -> Tally:
    import fuzz as fuzzing  # noqa: PLC0415, a module of its own for its size
    require_build("fuzz", "fuzzers")
    return fuzzing.smoke(ROOT, FUZZ_SECONDS, without_aslr())


ALL = [
    Stage("setup", "packages", setup),
    Stage("format", "clang-format", format_check),
    Stage("tidy", "source rules and their own tests", tidy),
    Stage("build-dev", "g++, address and undefined behaviour sanitizers", build_dev),
    Stage("unit", "GoogleTest, dev build", unit),
    Stage("golden", "release build: golden files and independent readers", golden),
    Stage("functional", "dev build: command line and server from outside", functional),
    Stage("fuzz", f"fuzzers and the canary, {FUZZ_SECONDS} s", fuzz),
    Stage("tsan", "run, job and server under the thread sanitizer", tsan),
    Stage("bench", "small benchmarks with their answers", bench),
    Stage("docs", "code blocks of the documents", docs),
    Stage("other-compiler", "clang-19 without warnings, unit tests", other_compiler, True),
    Stage("fresh-debian", "both README commands in a new Debian 12", fresh_debian, True),
]
