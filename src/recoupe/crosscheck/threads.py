"""Which articles tell of one matter: stories that share distinctive actors within days of each other.

A story is one event; a matter is what a reader follows over weeks: the attack, the appeal, the toll, the answer.
Claims are compared within a matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from recoupe.crosscheck.identities import Identities
from recoupe.crosscheck.sketches import Sketch
from recoupe.model import ActorKind, Published

SHARED_ACTORS = 3
SHARED_PERSONS = 2
WITHIN_DAYS = 14
RARE_ARTICLES = 12
SHARED_RARE = 2
RARE_WITHIN_DAYS = 7
COMMON_ARTICLES = 40
SITUATION_ARTICLES = 40  # of a dossier gathered by hand
NAMES_A_SITUATION = frozenset(
    {ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.INSTITUTION, ActorKind.PLACE}
)
NOT_DISTINCTIVE = frozenset({ActorKind.ANONYMOUS, ActorKind.COLLECTIVE, ActorKind.DOCUMENT, ActorKind.MEDIA})


def follow_threads(
    sketches: Sequence[Sketch],
    published: Mapping[str, Published],
    stories: Mapping[str, str],
    identities: Identities,
) -> dict[str, str]:
    """The matter of each article, named by its smallest article id.

    Two articles belong to one matter when they are of one story, or share ``SHARED_ACTORS`` actors that are not
    named all over the dossier and appeared within ``WITHIN_DAYS`` days; of actors that few articles name, ``SHARED_RARE``
    are enough within ``RARE_WITHIN_DAYS``. A place that more than a few name is where much happens, not one matter. Where one has no date, ``SHARED_PERSONS``
    of the shared actors must be persons: countries and offices outlive those who speak for them. In a dossier of at most
    ``SITUATION_ARTICLES``, most of which are of one matter, an article that names somebody of it belongs to it.
    """
    root = {sketch.id: sketch.id for sketch in sketches}

    def find(article: str) -> str:
        while root[article] != article:
            root[article] = root[root[article]]
            article = root[article]
        return article

    def join(one: str, other: str) -> None:
        low, high = sorted((find(one), find(other)))
        root[high] = low

    for article in sorted(root):
        join(article, stories[article])
    pairs, rare = _shared_actors(sketches, identities)
    for (one, other), shared in sorted(pairs.items()):
        if find(one) == find(other):
            continue
        if len(shared) >= SHARED_ACTORS:
            joined = _one_matter(published[one], published[other], shared, identities)
        else:
            gap = _days_between(published[one], published[other])
            joined = (
                gap is not None
                and gap <= RARE_WITHIN_DAYS
                and sum(rare[key] for key in shared) >= SHARED_RARE
            )
        if joined:
            join(one, other)
    for article, matter in _of_the_situation(sketches, {one: find(one) for one in root}, identities):
        join(article, matter)
    return {article: find(article) for article in root}


def _of_the_situation(
    sketches: Sequence[Sketch], matters: Mapping[str, str], identities: Identities
) -> list[tuple[str, str]]:
    """The articles beside the matter of a small dossier of which most articles tell, each with it: it was gathered on one situation,
    and they name somebody, a body or a town that the matter names too."""
    sizes = Counter(matters.values())
    largest, count = max(sizes.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    if len(matters) > SITUATION_ARTICLES or 2 * count <= len(matters):
        return []
    named = {sketch.id: _named(sketch, identities) for sketch in sketches}
    there = {key for article, keys in named.items() if matters[article] == largest for key in keys}
    return [(one, largest) for one in sorted(named) if matters[one] != largest and named[one] & there]


def _named(sketch: Sketch, identities: Identities) -> set[str]:
    keys = {
        identities.key(sketch.id, actor.key) for actor in sketch.actors if actor.kind in NAMES_A_SITUATION
    }
    return {key for key in keys if identities.actors[key].kind in NAMES_A_SITUATION}


def _shared_actors(
    sketches: Sequence[Sketch], identities: Identities
) -> tuple[dict[tuple[str, str], list[str]], dict[str, bool]]:
    """By pair of articles, the distinctive actors that both name (one named everywhere makes no pair); by actor, whether few name it."""
    holders: dict[str, set[str]] = {}
    places: set[str] = set()
    for sketch in sketches:
        for actor in sketch.actors:
            if actor.kind not in NOT_DISTINCTIVE:
                key = identities.key(sketch.id, actor.key)
                holders.setdefault(key, set()).add(sketch.id)
                if identities.actors[key].kind is ActorKind.PLACE:
                    places.add(key)
    pairs: dict[tuple[str, str], list[str]] = {}
    for key in sorted(holders):
        articles = sorted(holders[key])
        if len(articles) > (RARE_ARTICLES if key in places else COMMON_ARTICLES):
            continue
        for number, one in enumerate(articles):
            for other in articles[number + 1 :]:
                pairs.setdefault((one, other), []).append(key)
    rare = {key: len(articles) <= RARE_ARTICLES for key, articles in holders.items()}
    return {pair: shared for pair, shared in pairs.items() if len(shared) >= SHARED_RARE}, rare


def _one_matter(one: Published, other: Published, shared: Sequence[str], identities: Identities) -> bool:
    gap = _days_between(one, other)
    if gap is not None:
        return gap <= WITHIN_DAYS
    persons = sum(identities.actors[key].kind is ActorKind.PERSON for key in shared)
    return persons >= SHARED_PERSONS


def _days_between(one: Published, other: Published) -> int | None:
    """The least number of days between two articles, None where one has no date at all."""
    starts = [known.earliest or known.latest for known in (one, other)]
    ends = [known.latest or known.earliest for known in (one, other)]
    if None in starts:
        return None
    first, second = (date.fromisoformat(str(day)[:10]) for day in starts)
    last, final = (date.fromisoformat(str(day)[:10]) for day in ends)
    return max(0, (second - last).days, (first - final).days)
