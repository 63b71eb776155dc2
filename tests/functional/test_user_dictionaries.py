"""Dictionaries that a user brings: `--dictionaries` and the key of a model."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from cli_program import BINARY, ROOT, done, run

pytestmark = pytest.mark.skipif(not BINARY.exists(), reason=f"{BINARY} is not built")

MODEL = """\
rowmill: 1
name: people
{head}entities:
  person:
    rows: 400
    countries: [FR]
    fields:
      given: person.first_name
      family: person.last_name
      email: person.email
      city: place.city
      color: commerce.color
"""
GIVEN = "slice:slice\tname:text\tascii:text\tweight:weight\n"


def heading(table):
    return (ROOT / "data" / f"{table}.tsv").read_text().split("\n", 1)[0] + "\n"


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def model(tmp_path):
    """The model's path, and a folder beside it for tables."""
    path = tmp_path / "people.yaml"
    path.write_text(MODEL.format(head=""))
    (tmp_path / "tables").mkdir()
    return path


def write(model, **tables):
    for name, text in tables.items():
        (model.parent / "tables" / f"{name.replace('_add', '.add')}.tsv").write_text(text)
    return model.parent / "tables"


def test_a_table_stands_for_the_programs(model):
    folder = write(model, colors="name:text\thex:text\nmauve\t#e0b0ff\nteal\t#008080\n",
                   given_names=GIVEN + "FR/f\tZoé\tZoe\t1\nFR/m\tÉloi\tEloi\t1\n")
    plain = rows_of(done("generate", model, "-q"))
    rows = rows_of(done("generate", model, "-q", "--dictionaries", folder))
    assert {row["color"] for row in rows} == {"mauve", "teal"}
    assert {row["given"] for row in rows} == {"Zoé", "Éloi"}
    assert all(("zoe" if row["given"] == "Zoé" else "eloi")[0] == row["email"][0] for row in rows)
    # What hangs on other tables stays as it was.
    for column in ("family", "city"):
        assert [row[column] for row in rows] == [row[column] for row in plain]


def test_rows_are_added_by_their_weight(model):
    weights = [float(line.rsplit("\t", 1)[1]) for line in (ROOT / "data" / "given_names.tsv")
               .read_text().splitlines() if line.startswith("FR/f\t")]
    folder = write(model, given_names_add=GIVEN + f"FR/f\tXanthippe\t\t{sum(weights) * 3}\n")
    model.write_text(MODEL.format(head="").replace(
        "person.first_name", "{ type: person.first_name, weight: frequency }").replace(
        "color: commerce.color", "sex: person.sex"))
    rows = rows_of(done("generate", model, "-q", "-n", "4000", "--dictionaries", folder))
    women = [row for row in rows if row["sex"] == "female"]
    share = sum(row["given"] == "Xanthippe" for row in women) / len(women)
    # Three quarters of the names of women alone; names for both sexes are drawn beside.
    assert 0.5 < share < 0.8
    assert all(row["given"] != "Xanthippe" for row in rows if row["sex"] == "male")


def test_the_key_of_a_model_and_the_option_over_it(model):
    tables = "name:text\thex:text\nmauve\t#e0b0ff\n"
    write(model, colors=tables)
    model.write_text(MODEL.format(head="dictionaries: tables\n"))
    assert {row["color"] for row in rows_of(done("generate", model, "-q"))} == {"mauve"}
    over = model.parent / "over"
    over.mkdir()
    (over / "colors.add.tsv").write_text("name:text\thex:text\nteal\t#008080\n")
    rows = rows_of(done("generate", model, "-q", "--dictionaries", over))
    assert {row["color"] for row in rows} == {"mauve", "teal"}
    assert "dictionaries: tables" in done("convert", model)


def test_the_manifest_has_their_hash(model, tmp_path):
    def manifest(*arguments):
        out = tmp_path / "out"
        done("generate", model, "-q", "--force", "-o", out, *arguments)
        return json.loads((out / "_people.rowmill.json").read_text())

    assert "dictionaries" not in manifest()
    folder = write(model, colors="name:text\thex:text\nmauve\t#e0b0ff\n")
    first = manifest("--dictionaries", folder)["dictionaries"]["sha256"]
    assert len(first) == 64
    assert manifest("--dictionaries", folder)["dictionaries"]["sha256"] == first
    write(model, colors="name:text\thex:text\nmauve\t#e0b0fe\n")
    assert manifest("--dictionaries", folder)["dictionaries"]["sha256"] != first


def test_all_faults_at_once_with_file_and_line(model):
    write(model, colours="name:text\n", given_names=GIVEN + "FR/f\tA\t\tmany\nXX\tB\t\t1\n",
          phones_add="x\n")
    model.write_text(MODEL.format(head="dictionaries: tables\n").replace(
        "commerce.color", "{ type: integer, min: 3, max: 2 }"))
    result = run("validate", model)
    assert result.returncode == 3, result.stderr
    for wanted in ("/dictionaries: tables/colours.tsv: there is no dictionary 'colours'",
                   "tables/given_names.tsv:2: dictionary 'given_names' needs a weight above 0",
                   "tables/phones.add.tsv: dictionary 'phones' cannot be changed",
                   "people.yaml:3:15: /dictionaries", "min"):
        assert wanted in result.stderr, result.stderr


