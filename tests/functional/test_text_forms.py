"""`format`, `locale`, zones, profiles and relations of dates, as Python sees them."""

from __future__ import annotations

import csv
import datetime
import decimal
import io
import json
import os
import pathlib
import re
import zipfile
import zoneinfo

import pytest
from cli_program import ROOT, done, run

ROWS = 2_000
UTC = datetime.timezone.utc


def write(tmp_path, fields: dict[str, str], rows: int = ROWS, head: str = "") -> pathlib.Path:
    model = tmp_path / "model.yaml"
    lines = "".join(f"      {name}: {field}\n" for name, field in fields.items())
    model.write_text(f"rowmill: 1\nseed: 5\n{head}entities:\n  e:\n    rows: {rows}\n"
                     f"    fields:\n{lines}")
    return model


def rows_of(tmp_path, fields: dict[str, str], rows: int = ROWS, head: str = "") -> list[dict]:
    text = done("generate", write(tmp_path, fields, rows, head), "-f", "csv", "-o", "-")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def pairs(tmp_path, options: str, spec: str, rows: int = ROWS) -> list[tuple[str, str]]:
    """The plain text and the formatted one of the same values."""
    quoted = spec.replace("'", "''")
    made = rows_of(tmp_path, {"a": f"{{ {options}, stream: s }}",
                              "b": f"{{ {options}, stream: s, format: '{quoted}' }}"}, rows)
    return [(row["a"], row["b"]) for row in made]


@pytest.mark.parametrize("spec", ["d", "08d", ",d", "x", "#X", "o", "_b", "+,d", "*>12d",
                                  "012,d", ".2f", "e", ".3e", "<9", "^+9", "=9", "_x", ".1%",
                                  "é^11d", " d", ",.1f", "013,.1f"])
@pytest.mark.parametrize("options", ["type: integer, min: -1200000, max: 1200000",
                                     "type: integer, min: 9007199254000000, max: 9223372036854775807",
                                     "type: integer, bits: 8, min: -128, max: 127"])
def test_whole_numbers_as_python_formats_them(tmp_path, options, spec):
    if "e" in spec and "900719" in options:
        return  # Python goes through a double there
    exact = spec.strip("*é").endswith(("f", "%"))
    for plain, formatted in pairs(tmp_path, options, spec):
        value = decimal.Decimal(plain) if exact else int(plain)
        assert formatted == format(value, spec), plain


@pytest.mark.parametrize("spec", [".2f", ",.1f", ".0f", "+.1e", ".4e", ".1%", "014,.3f",
                                  "<12.1f", "*^14", " .0f", ",", ".12f", ".0%"])
@pytest.mark.parametrize("options", ["type: decimal, min: -99999.99, max: 99999.99",
                                     "type: decimal, scale: 4, min: -0.02, max: 0.02",
                                     "type: decimal, precision: 18, scale: 1"])
def test_decimals_are_formatted_exactly(tmp_path, options, spec):
    for plain, formatted in pairs(tmp_path, options, spec):
        expected = format(decimal.Decimal(plain), spec)
        if spec.endswith("e"):
            if decimal.Decimal(plain) == 0:
                expected = format(0.0, spec)  # Python keeps a decimal zero's own exponent
            # Exponents have two digits, as those of doubles.
            expected = re.sub(r"e([+-])(\d)$", r"e\g<1>0\2", expected)
        assert formatted == expected, plain


@pytest.mark.parametrize("spec", [".3f", "e", "g", ".3g", ",.2f", "%", "E", ".0f", ".20f",
                                  "020.4f", "+G", "*<15.1f"])
@pytest.mark.parametrize("options", ["type: double, min: -1000000, max: 1000000",
                                     "type: double, max: 0.0001",
                                     "type: double, min: -1e300, max: 1e300"])
def test_doubles_as_python_formats_them(tmp_path, options, spec):
    for plain, formatted in pairs(tmp_path, options, spec, 300):
        assert formatted == format(float(plain), spec), plain


