"""What was announced, threatened, predicted or made conditional, and what later articles made of each part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from recoupe.crosscheck.assertions import Assertion, Claim, Claims
from recoupe.crosscheck.forecasts import Forecast, find_forecasts
from recoupe.crosscheck.foreseen import (
    event_deed,
    foreseen_days,
    foreseen_statements,
    harms,
    position_deed,
    statement_deed,
    tells,
)
from recoupe.crosscheck.outcomes import Outcome, Outcomes, before_condition, condition_deed
from recoupe.crosscheck.parts import (
    Part,
    clean_first,
    helper_parts,
    language_of,
    means_parts,
    paragraph_of,
    passage_about,
    ruled_out,
    settling_passages,
    status_of,
    way_parts,
)
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import containment, content_stems, likeness
from recoupe.languages import word_list
from recoupe.model import (
    Act,
    Attribution,
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
KIND_OF_ACT = {Act.THREAT: LedgerKind.THREAT, Act.COMMITMENT: LedgerKind.PROMISE}
SOON_DAYS = 21
CONDITION_MET = 0.6
NEAR_CHARS = 400
SAME_WORDS = 0.8


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was foreseen: the claim that foresaw it, its parts, the claims that settle it.

    ``closed_after`` is the last day foreseen where that day is past and nothing read says what became of it.
    """

    kind: LedgerKind
    claim: Claim
    holder: str | None
    certainty: Certainty
    parts: tuple[Part, ...]
    settled_by: tuple[Claim, ...]
    condition_status: ConditionStatus | None = None
    closed_after: str | None = None


def keep_ledger(situation: Situation, claims: Claims) -> list[Item]:
    """Open an item for each event foreseen and each position under a condition, and settle its parts by what came later."""
    past = _Past(situation, claims.events)
    conditioned = [claim for claim in claims.positions if _position(claim.first).condition]
    told = _Conditions(situation, conditioned, claims.events)
    foreseen = [
        claim for claim in claims.events if _modality(claim.first) in KIND_OF and not told.hold(claim.first)
    ]
    deeds: dict[str, list[Claim]] = {}
    for claim in [*foreseen, *claims.positions]:
        deeds.setdefault(claim.first.article, []).append(claim)
    foreseen = [claim for claim in foreseen if not _only_threatens(claim, deeds[claim.first.article])]
    items = [
        *(_event_item(situation, claim, past, told) for claim in foreseen),
        *(_condition_item(situation, claim, past, told) for claim in conditioned),
    ]
    taken = [assertion for claim in (*foreseen, *conditioned) for assertion in claim.assertions]
    said = foreseen_statements(situation, claims.statements, taken)
    items += [_statement_item(situation, claim, past) for claim in said]
    taken += [assertion for claim in said for assertion in claim.assertions]
    foretold = [_forecast_item(situation, found, past) for found in find_forecasts(situation, taken)]
    return [*items, *(item for item in foretold if _tells_enough(item))]


