"""Money, passwords, companies, files, points and values from files, as programs that are not
ours read them."""

from __future__ import annotations

import base64
import collections
import csv
import io
import json
import math
import mimetypes
import pathlib
import re
import statistics

import pytest
from cli_program import done, run

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROWS = 3_000


def rows_of(tmp_path, fields: str, rows: int = ROWS, *arguments) -> list[dict[str, str]]:
    """The rows of an entity with these fields (lines of YAML), read from CSV."""
    model = tmp_path / "model.yaml"
    lines = "".join(f"      {line.strip()}\n" for line in fields.strip().splitlines())
    model.write_text(f"rowmill: 1\nseed: 5\nentities:\n  e:\n    rows: {rows}\n    fields:\n"
                     + lines)
    text = done("generate", model, "-f", "csv", "-o", "-", *arguments)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def column(tmp_path, field: str, rows: int = ROWS, *arguments) -> list[str]:
    return [row["f"] for row in rows_of(tmp_path, f"f: {field}", rows, *arguments)]


def refused(tmp_path, field: str) -> str:
    model = tmp_path / "model.yaml"
    model.write_text(f"rowmill: 1\nentities:\n  e:\n    rows: 1\n    fields:\n      f: {field}\n")
    result = run("validate", model)
    assert result.returncode != 0
    assert "/entities/e/fields/f" in result.stderr
    return result.stderr


