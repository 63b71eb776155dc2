"""The Datagen calls against the real server, as recorded from the original or as the
specification's rules change them."""

import csv
import io
import json
import pathlib
import re
import shutil
import subprocess

import pytest

from http_server import multipart

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
FAMILIES = ["", "/api/v1"]


def good(**changes):
    model = {
        "model_name": "good",
        "Fields": [
            {"name": "id", "type": "INCREMENT_INTEGER", "min": 100},
            {"name": "tier", "type": "STRING", "possible_values": ["A", "B"]},
            {"name": "secret", "type": "INTEGER", "min": 1, "max": 9, "ghost": True},
        ],
        "Table_Names": {},
        "Options": {},
    }
    model.update(changes)
    return model


def good_at(server, name, **options):
    folder = server.root / name
    return good(Table_Names={"LOCAL_FILE_PATH": f"{folder}/", "LOCAL_FILE_NAME": "a"},
                Options=options), folder


def rows_of(path):
    return list(csv.reader(io.StringIO(path.read_text())))


# --- health ---------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", FAMILIES)
def test_health(server, prefix):
    answer = server.ask("GET", f"{prefix}/health/status")
    assert answer.status == 200
    assert answer.text == '{ "status": "OK" }'
    assert answer.header("content-type") == "application/json"
    assert answer.header("cache-control") == "no-cache, no-store, max-age=0, must-revalidate"
    assert answer.header("pragma") == "no-cache"
    assert answer.header("expires") == "0"
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("x-frame-options") == "DENY"


@pytest.mark.parametrize("prefix", FAMILIES)
def test_health_is_get_only(server, prefix):
    answer = server.ask("POST", f"{prefix}/health/status")
    assert answer.status == 405
    assert answer.header("allow") == "GET"
    body = answer.json()
    assert list(body) == ["timestamp", "status", "error", "path"]
    assert body["error"] == "Method Not Allowed" and body["status"] == 405
    assert body["path"] == f"{prefix}/health/status"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", body["timestamp"])


def test_head_has_the_length_but_no_body(server):
    answer = server.ask("HEAD", "/health/status")
    assert answer.status == 200 and answer.body == b""
    assert answer.header("content-length") == str(len('{ "status": "OK" }'))


# --- generation -----------------------------------------------------------------------


@pytest.mark.parametrize("prefix", FAMILIES)
def test_accepted_upload(server, prefix):
    model, folder = good_at(server, f"accepted{prefix.replace('/', '-')}")
    answer = server.generate(f"{prefix}/datagen/csv", model,
                             {"rows": 3, "batches": 2, "threads": 1})
    assert answer.status == 200
    uuid = answer.json()["commandUuid"]
    assert UUID.fullmatch(uuid)
    assert answer.text == f'{{ "commandUuid": "{uuid}" , "error": "" }}'
    status = server.wait(uuid)
    assert status["status"] == "FINISHED", status
    assert status["progress"] == 100.0 and status["commandComment"] == ""
    first = (folder / "a-0000000000.csv").read_text()
    assert first.splitlines()[0] == "id,tier"
    assert [line.split(",")[0] for line in first.splitlines()[1:]] == ['"101"', '"102"', '"103"']
    second = rows_of(folder / "a-0000000001.csv")
    assert [row[0] for row in second] == ["id", "104", "105", "106"]
    assert all(re.fullmatch(r'"\d+","[AB]"', line) for line in first.splitlines()[1:])
    assert sorted(p.name for p in folder.glob("a*")) == ["a-0000000000.csv",
                                                         "a-0000000001.csv"]


def test_json_layout(server):
    model, folder = good_at(server, "json")
    assert server.run("/datagen/json", model, rows=2, batches=1)["status"] == "FINISHED"
    lines = (folder / "a-0000000000.json").read_text().splitlines()
    assert re.fullmatch(r'\{ "id" : "101", "tier" : "[AB]" \}', lines[0]), lines
    assert len(lines) == 2


