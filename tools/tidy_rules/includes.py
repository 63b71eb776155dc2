"""The one direction of includes.

A folder includes itself and what is to its left in LAYERS; folders of one group never
include each other; plug-in folders never include each other; Boost.Beast is seen by
server/ only; a quoted include is a path below src/.
"""

from __future__ import annotations

import re

from tidy_rules.source import Finding, Source, Tree

LAYERS = (
    ("base",), ("draw",), ("column",), ("plugin",), ("dict",), ("value",), ("model",), ("expr",),
    ("gen", "format", "read", "sink"), ("run",), ("job",), ("api",), ("server", "cli"),
    ("app",))
RANK = {name: rank for rank, group in enumerate(LAYERS) for name in group}

# Registry file, its macro, and where the folders of its plug-ins lie. Sub-folders of
# gen/types/ are plug-ins whether or not they are registered.
FAMILIES = (("types.inc", "RM_TYPE", ("gen", "types")), ("formats.inc", "RM_FORMAT", ("format",)),
            ("sinks.inc", "RM_SINK", ("sink",)), ("facades.inc", "RM_FACADE", ("api",)))


def registered(tree: Tree) -> set[tuple[str, ...]]:
    """The folders of the registered plug-ins, as parts below src/."""
    folders = set()
    for file_name, macro, parent in FAMILIES:
        registry = tree.source(f"src/app/registry/{file_name}")
        if registry is None:
            continue
        for match in re.finditer(rf"\b{macro}\(\s*(\w+)", registry.code):
            folders.add((*parent, match.group(1)))
    return folders


def _plugin_of(parts: tuple[str, ...], known: set[tuple[str, ...]]) -> tuple[str, ...] | None:
    if parts[:2] == ("gen", "types") and len(parts) > 3:
        return parts[:3]
    for length in (2, 3):
        if parts[:length] in known and len(parts) > length:
            return parts[:length]
    return None


def _fault(source: Source, what: str, tree: Tree, known: set[tuple[str, ...]]) -> str | None:
    if what.startswith("<"):
        if what.startswith("<boost/beast") and source.parts[0] != "server":
            return "Boost.Beast is included by server/ only"
        return None
    path = what.strip('"')
    parts = tuple(path.split("/"))
    if not (tree.root / "src" / path).exists():
        return f"{what}: no such file below src/"
    mine, theirs = source.parts[0], parts[0]
    if mine not in RANK or theirs not in RANK:
        return None  # targets.py reports folders that are not layers
    if mine != theirs and RANK[theirs] == RANK[mine]:
        return f"{mine}/ and {theirs}/ stand side by side and never include each other"
    if RANK[theirs] > RANK[mine]:
        return f"{mine}/ may not include {theirs}/, which stands above it"
    from_plugin, to_plugin = _plugin_of(source.parts, known), _plugin_of(parts, known)
    if from_plugin and to_plugin and from_plugin != to_plugin:
        return f"plug-in {'/'.join(from_plugin)} may not include plug-in {'/'.join(to_plugin)}"
    return None


def check(tree: Tree) -> list[Finding]:
    known = registered(tree)
    findings = []
    for source in tree.sources:
        for line, what in source.includes():
            if message := _fault(source, what, tree, known):
                findings.append(Finding(source.path, line, "includes", message))
    return findings
