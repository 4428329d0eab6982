"""How a claim came to stand as it does: which origin told it when, what contradicted, replaced or settled it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from recoupe.crosscheck.replay import Stood
from recoupe.model import AccountRow, Standing
from recoupe.serve.reading import Reading
from recoupe.views.dates import stretch_of

MOST_ORIGINS = 12
PAST_WIDTH = 560.0
NARROWEST = 10.0
"""The least width of a stretch in drawing units, however short it was."""


class Step(NamedTuple):
    """One thing that bore on a claim: the day in words, what it was, the other row's address where there is one."""

    day: str
    words: str
    href: str | None = None
    against: bool = False


def history_of(reading: Reading, row: AccountRow) -> list[Step]:
    """The steps in the order of the days on which the articles came out; what has no day last."""
    steps = [*_origins(reading, row), *_relations(reading, row)]
    return [step for _, step in sorted(steps, key=lambda item: item[0])]


def _origins(reading: Reading, row: AccountRow) -> list[tuple[int, Step]]:
    """Each lineage when its first article came out, counted as they came."""
    w = reading.digest.wording
    first = []
    for lineage in row.lineages:
        known = [
            (day, article) for article in lineage.articles if (day := _day(reading, article)) is not None
        ]
        article = min(known)[1] if known else next(iter(lineage.articles), "")
        first.append((min(known)[0] if known else 10**7, article, lineage))
    first.sort(key=lambda item: (item[0], item[1]))
    found = []
    for number, (day, article, lineage) in enumerate(first[:MOST_ORIGINS], 1):
        chain = [link.name for link in reading.rows.chain(row, lineage)]
        key = "first_origin" if number == 1 else "more_origin"
        words = w(f"room.history.{key}", n=w.number(number), chain=" ← ".join(chain))
        when = w.published(reading.account.published.get(article))
        found.append((day, Step(when, words, reading.rows.article_href(article))))
    return found


def _relations(reading: Reading, row: AccountRow) -> list[tuple[int, Step]]:
    """What other rows do to this one, dated by their first article."""
    w = reading.digest.wording
    found = []
    for view in reading.rows.view(row).relations:
        other = reading.digest.rows.get(view.key)
        days = [
            (day, evidence.id)
            for evidence in (other.evidence if other else ())
            if (day := _day(reading, evidence.id)) is not None
        ]
        day, article = min(days, default=(10**7, ""))
        when = w.published(reading.account.published.get(article))
        words = f"{view.words}{w('grammar.colon')}{view.summary}"
        found.append((day, Step(when, words, view.href, view.contradicts)))
    return found


def _day(reading: Reading, article: str) -> int | None:
    days = reading.day_of(article)
    return days.first if days.first is not None else days.last


class Stretch(NamedTuple):
    """A time in which a claim stood as it did: since when (in words), how and why, and its place in drawing units.

    ``standing`` is None for a time in which no row told it.
    """

    since: str
    standing: Standing | None
    lineages: int
    because: str
    x: float
    width: float


def draw_past(reading: Reading, row: AccountRow, stood: Sequence[Stood]) -> list[Stretch]:
    """How a row stood from day to day as its articles came out, the last stretch up to the last day of the situation.

    Where the row stands otherwise now, by articles whose day is not known, that is one more stretch.
    """
    w = reading.digest.wording
    days = [stretch_of(each.day, each.day).first or 0 for each in stood]
    end = max([reading.digest.days.last or 0, *(day + 1 for day in days)])
    whole = max(1, end - days[0]) if days else 1
    room = PAST_WIDTH - NARROWEST * len(days)
    found, x = [], 0.0
    for each, (day, following) in zip(stood, pairwise([*days, end]), strict=True):
        width = NARROWEST + room * (following - day) / whole
        because = reading.rows.naming(each.because, row.lineages)
        found.append(Stretch(w.date(each.day, each.day), each.standing, each.lineages, because, x, width))
        x += width
    if not found or (found[-1].standing, found[-1].lineages) != (row.standing, len(row.lineages)):
        because = reading.rows.naming(row.because, row.lineages)
        found.append(Stretch(w("room.past.now"), row.standing, len(row.lineages), because, 0.0, 0.0))
    return found
