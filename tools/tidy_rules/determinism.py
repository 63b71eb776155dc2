"""Nothing non-deterministic where values are made and written (FOLDERS).

Same model and seed give the same bytes on any machine, so there is no other source of
randomness, no clock, no iteration in hash order, and no libm function whose last bit
differs between machines. Tests, fuzzers and benchmarks are free.
"""

from __future__ import annotations

import re

from tidy_rules.source import Finding, Source, Tree

FOLDERS = ("expr", "gen", "draw", "format", "value")
LIBM = ("exp|exp2|exp10|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|"
        "sinh|cosh|tanh|asinh|acosh|atanh|cbrt|hypot|erf|erfc|tgamma|lgamma")
NOT_A_MEMBER = r"(?<![\w.>:])"
PATTERNS = (
    (r"#\s*include\s*<random>", "<random> is not used here: draw from draw/stream.h"),
    (r"\brandom_device\b", "random_device gives other values each run"),
    (r"\bstd::(?:mt19937\w*|minstd_rand0?|default_random_engine|shuffle|sample)\b",
     "the standard engines are not used here: draw from draw/stream.h"),
    (r"\bstd::s?rand\b|" + NOT_A_MEMBER + r"(?:s?rand|s?rand48|drand48|[lm]rand48|s?random|"
     r"arc4random\w*|getrandom|getentropy)\s*\(", "other randomness than draw/stream.h"),
    (r"\bstd::(?:time|clock)\s*\(|" + NOT_A_MEMBER + r"(?:time\s*\(\s*(?:nullptr|NULL|0|&)|clock"
     r"\s*\(\s*\))", "no clock here: the run's frozen now is handed in"),
    (r"\b(?:gettimeofday|clock_gettime|timespec_get|localtime(?:_r)?|strftime)\s*\(",
     "no clock or local time here"),
    (r"\b(?:system|steady|high_resolution|utc|tai|file)_clock\b", "no clock here"),
    (r"\bSystemClock\b|(?:\.|->)Now\s*\(\s*\)", "no clock here: the run's frozen now is handed in"),
    (r"\bthis_thread::get_id\b|\bpthread_self\b|\bsched_getcpu\b",
     "values may not depend on the thread"),
    (r"\b(?:secure_)?getenv\s*\(", "values may not depend on the environment"),
    (r"\bstd::hash\b", "std::hash differs between libraries: use base/hash.h"),
    (r"\bsetlocale\s*\(|\bstd::locale\b", "text may not depend on the locale"),
    (rf"\bstd::(?:{LIBM})[fl]?\s*\(|" + NOT_A_MEMBER + rf"(?:{LIBM})[fl]?\s*\(",
     "libm's last bit differs between machines: use the functions of draw/"),
)
COMPILED = tuple((re.compile(pattern), message) for pattern, message in PATTERNS)
UNORDERED = re.compile(r"\bunordered_(?:multi)?(?:map|set)\s*<")


def _declared_name(code: str, start: int) -> str | None:
    """The name behind the closing > of the template arguments that open at `start`."""
    depth, i = 0, start
    while i < len(code):
        depth += {"<": 1, ">": -1}.get(code[i], 0)
        i += 1
        if depth == 0:
            break
    match = re.match(r"[\s&*]*(?:const\s*)?[\s&*]*([A-Za-z_]\w*)", code[i:i + 200])
    return match.group(1) if match else None


def _unordered_names(source: Source | None) -> set[str]:
    if source is None:
        return set()
    names = (_declared_name(source.code, m.end() - 1) for m in UNORDERED.finditer(source.code))
    return {name for name in names if name}


def _iterations(source: Source, tree: Tree) -> list[Finding]:
    header = tree.source(re.sub(r"\.cc$", ".h", source.path))
    names = _unordered_names(source) | _unordered_names(header)
    findings = []
    for name in sorted(names):
        for pattern in (rf"\bfor\s*\([^;(){{}}]*:\s*[\w.>*&-]*\b{name}\s*\)",
                        rf"\b{name}\s*(?:\.|->)\s*c?r?begin\s*\("):
            for match in re.finditer(pattern, source.code):
                findings.append(Finding(source.path, source.line_at(match.start()), "determinism",
                                        f"'{name}' is iterated in hash order"))
    return findings


def check(tree: Tree) -> list[Finding]:
    findings = []
    for source in tree.sources:
        if source.parts[0] not in FOLDERS or source.is_test():
            continue
        for line, what in source.includes():
            for pattern, message in COMPILED:
                if pattern.search(f"#include {what}"):
                    findings.append(Finding(source.path, line, "determinism", message))
        for pattern, message in COMPILED:
            for match in pattern.finditer(source.code):
                findings.append(Finding(source.path, source.line_at(match.start()),
                                        "determinism", message))
        findings += _iterations(source, tree)
    return findings