@pytest.mark.parametrize("locale, sample", [
    ("en-US", "1,234,567.80"), ("de-DE", "1.234.567,80"), ("de-CH", "1’234’567.80"),
    ("fr", "1\u202f234\u202f567,80"), ("hi-IN", "12,34,567.80"), ("sv-SE", "1\xa0234\xa0567,80"),
    ("zh-TW", "1,234,567.80"), ("PT-br", "1.234.567,80"),
])
def test_numbers_by_locale(tmp_path, locale, sample):
    made = rows_of(tmp_path, {
        "entity": "{ type: decimal, min: 1234567.80, max: 1234567.80, format: L }",
        "field": f"{{ type: double, min: 1234567.8, max: 1234567.801, format: .2L, "
                 f"locale: {locale} }}",
        "whole": f"{{ type: integer, min: 1234567, max: 1234567, format: Ld, "
                 f"locale: {locale} }}"}, 1, f"locale: {locale}\n")[0]
    # CLDR 48 writes the Swiss mark as an apostrophe.
    sample = sample.replace("’", "'")
    assert made["entity"] == sample
    assert made["field"] == sample
    assert made["whole"] == sample[:-3]


def test_small_numbers_are_not_grouped_where_the_locale_does_not(tmp_path):
    made = rows_of(tmp_path, {
        "es": "{ type: integer, min: 1234, max: 1234, format: L, locale: es-ES }",
        "long": "{ type: integer, min: 12345, max: 12345, format: L, locale: es-ES }",
        "en": "{ type: integer, min: 1234, max: 1234, format: L }"}, 1)[0]
    assert made == {"es": "1234", "long": "12.345", "en": "1,234"}


DIRECTIVES = ("%d.%m.%Y|%A %a %B %b %h|%j %U %W %V %G %u %w|%y %C %e %-d %-m %-j|%D %F|%%")


def test_dates_as_python_formats_them(tmp_path):
    for plain, formatted in pairs(
            tmp_path, "type: date, min: 1899-12-25, max: 2101-01-07", DIRECTIVES, 20_000):
        assert formatted == datetime.date.fromisoformat(plain).strftime(DIRECTIVES)


def test_moments_as_python_formats_them(tmp_path):
    pattern = DIRECTIVES + "|%H:%M:%S.%f|%I %l %k %p %-H %-I|%T %R %r|%Z"
    expected = pattern.replace("%Z", "UTC")
    options = "type: timestamp, unit: us, zone: UTC, min: 1901-01-01, max: 2100-01-01"
    for plain, formatted in pairs(tmp_path, options, pattern, 20_000):
        moment = datetime.datetime.fromisoformat(plain.rstrip("Z"))
        assert formatted == moment.strftime(expected)


def test_times_and_fractions(tmp_path):
    for plain, formatted in pairs(tmp_path, "type: time, unit: ms", "%H.%M.%S,%3f", 500):
        time = datetime.time.fromisoformat(plain)
        assert formatted == time.strftime("%H.%M.%S,%f")[:-3]


@pytest.mark.parametrize("locale, text", [
    ("fr-FR", "jeudi 29 février 2024, févr. jeu."), ("de", "Donnerstag 29 Februar 2024, Feb. Do."),
    ("pl", "czwartek 29 lutego 2024, lut czw."), ("ja", "木曜日 29 2月 2024, 2月 木"),
    ("en-GB", "Thursday 29 February 2024, Feb Thu"),
])
def test_names_by_locale(tmp_path, locale, text):
    made = rows_of(tmp_path, {
        "d": f"{{ type: date, min: 2024-02-29, max: 2024-02-29, locale: {locale}, "
             "format: '%A %d %B %Y, %b %a' }"}, 1)
    assert made[0]["d"] == text


@pytest.mark.parametrize("locale, text", [
    ("en-US", "Feb 29, 2024|1:05:09\u202fPM|Feb 29, 2024, 1:05:09\u202fPM"),
    ("de-DE", "29.02.2024|13:05:09|29.02.2024, 13:05:09"),
    ("zh-TW", "2024年2月29日|13:05:09|2024年2月29日 13:05:09"),
    ("fr-CA", "29 févr. 2024|13 h 05 min 09 s|29 févr. 2024, 13 h 05 min 09 s"),
])
def test_dates_and_times_by_locale(tmp_path, locale, text):
    made = rows_of(tmp_path, {
        "d": f"{{ type: timestamp, min: 2024-02-29T13:05:09, max: 2024-02-29T13:05:10, "
             f"locale: {locale}, format: '%x|%X|%c' }}"}, 1)
    assert made[0]["d"].replace("\xa0", " ") == text.replace("\xa0", " ")


# --- zones --------------------------------------------------------------------------


