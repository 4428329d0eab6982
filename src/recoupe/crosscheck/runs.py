"""Runs of words that two places share, verbatim or reworded: what the links of n-grams stand for.

Links become blocks and blocks are joined (``blocks``). Of heavy rewording few n-grams are left, so where two texts share a little
that makes no clear run they are looked at a second time: every word that is rare on both sides of a window around it is a link
there. What is found between two texts depends on their words and the links between them, on nothing else. Everything here is pure and picklable.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recoupe.crosscheck.blocks import (
    MIN_SCORE,
    Blocks,
    by_pair,
    distances,
    extend,
    gather,
    join,
    lengths,
    same_pair,
    scores,
    take,
)
from recoupe.crosscheck.shingles import MIN_WORDS, NGRAM, Hashes, Ints, link_places

Flags = NDArray[np.bool_]

MIN_DENSITY = 0.4  # share of a run's words that stand on both sides,
REWORDED_DENSITY = (
    0.5  # where it was found word by word: two accounts of one event have nearly as many in common;
)
REWORDED_SCORE = 13.0  # for the same reason it must score more
CLEAR_DENSITY = 0.8  # from which on a run needs no second look
BESIDE_CORE = 4  # equal words that a run holds beside its strongest block, where that is no passage by itself
NGRAM_GAP = 6  # words from one n-gram to the next of one block,
WORD_GAP = 3  # and from one rare word to the next
NGRAM_LAGS = (
    6  # blocks before it that one is joined to: few blocks of n-grams lie between two of one passage,
)
WORD_LAGS = 10  # more of single words
NEIGHBOURS = (
    24  # an n-gram that stands alone counts where another of the same two texts is this near in the later one
)
EXCHANGED = 96  # and this near in the earlier one: stretches may have changed places
HINT = 6  # equal words in a row of three and more from which on a second look is worth its cost
AROUND = 32  # words on either side that a second look takes in
RARE = 2  # a word that stands at most so often on each side of a window is a link
WINDOWS_AT_ONCE = 1 << 12  # so that memory does not grow with their number
MAX_COMPARED = 64  # runs of two texts held against one, so that two texts made of one sentence stay linear


class Runs(NamedTuple):
    """Shared runs of words, one a row: numbers of the two texts, words within all texts (ends exclusive), equal words."""

    text: Ints
    source: Ints
    later: Ints
    later_end: Ints
    earlier: Ints
    earlier_end: Ints
    shared: Ints


def find_runs(hashes: Hashes, first: Ints) -> Runs:
    """Every run of about ``MIN_WORDS`` words and more that stands at two places, verbatim or edited.

    ``first`` cuts the words into texts, which must be in the order in which they were written as far as that is
    known: each run is linked to an earlier place (the first one, the previous one), in another text or in the same.
    Cost: one sort of the n-grams, one of the links. Below 2**32 words.
    """
    return join_links(hashes, first, *link_places(hashes, first))


def join_links(hashes: Hashes, first: Ints, later: Hashes, earlier: Hashes) -> Runs:
    """The runs that links (places of equal n-grams, later and earlier) stand for, by later text, earlier text and place."""
    blocks = join(extend(_promising_blocks(first, later, earlier), hashes, first), NGRAM_LAGS)
    runs = _cut_rounds(blocks)
    good = _are_passages(runs, MIN_DENSITY, MIN_SCORE)
    clear = good & (runs.shared >= CLEAR_DENSITY * lengths(runs)[1])
    again = _look_again(hashes, first, take(blocks, ~clear & (blocks.text != blocks.source)))
    found = Blocks(*(np.concatenate(columns) for columns in zip(take(runs, good), again, strict=True)))
    return _drop_echoes(Runs(*take(found, by_pair(found))[: len(Runs._fields)]))


def promising_sources(first: Ints, later: Hashes, earlier: Hashes) -> Ints:
    """The earlier texts whose links (as for ``join_links``) may belong to a run; the words need not be known."""
    return np.unique(_promising_blocks(first, later, earlier).source)


def _promising_blocks(first: Ints, later: Hashes, earlier: Hashes) -> Blocks:
    """The blocks of links that have two links, or another block of the same two texts near on both sides."""
    blocks, links = gather(later, earlier, first, NGRAM, NGRAM_GAP)
    order = by_pair(blocks)
    blocks, links = take(blocks, order), links[order]
    promising = links > 1
    for lag in (1, 2, 3):
        here = np.flatnonzero(same_pair(blocks, lag))
        apart, apart_earlier = distances(take(blocks, here + lag), take(blocks, here))
        near = here[(apart <= NEIGHBOURS) & (apart_earlier <= EXCHANGED)]
        promising[near] = promising[near + lag] = True
    found: Blocks = take(blocks, promising)
    return found


def _are_passages(runs: Blocks, density: float, score: float) -> Flags:
    """Which blocks are long and alike enough; a phrase with what stands about it by chance is none."""
    least, length = lengths(runs)
    is_one_block = runs.core == runs.shared
    has_more = (runs.core >= MIN_WORDS) | (runs.shared - runs.core >= BESIDE_CORE)
    good: Flags = (least >= MIN_WORDS) & (scores(runs) >= score) & (runs.shared >= density * length)
    good &= is_one_block | has_more
    return good


def _cut_rounds(runs: Blocks) -> Blocks:
    """Of a stretch that follows itself over and over within one text, the second round against the first."""
    over = (runs.text == runs.source) & (runs.earlier_end > runs.later)
    period = runs.later - runs.earlier
    return runs._replace(
        later_end=np.where(over, runs.later + period, runs.later_end),
        earlier_end=np.where(over, runs.later, runs.earlier_end),
        shared=np.where(over, np.minimum(runs.shared, period), runs.shared),
    )


# --------------------------------------------------------------------------- a second look


class _Windows(NamedTuple):
    """Stretches of two texts that are compared word by word, one pair a row: first and last word within all texts."""

    later: Ints
    later_end: Ints
    earlier: Ints
    earlier_end: Ints


def _look_again(hashes: Hashes, first: Ints, unclear: Blocks) -> Blocks:
    """The runs around these blocks (in the order of pairs, no text with itself), found word by word."""
    windows = _windows_around(unclear, first)
    found = [unclear._replace(**{name: column[:0] for name, column in unclear._asdict().items()})]
    for low in range(0, len(windows.later), WINDOWS_AT_ONCE):
        links = _link_rare_words(hashes, take(windows, slice(low, low + WINDOWS_AT_ONCE)))
        blocks, _ = gather(*links, first, 1, WORD_GAP)
        runs = join(extend(blocks, hashes, first), WORD_LAGS)
        found.append(take(runs, _are_passages(runs, REWORDED_DENSITY, REWORDED_SCORE)))
    return Blocks(*(np.concatenate(columns) for columns in zip(*found, strict=True)))


def _windows_around(blocks: Blocks, first: Ints) -> _Windows:
    """``AROUND`` words on either side of each block; windows of two texts that overlap on both sides are one.

    Windows whose blocks share fewer than ``HINT`` words are left out.
    """
    windows = _Windows(
        np.maximum(blocks.later - AROUND, first[blocks.text]),
        np.minimum(blocks.later_end + AROUND, first[blocks.text + 1]),
        np.maximum(blocks.earlier - AROUND, first[blocks.source]),
        np.minimum(blocks.earlier_end + AROUND, first[blocks.source + 1]),
    )
    if not len(windows.later):
        return windows
    before, after = take(windows, slice(None, -1)), take(windows, slice(1, None))
    overlap = (
        same_pair(blocks)
        & (after.later < before.later_end)
        & (after.earlier < before.earlier_end)
        & (before.earlier < after.earlier_end)
    )
    head = np.flatnonzero(np.concatenate([[True], ~overlap]))
    merged = _Windows(
        np.minimum.reduceat(windows.later, head),
        np.maximum.reduceat(windows.later_end, head),
        np.minimum.reduceat(windows.earlier, head),
        np.maximum.reduceat(windows.earlier_end, head),
    )
    hinted: _Windows = take(merged, np.add.reduceat(blocks.shared, head) >= HINT)
    return hinted


def _link_rare_words(hashes: Hashes, windows: _Windows) -> tuple[Hashes, Hashes]:
    """The places (later, earlier) of each word that stands on both sides of a window and on neither more than ``RARE`` times."""
    window, place = _spread(windows.later, windows.later_end)
    other_window, other = _spread(windows.earlier, windows.earlier_end)
    word = np.concatenate([(window << 32) | hashes[place], (other_window << 32) | hashes[other]])
    order = np.argsort(word, kind="stable")
    word, place = word[order], np.concatenate([place, other])[order]
    head = np.flatnonzero(np.diff(word, prepend=-1))
    ends = np.append(head[1:], len(word))
    there = np.add.reduceat(order >= len(window), head, dtype=np.int64) if len(head) else head
    here = ends - head - there
    rare = (here > 0) & (there > 0) & (here <= RARE) & (there <= RARE)
    pairs = [
        (place[head[both] + one], place[head[both] + here[both] + another])
        for one in range(RARE)
        for another in range(RARE)
        for both in [np.flatnonzero(rare & (here > one) & (there > another))]
    ]
    later, earlier = (np.concatenate(side).astype(np.uint32) for side in zip(*pairs, strict=True))
    return later, earlier


def _spread(start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Each word from ``start`` to ``end`` of each row: the row's number, and the word."""
    size = end - start
    bounds = np.cumsum(size)
    row = np.repeat(np.arange(len(size)), size)
    return row, np.arange(len(row)) - np.repeat(bounds - size - start, size)


