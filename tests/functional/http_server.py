"""Starts the real server for tests: own folders, a free port, ended by its pid."""

import json
import os
import pathlib
import re
import select
import signal
import subprocess
import time
import urllib.parse
import http.client

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(
    os.environ.get("ROWMILL_BIN", REPOSITORY / "build" / "release" / "rowmill")
)


class Answer:
    """Status, headers (lower case, lists) and body of one answer."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = {}
        for name, value in headers:
            self.headers.setdefault(name.lower(), []).append(value)
        self.body = body
        self.text = body.decode("utf-8", "replace")

    def json(self):
        return json.loads(self.text)

    def header(self, name):
        return self.headers.get(name.lower(), [None])[0]


class Server:
    """One `rowmill serve` with its own home and root."""

    def __init__(self, folder, extra=()):
        self.folder = pathlib.Path(folder)
        self.home = self.folder / "home"
        self.root = self.folder / "root"
        self.root.mkdir(parents=True, exist_ok=True)
        self.extra = list(extra)
        self.process = None
        self.port = None
        self.log = self.folder / "server.log"

    def start(self):
        command = [str(BINARY), "serve", "--port", "0", "--home", str(self.home),
                   "--root", str(self.root), "--auth", "none", *self.extra]
        log = open(self.log, "ab")
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=log, cwd=self.root)
        log.close()
        ready, _, _ = select.select([self.process.stdout], [], [], 60)
        line = self.process.stdout.readline().decode() if ready else ""
        match = re.fullmatch(r"listening on http://127\.0\.0\.1:(\d+)\n", line)
        if not match:
            self.kill()
            raise RuntimeError(f"no listening line but {line!r}: {self.log.read_text()}")
        self.port = int(match.group(1))
        return self

    def stop(self, timeout=30):
        """SIGTERM; answers the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout)
        self.process.stdout.close()
        return code

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
        if self.process:
            self.process.wait(30)
            self.process.stdout.close()

    def ask(self, method, target, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, target, body=body, headers=headers or {})
            response = connection.getresponse()
            return Answer(response.status, response.getheaders(), response.read())
        finally:
            connection.close()

    def generate(self, path, model=None, query=None, fields=None, name="model_file"):
        """A multipart generation call; `model` is an object, or bytes as they are."""
        if query:
            path += "?" + urllib.parse.urlencode(query)
        parts = []
        for key, value in (fields or {}).items():
            parts.append((f'name="{key}"', None, str(value).encode()))
        if model is not None:
            data = model if isinstance(model, bytes) else json.dumps(model).encode()
            parts.append((f'name="{name}"; filename="good.json"', "application/json", data))
        body, content_type = multipart(parts)
        return self.ask("POST", path, body, {"Content-Type": content_type})

    def status(self, uuid, prefix="/api/v1"):
        return self.ask(
            "POST", f"{prefix}/command/getCommandStatus?commandUuid={uuid}").json()

    def wait(self, uuid, timeout=60, prefix="/api/v1"):
        """The final status of a command."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            status = self.status(uuid, prefix)
            if status["status"] in ("FINISHED", "FAILED"):
                return status
            time.sleep(0.02)
        raise AssertionError(f"still {status}")

    def run(self, path, model, **query):
        """Generates, waits for the end and answers the final status."""
        answer = self.generate(path, model, query=query).json()
        assert answer["error"] == "", answer
        return self.wait(answer["commandUuid"])


def multipart(parts, boundary="rowmill-test-boundary"):
    """(body, content type) of parts (disposition, content type or None, bytes)."""
    body = b""
    for disposition, content_type, data in parts:
        body += f"--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\n".encode()
        if content_type:
            body += f"Content-Type: {content_type}\r\n".encode()
        body += b"\r\n" + data + b"\r\n"
    body += f"--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"
