"""Whom a noun of kin means where the article names two of one family: "M. Kern a parlé. *Son épouse* ..."."""

from __future__ import annotations

from bisect import bisect_right

from recoupe.annotate.actors.joining import Entity, Registry
from recoupe.annotate.actors.names import Reference
from recoupe.annotate.actors.phrase_kinds import stands_alone
from recoupe.annotate.actors.sounds import sound
from recoupe.model import ActorKind

_NEAR_WORDS = 40


class Persons:
    """The names of persons in an article, by place."""

    def __init__(self, names: list[Reference]):
        named = [r for r in names if r.kind is ActorKind.PERSON and r.words and r.key]
        self._named = sorted(named, key=lambda r: r.last)
        self._ends = [r.last for r in self._named]

    def before(self, index: int) -> Reference | None:
        """The last name of a person before a word."""
        place = bisect_right(self._ends, index)
        return self._named[place - 1] if place else None


def named_kin(registry: Registry, phrase: Reference, persons: Persons) -> Entity | None:
    """The other one of the only two persons of a family name, the last person named before the phrase being the first:
    "Oona Kern et Otto Kern sont jugés. Otto Kern se tait, *son épouse* pleure"; None where gender or number tells otherwise.

    """
    scan = registry.scan
    owned = scan.folds[phrase.first] in scan.small.owning and "relations" in phrase.tables
    if not owned or phrase.plural or not stands_alone(phrase):
        return None
    owner = persons.before(phrase.first)
    if owner is None or phrase.first - owner.last > _NEAR_WORDS:
        return None
    family = registry.family(owner.key)
    others = [entity for entity in family if entity.key != owner.key]
    if len(others) != 1 or not phrase.gender or others[0].gender != phrase.gender:
        return None
    return others[0]


def family_called(registry: Registry, phrase: Reference) -> Entity | None:
    """ "la famille Kern" is "les Kern"; a bare "la famille" is the only family that the article calls so."""
    if phrase.noun != "famille" or phrase.plural or not phrase.definite:
        return None
    if phrase.named:
        return registry.families.get(sound(registry.scan.folds[phrase.last - 1]))
    alone = len(registry.families) == 1 and stands_alone(phrase)
    return next(iter(registry.families.values())) if alone else None
