"""What the sources lack: our own small lists, readings and rules for names."""

from __future__ import annotations

import functools
import pathlib
import re

import faker_sources

HERE = pathlib.Path(__file__).resolve().parent

# Countries whose names the sources have in several scripts, with the one that is kept
# where the larger one is not the useful one.
SCRIPTS = {"IN": "LATIN"}

# Countries where women and men have different forms of a family name.
GENDERED = {"AZ", "BG", "CZ", "GR", "IS", "KZ", "LT", "LV", "MK", "PL", "RU", "SK", "UA", "UZ"}

_FEMALE_ENDINGS = {
    "CZ": ("á",), "SK": ("á",), "BG": ("ва", "ска"), "RU": ("ова", "ева", "ина", "ая"),
    "UA": ("ова", "ева", "іна", "ська"), "MK": ("ска", "ва"),
    "KZ": ("ова", "ева", "ина"), "UZ": ("ova", "eva"), "AZ": ("ova", "yeva"),
    "LV": ("a", "e"), "PL": ("ska", "cka", "dzka"),
}
_GREEK_MEN = ("ης", "ής", "ος", "ός", "ας", "άς", "ές", "ύς", "υς")
_MALE_ENDINGS = {
    "GR": _GREEK_MEN,
    "CZ": tuple("bcdfghjklmnprsštvzžňřťýíeouyaěůúďč"),
    "SK": tuple("bcčdďfghjklľmnňprsštťvzžýiouyae"),
    "BG": ("в", "ски"), "RU": ("ов", "ев", "ин", "ий", "ой"), "UA": ("ов", "ев", "ський"),
    "MK": ("ски", "в"), "KZ": ("ов", "ев", "ин"), "UZ": ("ov", "ev"), "AZ": ("ov", "yev"),
    "LV": ("s", "š"), "PL": ("ski", "cki", "dzki"),
}


def _lines(name: str) -> list[list[str]]:
    text = (HERE / "own" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]


@functools.lru_cache(maxsize=None)
def dropped_names() -> frozenset[str]:
    return frozenset(line[0] for line in _lines("dropped_names.tsv"))


def add_names(given, family) -> None:
    """Adds own/names.tsv: country, kind (given or family), sex, names by blanks."""
    for country, kind, sex, names in _lines("names.tsv"):
        pool = given if kind == "given" else family
        pool[country].add(sex, [(name, None) for name in names.split(" ")])


@functools.lru_cache(maxsize=None)
def _japanese() -> dict[str, str]:
    readings = {name: reading for name, reading in _lines("japanese.tsv")}
    provider = faker_sources.faker("person")["ja_JP"]
    for written, _kana, romanised in (*provider.first_name_pairs, *provider.last_name_pairs):
        readings[written] = romanised
    return readings


@functools.lru_cache(maxsize=None)
def _korean() -> dict[str, str]:
    return dict(_lines("korean.tsv"))


def reading(country: str, name: str) -> str:
    """The ASCII spelling where the script does not tell it."""
    if country == "KR":
        return _korean().get(name, "")
    return _japanese().get(name, "") if country == "JP" else ""


def drop_unreadable(country: str, pool) -> None:
    """Japanese names in Chinese characters whose reading is not known are left out."""
    if country != "JP":
        return
    for names in pool.lists.values():
        for name in list(names):
            if name not in _japanese() and re.search("[\u3400-\u9fff]", name):
                del names[name]


# Endings of given names of countries whose lists do not state the sex.
_GIVEN_ENDINGS = {
    "LT": {"f": ("a", "ė"), "m": ("as", "is", "us", "ys")},
    "PK": {"f": ("iya", "eerah", "irah"), "m": ("",)},
}

# Endings only one sex has: some names stand in the sources' lists of the other.
_SURE_ENDINGS = {
    "f": {"BG": ("ова", "ева", "ска"), "CZ": ("ová",), "KZ": ("ова", "ева", "ина"),
          "MK": ("ова", "ева", "ска"), "PL": ("ska", "cka"), "RU": ("ова", "ева", "ская"),
          "SK": ("ová",), "UA": ("ська", "цька"), "UZ": ("ova", "yeva")},
    "m": {"BG": ("ов", "ев", "ски"), "KZ": ("ов", "ев"), "MK": ("ов", "ев", "ски"),
          "PL": ("ski", "cki"), "RU": ("ов", "ев", "ский"), "UA": ("ський", "цький"),
          "UZ": ("ov", "yev"), "CZ": ("ský", "cký"), "SK": ("ský", "cký"),
          "GR": _GREEK_MEN},
}


