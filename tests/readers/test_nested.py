"""Nested columns come back the same from Parquet (pyarrow, DuckDB), JSON and CSV files."""

import csv
import datetime
import decimal
import json
import os
import pathlib
import subprocess

import duckdb
import numpy as np
import pyarrow.parquet as pq
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("ROWMILL_BIN", str(ROOT / "build" / "release" / "rowmill"))
MODEL = ROOT / "models" / "nested.yaml"

DEEP = """rowmill: 1
entities:
  deep:
    rows: 1100
    fields:
      a:
        type: list
        null_rate: 0.2
        length: { min: 0, max: 3 }
        items:
          type: list
          null_rate: 0.2
          length: { min: 0, max: 2 }
          items:
            type: struct
            null_rate: 0.2
            fields:
              n: { type: integer, max: 9, bits: 8, null_rate: 0.2 }
              f: { type: boolean, null_rate: 0.3 }
              t: { type: string, length: { min: 0, max: 3 }, alphabet: '"\\,é', null_rate: 0.2 }
              m: { type: map, keys: { type: integer, max: 3 }, values: { type: list, items: date, null_rate: 0.3 }, null_rate: 0.2 }
              d: { type: decimal, precision: 18, scale: 3, min: -5, max: 5 }
              x: { type: double, null_rate: 0.1 }
              b: { type: bytes, length: 3 }
              s: { type: struct, fields: { w: { values: [x, y], null_rate: 0.5 }, z: { type: timestamp, unit: ms, zone: UTC } } }
      long: { type: list, items: { type: integer, bits: 32 }, length: { min: 0, max: 2500 } }
"""


def generate(model, folder, name, *extra):
    out = folder / name
    subprocess.run([BINARY, "generate", model, "-o", out, "-q", "--no-manifest", *extra],
                   check=True, capture_output=True)
    return out


def plain(value):
    """What pyarrow gives, as JSON has it."""
    if isinstance(value, list):
        if value and isinstance(value[0], tuple):
            return {plain_key(k): plain(v) for k, v in value}
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, datetime.datetime):
        unit = "milliseconds" if value.microsecond else "seconds"
        text = value.replace(tzinfo=None).isoformat(timespec=unit)
        return text + ("Z" if value.tzinfo else "")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, bytes):
        return value.hex()
    return value


def plain_key(key):
    return str(plain(key))


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def same(parquet, text):
    """An empty map is an empty list in pyarrow."""
    if isinstance(text, dict):
        parquet = parquet or {}
        return parquet.keys() == text.keys() and all(
            same(parquet[key], text[key]) for key in text)
    if isinstance(text, list):
        return len(parquet) == len(text) and all(map(same, parquet, text))
    return parquet == text


@pytest.fixture(scope="module", params=["example", "deep"])
def model(request, tmp_path_factory):
    if request.param == "example":
        return MODEL
    path = tmp_path_factory.mktemp("deep") / "deep.yaml"
    path.write_text(DEEP, encoding="utf-8")
    return path


@pytest.mark.parametrize("options", [
    [],
    ["--compression", "zstd", "-O", "page_bytes=256", "-O", "row_group_rows=700"],
    ["--compression", "none", "-O", "dictionary=false"],
])
def test_parquet_and_json_agree(model, tmp_path, options):
    table = pq.read_table(generate(model, tmp_path, "o.parquet", *options))
    texts = lines(generate(model, tmp_path, "o.json"))
    rows = table.to_pylist()
    assert len(rows) == len(texts) > 1000
    for row, text in zip(rows, texts):
        if "embedding" in row:
            numbers = np.array(row.pop("embedding"), dtype=np.float32)
            assert (numbers == np.array(text.pop("embedding"), dtype=np.float32)).all()
        assert same(plain(row), text)


