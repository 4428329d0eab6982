"""What a figure counts, said so that figures of several articles can be compared: what became of those counted, and where."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from recoupe.annotate.quantities.counted import Counted, singular
from recoupe.annotate.reading import Reading, Token

_MAX_PLACE_TOKENS = 7
_PARTICIPLES = frozenset(["acl", "amod"])
_COMPLEMENTS = frozenset(["nmod", "obl:arg", "obl:mod"])
_OF = frozenset(["de", "d'", "des", "du"])
_MEASURED = frozenset(["nsubj", "nsubj:pass", "obj"])


def scoped(reading: Reading, tables: dict[str, Any], counted: Counted) -> str:
    """The counted words with what became of those counted put first, and the place that the clause gives.

    "neuf personnes ont été tuées à Marnoze" gives "morts à Marnoze", "douze soldats tués" "morts (soldats)",
    "40 barques" stays "barques".
    """
    if counted.head < 0 or not tables.get("fates"):
        return counted.what
    head = reading.tokens[counted.head]
    top = _top(head, tables)
    people = counted.unit == "personne"
    fate = _fate(head, top, tables)
    if fate is not None and not people and top.head.lemma not in tables["fates"]["living"]["verbs"]:
        fate = None
    place = _place(reading, counted, top, tables) if people else ""
    what = counted.what
    if fate is not None:
        noun = singular(head)
        itself = tables["fates"]["nouns"].get(noun) == fate
        plain = itself or noun in {"personne", "gens", "individu", "victime"}
        kept = what[len(head.text) :].strip() if itself else ""
        what = " ".join(filter(None, (fate, kept))) if plain else f"{fate} ({what})"
    return f"{what} {place}" if place else what


def _top(head: Token, tables: dict[str, Any]) -> Token:
    """The token whose clause the count stands in: that of "une dizaine" in "une dizaine de personnes"."""
    top = head
    for _ in range(3):
        above = top.head
        if top.dep == "conj" and above.pos == "NOUN":
            top = above
            continue
        if top.dep not in {"nmod", "obl:arg", "obl:mod"} or above is top:
            break
        if singular(above) not in tables["rounds"] and above.lower not in {"nombre", "total", "bilan"}:
            break
        top = above
    return top


def _fate(head: Token, top: Token, tables: dict[str, Any]) -> str | None:
    fates = tables["fates"]
    known = fates["nouns"].get(singular(head))
    told = _participle(head, head, fates) or next(
        (_participle(joined, head, fates) for joined in head.children if joined.dep == "conj"), None
    )
    if known is None or known == told or singular(head) in fates["marching"]["nouns"]:
        known = told or known
    if known is not None:
        return str(known)
    verb = top.head
    if top.dep in _COMPLEMENTS and verb.pos == "NOUN" and any(child.lower in _OF for child in top.children):
        of = fates["of"].get(singular(verb))
        return str(of) if of is not None else None
    if top.dep == "nsubj:pass" and (state := _state(verb, fates)) is not None:
        return state
    if top.dep == "nsubj:pass" or (top.dep == "obj" and verb.pos == "VERB"):
        return _gathered(verb, top, fates) or _undergone(verb, head, fates)
    if top.dep == "nsubj":
        return (
            fates["done"].get(verb.lemma)
            or _told_by_object(verb)
            or _state(verb, fates)
            or _held(verb, fates)
        )
    return None


def _participle(noun: Token, head: Token, fates: dict[str, Any]) -> str | None:
    """ "douze soldats tués", "12 marcheurs et 19 policiers blessés": what the participle behind a noun tells of those counted."""
    for child in noun.children:
        if child.dep in _PARTICIPLES and child.index > noun.index:
            fate = _undergone(child, head, fates) or fates["nouns"].get(singular(child))
            if fate is not None:
                return str(fate)
    return None


def _undergone(verb: Token, head: Token, fates: dict[str, Any]) -> str | None:
    """ "douze soldats tués"; "14 rebelles éliminés" are dead, "six candidats éliminés" are not."""
    if verb.lemma in fates["fighting"]["verbs"] and singular(head) in fates["fighting"]["nouns"]:
        return "morts"
    told = fates["undergone"].get(verb.lemma)
    return str(told) if told is not None else None


def _held(verb: Token, fates: dict[str, Any]) -> str | None:
    """ "38 personnes restent captives" """
    if verb.lemma not in fates["held"]["verbs"]:
        return None
    held = any(singular(child) in fates["held"]["states"] for child in verb.children)
    return "retenus" if held else None


def _state(verb: Token, fates: dict[str, Any]) -> str | None:
    """ "sont mortes", "est portée disparue": the state that a copula or "porter" gives ("sont mortes lundi" as well)."""
    spread = verb.lemma == "porter" or any(child.dep == "cop" for child in verb.children)
    for token in (verb, *verb.children) if spread else (verb,):
        state = fates["nouns"].get(singular(token).removesuffix("e"))
        if token.pos in {"ADJ", "VERB", "NOUN"} and state is not None and not token.text[0].isupper():
            return str(state)
    return None


def _told_by_object(verb: Token) -> str | None:
    """ "ont perdu la vie", "ont trouvé la mort" """
    objects = {child.lower for child in verb.children if child.dep == "obj"}
    told = (verb.lemma == "perdre" and "vie" in objects) or (verb.lemma == "trouver" and "mort" in objects)
    return "morts" if told else None


def _gathered(verb: Token, top: Token, fates: dict[str, Any]) -> str | None:
    """ "le cortège a réuni 300 personnes" counts demonstrators."""
    if top.dep != "obj" or verb.lemma not in fates["gatherings"]["verbs"]:
        return None
    subjects = {singular(child) for child in verb.children if child.dep == "nsubj"}
    return "manifestants" if subjects & set(fates["gatherings"]["nouns"]) else None


# --------------------------------------------------------------------------- where


def _place(reading: Reading, counted: Counted, top: Token, tables: dict[str, Any]) -> str:
    """The place right after the count, else the place that its verb has; "" where the clause gives none."""
    tokens, before = reading.tokens, tables["places"]["before"]
    following = _token_from(reading, counted.end)
    if following is not None and following.lower in before and following.sentence == top.sentence:
        found = _place_phrase(reading, following, tables)
        if found:
            return found
    if top.dep not in _MEASURED:
        return ""
    for child in top.head.children:
        if child.dep in {"obl:mod", "obl:arg", "obl"} and child is not top:
            case = next((c for c in child.children if c.dep == "case"), None)
            if case is not None and case.lower in before:
                found = _place_phrase(reading, tokens[case.index], tables)
                if found:
                    return found
    return ""


def _token_from(reading: Reading, offset: int) -> Token | None:
    """The first token at or after an offset."""
    place = bisect_left(reading.tokens, offset, key=lambda token: token.start)
    return reading.tokens[place] if place < len(reading.tokens) else None


def _place_phrase(reading: Reading, case: Token, tables: dict[str, Any]) -> str:
    """The words from a preposition to the end of the place it leads to; "" where that is a time or no place."""
    tokens = reading.tokens
    last, named = case.index, False
    for token in tokens[case.index + 1 : case.index + 1 + _MAX_PLACE_TOKENS]:
        if token.sentence != case.sentence or token.pos in {
            "PUNCT",
            "VERB",
            "AUX",
            "CCONJ",
            "PRON",
            "SCONJ",
            "ADV",
            "NUM",
        }:
            break
        if token.pos == "ADP" and token.lower not in {"de", "d'", "du", "des"}:
            break
        last = token.index
        named = named or token.text[0].isupper() or singular(token) in tables["places"]["nouns"]
    while last > case.index and tokens[last].pos in {"ADP", "DET"}:
        last -= 1
    start, end = case.start, tokens[last].end
    if not named or any(time.start < end and start < time.end for time in reading.times):
        return ""
    words = reading.text[start:end]
    return words[0].lower() + words[1:]
