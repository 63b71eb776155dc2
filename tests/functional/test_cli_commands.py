"""The commands beside `generate`, broken models, help, completion, the reference page."""

import json
import os
import re
import shutil
import subprocess

import pytest
import yaml

from cli_program import BINARY, MODELS, ONE, PUBLIC_MODELS, ROOT, done, run

COMMANDS = ["generate", "validate", "convert", "types", "formats", "schema", "version",
            "completion", "help", "serve"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_examples(command):
    text = done(command, "--help")
    assert "Examples:" in text and f"rowmill {command}" in text
    assert done("help", command) == text


def test_program_help_and_version():
    assert all(command in done("--help") for command in COMMANDS)
    assert run().returncode == 2
    text = done("version")
    assert re.search(r"^rowmill \d+\.\d+\.\d+\nrecipe 1\ncompiler \S.*\nkernels \S+\n$", text)
    assert done("--version") == text
    result = run("generat")
    assert result.returncode == 2 and "did you mean 'generate'" in result.stderr


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.name)
def test_examples_validate_and_convert(model, tmp_path):
    assert "ok (" in done("validate", model)
    for name in ("m.yaml", "m.json"):
        done("convert", model, "-o", tmp_path / name)
    as_json = json.loads((tmp_path / "m.json").read_text())
    assert list(as_json["entities"]) == list(yaml.safe_load(model.read_text())["entities"])
    assert done("convert", tmp_path / "m.yaml") == (tmp_path / "m.yaml").read_text()
    assert done("convert", tmp_path / "m.yaml", "--to", "json") == done(
        "convert", tmp_path / "m.json", "--to", "json")


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.name)
def test_examples_fit_the_json_schema(model):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(done("schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(done("convert", model, "--to", "json"))
    jsonschema.Draft202012Validator(schema).validate(document)


def test_convert_refuses(tmp_path):
    model = tmp_path / "m.yaml"
    model.write_text(ONE)
    assert run("convert", model, "-o", model).returncode == 1
    assert model.read_text() == ONE
    assert run("convert", model, "--to", "xml").returncode == 2
    assert run("convert", model, "--to", "json", "-o", tmp_path / "x.yaml").returncode == 2


def test_every_fault_with_its_place(tmp_path):
    model = tmp_path / "bad.yaml"
    model.write_text("rowmill: 1\nentities:\n  e:\n    rows: 5\n    fields:\n"
                     "      a: { type: intger }\n      b: { type: integer, mni: 1 }\n")
    for command in ("validate", "generate"):
        result = run(command, model)
        assert result.returncode == 3
        lines = result.stderr.splitlines()
        assert lines[0].startswith(f"{model}:6:") and "did you mean 'integer'" in lines[0]
        assert lines[1].startswith(f"{model}:7:") and "did you mean 'min'" in lines[1]
        assert lines[2] == f"error: 2 faults in {model}"


def test_validate_checks_every_file(tmp_path):
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(ONE)
    bad.write_text("rowmill: 1\nentities: 5\n")
    result = run("validate", bad, good)
    assert result.returncode == 3 and f"{good}: ok" in result.stdout
    assert run("validate", tmp_path / "none.yaml").returncode == 2
    assert "<stdin>: ok" in done("validate", "-", stdin=ONE)


def test_unicode_names(tmp_path):
    model = tmp_path / "modèle 日本.yaml"
    model.write_text("rowmill: 1\nentities: {été: {rows: 2, fields: {größe 幅: integer}}}\n")
    done("generate", model, "-q", "-o", tmp_path / "out")
    assert (tmp_path / "out" / "été.csv").read_text().startswith("größe 幅\n")


@pytest.mark.parametrize("name", ["sensor-model", "sensor-data-model"])
def test_public_models_generate(name):
    if not PUBLIC_MODELS.is_dir():
        pytest.skip("the public models are not beside the project")
    assert done("generate", PUBLIC_MODELS / f"{name}.json", "-n", "5").count("\n") == 6


def test_other_public_models_tell_all_that_is_not_built():
    if not PUBLIC_MODELS.is_dir():
        pytest.skip("the public models are not beside the project")
    for model in PUBLIC_MODELS.glob("*.json"):
        result = run("generate", model, "-n", "1")
        if result.returncode == 0:
            continue
        assert result.returncode == 3, model.name
        assert result.stderr.count("not built yet") >= 1, model.name


def test_every_type_shows_rows_of_its_example():
    names = [line.split("`")[1] for line in done("types", "--markdown").splitlines()[2:]]
    assert len(names) > 20
    for name in names:
        page = done("types", name)
        assert "\nexample: " in page, page
        # Those that read a file of the user's have no rows to show.
        assert page.endswith("\n(10 rows)\n") or "file: people.csv" in page, page


def test_types_and_formats():
    listed = done("types")
    assert "text.pattern" in listed and "Not built yet:" in listed and "llm.chat" in listed
    assert "precision" in done("types", "decimal")
    assert "pattern" in done("types", "pattern")
    assert run("types", "llm.chat").returncode == 3
    result = run("types", "intger")
    assert result.returncode == 2 and "did you mean 'integer'" in result.stderr
    assert "parquet" in done("formats") and "quote" in done("formats", "csv")
    assert run("formats", "orc").returncode == 3
    assert run("generate", MODELS[0], "-f", "orc", "-n", "1").returncode == 3
    assert "there are csv, json, parquet" in run("generate", MODELS[0], "-f", "xml").stderr
    for command in ("types", "formats"):
        assert done(command, "--markdown").startswith("| name |")


def test_a_full_standard_output_is_told():
    with open("/dev/full", "w") as full:
        result = subprocess.run([BINARY, "types"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert result.returncode == 1 and "No space left" in result.stderr


def test_start_is_fast():
    times = []
    for _ in range(5):
        before = os.times()
        done("version")
        after = os.times()
        times.append(after.children_user + after.children_system - before.children_user -
                     before.children_system)
    assert min(times) < 0.25  # a debug build with sanitizers too; release: 15 ms


# --- completion ---------------------------------------------------------------------------


def complete_in_bash(*words):
    script = (f"source <('{BINARY}' completion bash)\nCOMP_WORDS=({' '.join(words)} '')\n"
              "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_rowmill\nprintf '%s\\n' \"${COMPREPLY[@]}\"")
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True,
                          check=True).stdout.split()


def test_bash_completes():
    assert set(COMMANDS) <= set(complete_in_bash("rowmill"))
    assert {"csv", "json", "parquet"} == set(complete_in_bash("rowmill", "generate", "-f"))
    assert "bash" in complete_in_bash("rowmill", "completion")
    assert "text.pattern" in complete_in_bash("rowmill", "types")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_well_formed(shell, tmp_path):
    script = tmp_path / "script"
    script.write_text(done("completion", shell))
    for option in ("rows-per-file", "random-seed", "format-option"):
        assert option in script.read_text()
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    subprocess.run([shell, "-n", script], check=True)


def test_completion_of_an_unknown_shell():
    assert run("completion", "tcsh").returncode == 2


# --- the reference page -------------------------------------------------------------------


def test_reference_page_is_what_the_program_says():
    page = ROOT / "docs" / "cli.md"
    text = page.read_text()
    blocks = re.findall(r"<!-- options: (\w*) -->\n(.*?)<!-- end -->", text, re.S)
    assert {name for name, _ in blocks} >= {"", "generate", "validate", "convert"}
    expected = text
    for name, body in blocks:
        made = done("help", *([name] if name else []), "--markdown")
        expected = expected.replace(f"<!-- options: {name} -->\n{body}<!-- end -->",
                                    f"<!-- options: {name} -->\n{made}<!-- end -->")
    if os.environ.get("ROWMILL_UPDATE_DOCS"):
        page.write_text(expected)
    assert page.read_text() == expected


def test_faults_of_text_and_types_are_told_together(tmp_path):
    model = tmp_path / "two.yaml"
    model.write_text("""rowmill: 1
entities:
  a:
    rows: 5
    fields:
      x: { type: integr }
      y: { type: integer, min: 9, max: 1 }
      z: { type: uuid, as: int32 }
  b:
    rows: nope
    fields:
      v: { values: [1, two], as: int8 }
      w: { type: integer, max: 1, bits: 12 }
""")
    result = run("validate", model)
    assert result.returncode == 3
    for line, word in ((6, "integr"), (7, "min 9"), (8, "int32"), (10, "nope"), (12, "two"),
                       (13, "12")):
        assert any(f":{line}:" in told and word in told
                   for told in result.stderr.splitlines()), (line, word, result.stderr)
    assert "6 faults" in result.stderr


def test_all_duplicate_keys_are_told(tmp_path):
    for name, text in (("a.yaml", "rowmill: 1\nrowmill: 1\nseed: 1\nseed: 2\nseed: 3\n"),
                       ("a.json", '{"rowmill": 1, "rowmill": 1,\n"seed": 1, "seed": 2, "seed": 3}')):
        (tmp_path / name).write_text(text)
        assert "3 faults" in run("validate", tmp_path / name).stderr


def test_a_dry_run_needs_no_folder_and_sees_the_manifest(tmp_path):
    model = ROOT / "models" / "accounts.yaml"
    assert "Nothing was written" in done("generate", model, "--dry-run")
    one = tmp_path / "one.yaml"
    one.write_text("rowmill: 1\nentities: { e: { rows: 3, fields: { a: uuid } } }\n")
    out = tmp_path / "out"
    assert run("generate", one, "-o", out).returncode == 0
    assert "(exists)" in done("generate", one, "-f", "parquet", "--dry-run", "-o", out)
