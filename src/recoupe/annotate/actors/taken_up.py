"""Common nouns that take up what was named before: "le pays", "la ville", "les deux hommes"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

from recoupe.annotate.actors.joining import Entity, Registry
from recoupe.annotate.actors.lexicon import Phrases, pieces, plural
from recoupe.annotate.actors.names import Reference, Scan
from recoupe.languages import word_list
from recoupe.model import ActorKind

_MAX_SENTENCES = 2
_FAR = 5
_MAX_NAMED = 100
_BODIES = frozenset([ActorKind.ORGANISATION, ActorKind.INSTITUTION, ActorKind.ARMED_GROUP, ActorKind.MEDIA])
_TOWNS = frozenset([ActorKind.PLACE, ActorKind.GOVERNMENT])
_PAIRS = {
    "two_persons": frozenset([ActorKind.PERSON]),
    "two_countries": frozenset([ActorKind.COUNTRY]),
    "two_bodies": _BODIES,
}


@cache
def _single(language: str, name: str) -> frozenset[str]:
    return frozenset(word_list(language, "taken_up").get(name, {}).get("words", ()))


@cache
def _pair_nouns(language: str) -> Phrases[frozenset[ActorKind]]:
    """The nouns that may stand after "les deux", in the plural, with the kinds of actor that they fit."""
    kinds: dict[tuple[str, ...], frozenset[ActorKind]] = {}
    for name, fitting in _PAIRS.items():
        for word in _single(language, name):
            form = plural(pieces(word))
            kinds[form] = kinds.get(form, frozenset()) | fitting
    found: Phrases[frozenset[ActorKind]] = Phrases()
    for form, fitting in sorted(kinds.items()):
        found.add(form, fitting)
    return found


def take_up(registry: Registry, references: list[Reference], phrases: list[Reference]) -> list[Reference]:
    """The references by common nouns that take up one place or country, or two actors just named.

    Of two, the reference's actor is a collective that has both as members; a phrase that covers the same words gets it.
    """
    scan = registry.scan
    if not scan.reading.parsed or not word_list(scan.lexicon.language, "taken_up"):
        return []
    trail = _Trail(registry, (*references, *phrases))
    at_head = {phrase.head: phrase for phrase in phrases}
    found = []
    couples = _single(scan.lexicon.language, "couples")
    towns, lands = _single(scan.lexicon.language, "towns"), _single(scan.lexicon.language, "countries")
    for index, word in enumerate(scan.folds):
        if (
            word in scan.small.numbers
            and index
            and scan.folds[index - 1] in scan.small.peoples | scan.small.demonstrative
        ):
            reference = _counted_at(registry, trail, index, at_head)
            if reference is None and word == "deux":
                reference = _pair_at(registry, trail, index, at_head)
        elif word == "deux" and index and scan.folds[index - 1] in scan.small.contracted:
            reference = _pair_at(registry, trail, index, at_head)
        elif word in couples and index not in scan.taken:
            reference = _couple_at(registry, trail, index, at_head)
        elif (word in towns or word in lands) and index not in scan.taken and index not in at_head:
            reference = _single_at(registry, trail, index, word in towns)
        else:
            continue
        if reference is not None:
            found.append(reference)
    return found


class _Trail:
    """The references of an article by the sentence in which they stand."""

    def __init__(self, registry: Registry, references: Iterable[Reference]):
        self.scan = registry.scan
        self.entities = registry.entities
        countries = [e for e in self.entities.values() if e.kind is ActorKind.COUNTRY]
        self.only_country = countries[0] if len(countries) == 1 else None
        self._by_sentence: dict[int, list[Reference]] = {}
        for reference in sorted(references, key=lambda r: (r.first, -r.last)):
            if reference.key:
                self._by_sentence.setdefault(self.scan.sentences[reference.head], []).append(reference)

    def _stand_before(self, sentence: int, index: int) -> list[Reference]:
        """The references of a sentence that begin before a word, the last ones of a long sentence."""
        references = self._by_sentence.get(sentence, [])
        last = bisect_left(references, index, key=lambda r: r.first)
        return references[max(0, last - _MAX_NAMED) : last]

    def before(
        self, index: int, kinds: frozenset[ActorKind], sentences: int = _MAX_SENTENCES
    ) -> list[list[Entity]]:
        """The actors of these kinds named before a word, once each: those of its sentence, then of those before it."""
        here = self.scan.sentences[index]
        return [
            list(
                {
                    r.key: self.entities[r.key]
                    for r in self._stand_before(here - back, index)
                    if r.last <= index
                    and self.entities[r.key].kind in kinds
                    and not self.entities[r.key].members
                }.values()
            )
            for back in range(sentences + 1)
        ]

    def group(self, index: int, number: str) -> Entity | None:
        """The group brought in before a word with this number or noun ("*deux* ouvriers", "un *couple* de retraités"), the last one."""
        here = self.scan.sentences[index]
        for back in range(_FAR + 1):
            for reference in reversed(self._stand_before(here - back, index)):
                entity = self.entities[reference.key]
                if reference.last > index or entity.kind is not ActorKind.COLLECTIVE or entity.members:
                    continue
                begin = max(0, reference.first - 2)
                told = self.scan.folds[reference.first : reference.head]
                amount = reference.definite is False and number in self.scan.folds[begin : reference.first]
                if (reference.definite is False and number in told) or amount:
                    return entity
        return None

    def named_since(self, group: Entity, index: int) -> set[str]:
        """The persons named between the first mention of a group and a word."""
        here = self.scan.sentences[index]
        return {
            r.key
            for sentence in range(max(here - _FAR, self.scan.sentences[group.first]), here + 1)
            for r in self._stand_before(sentence, index)
            if group.first < r.first < index and self.entities[r.key].kind is ActorKind.PERSON
        }


def _single_at(registry: Registry, trail: _Trail, index: int, town: bool) -> Reference | None:
    """ "la ville": the town named last; "le pays": the only country of the nearest sentence that names one, else of the article."""
    scan = registry.scan
    owned = town and scan.before(index) in scan.small.owning
    if not (owned or scan.before(index) in scan.small.one) or _goes_on(scan, index):
        return None
    for named in trail.before(index, _TOWNS if town else frozenset([ActorKind.COUNTRY]), _FAR):
        fitting = [e for e in named if not town or e.town]
        if len(fitting) == 1:
            return _reference(scan, index - 1, index + 1, fitting[0])
        if fitting:
            return None
    if not town and trail.only_country is not None and trail.only_country.first < index:
        return _reference(scan, index - 1, index + 1, trail.only_country)
    return None


def _goes_on(scan: Scan, index: int) -> bool:
    """Whether the noun has a complement, an adjective or a name of its own: "la ville *de Marnoze*", "le pays *hôte*", "le
    pays *le plus* touché"."""
    after = index + 1
    if after >= len(scan) or scan.gaps[index] not in {" ", "\u00a0", "-", "'", "’"}:
        return False
    return (
        (scan.folds[after] in scan.small.of and _belongs(scan, index, after))
        or scan.capital[after]
        or after in scan.taken
        or scan.pos(after) in {"ADJ", "NOUN", "PROPN"}
        or _participle(scan, after)
        or (
            scan.folds[after] in _single(scan.lexicon.language, "restricting")
            and scan.before(index) in scan.small.articles
        )
        or scan.folds[after + 1 : after + 2] in (["plus"], ["moins"])
    )


