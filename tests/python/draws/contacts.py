"""Section 7.6: addresses, phones, accounts and companies of records."""

from __future__ import annotations

import math
import re

from .column import DIGITS, UPPER
from .numbers import (NOBODY, Check, Scheme, expanded, italian, modulus_11_10, number,
                      remainder_97, weighted)
from .records import Record, Row, alias
from .stream import MASK, bounded, draw
from .tables import rows_of, table


def high(bits: int, n: int) -> int:
    """One of `n` by the high half of a draw."""
    return (bits >> 32) * n >> 32


def class_text(pattern: str, choose) -> str:
    """Text number `choose(count)` of a pattern of data/: `x`, `[0-46]` and literals."""
    places = [DIGITS if part == "x" else expanded(part[1:-1]) if part[0] == "[" else part
              for part in re.findall(r"\[[^]]*\]|.", pattern)]
    number, text = choose(math.prod(map(len, places))), ""
    for characters in reversed(places):
        number, digit = divmod(number, len(characters))
        text = characters[digit] + text
    return text


def ascii_of(row: Row, column: str = "name") -> str:
    return row["ascii"] or row[column]


def address_part(text: str) -> str:
    return "".join(c for c in text.lower() if c in DIGITS or "a" <= c <= "z") or "x"


def username(record: Record, row: int) -> str:
    form = draw(record.c.slot("address.form"), row)
    given = address_part(ascii_of(record.given(row)))
    text = given[0] if form % 8 == 0 else given
    text += "." if form // 8 % 8 else ""
    text += address_part(ascii_of(record.family(row)))
    return text + (f"{form // 256 % 100:02d}" if form // 64 % 4 == 0 else "")


def email(record: Record, row: int) -> str:
    form = draw(record.c.slot("address.form"), row)
    return f"{username(record, row)}@example.{('com', 'org', 'net')[(form >> 32) % 3]}"


def full_name(record: Record, row: int) -> str:
    country = record.country(row)
    given, family = record.given(row)["name"], record.family(row)["name"]
    blank = "" if country["languages"][:2] in ("zh", "ja", "ko") else " "
    return (family + blank + given if country["family_first"] == "1" else given + blank + family)


def title(record: Record, row: int, language: str = "en") -> str:
    sex = "f" if record.is_female(row) else "m"
    return record.weighted(rows_of("titles", f"{language}/{sex}"), "title", row)["text"]


def job(record: Record, row: int, language: str = "en") -> str:
    return record.choose(rows_of("jobs", language), "job", row)["title"]


def phone(record: Record, row: int, kind: str, slot: str) -> str:
    """`kind` is mobile or fixed."""
    code = record.code(row)
    rows = rows_of("phones", f"{code}/{kind}") or rows_of("phones", code)
    chosen = record.weighted(rows, f"{slot}.pattern", row)
    return f"+{chosen['calling_code']}" + class_text(
        chosen["digits"], lambda n: bounded(record.c.slot(f"{slot}.digits"), row, n))


def street(record: Record, row: int) -> str:
    return record.choose(rows_of("streets", record.code(row)), "street", row)["name"]


def house(record: Record, row: int) -> int:
    bits = draw(record.c.slot("house"), row)
    return 1 + min((bits >> 32) * 199 >> 32, (bits % 2**32) * 199 >> 32)


def postcode(record: Record, row: int) -> str:
    city = record.city(row)
    region = int(city["region"])
    code = record.code(row)
    own = f"{code}/{table('regions')[region]['code']}"
    rows = rows_of("postcodes", own) if region >= 0 else []
    rows = rows or rows_of("postcodes", code)
    if not rows:
        return ""
    codes = min(1 + int(city["population"]) // 20_000, 64)
    number = int(city["row"]) * 64 + record.c.between(row, 0, codes - 1, "postcode")
    pattern = record.choose(rows, "postcode.pattern", number)["pattern"]
    return class_text(pattern,
                      lambda n: bounded(record.c.slot("postcode.digits"), number, n))


# --- accounts ----------------------------------------------------------------------------


def two_digits(at: int, base: int, times: int = 100) -> Check:
    return remainder_97(at, at, times=times, minus_from=base)


# Some of those in src/gen/types/finance/bban.cc; countries that are not there have none.
SPANISH = "01987654321"
ACCOUNTS = {
    "BE": Scheme("##########==", [two_digits(10, 97, 96)]),
    "ES": Scheme("########==##########", [weighted(8, "485A9736", 11, SPANISH),
                                          weighted(9, "12485A9736", 11, SPANISH, start=10)]),
    "FR": Scheme("#####################==", [two_digits(21, 97)]),
    "HR": Scheme("######=#########=", [modulus_11_10(6, 6), modulus_11_10(16, 9, 7)]),
    "IT": Scheme("=######################", [italian(0, 1, 22)]),
    "MU": Scheme("@@@@################000MUR"),
    "NL": Scheme("@@@@#########=", [weighted(13, "A98765432", 11, "0!987654321", start=4)]),
    "PL": Scheme("#######=################", [weighted(7, "3971397", 10, "0987654321")]),
    "PT": Scheme("###################==", [two_digits(19, 98)]),
}


def account(record: Record, row: int) -> str:
    """The end of the IBAN; the country must have one."""
    code = record.code(row)
    characters = {"n": "#", "a": "@", "c": "[0-9A-Z]"}
    plain = "".join(int(count) * characters[kind] for count, kind in re.findall(
        r"(\d+)([nac])", rows_of("iban", code)[0]["bban"]))
    return number(ACCOUNTS.get(code, Scheme(plain)), record.c.slot("iban"), row, NOBODY)


def iban(record: Record, row: int) -> str:
    code, rest = record.code(row), account(record, row)
    number = int("".join(str(int(c, 36)) for c in rest + code + "00"))
    return f"{code}{98 - number % 97:02d}{rest}"


def account_number(record: Record, row: int) -> str:
    if rows_of("iban", record.code(row)):
        return account(record, row)
    return f"{bounded(record.c.slot('account'), row, 10**10):010d}"


def bic(record: Record, row: int, form: str = "any") -> str:
    rest = draw(record.c.slot("bic"), row)

    def take(characters: str) -> str:
        nonlocal rest
        product = rest * len(characters)
        rest = product & MASK
        return characters[product >> 64]

    bank = "".join(take(UPPER) for _ in range(4))
    place = "".join(take(UPPER.replace("O", "") + "23456789") for _ in range(2))
    own = rows_of("iban", record.code(row))
    if own and own[0]["bban"].startswith("4a"):
        bank = account(record, row)[:4]
    text = bank + record.code(row) + place
    bits = draw(record.c.slot("bic.branch"), row)
    if form == "bic8" or form == "any" and bits >> 63:
        return text
    return text + ("XXX" if bits >> 62 & 1 else f"{(bits % 2**32) * 1000 >> 32:03d}")


# --- companies ---------------------------------------------------------------------------


def company_parts(record: Record, row: int) -> list[tuple[str, str, str]]:
    """Kind, text and its part of a domain."""
    language = record.country(row)["languages"][:2]
    language = language if rows_of("company_patterns", language) else "en"
    pattern = record.choose(rows_of("company_patterns", language), "company.pattern", row)
    key, code = record.c.slot("company.name"), record.code(row)
    words = rows_of("company_words", language) or rows_of("company_words", "mul")
    families, parts = 0, []
    for part in re.findall(r"\{[a-z]+\}|[^{]+", pattern["pattern"]):
        if part == "{suffix}":
            suffix = record.choose(rows_of("company_suffixes", code), "company.suffix", row)
            parts.append((part, suffix["text"], ""))
        elif part == "{word}":
            word = words[high(draw(key, row), len(words))]
            parts.append((part, word["text"], address_part(ascii_of(word, "text"))))
        elif part == "{family}":
            families += 1
            rows = rows_of("family_names", code)
            name = rows[high(draw(key, row, families), len(rows))]
            parts.append((part, name["name"], address_part(ascii_of(name))))
        else:
            parts.append(("", part, ""))
    return parts


def company(record: Record, row: int) -> str:
    return "".join(text for _, text, _ in company_parts(record, row))


def company_domain(record: Record, row: int) -> str:
    label = ""
    for _, _, part in company_parts(record, row):
        if part and (not label or len(label) + 1 + len(part) <= 63):
            label += ("-" if label else "") + part[:63]
    return label + ".example"


# --- cards -------------------------------------------------------------------------------

BRANDS = {"visa": 50.0, "mastercard": 30.0, "amex": 6.0, "discover": 4.0, "jcb": 3.0,
          "diners": 1.0, "unionpay": 5.0, "maestro": 1.0}


def card_brand(record: Record, row: int, test: bool = True, only: str = "") -> str:
    weights = alias(tuple(weight if (not only or only == brand) and
                          (not test or rows_of("cards", f"{brand}/test")) else 0.0
                          for brand, weight in BRANDS.items()))
    return list(BRANDS)[weights.choose(record.c.slot("card.brand"), row)]


def card(record: Record, row: int, test: bool = True, only: str = "") -> str:
    brand = card_brand(record, row, test, only)
    rows = [one for one in rows_of("cards", brand)
            if one["brand"] == (f"{brand}/test" if test else brand)]
    chosen = record.choose(rows, "card.prefix", row)
    digits, length = chosen["prefix"], int(chosen["length"])
    bits = draw(record.c.slot("card.digits"), row)
    while len(digits) + 1 < length:
        bits, digit = divmod(bits, 10)
        digits += str(digit)
    if len(digits) < length:
        total = sum(int(d) if i % 2 else sum(divmod(2 * int(d), 10))
                    for i, d in enumerate(reversed(digits)))
        digits += str(-total % 10)
    return digits


def card_code(record: Record, row: int, test: bool = True, only: str = "") -> str:
    digits = 4 if card_brand(record, row, test, only) == "amex" else 3
    return f"{bounded(record.c.slot('card.code'), row, 10**digits):0{digits}d}"
