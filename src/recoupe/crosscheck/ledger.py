"""What was announced, threatened, predicted or made conditional, and what later articles made of each part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recoupe.crosscheck.assertions import Assertion, Claim, Claims
from recoupe.crosscheck.deeds import (
    Deed,
    before_condition,
    condition_deed,
    deed_pattern,
    deed_words,
    deeds_of,
    split_condition,
)
from recoupe.crosscheck.forecasts import Forecast, find_forecasts
from recoupe.crosscheck.foreseen import (
    does_harm,
    event_deed,
    foreseen_days,
    foreseen_statements,
    harms,
    looks_back,
    position_deed,
    statement_deed,
)
from recoupe.crosscheck.kin import kin_stems, shared_kin
from recoupe.crosscheck.outcomes import Outcome
from recoupe.crosscheck.parts import (
    Part,
    clean_first,
    helper_parts,
    language_of,
    means_parts,
    paragraph_of,
    passage_about,
    ruled_out,
    sentence_of,
    status_of,
    way_parts,
)
from recoupe.crosscheck.past import Conditions, Past, modality_of
from recoupe.crosscheck.promised import amount_parts
from recoupe.crosscheck.settling import (
    carries_out,
    condition_status,
    event_part,
    meeting_condition,
    party_parts,
    settles,
    time_part,
)
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import WORD, containment, content_stems
from recoupe.languages import word_list
from recoupe.model import (
    Act,
    ActorKind,
    Attribution,
    Certainty,
    ConditionStatus,
    Event,
    EventModality,
    EventType,
    LedgerKind,
    PartStatus,
    Place,
    Position,
    SaidModality,
)

KIND_OF = {
    EventModality.PREDICTED: LedgerKind.PREDICTION,
    EventModality.THREATENED: LedgerKind.THREAT,
    EventModality.ANNOUNCED: LedgerKind.PROMISE,
    EventModality.CONDITIONAL: LedgerKind.CONDITION,
}
BARE_NOUN_WORDS = 3
TOLD_WITH_DEED = 0.4  # of the words of a condition
NEAR_CHARS = 400  # around what foresees, where its condition stands
WORTH_TELLING = frozenset({Certainty.CERTAIN, Certainty.LIKELY, Certainty.CONDITIONAL, Certainty.THREATENED})
KIND_OF_ACT = {Act.THREAT: LedgerKind.THREAT, Act.COMMITMENT: LedgerKind.PROMISE}


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
    past = Past(situation, claims.events, claims.quantities)
    conditioned = [claim for claim in claims.positions if _position(claim.first).condition]
    told = Conditions(situation, conditioned, claims.events)
    foreseen = [
        claim
        for claim in claims.events
        if modality_of(claim.first) in KIND_OF
        if not told.hold(claim.first) and not looks_back(situation, claim.first)
    ]
    deeds: dict[str, list[Claim]] = {}
    for claim in [*foreseen, *claims.positions]:
        deeds.setdefault(claim.first.article, []).append(claim)
    foreseen = [claim for claim in foreseen if not _only_threatens(claim, deeds[claim.first.article])]
    foreseen = [claim for claim in foreseen if not _only_named(situation, claim, claims.statements)]
    items = [
        *(_event_item(situation, claim, past, told) for claim in foreseen),
        *(_condition_item(situation, claim, past, told) for claim in conditioned),
    ]
    taken = [assertion for claim in (*foreseen, *conditioned) for assertion in claim.assertions]
    said = foreseen_statements(situation, claims.statements, taken)
    items += [_statement_item(situation, claim, past) for claim in said]
    taken += [assertion for claim in said for assertion in claim.assertions]
    foretold = [(found, _forecast_item(situation, found, past)) for found in find_forecasts(situation, taken)]
    return [*items, *(item for found, item in foretold if _tells_enough(found, item))]


def _tells_enough(found: Forecast, item: Item) -> bool:
    """Whether a sentence in the future is worth an item: somebody says so, it promises in so many words, tells when, is sure
    or hangs on something, or came about."""
    deed = found.deed
    said = found.claim.first.voice is not None and deed is not None and bool(deed.beside)
    promised = found.kind is LedgerKind.PROMISE and deed is not None and deed.named
    return (
        said
        or promised
        or item.certainty in WORTH_TELLING
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


def _only_named(situation: Situation, claim: Claim, statements: Sequence[Claim]) -> bool:
    """« La grève durera un mois »: a noun about which somebody foresees something else; his words are the item."""
    first = claim.first
    if len(situation.text_of(*first.place).split()) > BARE_NOUN_WORDS:
        return False
    for other in statements:
        said = other.first
        record = said.record
        if said.article != first.article or not (said.start <= first.start and first.end <= said.end):
            continue
        if isinstance(record, Attribution) and record.modality is SaidModality.PREDICTION:
            deed = statement_deed(situation, said)
            if deed is not None and deed.verb not in first.stems:
                return True
    return False


def _threatens(claim: Claim) -> bool:
    return isinstance(claim.first.record, Event) and claim.first.record.type is EventType.THREATEN


def _position(assertion: Assertion) -> Position:
    assert isinstance(assertion.record, Position)
    return assertion.record


# --------------------------------------------------------------------------- items


def _event_item(situation: Situation, claim: Claim, past: Past, told: Conditions) -> Item:
    record = claim.first.record
    assert isinstance(record, Event)
    settling = [other for other in past.happened.get(record.type, ()) if settles(situation, other, claim)]
    refuting = [other for other in past.denied.get(record.type, ()) if settles(situation, other, claim)]
    low, high = foreseen_days(situation, claim.first)
    deed = event_deed(situation, claim.first)
    outcomes = past.outcomes_of(deed, claim.first, (low, high)) if deed else []
    named = past.telling(outcomes, deed.verb) if deed else []
    settling += [other for other in named if not any(other is one for one in settling)]
    if not settling and record.type is EventType.THREATEN:
        settling = _attacks_of(situation, claim, deed, past)
    context = paragraph_of(situation, claim.first)
    certainty = _certainty(situation, claim, context)
    parts = [event_part(situation, claim, settling, refuting, outcomes)]
    condition = _condition_of(claim)
    proof = meeting_condition(situation, claim, past, told)
    shown = tuple(other.first for other in proof) or tuple(
        outcome.assertion for outcome in (_met(situation, claim.first, condition, past) if condition else ())
    )
    if condition:
        shown = shown or _met_by_deed(situation, claim.first, condition, parts[0])
        parts.append(
            Part("condition", condition, status_of(shown), tuple(clean_first(situation, list(shown))[:2]))
        )
    parts += party_parts(situation, claim, settling)
    if (low or high) or (record.type is not EventType.THREATEN and settling):
        parts.append(time_part(situation, claim, settling, outcomes, (low, high)))
    excluded = ruled_out(situation, claim.first, context)
    about = passage_about(situation, claim.first)
    for words in excluded:
        about = about.replace(words, "")
    parts += means_parts(situation, about, claim, settling)
    parts += way_parts(situation, claim.first, context, settling, past.outcomes)
    parts += helper_parts(situation, claim.first, context, settling)
    parts += amount_parts(situation, claim.first, _showing(settling, outcomes))
    parts += [Part("excluded", words, PartStatus.OPEN) for words in excluded]
    return Item(
        kind=_event_kind(situation, claim, record.modality, _is_commitment(situation, claim, deed)),
        claim=claim,
        holder=_holder(claim),
        certainty=certainty,
        parts=tuple(parts),
        settled_by=tuple(settling),
        condition_status=condition_status(condition, shown, parts[0].status, outcomes),
        closed_after=_closed_after(situation, parts[0], high),
    )


def _event_kind(situation: Situation, claim: Claim, modality: EventModality, committed: bool) -> LedgerKind:
    """What is announced without a word on who will do it, or by another than who will, is no promise but a prediction; what hangs
    on a condition is no mere threat; and « a promis des réponses » threatens nobody."""
    if modality is EventModality.ANNOUNCED and not committed:
        own = _acts_for(situation, _voice(claim), claim.first.actors)
        return LedgerKind.PROMISE if own and claim.first.actors else LedgerKind.PREDICTION
    if modality is EventModality.THREATENED and _condition_of(claim):
        return LedgerKind.CONDITION
    if modality is EventModality.THREATENED and committed:
        return LedgerKind.PROMISE
    return KIND_OF[modality]


def _acts_for(situation: Situation, voice: str | None, actors: Sequence[str]) -> bool:
    """Whether nobody known speaks, or one of those who will act, or of their side: « les éboueurs cesseront le travail, a prévenu
    le syndicat »."""
    return (
        voice is None
        or voice in actors
        or bool(situation.principals([voice]) & situation.principals(actors))
        or (_is_union(situation, voice) and all(_is_group(situation, actor) for actor in actors))
    )


def _is_union(situation: Situation, key: str) -> bool:
    """Whether an actor speaks for the people of a trade or a place."""
    actor = situation.identities.actors[key]
    unions = content_stems(
        " ".join(word_list(situation.language, "ledger").get("unions", ())), situation.language
    )
    return bool(unions & content_stems(actor.name, situation.language))


def _is_group(situation: Situation, key: str) -> bool:
    return situation.identities.actors[key].kind in (ActorKind.COLLECTIVE, ActorKind.ANONYMOUS)


def _is_commitment(situation: Situation, claim: Claim, deed: Deed | None) -> bool:
    """Whether the words of an event are somebody's commitment to something that harms nobody."""
    first = claim.first
    if does_harm(deed, language_of(situation, first)):
        return False
    return any(
        said.act is Act.COMMITMENT and first.start <= said.start and said.end <= first.end
        for said in situation.by_id[first.article].attributions
    )


