"""The parts of what was foreseen: by what means, which way, with whose help, what is ruled out; and what settles them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.crosscheck.assertions import Assertion, Claim
from recoupe.crosscheck.outcomes import Outcomes
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import SENTENCE_END, WORD, content_stems, sentence_bounds
from recoupe.languages import word_list
from recoupe.model import ActorKind, Event, PartStatus

EXCLUDED_CHARS = 120
UNNAMED = frozenset({ActorKind.ANONYMOUS, ActorKind.COLLECTIVE, ActorKind.PLACE, ActorKind.MEDIA})


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what was foreseen and the assertions that settle it."""

    aspect: str
    what: str
    status: PartStatus
    settled_by: tuple[Assertion, ...] = ()


def means_parts(situation: Situation, context: str, claim: Claim, settling: list[Claim]) -> list[Part]:
    """By what means: each means named where it was foreseen, confirmed by a passage on the event that names it."""
    language = language_of(situation, claim.first)
    parts = []
    for word in word_list(language, "ledger").get("means", ()):
        stem = content_stems(word, language)
        if not stem <= content_stems(context, language):
            continue
        naming = [
            assertion
            for other in settling
            for assertion in other.assertions
            if stem <= content_stems(sentence_of(situation, assertion), language)
        ]
        parts.append(Part("means", word, status_of(naming), tuple(clean_first(situation, naming)[:2])))
    return parts


def ruled_out(situation: Situation, assertion: Assertion, context: str) -> list[str]:
    """What the paragraph rules out: « mais pas les écoles », « à l’exception des hôpitaux »."""
    lowered = context.lower().replace("’", "'")
    found = []
    for cue in word_list(language_of(situation, assertion), "ledger").get("excluded", ()):
        at = re.search(rf"\b{re.escape(cue)}\b", lowered)
        if at:
            found.append(re.split(r"[.,;!?\n]", context[at.start() : at.start() + EXCLUDED_CHARS])[0].strip())
    return found[:2]


def way_parts(
    situation: Situation, assertion: Assertion, context: str, settling: Sequence[Claim], outcomes: Outcomes
) -> list[Part]:
    """« passerait par le col »: the way it would come, confirmed by a report that names it, refuted by who rules it out."""
    tongue = language_of(situation, assertion)
    table = word_list(tongue, "ledger")
    verbs, links = ("|".join(table.get(name, ())) for name in ("way", "way_from"))
    if not verbs:
        return []
    found = re.search(rf"\b(?:{verbs}) (?:{links}) (?P<way>[^,.;:!?\n]{{3,80}})", context)
    if found is None:
        return []
    stems = content_stems(found["way"], tongue)
    refuting = outcomes.ruling_out(stems, assertion)
    if refuting:
        return [Part("way", found["way"], PartStatus.REFUTED, tuple(refuting[:2]))]
    naming = [
        a
        for claim in settling
        for a in claim.assertions
        if stems <= content_stems(sentence_of(situation, a), tongue)
    ]
    return [Part("way", found["way"], status_of(naming), tuple(clean_first(situation, naming)[:2]))]


def helper_parts(
    situation: Situation, assertion: Assertion, context: str, settling: Sequence[Claim]
) -> list[Part]:
    """« Les Milices du Cap pourraient y prendre part »: who would help, confirmed by a report that has them act."""
    annotation = situation.by_id[assertion.article]
    cues = "|".join(re.escape(cue) for cue in word_list(annotation.language, "ledger").get("helping", ()))
    low = annotation.text.find(context)
    if not cues or low < 0:
        return []
    parts: dict[str, Part] = {}
    for found in re.finditer(rf"\b(?:{cues})\b", context):
        sentence, _ = sentence_bounds(annotation.text, low + found.start(), low + found.end())
        for mention in situation.mentions_between(annotation.id, sentence, low + found.start()):
            key = situation.identities.key(annotation.id, mention.actor)
            actor = situation.identities.actors[key]
            if (
                actor.kind in UNNAMED
                or key in assertion.actors
                or key in parts
                or not actor.name[:1].isupper()
            ):
                continue
            acting = [a for claim in settling for a in claim.assertions if key in a.actors]
            parts[key] = Part(
                "helper", actor.name, status_of(acting), tuple(clean_first(situation, acting)[:2])
            )
            break
    return list(parts.values())


def status_of(evidence: Sequence[Assertion]) -> PartStatus:
    return PartStatus.CONFIRMED if evidence else PartStatus.OPEN


def settling_passages(situation: Situation, claims: Sequence[Claim]) -> tuple[Assertion, ...]:
    return tuple(
        clean_first(situation, [assertion for claim in claims for assertion in claim.assertions])[:2]
    )


def clean_first(situation: Situation, assertions: list[Assertion]) -> list[Assertion]:
    """Clean wording first, doubtful wording last; otherwise as it came."""
    return sorted(assertions, key=lambda assertion: assertion.article in situation.doubtful)


def language_of(situation: Situation, assertion: Assertion) -> str:
    return situation.by_id[assertion.article].language


def paragraph_of(situation: Situation, assertion: Assertion) -> str:
    """The paragraph in which an assertion stands."""
    annotation = situation.by_id[assertion.article]
    for zone in annotation.zones:
        if zone.start <= assertion.start < zone.end:
            return annotation.text[zone.start : zone.end]
    return annotation.text[assertion.start : assertion.end]


def passage_about(situation: Situation, assertion: Assertion) -> str:
    """The sentence of an event, with those of its paragraph that go on about it: by a pronoun, or by the same noun."""
    annotation = situation.by_id[assertion.article]
    paragraph = paragraph_of(situation, assertion)
    offset = annotation.text.find(paragraph)
    own = sentence_bounds(annotation.text, assertion.start, assertion.end)
    record = assertion.record
    cue = record.cue if isinstance(record, Event) else None
    noun = content_stems(annotation.text[cue.start : cue.end], annotation.language) if cue else frozenset()
    pronouns = word_list(annotation.language, "ledger").get("goes_on", ())
    told, follows, start = [], False, offset
    while 0 <= start < offset + len(paragraph):
        stop = SENTENCE_END.search(annotation.text, start, offset + len(paragraph))
        end = stop.end() if stop else offset + len(paragraph)
        words = annotation.text[start:end]
        first = WORD.search(words.lower())
        follows = (start < own[1] and own[0] < end) or (
            follows and first is not None and first.group() in pronouns
        )
        if follows or (noun and noun <= content_stems(words, annotation.language)):
            told.append(words)
        start = end
    return " ".join(told)


def sentence_of(situation: Situation, assertion: Assertion) -> str:
    """The sentence in which an assertion stands."""
    text = situation.by_id[assertion.article].text
    low, high = sentence_bounds(text, assertion.start, assertion.end)
    return text[low:high]