def _tells_enough(item: Item) -> bool:
    """Whether a sentence in the future is worth an item: it tells when, is sure or hangs on something, or came about."""
    return (
        item.certainty in (Certainty.CERTAIN, Certainty.LIKELY, Certainty.CONDITIONAL)
        or any(part.aspect == "when" for part in item.parts)
        or any(part.status is not PartStatus.OPEN for part in item.parts)
    )


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

    def __init__(self, situation: Situation, events: list[Claim]):
        self.outcomes = Outcomes(situation)
        self._at: dict[str, list[tuple[Assertion, Claim]]] = {}
        self.happened: dict[EventType, list[Claim]] = {}
        self.denied: dict[EventType, list[Claim]] = {}
        self._by_stem: dict[str, list[Claim]] = {}
        for claim in events:
            record = claim.first.record
            assert isinstance(record, Event)
            if any(_modality(assertion) is EventModality.OCCURRED for assertion in claim.assertions):
                self.happened.setdefault(record.type, []).append(claim)
                for assertion in claim.assertions:
                    self._at.setdefault(assertion.article, []).append((assertion, claim))
                for stem in sorted(claim.first.stems):
                    self._by_stem.setdefault(stem, []).append(claim)
            elif record.modality is EventModality.DENIED:
                self.denied.setdefault(record.type, []).append(claim)

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
    low, high = foreseen_days(situation, claim.first)
    deed = event_deed(situation, claim.first)
    outcomes = past.outcomes.of(deed, claim.first, high) if deed else []
    named = past.telling(outcomes, deed.verb) if deed else []
    settling += [other for other in named if not any(other is one for one in settling)]
    context = paragraph_of(situation, claim.first)
    certainty = _certainty(situation, claim, context)
    parts = [_event_part(situation, claim, settling, refuting, outcomes)]
    parts += _party_parts(situation, claim, settling)
    if (low or high) or (record.type is not EventType.THREATEN and settling):
        parts.append(_time_part(situation, claim, settling, outcomes, (low, high)))
    excluded = ruled_out(situation, claim.first, context)
    about = passage_about(situation, claim.first)
    for words in excluded:
        about = about.replace(words, "")
    parts += means_parts(situation, about, claim, settling)
    parts += way_parts(situation, claim.first, context, settling, past.outcomes)
    parts += helper_parts(situation, claim.first, context, settling)
    parts += [Part("excluded", words, PartStatus.OPEN) for words in excluded]
    return Item(
        kind=KIND_OF[record.modality],
        claim=claim,
        holder=_holder(claim),
        certainty=certainty,
        parts=tuple(parts),
        settled_by=tuple(settling),
        condition_status=_condition_status(
            _condition_of(claim), _meeting_condition(situation, claim, past, told), parts[0].status, outcomes
        ),
        closed_after=_closed_after(situation, parts[0], high),
    )


def _condition_item(situation: Situation, claim: Claim, past: _Past, told: _Conditions) -> Item:
    """A position that hangs on a condition: « soutiendrait un blocus si la médiation échouait »."""
    record = _position(claim.first)
    meeting = _meeting_condition(situation, claim, past, told)
    met = _met(situation, claim.first, record.condition or "", past)
    deed = position_deed(situation, claim.first)
    _, high = foreseen_days(situation, claim.first)
    outcomes = past.outcomes.of(deed, claim.first, high) if deed else []
    event = _event_part(situation, claim, [], [], outcomes, record.target)
    proof = (*(other.first for other in meeting), *(outcome.assertion for outcome in met))
    named = past.telling(outcomes, deed.verb) if deed else []
    return Item(
        kind=LedgerKind.CONDITION,
        claim=claim,
        holder=claim.first.actors[0],
        certainty=Certainty.CONDITIONAL,
        parts=(
            Part(
                "condition",
                record.condition or "",
                status_of(proof),
                tuple(clean_first(situation, list(proof))[:2]),
            ),
            event,
        ),
        settled_by=tuple({id(other): other for other in (*meeting, *named)}.values()),
        condition_status=_condition_status(record.condition, proof, event.status, outcomes),
        closed_after=_closed_after(situation, event, high),
    )


def _statement_item(situation: Situation, claim: Claim, past: _Past) -> Item:
    """What somebody said will be, where no event of the layers tells it: « Nous rouvrirons le port lundi »."""
    text = situation.text_of(*claim.first.place)
    language = language_of(situation, claim.first)
    condition = text[len(before_condition(text, language)) :].strip() or None
    forecast = Forecast(
        claim,
        statement_deed(situation, claim.first),
        _said_kind(situation, claim, condition),
        _said_certainty(claim, condition),
        condition,
    )
    return _forecast_item(situation, forecast, past)


