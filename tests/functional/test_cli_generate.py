"""`rowmill generate`: rows, ranges, parts, seeds, what is shown and where it goes."""

import json
import os
import shutil
import signal
import subprocess
import time

import pytest

from cli_program import BINARY, ONE, TWO, done, run


@pytest.fixture
def one(tmp_path):
    path = tmp_path / "one.yaml"
    path.write_text(ONE)
    return path


@pytest.fixture
def two(tmp_path):
    path = tmp_path / "two.yaml"
    path.write_text(TWO)
    return path


def rows_of(model, *arguments):
    return done("generate", model, "-q", "-O", "header=false", *arguments)


# --- rows ---------------------------------------------------------------------------------


def test_data_goes_to_standard_output_as_csv(one):
    result = run("generate", one, "-n", "3")
    lines = result.stdout.splitlines()
    assert lines[0] == "id,size,word,price,day"
    assert [line.split(",")[0] for line in lines[1:]] == ["1", "2", "3"]
    assert "3 rows" in result.stderr and "rows/s" in result.stderr


@pytest.mark.parametrize("text, rows", [("1_0", 10), ("0.01k", 10), ("1e1", 10), ("0", 0)])
def test_numbers_of_rows(one, text, rows):
    for option in ("-n", "--rows", "--count"):
        assert len(rows_of(one, option, text).splitlines()) == rows


def test_the_model_says_how_many_rows(one):
    assert len(rows_of(one).splitlines()) == 1000


def test_same_bytes_for_any_number_of_threads(one):
    whole = rows_of(one, "-n", "300k", "-j", "1")
    assert rows_of(one, "-n", "300k", "-j", "2") == whole
    assert rows_of(one, "-n", "300k", "-j", "7") == whole


def test_parts_behind_each_other_are_the_whole(one):
    whole = rows_of(one, "-n", "10_001")
    parts = [rows_of(one, "-n", "10_001", "--part", k, "--parts", 4) for k in (1, 2, 3, 4)]
    assert "".join(parts) == whole
    assert all(parts)


def test_a_range_is_a_slice_of_the_whole(one):
    whole = rows_of(one).splitlines()
    assert rows_of(one, "--from-row", "990").splitlines() == whole[990:]
    assert rows_of(one, "--from-row", "10", "-n", "5").splitlines() == whole[10:15]


def test_a_range_far_behind_answers_at_once(one):
    start = time.monotonic()
    far = rows_of(one, "--from-row", "5_000_000_000", "-n", "10").splitlines()
    assert time.monotonic() - start < 10
    around = rows_of(one, "--from-row", "4_999_999_995", "-n", "20").splitlines()
    assert far == around[5:15]
    assert far[0].split(",")[0] == "5000000001"


def test_seed_and_now(one, tmp_path):
    assert rows_of(one, "--seed", "3") == rows_of(one)
    assert rows_of(one, "--seed", "4") != rows_of(one)
    result = run("generate", one, "-n", "5", "-q", "-O", "header=false", "--random-seed")
    seed = result.stderr.split("seed: ")[1].strip()
    assert rows_of(one, "-n", "5", "--seed", seed) == result.stdout
    model = tmp_path / "now.yaml"
    model.write_text("rowmill: 1\nentities: {e: {rows: 50, fields: {t: {type: timestamp}}}}\n")
    assert rows_of(model) == rows_of(model, "--now", "2025-01-01T00:00:00Z")
    assert rows_of(model) != rows_of(model, "--now", "1999-01-01")


def test_vars_scale_and_tables(two, tmp_path):
    out = tmp_path / "out"
    done("generate", two, "-q", "-D", "n=10", "--scale", "3", "-o", out)
    assert len((out / "a.csv").read_text().splitlines()) == 31
    assert len((out / "b.csv").read_text().splitlines()) == 21
    assert len(rows_of(two, "--tables", "a").splitlines()) == 20
    assert run("generate", two, "--tables", "nobody").returncode == 2


def test_model_from_standard_input():
    assert done("generate", "-", "-q", "-n", "2", stdin=ONE).count("\n") == 3


# --- what is shown ------------------------------------------------------------------------


def test_sample_shows_a_table_and_writes_nothing(two, tmp_path):
    text = done("generate", two, "--sample", "3")
    assert "int64" in text and "(3 of 20 rows)" in text and "(3 of 40 rows)" in text
    assert sorted(os.listdir(tmp_path)) == ["two.yaml"]


def test_dry_run_shows_the_plan_and_writes_nothing(two, tmp_path):
    out = tmp_path / "out"
    text = done("generate", two, "--dry-run", "-o", out, "-f", "json")
    assert f"{out}/a.json" in text and f"{out}/b.json" in text
    assert "20 rows" in text and "int64" in text and "Nothing was written" in text
    assert not out.exists()


