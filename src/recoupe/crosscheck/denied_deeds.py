"""Deeds told by one voice or by an article, of which somebody else says that they did not take place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.crosscheck.assertions import Claim
from recoupe.crosscheck.denials import Said, anybody, names_in, tell_of_two_places
from recoupe.crosscheck.kin import kin_stems, shared_kin
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import WORD
from recoupe.languages import word_list
from recoupe.model import ActorKind, Event, EventType

# Deeds that stand in an account as such though a voice alone tells them; of others it is what is said that is denied.
MATERIAL_TYPES = frozenset({EventType.ASSAULT, EventType.COERCE})


LANDS = frozenset({ActorKind.PLACE.value, ActorKind.COUNTRY.value, ActorKind.GOVERNMENT.value, "land"})


@dataclass(frozen=True, slots=True)
class Deed:
    """An event's claim as it is set against denials.

    ``cues`` are the families of the words that name the deed, ``stems`` those of its whole passage, ``names`` who and what
    is named there by kind and key, ``doers`` for whom those act who are to have done it, ``parties`` who is to have done or undergone
    it, and for whom they act.
    """

    claim: Claim
    cues: frozenset[str]
    stems: frozenset[str]
    names: frozenset[tuple[str, str]]
    doers: frozenset[str]
    parties: frozenset[str]


def read_deed(situation: Situation, claim: Claim) -> Deed:
    """What is needed of an event to tell whether a statement denies it."""
    cues: set[str] = set()
    stems: set[str] = set()
    names: set[tuple[str, str]] = set()
    for assertion in claim.assertions:
        event, language = assertion.record, situation.by_id[assertion.article].language
        assert isinstance(event, Event)
        if event.cue is not None:
            cues |= kin_stems(situation.text_of(assertion.article, event.cue.start, event.cue.end), language)
        stems |= kin_stems(situation.text_of(*assertion.place), language)
        names |= names_in(situation, assertion.article, assertion.start, assertion.end)[0]
    doers = situation.principals(key for assertion in claim.assertions for key in assertion.actors)
    keys = {key for assertion in claim.assertions for key in (*assertion.actors, *assertion.recipients)}
    parties = frozenset(keys | situation.principals(keys))
    return Deed(claim, frozenset(cues), frozenset(stems), frozenset(names), doers, parties)


def is_denied(
    situation: Situation, deed: Deed, denial: Claim, sentences: Sequence[Said], side: str | None, small: bool
) -> bool:
    """Whether a statement says that a deed did not take place: it denies the word that names the deed, for the same place; in a
    matter that is not ``small`` it tells more of the deed than that word.

    Who denies a deed of his own people (« aucun de nos soldats ») denies no deed of others; the voice that tells the deed
    denies nothing, nor does an article deny itself by whom it quotes.
    """
    if (
        not _stands_as_deed(deed)
        or not _told_by_others(situation, deed, denial, side)
        or _too_late(situation, deed, denial)
    ):
        return False
    return any(
        said.denied
        and said.comparable
        and bool(said.cores & deed.cues)
        and _of_this(said, deed)
        and (small or _tells_more(said, deed))
        for said in sentences
    )


def _stands_as_deed(deed: Deed) -> bool:
    """Whether an article tells the deed by itself, or it is done to somebody: « selon l’association, des soldats ont tiré »."""
    events = [one.record for one in deed.claim.assertions if isinstance(one.record, Event)]
    by_itself = any(one.voice is None for one in deed.claim.assertions)
    return by_itself or any(event.type in MATERIAL_TYPES for event in events)


def _of_this(said: Said, deed: Deed) -> bool:
    """Whether what else a denial tells is told of the deed: « ce rapport ne m’est pas parvenu » denies no payment."""
    if tell_of_two_places(said.names, deed.names) or _names_a_stranger(said, deed):
        return False
    if _tells_of_oneself(said) and deed.parties and not said.selves & deed.parties:
        return False
    rest = said.told - said.cores - anybody(said.language)
    if rest and not shared_kin(rest, deed.stems):
        return False
    return not said.own or bool(shared_kin(said.own, deed.stems)) or bool(said.selves & deed.doers)


def _tells_of_oneself(said: Said) -> bool:
    """« je n'ai frappé personne » is one person's word on that person."""
    alone = word_list(said.language, "kin").get("alone", ())
    return any(word in alone for word in WORD.findall(said.text.lower()))


def _names_a_stranger(said: Said, deed: Deed) -> bool:
    """« il n'a pas critiqué Ana Lind » denies no deed that is told of others."""
    known = deed.parties | {key for _, key in deed.names}
    return any(kind not in LANDS and key not in known for kind, key in said.names)


def _tells_more(said: Said, deed: Deed) -> bool:
    """Whether a denial shares with a deed more than the word that names it: another word, or whom it names."""
    rest = said.told - deed.cues - anybody(said.language)
    named = frozenset(key for _, key in said.names) | said.selves
    return bool(shared_kin(rest, deed.stems)) or bool(named & (deed.parties | {key for _, key in deed.names}))


def _told_by_others(situation: Situation, deed: Deed, denial: Claim, side: str | None) -> bool:
    """Whether somebody else tells the deed, or another article by itself."""
    for assertion in deed.claim.assertions:
        voice = assertion.voice
        if voice is None:
            others = assertion.article not in denial.articles
        elif voice.actor is None:
            others = voice.words != _voice_words(denial)
        else:
            others = situation.principal(voice.actor) != side
        if others:
            return True
    return False


def _voice_words(denial: Claim) -> str:
    return denial.first.voice.words if denial.first.voice is not None else ""


def _too_late(situation: Situation, deed: Deed, denial: Claim) -> bool:
    """Whether the deed took place after it was denied."""
    early = deed.claim.interval[0]
    said = denial.interval[1] or situation.published[denial.first.article].latest
    return bool(early and said and early[:10] > said[:10])
