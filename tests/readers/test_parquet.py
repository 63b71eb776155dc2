"""Parquet files of every type, null pattern, codec and page size, as pyarrow and DuckDB
read them.

The files and their values (JSON lines) are made by format_tests; see
src/format/parquet/parquet_files_test.cc. ROWMILL_PARQUET_SEED and ROWMILL_PARQUET_CASES
vary the random schemas.
"""

import decimal
import json
import math
import os
import pathlib
import re
import struct
import subprocess

import pyarrow
import pyarrow.parquet
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("ROWMILL_BUILD", ROOT / "build" / "release"))
PROGRAM = pathlib.Path(os.environ.get("ROWMILL_FORMAT_TESTS", BUILD / "src" / "format_tests"))
NULL_PATTERNS = range(6)
COMPLETE = [f"complete_{nulls}_{rows}" for nulls in NULL_PATTERNS for rows in (1, 8, 2500)]
RANDOM = [f"random_{i}" for i in range(int(os.environ.get("ROWMILL_PARQUET_CASES", "40")))]
FILES = [*COMPLETE, "empty", "large", *RANDOM]
TEXT_BOUND_BYTES = 64

CODECS = {
    "none": {"UNCOMPRESSED"},
    "snappy": {"SNAPPY"},
    "gzip": {"GZIP"},
    "zstd:1": {"ZSTD"},
    "lz4": {"LZ4"},
    "auto": {"UNCOMPRESSED", "SNAPPY"},
    "": {"UNCOMPRESSED", "SNAPPY"},
}
# What a value in seconds is written in.
FACTORS = {"timestamp(s": 1_000_000, "time(s": 1_000}
WRITTEN_UNIT = {"timestamp": {"s": "us"}, "time": {"s": "ms"}}


class Table:
    """A file, and what it must hold."""

    def __init__(self, folder, name):
        self.path = folder / f"{name}.parquet"
        lines = (folder / f"{name}.jsonl").read_text().splitlines()
        head = json.loads(lines[0])
        self.rows = head["rows"]
        self.row_group_rows = head["row_group_rows"]
        self.compression = head["compression"]
        self.columns = head["columns"]
        rows = [json.loads(line) for line in lines[1:]]
        assert len(rows) == self.rows
        self.values = [
            [written(column["type"], row[i]) for row in rows]
            for i, column in enumerate(self.columns)
        ]

    def groups(self, column):
        """The values of a column, one list per row group."""
        step = self.row_group_rows
        return [self.values[column][at : at + step] for at in range(0, self.rows, step)]


def written(type_name, value):
    """The number that stands in the file for a value of the twin."""
    if value is None:
        return None
    for prefix, factor in FACTORS.items():
        if type_name.startswith(prefix + ")") or type_name.startswith(prefix + ","):
            return value * factor
    return bytes.fromhex(value) if type_name == "bytes" else value


def unit_of(type_name):
    kind, unit = re.match(r"(\w+)\((\w+)", type_name).groups()
    return WRITTEN_UNIT[kind].get(unit, unit)


def arrow_type(type_name):
    """The Arrow type a reader must see."""
    if type_name.startswith("decimal"):
        precision, scale = map(int, re.findall(r"\d+", type_name))
        return pyarrow.decimal128(precision, scale)
    if type_name.startswith("timestamp"):
        return pyarrow.timestamp(unit_of(type_name), "UTC" if "UTC" in type_name else None)
    if type_name.startswith("time"):
        unit = unit_of(type_name)
        return pyarrow.time32(unit) if unit == "ms" else pyarrow.time64(unit)
    names = {
        "boolean": pyarrow.bool_(),
        "float": pyarrow.float32(),
        "double": pyarrow.float64(),
        "date": pyarrow.date32(),
        "bytes": pyarrow.binary(),
    }
    return names.get(type_name) or getattr(pyarrow, type_name)()


def plain(array):
    """An Arrow array in the form of the twin: numbers, bits of floats, bytes."""
    if isinstance(array, pyarrow.ChunkedArray):
        array = array.combine_chunks()
    kind = array.type
    if pyarrow.types.is_float32(kind):
        return array.view(pyarrow.uint32()).to_pylist()
    if pyarrow.types.is_float64(kind):
        return array.view(pyarrow.uint64()).to_pylist()
    if pyarrow.types.is_date32(kind) or pyarrow.types.is_time32(kind):
        return array.view(pyarrow.int32()).to_pylist()
    if pyarrow.types.is_time64(kind) or pyarrow.types.is_timestamp(kind):
        return array.view(pyarrow.int64()).to_pylist()
    if pyarrow.types.is_decimal(kind):
        with decimal.localcontext(decimal.Context(prec=40)):
            return [
                None if value is None else int(value.scaleb(kind.scale))
                for value in array.to_pylist()
            ]
    return array.to_pylist()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    assert PROGRAM.exists(), f"{PROGRAM} is missing: build the project with its tests"
    out = tmp_path_factory.mktemp("parquet")
    subprocess.run(
        [PROGRAM, "--gtest_filter=ParquetFiles.*", "--gtest_brief=1"],
        env={**os.environ, "ROWMILL_PARQUET_OUT": str(out)},
        check=True,
        timeout=600,
    )
    return out


@pytest.mark.parametrize("name", FILES)
def test_pyarrow_reads_the_values(folder, name):
    table = Table(folder, name)
    read = pyarrow.parquet.read_table(table.path)
    read.validate(full=True)
    assert read.num_rows == table.rows
    assert read.column_names == [column["name"] for column in table.columns]
    for column, expected, field, values in zip(
        table.columns, table.values, read.schema, read.columns, strict=True
    ):
        assert field.type == arrow_type(column["type"]), column
        assert field.nullable == column["nullable"], column
        assert plain(values) == expected, column


