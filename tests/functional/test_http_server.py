"""The server itself: connections, limits, restart, stop, access."""

import concurrent.futures
import json
import signal
import socket
import subprocess
import time

import pytest

from http_server import BINARY, Server
from test_http_datagen import good, good_at, rows_of


def raw(server, data, wait=5.0, pieces=1):
    """Sends bytes as they are; answers all that comes until the server closes or waits."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        step = max(1, len(data) // pieces)
        for at in range(0, len(data), step):
            connection.sendall(data[at:at + step])
        connection.settimeout(wait)
        received = b""
        try:
            while chunk := connection.recv(65536):
                received += chunk
        except TimeoutError:
            pass
        return received


HEALTH = b"GET /health/status HTTP/1.1\r\nHost: localhost\r\n"


def test_keep_alive_and_pipelining(server):
    received = raw(server, (HEALTH + b"\r\n") * 3 + HEALTH + b"Connection: close\r\n\r\n")
    assert received.count(b"HTTP/1.1 200 OK") == 4
    assert received.count(b'{ "status": "OK" }') == 4


def test_a_request_in_single_bytes(server):
    received = raw(server, HEALTH + b"Connection: close\r\n\r\n", pieces=1000)
    assert received.startswith(b"HTTP/1.1 200 OK")


def test_an_absolute_target_and_empty_lines_before_a_request(server):
    target = b"GET http://localhost:1/health/status HTTP/1.1\r\nHost: other.example\r\n"
    received = raw(server, b"\r\n\r\n" + target + b"\r\n\r\n"
                   + HEALTH + b"Connection: close\r\n\r\n", pieces=30)
    assert received.count(b"HTTP/1.1 200 OK") == 2


def test_http_1_0(server):
    received = raw(server, b"GET /health/status HTTP/1.0\r\nHost: localhost\r\n\r\n")
    assert received.startswith(b"HTTP/1.0 200 OK") or received.startswith(b"HTTP/1.1 200 OK")


@pytest.mark.parametrize("data,status", [
    (b"nonsense\r\n\r\n", 400),
    (b"GET /health/status HTTP/9.9\r\nHost: localhost\r\n\r\n", 400),
    (b"GET /a\x00b HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    (b"GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    (b"GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    (b"POST /datagen/csv HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
    (b"POST /datagen/csv HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n"
     b"Content-Length: 2\r\n\r\n", 400),
    (b"GET /health/status HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 70_000 + b"\r\n\r\n", 431),
    (b"GET /health/status HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403),
    (b"GET /health/status HTTP/1.1\r\n\r\n", 403),
    (b"GET http://evil.example/health/status HTTP/1.1\r\nHost: localhost\r\n\r\n", 403),
    (b"GET /health/status HTTP/1.1\r\nHost: localhost\r\nExpect: wonders\r\n\r\n", 417),
    (b"POST /datagen/csv HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\n"
     b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 7\r\n\r\n--x--\r\n", 415),
    (b"POST /datagen/csv HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n", 403),
    (b"POST /datagen/csv HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data;"
     b" boundary=x\r\nContent-Length: 99999999999\r\n\r\n", 413),
])
def test_bad_requests(server, data, status):
    received = raw(server, data)
    assert received.startswith(f"HTTP/1.1 {status} ".encode()), received[:200]
    assert b"HTTP/1.1" not in received[9:]
    assert server.ask("GET", "/health/status").status == 200


def test_expect_continue(server):
    head = (b"POST /datagen/csv HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
            b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 7\r\n\r\n")
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(head)
        assert connection.recv(1000).startswith(b"HTTP/1.1 100 Continue\r\n\r\n")
        connection.sendall(b"--x--\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 OK")
    received = raw(server, head.replace(b"/datagen/csv", b"/nosuch"), wait=3)
    assert received.startswith(b"HTTP/1.1 404")


def test_a_refused_body_does_not_become_a_request(server):
    body = b"GET /health/status HTTP/1.1\r\nHost: localhost\r\n\r\n"
    data = (b"POST /nosuch HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(body)
            + body)
    received = raw(server, data + HEALTH + b"Connection: close\r\n\r\n")
    assert received.count(b"HTTP/1.1 404") == 1 and received.count(b"HTTP/1.1 200") == 1


def test_chunked_upload(server):
    model, folder = good_at(server, "chunked")
    text = json.dumps(model).encode()
    body = (b'--x\r\nContent-Disposition: form-data; name="model_file"; filename="m"\r\n\r\n'
            + text + b"\r\n--x--\r\n")
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(body[i:i + 7]), body[i:i + 7])
                      for i in range(0, len(body), 7)) + b"0\r\n\r\n"
    received = raw(server, b"POST /datagen/csv?rows=1&batches=1 HTTP/1.1\r\nHost: localhost\r\n"
                   b"Content-Type: multipart/form-data; boundary=x\r\n"
                   b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunks)
    assert b'"error": ""' in received
    uuid = json.loads(received.split(b"\r\n\r\n", 1)[1])["commandUuid"]
    assert server.wait(uuid)["status"] == "FINISHED"


def test_half_closed_and_dropped_connections(server):
    for data in (b"", b"GET", HEALTH, b"POST /datagen/csv HTTP/1.1\r\nHost: localhost\r\n"
                 b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 50\r\n\r\n--x"):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(5)
            while connection.recv(4096):
                pass
    assert server.ask("GET", "/health/status").status == 200


def test_every_answer_has_its_own_request_id_that_the_log_knows(server):
    first = server.ask("GET", "/nosuch")
    second = server.ask("GET", "/nosuch")
    assert first.header("x-request-id") != second.header("x-request-id")
    log = server.log.read_text()
    assert first.header("x-request-id") in log


def test_the_log_cannot_be_forged(server):
    server.ask("GET", "/x%0A2026-01-01T00:00:00Z%20error%20forged")
    assert not any(line.startswith("2026-01-01T00:00:00Z error forged")
                   for line in server.log.read_text().splitlines())


def test_concurrent_submissions_all_run_in_order(server):
    count = 60

    def submit(index):
        model, folder = good_at(server, f"many{index}")
        answer = server.generate("/api/v1/datagen/csv?rows=2&batches=1", model).json()
        assert answer["error"] == ""
        return answer["commandUuid"], folder

    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        results = list(pool.map(submit, range(count)))
    assert len({uuid for uuid, _ in results}) == count
    for uuid, folder in results:
        assert server.wait(uuid)["status"] == "FINISHED"
        assert len(rows_of(folder / "a-0000000000.csv")) == 3


def test_many_connections(server):
    sockets = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(300)]
    try:
        for connection in sockets:
            connection.sendall(HEALTH + b"\r\n")
        for connection in sockets:
            connection.settimeout(20)
            assert connection.recv(4096).startswith(b"HTTP/1.1 200 OK")
    finally:
        for connection in sockets:
            connection.close()


# --- life of the process --------------------------------------------------------------


def test_a_fresh_server_has_no_commands_and_a_closed_state(own_server):
    own_server.start()
    assert own_server.ask("GET", "/command/getAll").text == "[]"
    assert (own_server.home / "state").stat().st_mode & 0o777 == 0o700
    assert own_server.stop() == 0


def test_queued_commands_survive_a_restart(own_server):
    own_server.start()
    slow, slow_folder = good_at(own_server, "slow")
    uuids = [own_server.generate("/datagen/csv?rows=30000000&batches=1&seed=5",
                                 slow).json()["commandUuid"]]
    folders = []
    for index in range(5):
        model, folder = good_at(own_server, f"queued{index}")
        folders.append(folder)
        uuids.append(own_server.generate("/datagen/csv?rows=3&batches=2",
                                         model).json()["commandUuid"])
    assert all(uuids)
    begin = time.monotonic()
    assert own_server.stop() == 0
    assert time.monotonic() - begin < 15
    assert not (slow_folder / "a-0000000000.csv").exists()
    own_server.start()
    for uuid in uuids:
        assert own_server.wait(uuid, 300)["status"] == "FINISHED"
    assert all((folder / "a-0000000001.csv").exists() for folder in folders)
    all_uuids = [c["commandUuid"] for c in own_server.ask("GET", "/command/getAll").json()]
    assert all_uuids == uuids


def test_kill_9_loses_nothing(own_server):
    own_server.start()
    models = [good_at(own_server, f"killed{i}") for i in range(6)]
    uuids = []
    for index, (model, _) in enumerate(models):
        rows = 8_000_000 if index == 0 else 3
        uuids.append(own_server.generate(f"/datagen/csv?rows={rows}&batches=1&seed=9",
                                         model).json()["commandUuid"])
    own_server.process.send_signal(signal.SIGKILL)
    own_server.kill()
    own_server.start()
    for uuid in uuids:
        done = own_server.wait(uuid, 300)
        assert (done["status"], done["progress"]) == ("FINISHED", 100.0)
    for _, folder in models:
        assert [p.name for p in folder.glob("*.csv")] == ["a-0000000000.csv"]


def test_a_command_that_servers_end_with_is_given_up(own_server):
    """As if it had used up the machine's memory, three times."""
    own_server.start()
    bad, _ = good_at(own_server, "bad")
    good, _ = good_at(own_server, "good")
    uuid = own_server.generate("/datagen/csv?rows=2000000000&batches=1",
                               bad).json()["commandUuid"]
    other = own_server.generate("/datagen/csv?rows=3&batches=1", good).json()["commandUuid"]
    for _ in range(3):
        end = time.monotonic() + 60
        while own_server.status(uuid)["status"] == "QUEUED" and time.monotonic() < end:
            time.sleep(0.01)
        own_server.kill()
        own_server.start()
    failed = own_server.wait(uuid)
    assert failed["status"] == "FAILED"
    assert "the server ended 3 times while this run was at work" in failed["commandComment"]
    assert own_server.wait(other)["status"] == "FINISHED"


