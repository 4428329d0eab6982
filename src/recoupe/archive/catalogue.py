"""The articles of an archive in the order in which they are compared: a number for each, and what is counted of it.

Held by the process that leads: some hundred bytes an article.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa

from recoupe.crosscheck.boilerplate import Shelf
from recoupe.crosscheck.reuse import Held, order_key, shelve
from recoupe.crosscheck.shingles import Ints
from recoupe.model import Article, Basis, Granularity, Published

RANKED = pa.schema([("id", pa.string()), ("rank", pa.int64()), ("month", pa.string())])


class Catalogue:
    """Articles by rank: their place in the order of ``crosscheck.reuse.order_key``.

    ``rows``: of each article ``id``, ``month``, ``outlet`` and ``earliest`` (its first possible day).
    """

    def __init__(self, rows: pa.Table):
        known = [rows[name].to_pylist() for name in ("id", "month", "outlet", "earliest")]
        ordered = sorted(zip(*known, strict=True), key=lambda row: _key(row[0], row[3]))
        self.ids = [row[0] for row in ordered]
        self.months = [row[1] for row in ordered]
        self._outlets = [row[2] for row in ordered]
        self._days = [row[3] for row in ordered]

    def ranked(self) -> pa.Table:
        """The rank and month of each id."""
        ranks = pa.array(np.arange(len(self.ids)))
        return pa.table(
            [pa.array(self.ids, pa.string()), ranks, pa.array(self.months, pa.string())], schema=RANKED
        )

    def shelve(self, words: Ints) -> tuple[Shelf, Ints]:
        """What telling footers and stock phrases asks of each article (by rank), and how many articles each outlet has."""
        return shelve(words, self._outlets, self._days, Counter(outlet for outlet in self._outlets if outlet))


def _key(article: str, earliest: str | None) -> str:
    published = Published(earliest=earliest, granularity=Granularity.UNKNOWN, basis=Basis.UNKNOWN, because="")
    return order_key(Held(Article(id=article, text=""), published))
