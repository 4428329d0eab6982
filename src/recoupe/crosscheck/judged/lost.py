"""Why a decision finds nothing any more, and what is told now where it was made."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from recoupe.crosscheck.judged.finding import Rows, is_near, is_same, standing_of
from recoupe.decisions import Decision, PassageAnchor, RowAnchor
from recoupe.model import AccountRow, EventRow


class Lack(StrEnum):
    """What a decision lacks: its article, its actor, a row at its place; or the row there is an event of another type, or of
    another kind."""

    ARTICLE = "article"
    ACTOR = "actor"
    ROW = "row"
    TYPE = "type"
    KIND = "kind"


class Lost(NamedTuple):
    """Why a decision finds nothing: what it lacks, and the key of the row that is told at its place now, None where none is."""

    lack: Lack
    key: str | None = None


def why_lost(decision: Decision, rows: Rows) -> Lost:
    """Why an orphaned decision (its passages by the ids of articles, ``Decided.resolve``) finds none of these rows."""
    if decision.row is not None:
        ends = [end for end in decision.row.ends if rows.find(end) is None]
        return _why_row(ends[0] if ends else decision.row, rows)
    if any(actor.mentions for actor in decision.actors):
        return Lost(Lack.ACTOR)
    return Lost(Lack.ARTICLE)


def _why_row(anchor: RowAnchor, rows: Rows) -> Lost:
    if not anchor.passages:
        return Lost(Lack.ARTICLE)
    at = _at(anchor.passages, rows.near(anchor.passages))
    alike = [row for row in at if str(row.__struct_config__.tag) == anchor.row]
    if alike:
        return Lost(Lack.TYPE if isinstance(alike[0], EventRow) else Lack.ROW, alike[0].key)
    return Lost(Lack.KIND, at[0].key) if at else Lost(Lack.ROW)


def _at(passages: Sequence[PassageAnchor], rows: Sequence[AccountRow]) -> list[AccountRow]:
    """The rows that rest on one of these passages, then those that nearly do; each by its key."""
    found: dict[str, AccountRow] = {}
    for meets in (is_same, is_near):
        for row in sorted(rows, key=lambda row: row.key):
            if any(meets(passage, place) for passage in passages for place in standing_of(row).places):
                found.setdefault(row.key, row)
    return list(found.values())
