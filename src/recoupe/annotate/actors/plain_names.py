"""English names that no table holds, told by their words alone: persons, bodies and places of a text without a parse.

A run of capitals is a body by its first or last word ("the Harbour *Union*", "*Team* Marnoze") or by what follows its comma
("Green Tide, *which runs*", "Green Tide, *a charity*"), a place by its last word ("Helm *Strait*") or the preposition before
it ("*in* Melk"), a person where two or three words do what persons do ("Ada Pell *said*") or a given name opens it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from recoupe.annotate.actors.lexicon import lexicon
from recoupe.annotate.actors.names import Reference, Scan
from recoupe.annotate.events.plain_lexicon import VERBAL, plain_event_words
from recoupe.languages import word_list
from recoupe.model import ActorKind

MAX_RUN = 5
TWICE = 2
FULL_NAME = range(2, 4)
BEHIND = frozenset([" ", "\u00a0", ", "])
INSIDE = frozenset([" ", "-", "' ", "’ "])
_BODIES = ("armed_group", "government", "institution", "organisation", "media", "place")
_APPOSITION = 5


@cache
def _table(key: str) -> frozenset[str]:
    return frozenset(word_list("en", "names")["plain"].get(key, ()))


@cache
def _deeds() -> frozenset[str]:
    """What shows that somebody stands before it: the finite forms of verbs that name a deed of words, and what only persons do."""
    words = plain_event_words("en")
    if words is None:
        return _table("done_by_persons")
    verbal = {lemma for lemma, rows in words.verbs.items() if all(row.type in VERBAL for row in rows)}
    finite = {
        word
        for word, forms in words.forms.items()
        if any(form.lemma in verbal and form.shape in ("s", "ed", "past") for form in forms)
    }
    return _table("done_by_persons") | (finite - _table("seldom_deeds"))


@dataclass(slots=True)
class _Names:
    """The runs of capitals of one article, and what their places have told: last words of persons, names of places and bodies."""

    scan: Scan
    runs: list[tuple[int, int]] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    places: set[tuple[str, ...]] = field(default_factory=set)
    bodies: dict[tuple[str, ...], ActorKind] = field(default_factory=dict)


def find_plain_names(scan: Scan, titled: dict[int, str]) -> list[Reference]:
    """The capitalised names of an English article that no table holds and no title announces; marks their words taken."""
    if scan.lexicon.language != "en":
        return []
    officials = set[str]()
    names = _Names(scan, _runs(scan, titled, officials))
    names.people = (
        officials
        | {scan.folds[last - 1] for first, last in names.runs if _is_person(scan, first, last)}
        | _titled_people(scan, titled)
    )
    names.places = {
        tuple(scan.folds[first:last]) for first, last in names.runs if _is_place(scan, first, last)
    }
    names.bodies = (
        _acting(names)
        | _shortened(names)
        | {
            tuple(scan.folds[first:last]): kind
            for first, last in names.runs
            if (kind := _apposed(scan, first, last)) is not None
            and tuple(scan.folds[first:last]) not in names.places
        }
    )
    found = []
    for first, last in names.runs:
        kind = _kind(names, first, last)
        if kind is not None:
            reference = _reference(scan, first, last, kind)
            found.append(reference)
            scan.taken.update(dict.fromkeys(range(first, last), reference))
    return found


def _titled_people(scan: Scan, titled: dict[int, str]) -> set[str]:
    """The last words of the names behind a civility or an office: "Ms. *Marsh*", "President Karl *Osten*"."""
    found = set()
    for index in titled:
        last = index + 1
        while last < len(scan) and last - index < MAX_RUN and _goes_on(scan, last):
            last += 1
        found.add(scan.folds[last - 1])
    return found


def _goes_on(scan: Scan, index: int) -> bool:
    """Whether a capital continues the name before it."""
    return scan.capital[index] and scan.gaps[index - 1] in INSIDE and index not in scan.taken


def _purpose(scan: Scan, first: int, last: int) -> int:
    """Where a name with its purpose ends: "Doctors *for Peace*"; ``last`` where none follows a plural."""
    if (
        last + 1 >= len(scan)
        or not scan.folds[last - 1].endswith("s")
        or scan.folds[last] not in _table("purposes")
    ):
        return last
    if (
        scan.gaps[last - 1] != " "
        or not _goes_on(scan, last + 1)
        or (scan.opens_sentence(first) and last - first > 1)
    ):
        return last
    return last + 2


def _runs(scan: Scan, titled: dict[int, str], people: set[str]) -> list[tuple[int, int]]:
    """The runs of capitals outside known names, without the little word that only its place capitalises; long runs are titles.

    The last words of names behind an office are added to ``people``: "Energy Minister Jonas *Wirth*".
    """
    found = []
    index = 0
    while index < len(scan):
        if not scan.capital[index] or index in scan.taken or scan.folds[index] in _table("no_names"):
            index += 1
            continue
        last = index + 1
        while last < len(scan) and _goes_on(scan, last) and scan.folds[last] not in _table("no_names"):
            last += 1
        last = _purpose(scan, index, last)
        announced = any(place in titled for place in range(index, last + 1))
        office = any(True for _ in scan.lexicon.nouns.at(scan.folds, index)) and not _body(scan, last)
        if last - index <= MAX_RUN and not announced and not office:
            found.append((index, last))
        elif office and last - index > 2 and _body(scan, last) is None:
            people.add(scan.folds[last - 1])
        index = last
    return found


def _body(scan: Scan, last: int) -> ActorKind | None:
    """The kind of body, or place, that the last word of a run names: "the Harbour *Union*", "Helm *Strait*"."""
    return next((ActorKind(kind) for kind in _BODIES if scan.folds[last - 1] in _table(kind)), None)


def _headed(scan: Scan, first: int, last: int) -> ActorKind | None:
    """The kind that the first word of a run tells, or a purpose within it: "*Radio* Marnoze", "*Cape* Orno", "Doctors *for* Peace"."""
    if any(scan.folds[at] in _table("purposes") for at in range(first + 1, last - 1)):
        return ActorKind.ORGANISATION
    heads = (("organisation", "organisation_heads"), ("media", "media_heads"), ("place", "place_heads"))
    return next((ActorKind(kind) for kind, table in heads if scan.folds[first] in _table(table)), None)


def _apposed(scan: Scan, first: int, last: int) -> ActorKind | None:
    """The kind told behind a name's comma: "Green Tide, *a rescue group*", "Northgas, *which operates* the line"."""
    if last + 1 >= len(scan) or scan.gaps[last - 1] != ", " or scan.folds[first] in _given():
        return None
    if scan.folds[last] == "which":
        return ActorKind.ORGANISATION if scan.folds[last + 1] in _table("done_by_bodies") | _deeds() else None
    if scan.folds[last] not in ("a", "an", "the"):
        return None
    for at in range(last + 1, min(last + 1 + _APPOSITION, len(scan))):
        headed = scan.gaps[at] not in INSIDE and scan.gaps[at] != "'"
        headed = headed or (at + 1 < len(scan) and scan.folds[at + 1] in _table("behind_apposed"))
        if headed and scan.folds[at] in _table("apposed_media"):
            return ActorKind.MEDIA
        if headed and scan.folds[at] in _table("apposed_bodies"):
            return ActorKind.ORGANISATION
        if scan.gaps[at] not in INSIDE and scan.gaps[at] != "'":
            return None
    return None