def test_typed_json_and_minimal_csv_by_option(server):
    model, folder = good_at(server, "options", JSON_VALUES="typed", CSV_QUOTE="minimal")
    assert server.run("/datagen/json", model, rows=1, batches=1)["status"] == "FINISHED"
    assert json.loads((folder / "a-0000000000.json").read_text())["id"] == 101
    assert server.run("/datagen/csv", model, rows=1, batches=1)["status"] == "FINISHED"
    assert re.fullmatch(r"101,[AB]", (folder / "a-0000000000.csv").read_text().splitlines()[1])


def test_parquet(server):
    parquet = pytest.importorskip("pyarrow.parquet")
    model, folder = good_at(server, "parquet")
    model["Fields"].append({"name": "born", "type": "BIRTHDATE"})
    assert server.run("/api/v1/datagen/parquet", model, rows=5, batches=2)["status"] == "FINISHED"
    table = parquet.read_table(folder / "a-0000000001.parquet")
    assert table.column_names == ["id", "tier", "born"]
    assert table["id"].to_pylist() == [106, 107, 108, 109, 110]
    assert str(table.schema.field("id").type) == "int32"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", table["born"].to_pylist()[0])


def test_one_file_no_header_and_delete_previous(server):
    model, folder = good_at(server, "one", ONE_FILE_PER_ITERATION="false", CSV_HEADER=False,
                            DELETE_PREVIOUS="true")
    folder.mkdir()
    ours = ["a.csv", "a-0000000000.csv", "a-0000000007.csv"]
    others = ["a-extra.csv", "ax-0000000000.csv", "a-0000000007.json", "b.csv"]
    for name in ours + others:
        (folder / name).write_text("old\n")
    assert server.run("/datagen/csv", model, rows=2, batches=3)["status"] == "FINISHED"
    lines = (folder / "a.csv").read_text().splitlines()
    assert [line.split(",")[0] for line in lines] == [f'"{i}"' for i in range(101, 107)]
    left = {p.name for p in folder.iterdir()}
    assert left.issuperset(others)
    assert not left & {"a-0000000000.csv", "a-0000000007.csv"}


def test_files_of_the_same_name_are_replaced(server):
    model, folder = good_at(server, "replace")
    for rows in (5, 2):
        assert server.run("/datagen/csv", model, rows=rows, batches=1)["status"] == "FINISHED"
    assert len(rows_of(folder / "a-0000000000.csv")) == 3


def test_missing_target_and_model_name(server):
    model = good(model_name="no target", Table_Names={"LOCAL_FILE_NAME": "x_MODEL_NAME"})
    assert server.run("/datagen/csv", model, rows=1, batches=1)["status"] == "FINISHED"
    assert (server.home / "data" / "no target" / "x_no target-0000000000.csv").exists()


def test_numbers_in_query_and_form(server):
    model, folder = good_at(server, "mixed")
    answer = server.generate("/datagen/csv?rows=2&foo=bar&threads=", model,
                             fields={"rows": 5, "batches": 1})
    assert server.wait(answer.json()["commandUuid"])["status"] == "FINISHED"
    assert len(rows_of(folder / "a-0000000000.csv")) == 6


def test_defaults_are_20_batches_of_20_rows(server):
    model, folder = good_at(server, "defaults")
    assert server.run("/datagen/csv", model, rows="")["status"] == "FINISHED"
    files = sorted(folder.glob("a-*.csv"))
    assert len(files) == 20
    assert len(rows_of(files[0])) == 21
    assert rows_of(files[19])[20][0] == "500"


def test_zero_rows_and_zero_batches(server):
    model, folder = good_at(server, "zero")
    done = server.run("/datagen/csv", model, rows=0, batches=1)
    assert (done["status"], done["progress"]) == ("FINISHED", 100.0)
    assert (folder / "a-0000000000.csv").read_text() == "id,tier\n"
    model, folder = good_at(server, "nobatch")
    done = server.run("/datagen/csv", model, rows=2, batches=0)
    assert (done["status"], done["progress"]) == ("FINISHED", 100.0)
    assert not folder.exists() or not list(folder.glob("a*"))


