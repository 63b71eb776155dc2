"""Reads the three faker packages: Faker (Python), faker-js and mimesis."""

from __future__ import annotations

import functools
import importlib
import json
import re

import js_data

_ARCHIVES = None


def use(archives) -> None:
    global _ARCHIVES
    _ARCHIVES = archives


@functools.lru_cache(maxsize=None)
def faker(area: str) -> dict[str, type]:
    """Faker's providers of an area (`person`, `job`, ...) by locale, `""` for its base."""
    source = _ARCHIVES["faker"]
    source.importable()
    names = sorted(re.findall(rf"faker/providers/{area}/(\w+)/__init__\.py",
                              "\n".join(source.members())))
    base = f"faker.providers.{area}"
    found = {"": importlib.import_module(base).Provider}
    for name in names:
        found[name] = importlib.import_module(f"{base}.{name}").Provider
    return found


def faker_lists(area: str, locale: str) -> dict[str, list[tuple[object, float | None]]]:
    """Public lists of a provider that are not those of the base, as (value, weight)."""
    providers = faker(area)
    provider, base = providers[locale], providers[""]
    lists = {}
    for name in dir(provider):
        value = getattr(provider, name)
        if name.startswith("_") or value is getattr(base, name, None):
            continue
        if hasattr(value, "items"):
            if not all(isinstance(weight, (int, float)) for weight in value.values()):
                continue
            lists[name] = [(key, float(weight)) for key, weight in value.items()]
        elif isinstance(value, (tuple, list, set, frozenset)):
            values = sorted(value) if isinstance(value, (set, frozenset)) else value
            lists[name] = [(item, None) for item in values]
    return lists


@functools.lru_cache(maxsize=None)
def faker_js() -> dict[str, dict]:
    """faker-js data by locale, own data only (without those it falls back to)."""
    found = {}
    for name in sorted(_ARCHIVES["@faker-js/faker"].members()):
        if not re.fullmatch(r"dist/[a-z]\w*-[\w-]{8}\.js", name) or "base-" in name or (
                "core-" in name):
            continue
        locale = re.match(r"dist/(\w+?)-", name).group(1)
        data = [value for value in js_data.read_names(
                    _ARCHIVES["@faker-js/faker"].text(name)).values()
                if isinstance(value, dict) and "metadata" in value]
        found[locale] = data[0]
    return found


def js_strings(locale: str, *path: str) -> list[str]:
    """The texts of a list in faker-js, empty where there is none."""
    node: object = faker_js().get(locale, {})
    for step in path:
        node = node.get(step) if isinstance(node, dict) else None
    if not isinstance(node, list):
        return []
    values = [item.get("value") if isinstance(item, dict) else item for item in node]
    return [value for value in values if isinstance(value, str)]


@functools.lru_cache(maxsize=None)
def mimesis(area: str) -> dict[str, dict]:
    """mimesis data of an area (`person`, `text`, ...) by locale."""
    source = _ARCHIVES["mimesis"]
    found = {}
    for name in sorted(source.members()):
        match = re.fullmatch(rf"mimesis/datasets/([\w-]+)/{area}\.json", name)
        if match:
            found[match.group(1)] = json.loads(source.members()[name])
    return found
