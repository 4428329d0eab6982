"""Passages shared with articles that came before, found without comparing those again: an index of n-grams in SQLite.

It holds, for each n-gram and article, the first and the last place of the n-gram, and the runs found so far. The runs
of an article rest on the first and the previous article of each of its n-grams in the order of ``order_key``; what
``find_runs`` finds between two texts depends on nothing else. So articles may come in any order, and the runs kept are
those that all articles give at once. An article later than the others is looked up; one that is older changes the links
of those after it, and they are looked up again where that can change a run.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from recoupe.crosscheck.direction import published_as_stated
from recoupe.crosscheck.reuse import Held, judge_runs, order_key, sheets_of_articles
from recoupe.crosscheck.runs import Runs, find_runs, join_links, promising_sources
from recoupe.crosscheck.shingles import (
    MIN_WORDS,
    NGRAM,
    Hashes,
    Ints,
    Words,
    hash_ngrams,
    read_words,
)
from recoupe.model import Article, PassageMatch

TABLES = """
CREATE TABLE IF NOT EXISTS passage_articles (
    article TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, outlet TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passage_ngrams (
    ngram INTEGER NOT NULL, article TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (ngram, article)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passage_runs (
    later TEXT NOT NULL, earlier TEXT NOT NULL, later_first INTEGER NOT NULL, later_last INTEGER NOT NULL,
    earlier_first INTEGER NOT NULL, earlier_last INTEGER NOT NULL, shared INTEGER NOT NULL,
    PRIMARY KEY (later, earlier, later_first, later_last, earlier_first, earlier_last)
) STRICT, WITHOUT ROWID;
"""

OLDER = """
SELECT
    value,
    (SELECT article FROM passage_ngrams WHERE ngram = value ORDER BY article LIMIT 1),
    (SELECT first FROM passage_ngrams WHERE ngram = value ORDER BY article LIMIT 1),
    (SELECT article FROM passage_ngrams WHERE ngram = value AND article < :key ORDER BY article DESC LIMIT 1),
    (SELECT last FROM passage_ngrams WHERE ngram = value AND article < :key ORDER BY article DESC LIMIT 1)
FROM json_each(:ngrams)
"""


class _Ngram(NamedTuple):
    """An n-gram of one text and its places there, in order."""

    key: int
    places: list[int]


class _Link(NamedTuple):
    """A place of the later text, and the article (its key) and place it is linked to."""

    place: int
    article: str
    source: int


class _Older(NamedTuple):
    """The first place of an n-gram in the first article that holds it, and the last one in the article before."""

    opening: tuple[str, int]
    before: tuple[str, int]


class PassageIndex:
    """The passages that a growing pile of articles shares, in tables of a SQLite file.

    ``article_of`` gives an article's text back by its id. The caller opens and commits transactions.
    """

    def __init__(self, connection: sqlite3.Connection, article_of: Callable[[str], Article]):
        self._connection = connection
        self._article_of = article_of
        for statement in TABLES.split(";"):
            connection.execute(statement)

    def add(self, article: Article) -> None:
        """Take in one article and find what it shares; a second one of the same id raises ``sqlite3.IntegrityError``."""
        key = order_key(_held(article))
        ngrams = _ngrams(article.text)
        self._execute("INSERT INTO passage_articles VALUES (?, ?, ?)", (key, article.id, article.outlet))
        affected = self._affected(key, ngrams)
        self._connection.executemany(
            "INSERT INTO passage_ngrams VALUES (?, ?, ?, ?)",
            sorted((ngram.key, key, ngram.places[0], ngram.places[-1]) for ngram in ngrams),
        )
        self._find(key, article.text, ngrams)
        for other in affected:
            text = self._article(other).text
            self._find(other, text, _ngrams(text))

    def fill(self, articles: Iterable[Article]) -> None:
        """Take many articles into an empty index at once; the same as adding them one by one."""
        held = sorted((_held(article) for article in articles), key=order_key)
        keys = [order_key(one) for one in held]
        words = read_words([one.article.text for one in held])
        self._connection.executemany(
            "INSERT INTO passage_articles VALUES (?, ?, ?)",
            [(key, one.article.id, one.article.outlet) for key, one in zip(keys, held, strict=True)],
        )
        self._connection.executemany("INSERT INTO passage_ngrams VALUES (?, ?, ?, ?)", _postings(words, keys))
        self._keep(find_runs(words.hashes, words.first), keys, words.first)

    def matches(self) -> list[PassageMatch]:
        """Every passage match as ``match_articles`` gives it for the same articles, by the later article's id and place."""
        rows = self._execute("SELECT * FROM passage_runs ORDER BY later, earlier, later_first").fetchall()
        keys = sorted({key for row in rows for key in row[:2]})
        number = {key: place for place, key in enumerate(keys)}
        table = np.array(
            [(number[row[0]], number[row[1]], *row[2:]) for row in rows], dtype=np.int64
        ).reshape(-1, 7)
        held = [_held(self._article(key)) for key in keys]
        words = read_words([one.article.text for one in held])
        text, source = table[:, 0], table[:, 1]
        later, earlier = words.first[text], words.first[source]
        runs = Runs(
            text,
            source,
            later + table[:, 2],
            later + table[:, 3],
            earlier + table[:, 4],
            earlier + table[:, 5],
            table[:, 6],
        )
        outlets = Counter(
            dict(self._execute("SELECT outlet, count(*) FROM passage_articles WHERE outlet <> '' GROUP BY 1"))
        )
        matches = judge_runs(held, words, runs, outlets, sheets_of_articles)
        return sorted(
            matches, key=lambda m: (m.later.id, m.later.start, m.later.end, m.earlier.id, m.earlier.start)
        )

    # ---------------------------------------------------------------- looking up

    def _execute(self, query: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return self._connection.execute(query, values)

    def _article(self, key: str) -> Article:
        (name,) = self._execute("SELECT id FROM passage_articles WHERE article = ?", (key,)).fetchone()
        return self._article_of(name)

    def _find(self, key: str, text: str, ngrams: Sequence[_Ngram]) -> None:
        """Find the runs of one article as the later side anew."""
        self._execute("DELETE FROM passage_runs WHERE later = ?", (key,))
        older = self._older(key, ngrams)
        links = [link for ngram in ngrams for link in _links(key, ngram, older.get(ngram.key))]
        sources = _promising(key, links)
        if not sources:
            return
        texts = [self._article(source).text for source in sources if source != key]
        words = read_words([*texts, text])
        keys = [*(source for source in sources if source != key), key]
        runs = join_links(words.hashes, words.first, *_places(links, keys, words.first))
        self._keep(runs, keys, words.first)

    def _older(self, key: str, ngrams: Sequence[_Ngram]) -> dict[int, _Older]:
        """Where each of these n-grams stands in articles before this one; those that stand in none are left out."""
        keys = json.dumps([ngram.key for ngram in ngrams])
        rows = self._connection.execute(OLDER, {"key": key, "ngrams": keys})
        return {row[0]: _Older(row[1:3], row[3:5]) for row in rows if row[3] is not None}

    def _affected(self, key: str, ngrams: Sequence[_Ngram]) -> list[str]:
        """The later articles whose runs a new article can change; it is not in the index of n-grams yet.

        Either two places of theirs will be linked to it, or a run of theirs with an article that loses a link to it
        may break: one link to an article makes no run.
        """
        (latest,) = self._execute("SELECT max(article) FROM passage_articles").fetchone()
        if latest == key:
            return []
        older = self._older(key, ngrams)
        gained: Counter[str] = Counter()
        losing: set[tuple[str, str]] = set()
        for ngram in ngrams:
            before = older[ngram.key].before if ngram.key in older else None
            after = self._execute(
                "SELECT article, first, last FROM passage_ngrams WHERE ngram = ? AND article > ? ORDER BY article"
                + (" LIMIT 1" if before else ""),
                (ngram.key, key),
            ).fetchall()
            for article, first, last in after:
                gained[article] += 1 if first == last else 2
            if after and before:
                losing.add((after[0][0], before[0]))
            losing.update((article, after[0][0]) for article, _, _ in after if not before)
        broken = {
            later
            for later, earlier in losing
            if self._execute(
                "SELECT 1 FROM passage_runs WHERE later = ? AND earlier = ? LIMIT 1", (later, earlier)
            ).fetchone()
        }
        return sorted(broken | {article for article, count in gained.items() if count > 1})

    def _keep(self, runs: Runs, keys: Sequence[str], first: Ints) -> None:
        rows = zip(
            runs.text.tolist(),
            runs.source.tolist(),
            *(column.tolist() for column in _within_texts(runs, first)),
            runs.shared.tolist(),
            strict=True,
        )
        self._connection.executemany(
            "INSERT INTO passage_runs VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(keys[later], keys[earlier], *numbers) for later, earlier, *numbers in rows],
        )


def _links(key: str, ngram: _Ngram, older: _Older | None) -> Iterator[_Link]:
    """The links of each place of an n-gram to its previous and first place, as ``link_places`` makes them."""
    opening = older.opening if older else (key, ngram.places[0])
    previous = older.before if older else None
    for place in ngram.places:
        if previous and not (previous[0] == key and place - previous[1] < MIN_WORDS):
            yield _Link(place, *previous)
            if opening != previous:
                yield _Link(place, *opening)
        previous = (key, place)


def _promising(key: str, links: Sequence[_Link]) -> list[str]:
    """The articles with which the links of one article may make a run; most share a turn of phrase with it."""
    strength = Counter(link.article for link in links)
    keys = [*sorted(article for article, count in strength.items() if count > 1 and article != key), key]
    length: Counter[str] = Counter()
    for link in links:
        length[link.article] = max(length[link.article], link.source + NGRAM)
        length[key] = max(length[key], link.place + NGRAM)
    first = np.concatenate([[0], np.cumsum([length[article] for article in keys])])
    return [keys[number] for number in promising_sources(first, *_places(links, keys, first)).tolist()]


def _places(links: Sequence[_Link], keys: Sequence[str], first: Ints) -> tuple[Hashes, Hashes]:
    """Links as places in a row of texts, of which the last one is the later side."""
    bounds = first.tolist()
    base = dict(zip(keys, bounds, strict=False))
    kept = [link for link in links if link.article in base]
    later = np.array([bounds[-2] + link.place for link in kept], dtype=np.uint32)
    earlier = np.array([base[link.article] + link.source for link in kept], dtype=np.uint32)
    return later, earlier


def _held(article: Article) -> Held:
    return Held(article, published_as_stated(article.stated_date))


def _within_texts(runs: Runs, first: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """The ends of runs as words of their own texts."""
    later, earlier = first[runs.text], first[runs.source]
    return runs.later - later, runs.later_end - later, runs.earlier - earlier, runs.earlier_end - earlier


def _signed(keys: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> Ints:
    """Hashes as SQLite holds them."""
    return keys.view(np.int64)


def _ngrams(text: str) -> list[_Ngram]:
    """The distinct n-grams of a text, in the order of their first places."""
    words = read_words([text])
    size = max(0, len(words.hashes) - NGRAM + 1)
    places: dict[int, list[int]] = defaultdict(list)
    for place, key in enumerate(_signed(hash_ngrams(words.hashes, words.first)[:size]).tolist()):
        places[key].append(place)
    return [_Ngram(key, held) for key, held in places.items()]


def _postings(words: Words, keys: Sequence[str]) -> Iterator[tuple[int, str, int, int]]:
    """Rows of n-gram, article, first and last place, in the order of the table."""
    hashes: Hashes = words.hashes
    ngrams = _signed(hash_ngrams(hashes, words.first))
    text = np.repeat(np.arange(len(keys)), np.diff(words.first))[: len(ngrams)]
    place = np.arange(len(ngrams))
    inside = place + NGRAM <= words.first[text + 1]
    ngrams, text, place = ngrams[inside], text[inside], place[inside]
    order = np.lexsort((place, text, ngrams))
    ngrams, text, place = ngrams[order], text[order], (place - words.first[text])[order]
    new = np.ones(len(ngrams), dtype=bool)
    new[1:] = (ngrams[1:] != ngrams[:-1]) | (text[1:] != text[:-1])
    head = np.flatnonzero(new)
    tail = np.append(head[1:], len(ngrams))[: len(head)] - 1
    columns = (ngrams[head].tolist(), text[head].tolist(), place[head].tolist(), place[tail].tolist())
    for ngram, number, first, last in zip(*columns, strict=True):
        yield ngram, keys[number], first, last
