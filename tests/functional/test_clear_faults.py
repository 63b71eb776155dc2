"""What bad models are answered with: each fault names its field, option and value."""

import datetime

import pytest

from cli_program import run

HEAD = "rowmill: 1\nentities:\n  e:\n    rows: 3\n    fields:\n"


def model_of(tmp_path, *fields, head=HEAD):
    model = tmp_path / "model.yaml"
    model.write_text(head + "".join(f"      {field}\n" for field in fields), encoding="utf-8")
    return model


def faults(tmp_path, *fields, head=HEAD, command="validate"):
    result = run(command, model_of(tmp_path, *fields, head=head))
    assert result.returncode == 3, (result.stdout, result.stderr)
    return result.stderr


def test_rows_that_cannot_be_name_their_field(tmp_path):
    told = faults(tmp_path, "a: { type: date, min: 2024-01-01, max: 2024-01-01 }",
                  "mine: { type: date, after: a, max: 2024-01-01 }", command="generate")
    assert "model.yaml:7:7: /entities/e/fields/mine: field 'mine': row 0: no day is after a" in told


@pytest.mark.parametrize("nested", [
    "{ type: list, items: integer }", "{ type: struct, fields: { x: integer } }",
    "{ type: map, keys: string, values: integer }",
])
@pytest.mark.parametrize("kind", ["md5", "hash.sha1", "sha256", "hash.xxh64", "hash.crc32"])
def test_hashes_are_of_one_value(tmp_path, nested, kind):
    told = faults(tmp_path, f"n: {nested}", f"h: {{ type: {kind}, input: n }}",
                  f"s: {{ type: struct, fields: {{ h: {{ type: {kind}, input: n }} }} }}")
    assert "/entities/e/fields/h/input: field 'h': input is a field with one value" in told
    assert "/entities/e/fields/s/fields/h/input: field 's': 'h': input is a field" in told
    assert told.count(" and 'n' is ") == 2


@pytest.mark.parametrize("around", ["list, items", "json, items", "map, keys: string, values"])
def test_items_of_hashes_of_nested_members(tmp_path, around):
    told = faults(tmp_path, f"l: {{ type: {around}: {{ type: struct, fields: "
                  "{ n: { type: list, items: integer }, h: { type: md5, input: n } } } }")
    assert "/fields/h/input: field 'l': 'h': input is a field with one value" in told


def test_the_json_text_of_a_nested_field_is_hashed(tmp_path):
    model = model_of(tmp_path, "n: { type: list, items: integer, as: string }",
                     "h: { type: md5, input: n }")
    assert run("generate", model, "-f", "json").returncode == 0


def test_no_countries_are_not_all(tmp_path):
    told = faults(tmp_path, "a: { type: place.city, countries: [] }",
                  head=HEAD.replace("rows: 3", "rows: 3\n    countries: []"))
    assert "/entities/e/countries: countries is an empty list" in told
    assert "/entities/e/fields/a/countries: countries is an empty list" in told


@pytest.mark.parametrize("code", ["276", '"276"', "DEU", "de", "Germany"])
def test_countries_go_by_their_iso_numbers_too(tmp_path, code):
    model = model_of(tmp_path, f"a: {{ type: place.country, countries: [{code}] }}")
    assert run("generate", model).stdout.split() == ["a"] + 3 * ["Germany"]


@pytest.mark.parametrize("code", ["004", '"004"', "4"])
def test_iso_numbers_with_and_without_zeros(tmp_path, code):
    model = model_of(tmp_path, "a: place.country",
                     head=HEAD.replace("rows: 3", f"rows: 3\n    countries: {code}"))
    assert run("generate", model).stdout.split() == ["a"] + 3 * ["Afghanistan"]


TYPES_OF_WORDS = ["text.word", "text.words", "text.sentence", "text.paragraph", "person.job",
                  "person.title", "commerce.department", "commerce.category", "commerce.product"]