def in_microseconds(column):
    """DuckDB has milliseconds only for timestamps without a zone: ask for microseconds."""
    return column["type"].startswith("time") and unit_of(column["type"]) != "ns"


def duckdb_expression(column):
    quoted = '"' + column["name"].replace('"', '""') + '"'
    return f"epoch_us({quoted})" if in_microseconds(column) else quoted


def duckdb_expected(column, values):
    if not in_microseconds(column) or unit_of(column["type"]) == "us":
        return values
    return [None if value is None else value * 1000 for value in values]


DUCKDB_TYPES = {
    "boolean": "BOOLEAN",
    "int8": "TINYINT",
    "int16": "SMALLINT",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "uint8": "UTINYINT",
    "uint16": "USMALLINT",
    "uint32": "UINTEGER",
    "uint64": "UBIGINT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "date": "DATE",
    "string": "VARCHAR",
    "bytes": "BLOB",
}


@pytest.mark.parametrize("name", FILES)
def test_duckdb_reads_the_values(folder, name):
    duckdb = pytest.importorskip("duckdb")
    table = Table(folder, name)
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    source = f"read_parquet('{table.path}')"
    types = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    for column, described in zip(table.columns, types, strict=True):
        expected = DUCKDB_TYPES.get(column["type"])
        if column["type"].startswith("decimal"):
            expected = column["type"].upper()
        if expected is not None:
            assert described[1] == expected, column
    expressions = ", ".join(duckdb_expression(column) for column in table.columns)
    read = connection.sql(f"SELECT {expressions} FROM {source}").to_arrow_table()
    assert read.num_rows == table.rows
    for column, expected, values in zip(table.columns, table.values, read.columns, strict=True):
        assert plain(values) == duckdb_expected(column, expected), column


def as_order(type_name, value):
    """A twin's value as what statistics are ordered by."""
    if type_name == "float":
        return struct.unpack("<f", struct.pack("<I", value))[0]
    if type_name == "double":
        return struct.unpack("<d", struct.pack("<Q", value))[0]
    return value.encode() if type_name == "string" else value


def raw_statistic(type_name, value):
    """pyarrow shows unsigned numbers by their signed bits."""
    if type_name == "uint64":
        return value & (2**64 - 1)
    return value & (2**32 - 1) if type_name.startswith("uint") else value


def check_bounds(type_name, statistics, values):
    ordered = [as_order(type_name, value) for value in values if value is not None]
    ordered = [value for value in ordered if not (isinstance(value, float) and math.isnan(value))]
    assert statistics.has_min_max == bool(ordered)
    if not ordered:
        return
    low = raw_statistic(type_name, statistics.min_raw)
    high = raw_statistic(type_name, statistics.max_raw)
    if type_name not in ("string", "bytes"):
        assert (low, high) == (min(ordered), max(ordered))
        if type_name in ("float", "double"):
            assert low != 0 or math.copysign(1, low) < 0
            assert high != 0 or math.copysign(1, high) > 0
        return
    assert low <= min(ordered) and max(ordered) <= high
    assert len(low) <= TEXT_BOUND_BYTES
    assert (low == min(ordered)) == (len(min(ordered)) <= TEXT_BOUND_BYTES)
    if len(max(ordered)) <= TEXT_BOUND_BYTES:
        assert high == max(ordered)
    if type_name == "string":
        low.decode()
        high.decode()


@pytest.mark.parametrize("name", FILES)
def test_footer(folder, name):
    table = Table(folder, name)
    meta = pyarrow.parquet.ParquetFile(table.path).metadata
    assert meta.created_by.startswith("rowmill version ")
    assert meta.metadata[b"rowmill.seed"] == b"42"
    assert meta.metadata[b"rowmill.model"].decode() == "café"
    assert meta.num_rows == table.rows
    groups = [len(group) for group in table.groups(0)]
    assert [meta.row_group(i).num_rows for i in range(meta.num_row_groups)] == groups
    sorted_by = next(
        (i for i, c in enumerate(table.columns) if c["ascending"] and not c["nullable"]), None
    )
    for i, column in enumerate(table.columns):
        for group, values in enumerate(table.groups(i)):
            chunk = meta.row_group(group).column(i)
            assert chunk.num_values == len(values)
            assert chunk.compression in CODECS[table.compression]
            assert chunk.statistics.null_count == values.count(None), column
            check_bounds(column["type"], chunk.statistics, values)
            assert chunk.has_dictionary_page == ("RLE_DICTIONARY" in chunk.encodings)
            assert [s.column_index for s in meta.row_group(group).sorting_columns] == (
                [] if sorted_by is None else [sorted_by]
            )


@pytest.mark.parametrize("name", [n for n in COMPLETE if n.endswith("2500")] + ["large"])
def test_dictionaries_are_used_where_the_model_gives_one(folder, name):
    table = Table(folder, name)
    meta = pyarrow.parquet.ParquetFile(table.path).metadata
    for i, column in enumerate(table.columns):
        used = meta.row_group(0).column(i).has_dictionary_page
        if column["type"] == "boolean":
            assert not used
        elif column["dictionary"] or column.get("entries") == 1:
            assert used, column
        elif "entries" not in column:
            assert not used, column


def test_filters_find_rows_by_statistics(folder):
    table = Table(folder, "large")
    columns = [i for i, c in enumerate(table.columns) if c["ascending"]]
    assert columns
    for i in columns:
        wanted = next(v for v in reversed(table.values[i]) if v is not None)
        name = table.columns[i]["name"]
        read = pyarrow.parquet.read_table(table.path, filters=[(name, "==", wanted)])
        assert read.num_rows == table.values[i].count(wanted)
