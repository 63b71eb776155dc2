"""jobs, words, titles, company suffixes and patterns, product words."""

from __future__ import annotations

import collections
import hashlib
import re

import faker_sources
import locales
import own
import spelling
import table

FAKERS = ("faker", "@faker-js/faker", "mimesis", "own")
WORDS_MAX = 3000
WORDS_MIN = 80
_WORD = re.compile(r"^[^\W\d_][^\W\d_\u200c'’\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff"
                   r"\u0591-\u05c7\u064b-\u0652\u07a6-\u07b0-]*$")


class Lists:
    """Distinct texts by key, cleaned."""

    def __init__(self) -> None:
        self.by_key: dict[str, set[str]] = collections.defaultdict(set)

    def add(self, key: str, values, length_max: int = 60) -> None:
        for value in values:
            text = spelling.clean(value) if isinstance(value, str) else ""
            if text and len(text) <= length_max and not own.blocked_words().search(text):
                self.by_key[key].add(text)

    def rows(self) -> list[tuple[str, str]]:
        return [(key, text) for key in sorted(self.by_key)
                for text in sorted(self.by_key[key], key=spelling.sort_key)]

    def table(self, name: str, spec: str, note: str) -> table.Table:
        return table.Table(name, table.columns(spec), self.rows(), FAKERS, note)


def _values(area: str, locale: str, name: str) -> list[str]:
    return [value for value, _ in faker_sources.faker_lists(area, locale).get(name, [])]


def _turned_job(title: str) -> str:
    """`Engineer, land` as `Land engineer`."""
    match = re.fullmatch(r"([^,]+), ([^,()]+)( \(.*\))?", title)
    if not match:
        return title
    head, tail, rest = match.groups()
    head = head if head.isupper() else head[0].lower() + head[1:]
    return tail[0].upper() + tail[1:] + " " + head + (rest or "")


def _jobs() -> table.Table:
    lists = Lists()
    base = faker_sources.faker("job")[""]
    lists.add("en", map(_turned_job, base.jobs))
    for locale in sorted(faker_sources.faker("job")):
        if locale:
            key = "zh-TW" if locale == "zh_TW" else locales.language(locale)
            for name in ("jobs", "jobs_male", "jobs_female"):
                lists.add(key, [value[:1].upper() + value[1:]
                                for value in _values("job", locale, name)
                                if "*" not in value and value not in base.jobs])
    for locale, data in sorted(faker_sources.mimesis("person").items()):
        lists.add(locales.language(locale), data.get("occupation") or [])
    lists.by_key = collections.defaultdict(set, {
        key: texts for key, texts in lists.by_key.items() if len(texts) >= 20})
    return lists.table("jobs", "language:slice title:text",
                       "by language (zh-TW: in traditional characters)")


def _chosen(words: set[str], most: int) -> set[str]:
    """At most so many, spread evenly over the list."""
    if len(words) <= most:
        return words
    return set(sorted(words, key=lambda w: hashlib.sha256(w.encode()).digest())[:most])


def _is_latin_filler(values: list[str]) -> bool:
    """The `lorem ipsum` words that several locales carry instead of their own."""
    return {"alias", "consequatur", "ab"} <= set(values)


def _words(context) -> table.Table:
    lists, sure = Lists(), Lists()
    sources = [(locale, _values("lorem", locale, "word_list"))
               for locale in sorted(faker_sources.faker("lorem")) if locale]
    sources += [(locale, faker_sources.js_strings(locale, "lorem", "word"))
                for locale in sorted(faker_sources.faker_js())]
    sources += [(locale, faker_sources.js_strings(locale, "word", kind))
                for locale in sorted(faker_sources.faker_js())
                for kind in ("adjective", "adverb", "noun", "verb")]
    for locale, values in sources:
        if locale == "la" or not _is_latin_filler(values):
            if locale not in ("en_BORK", "fil_PH", "tl_PH", "zh_TW"):
                sure.add(locales.language(locale), filter(_WORD.match, values), 24)
    for locale in ("fil_PH", "tl_PH"):
        sure.add("fil", filter(_WORD.match, _values("lorem", locale, "word_list")), 24)
    for locale, data in sorted(faker_sources.mimesis("text").items()):
        lists.add(locales.language(locale), filter(_WORD.match, data.get("words") or []), 24)
    names = {row[1] for row in context.tables["given_names"].rows if row[0][:2] == "US"}
    for key in sorted(lists.by_key.keys() | sure.by_key.keys()):
        more = {word for word in lists.by_key[key]
                if word[:1].upper() + word[1:] not in names and not word[:1].isupper()}
        lists.by_key[key] = _chosen(
            sure.by_key[key] | _chosen(more, max(0, WORDS_MAX - len(sure.by_key[key]))),
            WORDS_MAX)
    lists.by_key = collections.defaultdict(set, {
        key: texts for key, texts in lists.by_key.items() if len(texts) >= WORDS_MIN})
    return lists.table("words", "language:slice word:text",
                       "single words by language (la: the usual filler)")


_NO_TITLES = {"fr_FR", "es_ES", "es_CA", "pt_PT", "es_AR", "en_TH", "th_TH", "id_ID", "hi_IN",
              "fi_FI", "tr_TR"}


_ACADEMIC = re.compile(
    r"(?i)(dr|dra|dott|dkt|prof|ing|bc|mgr|judr|mudr|mvdr|phdr|rndr|др|д-р)\b|الدكتور|المهندس|.*دکتر|ডঃ")