@pytest.mark.parametrize("prefix", FAMILIES)
@pytest.mark.parametrize("query", [
    "rows=abc", "rows=1.5", "batches=x", "threads=x", "rows=99999999999999999999",
    "threads=3000000000", "delay_between_executions_seconds=x", "scheduled=maybe",
    "seed=-1"])
def test_wrong_numbers_are_400(server, prefix, query):
    answer = server.generate(f"{prefix}/datagen/csv?{query}", good())
    assert answer.status == 400
    body = answer.json()
    assert body["status"] == 400 and body["error"] == "Bad Request"
    assert body["path"] == f"{prefix}/datagen/csv"


@pytest.mark.parametrize("query,says", [
    ("threads=0", "threads"), ("threads=-1", "threads"), ("rows=-5", "rows"),
    ("batches=-1", "batches"), ("rows=9223372036854775807&batches=2", "rows x batches")])
def test_senseless_numbers_are_refused_with_a_text(server, query, says):
    before = len(server.ask("GET", "/command/getAll").json())
    answer = server.generate(f"/api/v1/datagen/csv?{query}", good())
    assert answer.status == 200
    assert answer.json()["commandUuid"] == ""
    assert says in answer.json()["error"]
    assert len(server.ask("GET", "/command/getAll").json()) == before


@pytest.mark.parametrize("query,says", [
    ("delay_between_executions_seconds=2", "scheduling"),
    ("scheduled=true", "scheduling"),
    ("extraProperties=%7B%22KAFKA_BROKERS%22:%22x%22%7D", "extraProperties"),
    ("extraProperties%5BKAFKA_BROKERS%5D=x", "extraProperties"),
    ("credentials=nope", "credentials")])
def test_what_is_not_built_is_said_and_nothing_queued(server, query, says):
    before = len(server.ask("GET", "/command/getAll").json())
    answer = server.generate(f"/datagen/csv?rows=1&batches=1&{query}", good()).json()
    assert answer["commandUuid"] == ""
    assert says in answer["error"] and "not built yet" in answer["error"]
    assert len(server.ask("GET", "/command/getAll").json()) == before


def test_scheduled_false_is_not_scheduled(server):
    model, _ = good_at(server, "unscheduled")
    done = server.run("/datagen/csv", model, rows=1, batches=1, scheduled="false",
                      delay_between_executions_seconds=5, credentials="", extraProperties="")
    assert done["status"] == "FINISHED"


def test_the_seed_repeats_the_values(server):
    contents = []
    for index, seed in enumerate([7, 7, 8, None]):
        model, folder = good_at(server, f"seed{index}")
        query = {"rows": 200, "batches": 1} | ({"seed": seed} if seed else {})
        assert server.run("/datagen/csv", model, **query)["status"] == "FINISHED"
        contents.append((folder / "a-0000000000.csv").read_text())
    assert contents[0] == contents[1]
    assert len(set(contents)) == 3


def test_threads_do_not_change_the_values(server):
    contents = set()
    for threads in (1, 2, 5000):
        model, folder = good_at(server, f"threads{threads}")
        assert server.run("/datagen/csv", model, rows=9000, batches=2, threads=threads,
                          seed=3)["status"] == "FINISHED"
        contents.add((folder / "a-0000000001.csv").read_text())
    assert len(contents) == 1


# --- bodies ---------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", FAMILIES)
def test_other_bodies_are_415(server, prefix):
    for content_type, body in [("application/x-www-form-urlencoded", "rows=1"),
                               ("application/json", "{}"), ("text/plain", "x")]:
        answer = server.ask("POST", f"{prefix}/datagen/csv", body,
                            {"Content-Type": content_type})
        assert answer.status == 415
        assert answer.header("accept") == "multipart/form-data"
        assert answer.json()["error"] == "Unsupported Media Type"


def test_a_multipart_that_is_broken_is_400(server):
    for body in ["no boundary", "--x\r\n", "--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--"]:
        answer = server.ask("POST", "/datagen/csv", body,
                            {"Content-Type": "multipart/form-data; boundary=x"})
        assert answer.status == 400, body
    answer = server.ask("POST", "/datagen/csv", "--x--\r\n",
                        {"Content-Type": "multipart/form-data"})
    assert answer.status == 400


