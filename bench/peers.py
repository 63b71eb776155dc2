"""The same table made by other tools: run as `peers.py TOOL FORMAT ROWS THREADS PATH`.

Each runs in a process of its own, so that wall time, CPU time and peak memory are its own
and start-up is counted for all alike.
"""

import random
import sys

STATUSES = ["new", "paid", "packed", "shipped", "delivered", "returned", "cancelled", "on hold"]
POOL_BYTES = 65_536
PIECE_STEP = 64
PIECE_BYTES = PIECE_STEP + 60


def text_pool():
    """64 KiB of lower-case words from a vocabulary of 2,000."""
    rng = random.Random(1)
    words = set()
    while len(words) < 2_000:
        words.add("".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randint(2, 9))))
    words = sorted(words)
    text = ""
    while len(text) < POOL_BYTES:
        text += rng.choice(words) + " "
    return text[:POOL_BYTES]


def duckdb_table(rows, threads, form, path):
    """A parallel table of ids, then one COPY of expressions over random()."""
    import duckdb

    pool = text_pool()
    # DuckDB's substr looks at the whole text for each row; short pieces keep it fair.
    pieces = [pool[at : at + PIECE_BYTES] for at in range(0, POOL_BYTES - PIECE_BYTES + 1, PIECE_STEP)]
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    connection.execute("SET preserve_insertion_order = false")
    connection.execute(f"CREATE TABLE ids AS SELECT range AS i FROM range({rows})")
    quoted = ", ".join("'" + piece + "'" for piece in pieces)
    connection.execute(f"SET VARIABLE pieces = [{quoted}]")
    statuses = ", ".join("'" + status + "'" for status in STATUSES)
    query = f"""
        SELECT i + 1 AS id,
               (1 + floor(random() * 100))::INTEGER AS qty,
               random() * 1000 AS score,
               ((1 + floor(random() * 9999999))::BIGINT / 100)::DECIMAL(12, 2) AS price,
               random() < 0.7 AS active,
               DATE '2015-01-01' + floor(random() * 3653)::INTEGER AS day,
               TIMESTAMP '2020-01-01' + to_seconds(floor(random() * 157852800)::BIGINT) AS ts,
               ([{statuses}])[1 + floor(random() * 8)::INTEGER] AS status,
               'merchant-' || floor(random() * 10000)::INTEGER AS merchant,
               uuid()::VARCHAR AS uuid,
               substr(getvariable('pieces')[1 + floor(random() * {len(pieces)})::INTEGER],
                      1 + floor(random() * {PIECE_STEP})::INTEGER,
                      20 + floor(random() * 41)::INTEGER) AS note,
               CASE WHEN random() < 0.1 THEN NULL
                    ELSE floor(random() * 1000000)::INTEGER END AS opt
        FROM ids"""
    options = "FORMAT csv, HEADER" if form == "csv" else "FORMAT parquet, COMPRESSION snappy"
    connection.execute(f"COPY ({query}) TO '{path}' ({options})")


def numpy_batch(rng, first, count, pool):
    """One record batch by vectorised draws; strings as dictionaries or numpy bytes."""
    import numpy as np
    import pyarrow as pa

    def choose(values, picks):
        return pa.DictionaryArray.from_arrays(pa.array(picks, pa.int32()), pa.array(values))

    lengths = rng.integers(20, 61, count, dtype=np.int32)
    starts = rng.integers(0, POOL_BYTES - 60, count)
    offsets = np.zeros(count + 1, np.int32)
    np.cumsum(lengths, out=offsets[1:])
    index = np.repeat(starts - offsets[:-1], lengths) + np.arange(offsets[-1])
    note = pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(pool[index]))
    raw = rng.integers(0, 256, (count, 16), dtype=np.uint8)
    raw[:, 6] = raw[:, 6] & 0x0F | 0x40
    raw[:, 8] = raw[:, 8] & 0x3F | 0x80
    hexes = np.frombuffer(b"0123456789abcdef", np.uint8)
    digits = np.stack([hexes[raw >> 4], hexes[raw & 15]], axis=2).reshape(count, 32)
    dash = np.full((count, 1), ord("-"), np.uint8)
    text = np.concatenate(
        [digits[:, :8], dash, digits[:, 8:12], dash, digits[:, 12:16], dash, digits[:, 16:20], dash,
         digits[:, 20:]], axis=1)
    uuids = pa.StringArray.from_buffers(
        count, pa.py_buffer(np.arange(0, 36 * count + 1, 36, dtype=np.int32)),
        pa.py_buffer(np.ascontiguousarray(text)))
    cents = rng.integers(1, 10_000_000, count)
    wide = np.zeros((count, 2), np.int64)
    wide[:, 0] = cents
    price = pa.Array.from_buffers(pa.decimal128(12, 2), count, [None, pa.py_buffer(wide)])
    columns = {
        "id": pa.array(np.arange(first + 1, first + count + 1)),
        "qty": pa.array(rng.integers(1, 101, count, dtype=np.int32)),
        "score": pa.array(rng.random(count) * 1000),
        "price": price,
        "active": pa.array(rng.random(count) < 0.7),
        "day": pa.array(rng.integers(16_436, 16_436 + 3_653, count, dtype=np.int32)).cast(pa.date32()),
        "ts": pa.array(rng.integers(1_577_836_800, 1_735_689_600, count) * 1_000_000, pa.timestamp("us")),
        "status": choose(STATUSES, rng.integers(0, 8, count, dtype=np.int32)),
        "merchant": choose([f"merchant-{i}" for i in range(10_000)], rng.integers(0, 10_000, count, dtype=np.int32)),
        "uuid": uuids,
        "note": note,
        "opt": pa.array(rng.integers(0, 1_000_000, count, dtype=np.int32), mask=rng.random(count) < 0.1),
    }
    return pa.table(columns)


def pyarrow_table(rows, threads, form, path):
    """numpy draws and pyarrow's writers, batch by batch, on one thread (they are)."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet

    pa.set_cpu_count(threads)
    rng = np.random.Generator(np.random.SFC64(1))
    pool = np.frombuffer(text_pool().encode(), np.uint8)
    writer = None
    step = 131_072
    for first in range(0, rows, step):
        table = numpy_batch(rng, first, min(step, rows - first), pool)
        if form == "csv":
            # The CSV writer takes no dictionaries.
            for name in ("status", "merchant"):
                at = table.schema.get_field_index(name)
                table = table.set_column(at, name, table.column(name).cast(pa.string()))
        if writer is None:
            writer = (pyarrow.csv.CSVWriter(path, table.schema) if form == "csv" else
                      pyarrow.parquet.ParquetWriter(path, table.schema, compression="snappy"))
        writer.write_table(table)
    writer.close()


if __name__ == "__main__":
    tool, form, rows, threads, path = sys.argv[1:]
    {"duckdb": duckdb_table, "pyarrow": pyarrow_table}[tool](int(rows), int(threads), form, path)
