"""Reads data out of minified JavaScript modules without running them.

Understands what bundlers make of data files: `const a={...},b=[...]`, strings in all three
quotes, numbers, `!0`, null, spreads, names defined before, `` `a.b`.split(`.`) `` and
`export{a as t}`. Anything else (functions, classes, calls) becomes `Unknown`, so that a
change in the bundler's habits shows in the gates instead of passing as data.
"""

from __future__ import annotations

import re

_SPACE = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)*", re.S)
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_NUMBER = re.compile(r"-?(?:0x[0-9a-fA-F]+|\d*\.?\d+(?:[eE][-+]?\d+)?\.?)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_CLOSES = {"(": ")", "[": "]", "{": "}"}


class Unknown:
    """An expression that is not data."""

    def __repr__(self) -> str:
        return "Unknown"


UNKNOWN = Unknown()


class Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.names: dict[str, object] = {}

    def fault(self, what: str) -> ValueError:
        return ValueError(f"{what} at {self.at}: {self.text[self.at:self.at + 60]!r}")

    def skip(self) -> None:
        self.at = _SPACE.match(self.text, self.at).end()

    def peek(self, token: str) -> bool:
        self.skip()
        return self.text.startswith(token, self.at)

    def take(self, token: str) -> bool:
        if not self.peek(token):
            return False
        self.at += len(token)
        return True

    def need(self, token: str) -> None:
        if not self.take(token):
            raise self.fault(f"{token} expected")

    def name(self) -> str:
        self.skip()
        match = _NAME.match(self.text, self.at)
        if not match:
            raise self.fault("name expected")
        self.at = match.end()
        return match.group()

    def string(self) -> str:
        self.skip()
        quote = self.text[self.at]
        self.at += 1
        parts: list[str] = []
        while self.text[self.at] != quote:
            char = self.text[self.at]
            if quote == "`" and self.text.startswith("${", self.at):
                raise self.fault("template with a value")
            if char == "\\":
                parts.append(self.escape())
                continue
            end = self.at + 1
            while self.text[end] not in (quote, "\\", "$"):
                end += 1
            parts.append(self.text[self.at:end])
            self.at = end
        self.at += 1
        return "".join(parts)

    def escape(self) -> str:
        code = self.text[self.at + 1]
        self.at += 2
        if code == "x":
            self.at += 2
            return chr(int(self.text[self.at - 2:self.at], 16))
        if code == "u":
            if self.text[self.at] == "{":
                end = self.text.index("}", self.at)
                value = chr(int(self.text[self.at + 1:end], 16))
                self.at = end + 1
                return value
            self.at += 4
            return chr(int(self.text[self.at - 4:self.at], 16))
        return "" if code == "\n" else _ESCAPES.get(code, code)

    def array(self) -> list:
        self.need("[")
        values: list = []
        while not self.take("]"):
            if self.take("..."):
                inner = self.value()
                values += inner if isinstance(inner, list) else [inner]
            else:
                values.append(self.value())
            if not self.peek("]"):
                self.need(",")
        return values

    def key(self) -> str:
        self.skip()
        char = self.text[self.at]
        if char in "\"'`":
            return self.string()
        if char.isdigit():
            match = _NUMBER.match(self.text, self.at)
            self.at = match.end()
            return match.group()
        if self.take("["):
            key = self.string()
            self.need("]")
            return key
        return self.name()

    def object(self) -> dict:
        self.need("{")
        values: dict = {}
        while not self.take("}"):
            if self.take("..."):
                inner = self.value()
                values.update(inner if isinstance(inner, dict) else {})
            else:
                key = self.key()
                if self.take(":"):
                    values[key] = self.value()
                elif self.peek("("):
                    self.group()
                    self.skip()
                    self.group()
                    values[key] = UNKNOWN
                else:
                    values[key] = self.names.get(key, UNKNOWN)
            if not self.peek("}"):
                self.need(",")
        return values

    def group(self) -> None:
        """Steps over a bracketed group of anything."""
        self.skip()
        close = _CLOSES[self.text[self.at]]
        self.at += 1
        while not self.peek(close):
            char = self.text[self.at]
            if char in _CLOSES:
                self.group()
            elif char in "\"'":
                self.string()
            elif char == "`":
                self.at = self.text.index("`", self.at + 1) + 1
            else:
                self.at += 1
        self.at += 1

    def value(self) -> object:
        start = self.at
        try:
            result = self.plain()
        except ValueError:
            self.at = start
            return self.unknown()
        if self.take(".split("):
            separator = self.string()
            self.need(")")
            result = result.split(separator) if separator else list(result)
        self.skip()
        return result if self.text[self.at:self.at + 1] in ",]};\n" else self.unknown()

    def plain(self) -> object:
        self.skip()
        char = self.text[self.at]
        if char in "\"'`":
            return self.string()
        if char == "[":
            return self.array()
        if char == "{":
            return self.object()
        for token, value in (("!0", True), ("!1", False), ("true", True), ("false", False),
                             ("null", None), ("void 0", None)):
            if self.take(token):
                return value
        number = _NUMBER.match(self.text, self.at)
        if number:
            self.at = number.end()
            text = number.group()
            if text.startswith("0x"):
                return int(text, 16)
            return float(text) if re.search("[.eE]", text) else int(text)
        return self.names.get(self.name(), UNKNOWN)

    def unknown(self) -> Unknown:
        """Steps over an expression up to the next comma, closing bracket or semicolon."""
        self.skip()
        while self.at < len(self.text) and self.text[self.at] not in ",]});":
            char = self.text[self.at]
            if char in _CLOSES:
                self.group()
            elif char in "\"'":
                self.string()
            elif char == "`":
                self.at = self.text.index("`", self.at + 1) + 1
            else:
                self.at += 1
            self.skip()
        return UNKNOWN

    def module(self) -> dict[str, object]:
        while self.at < len(self.text):
            self.skip()
            if self.at >= len(self.text):
                break
            if self.take("export const ") or self.take("const ") or self.take("var ") or (
                    self.take("let ")):
                while True:
                    name = self.name()
                    self.need("=")
                    self.names[name] = self.value()
                    if not self.take(","):
                        break
                self.take(";")
            elif self.take(";"):
                continue
            else:
                end = self.text.find(";", self.at)
                self.at = len(self.text) if end < 0 else end + 1
        return self.names


def read_names(text: str) -> dict[str, object]:
    """All top-level names of a module and their data."""
    return Parser(text).module()
