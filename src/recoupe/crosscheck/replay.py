"""How a row of an account came to stand as it does: the account of its chapter's articles, as of the days on which they came out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec

from recoupe.crosscheck.account import crosscheck
from recoupe.crosscheck.judged import NOTHING, Decided
from recoupe.crosscheck.meaning import Encoder
from recoupe.crosscheck.sketches import HeldArticles
from recoupe.model import AccountRow, ActorRow, Annotation, Published, Record, RelationRow, Standing

MOST_DAYS = 24
"""As of how many days one row is looked for: the first ones, and the last."""


class Stood(Record, frozen=True, kw_only=True):
    """How a row stood from the end of a day (ISO 8601) on: its standing, of how many origins, and why.

    ``standing`` is None where none of the rows of that day told what it tells.
    """

    day: str
    standing: Standing | None
    lineages: int
    because: str


def bearing_articles(
    row: AccountRow, relations: Iterable[RelationRow], rows: Mapping[str, AccountRow]
) -> frozenset[str]:
    """The ids of the articles that a row and the rows it is related to come from."""
    others = {relation.target if relation.source == row.key else relation.source for relation in relations}
    found = [row, *(rows[key] for key in others if key in rows)]
    lineages = (lineage for each in found for lineage in each.lineages)
    return frozenset(article for lineage in lineages for article in lineage.articles) | frozenset(
        evidence.id for each in found for evidence in each.evidence
    )


class Past:
    """What the articles of one chapter told at the end of each day, made for each day when it is first asked for.

    The articles are dated as ``published`` knows them now; one whose last day is not known comes on no day.
    """

    def __init__(
        self,
        annotations: Sequence[Annotation],
        published: Mapping[str, Published],
        language: str = "fr",
        decided: Decided = NOTHING,
        encoder: Encoder | None = None,
    ) -> None:
        self._out_by = {
            annotation.id: latest[:10]
            for annotation in annotations
            if (latest := published[annotation.id].latest) is not None
        }
        self._annotations = [
            msgspec.structs.replace(annotation, published=published[annotation.id])
            for annotation in annotations
            if annotation.id in self._out_by
        ]
        self._language = language
        self._decided = decided
        self._encoder = encoder
        self._told: dict[str, list[AccountRow]] = {}

    def of(self, row: AccountRow, bearing: Iterable[str]) -> list[Stood]:
        """How a row stood as the articles that bear on it came out; a day on which nothing changed for it is left out.

        Where it stands otherwise now, the day on which another article of the chapter brought that about comes last.
        """
        days = sorted({self._out_by[article] for article in bearing if article in self._out_by})
        if len(days) > MOST_DAYS:
            days = [*days[: MOST_DAYS - 1], days[-1]]
        stood = [self._on(day, row) for day in days]
        if stood and not _is_as(row, stood[-1]):
            stood += self._as_now(row, days[-1])
        return _changes(stood)

    def _on(self, day: str, row: AccountRow) -> Stood:
        return _stood(day, find_again(row, self._rows(day)))

    def _as_now(self, row: AccountRow, after: str) -> list[Stood]:
        """How a row stood on the first day after another on which it stood as it does now, found by halving; nothing
        where it stood so on no day: articles of no certain day, or of other chapters, have brought it about."""
        later = sorted({day for day in self._out_by.values() if day > after})
        if not later or not _is_as(row, self._on(later[-1], row)):
            return []
        first = bisect_left(later, True, key=lambda day: _is_as(row, self._on(day, row)))
        return [self._on(later[first], row)]

    def _rows(self, day: str) -> list[AccountRow]:
        if day not in self._told:
            out = [annotation for annotation in self._annotations if self._out_by[annotation.id] <= day]
            found = crosscheck(
                HeldArticles(out), self._language, decided=self._decided, encoder=self._encoder
            )
            self._told[day] = [
                row for row in found.account().rows if not isinstance(row, ActorRow | RelationRow)
            ]
        return self._told[day]


def find_again(row: AccountRow, rows: Iterable[AccountRow]) -> AccountRow | None:
    """The row of the same kind that shares most passages with one, the first of them first; None where none shares any."""
    places = {(e.id, e.start, e.end): number for number, e in enumerate(row.evidence)}
    best: tuple[int, int, str] | None = None
    found = None
    for other in rows:
        if type(other) is not type(row):
            continue
        met = [places[place] for e in other.evidence if (place := (e.id, e.start, e.end)) in places]
        if met and (best is None or (-len(met), min(met), other.key) < best):
            best, found = (-len(met), min(met), other.key), other
    return found


def _is_as(row: AccountRow, stood: Stood) -> bool:
    """Whether a row stood as it does now: of the same standing, of as many origins."""
    return (stood.standing, stood.lineages) == (row.standing, len(row.lineages))


def _stood(day: str, row: AccountRow | None) -> Stood:
    if row is None:
        return Stood(day=day, standing=None, lineages=0, because="")
    return Stood(day=day, standing=row.standing, lineages=len(row.lineages), because=row.because)


def _changes(stood: Sequence[Stood]) -> list[Stood]:
    """The first day on which the row stood, and each on which its standing or the number of its origins was another."""
    first = next((number for number, each in enumerate(stood) if each.standing is not None), len(stood))
    told = stood[first:]
    changed = [
        after
        for before, after in pairwise(told)
        if (before.standing, before.lineages) != (after.standing, after.lineages)
    ]
    return [*told[:1], *changed]
