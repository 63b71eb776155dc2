"""phones: rows of digit classes per country and kind, from libphonenumber's metadata.

Rows another number type also matches are cut out, so that what is drawn has the type it
is drawn for; then every row is sampled with Google's rules (the package phonenumbers), and
rows that are not accepted are dropped.
"""

from __future__ import annotations

import hashlib

import digit_rows
import table

ORIGINS = ("libphonenumber-js", "phonenumbers")
FIXED, MOBILE = 0, 1
SAMPLES = 40
ROW_SHARE_MIN = 1e-6
LENGTHS_AROUND = 2
E164_DIGITS = 15


def _lengths(data: list, kind: int) -> list[int]:
    entry = data[11][kind]
    return entry[1] if len(entry) > 1 else data[3]


def _rows(data: list, kind: int) -> list[digit_rows.Row]:
    """The strings of one number type, of the lengths possible for it."""
    types = data[11] if len(data) > 11 and data[11] else []
    if kind >= len(types) or not types[kind] or not types[kind][0]:
        return []
    lengths = set(_lengths(data, kind))
    return [row for row in digit_rows.parse(types[kind][0]) if len(row) in lengths]


def _by_kind(data: list) -> dict[str, list[digit_rows.Row]]:
    fixed, mobile = _rows(data, FIXED), _rows(data, MOBILE)
    others = [row for kind in range(2, len(data[11]))for row in _rows(data, kind)]
    fixed = digit_rows.disjoint(digit_rows.subtract(fixed, others))
    mobile = digit_rows.disjoint(digit_rows.subtract(mobile, others))
    if not mobile and data[0] == "1":
        return {"fixed": fixed, "mobile": fixed}
    return {"fixed": _most(digit_rows.subtract(fixed, mobile), fixed),
            "mobile": _most(digit_rows.subtract(mobile, fixed), mobile)}


def _most(alone: list[digit_rows.Row], all_of_kind: list[digit_rows.Row]) -> list:
    """Numbers of one kind alone, unless next to all are of both (Mexico)."""
    sizes = [sum(map(digit_rows.size, rows)) for rows in (alone, all_of_kind)]
    return alone if sizes[0] * 20 >= sizes[1] else all_of_kind


def _apart_from_main(kinds: dict[str, list], main: dict[str, list]) -> dict[str, list]:
    """Numbers of a country that shares its calling code are not those of the main one."""
    others = main["fixed"] + main["mobile"]
    return {kind: digit_rows.subtract(rows, others) or rows for kind, rows in kinds.items()}


class _Judge:
    """Asks the package phonenumbers."""

    def __init__(self, source) -> None:
        source.importable()
        import phonenumbers
        self.lib = phonenumbers
        types = phonenumbers.PhoneNumberType
        both = types.FIXED_LINE_OR_MOBILE
        self.accepted = {"fixed": (types.FIXED_LINE, both), "mobile": (types.MOBILE, both)}

    def usual_length(self, country: str, kind: str) -> int:
        number = self.lib.example_number_for_type(country, self.accepted[kind][0])
        number = number or self.lib.example_number(country)
        return len(self.lib.national_significant_number(number))

    def accepts(self, calling_code: str, kind: str, row: digit_rows.Row) -> bool:
        choices = [[d for d in range(10) if mask >> d & 1] for mask in row]
        seed = f"{calling_code} {digit_rows.spell(row)}"
        for sample in range(SAMPLES):
            noise = hashlib.sha256(f"{seed} {sample}".encode()).digest()
            digits = "".join(str(options[noise[at] % len(options)])
                             for at, options in enumerate(choices))
            number = self.lib.PhoneNumber(
                country_code=int(calling_code), national_number=int(digits),
                italian_leading_zero=digits.startswith("0") or None,
                number_of_leading_zeros=len(digits) - len(digits.lstrip("0")) or None)
            if not self.lib.is_valid_number(number) or (
                    self.lib.number_type(number) not in self.accepted[kind]):
                return False
        return True


def _weights(rows: list[digit_rows.Row], usual: int) -> dict[digit_rows.Row, int]:
    """How many numbers a row has; lengths other than the usual one are made rarer.

    Uniform draws would nearly always have the greatest possible length.
    """
    lengths = {len(row) for row in rows}
    near = min(lengths, key=lambda length: (abs(length - usual), length))
    total = {length: sum(digit_rows.size(row) for row in rows if len(row) == length)
             for length in lengths}
    weights = {}
    for row in rows:
        apart = abs(len(row) - near)
        if apart <= LENGTHS_AROUND:
            share = total[near] / (total[len(row)] * 2 ** apart) if apart else 1
            weights[row] = max(1, round(digit_rows.size(row) * share))
    least = ROW_SHARE_MIN * sum(weights.values())
    return {row: weight for row, weight in weights.items() if weight >= least}


def make(context) -> list[table.Table]:
    judge = _Judge(context.archives["phonenumbers"])
    metadata = context.archives["libphonenumber-js"].json("metadata.max.json")
    result = []
    for country, data in sorted(metadata["countries"].items()):
        if country not in context.countries:
            continue
        kinds = _by_kind(data)
        main = metadata["country_calling_codes"][data[0]][0]
        if main != country:
            kinds = _apart_from_main(kinds, _by_kind(metadata["countries"][main]))
        for kind, rows in sorted(kinds.items()):
            good = [row for row in rows if len(data[0]) + len(row) <= E164_DIGITS
                    and judge.accepts(data[0], kind, row)]
            weights = _weights(good, judge.usual_length(country, kind)) if good else {}
            result += [(f"{country}/{kind}", data[0], digit_rows.spell(row), weight)
                       for row, weight in sorted(weights.items())]
    return [table.Table("phones", table.columns(
        "slice:slice calling_code:text digits:text weight:weight"), result, ORIGINS,
        "national numbers as digit classes (x is any digit), weighted by how many there are; "
        "unusual lengths are rarer")]
