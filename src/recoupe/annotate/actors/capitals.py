"""Whether a capital city stands for its government where it is named."""

from __future__ import annotations

from recoupe.annotate.actors.lexicon import fold
from recoupe.annotate.actors.names import Reference, Scan
from recoupe.annotate.actors.nouns import FINITE
from recoupe.annotate.actors.traces import name_table, speaks_behind
from recoupe.model import ActorKind


def acts(scan: Scan, reference: Reference) -> bool:
    """Whether a capital stands for its government: "Oslo refuse", "entre Oslo et Berne"; not "à Oslo", "près d'Oslo".

    Without a parse only "entre", "contre", "selon" and a following "et" tell.
    """
    before = scan.before(reference.first)
    if before == "a" and scan.gap_before(reference.first) == " ":
        return _granted(scan, reference)
    if before in scan.small.locating:
        return False
    if before in scan.small.acting:
        return True
    partner = scan.taken.get(reference.first - 2) if before in scan.small.joining else None
    if partner is not None and partner.role == "capital":
        return partner.kind is ActorKind.COUNTRY
    token = scan.tokens[reference.head] if reference.head >= 0 else None
    if token is None:
        return False
    if _before_verb(scan, reference) or speaks_behind(scan, reference.first):
        return True
    head = token
    for _ in range(3):
        if head.dep != "conj":
            break
        head = head.head
    if any(fold(child.lower) in scan.small.locating for child in head.children if child.dep == "case"):
        return False
    if head.dep in {"nsubj", "nsubj:pass", "obl:agent"} and before not in scan.small.plain_of:
        return True
    if head.dep == "obj" and head.head.lemma in name_table(scan.lexicon.language, "will", "verbs"):
        return True
    if before in scan.small.plain_of:
        given = reference.first > 1 and scan.folds[reference.first - 2] in scan.small.stances
        return given and not _is_treaty(scan, reference.first - 2)
    following = scan.pos(reference.last) if reference.last < len(scan) else ""
    return following in FINITE and scan.gaps[reference.last - 1] == " " and before == ""


def _before_verb(scan: Scan, reference: Reference) -> bool:
    """Whether capitals alone open the sentence and its verb follows: "Oslo et Berne ont signé", whatever the parser says."""
    index = reference.first
    while index > 1 and scan.folds[index - 1] in scan.small.joining and _is_capital(scan, index - 2):
        index -= 2
    if not (scan.opens_sentence(index) or scan.gap_before(index) == "\n"):
        return False
    last = reference.last
    while last + 1 < len(scan) and scan.folds[last] in scan.small.joining and _is_capital(scan, last + 1):
        last += 2
    token = scan.tokens[last] if last < len(scan) and scan.gaps[last - 1] == " " else None
    return token is not None and token.pos in FINITE and "VerbForm=Fin" in token.morph


def _is_capital(scan: Scan, index: int) -> bool:
    known = scan.taken.get(index)
    return known is not None and known.role in {"capital", "country"}


def _is_treaty(scan: Scan, index: int) -> bool:
    """Whether "accord" is one made in a city: "défend *l'accord* de Vienne"; not "sans l'accord de Vienne", "attend l'accord d'Oslo"."""
    definite = scan.folds[index] == "accord" and scan.before(index) in scan.small.definite
    return definite and not any(
        word in scan.small.agreeing for word in scan.folds[max(0, index - 3) : index - 1]
    )


def _granted(scan: Scan, reference: Reference) -> bool:
    """Whether "à" before a capital leads to whom something is given or asked: "livrer des chars à Oslo"; not "À Oslo, ..."."""
    token = scan.tokens[reference.head] if reference.head >= 0 else None
    if token is None or scan.opens_sentence(reference.first - 1):
        return False
    for _ in range(3):
        if token.pos == "VERB":
            return token.lemma in name_table(scan.lexicon.language, "will", "granting")
        token = token.head
    return False
