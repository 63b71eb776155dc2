"""Section 7.6: files."""

from __future__ import annotations

from functools import cache

from .column import Column
from .records import alias
from .stream import draw
from .tables import rows_of, table

KINDS = {"pdf": 14, "jpg": 14, "png": 10, "docx": 9, "xlsx": 7, "txt": 6, "csv": 5, "html": 4,
         "json": 4, "pptx": 3, "zip": 3, "xml": 3, "log": 3, "mp4": 3, "mp3": 3, "gif": 2,
         "svg": 2, "md": 2, "doc": 1, "xls": 1, "webp": 1, "mov": 1, "gz": 1, "yaml": 1,
         "wav": 0.5, "eml": 0.5, "odt": 0.5, "rtf": 0.5}
OTHER_MEDIA_TYPES = {"zip": "application/zip", "mp4": "video/mp4", "mp3": "audio/mpeg"}


@cache
def web_words() -> list[str]:
    words = [row["word"].lower() for row in rows_of("words", "en")]
    return [word for word in words if word.isascii() and word.isalpha()]


def word(bits: int) -> str:
    return web_words()[(bits >> 32) * len(web_words()) >> 32]


def media_type(extension: str) -> str:
    for row in table("mime_types"):
        if extension in row["extensions"].split(" "):
            return OTHER_MEDIA_TYPES.get(extension, row["type"])
    raise KeyError(extension)


class File:
    def __init__(self, seed: int, entity: str, label: str = "",
                 extensions: tuple[str, ...] = tuple(KINDS)):
        self.c = Column(seed, entity, f"file:{label}", "record")
        self.extensions = extensions
        self.table = alias(tuple(float(KINDS.get(one, 1)) for one in extensions))

    def extension(self, row: int) -> str:
        return self.extensions[self.table.choose(self.c.slot("kind"), row)]

    def mime_type(self, row: int) -> str:
        return media_type(self.extension(row))

    def name(self, row: int) -> str:
        form = draw(self.c.slot("name"), row)
        between = "-" if form & 1 else "_"
        parts = [word(draw(self.c.slot("name"), row, i + 1))
                 for i in range(1 + (3 * (form >> 32) >> 32))]
        if form >> 1 & 3 == 0:
            parts.append(f"{(form >> 3) % 100:02d}")
        return f"{between.join(parts)}.{self.extension(row)}"

    def path(self, row: int, root: str = "/", depth: tuple[int, int] = (1, 4),
             separator: str = "/") -> str:
        key = self.c.slot("path")
        count = depth[0] + ((draw(key, row) >> 32) * (depth[1] - depth[0] + 1) >> 32)
        folders = [word(draw(key, row, i + 1)) + separator for i in range(count)]
        root += "" if root.endswith(separator) else separator
        return root + "".join(folders) + self.name(row)