def test_progress_grows_while_it_runs(own_server):
    own_server.start()
    model, _ = good_at(own_server, "progress")
    uuid = own_server.generate("/datagen/csv?rows=2000000&batches=10", model).json()["commandUuid"]
    seen = []
    while True:
        status = own_server.status(uuid)
        seen.append(status["progress"])
        if status["status"] in ("FINISHED", "FAILED"):
            break
        time.sleep(0.01)
    assert status["status"] == "FINISHED"
    assert seen == sorted(seen) and seen[-1] == 100.0
    assert any(0 < p < 100 for p in seen), seen


def test_a_second_server_is_refused_the_home(own_server):
    own_server.start()
    second = subprocess.run(
        [str(BINARY), "serve", "--port", "0", "--home", str(own_server.home)],
        capture_output=True, timeout=30)
    assert second.returncode != 0
    assert b"another server uses" in second.stderr


def test_a_taken_port_is_told(own_server, tmp_path):
    own_server.start()
    second = subprocess.run(
        [str(BINARY), "serve", "--port", str(own_server.port), "--home", str(tmp_path / "h2")],
        capture_output=True, timeout=30)
    assert second.returncode == 1
    assert b"cannot listen" in second.stderr


@pytest.mark.parametrize("arguments,says", [
    (["--auth", "basic"], b"not built yet"),
    (["--host", "0.0.0.0"], b"loopback"),
    (["--host", "example.com"], b"loopback"),
    (["--port", "70000"], b"port"),
    (["--port", "x"], b"port"),
    (["--threads", "-1"], b"threads"),
    (["--root", "/nonexistent"], b"not a directory"),
    (["--home", "/proc/none"], b"/proc/none"),
])
def test_wrong_settings_stop_the_start(tmp_path, arguments, says):
    base = [] if "--home" in arguments else ["--home", str(tmp_path / "home")]
    done = subprocess.run([str(BINARY), "serve", "--port", "0", *base, *arguments],
                          capture_output=True, timeout=30)
    assert done.returncode in (1, 2, 3)
    assert says in done.stderr, done.stderr