@pytest.mark.parametrize("body", [None, "--x--\r\n"])
def test_no_body_means_no_parameters(server, body):
    headers = {"Content-Type": "multipart/form-data; boundary=x"} if body else {}
    answer = server.ask("POST", "/api/v1/datagen/csv", body, headers)
    assert answer.text == (
        '{ "commandUuid": "" , "error": "Error Provide a model file or an existing model named" }')
    answer = server.ask("POST", "/datagen/csv?rows=4&batches=1", body, headers).json()
    assert server.wait(answer["commandUuid"])["status"] == "FINISHED"
    assert len(rows_of(server.home / "data/example/example-0000000000.csv")) == 5


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_an_empty_file_is_400(server, prefix):
    answer = server.generate(f"{prefix}/datagen/csv?rows=1&batches=1", b"")
    assert answer.status == 400
    assert answer.json()["message"] == "parameter 'model_file': the file 'good.json' is empty"


def test_a_file_that_was_not_chosen_is_no_upload(server):
    """What a browser sends for a field of files that is left alone."""
    body, content_type = multipart([('name="model_file"; filename=""',
                                     "application/octet-stream", b"")])
    headers = {"Content-Type": content_type}
    answer = server.ask("POST", "/api/v1/datagen/csv", body, headers).json()
    assert answer["error"].startswith("Error Provide a model file")
    answer = server.ask("POST", "/datagen/csv?rows=1&batches=1", body, headers).json()
    assert server.wait(answer["commandUuid"])["status"] == "FINISHED"


def test_a_body_over_the_limit_is_413(server):
    answer = server.generate("/datagen/csv", b" " * (33 << 20))
    assert answer.status == 413
    assert answer.json()["error"] == "Payload Too Large"
    assert server.ask("GET", "/health/status").status == 200


def test_an_upload_of_some_megabytes_is_fine(server):
    model, folder = good_at(server, "big")
    model["description"] = "x" * (3 << 20)
    done = server.run("/api/v1/datagen/csv", model, rows=1, batches=1)
    assert done["status"] == "FINISHED"


# --- which model ----------------------------------------------------------------------


@pytest.mark.parametrize("prefix", FAMILIES)
def test_the_upload_may_have_either_name(server, prefix):
    model, folder = good_at(server, "either" + prefix.replace("/", "-"))
    for name in ("model", "model_file"):
        answer = server.generate(f"{prefix}/datagen/csv?rows=1&batches=1", model, name=name)
        assert server.wait(answer.json()["commandUuid"])["status"] == "FINISHED"
    text = json.dumps(model)
    for name in ("model", "model_file"):
        answer = server.generate(f"{prefix}/datagen/csv", fields={
            "rows": 1, "batches": 1, name: "\ufeff\n " + text})
        assert server.wait(answer.json()["commandUuid"])["status"] == "FINISHED", answer.text


@pytest.mark.parametrize("prefix", FAMILIES)
@pytest.mark.parametrize("name", ["model", "model_file"])
def test_a_path_on_the_server(server, prefix, name):
    model, folder = good_at(server, "path")
    (server.root / "m").mkdir(exist_ok=True)
    (server.root / "m" / "good.json").write_text(json.dumps(model))
    for path in ("m/good.json", "m/good", str(server.root / "m" / "good.json")):
        answer = server.generate(f"{prefix}/datagen/csv", query={
            "rows": 1, "batches": 1, name: path}, fields={"x": 1})
        assert server.wait(answer.json()["commandUuid"])["status"] == "FINISHED", path


def test_a_name_in_the_models_folder(server):
    model, folder = good_at(server, "named")
    (server.home / "models" / "stored.json").write_text(json.dumps(model))
    for name in ("stored", "stored.json"):
        answer = server.generate("/api/v1/datagen/csv", query={
            "rows": 1, "batches": 1, "model": name}, fields={"x": 1})
        assert server.wait(answer.json()["commandUuid"])["status"] == "FINISHED"