def _forecast_item(situation: Situation, forecast: Forecast, past: _Past) -> Item:
    """What words foresee, settled by what later sentences make of its deed."""
    claim, deed, condition = forecast.claim, forecast.deed, forecast.condition
    text = situation.text_of(*claim.first.place)
    low, high = foreseen_days(situation, claim.first)
    outcomes = past.outcomes.of(deed, claim.first, high) if deed else []
    met = _met(situation, claim.first, condition, past) if condition else []
    words = before_condition(text, language_of(situation, claim.first)).strip(" ,")
    event = _event_part(situation, claim, [], [], outcomes, words)
    parts = [event]
    if condition:
        proof = tuple(clean_first(situation, [outcome.assertion for outcome in met])[:2])
        parts.insert(0, Part("condition", condition, status_of(proof), proof))
    if low or high:
        parts.append(_time_part(situation, claim, [], outcomes, (low, high)))
    return Item(
        kind=forecast.kind,
        claim=claim,
        holder=claim.first.voice.actor if claim.first.voice else None,
        certainty=forecast.certainty,
        parts=tuple(parts),
        settled_by=tuple(past.telling(outcomes, deed.verb)) if deed else (),
        condition_status=_condition_status(condition, met, event.status, outcomes),
        closed_after=_closed_after(situation, event, high),
    )


def _act(claim: Claim) -> Act:
    assert isinstance(claim.first.record, Attribution)
    return claim.first.record.act


def _said_kind(situation: Situation, claim: Claim, condition: str | None) -> LedgerKind:
    if condition:
        return LedgerKind.CONDITION
    if _act(claim) is Act.COMMITMENT and harms(situation, claim.first):
        return LedgerKind.THREAT
    return KIND_OF_ACT.get(_act(claim), LedgerKind.PREDICTION)


def _said_certainty(claim: Claim, condition: str | None) -> Certainty:
    if condition:
        return Certainty.CONDITIONAL
    return {Act.THREAT: Certainty.THREATENED, Act.COMMITMENT: Certainty.ANNOUNCED}.get(
        _act(claim), Certainty.POSSIBLE
    )


def _condition_of(claim: Claim) -> str | None:
    return claim.first.record.condition if isinstance(claim.first.record, Event) else None


def _met(situation: Situation, foreseen: Assertion, condition: str, past: _Past) -> list[Outcome]:
    """The later sentences that say that a condition came about."""
    deed = condition_deed(condition, language_of(situation, foreseen))
    if deed is None or not deed.beside:
        return []
    return [o for o in past.outcomes.of(deed, foreseen, None) if o.status is PartStatus.CONFIRMED]


def _closed_after(situation: Situation, event: Part, high: str | None) -> str | None:
    """The last day foreseen where the newest article is later and nothing read settles the event; silence refutes nothing."""
    if high is None or event.status is not PartStatus.OPEN:
        return None
    newest = max((p.earliest for p in situation.published.values() if p.earliest), default="")
    return high[:10] if newest[:10] > high[:10] else None


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
    table = word_list(language_of(situation, claim.first), "ledger")
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
    if _is_retold(situation, happened, foreseen):
        return False
    if not foreseen.first.actors and not foreseen.first.recipients:
        return _on_the_day(situation, happened, foreseen)
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


def _is_retold(situation: Situation, happened: Claim, foreseen: Claim) -> bool:
    """Whether both are one voice's same words, in which one article heard a past and another a future."""
    one, other = happened.first, foreseen.first
    if one.voice is None or other.voice is None or one.voice.actor != other.voice.actor:
        return False
    return likeness(one.stems, other.stems, situation.weights) >= SAME_WORDS


def _on_the_day(situation: Situation, happened: Claim, foreseen: Claim) -> bool:
    """Whether an event of the same matter took place on the one day foreseen: « les pourparlers s'ouvriront lundi »."""
    low, high = foreseen_days(situation, foreseen.first)
    one_matter = situation.threads[happened.first.article] == situation.threads[foreseen.first.article]
    return one_matter and low is not None and low == high and happened.interval == (low, high)