def test_a_warning_that_it_is_open(own_server):
    own_server.start()
    assert "--auth none" in own_server.log.read_text()


def test_sigterm_lets_a_request_end(own_server):
    own_server.start()
    with socket.create_connection(("127.0.0.1", own_server.port)) as idle:
        with socket.create_connection(("127.0.0.1", own_server.port)) as busy:
            busy.sendall(HEALTH)
            time.sleep(0.2)
            own_server.process.send_signal(signal.SIGTERM)
            time.sleep(0.2)
            busy.sendall(b"\r\n")
            busy.settimeout(10)
            assert busy.recv(4096).startswith(b"HTTP/1.1 200 OK")
        idle.settimeout(10)
        assert idle.recv(10) == b""
    assert own_server.process.wait(20) == 0


@pytest.mark.parametrize(
    "head",
    [
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: chunked, identity",
        "Host: evil.example",
    ],
)
def test_heads_that_can_be_read_twice_end_the_connection(server, head):
    """What a proxy could have taken for another body or host is not answered as usual."""
    smuggled = HEALTH + b"\r\n"
    received = raw(server, b"POST /command/getAll HTTP/1.1\r\nHost: localhost\r\n" +
                   head.encode() + b"\r\n\r\n" + smuggled)
    assert received.startswith(b"HTTP/1.1 400 ")
    assert received.count(b"HTTP/1.1 ") == 1