def table(name: str) -> list[dict[str, str]]:
    lines = (ROOT / "data" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    names = [cell.split(":")[0] for cell in lines[0].split("\t")]
    return [dict(zip(names, line.split("\t"))) for line in lines[1:]]


# --- money --------------------------------------------------------------------------------


@pytest.mark.parametrize(("currency", "digits"), [("EUR", 2), ("JPY", 0), ("KWD", 3)])
def test_amounts_have_the_digits_of_their_currency(tmp_path, currency, digits):
    values = column(tmp_path, f"{{ type: finance.amount, currency: {currency} }}")
    form = r"\d+" + (rf"\.\d{{{digits}}}" if digits else "")
    assert all(re.fullmatch(form, value) for value in values)


def test_amounts_are_many_small_and_few_large_ones(tmp_path):
    values = [float(v) for v in column(tmp_path, "{ type: finance.amount, min: 5, max: 2500 }")]
    assert min(values) >= 5 and max(values) <= 2_500
    assert statistics.median(values) < statistics.mean(values) < 2 * statistics.median(values)


def test_amounts_take_distributions(tmp_path):
    values = [float(v) for v in column(
        tmp_path, "{ type: finance.amount, distribution: { normal: [-20, 5] } }")]
    assert abs(statistics.mean(values) + 20) < 0.5
    assert abs(statistics.stdev(values) - 5) < 0.5


def test_prices_walk_on_the_grid_and_any_row_stands_for_itself(tmp_path):
    field = "{ type: finance.price, start: 250, tick: 0.05, sd: 0.002 }"
    values = column(tmp_path, field)
    assert values[0] == "250.00"
    assert all(int(v.replace(".", "")) % 5 == 0 for v in values)
    steps = [math.log(float(b) / float(a)) for a, b in zip(values, values[1:])]
    assert abs(statistics.pstdev(steps) - 0.002) < 0.0002
    assert column(tmp_path, field, ROWS, "--from-row", "2_000") == values[2_000:]


# --- people -------------------------------------------------------------------------------


def test_skus(tmp_path):
    assert all(re.fullmatch(r"[A-Z]{3}-\d{5}-[A-Z]{2}", v) for v in column(tmp_path, "commerce.sku"))
    values = column(tmp_path, "{ type: commerce.sku, pattern: 'P##', unique: true }", 100)
    assert sorted(values) == [f"P{n:02}" for n in range(100)]


BCRYPT = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def test_bcrypt_forms_hold_whole_bytes(tmp_path):
    for value in column(tmp_path, "person.password_hash", 500):
        salt, digest = re.fullmatch(r"\$2b\$12\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})",
                                    value).groups()
        for text, size in ((salt, 16), (digest, 23)):
            standard = text.translate(str.maketrans(BCRYPT, BASE64))
            raw = base64.b64decode(standard + "=" * (-len(standard) % 4))
            assert len(raw) == size
            # No bits behind the last byte: what is encoded again is the same.
            assert base64.b64encode(raw).decode().rstrip("=") == standard


def test_argon2id_forms_hold_whole_bytes(tmp_path):
    for value in column(tmp_path, "{ type: person.password_hash, scheme: argon2id }", 500):
        salt, digest = re.fullmatch(
            r"\$argon2id\$v=19\$m=65536,t=3,p=4\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)",
            value).groups()
        for text, size in ((salt, 16), (digest, 32)):
            raw = base64.b64decode(text + "=" * (-len(text) % 4))
            assert len(raw) == size
            assert base64.b64encode(raw).decode().rstrip("=") == text


def test_sha512_crypt_forms(tmp_path):
    values = column(tmp_path, "{ type: person.password_hash, scheme: sha512_crypt }", 500)
    for value in values:
        assert re.fullmatch(r"\$6\$[./0-9A-Za-z]{16}\$[./0-9A-Za-z]{85}[./01]", value)
    assert len(set(values)) == 500


def test_nationalities_agree_with_the_country(tmp_path):
    known = {row["country"]: row["name"] for row in table("demonyms")}
    rows = rows_of(tmp_path, """
        country: place.country_code
        nation: person.nationality
        code: { type: person.nationality, style: code }""")
    assert all(row["nation"] == known[row["country"]] for row in rows)
    assert all(row["code"] == row["country"] for row in rows)
    assert len({row["nation"] for row in rows}) > 80


# --- companies ----------------------------------------------------------------------------


def test_domains_are_made_of_the_company_name(tmp_path):
    rows = rows_of(tmp_path, """
        name: { type: company.name, countries: [US, DE, IT] }
        domain: company.domain
        linked: { link: name.domain }""")
    for row in rows:
        assert row["linked"] == row["domain"]
        label, ending = re.fullmatch(r"([a-z0-9-]{1,63})\.(example)", row["domain"]).groups()
        assert ending == "example"
        words = re.findall(r"[a-z0-9]+", row["name"].lower())
        for part in label.split("-"):
            # Names with letters beyond ASCII and with blanks are spelt anew.
            plain = row["name"].isascii() and part in "".join(words)
            assert plain or not row["name"].isascii(), row


def test_domains_of_companies_are_of_their_country(tmp_path):
    countries = {row["iso2"]: row for row in table("countries")}
    rows = rows_of(tmp_path, """
        name: company.name
        country: place.country_code
        domain: { type: company.domain, real_tld: true }""")
    for row in rows:
        country = countries[row["country"]]
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.[a-z]+", row["domain"]), row
        assert row["domain"].endswith(country["tld"] or ".com"), row
        assert len(row["domain"].split(".")[0]) <= 63


def test_phones_of_companies_are_numbers_of_their_country(tmp_path):
    phonenumbers = pytest.importorskip("phonenumbers")
    rows = rows_of(tmp_path, """
        country: { type: place.country_code, countries: [FR, DE, US, JP, BR] }
        phone: company.phone
        other: place.phone""")
    for row in rows:
        number = phonenumbers.parse(row["phone"])
        assert phonenumbers.is_valid_number_for_region(number, row["country"]), row
    assert sum(row["phone"] == row["other"] for row in rows) < 5


# --- files --------------------------------------------------------------------------------


def test_name_path_extension_and_media_type_of_a_file_agree(tmp_path):
    rows = rows_of(tmp_path, """
        path: file.path
        name: file.name
        ext: file.extension
        mime: file.mime_type
        other: { type: file.extension, of: other }
        win: { type: file.path, os: windows, root: 'D:\\share', depth: 2 }""")
    known = collections.defaultdict(set)
    for row in table("mime_types"):
        for extension in row["extensions"].split(" "):
            known[extension].add(row["type"])
    for row in rows:
        assert row["path"].endswith("/" + row["name"])
        assert re.fullmatch(r"(/[a-z]+){1,4}/[^/]+", row["path"])
        assert re.fullmatch(r"[a-z]+([-_][a-z]+){0,2}([-_]\d\d)?\." + row["ext"], row["name"])
        assert row["mime"] in known[row["ext"]]
        assert pathlib.PureWindowsPath(row["win"]).name == row["name"]
        assert pathlib.PureWindowsPath(row["win"]).parts[:2] == ("D:\\", "share")
        assert len(pathlib.PureWindowsPath(row["win"]).parts) == 5
    assert {row["ext"] for row in rows} >= {"pdf", "jpg", "docx", "csv", "zip"}
    guessed = [mimetypes.guess_type(row["name"])[0] for row in rows]
    assert sum(g in (row["mime"], None) for g, row in zip(guessed, rows)) > 0.9 * ROWS
    assert any(row["other"] != row["ext"] for row in rows)


def test_extensions_that_are_asked_for(tmp_path):
    rows = rows_of(tmp_path, """
        ext: { type: file.extension, extensions: [.PDF, webm] }
        name: { type: file.name, extensions: [pdf, webm] }""")
    assert {row["ext"] for row in rows} == {"pdf", "webm"}
    assert all(row["name"].endswith("." + row["ext"]) for row in rows)
    assert "stands twice" in refused(tmp_path, "{ type: file.name, extensions: [pdf, .PDF] }")
    assert "empty" in refused(tmp_path, "{ type: file.name, extensions: [] }")


def test_file_sizes(tmp_path):
    values = [int(v) for v in column(tmp_path, "{ type: file.size, max: 1M }")]
    assert min(values) >= 0 and max(values) <= 1_000_000
    assert statistics.mean(values) > 2 * statistics.median(values)
    values = [int(v) for v in column(tmp_path, "{ type: file.size, distribution: "
                                               "{ uniform: [10, 20] } }")]
    assert set(values) == set(range(10, 21))


# --- points -------------------------------------------------------------------------------

WKT = re.compile(r"POINT\((-?\d{1,3}\.\d{6}) (-?\d{1,2}\.\d{6})\)")


def kilometres(lat, lon, other_lat, other_lon) -> float:
    lat, lon, other_lat, other_lon = map(math.radians, (lat, lon, other_lat, other_lon))
    half = (math.sin((lat - other_lat) / 2) ** 2
            + math.cos(lat) * math.cos(other_lat) * math.sin((lon - other_lon) / 2) ** 2)
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def test_points_lie_near_the_city_of_their_row(tmp_path):
    rows = rows_of(tmp_path, """
        point: { type: place.point, countries: [FR, US, FJ, NO] }
        near: { type: place.point, km: 0.5 }
        lat: place.latitude
        lon: place.longitude""")
    for row in rows:
        for name, km in (("point", 5), ("near", 0.5)):
            lon, lat = map(float, WKT.fullmatch(row[name]).groups())
            assert kilometres(lat, lon, float(row["lat"]), float(row["lon"])) <= km * 1.000001


def test_points_in_a_box_are_uniform_over_the_surface(tmp_path):
    values = column(tmp_path, "{ type: place.point, box: [170, -60.5, -150.25, 80] }", 20_000)
    points = [tuple(map(float, WKT.fullmatch(value).groups())) for value in values]
    assert all(-60.5 <= lat <= 80 and (lon >= 170 or lon <= -150.25) for lon, lat in points)
    # The share of a part of the box is that of its area.
    low, high = math.sin(math.radians(-60.5)), math.sin(math.radians(80))
    for edge in (-40, 0, 30, 60):
        share = (math.sin(math.radians(edge)) - low) / (high - low)
        assert abs(sum(lat < edge for _, lat in points) / 20_000 - share) < 0.015


def test_points_in_a_circle(tmp_path):
    values = column(tmp_path, "{ type: place.point, circle: { lat: 70, lon: 179.9, km: 300 }, "
                              "form: geojson }")
    inner = 0
    for value in values:
        shape = json.loads(value)
        assert shape["type"] == "Point"
        lon, lat = shape["coordinates"]
        away = kilometres(lat, lon, 70, 179.9)
        assert away <= 300.001 and -180 <= lon <= 180
        inner += away < 300 / math.sqrt(2)
    assert abs(inner / ROWS - 0.5) < 0.04


def test_points_as_latitude_and_longitude(tmp_path):
    for value in column(tmp_path, "{ type: place.point, box: [2, 48, 3, 49], form: latlon }", 200):
        lat, lon = map(float, value.split(","))
        assert 48 <= lat <= 49 and 2 <= lon <= 3


@pytest.mark.parametrize(("options", "fault"), [
    ("box: [2, 48, 3]", "four numbers"), ("box: [2, 49, 3, 48]", "south 49 of box is above north 48"),
    ("box: [2, 48, 3, 91]", "north of box"), ("box: [-181, 48, 3, 49]", "-181"),
    ("box: [a, 48, 3, 49]", "west of box"), ("box: [2, .nan, 3, 49]", "south of box"),
    ("box: [1.0000001, 48, 3, 49]", "1.0000001"), ("box: 5", "four numbers"),
    ("circle: { lat: 1, lon: 2 }", "lat, lon and km"),
    ("circle: { lat: 1, lon: 2, km: 3, x: 4 }", "lat, lon and km"),
    ("circle: { lat: 1, lon: 2, km: 0 }", "km of circle"),
    ("circle: { lat: 1, lon: 2, km: 20016 }", "20016"),
    ("circle: { lat: 91, lon: 2, km: 1 }", "lat of circle"),
    ("box: [1, 1, 2, 2], circle: { lat: 1, lon: 2, km: 1 }", "exclude each other"),
    ("box: [1, 1, 2, 2], countries: [FR]", "countries is for points near cities"),
    ("circle: { lat: 1, lon: 2, km: 1 }, km: 3", "km is for points near cities"),
])
def test_points_that_are_refused(tmp_path, options, fault):
    assert fault in refused(tmp_path, f"{{ type: place.point, {options} }}")


# --- values from a file -------------------------------------------------------------------

COLORS = 'name,hex,w\nred,#f00,6\n"light, green",#8f8,3\nblue,#00f,1\nnone,#000,0\nred,#e00,2\n'


def test_values_from_a_file(tmp_path):
    (tmp_path / "colors.csv").write_text(COLORS)
    weighted = collections.Counter(column(
        tmp_path, "{ values: colors.csv, column: name, weight: w }", 12_000))
    assert set(weighted) == {"red", "light, green", "blue"}
    for value, share in (("red", 8 / 12), ("light, green", 3 / 12), ("blue", 1 / 12)):
        assert abs(weighted[value] / 12_000 - share) < 0.02
    alike = collections.Counter(column(tmp_path, "{ values: colors.csv, column: name }", 12_000))
    assert abs(alike["red"] / 12_000 - 2 / 5) < 0.02
    (tmp_path / "one.csv").write_text("n\n007\n8\n")
    assert set(column(tmp_path, "{ values: one.csv }")) == {"007", "8"}
    assert set(column(tmp_path, "{ values: one.csv, as: int32 }")) == {"7", "8"}
    (tmp_path / "semi.csv").write_text("n;k\n1;2\n")
    assert set(column(tmp_path, "{ values: semi.csv, separator: ';', column: k }")) == {"2"}


def test_values_from_a_file_are_those_written_out(tmp_path):
    (tmp_path / "colors.csv").write_text(COLORS)
    assert column(tmp_path, "{ values: colors.csv, column: hex, weight: w }") == column(
        tmp_path, "{ values: { '#f00': 6, '#8f8': 3, '#00f': 1, '#000': 0, '#e00': 2 } }")


def test_values_from_a_file_are_converted_and_checked(tmp_path):
    model = tmp_path / "m.yaml"
    (tmp_path / "colors.csv").write_text(COLORS)
    model.write_text("rowmill: 1\nentities: { e: { rows: 3, fields: { f: { values: colors.csv, "
                     "column: name, weight: w } } } }\n")
    native = done("convert", model)
    assert "colors.csv" in native and "weight: w" in native
    (tmp_path / "n.yaml").write_text(native)
    assert (done("generate", model, "-f", "csv", "-o", "-")
            == done("generate", tmp_path / "n.yaml", "-f", "csv", "-o", "-"))
    schema = json.loads(done("schema"))
    jsonschema = pytest.importorskip("jsonschema")
    document = {"rowmill": 1, "entities": {"e": {"rows": 3, "fields": {"f": {
        "values": "colors.csv", "column": "name", "weight": "w"}}}}}
    jsonschema.validate(document, schema)
    document["entities"]["e"]["fields"]["f"]["where"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema)


@pytest.mark.parametrize(("content", "options", "fault"), [
    (None, "column: a", "no such file"), ("", "column: a", "empty"),
    ("a,b\n1,2\n", "column: c", "no column 'c'"), ("a,b\n1,2\n", "", "column is missing"),
    ("a,w\n1,2\n", "column: a, weight: v", "no column 'v'"),
    ("a,w\n1,-2\n", "column: a, weight: w", "row 1: a weight is a finite number from 0 on, not '-2'"),
    ("a,w\n1,2\n2,\n", "column: a, weight: w", "row 2: a weight"),
    ("a,w\n1,nan\n", "column: a, weight: w", "'nan'"),
    ("a,w\n1,0\n2,0\n", "column: a, weight: w", "all weights are 0"),
    ("a,w\n1,1e308\n2,1e308\n", "column: a, weight: w", "sum of the weights"),
    ("a\n", "column: a", "no rows"), ("a,b\n1\n", "column: a", "line 2"),
    ("a\nx\n", "column: a, as: int8", "x"), ("a\n1\n", "separator: ''", "separator"),
    ("a,w\n" + "1,x\n" * 25, "column: a, weight: w", "15 more rows"),
])
def test_value_files_that_are_refused(tmp_path, content, options, fault):
    if content is not None:
        (tmp_path / "v.csv").write_text(content)
    told = refused(tmp_path, "{ values: v.csv" + (f", {options}" if options else "") + " }")
    assert fault in told


# --- looking at rows ----------------------------------------------------------------------


def test_preview_is_a_sample_by_another_name(tmp_path):
    model = tmp_path / "two.yaml"
    model.write_text("rowmill: 1\nentities:\n  a: { rows: 50, fields: { id: sequence } }\n"
                     "  b: { rows: 5, fields: { id: sequence, name: person.first_name } }\n")
    text = done("preview", model)
    assert text == done("generate", model, "--sample", "10")
    assert "(10 of 50 rows)" in text and "(5 rows)" in text
    assert done("preview", model, "--tables", "b", "-n", "2", "--seed", "3") == done(
        "generate", model, "--sample", "2", "--tables", "b", "--seed", "3")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["two.yaml"]


@pytest.mark.parametrize(("arguments", "fault"), [
    (["-n", "0"], "-n 0"), (["-n", "many"], "-n"), (["--tables", "c"], "'c'"),
    (["--from-row", "3"], "need one entity"), (["-o", "x"], "-o"),
])
def test_previews_that_are_refused(tmp_path, arguments, fault):
    model = tmp_path / "two.yaml"
    model.write_text("rowmill: 1\nentities:\n  a: { rows: 5, fields: { id: sequence } }\n"
                     "  b: { rows: 5, fields: { id: sequence } }\n")
    result = run("preview", model, *arguments)
    assert result.returncode == 2
    assert fault in result.stderr and "rowmill preview --help" in result.stderr


def test_types_show_ten_rows():
    text = done("types", "place.city")
    assert "(10 rows)" in text