def test_upload_and_name_together(server):
    stored, stored_folder = good_at(server, "both-stored")
    upload, upload_folder = good_at(server, "both-upload")
    (server.home / "models" / "both.json").write_text(json.dumps(stored))
    for prefix, written in (("", upload_folder), ("/api/v1", stored_folder)):
        answer = server.generate(f"{prefix}/datagen/csv?rows=1&batches=1&model=both", upload)
        assert server.wait(answer.json()["commandUuid"])["status"] == "FINISHED"
        assert (written / "a-0000000000.csv").exists()
        shutil.rmtree(written)


@pytest.mark.parametrize("prefix", FAMILIES)
def test_an_unknown_model_is_named(server, prefix):
    for name in ("nosuch", "m/nosuch.json", ""):
        answer = server.generate(f"{prefix}/datagen/csv", query={"model": name or "no such"},
                                 fields={"x": 1})
        assert answer.status == 200
        body = answer.json()
        assert body["commandUuid"] == ""
        assert body["error"].startswith(
            "Error with Model File - Verify its path and structure")
        assert (name or "no such") in body["error"]


def test_paths_outside_the_roots_are_refused(server):
    outside = server.folder / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "good.json").write_text(json.dumps(good()))
    link = server.root / "link"
    if not link.exists():
        link.symlink_to(outside)
    (server.home / "state" / "good.json").write_text(json.dumps(good()))
    for path in ("/etc/hostname", "../outside/good.json", str(outside / "good.json"),
                 "link/good.json", str(server.home / "state" / "good.json"),
                 "./../../../../../../etc/passwd", "/dev/zero", "/proc/self/environ"):
        body = server.generate("/datagen/csv", query={"model": path}, fields={"x": 1}).json()
        assert body["commandUuid"] == "", path
        assert "root" in body["error"] or "state" in body["error"], body
    for folder in (outside, server.root / "../outside", link, server.home / "state",
                   "/etc", "/"):
        model = good(Table_Names={"LOCAL_FILE_PATH": f"{folder}/", "LOCAL_FILE_NAME": "x"})
        body = server.generate("/datagen/csv?rows=1&batches=1", model).json()
        assert body["commandUuid"] == "", folder
    model = good(Table_Names={"LOCAL_FILE_PATH": f"{server.root}/",
                              "LOCAL_FILE_NAME": "../outside/x"})
    assert server.generate("/datagen/csv", model).json()["commandUuid"] == ""
    assert sorted(p.name for p in outside.iterdir()) == ["good.json"]


def test_files_of_csv_fields_lie_below_the_roots(server):
    people = server.root / "people.csv"
    people.write_text("name,town\nAda,London\nBob,Paris\n")
    outside = server.folder / "secret.csv"
    outside.write_text("name\nsecret\n")
    link = server.root / "link.csv"
    if not link.exists():
        link.symlink_to(outside)

    def submit(path, column="name"):
        model = good(Fields=[{"name": "who", "type": "CSV", "file": str(path), "field": column}])
        return server.generate("/datagen/csv?rows=20&batches=1", model).json()

    done = submit(people)
    assert done["commandUuid"] != "", done
    for path in (outside, link, "/etc/hostname", "../../../etc/passwd", "/dev/zero",
                 server.home / "state" / "x.csv"):
        body = submit(path)
        assert body["commandUuid"] == "", path
        assert "secret" not in body["error"].replace("secret.csv", "")
    body = submit(people, "nmae")
    assert body["commandUuid"] == "" and "'name'" in body["error"]


def test_files_of_values_lie_below_the_roots(server):
    colors = server.root / "colors.csv"
    colors.write_text("name,w\nred,1\nblue,3\n")
    outside = server.folder / "hidden.csv"
    outside.write_text("name,w\nsecret,1\n")

    def submit(path, weight="w"):
        model = ("rowmill: 1\nentities: { e: { rows: 20, fields: { f: { values: '%s', "
                 "column: name, weight: %s } } } }\n" % (path, weight))
        return server.generate("/datagen/csv?rows=20&batches=1", model.encode()).json()

    done = submit(colors)
    assert done["commandUuid"] != "", done
    for path in (outside, "../hidden.csv", "/etc/passwd", server.home / "state" / "x.csv"):
        body = submit(path)
        assert body["commandUuid"] == "", path
        assert "secret" not in body["error"]
    body = submit(colors, "wieght")
    assert body["commandUuid"] == "" and "no column 'wieght'" in body["error"]


