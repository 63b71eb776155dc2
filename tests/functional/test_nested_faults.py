"""What nested fields and followed countries are refused for, by the program as it is."""

import pytest

from cli_program import run

HEAD = "rowmill: 1\nentities:\n  e:\n    rows: 3\n    fields:\n"


def faults(tmp_path, *fields):
    model = tmp_path / "model.yaml"
    model.write_text(HEAD + "".join(f"      {field}\n" for field in fields), encoding="utf-8")
    result = run("validate", model)
    assert result.returncode == 3, result.stderr
    return result.stderr


@pytest.mark.parametrize("kind", [
    "integer", "double", "date", "boolean", "bytes", "vector", "finance.price",
    "{ values: [1, 2] }", "{ type: list, items: string }",
])
def test_countries_are_taken_from_texts(tmp_path, kind):
    told = faults(tmp_path, f"n: {kind}", "a: { type: place.city, country: n }",
                  "b: { type: person.national_id, of: x, country: n }")
    assert told.count("country is a field of texts, and 'n' is") == 2
    assert "no field that is written" not in told


def test_a_member_of_a_struct_is_no_country_either(tmp_path):
    model = tmp_path / "model.yaml"
    model.write_text(HEAD + "      s: { type: struct, fields: { n: integer, "
                     "c: { type: place.city, country: n } } }\n", encoding="utf-8")
    result = run("generate", model, "-f", "json")
    assert result.returncode == 3
    assert "field 'n' is int64, not a text that names a country" in result.stderr


def test_lists_in_lists_are_bounded(tmp_path):
    told = faults(tmp_path, "a: { type: list, length: 65536, items: { type: list, items: "
                  "integer, length: 65536 } }")
    assert "up to 65536 items of up to 65536 inner ones" in told and "/a/length" in told


def test_names_of_members_are_not_empty(tmp_path):
    assert "fields/" in faults(tmp_path, 'a: { type: struct, fields: { "": integer } }')


def test_items_are_not_hidden(tmp_path):
    told = faults(tmp_path, "a: { type: list, items: { type: integer, hidden: true } }")
    assert "/a/items/hidden: items cannot be hidden" in told


def test_an_option_is_not_a_modifier_too(tmp_path):
    model = tmp_path / "model.yaml"
    model.write_text(HEAD + '      a: { type: commerce.ean13, prefix: "400" }\n',
                     encoding="utf-8")
    rows = run("generate", model, "-n", "200").stdout.split()[1:]
    for number in rows:
        assert len(number) == 13 and number.startswith("400")
        digits = [int(c) for c in number]
        assert (sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10 == 0


def test_a_stream_shares_the_items(tmp_path):
    model = tmp_path / "model.yaml"
    model.write_text(HEAD + "".join(
        f"      {name}: {{ type: list, items: integer, stream: s }}\n" for name in "ab"),
                     encoding="utf-8")
    lines = run("generate", model, "-n", "50", "-f", "csv", "-O", "delimiter=;",
                "-O", "header=false").stdout.split()
    assert len(set(lines)) > 20
    for line in lines:
        first, second = line.split(";")
        assert first == second


def test_bad_files_of_values_are_faults_of_the_model(tmp_path):
    (tmp_path / "ragged.csv").write_text("a,b\n1\n")
    assert "m.yaml:" in faults(tmp_path, "a: { values: ragged.csv, column: a }").replace(
        "model.yaml:", "m.yaml:")
