"""What was announced, threatened, predicted or made conditional, and what later articles made of each part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from recoupe.crosscheck.assertions import Assertion, Claim, Claims
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import containment, content_stems, likeness
from recoupe.languages import word_list
from recoupe.model import (
    Certainty,
    ConditionStatus,
    Event,
    EventModality,
    EventType,
    LedgerKind,
    PartStatus,
    Position,
)

KIND_OF = {
    EventModality.PREDICTED: LedgerKind.PREDICTION,
    EventModality.THREATENED: LedgerKind.THREAT,
    EventModality.ANNOUNCED: LedgerKind.PROMISE,
    EventModality.CONDITIONAL: LedgerKind.CONDITION,
}
SOON_DAYS = 21
CONDITION_MET = 0.6
EXCLUDED_CHARS = 120
NEAR_CHARS = 400


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what was foreseen and the assertions that settle it."""

    aspect: str
    what: str
    status: PartStatus
    settled_by: tuple[Assertion, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was foreseen: the claim that foresaw it, its parts, the claims that settle it."""

    kind: LedgerKind
    claim: Claim
    holder: str | None
    certainty: Certainty
    parts: tuple[Part, ...]
    settled_by: tuple[Claim, ...]
    condition_status: ConditionStatus | None = None


def keep_ledger(situation: Situation, claims: Claims) -> list[Item]:
    """Open an item for each event foreseen and each position under a condition, and settle its parts by what came later."""
    past = _Past(claims.events)
    conditioned = [claim for claim in claims.positions if _position(claim.first).condition]
    told = _Conditions(situation, conditioned, claims.events)
    foreseen = [
        claim for claim in claims.events if _modality(claim.first) in KIND_OF and not told.hold(claim.first)
    ]
    deeds: dict[str, list[Claim]] = {}
    for claim in [*foreseen, *claims.positions]:
        deeds.setdefault(claim.first.article, []).append(claim)
    foreseen = [claim for claim in foreseen if not _only_threatens(claim, deeds[claim.first.article])]
    return [
        *(_event_item(situation, claim, past, told) for claim in foreseen),
        *(_condition_item(situation, claim, past, told) for claim in conditioned),
    ]


def _only_threatens(claim: Claim, items: list[Claim]) -> bool:
    """Whether a claim is the mere threat whose deed is an item itself (« menace de raser le quai »), or a stand."""
    return _threatens(claim) and any(
        not _threatens(other)
        and min(other.first.end, claim.first.end) > max(other.first.start, claim.first.start)
        for other in items
    )


def _threatens(claim: Claim) -> bool:
    return isinstance(claim.first.record, Event) and claim.first.record.type is EventType.THREATEN


def _modality(assertion: Assertion) -> EventModality:
    assert isinstance(assertion.record, Event)
    return assertion.record.modality


def _position(assertion: Assertion) -> Position:
    assert isinstance(assertion.record, Position)
    return assertion.record


class _Past:
    """The events reported as past and those denied, by type and by the stems of their words."""

    def __init__(self, events: list[Claim]):
        self.happened: dict[EventType, list[Claim]] = {}
        self.denied: dict[EventType, list[Claim]] = {}
        self._by_stem: dict[str, list[Claim]] = {}
        for claim in events:
            record = claim.first.record
            assert isinstance(record, Event)
            if any(_modality(assertion) is EventModality.OCCURRED for assertion in claim.assertions):
                self.happened.setdefault(record.type, []).append(claim)
                for stem in sorted(claim.first.stems):
                    self._by_stem.setdefault(stem, []).append(claim)
            elif record.modality is EventModality.DENIED:
                self.denied.setdefault(record.type, []).append(claim)

    def sharing(self, stems: frozenset[str]) -> list[Claim]:
        """Past events that share at least two of these stems, in the order of the stems."""
        counts: dict[int, int] = {}
        claims: dict[int, Claim] = {}
        for stem in sorted(stems):
            for claim in self._by_stem.get(stem, ()):
                counts[id(claim)] = counts.get(id(claim), 0) + 1
                claims[id(claim)] = claim
        return [claim for number, claim in claims.items() if counts[number] >= 2]


class _Conditions:
    """Where conditions stand in the articles, and the events that they are about.

    « L’Alcée aiderait Orvane en cas d’attaque de la Séranie »: the attack is the condition, and is no item of its own;
    the aid is told once, by the position where there is one.
    """

    def __init__(self, situation: Situation, conditioned: list[Claim], events: list[Claim]):
        self.situation = situation
        self.positions = [a for claim in conditioned for a in claim.assertions]
        self.events = [
            a for claim in events for a in claim.assertions if _modality(a) is EventModality.CONDITIONAL
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
        if _modality(assertion) is not EventModality.CONDITIONAL:
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


# --------------------------------------------------------------------------- items


def _event_item(situation: Situation, claim: Claim, past: _Past, told: _Conditions) -> Item:
    record = claim.first.record
    assert isinstance(record, Event)
    settling = [other for other in past.happened.get(record.type, ()) if _settles(situation, other, claim)]
    refuting = [other for other in past.denied.get(record.type, ()) if _settles(situation, other, claim)]
    context = _context(situation, claim.first)
    certainty = _certainty(situation, claim, context)
    parts = [_event_part(situation, claim, settling, refuting)]
    parts += _party_parts(situation, claim, settling)
    if record.type is not EventType.THREATEN and (_foreseen_time(claim) or settling):
        parts.append(_time_part(situation, claim, settling))
    excluded = _excluded(situation, claim.first, context)
    for words in excluded:
        context = context.replace(words, "")
    parts += _means_parts(situation, context, claim, settling)
    parts += [Part("excluded", words, PartStatus.OPEN) for words in excluded]
    return Item(
        kind=KIND_OF[record.modality],
        claim=claim,
        holder=_holder(claim),
        certainty=certainty,
        parts=tuple(parts),
        settled_by=tuple(settling),
        condition_status=_condition_status(situation, claim, past, told, bool(settling)),
    )


def _condition_item(situation: Situation, claim: Claim, past: _Past, told: _Conditions) -> Item:
    """A position that hangs on a condition: « soutiendrait un blocus si la médiation échouait »."""
    record = _position(claim.first)
    meeting = _meeting_condition(situation, claim, past, told)
    status = PartStatus.CONFIRMED if meeting else PartStatus.OPEN
    settled = tuple(other.first for other in meeting)
    return Item(
        kind=LedgerKind.CONDITION,
        claim=claim,
        holder=claim.first.actors[0],
        certainty=Certainty.CONDITIONAL,
        parts=(
            Part("condition", record.condition or "", status, settled),
            Part("event", record.target, PartStatus.OPEN),
        ),
        settled_by=tuple(meeting),
        condition_status=ConditionStatus.MET if meeting else ConditionStatus.OPEN,
    )


def _holder(claim: Claim) -> str | None:
    """Who foresees it: the voice, or for a threat or a promise told by the article, who is to act."""
    if claim.first.voice is not None and claim.first.voice.actor is not None:
        return claim.first.voice.actor
    return claim.first.actors[0] if claim.first.actors else None


def _certainty(situation: Situation, claim: Claim, context: str) -> Certainty:
    """How sure the words are: the strongest cue of the paragraph for a prediction, else the kind itself."""
    modality = _modality(claim.first)
    if modality is EventModality.CONDITIONAL:
        return Certainty.CONDITIONAL
    if modality is EventModality.ANNOUNCED:
        return Certainty.ANNOUNCED
    if modality is EventModality.THREATENED:
        return Certainty.THREATENED
    table = word_list(_language(situation, claim.first), "ledger")
    lowered = context.lower().replace("’", "'")
    for degree in (Certainty.CERTAIN, Certainty.LIKELY, Certainty.POSSIBLE):
        if any(re.search(rf"\b{re.escape(cue)}\b", lowered) for cue in table.get(degree, ())):
            return degree
    return Certainty.POSSIBLE


# --------------------------------------------------------------------------- what settles it


def _settles(situation: Situation, happened: Claim, foreseen: Claim) -> bool:
    """Whether an event reported as past is what was foreseen: same type and parties, not before it was foreseen."""
    one, other = happened.first.record, foreseen.first.record
    assert isinstance(one, Event) and isinstance(other, Event)
    if one.type is not other.type or set(happened.articles) <= set(foreseen.articles):
        return False
    if not foreseen.first.actors and not foreseen.first.recipients:
        return False
    sides = []
    for part in ("actors", "recipients"):
        left = {key for assertion in happened.assertions for key in getattr(assertion, part)}
        right = {key for assertion in foreseen.assertions for key in getattr(assertion, part)}
        if left and right:
            sides.append(bool(situation.principals(left) & situation.principals(right)))
    if not sides or not all(sides):
        return False
    if len(sides) == 1 and likeness(happened.first.stems, foreseen.first.stems, situation.weights) < 0.1:
        return False
    return not _before(situation, happened, foreseen)


def _before(situation: Situation, happened: Claim, foreseen: Claim) -> bool:
    """Whether the event is known to lie before the day on which it was foreseen, or outside its story without a date."""
    since = situation.published[foreseen.first.article].earliest
    _, latest = happened.interval
    if latest is None:
        latest = min(
            filter(None, (situation.published[article].latest for article in happened.articles)), default=None
        )
    if since is None or latest is None:
        return situation.threads[happened.first.article] != situation.threads[foreseen.first.article]
    return latest < since


def _event_part(situation: Situation, claim: Claim, settling: list[Claim], refuting: list[Claim]) -> Part:
    words = situation.text_of(*claim.first.place)
    if settling:
        return Part("event", words, PartStatus.CONFIRMED, _evidence(situation, settling))
    if refuting:
        return Part("event", words, PartStatus.REFUTED, _evidence(situation, refuting))
    return Part("event", words, PartStatus.OPEN)


def _party_parts(situation: Situation, claim: Claim, settling: list[Claim]) -> list[Part]:
    parts = []
    for aspect, side in (("who", "actors"), ("whom", "recipients")):
        foreseen = tuple(
            dict.fromkeys(key for assertion in claim.assertions for key in getattr(assertion, side))
        )
        if not foreseen:
            continue
        principals = situation.principals(foreseen)
        agreeing = [
            assertion
            for other in settling
            for assertion in other.assertions
            if situation.principals(getattr(assertion, side)) & principals
        ]
        names = ", ".join(situation.identities.actors[key].name for key in foreseen)
        parts.append(Part(aspect, names, _status(agreeing), tuple(_clean(situation, agreeing)[:2])))
    return parts


def _foreseen_time(claim: Claim) -> bool:
    return bool(claim.first.earliest or claim.first.latest)


def _time_part(situation: Situation, claim: Claim, settling: list[Claim]) -> Part:
    """When: the event's day lies in the time foreseen; with no time told, within ``SOON_DAYS`` of the article."""
    low, high = claim.first.earliest, claim.first.latest
    words = " – ".join(filter(None, (low, high if high != low else None)))
    if not words:
        published = situation.published[claim.first.article]
        low, high = published.earliest, _later(published.latest, SOON_DAYS)
        if high is None:
            return Part("when", "?", PartStatus.OPEN)
        words = f"≤ {high}"
    dated = [(other, *_known_days(situation, other, told=_foreseen_time(claim))) for other in settling]
    inside = [o for o, start, end in dated if (start or end) and not _outside(start, end, low, high)]
    outside = [o for o, start, end in dated if start and end and _outside(start, end, low, high)]
    if inside:
        return Part("when", words, PartStatus.CONFIRMED, _evidence(situation, inside))
    if outside and _foreseen_time(claim):
        return Part("when", words, PartStatus.REFUTED, _evidence(situation, outside))
    return Part("when", words, PartStatus.OPEN)


def _known_days(situation: Situation, happened: Claim, *, told: bool) -> tuple[str | None, str | None]:
    """The days of an event; where no article tells them and only « soon » was foreseen, it lies before the first report."""
    start, end = happened.interval
    if start or end or told:
        return start, end
    reported = (situation.published[article].latest for article in happened.articles)
    return None, min(filter(None, reported), default=None)


def _outside(start: str | None, end: str | None, low: str | None, high: str | None) -> bool:
    return bool((end and low and end < low) or (start and high and start > high))


def _later(day: str | None, days: int) -> str | None:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat() if day else None


def _means_parts(situation: Situation, context: str, claim: Claim, settling: list[Claim]) -> list[Part]:
    """By what means: each means named where it was foreseen, confirmed by a passage on the event that names it."""
    language = _language(situation, claim.first)
    parts = []
    for word in word_list(language, "ledger").get("means", ()):
        stem = content_stems(word, language)
        if not stem <= content_stems(context, language):
            continue
        naming = [
            assertion
            for other in settling
            for assertion in other.assertions
            if stem <= content_stems(_sentence_around(situation, assertion), language)
        ]
        parts.append(Part("means", word, _status(naming), tuple(_clean(situation, naming)[:2])))
    return parts


def _excluded(situation: Situation, assertion: Assertion, context: str) -> list[str]:
    """What the paragraph rules out: « mais pas les écoles », « à l’exception des hôpitaux »."""
    lowered = context.lower().replace("’", "'")
    found = []
    for cue in word_list(_language(situation, assertion), "ledger").get("excluded", ()):
        at = re.search(rf"\b{re.escape(cue)}\b", lowered)
        if at:
            found.append(re.split(r"[.,;!?\n]", context[at.start() : at.start() + EXCLUDED_CHARS])[0].strip())
    return found[:2]


def _condition_status(
    situation: Situation, claim: Claim, past: _Past, told: _Conditions, kept: bool
) -> ConditionStatus | None:
    """Open, met (the condition came about), honoured (and so did what hung on it); None without a condition."""
    record = claim.first.record
    if not isinstance(record, Event) or not record.condition:
        return None
    if not _meeting_condition(situation, claim, past, told):
        return ConditionStatus.OPEN
    return ConditionStatus.HONOURED if kept else ConditionStatus.MET


def _meeting_condition(situation: Situation, claim: Claim, past: _Past, told: _Conditions) -> list[Claim]:
    """The past events, told by other articles and not known to be earlier, that are what the condition speaks of."""
    record = claim.first.record
    words = record.condition if isinstance(record, Event | Position) else None
    stems = content_stems(words or "", _language(situation, claim.first))
    found = [
        other
        for event in told.events_in(claim.first)
        if isinstance(event.record, Event)
        for other in past.happened.get(event.record.type, ())
        if _settles(situation, other, Claim([event]))
    ]
    found += [
        other
        for other in past.sharing(stems)
        if not set(other.articles) <= set(claim.articles)
        and containment(stems, other.first.stems, situation.weights) >= CONDITION_MET
        and not _before(situation, other, claim)
    ]
    return list({id(other): other for other in found}.values())


# --------------------------------------------------------------------------- pieces


def _status(evidence: Sequence[Assertion]) -> PartStatus:
    return PartStatus.CONFIRMED if evidence else PartStatus.OPEN


def _evidence(situation: Situation, claims: Sequence[Claim]) -> tuple[Assertion, ...]:
    return tuple(_clean(situation, [assertion for claim in claims for assertion in claim.assertions])[:2])


def _clean(situation: Situation, assertions: list[Assertion]) -> list[Assertion]:
    """Clean wording first, doubtful wording last; otherwise as it came."""
    return sorted(assertions, key=lambda assertion: assertion.article in situation.doubtful)


def _language(situation: Situation, assertion: Assertion) -> str:
    return situation.by_id[assertion.article].language


def _context(situation: Situation, assertion: Assertion) -> str:
    """The paragraph in which an assertion stands."""
    annotation = situation.by_id[assertion.article]
    for zone in annotation.zones:
        if zone.start <= assertion.start < zone.end:
            return annotation.text[zone.start : zone.end]
    return annotation.text[assertion.start : assertion.end]


def _sentence_around(situation: Situation, assertion: Assertion) -> str:
    """The stretch between full stops around an assertion."""
    text = situation.by_id[assertion.article].text
    low = max(text.rfind(mark, 0, assertion.start) for mark in (". ", "\n", "! ", "? ")) + 1
    ends = [at for mark in (". ", "\n", "! ", "? ") if (at := text.find(mark, assertion.end)) >= 0]
    return text[low : min(ends, default=len(text))]
