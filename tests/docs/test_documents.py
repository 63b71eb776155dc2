"""Runs the code blocks of README.md, CONTRIBUTING.md and docs/*.md.

- ```sh       every block is run by bash -eu and must succeed.
- ```console  lines behind `$ ` are run; the lines below are what they must print, to the
              letter; a line `...` stands for any lines.
- ```yaml     a whole model (it has a line `rowmill: 1`) must be valid and make 200 rows.

The blocks of a document share one folder, in which `models/` lies and `rowmill` is in PATH;
`build/release/rowmill` works there as well. Port 4242 is replaced by a free one. A block
below `<!-- not run: reason -->` is skipped with that reason.
"""

from __future__ import annotations

import dataclasses
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("ROWMILL_BIN", ROOT / "build" / "release" / "rowmill"))
FENCE = re.compile(r"(?:<!--\s*not run:\s*(?P<skip>[^>]*?)\s*-->\s*\n)?"
                   r"^```(?P<kind>sh|console|yaml)[^\n]*\n(?P<body>.*?)^```", re.M | re.S)


@dataclasses.dataclass
class Block:
    kind: str
    body: str
    line: int
    skip: str | None


def blocks_of(path: pathlib.Path) -> list[Block]:
    text = path.read_text(encoding="utf-8")
    return [Block(m["kind"], m["body"], text.count("\n", 0, m.start("kind")) + 1, m["skip"])
            for m in FENCE.finditer(text)]


def documents() -> list[pathlib.Path]:
    found = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    return [path for path in found if path.exists() and blocks_of(path)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Runner:
    """Runs blocks in one folder; ends what they left running."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.port = str(free_port())
        self.groups: list[int] = []
        (folder / "build" / "release").mkdir(parents=True)
        (folder / "build" / "release" / "rowmill").symlink_to(PROGRAM)
        shutil.copytree(ROOT / "models", folder / "models")

    def run(self, script: str) -> tuple[int, str]:
        """Exit code and output (both streams) of a bash script."""
        environment = {**os.environ, "NO_COLOR": "1",
                       "PATH": f"{self.folder}/build/release:{os.environ['PATH']}"}
        output = self.folder / ".output"
        with output.open("wb") as out:
            process = subprocess.Popen(
                ["bash", "-euo", "pipefail", "-c", script.replace("4242", self.port)],
                cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, stdout=out,
                stderr=subprocess.STDOUT, start_new_session=True)
            self.groups.append(process.pid)
            code = process.wait(timeout=300)
        return code, output.read_text(errors="replace").replace(self.port, "4242")

    def close(self) -> None:
        for group in self.groups:
            try:
                os.killpg(group, signal.SIGTERM)
            except ProcessLookupError:
                pass


def transcript(body: str) -> list[tuple[str, list[str]]]:
    """(command, lines it must print); a command goes on where a line ends with a backslash."""
    steps: list[tuple[str, list[str]]] = []
    goes_on = False
    for line in body.splitlines():
        if goes_on:
            steps[-1] = (f"{steps[-1][0]}\n{line}", [])
        elif line.startswith("$ "):
            steps.append((line[2:], []))
        else:
            steps[-1][1].append(line)
            continue
        goes_on = line.endswith("\\")
    return steps


def matches(expected: list[str], printed: list[str]) -> bool:
    pattern = "".join("(?:.*\n)*" if line.strip() == "..." else re.escape(line) + "\n"
                      for line in expected)
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in printed)) is not None


def check(block: Block, runner: Runner) -> None:
    if block.kind == "yaml":
        model = runner.folder / f"block-{block.line}.yaml"
        model.write_text(block.body)
        if re.search(r"^rowmill:\s*1\s*(#.*)?$", block.body, re.M):
            code, printed = runner.run(f"rowmill validate {model.name} && "
                                       f"rowmill preview {model.name} -n 200 >/dev/null")
            assert code == 0, printed
        return
    if block.kind == "sh":
        code, printed = runner.run(block.body)
        assert code == 0, printed
        return
    for command, expected in transcript(block.body):
        code, printed = runner.run(command + "\n:" if command.endswith("&") else command)
        if expected:
            assert matches(expected, printed.splitlines()), f"$ {command}\n{printed}"
        else:
            assert code == 0, f"$ {command}\n{printed}"


@pytest.mark.parametrize("path", documents(), ids=lambda p: str(p.relative_to(ROOT)))
def test_code_blocks(path, tmp_path):
    runner = Runner(tmp_path)
    try:
        for block in blocks_of(path):
            if block.skip is not None:
                print(f"{path.name}:{block.line} not run: {block.skip}")
                continue
            try:
                check(block, runner)
            except AssertionError as error:
                pytest.fail(f"{path.relative_to(ROOT)}:{block.line}: {error}", pytrace=False)
    finally:
        runner.close()


def test_the_page_of_types_is_what_the_program_says():
    subprocess.run(["python3", ROOT / "tools" / "type_pages.py", "--check"], check=True,
                   env={**os.environ, "ROWMILL_BIN": str(PROGRAM)})


def test_readme_tables_are_those_of_the_program():
    done = subprocess.run(
        ["python3", ROOT / "tools" / "readme_tables.py", "--check", "--program", PROGRAM],
        capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_links_lead_somewhere():
    missing = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text()):
            if not (path.parent / target).exists():
                missing.append(f"{path.relative_to(ROOT)}: {target}")
    assert missing == []


@pytest.mark.parametrize("expected, printed, fine", [
    (["a", "b"], ["a", "b"], True),
    (["a", "b"], ["a", "c"], False),
    (["a"], ["a", "b"], False),
    (["a", "..."], ["a", "b", "c"], True),
    (["...", "c"], ["a", "b", "c"], True),
    (["...", "c"], ["a", "c", "b"], False),
    (["a", "...", "c"], ["a", "c"], True),
    (["1.5"], ["1x5"], False),
])
def test_the_comparison_itself(expected, printed, fine):
    assert matches(expected, printed) is fine
