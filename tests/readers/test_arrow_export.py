"""Every kind of column, handed over by the Arrow C data interface, as pyarrow sees it."""

import ctypes
import datetime
import decimal
import os
import pathlib

import pyarrow
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARY = pathlib.Path(
    os.environ.get("ROWMILL_BUILD", ROOT / "build" / "release")
) / "src" / "librm_arrow_export_sample.so"

NUMBERS = [0, 12, 25, 37, 50]
TEXTS = ["", "a", "café", "long enough to leave the stack", "z"]
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)

EXPECTED = {
    "bool": (pyarrow.bool_(), [False, True, True, False, True]),
    **{
        name: (getattr(pyarrow, name)(), NUMBERS)
        for name in ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
    },
    "float": (pyarrow.float32(), [float(n) for n in NUMBERS]),
    "double": (pyarrow.float64(), [float(n) for n in NUMBERS]),
    "decimal": (pyarrow.decimal128(12, 2), [decimal.Decimal(n) / 100 for n in NUMBERS]),
    "date": (
        pyarrow.date32(),
        [datetime.date(1970, 1, 1) + datetime.timedelta(days=n) for n in NUMBERS],
    ),
    "time": (pyarrow.time64("us"), [datetime.time(0, 0, n) for n in NUMBERS]),
    "timestamp": (
        pyarrow.timestamp("us", "UTC"),
        [EPOCH + datetime.timedelta(microseconds=n) for n in NUMBERS],
    ),
    "string": (pyarrow.string(), TEXTS),
    "bytes": (pyarrow.binary(), [text.encode() for text in TEXTS]),
}
NULL_ROW = {"bool": 0, "string": 1, "bytes": 1}


@pytest.fixture(scope="module")
def library():
    assert LIBRARY.exists(), f"{LIBRARY} is missing: build the project with its tests"
    return ctypes.CDLL(str(LIBRARY))


def exported(library, kind, with_null):
    schema = ctypes.create_string_buffer(9 * 8)
    array = ctypes.create_string_buffer(10 * 8)
    library.rowmill_export_sample(kind.encode(), int(with_null), schema, array)
    imported = pyarrow.Array._import_from_c(ctypes.addressof(array), ctypes.addressof(schema))
    imported.validate(full=True)
    return imported


@pytest.mark.parametrize("with_null", [False, True])
@pytest.mark.parametrize("kind", EXPECTED)
def test_flat_columns(library, kind, with_null):
    arrow_type, values = EXPECTED[kind]
    array = exported(library, kind, with_null)
    assert array.type == arrow_type
    expected = list(values)
    if with_null:
        expected[NULL_ROW.get(kind, 3)] = None
    assert array.null_count == int(with_null)
    assert array.to_pylist() == expected


def test_dictionary(library):
    array = exported(library, "dictionary", True)
    assert array.type == pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    assert array.to_pylist() == ["new", "paid", "new", "paid", None]


def test_nested_columns(library):
    assert exported(library, "list", False).to_pylist() == [[], [0], [12], [25], [37]]
    structs = exported(library, "struct", False)
    assert structs.type == pyarrow.struct([("n", pyarrow.int64()), ("t", pyarrow.string())])
    assert structs.to_pylist()[2:4] == [{"n": 25, "t": "café"}, {"n": None, "t": TEXTS[3]}]
    maps = exported(library, "map", False)
    assert maps.to_pylist()[1] == [("a", 12.0)]
    assert maps.to_pylist()[3] == [(TEXTS[3], None)]
