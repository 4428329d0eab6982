"""The account's rows on actors: who does, says or wants something, under which names, in which offices."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from recoupe.crosscheck.assertions import Claims
from recoupe.crosscheck.identities import Identities
from recoupe.crosscheck.sketches import Sketch
from recoupe.languages import word_list
from recoupe.model import (
    ACCOUNT_FORMAT,
    ActorName,
    ActorRow,
    Doubt,
    Evidence,
    Lineage,
    Standing,
)


@dataclass(frozen=True)
class ActorRows:
    """The account's rows on actors, written when they are asked for; ``digest`` stands for all that they are made of."""

    digest: bytes
    write: Callable[[], list[ActorRow]] = field(compare=False)

    @cached_property
    def rows(self) -> list[ActorRow]:
        """The rows, in the order of the first places where their actors are named."""
        return self.write()


def find_active(claims: Claims) -> tuple[str, ...]:
    """The account's keys of the actors who do, say or want something in a claim, in alphabetical order."""
    found = {
        key
        for claim in (*claims.events, *claims.positions, *claims.quantities, *claims.statements)
        for a in claim.assertions
        for key in (*a.actors, *a.recipients, *([a.voice.actor] if a.voice and a.voice.actor else []))
    }
    return tuple(sorted(found))


def write_actor_rows(
    sketches: Sequence[Sketch], identities: Identities, active: Collection[str], language: str
) -> Iterator[ActorRow]:
    """A row for each active actor, worded in ``language``, with every place where an article names it."""
    places: dict[str, list[Evidence]] = {}
    for sketch in sketches:
        here: dict[str, list[tuple[int, int]]] = {}
        for named in sketch.named:
            if (key := identities.key(sketch.id, named.actor.key)) in active:
                here.setdefault(key, []).extend(named.places)
        for key, found in here.items():
            for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
                places.setdefault(key, []).append(Evidence(id=sketch.id, start=start, end=end, lineage=0))
    doubts = identities.doubts()
    for key, evidence in places.items():
        yield _write_row(identities, key, evidence, doubts.get(key, ()), language)


def _write_row(
    identities: Identities,
    key: str,
    evidence: Sequence[Evidence],
    doubts: Sequence[tuple[str, str]],
    language: str,
) -> ActorRow:
    table = word_list(language, "account")
    actor = identities.actors[key]
    articles = tuple(dict.fromkeys(place.id for place in evidence))
    phrase = table["phrase"]["actor" if len(articles) > 1 else "actor_one"]
    return ActorRow(
        format=ACCOUNT_FORMAT,
        key=key,
        summary=phrase.format(name=actor.name, count=len(evidence), articles=len(articles)),
        standing=Standing.ESTABLISHED if len(articles) > 1 else Standing.SINGLE_ORIGIN,
        lineages=(Lineage(origin=actor.name, articles=articles),),
        evidence=tuple(evidence),
        because=table["because"]["actor"].format(articles=len(articles), names=len(actor.names)),
        actor=ActorName(key=key, name=actor.name, kind=actor.kind),
        names=actor.names,
        country=actor.country,
        offices=actor.offices,
        candidates=tuple(
            Doubt(key=other, name=identities.actors[other].name, because=table["doubt"][why])
            for other, why in doubts
        ),
    )
