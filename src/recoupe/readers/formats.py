"""Which reader an input gets, and what it finds there: articles, and rows for what failed. Runs in the reading process."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import msgspec

from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow
from recoupe.readers import (
    archive,
    europresse,
    factiva,
    feed,
    lines,
    mail,
    newsml,
    nexis,
    ninjs,
    opml,
    page,
    pdf,
    plain,
    references,
    rtf,
    table,
    webarchive,
)  # fmt: skip
from recoupe.readers.dates import iso_prefix
from recoupe.readers.decoding import MARKS, decode, opening
from recoupe.readers.markup import root_element
from recoupe.readers.source import FileTooLarge, Link, Part, Source, UnpackedTooLarge

FORMATS: tuple[ModuleType, ...] = (
    pdf, archive, rtf, webarchive, ninjs, lines, newsml, opml, feed, europresse, factiva, page, mail, nexis, references, table, plain,
)  # fmt: skip
PACKED = (pdf, archive, rtf, webarchive)
SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", Problem.OFFICE_FILE),
    (b"\x1f\x8b", Problem.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Problem.ARCHIVE),
    (b"Rar!", Problem.ARCHIVE),
    (b"BZh", Problem.ARCHIVE),
    (b"\xfd7zXZ\x00", Problem.ARCHIVE),
    (b"SQLite format 3\x00", Problem.BINARY),
)
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\x1c\x1d\x1e\x1f")) + b"\x7f"
MAX_DEPTH = 6
SEEN_BYTES = 200


def find_format(head: bytes, name: str) -> ModuleType | Problem:
    """The reader of an input that begins so, or why it has none. Looks at bytes only: safe for any input."""
    for reader in PACKED:
        if reader.sniff(head, name):
            return reader
    problem = _unfit(head)
    if problem is not None:
        return problem
    head = decode(head).text.encode("utf-8", "replace") if b"\0" in head[:SEEN_BYTES] else head
    reader = next(each for each in FORMATS if each.sniff(head, name))
    if reader is plain and opening(head).startswith("<?xml") and root_element(opening(head)):
        return Problem.UNKNOWN_MARKUP
    return reader


def read_source(source: Source, name: str) -> Iterator[Article | InputRow | Link]:
    """What an input holds, its parts read as inputs of their own. Raises FileTooLarge, UnpackedTooLarge, OSError, MemoryError."""
    reader = find_format(source.head, name)
    if isinstance(reader, Problem):
        yield problem_row(source.origin, reader)
        return
    is_void = True
    try:
        for item in reader.read(source):
            is_void = False
            if isinstance(item, Part):
                yield from _read_part(item)
            else:
                yield item
    except (FileTooLarge, UnpackedTooLarge, OSError, MemoryError):
        raise
    except Exception as error:
        words = f"{reader.__name__.rpartition('.')[2]} ({type(error).__name__})"
        yield problem_row(source.origin, Problem.NOT_READABLE_AS, detail=words)
        return
    if is_void:
        yield problem_row(source.origin, Problem.NO_ENTRIES)


def _read_part(part: Part) -> Iterator[Article | InputRow | Link]:
    """What a part holds, each article given what is known of it from outside."""
    if part.source.depth > MAX_DEPTH:
        yield problem_row(part.source.origin, Problem.TOO_DEEP)
        return
    try:
        for item in read_source(part.source, part.name):
            yield with_known(item, part.known) if isinstance(item, Article) else item
    except FileTooLarge:
        yield problem_row(part.source.origin, Problem.FILE_TOO_LARGE)


def with_known(article: Article, known: dict[str, Any]) -> Article:
    """An article with the fields that it does not state itself taken from ``known`` (``stated`` is a date in words)."""
    date = None if article.stated_date else iso_prefix(known.get("stated") or "")
    fields = {
        name: value
        for name, value in known.items()
        if name not in ("extra", "stated") and not getattr(article, name)
    }
    fields["extra"] = {**known.get("extra", {}), **article.extra}
    if date:
        fields |= {"stated_date": date, "date_source": "référence"}
    return msgspec.structs.replace(article, **fields)


def _unfit(head: bytes) -> Problem | None:
    """Why an input that begins so holds no text to read: empty, or a known kind of file that is not text."""
    if not head.strip(b"\xef\xbb\xbf \t\r\n\0"):
        return Problem.EMPTY_FILE
    for signature, problem in SIGNATURES:
        if head.startswith(signature):
            return problem
    if any(head.startswith(mark) for mark, _ in MARKS):
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if even + odd and min(even, odd) * 20 < max(even, odd) and max(even, odd) * 5 > len(head):
        return None
    controls = len(head) - len(head.translate(None, CONTROLS))
    return Problem.BINARY if controls * 100 > len(head) else None
