"""Who answers whom: words between two statements, or beside one, that say that the second will not have the first.

« La digue tient, assure le maire. Faux. Elle fuit, établit un cabinet. », « …, a dit le préfet, démentant la pharmacienne ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from recoupe.crosscheck.assertions import Assertion, Claim
from recoupe.crosscheck.denials import CONTEXT_CHARS, Said, only_takes_up
from recoupe.crosscheck.kin import kin_stems, shared_kin
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import sentence_bounds
from recoupe.languages import word_list
from recoupe.model import Attribution

CONTRAST_REACH = 450  # characters between what is said and what is set against it
REPLY_REACH = 160
HEADING_CHARS = 90
NAMED_REACH = 70  # between « démentant » and the name
LONGEST_SET_AGAINST = 40  # words


@dataclass(frozen=True, slots=True)
class Utterance:
    """One assertion of a statement's claim, with what was read of it; ``side`` is for whom the speaker acts, None if unknown."""

    claim: Claim
    assertion: Assertion
    said: tuple[Said, ...]
    side: str | None
    names: frozenset[str]


def find_replies(situation: Situation, utterances: Sequence[Utterance]) -> Iterator[tuple[Claim, Claim, str]]:
    """The pairs of claims of which the second answers the first and contradicts it, in the order of the articles, each with
    the article in which the first stands."""
    ranked = sorted(utterances, key=lambda one: (situation.order(one.assertion.article), one.assertion.place))
    by_article: dict[str, list[Utterance]] = {}
    by_voice: dict[tuple[str, str], list[Utterance]] = {}
    for one in ranked:
        by_article.setdefault(one.assertion.article, []).append(one)
        voice = one.assertion.voice
        if voice is not None and voice.actor is not None:
            by_voice.setdefault((situation.threads[one.assertion.article], voice.actor), []).append(one)
    for said in by_article.values():
        for place, reply in enumerate(said):
            for before in _before(said, place):
                if _is_set_against(situation, before, reply):
                    yield before.claim, reply.claim, before.assertion.article
                    break
            denied = _denied_by_name(situation, reply, by_voice)
            if denied is not None:
                yield denied.claim, reply.claim, denied.assertion.article


def _before(said: Sequence[Utterance], place: int) -> list[Utterance]:
    """The nearest statement before another's that is neither inside it nor by the same voice, nor only « toute responsabilité »,
    and the one around it."""
    reply = said[place]
    ended = [
        one
        for one in said[max(0, place - 3) : place]
        if one.assertion.end <= reply.assertion.start and not all(only_takes_up(part) for part in one.said)
    ]
    around = [one for one in ended if ended[-1].assertion.start < one.assertion.end]
    return [one for one in reversed(around) if _two_voices(ended[-1], reply) and _two_voices(one, reply)]


def _two_voices(one: Utterance, other: Utterance) -> bool:
    if one.side is not None and other.side is not None:
        return one.side != other.side
    return bool(one.names) and bool(other.names) and not one.names & other.names


def _is_set_against(situation: Situation, before: Utterance, reply: Utterance) -> bool:
    """Whether a statement answers the one before it: by words of contrast between them, or by a verb of reply and what it denies;
    a retort (« a riposté ») denies what was just said, in whatever words."""
    one, other = before.assertion, reply.assertion
    text = situation.by_id[one.article].text
    language = situation.by_id[one.article].language
    between = text[one.end : _behind_heading(text, other)].lower().replace("’", "'")
    if not (_tells_what_is(before) and _tells_what_is(reply)) or len(between) > CONTRAST_REACH:
        return False
    if _contrast(language).search(between) or _is_headed(between, language):
        return True
    if len(between) > REPLY_REACH:
        return False
    if _replies(situation, other, "outraged"):
        return _differ_in_denial(before, reply) and _share_words(before, reply)
    if not _replies(situation, other, "replies"):
        return False
    if _replies(situation, other, "retorts") and _differ_in_denial(before, reply):
        return True
    return _denies_in_turn(before, reply, situation.text_of(*other.place), language)


def _behind_heading(text: str, reply: Assertion) -> int:
    """Where a statement's own words begin behind « Au port, on raconte l'inverse : », which may have been read as a part of it."""
    colon = text.find(" : ", reply.start, min(reply.end, reply.start + HEADING_CHARS))
    return colon if colon >= 0 else reply.start


def _tells_what_is(one: Utterance) -> bool:
    words = sum(said.words for said in one.said)
    return 1 < words <= LONGEST_SET_AGAINST and all(said.comparable and said.factual for said in one.said)


