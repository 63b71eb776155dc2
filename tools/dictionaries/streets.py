"""streets: ready-made street names by country, some 800 at most.

Real lists come first; patterns of prefix, name and suffix fill what is missing. Which of a
long list are taken, and which parts meet, is decided by hashes: no random numbers.
"""

from __future__ import annotations

import collections
import hashlib
import re

import faker_sources
import locales
import names
import own
import spelling
import table

STREETS_MAX = 800
MADE_MAX = 400
LENGTH_MAX = 45
TRIES = 1500
ORIGINS = ("faker", "@faker-js/faker", "mimesis")
# Lists whose names are of another language or place than the locale says.
_MIMESIS_DROPPED = {"en-au", "en-gb", "pt-br", "fi"}
_FAKER_JS_DROPPED = {"en_AU_ocker", "en_BORK", "eo", "cy", "en_HK", "ja", "dv", "ur", "uk",
                     "de_CH", "af_ZA", "zu_ZA"}
_FAKER_DROPPED = {"az_AZ", "bn_BD", "en_MS", "es_CO", "es_AR", "fa_IR", "fr_DZ", "ru_RU",
                  "pl_PL", "en_PH", "fil_PH", "tl_PH", "en_BD", "ta_IN", "hi_IN", "mr_IN"}
# Of the 200 suffixes of the English lists (Bypass, Ports, Spurs, ...) the usual ones.
_ENGLISH = ["Avenue", "Close", "Court", "Crescent", "Drive", "Lane", "Place", "Road", "Square",
            "Street", "Street", "Street", "Terrace", "Way"]
_AMERICAN = ["Avenue", "Avenue", "Boulevard", "Circle", "Court", "Drive", "Lane", "Parkway",
             "Place", "Road", "Street", "Street", "Street", "Trail", "Way"]
# Corrections of mimesis: order of the parts, suffixes of another language or gender.
_MIMESIS_FORMS = {"es": "{st_sfx} {st_name}", "es-mx": "{st_sfx} {st_name}",
                  "ja": "{st_name}{st_sfx}", "kk": "{st_name} {st_sfx}"}
_MIMESIS_SUFFIXES = {"en": _AMERICAN, "en-ca": _AMERICAN, "es-mx": ["Calle", "Avenida"],
                     "kk": ["көшесі", "даңғылы"], "ru": ["ул.", "просп.", "пер."],
                     "uk": ["вул.", "просп."]}
# Names that have such a word need no suffix.
_STREET_WORDS = {
    "es": r"(Calle|Rúa|Camino|Travesía|Avenida|Avda|Plaza|Paseo|Carretera|Alameda|Vía)\b",
    "et": r".*(tee|tänav|põik|park|allee|plats|puiestee)$",
}


