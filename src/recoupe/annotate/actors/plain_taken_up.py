"""Whom English pronouns and bare nouns of bodies stand for, without a parse: by gender, by who opened the sentence, by who speaks.

"he" and "she" are the person who opened the nearest sentence that names one of that gender, "him" and "her" the one named last who
does not open the sentence. Inside a quotation nobody is its own speaker. "it" is a body only where a body says or does something. "the commission" is the only one named by that noun.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from recoupe.annotate.actors.joining import Entity, Registry
from recoupe.annotate.actors.lexicon import lexicon
from recoupe.annotate.actors.names import Reference, Scan
from recoupe.languages import word_list
from recoupe.model import ActorKind

WINDOW = 24
SENTENCES = 3
BESIDE_QUOTE = 6
SENTENCE_WORDS = 60
HELPERS = 2
BODIES = frozenset(
    {
        ActorKind.ARMED_GROUP,
        ActorKind.COUNTRY,
        ActorKind.GOVERNMENT,
        ActorKind.INSTITUTION,
        ActorKind.MEDIA,
        ActorKind.ORGANISATION,
    }
)


@cache
def _words(table: str, key: str = "words") -> frozenset[str]:
    return frozenset(word_list("en", "pronouns")[table][key])


@cache
def _genders() -> dict[str, str]:
    return {word: gender for gender in ("m", "f") for word in _words("persons", gender)}


@dataclass(slots=True)
class _Article:
    """The references of an article as they pass, the genders that pronouns have told, its quotations."""

    scan: Scan
    entities: dict[str, Entity]
    quotes: list[tuple[int, int]]
    genders: dict[str, str] = field(default_factory=dict)
    recent: list[Reference] = field(default_factory=list)

    def gender(self, key: str) -> str:
        """What is known of a person's gender, "" where nothing is."""
        entity = self.entities[key]
        if key not in self.genders:
            given = lexicon("fr").given.get(entity.words[0], "") if len(entity.words) > 1 else ""
            self.genders[key] = entity.gender or given
        return self.genders[key]


def take_up_plainly(registry: Registry, references: Iterable[Reference]) -> list[Reference]:
    """The pronouns and bare nouns of an English article whose actor is clear, as references with its key."""
    scan = registry.scan
    if scan.lexicon.language != "en":
        return []
    named = [r for r in references if r.key and r.role != "hidden"]
    bare = _bare_nouns(registry, named)
    named = sorted([*named, *bare], key=lambda r: (r.first, -r.last))
    quotes = [(q.start, q.end) for q in scan.reading.quotes if q.depth == 0]
    article = _Article(scan, registry.entities, quotes)
    genders, bodies = _genders(), _words("bodies")
    found = []
    place = 0
    for index, word in enumerate(scan.folds):
        if word not in genders and word not in bodies:
            continue
        while place < len(named) and named[place].first < index:
            article.recent.append(named[place])
            place += 1
        del article.recent[:-WINDOW]
        if word in genders:
            key = _person(article, index, genders[word], named[place : place + 3])
        else:
            key = _body(article, index)
        if key:
            reference = _reference(scan, index, registry.entities[key], key)
            found.append(reference)
            article.recent.append(reference)
    return [*bare, *found]


def _bare_nouns(registry: Registry, named: list[Reference]) -> list[Reference]:
    """ "The Electoral Commission met. *The commission* …": the only body of the article whose name ends with that noun."""
    scan = registry.scan
    heads = dict[str, list[str]]()
    for key, entity in registry.entities.items():
        if entity.kind in BODIES and len(entity.words) > 1:
            heads.setdefault(entity.words[-1], []).append(key)
    only = {word: keys[0] for word, keys in heads.items() if len(keys) == 1}
    covered = {at for r in named for at in range(r.first, r.last)}
    return [
        _reference(scan, index - 1, registry.entities[only[word]], only[word], index + 1)
        for index, word in enumerate(scan.folds)
        if word in only
        and index not in covered
        and scan.before(index) == "the"
        and not _goes_on(scan, index + 1)
    ]


def _goes_on(scan: Scan, index: int) -> bool:
    """Whether the phrase of a noun goes on: "the council *Alder*", "the council *leader*"."""
    if index >= len(scan) or scan.gaps[index - 1] != " ":
        return False
    return scan.capital[index] or any(True for _ in scan.lexicon.nouns.at(scan.folds, index))


def _reference(scan: Scan, first: int, entity: Entity, key: str, last: int = 0) -> Reference:
    last = last or first + 1
    reference = Reference(
        first, last, scan.starts[first], scan.ends[last - 1], entity.kind, "", "pronoun", key=key
    )
    reference.head = last - 1
    return reference


# --------------------------------------------------------------------------- persons


def _person(article: _Article, index: int, gender: str, coming: list[Reference]) -> str:
    """ "Ada Pell met Omar Delbos. *She* …": the one who opened the nearest sentence with a person of that gender; "" for none."""
    scan = article.scan
    word = scan.folds[index]
    if scan.gaps[index] in ("'", "’") or (word in _words("persons", "possessive") and _owns(scan, index)):
        return ""
    speaker = _speaker(article, index, gender, coming)
    known = [r for r in article.recent if r.key != speaker and _may_be(article, r, gender)]
    known = [r for r in known if 0 <= scan.sentences[index] - scan.sentences[r.first] <= SENTENCES]
    if not known:
        return ""
    nearest = scan.sentences[known[-1].first]
    here = [r for r in known if scan.sentences[r.first] == nearest]
    inside = nearest == scan.sentences[index]
    if word in _words("persons", "objects") and inside:
        others = [r for r in here if r.key != _opener(scan, here)]
        earlier = [r for r in known if scan.sentences[r.first] < nearest and r.key != _opener(scan, here)]
        key = others[-1].key if others else earlier[-1].key if earlier else ""
    else:
        key = _opener(scan, here) or here[-1].key
    if key and not article.gender(key):
        article.genders[key] = gender
    return key


