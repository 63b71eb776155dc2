"""data/ is what its README says, and holds what the floors ask for. Needs no network."""

from __future__ import annotations

import os
import pathlib
import random
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
TOOLS = ROOT / "tools" / "dictionaries"
sys.path.insert(0, str(TOOLS))

import archives  # noqa: E402
import floors  # noqa: E402
import gates  # noqa: E402
import own  # noqa: E402
import table  # noqa: E402

TABLES = sorted(path.stem for path in DATA.glob("*.tsv"))
# Spellings of Datagen's name, city and phone filters.
DATAGEN_COUNTRIES = """
Albania, Algeria, Arabia, Armenia, Austria, Azerbaijan, Belarus, Belgium, Bosnia,
Bosnia and Herzegovina, Bulgaria, China, Croatia, Czech, Czech Republic, Denmark, Estonia,
Finland, France, Georgia, Germany, Greece, Hungary, Iceland, India, Ireland, Israel, Italy,
Japan, Kazakhstan, Korea, Kosovo, Latvia, Lithuania, Luxembourg, Macedonia, Moldova,
Montenegro, Morocco, Netherlands, Norway, Poland, Portugal, Romania, Russia, Serbia,
Slovakia, Slovenia, Spain, Sweden, Switzerland, Tunisia, Turkey, UK, USA, Ukraine, Vietnam,
Czechia, Congo (Kinshasa), Congo (Brazzaville), South Korea, North Korea, Côte d'Ivoire,
Curaçao, The Bahamas, The Gambia, Hong Kong, Macau, Taiwan, Swaziland, Cabo Verde,
Timor-Leste, Russian Federation, Republic of Korea, Viet Nam, Iran (Islamic Republic of),
Syrian Arab Republic, Brunei Darussalam, Bahamas, Gambia, United States, US, United Kingdom,
Great Britain
"""


@pytest.fixture(scope="module")
def data() -> dict[str, table.Table]:
    return {name: table.read(DATA / f"{name}.tsv") for name in TABLES}


def cells(item: table.Table, column: str) -> list[str]:
    at = item.column(column)
    return [row[at] for row in item.rows]


def test_every_table_with_a_floor_is_there():
    assert set(floors.COUNTS) <= set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_gates(data, name):
    countries = set(cells(data["countries"], "iso2"))
    assert gates.check(data[name], countries, own.blocked_words()) == []


def test_gates_find_what_is_wrong():
    spec = table.columns("slice:slice name:text lat_e4:i32 weight:weight")
    rows = [("FR/f", "a\u200b", 1, 1), ("XX", " b", "x", 1), ("FR/f", "c", 1, 0)]
    faults = gates.check(table.Table("given_names", spec, rows, ()), {"FR"},
                         own.blocked_words())
    assert len(faults) == 4, faults
    rows = [("FR/f", "a", 1, 1), ("DE", "b", 900_001, 1), ("FR/m", "kurwa", 1, 1),
            ("DE", "b", 2, 1)]
    faults = "\n".join(gates.check(table.Table("given_names", spec, rows, ()), {"FR"},
                                   own.blocked_words()))
    for words in ("FR/m begins again", "DE begins again", "twice", "lat_e4 900001",
                  "floor 60000", "country DE", "block list"):
        assert words in faults, faults


def test_sources_page_counts(data):
    page = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\w+) \| (\d+) \|", page, re.M))
    assert rows == {name: str(len(item.rows)) for name, item in data.items()}


def test_every_spelling_of_datagen_means_one_country(data):
    item = data["countries"]
    meaning: dict[str, set[str]] = {}
    for row in item.rows:
        spellings = [row[0], row[1], row[item.column("name")],
                     *row[item.column("aliases")].split("|")]
        for text in filter(None, spellings):
            meaning.setdefault(text.casefold(), set()).add(row[0])
    assert {text: codes for text, codes in meaning.items() if len(codes) > 1} == {}
    wanted = [text.strip() for text in DATAGEN_COUNTRIES.replace("\n", " ").split(",")]
    assert [text for text in wanted if text.casefold() not in meaning] == []
    assert meaning["arabia"] == {"SA"} and meaning["korea"] == {"KR"}


