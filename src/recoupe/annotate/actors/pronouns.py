"""Pronouns and the actor they stand for: settled by gender, number and who was subject, or left alone."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any

from recoupe.annotate.actors.joining import Entity
from recoupe.annotate.actors.names import Reference, Scan
from recoupe.annotate.actors.traces import name_table
from recoupe.languages import word_list
from recoupe.model import ActorKind

_WINDOW = 14
_MAX_SENTENCES = 2
_MARGIN = 0.9
_NEVER = frozenset([ActorKind.PLACE, ActorKind.MEDIA])
_PARTIES = frozenset(["nsubj", "nsubj:pass", "obj", "iobj", "obl:arg", "conj"])
_SUBJECTS = frozenset(["nsubj", "nsubj:pass", "expl:subj"])


class Way(Enum):
    """How a pronoun points: to whom the clause is about, to the one named last, to a person of whom something was said."""

    PLAIN = auto()
    LATTER = auto()
    CONCERNED = auto()


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun where it stands: words ``first:last``, gender and number, whether only a speaker can be meant."""

    first: int
    last: int
    gender: str
    plural: bool
    speaker: bool = False
    way: Way = Way.PLAIN


@cache
def _table(name: str) -> dict[str, Any]:
    return dict(word_list("fr", "pronouns").get(name, {}))


@cache
def _words(name: str, key: str) -> frozenset[str]:
    return frozenset(_table(name)[key])


@cache
def _openers() -> frozenset[str]:
    """The words at which a pronoun may be told: the last of "ce dernier", the first of "celui-ci"."""
    names = ("subjects", "after_prepositions", "latter", "pointing", "concerned")
    return frozenset(word for name in names for word in _table(name))


def find_pronouns(scan: Scan, references: list[Reference], entities: dict[str, Entity]) -> list[Reference]:
    """The pronouns whose actor is clear, as references with its key.

    Inside a quotation only what the quotation itself names can be meant: its speaker says "je".
    """
    if scan.lexicon.language != "fr" or not scan.reading.parsed:
        return []
    before = sorted((r for r in references if r.role != "hidden"), key=lambda r: (r.first, -r.last))
    found: list[Reference] = []
    place = 0
    recent: list[Reference] = []
    quotes = [(q.start, q.end) for q in scan.reading.quotes if q.depth == 0]
    openers = _openers()
    for index, word in enumerate(scan.folds):
        if word not in openers:
            continue
        pronoun = _pronoun_at(scan, index)
        if pronoun is None:
            continue
        while place < len(before) and before[place].first < pronoun.first:
            recent = [*recent[-_WINDOW + 1 :], before[place]]
            place += 1
        key = _resolve(scan, pronoun, recent, entities, _quotation_start(quotes, scan.starts[pronoun.first]))
        if key is not None:
            reference = _reference(scan, pronoun, key)
            found.append(reference)
            recent = [*recent[-_WINDOW + 1 :], reference]
    return found


def _reference(scan: Scan, pronoun: Pronoun, key: str) -> Reference:
    start, end = scan.starts[pronoun.first], scan.ends[pronoun.last - 1]
    reference = Reference(pronoun.first, pronoun.last, start, end, ActorKind.PERSON, "", "pronoun", key=key)
    reference.head = pronoun.last - 1
    return reference


# --------------------------------------------------------------------------- where a pronoun stands


def _pronoun_at(scan: Scan, index: int) -> Pronoun | None:
    word, before = scan.folds[index], scan.before(index)
    if word in _table("latter"):
        return _latter_at(scan, index) if before in {"ce", "cette", "ces"} else None
    if word in _table("pointing"):
        pointing = scan.folds[index + 1 : index + 2] == ["ci"] and scan.gaps[index] == "-"
        return _made(index, index + 2, _table("pointing")[word], Way.LATTER) if pointing else None
    if word in _table("concerned"):
        told = before in {"l", "les"} and scan.pos(index) != "ADJ"
        return _made(index - 1, index + 1, _table("concerned")[word], Way.CONCERNED) if told else None
    if word in _table("after_prepositions") and before in _words("prepositions", "words"):
        form = _table("after_prepositions")[word]
        speaker = before in _words("prepositions", "voices")
        return Pronoun(index, index + 1, form[0], form[1] == "p", speaker)
    if word in _table("subjects"):
        inverted = scan.gap_before(index) == "-"
        if not inverted and _impersonal(scan, index):
            return None
        form = _table("subjects")[word]
        return Pronoun(index, index + 1, form[0], form[1] == "p", inverted and _after_quotation(scan, index))
    return None


def _made(first: int, last: int, form: str, way: Way) -> Pronoun:
    return Pronoun(first, last, form[0], form[1] == "p", way=way)


def _latter_at(scan: Scan, index: int) -> Pronoun | None:
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
    if following and following[0] in {"ne", "n"}:
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
            any(word in {"que", "qu"} for word in rest[1:3])
            or rest[0] in _words("impersonal", "told")
            or (rest[1] in scan.small.of and rest[0] in _words("impersonal", "judged"))
        )
    return False