def sex_by_ending(country: str, given_name: str) -> str:
    for sex, endings in _GIVEN_ENDINGS.get(country, {}).items():
        if given_name.endswith(endings):
            return sex
    return ""


def is_surname_of(sex: str, country: str, name: str) -> bool:
    """Whether the ending tells that a family name is of that sex only."""
    return name.endswith(_SURE_ENDINGS[sex].get(country, ("\0",)))


def _lithuanian_women(name: str) -> list[str]:
    """The forms of unmarried and married women."""
    for ending, unmarried in (("ius", "iūtė"), ("us", "utė"), ("as", "aitė"), ("is", "ytė"),
                              ("ys", "ytė"), ("a", "aitė")):
        if name.endswith(ending):
            stem = name[:-len(ending)]
            return [stem + unmarried, stem + "ienė"]
    return [name]


def surname_forms(country: str, name: str) -> list[tuple[str, str]]:
    """The forms of a family name of no stated sex, where the sexes' names differ."""
    if country == "PL" and name.endswith(_MALE_ENDINGS["PL"]):
        return [("m", name), ("f", name[:-1] + "a")]
    if country == "LT":
        return [("m", name), *(("f", form) for form in _lithuanian_women(name))]
    if name.endswith(_FEMALE_ENDINGS.get(country, ("\0",))):
        return [("f", name)]
    if name.endswith(_MALE_ENDINGS.get(country, ("\0",))):
        return [("m", name)]
    return [("f", name), ("m", name)]




@functools.lru_cache(maxsize=None)
def dropped_places() -> frozenset[int]:
    return frozenset(int(line[0]) for line in _lines("dropped_places.tsv"))


def country_name(code: str) -> str:
    return dict(_lines("country_names.tsv")).get(code, "")


@functools.lru_cache(maxsize=None)
def _aliases() -> dict[str, str]:
    return dict(_lines("country_aliases.tsv"))


def country_aliases(code: str) -> list[str]:
    return _aliases().get(code, "").split("|")


def demonyms() -> dict[str, str]:
    return dict(_lines("demonyms.tsv"))


def country_extra(code: str) -> dict[str, str]:
    return {column: value for country, column, value in _lines("country_extra.tsv")
            if country == code}


@functools.lru_cache(maxsize=None)
def _addresses() -> dict[str, str]:
    return {code: template for template, codes in _lines("addresses.tsv")
            for code in codes.split(" ")}


def address(code: str) -> str:
    return _addresses().get(code) or _addresses()["*"]


@functools.lru_cache(maxsize=None)
def blocked_words() -> re.Pattern:
    """Matches what has a word of blocklist.txt."""
    lines = (HERE / "blocklist.txt").read_text(encoding="utf-8").splitlines()
    words = "|".join(re.escape(line) for line in lines if line[0] != "#")
    return re.compile(rf"(?i)(?<!\w)(?:{words})(?![\w\u0591-\u05c7\u0610-\u065f])")


def cards() -> list[list[str]]:
    return _lines("cards.tsv")


def _by_key(name: str) -> dict[str, list[str]]:
    return {key: values.split("|") for key, values in _lines(name)}


def company_suffixes() -> dict[str, list[str]]:
    """Those of countries where the sources have words that are no legal forms."""
    return _by_key("company_suffixes.tsv")


def company_patterns() -> dict[str, list[str]]:
    return _by_key("company_patterns.tsv")


def company_words() -> dict[str, dict[str, str]]:
    """By language: the words, each with its reading where letters alone do not tell it."""
    return {language: {word: reading for word, _, reading in
                       (value.partition("=") for value in values)}
            for language, values in _by_key("company_words.tsv").items()}


def products(name: str) -> dict[str, list[str]]:
    return {language: values.split("|") for kind, language, values in _lines("products.tsv")
            if kind == name}


def titles() -> dict[str, list[str]]:
    return _by_key("titles.tsv")


def ibans() -> dict[str, str]:
    return dict(_lines("iban.tsv"))


def postcodes() -> list[list[str]]:
    return _lines("postcodes.tsv")


def name_loans() -> list[tuple[str, str, int]]:
    """(country without names, country whose names it uses, weight)."""
    return [(country, like.split(":")[0], int(like.split(":")[1]))
            for country, likes in _lines("name_loans.tsv") for like in likes.split(" ")]