def zone_of(name: str) -> zoneinfo.ZoneInfo:
    """From the pinned package where it is in the cache, else the machine's."""
    root = os.environ.get("ROWMILL_CACHE")
    base = pathlib.Path(root) if root else pathlib.Path.home() / ".cache" / "rowmill"
    lock = json.loads((pathlib.Path(__file__).parents[2] /
                       "tools/dictionaries/sources.lock.json").read_text())
    entry = next(s for s in lock["sources"] if s["package"] == "tzdata")
    wheel = base / "dictionaries" / "archives" / entry["archive"]
    if not wheel.is_file():
        try:
            return zoneinfo.ZoneInfo(name)
        except zoneinfo.ZoneInfoNotFoundError:
            pytest.skip(f"neither {wheel} nor the machine has the zone {name}")
    data = zipfile.ZipFile(wheel).read(f"tzdata/zoneinfo/{name}")
    return zoneinfo.ZoneInfo.from_file(io.BytesIO(data), key=name)


def whole_minutes(offset):
    """The offset as it is written: ISO 8601 has no seconds of it."""
    seconds = int(offset.total_seconds())
    minutes = (abs(seconds) + 30) // 60
    return datetime.timezone(datetime.timedelta(minutes=minutes if seconds > 0 else -minutes))


ZONES = ["Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe",
         "America/Sao_Paulo", "Asia/Tehran", "Africa/Casablanca", "Europe/Dublin",
         "Pacific/Apia", "Antarctica/Troll", "Asia/Kathmandu", "Etc/GMT+5"]


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("begin, end", [
    ("1900-01-02", "2130-01-01"), ("2024-03-09T00:00:00Z", "2024-04-07T23:00:00Z"),
    ("2024-09-28T00:00:00Z", "2024-11-04T23:00:00Z"), ("2100-01-01", "9999-12-30")])
def test_zones_are_those_of_iana(tmp_path, name, begin, end):
    zone = zone_of(name)
    options = f"type: timestamp, min: {begin}, max: {end}, stream: s"
    made = rows_of(tmp_path, {
        "u": f"{{ {options.replace(begin, begin[:10] + 'T00:00:00Z')}, zone: UTC }}",
        "z": f"{{ {options.replace(begin, begin[:10] + 'T00:00:00Z')}, zone: {name} }}",
        "f": f"{{ {options.replace(begin, begin[:10] + 'T00:00:00Z')}, zone: {name}, "
             "format: '%Y-%m-%dT%H:%M:%S%z|%:z|%Z|%s' }"}, 10_000)
    same = 0
    for row in made:
        local = datetime.datetime.fromisoformat(row["z"]).replace(tzinfo=None)
        moment = datetime.datetime.fromisoformat(
            row["f"].split("|")[0][:19]).replace(tzinfo=UTC)
        utc = datetime.datetime.fromtimestamp(0, UTC) + datetime.timedelta(
            seconds=int(row["f"].split("|")[3]))
        name_there = utc.astimezone(zone).tzname()
        there = utc.astimezone(whole_minutes(utc.astimezone(zone).utcoffset()))
        assert str(local) == str(there.replace(tzinfo=None)), row
        offset = there.utcoffset()
        assert local - offset == utc.replace(tzinfo=None)
        assert row["z"] == there.isoformat(" "), row
        form = there.strftime("%Y-%m-%dT%H:%M:%S%z")
        assert row["f"].split("|")[0] == form.rjust(len(row["f"].split("|")[0]), "0"), row
        assert row["f"].split("|")[2] == name_there
        assert moment.replace(tzinfo=None) == local
        same += row["u"] == utc.isoformat(" ").replace("+00:00", "Z")
    # The end without an offset is local, so that the ranges differ a little.
    assert same == len(made) or not end.endswith("Z")


@pytest.mark.parametrize("name", ["Europe/Paris", "America/New_York", "Australia/Lord_Howe"])
def test_bounds_without_offset_are_local(tmp_path, name):
    made = rows_of(tmp_path, {
        "z": f"{{ type: timestamp, zone: {name}, min: 2024-07-01T12:00, "
             "max: 2024-07-01T12:00:30 }"}, 300)
    local = {row["z"][:19] for row in made}
    assert min(local) == "2024-07-01 12:00:00"
    assert max(local) == "2024-07-01 12:00:29"


