"""Section 7.4: words, sentences, domains, goods."""

from __future__ import annotations

from .column import Column
from .contacts import high
from .files import web_words
from .records import alias
from .stream import bounded, draw
from .tables import rows_of, table


def choice(c: Column, row: int, texts: list[str], slot: str = "value") -> str:
    return texts[0 if len(texts) == 1 else bounded(c.slot(slot), row, len(texts))]


def column_of(name: str, column: str, key: str = "") -> list[str]:
    return [row[column] for row in (rows_of(name, key) if key else table(name))]


def user_agent(c: Column, row: int) -> str:
    weights = alias(tuple(float(one) for one in column_of("user_agents", "weight")))
    return column_of("user_agents", "text")[weights.choose(c.slot("value"), row)]


def drawn_count(c: Column, row: int, length: tuple[int, int], attempt: int) -> int:
    return length[0] + high(draw(c.slot("length"), row, attempt), length[1] - length[0] + 1)


def drawn_words(c: Column, row: int, count: int, attempt: int) -> list[str]:
    """Two of every attempt."""
    texts, found = column_of("words", "word", "en"), []
    for i in range(count):
        bits = draw(c.slot("value"), row, attempt + i // 2)
        found.append(texts[high(bits if i % 2 == 0 else bits << 32 & (1 << 64) - 1, len(texts))])
    return found


def words(c: Column, row: int, length: tuple[int, int] = (3, 3)) -> str:
    return " ".join(drawn_words(c, row, drawn_count(c, row, length, 0), 0))


def sentence(c: Column, row: int, length: tuple[int, int] = (5, 14), part: int = 0) -> str:
    count = drawn_count(c, row, length, part + 1)
    found = drawn_words(c, row, count, 16 * part)
    comma = high(draw(c.slot("comma"), row, part), 2 * count)
    if 2 <= comma < count - 1:
        found[comma - 1] += ","
    found[0] = found[0][0].upper() + found[0][1:]
    return " ".join(found) + "."


def paragraph(c: Column, row: int, length: tuple[int, int] = (3, 6)) -> str:
    return " ".join(sentence(c, row, part=part)
                    for part in range(drawn_count(c, row, length, 0)))


# --- the web -----------------------------------------------------------------------------


def web_word(c: Column, row: int, slot: str, attempt: int) -> str:
    return web_words()[high(draw(c.slot(slot), row, attempt), len(web_words()))]


def domain(c: Column, row: int, real: bool = False) -> str:
    form = draw(c.slot("domain"), row)
    text = web_word(c, row, "domain", 1)
    if form & 1:
        text += ("-" if form & 2 else "") + web_word(c, row, "domain", 2)
    endings = (".com", ".net", ".org", ".io", ".info", ".biz") if real else (
        ".example", ".test", ".invalid")
    return text + endings[high(form, len(endings))]


def slug(c: Column, row: int, length: tuple[int, int] = (3, 3), slot: str = "value") -> str:
    count = length[0] + high(draw(c.slot(slot), row), length[1] - length[0] + 1)
    return "-".join(web_word(c, row, slot, i + 1) for i in range(count))


def url(c: Column, row: int) -> str:
    return f"https://{domain(c, row)}/{slug(c, row, (1, 4), 'path')}"


# --- goods -------------------------------------------------------------------------------


def product(c: Column, row: int) -> str:
    return " ".join(choice(c, row, column_of(name, "text", "en"), name) for name in (
        "product_adjectives", "product_materials", "product_nouns"))


def ean13(c: Column, row: int, prefix: str = "") -> str:
    count = 12 - len(prefix)
    digits = prefix + f"{bounded(c.slot('value'), row, 10**count):0{count}d}"
    total = sum(int(digit) * (3 if i % 2 else 1) for i, digit in enumerate(digits))
    return digits + str(-total % 10)


def datagen_phone(c: Column, row: int) -> str:
    known = [code for code in column_of("countries", "calling_code") if code]
    code = choice(c, row, known, "code")
    digits = 11 - len(code)
    return f"+{code} {bounded(c.slot('value'), row, 10**digits):0{digits}d}"
