"""What several articles assert alike, gathered into claims.

A claim joins records of one kind that agree on who, what and when; what differs in time, object or speaker stays
apart. Claims are built in the order of the articles' dates, so the order of input changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

from recoupe.crosscheck.assertions import PAST, Assertion, Claim, Claims, Voice
from recoupe.crosscheck.figures import read_figure, same_thing, told_for_two_places
from recoupe.crosscheck.owners import same_owner
from recoupe.crosscheck.retold import SPEAK_FOR_OTHERS
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import WORD, containment, content_stems, likeness
from recoupe.languages import word_list
from recoupe.model import (
    ActorKind,
    Annotation,
    Attribution,
    Event,
    EventType,
    Position,
    Published,
    Quantity,
    Span,
    Speaker,
    SpeakerKind,
)

SPOKEN_TYPES = frozenset(
    {
        EventType.ACCUSE,
        EventType.AGREE,
        EventType.CONCEDE,
        EventType.REJECT,
        EventType.REQUEST,
        EventType.SUPPORT,
        EventType.THREATEN,
    }
)
# These are done by words alone.
SAID_TYPES = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN})
MUTUAL_TYPES = frozenset({EventType.AGREE, EventType.CONSULT, EventType.COOPERATE})
# Between the same parties at one time, an attack or a meeting is one; there are many ways to help or to sanction.
SINGULAR_TYPES = frozenset({EventType.ASSAULT, EventType.CONSULT})
ALIKE_STATEMENT = 0.45
ALIKE_TARGET = 0.35
ALIKE_SPOKEN = 0.30
ALIKE_PARTLY_KNOWN = 0.20
ALIKE_UNKNOWN = 0.50
ALIKE_ELSEWHERE = 0.60
ALIKE_COUNTED = 0.50
OURS_CHARS = 7  # « notre » before a speaker's words
# Two statements nearly half alike share one of their most telling words.
TELLING_STEMS = 6
HINT = 0.01
COPIED = 2.0
# « Valme » and « la ville haute de Valme », « Luc Marsan » and « Marsan » are told apart or joined by who is who.
_NAMED_ALIKE = frozenset({ActorKind.PERSON, ActorKind.COUNTRY, ActorKind.GOVERNMENT, ActorKind.PLACE})
NOBODY_ELSE = frozenset({"nous", "ils", "elles"})
COPIED_WITHIN_DAYS = 3


def gather_claims(situation: Situation) -> Claims:
    """Join the records of all articles into claims."""
    annotations = sorted(situation.annotations, key=lambda annotation: situation.order(annotation.id))

    def collect(take: Callable[[Situation, Annotation], Iterator[Assertion]]) -> list[Assertion]:
        return [assertion for annotation in annotations for assertion in take(situation, annotation)]

    return Claims(
        events=_join(situation, collect(_event_assertions), _event_buckets, _same_event),
        statements=_join(situation, collect(_statement_assertions), _statement_buckets, _same_statement),
        positions=_join(situation, collect(_position_assertions), _position_buckets, _same_position),
        quantities=_join(situation, collect(_quantity_assertions), _quantity_buckets, _same_quantity),
    )


def _join(
    situation: Situation,
    assertions: list[Assertion],
    buckets: Callable[[Situation, Assertion], list[tuple[str, ...]]],
    same: Callable[[Situation, Assertion, Assertion], float],
) -> list[Claim]:
    """Put each assertion with the claim it is most like, or into a new one.

    ``same`` gives how sure two assertions are one thing: below 0 they cannot be, 0 says nothing, above 0 they are;
    a mere ``HINT`` counts only where one claim alone answers to it; ``COPIED`` counts whatever else was read of the times.
    """
    claims: list[Claim] = []
    table: dict[tuple[str, ...], list[int]] = {}
    for assertion in assertions:
        keys = buckets(situation, assertion)
        candidates = sorted({number for key in keys for number in table.get(key, ())})
        scored = []
        for number in candidates:
            scores = [same(situation, member, assertion) for member in claims[number].assertions]
            if max(scores) >= COPIED or (min(scores) >= 0 and max(scores) > 0):
                scored.append((max(scores), -number))
        best = -max(scored)[1] if scored and (len(scored) == 1 or max(scored)[0] > HINT) else -1
        if best < 0:
            claims.append(Claim())
            best = len(claims) - 1
        claims[best].assertions.append(assertion)
        for key in keys:
            numbers = table.setdefault(key, [])
            if best not in numbers:
                numbers.append(best)
    return claims


# --------------------------------------------------------------------------- events


def _event_assertions(situation: Situation, annotation: Annotation) -> Iterator[Assertion]:
    for event in annotation.events:
        yield Assertion(
            record=event,
            article=annotation.id,
            start=event.start,
            end=event.end,
            stems=_stems(annotation, event),
            voice=_voice_of(situation, annotation, event.attribution),
            actors=_account_keys(situation, annotation, event.actors),
            recipients=_account_keys(situation, annotation, event.recipients),
            earliest=_day(event.earliest),
            latest=_day(event.latest),
        )


def _event_buckets(situation: Situation, assertion: Assertion) -> list[tuple[str, ...]]:
    event = assertion.record
    assert isinstance(event, Event)
    family = "past" if event.modality in PAST else event.modality.value
    keys: list[tuple[str, ...]] = [(event.type.value, family, "matter", situation.threads[assertion.article])]
    if assertion.earliest and assertion.earliest == assertion.latest:
        keys += [
            (event.type.value, family, "day", assertion.earliest, principal)
            for principal in sorted(situation.principals(assertion.actors + assertion.recipients))
        ]
    keys += [
        (event.type.value, family, "near", day, key)
        for day in _days_from(situation.published[assertion.article])
        for key in assertion.actors + assertion.recipients
    ]
    return keys


def _days_from(published: Published) -> list[str]:
    """The day of an article and those after it in which it can be copied; none where the day is not known."""
    if not published.earliest or not published.latest or published.earliest[:10] != published.latest[:10]:
        return []
    day = date.fromisoformat(published.earliest[:10])
    return [(day + timedelta(days=number)).isoformat() for number in range(COPIED_WITHIN_DAYS + 1)]


def _same_event(situation: Situation, left: Assertion, right: Assertion) -> float:
    """Whether two events are one: same parties in the same roles, times that can agree, and wording where parties do not decide."""
    one, other = left.record, right.record
    assert isinstance(one, Event) and isinstance(other, Event)
    if _copied(situation, left, right):
        return COPIED
    if not _times_can_agree(left, right) or _told_too_early(situation, left, right):
        return -1.0
    if one.type in MUTUAL_TYPES:
        who = _meet(situation, left.actors + left.recipients, right.actors + right.recipients)
        whom = None
    else:
        who = _agree(situation, left.actors, right.actors)
        whom = _agree(situation, left.recipients, right.recipients)
    if who is False or whom is False:
        return -1.0
    if situation.same_wording(left.place, right.place):
        return 1.9
    alike = likeness(left.stems, right.stems, situation.weights)
    one_matter = situation.threads[left.article] == situation.threads[right.article]
    if not one_matter and not (who and whom):
        near = set(_days_from(situation.published[left.article])) & set(
            _days_from(situation.published[right.article])
        )
        if not (who or whom):
            return 0.0
        if left.earliest and left.earliest == left.latest == right.earliest == right.latest:
            held = max(
                containment(left.stems, right.stems, situation.weights),
                containment(right.stems, left.stems, situation.weights),
            )
            return alike if held >= ALIKE_ELSEWHERE else 0.0
        return alike if near and alike >= ALIKE_ELSEWHERE else 0.0
    if one.type in SPOKEN_TYPES:
        said = alike if not who else max(alike, _alike_but_names(situation, left, right))
        return said if said >= ALIKE_SPOKEN else 0.0
    if who and (whom or (one.type in MUTUAL_TYPES and len(situation.principals(right.actors)) > 1)):
        enough = one.type in SINGULAR_TYPES or alike >= ALIKE_PARTLY_KNOWN
        return 1.0 + alike if enough else 0.0
    if who or whom:
        alike_enough = alike >= ALIKE_PARTLY_KNOWN or (one.mode is not None and one.mode == other.mode)
        return max(alike, HINT) if alike_enough else HINT if one_matter else 0.0
    return alike if alike >= ALIKE_UNKNOWN else 0.0


def _alike_but_names(situation: Situation, left: Assertion, right: Assertion) -> float:
    """How alike two wordings are where their parties agree: on the words that do not name these, nor their offices.

    « Ana Lind a rejeté les accusations du parquet », « Elle a rejeté les accusations ».
    """
    actors = situation.identities.actors
    names = " ".join(
        f"{actors[key].name} {' '.join(office.title for office in actors[key].offices)}"
        for side in (left, right)
        for key in (*side.actors, *side.recipients)
    )
    stems = content_stems(names, situation.language)
    return likeness(left.stems - stems, right.stems - stems, situation.weights)


# --------------------------------------------------------------------------- statements


def _statement_assertions(situation: Situation, annotation: Annotation) -> Iterator[Assertion]:
    """Attributions with a speaker; an outer one that only carries an inner one is told by the inner one's chain."""
    for attribution in annotation.attributions:
        if attribution.speaker is None or _only_carries(attribution, annotation):
            continue
        earliest, latest = _day(attribution.earliest), _day(attribution.latest)
        yield Assertion(
            record=attribution,
            article=annotation.id,
            start=attribution.start,
            end=attribution.end,
            stems=_stems(annotation, attribution),
            voice=_voice(situation, annotation, attribution),
            earliest=earliest,
            latest=latest,
        )