def test_quiet_and_verbose(one):
    assert run("generate", one, "-q").stderr == ""
    assert "seed 3" in run("generate", one, "-v", "-n", "1").stderr


# --- where it goes ------------------------------------------------------------------------


@pytest.mark.parametrize("name, head", [
    ("x.csv", b"id,size"), ("x.json", b'{"id":'), ("x.jsonl", b'{"id":'), ("x.CSV", b"id,size"),
    ("x.parquet", b"PAR1"), ("x.csv.gz", b"\x1f\x8b"), ("x.json.zst", b"\x28\xb5\x2f\xfd"),
    ("x.csv.lz4", b"\x04\x22\x4d\x18")])
def test_the_extension_decides(one, tmp_path, name, head):
    path = tmp_path / name
    done("generate", one, "-q", "-o", path)
    assert path.read_bytes().startswith(head)


def test_a_folder_is_made(one, two, tmp_path):
    done("generate", two, "-q", "-o", tmp_path / "new" / "deep", "-f", "parquet")
    assert sorted(os.listdir(tmp_path / "new" / "deep")) == [
        "_two.rowmill.json", "a.parquet", "b.parquet"]
    done("generate", one, "-q", "-o", f"{tmp_path}/odd.csv/")
    assert (tmp_path / "odd.csv" / "item.csv").exists()


def test_rows_per_file_and_parts_in_names(one, tmp_path):
    out = tmp_path / "out"
    done("generate", one, "-q", "-o", out, "--rows-per-file", "400", "--no-manifest")
    assert sorted(os.listdir(out)) == [f"item-0000{i}.csv" for i in range(3)]
    part = tmp_path / "part"
    done("generate", one, "-q", "-o", part, "--part", "2", "--parts", "3")
    assert sorted(os.listdir(part)) == ["_one-2-of-3.rowmill.json", "item-2-of-3.csv"]
    done("generate", one, "-q", "-o", part / "f.csv", "--part", "2", "--parts", "3")
    assert (part / "f-2-of-3.csv").read_bytes() == (part / "item-2-of-3.csv").read_bytes()


def test_devices_and_pipes_are_written_directly(one, tmp_path):
    done("generate", one, "-q", "-o", "/dev/null")
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with subprocess.Popen([BINARY, "generate", one, "-q", "-o", fifo]) as writer:
        text = fifo.read_text()
    assert writer.returncode == 0 and text.count("\n") == 1001
    assert sorted(os.listdir(tmp_path)) == ["fifo", "one.yaml"]


def test_manifest(one, tmp_path):
    xxh128sum = shutil.which("xxh128sum")
    if xxh128sum is None:
        pytest.skip("xxh128sum (Debian's xxhash) is not installed")
    done("generate", one, "-q", "-o", tmp_path / "out", "--rows-per-file", "600")
    manifest = json.loads((tmp_path / "out" / "_one.rowmill.json").read_text())
    assert manifest["rows"] == 1000 and manifest["seed"] == 3
    assert [f["rows"] for f in manifest["files"]] == [600, 400]
    for file in manifest["files"]:
        path = tmp_path / "out" / file["name"]
        assert path.stat().st_size == file["bytes"]
        printed = subprocess.run([xxh128sum, path], capture_output=True, text=True, check=True)
        assert file["hash"] == "xxh3-128:" + printed.stdout.split()[0]


# --- refusals -----------------------------------------------------------------------------


@pytest.mark.parametrize("arguments, message", [
    (["-n", "-5"], "-n"), (["-n", "1.5"], "-n"), (["-n", "5m"], "-n"), (["-n", ""], "-n"),
    (["-j", "0"], "-j"), (["-j", "9999"], "-j"), (["--part", "1"], "--part needs --parts"),
    (["--part", "3", "--parts", "2"], "--part 3"), (["--parts", "2"], "--parts needs --part"),
    (["--scale", "0"], "--scale"), (["--scale", "nan"], "--scale"), (["--now", "x"], "--now"),
    (["--seed", "-1"], "--seed"), (["--seed", "18446744073709551616"], "--seed"),
    (["--seed", "1", "--random-seed"], "exclude"), (["-D", "novalue"], "NAME=VALUE"),
    (["-D", "a=1", "-D", "a=2"], "twice"), (["-f", "cvs"], "did you mean 'csv'"),
    (["-f", "json", "-o", "x.csv"], "contradict"), (["-o", "x.parquet.gz"], "compresses inside"),
    (["-o", "x.csv.gz", "--compression", "zstd"], "contradict"),
    (["-o", "x.csv", "--compression", "zstd"], "x.csv.zst"), (["-o", "x.gz"], "says no format"),
    (["--compression", "rar"], "rar"), (["-O", "quote=some"], "quote"),
    (["-O", "qoute=all"], "did you mean 'quote'"), (["-O", "quote"], "NAME=VALUE"),
    (["--rows-per-file", "10"], "folder"), (["--force"], "--force"), (["--fsync"], "--fsync"),
    (["-q", "-v"], "exclude"), (["--sample", "3", "--dry-run"], "exclude"),
    (["--sample", "3", "-o", "x"], "leave out -o"), (["--sample", "0"], "--sample"),
    (["--sed", "1"], "did you mean '--seed'"), (["more.yaml"], "more.yaml"), (["-o", ""], "-o")])
