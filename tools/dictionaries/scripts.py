"""ASCII spellings of scripts that leave their inherent vowel unwritten: Devanagari, Bengali,
Sinhala, Thai. Other scripts need only small corrections, made here too.
"""

from __future__ import annotations

import re
import unicodedata

_DIGRAPHS = re.compile(r"kh|ph|th|ch|ng|sh|[^aeiou]|[aeiou]+")
# Consonants, virama, whether the last inherent vowel is silent.
_INHERENT = (
    ("\u0915", "\u0939", "\u094d", True),
    ("\u0995", "\u09b9", "\u09cd", True),
    ("\u0d9a", "\u0dc6", "\u0dca", False),
)
_GREEK = (("ου", "ou"), ("ού", "ou"), ("Ου", "Ou"), ("Ού", "Ou"), ("αυ", "av"), ("αύ", "av"),
          ("Αυ", "Av"), ("Αύ", "Av"), ("ευ", "ev"), ("εύ", "ev"), ("Ευ", "Ev"), ("Εύ", "Ev"))


def _inherent(text: str, spell) -> str:
    """Writes an `a` after every consonant that no vowel sign and no virama follows."""
    text = text.replace("\u200d", "").replace("\u200c", "")
    letters = []
    for at, char in enumerate(text):
        plain = spell(char).replace("'", "")
        letters.append(plain)
        for first, last, virama, silent in _INHERENT:
            if first <= char <= last:
                after = text[at + 1:at + 2]
                if after and (after == virama or "VOWEL SIGN" in unicodedata.name(after, "")):
                    continue
                if silent and after in ("", " ") and text[at - 1:at] != virama:
                    continue
                letters.append("a")
    return "".join(letters)


def _thai(text: str, spell) -> str:
    """Swaps the vowels written before their consonant; an `a` breaks up clusters."""
    text = re.sub("ร์|[ก-ฮ][ิุ]?์", "", text).replace("รร", "ั")
    text = re.sub("([\u0e40-\u0e44])([\u0e01-\u0e2e])", r"\2\1", text)
    words = []
    for word in spell(text).lower().split(" "):
        letters, run = [], 0
        units = _DIGRAPHS.findall(word)
        for at, unit in enumerate(units):
            run = 0 if unit[0] in "aeiou" else run + 1
            if run > 1 and (run > 2 or at + 1 == len(units) or run == at + 1):
                letters.append("a")
                run = 1
            letters.append(unit)
        words.append("".join(letters))
    return " ".join(words)


def spell(text: str, plainly) -> str:
    """`plainly` transliterates letter by letter."""
    for first, last, _, _ in _INHERENT:
        if any(first <= char <= last for char in text):
            return _inherent(text, plainly)
    if re.search("[\u0e00-\u0e7f]", text):
        return _thai(text, plainly)
    if re.search("[\u0530-\u058f]", text):
        plain = plainly(text).replace("'", "")
        for old, new in (("ow", "u"), ("Ow", "U"), ("rr", "r"), ("Rr", "R")):
            plain = plain.replace(old, new)
        return plain
    if re.search("[\u10a0-\u10ff\u0780-\u07bf]", text):
        return plainly(text).replace("'", "")
    if re.search("[\u0370-\u03ff]", text):
        for greek, latin in _GREEK:
            text = text.replace(greek, latin)
    return plainly(text)