# --- bad models -----------------------------------------------------------------------

VERIFY = "Error with Model File - Verify its path and structure"


@pytest.mark.parametrize("prefix", FAMILIES)
@pytest.mark.parametrize("text", [b"{", b'{"Fields": [', b"{]", b"[]", b"{}", b"\xff\xfe{",
                                  b'{"Fields": []}', b"x" * 100, b"\0\0\0\0"])
def test_broken_uploads(server, prefix, text):
    answer = server.generate(f"{prefix}/datagen/csv", text)
    assert answer.status == 200
    body = answer.json()
    assert body["commandUuid"] == "" and body["error"].startswith(VERIFY), body
    assert len(body["error"]) > len(VERIFY) + 5


def test_truncated_json_tells_the_place(server):
    text = json.dumps(good(), indent=1).encode()[:-40]
    error = server.generate("/api/v1/datagen/csv", text).json()["error"]
    assert error.startswith(VERIFY) and re.search(r"line \d+", error), error


def test_every_fault_is_told(server):
    model = good(Fields=[
        {"name": "one", "type": "NOSUCHTYPE"},
        {"name": "two", "type": "INTEGER", "min": 9, "max": 1},
        {"name": "three", "type": "STRING", "possible_values_weighted": {"a": -1}}])
    error = server.generate("/datagen/csv", model).json()["error"]
    assert error.startswith(VERIFY)
    for word in ("NOSUCHTYPE", "max", "min", "three"):
        assert word in error, error


def test_all_types_not_built_are_named(server):
    model = good(Fields=[
        {"name": "who", "type": "OLLAMA"}, {"name": "where", "type": "BEDROCK"},
        {"name": "sum", "type": "STRING", "formula": "1 + 1"}])
    body = server.generate("/api/v1/datagen/csv", model).json()
    assert body["commandUuid"] == ""
    for word in ("who", "where", "sum", "not built yet"):
        assert word in body["error"], body


# --- connectors -----------------------------------------------------------------------

NOT_BUILT = (["avro", "orc"] +
             [f"{place}_{kind}" for place in ("hdfs", "ozone", "s3", "adls", "gcs")
              for kind in ("csv", "json", "avro", "parquet", "orc")] +
             ["hive", "hbase", "kafka", "kudu", "solr"])


@pytest.mark.parametrize("prefix", FAMILIES)
def test_connectors_not_built_are_named(server, prefix):
    before = len(server.ask("GET", "/command/getAll").json())
    for name in NOT_BUILT:
        for path in (name, name.replace("_", "-"), name.upper()):
            answer = server.generate(f"{prefix}/datagen/{path}", good())
            assert answer.status == 200
            body = answer.json()
            assert body["commandUuid"] == ""
            assert name.upper() in body["error"] and "not built yet" in body["error"]
    assert len(server.ask("GET", "/command/getAll").json()) == before


@pytest.mark.parametrize("prefix", FAMILIES)
def test_letter_case_and_unknown_connectors(server, prefix):
    model, _ = good_at(server, "case")
    assert server.run(f"{prefix}/datagen/CSV", model, rows=1, batches=1)["status"] == "FINISHED"
    answer = server.generate(f"{prefix}/datagen/nosuch", good())
    assert answer.status == 404
    assert answer.json()["error"] == "Not Found"
    assert answer.json()["path"] == f"{prefix}/datagen/nosuch"


@pytest.mark.parametrize("path,parameter", [("multipleconnectors", "connectors"),
                                            ("multiplesinks", "sinks")])
def test_several_connectors_are_not_built(server, path, parameter):
    assert server.generate(f"/datagen/{path}", good()).status == 400
    body = server.generate(f"/datagen/{path}?{parameter}=csv&{parameter}=json", good()).json()
    assert body["commandUuid"] == "" and "not built yet" in body["error"]


