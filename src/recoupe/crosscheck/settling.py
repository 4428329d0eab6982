"""Which events settle what was foreseen, and what that makes of its parts: whether, by whom, against whom, when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from recoupe.crosscheck.assertions import Claim
from recoupe.crosscheck.foreseen import foreseen_days
from recoupe.crosscheck.outcomes import SMALL_DOSSIER_ARTICLES, Outcome
from recoupe.crosscheck.parts import Part, clean_first, language_of, settling_passages, status_of
from recoupe.crosscheck.past import Conditions, Past
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import containment, content_stems, likeness, sentence_bounds
from recoupe.model import ActorKind, ConditionStatus, Event, PartStatus, Position

SOON_DAYS = 21
CONDITION_MET = 0.6
SAME_WORDS = 0.8
WHERE = frozenset({ActorKind.PLACE, ActorKind.COUNTRY})


def settles(situation: Situation, happened: Claim, foreseen: Claim) -> bool:
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


def carries_out(situation: Situation, attack: Claim, threat: Claim) -> bool:
    """Whether an attack is what its author had threatened with: « a juré de riposter », of the same matter, within
    ``SOON_DAYS``, on whom was threatened where that is told."""
    first = threat.first
    holders = first.actors or ((first.voice.actor,) if first.voice and first.voice.actor else ())
    authors = situation.principals(key for a in attack.assertions for key in a.actors)
    struck = situation.principals(key for a in attack.assertions for key in a.recipients)
    threatened = situation.principals(first.recipients) - situation.principals(holders)
    if not authors & situation.principals(holders) or (struck and threatened and not struck & threatened):
        return False
    one_matter = situation.threads[attack.first.article] == situation.threads[first.article]
    if not one_matter or set(attack.articles) <= set(threat.articles) or _before(situation, attack, threat):
        return False
    since, (earliest, _) = situation.published[first.article].latest, attack.interval
    return since is None or earliest is None or earliest <= (_later(since[:10], SOON_DAYS) or earliest)


def _is_retold(situation: Situation, happened: Claim, foreseen: Claim) -> bool:
    """Whether both are one voice's same words, in which one article heard a past and another a future."""
    one, other = happened.first, foreseen.first
    if one.voice is None or other.voice is None or one.voice.actor != other.voice.actor:
        return False
    return likeness(one.stems, other.stems, situation.weights) >= SAME_WORDS


def _on_the_day(situation: Situation, happened: Claim, foreseen: Claim) -> bool:
    """Whether an event of the same matter took place on the one day foreseen: « les pourparlers s'ouvriront lundi »; not in
    another place, and among many articles in one that both name."""
    low, high = foreseen_days(situation, foreseen.first)
    one_matter = situation.threads[happened.first.article] == situation.threads[foreseen.first.article]
    if not one_matter or low is None or low != high or happened.interval != (low, high):
        return False
    left, right = (_places(situation, claim) for claim in (happened, foreseen))
    few = len(situation.annotations) <= SMALL_DOSSIER_ARTICLES
    return bool(left & right) or (few and not (left and right))


def _places(situation: Situation, claim: Claim) -> frozenset[str]:
    """The places and countries named in the sentences of a claim."""
    found = set()
    for assertion in claim.assertions:
        text = situation.by_id[assertion.article].text
        for mention in situation.mentions_between(
            assertion.article, *sentence_bounds(text, assertion.start, assertion.end)
        ):
            key = situation.identities.key(assertion.article, mention.actor)
            if situation.identities.actors[key].kind in WHERE:
                found.add(key)
    return frozenset(found)


def _before(situation: Situation, happened: Claim, foreseen: Claim) -> bool:
    """Whether the event may lie before the day on which it was foreseen, or is outside its matter without a date."""
    since = situation.published[foreseen.first.article].earliest
    reported = (situation.published[article].latest for article in happened.articles)
    latest = min(filter(None, (happened.interval[1], *reported)), default=None)
    if since is None:
        return True
    if latest is None:
        return situation.threads[happened.first.article] != situation.threads[foreseen.first.article]
    return latest < since


