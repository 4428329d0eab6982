"""Pronouns and the actor they stand for: settled by gender, number and who was subject, or left alone."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from recoupe.annotate.joining import Entity
from recoupe.annotate.names import Reference, Scan
from recoupe.model import ActorKind

_SUBJECTS = {"il": ("m", False), "elle": ("f", False), "ils": ("m", True), "elles": ("f", True)}
_AFTER_PREPOSITION = {"lui": ("m", False), "elle": ("f", False), "eux": ("m", True), "elles": ("f", True)}
_PREPOSITIONS = frozenset(
    ["pour", "selon", "avec", "contre", "chez", "sans", "entre", "apres", "envers", "devant", "par"]
)
_LATTER = {
    "dernier": ("m", False),
    "derniere": ("f", False),
    "derniers": ("m", True),
    "dernieres": ("f", True),
}
_IMPERSONAL = frozenset(
    [
        "falloir",
        "pleuvoir",
        "neiger",
        "sembler",
        "convenir",
        "suffire",
        "paraitre",
        "importer",
        "valoir",
        "incomber",
    ]
)
_IMPERSONAL_FORMS = frozenset(
    [
        "faut",
        "fallait",
        "faudra",
        "faudrait",
        "fallu",
        "semble",
        "semblerait",
        "parait",
        "convient",
        "suffit",
        "importe",
        "pleut",
        "vaut",
        "s",
        "y",
        "agit",
    ]
)
_BE = frozenset(["est", "etait", "sera", "serait", "soit", "fut", "reste", "devient"])
_WINDOW = 14
_MAX_SENTENCES = 2
_NEVER = frozenset([ActorKind.PLACE, ActorKind.MEDIA])


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun where it stands: words ``first:last``, gender and number, whether only a speaker can be meant."""

    first: int
    last: int
    gender: str
    plural: bool
    speaker: bool
    latter: bool = False


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
    for index in range(len(scan)):
        while place < len(before) and before[place].first < index:
            recent = [*recent[-_WINDOW + 1 :], before[place]]
            place += 1
        pronoun = _pronoun_at(scan, index)
        if pronoun is None:
            continue
        key = _resolve(scan, pronoun, recent, entities, _quotation_start(quotes, scan.starts[pronoun.first]))
        if key is not None:
            reference = _reference(scan, pronoun, key)
            found.append(reference)
            recent = [*recent[-_WINDOW + 1 :], reference]
    return found


def _reference(scan: Scan, pronoun: Pronoun, key: str) -> Reference:
    start, end = scan.starts[pronoun.first], scan.ends[pronoun.last - 1]
    return Reference(
        pronoun.first,
        pronoun.last,
        start,
        end,
        ActorKind.PERSON,
        "",
        "pronoun",
        head=pronoun.last - 1,
        key=key,
    )


def _pronoun_at(scan: Scan, index: int) -> Pronoun | None:
    word = scan.folds[index]
    if word in _LATTER and scan.before(index) in {"ce", "cette", "ces"}:
        gender, plural = _LATTER[word]
        follows_noun = scan.pos(index + 1) in {"NOUN", "PROPN"} if index + 1 < len(scan) else False
        return None if follows_noun else Pronoun(index - 1, index + 1, gender, plural, False, latter=True)
    if word in {"interesse", "interessee"} and scan.before(index) == "l":
        return Pronoun(index - 1, index + 1, "f" if word.endswith("ee") else "m", False, False)
    if word in _AFTER_PREPOSITION and scan.before(index) in _PREPOSITIONS:
        gender, plural = _AFTER_PREPOSITION[word]
        return Pronoun(index, index + 1, gender, plural, scan.before(index) in {"selon", "pour", "apres"})
    if word in _SUBJECTS:
        inverted = scan.gap_before(index) == "-"
        if not inverted and _impersonal(scan, index):
            return None
        gender, plural = _SUBJECTS[word]
        return Pronoun(index, index + 1, gender, plural, inverted and _after_quotation(scan, index))
    return None


