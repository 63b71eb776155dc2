"""Numbers with check digits of the program against draws: schemes of every kind."""

from __future__ import annotations

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import draws  # noqa: E402
from draws_run import RANGES, SEEDS, check_cells, rowmill  # noqa: E402, F401

ALL = 10_000
SAME_11, SAME_11_ZERO = "0123456789!", "01234567890"
NEGATIVE_10, NEGATIVE_11 = "0987654321", "0!987654321"

DANISH = [draws.weighted(10, "4327650432", 11, NEGATIVE_11, of_sex=True)]
BIRTH_NUMBER = {"month_add": (0, 50, 0, 50, 0, 50)}
NORWEGIAN = [draws.weighted(9, "376189452", 11, NEGATIVE_11),
             draws.weighted(10, "5432765432", 11, NEGATIVE_11)]
NATIONAL_IDS = {
    "BE": [(ALL, draws.Scheme("{yy}{mm}{dd}[1-8]#{02468|13579}==",
                              [draws.remainder_97(9, 9, plus_since_2000=2_000_000_000,
                                                  minus_from=97)]))],
    "CZ": [(1954, draws.Scheme("{yy}{mm}{dd}/<001-999>", **BIRTH_NUMBER)),
           (ALL, draws.Scheme("{yy}{mm}{dd}/###=",
                              [draws.weighted(10, "1A1A1A01A1", 11, SAME_11)], **BIRTH_NUMBER))],
    "DE": [(ALL, draws.Scheme("{de.ten}=", [draws.modulus_11_10(10, 10)]))],
    "DK": [(1900, draws.Scheme("{dd}{mm}{yy}-[5-8]##=", DANISH)),
           (2000, draws.Scheme("{dd}{mm}{yy}-[0-3]##=", DANISH)),
           (ALL, draws.Scheme("{dd}{mm}{yy}-[4-9]##=", DANISH))],
    "EE": [(ALL, draws.Scheme("{c}{yy}{mm}{dd}<001-710>=",
                              [draws.weighted(10, "1234567891", 11, SAME_11_ZERO,
                                              second="3456789123")], "123456"))],
    "FI": [(ALL, draws.Scheme("{dd}{mm}{yy}{c}[1-8]#{02468|13579}=",
                              [draws.weighted(10, "EK2PI807A1", 31,
                                              "0123456789ABCDEFHJKLMNPRSTUVWXY")], "++--AA"))],
    "FR": [(ALL, draws.Scheme("{2|1}{yy}{mm}<21-95><001-400><001-999>==",
                              [draws.remainder_97(13, 13, minus_from=97)]))],
    "NO": [(1900, draws.Scheme("{dd}{mm}{yy}[5-6]#{02468|13579}==", NORWEGIAN)),
           (2000, draws.Scheme("{dd}{mm}{yy}[0-4]#{02468|13579}==", NORWEGIAN)),
           (ALL, draws.Scheme("{dd}{mm}{yy}[5-9]#{02468|13579}==", NORWEGIAN))],
    "PL": [(ALL, draws.Scheme("{yy}{mm}{dd}###{02468|13579}=",
                              [draws.weighted(10, "1379137913", 10, NEGATIVE_10)],
                              month_add=(80, 80, 0, 0, 20, 20)))],
    "RU": [(ALL, draws.Scheme("<01-92>########==",
                              [draws.weighted(10, "724A359468", 11, SAME_11_ZERO),
                               draws.weighted(11, "3724A359468", 11, SAME_11_ZERO)]))],
    "SE": [(ALL, draws.Scheme("{yyyy}{mm}{dd}-##{02468|13579}=",
                              [draws.weighted(12, "002121210212", 10, NEGATIVE_10, fold=True)]))],
    "UA": [(ALL, draws.Scheme("{days}###{02468|13579}=",
                              [draws.weighted(9, "A57946A57", 11, SAME_11_ZERO)]))],
}
CONSONANTS = "[0-9B-DF-HJ-NP-TV-Z]"
ISINS = {
    "FR": draws.Scheme("FR00[01]######=", [draws.isin_check]),
    "GB": draws.Scheme(f"GB00B{CONSONANTS}{CONSONANTS}###==", [
        draws.weighted(10, "131739", 10, NEGATIVE_10, start=4), draws.isin_check]),
    "JP": draws.Scheme("JP[0-9A-HJ-NP-Z][0-9A-HJ-NP-Z]#######=", [draws.isin_check]),
    "US": draws.Scheme("US###[0-9A-HJ-NP-Z]##10==", [
        draws.weighted(10, "12121212", 10, NEGATIVE_10, start=2, fold=True), draws.isin_check]),
}
VAT_NUMBERS = {
    "BR": draws.Scheme("<01000001-59999999>0001==", [
        draws.weighted(12, "543298765432", 11, "00987654321"),
        draws.weighted(13, "6543298765432", 11, "00987654321")]),
    "DE": draws.Scheme("DE[1-9]#######=", [draws.modulus_11_10(10, 8, 2)]),
    "FR": draws.Scheme("FR==[1-9]#######=", [
        draws.weighted(12, "12121212", 10, NEGATIVE_10, start=4, fold=True),
        draws.remainder_97(2, 9, 4, times=100, plus=12)]),
}


def person_of(country: str, ages: tuple[int, int] = (18, 90)):
    options = {"type": "person.national_id", "of": country, "countries": [country]}
    if ages != (18, 90):
        options |= {"age_min": ages[0], "age_max": ages[1]}
    return options, lambda c, row: draws.national_id(
        draws.Record(c.seed, c.entity, country, (country,), ages=ages), row, NATIONAL_IDS)


def isin(c, row):
    record = draws.Record(c.seed, c.entity, "paper", tuple(ISINS))
    scheme = ISINS[record.code(row)]
    return draws.number(scheme, record.c.slot("isin"), row, draws.NOBODY)


def vat_number(c, row):
    record = draws.Record(c.seed, c.entity, "tax", tuple(VAT_NUMBERS))
    return draws.number(VAT_NUMBERS[record.code(row)], record.c.slot("vat"), row, draws.NOBODY)


def eurobond(c, row):
    record = draws.Record(c.seed, c.entity, "bond", ("US",))
    return draws.number(draws.Scheme("XS#########=", [draws.isin_check]), record.c.slot("isin"),
                        row, draws.NOBODY)


EVERY = {"of": "any", "countries": list(NATIONAL_IDS)}
FIELDS = {
    **{country: person_of(country, (0, 130) if country in ("DK", "NO", "BE") else (18, 90))
       for country in NATIONAL_IDS},
    "any": ({"type": "person.national_id", **EVERY}, lambda c, row: draws.national_id(
        draws.Record(c.seed, c.entity, "any", tuple(NATIONAL_IDS)), row, NATIONAL_IDS)),
    "isin": ({"type": "finance.isin", "of": "paper", "countries": list(ISINS)}, isin),
    "vat": ({"type": "finance.vat_number", "of": "tax", "countries": list(VAT_NUMBERS)},
            vat_number),
    "bond": ({"type": "finance.isin", "of": "bond", "international": True},
             eurobond),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("first,rows", RANGES)
def test_columns(rowmill, tmp_path, seed, first, rows):  # noqa: F811
    check_cells(rowmill, tmp_path, FIELDS, seed, first, rows)
