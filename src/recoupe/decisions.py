"""What a person decides over the machine: the records of decisions, and which of them hold.

A decision is kept for ever with its author and its time, in the order in which it came; to take it back is a decision
too. It is anchored to what it is about by what does not change (an article's identity, offsets into its text, names),
so that it finds it again in a new analysis, beside new articles and in another dossier.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum

import msgspec

from recoupe.model import ActorKind, EventModality, MatchKind, Record, SaidModality, Span

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
    """An actor of the account: key, name and kind as they were, and one mention of each article's actor that it is made of."""

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
    undone = find_undone(decisions)
    return [d for d in decisions if d.uid not in undone and d.kind is not DecisionKind.UNDO]


def find_undone(decisions: Sequence[Decision]) -> set[str]:
    """The ``uid`` of every decision that is taken back, undoings included."""
    undone: set[str] = set()
    for decision in reversed(decisions):
        if decision.kind is DecisionKind.UNDO and decision.undoes and decision.uid not in undone:
            undone.add(decision.undoes)
    return undone


# --------------------------------------------------------------------------- what a decision must hold

MOST_TEXT_CHARS = 20_000
MOST_NAME_CHARS = 1_000
CORRECTED = frozenset({"date", "modality", "speaker"})
MODALITIES: dict[str, frozenset[str]] = {
    "event": frozenset(EventModality),
    "statement": frozenset(SaidModality),
}
"""The modalities that a row of each kind may have; other kinds have none."""

_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def is_date(value: str) -> bool:
    """Whether a value is a year, month or day of the calendar in ISO 8601 (``2031``, ``2031-03``, ``2031-03-14``)."""
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return _DAY.fullmatch(value) is not None


def moment(at: str) -> str:
    """An ISO 8601 moment with its offset from UTC as a moment in UTC to the second; raises ``ValueError`` for any other."""
    found = datetime.fromisoformat(at)
    if found.tzinfo is None:
        raise ValueError("a moment without its offset from UTC")
    return found.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def find_flaw(decision: Decision) -> str | None:
    """What makes a decision none, as a code of ``languages/<language>/judge.toml`` [problem]; None where it is sound."""
    if not decision.author.strip() or len(decision.author) > MOST_NAME_CHARS:
        return "no_author"
    try:
        if moment(decision.at) != decision.at:
            return "no_time"
    except (ValueError, OverflowError):
        return "no_time"
    anchors = [*decision.passages, *(m for actor in decision.actors for m in actor.mentions)]
    for row in (decision.row, *(decision.row.ends if decision.row else ())):
        anchors += row.passages if row else ()
    if any(not 0 <= anchor.start <= anchor.end for anchor in anchors) or not _has_ends(decision.row):
        return "no_place"
    if any(
        len(words) > MOST_TEXT_CHARS for words in (*decision.values.values(), *decision.names, decision.uid)
    ):
        return "too_long"
    return None if _says_something(decision) else "says_nothing"


def _has_ends(row: RowAnchor | None) -> bool:
    """Whether a row has two ends if it is a relation, else none, and its ends have none."""
    if row is None:
        return True
    return len(row.ends) == (2 if row.row == "relation" else 0) and not any(end.ends for end in row.ends)


def _says_something(decision: Decision) -> bool:
    """Whether a decision holds what its kind must hold."""
    kind, values = decision.kind, decision.values
    about = decision.row is not None or len(decision.actors) == 1
    if kind is DecisionKind.MERGE:
        return len(decision.actors) > 1
    if kind is DecisionKind.SPLIT:
        return len(decision.actors) == 1 and bool(decision.names or decision.passages)
    if kind in (DecisionKind.CONFIRM, DecisionKind.REJECT):
        return about
    if kind is DecisionKind.CORRECT:
        return decision.row is not None and _corrects(decision.row, values)
    if kind is DecisionKind.COPYING:
        return len(decision.passages) == 2 and values.get("kind") in (*MatchKind, "none")
    if kind is DecisionKind.LINEAGE:
        return (
            decision.row is not None and len(decision.passages) == 2 and values.get("same") in ("yes", "no")
        )
    if kind is DecisionKind.LETTER:
        return bool(values.get("outlet")) and values.get("letter") in tuple(Letter)
    if kind is DecisionKind.NOTE:
        return bool(values.get("text", "").strip()) and (about or len(decision.passages) == 1)
    return bool(decision.undoes)


def _corrects(row: RowAnchor, values: Mapping[str, str]) -> bool:
    """Whether values correct a row: known names, a date of the calendar, a modality that rows of the kind have, a name."""
    if not values or not values.keys() <= CORRECTED or not all(values.values()):
        return False
    sound = is_date(values["date"]) if "date" in values else True
    if "modality" in values:
        sound = sound and values["modality"] in MODALITIES.get(row.row, frozenset())
    return sound
