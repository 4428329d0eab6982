"""Phrases headed by a common noun that names who acts or speaks: offices, unnamed sources, groups, bodies, documents.

The phrase is read from the words and their parts of speech, since the parser's trees often break at names: determiner
and adjectives before the noun here, adjectives and complements after it in ``complements``, a name beside it in ``holders``.
"""

from __future__ import annotations

from recoupe.annotate.actors.complements import extend, past_own_name, past_party
from recoupe.annotate.actors.names import Reference, Scan, starts_person
from recoupe.annotate.actors.nouns import noun_at
from recoupe.model import ActorKind


def find_phrases(scan: Scan) -> list[Reference]:
    """The phrases whose head noun the tables know, in the order of the text; a phrase inside another is left out."""
    found: list[Reference] = []
    folds, firsts, size = scan.folds, scan.lexicon.nouns.firsts, len(scan)
    index = 0
    while index < size:
        if folds[index] not in firsts or index in scan.taken:
            index += 1
            continue
        reference = _phrase_at(scan, index)
        if reference is None:
            index += 1
        else:
            found.append(reference)
            found.extend(_bodies_inside(scan, reference))
            index = max(reference.last, index + 1)
    return found


def _bodies_inside(scan: Scan, outer: Reference) -> list[Reference]:
    """The body whose own name is a complement of the phrase: "le chef des Brigades du Levant"."""
    for index in range(outer.head + 1, outer.last):
        if scan.capital[index] and index not in scan.taken and scan.folds[index] in scan.lexicon.nouns.firsts:
            inner = _phrase_at(scan, index)
            if inner is not None and inner.proper and inner.definite and inner.last > index + 1:
                return [inner] if any(t.startswith("bodies.") for t in inner.tables) else []
    return []


def _phrase_at(scan: Scan, index: int) -> Reference | None:
    head = None if starts_person(scan, index) else noun_at(scan, index)
    if head is None:
        return None
    size, noun = head
    if size == 1 and scan.pos(index) == "ADJ" and scan.before(index) not in scan.small.determiners:
        return None
    adjective = scan.taken.get(index - 1) if scan.lexicon.language == "en" else None
    before = adjective is not None and adjective.role == "adjective"
    first, definite, former = _left_edge(scan, adjective.first if adjective and before else index)
    if definite is None and scan.capital[index] and scan.before(first) in {"des", "du", "de", "d"}:
        definite = True
    phrase = Reference(first, index + size, 0, 0, ActorKind.PERSON, "", "phrase")
    phrase.noun, phrase.tables, phrase.gender, phrase.plural = (
        noun.lemma,
        noun.tables,
        noun.gender,
        noun.plural,
    )
    phrase.definite, phrase.former, phrase.head = definite, former, index
    _gender_of(scan, phrase)
    phrase.proper = scan.capital[index] and not scan.opens_sentence(index)
    after = past_own_name(scan, phrase, index + size)
    last = extend(scan, phrase, after or past_party(scan, index + size))
    phrase.last = last
    if adjective is not None and before:
        phrase.country = phrase.country or adjective.country
    phrase.title = " ".join(scan.folds[index:last])
    phrase.start, phrase.end = scan.starts[first], scan.ends[last - 1]
    phrase.name = scan.reading.text[scan.starts[_name_start(scan, first, index)] : phrase.end]
    return phrase


def _name_start(scan: Scan, first: int, head: int) -> int:
    """Where the name that is shown begins: after the determiner."""
    place = first
    while place < head and (scan.folds[place] in scan.small.determiners and scan.folds[place] != "ex"):
        place += 1
    return place


def _left_edge(scan: Scan, index: int) -> tuple[int, bool | None, bool]:
    """Where the phrase begins, whether it is definite (None without a determiner), whether its office is a former one.

    A preposition with an article in it ("du", "au") makes the phrase definite but stays outside.
    """
    small = scan.small
    first, former = index, False
    while first > 0 and scan.gaps[first - 1] in {" ", "-", "\u00a0"} and index - first < 4:
        word = scan.folds[first - 1]
        if (
            word not in small.prenominal
            and word not in small.numbers
            and not (
                scan.pos(first - 1) == "ADJ"
                and word not in small.determiners
                and scan.capital[first - 1] is False
            )
        ):
            break
        if (first - 1) in scan.taken:
            break
        former = former or word in small.former
        first -= 1
    definite: bool | None = None
    if first > 0 and scan.gaps[first - 1] in {" ", "'", "’", "\u00a0"}:
        word, token = scan.folds[first - 1], scan.tokens[first - 1]
        contracted = word in small.contracted or (word == "des" and token is not None and token.pos == "ADP")
        if contracted:
            definite = True
        elif word in small.definite:
            definite, first = True, first - 1
        elif word in small.indefinite:
            definite, first = False, first - 1
    if definite is None and (scan.folds[first] in small.numbers or scan.folds[first] in small.indefinite):
        definite = False
    return first, definite, former


def _gender_of(scan: Scan, phrase: Reference) -> None:
    """The determiner tells the gender where the noun has one form for both ("la ministre")."""
    word = scan.folds[phrase.first]
    if not phrase.gender and word in {"la", "une", "cette", "sa"}:
        phrase.gender = "f"
    elif not phrase.gender and word in {"le", "un", "ce", "cet"}:
        phrase.gender = "m"