def _before(situation: Situation, happened: Claim, foreseen: Claim) -> bool:
    """Whether the event may lie before the day on which it was foreseen, or is outside its matter without a date."""
    since = situation.published[foreseen.first.article].earliest
    _, latest = happened.interval
    if latest is None:
        latest = min(
            filter(None, (situation.published[article].latest for article in happened.articles)), default=None
        )
    if since is None:
        return True
    if latest is None:
        return situation.threads[happened.first.article] != situation.threads[foreseen.first.article]
    return latest < since


def _event_part(
    situation: Situation,
    claim: Claim,
    settling: list[Claim],
    refuting: list[Claim],
    outcomes: Sequence[Outcome],
    words: str | None = None,
) -> Part:
    """Whether it came about: by a later report or denial of the event, else by a later sentence; being given up counts last."""
    words = words or situation.text_of(*claim.first.place)
    if settling:
        return Part("event", words, PartStatus.CONFIRMED, settling_passages(situation, settling))
    if refuting:
        return Part("event", words, PartStatus.REFUTED, settling_passages(situation, refuting))
    for status in (PartStatus.CONFIRMED, PartStatus.REFUTED):
        proof = [outcome.assertion for outcome in outcomes if outcome.status is status]
        if proof:
            return Part("event", words, status, tuple(clean_first(situation, proof)[:2]))
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
        parts.append(Part(aspect, names, status_of(agreeing), tuple(clean_first(situation, agreeing)[:2])))
    return parts


def _time_part(
    situation: Situation,
    claim: Claim,
    settling: list[Claim],
    outcomes: Sequence[Outcome],
    foreseen: tuple[str | None, str | None],
) -> Part:
    """When: the event's day lies in the time foreseen; with no time told, within ``SOON_DAYS`` of the article."""
    low, high = foreseen
    told = bool(low or high)
    words = " – ".join(filter(None, (low, high if high != low else None)))
    if not words:
        published = situation.published[claim.first.article]
        low, high = published.earliest, _later(published.latest, SOON_DAYS)
        if high is None:
            return Part("when", "?", PartStatus.OPEN)
        words = f"≤ {high}"
    dated = [
        (settling_passages(situation, [other]), *_known_days(situation, other, told=told))
        for other in settling
    ]
    dated += [((o.assertion,), *o.days) for o in outcomes if o.status is PartStatus.CONFIRMED]
    inside = [proof for proof, start, end in dated if (start or end) and not _outside(start, end, low, high)]
    outside = [proof for proof, start, end in dated if start and end and _outside(start, end, low, high)]
    if inside:
        return Part("when", words, PartStatus.CONFIRMED, inside[0])
    if outside and told:
        return Part("when", words, PartStatus.REFUTED, outside[0])
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


def _condition_status(
    condition: str | None, met: Sequence[object], event: PartStatus, outcomes: Sequence[Outcome]
) -> ConditionStatus | None:
    """Open, met (the condition came about), honoured (and so did what hung on it), broken (and that did not, or was given up).

    Who gives up what hung on a condition breaks it, whether or not the condition was reported as met.
    """
    if not condition:
        return None
    given_up = any(outcome.given_up for outcome in outcomes)
    if event is PartStatus.REFUTED and (met or given_up):
        return ConditionStatus.BROKEN
    if not met:
        return ConditionStatus.OPEN
    return ConditionStatus.HONOURED if event is PartStatus.CONFIRMED else ConditionStatus.MET


def _meeting_condition(situation: Situation, claim: Claim, past: _Past, told: _Conditions) -> list[Claim]:
    """The past events, told by other articles and not known to be earlier, that are what the condition speaks of."""
    record = claim.first.record
    words = record.condition if isinstance(record, Event | Position) else None
    stems = content_stems(words or "", language_of(situation, claim.first))
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
