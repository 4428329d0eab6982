"""What an anchor stands for now: the place, row or actor that a decision is about, found again.

A new analysis moves a span by a word, cuts a clause off it, puts a title before a name; a new article joins a row. So a place
is found again where at least half of it and of what is there now is the same, a row by the places it rests on, an actor by
its mentions. Where no place of a row is found so, one counts that lies nearly whole in what is there now, or the other way.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from recoupe.decisions import ActorAnchor, PassageAnchor, RowAnchor
from recoupe.model import AccountRow, ActorRow, EventRow, RelationRow

SAME_SHARE = 0.5
WITHIN_SHARE = 0.9
"""How much of the shorter of two places must lie in the longer, where they are not the same."""
SHORTEST_WITHIN = 12
"""How many characters the shorter of them has at least: a number or a name lies in many sentences."""

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


def is_near(anchor: PassageAnchor, place: Place) -> bool:
    """Whether of an anchor and a place (article, start, end) one lies nearly whole in the other, and is more than a word."""
    article, start, end = place
    shorter = min(anchor.end - anchor.start, end - start)
    shared = min(anchor.end, end) - max(anchor.start, start)
    return anchor.article == article and shorter >= SHORTEST_WITHIN and shared >= WITHIN_SHARE * shorter


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

    Of several that have as many, the one that still has the anchor's key, else the first in alphabetical order. Where
    none has any, the one that has most of them nearly.
    """
    alike = [row for row in rows if row.row == anchor.row and row.type == anchor.type]
    for meets in (is_same, is_near):
        ranked = []
        for row in alike:
            met = [any(meets(passage, place) for place in row.places) for passage in anchor.passages]
            if any(met):
                ranked.append((-sum(met), not met[0], row.key != anchor.key, row.key))
        if ranked:
            return min(ranked)[3]
    return None


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


def standing_of(row: AccountRow) -> Standing:
    """A row of an account as something that an anchor may stand for."""
    return Standing(
        key=row.key,
        row=str(row.__struct_config__.tag),
        type=row.type.value if isinstance(row, EventRow) else None,
        places=[(e.id, e.start, e.end) for e in row.evidence],
    )


class Rows:
    """The rows of an account, to find anchors in; what that needs is made when it is first asked for."""

    def __init__(self, rows: Sequence[AccountRow]):
        self._rows = rows

    @cached_property
    def by_key(self) -> dict[str, AccountRow]:
        """Every row by its key."""
        return {row.key: row for row in self._rows}

    @cached_property
    def by_article(self) -> dict[str, list[AccountRow]]:
        """For each article the rows that rest on it, but actors and relations."""
        found: dict[str, list[AccountRow]] = defaultdict(list)
        for row in self._rows:
            if not isinstance(row, ActorRow | RelationRow):
                for article in {evidence.id for evidence in row.evidence}:
                    found[article].append(row)
        return found

    @cached_property
    def _mentions(self) -> dict[str, list[tuple[int, int, str]]]:
        """For each article the actors that are mentioned in it: start, end and the key of the row."""
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for row in self._rows:
            if isinstance(row, ActorRow):
                for evidence in row.evidence:
                    found[evidence.id].append((evidence.start, evidence.end, row.key))
        return found

    def near(self, passages: Iterable[PassageAnchor]) -> list[AccountRow]:
        """The rows that rest on an article of these passages, each once."""
        found = {row.key: row for p in passages for row in self.by_article.get(p.article, ())}
        return list(found.values())

    def find(self, anchor: RowAnchor) -> str | None:
        """The key of the row that an anchor stands for, None where there is none any more."""
        if anchor.ends:
            key = relation_key(anchor, self)
            return key if key in self.by_key else None
        kept = self.by_key.get(anchor.key)
        if stands_whole(anchor, kept):
            return anchor.key
        return find_row(anchor, map(standing_of, self.near(anchor.passages)))

    def actor_at(self, passage: PassageAnchor) -> str | None:
        """The key of the actor mentioned at a place: at that very place, else the first in or around it."""
        over = [
            ((start, end) != (passage.start, passage.end), start, key)
            for start, end, key in self._mentions.get(passage.article, ())
            if start < passage.end and passage.start < end
        ]
        return min(over)[2] if over else None

    def find_actor(self, anchor: ActorAnchor) -> str | None:
        """The key of the actor that has most of an anchor's mentions; by its name where none is found."""
        row = self.by_key.get(anchor.key)
        if stands_whole(anchor, row):
            return anchor.key
        counts = Counter(key for mention in anchor.mentions if (key := self.actor_at(mention)) is not None)
        if counts:
            return min(counts, key=lambda key: (-counts[key], key != anchor.key, key))
        return anchor.key if isinstance(row, ActorRow) and row.actor.name == anchor.name else None