# --------------------------------------------------------------------------- who is meant


def _resolve(
    scan: Scan, pronoun: Pronoun, recent: list[Reference], entities: dict[str, Entity], floor: int
) -> str | None:
    token = scan.tokens[pronoun.last - 1]
    if token is None:
        return None
    fitting = []
    for reference in recent:
        if reference.last > pronoun.first or reference.start < floor:
            continue
        entity = entities.get(reference.key)
        if entity is None or not _agrees(entity, reference, pronoun):
            continue
        distance = _distance(scan, reference, token.sentence)
        if distance is not None:
            fitting.append((reference, entity, distance))
    if pronoun.way is not Way.PLAIN:
        return _last_named(scan, pronoun, fitting)
    return _best(scan, fitting)


def _best(scan: Scan, fitting: list[tuple[Reference, Entity, int]]) -> str | None:
    """The actor that fits clearly best: subjects before others, persons before things, near before far."""
    scores: dict[str, float] = {}
    for order, (reference, entity, distance) in enumerate(fitting):
        score = 1.0 - 1.5 * distance + 0.02 * order
        score += 3.0 if _is_subject(scan, reference) else 0.0
        score += 1.5 if entity.kind is ActorKind.PERSON else 0.0
        score += 0.5 if entity.gender else 0.0
        scores[reference.key] = max(scores.get(reference.key, -99.0), score)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < 0:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN:
        return None
    return ranked[0][0]


def _last_named(scan: Scan, pronoun: Pronoun, fitting: list[tuple[Reference, Entity, int]]) -> str | None:
    """Whoever was named last before "ce dernier" or "celle-ci"; nobody where a thing that agrees stands nearer."""
    if pronoun.way is Way.CONCERNED:
        fitting = [item for item in fitting if item[1].kind is ActorKind.PERSON]
    if not fitting:
        return None
    nearest = min(distance for _, _, distance in fitting)
    reference = max((r for r, _, distance in fitting if distance == nearest), key=lambda r: (r.last, r.first))
    if pronoun.way is Way.LATTER and _thing_between(scan, reference, pronoun):
        return None
    return reference.key


def _thing_between(scan: Scan, reference: Reference, pronoun: Pronoun) -> bool:
    """Whether a party to a verb that agrees with the pronoun stands after the reference and is no actor: "Otto Kern a
    lu le rapport. *Ce dernier* date de mai"; a verb that only persons are the subject of settles it."""
    verb = scan.tokens[pronoun.last - 1]
    if verb is not None and verb.head.lemma in name_table("fr", "will", "verbs") | _words("human", "lemmas"):
        return False
    number = "Number=Plur" if pronoun.plural else "Number=Sing"
    gender = "Gender=Fem" if pronoun.gender == "f" else "Gender=Masc"
    for index in range(reference.last, pronoun.first):
        token = scan.tokens[index]
        if token is None or token.pos != "NOUN" or token.dep not in _PARTIES or index in scan.taken:
            continue
        if gender in token.morph and number in token.morph:
            return True
    return False


def _quotation_start(quotes: list[tuple[int, int]], offset: int) -> int:
    """Where the quotation that holds this offset begins, 0 outside quotations."""
    place = bisect_right(quotes, (offset, offset)) - 1
    return quotes[place][0] if place >= 0 and quotes[place][1] > offset else 0


def _agrees(entity: Entity, reference: Reference, pronoun: Pronoun) -> bool:
    if entity.kind in _NEVER or (pronoun.speaker and entity.kind is ActorKind.COUNTRY):
        return False
    plural = entity.plural or reference.plural
    if reference.role == "demonym":
        plural = True
    if reference.role == "adjective" or plural != pronoun.plural:
        return False
    gender = entity.gender or reference.gender
    if not gender and not plural and entity.kind is not ActorKind.PERSON:
        return False
    if pronoun.plural and pronoun.gender == "m":
        return True
    return not gender or gender == pronoun.gender


def _distance(scan: Scan, reference: Reference, sentence: int) -> int | None:
    """How many sentences before this one the reference stands, None where that is too far."""
    holder = reference.office_holder if reference.role == "titled" else None
    token = scan.tokens[reference.head] or scan.tokens[holder.head if holder else reference.head]
    if token is None:
        return None
    distance = sentence - token.sentence
    return distance if 0 <= distance <= _MAX_SENTENCES else None


def _is_subject(scan: Scan, reference: Reference) -> bool:
    """Whether a word of the reference is the subject of a verb, or what is followed ("selon Ilse Brandt")."""
    holder = reference.office_holder if reference.role == "titled" else None
    for index in range(reference.first, holder.last if holder else reference.last):
        token = scan.tokens[index]
        if token is not None and token.dep == "conj":
            token = token.head
        if token is not None and token.dep in _SUBJECTS:
            return True
    return scan.before(reference.first) == "selon"
