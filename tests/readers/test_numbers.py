"""Numbers with check digits, as python-stdnum reads them; and they agree with the person."""

import collections
import csv
import datetime
import importlib
import io
import json
import os
import pathlib
import re
import subprocess

import pytest

pytest.importorskip("stdnum")

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("ROWMILL_BIN", str(ROOT / "build" / "release" / "rowmill"))
ROWS = 2_000

# Country -> the module of stdnum that reads its identity numbers. JMBG of the heirs of
# Yugoslavia are one scheme, which stdnum has under Slovenia.
PEOPLE = {
    "AR": "ar.cuit", "AT": "at.vnr", "AU": "au.tfn", "BA": "si.emso", "BE": "be.nn",
    "BG": "bg.egn", "BR": "br.cpf", "CA": "ca.sin", "CH": "ch.ssn", "CL": "cl.rut",
    "CN": "cn.ric", "CR": "cr.cpf", "CU": "cu.ni", "CZ": "cz.rc", "DE": "de.idnr",
    "DK": "dk.cpr", "DO": "do.cedula", "EC": "ec.ci", "EE": "ee.ik", "ES": "es.dni",
    "FI": "fi.hetu", "FR": "fr.nir", "GB": "gb.nhs", "GR": "gr.amka", "HR": "hr.oib",
    "ID": "id.nik", "IE": "ie.pps", "IL": "il.idnr", "IN": "in_.aadhaar",
    "IS": "is_.kennitala", "IT": "it.codicefiscale", "JP": "jp.in_", "KR": "kr.rrn",
    "LT": "lt.asmens", "LV": "lv.pvn", "ME": "si.emso", "MK": "si.emso", "MX": "mx.curp",
    "MY": "my.nric", "NL": "nl.bsn", "NO": "no.fodselsnummer", "NZ": "nz.ird",
    "PE": "pe.cui", "PK": "pk.cnic", "PL": "pl.pesel", "PT": "pt.nif", "RO": "ro.cnp",
    "RS": "si.emso", "RU": "ru.inn", "SE": "se.personnummer", "SI": "si.emso",
    "SK": "sk.rc", "TH": "th.pin", "TR": "tr.tckimlik", "UA": "ua.rntrc", "US": "us.ssn",
    "VE": "ve.rif", "ZA": "za.idnr",
}

COMPANIES = {
    "AR": "ar.cuit", "AT": "at.uid", "AU": "au.abn", "AZ": "az.voen", "BE": "be.vat",
    "BG": "bg.vat", "BR": "br.cnpj", "BY": "by.unp", "CA": "ca.bn", "CH": "ch.vat",
    "CL": "cl.rut", "CN": "cn.uscc", "CO": "co.nit", "CY": "cy.vat", "CZ": "cz.dic",
    "DE": "de.vat", "DK": "dk.cvr", "DO": "do.rnc", "EC": "ec.ruc", "EE": "ee.kmkr",
    "ES": "es.nif", "FI": "fi.alv", "FR": "fr.tva", "GB": "gb.vat", "GR": "gr.vat",
    "GT": "gt.nit", "HR": "hr.oib", "HU": "hu.anum", "ID": "id.npwp", "IE": "ie.vat",
    "IL": "il.hp", "IN": "in_.gstin", "IS": "is_.vsk", "IT": "it.iva", "JP": "jp.cn",
    "KR": "kr.brn", "LT": "lt.pvm", "LU": "lu.tva", "LV": "lv.pvn", "MC": "mc.tva",
    "MD": "md.idno", "ME": "me.pib", "MK": "mk.edb", "MT": "mt.vat", "MX": "mx.rfc",
    "NL": "nl.btw", "NO": "no.mva", "NZ": "nz.ird", "PE": "pe.ruc", "PL": "pl.nip",
    "PT": "pt.nif", "PY": "py.ruc", "RO": "ro.cui", "RS": "rs.pib", "RU": "ru.inn",
    "SE": "se.vat", "SG": "sg.uen", "SI": "si.ddv", "SK": "sk.dph", "SV": "sv.nit",
    "TH": "th.moa", "TR": "tr.vkn", "TW": "tw.ubn", "UA": "ua.edrpou", "US": "us.ein",
    "UY": "uy.rut", "VE": "ve.rif", "VN": "vn.mst", "ZA": "za.tin",
}
# Members of the European Union, whose numbers stdnum.eu.vat reads by their prefix.
UNION = ("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI "
         "SK").split()