def _attacks_of(situation: Situation, claim: Claim, deed: Deed | None, past: Past) -> list[Claim]:
    """The attacks that carry out a threat to do harm."""
    if not does_harm(deed, language_of(situation, claim.first)):
        return []
    return [
        attack for attack in past.happened.get(EventType.ASSAULT, ()) if carries_out(situation, attack, claim)
    ]


def _condition_item(situation: Situation, claim: Claim, past: Past, told: Conditions) -> Item:
    """A position that hangs on a condition: « soutiendrait un blocus si la médiation échouait »."""
    record = _position(claim.first)
    meeting = meeting_condition(situation, claim, past, told)
    met = _met(situation, claim.first, record.condition or "", past)
    deed = position_deed(situation, claim.first)
    low, high = foreseen_days(situation, claim.first)
    outcomes = past.outcomes.of(deed, claim.first, (low, high)) if deed else []
    event = event_part(situation, claim, [], [], outcomes, record.target)
    proof = (*(other.first for other in meeting), *(outcome.assertion for outcome in met))
    proof = proof or _met_by_deed(situation, claim.first, record.condition or "", event)
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
        condition_status=condition_status(record.condition, proof, event.status, outcomes),
        closed_after=_closed_after(situation, event, high),
    )


def _statement_item(situation: Situation, claim: Claim, past: Past) -> Item:
    """What somebody said will be, where no event of the layers tells it: « Nous rouvrirons le port lundi »."""
    text = situation.text_of(*claim.first.place)
    language = language_of(situation, claim.first)
    _, condition = split_condition(text, language)
    forecast = Forecast(
        claim,
        statement_deed(situation, claim.first),
        _said_kind(situation, claim, condition),
        _said_certainty(claim, condition),
        condition,
    )
    return _forecast_item(situation, forecast, past)


