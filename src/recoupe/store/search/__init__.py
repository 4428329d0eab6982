"""Full text over passages: what is asked, in the words of the language, answered with marks and counts.

``words`` folds and stems, ``index`` writes passages, ``query`` reads what was typed, ``match`` asks FTS5 and finds the
marks, ``hits`` and ``counts`` make the answer.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from recoupe.store.search.counts import count_hits
from recoupe.store.search.found import Count, Counts, Found, Hit, Note, Order, explain_note
from recoupe.store.search.hits import make_hits
from recoupe.store.search.match import as_written, expression, is_common, terms_of, without_common
from recoupe.store.search.query import TEXT, Node, Query, read_query

__all__ = ["Count", "Counts", "Found", "Hit", "Note", "Order", "explain_note", "search"]

PAGE_SIZE = 20
LARGEST_PAGE = 200
LIMIT_SECONDS = 2.0
MOST_RANKED = 3_000
"""How many passages are put in order and counted: of more, those added last."""

_STEPS_BETWEEN_LOOKS = 5_000


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

    ``page`` counts from 1, ``size`` goes to 200; ``seconds`` is the time after which it stops with what it has.
    Needs a connection that is in no transaction, and gives it back so. Raises ``sqlite3.Error`` for a file that is damaged.
    """
    asked = read_query(query)
    found = Found(query=query, page=max(1, page))
    sought = _sought(asked)
    if sought is None and not (asked.before or asked.after):
        return msgspec.structs.replace(found, notes=tuple(asked.notes))
    size = min(max(1, size), LARGEST_PAGE)
    with _snapshot(connection), _limit(connection, seconds):
        try:
            ranked = _rank(connection, sought, asked, order)
            found = _with_total(found, ranked, size, asked)
            first = (found.page - 1) * size
            found = msgspec.structs.replace(
                found, hits=make_hits(connection, ranked[first : first + size], sought)
            )
            if not ranked:
                _explain_nothing(connection, sought, asked)
            found = msgspec.structs.replace(found, counts=count_hits(connection, ranked))
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
            asked.tell("out_of_time", seconds=f"{seconds:g}")
            found = msgspec.structs.replace(found, complete=False)
    return msgspec.structs.replace(found, notes=tuple(asked.notes))


def _sought(asked: Query) -> Node | None:
    """What is looked for, without the words that are too common, unless there are no others; None where there is nothing."""
    if asked.sought is None:
        if not (asked.notes or asked.before or asked.after):
            asked.tell("nothing_asked")
        return None
    kept = without_common(asked.sought)
    if kept is None:
        return as_written(asked.sought)
    common = [word for term in terms_of(asked.sought) if is_common(term) for word in term.words]
    if common:
        asked.tell("common", words=", ".join(dict.fromkeys(common)))
    return kept


@contextmanager
def _snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """One state of the file for all that is read, whatever a writer adds meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


@contextmanager
def _limit(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Interrupts what runs on the connection once ``seconds`` have gone by."""
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS_BETWEEN_LOOKS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


# --------------------------------------------------------------------------- ranking

_FACTS = "CROSS JOIN passages p ON p.number = w.rowid CROSS JOIN article_facts f ON f.article = p.article"
_DATED = "(:after IS NULL OR f.earliest > :after) AND (:before IS NULL OR f.latest < :before)"
_OF_DATES = f"""
SELECT p.number, 0.0 FROM article_facts f JOIN passages p ON p.article = f.article WHERE {_DATED}
ORDER BY f.article DESC, p.number LIMIT :most"""


def _rank(connection: sqlite3.Connection, sought: Node | None, asked: Query, order: Order) -> list[int]:
    """The numbers of the passages that answer, best first; no more than ``MOST_RANKED`` and one."""
    telling = sought is not None and any(term.column in TEXT for term in terms_of(sought))
    by_words = order is Order.RELEVANCE and telling
    values = {"before": asked.before, "after": asked.after, "most": MOST_RANKED + 1}
    if sought is None:
        rows = connection.execute(_OF_DATES, values).fetchall()
    else:
        score = "bm25(passage_words, 1.0, 1.0, 0.0, 0.0)" if by_words else "0.0"
        facts, dated = (_FACTS, f"AND {_DATED}") if asked.before or asked.after else ("", "")
        rows = connection.execute(
            f"SELECT w.rowid, {score} FROM passage_words w {facts}"
            f" WHERE passage_words MATCH :sought {dated} ORDER BY w.rowid DESC LIMIT :most",
            {**values, "sought": expression(sought)},
        ).fetchall()
    if by_words:
        return [number for number, _ in sorted(rows, key=lambda row: (row[1], -row[0]))]
    return _newest(connection, [number for number, _ in rows])


def _newest(connection: sqlite3.Connection, numbers: list[int]) -> list[int]:
    """The passages by the first day of their articles, newest first, undated last; in an article from its beginning."""
    rows = connection.execute(
        "SELECT j.value, coalesce(f.earliest, f.latest, '') FROM json_each(?) j CROSS JOIN passages p ON p.number = j.value"
        " CROSS JOIN article_facts f ON f.article = p.article ORDER BY 2 DESC, p.article DESC, p.number",
        (msgspec.json.encode(numbers).decode(),),
    )
    return [number for number, _ in rows]


def _with_total(found: Found, ranked: list[int], size: int, asked: Query) -> Found:
    """The answer with how many there are; the list is cut to what is counted."""
    more = len(ranked) > MOST_RANKED
    del ranked[MOST_RANKED:]
    if more:
        asked.tell("too_many", total=MOST_RANKED)
    return msgspec.structs.replace(found, total=len(ranked), more=more, pages=-(-len(ranked) // size))


def _explain_nothing(connection: sqlite3.Connection, sought: Node | None, asked: Query) -> None:
    """Says which of the words stand nowhere, or that only the dates exclude."""
    asked.tell("nothing")
    if sought is None:
        return
    unknown = [
        " ".join(term.words) + ("*" if term.prefix else "")
        for term in dict.fromkeys(terms_of(sought))
        if not _stands(connection, term)
    ]
    if unknown:
        asked.tell("unknown_words", words=", ".join(unknown))
    elif (asked.before or asked.after) and _stands(connection, sought):
        asked.tell("nothing_dated")


def _stands(connection: sqlite3.Connection, node: Node) -> bool:
    query = "SELECT 1 FROM passage_words WHERE passage_words MATCH ? LIMIT 1"
    return connection.execute(query, (expression(node),)).fetchone() is not None
