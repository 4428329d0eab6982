"""What the parser found in a text, apart from the parser: kept, so that a text that comes again is not parsed again.

Most news is copied. A parse depends on its text and on the parser alone, so that with a memory or without one the
records are the same.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from typing import NamedTuple, Protocol

import msgspec

PARSERS = {"fr": "fr_core_news_md", "en": "en_core_web_md"}
REMEMBERED = 5_000  # texts that a process holds; about 20 MB
SHORTEST_KEPT_CHARS = 40  # a shorter text is parsed in no time


class Word(NamedTuple):
    """A word of a parse: its grammar, whether it is a blank, opens a sentence, is followed by a space, and how many words on its head stands."""

    text: str
    blank: int
    lemma: str
    pos: str
    dep: str
    morph: str
    opens: int
    spaced: int
    head: int


class Parse(NamedTuple):
    """The words of a text, and its names: first word, last word (end exclusive), label."""

    words: Sequence[Word]
    names: Sequence[tuple[int, int, str]]


class Parses(Protocol):
    """Where parses are remembered."""

    def recall(self, language: str, texts: Sequence[str]) -> dict[str, Parse]:
        """The parses of those texts that were kept."""
        ...

    def keep(self, language: str, parses: Mapping[str, Parse]) -> None:
        """Remember these parses, by their texts."""
        ...


OpenParses = Callable[[], Parses]
"""Opens a memory of parses, once in each process: what it is made of can be pickled."""


class RecentParses:
    """The last ``limit`` texts parsed in this process, packed; ``further`` memories are asked for others in this order, and
    each keeps what is new."""

    def __init__(self, *further: Parses, limit: int = REMEMBERED):
        self._further = further
        self._limit = limit
        self._packed: dict[bytes, bytes] = {}

    def recall(self, language: str, texts: Sequence[str]) -> dict[str, Parse]:
        found = {
            text: unpack(packed)
            for text in texts
            if (packed := self._packed.get(digest(language, text))) is not None
        }
        for memory in self._further:
            if missing := [text for text in texts if text not in found]:
                found.update(memory.recall(language, missing))
        return found

    def keep(self, language: str, parses: Mapping[str, Parse]) -> None:
        for text, parse in parses.items():
            if len(text) >= SHORTEST_KEPT_CHARS:
                self._packed[digest(language, text)] = pack(parse)
        for oldest in list(self._packed)[: max(0, len(self._packed) - self._limit)]:
            del self._packed[oldest]
        for memory in self._further:
            memory.keep(language, parses)


def digest(language: str, text: str) -> bytes:
    """What a parse is known by: 16 bytes of the digest of the text, the language and the parser's version."""
    known = f"{_parser_version(language)}\0{text}"
    return hashlib.sha256(known.encode("utf-8", "surrogatepass")).digest()[:16]


@cache
def _parser_version(language: str) -> str:
    return f"{language} {version('spacy')} {version(PARSERS[language])}"


def pack(parse: Parse) -> bytes:
    """A parse in few bytes: a table of its strings, then columns of numbers, deflated."""
    table: dict[str, int] = {}

    def number(words: Iterable[str]) -> list[int]:
        return [table.setdefault(word, len(table)) for word in words]

    columns = list(zip(*parse.words, strict=True)) or [()] * len(Word._fields)
    numbers = [number(column) if isinstance((*column, "")[0], str) else column for column in columns]
    names = [(first, last, number([label])[0]) for first, last, label in parse.names]
    return zlib.compress(msgspec.msgpack.encode((list(table), numbers, names)), 1)


def unpack(packed: bytes) -> Parse:
    """The parse that ``pack`` packed."""
    strings, numbers, names = msgspec.msgpack.decode(zlib.decompress(packed))
    textual = [field in ("text", "lemma", "pos", "dep", "morph") for field in Word._fields]
    columns = [
        [strings[number] for number in column] if told else column
        for told, column in zip(textual, numbers, strict=True)
    ]
    return Parse(
        [Word(*row) for row in zip(*columns, strict=True)],
        [(first, last, strings[label]) for first, last, label in names],
    )
