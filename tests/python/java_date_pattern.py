"""Java's DateTimeFormatter patterns in Python, to compare `datagen.date_as_string` with.

Written from the documentation of java.time.format and checked against OpenJDK 17; it
shares nothing with the C++ implementation.

    >>> format_instant("EEEE',' dd 'of' LLLL YYYY, 'at' h a", 1_706_195_096)
    'Thursday, 25 of January 2024, at 3 PM'

Assumed: the moment is shown in UTC as `ZoneOffset.UTC`, whose name is `Z` (zone="UTC" gives
what `ZoneId.of("UTC")` prints); texts are those of `Locale.ENGLISH`; weeks are those of the
USA, which is also what Java takes for `Locale.ENGLISH`: they begin on Sunday, and the first
week of a year or month is the one with its first day. `F` is the day's number within its
week of the month, counted from the 1st (OpenJDK up to 18).

Left out: `B`, `g`, `p`, `v`, which Datagen's specification does not ask for. Years of eleven
letters and more are written here; Java takes such patterns and then fails to print them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

MONTHS = ("January February March April May June July August September October November "
          "December").split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
QUARTERS = ["1st quarter", "2nd quarter", "3rd quarter", "4th quarter"]
FIRST_WEEKDAY = 7  # ISO number: Sunday
WEEK_DAYS_MIN = 1
DAY_SECONDS = 86_400


class PatternError(ValueError):
    """The pattern is none of Java's, or has a letter that is left out here."""


