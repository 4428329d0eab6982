"""Nouns by which an article calls a group again: "trois hommes cagoulés ... *les malfaiteurs*"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from recoupe.annotate.actors.lexicon import pieces
from recoupe.annotate.actors.names import Reference
from recoupe.languages import word_list
from recoupe.model import ActorKind

if TYPE_CHECKING:
    from recoupe.annotate.actors.joining import Entity

_GROUPS = frozenset([ActorKind.COLLECTIVE, ActorKind.INSTITUTION, ActorKind.ANONYMOUS])


def group_called_again(phrase: Reference, by_noun: dict[str, list[Entity]], language: str) -> Entity | None:
    """The only group brought in before a phrase that its noun may call again, None where there is none or several.

    "Deux ouvriers ont bloqué le port. *Les salariés* ...". ``by_noun`` has the actors by the nouns that they are called by; the group found is
    called by this one as well from here on.
    """
    alike = _called_before(language).get(phrase.noun, frozenset())
    found = {
        entity.key: entity
        for noun in alike
        for entity in by_noun.get(noun, ())
        if entity.kind in _GROUPS and entity.first < phrase.first and not entity.members
    }
    if len(found) != 1:
        return None
    group = next(iter(found.values()))
    group.nouns.add(phrase.noun)
    called = by_noun.setdefault(phrase.noun, [])
    if group not in called[-1:]:
        called.append(group)
    return group


@cache
def _called_before(language: str) -> dict[str, frozenset[str]]:
    """The nouns by which a group may have been called before, by the noun that takes it up; all folded.

    "Deux ouvriers ont bloqué le port. *Les salariés* ont défilé": *salarié* leads to *ouvrier* among others.
    """
    found: dict[str, set[str]] = {}
    for row in word_list(language, "groups").values():
        called = [" ".join(pieces(noun)) for noun in row["called"]]
        alike = {*called, *(" ".join(pieces(noun)) for noun in row.get("other", ()))}
        for noun in called:
            found.setdefault(noun, set()).update(alike)
    return {noun: frozenset(alike) for noun, alike in found.items()}