# --------------------------------------------------------------------------- echoes


def _drop_echoes(runs: Runs) -> Runs:
    """Of two runs of one pair of texts that lie inside each other on a side, the one that shares more words is kept."""
    same = same_pair(runs)
    if not same.any():
        return runs
    kept = np.ones(len(runs.text), dtype=bool)
    bounds = np.concatenate([[0], np.flatnonzero(~same) + 1, [len(runs.text)]])
    several = np.flatnonzero(np.diff(bounds) > 1)
    for low, high in zip(bounds[several].tolist(), bounds[several + 1].tolist(), strict=True):
        kept[low:high] = _strongest(take(runs, slice(low, high)))
    return Runs(*take(runs, kept))


def _strongest(runs: Runs) -> list[bool]:
    """Which runs of one pair of texts are no echo of a stronger one."""
    shared, later, end = runs.shared.tolist(), runs.later.tolist(), runs.later_end.tolist()
    earlier = runs.earlier.tolist()
    chosen: list[int] = []
    for row in sorted(range(len(later)), key=lambda row: (-shared[row], later[row], earlier[row])):
        size = end[row] - later[row]
        if not any(
            2 * (min(end[row], end[other]) - max(later[row], later[other])) > size
            for other in chosen[:MAX_COMPARED]
        ):
            chosen.append(row)
    kept = set(chosen)
    return [row in kept for row in range(len(later))]
