"""Runs of words that two places share, found in arrays: no article, no date, no language, only numbers.

Words are hashed once. Every occurrence of three words in a row is linked to its first and to its previous occurrence,
so the cost grows with occurrences and not with pairs; links are gathered along diagonals (same distance between the
two places), ends are extended word by word, and blocks that lie near each other on both sides are joined, in
whatever order they stand. Everything here is pure and picklable.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint32]
Keys = NDArray[np.uint64]

NGRAM = 3  # words in a link; measured with benchmarks/reuse.py
MIN_WORDS = 14  # a shorter run is a turn of phrase
MIN_SCORE = 9.0  # equal words that a run must hold, less what its different words cost
DIFFERENT = 0.3  # what a different word costs a run
MIN_DENSITY = 0.4  # share of a run's words that stand on both sides
DIAGONAL_GAP = 6  # words from one link to the next of one block
MAX_GAP = 20  # words between two blocks of one run,
FIRM_GAP = 8  # where either would be a run by itself,
MAX_SHIFT = 8  # and by how many these words may differ in number
GAP_GROWTH = 3  # a block is joined over this many words for each point of its score
NEIGHBOURS = (
    24  # a link that stands alone counts where another of the same two texts is this near in the later one
)
EXCHANGED = 96  # and this near in the earlier one: stretches may have changed places
LAGS = 6  # blocks looked at on either side for one to join
ROUNDS = 3  # times that blocks are joined
REACH = 16  # words looked at at a time beyond the first and last link of a block
MAX_REACHES = 64  # times a block may reach further
CHUNK_CHARS = 1 << 16  # so that a chunk's arrays stay in the processor's cache

_TABLE_SIZE = 0x3000  # code points folded through a table; the few above are folded one by one
_BREAK, _SILENT = 0, 1
_BASE = 0x9E3779B1
_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(33)


class Words(NamedTuple):
    """The words of a row of texts.

    ``hashes`` (uint32) of the folded words; ``start`` and ``end`` are offsets (code points) into the word's own
    text; the words of text ``i`` are ``first[i]:first[i + 1]``.
    """

    hashes: Hashes
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    first: Ints


class Runs(NamedTuple):
    """Shared runs of words, one a row: numbers of the two texts, words within all texts (ends exclusive), equal words."""

    text: Ints
    source: Ints
    later: Ints
    later_end: Ints
    earlier: Ints
    earlier_end: Ints
    shared: Ints


# --------------------------------------------------------------------------- words


def fold_character(code: int) -> int:
    """The folded letter or digit for a code point: no case, no accent; 0 breaks a word, 1 is passed over.

    Passed over: combining marks, soft hyphens, joiners (a word typed with or without them is one word).
    """
    character = chr(code)
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return _SILENT
    if not character.isalnum():
        return _BREAK
    base = unicodedata.normalize("NFKD", character)[0].casefold()[0]
    return ord(base)


@cache
def _fold_table() -> NDArray[np.uint32]:
    return np.array([fold_character(code) for code in range(_TABLE_SIZE)], dtype=np.uint32)


def _fold(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Code points folded; ``oe`` and ``ae`` become the one letter that typographers make of them."""
    folded = _fold_table().take(codes.astype(np.intp), mode="clip")
    high = np.flatnonzero(codes >= _TABLE_SIZE)
    if len(high):
        distinct, where = np.unique(codes[high], return_inverse=True)
        folded[high] = np.array([fold_character(int(code)) for code in distinct], dtype=np.uint32)[where]
    second = folded[1:] == ord("e")
    for letter, joined in (("o", "œ"), ("a", "æ")):
        pairs = np.flatnonzero((folded[:-1] == ord(letter)) & second)
        folded[pairs] = ord(joined)
        folded[pairs + 1] = _SILENT
    return folded


