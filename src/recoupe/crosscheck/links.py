"""How two claims come to be compared, and what is found between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from recoupe.crosscheck.assertions import Claim
from recoupe.crosscheck.situation import Situation
from recoupe.model import RelationKind

LARGEST_GROUP = 200
SMALL_MATTER_ARTICLES = 25


@dataclass(frozen=True, slots=True)
class Link:
    """``left`` bears on ``right`` in this way; ``reason`` names the sentence in ``account.toml`` that says why."""

    kind: RelationKind
    left: Claim
    right: Claim
    reason: str


def relate_groups(
    situation: Situation,
    groups: Sequence[list[Claim]],
    relate: Callable[[Situation, Claim, Claim], Link | None],
) -> Iterator[Link]:
    """Compare the claims of each group in pairs; a pair that stands in two groups is compared once."""
    done: set[tuple[int, int]] = set()
    for group in groups:
        for left, right in combinations(group[:LARGEST_GROUP], 2):
            if (id(left), id(right)) in done:
                continue
            done.add((id(left), id(right)))
            link = relate(situation, left, right)
            if link is not None and not _only_garbled(situation, link):
                yield link


def by_size(
    situation: Situation, relate: Callable[[Situation, Claim, Claim, bool], Link | None]
) -> Callable[[Situation, Claim, Claim], Link | None]:
    """A comparison that is told whether the matter is small: what little it says is then of one thing."""
    sizes = Counter(situation.threads.values())

    def related(situation: Situation, left: Claim, right: Claim) -> Link | None:
        small = sizes[situation.threads[left.first.article]] <= SMALL_MATTER_ARTICLES
        return relate(situation, left, right, small)

    return related


def _only_garbled(situation: Situation, link: Link) -> bool:
    """Whether a contradiction or replacement rests on wording that a machine may have garbled; such wording changes nothing."""
    return link.kind in (RelationKind.CONTRADICTS, RelationKind.SUPERSEDES) and any(
        set(claim.articles) <= situation.doubtful for claim in (link.left, link.right)
    )


def grouped(pairs: Iterator[tuple[tuple[str, ...], Claim]]) -> list[list[Claim]]:
    table: dict[tuple[str, ...], list[Claim]] = {}
    for key, claim in pairs:
        table.setdefault(key, []).append(claim)
    return [group for group in table.values() if len(group) > 1]


def in_order(situation: Situation, left: Claim, right: Claim) -> tuple[Claim | None, Claim | None]:
    """The two claims in the order of time; (None, None) where nothing tells it.

    Articles' dates decide; where one article has none, the holder's last known term of office does.
    """
    spans = [_said_between(situation, claim) for claim in (left, right)]
    if spans[0][1] and spans[1][0] and spans[0][1] < spans[1][0]:
        return left, right
    if spans[1][1] and spans[0][0] and spans[1][1] < spans[0][0]:
        return right, left
    return None, None


def _said_between(situation: Situation, claim: Claim) -> tuple[str | None, str | None]:
    """The days between which a claim was first asserted."""
    first = claim.first
    if first.earliest and first.latest:
        return first.earliest, first.latest
    published = situation.published[first.article]
    if published.earliest or published.latest:
        return published.earliest, published.latest
    offices = situation.identities.actors[first.actors[0]].offices if first.actors else ()
    since = max((office.since for office in offices if office.since), default=None)
    return since, None


def overlap(left: Claim, right: Claim) -> bool:
    """Whether the times of two claims can be the same; unknown times can."""
    return meet(left.interval, right.interval)


def meet(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    """Whether two stretches of days can have one in common; an unknown end can be any day."""
    (low, high), (start, end) = one, other
    return not (high and start and high < start) and not (end and low and end < low)