def _only_carries(attribution: Attribution, annotation: Annotation) -> bool:
    """Whether what is said is itself only somebody's saying: « Selon A, B a dit que X » is B's word, through A.

    Not where it is the saying that A tells of (« B a avoué avoir X, dit A »), or A who says both (« A juge que X et demande Y »).
    """
    return any(
        inner is not attribution
        and inner.via
        and not _is_same_speaker(attribution, inner)
        and attribution.start <= inner.start
        and inner.end <= attribution.end
        and (inner.end - inner.start) >= 0.4 * (attribution.end - attribution.start)
        and not _tells_of_saying(attribution, inner, annotation)
        for inner in annotation.attributions
    )


def _is_same_speaker(outer: Attribution, inner: Attribution) -> bool:
    actors = [one.speaker.actor if one.speaker is not None else None for one in (outer, inner)]
    return actors[0] is not None and actors[0] == actors[1]


def _tells_of_saying(outer: Attribution, inner: Attribution, annotation: Annotation) -> bool:
    """Whether a statement is about an admission or a warning as a deed: its verb is one of those, not « dit »."""
    if inner.cue is None:
        return False
    stems = content_stems(annotation.text[inner.cue.start : inner.cue.end], annotation.language)
    return bool(stems & _deeds_of_saying(annotation.language))


