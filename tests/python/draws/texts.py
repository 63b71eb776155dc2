"""Section 7.4: texts, patterns, bytes, addresses, regular expressions."""

from __future__ import annotations

import hashlib
import struct

from .column import (ALPHABETS, DIGITS, LOWER, UPPER, Choices, Column, base, length_of)
from .stream import MASK, Permutation, bounded


def string(c: Column, row: int, length: int | tuple[int, int] = 20,
           alphabet: str = "alnum") -> str:
    return c.characters(row, ALPHABETS.get(alphabet, alphabet), length_of(c, row, length))


def pattern(c: Column, row: int, text: str) -> str:
    symbols = {"#": DIGITS, "?": UPPER + LOWER, "*": DIGITS + UPPER + LOWER}
    out, number, product, low = "", -1, 1 << 49, 0
    characters = iter(text)
    for character in characters:
        if character not in symbols:
            out += next(characters) if character == "\\" else character
            continue
        choices = symbols[character]
        product *= len(choices)
        if product > 1 << 48:
            number, product = number + 1, len(choices)
            low = c.numbered("value", row, number)
        chosen = low * len(choices)
        out += choices[chosen >> 64]
        low = chosen & MASK
    return out


def slice_pool(c: Column, pool: int = 65536, vocabulary: int = 2000) -> str:
    words: list[str] = []
    seen = set()
    candidate = 0
    while len(words) < vocabulary:
        size = 2 + bounded(c.slot("vocabulary.length"), candidate, 8)
        word = c.characters(candidate, LOWER, size, "vocabulary")
        if word not in seen:
            seen.add(word)
            words.append(word)
        candidate += 1
    text, number = "", 0
    while len(text) < pool:
        text += (" " if number else "") + words[bounded(c.slot("pool"), number, vocabulary)]
        number += 1
    return text[:pool]


def text_slice(c: Column, row: int, pool: str, length: int | tuple[int, int] = (20, 60)) -> str:
    count = length_of(c, row, length)
    start = bounded(c.slot("start"), row, len(pool) - count + 1)
    cut = list(pool[start:start + count])
    for end in (0, -1) if cut else ():
        if cut[end] == " ":
            cut[end] = "a"
    return "".join(cut)


def random_bytes(c: Column, row: int, length: int | tuple[int, int] = 20) -> bytes:
    count = length_of(c, row, length)
    data = b""
    while len(data) < count:
        data += struct.pack("<Q", c.numbered("value", row, len(data) // 8))
    return data[:count]


def ipv4(c: Column, row: int, base: int = 0, prefix: int = 0) -> str:
    address = c.between(row, base, base + 2 ** (32 - prefix) - 1)
    return ".".join(str(address >> shift & 255) for shift in (24, 16, 8, 0))


def hash_md5(c: Column, row: int, length: int = 20) -> bytes:
    return hashlib.md5(c.characters(row, ALPHABETS["alnum"], length).encode()).digest()


def regex(c: Column, row: int, tree) -> str:
    """A tree of texts, ("class", symbols), ("any", branches), ("repeat", tree, low, high) and
    lists of them."""
    choices = Choices(c, row)

    def walk(node) -> str:
        if isinstance(node, str):
            return node
        if isinstance(node, list):
            return "".join([walk(child) for child in node])
        if node[0] == "class":
            return node[1][choices.choose(len(node[1]))]
        if node[0] == "any":
            return walk(node[1][choices.choose(len(node[1]))])
        _, child, low, high = node
        return "".join([walk(child) for _ in range(low + choices.choose(high - low + 1))])

    return walk(tree)


def numbered_text(c: Column, row: int, texts: list[str]) -> str:
    """`uniform: true` over texts that stand in the order of the language."""
    return texts[bounded(c.slot("value"), row, len(texts))]


def unique_string(c: Column, row: int, length: int, alphabet: str) -> str:
    n = len(alphabet)
    k = 0
    while n ** (k + 1) <= 1 << 63:
        k += 1
    k = min(k, length)
    number = Permutation(c.slot("unique"), n**k).map(row)
    first = base(number, alphabet, k)[::-1]
    return first + c.characters(row, alphabet, length - k)
