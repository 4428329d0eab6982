"""Plain text: one file, one article, its text exactly as decoded."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow
from recoupe.readers.decoding import decode
from recoupe.readers.source import MAX_TEXT_CHARS, Source


def sniff(head: bytes, name: str) -> bool:
    """Whatever nothing else recognised is plain text."""
    return bool(head)


def read(source: Source) -> Iterator[Article | InputRow]:
    """The article: line ends, blank lines and header lines are all kept."""
    text, _, damaged = decode(source.read_whole())
    if not any(map(str.isalnum, text)):
        yield problem_row(source.origin, Problem.NO_TEXT)
        return
    if len(text) > MAX_TEXT_CHARS:
        yield problem_row(source.origin, Problem.TEXT_TOO_LONG)
        return
    yield Article(id="", text=text, origin=source.origin)
    if damaged:
        yield problem_row(source.origin, Problem.DAMAGED_TEXT)
