"""Names, addresses, phones, accounts, companies and words of the program against draws."""

from __future__ import annotations

import datetime
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import draws  # noqa: E402
from draws_run import RANGES, SEEDS, csv_rows, model_of, rowmill  # noqa: E402, F401


def person(kind: str, make, label: str = "", countries=("FR", "JP", "US", "RU"),
           weight: str = "uniform", **options):
    """A field of a record and its maker from the record."""
    options |= {"countries": list(countries)}
    if label:
        options["of"] = label
    if weight != "uniform":
        options["weight"] = weight

    def made(c, row):
        return make(draws.Record(c.seed, c.entity, label, tuple(countries), weight), row)

    return {"type": kind, **options}, made


def often(kind: str, make):
    return person(kind, make, "often", ("FR", "ES", "CZ"), "frequency")


def crowd(kind: str, make):
    return person(kind, make, "crowd", ("IN", "DE", "GB"), "population")


def bank(kind: str, make, **options):
    return person(kind, make, "bank", ("GB", "US", "PL", "AD"), **options)


def firm(kind: str, make):
    return person(kind, make, "firm", ("FR", "DE", "US", "JP"))


def card(kind: str, make, label: str, **options):
    """`options` hold for the record; `make` takes them."""
    def made(c, row):
        record = draws.Record(c.seed, c.entity, label)
        return make(record, row, options.get("test", True), options.get("brand", ""))

    return {"type": kind, "of": label, **options}, made


def plain(kind: str, make, **options):
    return {"type": kind, **options}, make


RECORDS = {
    "country": person("place.country", lambda r, row: r.country(row)["name"]),
    "first": person("person.first_name", lambda r, row: r.given(row)["name"]),
    "last": person("person.last_name", lambda r, row: r.family(row)["name"]),
    "full": person("person.full_name", draws.full_name),
    "sex": person("person.sex", lambda r, row: "female" if r.is_female(row) else "male"),
    "born": person("person.birth_date", lambda r, row: str(r.birth(row))),
    "email": person("person.email", draws.email),
    "user": person("person.username", draws.username),
    "phone": person("person.phone", lambda r, row: draws.phone(r, row, "mobile", "phone.mobile")),
    "line": person("place.phone", lambda r, row: draws.phone(r, row, "fixed", "phone.fixed")),
    "title": person("person.title", draws.title),
    "job": person("person.job", draws.job),
    "city": person("place.city", lambda r, row: r.city(row)["name"]),
    "street": person("place.street", draws.street),
    "house": person("place.building", lambda r, row: str(draws.house(r, row))),
    "postcode": person("place.postcode", draws.postcode),
    "often_first": often("person.first_name", lambda r, row: r.given(row)["name"]),
    "often_last": often("person.last_name", lambda r, row: r.family(row)["name"]),
    "crowd_country": crowd("place.country_code", lambda r, row: r.code(row)),
    "crowd_city": crowd("place.city", lambda r, row: r.city(row)["name"]),
    "crowd_postcode": crowd("place.postcode", draws.postcode),
    "account": bank("finance.account", draws.account_number),
    "bic": bank("finance.bic", draws.bic),
    "bic11": bank("finance.bic", lambda r, row: draws.bic(r, row, "bic11"), form="bic11"),
    "iban": person("finance.iban", draws.iban, "iban",
                   ("GB", "AD", *draws.ACCOUNTS)),
    "company": firm("commerce.company", draws.company),
    "site": firm("company.domain", draws.company_domain),
    "desk": firm("company.phone", lambda r, row: draws.phone(r, row, "fixed", "company.phone")),
    "card": card("finance.card", draws.card, "purse"),
    "brand": card("finance.card_brand", draws.card_brand, "purse"),
    "cvv": card("finance.cvv", draws.card_code, "purse"),
    "card_any": card("finance.card", draws.card, "any", test=False),
    "cvv_any": card("finance.cvv", draws.card_code, "any", test=False),
    "card_amex": card("finance.card", draws.card, "amex", test=False, brand="amex"),
    "cvv_amex": card("finance.cvv", draws.card_code, "amex", test=False, brand="amex"),
}

