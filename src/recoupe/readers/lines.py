"""JSON Lines: one article a line, streamed. Also a JSON file that holds one article or an array of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

import msgspec

from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow
from recoupe.readers.decoding import LOST, decode, opening, text_stream
from recoupe.readers.fields import article_from
from recoupe.readers.source import Source

MAX_LINE_CHARS = 16_000_000


def sniff(head: bytes, name: str) -> bool:
    """Whether the input begins as a JSON object, or an array of them, does."""
    start = "".join(opening(head)[:200].split())
    return start.startswith(('{"', "{}", '[{"')) or start == "[]"


def read(source: Source) -> Iterator[Article | InputRow]:
    """The articles, in order; a line that is no JSON object is a failed row and the others are read."""
    for value, origin in values(source):
        if isinstance(value, dict):
            yield from article_from(value, origin)
        else:
            yield problem_row(origin, value if isinstance(value, Problem) else Problem.LINE_BROKEN)


def values(source: Source) -> Iterator[tuple[Any, str]]:
    """Each line's JSON value with its origin, or the values of a file that is one array, or one value over several lines.

    In place of a value that cannot be read stands None, or the ``Problem`` with it.
    """
    if is_one_value(source.head):
        value = _parse(decode(source.read_whole()).text)
        if isinstance(value, list):
            yield from ((each, f"{source.origin}#{number}") for number, each in enumerate(value, start=1))
        else:
            yield value, source.origin
        return
    with text_stream(source) as stream:
        for number, line in _bounded_lines(stream):
            if line is None:
                yield Problem.LINE_TOO_LONG, f"{source.origin}#{number}"
            elif words := line.strip("\ufeff \t\r\n\0"):
                yield _parse(words), f"{source.origin}#{number}"


def is_one_value(head: bytes) -> bool:
    """Whether a JSON file is an array, or one object over several lines, and so has to be read whole."""
    first_line = opening(head).split("\n", 1)[0].strip()
    return first_line.startswith("[") or first_line == "{"


def count(source: Source) -> int:
    """How many lines the input has."""
    return sum(chunk.count(b"\n") for chunk in iter(lambda: source.stream.read(1 << 20), b"")) + 1


def _bounded_lines(stream: TextIO) -> Iterator[tuple[int, str | None]]:
    """The lines with their numbers from 1; None for one of more than ``MAX_LINE_CHARS``, which is never held whole."""
    number = 0
    while line := stream.readline(MAX_LINE_CHARS + 1):
        number += 1
        if len(line) <= MAX_LINE_CHARS or line.endswith("\n"):
            yield number, line
            continue
        while line and not line.endswith("\n"):
            line = stream.readline(MAX_LINE_CHARS)
        yield number, None


def _parse(words: str) -> Any:
    """The JSON value; None where it is none. Read with msgspec, what that refuses (NaN, half emoji) once more with ``json``."""
    try:
        return msgspec.json.decode(words)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        pass
    try:
        return _without_surrogates(json.loads(words, parse_constant=lambda _: None))
    except (ValueError, RecursionError):
        return None


def _without_surrogates(value: Any) -> Any:
    """A JSON object or array of objects whose strings can all be encoded: half a surrogate pair is a lost character."""
    if isinstance(value, str):
        return "".join(LOST if "\ud800" <= letter <= "\udfff" else letter for letter in value)
    if isinstance(value, list):
        return [_without_surrogates(each) for each in value]
    if isinstance(value, dict):
        return {_without_surrogates(name): _without_surrogates(each) for name, each in value.items()}
    return value
