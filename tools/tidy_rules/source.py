"""Sources as the rules see them: text, and code without comments and literals."""

from __future__ import annotations

import dataclasses
import pathlib
import re

RULE_NAMES = ("includes", "targets", "determinism", "coroutines")
ALLOW = re.compile(r"tidy:\s*allow\(([\w-]*)\)(:?)\s*(.*)")
# Comments, raw strings, strings and character literals (not the ' of 1'000).
NOT_CODE = re.compile(
    r"//[^\n]*|/\*.*?\*/"
    r'|R"(?P<tag>[^\s()\\]{0,16})\(.*?\)(?P=tag)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'",
    re.DOTALL)


@dataclasses.dataclass(frozen=True, order=True)
class Finding:
    path: str  # relative to the root
    line: int  # 1-based
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


def _blank(match: re.Match[str]) -> str:
    text = match.group(0)
    kept = re.sub(r"[^\n]", " ", text)
    return '"' + kept[1:-1] + '"' if text[0] in "\"R" and len(kept) > 1 else kept


class Source:
    """One file. `code` has the same length and lines as `text`."""

    def __init__(self, root: pathlib.Path, path: pathlib.Path) -> None:
        self.path = path.relative_to(root).as_posix()
        self.parts = path.relative_to(root / "src").parts
        self.text = path.read_text(encoding="utf-8", errors="replace")
        self.code = NOT_CODE.sub(_blank, self.text)
        self.lines = self.text.splitlines()

    def line_at(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1

    def is_test(self) -> bool:
        return re.search(r"_(test|fuzz|bench)\.cc$", self.path) is not None

    def includes(self) -> list[tuple[int, str]]:
        """(line, what is included with its quotes or angle brackets)."""
        found = re.finditer(r'^[ \t]*#[ \t]*include[ \t]*(<[^>\n]+>|"[^"\n]+")', self.text,
                            re.MULTILINE)
        return [(self.line_at(m.start(1)), m.group(1)) for m in found]

    def allowances(self) -> dict[int, re.Match[str]]:
        found = {}
        for number, line in enumerate(self.lines, 1):
            if "tidy:" in line and (match := ALLOW.search(line)):
                found[number] = match
        return found


class Tree:
    """All sources below src/."""

    def __init__(self, root: pathlib.Path, sources: list[Source]) -> None:
        self.root = root
        self.sources = sources
        self._by_path = {source.path: source for source in sources}

    def source(self, path: str) -> Source | None:
        return self._by_path.get(path)

    def allows(self, finding: Finding) -> bool:
        source = self.source(finding.path)
        if source is None:
            return False
        marks = source.allowances()
        for line in (finding.line, finding.line - 1):
            if line in marks and marks[line].group(1) == finding.rule:
                return True
        return False

    def bad_allowances(self) -> list[Finding]:
        """Allowances that name no rule or give no reason."""
        findings = []
        for source in self.sources:
            for line, mark in source.allowances().items():
                if mark.group(1) not in RULE_NAMES:
                    findings.append(Finding(source.path, line, "allow",
                                            f"there is no rule '{mark.group(1)}'"))
                elif not mark.group(2) or not mark.group(3).strip():
                    findings.append(Finding(source.path, line, "allow",
                                            "an allowance needs a reason"))
        return findings


def load_tree(root: pathlib.Path) -> Tree:
    root = root.resolve()
    paths = sorted(p for p in (root / "src").rglob("*")
                   if p.suffix in (".cc", ".h", ".inc") and p.is_file())
    return Tree(root, [Source(root, path) for path in paths])
