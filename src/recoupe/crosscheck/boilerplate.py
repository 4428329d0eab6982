"""Which shared passages are nobody's news: an outlet's footer, a stock phrase, told by where and how often they stand."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

FOOTER_ARTICLES = 4  # one outlet hardly prints one story more often; what stands there oftener is its own
FOOTER_SHARE = 0.5  # a footer is less than this share of the articles it stands in
EDGE_WORDS = 12  # a footer ends (a header begins) this near to the edge of its article
EDGE_SHARE = 0.8  # share of its places that are at the edge
OUTLET_SHARE = (
    0.1  # share of an outlet's articles that carry its footer; news that it repeats stands in fewer
)
STOCK_ARTICLES = 8  # a turn of phrase stands in this many articles,
STOCK_WORDS = 25  # is shorter than this,
STOCK_DAYS = 14  # and comes back over more days than a dispatch lives,
STOCK_ANY_DAY = 300  # or stands in more articles than any dispatch


class Places(NamedTuple):
    """Where passages stand, one a row: the article's number, first and last word within it (end exclusive)."""

    article: Ints
    first: Ints
    last: Ints


class Shelf(NamedTuple):
    """What is known of each article: how many words, the number of its outlet (-1: unknown), its day as an ordinal (-1)."""

    words: Ints
    outlet: Ints
    day: Ints


class Verdicts(NamedTuple):
    """For each pair of places, whether the passage is a footer (or header), and whether it comes back like a stock phrase."""

    footer: Flags
    stock: Flags


class _Families(NamedTuple):
    """One row for each article that holds a passage of a family, sorted by family; ``head`` is where each family begins."""

    family: Ints
    head: Ints
    places: Places


def find_boilerplate(later: Places, earlier: Places, shelf: Shelf, sizes: Ints) -> Verdicts:
    """Which pairs of places hold an outlet's footer, and which a passage that comes back as stock phrases do.

    Places that overlap by more than half of the longer are one place; places that some pair links are one family; a
    family is judged as a whole. ``sizes`` counts the articles of each outlet. Cost grows with the number of pairs.
    """
    if not len(later.article):
        return Verdicts(np.zeros(0, dtype=bool), np.zeros(0, dtype=bool))
    places = Places(*(np.concatenate(sides) for sides in zip(later, earlier, strict=True)))
    number = _merge_overlapping(places)
    count = len(later.article)
    root = _connect(number[:count], number[count:])
    names, family = np.unique(root[number], return_inverse=True)
    verdicts = _judge(_by_family(family, places), len(names), shelf, sizes)
    return Verdicts(*(verdict[family[:count]] for verdict in verdicts))


def _merge_overlapping(places: Places) -> Ints:
    """A number for each place, the same for neighbours that overlap by more than half of the longer."""
    order = np.lexsort((places.last, places.first, places.article))
    article, first, last = (column[order] for column in places)
    size = last - first
    new = np.ones(len(order), dtype=bool)
    overlap = np.minimum(last[1:], last[:-1]) - first[1:]
    new[1:] = (article[1:] != article[:-1]) | (2 * overlap <= np.maximum(size[1:], size[:-1]))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.cumsum(new) - 1
    return number


def _connect(one: Ints, other: Ints) -> Ints:
    """The smallest node of each node's connected component: labels handed on along edges until none changes."""
    label = np.arange(max(int(one.max()), int(other.max())) + 1)
    while True:
        least = np.minimum(label[one], label[other])
        before = label.copy()
        for side in (one, other):
            np.minimum.at(label, side, least)
            np.minimum.at(label, before[side], least)
        label = label[label]
        if np.array_equal(label, before):
            return label


def _by_family(family: Ints, places: Places) -> _Families:
    order = np.lexsort((places.last, places.first, places.article, family))
    family, article = family[order], places.article[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (family[1:] != family[:-1]) | (article[1:] != article[:-1])
    kept = order[new]
    family = family[new]
    return _Families(
        family, np.flatnonzero(np.diff(family, prepend=-1)), Places(*(column[kept] for column in places))
    )


def _medians(values: NDArray[np.float64], families: _Families) -> NDArray[np.float64]:
    """The upper median of each family."""
    ordered = values[np.lexsort((values, families.family))]
    size = np.diff(np.append(families.head, len(values)))
    middle: NDArray[np.float64] = ordered[families.head + size // 2]
    return middle


def _judge(families: _Families, count: int, shelf: Shelf, sizes: Ints) -> Verdicts:
    """Which families are small parts of many articles, and there like a footer or like a stock phrase."""
    places, family = families.places, families.family
    held = np.bincount(family, minlength=count)
    words = places.last - places.first
    share = _medians(words / shelf.words[places.article], families)
    often = (held >= FOOTER_ARTICLES) & (share < FOOTER_SHARE)
    return Verdicts(
        often & _are_footers(families, held, shelf, sizes), often & _are_stock(families, held, shelf)
    )


def _are_footers(families: _Families, held: Ints, shelf: Shelf, sizes: Ints) -> Flags:
    """At the edge of many articles, most of them of one outlet (or, where no outlet is known, at the end of them)."""
    places, family = families.places, families.family
    at_end = np.bincount(family, shelf.words[places.article] - places.last <= EDGE_WORDS) / held
    at_start = np.bincount(family, places.first <= EDGE_WORDS) / held
    outlet = shelf.outlet[places.article]
    known = outlet >= 0
    width = len(sizes) + 1
    pair, copies = np.unique(family[known] * width + outlet[known], return_counts=True)
    most = np.zeros(len(held), dtype=np.int64)
    np.maximum.at(most, pair // width, copies)
    own = np.zeros(len(held), dtype=bool)
    main = copies == most[pair // width]
    own[pair[main] // width] = copies[main] >= OUTLET_SHARE * sizes[pair[main] % width]
    of_one = own & (most >= EDGE_SHARE * held)
    return np.where(most > 0, of_one & (np.maximum(at_end, at_start) >= EDGE_SHARE), at_end >= EDGE_SHARE)


def _are_stock(families: _Families, held: Ints, shelf: Shelf) -> Flags:
    """Short, in many articles, over more days than a dispatch lives."""
    places, family = families.places, families.family
    words = _medians((places.last - places.first).astype(np.float64), families)
    day = shelf.day[places.article]
    dated = np.bincount(family, day >= 0)
    last = np.maximum.reduceat(day, families.head)
    first = np.minimum.reduceat(np.where(day >= 0, day, np.iinfo(np.int64).max), families.head)
    lasting = (dated >= STOCK_ARTICLES) & (last - first > STOCK_DAYS)
    return (held >= STOCK_ARTICLES) & (words < STOCK_WORDS) & (lasting | (held >= STOCK_ANY_DAY))
