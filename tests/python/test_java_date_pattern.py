"""java_date_pattern.py against what OpenJDK 17 printed (Locale.ENGLISH, ZoneOffset.UTC)."""

from __future__ import annotations

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import java_date_pattern  # noqa: E402

# Seconds since 1970 and nanoseconds: an ordinary day, both sides of a week-based year, the
# first and the last moment, a leap day, the second before 1970.
MOMENTS = [(1706195096, 123456789), (1735603200, 0), (1735516799, 999999999),
           (-62135596800, 0), (253402300799, 5), (951782400, 1), (-1, 1000000)]

# Made by DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH), one text for each moment.
PRINTED = {
    'yyyy-MM-dd HH:mm:ss': [
        '2024-01-25 15:04:56',
        '2024-12-31 00:00:00',
        '2024-12-29 23:59:59',
        '0001-01-01 00:00:00',
        '9999-12-31 23:59:59',
        '2000-02-29 00:00:00',
        '1969-12-31 23:59:59',
    ],
    "EEEE',' dd 'of' LLLL YYYY, 'at' h a": [
        'Thursday, 25 of January 2024, at 3 PM',
        'Tuesday, 31 of December 2025, at 12 AM',
        'Sunday, 29 of December 2025, at 11 PM',
        'Monday, 01 of January 0001, at 12 AM',
        'Friday, 31 of December +10000, at 11 PM',
        'Tuesday, 29 of February 2000, at 12 AM',
        'Wednesday, 31 of December 1970, at 11 PM',
    ],
    'yyyy_MM_dd-K a mm:ss.SSS ZZZ': [
        '2024_01_25-3 PM 04:56.123 +0000',
        '2024_12_31-0 AM 00:00.000 +0000',
        '2024_12_29-11 PM 59:59.999 +0000',
        '0001_01_01-0 AM 00:00.000 +0000',
        '9999_12_31-11 PM 59:59.000 +0000',
        '2000_02_29-0 AM 00:00.000 +0000',
        '1969_12_31-11 PM 59:59.001 +0000',
    ],
    'G GGGG GGGGG u uu y yy yyyyy Y YY': [
        'AD Anno Domini A 2024 24 2024 24 02024 2024 24',
        'AD Anno Domini A 2024 24 2024 24 02024 2025 25',
        'AD Anno Domini A 2024 24 2024 24 02024 2025 25',
        'AD Anno Domini A 1 01 1 01 00001 1 01',
        'AD Anno Domini A 9999 99 9999 99 09999 10000 00',
        'AD Anno Domini A 2000 00 2000 00 02000 2000 00',
        'AD Anno Domini A 1969 69 1969 69 01969 1970 70',
    ],
    'Q QQ QQQ QQQQ QQQQQ q': [
        '1 01 Q1 1st quarter 1 1',
        '4 04 Q4 4th quarter 4 4',
        '4 04 Q4 4th quarter 4 4',
        '1 01 Q1 1st quarter 1 1',
        '4 04 Q4 4th quarter 4 4',
        '1 01 Q1 1st quarter 1 1',
        '4 04 Q4 4th quarter 4 4',
    ],
    'M MM MMM MMMM MMMMM LLL': [
        '1 01 Jan January J Jan',
        '12 12 Dec December D Dec',
        '12 12 Dec December D Dec',
        '1 01 Jan January J Jan',
        '12 12 Dec December D Dec',
        '2 02 Feb February F Feb',
        '12 12 Dec December D Dec',
    ],
    'D DDD d dd F': [
        '25 025 25 25 4',
        '366 366 31 31 3',
        '364 364 29 29 1',
        '1 001 1 01 1',
        '365 365 31 31 3',
        '60 060 29 29 1',
        '365 365 31 31 3',
    ],
    'w ww W e ee eee eeee eeeee c ccc': [
        '4 04 4 5 05 Thu Thursday T 5 Thu',
        '1 01 5 3 03 Tue Tuesday T 3 Tue',
        '1 01 5 1 01 Sun Sunday S 1 Sun',
        '1 01 1 2 02 Mon Monday M 2 Mon',
        '1 01 5 6 06 Fri Friday F 6 Fri',
        '10 10 5 3 03 Tue Tuesday T 3 Tue',
        '1 01 5 4 04 Wed Wednesday W 4 Wed',
    ],
    'E EEEE EEEEE a h hh K KK k kk H HH': [
        'Thu Thursday T PM 3 03 3 03 15 15 15 15',
        'Tue Tuesday T AM 12 12 0 00 24 24 0 00',
        'Sun Sunday S PM 11 11 11 11 23 23 23 23',
        'Mon Monday M AM 12 12 0 00 24 24 0 00',
        'Fri Friday F PM 11 11 11 11 23 23 23 23',
        'Tue Tuesday T AM 12 12 0 00 24 24 0 00',
        'Wed Wednesday W PM 11 11 11 11 23 23 23 23',
    ],
    'S SSSSSSSSS A n N': [
        '1 123456789 54296123 123456789 54296123456789',
        '0 000000000 0 0 0',
        '9 999999999 86399999 999999999 86399999999999',
        '0 000000000 0 0 0',
        '0 000000005 86399000 5 86399000000005',
        '0 000000001 0 1 1',
        '0 001000000 86399001 1000000 86399001000000',
    ],
    'VV z zzzz O OOOO': [
        'Z Z Z GMT GMT',
        'Z Z Z GMT GMT',
        'Z Z Z GMT GMT',
        'Z Z Z GMT GMT',
        'Z Z Z GMT GMT',
        'Z Z Z GMT GMT',
        'Z Z Z GMT GMT',
    ],
    'X XXXXX x xx xxx xxxx xxxxx Z ZZZZ ZZZZZ': [
        'Z Z +00 +0000 +00:00 +0000 +00:00 +0000 GMT Z',
        'Z Z +00 +0000 +00:00 +0000 +00:00 +0000 GMT Z',
        'Z Z +00 +0000 +00:00 +0000 +00:00 +0000 GMT Z',
        'Z Z +00 +0000 +00:00 +0000 +00:00 +0000 GMT Z',
        'Z Z +00 +0000 +00:00 +0000 +00:00 +0000 GMT Z',
        'Z Z +00 +0000 +00:00 +0000 +00:00 +0000 GMT Z',
        'Z Z +00 +0000 +00:00 +0000 +00:00 +0000 GMT Z',
    ],
    "''''yy'''o'[ HH[:mm": [
        "'24'o 15:04",
        "'24'o 00:00",
        "'24'o 23:59",
        "'01'o 00:00",
        "'99'o 23:59",
        "'00'o 00:00",
        "'69'o 23:59",
    ],
}


@pytest.mark.parametrize("pattern", PRINTED)
def test_prints_like_java(pattern: str) -> None:
    assert [java_date_pattern.format_instant(pattern, second, nano)
            for second, nano in MOMENTS] == PRINTED[pattern]


@pytest.mark.parametrize("pattern", [
    "b", "p", "I", "'open", "y]", "{y}", "#", "aa", "ddd", "HHH", "MMMMMM", "cc", "V", "zzzzz",
    "OO", "XXXXXX", "SSSSSSSSSS", "DDDD", "FF", "WW", "www", "GGGGGG", "uuuuuuuuuuuuuuuuuuuu"])
def test_refuses_like_java(pattern: str) -> None:
    with pytest.raises(java_date_pattern.PatternError):
        java_date_pattern.compile_pattern(pattern)