# Whose numbers tell the birth date: two digits of the year only, where stdnum takes the
# nearest century; the year and month only; nothing but what is decoded here.
YEAR_OF_TWO_DIGITS = {"GR", "ID", "MY"}


def module(name):
    return importlib.import_module(f"stdnum.{name}")


def generate(fields, tmp_path, rows=ROWS, extra="", arguments=()):
    path = tmp_path / "model.yaml"
    path.write_text("rowmill: 1\nentities:\n  e:\n    rows: 100M\n" + extra
                    + "    fields:\n" + "".join(f"      {field}\n" for field in fields),
                    encoding="utf-8")
    done = subprocess.run([BINARY, "generate", path, "-n", str(rows), "-q", *arguments],
                          capture_output=True, check=True)
    return list(csv.DictReader(io.StringIO(done.stdout.decode())))


@pytest.fixture(scope="module")
def countries():
    with open(ROOT / "data" / "countries.tsv", encoding="utf-8") as file:
        return [line.split("\t")[0] for line in file][1:]


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    """Country -> 2,000 people and their numbers."""
    fields = ["nation: { values: [%s] }" % ", ".join(f"'{c}'" for c in PEOPLE),
              "id: { type: person.national_id, country: nation }", "born: person.birth_date",
              "sex: person.sex", "first: { type: first_name, spelling: ascii }",
              "last: { type: last_name, spelling: ascii }"]
    by_country = collections.defaultdict(list)
    rows = ROWS * len(PEOPLE) * 5 // 4
    for row in generate(fields, tmp_path_factory.mktemp("people"), rows):
        by_country[row["nation"]].append(row)
    return by_country


@pytest.mark.parametrize("country", PEOPLE)
def test_identity_numbers_are_valid(people, country):
    rows = people[country]
    assert len(rows) >= ROWS
    reader = module(PEOPLE[country])
    wrong = [row["id"] for row in rows if not reader.is_valid(row["id"])]
    assert not wrong, wrong[:5]
    # Those drawn by birth date and serial may meet; most must not.
    assert len({row["id"] for row in rows}) > 0.9 * len(rows)


def test_identity_numbers_tell_birth_date_and_sex(people):
    dated, sexed = set(), set()
    for country, name in PEOPLE.items():
        reader = module(name)
        for row in people[country]:
            born = datetime.date.fromisoformat(row["born"])
            if hasattr(reader, "get_birth_date"):
                told = reader.get_birth_date(row["id"])
                if country in YEAR_OF_TWO_DIGITS:
                    assert told.strftime("%m%d") == born.strftime("%m%d"), row
                    assert told.year % 100 == born.year % 100, row
                elif country == "IT":  # stdnum takes a year of 1920 or later
                    assert (told - born).days in (0, 36_525), row
                else:
                    assert told == born, (country, row)
                dated.add(country)
            if hasattr(reader, "get_gender"):
                assert reader.get_gender(row["id"]) == row["sex"][0].upper(), (country, row)
                sexed.add(country)
    assert len(dated) >= 25 and len(sexed) >= 16, (sorted(dated), sorted(sexed))


