"""postcodes: patterns by country, and by region where the first characters tell it.

The ranges are our own list (public facts of the postal services); US ranges come from
Faker. Checked: every pattern fits the country's regular expression in countries.tsv.
"""

from __future__ import annotations

import re

import digit_rows
import faker_sources
import own
import table

# What @ stands for.
_LETTERS = {"CA": "[ABCEGHJ-NPRSTV-Z]", "GB": "[ABD-HJLNP-UW-Z]", "GG": "[ABD-HJLNP-UW-Z]",
            "IM": "[ABD-HJLNP-UW-Z]", "JE": "[ABD-HJLNP-UW-Z]", "IE": "[AC-FHKNPRTV-Y]",
            "NL": "[A-EGHJ-NPRTV-Z]"}
_RANGE = re.compile(r"(.*?)(\d+)\.\.(\d+)(.*)")


def range_rows(low: str, high: str) -> list[str]:
    """The numbers from low to high, of one width, as digit classes."""
    width = max(len(low), len(high))
    parts: list[str] = []
    at, end = int(low), int(high)
    while at <= end:
        step = 1
        while at % (step * 10) == 0 and at + step * 10 - 1 <= end:
            step *= 10
        size = len(str(step)) - 1
        digits = str(at).zfill(len(low) if at < 10 ** len(low) else width)
        parts.append(digits[:len(digits) - size] + "x" * size)
        at += step
    rows = [tuple(digit_rows.ANY if c == "x" else 1 << int(c) for c in part) for part in parts]
    return [digit_rows.spell(row) for row in digit_rows.merged(rows)]


def _expand(part: str, letters: str) -> list[str]:
    match = _RANGE.fullmatch(part)
    if not match:
        return [_letters(part, letters)]
    before, low, high, after = match.groups()
    return [_letters(before, letters) + digits + _letters(after, letters)
            for digits in range_rows(low, high)]


def _letters(text: str, letters: str) -> str:
    return text.replace("@", letters) if letters else text


def tokens(pattern: str) -> list[str]:
    return re.findall(r"\[[^\]]+\]|.", pattern)


def size(pattern: str) -> int:
    """How many strings a pattern stands for."""
    count = 1
    for token in tokens(pattern):
        if token == "x":
            count *= 10
        elif token[0] == "[":
            count *= sum(ord(b) - ord(a) + 1 for a, b in re.findall(r"(.)-(.)", token[1:-1]))\
                + len(re.sub(r".-.", "", token[1:-1]))
    return count


def _united_states() -> list[tuple[str, str]]:
    ranges = faker_sources.faker("address")["en_US"].states_postcode
    fixed = {"NE": (68001, 69367), "OK": (73001, 74966), "TX": (75001, 79999),
             "MD": (20601, 21930), "DC": (20001, 20039)}
    return [(f"US/{state}", f"{low:05d}..{high:05d}")
            for state, (low, high) in sorted((ranges | fixed).items())
            if state not in ("AS", "FM", "GU", "MH", "MP", "PW", "PR", "VI")]


def make(context) -> list[table.Table]:
    regions = {f"{row[0]}/{row[1]}" for row in context.tables["regions"].rows}
    countries = context.tables["countries"]
    forms = {row[0]: re.compile(row[countries.column("postcode")] or "(?!)")
             for row in countries.rows}
    rows = []
    for key, parts in sorted([*map(tuple, own.postcodes()), *_united_states()]):
        country = key[:2]
        if "/" in key and key not in regions:
            raise SystemExit(f"postcodes: {key} is no region")
        patterns = sorted({pattern for part in parts.split("|")
                           for pattern in _expand(part, _LETTERS.get(country, ""))})
        for pattern in patterns:
            sample = "".join({"x": "7"}.get(token, token.strip("[")[0])
                             for token in tokens(pattern))
            if not forms[country].fullmatch(sample):
                raise SystemExit(f"postcodes: {country} {sample} does not fit "
                                 f"{forms[country].pattern}")
            rows.append((key, pattern, size(pattern)))
    return [table.Table("postcodes", table.columns(
        "country:slice pattern:text weight:weight"), rows, ("own", "faker"),
        "COUNTRY, or COUNTRY/REGION of regions.tsv: x is a digit, [..] a class; weight = how "
        "many there are")]