@cache
def _deeds_of_saying(language: str) -> frozenset[str]:
    return content_stems(" ".join(word_list(language, "kin").get("deeds_of_saying", ())), language)


def _statement_buckets(situation: Situation, assertion: Assertion) -> list[tuple[str, ...]]:
    voice = assertion.voice
    assert voice is not None
    telling = sorted(assertion.stems, key=lambda stem: (-situation.weights.get(stem, 0.0), stem))
    unnamed: list[tuple[str, ...]] = [
        ("unnamed", situation.threads[assertion.article], stem) for stem in telling[:TELLING_STEMS]
    ]
    unnamed += situation.retold_keys.get(assertion.place, [])
    if voice.kind is SpeakerKind.ANONYMOUS or voice.actor is None:
        return unnamed
    retold = voice.kind in SPEAK_FOR_OTHERS or not _is_named(situation, voice)
    return [("named", voice.actor), *(unnamed if retold else ())]


def _is_named(situation: Situation, voice: Voice) -> bool:
    """Whether a voice has a name of its own: « Ana Lind », « l’Orvanie »; « le maire de Valme » and « la préfecture » have none,
    and two articles may have made two actors of one."""
    return voice.actor is not None and situation.identities.actors[voice.actor].name[:1].isupper()


def _same_statement(situation: Situation, left: Assertion, right: Assertion) -> float:
    one, other = left.record, right.record
    assert isinstance(one, Attribution) and isinstance(other, Attribution)
    assert left.voice is not None and right.voice is not None
    if not _times_can_agree(left, right):
        return -1.0
    if left.article == right.article and not situation.repeats(*right.place[:2]):
        return 0.0
    retold = frozenset((left.place, right.place)) in situation.retold
    one_voice = left.voice.actor == right.voice.actor
    named = all(_is_named(situation, voice) for voice in (left.voice, right.voice))
    if left.voice.actor and right.voice.actor and not one_voice and not retold and named:
        return 0.0
    if situation.same_wording(left.place, right.place):
        return 2.0
    if retold:
        return ALIKE_STATEMENT
    if not one_voice:
        return 0.0
    alike = likeness(left.stems, right.stems, situation.weights)
    return alike if alike >= ALIKE_STATEMENT else 0.0


