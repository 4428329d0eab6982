"""Blocks of words that two texts share along one diagonal (the same distance between the two places), and blocks joined.

Links are gathered along diagonals, blocks grow word by word at both ends, and those that lie near each other on both
sides are put together, in whatever order they stand. All in arrays, one block a row.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from recoupe.crosscheck.shingles import Hashes, Ints

DIFFERENT = 0.3  # what a different word costs a block
MIN_SCORE = 9.0  # equal words that a passage must hold, less what its different words cost
MAX_GAP = 20  # words between two blocks of one passage,
FIRM_GAP = 8  # where either would be a passage by itself,
MAX_SHIFT = 8  # and by how many these words may differ in number,
CRUMB_SHIFT = 2  # or where one block is a single word
GAP_GROWTH = 3  # a block is joined over this many words for each point of its score
ROUNDS = 3  # times that blocks are joined
REACH = 16  # words looked at at a time beyond the ends of a block
MAX_REACHES = 64  # times a block may reach further


class Blocks(NamedTuple):
    """Shared words, one block a row: numbers of the two texts, words within all texts (ends exclusive), how many are equal.

    ``core`` counts the equal words of the strongest of the blocks that a block is put together from.
    """

    text: Ints
    source: Ints
    later: Ints
    later_end: Ints
    earlier: Ints
    earlier_end: Ints
    shared: Ints
    core: Ints


def take(rows: Any, keep: Any) -> Any:
    """The rows of a table of columns that ``keep`` (numbers, flags or a slice) names."""
    return type(rows)(*(column[keep] for column in rows))


def lengths(blocks: Any) -> tuple[Ints, Ints]:
    """The shorter and the longer side of each block, in words."""
    later, earlier = blocks.later_end - blocks.later, blocks.earlier_end - blocks.earlier
    return np.minimum(later, earlier), np.maximum(later, earlier)


def scores(blocks: Any) -> NDArray[np.float64]:
    """The equal words of each block, less what its different ones cost."""
    score: NDArray[np.float64] = blocks.shared - DIFFERENT * (lengths(blocks)[1] - blocks.shared)
    return score


def by_pair(blocks: Any) -> Ints:
    """The order of blocks by their two texts, then by where they start."""
    if not len(blocks.text):
        return np.zeros(0, dtype=np.int64)
    offset = blocks.later - blocks.later.min()
    widths = [int(column.max()).bit_length() for column in (blocks.text, blocks.source, offset)]
    if sum(widths) > 63:
        return np.lexsort((blocks.later, blocks.source, blocks.text))
    key = (blocks.text << (widths[1] + widths[2])) | (blocks.source << widths[2]) | offset
    return np.argsort(key, kind="stable")


def same_pair(blocks: Any, lag: int = 1) -> NDArray[np.bool_]:
    """Of blocks in the order of pairs, whether each but the first ``lag`` has the two texts of the one ``lag`` before it."""
    same: NDArray[np.bool_] = (blocks.text[lag:] == blocks.text[:-lag]) & (
        blocks.source[lag:] == blocks.source[:-lag]
    )
    return same


def distances(one: Blocks, other: Blocks) -> tuple[Ints, Ints]:
    """Words between two blocks, on the later and on the earlier side; negative where they overlap."""
    return (
        np.maximum(one.later, other.later) - np.minimum(one.later_end, other.later_end),
        np.maximum(one.earlier, other.earlier) - np.minimum(one.earlier_end, other.earlier_end),
    )


# --------------------------------------------------------------------------- along one diagonal


def gather(later: Hashes, earlier: Hashes, first: Ints, size: int, gap: int) -> tuple[Blocks, Ints]:
    """Links of ``size`` words, on one diagonal of two texts and no more than ``gap`` words apart, as one block.

    Also how many links each block has. In the order of diagonals.
    """
    bits = np.uint64(32)
    keys = (later - earlier).astype(np.uint64) << bits
    keys |= later
    keys.sort()
    later = (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    keys >>= bits
    earlier = later - keys.astype(np.uint32)
    text = np.repeat(np.arange(len(first) - 1, dtype=np.int32), np.diff(first))
    new = np.ones(len(later), dtype=bool)
    new[1:] = (keys[1:] != keys[:-1]) | (later[1:] - later[:-1] > gap)
    for side in (text[later], text[earlier]):
        new[1:] |= side[1:] != side[:-1]
    head = np.flatnonzero(new)
    tail = np.append(head[1:], len(new))[: len(head)] - 1
    start, end, source = (column.astype(np.int64) for column in (later[head], later[tail], earlier[head]))
    long = end - start + size
    blocks = Blocks(
        text[start].astype(np.int64),
        text[source].astype(np.int64),
        start,
        start + long,
        source,
        source + long,
        long,
        long,
    )
    return blocks, tail - head + 1


def extend(blocks: Blocks, hashes: Hashes, first: Ints) -> Blocks:
    """Blocks grown at both ends within their texts, those that then overlap as one, with their equal words counted.

    In the order of pairs.
    """
    shift = blocks.later - blocks.earlier
    before = np.minimum(blocks.later - first[blocks.text], blocks.earlier - first[blocks.source])
    after = np.minimum(
        first[blocks.text + 1] - blocks.later_end, first[blocks.source + 1] - blocks.earlier_end
    )
    low = _stretch(hashes, blocks.later - 1, shift, before, -1, blocks.shared)
    high = _stretch(hashes, blocks.later_end, shift, after, 1, blocks.shared)
    grown = blocks._replace(
        later=blocks.later - low,
        later_end=blocks.later_end + high,
        earlier=blocks.earlier - low,
        earlier_end=blocks.earlier_end + high,
    )
    merged = _merge_overlapping(grown)
    counted = _count_equal(merged, hashes)
    ordered: Blocks = take(counted, by_pair(counted))
    return ordered


def _stretch(hashes: Hashes, edge: Ints, shift: Ints, room: Ints, step: int, worth: Ints) -> Ints:
    """How many words a block may grow from its edge.

    A different word costs an equal one; the growth that pays most is taken. No growth goes on where it has cost more than
    the block is ``worth``: a word met by chance does not reach the passage beyond. A block that pays up to the end of the reach
    is looked at again from there.
    """
    grown = np.zeros(len(edge), dtype=np.int64)
    active = np.flatnonzero(room > 0)
    for _ in range(MAX_REACHES):
        if not len(active):
            break
        more = _reach(
            hashes,
            edge[active] + step * grown[active],
            shift[active],
            room[active] - grown[active],
            step,
            worth[active],
        )
        grown[active] += more
        active = active[more == REACH]
    return grown


def _reach(hashes: Hashes, edge: Ints, shift: Ints, room: Ints, step: int, worth: Ints) -> Ints:
    """The growth within ``REACH`` words of the edge that pays most."""
    grown, value, best = (np.zeros(len(edge), dtype=np.int64) for _ in range(3))
    alive = np.ones(len(edge), dtype=bool)
    for reach in range(REACH):
        inside = alive & (room > reach)
        place = np.where(inside, edge + step * reach, shift)
        same = inside & (hashes[place] == hashes[place - shift])
        value += np.where(same, 1, -1)
        better = value > best
        best[better], grown[better] = value[better], reach + 1
        alive &= value >= -worth
    return grown


def _merge_overlapping(blocks: Blocks) -> Blocks:
    """Blocks of one diagonal that overlap or touch, as one."""
    shift = blocks.later - blocks.earlier
    blocks = take(blocks, np.lexsort((blocks.later, shift, blocks.source, blocks.text)))
    shift = blocks.later - blocks.earlier
    new = np.ones(len(shift), dtype=bool)
    new[1:] = (shift[1:] != shift[:-1]) | ~same_pair(blocks)
    base = np.cumsum(new) << 32
    covered = np.maximum.accumulate(base + blocks.later_end)
    new[1:] |= (base + blocks.later)[1:] > covered[:-1]
    head = np.flatnonzero(new)
    if len(head) == len(new):
        return blocks
    merged: Blocks = take(blocks, head)
    return merged._replace(
        later_end=np.maximum.reduceat(blocks.later_end, head),
        earlier_end=np.maximum.reduceat(blocks.earlier_end, head),
    )


def _count_equal(blocks: Blocks, hashes: Hashes) -> Blocks:
    size = blocks.later_end - blocks.later
    bounds = np.cumsum(size)
    word = np.arange(bounds[-1] if len(bounds) else 0) - np.repeat(bounds - size - blocks.later, size)
    same = hashes[word] == hashes[word - np.repeat(blocks.later - blocks.earlier, size)]
    shared = np.add.reduceat(same, bounds - size, dtype=np.int64) if len(bounds) else size
    return blocks._replace(shared=shared, core=shared)


# --------------------------------------------------------------------------- blocks joined


def join(blocks: Blocks, lags: int) -> Blocks:
    """Blocks (in the order of pairs) put together where they lie near each other on both sides, in either order.

    Each is compared with the ``lags`` before it, ``ROUNDS`` times over.
    """
    for _ in range(ROUNDS):
        blocks = _join_once(blocks, lags)
    return blocks


def _join_once(blocks: Blocks, lags: int) -> Blocks:
    parent = np.arange(len(blocks.text))
    score = scores(blocks)
    for lag in range(lags, 0, -1):
        here = np.flatnonzero(same_pair(blocks, lag))
        weaker = np.minimum(score[here], score[here + lag])
        near = here[_are_near(take(blocks, here + lag), take(blocks, here), weaker)]
        parent[near + lag] = np.minimum(parent[near + lag], near)
    while not np.array_equal(above := parent[parent], parent):
        parent = above
    return _put_together(blocks, parent)


def _are_near(one: Blocks, other: Blocks, weaker: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether blocks belong to one passage; ``weaker`` is the score of the weaker of the two.

    How far apart they may lie grows with that score, so that no chance likeness waters a passage down; where both are
    passages by themselves, only an edit may lie between them. A block that covers half of the other on a side adds
    nothing to it. Blocks in one order have about as many words between them on both sides; a single word that has
    changed places says nothing.
    """
    later, earlier = distances(one, other)
    reach = np.where(weaker < MIN_SCORE, np.minimum(MAX_GAP, GAP_GROWTH * weaker), FIRM_GAP)
    least = np.minimum(lengths(one)[0], lengths(other)[0])
    near: NDArray[np.bool_] = (np.maximum(later, earlier) <= reach) & (
        2 * np.minimum(later, earlier) >= -least
    )
    crumb = np.minimum(one.shared, other.shared) <= 1
    exchanged = (one.later > other.later) != (one.earlier > other.earlier)
    near &= np.where(exchanged, ~crumb, np.abs(later - earlier) <= np.where(crumb, CRUMB_SHIFT, MAX_SHIFT))
    return near


def _put_together(blocks: Blocks, group: Ints) -> Blocks:
    """The blocks of each group as one, in the order of the groups; words that two blocks both claim count once."""
    if not len(group):
        return blocks
    order = np.argsort(group, kind="stable")
    blocks, group = take(blocks, order), group[order]
    head = np.flatnonzero(np.diff(group, prepend=-1))
    base = group << 32
    covered = np.maximum.accumulate(base + blocks.later_end)
    fresh = blocks.later_end - blocks.later
    fresh[1:] = np.minimum(fresh[1:], base[1:] + blocks.later_end[1:] - covered[:-1])
    shared = np.minimum(
        blocks.shared, np.maximum(0, blocks.shared - (blocks.later_end - blocks.later - fresh))
    )
    joined = Blocks(
        blocks.text[head],
        blocks.source[head],
        np.minimum.reduceat(blocks.later, head),
        np.maximum.reduceat(blocks.later_end, head),
        np.minimum.reduceat(blocks.earlier, head),
        np.maximum.reduceat(blocks.earlier_end, head),
        np.add.reduceat(shared, head),
        np.maximum.reduceat(blocks.core, head),
    )
    return joined._replace(shared=np.minimum(joined.shared, lengths(joined)[0]))
