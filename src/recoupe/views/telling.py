"""In which order rows are told to a reader in a hurry, and what a situation is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from recoupe.model import (
    AccountRow,
    ActorKind,
    ActorName,
    EventRow,
    EventType,
    LedgerKind,
    LedgerRow,
    PartStatus,
    PositionRow,
    QuantityRow,
    Standing,
    StatementRow,
)
from recoupe.views.dates import stretch_of

Told = EventRow | StatementRow | PositionRow | QuantityRow
Ordered = TypeVar("Ordered", bound=AccountRow)

SPOKEN = frozenset(
    {EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.SUPPORT, EventType.THREATEN}
)
"""Events that consist in saying something: told after those that consist in doing something."""
UNNAMED = frozenset({ActorKind.COLLECTIVE, ActorKind.ANONYMOUS, ActorKind.DOCUMENT})
SIDES = frozenset({ActorKind.COUNTRY, ActorKind.GOVERNMENT, ActorKind.ARMED_GROUP, ActorKind.ORGANISATION})
NAMEABLE = SIDES | {ActorKind.INSTITUTION, ActorKind.PERSON}
NAMED_ACTORS = 3
OFTEN = 1 / 2
"""A country or an organisation comes before persons in a name where it acts at least this often, beside who acts most."""

_STANDINGS = list(Standing)


def most_telling(rows: Iterable[Ordered]) -> list[Ordered]:
    """Rows by standing, then independent origins (most first), then news value, newest first among equals.

    News value: rows that name nobody last; deeds before words, two named parties before one, dated before undated.
    """
    return sorted(
        rows,
        key=lambda row: (
            _STANDINGS.index(row.standing),
            _nobody(row),
            -len(row.lineages),
            _demerits(row),
            -_day(row),
            row.key,
        ),
    )


def most_awaited(rows: Iterable[LedgerRow]) -> list[LedgerRow]:
    """Ledger rows: what may still come first, then what is wholly open, named parties, threats and predictions, origins and day."""

    def order(row: LedgerRow) -> tuple[bool | int | str, ...]:
        event = next((part for part in row.parts if part.aspect == "event"), None)
        return (
            row.closed,
            event is not None and event.status is not PartStatus.OPEN,
            _parties_of_item(row) == 0,
            row.kind not in (LedgerKind.PREDICTION, LedgerKind.THREAT),
            _parties_of_item(row) < 2,
            -len(row.lineages),
            -_day(row),
            row.key,
        )

    return sorted(rows, key=order)


def situation_name(events: Sequence[EventRow], positions: Sequence[PositionRow]) -> str:
    """« Norvik, Orvanie, Ilda Marsan — Valme »: who is most often in rows, sides before persons; a place told twice or more.

    Empty where nobody is named and no place stands in several rows.
    """
    counts: Counter[str] = Counter()
    who: dict[str, ActorName] = {}
    for parties in [row.actors + row.recipients for row in events] + [(row.holder,) for row in positions]:
        for actor in parties:
            if actor.kind in NAMEABLE and _is_name(actor.name):
                who[actor.key] = actor
        counts.update({actor.key for actor in parties if actor.key in who})
    most = max(counts.values(), default=0)
    often = sorted(
        counts,
        key=lambda key: (
            who[key].kind not in SIDES or counts[key] < OFTEN * most,
            -counts[key],
            who[key].name,
        ),
    )
    words = ", ".join(who[key].name for key in often[:NAMED_ACTORS])
    places = Counter(row.place for row in events if row.place and row.place not in words)
    place = min(places, key=lambda name: (-places[name], name), default=None)
    if place is not None and places[place] > 1:
        words = f"{words} — {place}" if words else place
    return words[:1].upper() + words[1:]


def _is_name(name: str) -> bool:
    """« gouvernement » alone names nobody; « Norvik » and « gouvernement norvalien » do."""
    return name != name.lower() or len(name.split()) > 1


def named(actors: Iterable[ActorName | None]) -> int:
    """How many of these are somebody that a reader can put a name to."""
    return sum(
        1 for actor in actors if actor is not None and actor.kind not in UNNAMED and actor.name.strip()
    )


def _parties(row: AccountRow) -> int:
    if isinstance(row, EventRow):
        return named(row.actors + row.recipients)
    if isinstance(row, StatementRow):
        return named((row.speaker, row.addressee))
    if isinstance(row, PositionRow):
        return named((row.holder,))
    return 1


def _parties_of_item(row: LedgerRow) -> int:
    return sum(part.aspect in ("who", "whom") for part in row.parts) + named((row.holder,))


def _nobody(row: AccountRow) -> bool:
    return _parties(row) == 0


def _demerits(row: AccountRow) -> int:
    """What makes a row wait: words or a figure instead of a deed (2), fewer than two named parties (1), no date (1)."""
    deed = isinstance(row, EventRow) and row.type not in SPOKEN
    return 2 * (not deed) + (_parties(row) < 2) + (_day(row) == 0)


def _day(row: AccountRow) -> int:
    days = stretch_of(row.earliest, row.latest)
    return days.last or days.first or 0