def test_what_stdnum_does_not_decode_agrees_too(people):
    for row in people["FR"]:
        year, month, _ = row["born"].split("-")
        assert row["id"][:5] == {"male": "1", "female": "2"}[row["sex"]] + year[2:] + month
    for row in people["AT"]:
        year, month, day = row["born"].split("-")
        assert row["id"][4:] == day + month + year[2:], row
    for row in people["FI"]:
        year, month, day = row["born"].split("-")
        assert row["id"][:6] == day + month + year[2:], row
        assert row["id"][6] == {"19": "-", "20": "A"}[year[:2]], row
        assert int(row["id"][9]) % 2 == (row["sex"] == "male"), row
    for row in people["IS"]:
        year, month, day = row["born"].split("-")
        assert row["id"][:6] == day + month + year[2:], row
    for row in people["LV"]:
        year, month, day = row["born"].split("-")
        assert row["id"][:8] == f"{day}{month}{year[2:]}-{int(year[:2]) - 18}", row
    for row in people["UA"]:
        day = datetime.date(1899, 12, 31) + datetime.timedelta(int(row["id"][:5]))
        assert day.isoformat() == row["born"], row
        assert int(row["id"][8]) % 2 == (row["sex"] == "male"), row
    for country, digit, woman in (("BG", 8, 1), ("DK", 10, 0), ("KR", 7, 0), ("MY", 13, 0),
                                  ("RO", 0, 0), ("LT", 0, 0), ("AR", 1, 1)):
        for row in people[country]:
            assert int(row["id"][digit]) % 2 == (woman == (row["sex"] == "female")), row
    for country in ("CZ", "SK"):
        for row in people[country]:
            assert (int(row["id"][2:4]) > 50) == (row["sex"] == "female"), row
    for row in people["ID"]:
        assert (int(row["id"][6:8]) > 40) == (row["sex"] == "female"), row


def italian(letters, given):
    consonants = [c for c in letters if c not in "AEIOU"]
    if given and len(consonants) >= 4:
        del consonants[1]
    return "".join(consonants + [c for c in letters if c in "AEIOU"] + ["X"] * 3)[:3]


def test_codes_hold_the_name(people):
    def letters(text):
        return re.sub("[^A-Z]", "", text.upper())

    for row in people["IT"]:
        assert row["id"][:6] == (italian(letters(row["last"]), False)
                                 + italian(letters(row["first"]), True)), row
    for row in people["MX"]:
        words = re.split("[ -]", row["last"].upper())
        code = row["id"]
        assert code[0] == letters(words[0])[0], row
        assert code[2] == (letters(words[1])[0] if len(words) > 1 else "X"), row
        assert code[3] == letters(row["first"])[0], row
        vowels = re.sub("[^AEIOU]", "", letters(words[0])[1:]) + "X"
        assert code[1] in (vowels[0], "X"), row


def test_ages_of_the_record_hold_for_its_numbers(tmp_path):
    rows = generate(["born: person.birth_date",
                     "id: { type: person.national_id, countries: [PL], age_min: 110, "
                     "age_max: 130 }", "age: person.age"], tmp_path)
    reader = module("pl.pesel")
    for row in rows:
        assert reader.get_birth_date(row["id"]).isoformat() == row["born"], row
        assert 110 <= int(row["age"]) <= 130
    assert any(row["born"] < "1900" for row in rows)


def test_countries_without_numbers_give_null(tmp_path, countries):
    for kind, table in (("person.national_id", PEOPLE), ("finance.vat_number", COMPANIES)):
        fields = ["nation: { values: [%s] }" % ", ".join(f"'{c}'" for c in countries),
                  f"id: {{ type: {kind}, country: nation }}"]
        rows = generate(fields, tmp_path, 20_000)
        assert {row["nation"] for row in rows if row["id"]} == set(table)
        assert not {row["nation"] for row in rows if not row["id"]} & set(table)


@pytest.fixture(scope="module")
def companies(tmp_path_factory):
    fields = ["nation: { values: [%s] }" % ", ".join(f"'{c}'" for c in COMPANIES),
              "vat: { type: finance.vat_number, country: nation }",
              "again: company.vat_number"]
    by_country = collections.defaultdict(list)
    rows = ROWS * len(COMPANIES) * 5 // 4
    for row in generate(fields, tmp_path_factory.mktemp("companies"), rows):
        by_country[row["nation"]].append(row["vat"])
        assert row["vat"] == row["again"], row
    return by_country


@pytest.mark.parametrize("country", COMPANIES)
def test_vat_numbers_are_valid(companies, country):
    numbers = companies[country]
    assert len(numbers) >= ROWS and len(set(numbers)) > 0.9 * len(numbers)
    reader = module(COMPANIES[country])
    wrong = [number for number in numbers if not reader.is_valid(number)]
    if country == "MX":
        wrong = [n for n in numbers if not reader.is_valid(n, validate_check_digits=True)]
    assert not wrong, wrong[:5]
    if country in UNION:
        eu = module("eu.vat")
        assert all(eu.is_valid(number) for number in numbers)


