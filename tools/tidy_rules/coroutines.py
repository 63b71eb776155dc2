"""What g++ 12 miscompiles in coroutines: server/ only.

It destroys some temporaries of a full expression with co_await twice. So a statement with
co_await has no braced temporary, no ?: and no capturing lambda; give them a name in a
statement before. (Types with a constructor would be safe: write them with parentheses.)
"""

from __future__ import annotations

import re

from tidy_rules.source import Finding, Source, Tree

OPEN, CLOSE = "([{", ")]}"
BLOCK_WORDS = ("else", "do", "try", "const", "noexcept", "mutable", "override", "final")


def _before(code: str, at: int) -> str:
    """The code in front of `at`, without the blanks that end it."""
    return code[max(0, at - 400):at].rstrip()


def _opens_block(code: str, at: int) -> bool:
    """Whether the { at `at` opens a block (of a statement, function or lambda)."""
    before = _before(code, at)
    if not before or before[-1] in ";{}):]":
        return True
    if re.search(r"\b(" + "|".join(BLOCK_WORDS) + r")$", before):
        return True
    # A trailing return type: `) -> awaitable<void> {`.
    return re.search(r"->\s*[\w:<>,\s*&]+$", before) is not None


def _statement_start(code: str, at: int) -> int:
    """Backwards to what ends the statement before; stops behind the { of a block."""
    depth, i = 0, at - 1
    while i >= 0:
        char = code[i]
        if char in ")]":
            depth += 1
        elif char in "([":
            depth -= 1
        elif char == "}":
            opening = _opening(code, i)
            if depth <= 0 and _opens_block(code, opening):
                return i + 1
            i = opening
        elif char == "{" and _opens_block(code, i):
            return i + 1
        elif char == ";" and depth <= 0:
            return i + 1
        i -= 1
    return 0


def _opening(code: str, at: int) -> int:
    """The place of the { that the } at `at` closes."""
    depth = 0
    for i in range(at, -1, -1):
        depth += {"}": 1, "{": -1}.get(code[i], 0)
        if depth == 0:
            return i
    return 0


def _matching(code: str, at: int) -> int:
    """The place of the bracket that closes the one at `at`."""
    depth = 0
    for i in range(at, len(code)):
        if code[i] in OPEN:
            depth += 1
        elif code[i] in CLOSE:
            depth -= 1
            if depth == 0:
                return i
    return len(code) - 1


def _lambda_at(code: str, at: int) -> bool:
    """Whether the [ at `at` begins a lambda (and not an index, attribute or binding)."""
    before = _before(code, at)
    if code[at:at + 2] == "[[" or re.search(r"\bauto\s*(const\s*)?&{0,2}$", before):
        return False
    if re.search(r"\b(return|co_await|co_return|co_yield)$", before):
        return True
    return not before or not (before[-1].isalnum() or before[-1] in "_)]\"[")


def _end_of_lambda(code: str, closing: int) -> int:
    """The place of the } that ends the lambda whose captures end at `closing`."""
    i = closing + 1
    while i < len(code) and code[i] != "{":
        i = _matching(code, i) + 1 if code[i] == "(" else i + 1
    return _matching(code, i) if i < len(code) else closing


def _faults(code: str, start: int, at: int) -> set[str]:
    """The faults of the statement that begins at `start` and awaits at `at`."""
    faults, i = set(), start
    while i < len(code):
        char = code[i]
        if char == ";" and i > at:
            break
        if char == "?":
            faults.add("co_await with ?:, write if and else")
        elif char == "[" and _lambda_at(code, i):
            closing = _matching(code, i)
            if code[i + 1:closing].strip():
                faults.add("co_await with a capturing lambda, give the lambda a name before")
            i = _end_of_lambda(code, closing)
        elif char == "{":
            if _opens_block(code, i):
                break
            faults.add("co_await with a braced temporary, give it a name before")
        i += 1
    return faults


def _check_source(source: Source) -> list[Finding]:
    findings = []
    for match in re.finditer(r"\bco_await\b", source.code):
        at = match.start()
        start = _statement_start(source.code, at)
        for message in sorted(_faults(source.code, start, at)):
            findings.append(Finding(source.path, source.line_at(at), "coroutines", message))
    return findings


def check(tree: Tree) -> list[Finding]:
    return [finding for source in tree.sources if source.parts[0] == "server"
            for finding in _check_source(source)]