def _after_quotation(scan: Scan, index: int) -> bool:
    """Whether the clause of an inverted pronoun follows a comma or a closing mark ("..., a-t-elle ajouté")."""
    return any(mark in scan.gaps[place] for place in range(max(0, index - 4), index) for mark in '"»”,')


def _impersonal(scan: Scan, index: int) -> bool:
    """ "il faut", "il y a", "il s'agit", "il est clair que": no one is meant."""
    following = scan.folds[index + 1 : index + 5]
    if following and following[0] in {"ne", "n"}:
        following = following[1:]
    if not following:
        return True
    if following[0] in _IMPERSONAL_FORMS and not (
        following[0] == "s" and following[1:2] != ["agit"] and following[1:2] != ["agissait"]
    ):
        return True
    token = scan.tokens[index]
    if token is not None and token.head.lemma in _IMPERSONAL:
        return True
    if following[0] in _BE and len(following) > 2:
        rest = following[1:]
        return (
            any(word in {"que", "qu"} for word in rest[1:3])
            or rest[0] in {"hors", "temps", "question", "possible", "probable"}
            or (rest[1] in {"de", "d"} and scan.pos(index + 2) == "ADJ")
        )
    return False


# --------------------------------------------------------------------------- who is meant


def _resolve(
    scan: Scan, pronoun: Pronoun, recent: list[Reference], entities: dict[str, Entity], floor: int
) -> str | None:
    token = scan.tokens[pronoun.last - 1]
    if token is None:
        return None
    scores: dict[str, float] = {}
    for order, reference in enumerate(recent):
        if reference.last > pronoun.first or reference.start < floor:
            continue
        entity = entities.get(reference.key)
        if entity is None or not _agrees(entity, reference, pronoun):
            continue
        score = _score(scan, reference, entity, pronoun, token.sentence)
        if score is not None:
            scores[reference.key] = max(scores.get(reference.key, -99.0), score + order * 0.02)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < 0:
        return None
    margin = 0.0 if pronoun.latter else 0.9
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < margin:
        return None
    return ranked[0][0]


def _quotation_start(quotes: list[tuple[int, int]], offset: int) -> int:
    """Where the quotation that holds this offset begins, 0 outside quotations."""
    place = bisect_right(quotes, (offset, offset)) - 1
    return quotes[place][0] if place >= 0 and quotes[place][1] > offset else 0


def _agrees(entity: Entity, reference: Reference, pronoun: Pronoun) -> bool:
    if entity.kind in _NEVER or (pronoun.speaker and entity.kind in {ActorKind.COUNTRY}):
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


def _score(scan: Scan, reference: Reference, entity: Entity, pronoun: Pronoun, sentence: int) -> float | None:
    """How likely the reference is meant: subjects before others, persons before things, near before far."""
    place = (
        reference.office_holder.head
        if reference.office_holder and reference.role == "titled"
        else reference.head
    )
    token = scan.tokens[reference.head] or scan.tokens[place]
    if token is None:
        return None
    distance = sentence - token.sentence
    if distance > _MAX_SENTENCES or distance < 0:
        return None
    subject = _is_subject(scan, reference)
    score = 1.0 - 1.5 * distance
    if pronoun.latter:
        return score + reference.first * 0.1 - (2.0 if subject else 0.0)
    score += 3.0 if subject else 0.0
    score += 1.5 if entity.kind is ActorKind.PERSON else 0.0
    score += 0.5 if entity.gender else 0.0
    return score


def _is_subject(scan: Scan, reference: Reference) -> bool:
    """Whether a word of the reference is the subject of a verb, or what is followed ("selon Ilse Brandt")."""
    last = (
        reference.office_holder.last
        if reference.office_holder and reference.role == "titled"
        else reference.last
    )
    for index in range(reference.first, last):
        token = scan.tokens[index]
        if token is not None and token.dep == "conj":
            token = token.head
        if token is not None and token.dep in {"nsubj", "nsubj:pass", "expl:subj"}:
            return True
    return scan.before(reference.first) == "selon"