# --------------------------------------------------------------------------- positions


def _position_assertions(situation: Situation, annotation: Annotation) -> Iterator[Assertion]:
    for position in annotation.positions:
        voice = _voice_of(situation, annotation, position.attribution)
        attribution = (
            annotation.attributions[position.attribution] if position.attribution is not None else None
        )
        yield Assertion(
            record=position,
            article=annotation.id,
            start=position.start,
            end=position.end,
            stems=content_stems(position.target, annotation.language),
            voice=voice,
            actors=_account_keys(situation, annotation, (position.holder,)),
            earliest=_day(attribution.earliest) if attribution else None,
            latest=_day(attribution.latest) if attribution else None,
        )


def _position_buckets(situation: Situation, assertion: Assertion) -> list[tuple[str, ...]]:
    position = assertion.record
    assert isinstance(position, Position)
    return [(assertion.actors[0], position.stance.value)]


def _same_position(situation: Situation, left: Assertion, right: Assertion) -> float:
    one, other = left.record, right.record
    assert isinstance(one, Position) and isinstance(other, Position)
    if bool(one.condition) != bool(other.condition):
        return -1.0
    if situation.same_wording(left.place, right.place):
        return 2.0
    alike = likeness(left.stems, right.stems, situation.weights)
    return alike if alike >= ALIKE_TARGET else 0.0


# --------------------------------------------------------------------------- quantities


def _quantity_assertions(situation: Situation, annotation: Annotation) -> Iterator[Assertion]:
    for quantity in annotation.quantities:
        as_of = _day(quantity.as_of)
        yield Assertion(
            record=quantity,
            article=annotation.id,
            start=quantity.start,
            end=quantity.end,
            stems=content_stems(quantity.what, annotation.language),
            voice=_owner_of(situation, annotation, quantity.attribution),
            earliest=as_of,
            latest=as_of,
        )


def _quantity_buckets(situation: Situation, assertion: Assertion) -> list[tuple[str, ...]]:
    quantity = assertion.record
    assert isinstance(quantity, Quantity)
    return [
        (quantity.unit, str(quantity.minimum), str(quantity.maximum), situation.threads[assertion.article])
    ]


def _same_quantity(situation: Situation, left: Assertion, right: Assertion) -> float:
    """Whether two figures of the same bounds are one: nothing says that they count two things, for two places or owners."""
    if (
        left.voice is not None
        and right.voice is not None
        and not same_owner(situation, left.voice, right.voice)
    ):
        return -1.0
    if _copied(situation, left, right):
        return COPIED
    if not _times_can_agree(left, right):
        return -1.0
    one, other = read_figure(situation, left), read_figure(situation, right)
    if one.partial or other.partial or told_for_two_places(one, other):
        return -1.0
    if not one.counted or not other.counted:
        return 0.0
    alike = likeness(left.stems, right.stems, situation.weights)
    return alike if alike >= ALIKE_COUNTED else float(same_thing(situation, one, other))