def test_calls_not_built_are_501(server):
    for prefix in FAMILIES:
        for method, path in [("GET", "/metrics/all"), ("POST", "/model/test"),
                             ("POST", "/command/getByStatus?status=FAILED")]:
            answer = server.ask(method, prefix + path)
            assert answer.status == 501
            assert "not built yet" in answer.json()["message"]


def test_get_on_generation_is_405(server):
    answer = server.ask("GET", "/datagen/csv")
    assert answer.status == 405 and answer.header("allow") == "POST"


# --- commands -------------------------------------------------------------------------


def test_status_shapes(server):
    model, _ = good_at(server, "shapes")
    uuid = server.generate("/datagen/csv?rows=3&batches=1", model).json()["commandUuid"]
    server.wait(uuid)
    new = server.ask("POST", f"/api/v1/command/getCommandStatus?commandUuid={uuid}")
    assert new.header("content-type") == "application/json"
    assert new.text.startswith(
        f'{{"commandUuid":"{uuid}","status":"FINISHED","commandComment":"","durationSeconds":')
    body = new.json()
    assert body["progress"] == 100.0 and isinstance(body["progress"], float)
    assert isinstance(body["durationSeconds"], int)
    assert isinstance(body["durationMilliSeconds"], int)
    assert body["comment"] == ""
    old = server.ask("POST", f"/command/getCommandStatus?commandUuid={uuid}").json()
    assert old["progress"] == "100.0"
    assert re.fullmatch(r"(\d+h )?(\d+m )?(\d+s )?\d+ms", old["duration"])
    assert old["comment"] == old["commandComment"] == ""
    assert old["durationSeconds"] == body["durationSeconds"]


@pytest.mark.parametrize("prefix", FAMILIES)
def test_the_uuid_may_come_in_any_way(server, prefix):
    model, _ = good_at(server, "anyway")
    uuid = server.generate("/datagen/csv?rows=1&batches=1", model).json()["commandUuid"]
    path = f"{prefix}/command/getCommandStatus"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for answer in (server.ask("GET", f"{path}?commandUuid={uuid}"),
                   server.ask("POST", f"{path}?commandUuid={uuid.upper()}"),
                   server.ask("POST", path, f"commandUuid={uuid}", form),
                   server.generate(path, fields={"commandUuid": uuid})):
        assert answer.status == 200 and answer.json()["commandUuid"] == uuid


@pytest.mark.parametrize("prefix", FAMILIES)
def test_unknown_and_malformed_uuids(server, prefix):
    path = f"{prefix}/command/getCommandStatus"
    for uuid in ("1-2-3-4-5", "00000000-0000-4000-8000-000000000000"):
        answer = server.ask("POST", f"{path}?commandUuid={uuid}")
        assert answer.status == 200
        body = answer.json()
        assert body["commandUuid"] is None and body["status"] is None
        assert body["commandComment"] == "Command not Found"
    for query in ("?commandUuid=not-a-uuid", "", "?commandUuid=", "?commandUuid=%00"):
        answer = server.ask("POST", path + query)
        assert answer.status == 400 and answer.json()["error"] == "Bad Request", query


def test_get_all(server):
    for method in ("GET", "POST"):
        old = server.ask(method, "/command/getAll").json()
        new = server.ask(method, "/api/v1/command/getAll?origin=datagen").json()
        assert [c["commandUuid"] for c in old] == [c["commandUuid"] for c in new]
        assert all(isinstance(c["progress"], str) for c in old)
        assert all(isinstance(c["progress"], float) for c in new)
    assert server.ask("GET", "/command/getAll?origin=cml").json() == []


def test_a_run_that_cannot_write_is_failed_with_a_comment(server):
    (server.root / "blocked").write_text("a file where a folder shall be")
    model = good(Table_Names={"LOCAL_FILE_PATH": f"{server.root}/blocked/",
                              "LOCAL_FILE_NAME": "a"})
    answer = server.generate("/datagen/csv?rows=1&batches=1", model).json()
    if answer["commandUuid"] == "":
        assert "blocked" in answer["error"]
        return
    done = server.wait(answer["commandUuid"])
    assert done["status"] == "FAILED"
    assert "CSV" in done["commandComment"] and "blocked" in done["commandComment"]