def _titles() -> table.Table:
    lists = Lists()
    for locale in sorted(faker_sources.faker("person")):
        if locale and locale not in _NO_TITLES and locales.country(locale):
            for sex, name in (("f", "prefixes_female"), ("m", "prefixes_male")):
                if not locale.startswith("en_") or locale in ("en_US", "en_GB"):
                    lists.add(f"{locales.language(locale)}/{sex}",
                              _values("person", locale, name), 24)
    for locale in sorted(faker_sources.faker_js()):
        if locales.country(locale) and locale not in ("th", "en_AU_ocker", "dv", "eo"):
            for sex, name in (("f", "female"), ("m", "male")):
                lists.add(f"{locales.language(locale)}/{sex}",
                          faker_sources.js_strings(locale, "person", "prefix", name), 24)
    known = {key.split("/")[0] for key in lists.by_key}
    for locale, data in sorted(faker_sources.mimesis("person").items()):
        for sex, kinds in sorted((data.get("title") or {}).items()):
            language = locales.language(locale)
            if language not in known:
                lists.add(f"{language}/{sex[0]}", kinds.get("typical") or [], 24)
    lists.by_key["th/f"] = {"นาง", "นางสาว"}
    lists.by_key["th/m"] = {"นาย"}
    for key in [key for key in lists.by_key if key.split("/")[0] in ("ha", "ig", "yo", "tw")]:
        del lists.by_key[key]
    for key, texts in own.titles().items():
        lists.by_key[key] = set(texts)
        if texts == ["-"]:
            del lists.by_key[key]
    rows = [(key, text, 1 if _ACADEMIC.match(text) else 12)
            for key, text in lists.rows()]
    return table.Table("titles", table.columns("slice:slice text:text weight:weight"), rows,
                       FAKERS, "what is put before a name, by LANGUAGE/f and "
                       "/m; academic ones are rare")


def _company_suffixes(context) -> table.Table:
    lists = Lists()
    lists.add("US", faker_sources.faker("company")[""].company_suffixes, 30)
    for locale in sorted(faker_sources.faker("company")):
        if locale and locale not in ("fil_PH", "tl_PH", "th_TH", "pt_BR", "tr_TR"):
            lists.add(locales.country(locale), _values("company", locale, "company_suffixes"),
                      30)
    for locale in sorted(faker_sources.faker_js()):
        if locale not in ("ja", "ka_GE", "mk", "ru", "uk", "id_ID"):
            lists.add(locales.country(locale), faker_sources.js_strings(
                locale, "company", "legal_entity_type"), 30)
    for locale, data in sorted(faker_sources.mimesis("finance").items()):
        kinds = (data.get("company") or {}).get("type") or {}
        lists.add(locales.country(locale), kinds.get("abbr") or [], 30)
    lists.by_key.pop("", None)
    for country, values in own.company_suffixes().items():
        lists.by_key[country] = set(values)
    return lists.table("company_suffixes", "country:slice text:text",
                       "legal forms and what else ends a company's name")


def _pattern(text: str) -> str:
    """A name pattern of a faker package with our words, "" where it needs more."""
    text = re.sub(r"\{\{\s*(?:person\.)?last_?[nN]ame(?:\.\w+)?\s*\}\}", "{family}", text)
    text = re.sub(r"\{\{\s*(?:company\.)?(?:legal_entity_type|company_suffix)\s*\}\}",
                  "{suffix}", text)
    text = re.sub(r"\{\{\s*company\.(?:noun|adjective)\s*\}\}", "{word}", text)
    return "" if "{{" in text or not text.strip() or "2000" in text else text.strip()


def _company_patterns() -> table.Table:
    lists = Lists()
    lists.add("en", map(_pattern, faker_sources.faker("company")[""].formats))
    for locale in sorted(faker_sources.faker("company")):
        if locale:
            lists.add(locales.language(locale),
                      map(_pattern, _values("company", locale, "formats")))
    for locale in sorted(faker_sources.faker_js()):
        if locale not in ("dv", "ru", "ja"):
            lists.add(locales.language(locale), map(_pattern, faker_sources.js_strings(
                locale, "company", "name_pattern")))
    lists.by_key.pop("tl", None)
    for language, values in own.company_patterns().items():
        lists.by_key[language] = set(values)
    return lists.table("company_patterns", "language:slice pattern:text",
                       "{family} {suffix} {word} are filled in")


def _company_words() -> table.Table:
    lists, readings = Lists(), own.company_words()
    for language, values in readings.items():
        lists.add(language, values)
    rows = [(key, text, "" if text.isascii() else
             readings[key].get(text) or spelling.ascii_of(text))
            for key, text in lists.rows()]
    return table.Table("company_words", table.columns("language:slice text:text ascii:text"),
                       rows, ("own",), "{word} of the patterns; mul: for all languages in "
                       "Latin letters")


def _products() -> list[table.Table]:
    tables = []
    for name, path, note in (
            ("product_adjectives", ("product_name", "adjective"), "for product names"),
            ("product_materials", ("product_name", "material"), "for product names"),
            ("product_nouns", ("product_name", "product"), "for product names"),
            ("departments", ("department",), "of a shop"),
            ("categories", (), "of a shop, finer than its departments")):
        lists = Lists()
        for locale in sorted(faker_sources.faker_js()):
            if path and locale not in ("eo", "el"):
                lists.add(locales.language(locale),
                          faker_sources.js_strings(locale, "commerce", *path))
        for language, values in own.products(name).items():
            lists.add(language, values)
        tables.append(lists.table(name, "language:slice text:text", note))
    return tables


def make(context) -> list[table.Table]:
    return [_jobs(), _words(context), _titles(), _company_suffixes(context),
            _company_patterns(), _company_words(), *_products()]
