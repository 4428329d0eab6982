"""The words of texts as hashes, and the places where the same three words in a row stand, found in arrays.

Every place of an n-gram is linked to the first and to the previous place it stands at, so that the cost grows with
places and not with pairs of texts. No article, no date, no language: only numbers.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint32]
Keys = NDArray[np.uint64]

NGRAM = 3  # words in a link; measured with benchmarks/reuse.py
MIN_WORDS = 14  # a shorter run is a turn of phrase
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


def _text_of(first: Ints, word: Ints | Hashes) -> Ints:
    """The number of the text that holds each word."""
    return np.searchsorted(first, word, side="right") - 1
