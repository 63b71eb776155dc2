"""Every source belongs to a target.

Folders are globbed by rm_module and rm_program (cmake/RowmillTargets.cmake), so what can
go wrong is a new top-level folder without a line, a suffix that is not globbed, a test
where no test target is made, a CMakeLists.txt of a sub-folder that forgets a file, and a
type that no registry names.
"""

from __future__ import annotations

import pathlib
import re

from tidy_rules.includes import RANK, registered
from tidy_rules.source import Finding, Tree

FOREIGN = {".cpp", ".cxx", ".c++", ".c", ".C", ".hpp", ".hh", ".hxx", ".ipp"}


def _without_comments(path: pathlib.Path) -> str:
    return re.sub(r"#.*", "", path.read_text(encoding="utf-8")) if path.exists() else ""


def _covered_by(build_file: pathlib.Path, name: str) -> bool:
    text = _without_comments(build_file)
    return "GLOB" in text or re.search(r"\brm_\w+\(", text) is not None or name in text


def _own_build(path: pathlib.Path, top: pathlib.Path) -> pathlib.Path | None:
    """The nearest CMakeLists.txt between the file and its top-level folder."""
    folder = path.parent
    while folder != top:
        if (folder / "CMakeLists.txt").exists():
            return folder / "CMakeLists.txt"
        folder = folder.parent
    return None


def _message(path: pathlib.Path, src: pathlib.Path, modules: set[str],
             programs: set[str]) -> str | None:
    parts = path.relative_to(src).parts
    if path.suffix in FOREIGN:
        return f"sources end in .cc and .h; {path.suffix} is in no target"
    if path.suffix not in (".cc", ".h"):
        return None
    if len(parts) == 1:
        return "sources lie in a folder of src/, not in src/ itself"
    if parts[0] not in RANK:
        return f"{parts[0]}/ is not one of the layers in tools/tidy_rules/includes.py"
    if parts[0] not in modules | programs:
        return f"{parts[0]}/ has no rm_module or rm_program in src/CMakeLists.txt"
    if own := _own_build(path, src / parts[0]):
        if path.suffix == ".cc" and not _covered_by(own, path.name):
            return f"{own.relative_to(src.parent)} does not mention it"
    if parts[0] in programs and re.search(r"_(test|fuzz|bench)\.cc$", path.name):
        return f"{parts[0]}/ is a program: no target is made of its tests"
    return None


def _unregistered_types(tree: Tree) -> list[Finding]:
    registry = tree.source("src/app/registry/types.inc")
    if registry is None:
        return []
    known = registered(tree)
    folders = sorted({source.parts[:3] for source in tree.sources
                      if source.parts[:2] == ("gen", "types") and len(source.parts) > 3})
    return [Finding(f"src/{'/'.join(folder)}", 1, "targets",
                    f"the type has no line RM_TYPE({folder[2]}) in {registry.path}")
            for folder in folders if folder not in known
            # A family of types in one folder: RM_TYPE(person_age) is made in person/.
            and not any(name[:2] == folder[:2] and name[2].startswith(f"{folder[2]}_")
                        for name in known)]


def check(tree: Tree) -> list[Finding]:
    src = tree.root / "src"
    build = _without_comments(src / "CMakeLists.txt")
    modules = set(re.findall(r"\brm_module\(\s*(\w+)", build))
    programs = set(re.findall(r"\brm_program\(\s*(\w+)", build))
    findings = _unregistered_types(tree)
    for path in sorted(p for p in src.rglob("*") if p.is_file()):
        if message := _message(path, src, modules, programs):
            findings.append(
                Finding(path.relative_to(tree.root).as_posix(), 1, "targets", message))
    return findings
