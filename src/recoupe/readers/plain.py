"""Plain text: one file, one article, its text exactly as decoded."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.model import Article, InputRow
from recoupe.readers.decoding import decode
from recoupe.readers.fields import make_article
from recoupe.readers.source import Source


def sniff(head: bytes, name: str) -> bool:
    """Whatever nothing else recognised is plain text."""
    return bool(head)


def read(source: Source) -> Iterator[Article | InputRow]:
    """The article: line ends, blank lines and header lines are all kept."""
    text, _, is_broken = decode(source.read_whole())
    yield from make_article(source.origin, text, is_broken=is_broken)
