"""Full text over passages: what is asked, in the words of the language, answered with marks and counts.

``words`` folds and stems, ``index`` writes passages, ``query`` reads what was typed, ``match`` asks FTS5 and finds the
marks, ``counts`` counts.
"""

from __future__ import annotations

import sqlite3

from recoupe.store.search.found import Found, Order

PAGE_SIZE = 20
LIMIT_SECONDS = 2.0


def search(
    connection: sqlite3.Connection,
    query: str,
    *,
    page: int = 1,
    size: int = PAGE_SIZE,
    order: Order = Order.RELEVANCE,
    seconds: float = LIMIT_SECONDS,
) -> Found:
    """The passages that answer ``query``, one page of them; an explanation in ``notes`` whatever was typed, never an error.

    ``page`` counts from 1; ``seconds`` is the time after which it stops with what it has.
    """
    raise NotImplementedError
