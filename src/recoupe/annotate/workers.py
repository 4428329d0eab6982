"""Annotation in several processes: articles go there and annotations come back as bytes, each process loads the parser once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

import msgspec

from recoupe.annotate.parses import OpenParses, Parses, RecentParses
from recoupe.annotate.reading import has_parser, load_parser
from recoupe.languages import LANGUAGES
from recoupe.model import Annotation, Article
from recoupe.processes import map_in_processes

SHARE = 16  # articles given to a process at once

_parses: Parses = RecentParses()  # of this process, from its start to its end


def annotate_in_workers(
    articles: Iterable[Article], workers: int, parses: OpenParses
) -> Iterator[Annotation]:
    """The annotation of each article, in the order given, made by ``workers`` processes (``processes.map_in_processes``).

    ``parses`` opens in each of them what remembers texts that were parsed before.
    """
    parses()  # what is wrong with its files is said here, once
    left = iter(articles)
    shares = iter(lambda: list(islice(left, SHARE)), [])
    packed = map(msgspec.msgpack.encode, shares)
    for done in map_in_processes(_annotate_share, packed, workers, partial(_start, parses)):
        yield from msgspec.msgpack.decode(done, type=list[Annotation])


def _start(parses: OpenParses) -> None:
    """Load what every share needs."""
    global _parses
    _parses = parses()
    for language in LANGUAGES:
        if has_parser(language):
            load_parser(language)


def _annotate_share(packed: bytes) -> bytes:
    from recoupe.annotate import annotate

    articles = msgspec.msgpack.decode(packed, type=list[Article])
    return msgspec.msgpack.encode(list(annotate(articles, parses=lambda: _parses)))