@pytest.mark.parametrize("kind", TYPES_OF_WORDS)
def test_a_locale_without_words_is_refused_or_told(tmp_path, kind):
    told = faults(tmp_path, f"a: {{ type: {kind}, locale: ga }}")
    assert "/entities/e/fields/a/locale: field 'a': no " in told
    assert "locale 'ga'; there are " in told and " en " in told
    head = HEAD.replace("rowmill: 1", "rowmill: 1\nlocale: ga-IE")
    model = model_of(tmp_path, f"a: {kind}", f"b: {{ type: {kind}, language: fr }}"
                     if kind != "commerce.department" else "b: place.city", head=head)
    for command in ("validate", "generate"):
        result = run(command, model)
        assert result.returncode == 0, result.stderr
        assert result.stderr.count("warning") == 1, result.stderr
        assert "English is taken (`language` says which; there are " in result.stderr
    model = model_of(tmp_path, f"a: {{ type: {kind}, language: en }}", head=head)
    assert "warning" not in run("validate", model).stderr


# --- Datagen's language ---------------------------------------------------------------

def datagen(tmp_path, field):
    model = tmp_path / "model.json"
    model.write_text('{ "Fields": [ { "name": "f", ' + field + " } ] }", encoding="utf-8")
    return model


@pytest.mark.parametrize("regex, position", [
    ("[a-z", 1), ("x[0-9]", 2), ("[A-G]{1}-[b-l", 10), ("[a]{1}[b]{x}", 7)])
def test_brackets_that_are_copied_are_told(tmp_path, regex, position):
    model = datagen(tmp_path, f'"type": "STRING_REGEX", "regex": "{regex}"')
    for command in ("validate", "generate"):
        result = run(command, model, *(["-n", "2"] if command == "generate" else []))
        assert result.returncode == 0, result.stderr
        assert (f"warning: {model}:1:" in result.stderr
                and f"'[' at position {position} begins no group [choices]{{n}}" in result.stderr)
    assert regex[position - 1:] in result.stdout


def test_whole_groups_are_no_warning(tmp_path):
    model = datagen(tmp_path, '"type": "STRING_REGEX", "regex": "[A-G]{1}-]{2}[3-7,x]{4}"')
    assert "warning" not in run("validate", model).stderr


def test_a_link_to_nothing_is_told(tmp_path):
    result = run("validate", datagen(tmp_path, '"type": "LINK"'))
    assert result.returncode == 0
    assert "LINK without link: its texts are empty" in result.stderr


# --- messages -------------------------------------------------------------------------

def test_circles_are_told_as_they_go(tmp_path):
    told = faults(tmp_path, "z: { type: md5, input: b }", "b: { type: md5, input: c }",
                  "c: { type: md5, input: b }", "d: integer")
    assert "/entities/e/fields/b: fields refer to each other in a circle: b -> c -> b\n" in told
    told = faults(tmp_path, "a: { type: md5, input: a }")
    assert "circle: a -> a\n" in told


@pytest.mark.parametrize("hours, wanted", [
    ("{ 22-6: 1 }", "profile.hour: '22-6' does not rise; what goes on behind the end is two keys"),
    ("{ 8-11: 2, 10-12: 3 }", "profile.hour: '8-11' and '10-12' overlap"),
    ("{ 8: 2, 8: 3 }", "8"),
    ("{ 24: 1 }", "profile.hour has no hour '24'"),
])
def test_hours_rise_and_do_not_overlap(tmp_path, hours, wanted):
    assert wanted in faults(tmp_path, f"a: {{ type: timestamp, profile: {{ hour: {hours} }} }}")


def test_weekdays_and_months_too(tmp_path):
    told = faults(tmp_path, "a: { type: timestamp, profile: { weekday: { sat-mon: 1 }, "
                  "month: { nov-feb: 1, jan: 2, january: 1 } } }")
    for wanted in ("'sat-mon' does not rise", "'nov-feb' does not rise",
                   "'jan' and 'january' overlap"):
        assert wanted in told


def test_links_out_of_a_list(tmp_path):
    told = faults(tmp_path, "b: datagen.city", "a: { type: list, items: { type: struct, "
                  "fields: { c: { link: b.lat } } } }", "d: { link: nothing.lat }")
    assert "link to 'b', which stands outside of the list: items are rows of their own" in told
    assert "link to 'nothing', which is no field of 'e'" in told


