"""What a person decides over the machine: the records of decisions, and which of them hold.

A decision is kept for ever with its author and its time, in the order in which it came; to take it back is a decision
too. It is anchored to what it is about by what does not change (an article's identity, offsets into its text, names),
so that it finds it again in a new analysis, beside new articles and in another dossier.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from recoupe.model import ActorKind, Record, Span

DECISION_FORMAT = "recoupe.decision/1"


class DecisionKind(StrEnum):
    """What is decided."""

    MERGE = "merge"
    SPLIT = "split"
    CONFIRM = "confirm"
    REJECT = "reject"
    CORRECT = "correct"
    COPYING = "copying"
    LINEAGE = "lineage"
    LETTER = "letter"
    NOTE = "note"
    UNDO = "undo"


class Letter(StrEnum):
    """How reliable a source is, on the Admiralty scale: A completely, E not at all, F not known."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class PassageAnchor(Span, frozen=True, kw_only=True):
    """A stretch of an article's text; ``article`` is the article's identity (``articles.identity``), the same in every dossier.

    ``id`` is what the article was called where the decision was made, for readers.
    """

    article: str
    id: str


class RowAnchor(Record, frozen=True, kw_only=True):
    """A row of the account: its kind (``event``, ``statement``…), its type where it is an event's, the passages it rested on.

    ``key`` and ``summary`` are what they were when it was decided, for readers. ``ends`` are the two rows of a relation.
    """

    row: str
    key: str
    summary: str
    passages: tuple[PassageAnchor, ...]
    type: str | None = None
    ends: tuple[RowAnchor, ...] = ()


class ActorAnchor(Record, frozen=True, kw_only=True):
    """An actor of the account: key, name and kind as they were, and one mention for each of its articles."""

    key: str
    name: str
    kind: ActorKind
    mentions: tuple[PassageAnchor, ...]


class Decision(Record, frozen=True, kw_only=True):
    """One decision. What ``about`` it is depends on its kind:

    - merge: ``actors``, two or more that are one; the first gives its name;
    - split: ``actors``, the one that is two; the part that leaves are the ``names`` it goes by or the articles of ``passages``;
    - confirm, reject: ``row``;
    - correct: ``row``, and ``values`` with one or more of ``speaker``, ``date``, ``modality``;
    - copying: ``passages``, the earlier and the later place, and ``values["kind"]``, a kind of match or ``none``;
    - lineage: ``row``, two ``passages`` (whole articles), and ``values["same"]``, ``yes`` or ``no``;
    - letter: ``values`` with ``outlet`` and ``letter``;
    - note: ``values["text"]``, and ``row`` or one of ``passages``;
    - undo: ``undoes``, the ``uid`` of the decision taken back.

    ``uid`` is a digest of all else but the number, the same in every dossier. ``at`` is ISO 8601 in UTC, to the second.
    """

    format: str
    number: int
    uid: str
    author: str
    at: str
    kind: DecisionKind
    row: RowAnchor | None = None
    actors: tuple[ActorAnchor, ...] = ()
    passages: tuple[PassageAnchor, ...] = ()
    names: tuple[str, ...] = ()
    values: dict[str, str] = msgspec.field(default_factory=dict)
    undoes: str | None = None


class DecisionState(StrEnum):
    """What has become of a decision: it holds, it was taken back, or what it was about is not found any more."""

    HOLDS = "holds"
    UNDONE = "undone"
    ORPHANED = "orphaned"


def in_force(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that were not taken back, undoings left out, in their order; to undo an undoing brings back what it took."""
    undone: set[str] = set()
    for decision in reversed(decisions):
        if decision.kind is DecisionKind.UNDO and decision.undoes and decision.uid not in undone:
            undone.add(decision.undoes)
    return [d for d in decisions if d.uid not in undone and d.kind is not DecisionKind.UNDO]
