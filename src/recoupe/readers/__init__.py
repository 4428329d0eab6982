"""Files, folders and standard input into articles. One module a format, each with ``sniff`` and ``read``.

``sniff(head, name) -> bool`` says whether an input, seen from its first bytes (and for tables its name), is of the
format; ``read(source)`` yields its articles in order, a row for each part that failed, after an article the rows
that say what of it was lost, and parts and links to be read in turn (``source.Item``). Articles without an id are named
here. Nothing an input holds raises an exception.

Plain text and JSON Lines are read in this process: they are cut in bounded pieces and only decoded. Everything else is
read by a process apart, under limits of time and memory (``guard``, ``child``).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow
from recoupe.readers import lines, plain
from recoupe.readers.folders import Found, find_files
from recoupe.readers.formats import find_format, read_source
from recoupe.readers.guard import read_guarded
from recoupe.readers.naming import Copies, Names
from recoupe.readers.source import FileTooLarge, Link, Source, open_file, open_stream

MAX_STREAM_BYTES = 1_000_000_000

Fetch = Callable[[Link], Iterator[Article | InputRow]]

__all__ = ["count_inputs", "read_paths"]


def read_paths(
    paths: Sequence[str | Path], stdin: BinaryIO | None = None, fetch: Fetch | None = None
) -> Iterator[Article | InputRow]:
    """The articles under these paths, in order, and a row for each input that failed, is damaged or stands twice.

    Folders are read through, in the order of their sorted paths; ``-`` reads ``stdin``; an address (http, https) is given
    to ``fetch`` (``readers.fetch``), as are those that lists of feeds and references hold, and fails without one. An article
    that is read but damaged comes first, then its row (status ``partial``) with the same origin. Streams: one article
    is held at a time.
    """
    names = Names()
    copies = Copies()
    for found in _find_all(paths):
        if isinstance(found, InputRow):
            yield found
        elif isinstance(found, Link):
            yield from names.give(_follow(found, fetch), "")
        elif found.path is None:
            yield from (
                names.give(_read_stream(stdin, fetch), "") if stdin else [problem_row("-", Problem.NOT_FOUND)]
            )
        elif (original := copies.original_of(found.path)) is not None:
            yield problem_row(found.origin, Problem.DUPLICATE_FILE, article=original)
        else:
            yield from copies.note(found.path, names.give(_read_file(found, fetch), found.path.stem))


def count_inputs(paths: Sequence[str | Path]) -> int:
    """About how many inputs ``read_paths`` will give: lines of JSON Lines files, and one for every other file."""
    total = 0
    for found in _find_all(paths):
        if not isinstance(found, Found) or found.path is None:
            total += 1
            continue
        try:
            with open_file(found.path, found.origin) as source:
                total += lines.count(source) if lines.sniff(source.head, found.path.name) else 1
        except OSError:
            total += 1
    return total


def _find_all(paths: Sequence[str | Path]) -> Iterator[Found | InputRow | Link]:
    for path in paths:
        if str(path) == "-":
            yield Found(None, "-")
        elif str(path).lower().startswith(("http://", "https://")):
            yield Link(str(path), str(path))
        else:
            yield from find_files(Path(path))


def _read_file(found: Found, fetch: Fetch | None) -> Iterator[Article | InputRow]:
    assert found.path is not None
    try:
        with open_file(found.path, found.origin) as source:
            if _stays_here(source, found.path.name):
                yield from _read_here(source, found.path.name)
                return
    except PermissionError:
        yield problem_row(found.origin, Problem.NO_PERMISSION)
    except FileTooLarge:
        yield problem_row(found.origin, Problem.FILE_TOO_LARGE)
    except OSError:
        yield problem_row(found.origin, Problem.UNREADABLE)
    else:
        yield from _followed(
            read_guarded(found.path, found.origin, found.path.name, found.path.parent), fetch
        )


def _read_stream(stream: BinaryIO, fetch: Fetch | None) -> Iterator[Article | InputRow]:
    """Standard input; what is not read in this process is laid in a file first."""
    try:
        source = open_stream(stream)
        if _stays_here(source, ""):
            yield from _read_here(source, "")
            return
        with tempfile.NamedTemporaryFile(prefix="recoupe-") as file:
            while piece := source.stream.read(1 << 20):
                file.write(piece)
                if file.tell() > MAX_STREAM_BYTES:
                    raise FileTooLarge
            file.flush()
            yield from _followed(read_guarded(Path(file.name), "-", "", None), fetch)
    except FileTooLarge:
        yield problem_row("-", Problem.FILE_TOO_LARGE)
    except OSError:
        yield problem_row("-", Problem.UNREADABLE)


def _stays_here(source: Source, name: str) -> bool:
    """Whether an input is of a kind that is read in this process, or has no reader at all."""
    reader = find_format(source.head, name)
    return (
        isinstance(reader, Problem)
        or reader is plain
        or (reader is lines and not lines.is_one_value(source.head))
    )


def _read_here(source: Source, name: str) -> Iterator[Article | InputRow]:
    """What an input holds, read in this process; plain text and JSON Lines name no addresses."""
    for item in read_source(source, name):
        assert not isinstance(item, Link)
        yield item


def _followed(
    items: Iterator[Article | InputRow | Link], fetch: Fetch | None
) -> Iterator[Article | InputRow]:
    """The items, each link in its place replaced by what is behind it."""
    for item in items:
        if isinstance(item, Link):
            yield from _follow(item, fetch)
        else:
            yield item


def _follow(link: Link, fetch: Fetch | None) -> Iterator[Article | InputRow]:
    yield from fetch(link) if fetch else [problem_row(link.origin, Problem.FETCH_OFF)]
