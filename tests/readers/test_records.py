"""Records agree with themselves and with the dictionaries, as another program sees them."""

import collections
import csv
import datetime
import io
import os
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("ROWMILL_BIN", str(ROOT / "build" / "release" / "rowmill"))
ROWS = 20_000


def table(name):
    with open(ROOT / "data" / f"{name}.tsv", encoding="utf-8", newline="") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    names = [cell.split(":")[0] for cell in lines[0]]
    return [dict(zip(names, line)) for line in lines[1:]]


@pytest.fixture(scope="module")
def tables():
    return {name: table(name) for name in
            ("countries", "regions", "cities", "given_names", "family_names")}


def generate(model, tmp_path, rows=ROWS, suffix="yaml"):
    path = tmp_path / f"model.{suffix}"
    path.write_text(model, encoding="utf-8")
    done = subprocess.run([BINARY, "generate", path, "-n", str(rows), "-q"],
                          capture_output=True, check=True)
    return list(csv.DictReader(io.StringIO(done.stdout.decode())))


PERSON = """rowmill: 1
entities:
  e:
    rows: 1M
    {extra}
    fields:
      full: person.full_name
      first: first_name
      last: {{ type: last_name }}
      sex: person.sex
      age: person.age
      born: person.birth_date
      mail: email
      mobile: person.phone
      line: place.phone
      city: city
      plain: {{ type: city, spelling: ascii }}
      region: region
      country: country
      code: country_code
      code3: {{ type: country_code, form: alpha3 }}
      lat: place.latitude
      lon: {{ link: city.longitude }}
      people: {{ link: city.population }}
      zone: time_zone
      money: place.currency
      hash: {{ type: place.geohash, length: 8 }}
"""


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    return generate(PERSON.format(extra=""), tmp_path_factory.mktemp("people"))


def test_cities_are_rows_of_the_dictionary(people, tables):
    regions = tables["regions"]
    known = set()
    for city in tables["cities"]:
        region = regions[int(city["region"])]["name"] if int(city["region"]) >= 0 else city["name"]
        known.add((city["country"], region, city["name"], city["ascii"] or city["name"],
                   int(city["lat_e4"]), int(city["lon_e4"]), city["population"], city["zone"]))
    for row in people:
        assert (row["code"], row["region"], row["city"], row["plain"],
                round(float(row["lat"]) * 1e4), round(float(row["lon"]) * 1e4),
                row["people"], row["zone"]) in known, row


def test_countries_agree(people, tables):
    by_code = {c["iso2"]: c for c in tables["countries"]}
    for row in people:
        country = by_code[row["code"]]
        assert (row["country"], row["code3"], row["money"]) == (
            country["name"], country["iso3"], country["currency"])
    # Uniform over the countries that have names and cities.
    named = {n["slice"].split("/")[0] for n in tables["given_names"]}
    counts = collections.Counter(row["code"] for row in people)
    assert set(counts) <= named and len(counts) > 60
    expected = ROWS / len(counts)
    assert sum((n - expected) ** 2 / expected for n in counts.values()) < 2 * len(counts)


def test_names_fit_country_and_sex(people, tables):
    given = collections.defaultdict(set)
    for name in tables["given_names"]:
        given[name["slice"]].add(name["name"])
    family = collections.defaultdict(set)
    for name in tables["family_names"]:
        family[name["slice"]].add(name["name"])
    order = {c["iso2"]: (c["family_first"] == "1", c["languages"][:2]) for c in tables["countries"]}
    women = 0
    for row in people:
        letter = {"female": "f", "male": "m"}[row["sex"]]
        women += letter == "f"
        assert row["first"] in given[f"{row['code']}/{letter}"] | given[f"{row['code']}/u"], row
        assert any(row["last"] in family[row["code"] + step]
                   for step in ("", f"/{letter}", "/u")), row
        first_last = (row["first"], row["last"])
        family_first, language = order[row["code"]]
        blank = "" if language in ("zh", "ja", "ko") else " "
        assert row["full"] == blank.join(reversed(first_last) if family_first else first_last)
    assert abs(women / ROWS - 0.5) < 0.02


