"""Records, points and files of the program against draws."""

from __future__ import annotations

import json
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import draws  # noqa: E402
from draws_run import RANGES, SEEDS, check_cells, rowmill  # noqa: E402, F401

DEGREE = draws.DEGREE


def of(label: str = "", countries: tuple[str, ...] = (), weight: str = "uniform"):
    """Options of a record, and its maker from a column."""
    options: dict = {"of": label} if label else {}
    if countries:
        options["countries"] = list(countries)
    if weight != "uniform":
        options["weight"] = weight
    return options, lambda c: draws.Record(c.seed, c.entity, label, countries, weight)


def box(*degrees: float):
    """`place.point` in a box of west, south, east, north."""
    units = [round(x * DEGREE) for x in degrees]
    return ({"type": "place.point", "box": list(degrees)},
            lambda c, row: draws.wkt(
                draws.point_in_box(draws.point_keys(c, "value"), row, *units)))


def circle(lat: float, lon: float, km: float):
    centre = round(lat * DEGREE), round(lon * DEGREE)
    return ({"type": "place.point", "circle": {"lat": lat, "lon": lon, "km": km}},
            lambda c, row: draws.wkt(
                draws.point_in_circle(draws.point_keys(c, "value"), row, centre, km)))


def near_city(record, km: float = 5.0):
    options, make = record
    return ({"type": "place.point", "km": km, **options},
            lambda c, row: draws.wkt(draws.city_point(make(c), row, km)))


def point_in(form: str, text):
    definition, _ = near_city(ANY)

    def made(c, row):
        lat, lon = map(draws.degrees, draws.city_point(ANY[1](c), row))
        return text(lat, lon)

    return {**definition, "form": form}, made


def file_of(kind: str, options: dict, make, **arguments):
    """`make(c)` is the row's file."""
    return ({"type": f"file.{kind}", **options},
            lambda c, row: getattr(make(c), kind)(row, **arguments))


def any_file(c):
    return draws.File(c.seed, c.entity)


def office(c):
    return draws.File(c.seed, c.entity, "x", ("docx", "pdf", "gz", "tiff"))


ANY = of()
PEOPLED = of("p", (), "population")
SOME = of("s", ("JP", "FR", "US"), "population")
OFFICE = {"of": "x", "extensions": ["docx", "pdf", ".gz", "TIFF"]}

POINTS = {
    "near": near_city(ANY),
    "near_large": near_city(PEOPLED, 250.0),
    "near_some": near_city(SOME, 0.75),
    "latlon": point_in("latlon", lambda lat, lon: f"{lat},{lon}"),
    "geojson": point_in("geojson", lambda lat, lon: json.dumps(
        {"type": "Point", "coordinates": ["LON", "LAT"]}, separators=(",", ":"))
        .replace('"LON"', lon).replace('"LAT"', lat)),
    "box": box(-5, 42, 8, 51),
    "box_across": box(170, -20, -160, 10),
    "box_all": box(-180, -90, 180, 90),
    "box_spot": box(2.5, 48.25, 2.5, 48.25),
    "box_north": box(-60, 89.999, 60, 90),
    "box_pole": box(10, 90, 20, 90),  # no parallel there: always the corner
    "circle": circle(48.86, 2.35, 10),
    "circle_small": circle(-33.9, 179.99995, 0.02),
    "circle_wide": circle(10, 20, 9000),
    "circle_all": circle(0, 0, 20015),
    "circle_pole": circle(89.5, 100, 200),
    "circle_round": circle(60, -30, 3300),
}

FILES = {
    "extension": file_of("extension", {}, any_file),
    "mime_type": file_of("mime_type", {}, any_file),
    "file": file_of("name", {}, any_file),
    "path": file_of("path", {}, any_file),
    "office_mime": file_of("mime_type", OFFICE, office),
    "office_name": file_of("name", OFFICE, office),
    "office_path": file_of("path", {**OFFICE, "root": "/srv/share", "depth": {"min": 0, "max": 9}},
                           office, root="/srv/share", depth=(0, 9)),
    "windows": file_of("path", {"os": "windows", "depth": 2}, any_file, root="C:\\",
                       depth=(2, 2), separator="\\"),
}

FIELDS = POINTS | FILES


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("first,rows", RANGES)
def test_columns(rowmill, tmp_path, seed, first, rows):  # noqa: F811
    check_cells(rowmill, tmp_path, FIELDS, seed, first, rows)
