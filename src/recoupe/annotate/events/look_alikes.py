"""Words of the lists that name no deed where they stand: parts of names and set phrases, metaphors, a reporter's own meetings."""

from __future__ import annotations

from collections.abc import Container

from recoupe.annotate.events.event_lexicon import Row
from recoupe.annotate.events.phrases import MAX_WORDS, infinitive, is_set_beside
from recoupe.annotate.events.roles import controller
from recoupe.annotate.reading import Token
from recoupe.model import EventType

ARTICLES = frozenset({"la", "le", "l'", "les", "de", "d'", "du", "des"})
GRADES = frozenset({"assez", "aussi", "moins", "plus", "plutôt", "très", "trop"})
MARKS = frozenset({'"', "«", "»", "“", "”", "'"})


def is_no_deed(noun: Token, tokens: list[Token], named: Container[int], idioms: frozenset[str]) -> bool:
    """Whether a noun is part of a name, of a set phrase or of a list of kinds. ``named`` are the words of mentions."""
    return (
        noun.dep.startswith("flat")
        or _is_name(noun, tokens, named)
        or _is_saying(noun, tokens, idioms)
        or _is_title(noun, tokens)
        or _is_listed(noun, tokens)
        or _is_helper(noun)
        or _is_graded(noun, tokens)
    )


def _is_graded(noun: Token, tokens: list[Token]) -> bool:
    """« une allure *plus offensive* », « très critique »: an adjective that the parser takes for a noun."""
    return noun.index > 0 and tokens[noun.index - 1].lower in GRADES


def _is_helper(noun: Token) -> bool:
    """« *un aide* de Lena Mirande »: a man, where « une aide » is help."""
    return noun.lemma == "aide" and any(child.lower == "un" for child in noun.children[:MAX_WORDS])


def _is_saying(noun: Token, tokens: list[Token], idioms: frozenset[str]) -> bool:
    """« est allé à la rencontre des habitants »: a set phrase that tells of no such event."""
    opening = tokens[max(0, noun.index - 2) : noun.index + 1]
    return " ".join(token.lower for token in opening) in idioms


def _is_title(noun: Token, tokens: list[Token]) -> bool:
    """« le groupe "Attaque" »: a name in quotation marks of its own."""
    if not noun.text[:1].isupper() or not 0 < noun.index < len(tokens) - 1:
        return False
    return tokens[noun.index - 1].text in MARKS and tokens[noun.index + 1].text in MARKS


def _is_listed(noun: Token, tokens: list[Token]) -> bool:
    """« des accusations (racisme, *meurtres*) »: a bare noun in a list between brackets names a kind."""
    if not 0 < noun.index < len(tokens) - 1 or tokens[noun.index - 1].text not in ("(", ","):
        return False
    return tokens[noun.index + 1].text in (")", ",", "...", "…")


def _is_name(noun: Token, tokens: list[Token], named: Container[int]) -> bool:
    """« le Parti de la Riposte », « le RAID », « Alerte enlèvement », « la Réunion des ports »."""
    near = tokens[max(0, noun.index - 1) : noun.index + 2]
    if is_set_beside(noun, near[0]):
        return True
    if noun.text.isupper() and not all(token.text.isupper() for token in near if token.text.isalpha()):
        return True
    if noun.index not in named or not noun.text[:1].isupper():
        return False
    return noun.dep in ("nmod", "appos", "flat:name") or (near[0] is not noun and near[0].text in ARTICLES)


def is_met_by_reporter(row: Row, verb: Token) -> bool:
    """« une cliente *rencontrée* au marché »: by whoever writes, and no meeting; not « rencontrée par Lena Mirande »."""
    bare = verb.dep in ("acl", "amod") and not any(
        child.dep.startswith(("aux", "obl:agent")) or child.lower == "par"
        for child in verb.children[:MAX_WORDS]
    )
    return row.type is EventType.CONSULT and bare and verb.lower.startswith(("rencontré", "croisé"))


def is_accident(row: Row, verb: Token, accidents: Container[str]) -> bool:
    """« le bus a basculé, *tuant* trois marins »: harm that nobody meant. ``accidents`` are infinitives."""
    led = row.type is EventType.ASSAULT and verb.lower.endswith("ant")
    return led and infinitive(controller(verb)) in accidents


def are_people(head: Token, name: str) -> bool:
    """« *les Valdoriens* ont défilé »: those of a country, and not the state. ``name`` is the actor's own."""
    several = "Number=Plur" in head.morph or head.lower.endswith(("s", "x"))
    return several and head.text[:1].isupper() and head.lower not in name.lower()
