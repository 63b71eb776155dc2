"""zones, zone_changes: the offsets of the IANA time zones from 1900 to 2130.

Zones that never differed share their changes. From 2090 on every zone goes on by rules that
depend on the calendar of a year alone, so that a year behind the table is read like one of
its last forty years with the same weekdays (the program does that; `_check_window` sees to
it that there is one of each kind).
"""

from __future__ import annotations

import calendar
import datetime
import io
import struct
import zoneinfo

import table

FIRST_YEAR, END_YEAR, WINDOW_YEAR = 1900, 2130, 2090
_UTC = datetime.timezone.utc
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=_UTC)
_WEEK = 7 * 86_400


def _seconds(moment: datetime.datetime) -> int:
    return (moment - _EPOCH) // datetime.timedelta(seconds=1)


def _at(zone: zoneinfo.ZoneInfo, seconds: int) -> tuple[int, str]:
    local = (_EPOCH + datetime.timedelta(seconds=seconds)).astimezone(zone)
    return int(local.utcoffset().total_seconds()), local.tzname()


def _explicit(data: bytes) -> list[int]:
    """The seconds of the changes that the file (TZif, RFC 8536) lists one by one."""
    utc, std, leaps, times, types, chars = struct.unpack(">6l", data[20:44])
    body = 44 + times * 5 + types * 6 + chars + leaps * 8 + std + utc
    count = struct.unpack(">6l", data[body + 20:body + 44])[3]
    return list(struct.unpack(f">{count}q", data[body + 44:body + 44 + 8 * count]))


def _bisect(zone: zoneinfo.ZoneInfo, low: int, high: int) -> int:
    before = _at(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        if _at(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high


def _changes(data: bytes, name: str) -> tuple:
    """(first second UTC, offset, abbreviation), the first at the table's begin."""
    zone = zoneinfo.ZoneInfo.from_file(io.BytesIO(data), key=name)
    first = _seconds(datetime.datetime(FIRST_YEAR, 1, 1, tzinfo=_UTC))
    end = _seconds(datetime.datetime(END_YEAR, 1, 1, tzinfo=_UTC))
    listed = [second for second in _explicit(data) if first < second < end]
    found, last = [first], max([first, *listed])
    found += listed
    # Behind them a rule goes on, which changes at most once a week.
    for second in range(last, end, _WEEK):
        if _at(zone, second) != _at(zone, min(second + _WEEK, end)):
            found.append(_bisect(zone, second, second + _WEEK))
    changes: list[tuple] = []
    for second in found:
        now = (second, *_at(zone, second))
        if not changes or now[1:] != changes[-1][1:]:
            changes.append(now)
    return tuple(changes)


def _check_window() -> None:
    def kind(year: int) -> tuple[int, bool]:
        return calendar.weekday(year, 1, 1), calendar.isleap(year)
    window = {kind(year) for year in range(WINDOW_YEAR, END_YEAR)}
    if len(window) != 14:
        raise SystemExit("zones: a kind of year is missing in the table's last years")


def make(context) -> list[table.Table]:
    _check_window()
    source = context.archives["tzdata"]
    names = sorted(set(source.text("tzdata/zones").split()) - {"Factory"})
    keys: dict[tuple, str] = {}
    rows, changes = [], []
    for name in names:
        found = _changes(source.members()[f"tzdata/zoneinfo/{name}"], name)
        if found not in keys:
            keys[found] = name.replace("+", "p")
            changes += [(keys[found], second // 86_400, second % 86_400, offset, short)
                        for second, offset, short in found]
        rows.append((name, keys[found]))
    return [
        table.Table("zones", table.columns("name:text rules:text"), rows, ("tzdata",),
                    "rules: the key of zone_changes, where zones that are equal are one"),
        table.Table("zone_changes", table.columns(
            "rules:slice day:i32 second:i32 offset:i32 short:text"), changes, ("tzdata",),
            "UTC day since 1970 and second of the day from which on the local time is "
            "`offset` seconds ahead, and is called `short`")]