@dataclasses.dataclass(frozen=True)
class Moment:
    """A date and time in UTC. Years are proleptic: 0 is 1 BC."""

    year: int
    month: int
    day: int
    day_of_year: int
    weekday: int  # ISO: 1 = Monday
    second_of_day: int
    nano: int
    zone: str

    @property
    def hour(self) -> int:
        return self.second_of_day // 3600

    @property
    def minute(self) -> int:
        return self.second_of_day // 60 % 60

    @property
    def second(self) -> int:
        return self.second_of_day % 60


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_lengths(year: int) -> list[int]:
    return [31, 29 if is_leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def days_before(year: int) -> int:
    """Days from 1970-01-01 to the first day of a year."""
    past = year - 1
    return past * 365 + past // 4 - past // 100 + past // 400 - 719_162


def moment_of(epoch_second: int, nano: int, zone: str) -> Moment:
    days, second_of_day = divmod(epoch_second, DAY_SECONDS)
    year = 1970 + days // 366  # never too late for years after 1970, corrected below
    while days_before(year) > days:
        year -= 1
    while days_before(year + 1) <= days:
        year += 1
    day_of_year = days - days_before(year) + 1
    day = day_of_year
    month = 1
    for length in month_lengths(year):
        if day <= length:
            break
        day -= length
        month += 1
    # 1970-01-01 was a Thursday.
    return Moment(year, month, day, day_of_year, (days + 3) % 7 + 1, second_of_day, nano, zone)


# ---- Weeks ----

def local_weekday(moment: Moment) -> int:
    return (moment.weekday - FIRST_WEEKDAY) % 7 + 1


def week_number(day: int, weekday: int, at: int | None = None) -> int:
    """The week (from 0) of day `at` of a period whose day `day` is a `weekday`."""
    start = (day - weekday) % 7  # days before the first whole week
    offset = 7 - start if start + 1 > WEEK_DAYS_MIN else -start
    return (7 + offset + (day if at is None else at) - 1) // 7


def week_of_year(moment: Moment) -> tuple[int, int]:
    """Week-based year and its week."""
    weekday = local_weekday(moment)
    year, day = moment.year, moment.day_of_year
    length = 366 if is_leap(year) else 365
    week = week_number(day, weekday)
    if week == 0:
        length_before = 366 if is_leap(year - 1) else 365
        return year - 1, week_number(day + length_before, weekday)
    first_of_next = week_number(day, weekday, length + WEEK_DAYS_MIN)
    if week >= first_of_next:
        return year + 1, week - first_of_next + 1
    return year, week


# ---- Pieces ----

def number(value: int, width: int = 1, plus: bool = False) -> str:
    """Padded with zeros; with `plus`, a number wider than `width` gets its sign."""
    text = str(abs(value)).rjust(width, "0")
    if value < 0:
        return "-" + text
    return "+" + text if plus and value >= 10**width else text


def year_text(year: int, count: int) -> str:
    if count == 2:
        return number(abs(year) % 100, 2)
    return number(year, count, plus=count >= 4)


def name_text(names: list[str], index: int, count: int) -> str:
    """3 letters, the whole name or one letter, for counts of up to 3, 4 and 5."""
    if count == 5:
        return names[index][0]
    return names[index] if count == 4 else names[index][:3]


def month_text(moment: Moment, count: int) -> str:
    if count <= 2:
        return number(moment.month, count)
    return name_text(MONTHS, moment.month - 1, count)


def quarter_text(moment: Moment, count: int) -> str:
    quarter = (moment.month + 2) // 3
    if count <= 2:
        return number(quarter, count)
    return {3: f"Q{quarter}", 4: QUARTERS[quarter - 1], 5: str(quarter)}[count]


def weekday_text(moment: Moment, count: int) -> str:
    return name_text(WEEKDAYS, moment.weekday - 1, count)


def local_weekday_text(moment: Moment, count: int) -> str:
    if count <= 2:
        return number(local_weekday(moment), count)
    return weekday_text(moment, count)


def era_text(moment: Moment, count: int) -> str:
    after = moment.year >= 1
    if count == 4:
        return "Anno Domini" if after else "Before Christ"
    return ("AD" if after else "BC")[:1 if count == 5 else 2]


def zone_name(moment: Moment, count: int) -> str:
    if count == 4 and moment.zone == "UTC":
        return "Coordinated Universal Time"
    return moment.zone


def offset_z(_: Moment, count: int) -> str:
    return {4: "GMT", 5: "Z"}.get(count, "+0000")


def offset_x(_: Moment, count: int) -> str:
    if count == 1:
        return "+00"
    return "+0000" if count % 2 == 0 else "+00:00"


def plain(value: Callable[[Moment], int]) -> Callable[[Moment, int], str]:
    return lambda moment, count: number(value(moment), count)


def nano_of_day(moment: Moment) -> int:
    return moment.second_of_day * 10**9 + moment.nano


def year_of_era(moment: Moment) -> int:
    return moment.year if moment.year >= 1 else 1 - moment.year


UP_TO_19 = range(1, 20)
# letter -> (how often it may stand, its text)
LETTERS: dict[str, tuple[object, Callable[[Moment, int], str]]] = {
    "G": (range(1, 6), era_text),
    "u": (UP_TO_19, lambda m, n: year_text(m.year, n)),
    "y": (UP_TO_19, lambda m, n: year_text(year_of_era(m), n)),
    "Y": (range(1, 1_000), lambda m, n: year_text(week_of_year(m)[0], n)),
    "M": (range(1, 6), month_text),
    "L": (range(1, 6), month_text),
    "d": (range(1, 3), plain(lambda m: m.day)),
    "D": (range(1, 4), plain(lambda m: m.day_of_year)),
    "Q": (range(1, 6), quarter_text),
    "q": (range(1, 6), quarter_text),
    "w": (range(1, 3), plain(lambda m: week_of_year(m)[1])),
    "W": (range(1, 2), plain(lambda m: week_number(m.day, local_weekday(m)))),
    "E": (range(1, 6), weekday_text),
    "e": (range(1, 6), local_weekday_text),
    "c": ((1, 3, 4, 5), local_weekday_text),
    "F": (range(1, 2), plain(lambda m: (m.day - 1) % 7 + 1)),
    "a": (range(1, 2), lambda m, _: "PM" if m.hour >= 12 else "AM"),
    "h": (range(1, 3), plain(lambda m: (m.hour - 1) % 12 + 1)),
    "K": (range(1, 3), plain(lambda m: m.hour % 12)),
    "k": (range(1, 3), plain(lambda m: (m.hour - 1) % 24 + 1)),
    "H": (range(1, 3), plain(lambda m: m.hour)),
    "m": (range(1, 3), plain(lambda m: m.minute)),
    "s": (range(1, 3), plain(lambda m: m.second)),
    "S": (range(1, 10), lambda m, n: f"{m.nano:09}"[:n]),
    "A": (UP_TO_19, plain(lambda m: nano_of_day(m) // 10**6)),
    "n": (UP_TO_19, plain(lambda m: m.nano)),
    "N": (UP_TO_19, plain(nano_of_day)),
    "V": ((2,), lambda m, _: m.zone),
    "z": (range(1, 5), zone_name),
    "O": ((1, 4), lambda m, _: "GMT"),
    "X": (range(1, 6), lambda m, _: "Z"),
    "x": (range(1, 6), offset_x),
    "Z": (range(1, 6), offset_z),
}

Piece = Callable[[Moment], str]


def literal(text: str) -> Piece:
    return lambda _: text


def letters(letter: str, count: int) -> Piece:
    if letter not in LETTERS:
        raise PatternError(f"unknown letter: {letter}")
    counts, text = LETTERS[letter]
    if count not in counts:
        raise PatternError(f"too many letters: {letter * count}")
    return lambda moment: text(moment, count)


def quoted(pattern: str, start: int) -> tuple[str, int]:
    """The text behind the quote at `start`, and where the pattern goes on. A pair of
    quotes inside is one quote; with nothing between them the outer two are one."""
    text = ""
    at = start + 1
    while at < len(pattern):
        if pattern.startswith("''", at):
            text += "'"
            at += 2
        elif pattern[at] == "'":
            return text or "'", at + 1
        else:
            text += pattern[at]
            at += 1
    raise PatternError("the pattern ends inside quotes")


def compile_pattern(pattern: str) -> list[Piece]:
    """Pieces that print one after another. Everything optional is known of a moment, so
    brackets leave no trace.

    Errors: PatternError.
    """
    pieces: list[Piece] = []
    open_brackets = 0
    at = 0
    while at < len(pattern):
        char = pattern[at]
        end = at + 1
        if char.isascii() and char.isalpha():
            while end < len(pattern) and pattern[end] == char:
                end += 1
            pieces.append(letters(char, end - at))
        elif char == "'":
            text, end = quoted(pattern, at)
            pieces.append(literal(text))
        elif char in "[]":
            open_brackets += 1 if char == "[" else -1
            if open_brackets < 0:
                raise PatternError("] without [")
        elif char in "{}#":
            raise PatternError(f"reserved: {char}")
        else:
            pieces.append(literal(char))
        at = end
    return pieces


def format_instant(pattern: str, epoch_second: int, nano: int = 0, zone: str = "Z") -> str:
    """The text of a moment, given in seconds since 1970-01-01T00:00:00Z and nanoseconds.

    Errors: PatternError.
    """
    moment = moment_of(epoch_second, nano, zone)
    return "".join(piece(moment) for piece in compile_pattern(pattern))
