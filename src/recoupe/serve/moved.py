"""Where an address leads whose row is another one now: joined to it by a decision, or told first by another article."""

from __future__ import annotations

from recoupe.crosscheck.rows import KEY_DIGITS, digest_place
from recoupe.decisions import ActorAnchor
from recoupe.model import AccountRow, EventRow, EventType, LedgerRow
from recoupe.serve.decided import Decisions
from recoupe.serve.reading import Reading


def find_row(reading: Reading, key: str) -> AccountRow | None:
    """The row that rests on the passage of which the key of a row that is gone was made; None where none does.

    A key is a kind and the digest of a passage, so that the passage is found by making the digests of all there are.
    """
    kind, _, digest = key.rpartition("-")
    if len(digest) < KEY_DIGITS:
        return None
    rows = [row for row in reading.account.rows if str(row.__struct_config__.tag) == kind]
    for types in (_own_type, _other_types):
        for row in rows:
            for place in row.evidence:
                if any(
                    digest_place(place.id, place.start, place.end, type).startswith(digest)
                    for type in types(row)
                ):
                    return row
    return None


def _own_type(row: AccountRow) -> tuple[str, ...]:
    return (row.type.value,) if isinstance(row, EventRow) else ("",)


def _other_types(row: AccountRow) -> tuple[str, ...]:
    """An event is told under the type that most of its articles have, and a foretold one under none."""
    return tuple(EventType) if isinstance(row, EventRow | LedgerRow) else ()


def find_actor(reading: Reading, decisions: Decisions, key: str) -> str | None:
    """The key of the actor that has taken in, by a decision in force, the one of a key that is gone; None where there is none."""
    anchors = [
        anchor
        for shown in decisions.actors.get(key, ())
        if shown.holds
        for anchor in shown.decision.actors
        if anchor.key == key
    ]
    return next((found for anchor in anchors if (found := _now(reading, anchor)) is not None), None)


def _now(reading: Reading, anchor: ActorAnchor) -> str | None:
    places = {(mention.id, mention.start, mention.end) for mention in anchor.mentions}
    for row in reading.actors:
        if any((evidence.id, evidence.start, evidence.end) in places for evidence in row.evidence):
            return row.actor.key
    return None