def _acting(names: _Names) -> dict[tuple[str, ...], ActorKind]:
    """What single names are by what they do or have: "Orvel's *army*" is a country's, "Orvel *has rejected*" a body's.

    A capital that only its place in the sentence may have given counts where it opens two sentences, or has something of its own.
    """
    scan = names.scan
    found = dict[tuple[str, ...], ActorKind]()
    opening = Counter(scan.folds[first] for first, last in names.runs if last - first == 1)
    inner = {
        scan.folds[at]
        for first, last in names.runs
        for at in range(first, last)
        if not scan.opens_sentence(at)
    }
    lower = {word for word, capital in zip(scan.folds, scan.capital, strict=True) if not capital}
    for first, last in names.runs:
        word = scan.folds[first]
        if last - first != 1 or word in names.people or last >= len(scan):
            continue
        if (
            scan.before(first) == "the"
            and scan.gaps[last - 1] == " "
            and scan.folds[last] in _table("apposed_bodies")
        ):
            found[(word,)] = ActorKind.ORGANISATION
        if word in lower:
            continue
        owned = _owned(scan, last)
        if owned in _table("of_states"):
            found[(word,)] = ActorKind.COUNTRY
        elif word not in inner and opening[word] < TWICE:
            continue
        elif owned in _table("of_bodies") or _does(scan, first, last):
            found.setdefault((word,), ActorKind.ORGANISATION)
    return {
        words: kind for words, kind in found.items() if kind is ActorKind.COUNTRY or words not in names.places
    }


