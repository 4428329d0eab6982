"""The index: an article's passages with their words, actors and outlet, written beside the article.

A passage is a zone of the article, cut between sentences where it is long. The FTS5 table ``passage_words`` keeps no
text: its columns ``exact`` and ``stem`` hold the folded and the stemmed words, ``actor`` the names of the actors
mentioned, ``outlet`` the outlet's name; marks and snippets are made from the article's own text.
"""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from recoupe.model import Annotation, Published, Zone
from recoupe.store.search.words import forms_of

LONGEST_PASSAGE_CHARS = 800
BETWEEN_NAMES = "·"
"""A token of its own between two names, so that no phrase goes over from one to the next."""

_SENTENCE_END = re.compile(r"[.!?…][»”\"’)\]]*\s+")
_BLANK = re.compile(r"\s+")


def index_article(connection: sqlite3.Connection, number: int, annotation: Annotation) -> None:
    """Write the passages of the article of this number; part of the transaction that writes the article."""
    article = annotation.article
    _put_facts(connection, number, article.outlet, annotation.published)
    outlet = _folded(article.outlet or "", annotation.language)
    names = {actor.key: actor.name for actor in annotation.actors}
    mentions = sorted((mention.start, mention.actor) for mention in annotation.mentions)
    starts = [start for start, _ in mentions]
    for zone, start, end in _passages(annotation):
        passage = connection.execute(
            'INSERT INTO passages (article, start, "end", role) VALUES (?, ?, ?, ?)',
            (number, start, end, zone.role.value),
        ).lastrowid
        here = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        named = list(dict.fromkeys(names[key] for _, key in here if key in names))
        words, stems = forms_of(annotation.text[start:end], annotation.language)
        connection.execute(
            "INSERT INTO passage_words (rowid, exact, stem, actor, outlet) VALUES (?, ?, ?, ?, ?)",
            (
                passage,
                " ".join(words),
                " ".join(stems),
                f" {BETWEEN_NAMES} ".join(_folded(name, annotation.language) for name in named),
                outlet,
            ),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO passage_actors (passage, actor) VALUES (?, ?)",
            [(passage, _actor_number(connection, name)) for name in named if not name[:1].islower()],
        )


def date_passages(connection: sqlite3.Connection, published: Mapping[str, Published]) -> None:
    """Give articles, by id, the dates that the account has found for them; part of the transaction that keeps the account."""
    known = connection.execute(
        "SELECT a.id, f.article, f.earliest, f.latest FROM article_facts f JOIN articles a ON a.number = f.article"
    ).fetchall()
    changed = [
        (*days, number)
        for id, number, *before in known
        if id in published and (days := _days(published[id])) != tuple(before)
    ]
    connection.executemany("UPDATE article_facts SET earliest = ?, latest = ? WHERE article = ?", changed)


def rebuild_index(connection: sqlite3.Connection, annotations: Iterable[tuple[int, Annotation]]) -> None:
    """Make the index anew from the articles with their numbers; in one transaction of the caller's."""
    for table in ("passages", "passage_actors", "actor_names", "article_facts"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("INSERT INTO passage_words (passage_words) VALUES ('delete-all')")
    for number, annotation in annotations:
        index_article(connection, number, annotation)


def _put_facts(connection: sqlite3.Connection, number: int, outlet: str | None, published: Published) -> None:
    connection.execute(
        "INSERT INTO article_facts (article, outlet, earliest, latest) VALUES (?, ?, ?, ?)",
        (number, outlet, *_days(published)),
    )


def _days(published: Published) -> tuple[str | None, str | None]:
    """The calendar days between which an article came out."""
    return tuple(day[:10] if day else None for day in (published.earliest, published.latest))  # type: ignore[return-value]


def _folded(words: str, language: str) -> str:
    return " ".join(forms_of(words, language)[0])


def _actor_number(connection: sqlite3.Connection, name: str) -> int:
    found = connection.execute("SELECT number FROM actor_names WHERE name = ?", (name,)).fetchone()
    if found is not None:
        return int(found[0])
    return int(connection.execute("INSERT INTO actor_names (name) VALUES (?)", (name,)).lastrowid or 0)


def _passages(annotation: Annotation) -> Iterator[tuple[Zone, int, int]]:
    """The zones, cut where they are long."""
    for zone in annotation.zones:
        start = zone.start
        while zone.end - start > LONGEST_PASSAGE_CHARS:
            cut = _cut(annotation.text, start, start + LONGEST_PASSAGE_CHARS)
            yield zone, start, cut
            start = cut
        if annotation.text[start : zone.end].strip():
            yield zone, start, zone.end


def _cut(text: str, start: int, limit: int) -> int:
    """Where to cut a stretch that is too long: behind its last sentence in the second half, else behind its last blank, else at the limit."""
    middle = (start + limit) // 2
    for pattern in (_SENTENCE_END, _BLANK):
        ends = [found.end() for found in pattern.finditer(text, middle, limit)]
        if ends:
            return ends[-1]
    return limit
