"""Where a person's decisions enter the account.

``correct_copying`` comes right after passages are matched, ``correct_records`` once times are read, ``Regrouping`` where
actors are joined, ``Rulings`` where a chapter is told; ``mark_account`` writes on the finished rows who decided what.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from recoupe.crosscheck.judged.corrections import (
    correct_copying,
    correct_records,
    corrected_articles,
)
from recoupe.crosscheck.judged.finding import Finder, Rows, relation_key, stands_whole
from recoupe.crosscheck.judged.lost import Lost, why_lost
from recoupe.crosscheck.judged.marks import find_verdicts, is_orphaned, keys_of, mark_account
from recoupe.crosscheck.judged.regrouping import Regrouping
from recoupe.crosscheck.judged.rulings import Rulings
from recoupe.decisions import ActorAnchor, Decision, DecisionKind, PassageAnchor, RowAnchor, in_force

__all__ = [
    "NOTHING",
    "RETOLD",
    "Decided",
    "Finder",
    "Lost",
    "Regrouping",
    "Rows",
    "Rulings",
    "correct_copying",
    "correct_records",
    "corrected_articles",
    "find_verdicts",
    "is_orphaned",
    "keys_of",
    "mark_account",
    "relation_key",
    "stands_whole",
    "why_lost",
]

RETOLD = frozenset(
    {
        DecisionKind.MERGE,
        DecisionKind.SPLIT,
        DecisionKind.REJECT,
        DecisionKind.CORRECT,
        DecisionKind.COPYING,
        DecisionKind.LINEAGE,
    }
)
"""The kinds of decisions after which the account is told anew; the others are only written on its rows."""


@dataclass(frozen=True)
class Decided:
    """The decisions in force, their passages by the ids of the articles of this dossier (``PassageAnchor.article`` is an id)."""

    decisions: Sequence[Decision] = ()

    @classmethod
    def of(cls, decisions: Sequence[Decision], ids: Mapping[str, str]) -> Decided:
        """The decisions in force among all ever made; ``ids`` gives the id of an article by its identity."""
        return cls([cls.resolve(decision, ids) for decision in in_force(decisions)])

    @staticmethod
    def resolve(decision: Decision, ids: Mapping[str, str]) -> Decision:
        """A decision with the ids of the articles in place of their identities, without the passages of articles not here."""

        def passages(anchors: Sequence[PassageAnchor]) -> tuple[PassageAnchor, ...]:
            here = (anchor for anchor in anchors if anchor.article in ids)
            return tuple(msgspec.structs.replace(a, article=ids[a.article], id=ids[a.article]) for a in here)

        def row(anchor: RowAnchor) -> RowAnchor:
            ends = tuple(map(row, anchor.ends))
            return msgspec.structs.replace(anchor, passages=passages(anchor.passages), ends=ends)

        def actor(anchor: ActorAnchor) -> ActorAnchor:
            return msgspec.structs.replace(anchor, mentions=passages(anchor.mentions))

        return msgspec.structs.replace(
            decision,
            row=row(decision.row) if decision.row else None,
            actors=tuple(map(actor, decision.actors)),
            passages=passages(decision.passages),
        )


NOTHING = Decided()
