"""Files, folders and standard input into articles. One module a format, each with ``sniff`` and ``read``.

``sniff(head, name) -> bool`` says whether an input, seen from its first bytes (and for tables its name), is of the
format; ``read(source)`` yields its articles in order, a row for each part that failed, and after an article the rows
that say what of it was lost. Articles without an id are named here. Nothing an input holds raises an exception.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow
from recoupe.readers import feed, lines, page, plain, table
from recoupe.readers.decoding import MARKS, opening
from recoupe.readers.folders import Found, find_files
from recoupe.readers.markup import root_element
from recoupe.readers.naming import Copies, Names
from recoupe.readers.source import FileTooLarge, Source, open_file, open_stream

FORMATS: tuple[ModuleType, ...] = (lines, feed, page, table, plain)
SIGNATURES = (
    (b"%PDF-", Problem.PDF),
    (b"PK\x03\x04", Problem.ARCHIVE),
    (b"\xd0\xcf\x11\xe0", Problem.OFFICE_FILE),
    (b"{\\rtf", Problem.OFFICE_FILE),
    (b"\x1f\x8b", Problem.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Problem.ARCHIVE),
    (b"Rar!", Problem.ARCHIVE),
    (b"BZh", Problem.ARCHIVE),
    (b"\xfd7zXZ\x00", Problem.ARCHIVE),
    (b"SQLite format 3\x00", Problem.BINARY),
)
OFFICE_MEMBERS = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis.opendocument", b"word/", b"xl/")
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\x1c\x1d\x1e\x1f")) + b"\x7f"

__all__ = ["count_inputs", "read_paths"]


def read_paths(paths: Sequence[str | Path], stdin: BinaryIO | None = None) -> Iterator[Article | InputRow]:
    """The articles under these paths, in order, and a row for each input that failed, is damaged or stands twice.

    Folders are read through, in the order of their sorted paths; ``-`` reads ``stdin``. An article that is read but
    damaged comes first, then its row (status ``partial``) with the same origin. Streams: one article is held at a time.
    """
    names = Names()
    copies = Copies()
    for found in _find_all(paths):
        if isinstance(found, InputRow):
            yield found
        elif found.path is None:
            yield from names.give(_read_stream(stdin), "") if stdin else [problem_row("-", Problem.NOT_FOUND)]
        elif (original := copies.original_of(found.path)) is not None:
            yield problem_row(found.origin, Problem.DUPLICATE_FILE, article=original)
        else:
            yield from copies.note(found.path, names.give(_read_file(found), found.path.stem))


def count_inputs(paths: Sequence[str | Path]) -> int:
    """About how many inputs ``read_paths`` will give: lines of JSON Lines files, and one for every other file."""
    total = 0
    for found in _find_all(paths):
        if isinstance(found, InputRow) or found.path is None:
            total += 1
            continue
        try:
            with open_file(found.path, found.origin) as source:
                total += lines.count(source) if lines.sniff(source.head, found.path.name) else 1
        except OSError:
            total += 1
    return total


def _find_all(paths: Sequence[str | Path]) -> Iterator[Found | InputRow]:
    for path in paths:
        if str(path) == "-":
            yield Found(None, "-")
        else:
            yield from find_files(Path(path))


def _read_file(found: Found) -> Iterator[Article | InputRow]:
    assert found.path is not None
    try:
        with open_file(found.path, found.origin) as source:
            yield from _read_source(source, found.path.name)
    except PermissionError:
        yield problem_row(found.origin, Problem.NO_PERMISSION)
    except FileTooLarge:
        yield problem_row(found.origin, Problem.FILE_TOO_LARGE)
    except OSError:
        yield problem_row(found.origin, Problem.UNREADABLE)


def _read_stream(stream: BinaryIO) -> Iterator[Article | InputRow]:
    try:
        yield from _read_source(open_stream(stream), "")
    except FileTooLarge:
        yield problem_row("-", Problem.FILE_TOO_LARGE)
    except OSError:
        yield problem_row("-", Problem.UNREADABLE)


def _read_source(source: Source, name: str) -> Iterator[Article | InputRow]:
    """What the reader of the source's format finds in it."""
    problem = _unfit(source.head)
    if problem is not None:
        yield problem_row(source.origin, problem)
        return
    reader = next(each for each in FORMATS if each.sniff(source.head, name))
    if reader is plain and opening(source.head).startswith("<?xml") and root_element(opening(source.head)):
        yield problem_row(source.origin, Problem.UNKNOWN_MARKUP)
        return
    is_void = True
    for item in reader.read(source):
        is_void = False
        yield item
    if is_void:
        yield problem_row(source.origin, Problem.NO_ENTRIES)


def _unfit(head: bytes) -> Problem | None:
    """Why an input that begins so holds no text to read: empty, or a known kind of file that is not text."""
    if not head.strip(b"\xef\xbb\xbf \t\r\n\0"):
        return Problem.EMPTY_FILE
    for signature, problem in SIGNATURES:
        if head.startswith(signature):
            is_office = problem is Problem.ARCHIVE and any(
                member in head[:4_096] for member in OFFICE_MEMBERS
            )
            return Problem.OFFICE_FILE if is_office else problem
    if any(head.startswith(mark) for mark, _ in MARKS):
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if even + odd and min(even, odd) * 20 < max(even, odd) and max(even, odd) * 5 > len(head):
        return None
    controls = len(head) - len(head.translate(None, CONTROLS))
    return Problem.BINARY if controls * 100 > len(head) else None