@cache
def _powers(size: int) -> tuple[Hashes, Hashes]:
    """Powers of the hash's base and of its inverse modulo 2**32."""
    base = np.full(size, _BASE, dtype=np.uint32)
    inverse = np.full(size, pow(_BASE, -1, 1 << 32), dtype=np.uint32)
    base[0] = inverse[0] = 1
    return np.multiply.accumulate(base, dtype=np.uint32), np.multiply.accumulate(inverse, dtype=np.uint32)


def _hash_words(letters: NDArray[np.uint32], start: Ints, end: Ints) -> Hashes:
    """The hash of each word: a polynomial in its letters modulo 2**32 (sums of prefixes), then mixed as in MurmurHash3."""
    power, inverse = _powers(1 << max(18, len(letters).bit_length()))
    total = np.zeros(len(letters) + 1, dtype=np.uint32)
    np.cumsum(letters * power[: len(letters)], out=total[1:], dtype=np.uint32)
    hashes = (total[end] - total[start]) * inverse[start]
    hashes ^= hashes >> np.uint32(16)
    hashes *= np.uint32(0x85EBCA6B)
    return hashes ^ (hashes >> np.uint32(13))


def _read_chunk(texts: Sequence[str]) -> tuple[Hashes, NDArray[np.int32], NDArray[np.int32], Ints]:
    """Hash, start and end of every word of a few texts, and how many words each text has."""
    joined = "\n".join(texts) + "\n"
    folded = _fold(np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32))
    kept = np.flatnonzero(folded != _SILENT)
    letters = folded[kept]
    inside = np.concatenate([[False], letters != _BREAK])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    start, end = edges[::2], edges[1::2]
    begin, stop = kept[start], kept[end - 1] + 1
    bounds = np.cumsum([0] + [len(text) + 1 for text in texts])
    per_text = np.diff(np.searchsorted(begin, bounds))
    base = np.repeat(bounds[:-1], per_text)
    hashes = _hash_words(letters, start, end)
    return hashes, (begin - base).astype(np.int32), (stop - base).astype(np.int32), per_text


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    low, size = 0, 0
    for place, text in enumerate(texts):
        size += len(text) + 1
        if size >= CHUNK_CHARS:
            yield texts[low : place + 1]
            low, size = place + 1, 0
    if low < len(texts):
        yield texts[low:]


def read_words(texts: Sequence[str]) -> Words:
    """The words of some texts as arrays: runs of letters and digits, without case, accents or ligatures."""
    parts = [_read_chunk(chunk) for chunk in _chunks(texts)]
    if not parts:
        none = np.zeros(0, dtype=np.int32)
        return Words(np.zeros(0, dtype=np.uint32), none, none, np.zeros(1, dtype=np.int64))
    hashes, start, end, per_text = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Words(hashes, start, end, np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(per_text)]))


# --------------------------------------------------------------------------- links


def hash_ngrams(hashes: Hashes, first: Ints) -> Keys:
    """A 64-bit hash for ``NGRAM`` words from each place on; one that no other place has where a text ends before."""
    keys = np.zeros(max(0, len(hashes) - NGRAM + 1), dtype=np.uint64)
    for offset in range(NGRAM):
        keys *= _ODD
        keys += hashes[offset : offset + len(keys)]
    cut = np.unique(np.concatenate([first[1:] - offset for offset in range(1, NGRAM)]))
    cut = cut[(cut >= 0) & (cut < len(keys))]
    keys[cut] = cut.astype(np.uint64) + (np.uint64(1) << np.uint64(62))
    keys ^= keys >> _HALF
    keys *= _MIX
    keys ^= keys >> _HALF
    return keys