def test_zones_in_json_parquet_and_casts(tmp_path):
    model = write(tmp_path, {
        "z": "{ type: timestamp, unit: us, zone: Europe/Paris, stream: s, "
             "min: 2024-01-01T00:00:00Z, max: 2025-01-01T00:00:00Z }",
        "u": "{ type: timestamp, unit: us, zone: UTC, stream: s, min: 2024-01-01, "
             "max: 2025-01-01 }",
        "d": "{ type: timestamp, unit: us, zone: Europe/Paris, stream: s, as: date, "
             "min: 2024-01-01T00:00:00Z, max: 2025-01-01T00:00:00Z }",
        "l": "{ type: timestamp, unit: us, zone: Europe/Paris, stream: s, "
             "as: timestamp(us), min: 2024-01-01T00:00:00Z, max: 2025-01-01T00:00:00Z }",
        "t": "{ type: timestamp, unit: us, zone: Europe/Paris, stream: s, as: string, "
             "min: 2024-01-01T00:00:00Z, max: 2025-01-01T00:00:00Z }",
        "v": "{ values: ['2024-07-01 12:00:00'], as: 'timestamp(s, europe/paris)' }"})
    text = done("generate", model, "-f", "json", "-o", "-")
    zone = zone_of("Europe/Paris")
    for line in text.splitlines():
        row = json.loads(line)
        utc = datetime.datetime.fromisoformat(row["u"].replace("Z", "+00:00"))
        there = utc.astimezone(zone)
        assert row["z"] == there.isoformat("T"), row
        assert row["d"] == there.date().isoformat()
        assert row["l"] == there.replace(tzinfo=None).isoformat("T")
        assert row["t"] == there.isoformat(" ")
        assert row["v"] == "2024-07-01T12:00:00+02:00"
    parquet = pytest.importorskip("pyarrow.parquet")
    done("generate", model, "-f", "parquet", "-o", tmp_path / "p.parquet")
    table = parquet.read_table(tmp_path / "p.parquet")
    assert str(table.schema.field("z").type) == "timestamp[us, tz=UTC]"
    assert table["z"].to_pylist() == table["u"].to_pylist()


# --- profiles -----------------------------------------------------------------------


def test_business_hours_are_local_hours(tmp_path):
    made = rows_of(tmp_path, {
        "z": "{ type: timestamp, zone: America/New_York, profile: business_hours, "
             "min: 2023-01-01, max: 2026-01-01 }"}, 10_000)
    hours = set()
    for row in made:
        moment = datetime.datetime.fromisoformat(row["z"])
        assert moment.weekday() < 5 and 9 <= moment.hour < 17, row
        hours.add((moment.weekday(), moment.hour, moment.utcoffset()))
    assert len(hours) == 5 * 8 * 2


def test_dates_have_weekdays_seasons_and_gaps(tmp_path):
    made = rows_of(tmp_path, {
        "work": "{ type: date, min: 2024-01-01, max: 2024-12-31, profile: business_hours }",
        "shop": "{ type: date, min: 2024-01-01, max: 2024-12-31, profile: { weekday: "
                "{ mon-fri: 1, sat: 3 }, month: { jan-nov: 1, dec: 4 }, "
                "gaps: [{ from: 2024-12-24, to: 2024-12-26 }] } }"}, 20_000)
    assert all(datetime.date.fromisoformat(row["work"]).weekday() < 5 for row in made)
    assert len({row["work"] for row in made}) == 262
    days: dict[datetime.date, int] = {}
    for row in made:
        day = datetime.date.fromisoformat(row["shop"])
        days[day] = days.get(day, 0) + 1
    assert not any(day.weekday() == 6 for day in days)
    assert not any(datetime.date(2024, 12, day) in days for day in (24, 25, 26))
    saturdays = [count for day, count in days.items() if day.weekday() == 5]
    others = [count for day, count in days.items() if day.weekday() < 5]
    ratio = (sum(saturdays) / len(saturdays)) / (sum(others) / len(others))
    assert 2.6 < ratio < 3.4
    december = sum(count for day, count in days.items() if day.month == 12)
    assert 0.2 < december / len(made) < 0.3


@pytest.mark.parametrize("profile, wanted", [
    ("{ hour: { 9: 1 } }", "profile.hour: days have no hours"),
    ("{ gaps: [{ from: '2024-05-01T10:00', to: 2024-05-02 }] }",
     "profile.gaps: from of dates is a day, not '2024-05-01T10:00'"),
])
def test_profiles_of_dates_have_no_hours(tmp_path, profile, wanted):
    model = write(tmp_path, {"d": f"{{ type: date, profile: {profile} }}"})
    assert wanted in run("validate", model).stderr


