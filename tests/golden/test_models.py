"""The bytes of every example model: one hash for threads, parts and builds.

`models.json` holds the hash of each file of each model. A change there is a breaking
change of values: say so in the commit and in CHANGELOG.md. To rewrite it, run
`ROWMILL_UPDATE_GOLDEN=1 pytest tests/golden/test_models.py` and read the difference.
"""

import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROWMILL = os.environ.get("ROWMILL_BIN", ROOT / "build" / "release" / "rowmill")
GOLDEN = pathlib.Path(__file__).with_name("models.json")
UPDATE = os.environ.get("ROWMILL_UPDATE_GOLDEN") == "1"

OWN = sorted((ROOT / "models").glob("*.yaml")) + [ROOT / "bench" / "models" / "b12.yaml"]
SHARED = [ROOT.parent / "shared" / "models" / name for name in ("sensor-model.json", "sensor-data-model.json")]
FORMATS = {"csv": [], "json": [], "parquet": ["--compression", "none"]}


def sizes(model):
    """Few rows, so that the sanitized build is quick too; models without a size get one."""
    sized = model in OWN and model.name != "b12.yaml"
    return ["--scale", "0.02"] if sized else ["-n", "20_000"]


def generate(model, form, folder, *more):
    command = [ROWMILL, "generate", model, "-f", form, "-o", folder, "--force", "-q", *sizes(model),
               *FORMATS[form], *more]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    manifest = json.loads(next(folder.glob("_*.rowmill.json")).read_text())
    return {file["name"]: file["hash"] for file in manifest["files"]}


def golden():
    return json.loads(GOLDEN.read_text()) if GOLDEN.exists() else {}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("model", OWN + SHARED, ids=lambda path: path.stem)
def test_hashes(model, form, tmp_path):
    if not model.exists():
        pytest.skip(f"{model.name} is not there: it is not part of the project")
    hashes = generate(model, form, tmp_path / "one", "-j", "1")
    for threads in ("2", "7"):
        assert generate(model, form, tmp_path / threads, "-j", threads) == hashes
    key = f"{model.stem} {form}"
    recorded = golden()
    if UPDATE:
        recorded[key] = hashes
        GOLDEN.write_text(json.dumps(recorded, indent=2, sort_keys=True) + "\n")
    assert recorded.get(key) == hashes, f"the bytes of {key} have changed"


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("model", OWN, ids=lambda path: path.stem)
def test_parts_are_the_whole(model, form, tmp_path):
    header = ["-O", "header=false"] if form == "csv" else []
    generate(model, form, tmp_path / "whole", *header)
    for part in range(1, 5):
        generate(model, form, tmp_path / "parts", "--part", part, "--parts", "4", *header)
    for whole in (tmp_path / "whole").glob(f"[!_]*.{form}"):
        parts = [tmp_path / "parts" / f"{whole.stem}-{k}-of-4.{form}" for k in range(1, 5)]
        assert b"".join(part.read_bytes() for part in parts) == whole.read_bytes()