def test_a_dot_in_after(tmp_path):
    told = faults(tmp_path, "s: { type: struct, fields: { d: date } }",
                  "a: { type: date, after: s.d }")
    assert "after: 's.d', a field inside a struct or of another entity, is not built yet" in told


def test_maps_too_deep_for_numbers(tmp_path):
    nested = "integer"
    for _ in range(8):
        nested = f"{{ type: map, keys: string, values: {nested} }}"
    told = faults(tmp_path, f"a: {nested}")
    assert "has numbers for the items of " in told and "possible values" not in told


def test_formats_name_the_directive_that_was_written(tmp_path):
    told = faults(tmp_path, 'a: { type: date, format: "%x %c" }')
    assert "'%x %c' of field 'a': '%c' at position 4 asks for a time of day, which a date has not"\
        in told
    assert told.count(" at position ") == 1


def test_unknown_locales_are_told_once_with_their_line(tmp_path):
    told = faults(tmp_path, 'a: { type: date, format: "%x", locale: zz }', "b: text.word",
                  head=HEAD.replace("rowmill: 1", "rowmill: 1\nlocale: xx"))
    assert "model.yaml:2:9: /locale: no locale is called 'xx'" in told
    assert told.count("no locale is called") == 2 and "directive" not in told


def test_a_fault_is_told_once(tmp_path):
    told = faults(tmp_path, "c: { type: datagen.city, filters: [Frnce] }", "d: { link: c.lat }")
    assert told.count("unknown country 'Frnce'") == 1


def test_a_model_that_includes_itself_is_told_once(tmp_path):
    told = faults(tmp_path, "a: integer",
                  head=HEAD.replace("rowmill: 1", "rowmill: 1\ninclude: model.yaml"))
    assert "/include: 'model.yaml' includes itself" in told and "two files" not in told


@pytest.mark.parametrize("version, wanted", [
    ('"1"', "rowmill is the number 1, without quotes, not the text '1'"),
    ("2", "this build knows version 1 of the language, not '2'")])
def test_versions(tmp_path, version, wanted):
    told = faults(tmp_path, "a: integer",
                  head=HEAD.replace("rowmill: 1", f"rowmill: {version}"))
    assert wanted in told


def test_empty_structs(tmp_path):
    assert "fields is an empty map: it needs at least one field" in faults(
        tmp_path, "a: { type: struct, fields: {} }")


# --- all at once ----------------------------------------------------------------------

def test_faults_of_the_plan_beside_those_of_the_text(tmp_path):
    told = faults(
        tmp_path, "bad: { typ: integer }", "worse: { type: integer, min: 3, max: 2 }",
        "h: { type: md5, input: nothing }", "n: { type: list, items: integer }",
        "i: { type: md5, input: n }", "few: { type: integer, min: 1, max: 2, unique: true }",
        "l: { link: nowhere.lat }", "x: { type: md5, input: y }", "y: { type: md5, input: x }",
        "r: { type: place.city, country: num }", "num: integer")
    for wanted in ("a field has no key 'typ'", "min 3 is above max 2", "which is no field of 'e'",
                   "input is a field with one value", "has 2 possible values, 3 rows asked",
                   "link to 'nowhere'", "circle: x -> y -> x", "country is a field of texts"):
        assert wanted in told, wanted


def test_what_rests_on_a_faulty_field_is_no_fault(tmp_path):
    told = faults(tmp_path, "bad: { typ: date }", "a: { type: date, after: bad }",
                  "l: { link: bad.lat }", "p: { type: place.city, country: bad }",
                  "worse: { type: date, min: 2024-02-01, max: 2024-01-01 }",
                  "b: { type: date, after: worse }")
    assert "error: 2 faults" in told


