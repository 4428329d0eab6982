"""What a person may decide on a dossier: merge, split, confirm, reject, correct, note, undo.

Each function writes one decision, durably, before it returns, and gives it back with its number. ``author`` and ``at``
(an ISO 8601 moment with its offset from UTC) are the caller's: the library asks no clock. Rows are named by their keys,
actors by key or by a name that is one actor's alone. Raises ``UsageError`` where what is named is not there or the
decision says nothing, with words in the dossier's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recoupe.decisions import Decision, DecisionState, Letter
from recoupe.dossier import Dossier
from recoupe.model import MatchKind, Place


def merge_actors(dossier: Dossier, first: str, *others: str, author: str, at: str) -> Decision:
    """Two or more actors are one; ``first`` gives its name."""
    raise NotImplementedError


def split_actor(
    dossier: Dossier,
    actor: str,
    *,
    names: Iterable[str] = (),
    articles: Iterable[str] = (),
    author: str,
    at: str,
) -> Decision:
    """One actor is two: what goes by ``names`` (as the articles name it), or what stands in ``articles`` (their ids), leaves it."""
    raise NotImplementedError


def confirm_row(dossier: Dossier, row: str, *, author: str, at: str) -> Decision:
    """A row of the account is right as it stands."""
    raise NotImplementedError


def reject_row(dossier: Dossier, row: str, *, author: str, at: str) -> Decision:
    """A row is wrong: it stays, marked, but contradicts, settles and supersedes nothing any more."""
    raise NotImplementedError


def correct_row(
    dossier: Dossier,
    row: str,
    *,
    speaker: str | None = None,
    date: str | None = None,
    modality: str | None = None,
    author: str,
    at: str,
) -> Decision:
    """Who says it, when it is (an ISO 8601 prefix: ``2031``, ``2031-03``, ``2031-03-14``), or in what mode; at least one of the three."""
    raise NotImplementedError


def correct_copying(
    dossier: Dossier, earlier: Place, later: Place, kind: MatchKind | None, *, author: str, at: str
) -> Decision:
    """Of what kind the copying between two places of a passage match is; None where it is none."""
    raise NotImplementedError


def correct_lineage(
    dossier: Dossier, row: str, article: str, other: str, *, same: bool, author: str, at: str
) -> Decision:
    """On one row, two articles (by id) have what they say from one origin, or each from its own."""
    raise NotImplementedError


def rate_outlet(dossier: Dossier, outlet: str, letter: Letter, *, author: str, at: str) -> Decision:
    """How reliable an outlet is; a later letter takes the place of an earlier one."""
    raise NotImplementedError


def note_row(dossier: Dossier, row: str, text: str, *, author: str, at: str) -> Decision:
    """A note on a row of the account, an actor's included."""
    raise NotImplementedError


def note_passage(dossier: Dossier, place: Place, text: str, *, author: str, at: str) -> Decision:
    """A note on a stretch of an article (by id)."""
    raise NotImplementedError


def undo(dossier: Dossier, number: int, *, author: str, at: str) -> Decision:
    """Take back the decision of this number; the account is then as if it had never been. To undo an undoing brings it back."""
    raise NotImplementedError


def list_decisions(dossier: Dossier) -> list[tuple[Decision, DecisionState]]:
    """Every decision ever made, in order, with what has become of it."""
    raise NotImplementedError


def decisions_on(dossier: Dossier, key: str) -> list[tuple[Decision, DecisionState]]:
    """The history of one row or actor of the account: every decision that is about it, those taken back included."""
    raise NotImplementedError


def export_decisions(dossier: Dossier) -> Iterator[bytes]:
    """Every decision as a JSON line (``recoupe.decision/1``), in order."""
    raise NotImplementedError


def import_decisions(dossier: Dossier, lines: Iterable[bytes]) -> list[Decision]:
    """Append the decisions of another dossier that this one does not have yet; gives those back, with their new numbers.

    All or none: raises ``UsageError`` naming the first line that is no decision line.
    """
    raise NotImplementedError
