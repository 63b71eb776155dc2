"""Profiles and related times of the program against draws."""

from __future__ import annotations

import datetime
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import draws  # noqa: E402
from draws_run import RANGES, SEEDS, csv_rows, model_of, rowmill  # noqa: E402, F401

DAY = draws.DAY
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
YEAR_2025 = 20_089  # days, the day of the run
PARIS, HOWE, CASABLANCA, TOKYO = map(draws.Zone, (
    "Europe/Paris", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Tokyo"))


def second(text: str) -> int:
    at = datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)
    return round((at - EPOCH).total_seconds())


def profile(low: str, end: str, written: dict, name: str = "", unit: str = "s", **weights):
    """A timestamp from one text in UTC to another."""
    bounds = {bound: text if "T" in text else text + "T00:00:00"
              for bound, text in (("min", low), ("max", end))}
    definition = {"type": "timestamp", "profile": written, "unit": unit,
                  **{bound: text + "Z" for bound, text in bounds.items()}}
    if name:
        definition["zone"] = name
    factor = 1000 if unit == "ms" else 1
    made = draws.Profile(second(low) * factor, second(end) * factor, per_second=factor, **weights)
    return definition, lambda c, row: made.at(c, row) / factor


SEASONS = {"jan-apr": 0.3, "may-sep": 1.1, "oct": 0, "nov-dec": 3.7}
SEASON_OF = {month: 0.3 if month < 5 else 1.1 if month < 10 else 0.0 if month == 10 else 3.7
             for month in range(1, 13)}
WORK = {"weekday": {"mon-thu": 1.5, "fri": 0.7}, "hour": {"8-11": 2, "14": 0.1, "20-23": 3}}
WORK_OF = {"weekday": {0: 1.5, 1: 1.5, 2: 1.5, 3: 1.5, 4: 0.7},
           "hour": {8: 2.0, 9: 2.0, 10: 2.0, 11: 2.0, 14: 0.1, 20: 3.0, 21: 3.0, 22: 3.0, 23: 3.0}}
HOLIDAYS = [{"from": "2023-12-24", "to": "2023-12-26"}, {"from": "2023-12-26", "to": "2024-01-01"},
            {"from": "2024-05-01T10:00:00", "to": "2024-05-01T11:30:00"}]


def holidays(zone: draws.Zone | None = None, per_second: int = 1) -> tuple[tuple[int, int], ...]:
    def utc(text: str) -> int:
        return zone.utc(second(text)) if zone else second(text)

    days = (utc("2023-12-24") * per_second, utc("2024-01-02") * per_second)
    return days, (utc("2024-05-01T10:00:00") * per_second,
                  utc("2024-05-01T11:30:00") * per_second + 1)


PROFILES = {
    "weekdays": profile("2024-02-27", "2024-03-09T13:14:15", {"weekday": WORK["weekday"]},
                        weekday=WORK_OF["weekday"]),
    "hours": profile("2024-03-01T08:30:00", "2024-03-08T08:29:59", {"hour": WORK["hour"]},
                     hour=WORK_OF["hour"]),
    "months": profile("2022-11-15T06:00:00", "2024-12-31", {"month": SEASONS}, month=SEASON_OF),
    "gaps": profile("2023-06-01", "2024-06-01", {"gaps": HOLIDAYS}, gaps=holidays()),
    "all": profile("2023-06-01", "2024-06-01", {**WORK, "month": SEASONS, "gaps": HOLIDAYS},
                   **WORK_OF, month=SEASON_OF, gaps=holidays()),
    "millis": profile("2023-12-01", "2024-02-01", {**WORK, "gaps": HOLIDAYS}, unit="ms",
                      **WORK_OF, gaps=holidays(None, 1000)),
    "zone_hours": profile("2023-03-20", "2023-11-05", WORK, "Europe/Paris", **WORK_OF,
                          zone=PARIS),
    "zone_all": profile("2023-06-01", "2024-06-01",
                        {**WORK, "month": SEASONS, "gaps": HOLIDAYS}, "Europe/Paris", **WORK_OF,
                        month=SEASON_OF, gaps=holidays(PARIS), zone=PARIS),
    "zone_half": profile("2023-01-01", "2024-01-01", {"hour": {"1-2": 5}}, "Australia/Lord_Howe",
                         hour={1: 5.0, 2: 5.0}, zone=HOWE),
    "zone_month": profile("2024-01-31", "2024-12-02", {"month": SEASONS}, "Africa/Casablanca",
                          month=SEASON_OF, zone=CASABLANCA),
    "zone_late": profile("2128-01-01", "2134-07-01", {"month": SEASONS, "hour": {"2-3": 1}},
                         "Europe/Paris", month=SEASON_OF, hour={2: 1.0, 3: 1.0}, zone=PARIS),
    "zone_years": profile("2128-07-01", "2133-02-01", {"hour": {"2-3": 1}}, "Asia/Tokyo",
                          hour={2: 1.0, 3: 1.0}, zone=TOKYO),
}


def column(c: draws.Column, name: str) -> draws.Column:
    return draws.Column(c.seed, c.entity, name)


def day0(c, row):
    return column(c, "day0").between(row, 16_000, 19_900)


def moment0(c, row):
    """Milliseconds."""
    return column(c, "moment0").between(row, 10**12, 11 * 10**11 - 1)


def paris0(c, row):
    return column(c, "paris0").between(row, 10**9, 10**9 + 10**8 - 1)


def maybe(c, row):
    empty = draws.is_null(column(c, "maybe"), row, 0.4)
    return None if empty else column(c, "maybe").between(row, 16_000, 19_900)


def days(number: int) -> str:
    return str(datetime.date.fromordinal(draws.times.EPOCH + number))


def moment(units: int) -> str:
    return str(EPOCH + datetime.timedelta(seconds=units))[:19]


DATES = {
    "day0": ({"type": "date", "min": days(16_000), "max": days(19_900)}, day0),
    "after": ({"type": "date", "after": "day0"},
              lambda c, r: draws.related(c, r, day0(c, r), high=YEAR_2025 - 1)),
    "after_within": ({"type": "date", "after": "day0", "within": "30d"},
                     lambda c, r: draws.related(c, r, day0(c, r), within=30)),
    "next_day": ({"type": "date", "after": "day0", "within": "1d"},
                 lambda c, r: day0(c, r) + 1),
    "before": ({"type": "date", "before": "day0"},
               lambda c, r: draws.related(c, r, None, day0(c, r), low=0)),
    "before_min": ({"type": "date", "before": "day0", "within": "90d", "min": days(15_990)},
                   lambda c, r: draws.related(c, r, None, day0(c, r), 90, 15_990)),
    "between": ({"type": "date", "after": "before", "before": "after"}, lambda c, r: draws.related(
        c, r, draws.related(column(c, "before"), r, None, day0(c, r), low=0),
        draws.related(column(c, "after"), r, day0(c, r), high=YEAR_2025 - 1))),
    "after_max": ({"type": "date", "after": "day0", "max": "2100-01-01"},
                  lambda c, r: draws.related(c, r, day0(c, r), high=47_482)),
    "maybe": ({"type": "date", "min": days(16_000), "max": days(19_900), "null_rate": 0.4}, maybe),
    "of_null": ({"type": "date", "after": "maybe", "within": "5d"},
                lambda c, r: None if maybe(c, r) is None else
                draws.related(c, r, maybe(c, r), within=5)),
    "day_of_moment": ({"type": "date", "after": "moment0", "within": "3d"},
                      lambda c, r: draws.related(c, r, moment0(c, r) // 86_400_000, within=3)),
    "day_of_paris": ({"type": "date", "before": "paris0", "within": "2d"},
                     lambda c, r: draws.related(
                         c, r, None, (paris0(c, r) + PARIS.offset(paris0(c, r))) // DAY, 2)),
}
# Units of a second but for moment0.
MOMENTS = {
    "moment0": ({"type": "timestamp", "unit": "ms", "min": "2001-09-09T01:46:40Z",
                 "max": "2004-11-09T11:33:20Z"}, moment0),
    "paris0": ({"type": "timestamp", "zone": "Europe/Paris", "min": "2001-09-09T01:46:40Z",
                "max": "2004-11-09T11:33:20Z"}, paris0),
    "after_day": ({"type": "timestamp", "after": "day0", "within": "36h"},
                  lambda c, r: draws.related(c, r, (day0(c, r) + 1) * DAY - 1, within=129_600)),
    "before_day": ({"type": "timestamp", "before": "day0", "min": "2001-01-01"},
                   lambda c, r: draws.related(c, r, None, day0(c, r) * DAY, low=978_307_200)),
    "after_millis": ({"type": "timestamp", "after": "moment0"},
                     lambda c, r: draws.related(c, r, moment0(c, r) // 1000,
                                                high=YEAR_2025 * DAY - 1)),
    "before_millis": ({"type": "timestamp", "before": "moment0", "within": "10s"},
                      lambda c, r: draws.related(c, r, None, -(-moment0(c, r) // 1000), 10)),
    "paris_day": ({"type": "timestamp", "zone": "Europe/Paris", "after": "day0", "within": "1h"},
                  lambda c, r: draws.related(c, r, PARIS.utc((day0(c, r) + 1) * DAY) - 1,
                                             within=3600)),
    "of_paris": ({"type": "timestamp", "after": "paris0", "before": "day0"},
                 lambda c, r: draws.related(c, r, paris0(c, r), day0(c, r) * DAY)),
}


def read_moment(text: str) -> float:
    at = datetime.datetime.fromisoformat(text)
    at = at if at.tzinfo else at.replace(tzinfo=datetime.UTC)
    return (at - EPOCH) / datetime.timedelta(microseconds=1000) / 1000


def compare(written: list[dict], first: int, seed: int, fields: dict, read) -> None:
    for name, (_, make) in fields.items():
        c = draws.Column(seed, "t", name)
        for offset, cells in enumerate(written):
            expected = make(c, first + offset)
            value = read(cells[name]) if cells[name] else None
            assert value == expected, (name, first + offset, cells[name], expected)


def read_day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal() - draws.times.EPOCH


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("first,rows", RANGES)
def test_profiles(rowmill, tmp_path, seed, first, rows):  # noqa: F811
    model = model_of(seed, {name: field[0] for name, field in PROFILES.items()})
    compare(csv_rows(rowmill, tmp_path, model, first, rows), first, seed, PROFILES, read_moment)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("first,rows", RANGES)
def test_related(rowmill, tmp_path, seed, first, rows):  # noqa: F811
    fields = {**DATES, **MOMENTS}
    model = model_of(seed, {name: field[0] for name, field in fields.items()})
    written = csv_rows(rowmill, tmp_path, model, first, rows)
    compare(written, first, seed, DATES, read_day)
    millis = {"moment0": MOMENTS["moment0"]}
    compare(written, first, seed, millis, lambda text: round(read_moment(text) * 1000))
    others = {name: field for name, field in MOMENTS.items() if name not in millis}
    compare(written, first, seed, others, read_moment)
