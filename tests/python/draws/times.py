"""Section 7.3: profiles with seasons, gaps and zones; moments after and before others."""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Iterator
from functools import cache

from .column import Column
from .stream import AliasTable, bounded
from .tables import rows_of, table

DAY = 86_400
EPOCH = datetime.date(1970, 1, 1).toordinal()
Span = tuple[int, int]  # begin, end (exclusive)


def year_begin(year: int) -> int:
    return (datetime.date(year, 1, 1).toordinal() - EPOCH) * DAY


def date_of(second: int) -> datetime.date:
    return datetime.date.fromordinal(second // DAY + EPOCH)


class Zone:
    def __init__(self, name: str):
        rules = next(row["rules"] for row in table("zones") if row["name"] == name)
        rows = rows_of("zone_changes", rules)
        self.at = [int(row["day"]) * DAY + int(row["second"]) for row in rows]
        self.offsets = [int(row["offset"]) for row in rows]

    @staticmethod
    @cache
    def shift(year: int) -> int:
        """From a year of 2130 or later to the year that stands for it."""
        def kind(of: int) -> tuple[int, int]:
            return datetime.date(of, 1, 1).weekday(), year_begin(of + 1) - year_begin(of)
        model = max(of for of in range(2090, 2130) if kind(of) == kind(year))
        return year_begin(year) - year_begin(model)

    def _place(self, utc: int) -> tuple[int, int]:
        shift = self.shift(date_of(utc).year) if utc >= year_begin(2130) else 0
        return max(bisect.bisect_right(self.at, utc - shift) - 1, 0), shift

    def offset(self, utc: int) -> int:
        return self.offsets[self._place(utc)[0]]

    def next_change(self, utc: int) -> int:
        place, shift = self._place(utc)
        found = [year_begin(max(date_of(utc).year + 1, 2130))]
        if place + 1 < len(self.at):
            found.append(self.at[place + 1] + shift)
        return min(found)

    def utc(self, local: int) -> int:
        before, after = self.offset(local - DAY), self.offset(local + DAY)
        for offset in (max(before, after), min(before, after)):
            if self.offset(local - offset) == offset:
                return local - offset
        return local - before


class Profile:
    """Moments in whole units of [low, end), `per_second` of them a second. Weights by hour of
    the week and by month, gaps as spans of units."""

    def __init__(self, low: int, end: int, weekday: dict[int, float] | None = None,
                 hour: dict[int, float] | None = None, month: dict[int, float] | None = None,
                 gaps: tuple[Span, ...] = (), zone: Zone | None = None, per_second: int = 1):
        self.weekly = weekday is not None or hour is not None
        self.hours = [(1.0 if weekday is None else weekday.get(place // 24, 0.0)) *
                      (1.0 if hour is None else hour.get(place % 24, 0.0))
                      for place in range(168)]
        self.month, self.zone, self.per_second = month, zone, per_second
        self.pieces: list[list[Span]] = []
        weights: list[float] = []
        for first, last in self._between(low, end, gaps):
            for stretch, offset, weight in self._stretches(first, last):
                for piece, of_hour in self._hours(stretch, offset):
                    units = float(sum(stop - start for start, stop in piece))
                    if of_hour * weight * units > 0:
                        self.pieces.append(piece)
                        weights.append(of_hour * weight * units)
        self.table = AliasTable(weights)

    @staticmethod
    def _between(low: int, end: int, gaps: tuple[Span, ...]) -> Iterator[Span]:
        for start, stop in sorted(gaps):
            if low < min(start, end):
                yield low, min(start, end)
            low = max(low, stop)
        if low < end:
            yield low, end

    def _stretches(self, low: int, end: int) -> Iterator[tuple[Span, int, float]]:
        if self.zone is None and self.month is None:
            yield (low, end), 0, 1.0
            return
        while low < end:
            utc = low // self.per_second
            offset = self.zone.offset(utc) if self.zone else 0
            stops = [self.zone.next_change(utc)] if self.zone else []
            weight = 1.0
            if self.month is not None:
                date = date_of(utc + offset)
                weight = self.month.get(date.month, 0.0)
                after = (date.replace(day=1) + datetime.timedelta(days=31)).replace(day=1)
                stops.append((after.toordinal() - EPOCH) * DAY - offset)
            stop = min(min(stops) * self.per_second, end)
            yield (low, stop), offset * self.per_second, weight
            low = stop

    def _hours(self, span: Span, offset: int) -> Iterator[tuple[list[Span], float]]:
        if not self.weekly:
            yield [span], 1.0
            return
        pieces: dict[int, list[Span]] = {}
        size = 3600 * self.per_second
        first, last = span[0] + offset, span[1] + offset
        for hour in range(first // size, -(-last // size)):
            piece = max(hour * size, first) - offset, min((hour + 1) * size, last) - offset
            pieces.setdefault((hour + 72) % 168, []).append(piece)
        for place in range(168):
            if place in pieces:
                yield pieces[place], self.hours[place]

    def at(self, c: Column, row: int) -> int:
        piece = self.pieces[self.table.choose(c.slot("profile"), row)]
        number = bounded(c.slot("value"), row, sum(stop - start for start, stop in piece))
        for start, stop in piece:
            if number < stop - start:
                return start + number
            number -= stop - start
        raise AssertionError("the number is below the sum")


def related(c: Column, row: int, after: int | None = None, before: int | None = None,
            within: int | None = None, low: int | None = None, high: int | None = None) -> int:
    """`after`: the last unit the value lies after; `before`: the first it lies before; `low` and
    `high`: bounds that count."""
    lows = [] if low is None else [low]
    highs = [] if high is None else [high]
    if after is not None:
        lows.append(after + 1)
        highs += [] if within is None else [after + within]
    if before is not None:
        highs.append(before - 1)
        lows += [] if within is None else [before - within]
    return c.between(row, max(lows), min(highs))
