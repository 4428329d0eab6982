"""Turns of phrase in which a deed is called for, likened, suspected or hoped for, whatever the parser hangs it on."""

from __future__ import annotations

from itertools import pairwise

from recoupe.annotate.events.modality_lexicon import Words
from recoupe.annotate.events.phrases import MAX_WORDS, VERBAL, infinitive
from recoupe.annotate.reading import Token

PRECONDITION_WORDS = 15


def is_called_for(noun: Token, tokens: list[Token], words: Words) -> bool:
    """« un appel *au boycott* », « on appelle tous *à la grève* »."""
    ahead = [token for token in tokens[max(0, noun.index - 4) : noun.index] if token.dep != "det"]
    if not ahead or ahead[-1].lower not in ("à", "au", "aux"):
        return False
    called = [token for token in ahead[:-1] if token.lower not in words.particles["any"]][-1:]
    return bool(called) and (called[0].lemma == "appel" or infinitive(called[0]) == "appeler")


def is_of_any(first: Token, tokens: list[Token], words: Words) -> bool:
    """« exclut toute offre *de négociation* »: of any such thing, also where the parser takes that for a verb."""
    ahead = [token.lower for token in tokens[max(0, first.index - 3) : first.index]]
    return len(ahead) == 3 and ahead[2] in ("de", "d'") and ahead[0] in words.particles["any"]


def is_likened(verb: Token, tokens: list[Token]) -> bool:
    """« est tombé *comme s'il avait été frappé* »: it looked so."""
    marks = [child.index for child in verb.children[:MAX_WORDS] if child.lower in ("si", "s'", "comme")]
    return any(
        one.lower == "comme" and other.lower in ("si", "s'")
        for at in marks
        for one, other in pairwise(tokens[max(0, at - 1) : at + 2])
    )


def is_suspected(verb: Token, tokens: list[Token], words: Words) -> bool:
    """« un homme soupçonné *d'avoir tué* un garde »: behind a verb of doubt."""
    own = [child.index for child in verb.children[:MAX_WORDS] if child.dep.startswith(("aux", "mark"))]
    first = min([verb.index, *own])
    ahead = tokens[first - 1] if first else verb
    return ahead.pos in VERBAL and words.verbs.get(infinitive(ahead)) in ("unverified", "weighed")


def is_led_to(noun: Token, verb: Token, words: Words) -> bool:
    """« des informations *menant à l'arrestation* du tueur »: what they may lead to."""
    leads = verb.dep == "acl" and verb.head.lemma in words.particles["leads"]
    return leads and noun.dep.startswith("ob") and infinitive(verb) in words.particles["leading"]


def is_precondition(noun: Token, tokens: list[Token], words: Words) -> bool:
    """« fait *de la levée du blocus un préalable* à toute rencontre »: asked for, and not done."""
    ahead = tokens[max(0, noun.index - 3) : noun.index]
    opened = any(
        infinitive(one) == "faire" and other.lower in ("de", "d'", "du", "des")
        for one, other in pairwise(ahead)
    )
    behind = tokens[noun.index + 1 : noun.index + PRECONDITION_WORDS]
    return opened and any(token.lemma in words.particles["precondition"] for token in behind)