def _forecast_item(situation: Situation, forecast: Forecast, past: Past) -> Item:
    """What words foresee, settled by what later sentences make of its deed."""
    claim, deed, condition = forecast.claim, forecast.deed, forecast.condition
    text = situation.text_of(*claim.first.place)
    low, high = foreseen_days(situation, _without_condition(situation, claim.first, condition))
    met = _met(situation, claim.first, condition, past) if condition else []
    due = high or (situation.published[met[0].assertion.article].latest if met else None)
    outcomes = past.outcomes_of(deed, claim.first, (low, due)) if deed else []
    words = before_condition(text, language_of(situation, claim.first)).strip(" ,")
    attacks = (
        []
        if outcomes or forecast.kind is not LedgerKind.THREAT
        else _attacks_of(situation, claim, deed, past)
    )
    event = event_part(situation, claim, attacks, [], outcomes, words)
    parts = [event]
    proof: tuple[Assertion, ...] = ()
    if condition:
        proof = tuple(clean_first(situation, [outcome.assertion for outcome in met])[:2])
        proof = proof or _met_by_deed(situation, claim.first, condition, event)
        parts.insert(0, Part("condition", condition, status_of(proof), proof))
    if low or high:
        parts.append(time_part(situation, claim, attacks, outcomes, (low, high)))
    parts += amount_parts(situation, claim.first, _showing(attacks, outcomes))
    return Item(
        kind=forecast.kind,
        claim=claim,
        holder=_voice(claim),
        certainty=forecast.certainty,
        parts=tuple(parts),
        settled_by=(*attacks, *(past.telling(outcomes, deed.verb) if deed else ())),
        condition_status=condition_status(condition, proof, event.status, outcomes),
        closed_after=_closed_after(situation, event, high),
    )


