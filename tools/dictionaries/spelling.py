"""Cleans strings and spells them in ASCII."""

from __future__ import annotations

import functools
import re
import unicodedata

import scripts
import vowels

ZERO_WIDTH = "\u200c\u200d"
_EDGES = re.compile(r"^[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+|"
                    r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+$")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_BLANKS = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u3000]+")
_transliterate = None


def use_anyascii(source) -> None:
    global _transliterate
    source.importable()
    from anyascii import anyascii
    _transliterate = anyascii


def clean(text: str) -> str:
    """NFC, single blanks, no invisible characters but joiners inside words."""
    text = unicodedata.normalize("NFC", str(text))
    text = _BLANKS.sub(" ", _INVISIBLE.sub("", text))
    text = _EDGES.sub("", text)
    return re.sub(rf"[{ZERO_WIDTH}]*(?=\s)|(?<=\s)[{ZERO_WIDTH}]*", "", text)


def _is_latin(text: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or not c.isalpha() for c in text)


@functools.lru_cache(maxsize=None)
def ascii_of(text: str) -> str:
    """The nearest ASCII spelling. Scripts without capitals get one per word."""
    if text.isascii():
        return text
    for old, new in (("\u2019", "'"), ("\u2018", "'"), ("\u02bb", "'"), ("\u02bc", "'")):
        text = text.replace(old, new)
    if vowels.is_for(text):
        return vowels.spell(text)
    if re.search("[\u0400-\u04ff]", text):
        text = re.sub("[ьЬ'’]", "", re.sub("Ъ", "А", re.sub("ъ", "а", text)))
    plain = _BLANKS.sub(" ", scripts.spell(text, _transliterate)).strip()
    plain = "".join(c for c in plain if " " <= c <= "~")
    if _is_latin(text):
        return plain
    has_case = any(c.isupper() for c in text)
    words = []
    for word in plain.split(" "):
        if has_case and not word.isupper():
            words.append(word)
        else:
            words.append(word[:1].upper() + word[1:].lower())
    return " ".join(words)


def sort_key(text: str) -> tuple[str, str]:
    return (ascii_of(text).casefold(), text)
