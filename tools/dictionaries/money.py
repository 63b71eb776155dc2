"""currencies, languages, iban, cards."""

from __future__ import annotations

import re

import js_data
import own
import spelling
import table

_CLASSES = {"[0-9]": "n", "[A-Z]": "a", "[A-Z0-9]": "c"}


def _currencies(context) -> table.Table:
    cldr = context.archives["cldr-numbers-full"].json("main/en/currencies.json")
    names = cldr["main"]["en"]["numbers"]["currencies"]
    countries = context.tables["countries"]
    in_use = {row[countries.column("currency")] for row in countries.rows}
    rows = []
    for code, entry in sorted(context.archives["countries-list"].json(
            "currencies.all.min.json").items()):
        # Metals, funds and codes for tests are no money that people pay with.
        if entry.get("withdrawn") or code not in in_use:
            continue
        symbol = names.get(code, {}).get("symbol-alt-narrow") or entry["symbol"]
        rows.append((code, int(entry["numeric"]),
                     names.get(code, {}).get("displayName") or entry["name"],
                     spelling.clean(symbol), int(entry["decimals"])))
    return table.Table("currencies", table.columns(
        "code:text numeric:i32 name:text symbol:text digits:i32"), rows,
        ("countries-list", "cldr-numbers-full"), "ISO 4217, those that are some country's own")


def _languages(context) -> table.Table:
    cldr = context.archives["cldr-localenames-full"].json("main/en/languages.json")
    english = cldr["main"]["en"]["localeDisplayNames"]["languages"]
    rows = [(code, english.get(code) or entry["name"], spelling.clean(entry["native"]))
            for code, entry in sorted(context.archives["countries-list"].json(
                "languages.all.min.json").items())]
    return table.Table("languages", table.columns("code:text name:text native:text"), rows,
                       ("countries-list", "cldr-localenames-full"), "ISO 639-1")


def _bban(pattern: str) -> str:
    """`^[0-9]{10}[A-Z0-9]{11}$` as `10n11c`, "" where it is something else."""
    parts = re.findall(r"(\[[^\]]+\])\{(\d+)\}", pattern)
    if "^" + "".join(f"{kind}{{{count}}}" for kind, count in parts) + "$" != pattern:
        return ""
    if any(kind not in _CLASSES for kind, _ in parts):
        return ""
    return "".join(f"{count}{_CLASSES[kind]}" for kind, count in parts)


def _iban(context) -> table.Table:
    text = context.archives["ibantools"].text("jsnext/ibantools.js")
    start = text.index("const countrySpecs = {")
    specs = js_data.read_names(text[start:text.index("\n};", start) + 3])["countrySpecs"]
    rows = []
    for country, entry in sorted(specs.items()):
        bban = own.ibans().get(country) or _bban(entry.get("bban_regexp") or "")
        if entry.get("IBANRegistry") is True and bban not in ("", "-") and (
                country in context.countries):
            rows.append((country, entry["chars"], bban))
    return table.Table("iban", table.columns("country:slice length:i32 bban:text"), rows,
                       ("ibantools", "own"), "the registry's countries; length of the whole "
                       "IBAN, and the classes of what follows country and check digits")


def _cards(_context) -> table.Table:
    return table.Table("cards", table.columns("brand:slice prefix:text length:i32"),
                       [(brand, prefix, int(length)) for brand, prefix, length in own.cards()],
                       ("own",), "numbers with a Luhn digit; /test are ranges of the "
                       "processors' published test numbers")


def make(context) -> list[table.Table]:
    return [_currencies(context), _languages(context), _iban(context), _cards(context)]
