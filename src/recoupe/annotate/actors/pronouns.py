"""Where pronouns stand, and the pass over an article in which pronouns and bare descriptions find their actors in turn."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import Any

from recoupe.annotate.actors.descriptions import Described
from recoupe.annotate.actors.joining import Registry
from recoupe.annotate.actors.names import Reference, Scan
from recoupe.annotate.actors.salience import Anaphor, Held, Way, is_subject, resolve
from recoupe.languages import word_list
from recoupe.model import ActorKind

_WINDOW = 18


@cache
def _table(name: str) -> dict[str, Any]:
    return dict(word_list("fr", "pronouns").get(name, {}))


@cache
def _words(name: str, key: str) -> frozenset[str]:
    return frozenset(_table(name)[key])


@cache
def _openers() -> frozenset[str]:
    """The words at which a pronoun may be told: the last of "ce dernier", the first of "celui-ci"."""
    names = ("subjects", "after_prepositions", "latter", "pointing", "concerned", "given", "objects")
    return frozenset(word for name in names for word in _table(name))


def resolve_in_turn(
    registry: Registry, references: list[Reference], described: dict[int, Described]
) -> list[Reference]:
    """The pronouns whose actor is clear, as references with its key, in the order of the text.

    ``described`` are the bare descriptions by the word with which they begin; they come back with the pronouns where their
    actor is clear or they bring in one of their own. Inside a quotation what the quotation itself names is meant before anything else, and never its speaker,
    who says "je".
    """
    scan = registry.scan
    if scan.lexicon.language != "fr" or not scan.reading.parsed:
        return []
    before = sorted((r for r in references if r.role != "hidden"), key=lambda r: (r.first, -r.last))
    found: list[Reference] = []
    place = 0
    recent: list[Reference] = []
    quotes = [(q.start, q.end) for q in scan.reading.quotes if q.depth == 0]
    openers = _openers()
    for index, word in enumerate(scan.folds):
        phrase = described.get(index)
        if phrase is None and word not in openers:
            continue
        anaphor = _pronoun_at(scan, index) if phrase is None else phrase.anaphor
        if anaphor is None:
            continue
        while place < len(before) and before[place].first < anaphor.first:
            recent = [*recent[-_WINDOW + 1 :], before[place]]
            place += 1
        held = _held(scan, quotes, scan.starts[anaphor.first], recent)
        key = resolve(scan, anaphor, recent, registry.entities, held)
        reference = _reference(scan, anaphor, key or "") if phrase is None else phrase.settle(registry, key)
        if reference.key:
            found.append(reference)
            recent = [*recent[-_WINDOW + 1 :], reference]
    return found


def _reference(scan: Scan, anaphor: Anaphor, key: str) -> Reference:
    start, end = scan.starts[anaphor.first], scan.ends[anaphor.last - 1]
    reference = Reference(anaphor.first, anaphor.last, start, end, ActorKind.PERSON, "", "pronoun", key=key)
    reference.head = anaphor.last - 1
    return reference


def _held(scan: Scan, quotes: list[tuple[int, int]], offset: int, recent: list[Reference]) -> Held:
    """The quotation that holds this offset; its speaker may be any subject of the sentence before it or of its own."""
    place = bisect_right(quotes, (offset, offset)) - 1
    if place < 0 or quotes[place][1] <= offset:
        return Held()
    start = quotes[place][0]
    first = bisect_right(scan.starts, start)
    opening = scan.tokens[first] if first < len(scan) else None
    if opening is None:
        return Held(start)
    speakers = set()
    for reference in recent:
        token = scan.tokens[reference.head] if reference.head >= 0 else None
        if token is not None and opening.sentence - token.sentence <= 1 and is_subject(scan, reference):
            speakers.add(reference.key)
    return Held(start, frozenset(speakers))


# --------------------------------------------------------------------------- where a pronoun stands


def _pronoun_at(scan: Scan, index: int) -> Anaphor | None:
    word, before = scan.folds[index], scan.before(index)
    if word in _table("latter"):
        return _latter_at(scan, index) if before in scan.small.demonstrative else None
    if word in _table("pointing"):
        pointing = scan.folds[index + 1 : index + 2] == ["ci"] and scan.gaps[index] == "-"
        return _made(index, index + 2, _table("pointing")[word], Way.LATTER) if pointing else None
    if word in _table("concerned"):
        told = before in scan.small.articles and scan.pos(index) != "ADJ"
        return _made(index - 1, index + 1, _table("concerned")[word], Way.CONCERNED) if told else None
    if word in _table("after_prepositions"):
        if before in _words("prepositions", "words"):
            form = _table("after_prepositions")[word]
            speaker = before in _words("prepositions", "voices")
            return Anaphor(index, index + 1, form[0], form[1] == "p", speaker=speaker)
        if scan.gap_before(index) == ", " and scan.gaps[index] == ", ":
            return _made(index, index + 1, _table("after_prepositions")[word], Way.REINFORCING)
    if word in _table("given") or word in _table("objects"):
        return _object_at(scan, index, word)
    if word in _table("subjects"):
        inverted = scan.gap_before(index) == "-"
        if not inverted and _impersonal(scan, index):
            return None
        form = _table("subjects")[word]
        speaker = inverted and _after_quotation(scan, index)
        return Anaphor(index, index + 1, form[0], form[1] == "p", speaker=speaker)
    return None


def _made(first: int, last: int, form: str, way: Way) -> Anaphor:
    return Anaphor(first, last, form[0].strip("-"), form[1] == "p", way)


def _object_at(scan: Scan, index: int, word: str) -> Anaphor | None:
    """ "lui a répondu", "leur reproche"; "l'accuse" only before verbs that persons are the object of."""
    token = scan.tokens[index]
    if token is None or token.pos != "PRON" or scan.gaps[index] not in {" ", "'", "’"}:
        return None
    verb = _verb_after(scan, index)
    if not verb:
        return None
    if word in _table("given"):
        return _made(index, index + 1, _table("given")[word], Way.OBJECT)
    if verb not in _words("done", "lemmas"):
        return None
    return _made(index, index + 1, _table("objects")[word], Way.OBJECT)


def _verb_after(scan: Scan, index: int) -> str:
    """The lemma of the verb that a pronoun stands before, past its auxiliaries; "" where it stands before none."""
    lemma = ""
    for place in range(index + 1, min(index + 5, len(scan))):
        token = scan.tokens[place]
        if token is None or scan.gaps[place - 1] not in {" ", "'", "’"}:
            break
        if token.pos == "VERB":
            return token.lemma
        if token.pos == "AUX":
            lemma = token.lemma
        elif token.pos not in {"ADV", "PRON"}:
            break
    return lemma


def _latter_at(scan: Scan, index: int) -> Anaphor | None:
    """ "ce dernier" by itself; "ce dernier point" is no pronoun."""
    if index + 1 < len(scan) and scan.pos(index + 1) in {"NOUN", "PROPN"} and scan.gaps[index] == " ":
        return None
    return _made(index - 1, index + 1, _table("latter")[scan.folds[index]], Way.LATTER)


def _after_quotation(scan: Scan, index: int) -> bool:
    """Whether the clause of an inverted pronoun follows a comma or a closing mark ("..., a-t-elle ajouté")."""
    return any(mark in scan.gaps[place] for place in range(max(0, index - 4), index) for mark in '"»”,')


def _impersonal(scan: Scan, index: int) -> bool:
    """ "il faut", "il y a", "il s'agit", "il est clair que": no one is meant."""
    following = scan.folds[index + 1 : index + 5]
    if following and following[0] in _words("impersonal", "negation"):
        following = following[1:]
    if not following or following[0] in _words("impersonal", "forms"):
        return True
    if following[0] == "s" and following[1:] and following[1] in _words("impersonal", "reflexive"):
        return True
    token = scan.tokens[index]
    if token is not None and token.head.lemma in _words("impersonal", "lemmas"):
        return True
    if following[0] in _words("impersonal", "being") and len(following) > 2:
        rest = following[1:]
        return (
            any(word in _words("impersonal", "clause") for word in rest[1:3])
            or rest[0] in _words("impersonal", "told")
            or (rest[1] in scan.small.of and rest[0] in _words("impersonal", "judged"))
        )
    return False