def link_places(hashes: Hashes, first: Ints) -> tuple[Hashes, Hashes]:
    """Each n-gram's places linked to the previous and to the first place it stands at: (later, earlier).

    A place whose n-gram stands less than ``MIN_WORDS`` before in its text, as in a word repeated, has no links.
    """
    keys = hash_ngrams(hashes, first)
    bits = np.uint64(max(1, len(hashes).bit_length()))
    low = (np.uint64(1) << bits) - np.uint64(1)
    keys &= ~low
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    place = (keys & low).astype(np.uint32)
    keys >>= bits
    again = np.zeros(len(keys), dtype=bool)
    again[1:] = keys[1:] == keys[:-1]
    del keys
    opening = place[np.maximum.accumulate(np.where(again, 0, np.arange(len(again), dtype=np.uint32)))]
    close = np.flatnonzero(again[1:] & (place[1:] - place[:-1] < MIN_WORDS)) + 1
    again[close[_text_of(first, place[close]) == _text_of(first, place[close - 1])]] = False
    row = np.flatnonzero(again)
    later, previous, opening = place[row], place[row - 1], opening[row]
    other = opening != previous
    return np.concatenate([later, later[other]]), np.concatenate([previous, opening[other]])


# --------------------------------------------------------------------------- blocks along one diagonal


def _text_of(first: Ints, word: Ints | Hashes) -> Ints:
    """The number of the text that holds each word."""
    return np.searchsorted(first, word, side="right") - 1


def take(rows: Any, keep: Any) -> Any:
    """The rows of a table of columns that ``keep`` (numbers, flags or a slice) names."""
    return type(rows)(*(column[keep] for column in rows))


