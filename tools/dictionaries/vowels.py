"""ASCII spellings of Arabic, Persian, Kurdish and Hebrew words, which leave vowels out.

A fixed, simple rule, no dictionary: written vowels are kept, and an `a` breaks up what
could not be said. أحمد gives "Ahmad", حسن "Hasan", محمد "Mahmad".
"""

from __future__ import annotations

import pathlib

_CONSONANTS = {
    "ب": "b", "پ": "p", "ت": "t", "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh",
    "د": "d", "ذ": "dh", "ر": "r", "ڕ": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh",
    "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "gh", "ف": "f", "ڤ": "v", "ق": "q",
    "ک": "k", "ك": "k", "گ": "g", "ل": "l", "ڵ": "l", "م": "m", "ن": "n", "ه": "h",
    "ھ": "h", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n",
    "ב": "b", "ג": "g", "ד": "d", "ז": "z", "ח": "h", "ט": "t", "כ": "k", "ך": "k",
    "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "פ": "p", "ף": "f",
    "צ": "tz", "ץ": "tz", "ק": "k", "ר": "r", "ש": "sh", "ת": "t", "ה": "h",
}
_VOWELS = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ع": "a", "ى": "a", "ة": "a",
    "ؤ": "u", "ئ": "i", "ە": "a", "ێ": "e", "ۆ": "o", "ۀ": "e", "ے": "e",
    "\u064e": "a", "\u064f": "u", "\u0650": "i", "א": "a", "ע": "a",
}
_HALF = {"و": ("w", "u"), "ي": ("y", "i"), "ی": ("y", "i"), "ו": ("v", "o"), "י": ("y", "i")}
RANGES = ((0x590, 0x6FF), (0x750, 0x77F), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF))


def is_for(text: str) -> bool:
    return any(low <= ord(c) <= high for c in text for low, high in RANGES)


def _sounds(word: str) -> list[tuple[bool, str]]:
    """(is a vowel, letters) of each written sound."""
    word = word.replace("וו", "ו").replace("וו", "ו").replace("ג׳", "ژ")
    sounds: list[tuple[bool, str]] = []
    for at, char in enumerate(word):
        after = word[at + 1:at + 2]
        if char == "ה" and at > 0 and not after:
            sounds.append((True, "a"))
        elif char == "ه" and at > 1 and not after and sounds and not sounds[-1][0]:
            sounds += [(True, "a"), (False, "h")]
        elif char in _CONSONANTS:
            sounds.append((False, _CONSONANTS[char]))
        elif char in _VOWELS:
            if not (sounds and sounds[-1][0] and sounds[-1][1] == _VOWELS[char]):
                sounds.append((True, _VOWELS[char]))
        elif char in _HALF:
            hard = not sounds or sounds[-1][0] or after in _VOWELS or after in _HALF
            sounds.append((not hard, _HALF[char][0 if hard else 1]))
    return sounds


_OWN = pathlib.Path(__file__).resolve().parent / "own" / "unvowelled.tsv"
_KNOWN = dict(line.split("\t") for line in _OWN.read_text(encoding="utf-8").splitlines()
              if line[0] != "#")


def _word(word: str) -> str:
    if word in _KNOWN:
        return _KNOWN[word]
    article = word.startswith("ال") and len(word) > 3
    sounds = _sounds(word[2:] if article else word)
    letters: list[str] = []
    run = 0
    # Participles: خالد is Khalid.
    doer = [vowel for vowel, _ in sounds] == [False, True, False, False] and (
        sounds[1][1] == "a" and "ا" in word)
    for at, (vowel, text) in enumerate(sounds):
        if vowel:
            run = 0
        else:
            run += 1
            last = at + 1 == len(sounds)
            first = not any(v for v, _ in sounds[:at])
            if run > 1 and (run > 2 or last or (first and run == at + 1)):
                letters.append("i" if doer else "a")
                run = 1
        letters.append(text)
    plain = "".join(letters)
    return (("Al" if article else "") + plain).capitalize() if plain else ""


def spell(text: str) -> str:
    return " ".join(filter(None, map(_word, text.replace(
        "ه\u200c", "ە").replace("\u200c", " ").split(" "))))