def test_csv_cells_are_the_json_texts(model, tmp_path):
    csv.field_size_limit(1 << 24)
    texts = lines(generate(model, tmp_path, "o.json"))
    with open(generate(model, tmp_path, "o.csv"), encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert len(cells) == len(texts)
    nested = [key for key, value in texts[0].items()
              if any(isinstance(text[key], (list, dict)) for text in texts)]
    assert nested
    for cell, text in zip(cells, texts):
        for key in nested:
            assert (json.loads(cell[key]) if cell[key] else None) == text[key]


def test_duckdb_reads_the_same_sums(tmp_path):
    path = generate(MODEL, tmp_path, "o.parquet")
    texts = lines(generate(MODEL, tmp_path, "o.json"))
    found = duckdb.sql(f"""
        select count(*), count(ship_to), sum(len(lines)), sum(len(tags)),
               (select sum(line.quantity) from (select unnest(lines) as line from '{path}')),
               (select count(line.returned_at) from (select unnest(lines) as line from '{path}')),
               sum(cardinality(scores))
        from '{path}'""").fetchall()[0]
    assert found == (
        len(texts), sum(text["ship_to"] is not None for text in texts),
        sum(len(text["lines"]) for text in texts), sum(len(text["tags"]) for text in texts),
        sum(line["quantity"] for text in texts for line in text["lines"]),
        sum(line["returned_at"] is not None for text in texts for line in text["lines"]),
        sum(len(text["scores"]) for text in texts))


def test_values_are_what_the_model_says(tmp_path):
    texts = lines(generate(MODEL, tmp_path, "o.json"))
    for text in texts:
        assert 1 <= len(text["lines"]) <= 4
        assert len(set(text["tags"])) == len(text["tags"]) <= 3
        assert abs(sum(x * x for x in text["embedding"]) - 1) < 1e-5
        assert 0 <= text["segment"] < 8
        event = json.loads(text["event"])
        assert event["kind"] in ("view", "buy") and isinstance(event["path"], list)
    lengths = [len(text["lines"]) for text in texts]
    # Uniform over 1 .. 4: the mean of 10,000 is 2.5 +- 5 deviations of 1.118 / 100.
    assert abs(sum(lengths) / len(lengths) - 2.5) < 0.056
    quantities = [line["quantity"] for text in texts for line in text["lines"]]
    assert abs(sum(quantities) / len(quantities) - 5) < 0.09


def test_clusters_are_where_vectors_lie(tmp_path):
    model = tmp_path / "v.yaml"
    model.write_text("""rowmill: 1
entities:
  v:
    rows: 4000
    fields:
      e: { type: vector, dimension: 12, clusters: 5, spread: 0.1, item: double }
      c: { link: e.cluster }
      free: { type: vector, dimension: 50 }
""", encoding="utf-8")
    table = pq.read_table(generate(model, tmp_path, "v.parquet"))
    points = np.array(table["e"].to_pylist())
    cluster = np.array(table["c"].to_pylist())
    centres = np.array([points[cluster == c].mean(axis=0) for c in range(5)])
    nearest = np.argmin(((points[:, None, :] - centres[None]) ** 2).sum(axis=2), axis=1)
    assert (nearest == cluster).all()
    spread = np.sqrt(((points - centres[cluster]) ** 2).mean())
    assert abs(spread - 0.1) < 0.002
    free = np.array(table["free"].to_pylist())
    # 200,000 numbers of mean 0 and variance 1; 5 deviations of mean and variance.
    assert abs(free.mean()) < 0.0112 and abs(free.var() - 1) < 0.0135
    correlation = np.corrcoef(free, rowvar=False)
    assert np.abs(correlation - np.eye(50)).max() < 0.09


def test_conversion_keeps_the_bytes(model, tmp_path):
    converted = tmp_path / "converted.json"
    subprocess.run([BINARY, "convert", model, "-o", converted], check=True,
                   capture_output=True)
    assert json.loads(converted.read_text(encoding="utf-8"))["rowmill"] == 1
    assert generate(converted, tmp_path, "b.json").read_bytes() == generate(
        model, tmp_path, "a.json").read_bytes()


def test_parts_and_threads_give_the_same_rows(model, tmp_path):
    whole = generate(model, tmp_path, "whole.json", "--threads", "1").read_bytes()
    assert generate(model, tmp_path, "two.json", "--threads", "2").read_bytes() == whole
    for part in ("1", "2", "3"):
        generate(model, tmp_path, "part.json", "--part", part, "--parts", "3")
    parts = sorted(tmp_path.glob("part*.json"))
    assert len(parts) == 3
    assert b"".join(part.read_bytes() for part in parts) == whole


def test_a_null_item_is_not_the_text_null(tmp_path):
    model = tmp_path / "m.yaml"
    model.write_text("""rowmill: 1
entities:
  e:
    rows: 200
    fields:
      l: { type: list, items: { values: ["null", x], null_rate: 0.4 }, distinct: true, length: 3 }
""", encoding="utf-8")
    done = subprocess.run([BINARY, "generate", model, "-f", "json", "-q"],
                          capture_output=True, check=True)
    lists = [json.loads(line)["l"] for line in done.stdout.splitlines()]
    assert len(lists) == 200
    assert any(set(items) == {None, "null", "x"} for items in lists)
    assert all(len(set(items)) == len(items) for items in lists)