def test_korean_companies_have_their_check_digit(companies):
    # stdnum looks at the form only.
    for number in companies["KR"]:
        digits = [int(c) for c in number]
        total = sum(d * w for d, w in zip(digits, (1, 3, 7, 1, 3, 7, 1, 3, 5)))
        assert (total + digits[8] * 5 // 10 + digits[9]) % 10 == 0, number


@pytest.fixture(scope="module")
def banks(tmp_path_factory, countries):
    fields = ["nation: { values: [%s] }" % ", ".join(f"'{c}'" for c in countries),
              "bic: { type: finance.bic, country: nation }", "iban: iban",
              "account: finance.account", "isin: finance.isin",
              "short: { type: finance.bic, form: bic8 }",
              "long: { type: finance.bic, form: bic11 }",
              "bond: { type: finance.isin, international: true }"]
    return generate(fields, tmp_path_factory.mktemp("banks"), 50_000)


def test_bank_codes_are_of_the_country_and_the_account(banks, countries):
    bic = module("bic")
    lettered, plain = set(), set()
    for row in banks:
        for name in ("bic", "short", "long"):
            assert bic.is_valid(row[name]) and row[name][4:6] == row["nation"], row
            assert row[name][:8] == row["bic"][:8]
            assert row[name][7] not in "01O"
        assert (len(row["short"]), len(row["long"])) == (8, 11)
        if row["iban"]:
            assert row["account"] == row["iban"][4:], row
            if row["iban"][4:8].isalpha() and row["nation"] in ("GB", "NL", "IE", "LV", "RO"):
                assert row["bic"][:4] == row["iban"][4:8], row
                lettered.add(row["nation"])
        else:
            assert re.fullmatch(r"\d{10}", row["account"]), row
            plain.add(row["nation"])
    assert lettered == {"GB", "NL", "IE", "LV", "RO"} and "US" in plain
    assert {row["nation"] for row in banks} == set(countries)
    assert 0.4 < sum(len(row["bic"]) == 8 for row in banks) / len(banks) < 0.6


# Countries whose accounts schwifty checks by rules of their own.
CHECKED = ("BA BE CZ EE ES FI FR IS IT MC ME MK MR NO PL PT RS SI SK SM TL TN").split()


def test_ibans_are_of_the_registry(banks):
    iban = module("iban")
    with open(ROOT / "data" / "iban.tsv", encoding="utf-8") as file:
        registry = {line.split("\t")[0] for line in file} - {"country:slice"}
    seen = {row["nation"] for row in banks if row["iban"]}
    assert seen == registry
    for row in banks:
        if not row["iban"]:
            assert row["nation"] not in registry
            continue
        assert row["iban"][:2] == row["nation"]
        national = row["nation"] in ("ES", "ME", "NO")  # whose rules stdnum knows
        assert iban.is_valid(row["iban"], check_country=national), row


def test_accounts_in_ibans_have_their_national_check_digits(banks):
    schwifty = pytest.importorskip("schwifty")
    checked = collections.Counter()
    for row in banks:
        if row["nation"] in CHECKED:
            schwifty.IBAN(row["iban"], validate_bban=True)
            checked[row["nation"]] += 1
    assert set(checked) == set(CHECKED) and min(checked.values()) > 100


def weighted(text, weights):
    return sum(int(c) * w for c, w in zip(text, weights, strict=True))


def mod_11_10(digits):
    """The remainder of ISO 7064 MOD 11,10 over digits and check digit; 1 is right."""
    product = 10
    for digit in digits[:-1]:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return (product + int(digits[-1])) % 10


def test_accounts_that_schwifty_does_not_check(banks):
    """The rules of Albania, Croatia, Hungary and the Netherlands, written again."""
    seen = collections.Counter()
    for row in banks:
        account, nation = row["account"], row["nation"]
        if nation in ("AL", "HU"):
            assert weighted(account[:8], (9, 7, 3, 1) * 2) % 10 == 0, row
        if nation == "HU":
            assert weighted(account[8:], (9, 7, 3, 1) * 4) % 10 == 0, row
        elif nation == "HR":
            assert mod_11_10(account[:7]) == 1 and mod_11_10(account[7:]) == 1, row
        elif nation == "NL":
            assert weighted(account[4:], range(10, 0, -1)) % 11 == 0, row
        elif nation in ("MU", "SC"):
            assert account.endswith({"MU": "000MUR", "SC": "SCR"}[nation]), row
        elif nation == "TR":
            assert account[5] == "0", row
        elif nation != "AL":
            continue
        seen[nation] += 1
    assert len(seen) == 7 and min(seen.values()) > 100


def test_an_iban_without_countries_takes_those_that_have_some(tmp_path):
    rows = generate(["iban: iban", "nation: country_code"], tmp_path)
    assert all(row["iban"][:2] == row["nation"] for row in rows)
    assert len({row["nation"] for row in rows}) > 60


BRANDS = {"visa": r"4", "mastercard": r"5[1-5]|2[2-7]", "amex": r"3[47]",
          "discover": r"6011|64[4-9]|65", "jcb": r"35", "diners": r"30|36|38|39",
          "unionpay": r"62", "maestro": r"5018|50[23]|5893|6304|67"}


def test_card_brand_and_code_are_those_of_one_card(tmp_path):
    fields = ["card: card", "brand: finance.card_brand", "cvv: finance.cvv",
              "amex: { type: card, of: b, brand: amex, test: false }",
              "amex_brand: { type: finance.card_brand, of: b }",
              "amex_cvv: { type: finance.cvv, of: b }",
              "short: { type: finance.cvv, of: c, digits: 3 }"]
    seen = collections.Counter()
    for row in generate(fields, tmp_path, 10_000):
        assert re.match(BRANDS[row["brand"]], row["card"]), row
        assert len(row["cvv"]) == (4 if row["brand"] == "amex" else 3), row
        assert row["amex"][:2] in ("34", "37") and row["amex_brand"] == "amex"
        assert len(row["amex_cvv"]) == 4 and len(row["short"]) == 3
        seen[row["brand"]] += 1
    assert set(seen) == set(BRANDS)


def test_security_numbers_are_valid(banks, tmp_path):
    isin, cusip, sedol, wkn = map(module, ("isin", "cusip", "gb.sedol", "de.wkn"))
    rows = banks + generate(["isin: { type: finance.isin, countries: [US, CA, GB, IE, DE] }",
                             "nation: country_code"], tmp_path)
    seen = collections.Counter()
    for row in rows:
        number, nation = row["isin"], row["nation"]
        assert isin.is_valid(number) and number[:2] == nation, row
        if nation in ("US", "CA"):
            assert cusip.is_valid(number[2:11]), row
        elif nation in ("GB", "IE"):
            assert sedol.is_valid(number[4:11]), row
        elif nation == "DE":
            assert wkn.is_valid(number[5:11]), row
        seen[nation] += 1
    assert min(seen[c] for c in ("US", "CA", "GB", "IE", "DE")) > 300
    assert all(isin.is_valid(row["bond"]) and row["bond"][:2] == "XS" for row in banks)


def test_rows_without_a_country_are_null(tmp_path):
    fields = ["nation: { values: [DE, US, FR], null_rate: 0.4 }",
              "name: { type: person.full_name, country: nation }", "iban: iban",
              "city: city", "code: { link: city.country_code }", "born: person.birth_date",
              "id: person.national_id", "lat: place.latitude",
              "deep: { type: struct, fields: { city: city } }"]
    seen = collections.Counter()
    for row in generate(fields, tmp_path):
        seen[row["nation"]] += 1
        assert row["code"] == row["nation"], row
        assert (row["iban"] != "") == (row["nation"] in ("DE", "FR")), row
        for name in ("name", "city", "born", "id", "lat"):
            assert (row[name] == "") == (row["nation"] == ""), (name, row)
        assert json.loads(row["deep"])["city"] == (row["city"] or None), row
    assert set(seen) == {"", "DE", "US", "FR"}
