"""Runs of words that two places share, found in arrays: no article, no date, no language, only numbers.

Words are hashed once. Every occurrence of an n-gram of words is linked to its first and to its previous
occurrence, so the cost grows with occurrences and not with pairs; links are gathered along diagonals (same
distance between the two places), ends are extended word by word, neighbouring diagonals are chained.
Everything here is pure and picklable.
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

NGRAM = 3  # words in a link; measured with benchmarks/reuse.py
MIN_WORDS = 14  # a shorter run is a turn of phrase
MIN_SCORE = 9.0  # words in common that a run must hold, less what its different words cost
DIFFERENT = 0.3  # what a different word costs a run that is judged
MIN_DENSITY = 0.4  # share of a run's words that stand on both sides
MAX_GAP = 20  # words between two links of one run
GAP_GROWTH = 2  # a stretch is joined over a gap of twice its equal words
GAP_BASE = 2  # and this many more
MAX_SHIFT = 8  # words put in or left out between two links of one run
MIN_SEGMENT = 3  # no more equal words than this on one diagonal are chance
REACH = 16  # words looked at at a time beyond the first and last link of a run
MAX_ROUNDS = 64  # times a run may reach further
COST = 1.0  # what a different word costs a run that grows, in equal words
CHUNK_CHARS = 1 << 20

_TABLE_SIZE = 0x3000  # code points folded through a table; the few above are folded one by one
_BREAK, _SILENT = 0, 1
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
    """Shared runs of words, one a row: word numbers, ends exclusive, and how many words stand on both sides."""

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
    table = _fold_table()
    high = codes >= _TABLE_SIZE
    if high.any():
        folded = table[np.where(high, 0, codes)]
        distinct, where = np.unique(codes[high], return_inverse=True)
        folded[high] = np.array([fold_character(int(code)) for code in distinct], dtype=np.uint32)[where]
    else:
        folded = table[codes]
    for letter, joined in (("o", "œ"), ("a", "æ")):
        pairs = np.flatnonzero((folded[:-1] == ord(letter)) & (folded[1:] == ord("e")))
        folded[pairs] = ord(joined)
        folded[pairs + 1] = _SILENT
    return folded


@cache
def _powers(size: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of the hash's base and of its inverse modulo 2**64."""
    base = np.full(size, _ODD, dtype=np.uint64)
    inverse = np.full(size, np.uint64(pow(int(_ODD), -1, 1 << 64)), dtype=np.uint64)
    base[0] = inverse[0] = 1
    return np.multiply.accumulate(base), np.multiply.accumulate(inverse)


