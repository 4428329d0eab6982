"""What later articles can settle a foreseen event by: events reported as past or denied, and where conditions stand."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.crosscheck.assertions import Assertion, Claim
from recoupe.crosscheck.deeds import Deed
from recoupe.crosscheck.foreseen import tells
from recoupe.crosscheck.growth import Growth
from recoupe.crosscheck.outcomes import Days, Outcome, Outcomes
from recoupe.crosscheck.situation import Situation
from recoupe.model import Event, EventModality, EventType, PartStatus, Position, SaidModality

NEAR_CHARS = 400


def modality_of(assertion: Assertion) -> EventModality:
    """The modality of an event."""
    assert isinstance(assertion.record, Event)
    return assertion.record.modality


class Past:
    """The events reported as past and those denied, by type and by the stems of their words."""

    def __init__(self, situation: Situation, events: list[Claim], quantities: list[Claim]):
        self.outcomes = Outcomes(situation)
        self.growth = Growth(situation, quantities, self.outcomes.in_one_matter)
        self._at: dict[str, list[tuple[Assertion, Claim]]] = {}
        self.happened: dict[EventType, list[Claim]] = {}
        self.denied: dict[EventType, list[Claim]] = {}
        self._by_stem: dict[str, list[Claim]] = {}
        for claim in events:
            record = claim.first.record
            assert isinstance(record, Event)
            if any(modality_of(assertion) is EventModality.OCCURRED for assertion in claim.assertions):
                self.happened.setdefault(record.type, []).append(claim)
                for assertion in claim.assertions:
                    self._at.setdefault(assertion.article, []).append((assertion, claim))
                for stem in sorted(claim.first.stems):
                    self._by_stem.setdefault(stem, []).append(claim)
            elif record.modality is EventModality.DENIED and not _only_promised(situation, claim.first):
                self.denied.setdefault(record.type, []).append(claim)

    def outcomes_of(self, deed: Deed, foreseen: Assertion, days: Days) -> list[Outcome]:
        """What later articles make of a deed: by its words, or by a count that rose as it was said to."""
        return self.outcomes.of(deed, foreseen, days) or self.growth.of(deed, foreseen)

    def telling(self, outcomes: Sequence[Outcome], verb: str) -> list[Claim]:
        """The past events that stand in the sentences of outcomes and are told by the same verb."""
        found: dict[int, Claim] = {}
        for outcome in outcomes:
            if outcome.status is not PartStatus.CONFIRMED:
                continue
            place = outcome.assertion
            for assertion, claim in self._at.get(place.article, ()):
                if place.start <= assertion.start and assertion.end <= place.end and tells(assertion, verb):
                    found[id(claim)] = claim
        return list(found.values())

    def sharing(self, stems: frozenset[str]) -> list[Claim]:
        """Past events that share at least two of these stems, in the order of the stems."""
        counts: dict[int, int] = {}
        claims: dict[int, Claim] = {}
        for stem in sorted(stems):
            for claim in self._by_stem.get(stem, ()):
                counts[id(claim)] = counts.get(id(claim), 0) + 1
                claims[id(claim)] = claim
        return [claim for number, claim in claims.items() if counts[number] >= 2]


def _only_promised(situation: Situation, assertion: Assertion) -> bool:
    """« assure qu’il ne partira pas »: what somebody says will not be has not been denied yet."""
    record = assertion.record
    number = record.attribution if isinstance(record, Event) else None
    said = situation.by_id[assertion.article].attributions[number] if number is not None else None
    return said is not None and said.modality is SaidModality.PREDICTION


class Conditions:
    """Where conditions stand in the articles, and the events that they are about.

    « L’Alcée aiderait Orvane en cas d’attaque de la Séranie »: the attack is the condition, and is no item of its own;
    the aid is told once, by the position where there is one.
    """

    def __init__(self, situation: Situation, conditioned: list[Claim], events: list[Claim]):
        self.situation = situation
        self.positions = [a for claim in conditioned for a in claim.assertions]
        self.events = [
            a for claim in events for a in claim.assertions if modality_of(a) is EventModality.CONDITIONAL
        ]
        self.stretches: dict[str, list[tuple[int, int]]] = {}
        for assertion in [*self.positions, *(a for claim in events for a in claim.assertions)]:
            stretch = self.stretch_of(assertion)
            if stretch:
                self.stretches.setdefault(assertion.article, []).append(stretch)

    def stretch_of(self, assertion: Assertion) -> tuple[int, int] | None:
        """Where the condition of an assertion stands in its article."""
        words = assertion.record.condition if isinstance(assertion.record, Event | Position) else None
        if not words:
            return None
        text = self.situation.by_id[assertion.article].text
        at = text.find(words, max(0, assertion.start - NEAR_CHARS), assertion.end + NEAR_CHARS)
        return (at, at + len(words)) if at >= 0 else None

    def hold(self, assertion: Assertion) -> bool:
        """Whether an event only words a condition, or what a position under a condition is about."""
        if modality_of(assertion) is not EventModality.CONDITIONAL:
            return False
        inside = any(
            low <= assertion.start and assertion.end <= high
            for low, high in self.stretches.get(assertion.article, ())
        )
        return inside or any(
            position.article == assertion.article
            and min(position.end, assertion.end) > max(position.start, assertion.start)
            for position in self.positions
        )

    def events_in(self, assertion: Assertion) -> list[Assertion]:
        """The events that the condition of an assertion speaks of."""
        stretch = self.stretch_of(assertion)
        if stretch is None:
            return []
        return [
            event
            for event in self.events
            if event.article == assertion.article and stretch[0] <= event.start and event.end <= stretch[1]
        ]