@pytest.mark.parametrize("folder, wanted", [
    ("/etc", "below the model's"), ("../tables", "below the model's"),
    ("none", "there is no such folder"), ("people.yaml", "it is not a folder"),
    ("tables", "it has no tables")])
def test_folders_that_are_refused(model, folder, wanted):
    model.write_text(MODEL.format(head=f"dictionaries: {folder}\n"))
    result = run("generate", model, "-q")
    assert result.returncode == 3, result.stderr
    assert wanted in result.stderr


def test_options_that_are_refused(model):
    for folder, wanted in (("", "needs a folder"), ("/nowhere", "there is no such folder")):
        result = run("generate", model, "-q", "--dictionaries", folder)
        assert result.returncode == 2, result.stderr
        assert "--dictionaries" in result.stderr and wanted in result.stderr


def test_the_page_names_the_tables_and_their_first_lines():
    """Each table of docs/dictionaries.md with the heading of data/, and those alone."""
    page = (ROOT / "docs" / "dictionaries.md").read_text()
    listed = {}
    for line in page.split("## Tables that can be changed")[1].splitlines():
        cells = line.split("|")
        if len(cells) == 5 and "`" in cells[1]:
            for name in re.findall(r"`(\w+)`", cells[1]):
                listed[name] = cells[2].strip().strip("`").replace(" ", "\t") + "\n"
    assert listed == {name: heading(name) for name in listed}
    rules = (ROOT / "src" / "dict" / "merge.cc").read_text()
    assert set(listed) == set(re.findall(r'^    \{"(\w+)", Keys::', rules, re.M))


def test_every_split_has_the_same_bytes(model):
    folder = write(model, given_names_add=GIVEN + "FR/f\tZoé\tZoe\t900\n")
    whole = done("generate", model, "-q", "--dictionaries", folder, "-j", "2")
    parts = "".join(
        done("generate", model, "-q", "--dictionaries", folder, "-O", "header=false",
             "--part", part, "--parts", "3") for part in (1, 2, 3))
    assert whole.split("\n", 1)[1] == parts


def test_tables_of_uploaded_models_lie_below_the_roots(server):
    tables = server.root / "tables"
    tables.mkdir()
    (tables / "colors.tsv").write_text("name:text\thex:text\nmauve\t#e0b0ff\n")
    linked = server.root / "linked"
    linked.mkdir()
    outside = server.folder / "secret.tsv"
    outside.write_text("secret of others\n")
    (linked / "colors.tsv").symlink_to(outside)

    def submit(folder):
        text = MODEL.format(head=f"dictionaries: {folder}\n").encode()
        return server.generate("/datagen/csv?rows=5&batches=1", text).json()

    assert submit("tables")["commandUuid"] != ""
    for folder in ("linked", "/etc", "../home"):
        refused = submit(folder)
        assert refused["commandUuid"] == "", folder
        assert "secret of" not in refused["error"]


def test_zones_of_cities_are_known(model):
    row = "FR\t-1\tLyon\tLyon\t457485\t48467\t{}\t500000\n"
    folder = write(model, cities_add=heading("cities") + row.format("Europe/Paris")
                   + row.format("Europe/Pari") + row.format(""))
    result = run("validate", model, "--dictionaries", folder)
    assert result.returncode == 2, result.stderr
    assert ("cities.add.tsv:3: 'zone' is an IANA name such as Europe/Paris, not 'Europe/Pari', "
            "did you mean 'Europe/Paris'?") in result.stderr
    assert "cities.add.tsv:4: 'zone' is an IANA name" in result.stderr
    assert "cities.add.tsv:2" not in result.stderr


FILES = """\
rowmill: 1
entities:
  file: { rows: 300, fields: { e: file.extension, m: file.mime_type, n: file.name } }
"""


def kinds(model, *arguments):
    rows = rows_of(done("generate", model, "-q", *arguments))
    assert all(row["n"].endswith("." + row["e"]) for row in rows)
    return {row["e"]: row["m"] for row in rows}


def test_media_types_of_files_are_those_of_the_table(model):
    model.write_text(FILES)
    plain = kinds(model)
    assert len(plain) > 20 and plain["zip"] == "application/zip"
    types = heading("mime_types")
    folder = write(model, mime_types=types + "application/x-own\tpdf own\ntext/other\ttxt\n"
                   "text/plain\ttxt\n")
    assert kinds(model, "--dictionaries", folder) == {"pdf": "application/x-own",
                                                      "txt": "text/plain"}
    write(model, mime_types=types + "application/x-own\town\n")
    assert kinds(model, "--dictionaries", folder) == {"own": "application/x-own"}
    model.write_text(FILES.replace("file.mime_type", "{ type: file.mime_type, extensions: pdf }"))
    result = run("validate", model, "--dictionaries", folder)
    assert result.returncode == 3 and "unknown extension 'pdf'" in result.stderr


def test_added_media_types_bring_their_extensions(model):
    model.write_text(FILES.replace("file.mime_type", "{ type: file.mime_type, extensions: own }"))
    assert run("validate", model).returncode == 3
    folder = write(model, mime_types_add=heading("mime_types") + "application/x-own\town\n")
    rows = rows_of(done("generate", model, "-q", "--dictionaries", folder))
    assert {row["m"] for row in rows} == {"application/x-own"}
