"""Whose a figure is: one actor under two names, a body and whoever speaks for it."""

from __future__ import annotations

from functools import cache

from recoupe.crosscheck.assertions import Voice
from recoupe.crosscheck.figures import is_person, names_told
from recoupe.crosscheck.kin import kin_stems
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import content_stems
from recoupe.languages import word_list
from recoupe.model import ActorKind


def same_owner(situation: Situation, left: Voice | None, right: Voice | None) -> bool:
    """Whether two figures come from one owner: one actor, or two names of one body (« la préfecture », « la préfecture de l'Orne »)."""
    if left is None or right is None:
        return False
    named = left.words[:1].isupper() and left.words == right.words
    if named or (left.actor is not None and left.actor == right.actor):
        return True
    if _is_told_by_kind(situation, left, right) or _is_told_by_kind(situation, right, left):
        return True
    if any(is_person(situation, voice) for voice in (left, right)):
        return _speaks_for(situation, left, right) or _speaks_for(situation, right, left)
    one, other = (kin_stems(voice.words, situation.language) for voice in (left, right))
    return bool(one) and bool(other) and (one <= other or other <= one)


def _is_told_by_kind(situation: Situation, voice: Voice, body: Voice) -> bool:
    """« l’entreprise », « le groupe danois » may be « Ardel », whose name tells no other kind of body (« l’association Ardel »)."""
    told = [word for word in voice.words.split() if not word.endswith(_of_a_land(situation.language))]
    words = content_stems(" ".join(told), situation.language)
    if not body.words[:1].isupper() or not words:
        return False
    organised = (
        body.actor is not None and situation.identities.actors[body.actor].kind is ActorKind.ORGANISATION
    )
    return (organised or len(body.words.split()) == 1) and words <= _companies(situation.language)


@cache
def _of_a_land(language: str) -> tuple[str, ...]:
    """How adjectives end that tell from where somebody is: « danois », « danoise »."""
    table = word_list(language, "names").get("demonyms", {}).get("telling", ())
    return tuple(ending for pair in table for ending in pair.split("|"))


@cache
def _companies(language: str) -> frozenset[str]:
    return content_stems(" ".join(word_list(language, "figures").get("companies", ())), language)


def _speaks_for(situation: Situation, person: Voice, body: Voice) -> bool:
    """« le préfet de l’Orne » and « la préfecture », « le préfet » and « la préfecture du Gard » can be one owner; « le préfet de
    l’Orne » and « la préfecture du Gard » are not."""
    if not is_person(situation, person) or is_person(situation, body) or person.actor is None:
        return False
    language = situation.language
    named = content_stems(body.words, language)
    for office in situation.identities.actors[person.actor].offices:
        title = content_stems(office.title, language)
        headed = {_heads(language).get(stem) for stem in title}
        places = names_told(body.words[1:])
        titled = names_told(office.title[1:])
        if headed & named and (not places or not titled or places & titled):
            return True
    return False


@cache
def _heads(language: str) -> dict[str, str]:
    """By the stem of an office, the stem of the body that its holder speaks for."""
    table = word_list(language, "figures").get("heads", {})
    return {
        stem: next(iter(content_stems(body, language)))
        for body, offices in table.items()
        for office in offices
        for stem in content_stems(office, language)
    }
