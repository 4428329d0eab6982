"""The chapters of an account: sets of articles that are told apart from all others.

Claims, relations and the ledger look no further than the chapter, so that new articles touch the chapters that they
come into and leave the rest as it stands. A small dossier is one chapter. In a large one each matter is a chapter of
its own, and a matter that is too large is cut by years, months, weeks and days, never through a story or a copy.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import msgspec

from recoupe import __version__
from recoupe.crosscheck.lineages import trace_lineages
from recoupe.crosscheck.outlines import Outline
from recoupe.model import Lineage, Record

LARGEST = 120  # articles of one chapter, where a story or a day is not larger
UNDATED = "9999"

PERIODS: tuple[Callable[[date], tuple[int, ...]], ...] = (
    lambda day: (day.year,),
    lambda day: (day.year, day.month),
    lambda day: tuple(day.isocalendar()[:2]),
    lambda day: (day.toordinal(),),
)


class Division(Record, frozen=True, array_like=True):
    """The articles of a chapter, by their ids, and the digest of what is known of them (``digest_chapter``)."""

    articles: tuple[str, ...]
    digest: str


def divide_dossier(outline: Outline) -> tuple[tuple[Lineage, ...], list[Division]]:
    """The lineages of whole articles, and the chapters that they are told in."""
    lineages = trace_lineages(outline.sketches, outline.matches, outline.identities, outline.language)
    chapters = divide_chapters(outline, lineages.groups)
    return lineages.whole(), [Division(each, digest_chapter(outline.part(each))) for each in chapters]


def divide_chapters(outline: Outline, copies: Iterable[frozenset[str]] = ()) -> list[tuple[str, ...]]:
    """The articles of each chapter, by their ids; chapters in the order of their first ids.

    ``copies`` are the sets of articles that took much from one another.
    """
    articles = sorted(outline.articles)
    if len(articles) <= LARGEST:
        return [tuple(articles)] if articles else []
    matters: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        matters[outline.threads[article]].append(article)
    kept_together = _kept_together(outline, copies)
    found = []
    for members in matters.values():
        begun: dict[str, str] = {}
        for article in sorted(members, key=outline.order):
            begun.setdefault(kept_together[article], outline.order(article)[0])
        days = {article: begun[kept_together[article]] for article in members}
        found += _cut(members, days, PERIODS)
    return sorted(tuple(part) for part in found)


def _kept_together(outline: Outline, copies: Iterable[frozenset[str]]) -> dict[str, str]:
    """By article, the first article of those that no chapter may part: its story, and what took much from it."""
    root = {article: article for article in outline.articles}

    def find(article: str) -> str:
        while root[article] != article:
            root[article] = root[root[article]]
            article = root[article]
        return article

    copied = ((article, min(group)) for group in copies for article in sorted(group))
    for one, other in (*outline.stories.items(), *copied):
        low, high = sorted((find(one), find(other)))
        root[high] = low
    return {article: find(article) for article in root}


def _cut(
    articles: Sequence[str], days: dict[str, str], periods: Sequence[Callable[[date], tuple[int, ...]]]
) -> list[Sequence[str]]:
    """The articles as one part if it is small enough or no shorter period is left, else cut by the longest period that is."""
    if len(articles) <= LARGEST or not periods:
        return [articles]
    parts: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for article in articles:
        day = days[article]
        parts[() if day >= UNDATED else periods[0](date.fromisoformat(day[:10]))].append(article)
    return [smaller for part in parts.values() for smaller in _cut(part, days, periods[1:])]


def digest_chapter(outline: Outline) -> str:
    """What stands for everything but rulings that the rows of a chapter are made of (``outline`` is that of the chapter)."""
    digest = hashlib.sha256()
    encode = msgspec.json.Encoder(order="sorted").encode
    digest.update(encode([__version__, outline.language, outline.is_whole]))
    for sketch in outline.sketches:
        article = sketch.id
        known = [outline.published[article], outline.stories[article], outline.threads[article]]
        digest.update(encode([sketch.digest, known]))
    actors = outline.identities.actors
    digest.update(encode([list(outline.matches), [actors[key] for key in sorted(actors)]]))
    digest.update(encode([[*member, key] for member, key in sorted(outline.identities.keys.items())]))
    return digest.hexdigest()