def test_months_and_gaps(tmp_path):
    made = rows_of(tmp_path, {
        "z": "{ type: timestamp, zone: Europe/Paris, min: 2020-01-01, max: 2024-01-01, "
             "profile: { month: { jan-jun: 1, dec: 8 }, weekday: { mon-sun: 1 }, gaps: ["
             "{ from: 2021-12-24, to: 2021-12-26 }, "
             "{ from: '2022-03-27T01:30', to: '2022-03-27T03:30' }] } }",
        "n": "{ type: timestamp, unit: ms, min: 2020-01-01, max: 2020-01-03, "
             "profile: { gaps: [{ from: '2020-01-01T00:00:10', to: 2020-01-02 }] } }"},
        20_000)
    months: dict[int, int] = {}
    for row in made:
        moment = datetime.datetime.fromisoformat(row["z"])
        months[moment.month] = months.get(moment.month, 0) + 1
        local = row["z"][:19]
        assert not "2021-12-24 00:00:00" <= local <= "2021-12-26 23:59:59", row
        assert not "2022-03-27 01:30:00" <= local <= "2022-03-27 03:30:00", row
        assert row["n"] < "2020-01-01 00:00:10", row
    assert set(months) == {1, 2, 3, 4, 5, 6, 12}
    # Days times weights: December has 4 x 31 - 3 days.
    share = 8 * (4 * 31 - 3) / (8 * (4 * 31 - 3) + 4 * 181 + 1)
    assert abs(months[12] / len(made) - share) < 0.02
    assert any(row["n"] > "2020-01-01 00:00:09" for row in made)


# --- relations ----------------------------------------------------------------------


def test_dates_after_and_before(tmp_path):
    made = rows_of(tmp_path, {
        "order": "{ type: date, min: 2024-01-01, max: 2024-03-01, null_rate: 0.1 }",
        "ship": "{ type: date, after: order, within: 30d }",
        "early": "{ type: date, before: order, within: 1w }",
        "paid": "{ type: timestamp, after: order, within: 36h }",
        "seen": "{ type: timestamp, unit: ms, after: paid, within: 250ms, zone: UTC }",
        "late": "{ type: date, after: order, max: 2024-03-04 }",
        "short": "{ type: date, after: order, within: 3d, min: 2023-12-01, max: 2024-06-01, "
                 "format: '%d.%m.' }",
        "between": "{ type: date, after: early, before: ship }"}, 5_000)
    assert {row["order"] for row in made} > {""}
    day = datetime.timedelta(days=1)
    ships, befores, lates = set(), set(), set()
    for row in made:
        if row["order"] == "":
            assert set(row.values()) == {""}
            continue
        order = datetime.date.fromisoformat(row["order"])
        ship = datetime.date.fromisoformat(row["ship"])
        ships.add((ship - order).days)
        early = datetime.date.fromisoformat(row["early"])
        befores.add((order - early).days)
        lates.add((datetime.date.fromisoformat(row["late"]), order))
        paid = datetime.datetime.fromisoformat(row["paid"])
        midnight = datetime.datetime.combine(order + day, datetime.time())
        assert midnight <= paid < midnight + datetime.timedelta(hours=36)
        seen = datetime.datetime.fromisoformat(row["seen"].rstrip("Z"))
        assert paid < seen <= paid + datetime.timedelta(milliseconds=250)
        assert row["short"] in [(order + day * n).strftime("%d.%m.") for n in (1, 2, 3)]
        assert early < datetime.date.fromisoformat(row["between"]) < ship
    assert ships == set(range(1, 31))
    assert befores == set(range(1, 8))
    assert all(order < late <= datetime.date(2024, 3, 4) for late, order in lates)


def test_members_of_structs_too(tmp_path):
    model = write(tmp_path, {
        "day": "{ type: date, min: 2024-01-01, max: 2024-12-31 }",
        "s": "{ type: struct, fields: { "
             "at: { type: timestamp, zone: Asia/Tehran, after: day, within: 1d }, "
             "then: { type: date, after: at, within: 2d, format: '%x', locale: de } } }"})
    for line in done("generate", model, "-f", "json", "-o", "-").splitlines():
        row = json.loads(line)
        at = datetime.datetime.fromisoformat(row["s"]["at"])
        assert str(at.utcoffset()) == "3:30:00"
        next_day = datetime.date.fromisoformat(row["day"]) + datetime.timedelta(days=1)
        assert at.date() == next_day
        assert row["s"]["then"] in [
            (next_day + datetime.timedelta(days=n)).strftime("%d.%m.%Y") for n in (1, 2)]
    bad = write(tmp_path, {
        "s": "{ type: struct, fields: { t: string, d: { type: date, after: t, within: 1d, "
             "format: '%x', locale: xx } } }"})
    result = run("generate", bad, "-f", "json", "-o", "-")
    assert "no locale is called 'xx'" in result.stderr
    bad.write_text(bad.read_text().replace(", locale: xx", ""))
    assert "'t' is string" in run("generate", bad, "-f", "json", "-o", "-").stderr