# --------------------------------------------------------------------------- shared


def _stems(annotation: Annotation, span: Span) -> frozenset[str]:
    return content_stems(annotation.text[span.start : span.end], annotation.language)


def _day(moment: str | None) -> str | None:
    """The calendar day of an ISO 8601 moment; None where it is not known to the day."""
    return moment[:10] if moment and len(moment) >= 10 and moment[:10].replace("-", "").isdigit() else None


def _copied(situation: Situation, left: Assertion, right: Assertion) -> bool:
    """Whether both stand at one point of a passage that two articles share within days: « mardi » is then one Tuesday."""
    if not situation.same_wording(left.place, right.place):
        return False
    one, other = (situation.published[assertion.article] for assertion in (left, right))
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    gap = max(one.earliest, other.earliest)[:10], min(one.latest, other.latest)[:10]
    return (date.fromisoformat(gap[0]) - date.fromisoformat(gap[1])).days <= COPIED_WITHIN_DAYS


def _told_too_early(situation: Situation, left: Assertion, right: Assertion) -> bool:
    """Whether one is of a day after the other's article came out, which then cannot have reported it."""
    return any(
        one.earliest is not None
        and (latest := situation.published[other.article].latest) is not None
        and latest < one.earliest
        for one, other in ((left, right), (right, left))
        if isinstance(other.record, Event) and other.record.modality in PAST
    )


def _times_can_agree(left: Assertion, right: Assertion) -> bool:
    """Whether the two intervals overlap, open ends included."""
    if left.earliest and right.latest and left.earliest > right.latest:
        return False
    return not (left.latest and right.earliest and left.latest < right.earliest)


def _agree(situation: Situation, left: tuple[str, ...], right: tuple[str, ...]) -> bool | None:
    """Whether two sets of parties name one in common, themselves or by whom they act for; None where one is not told.

    « les pêcheurs » of two articles are the same; « les pêcheurs » and « les marins » may be, and so may « le parquet » and
    « le parquet de Valme ».
    Persons who act for one country are still different persons: two ministers who met are not two presidents who met.
    """
    if not left or not right:
        return None
    if set(left) & set(right) or situation.common_names(left) & situation.common_names(right):
        return True
    if situation.common_names(left) and situation.common_names(right):
        return None
    if any(_may_be(situation, one, other) for one in left for other in right):
        return None
    if situation.are_persons(left) and situation.are_persons(right):
        return False
    if any(_heads(situation, one, other) or _heads(situation, other, one) for one in left for other in right):
        return True
    return bool(situation.principals(left) & situation.principals(right))


def _may_be(situation: Situation, one: str, other: str) -> bool:
    """Whether two parties may be one, since the words of one stand in the name of the other: « un bijoutier » twice, « le parquet » and
    « le parquet de Valme », « l’usine Orvex de Valme » and « Orvex »; not the names of two persons, nor those of lands and towns."""
    actors = [situation.identities.actors[key] for key in (one, other)]
    names = sorted((actor.name for actor in actors), key=len)
    kinds = {actor.kind for actor in actors}
    if (ActorKind.PERSON in kinds and len(kinds) > 1) or (kinds & _NAMED_ALIKE and not names[0].islower()):
        return False
    words = [content_stems(name, situation.language) for name in names]
    return bool(words[0]) and words[0] <= words[1]


def _heads(situation: Situation, person: str, body: str) -> bool:
    """Whether a person's office names a body: « la secrétaire de l’Union des marins » acts for « l’Union des marins »."""
    actors = situation.identities.actors
    if not situation.are_persons((person,)) or situation.are_persons((body,)):
        return False
    named = content_stems(actors[body].name, situation.language)
    titles = [content_stems(office.title, situation.language) for office in actors[person].offices]
    return len(named) > 1 and any(named <= title for title in titles)