def test_regions_of_cities_are_of_their_country(data):
    regions = cells(data["regions"], "country")
    cities = data["cities"]
    for country, region in zip(cells(cities, "country"), cells(cities, "region")):
        assert region == "-1" or regions[int(region)] == country
    unknown = cells(cities, "region").count("-1")
    assert unknown < 500


def test_cities_lie_in_order_and_in_their_box(data):
    cities, countries = data["cities"], data["countries"]
    boxes = {row[0]: [int(row[countries.column(f"box_{side}")])
                      for side in ("south", "north", "west", "east")]
             for row in countries.rows}
    before: tuple = ()
    for row in cities.rows:
        order = (row[0], -int(row[7]), row[2])
        assert before <= order
        before = order
        south, north, west, east = boxes[row[0]]
        assert south <= int(row[4]) <= north
        assert west <= int(row[5]) <= east or west <= int(row[5]) + 3_600_000 <= east


def test_time_zones_are_known(data):
    zoneinfo = pytest.importorskip("zoneinfo")
    known = zoneinfo.available_timezones()
    if not known:
        pytest.skip("no tzdata here")
    assert set(cells(data["cities"], "zone")) - known == set()


def test_weights_sum_to_about_the_rows(data):
    for name in ("given_names", "family_names"):
        sums: dict[str, list[float]] = {}
        for row in data[name].rows:
            sums.setdefault(row[0], []).append(float(row[-1]))
        for key, weights in sums.items():
            assert abs(sum(weights) / len(weights) - 1) < 0.02, (name, key)


def test_countries_have_what_places_need(data):
    item = data["countries"]
    for row in item.rows:
        cell = dict(zip((name for name, _ in item.columns), row))
        assert re.fullmatch(r"\d{1,3}", cell["calling_code"]), row
        assert re.fullmatch(r"[A-Z]{3}", cell["currency"]), row
        assert re.fullmatch(r"(\.[a-z]{2})?", cell["tld"]), row
        assert re.fullmatch(r"[a-z]{2,3}(-\w+)*(,[a-z]{2,3}(-\w+)*)*", cell["languages"]), row
        re.compile(cell["postcode"])
        parts = re.sub(r"\{(number|street|postcode|city|region|country)\}", "", cell["address"])
        assert not set(parts) - set(" ,|-"), row
        assert "{city}" in cell["address"] and "{street}" in cell["address"]


def test_phone_rows(data):
    item = data["phones"]
    codes = dict(zip(cells(data["countries"], "iso2"), cells(data["countries"], "calling_code")))
    for key, code, digits, weight in item.rows:
        country, kind = key.split("/")
        assert kind in ("fixed", "mobile")
        assert code == codes[country]
        assert re.fullmatch(r"(\d|x|\[[\d-]+\]){3,15}", digits), digits


def sample(pattern: str, seed: int) -> str:
    """A text of a pattern of digit and letter classes."""
    draw = random.Random(seed)
    text = ""
    for token in re.findall(r"\[[^\]]+\]|.", pattern):
        if token == "x":
            text += draw.choice("0123456789")
        elif token[0] == "[":
            text += draw.choice(re.sub(
                r"(.)-(.)", lambda m: "".join(map(chr, range(ord(m[1]), ord(m[2]) + 1))),
                token[1:-1]))
        else:
            text += token
    return text


def phone_judge():
    """Google's rules in Python: installed, or the wheel the makers have fetched."""
    try:
        import phonenumbers
    except ImportError:
        wheels = sorted((archives.cache_folder() / "archives").glob("phonenumbers-*.whl"))
        if not wheels:
            pytest.skip("the package phonenumbers is not here")
        sys.path.insert(0, str(wheels[-1]))
        import phonenumbers
    return phonenumbers


