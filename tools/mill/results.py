"""Counts of test cases, read from the JUnit files of GoogleTest and pytest."""

from __future__ import annotations

import dataclasses
import pathlib
import xml.etree.ElementTree as ET


@dataclasses.dataclass
class Tally:
    """How many cases passed, failed and were skipped (skips with their reasons)."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    reasons: list[str] = dataclasses.field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        self.reasons += other.reasons

    def __str__(self) -> str:
        text = f"{self.passed} passed, {self.failed} failed"
        return f"{text}, {self.skipped} skipped" if self.skipped else text


def check(passed: bool) -> Tally:
    """A single check as a tally."""
    return Tally(passed=1) if passed else Tally(failed=1)


def _first_line(text: str | None) -> str:
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    # GoogleTest puts `file:line` before the message.
    if len(lines) > 1 and ".cc:" in lines[0]:
        return lines[1]
    return lines[0] if lines else "no reason given"


def read_junit(path: pathlib.Path) -> Tally:
    """Reads one file. A file that cannot be parsed (the program died) is one failure."""
    tally = Tally()
    try:
        root = ET.parse(path).getroot()
    except (ET.ParseError, OSError) as error:
        print(f"  cannot read {path}: {error}")
        return check(False)
    for case in root.iter("testcase"):
        name = f"{case.get('classname', '')}.{case.get('name', '')}"
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            tally.failed += 1
        elif skip is not None:
            tally.skipped += 1
            reason = _first_line(skip.get("message") or skip.text)
            tally.reasons.append(f"{name}: {reason}")
        elif case.get("status") == "notrun":
            tally.skipped += 1
            tally.reasons.append(f"{name}: disabled")
        else:
            tally.passed += 1
    return tally


def read_folder(folder: pathlib.Path, expected: list[str], exit_code: int) -> Tally:
    """Reads `folder/NAME.xml` for every expected NAME.

    A missing file is a program that died. When the runner reported a failure that no
    file shows, it counts as one.
    """
    tally = Tally()
    for name in expected:
        path = folder / f"{name}.xml"
        if path.exists():
            tally.add(read_junit(path))
        else:
            print(f"  {name}: died before it could report")
            tally.failed += 1
    if exit_code != 0 and tally.failed == 0:
        tally.failed = 1
    return tally
