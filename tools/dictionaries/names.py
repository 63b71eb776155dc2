"""given_names and family_names: the union of the three faker packages by country.

Each country keeps one script (the one most of its names are in), so that given and family
names fit together. Where a source has weights, names that only the other sources know get
the weight of its rarest tenth.
"""

from __future__ import annotations

import collections
import re
import unicodedata

import faker_sources
import locales
import own
import spelling
import table

ORIGINS = ("faker", "@faker-js/faker", "mimesis", "anyascii", "own")
LENGTH_MAX = 40
_FORM = re.compile(r"^[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f"
                   r"\u0591-\u05c7\u0610-\u065f\u07a6-\u07b0\u200c\u200d '’.·-])*$")
_JOINED = re.compile(r"[a-zà-öø-ÿāăąćčďđēėęěģīįķĺľļłńňņōőŕřśšťūůűųźżž]"
                     r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĢĪĮĶĹĽĻŁŃŇŅŌŐŔŘŚŠŤŪŮŰŲŹŻŽ]")
_IRISH = re.compile(r"\b[a-z](?=[A-ZÁÉÍÓÚ])")
_PREFIXED = re.compile(r"^(.* )?(Ma?c|De|D'?|La|Le|Di|Du|Van|Fitz|Da|Del|Della|Des|Dos|San|"
                       r"Sint|Ter|Ten|Vanden|Vander|Von|Mhic|Nic|Lo|Li|Dal|Ap|Al|El)"
                       r"[A-ZÀ-Þ][^A-ZÀ-Þ]*$")
_PARTICLES = ("'", "al-", "d'", "da ", "dal ", "de ", "dei ", "del ", "della ", "den ", "der ",
              "di ", "do ", "dos ", "du ", "el ", "el-", "la ", "le ", "ten ", "ter ", "van ",
              "von ", "zu ", "in ", "op ", "te ", "à ", "ní ", "nic ", "mac ", "ó ", "ben ",
              "bin ", "ibn ", "af ", "av ", "’", "zum ", "zur ", "am ", "an ", "aan ", "tot ",
              "uit ", "vom ", "onder ", "over ", "het ", "des ", "d’")


_TO_CYRILLIC = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
_TO_LATIN = str.maketrans("εɛΕ", "ɛɛƐ")


def script(text: str) -> str:
    """The script of the first letter; the scripts of Japanese count as one."""
    for char in text:
        if char.isalpha():
            name = unicodedata.name(char, "?").split(" ")[0]
            return "CJK" if name in ("HIRAGANA", "KATAKANA") else name
    return "?"


def own_letters(name: str) -> str:
    """The name with look-alike letters of another script made its own."""
    if script(name) == "CYRILLIC":
        return name.translate(_TO_CYRILLIC)
    return name.translate(_TO_LATIN) if script(name) == "LATIN" else name


def tidy(text: object) -> str:
    """The name, or "" where it is none (digits, brackets, initials, jokes)."""
    name = own_letters(spelling.clean(text)).replace("`", "'").replace("´", "'").replace("‘", "ʻ")
    name = re.sub(r"(&nbsp;|[,;:? ʻ])+$", "", name)
    if "Ã" in name or (
            _JOINED.search(_IRISH.sub("", name)) and not _PREFIXED.match(name)):
        return ""
    if not _FORM.match(name) or len(name) > LENGTH_MAX or (
            name in own.dropped_names()):
        return ""
    if script(name) == "LATIN":
        if len(name) < 2 or name.endswith((" ", "-", ".", "·")):
            return ""
        if len(name) > 2 and name.isupper():
            name = name.title()
        if re.match(r"(?!IJ)[A-Z]{2}[a-z]+$", name):
            name = name.capitalize()
        name = re.sub(r"\bMc([a-z])", lambda match: "Mc" + match.group(1).upper(), name)
        if name[0].islower() and not name.startswith(_PARTICLES):
            name = name[0].upper() + name[1:]
    if script(name) == "CYRILLIC" and name[0].islower():
        name = name[0].upper() + name[1:]
    return "" if own.blocked_words().search(name) else name


class Pool:
    """Names of one country and kind: sex -> name -> [weight or None of each list]."""

    def __init__(self) -> None:
        self.lists: dict[str, dict[str, list[float | None]]] = {
            sex: collections.defaultdict(list) for sex in "fmu"}

    def add(self, sex: str, values) -> None:
        total = sum(weight for _, weight in values if weight)
        for value, weight in values:
            name = tidy(value)
            if name:
                share = weight / total if weight and total else None
                self.lists[sex][name].append(share)

    def keep_script(self, wanted: str) -> None:
        for sex, names in self.lists.items():
            self.lists[sex] = collections.defaultdict(list, {
                name: shares for name, shares in names.items() if script(name) == wanted})


