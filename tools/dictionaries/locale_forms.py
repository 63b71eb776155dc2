"""locales, locale_forms: how numbers, dates and times are written, by CLDR locale.

Of the locales whose coverage CLDR calls modern. Digits are Western ones everywhere (symbols
of the numbering system `latn`) and the calendar is the Gregorian one; patterns are turned
into those of strftime. Locales that write alike share a row of locale_forms.
"""

from __future__ import annotations

import re

import table

_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
# Letters of CLDR's patterns by their number; "" is a letter without a counterpart.
_LETTERS = {
    "y": "%Y", "yy": "%y", "yyyy": "%Y", "M": "%-m", "MM": "%m", "MMM": "%b",
    "MMMM": "%B", "LLL": "%b", "LLLL": "%B", "L": "%-m", "LL": "%m", "d": "%-d",
    "dd": "%d", "H": "%-H", "HH": "%H", "h": "%-I", "hh": "%I", "m": "%-M", "mm": "%M",
    "s": "%-S", "ss": "%S", "a": "%p", "E": "%a", "EEE": "%a", "EEEE": "%A", "ccc": "%a",
}
# Marks of writing direction have no place in data.
_MARKS = re.compile("[\u200e\u200f\u061c]")
# Common spellings without the script, and names of their own.
_ALIASES = {"zh-CN": "zh-Hans", "zh-SG": "zh-Hans-SG", "zh-TW": "zh-Hant",
            "zh-HK": "zh-Hant-HK", "zh-MO": "zh-Hant-MO", "sr-RS": "sr", "sr-BA":
            "sr-Cyrl-BA", "sr-ME": "sr-Latn-ME", "sr-XK": "sr-Cyrl-XK", "bs-BA": "bs",
            "az-AZ": "az", "uz-UZ": "uz", "pa-IN": "pa", "sd-PK": "sd", "kk-KZ": "kk",
            "yue-HK": "yue", "yue-CN": "yue-Hans", "no-NO": "no", "hi-IN": "hi",
            "kok-IN": "kok"}


def strftime(pattern: str) -> str:
    """`d. MMMM y 'г'.` as `%-d. %B %Y г.`."""
    pattern, made, at = _MARKS.sub("", pattern), [], 0
    for part in re.finditer(r"'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+", pattern):
        if part.start() != at:
            raise SystemExit(f"pattern {pattern}: open quote")
        at, text = part.end(), part.group()
        if part.group(2):
            if text not in _LETTERS:
                raise KeyError(text)
            made.append(_LETTERS[text])
        else:
            if text.startswith("'"):
                text = part.group(1).replace("''", "'") or "'"
            made.append(text.replace("%", "%%"))
    if at != len(pattern):
        raise SystemExit(f"pattern {pattern}: open quote")
    return "".join(made).strip()


def _names(entry: dict, width: str, keys: tuple) -> str:
    names = [_MARKS.sub("", entry["format"][width][key]).strip() for key in keys]
    if any("|" in name or not name for name in names):
        raise SystemExit(f"names {names}")
    return "|".join(names)


def _sample(symbols: dict, pattern: str) -> str:
    """`12,34,567.8`: the number 1234567.8 in the locale's groups."""
    parts = pattern.split(";")[0].split(".")[0].split(",")
    last = len(parts[-1])
    second = len(parts[-2]) if len(parts) > 2 else last
    group, digits, groups = symbols["group"], "1234567", []
    digits, tail = digits[:-last], digits[-last:]
    groups.insert(0, tail)
    while digits:
        digits, tail = digits[:-second], digits[-second:]
        groups.insert(0, tail)
    return group.join(groups) + symbols["decimal"] + "8"


def _day_period(periods: dict, key: str) -> str:
    return _MARKS.sub("", periods["format"]["abbreviated"][key]).strip()


def _forms(context, locale: str) -> tuple:
    numbers = context.archives["cldr-numbers-full"].json(f"main/{locale}/numbers.json")
    numbers = numbers["main"][locale]["numbers"]
    dates = context.archives["cldr-dates-full"].json(f"main/{locale}/ca-gregorian.json")
    dates = dates["main"][locale]["dates"]["calendars"]["gregorian"]
    months = tuple(str(month) for month in range(1, 13))

    def medium(kind: str, *others: str) -> str:
        """The medium pattern, or the first of the others that can be written."""
        for pattern in (dates[kind]["medium"], *others):
            try:
                return strftime(pattern)
            except KeyError:
                continue
        raise SystemExit(f"{locale}: {kind} {dates[kind]['medium']}")

    clock = dates["dateTimeFormats"]["availableFormats"]["Hms"]
    date, time = medium("dateFormats"), medium("timeFormats", clock)
    both = strftime(dates["dateTimeFormats"]["medium"].replace("{1}", "'{1}'")
                    .replace("{0}", "'{0}'"))
    return (_sample(numbers["symbols-numberSystem-latn"],
                    numbers["decimalFormats-numberSystem-latn"]["standard"]),
            int(numbers["minimumGroupingDigits"]),
            _names(dates["months"], "wide", months),
            _names(dates["months"], "abbreviated", months),
            _names(dates["days"], "wide", _DAYS),
            _names(dates["days"], "abbreviated", _DAYS),
            _day_period(dates["dayPeriods"], "am"), _day_period(dates["dayPeriods"], "pm"),
            date, time, both.replace("{1}", date).replace("{0}", time))


def _locales(context) -> dict[str, str]:
    """Name -> CLDR's name: the modern ones, default contents (`de-DE`), aliases."""
    core = context.archives["cldr-core"]
    levels = core.json("coverageLevels.json")["effectiveCoverageLevels"]
    names = {name: name for name, level in levels.items()
             if level == "modern" and name != "und"}
    for name in core.json("defaultContent.json")["defaultContent"]:
        parent = name.rsplit("-", 1)[0]
        if parent in names:
            names[name] = parent
    for name, other in _ALIASES.items():
        names.setdefault(name, other)
    return names


def make(context) -> list[table.Table]:
    forms: dict[tuple, int] = {}
    rows = []
    for name, cldr in sorted(_locales(context).items()):
        form = _forms(context, cldr)
        rows.append((name, forms.setdefault(form, len(forms))))
    origins = ("cldr-core", "cldr-numbers-full", "cldr-dates-full")
    return [
        table.Table("locales", table.columns("locale:slice form:i32"), rows, origins,
                    "form: a 0-based row of locale_forms"),
        table.Table("locale_forms", table.columns(
            "number:text grouping_least:i32 months:text months_short:text days:text "
            "days_short:text am:text pm:text date:text time:text date_time:text"),
            list(forms), origins, "the number 1234567.8; patterns as of strftime; lists "
            "from January and from Sunday")]