def test_bad_command_lines(one, arguments, message):
    result = run("generate", one, *arguments, cwd=one.parent)
    assert result.returncode == 2, result.stderr
    assert message in result.stderr
    assert result.stdout == ""
    assert os.listdir(one.parent) == ["one.yaml"]


def test_all_faults_of_a_command_line_at_once(one):
    result = run("generate", one, "-n", "x", "-j", "0", "--seed", "y")
    assert result.stderr.count("error:") == 3


@pytest.mark.parametrize("arguments", [["-n", "5", "-o", "out"], ["--from-row", "1", "-o", "out"],
                                       ["-o", "x.csv"], ["-o", "-"], []])
def test_several_entities_need_a_folder_and_no_range(two, arguments):
    result = run("generate", two, *arguments, cwd=two.parent)
    assert result.returncode == 2 and "--tables" in result.stderr and "a, b" in result.stderr


def test_no_number_of_rows(tmp_path):
    model = tmp_path / "m.yaml"
    model.write_text("rowmill: 1\nentities: {e: {fields: {x: {type: integer}}}}\n")
    assert run("generate", model).returncode == 2
    assert done("generate", model, "-q", "-n", "2").count("\n") == 3


def test_existing_files_are_kept_unless_forced(one, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("mine")
    result = run("generate", one, "-o", path)
    assert result.returncode == 1 and "--force" in result.stderr
    assert path.read_text() == "mine"
    done("generate", one, "-q", "-o", path, "--force")
    assert path.read_text().startswith("id,")


def test_missing_model_and_missing_folder(one, tmp_path):
    assert run("generate", tmp_path / "none.yaml").returncode == 2
    result = run("generate", one, "-o", tmp_path / "none" / "x.csv")
    assert result.returncode == 1 and "none" in result.stderr
    assert run("generate", one, "-o", one / "below").returncode == 1


def test_full_device_and_closed_output(one):
    result = run("generate", one, "-o", "/dev/full")
    assert result.returncode == 1 and "No space left" in result.stderr
    closed = subprocess.run(f"'{BINARY}' generate '{one}' >&-", shell=True, text=True,
                            capture_output=True, timeout=60)
    assert closed.returncode == 1 and "standard output" in closed.stderr


def test_full_disk_leaves_nothing(one, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small],
                           capture_output=True, text=True)
    if mount.returncode != 0:
        pytest.skip(f"cannot mount a tmpfs: {mount.stderr.strip()}")
    try:
        result = run("generate", one, "-n", "100k", "-o", small)
        assert result.returncode == 1 and "No space left" in result.stderr
        assert os.listdir(small) == []
        subprocess.run(["mount", "-o", "remount,ro", small], check=True)
        result = run("generate", one, "-n", "1", "-o", small)
        assert result.returncode == 1 and "Read-only" in result.stderr
    finally:
        subprocess.run(["umount", small], check=True)


def test_a_reader_that_goes_away_ends_quietly(one):
    pipe = subprocess.run(f"'{BINARY}' generate '{one}' -n 5M | head -2", shell=True, text=True,
                          capture_output=True, timeout=60)
    assert len(pipe.stdout.splitlines()) == 2 and pipe.stderr == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupt_leaves_nothing(one, tmp_path, number):
    out = tmp_path / "out"
    with subprocess.Popen([BINARY, "generate", one, "-n", "20G", "-o", out],
                          stderr=subprocess.PIPE, text=True) as process:
        until = time.monotonic() + 60
        while not out.exists() and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(0.5)  # well into the rows; the temporary file may have no name at all
        assert process.poll() is None
        process.send_signal(number)
        _, stderr = process.communicate(timeout=30)
    assert process.returncode == 130 and "interrupted" in stderr
    assert not out.exists() or os.listdir(out) == []


def test_interrupt_while_a_pipe_is_full(one):
    with subprocess.Popen([BINARY, "generate", one, "-n", "20G"], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as process:
        process.stdout.read(10)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