OTHERS = {
    "word": plain("text.word", lambda c, row: draws.choice(
        c, row, draws.column_of("words", "word", "en"))),
    "words": plain("text.words", draws.words),
    "words_many": plain("text.words", lambda c, row: draws.words(c, row, (1, 40)),
                        length={"min": 1, "max": 40}),
    "sentence": plain("text.sentence", draws.sentence),
    "sentence_long": plain("text.sentence", lambda c, row: draws.sentence(c, row, (1, 32)),
                           length={"min": 1, "max": 32}),
    "paragraph": plain("text.paragraph", draws.paragraph),
    "paragraph_long": plain("text.paragraph", lambda c, row: draws.paragraph(c, row, (16, 16)),
                            length=16),
    "domain": plain("internet.domain", draws.domain),
    "domain_real": plain("internet.domain", lambda c, row: draws.domain(c, row, True),
                         real_tld=True),
    "slug": plain("internet.slug", lambda c, row: draws.slug(c, row, (2, 7)),
                  length={"min": 2, "max": 7}),
    "url": plain("internet.url", draws.url),
    "tld": plain("internet.tld", lambda c, row: draws.choice(c, row, draws.column_of(
        "tlds", "tld"))),
    "agent": plain("internet.user_agent", draws.user_agent),
    "media": plain("internet.mime_type", lambda c, row: draws.choice(c, row, draws.column_of(
        "mime_types", "type"))),
    "product": plain("commerce.product", draws.product),
    "category": plain("commerce.category", lambda c, row: draws.choice(
        c, row, draws.column_of("categories", "text", "de")), language="de"),
    "color": plain("commerce.color", lambda c, row: draws.choice(c, row, draws.column_of(
        "colors", "name"))),
    "ean": plain("commerce.ean13", lambda c, row: draws.ean13(c, row, "400"), prefix="400"),
    "isbn": plain("commerce.isbn13", lambda c, row: draws.ean13(c, row, "978")),
    "currency": plain("finance.currency", lambda c, row: draws.choice(c, row, draws.column_of(
        "currencies", "code"))),
    "datagen_phone": plain("datagen.phone", draws.datagen_phone),
    "datagen_country": plain("datagen.country", lambda c, row: draws.choice(
        c, row, draws.column_of("countries", "name"))),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("first,rows", RANGES)
@pytest.mark.parametrize("fields", [RECORDS, OTHERS], ids=["records", "others"])
def test_columns(rowmill, tmp_path, fields, seed, first, rows):  # noqa: F811
    model = model_of(seed, {name: field[0] for name, field in fields.items()})
    written = csv_rows(rowmill, tmp_path, model, first, rows)
    for name, (_, make) in fields.items():
        column = draws.Column(seed, "t", name)
        for offset, cells in enumerate(written):
            expected = make(column, first + offset)
            assert cells[name] == expected, (name, first + offset, cells[name], expected)


def test_lists_have_records_of_their_own(rowmill, tmp_path):  # noqa: F811
    model = model_of(5, {"people": {"type": "json", "length": 2, "items": {
        "type": "struct", "fields": {"first": {"type": "person.first_name", "countries": ["FR"]},
                                     "born": "person.birth_date"}}}})
    of_items = draws.Record(5, draws.item_entity(draws.Column(5, "t", "people")), "", ("FR",))
    written = csv_rows(rowmill, tmp_path, model, 0, 50)
    for row, cells in enumerate(written):
        expected = [{"first": of_items.given(item)["name"], "born": str(of_items.birth(item))}
                    for item in (2 * row, 2 * row + 1)]
        assert cells["people"] == draws.json_text(lambda c, r, made=expected: made)(None, row)
    assert datetime.date.fromisoformat(expected[0]["born"]).year < 2007
