"""In which order rows are told to a reader in a hurry, and what a situation is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from recoupe.model import (
    AccountRow,
    ActorKind,
    EventRow,
    LedgerRow,
    PositionRow,
    QuantityRow,
    StatementRow,
)
from recoupe.order import awaited_order, telling_order
from recoupe.tally import Party, Tally

Told = EventRow | StatementRow | PositionRow | QuantityRow
Ordered = TypeVar("Ordered", bound=AccountRow)

SIDES = frozenset({ActorKind.COUNTRY, ActorKind.GOVERNMENT, ActorKind.ARMED_GROUP, ActorKind.ORGANISATION})
NAMEABLE = SIDES | {ActorKind.INSTITUTION, ActorKind.PERSON}
NAMED_ACTORS = 3
OFTEN = 1 / 2
"""A country or an organisation comes before persons in a name where it acts at least this often, beside who acts most."""


def most_telling(rows: Iterable[Ordered]) -> list[Ordered]:
    """Rows in ``telling_order``."""
    return sorted(rows, key=telling_order)


def most_awaited(rows: Iterable[LedgerRow]) -> list[LedgerRow]:
    """Ledger rows in ``awaited_order``."""
    return sorted(rows, key=awaited_order)


def situation_name(tally: Tally) -> str:
    """« Norvik, Orvanie, Ilda Marsan — Valme »: who is most often in rows, sides before persons; a place told twice or more.

    Each is called as most rows call it. Empty where nobody is named and no place stands in several rows.
    """
    counts: Counter[str] = Counter()
    who: dict[str, Party] = {}
    for party, rows in sorted(tally.parties.items(), key=lambda item: (-item[1], item[0])):
        if party.kind in NAMEABLE and _is_name(party.name):
            who.setdefault(party.key, party)
            counts[party.key] += rows
    most = max(counts.values(), default=0)
    often = sorted(
        counts,
        key=lambda key: (
            who[key].kind not in SIDES or counts[key] < OFTEN * most,
            -counts[key],
            who[key].name,
            key,
        ),
    )
    words = ", ".join(who[key].name for key in often[:NAMED_ACTORS])
    places = {name: rows for name, rows in tally.places.items() if name not in words}
    place = min(places, key=lambda name: (-places[name], name), default=None)
    if place is not None and places[place] > 1:
        words = f"{words} — {place}" if words else place
    return words[:1].upper() + words[1:]


def _is_name(name: str) -> bool:
    """« gouvernement » alone names nobody; « Norvik » and « gouvernement norvalien » do."""
    return name != name.lower() or len(name.split()) > 1
