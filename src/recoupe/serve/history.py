"""How a claim came to stand as it does: which origin told it when, what contradicted, replaced or settled it."""

from __future__ import annotations

from typing import NamedTuple

from recoupe.model import AccountRow
from recoupe.serve.reading import Reading

MOST_ORIGINS = 12


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