def _belongs(scan: Scan, index: int, of: int) -> bool:
    """Whether "de" after the noun begins its complement, and neither an infinitive ("a prié la ville *de* payer") nor what hangs on
    another word ("prévenir la ville *des* lâchers d'eau")."""
    place = of + 1
    while place < len(scan) and scan.folds[place] in scan.small.articles | scan.small.clitics:
        place += 1
    noun, told = scan.tokens[index], scan.tokens[place] if place < len(scan) else None
    if noun is None or told is None:
        return True
    if "VerbForm=Inf" in told.morph:
        return False
    return (scan.folds[of] != "des" and scan.folds[of + 1] not in scan.small.owning) or told.head is noun


def _participle(scan: Scan, index: int) -> bool:
    token = scan.tokens[index]
    return token is not None and token.pos == "VERB" and "VerbForm=Part" in token.morph


def _pair_at(
    registry: Registry, trail: _Trail, index: int, at_head: dict[int, Reference]
) -> Reference | None:
    """ "les deux hommes", "des deux capitales": the two actors that fit and were just named, as one collective."""
    scan = registry.scan
    if index + 1 >= len(scan) or scan.gaps[index] != " ":
        return None
    size, kinds = next(
        _pair_nouns(scan.lexicon.language).at(scan.folds, index + 1), (0, frozenset[ActorKind]())
    )
    last = index + 1 + size
    if not size or (last - 1 < len(scan) and _goes_on(scan, last - 1)):
        return None
    two = _two(trail, scan, index, kinds)
    phrase = at_head.get(index + 1)
    if not two and phrase is not None and phrase.key:
        return None
    first = index - 1 if scan.folds[index - 1] in scan.small.definite else index
    entity = registry.pair(two, scan.reading.text[scan.starts[index] : scan.ends[last - 1]], index)
    if phrase is not None:
        phrase.key = entity.key
        return None
    return _reference(scan, first, last, entity)