def _owns(scan: Scan, index: int) -> bool:
    """Whether "her" belongs to the noun after it: "*her* lawyer", not "urged *her* to stay"."""
    return (
        scan.gaps[index] == " "
        and index + 1 < len(scan)
        and scan.folds[index + 1] not in _words("behind_object")
    )


def _may_be(article: _Article, reference: Reference, gender: str) -> bool:
    entity = article.entities[reference.key]
    return entity.kind is ActorKind.PERSON and article.gender(reference.key) in ("", gender)


def _opener(scan: Scan, here: list[Reference]) -> str:
    """Who opens a sentence: the first one named who stands behind no preposition; "" for nobody."""
    return next((r.key for r in here if _stands_free(scan, r)), "")


def _stands_free(scan: Scan, reference: Reference) -> bool:
    before = reference.first - 1
    if reference.role == "adjective":
        return False
    if before >= 0 and scan.folds[before] in ("the", "a", "an"):
        before -= 1
    if before < 0 or (scan.gaps[before] != " " and before == reference.first - 1):
        return True
    return scan.folds[before] not in _words("behind")


def _speaker(article: _Article, index: int, gender: str, coming: list[Reference]) -> str:
    """Who speaks the quotation in which a pronoun stands: named right behind it ('"He lied," *Ada Pell* said'), else before it; "" outside."""
    scan = article.scan
    place = bisect_right(article.quotes, (scan.starts[index] + 1, 0)) - 1
    if place < 0 or article.quotes[place][1] <= scan.starts[index]:
        return ""
    start, end = article.quotes[place]
    behind = bisect_right(scan.starts, end - 1)
    for reference in coming:
        if behind <= reference.first <= behind + BESIDE_QUOTE and reference.kind is ActorKind.PERSON:
            return reference.key
    outside = [r for r in article.recent if scan.starts[r.first] < start and _may_be(article, r, gender)]
    said = any(scan.folds[at] in _words("saying") for at in range(behind, min(behind + 2, len(scan))))
    pronoun = any(
        _genders().get(scan.folds[at]) == gender for at in range(behind, min(behind + 3, len(scan)))
    )
    first = bisect_right(scan.starts, start) - 1
    within = [r for r in outside if first >= 0 and scan.sentences[r.first] == scan.sentences[first]]
    if (said or pronoun or within) and outside:
        return (_opener(scan, within) if within else "") or outside[-1].key
    return ""


# --------------------------------------------------------------------------- bodies


def _body(article: _Article, index: int) -> str:
    """ "The council said *it* would sell", "The council met. *It* has sold": the body that opened the sentence; "" where it may be a thing."""
    scan = article.scan
    if not _does_something(scan, index):
        return ""
    sentence = scan.sentences[index]
    here = [
        r for r in article.recent if scan.sentences[r.first] == sentence and index - r.first < SENTENCE_WORDS
    ]
    before = scan.folds[index - 1] if index else ""
    if here and before in _words("clauses") | _words("saying"):
        return _acting(article, _saying(scan, index, here) or here)
    if scan.opens_sentence(index):
        last = [r for r in article.recent if scan.sentences[r.first] == sentence - 1]
        return _acting(article, last)
    return _acting(article, here) if here else ""


def _saying(scan: Scan, index: int, here: list[Reference]) -> list[Reference]:
    """Who stands right before the verb of saying: "Norway paid, and *the council* said it would sell"."""
    said = index - 2 if scan.folds[index - 1] == "that" else index - 1
    if scan.folds[said] not in _words("saying"):
        return []
    return [r for r in here if said - HELPERS <= r.last <= said]


def _acting(article: _Article, here: list[Reference]) -> str:
    """The body that opens a sentence, where no person does."""
    key = _opener(article.scan, here)
    return key if key and article.entities[key].kind in BODIES else ""


def _does_something(scan: Scan, index: int) -> bool:
    """Whether what follows "it" is done by somebody: "it *has signed*", not "it *has been raining*", "it *is* likely"."""
    if scan.gaps[index] != " " or index + 1 >= len(scan):
        return False
    verb = scan.folds[index + 1]
    said = scan.folds[index - 1] if index else ""
    said = scan.folds[index - 2] if said == "that" and index > 1 else said
    behind = set(scan.folds[index + 1 : index + 4])
    if behind & _words("doing", "impersonal"):
        return said in _words("saying") and "been" in behind and not behind & {"raining"}
    if verb in ("was", "is"):
        return (
            said in _words("saying")
            and index + 2 < len(scan)
            and scan.folds[index + 2].endswith(("ing", "ed"))
        )
    if verb in _words("doing", "helpers") or verb in _words("doing", "verbs"):
        return True
    return verb.endswith("ed") and len(verb) > 4