def test_faults_within_one_field(tmp_path):
    """Of a field with a wrong modifier or child, the options are tried all the same."""
    told = faults(
        tmp_path,
        "a: { type: integer, min: 5, max: 3, null_rate: 7 }",
        'b: { type: text.regex, regex: "(", as: wrong }',
        "c: { type: text.words, language: qq, case_style: loud }",
        "d: { type: date, min: 2024-02-01, max: 2024-01-01, "
        "as: 'timestamp(us, Europe/Nowhere)' }",
        "p: { type: person.full_name, countries: [XX], null_rate: 2 }",
        "s: { type: struct, fields: { x: { type: integer, min: 5, max: 3 }, "
        "y: { type: integer, zap: 1 } } }",
        "l: { type: list, items: { type: list, items: { type: list, items: nothing } }, "
        "length: { min: 3, foo: 4 } }",
        "m: { type: integer, min: 9, max: 3, unique: true, distribution: normal }",
        head=HEAD.replace("rows: 3", "rows: 3\n    correlate: "
                          "[{ fields: [x, m], matrix: [[1, 2], [2, 1]] }]"))
    for wanted in (
            "no field is called 'x'", "matrix/0/1: a correlation is a number from -1 to 1",
            "a/min: min 5 is above max 3", "a/null_rate: null_rate is from 0 to 1",
            "b/regex: regex '('", "b/as: not an output type", "c/language: no words in",
            "c/case_style: case_style is one of", "d/min: min", "as of field 'd'",
            "p/countries: unknown country 'XX'", "p/null_rate", "s/fields/x/min: min 5",
            "s/fields/y/zap", "l/items/items/items/type: no type is called 'nothing'",
            "l/length: length has no 'foo'", "m/min: min 9", "m/unique: field 'm': 'unique'"):
        assert wanted in told, (wanted, told)
    assert "error: 19 faults" in told, told


def test_every_circle_is_told(tmp_path):
    told = faults(tmp_path, "a: { type: date, after: b }", "b: { type: date, after: a }",
                  "c: { type: md5, input: d }", "d: { type: md5, input: c }",
                  'e: { formula: "f + 1" }', 'f: { formula: "e + 1" }', 'g: { formula: "1 +" }')
    for circle in ("a -> b -> a", "c -> d -> c", "e -> f -> e"):
        assert f"in a circle: {circle}" in told, told
    assert "error: 4 faults" in told


def test_faults_stand_where_the_value_does(tmp_path):
    told = faults(
        tmp_path, "a: { type: date, after: nope }", "b: { type: integer, as: date }",
        "c: { type: hash.sha1, input: nope }", "d: { type: person.full_name, country: none }",
        "e: person.email", "f: { type: struct, fields: { n: { type: list, items: integer },",
        "  h: { type: md5, input: n } } }", 'g: { type: integer, format:  "%Q" }',
        head=HEAD.replace("rows: 3", "rows: 3\n    locale: zz-ZZ\n    countries: [DE, XX]"))
    for wanted in (
            ":5:13: /entities/e/locale: no locale", ":6:16: /entities/e/countries: unknown",
            ":8:31: /entities/e/fields/a/after: field 'a' refers to 'nope'",
            ":9:31: /entities/e/fields/b/as: as: date of field 'b' is not possible",
            ":10:36: /entities/e/fields/c/input: field 'c' refers to 'nope'",
            ":11:45: /entities/e/fields/d/country: field 'd': 'e' has no field 'none'",
            ":14:32: /entities/e/fields/f/fields/h/input: field 'f': 'h': input is a field",
            ":15:36: /entities/e/fields/g/format: format '%Q'"):
        assert wanted in told, (wanted, told)
    assert "error: 8 faults" in told


@pytest.mark.parametrize("field", [
    "sequence", "person.full_name", "place.city", "file.path", "finance.card",
    "struct, fields: { x: integer }", "md5, input: other", "id.snowflake"])
def test_a_stream_that_nothing_is_drawn_from(tmp_path, field):
    told = faults(tmp_path, "other: integer", f"a: {{ type: {field}, stream: s }}")
    assert "/entities/e/fields/a/stream: field 'a': stream: s changes nothing" in told
    model = model_of(tmp_path, "other: integer",
                     f"a: {{ type: {field}, stream: s, null_rate: 0.5 }}")
    assert run("validate", model).returncode == 0


# --- convert --------------------------------------------------------------------------