def _meet(situation: Situation, left: tuple[str, ...], right: tuple[str, ...]) -> bool | None:
    """Whether two meetings can be one: all parties of the shorter list are in the longer, where both lists name two or more."""
    persons = [{key for key in keys if situation.are_persons((key,))} for keys in (left, right)]
    shorter, longer = sorted(persons, key=len)
    if len(shorter) > 1 or (shorter and len(longer) > 1):
        return shorter <= longer
    sides = sorted((situation.principals(left), situation.principals(right)), key=len)
    if len(sides[0]) > 1:
        return sides[0] <= sides[1]
    return _agree(situation, left, right)


def _account_keys(situation: Situation, annotation: Annotation, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(situation.identities.key(annotation.id, key) for key in keys))


def _owner_of(situation: Situation, annotation: Annotation, number: int | None) -> Voice | None:
    """Whose count a figure is: whoever gives it; where the article gives it itself (« nous avions annoncé »), who issues it."""
    if number is not None and not _is_we(annotation.attributions[number]):
        return _voice_of(situation, annotation, number)
    return _issuer(situation, annotation)


def _issuer(situation: Situation, annotation: Annotation) -> Voice | None:
    """Who counts in a communiqué that its issuer signs as outlet: « Communiqué : … 24 camions sont entrés »."""
    outlet = annotation.article.outlet
    headline = annotation.article.title or annotation.text.lstrip().partition("\n")[0]
    opening = tuple(word_list(annotation.language, "attributions").get("own", {}).get("issued", ()))
    if not outlet or not opening or not headline.lower().startswith(opening):
        return None
    named = {actor.name: actor for actor in annotation.actors}.get(outlet)
    return Voice(
        actor=situation.identities.key(annotation.id, named.key) if named is not None else None,
        kind=SpeakerKind.INSTITUTION,
        words=outlet,
        shown=outlet,
        via=(),
    )


def _is_we(attribution: Attribution) -> bool:
    """« nous avions annoncé neuf blessés », « ils ont compté 40 départs » of nobody named, outside what anybody else says."""
    speaker = attribution.speaker
    unnamed = speaker is not None and speaker.actor is None and not attribution.via
    return unnamed and speaker is not None and speaker.name.lower() in NOBODY_ELSE


def _voice_of(situation: Situation, annotation: Annotation, number: int | None) -> Voice | None:
    """Whose word a record is; None where the article gives it itself, also by « a constaté notre journaliste »."""
    if number is None or _is_own_reporter(annotation, annotation.attributions[number]):
        return None
    return _voice(situation, annotation, annotation.attributions[number])


def _is_own_reporter(annotation: Annotation, attribution: Attribution) -> bool:
    """« notre correspondante sur place », « un journaliste de L’Écho » in L’Écho."""
    speaker = attribution.speaker
    if speaker is None:
        return False
    own = word_list(annotation.language, "attributions").get("own", {})
    shown = annotation.text[max(0, speaker.start - OURS_CHARS) : speaker.end]
    words = content_stems(annotation.text[speaker.start : speaker.end], annotation.language)
    reports = not words.isdisjoint(content_stems(" ".join(own.get("reporters", ())), annotation.language))
    ours = not set(own.get("ours", ())).isdisjoint(WORD.findall(shown.lower()))
    outlet = annotation.article.outlet
    return reports and (
        ours or (outlet is not None and outlet in annotation.text[speaker.start : speaker.end])
    )


def _voice(situation: Situation, annotation: Annotation, attribution: Attribution) -> Voice | None:
    speaker = attribution.speaker
    if speaker is None:
        return None
    return Voice(
        actor=speaker_key(situation, annotation, speaker),
        kind=speaker.kind,
        words=speaker.name,
        shown=annotation.text[speaker.start : speaker.end],
        via=tuple(relay.name for relay in attribution.via if relay.name != speaker.name),
    )


def speaker_key(situation: Situation, annotation: Annotation, speaker: Speaker) -> str | None:
    """The account's key of who speaks, None where the words are no mention of an actor."""
    return situation.identities.key(annotation.id, speaker.actor) if speaker.actor else None
