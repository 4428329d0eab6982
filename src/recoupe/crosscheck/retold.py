"""Statements told in other words: which attributions of different articles say one thing, in French, English or both.

Two translations of one communiqué, a paraphrase of one quotation: no words in common, one origin. Only statements whose
speakers and dates are compatible are compared. A link is weaker than shared wording, and carries its score and reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from recoupe.crosscheck.identities import Identities
from recoupe.crosscheck.meaning import SAME, Encoder, Likeness, same_statements
from recoupe.model import Annotation, Place, Published, SpeakerKind

SPEAK_FOR_OTHERS = frozenset({SpeakerKind.INSTITUTION, SpeakerKind.DOCUMENT})
MIN_WORDS = 3  # of a statement that says enough to be known again
WITHIN_DAYS = 7  # between two articles that report one statement
MAX_COMPARED = 200  # statements of one speaker and matter, the latest before it, that one is compared with
AGREEING = 2  # statements that must agree before « l'organisation » is taken for the council that another article names


class Reason(StrEnum):
    """Why two statements may be of one speaker."""

    SPEAKER = "speaker"
    NAMES = "names"
    DOCUMENTS = "documents"
    STATEMENTS = "statements"


@dataclass(slots=True, frozen=True)
class Retelling:
    """Two places that say one thing in other words: how near they are in meaning (0 to 1), and why they may be of one speaker."""

    one: Place
    other: Place
    score: float
    reason: Reason


@dataclass(slots=True, frozen=True)
class _Said:
    """A statement with what decides whether another may be the same: who speaks (the account's key), when, in what matter."""

    place: Place
    text: str
    language: str
    speaker: str | None
    kind: SpeakerKind
    name: str
    days: tuple[str | None, str | None]
    printed: Published


def find_retellings(
    annotations: Sequence[Annotation],
    threads: Mapping[str, str],
    published: Mapping[str, Published],
    identities: Identities,
    encoder: Encoder | None = None,
) -> tuple[Retelling, ...]:
    """Every two statements of different articles of one matter that say the same, sorted by their places.

    Compared are statements of one speaker, and statements of institutions and documents of which one at least is not
    known to the account by a name; of those, count speakers whose names mean the same (« conseil du port », "harbour
    board"), two documents, and speakers of which several statements agree. Of a statement only the nearest one of the
    other article is a retelling, and only where that holds both ways.
    """
    pairs = _compatible_pairs(annotations, threads, published, identities)
    likenesses = same_statements([(one.text, other.text) for one, other in pairs], encoder)
    alike = _nearest_of_both(
        [
            (one, other, likeness)
            for (one, other), likeness in zip(pairs, likenesses, strict=True)
            if likeness.same
        ]
    )
    reasons = _reasons([(one, other) for one, other, _ in alike], encoder)
    found = [
        Retelling(one.place, other.place, likeness.score, reason)
        for (one, other, likeness), reason in zip(alike, reasons, strict=True)
        if reason is not None
    ]
    return tuple(sorted(found, key=lambda link: (_key(link.one), _key(link.other))))


def _key(place: Place) -> tuple[str, int, int]:
    return place.id, place.start, place.end


# --------------------------------------------------------------------------- which statements are compared


def _compatible_pairs(
    annotations: Sequence[Annotation],
    threads: Mapping[str, str],
    published: Mapping[str, Published],
    identities: Identities,
) -> list[tuple[_Said, _Said]]:
    groups: dict[tuple[str, ...], list[_Said]] = defaultdict(list)
    for annotation in sorted(annotations, key=lambda one: (published[one.id].earliest or "~", one.id)):
        for said in _statements(annotation, published, identities):
            matter = threads[annotation.id]
            if said.speaker is not None:
                groups[matter, "speaker", said.speaker].append(said)
            if said.kind in SPEAK_FOR_OTHERS:
                groups[matter, "institutions"].append(said)
    pairs = {}
    for group in groups.values():
        for number, said in enumerate(group):
            for before in group[max(0, number - MAX_COMPARED) : number]:
                if _may_be_one(before, said):
                    one, other = sorted((before, said), key=lambda side: _key(side.place))
                    pairs[_key(one.place), _key(other.place)] = (one, other)
    return [pairs[key] for key in sorted(pairs)]


def _statements(
    annotation: Annotation, published: Mapping[str, Published], identities: Identities
) -> Iterator[_Said]:
    for attribution in annotation.attributions:
        speaker = attribution.speaker
        text = annotation.text[attribution.start : attribution.end]
        if speaker is None or len(text.split()) < MIN_WORDS:
            continue
        yield _Said(
            Place(id=annotation.id, start=attribution.start, end=attribution.end),
            text,
            annotation.language,
            identities.key(annotation.id, speaker.actor) if speaker.actor else None,
            speaker.kind,
            speaker.name,
            (attribution.earliest, attribution.latest),
            published[annotation.id],
        )


def _may_be_one(one: _Said, other: _Said) -> bool:
    """Whether two statements have compatible dates, and speakers that the account does not hold apart in one language."""
    if one.place.id == other.place.id:
        return False
    if one.language == other.language and one.speaker != other.speaker and one.speaker and other.speaker:
        return False
    return _overlap(one.days, other.days) and _near(one.printed, other.printed)


def _overlap(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    """Whether two intervals of days have one in common, open ends included."""
    return not any(
        low is not None and high is not None and low[:10] > high[:10]
        for low, high in ((one[0], other[1]), (other[0], one[1]))
    )


def _near(one: Published, other: Published) -> bool:
    """Whether two articles may have come out within ``WITHIN_DAYS`` of each other."""
    for earlier, later in ((one, other), (other, one)):
        if earlier.latest and later.earliest:
            days = date.fromisoformat(later.earliest[:10]) - date.fromisoformat(earlier.latest[:10])
            if days.days > WITHIN_DAYS:
                return False
    return True


def _nearest_of_both(alike: Sequence[tuple[_Said, _Said, Likeness]]) -> list[tuple[_Said, _Said, Likeness]]:
    """The pairs of which each is the nearest statement of its article to the other: one thing is said once."""
    best: dict[tuple[tuple[str, int, int], str], float] = defaultdict(float)
    for one, other, likeness in alike:
        for here, there in ((one, other), (other, one)):
            side = (_key(here.place), there.place.id)
            best[side] = max(best[side], likeness.score)
    return [
        (one, other, likeness)
        for one, other, likeness in alike
        if likeness.score == best[_key(one.place), other.place.id] == best[_key(other.place), one.place.id]
    ]


# --------------------------------------------------------------------------- why they may be of one speaker


def _reasons(pairs: Sequence[tuple[_Said, _Said]], encoder: Encoder | None) -> list[Reason | None]:
    names: list[Likeness] = same_statements([(one.name, other.name) for one, other in pairs], encoder)
    agreeing = Counter(_voices(one, other) for one, other in pairs)
    return [
        _reason(one, other, likeness.score, agreeing[_voices(one, other)])
        for (one, other), likeness in zip(pairs, names, strict=True)
    ]


def _voices(one: _Said, other: _Said) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one.place.id, one.name), (other.place.id, other.name)


def _reason(one: _Said, other: _Said, names: float, agreeing: int) -> Reason | None:
    if one.speaker is not None and one.speaker == other.speaker:
        return Reason.SPEAKER
    if names >= SAME:
        return Reason.NAMES
    if one.kind is other.kind is SpeakerKind.DOCUMENT:
        return Reason.DOCUMENTS
    return Reason.STATEMENTS if agreeing >= AGREEING and not (_is_proper(one) and _is_proper(other)) else None


def _is_proper(said: _Said) -> bool:
    """Whether a speaker is named by a proper name: two that mean different things are two speakers."""
    return any(character.isupper() for character in said.name)
