"""Where a common noun of a body or person is a party to what is told: behind its verb of saying, as whom something is done to."""

from __future__ import annotations

from functools import cache

from recoupe.annotate.actors.names import Scan
from recoupe.annotate.actors.traces import name_table
from recoupe.annotate.reading import Token
from recoupe.languages import word_list

_OPENING = frozenset(',"»”')
_MAX_ADVERBS = 3


def says_behind(scan: Scan, index: int) -> bool:
    """Whether the phrase that begins at a word stands behind its verb of saying, after a comma or a quotation: "« Non », *précise
    ainsi la direction*", "..., a soupiré l'expert"; the parser takes most of these for objects."""
    verb = index - 1
    while verb > 0 and index - verb <= _MAX_ADVERBS and scan.pos(verb) == "ADV" and scan.gaps[verb] == " ":
        verb -= 1
    token = scan.tokens[verb] if verb > 0 and scan.gaps[verb] == " " else None
    if token is None or not _tells(scan, verb, token):
        return False
    while verb > 0 and scan.gaps[verb - 1] in {" ", "'", "’"} and scan.pos(verb - 1) in {"AUX", "PRON"}:
        verb -= 1
    return bool(_OPENING.intersection(scan.gap_before(verb)))


def _tells(scan: Scan, index: int, token: Token) -> bool:
    verbs = _telling(scan.lexicon.language)
    return token.lemma in verbs or f"{scan.texts[index]}r" in verbs


@cache
def _telling(language: str) -> frozenset[str]:
    """The verbs by which somebody speaks or wills, and those only of people."""
    return (
        frozenset(word_list(language, "pronouns").get("human", {}).get("lemmas", ()))
        | frozenset(word_list(language, "taken_up").get("doers", {}).get("verbs", ()))
        | name_table(language, "will", "verbs")
    )


def is_object_of_deed(scan: Scan, index: int) -> bool:
    """Whether something that is done to persons and bodies was or will be done to a word: "a alerté *la direction*", "recevra
    *la journaliste*"; not "on consulte le médecin"."""
    token = scan.tokens[index]
    if token is None or token.dep not in {"obj", "nsubj:pass"} or token.head.pos != "VERB":
        return False
    return token.head.lemma in _done(scan.lexicon.language) and is_told(token.head)


def is_told(verb: Token) -> bool:
    """Whether a verb tells of one deed by its tense: "a reçu", "reçut", "recevra"; not "reçoit"."""
    if "Tense=Fut" in verb.morph or ("Tense=Past" in verb.morph and "VerbForm=Fin" in verb.morph):
        return True
    return any(child.dep.startswith("aux") for child in verb.children)


@cache
def _done(language: str) -> frozenset[str]:
    return frozenset(word_list(language, "pronouns").get("done", {}).get("lemmas", ()))


def has_it_done(scan: Scan, index: int) -> bool:
    """Whether a word is whose will, word or deed a noun names: "le refus *de la direction*", "l'accord *de la région*"."""
    token = scan.tokens[index]
    if token is None or token.dep != "nmod":
        return False
    of = any(child.dep == "case" and child.lower in scan.small.of for child in token.children)
    return of and token.head.lemma in _willed(scan.lexicon.language)


@cache
def _willed(language: str) -> frozenset[str]:
    return frozenset(word_list(language, "taken_up").get("willed", {}).get("nouns", ()))