def test_any_rows_alone_are_the_same(tmp_path):
    model = write(tmp_path, {
        "day": "{ type: date, min: 2024-01-01, max: 2024-03-01, null_rate: 0.2 }",
        "at": "{ type: timestamp, unit: us, zone: Asia/Tehran, after: day, within: 9d }",
        "text": "{ type: timestamp, after: at, within: 1h, format: '%c', locale: pl }",
        "visit": "{ type: timestamp, zone: Asia/Tehran, profile: { month: { mar-jul: 2 }, "
                 "hour: { 3: 1 }, gaps: [{ from: 2020-04-01, to: 2022-05-01 }] } }"}, 3_000)
    whole = done("generate", model, "-f", "csv", "-o", "-").splitlines()[1:]
    for first, count in ((0, 1), (1, 77), (2_047, 2), (2_999, 1)):
        part = done("generate", model, "-f", "csv", "-o", "-", "-n", count, "--from-row",
                    first).splitlines()[1:]
        assert part == whole[first:first + count]


@pytest.mark.parametrize("fields, words", [
    ({"a": "{ type: date, min: 2024-01-01, max: 2024-01-02 }",
      "b": "{ type: date, after: a, max: 2024-01-02 }"}, "no day is after a"),
    ({"a": "{ type: string }", "b": "{ type: date, after: a, within: 1d }"},
     "'a' is string"),
    ({"b": "{ type: date, after: x, within: 1d }"}, "'x', which is no field"),
    ({"b": "{ type: date, after: b, within: 1d }"}, "is the field itself"),
    ({"b": "{ type: date, after: order.day, within: 1d }"}, "not built yet"),
    ({"a": "{ type: date, after: b }", "b": "{ type: date, after: a }"}, "circle"),
    ({"b": "{ type: integer, format: '%d' }"}, "format '%d'"),
    ({"b": "{ type: integer, locale: fr }"}, "changes nothing"),
    ({"b": "{ type: integer, format: L, locale: xx-FR }"}, "no locale is called 'xx-FR'"),
    ({"b": "{ type: integer, as: 'timestamp(s, Mars/Base)' }"}, "no time zone"),
    ({"b": "{ type: timestamp, zone: Europe/Pari }"}, "did you mean 'Europe/Paris'"),
])
def test_refusals(tmp_path, fields, words):
    result = run("generate", write(tmp_path, fields, 500), "-f", "csv", "-o", "-")
    assert result.returncode != 0
    assert words in result.stderr, result.stderr


def cased(style: str, text: str) -> str:
    """Python's mappings of one letter to one letter, and SS of a sharp s."""
    def one(letter: str) -> str:
        changed = getattr(letter, style)()
        if style == "lower" and letter == "İ":
            return "i"
        return changed if len(changed) == 1 or letter == "ß" else letter
    return "".join(map(one, text))


@pytest.mark.parametrize("style", ["upper", "lower"])
def test_names_of_all_countries_change_their_case(tmp_path, style):
    names = {"plain": "person.full_name", "job": "{ type: job, language: de }"}
    changed = {f"{name}_{style}": (spec if spec.startswith("{") else f"{{ type: {spec} }}")
               .replace(" }", f", case_style: {style} }}") for name, spec in names.items()}
    rows = rows_of(tmp_path, {**names, **changed}, 20_000)
    for row in rows:
        for name in names:
            assert row[f"{name}_{style}"] == cased(style, row[name]), row
    assert len({c for row in rows for c in row["plain"] if ord(c) > 127}) > 100


def test_a_language_with_its_region_has_words_of_its_own(tmp_path):
    jobs = {line.split("\t")[1] for line in
            (ROOT / "data" / "jobs.tsv").read_text(encoding="utf-8").splitlines()
            if line.startswith("zh-TW\t")}
    rows = rows_of(tmp_path, {"a": "{ type: job, locale: zh-TW }",
                              "b": "{ type: job, language: zh_tw }",
                              "c": "{ type: job, locale: pt-BR }"}, 500)
    assert {row["a"] for row in rows} | {row["b"] for row in rows} <= jobs
    assert any(re.search("[ãçé]", row["c"]) for row in rows)
