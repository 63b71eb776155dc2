"""Section 7.6: `place.point`."""

from __future__ import annotations

import math

from .column import Column
from .records import Record
from .stream import draw

DEGREE = 1_000_000  # units
TURN = 360 * DEGREE
Pair = tuple[int, int]


def sine(units: float) -> float:
    return math.sin(units / TURN * 2 * math.pi)


def cosine(units: int) -> float:
    return sine(TURN // 4 - abs(units))


def haversine(a: Pair, b: Pair) -> float:
    across, along = sine((a[0] - b[0]) / 2), sine(abs(a[1] - b[1]) / 2)
    return across * across + cosine(a[0]) * cosine(b[0]) * along * along


def first_point(keys: tuple[Pair, Pair], row: int, south: int, west: int, north: int, east: int,
                otherwise: Pair, keep) -> Pair:
    """Latitude and longitude."""
    width = east - west + (TURN if east < west else 0)
    longest = 1.0 if south <= 0 <= north else max(cosine(south), cosine(north))
    for attempt in range(250):
        d, m = draw(keys[0], row, attempt), draw(keys[1], row, attempt)
        latitude = south + math.floor((d >> 24) * 2.0**-40 * (north - south + 1))
        aside = ((d % 2**24) << 16 | m % 2**16) * 2.0**-40
        longitude = west + math.floor(aside * (width + 1))
        longitude += TURN if longitude < -TURN // 2 else -TURN if longitude > TURN // 2 else 0
        if (m >> 16) * 2.0**-48 * longest < cosine(latitude) and keep((latitude, longitude)):
            return latitude, longitude
    return otherwise


def point_in_box(keys: tuple[Pair, Pair], row: int, west: int, south: int, east: int,
                 north: int) -> Pair:
    return first_point(keys, row, south, west, north, east, (south, west), lambda _: True)


def point_in_circle(keys: tuple[Pair, Pair], row: int, centre: Pair, km: float) -> Pair:
    turns = min(km / (2 * math.pi * 6371.0088), 0.5)
    reach = math.floor(turns * TURN) + 1
    south, north = max(centre[0] - reach, -TURN // 4), min(centre[0] + reach, TURN // 4)
    west, east = -TURN // 2, TURN // 2
    if south != -TURN // 4 and north != TURN // 4:
        x = math.sin(turns * 2 * math.pi) / cosine(centre[0])
        angle = x + (math.pi / 2 - 1) * x**3
        aside = math.floor(angle / (2 * math.pi) * TURN) + 1
        if aside < TURN // 2:
            west, east = centre[1] - aside, centre[1] + aside
    near = math.sin(turns * math.pi) ** 2
    return first_point(keys, row, south, west, north, east, centre,
                       lambda point: haversine(centre, point) <= near)


def point_keys(c: Column, slot: str) -> tuple[Pair, Pair]:
    return c.slot(slot), c.slot(f"{slot}.keep")


def city_point(record: Record, row: int, km: float = 5.0) -> Pair:
    city = record.city(row)
    centre = int(city["lat_e4"]) * 100, int(city["lon_e4"]) * 100
    return point_in_circle(point_keys(record.c, "point"), row, centre, km)


def degrees(units: int) -> str:
    return f"{'-' if units < 0 else ''}{abs(units) // DEGREE}.{abs(units) % DEGREE:06d}"


def wkt(point: Pair) -> str:
    return f"POINT({degrees(point[1])} {degrees(point[0])})"
