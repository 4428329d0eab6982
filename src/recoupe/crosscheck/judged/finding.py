"""What an anchor stands for now: the place, row or actor that a decision is about, found again.

A new analysis moves a span by a word, a new article joins a row, an actor gains a name. So a place is found again where
at least half of it and of what is there now is the same, a row by the places it rests on, an actor by its mentions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from recoupe.decisions import ActorAnchor, PassageAnchor, RowAnchor
from recoupe.model import AccountRow, ActorRow, EventRow, RelationRow

SAME_SHARE = 0.5

Place = tuple[str, int, int]


def is_same(anchor: PassageAnchor, place: Place) -> bool:
    """Whether a place (article, start, end) is the anchor's: at least half of what both cover, both cover."""
    article, start, end = place
    if anchor.article != article:
        return False
    if (anchor.start, anchor.end) == (start, end):
        return True
    shared = min(anchor.end, end) - max(anchor.start, start)
    return shared > 0 and shared >= SAME_SHARE * (max(anchor.end, end) - min(anchor.start, start))


def relation_key(anchor: RowAnchor, rows: Finder) -> str:
    """The key that a relation has between what its two ends stand for now, whether there is such a relation or not."""
    one, other = (rows.find(end) for end in anchor.ends)
    return f"relation-{anchor.type}-{one}-{other}"


@dataclass(frozen=True, slots=True)
class Standing:
    """Something that an anchor may stand for: its kind and type as in ``RowAnchor``, its places, and a key to tell it by."""

    key: str
    row: str
    type: str | None
    places: Sequence[Place]


def find_row(anchor: RowAnchor, rows: Iterable[Standing]) -> str | None:
    """The key of the row or claim that an anchor stands for: the one with most of its passages, the first of them first.

    Of several that have as many, the one that still has the anchor's key, else the first in alphabetical order.
    """
    ranked = []
    for row in rows:
        if row.row != anchor.row or row.type != anchor.type:
            continue
        met = [any(is_same(passage, place) for place in row.places) for passage in anchor.passages]
        if any(met):
            ranked.append((-sum(met), not met[0], row.key != anchor.key, row.key))
    return min(ranked)[3] if ranked else None


def stands_whole(anchor: RowAnchor | ActorAnchor, row: AccountRow | None) -> bool:
    """Whether a row that has the anchor's key rests on every place that the anchor does: no other row can stand for it then."""
    if row is None:
        return False
    places = {(e.id, e.start, e.end) for e in row.evidence}
    if isinstance(anchor, ActorAnchor):
        met = [(m.article, m.start, m.end) in places for m in anchor.mentions]
        return isinstance(row, ActorRow) and bool(met) and all(met)
    if str(row.__struct_config__.tag) != anchor.row or anchor.ends:
        return False
    if anchor.type != (row.type.value if isinstance(row, EventRow) else None):
        return False
    return bool(anchor.passages) and all((p.article, p.start, p.end) in places for p in anchor.passages)


class Finder(Protocol):
    """What finds in an account what anchors stand for; each gives a row's key, None where there is none any more."""

    def find(self, anchor: RowAnchor) -> str | None: ...

    def actor_at(self, passage: PassageAnchor) -> str | None: ...

    def find_actor(self, anchor: ActorAnchor) -> str | None: ...


class Rows:
    """The rows of an account, to find anchors in."""

    def __init__(self, rows: Sequence[AccountRow]):
        self._by_key = {row.key: row for row in rows}
        self._by_article: dict[str, list[Standing]] = {}
        for row in rows:
            if isinstance(row, ActorRow | RelationRow):
                continue
            standing = Standing(
                key=row.key,
                row=str(row.__struct_config__.tag),
                type=row.type.value if isinstance(row, EventRow) else None,
                places=[(e.id, e.start, e.end) for e in row.evidence],
            )
            for article in sorted({place[0] for place in standing.places}):
                self._by_article.setdefault(article, []).append(standing)
        self._mentions = {
            (e.id, e.start, e.end): row.key for row in rows if isinstance(row, ActorRow) for e in row.evidence
        }

    def find(self, anchor: RowAnchor) -> str | None:
        """The key of the row that an anchor stands for, None where there is none any more."""
        if anchor.ends:
            return self._find_relation(anchor)
        near = {
            standing.key: standing
            for passage in anchor.passages
            for standing in self._by_article.get(passage.article, ())
        }
        return find_row(anchor, near.values())

    def _find_relation(self, anchor: RowAnchor) -> str | None:
        key = relation_key(anchor, self)
        return key if key in self._by_key else None

    def actor_at(self, passage: PassageAnchor) -> str | None:
        """The key of the actor mentioned at a place."""
        return self._mentions.get((passage.article, passage.start, passage.end))

    def find_actor(self, anchor: ActorAnchor) -> str | None:
        """The key of the actor that has most of an anchor's mentions; by its name where none is found."""
        counts: dict[str, int] = {}
        for m in anchor.mentions:
            key = self._mentions.get((m.article, m.start, m.end))
            if key is not None:
                counts[key] = counts.get(key, 0) + 1
        if counts:
            return min(counts, key=lambda key: (-counts[key], key != anchor.key, key))
        row = self._by_key.get(anchor.key)
        return anchor.key if isinstance(row, ActorRow) and row.actor.name == anchor.name else None