# --- curl, as people type it ----------------------------------------------------------


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_curl_lines(server, tmp_path):
    model, folder = good_at(server, "curl")
    (tmp_path / "good.json").write_text(json.dumps(model))
    base = f"http://127.0.0.1:{server.port}"

    def curl(*arguments):
        return subprocess.run(["curl", "-s", *arguments], cwd=tmp_path, check=True,
                              capture_output=True, timeout=60).stdout.decode()

    for prefix in FAMILIES:
        said = json.loads(curl(
            "-X", "POST", "-F", "model_file=@good.json;type=application/json",
            f"{base}{prefix}/datagen/csv?rows=2&batches=2"))
        assert server.wait(said["commandUuid"])["status"] == "FINISHED"
        assert [row[0] for row in rows_of(folder / "a-0000000001.csv")] == ["id", "103", "104"]
        said = json.loads(curl(
            "-X", "POST", "-H", "Accept: */*", "-F", "model_file=@good.json", "-F", "rows=2",
            "-F", "batches=1", "-F", "threads=1", f"{base}{prefix}/datagen/json"))
        status = json.loads(curl(
            "-X", "POST", f"{base}{prefix}/command/getCommandStatus?commandUuid={said['commandUuid']}"))
        assert status["commandUuid"] == said["commandUuid"]
        assert curl("-X", "GET", f"{base}{prefix}/health/status") == '{ "status": "OK" }'
        assert any(c["commandUuid"] == said["commandUuid"]
                   for c in json.loads(curl("-X", "POST", f"{base}{prefix}/command/getAll")))


SHARED = pathlib.Path(__file__).resolve().parents[3] / "shared" / "models"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public models are not beside the project")
@pytest.mark.parametrize("name", ["sensor-model", "sensor-data-model"])
def test_public_models(server, name):
    model = json.loads((SHARED / f"{name}.json").read_text())
    folder = server.root / name
    model["Table_Names"]["LOCAL_FILE_PATH"] = f"{folder}/"
    for connector in ("csv", "json", "parquet"):
        done = server.run(f"/api/v1/datagen/{connector}", model, rows=100, batches=2)
        assert done["status"] == "FINISHED", done
    assert len(list(folder.glob(f"{model['Table_Names']['LOCAL_FILE_NAME']}-*"))) == 6


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public models are not beside the project")
def test_public_models_not_built_name_everything(server):
    for path in sorted(SHARED.glob("*.json")):
        body = server.generate("/datagen/csv?rows=1&batches=1", path.read_bytes()).json()
        if body["commandUuid"]:
            server.wait(body["commandUuid"])
            continue
        assert body["error"].startswith(VERIFY) or "root" in body["error"], path.name


MODELS = pathlib.Path(__file__).resolve().parents[2] / "models"


@pytest.mark.parametrize("path", sorted(MODELS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_example_models(server, path):
    for connector in ("csv", "json", "parquet"):
        done = server.run(f"/api/v1/datagen/{connector}", path.read_bytes(), rows=50, batches=1)
        assert done["status"] == "FINISHED", done
        assert list((server.home / "data").rglob(f"*.{connector}"))


def test_sizes_that_cannot_be_written_are_refused_before_anything_is_queued(server):
    model, folder = good_at(server, "never-made")
    for query in ({"rows": 1, "batches": 99_999_999_999}, {"rows": 0, "batches": 2_000_000}):
        answer = server.generate("/api/v1/datagen/csv", model, query=query).json()
        assert answer["commandUuid"] == "" and "files" in answer["error"]
    model["Fields"][0]["min"] = 2_147_483_640
    answer = server.generate("/api/v1/datagen/csv", model, query={"rows": 100, "batches": 1}).json()
    assert answer["commandUuid"] == "" and "7 possible values" in answer["error"]
    assert not folder.exists()
