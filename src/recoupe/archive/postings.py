"""Which places of an archive have the same three words in a row: n-grams sorted by an engine, then linked in one pass.

As ``crosscheck.shingles.link_places`` does in memory, each place is linked to the previous and to the first place of its
n-gram: a dispatch on 150 sites costs its places, not their pairs, and so does a phrase that stands in every article. No
place is held longer than the pass over it, so that a frequent n-gram fills no memory either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from recoupe.crosscheck.runs import promising_sources
from recoupe.crosscheck.shingles import MIN_WORDS, NGRAM, Ints, hash_ngrams

BUCKET_ARTICLES = 256
"""Articles, neighbours in time, whose passages are looked for together."""

POSTINGS = pa.schema([("ngram", pa.int64()), ("rank", pa.int64()), ("place", pa.int32())])
LINKS = pa.schema(
    [
        ("bucket", pa.int64()),
        ("later", pa.int64()),
        ("later_place", pa.int32()),
        ("earlier", pa.int64()),
        ("earlier_place", pa.int32()),
    ]
)


class _Last(NamedTuple):
    """The last place met: its n-gram, the place, and the first place of that n-gram (article's rank, word)."""

    ngram: int
    place: tuple[int, int]
    opening: tuple[int, int]


def post_ngrams(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """A posting for every n-gram of every text: batches of ``rank`` and ``words`` (uint32 hashes as bytes) in."""
    for batch in batches:
        texts = [np.frombuffer(words, dtype=np.uint32) for words in batch["words"].to_pylist()]
        ngrams = [hash_ngrams(text, np.array([0, len(text)])) for text in texts]
        ngrams = [found[: max(0, len(text) - NGRAM + 1)] for found, text in zip(ngrams, texts, strict=True)]
        sizes = [len(found) for found in ngrams]
        ranks = np.repeat(batch["rank"].to_numpy(), sizes)
        places = [np.arange(size, dtype=np.int32) for size in sizes]
        columns = [np.concatenate(ngrams).view(np.int64), ranks, np.concatenate(places)] if sizes else []
        yield pa.RecordBatch.from_arrays([pa.array(column) for column in columns], schema=POSTINGS)


def link_postings(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The links of postings that come sorted by n-gram, rank and place; of a batch, the last place goes over to the next."""
    last: _Last | None = None
    for batch in batches:
        if batch.num_rows:
            ngram, rank, place = (batch[name].to_numpy() for name in POSTINGS.names)
            links, last = _link_batch(ngram, rank, place, last)
            yield links


def _link_batch(ngram: Ints, rank: Ints, place: Ints, last: _Last | None) -> tuple[pa.RecordBatch, _Last]:
    """As in ``link_places``: a place whose n-gram stands less than ``MIN_WORDS`` before in its text has no links."""
    if last is not None:
        ngram = np.concatenate([[last.ngram], ngram])
        rank, place = (
            np.concatenate([[told], column]) for told, column in zip(last.place, (rank, place), strict=True)
        )
    again = np.zeros(len(ngram), dtype=bool)
    again[1:] = ngram[1:] == ngram[:-1]
    head = np.maximum.accumulate(np.where(again, 0, np.arange(len(again))))
    opening_rank, opening_place = rank[head], place[head]
    if last is not None:
        opening_rank[head == 0], opening_place[head == 0] = last.opening
    row = np.flatnonzero(again)
    close = (rank[row] == rank[row - 1]) & (place[row] - place[row - 1] < MIN_WORDS)
    row = row[~close]
    opening = (opening_rank[row], opening_place[row])
    other = (opening[0] != rank[row - 1]) | (opening[1] != place[row - 1])
    later = [np.concatenate([side[row], side[row[other]]]) for side in (rank, place)]
    earlier = [
        np.concatenate([side[row - 1], first[other]])
        for side, first in zip((rank, place), opening, strict=True)
    ]
    columns = [later[0] // BUCKET_ARTICLES, *later, *earlier]
    links = pa.RecordBatch.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, LINKS, strict=True)], schema=LINKS
    )
    end = _Last(
        int(ngram[-1]), (int(rank[-1]), int(place[-1])), (int(opening_rank[-1]), int(opening_place[-1]))
    )
    return links, end


def keep_promising(links: pa.Table, _: pa.Table) -> pa.Table:
    """Of the links of one bucket those to articles with which they may make a run; most share a turn of phrase."""
    later, later_place, earlier, earlier_place = (
        links[name].to_numpy().astype(np.int64) for name in LINKS.names[1:]
    )
    pair = later * (int(earlier.max(initial=0)) + 1) + earlier
    _, number, count = np.unique(pair, return_inverse=True, return_counts=True)
    several = count[number] > 1
    ranks = np.unique(np.concatenate([later[several], earlier[several]]))
    if not len(ranks):
        return links.slice(0, 0)
    length = np.zeros(len(ranks), dtype=np.int64)
    for rank, place in ((later, later_place), (earlier, earlier_place)):
        np.maximum.at(length, np.searchsorted(ranks, rank[several]), place[several] + NGRAM)
    first = np.concatenate([[0], np.cumsum(length)])
    here, there = (
        (first[np.searchsorted(ranks, rank[several])] + place[several]).astype(np.uint32)
        for rank, place in ((later, later_place), (earlier, earlier_place))
    )
    promising = ranks[promising_sources(first, here, there)]
    return links.filter(pa.array(several & np.isin(earlier, promising)))
