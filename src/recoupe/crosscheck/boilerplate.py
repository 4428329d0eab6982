"""Which shared passages are nobody's news: an outlet's footer, a stock phrase, told by where and how often they stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

FOOTER_ARTICLES = 4  # one outlet hardly prints one story more often; what stands there oftener is its own
FOOTER_SHARE = 0.5  # a footer is less than this share of the articles it stands in
EDGE_WORDS = 12  # a footer ends (a header begins) this near to the edge of its article
EDGE_SHARE = 0.8  # share of its places that are at the edge
OUTLET_SHARE = (
    0.1  # share of an outlet's articles that carry its footer; news that it repeats stands in fewer
)
STOCK_ARTICLES = 8  # a turn of phrase stands in this many articles,
STOCK_WORDS = 25  # is shorter than this,
STOCK_DAYS = 14  # and comes back over more days than a dispatch lives


@dataclass(slots=True, frozen=True)
class Stretch:
    """Where a passage stands: the article's number, first and last word (end exclusive), words in the article, outlet, day."""

    article: int
    first: int
    last: int
    words: int
    outlet: str | None
    day: str | None


def find_boilerplate(pairs: Sequence[tuple[Stretch, Stretch]], outlets: Mapping[str, int]) -> list[bool]:
    """For each pair of places of one passage, whether the passage is an outlet's footer or a stock phrase.

    Places that overlap by more than half of the longer are one place; places that some pair links are one family; a
    family is judged as a whole. ``outlets`` counts the articles of each outlet. Cost grows with the number of pairs.
    """
    places = sorted({(side.article, side.first, side.last) for pair in pairs for side in pair})
    place_of = _merge_overlapping(places)
    family = _connect(
        [
            (place_of[(one.article, one.first, one.last)], place_of[(other.article, other.first, other.last)])
            for one, other in pairs
        ],
        len(places),
    )
    members: dict[int, list[Stretch]] = defaultdict(list)
    for one, other in pairs:
        root = family[place_of[(one.article, one.first, one.last)]]
        members[root] += (one, other)
    verdict = {root: _is_boilerplate(stretches, outlets) for root, stretches in members.items()}
    return [verdict[family[place_of[(one.article, one.first, one.last)]]] for one, _ in pairs]


def _merge_overlapping(places: Sequence[tuple[int, int, int]]) -> dict[tuple[int, int, int], int]:
    """A number for each place, the same for neighbours that overlap by more than half of the longer."""
    number: dict[tuple[int, int, int], int] = {}
    kept, held = -1, (-1, 0, 0)
    for article, first, last in places:
        overlap = min(last, held[2]) - first if article == held[0] else 0
        if 2 * overlap <= max(last - first, held[2] - held[1]):
            kept, held = kept + 1, (article, first, last)
        number[(article, first, last)] = kept
    return number


def _connect(edges: Sequence[tuple[int, int]], size: int) -> list[int]:
    """The root of each node's connected component (union by smaller root, paths halved)."""
    root = list(range(size))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for one, other in edges:
        low, high = sorted((find(one), find(other)))
        root[high] = low
    return [find(node) for node in range(size)]


def _is_boilerplate(stretches: Sequence[Stretch], sizes: Mapping[str, int]) -> bool:
    by_article = {stretch.article: stretch for stretch in stretches}
    held = [by_article[article] for article in sorted(by_article)]
    if (
        len(held) < FOOTER_ARTICLES
        or median((part.last - part.first) / part.words for part in held) >= FOOTER_SHARE
    ):
        return False
    return _is_footer(held, sizes) or _is_stock(held)


def _is_footer(held: Sequence[Stretch], sizes: Mapping[str, int]) -> bool:
    """At the edge of many articles, most of them of one outlet (or, where no outlet is known, at the end of them)."""
    ends = sum(part.words - part.last <= EDGE_WORDS for part in held) / len(held)
    starts = sum(part.first <= EDGE_WORDS for part in held) / len(held)
    outlets = Counter(part.outlet for part in held if part.outlet)
    if not outlets:
        return ends >= EDGE_SHARE
    outlet, count = max(outlets.items(), key=lambda item: (item[1], item[0]))
    of_one = count >= EDGE_SHARE * len(held) and count >= OUTLET_SHARE * sizes.get(outlet, 0)
    return of_one and max(ends, starts) >= EDGE_SHARE


def _is_stock(held: Sequence[Stretch]) -> bool:
    """Short, in many articles, over more days than a dispatch lives."""
    if len(held) < STOCK_ARTICLES or median(part.last - part.first for part in held) >= STOCK_WORDS:
        return False
    days = sorted(date.fromisoformat(part.day).toordinal() for part in held if part.day)
    return len(days) >= STOCK_ARTICLES and days[-1] - days[0] > STOCK_DAYS