def _showing(settling: Sequence[Claim], outcomes: Sequence[Outcome]) -> list[Assertion]:
    """The passages that tell what came of it."""
    return [
        *(assertion for claim in settling for assertion in claim.assertions),
        *(outcome.assertion for outcome in outcomes),
    ]


def _without_condition(situation: Situation, assertion: Assertion, condition: str | None) -> Assertion:
    """The words that foresee up to the condition: « fermera le port si le bac n’est pas parti avant le 20 » tells no day."""
    at = situation.text_of(*assertion.place).find(condition) if condition else -1
    return replace(assertion, end=assertion.start + at) if at > 0 else assertion


def _met_by_deed(
    situation: Situation, foreseen: Assertion, condition: str, event: Part
) -> tuple[Assertion, ...]:
    """What shows that something was not done on whose omission a deed hung: that the deed came about (« fermera le port si
    le bac n’est pas parti », « a fermé le port »); or that a condition came about: what tells the deed tells it too (« si le lac
    dépasse la cote 12 », « le lac ayant atteint la cote 13, la vallée a été évacuée »)."""
    language = language_of(situation, foreseen)
    stems = frozenset(stem for stem in kin_stems(condition, language) if not stem.isdigit())
    for proof in event.settled_by if event.status is PartStatus.CONFIRMED else ():
        told = kin_stems(sentence_of(situation, proof), language_of(situation, proof))
        shared = shared_kin(stems, told)
        if len(shared) > 1 and containment(stems, shared, situation.weights) >= TOLD_WITH_DEED:
            return (proof,)
    omitted = not deed_words(language, "negations").isdisjoint(WORD.findall(condition.lower()))
    omitted = omitted or deed_pattern(language, "or_else").search(condition.lower()) is not None
    return event.settled_by[:1] if omitted and event.status is PartStatus.CONFIRMED else ()


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


def _met(situation: Situation, foreseen: Assertion, condition: str, past: Past) -> list[Outcome]:
    """The later sentences that say that a condition came about."""
    language = language_of(situation, foreseen)
    deed = condition_deed(condition, language)
    deeds = [deed] if deed is not None else deeds_of(condition, language)
    text = situation.by_id[foreseen.article].text
    at = text.find(condition, max(0, foreseen.start - NEAR_CHARS), foreseen.end + NEAR_CHARS)
    within = Place(id=foreseen.article, start=max(at, 0), end=max(at, 0) + len(condition))
    days = foreseen_days(
        situation, replace(foreseen, start=within.start, end=within.end, earliest=None, latest=None)
    )
    return [
        outcome
        for each in deeds
        for outcome in past.outcomes.of(
            each if each.beside else replace(each, named=True), foreseen, days, within if at >= 0 else None
        )
        if outcome.status is PartStatus.CONFIRMED
    ]


def _closed_after(situation: Situation, event: Part, high: str | None) -> str | None:
    """The last day foreseen where the newest article is later and nothing read settles the event; silence refutes nothing."""
    if high is None or event.status is not PartStatus.OPEN:
        return None
    newest = max((p.earliest for p in situation.published.values() if p.earliest), default="")
    return high[:10] if newest[:10] > high[:10] else None


def _voice(claim: Claim) -> str | None:
    return claim.first.voice.actor if claim.first.voice is not None else None


def _holder(claim: Claim) -> str | None:
    """Who foresees it: the voice, or for a threat or a promise told by the article, who is to act."""
    return _voice(claim) or (claim.first.actors[0] if claim.first.actors else None)


def _certainty(situation: Situation, claim: Claim, context: str) -> Certainty:
    """How sure the words are: the strongest cue of the paragraph for a prediction, else the kind itself."""
    modality = modality_of(claim.first)
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