def _scramble(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread a hash over its 64 bits (the finaliser of MurmurHash3, one round)."""
    mixed: NDArray[np.uint64] = (values ^ (values >> _HALF)) * _MIX
    return mixed ^ (mixed >> _HALF)


def _read_chunk(texts: Sequence[str]) -> tuple[Hashes, Ints, Ints, Ints]:
    """Hash, start and end of every word of a few texts, and how many words each text has."""
    joined = "\n".join(texts) + "\n"
    folded = _fold(np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32))
    kept = np.flatnonzero(folded != _SILENT)
    letters = folded[kept]
    edges = np.diff((letters != _BREAK).astype(np.int8), prepend=np.int8(0))
    start, end = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    power, inverse = _powers(1 << max(20, len(kept).bit_length()))
    total = np.zeros(len(kept) + 1, dtype=np.uint64)
    np.cumsum(letters.astype(np.uint64) * power[: len(kept)], out=total[1:])
    hashes = (_scramble((total[end] - total[start]) * inverse[start]) >> np.uint64(32)).astype(np.uint32)
    bounds = np.cumsum([0] + [len(text) + 1 for text in texts])
    begin = kept[start]
    per_text = np.diff(np.searchsorted(begin, bounds))
    base = np.repeat(bounds[:-1], per_text)
    return hashes, begin - base, kept[end - 1] + 1 - base, per_text


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
    per_text = np.concatenate([part[3] for part in parts])
    return Words(
        np.concatenate([part[0] for part in parts]),
        np.concatenate([part[1].astype(np.int32) for part in parts]),
        np.concatenate([part[2].astype(np.int32) for part in parts]),
        np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(per_text)]),
    )


# --------------------------------------------------------------------------- links


def _ngrams(hashes: Hashes, first: Ints, n: int) -> tuple[NDArray[np.uint64], Ints]:
    """A 64-bit hash for each n-gram that lies within one text, and its place."""
    size = len(hashes) - n + 1
    if size <= 0:
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    keys = np.zeros(size, dtype=np.uint64)
    for offset in range(n):
        keys *= _ODD
        keys += hashes[offset : offset + size]
    keys = _scramble(keys)
    inside = np.ones(len(hashes), dtype=bool)
    for offset in range(1, n):
        ends = first[1:] - offset
        inside[ends[ends >= first[:-1]]] = False
    places = np.flatnonzero(inside[:size])
    return keys[places], places


def _links(hashes: Hashes, first: Ints, n: int) -> tuple[Ints, Ints]:
    """Each n-gram's places linked to the previous and to the first place it stands at: (later, earlier)."""
    keys, places = _ngrams(hashes, first, n)
    bits = np.uint64(max(1, len(hashes).bit_length()))
    low = (np.uint64(1) << bits) - np.uint64(1)
    keys &= ~low
    keys |= places.astype(np.uint64)
    del places
    keys.sort()
    place = (keys & low).astype(np.int64)
    keys >>= bits
    again = np.zeros(len(keys), dtype=bool)
    again[1:] = keys[1:] == keys[:-1]
    del keys
    row = np.flatnonzero(again)
    later, previous = place[row], place[row - 1]
    starts = np.where(again, 0, np.arange(len(again)))
    opening = place[np.maximum.accumulate(starts)[row]] if len(row) else previous
    other = opening != previous
    return np.concatenate([later, later[other]]), np.concatenate([previous, opening[other]])


# --------------------------------------------------------------------------- runs along one diagonal


class _Segments(NamedTuple):
    """Stretches of one diagonal: later words ``start:end``, ``shift`` = later - earlier, equal words, link count."""

    start: Ints
    end: Ints
    shift: Ints
    shared: Ints
    links: Ints


def _text_of(first: Ints, word: Ints) -> Ints:
    """The number of the text that holds each word."""
    return np.searchsorted(first, word, side="right") - 1


def _gather(later: Ints, earlier: Ints, first: Ints, n: int) -> _Segments:
    """Links of one text on one diagonal, no more than ``MAX_GAP`` words apart, as one stretch."""
    text = _text_of(first, later)
    near = (later - earlier >= MIN_WORDS) | (earlier < first[text])
    later, earlier, text = later[near], earlier[near], text[near]
    shift = later - earlier
    order = np.lexsort((later, shift, text)) if len(first) > 1 else np.zeros(0, dtype=np.int64)
    later, shift, text = later[order], shift[order], text[order]
    source = _text_of(first, later - shift)
    new = np.ones(len(later), dtype=bool)
    new[1:] = (
        (text[1:] != text[:-1])
        | (shift[1:] != shift[:-1])
        | (later[1:] - later[:-1] > MAX_GAP + n)
        | (source[1:] != source[:-1])
    )
    head = np.flatnonzero(new)
    tail = np.append(head[1:], len(later)) - 1
    tail = tail[: len(head)]
    return _Segments(
        later[head], later[tail] + n, shift[head], np.zeros(len(head), dtype=np.int64), tail - head + 1
    )


def _stretch(hashes: Hashes, edge: Ints, shift: Ints, room: Ints, step: int) -> tuple[Ints, Ints]:
    """How many words a stretch may grow from its edge, and how many of these are equal.

    A different word costs an equal one; the growth that pays most is taken. A stretch that pays up to the
    end of the reach is looked at again from there.
    """
    grown = np.zeros(len(edge), dtype=np.int64)
    equal = np.zeros(len(edge), dtype=np.int64)
    active = np.flatnonzero(room > 0)
    for _ in range(MAX_ROUNDS):
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
    value, best, count = np.zeros(len(edge)), np.zeros(len(edge)), np.zeros(len(edge), dtype=np.int64)
    for reach in range(REACH):
        inside = room > reach
        place = np.where(inside, edge + step * reach, shift)
        same = inside & (hashes[place] == hashes[place - shift])
        value += np.where(same, 1.0, -COST)
        count += same
        better = value > best
        best[better], grown[better], best_count[better] = value[better], reach + 1, count[better]
    return grown, best_count


def _extend(segments: _Segments, hashes: Hashes, first: Ints) -> _Segments:
    """Stretches grown at both ends within their texts, with their equal words counted."""
    start, end, shift = segments.start, segments.end, segments.shift
    text, source = _text_of(first, start), _text_of(first, start - shift)
    before = np.minimum(start - first[text], start - shift - first[source])
    after = np.minimum(first[text + 1] - end, first[source + 1] - (end - shift))
    low, low_equal = _stretch(hashes, start - 1, shift, before, -1)
    high, high_equal = _stretch(hashes, end, shift, after, 1)
    lengths = end - start
    bounds = np.cumsum(lengths)
    word = np.arange(bounds[-1] if len(bounds) else 0) - np.repeat(bounds - lengths - start, lengths)
    same = hashes[word] == hashes[word - np.repeat(shift, lengths)]
    inner = np.add.reduceat(same, bounds - lengths, dtype=np.int64) if len(bounds) else lengths
    return _Segments(start - low, end + high, shift, inner + low_equal + high_equal, segments.links)


# --------------------------------------------------------------------------- runs over neighbouring diagonals


def _chain(segments: _Segments, first: Ints) -> Ints:
    """For each stretch the number of the run it belongs to: near in place and in diagonal, in the same two texts."""
    size = len(segments.start)
    text, source = _text_of(first, segments.start), _text_of(first, segments.start - segments.shift)
    parent = np.arange(size)
    for lag in (4, 3, 2, 1):
        if size <= lag:
            continue
        here, there = slice(lag, None), slice(None, -lag)
        distance = np.maximum(segments.start[here], segments.start[there]) - np.minimum(
            segments.end[here], segments.end[there]
        )
        shift = segments.shift[here] - segments.shift[there]
        near = (text[here] == text[there]) & (source[here] == source[there])
        weaker = np.minimum(segments.shared[here], segments.shared[there])
        near &= (shift <= MAX_SHIFT) & (distance >= -shift - 2)
        near &= distance <= np.minimum(MAX_GAP, GAP_BASE + GAP_GROWTH * weaker)
        joined = np.flatnonzero(near) + lag
        parent[joined] = joined - lag
    while True:
        above = parent[parent]
        if np.array_equal(above, parent):
            return parent
        parent = above


def _gather_chains(segments: _Segments, chain: Ints) -> Runs:
    """The stretches of each run put together; words that two stretches both claim count once."""
    order = np.lexsort((segments.start, chain))
    start, end, shift = segments.start[order], segments.end[order], segments.shift[order]
    chain = chain[order]
    head = np.flatnonzero(np.diff(chain, prepend=-1))
    overlap = np.zeros(len(start), dtype=np.int64)
    overlap[1:] = np.where(chain[1:] == chain[:-1], np.maximum(0, end[:-1] - start[1:]), 0)
    if not len(head):
        none = np.zeros(0, dtype=np.int64)
        return Runs(none, none, none, none, none)
    return Runs(
        np.minimum.reduceat(start, head),
        np.maximum.reduceat(end, head),
        np.minimum.reduceat(start - shift, head),
        np.maximum.reduceat(end - shift, head),
        np.add.reduceat(np.maximum(0, segments.shared[order] - overlap), head),
    )


def _take(rows: Any, keep: Any) -> Any:
    return type(rows)(*(column[keep] for column in rows))


def find_runs(hashes: Hashes, first: Ints, n: int = NGRAM) -> Runs:
    """Every run of about ``MIN_WORDS`` words and more that stands at two places, verbatim or edited.

    ``first`` cuts the words into texts, which must be in the order in which they were written as far as that is
    known: each run is linked to an earlier place (the first one, the previous one), in another text or in the same.
    Runs are in the order of (later, earlier). Cost: one sort of the n-grams, one of the links.
    """
    later, earlier = _links(hashes, first, n)
    segments = _gather(later, earlier, first, n)
    del later, earlier
    segments = _extend(segments, hashes, first)
    segments = _take(segments, segments.shared > MIN_SEGMENT)
    runs = _gather_chains(segments, _chain(segments, first))
    length = np.maximum(runs.later_end - runs.later, runs.earlier_end - runs.earlier)
    least = np.minimum(runs.later_end - runs.later, runs.earlier_end - runs.earlier)
    score = runs.shared - DIFFERENT * (length - runs.shared)
    good = (least >= MIN_WORDS) & (score >= MIN_SCORE) & (runs.shared >= MIN_DENSITY * length)
    runs = _take(runs, good)
    return Runs(*_take(runs, np.lexsort((runs.earlier, runs.later))))