def _weights(names: dict[str, list[float | None]]) -> dict[str, float]:
    """Weights that sum to about the number of names."""
    known = {name: max(s for s in shares if s is not None)
             for name, shares in names.items() if any(s is not None for s in shares)}
    if not known:
        return dict.fromkeys(names, 1.0)
    rare = sorted(known.values())[len(known) // 10]
    full = {name: known.get(name, rare) for name in names}
    scale = len(full) / sum(full.values())
    return {name: max(share * scale, 0.0001) for name, share in full.items()}


def _given_keys() -> list[tuple[str, str]]:
    return [("f", r"first_names_female\w*"), ("m", r"first_names_male\w*"),
            ("u", r"first_names(_unisex)?")]


def _pools() -> tuple[dict[str, Pool], dict[str, Pool]]:
    given: dict[str, Pool] = collections.defaultdict(Pool)
    family: dict[str, Pool] = collections.defaultdict(Pool)
    _from_faker(given, family)
    _from_faker_js(given, family)
    _from_mimesis(given, family)
    own.add_names(given, family)
    given.pop("", None)
    family.pop("", None)
    return given, family


def _from_faker(given, family) -> None:
    for locale in sorted(faker_sources.faker("person")):
        if locale == "":
            continue
        country = locales.country(locale)
        for name, values in sorted(faker_sources.faker_lists("person", locale).items()):
            values = [pair for pair in values if isinstance(pair[0], str)]
            for sex, pattern in _given_keys():
                if re.fullmatch(pattern, name):
                    given[country].add(sex, values)
            if re.fullmatch(r"(last_names_female\w*|female_last_names)", name):
                family[country].add("f", values)
            elif re.fullmatch(r"(last_names_male\w*|male_last_names)", name):
                family[country].add("m", values)
            elif name == "last_names_without_suffix" and country == "IS":
                family[country].add("f", [(f"{v}dóttir", w) for v, w in values])
                family[country].add("m", [(f"{v}son", w) for v, w in values])
            elif re.fullmatch(r"(last_names\w*|unisex_last_names)", name) and (
                    "romanized" not in name):
                family[country].add("u", values)


def _from_faker_js(given, family) -> None:
    for locale in sorted(faker_sources.faker_js()):
        country = locales.country(locale)
        for sex, key in (("f", "female"), ("m", "male"), ("u", "generic")):
            for pool, area in ((given, "first_name"), (family, "last_name")):
                values = faker_sources.js_strings(locale, "person", area, key)
                pool[country].add(sex, [(value, None) for value in values])


def _from_mimesis(given, family) -> None:
    for locale, data in sorted(faker_sources.mimesis("person").items()):
        country = locales.country(locale)
        for pool, area in ((given, "names"), (family, "surnames")):
            lists = data.get(area) or []
            if not isinstance(lists, dict):
                lists = {"unisex": lists}
            for sex, values in sorted(lists.items()):
                pool[country].add(sex[0], [(value, None) for value in values])


def _main_script(given: Pool, family: Pool) -> str:
    counts: collections.Counter = collections.Counter()
    for pool in (given, family):
        found = collections.Counter(
            script(name) for names in pool.lists.values() for name in names)
        for name, count in found.items():
            counts[name] += count
    return max(sorted(counts), key=lambda name: counts[name],
               default="")


def _given_by_sex(pool: Pool) -> dict[str, dict[str, list[float | None]]]:
    """Names of both sexes become `u`, unless weights say that one is 20 times commoner."""
    result: dict[str, dict] = {sex: {} for sex in "fmu"}
    everything = sorted(set().union(*pool.lists.values()))
    for name in everything:
        shares = {sex: pool.lists[sex].get(name) for sex in "fmu"}
        best = {sex: max((s for s in shares[sex] or [] if s is not None), default=None)
                for sex in "fm"}
        sexes = [sex for sex in "fm" if shares[sex] is not None]
        if len(sexes) == 2:
            many, few = sorted(sexes, key=lambda sex: -len(shares[sex]))
            if len(shares[many]) >= 2 * len(shares[few]):
                sexes = [many]
        if len(sexes) == 2 and None not in best.values():
            if best["f"] > 20 * best["m"]:
                sexes = ["f"]
            elif best["m"] > 20 * best["f"]:
                sexes = ["m"]
        sex = sexes[0] if len(sexes) == 1 else "u"
        merged = [share for kind in ("fmu" if sex == "u" else sex)
                  for share in shares[kind] or []]
        result[sex][name] = merged
    return result


def _family_by_sex(country: str, pool: Pool) -> dict[str, dict[str, list[float | None]]]:
    """Slices `f` and `m` where the names of the sexes differ, else only ""."""
    women, men, both = (pool.lists[sex] for sex in "fmu")
    everything: dict[str, list] = collections.defaultdict(list)
    for names in (women, men, both):
        for name, shares in names.items():
            everything[name] += shares
    if country not in own.GENDERED:
        return {"": everything}
    result: dict[str, dict] = {
        "f": {name: shares for name, shares in women.items()
              if not own.is_surname_of("m", country, name)},
        "m": {name: shares for name, shares in men.items()
              if not own.is_surname_of("f", country, name)}}
    for name in sorted(both):
        if name in women or name in men:
            continue
        for sex, form in own.surname_forms(country, name):
            result[sex].setdefault(form, both[name])
    return result


def _ascii(name: str) -> str:
    """Letters, blanks, and the marks names have; "" where nothing is left."""
    text = re.sub(r"[^A-Za-z '.-]", "", spelling.ascii_of(name))
    if not name.isascii():
        text = re.sub(r"^[^A-Za-z]+|[^A-Za-z.]+$", "", text)
        text = text[:1].upper() + text[1:] if name[0].isupper() or script(name) not in (
            "LATIN", "GREEK", "CYRILLIC", "ARMENIAN") else text
    return text


def _rows(key: str, names: dict[str, list[float | None]]) -> list[tuple]:
    weights = _weights(names)
    rows = []
    for name in sorted(names, key=spelling.sort_key):
        ascii_name = own.reading(key[:2], name) or _ascii(name)
        if ascii_name:
            rows.append((key, name, "" if ascii_name == name else ascii_name,
                         table.number(weights[name])))
    return rows


def _sex_elsewhere(given: dict[str, dict]) -> dict[str, str]:
    """Name -> `f` or `m`, where the lists of other countries nearly all agree."""
    counts: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    for by_sex in given.values():
        for sex in "fm":
            for name in by_sex[sex]:
                counts[name.casefold()][sex] += 1
    return {name: max(sexes, key=lambda sex: sexes[sex])
            for name, sexes in sorted(counts.items())
            if len(sexes) == 1 or max(sexes.values()) >= 4 * min(sexes.values())}


def _tell_sexes(given: dict[str, dict], pools: dict[str, Pool]) -> None:
    """Moves names of no stated sex where an ending or other countries tell it.

    Of names in two parts the first one decides.
    """
    elsewhere = _sex_elsewhere(given)
    for country, by_sex in sorted(given.items()):
        stated = pools[country].lists
        for name in sorted(by_sex["u"]):
            if name in stated["f"] or name in stated["m"]:
                continue
            first = name.split(" ")[0]
            sex = own.sex_by_ending(country, name) or elsewhere.get(name.casefold()) or next(
                (kind for kind in "fm" if first != name and first in by_sex[kind]), "")
            if sex:
                by_sex[sex][name] = by_sex["u"].pop(name)


def make(_context) -> list[table.Table]:
    given, family = _pools()
    by_sex: dict[str, dict] = {}
    given_rows: list[tuple] = []
    family_rows: list[tuple] = []
    for country in sorted(given.keys() & family.keys()):
        wanted = own.SCRIPTS.get(country) or _main_script(given[country], family[country])
        for pool in (given[country], family[country]):
            pool.keep_script(wanted)
            own.drop_unreadable(country, pool)
        if not (any(given[country].lists.values()) and any(family[country].lists.values())):
            continue
        by_sex[country] = _given_by_sex(given[country])
        for sex, names in sorted(_family_by_sex(country, family[country]).items()):
            family_rows += _rows(f"{country}/{sex}" if sex else country, names)
    _tell_sexes(by_sex, given)
    for country, sexes in sorted(by_sex.items()):
        for sex in "fmu":
            given_rows += _rows(f"{country}/{sex}", sexes[sex])
    spec = "slice:slice name:text ascii:text weight:weight"
    have = {row[0].split("/")[0] for row in family_rows}
    loans = [row for row in own.name_loans() if row[0] not in have]
    return [
        table.Table("given_names", table.columns(spec), given_rows, ORIGINS,
                    "slices COUNTRY/f, /m and /u (given to both sexes, or not known)"),
        table.Table("family_names", table.columns(spec), family_rows, ORIGINS,
                    "slices COUNTRY, or COUNTRY/f and /m where the sexes' names differ"),
        table.Table("name_loans", table.columns("country:slice like:text weight:weight"),
                    loans, ("own",), "countries without names, and whose names suit them"),
    ]