def _rank(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _pick(values: list[str], seed: str) -> str:
    return values[int.from_bytes(_rank(seed)[:6], "big") % len(values)]


class Streets:
    def __init__(self, context) -> None:
        self.real: dict[str, set[str]] = collections.defaultdict(set)
        self.made: dict[str, set[str]] = collections.defaultdict(set)
        self.first: dict[str, list[str]] = collections.defaultdict(list)
        self.last: dict[str, list[str]] = collections.defaultdict(list)
        for name, found in (("given_names", self.first), ("family_names", self.last)):
            best: dict[str, list] = collections.defaultdict(list)
            for row in context.tables[name].rows:
                best[row[0].split("/")[0]].append((-float(row[-1]), _rank(row[1]), row[1]))
            for country, rows in best.items():
                found[country] = [row[2] for row in sorted(rows)[:400]]

    def add(self, found, country: str, text: str) -> None:
        text = spelling.clean(text)
        kinds = {"LATIN" if names.script(char) == "LATIN" else "other"
                 for char in text if char.isalpha()}
        if 3 <= len(text) <= LENGTH_MAX and len(kinds) == 1 and "{" not in text and (
                not own.blocked_words().search(text) and not text.isupper()
                and not re.search(r"[\t;|#%]|\d{3}", text)):
            found[country].add(text)

    def rows(self) -> list[tuple[str, str]]:
        rows = []
        for country in sorted(self.real.keys() | self.made.keys()):
            chosen = set(sorted(self.real[country], key=_rank)[:STREETS_MAX])
            room = max(0, MADE_MAX - len(chosen))
            chosen |= set(sorted(self.made[country] - chosen, key=_rank)[:room])
            rows += [(country, text) for text in sorted(chosen, key=spelling.sort_key)]
        return rows


def _fill(streets: Streets, country: str, pattern: str, lists: dict[str, list[str]]) -> None:
    """Adds made-up names by a pattern whose `{{parts}}` all have a list."""
    parts = re.findall(r"\{\{\s*([\w.]+)\s*\}\}", pattern)
    if not parts or any(not lists.get(part) for part in parts):
        return
    found = streets.real if len(parts) == 1 and "street" in parts[0] else streets.made
    for attempt in range(TRIES):
        text = pattern
        for at, part in enumerate(parts):
            value = _pick(lists[part], f"{country} {pattern} {at} {attempt}")
            text = re.sub(r"\{\{\s*[\w.]+\s*\}\}", lambda _: value, text, count=1)
        streets.add(found, country, text)


def _from_faker_js(streets: Streets) -> None:
    for locale, data in sorted(faker_sources.faker_js().items()):
        country = locales.country(locale)
        if locale in _FAKER_JS_DROPPED or not country:
            continue
        base = locale.split("_")[0]
        lists = {"person.firstName": streets.first[country],
                 "person.lastName": streets.last[country]}
        for name in ("street_name", "street_prefix", "street_suffix", "street_name_part",
                     "common_street_suffix"):
            own_list = faker_sources.js_strings(locale, "location", name)
            lists[f"location.{name}"] = own_list or (
                faker_sources.js_strings("en", "location", name) if base == "en" else [])
        if base == "en":
            usual = _AMERICAN if country in ("US", "CA") else _ENGLISH
            lists["location.street_suffix"] = usual
        if base == "en" and locale not in ("en", "en_US", "en_GB"):
            lists["location.street_name"] = []
        for text in faker_sources.js_strings(locale, "location", "street_name"):
            streets.add(streets.real, country, text)
        for pattern in faker_sources.js_strings(locale, "location", "street_pattern"):
            if pattern != "{{location.street_name}}":
                _fill(streets, country, pattern, lists)


def _from_faker(streets: Streets) -> None:
    for locale in sorted(faker_sources.faker("address")):
        if not locale or locale in _FAKER_DROPPED or len(locale) != 5:
            continue
        country = locales.country(locale)
        found = faker_sources.faker_lists("address", locale)
        lists = {name: [value for value, _ in values if isinstance(value, str)]
                 for name, values in found.items()}
        parts = {re.sub("(?<=[sx])es$|s$", "", name): values for name, values in lists.items()}
        if locale.startswith("en_"):
            parts["street_suffix"] = _AMERICAN if country in ("US", "CA") else _ENGLISH
        parts |= {"first_name": streets.first[country], "last_name": streets.last[country]}
        if locale == "sl_SI":
            for text in lists["streets"]:
                streets.add(streets.real, country, text)
        for pattern in lists.get("street_name_formats", []):
            _fill(streets, country, pattern, parts)


def _from_mimesis(streets: Streets) -> None:
    for locale, data in sorted(faker_sources.mimesis("address").items()):
        country = locales.country(locale)
        street = data.get("street") or {}
        ready, suffixes = street.get("name") or [], street.get("suffix") or []
        if locale in _MIMESIS_DROPPED or not ready:
            continue
        form = _MIMESIS_FORMS.get(locale) or data.get("address_fmt") or ""
        form = re.sub(r"[,.号 ]*\{st_num\}[,.号 ]*", "", form).strip()
        suffixes = _MIMESIS_SUFFIXES.get(locale, suffixes)
        for name in ready:
            suffix = _pick(suffixes, f"{locale} {name}") if suffixes else ""
            if "{st_sfx}" in form and not suffix:
                continue
            if re.match(_STREET_WORDS.get(locale, "$"), name):
                streets.add(streets.real, country, name)
                continue
            streets.add(streets.real, country, form.replace("{st_sfx}", suffix).replace(
                "{st_name}", name))


def make(context) -> list[table.Table]:
    streets = Streets(context)
    _from_faker_js(streets)
    _from_faker(streets)
    _from_mimesis(streets)
    return [table.Table("streets", table.columns("country:slice name:text"), streets.rows(),
                        ORIGINS, "street names in the country's language, at most 800 each")]
