"""The hits of one page: their text, their marks, the part to show."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec

from recoupe.model import Role, Span
from recoupe.store.search.found import HIT_FORMAT, Hit
from recoupe.store.search.match import find_marks, terms_of
from recoupe.store.search.query import Column, Node, Term
from recoupe.store.search.words import Word, fold, forms_of, words_of

SNIPPET_CHARS = 240
LEAD_CHARS = 60
"""How much of a snippet stands before its first mark, where there is so much."""

_PASSAGES = """
SELECT p.number, p.article, p.start, p."end", p.role, a.id, a.title, a.found_language,
    substr(a.text, p.start + 1, p."end" - p.start), f.outlet, f.earliest, f.latest
FROM json_each(?) j CROSS JOIN passages p ON p.number = j.value
CROSS JOIN articles a ON a.number = p.article CROSS JOIN article_facts f ON f.article = p.article"""
_NAMED = """
SELECT m.start, m."end", a.name FROM mentions m JOIN actors a ON a.article = m.article AND a.key = m.actor
WHERE m.article = ? AND m.start >= ? AND m.start < ? ORDER BY m.start, m."end" """


def make_hits(connection: sqlite3.Connection, numbers: Sequence[int], sought: Node | None) -> tuple[Hit, ...]:
    """The hits for the passages of these numbers, in their order."""
    listed = msgspec.json.encode(numbers).decode()
    rows = {row[0]: row[1:] for row in connection.execute(_PASSAGES, (listed,))}
    actors = [term for term in terms_of(sought) if term.column is Column.ACTOR] if sought else []
    hits = []
    for number in numbers:
        article, start, end, role, id, title, language, text, outlet, earliest, latest = rows[number]
        words = words_of(text, language)
        marks = [(start + low, start + high) for low, high in find_marks(sought, words)]
        if actors:
            marks = _joined([*marks, *_mentions(connection, (article, start, end), actors, language)])
        hits.append(
            Hit(
                format=HIT_FORMAT,
                id=id,
                article=article,
                start=start,
                end=end,
                role=Role(role),
                text=text,
                snippet=_snippet(start, end, words, marks),
                marks=tuple(Span(start=low, end=high) for low, high in marks),
                title=title,
                outlet=outlet,
                earliest=earliest,
                latest=latest,
            )
        )
    return tuple(hits)


def _mentions(
    connection: sqlite3.Connection, place: tuple[int, int, int], terms: Sequence[Term], language: str
) -> list[tuple[int, int]]:
    """Where actors of the names asked for are mentioned in a passage (article's number, start, end), by whatever words."""
    found = []
    for start, end, name in connection.execute(_NAMED, place):
        folded, _ = forms_of(name, language)
        if any(_goes_by(folded, term) for term in terms):
            found.append((start, min(end, place[2])))
    return found


def _goes_by(name: Sequence[str], term: Term) -> bool:
    """Whether the words of a term stand in a name in a row."""
    wanted = [fold(word) for word in term.words]
    for at in range(len(name) - len(wanted) + 1):
        met = name[at : at + len(wanted)]
        if met == wanted or (term.prefix and met[:-1] == wanted[:-1] and met[-1].startswith(wanted[-1])):
            return True
    return False


def _joined(marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Marks sorted, those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for low, high in sorted(marks):
        if joined and low < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined


def _snippet(start: int, end: int, words: Sequence[Word], marks: Sequence[tuple[int, int]]) -> Span:
    """The part of a passage with the first marks, at most ``SNIPPET_CHARS`` long, from the beginning of a word to the end of one."""
    if end - start <= SNIPPET_CHARS:
        return Span(start=start, end=end)
    first = marks[0][0] - start if marks else 0
    from_word = [word.start for word in words if first - LEAD_CHARS <= word.start <= first]
    low = from_word[0] if from_word and first > LEAD_CHARS else 0
    to_word = [word.end for word in words if low < word.end <= low + SNIPPET_CHARS]
    high = to_word[-1] if to_word else min(low + SNIPPET_CHARS, end - start)
    return Span(start=start + low, end=start + (end - start if high + 1 >= end - start else high))
