"""Section 7.6: what a record of an entity and label is, by the tables of data/."""

from __future__ import annotations

import datetime
from functools import cache

from .column import Column
from .stream import AliasTable, bounded, draw
from .tables import rows_of, table

Row = dict[str, str]


@cache
def alias(weights: tuple[float, ...]) -> AliasTable:
    return AliasTable(list(weights))


@cache
def populations(name: str, key: str) -> AliasTable:
    return alias(tuple(max(float(row["population"]), 1) for row in rows_of(name, key)))


class Record:
    """A person, place or company. `countries` are codes; all must have rows of their own."""

    def __init__(self, seed: int, entity: str, label: str = "", countries: tuple[str, ...] = (),
                 weight: str = "uniform", ages: tuple[int, int] = (18, 90)):
        self.c = Column(seed, entity, label, "record")
        self.countries = [row for row in table("countries")
                          if row["iso2"] in countries or not countries and
                          rows_of("cities", row["iso2"])]
        self.weight, self.ages = weight, ages

    def choose(self, rows: list[Row], slot: str, row: int) -> Row:
        return rows[0 if len(rows) == 1 else bounded(self.c.slot(slot), row, len(rows))]

    def weighted(self, rows: list[Row], slot: str, row: int) -> Row:
        weights = alias(tuple(float(one["weight"]) for one in rows))
        return rows[0 if len(rows) == 1 else weights.choose(self.c.slot(slot), row)]

    def country(self, row: int) -> Row:
        if self.weight != "population" or len(self.countries) == 1:
            return self.choose(self.countries, "country", row)
        weights = alias(tuple(max(float(one["population"]), 1) for one in self.countries))
        return self.countries[weights.choose(self.c.slot("country"), row)]

    def code(self, row: int) -> str:
        return self.country(row)["iso2"]

    def city(self, row: int) -> Row:
        code = self.code(row)
        if self.weight != "population":
            return self.choose(rows_of("cities", code), "city", row)
        chosen = populations("cities", code).choose(self.c.slot("city"), row)
        return rows_of("cities", code)[chosen]

    def is_female(self, row: int) -> bool:
        return draw(self.c.slot("sex"), row) >> 63 == 1

    def _name(self, row: int, of: str) -> Row:
        code = self.code(row)
        own = rows_of(f"{of}_names", f"{code}/{'f' if self.is_female(row) else 'm'}")
        both = rows_of(f"{of}_names", f"{code}/u")
        rows = own or both or rows_of(f"{of}_names", code)
        if own and both:
            kind = bounded(self.c.slot(f"{of}.kind"), row, 2 * len(own) + len(both))
            rows = both if kind >= 2 * len(own) else own
        if self.weight == "frequency" and "weight" in rows[0]:
            return self.weighted(rows, of, row)
        return self.choose(rows, of, row)

    def given(self, row: int) -> Row:
        return self._name(row, "given")

    def family(self, row: int) -> Row:
        return self._name(row, "family")

    def birth(self, row: int, today: datetime.date = datetime.date(2025, 1, 1)) -> datetime.date:
        """`today` is no 29 February here."""
        first = today.replace(year=today.year - self.ages[1] - 1).toordinal() + 1
        last = today.replace(year=today.year - self.ages[0]).toordinal()
        return datetime.date.fromordinal(self.c.between(row, first, last, "birth"))
