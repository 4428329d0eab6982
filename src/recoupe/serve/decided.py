"""The decisions as pages need them: which are about this row, this actor, this article, this outlet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from recoupe.crosscheck.judged import Decided
from recoupe.decisions import Decision, DecisionKind, PassageAnchor, in_force
from recoupe.model import Verdict


class Shown(NamedTuple):
    """A decision beside what it is about; ``holds`` unless it was taken back."""

    decision: Decision
    holds: bool


class Decisions:
    """All decisions of a dossier, in order, on its articles (``ids`` gives their ids by identity); never changed once made."""

    def __init__(self, decisions: Iterable[Decision], ids: Mapping[str, str]) -> None:
        found = [Decided.resolve(decision, ids) for decision in decisions]
        self.in_force = in_force(found)
        holding = {decision.uid for decision in self.in_force}
        self.shown = [
            Shown(decision, decision.uid in holding)
            for decision in found
            if decision.kind is not DecisionKind.UNDO
        ]
        self.rows: dict[str, list[Shown]] = {}
        self.actors: dict[str, list[Shown]] = {}
        self.articles: dict[str, list[Shown]] = {}
        self.outlets: dict[str, list[Shown]] = {}
        for shown in self.shown:
            decision = shown.decision
            if decision.row is not None:
                self.rows.setdefault(decision.row.key, []).append(shown)
            for actor in decision.actors:
                self.actors.setdefault(actor.key, []).append(shown)
            for article in dict.fromkeys(anchor.id for anchor in decision.passages):
                self.articles.setdefault(article, []).append(shown)
            if decision.kind is DecisionKind.LETTER:
                self.outlets.setdefault(decision.values["outlet"], []).append(shown)

    def about(self, key: str, verdicts: Sequence[Verdict]) -> list[Shown]:
        """What was decided on the row of a key: found again there (``verdicts``), or made on it under this key; in order."""
        numbers = {verdict.number for verdict in verdicts}
        found = [shown for shown in self.shown if shown.decision.number in numbers]
        made = [shown for shown in self.rows.get(key, []) if shown.decision.number not in numbers]
        return sorted(found + made, key=lambda shown: shown.decision.number)

    def letter(self, outlet: str | None) -> str:
        """The letter that an outlet was given last, "" where it has none."""
        given = [
            shown.decision.values["letter"] for shown in self.outlets.get(outlet or "", ()) if shown.holds
        ]
        return given[-1] if given else ""

    def stretches(self, article: str) -> list[PassageAnchor]:
        """The passages of an article that decisions in force are about."""
        return [
            anchor
            for shown in self.articles.get(article, ())
            if shown.holds
            for anchor in shown.decision.passages
            if anchor.id == article
        ]