def test_phone_numbers_are_valid_and_of_their_kind(data):
    judge = phone_judge()
    types = judge.PhoneNumberType
    wanted = {"fixed": (types.FIXED_LINE, types.FIXED_LINE_OR_MOBILE),
              "mobile": (types.MOBILE, types.FIXED_LINE_OR_MOBILE)}
    plans: dict[str, list[tuple]] = {}
    for key, code, digits, weight in data["phones"].rows:
        plans.setdefault(key, []).append((code, digits, float(weight)))
    draw = random.Random(7)
    bad = []
    for key, rows in plans.items():
        for code, digits, _ in draw.choices(rows, [row[2] for row in rows], k=50):
            text = sample(digits, draw.getrandbits(30))
            number = judge.parse(f"+{code}{text}")
            if not (judge.national_significant_number(number) == text
                    and judge.is_valid_number(number)
                    and judge.number_type(number) in wanted[key.split("/")[1]]):
                bad.append((key, text))
    assert len(bad) <= 0.001 * 50 * len(plans), bad[:20]


def test_postcodes_fit_their_country(data):
    countries = data["countries"]
    forms = dict(zip(cells(countries, "iso2"), cells(countries, "postcode")))
    regions = {(row[0], row[1]) for row in data["regions"].rows}
    for key, pattern, _weight in data["postcodes"].rows:
        country, _, region = key.partition("/")
        assert not region or (country, region) in regions, key
        for seed in range(20):
            text = sample(pattern, seed)
            assert re.fullmatch(forms[country], text), (key, pattern, text)
    have = {key.split("/")[0] for key in cells(data["postcodes"], "country")}
    assert have == {country for country, form in forms.items() if form}


def test_every_country_has_names_or_borrows_them(data):
    given = {key.split("/")[0] for key in cells(data["given_names"], "slice")}
    family = {key.split("/")[0] for key in cells(data["family_names"], "slice")}
    assert given == family
    loans = data["name_loans"]
    assert set(cells(loans, "like")) <= given
    assert set(cells(loans, "country")) | given == set(cells(data["countries"], "iso2"))
    assert not set(cells(loans, "country")) & given


def test_family_names_of_the_sexes(data):
    keys = set(cells(data["family_names"], "slice"))
    for key in keys:
        country, _, sex = key.partition("/")
        assert sex in ("", "f", "m")
        if sex:
            assert country not in keys and {f"{country}/f", f"{country}/m"} <= keys
    rows = {(row[0], row[1]) for row in data["family_names"].rows}
    assert ("RU/f", "Иванова") in rows and ("RU/m", "Иванов") in rows
    assert ("RU/m", "Иванова") not in rows and ("PL/f", "Kowalska") in rows


def test_ibans_add_up(data):
    for _country, length, bban in data["iban"].rows:
        parts = re.findall(r"(\d+)([nac])", bban)
        assert "".join(map("".join, parts)) == bban
        assert int(length) == 4 + sum(int(count) for count, _ in parts)


def test_cards(data):
    for brand, prefix, length in data["cards"].rows:
        assert prefix.isdigit() and len(prefix) < int(length), brand


def test_small_tables(data):
    assert ("reserved", "example.com") in data["email_domains"].rows
    assert all(re.fullmatch("#[0-9a-f]{6}", row[1]) for row in data["colors"].rows)
    for _language, pattern in data["company_patterns"].rows:
        assert "{" not in re.sub(r"\{(family|suffix|word)\}", "", pattern), pattern
        assert "{family}" in pattern or "{word}" in pattern
    codes = set(cells(data["currencies"], "code"))
    assert set(cells(data["countries"], "currency")) <= codes
    for key in cells(data["titles"], "slice"):
        assert re.fullmatch(r"[a-z]{2}/[fm]", key)


@pytest.mark.skipif(os.environ.get("ROWMILL_LONG") != "1",
                    reason="downloads 70 MB and takes minutes: set ROWMILL_LONG=1")
def test_making_again_gives_the_same_bytes():
    done = subprocess.run([sys.executable, TOOLS / "make.py", "--check"],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