def _shortened(names: _Names) -> dict[tuple[str, ...], ActorKind]:
    """First words of bodies named without an article: "Vexa Motors" is "*Vexa*" as well, "the Farmers' Union" no farmers."""
    scan = names.scan
    return {
        (scan.folds[first],): ActorKind.ORGANISATION
        for first, last in names.runs
        if last - first > 1
        and scan.before(first) != "the"
        and _body(scan, last) is ActorKind.ORGANISATION
        and scan.texts[first].isalpha()
        and not scan.folds[first].endswith("s")
    }


def _owned(scan: Scan, last: int) -> str:
    """What belongs to a name: "Orvel's *army*", "Orvel's deputy prime *minister*"; "" for nothing."""
    if last + 1 >= len(scan) or scan.gaps[last - 1] not in ("'", "’") or scan.folds[last] != "s":
        return ""
    heads = _table("of_states") | _table("of_bodies")
    near = range(last + 1, min(last + 4, len(scan)))
    return next((scan.folds[at] for at in near if scan.folds[at] in heads), "")


def _does(scan: Scan, first: int, last: int) -> bool:
    """Whether a name stands before a verb, behind no preposition: "*Orvel* rejected the bid"."""
    if scan.gaps[last - 1] != " " or scan.before(first) in _table("locating") | _table("unsubject"):
        return False
    return scan.folds[last] in _deeds() | _table("done_by_bodies")


def _kind(names: _Names, first: int, last: int) -> ActorKind | None:
    scan, words = names.scan, tuple(names.scan.folds[first:last])
    body = _body(scan, last)
    if last - first > 1:
        body = body or _headed(scan, first, last)
    if body is not None:
        partisan = scan.folds[first] in _table("partisans") and scan.before(first) == "the"
        return body if last - first > 1 or partisan else None
    if words in names.bodies:
        return names.bodies[words]
    if last - first == 1:
        if words[0] in names.people:
            return ActorKind.PERSON
        return ActorKind.PLACE if words in names.places else None
    if _is_person(scan, first, last):
        return ActorKind.PERSON
    return ActorKind.PLACE if words in names.places else None


def _is_person(scan: Scan, first: int, last: int) -> bool:
    """Whether two or three capitals are somebody's full name: by a given name, or by what stands right after them."""
    if last - first not in FULL_NAME or _body(scan, last) is not None or scan.before(first) == "the":
        return False
    if not all(text.isalpha() and not text.isupper() for text in scan.texts[first:last]):
        return False
    if scan.folds[first] in _given():
        return True
    if scan.before(first) in _table("locating") or last >= len(scan) or scan.gaps[last - 1] not in BEHIND:
        return False
    behind = scan.folds[last]
    if scan.gaps[last - 1] == ", " and _office_before(scan, first):
        return True
    if scan.gaps[last - 1] == ", ":
        aside = scan.gap_before(first) == ", " and behind in _table("done_by_persons")
        return aside or behind in _table("told_apart")
    return behind in _deeds() or (behind == "and" and _starts_given(scan, last + 1))


def _office_before(scan: Scan, first: int) -> bool:
    """Whether an office stands before the name's comma: "its *chairman*, Joran Blake, said"."""
    if first == 0 or scan.gaps[first - 1] != ", ":
        return False
    return any("offices" in noun.tables for _, noun in scan.lexicon.nouns.at(scan.folds, first - 1))


def _starts_given(scan: Scan, index: int) -> bool:
    """Whether a given name and a capital stand here: "Joran Blake and *Ada Pell*"."""
    return index + 1 < len(scan) and scan.folds[index] in _given() and _goes_on(scan, index + 1)


@cache
def _given() -> frozenset[str]:
    """Given names: those of English, and those of French, which the press names as well."""
    return frozenset(lexicon("fr").given) | _table("given_names")


def _is_place(scan: Scan, first: int, last: int) -> bool:
    """Whether the run stands where places do: "in Melk", "the port of Melk"."""
    if scan.opens_sentence(first) or not all(text.isalpha() for text in scan.texts[first:last]):
        return False
    before = scan.before(first)
    if before in _table("placing"):
        return scan.before(first - 1) not in _table("unplaced")
    return before == "of" and first > 1 and scan.folds[first - 2] in _table("settlements")


def _reference(scan: Scan, first: int, last: int, kind: ActorKind) -> Reference:
    start, end = scan.starts[first], scan.ends[last - 1]
    words = tuple(scan.folds[first:last])
    reference = Reference(first, last, start, end, kind, scan.reading.text[start:end], "name", words=words)
    reference.head = first
    return reference