def _replies(situation: Situation, reply: Assertion, name: str) -> bool:
    """Whether the verb of saying of a statement answers: « a rétorqué », « réplique »."""
    record = reply.record
    if not isinstance(record, Attribution) or record.cue is None:
        return False
    cue = situation.text_of(reply.article, record.cue.start, record.cue.end).lower()
    return bool(_forms(situation.by_id[reply.article].language, name).search(cue))


def sets_right(text: str, language: str) -> bool:
    """Whether a sentence says that a figure told before is not right.

    >>> sets_right("Il y en avait dix, pas un de plus, a riposté le maire", "fr")
    True
    """
    told = text.lower().replace("’", "'")
    return any(_forms(language, name).search(told) for name in ("corrects", "retorts"))


def _differ_in_denial(before: Utterance, reply: Utterance) -> bool:
    return any(said.denied for said in reply.said) != any(said.denied for said in before.said)


def _denies_in_turn(before: Utterance, reply: Utterance, text: str, language: str) -> bool:
    """Whether a reply denies, or leaves only a part of, what was said, and speaks of it: by its words or « ces », « en »."""
    if not (
        _differ_in_denial(before, reply) or _forms(language, "only").search(text.lower().replace("’", "'"))
    ):
        return False
    return _share_words(before, reply) or bool(
        _forms(language, "takes_up").search(text.lower().replace("’", "'"))
    )


def _share_words(before: Utterance, reply: Utterance) -> bool:
    told = frozenset(stem for said in before.said for stem in said.stems)
    return bool(shared_kin(frozenset(stem for said in reply.said for stem in said.told), told))


def _denied_by_name(
    situation: Situation, reply: Utterance, by_voice: Mapping[tuple[str, str], Sequence[Utterance]]
) -> Utterance | None:
    """Whose statement is denied by name: « …, a dit le préfet, démentant Lise Aubin ».

    Of several the one whose matter is most like, and the latest of those.
    """
    place = reply.assertion
    annotation = situation.by_id[place.article]
    low, high = sentence_bounds(annotation.text, place.start, place.end)
    sentence = annotation.text[low:high].lower().replace("’", "'")
    found = _forms(annotation.language, "denying").search(sentence)
    if found is None or place.start <= low + found.start() < place.end:
        return None
    reach = low + found.end()
    keys = [
        situation.identities.key(annotation.id, mention.actor)
        for mention in situation.mentions_between(annotation.id, reach, min(high, reach + NAMED_REACH))
    ]
    said = by_voice.get((situation.threads[annotation.id], keys[0]), ()) if keys and keys[0] else ()
    order = situation.order(annotation.id)
    candidates = [
        one
        for one in said
        if situation.order(one.assertion.article) <= order
        and one.claim is not reply.claim
        and _two_voices(one, reply)
        and _tells_what_is(one)
    ]
    stems = frozenset(stem for said in reply.said for stem in said.stems) | _context(situation, place)
    ranked = [
        (_weight(situation, shared_kin(stems, _context(situation, one.assertion))), number, one)
        for number, one in enumerate(candidates)
    ]
    best = max(ranked, key=lambda rank: (rank[0] > 0, rank[1]), default=None)
    return best[2] if best is not None and (best[0] > 0 or len(candidates) == 1) else None


def _context(situation: Situation, place: Assertion) -> frozenset[str]:
    """The words of a statement and those right before it, which tell what it is about."""
    annotation = situation.by_id[place.article]
    return kin_stems(annotation.text[max(0, place.start - CONTEXT_CHARS) : place.end], annotation.language)


def _weight(situation: Situation, stems: frozenset[str]) -> float:
    return sum(situation.weights.get(stem, 1.0) for stem in sorted(stems))


def _is_headed(between: str, language: str) -> bool:
    """Whether what follows stands behind a colon that closes words of denial: « La mairie rejette toute faute : »."""
    told = between.rstrip(' «"“')
    return told.endswith(":") and bool(_forms(language, "heading").search(re.split(r"[.!?…»] ", told)[-1]))


@cache
def _contrast(language: str) -> re.Pattern[str]:
    """Words that say that what follows is set against what stands before, with the marks around a word that stands alone."""
    table = word_list(language, "replies")
    alone = "|".join(table.get("false", ()))
    phrases = "|".join(table.get("contrast", ()))
    return re.compile(
        rf"(?:^|[.!?…»)])\W*(?:{alone})\s*[.!:…,]|(?<!\w)(?:{phrases})(?!\w)" if phrases else r"\Z\A"
    )


@cache
def _forms(language: str, name: str) -> re.Pattern[str]:
    words = "|".join(word_list(language, "replies").get(name, ()))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"\Z\A")