def test_age_and_birth_date_agree(people):
    now = datetime.date(2025, 1, 1)
    for row in people:
        born = datetime.date.fromisoformat(row["born"])
        age = now.year - born.year - ((now.month, now.day) < (born.month, born.day))
        assert age == int(row["age"]) and 18 <= age <= 90


def test_addresses_are_of_the_person(people):
    form = re.compile(r"[a-z0-9]+\.?[a-z0-9]+@example\.(com|org|net)")
    for row in people:
        assert form.fullmatch(row["mail"]), row
        first = re.sub(r"[^a-z0-9]", "", row["first"].lower())
        if row["first"].isascii() and row["last"].isascii() and first:
            assert row["mail"].startswith(first[0]), row
            assert re.sub(r"[^a-z0-9]", "", row["last"].lower()) in row["mail"], row


def test_geohash_is_of_the_city(people):
    alphabet = "0123456789bcdefghjkmnpqrstuvwxyz"
    for row in people[:3000]:
        bounds = [[-180.0, 180.0], [-90.0, 90.0]]
        for i, bit in enumerate(bit for letter in row["hash"]
                                for bit in f"{alphabet.index(letter):05b}"):
            low, high = bounds[i % 2]
            middle = (low + high) / 2
            bounds[i % 2] = [middle, high] if bit == "1" else [low, middle]
        for axis, value in zip(bounds, (float(row["lon"]), float(row["lat"]))):
            assert axis[0] <= value <= axis[1], row


def test_phone_numbers_are_valid(people):
    phonenumbers = pytest.importorskip("phonenumbers")
    for column in ("mobile", "line"):
        good = 0
        for row in people:
            number = phonenumbers.parse(row[column])
            good += (phonenumbers.is_valid_number(number)
                     and phonenumbers.region_code_for_number(number) == row["code"])
        assert good >= 0.999 * ROWS, column


def test_countries_of_the_entity_and_population_weights(tmp_path, tables):
    rows = generate(PERSON.format(extra="countries: [FR, Japan, 'united states']"), tmp_path)
    assert {row["code"] for row in rows} == {"FR", "JP", "US"}
    weighted = generate("""rowmill: 1
entities: { e: { countries: [FR], fields: { city: { type: city, weight: population } } } }
""", tmp_path)
    paris = sum(row["city"] == "Paris" for row in weighted) / ROWS
    people = {c["name"]: int(c["population"]) for c in tables["cities"] if c["country"] == "FR"}
    share = people["Paris"] / sum(int(c["population"]) for c in tables["cities"]
                                  if c["country"] == "FR")
    assert abs(paris - share) < 5 * (share / ROWS) ** 0.5


def test_a_country_column_steers_the_record(tmp_path, tables):
    rows = generate("""rowmill: 1
entities:
  e:
    fields:
      nation: { values: { France: 3, DE: 1, Brasil: 1 } }
      city: { type: city, country: nation }
      code: country_code
      name: person.full_name
""", tmp_path)
    codes = {"France": "FR", "DE": "DE", "Brasil": "BR"}
    assert all(codes[row["nation"]] == row["code"] for row in rows)


def test_labels_are_other_people_in_the_same_row(tmp_path):
    rows = generate("""rowmill: 1
entities:
  e:
    fields:
      buyer: { type: person.full_name, of: buyer }
      buyer_mail: { type: email, of: buyer }
      seller: { type: person.full_name, of: seller, countries: [GB] }
      seller_mail: { type: email, of: seller }
""", tmp_path)
    assert sum(row["buyer"] == row["seller"] for row in rows) < 10