def event_part(
    situation: Situation,
    claim: Claim,
    settling: list[Claim],
    refuting: list[Claim],
    outcomes: Sequence[Outcome],
    words: str | None = None,
) -> Part:
    """Whether it came about: by a later report or denial of the event, else by later sentences; what the first of them says
    of the time foreseen counts (« n'a pas rouvert lundi », though it did on Thursday), being given up last."""
    words = words or situation.text_of(*claim.first.place)
    if settling:
        return Part("event", words, PartStatus.CONFIRMED, settling_passages(situation, settling))
    if refuting:
        return Part("event", words, PartStatus.REFUTED, settling_passages(situation, refuting))
    first = outcomes[0].status if outcomes and not outcomes[0].given_up else None
    order = (PartStatus.CONFIRMED, PartStatus.REFUTED)
    for status in order[::-1] if first is PartStatus.REFUTED else order:
        proof = [outcome.assertion for outcome in outcomes if outcome.status is status]
        if proof:
            return Part("event", words, status, tuple(clean_first(situation, proof)[:2]))
    return Part("event", words, PartStatus.OPEN)


def party_parts(situation: Situation, claim: Claim, settling: list[Claim]) -> list[Part]:
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
        names = ", ".join(dict.fromkeys(situation.identities.actors[key].name for key in foreseen))
        parts.append(Part(aspect, names, status_of(agreeing), tuple(clean_first(situation, agreeing)[:2])))
    return parts


def time_part(
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
    dated += [
        ((o.assertion,), *_days_of(situation, o, foreseen))
        for o in outcomes
        if o.status is PartStatus.CONFIRMED
    ]
    inside = [proof for proof, start, end in dated if (start or end) and not _outside(start, end, low, high)]
    outside = [proof for proof, start, end in dated if start and end and _outside(start, end, low, high)]
    if inside:
        return Part("when", words, PartStatus.CONFIRMED, inside[0])
    if outside and told:
        return Part("when", words, PartStatus.REFUTED, outside[0])
    decided = [o for o in outcomes if o.instead and o.days[0] and not _outside(*o.days, low, high)]
    if decided and told and not dated:
        return Part("when", words, PartStatus.CONFIRMED, (decided[0].assertion,))
    undone = [o.assertion for o in outcomes if o.status is PartStatus.REFUTED and not o.given_up]
    if undone and told and not dated:
        return Part("when", words, PartStatus.REFUTED, tuple(clean_first(situation, undone)[:1]))
    return Part("when", words, PartStatus.OPEN)


def _days_of(
    situation: Situation, outcome: Outcome, foreseen: tuple[str | None, str | None]
) -> tuple[str | None, str | None]:
    """The days that an outcome tells; where it tells none and was reported on the very day foreseen, that day."""
    published = situation.published[outcome.assertion.article]
    days = {day[:10] for day in (published.earliest, published.latest, *foreseen) if day}
    on_the_day = len(days) == 1 and all((published.earliest, published.latest, *foreseen))
    return foreseen if on_the_day and not any(outcome.days) else outcome.days


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


def condition_status(
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


def meeting_condition(situation: Situation, claim: Claim, past: Past, told: Conditions) -> list[Claim]:
    """The past events, told by other articles and not known to be earlier, that are what the condition speaks of."""
    record = claim.first.record
    words = record.condition if isinstance(record, Event | Position) else None
    stems = content_stems(words or "", language_of(situation, claim.first))
    found = [
        other
        for event in told.events_in(claim.first)
        if isinstance(event.record, Event)
        for other in past.happened.get(event.record.type, ())
        if settles(situation, other, Claim([event]))
    ]
    found += [
        other
        for other in past.sharing(stems)
        if not set(other.articles) <= set(claim.articles)
        and containment(stems, other.first.stems, situation.weights) >= CONDITION_MET
        and not _before(situation, other, claim)
    ]
    return list({id(other): other for other in found}.values())
