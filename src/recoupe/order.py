"""The orders in which a reader meets the rows of an account, each as a text by which rows are sorted."""

from __future__ import annotations

from collections.abc import Iterable

from recoupe.model import (
    AccountRow,
    ActorKind,
    ActorName,
    ActorRow,
    EventRow,
    EventType,
    LedgerKind,
    LedgerRow,
    PartStatus,
    PositionRow,
    RelationKind,
    RelationRow,
    Standing,
    StatementRow,
)
from recoupe.views.dates import stretch_of

ROWS = ("event", "position", "quantity", "statement", "ledger", "relation", "actor")
STANDINGS = list(Standing)
MOST_NAMED = 10**9
MOST_ORIGINS = 10**6 - 1
LAST_DAY = 10**7 - 1
SPOKEN = frozenset(
    {EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.SUPPORT, EventType.THREATEN}
)
"""Events that consist in saying something: told after those that consist in doing something."""
UNNAMED = frozenset({ActorKind.COLLECTIVE, ActorKind.ANONYMOUS, ActorKind.DOCUMENT})
CHANGING = frozenset({RelationKind.SUPERSEDES, RelationKind.SETTLES})
BACKWARDS = {ord(sign): chr(ord("}") - number) for number, sign in enumerate("-0123456789:T")}


def reading_order(row: AccountRow) -> str:
    """A text by which rows are sorted: by kind, then standing as readers are shown it, then newest first, undated last;
    relations by their keys, actors by how often they are named."""
    place = ROWS.index(str(row.__struct_config__.tag))
    if isinstance(row, RelationRow):
        return f"{place} {row.key}"
    if isinstance(row, ActorRow):
        return f"{place} {MOST_NAMED - len(row.evidence):0{len(str(MOST_NAMED))}} {row.key}"
    day = (row.latest or row.earliest or "").translate(BACKWARDS) or "~"
    return f"{place} {STANDINGS.index(row.standing):02} {day} {row.key}"


def telling_order(row: AccountRow) -> str:
    """Rows by standing, then independent origins (most first), then news value, newest first among equals.

    News value: rows that name nobody last; deeds before words, two named parties before one, dated before undated.
    """
    return f"{STANDINGS.index(row.standing):02} {_parties(row) == 0:d} {_origins(row)} {_demerits(row)} {_newest(row)}"


def awaited_order(row: LedgerRow) -> str:
    """Ledger rows: what may still come first, then what is wholly open, named parties, threats and predictions, origins and day."""
    event = next((part for part in row.parts if part.aspect == "event"), None)
    parties = sum(part.aspect in ("who", "whom") for part in row.parts) + _named((row.holder,))
    marks = (
        row.closed,
        event is not None and event.status is not PartStatus.OPEN,
        parties == 0,
        row.kind not in (LedgerKind.PREDICTION, LedgerKind.THREAT),
        parties < 2,
    )
    return f"{''.join(f'{mark:d}' for mark in marks)} {_origins(row)} {_newest(row)}"


def first_order(row: AccountRow) -> str | None:
    """Where a row stands in the list of the first screen that it is in: ``told``, ``awaited``, ``settled`` or ``changed``
    before its place there; None where it is in none."""
    if isinstance(row, LedgerRow):
        return f"awaited {awaited_order(row)}" if is_awaited(row) else f"settled {reading_order(row)}"
    if isinstance(row, RelationRow):
        return f"changed {reading_order(row)}" if row.kind in CHANGING else None
    return None if isinstance(row, ActorRow) else f"told {telling_order(row)}"


def is_awaited(row: LedgerRow) -> bool:
    """Whether some part of a ledger row is neither confirmed nor refuted."""
    if row.parts:
        return any(part.status is PartStatus.OPEN for part in row.parts)
    return row.standing is Standing.OPEN


def _origins(row: AccountRow) -> str:
    """Most origins first."""
    return f"{max(0, MOST_ORIGINS - len(row.lineages)):06}"


def _newest(row: AccountRow) -> str:
    """The newest first, what has no day last, then by the key."""
    return f"{LAST_DAY - _day(row):07} {row.key}"


def _day(row: AccountRow) -> int:
    days = stretch_of(row.earliest, row.latest)
    return days.last or days.first or 0


def _demerits(row: AccountRow) -> int:
    """What makes a row wait: words or a figure instead of a deed (2), fewer than two named parties (1), no date (1)."""
    deed = isinstance(row, EventRow) and row.type not in SPOKEN
    return 2 * (not deed) + (_parties(row) < 2) + (_day(row) == 0)


def _parties(row: AccountRow) -> int:
    if isinstance(row, EventRow):
        return _named(row.actors + row.recipients)
    if isinstance(row, StatementRow):
        return _named((row.speaker, row.addressee))
    if isinstance(row, PositionRow):
        return _named((row.holder,))
    return 1


def _named(actors: Iterable[ActorName | None]) -> int:
    """How many of these are somebody that a reader can put a name to."""
    return sum(
        1 for actor in actors if actor is not None and actor.kind not in UNNAMED and actor.name.strip()
    )
