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
from recoupe.crosscheck.situation import Situation

LARGEST = 120  # articles of one chapter, where a story or a day is not larger
UNDATED = "9999"

PERIODS: tuple[Callable[[date], tuple[int, ...]], ...] = (
    lambda day: (day.year,),
    lambda day: (day.year, day.month),
    lambda day: tuple(day.isocalendar()[:2]),
    lambda day: (day.toordinal(),),
)


def divide_chapters(situation: Situation, copies: Iterable[frozenset[str]] = ()) -> list[tuple[str, ...]]:
    """The articles of each chapter, by their ids; chapters in the order of their first ids.

    ``copies`` are the sets of articles that took much from one another.
    """
    articles = sorted(situation.by_id)
    if len(articles) <= LARGEST:
        return [tuple(articles)] if articles else []
    matters: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        matters[situation.threads[article]].append(article)
    kept_together = _kept_together(situation, copies)
    found = []
    for members in matters.values():
        begun: dict[str, str] = {}
        for article in sorted(members, key=situation.order):
            begun.setdefault(kept_together[article], situation.order(article)[0])
        days = {article: begun[kept_together[article]] for article in members}
        found += _cut(members, days, PERIODS)
    return sorted(tuple(part) for part in found)


def _kept_together(situation: Situation, copies: Iterable[frozenset[str]]) -> dict[str, str]:
    """By article, the first article of those that no chapter may part: its story, and what took much from it."""
    root = {article: article for article in situation.by_id}

    def find(article: str) -> str:
        while root[article] != article:
            root[article] = root[root[article]]
            article = root[article]
        return article

    copied = ((article, min(group)) for group in copies for article in sorted(group))
    for one, other in (*situation.stories.items(), *copied):
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


def digest_chapter(situation: Situation) -> str:
    """What stands for everything that the rows of a chapter are made of (``situation`` is that of the chapter)."""
    digest = hashlib.sha256()
    encode = msgspec.json.Encoder(order="sorted").encode
    digest.update(encode([__version__, situation.language]))
    for annotation in situation.annotations:
        article = annotation.id
        known = [situation.published[article], situation.threads[article]]
        digest.update(encode(annotation))
        digest.update(encode(known))
    actors = situation.identities.actors
    digest.update(encode([list(situation.matches), [actors[key] for key in sorted(actors)]]))
    digest.update(encode([[*member, key] for member, key in sorted(situation.identities.keys.items())]))
    digest.update(encode(situation.determiners))
    digest.update(encode(list(situation.rulings.decisions)))
    return digest.hexdigest()
