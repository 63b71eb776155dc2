"""./mill counts what the test programs report, and refuses what it does not know."""

from __future__ import annotations

import pathlib
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "mill"))

import results  # noqa: E402
import stages  # noqa: E402

GTEST = """<?xml version="1.0"?>
<testsuites><testsuite name="A">
<testcase name="Good" status="run" result="completed" classname="A" />
<testcase name="Bad" status="run" result="completed" classname="A">
<failure message="x">x</failure><failure message="y">y</failure></testcase>
<testcase name="Off" status="notrun" result="suppressed" classname="A" />
<testcase name="Skip" status="run" result="skipped" classname="A">
<skipped message="a_test.cc:3&#x0A;no models here" /></testcase>
</testsuite></testsuites>"""
PYTEST = """<testsuites><testsuite>
<testcase classname="t" name="good" />
<testcase classname="t" name="bad"><failure message="m" /></testcase>
<testcase classname="t" name="worse"><failure message="m" /><error message="e" /></testcase>
<testcase classname="t" name="skip"><skipped message="no server" /></testcase>
</testsuite></testsuites>"""


@pytest.mark.parametrize("text, counts, reasons", [
    (GTEST, (1, 1, 2), ["A.Off: disabled", "A.Skip: no models here"]),
    (PYTEST, (1, 2, 1), ["t.skip: no server"]),
    ("<testsuites><testsu", (0, 1, 0), []),
])
def test_counts(tmp_path, text, counts, reasons):
    path = tmp_path / "r.xml"
    path.write_text(text)
    tally = results.read_junit(path)
    assert (tally.passed, tally.failed, tally.skipped) == counts
    assert tally.reasons == reasons


def test_a_program_that_died_is_a_failure(tmp_path):
    (tmp_path / "a_tests.xml").write_text(GTEST.replace("<failure", "<x").replace("</f", "</x"))
    tally = results.read_folder(tmp_path, ["a_tests", "b_tests"], exit_code=8)
    assert tally.failed >= 1


def test_a_failure_that_no_file_shows_counts(tmp_path):
    (tmp_path / "a_tests.xml").write_text("<testsuites></testsuites>")
    assert results.read_folder(tmp_path, ["a_tests"], exit_code=8).failed == 1
    assert results.read_folder(tmp_path, ["a_tests"], exit_code=0).failed == 0


@pytest.mark.parametrize("tally, line", [
    (results.Tally(3, 0), "3 passed, 0 failed"),
    (results.Tally(3, 1), "3 passed, 1 failed"),
    (results.Tally(3, 0, 2), "3 passed, 0 failed, 2 skipped"),
])
def test_the_last_line(tally, line):
    assert str(tally) == line


def test_every_test_folder_has_a_stage():
    folders = {p.name for p in (ROOT / "tests").iterdir() if p.is_dir()} - {"__pycache__"}
    covered = {p.name for p in stages.test_folders()} | stages.OWN_STAGE
    assert folders <= covered
    files = [p.name for p in (ROOT / "tests").glob("test_*.py")]
    assert files == [], "tests lie in folders, else no stage runs them"


def test_packages_are_named_once_and_of_a_known_group():
    lines = [line for line in (ROOT / "tools/mill/packages.txt").read_text().splitlines()
             if line and not line.startswith("#")]
    assert all(re.fullmatch(r"(build|test|long) [a-z0-9.+-]+", line) for line in lines)
    names = [line.split()[1] for line in lines]
    assert len(names) == len(set(names))


def test_requirements_are_pinned_with_hashes():
    text = re.sub(r"^#.*\n", "", (ROOT / "requirements.txt").read_text(), flags=re.M)
    for entry in text.replace("\\\n", " ").splitlines():
        assert re.fullmatch(r"[a-z0-9-]+==[0-9.]+(\s+--hash=sha256:[0-9a-f]{64})+\s*", entry)


@pytest.mark.parametrize("arguments", [["nonsense"], ["test", "--stage", "nonsense"],
                                       ["configure", "nonsense"], ["configure"]])
def test_what_mill_refuses(arguments):
    done = subprocess.run([ROOT / "mill", *arguments], capture_output=True, text=True)
    assert done.returncode == 2
    assert "nonsense" in done.stderr or "unknown" in done.stderr


def test_help_names_every_command():
    done = subprocess.run([ROOT / "mill", "help"], capture_output=True, text=True)
    assert done.returncode == 0
    text = (ROOT / "mill").read_text()
    commands = set(re.findall(r"^    ([a-z]+)\)", text, re.M)) | {"help"}
    assert len(commands) >= 9
    assert all(re.search(rf"^  {name}\b", done.stdout, re.M) for name in commands)