def test_datagen_records(tmp_path, tables):
    rows = generate("""{"model_name": "d", "Fields": [
      {"name": "city", "type": "CITY", "filters": ["France"]},
      {"name": "lat", "type": "LINK", "link": "$city.lat"},
      {"name": "long", "type": "LINK", "conditionals": {"link": "$city.long"}},
      {"name": "country", "type": "LINK", "link": "$city.country"},
      {"name": "anywhere", "type": "CITY"},
      {"name": "name", "type": "NAME", "filters": ["USA", "UK"]},
      {"name": "sex", "type": "LINK", "link": "$name.sex"},
      {"name": "female", "type": "LINK", "link": "$name.female"},
      {"name": "nation", "type": "COUNTRY"},
      {"name": "mail", "type": "EMAIL", "filters": ["Spain"]},
      {"name": "phone", "type": "PHONE", "filters": ["France", "USA"]}]}""", tmp_path, suffix="json")

    def degrees(text):
        return f"{int(text) / 1e4:.4f}"

    french = {(c["ascii"] or c["name"], degrees(c["lat_e4"]), degrees(c["lon_e4"]))
              for c in tables["cities"] if c["country"] == "FR"}
    assert all((row["city"], row["lat"], row["long"]) in french for row in rows)
    assert {row["country"] for row in rows} == {"France"}
    # Weight: floor(population / smallest) + 1.
    people = [int(c["population"]) for c in tables["cities"] if c["country"] == "FR"]
    weights = [n // max(1, min(people)) + 1 for n in people]
    share = max(weights) / sum(weights)
    paris = sum(row["city"] == "Paris" for row in rows) / ROWS
    assert abs(paris - share) < 5 * (share / ROWS) ** 0.5
    given = collections.defaultdict(set)
    for name in tables["given_names"]:
        given[name["slice"]].add(name["ascii"] or name["name"])
    letters = {"FEMALE": "f", "MALE": "m", "UNKNOWN": "u"}
    for row in rows:
        letter = letters[row["sex"]]
        assert row["name"] in given[f"US/{letter}"] | given[f"GB/{letter}"], row
        assert row["female"] == ("true" if letter == "f" else "false")
        assert re.fullmatch(r"([A-Za-z0-9]|[A-Za-z0-9-]+\.)[A-Za-z0-9-]+@"
                            r"(gaagle\.com|yahaa\.com|uutlook\.com|email\.fr)", row["mail"]), row
        assert re.fullmatch(r"\+(33 \d{9}|1 \d{10})", row["phone"]), row
    assert len({row["anywhere"] for row in rows}) > 10_000
    assert {row["nation"] for row in rows} == {c["name"] for c in tables["countries"]}


MORE = """rowmill: 1
entities:
  e:
    rows: 1M
    fields:
      code: country_code
      region: region
      city: city
      postcode: postcode
      street: street
      house: place.building
      address: address
      iban: iban
      company: company
      card: {{ type: card, test: false }}
      test_card: {{ type: card, of: tester }}
      ean: commerce.ean13
      isbn: commerce.isbn13
      color: {{ type: color, form: hex }}
      url: url
      agent: user_agent
      word: {{ type: word, language: fr }}
      sentence: {{ type: sentence, length: {{ min: 3, max: 9 }} }}
      paragraph: paragraph
      job: {{ type: job, language: de }}
      title: {{ type: person.title, language: en }}
      sex: person.sex
"""


@pytest.fixture(scope="module")
def things(tmp_path_factory):
    return generate(MORE.format(), tmp_path_factory.mktemp("things"))


def luhn(number):
    digits = [int(c) for c in reversed(number)]
    return sum(digits[0::2]) + sum(sum(divmod(2 * d, 10)) for d in digits[1::2])


def test_check_digits_are_right(things, tables):
    ibans = {row["country"]: row for row in table("iban")}
    for row in things:
        assert luhn(row["card"]) % 10 == 0 and luhn(row["test_card"]) % 10 == 0, row
        assert 12 <= len(row["card"]) <= 19
        for name in ("ean", "isbn"):
            weighted = sum(int(c) * (1, 3)[i % 2] for i, c in enumerate(row[name]))
            assert weighted % 10 == 0 and len(row[name]) == 13, row
        assert row["isbn"].startswith("978")
        iban = row["iban"]
        if row["code"] not in ibans:
            assert iban == "", row
            continue
        assert iban[:2] == row["code"]
        assert len(iban) == int(ibans[iban[:2]]["length"])
        assert int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1, iban


def test_postcodes_are_of_the_country(things, tables):
    patterns = {c["iso2"]: c["postcode"] for c in tables["countries"]}
    planned = {row["country"].split("/")[0] for row in table("postcodes")}
    fits = 0
    for row in things:
        if row["code"] not in planned:
            assert row["postcode"] == "", row
            continue
        fits += bool(re.fullmatch(patterns[row["code"]] or ".+", row["postcode"]))
    assert fits > 0.97 * sum(row["code"] in planned for row in things)
    codes = collections.defaultdict(set)
    for row in things:
        if row["postcode"]:
            codes[row["code"], row["region"], row["city"]].add(row["postcode"])
    assert sum(map(len, codes.values())) < 1.2 * len(codes) + 500


def test_postcodes_are_of_the_region(tmp_path):
    """Where the table has patterns by region; those of other regions are refused."""
    patterns = {}
    for row in table("postcodes"):
        digits = re.sub(r"\[[^\]]*\]|x", lambda m: "[0-9]" if m[0] == "x" else m[0],
                        row["pattern"])
        patterns.setdefault(row["country"], []).append(re.compile(digits))
    countries = sorted({key[:2] for key in patterns if "/" in key})
    assert len(countries) >= 19
    rows = generate(f"""rowmill: 1
entities:
  e:
    rows: 1M
    countries: {countries}
    fields: {{ code: country_code, region: region, postcode: postcode }}
""".replace("'", '"'), tmp_path, 20_000)
    names = {(row["country"], row["name"]): row["code"] for row in table("regions")}
    seen = set()
    for row in rows:
        key = f'{row["code"]}/{names.get((row["code"], row["region"]))}'
        if key not in patterns:
            continue
        assert any(p.fullmatch(row["postcode"]) for p in patterns[key]), row
        seen.add(key)
    assert {key[:2] for key in seen} == set(countries) and len(seen) > 300


def test_addresses_hold_their_parts(things, tables):
    for row in things:
        assert row["street"] in row["address"] and row["city"] in row["address"], row
        assert re.search(rf"\b{row['house']}\b", row["address"]), row
        assert not re.search(r", ,|^,|,$|  |\{|\}", row["address"].replace(row["street"], "S")), row
        assert 1 <= int(row["house"]) <= 199


def test_words_are_of_the_dictionary(things):
    words = collections.defaultdict(set)
    for row in table("words"):
        words[row["language"]].add(row["word"])
    jobs = {row["title"] for row in table("jobs") if row["language"] == "de"}
    titles = collections.defaultdict(set)
    for row in table("titles"):
        titles[row["slice"]].add(row["text"])
    agents = {row["text"] for row in table("user_agents")}
    lower = {word.lower() for word in words["en"]}
    for row in things:
        assert row["word"] in words["fr"] and row["job"] in jobs and row["agent"] in agents
        assert row["title"] in titles["en/f" if row["sex"] == "female" else "en/m"]
        text = row["sentence"]
        assert text.endswith(".") and text[0] == text[0].upper(), row
        assert 3 <= len(text.split(" ")) <= 9 + 9, row
        assert re.fullmatch(r"#[0-9a-f]{6}", row["color"])
        assert re.fullmatch(r"https://[a-z-]+\.(example|test|invalid)/[a-z-]+", row["url"])
        assert row["company"].strip() == row["company"] and "{" not in row["company"]
    singles = [w for w in things[0]["sentence"].rstrip(".").replace(",", "").lower().split(" ")]
    assert all(any(w in word.split(" ") or w == word for word in lower) for w in singles)
    assert 3 <= min(row["paragraph"].count(". ") + 1 for row in things)
