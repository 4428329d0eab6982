"""Common nouns of people that no list holds, told by what they do: "les *grutiers* débraient", "l'*affûteur* a avoué"."""

from __future__ import annotations

from functools import cache

from recoupe.annotate.actors.lexicon import Noun, fold
from recoupe.annotate.actors.names import Scan
from recoupe.annotate.actors.parties import is_object_of_deed
from recoupe.annotate.actors.traces import name_table, wills
from recoupe.annotate.reading import Token
from recoupe.languages import word_list

_SUBJECTS = frozenset(["nsubj", "obl:agent"])
_PARTIES = _SUBJECTS | {"nsubj:pass", "obj"}
_GROUP = frozenset(["collectives"])
_ONE = frozenset(["roles"])


def find_doers(scan: Scan) -> dict[int, Noun]:
    """The unlisted nouns that stand for people, by word.

    In the plural the subject of a verb that only people are the subject of; by its ending, the agent noun that is the subject of
    such a verb, in the plural also of a deed, or to whom something was done that is done to persons ("des *baigneurs* ont été secourus").
    """
    language = scan.lexicon.language
    listed = scan.lexicon.nouns.firsts
    if not _verbs(language):
        return {}
    found: dict[int, Noun] = {}
    subjects = [(i, t) for i, t in enumerate(scan.tokens) if t is not None and t.dep in _PARTIES]
    for index, token in subjects:
        if token.pos != "NOUN" or scan.folds[index] in listed or scan.capital[index] or index in scan.taken:
            continue
        noun = _noun_of(scan, index, token)
        if noun is not None:
            found[index] = noun
    return found


def _noun_of(scan: Scan, index: int, token: Token) -> Noun | None:
    language = scan.lexicon.language
    lemma = fold(token.lemma)
    if lemma in _things(language):
        return None
    gender = "f" if "Gender=Fem" in token.morph else "m" if "Gender=Masc" in token.morph else ""
    agent = fold(lemma).endswith(_endings(language)) and len(scan.folds[index]) > _SHORT
    if token.dep not in _SUBJECTS:
        undergone = agent and is_object_of_deed(scan, index)
        many = "Number=Plur" in token.morph
        return Noun(_GROUP if many else _ONE, gender, many, lemma) if undergone else None
    if "Number=Plur" in token.morph:
        people = _verb_of(token) in _verbs(language) or (agent and wills(scan, index, deeds=True))
        return Noun(_GROUP, gender, True, lemma) if people else None
    willing = token.head.lemma in name_table(language, "will", "verbs") or _verb_of(token) in _verbs(language)
    return Noun(_ONE, gender, False, lemma) if agent and willing else None


_SHORT = 5


def _verb_of(token: Token) -> str:
    """The verb whose subject a word is, with "se" where it has one: "réjouir" needs it, since things gladden people."""
    verb = token.head
    reflexive = any(child.dep.startswith("expl") for child in verb.children)
    return f"se {verb.lemma}" if reflexive else verb.lemma


@cache
def _verbs(language: str) -> frozenset[str]:
    return frozenset(word_list(language, "taken_up").get("doers", {}).get("verbs", ()))


@cache
def _things(language: str) -> frozenset[str]:
    return frozenset(
        fold(word) for word in word_list(language, "taken_up").get("doers", {}).get("things", ())
    )


@cache
def _endings(language: str) -> tuple[str, ...]:
    return tuple(word_list(language, "taken_up").get("doers", {}).get("endings", ()))