def _gather(later: Hashes, earlier: Hashes, first: Ints) -> tuple[Runs, Ints]:
    """Links of two texts on one diagonal, no more than ``DIAGONAL_GAP`` words apart, as one block; how many links each has."""
    bits = np.uint64(32)
    keys = (later - earlier).astype(np.uint64) << bits
    keys |= later
    keys.sort()
    later = (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    keys >>= bits
    earlier = later - keys.astype(np.uint32)
    text = np.repeat(np.arange(len(first) - 1, dtype=np.int32), np.diff(first))
    new = np.ones(len(later), dtype=bool)
    new[1:] = (keys[1:] != keys[:-1]) | (later[1:] - later[:-1] > DIAGONAL_GAP)
    for side in (text[later], text[earlier]):
        new[1:] |= side[1:] != side[:-1]
    head = np.flatnonzero(new)
    tail = np.append(head[1:], len(new))[: len(head)] - 1
    start, end, source = (column.astype(np.int64) for column in (later[head], later[tail], earlier[head]))
    size = end - start + NGRAM
    blocks = Runs(
        text[start].astype(np.int64),
        text[source].astype(np.int64),
        start,
        start + size,
        source,
        source + size,
        size,
    )
    return blocks, tail - head + 1


def _by_pair(blocks: Runs) -> Ints:
    """The order of blocks by their two texts, then by where they start."""
    if not len(blocks.text):
        return np.zeros(0, dtype=np.int64)
    offset = blocks.later - blocks.later.min()
    widths = [int(column.max()).bit_length() for column in (blocks.text, blocks.source, offset)]
    if sum(widths) > 63:
        return np.lexsort((blocks.later, blocks.source, blocks.text))
    key = (blocks.text << (widths[1] + widths[2])) | (blocks.source << widths[2]) | offset
    return np.argsort(key, kind="stable")


def _is_promising(blocks: Runs, links: Ints) -> NDArray[np.bool_]:
    """Which blocks (in the order of pairs) have two links, or another block of the same two texts near on both sides."""
    promising = links > 1
    for lag in (1, 2, 3):
        here = np.flatnonzero(
            (blocks.text[lag:] == blocks.text[:-lag]) & (blocks.source[lag:] == blocks.source[:-lag])
        )
        later, earlier = _distances(take(blocks, here + lag), take(blocks, here))
        near = here[(later <= NEIGHBOURS) & (earlier <= EXCHANGED)]
        promising[near] = promising[near + lag] = True
    return promising


def _distances(one: Runs, other: Runs) -> tuple[Ints, Ints]:
    """Words between two blocks, on the later and on the earlier side; negative where they overlap."""
    return (
        np.maximum(one.later, other.later) - np.minimum(one.later_end, other.later_end),
        np.maximum(one.earlier, other.earlier) - np.minimum(one.earlier_end, other.earlier_end),
    )


def _stretch(hashes: Hashes, edge: Ints, shift: Ints, room: Ints, step: int) -> tuple[Ints, Ints]:
    """How many words a block may grow from its edge, and how many of these are equal.

    A different word costs an equal one; the growth that pays most is taken. A block that pays up to the
    end of the reach is looked at again from there.
    """
    grown = np.zeros(len(edge), dtype=np.int64)
    equal = np.zeros(len(edge), dtype=np.int64)
    active = np.flatnonzero(room > 0)
    for _ in range(MAX_REACHES):
        if not len(active):
            break
        more, same = _reach(
            hashes, edge[active] + step * grown[active], shift[active], room[active] - grown[active], step
        )
        grown[active] += more
        equal[active] += same
        active = active[more == REACH]
    return grown, equal


def _reach(hashes: Hashes, edge: Ints, shift: Ints, room: Ints, step: int) -> tuple[Ints, Ints]:
    """The growth within ``REACH`` words of the edge that pays most, and how many of its words are equal."""
    grown, best_count = np.zeros(len(edge), dtype=np.int64), np.zeros(len(edge), dtype=np.int64)
    value, best = np.zeros(len(edge), dtype=np.int64), np.zeros(len(edge), dtype=np.int64)
    count = np.zeros(len(edge), dtype=np.int64)
    for reach in range(REACH):
        inside = room > reach
        place = np.where(inside, edge + step * reach, shift)
        same = inside & (hashes[place] == hashes[place - shift])
        value += np.where(same, 1, -1)
        count += same
        better = value > best
        best[better], grown[better], best_count[better] = value[better], reach + 1, count[better]
    return grown, best_count


def _extend(blocks: Runs, hashes: Hashes, first: Ints) -> Runs:
    """Blocks of one diagonal grown at both ends within their texts, with their equal words counted."""
    start, end, shift = blocks.later, blocks.later_end, blocks.later - blocks.earlier
    before = np.minimum(start - first[blocks.text], blocks.earlier - first[blocks.source])
    after = np.minimum(first[blocks.text + 1] - end, first[blocks.source + 1] - blocks.earlier_end)
    low, low_equal = _stretch(hashes, start - 1, shift, before, -1)
    high, high_equal = _stretch(hashes, end, shift, after, 1)
    lengths = end - start
    bounds = np.cumsum(lengths)
    word = np.arange(bounds[-1] if len(bounds) else 0) - np.repeat(bounds - lengths - start, lengths)
    same = hashes[word] == hashes[word - np.repeat(shift, lengths)]
    inner = np.add.reduceat(same, bounds - lengths, dtype=np.int64) if len(bounds) else lengths
    return blocks._replace(
        later=start - low,
        later_end=end + high,
        earlier=blocks.earlier - low,
        earlier_end=blocks.earlier_end + high,
        shared=inner + low_equal + high_equal,
    )


# --------------------------------------------------------------------------- blocks joined


def _lengths(runs: Runs) -> tuple[Ints, Ints]:
    """The shorter and the longer side of each run, in words."""
    later, earlier = runs.later_end - runs.later, runs.earlier_end - runs.earlier
    return np.minimum(later, earlier), np.maximum(later, earlier)


def _scores(runs: Runs) -> NDArray[np.float64]:
    """The equal words of each run, less what its different ones cost."""
    score: NDArray[np.float64] = runs.shared - DIFFERENT * (_lengths(runs)[1] - runs.shared)
    return score


def _join(blocks: Runs) -> Runs:
    """Blocks (in the order of pairs) put together where they lie near each other on both sides, in either order."""
    parent = np.arange(len(blocks.text))
    score = _scores(blocks)
    for lag in range(LAGS, 0, -1):
        here = np.flatnonzero(
            (blocks.text[lag:] == blocks.text[:-lag]) & (blocks.source[lag:] == blocks.source[:-lag])
        )
        weaker = np.minimum(score[here], score[here + lag])
        near = here[_are_near(take(blocks, here + lag), take(blocks, here), weaker)]
        parent[near + lag] = np.minimum(parent[near + lag], near)
    while not np.array_equal(above := parent[parent], parent):
        parent = above
    return _put_together(blocks, parent)


def _are_near(one: Runs, other: Runs, weaker: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether blocks belong to one passage; ``weaker`` is the score of the weaker of the two.

    How far apart they may lie grows with that score, so that no chance likeness waters a passage down; where both are
    passages by themselves, only an edit may lie between them. A block that covers half of the other on a side adds
    nothing to it. Blocks in one order have about as many words between them on both sides.
    """
    later, earlier = _distances(one, other)
    reach = np.where(weaker < MIN_SCORE, np.minimum(MAX_GAP, GAP_GROWTH * weaker), FIRM_GAP)
    least = np.minimum(_lengths(one)[0], _lengths(other)[0])
    near: NDArray[np.bool_] = (np.maximum(later, earlier) <= reach) & (
        2 * np.minimum(later, earlier) >= -least
    )
    exchanged = (one.later > other.later) != (one.earlier > other.earlier)
    near &= exchanged | (np.abs(later - earlier) <= MAX_SHIFT)
    return near


def _put_together(blocks: Runs, group: Ints) -> Runs:
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
    joined = Runs(
        blocks.text[head],
        blocks.source[head],
        np.minimum.reduceat(blocks.later, head),
        np.maximum.reduceat(blocks.later_end, head),
        np.minimum.reduceat(blocks.earlier, head),
        np.maximum.reduceat(blocks.earlier_end, head),
        np.add.reduceat(shared, head),
    )
    return joined._replace(shared=np.minimum(joined.shared, _lengths(joined)[0]))


def _cut_rounds(runs: Runs) -> Runs:
    """Of a stretch that follows itself over and over within one text, the second round against the first."""
    over = (runs.text == runs.source) & (runs.earlier_end > runs.later)
    period = runs.later - runs.earlier
    return runs._replace(
        later_end=np.where(over, runs.later + period, runs.later_end),
        earlier_end=np.where(over, runs.later, runs.earlier_end),
        shared=np.where(over, np.minimum(runs.shared, period), runs.shared),
    )


def _find_blocks(first: Ints, later: Hashes, earlier: Hashes) -> Runs:
    """The blocks of links that may belong to a run, in the order of pairs."""
    blocks, links = _gather(later, earlier, first)
    order = _by_pair(blocks)
    blocks, links = take(blocks, order), links[order]
    found: Runs = take(blocks, _is_promising(blocks, links))
    return found


def promising_sources(first: Ints, later: Hashes, earlier: Hashes) -> Ints:
    """The earlier texts whose links (as for ``join_links``) may belong to a run; the words need not be known."""
    return np.unique(_find_blocks(first, later, earlier).source)


def join_links(hashes: Hashes, first: Ints, later: Hashes, earlier: Hashes) -> Runs:
    """The runs that links (places of equal n-grams, later and earlier) stand for, by later text, earlier text and place.

    What is found between two texts depends on their words and the links between them, on nothing else.
    """
    blocks = _extend(_find_blocks(first, later, earlier), hashes, first)
    blocks = take(blocks, _by_pair(blocks))
    for _ in range(ROUNDS):
        blocks = _join(blocks)
    runs = _cut_rounds(blocks)
    least, length = _lengths(runs)
    good = (least >= MIN_WORDS) & (_scores(runs) >= MIN_SCORE) & (runs.shared >= MIN_DENSITY * length)
    return Runs(*take(runs, good))


def find_runs(hashes: Hashes, first: Ints) -> Runs:
    """Every run of about ``MIN_WORDS`` words and more that stands at two places, verbatim or edited.

    ``first`` cuts the words into texts, which must be in the order in which they were written as far as that is
    known: each run is linked to an earlier place (the first one, the previous one), in another text or in the same.
    Cost: one sort of the n-grams, one of the links. Below 2**32 words.
    """
    return join_links(hashes, first, *link_places(hashes, first))