def _couple_at(
    registry: Registry, trail: _Trail, index: int, at_head: dict[int, Reference]
) -> Reference | None:
    """ "le couple", "les époux": the group brought in as a couple, else the two persons just named, as one collective."""
    scan = registry.scan
    if scan.before(index) not in scan.small.one | scan.small.peoples or _goes_on(scan, index):
        return None
    known = trail.group(index, scan.folds[index])
    two = () if known else _two(trail, scan, index, frozenset([ActorKind.PERSON]))
    if known is None and not two:
        return None
    entity = known or registry.pair(two, scan.texts[index], index)
    phrase = at_head.get(index)
    if phrase is not None:
        phrase.key = entity.key
        return None
    first = index - 1 if scan.folds[index - 1] in scan.small.definite else index
    return _reference(scan, first, index + 1, entity)


def _counted_at(
    registry: Registry, trail: _Trail, index: int, at_head: dict[int, Reference]
) -> Reference | None:
    """ "les trois hommes": the group of that number that was brought in before ("trois braqueurs ont fui"), unless two persons
    were named since."""
    scan = registry.scan
    if index + 1 >= len(scan) or scan.gaps[index] != " ":
        return None
    size = next(_counted_nouns(scan.lexicon.language).at(scan.folds, index + 1), (0, True))[0]
    last = index + 1 + size
    known = trail.group(index, scan.folds[index]) if size and not _goes_on(scan, last - 1) else None
    if known is None:
        return None
    if scan.folds[index] == "deux" and len(trail.named_since(known, index)) == 2:
        return None
    phrase = at_head.get(index + 1)
    if phrase is not None:
        phrase.key = known.key
        return None
    first = index - 1 if scan.folds[index - 1] in scan.small.definite else index
    return _reference(scan, first, last, known)


@cache
def _counted_nouns(language: str) -> Phrases[bool]:
    """The nouns that may stand after "les trois", in the plural."""
    found: Phrases[bool] = Phrases()
    for word in sorted(_single(language, "counted")):
        found.add(plural(pieces(word)), True)
    return found


def _two(trail: _Trail, scan: Scan, index: int, kinds: frozenset[ActorKind]) -> tuple[Entity, ...]:
    """The two actors of one kind that are named in the nearest sentences, none where there are more or fewer."""
    women = scan.folds[index + 1].removesuffix("s") in _single(scan.lexicon.language, "women")
    for kind in (ActorKind.PERSON, ActorKind.COUNTRY, None):
        wanted = kinds & _BODIES if kind is None else kinds & {kind}
        met: dict[str, Entity] = {}
        for named in trail.before(index, wanted) if wanted else ():
            met.update({e.key: e for e in named if not (women and e.gender == "m")})
            if len(met) >= 2:
                break
        if len(met) == 2:
            first, second = sorted(met.values(), key=lambda e: (e.first, e.key))
            return first, second
    return ()


def _reference(scan: Scan, first: int, last: int, entity: Entity) -> Reference:
    start, end = scan.starts[first], scan.ends[last - 1]
    if scan.folds[first] in scan.small.contracted:
        first += 1
        start = scan.starts[first]
    return Reference(first, last, start, end, entity.kind, "", "phrase", head=last - 1, key=entity.key)