def test_paths_lead_to_the_same_files_from_elsewhere(tmp_path):
    home, other = tmp_path / "home", tmp_path / "other" / "deep"
    (home / "data").mkdir(parents=True)
    other.mkdir(parents=True)
    (home / "data" / "p.csv").write_text("name\nada\n")
    model = model_of(home, "a: { type: csv, file: data/p.csv, column: name }",
                     "b: { values: data/p.csv }",
                     "c: { type: list, length: 1, items: { type: csv, file: data/p.csv, "
                     "column: name } }")
    wanted = run("generate", model).stdout
    assert "ada" in wanted
    result = run("convert", model, "-o", other / "m.yaml")
    assert result.returncode == 0, result.stderr
    text = (other / "m.yaml").read_text()
    assert text.count("../../home/data/p.csv") == 3
    assert run("generate", other / "m.yaml").stdout == wanted
    result = run("convert", "home/model.yaml", "-o", "flat.yaml", cwd=tmp_path)
    assert (tmp_path / "flat.yaml").read_text().count(" home/data/p.csv") == 3
    run("convert", model, "-o", home / "same.yaml")
    assert (home / "same.yaml").read_text().count(" data/p.csv") == 3
    assert "warning" not in result.stderr


def test_dictionaries_that_are_left_behind_are_told(tmp_path):
    home, other = tmp_path / "home", tmp_path / "other"
    (home / "tables").mkdir(parents=True)
    other.mkdir()
    (home / "tables" / "colors.tsv").write_text("name:text\thex:text\nmauve\t#e0b0ff\n")
    model = model_of(home, "a: commerce.color",
                     head=HEAD.replace("rowmill: 1", "rowmill: 1\ndictionaries: tables"))
    result = run("convert", model, "-o", other / "m.yaml")
    assert result.returncode == 0
    assert "dictionaries 'tables' do not lie below" in result.stderr
    result = run("convert", model, "-o", tmp_path / "above.yaml")
    assert "warning" not in result.stderr
    assert run("generate", tmp_path / "above.yaml").stdout.split() == ["a"] + 3 * ["mauve"]


# --- offsets --------------------------------------------------------------------------

def test_offsets_are_whole_minutes_and_fit_the_local_time(tmp_path):
    model = model_of(
        tmp_path, 'a: { type: timestamp, zone: Africa/Algiers, min: "1905-01-01T00:00:00Z", '
        'max: "1906-01-01T00:00:00Z", stream: s }',
        'b: { type: timestamp, zone: Africa/Monrovia, min: "1905-01-01T00:00:00Z", '
        'max: "1906-01-01T00:00:00Z", stream: s }',
        'c: { type: timestamp, zone: UTC, min: "1905-01-01T00:00:00Z", '
        'max: "1906-01-01T00:00:00Z", stream: s }',
        'd: { type: timestamp, zone: Africa/Monrovia, min: "1905-01-01T00:00:00Z", '
        'max: "1906-01-01T00:00:00Z", stream: s, format: "%z" }')
    for line in run("generate", model, "-n", "50").stdout.split("\n")[1:-1]:
        a, b, c, d = line.split(",")
        assert a.endswith("+00:09") and b[-6:] == "-00:43" and d == "-0043"
        moments = {datetime.datetime.fromisoformat(text.replace("Z", "+00:00")) for text in (a, b, c)}
        assert len(moments) == 1


def test_countries_of_an_entity_are_checked_without_records(tmp_path):
    model = tmp_path / "m.yaml"
    model.write_text("rowmill: 1\nentities: { e: { rows: 1, countries: [FR, Nowhere], "
                     "fields: { a: integer } } }\n")
    told = run("validate", model)
    assert told.returncode != 0 and "unknown country 'Nowhere'" in told.stderr


@pytest.mark.parametrize("field, wanted", [
    ("{ type: boolean, min: 1 }", "boolean has no option 'min'\n"),
    ("{ type: boolean, countries: [FR] }", "boolean has no option 'countries'\n"),
    ("{ type: integer, default: 1 }", "'default' is not built yet"),
])
def test_options_of_other_types_are_no_promises(tmp_path, field, wanted):
    assert wanted in faults(tmp_path, f"a: {field}") + "\n"


def test_a_text_that_is_no_country_is_told(tmp_path):
    model = tmp_path / "m.yaml"
    model.write_text("rowmill: 1\nentities: { e: { rows: 9, fields: { c: { values: [XX] }, "
                     "n: { type: city, country: c } } } }\n")
    told = run("generate", model)
    assert told.returncode != 0 and "'XX' is no country" in told.stderr
