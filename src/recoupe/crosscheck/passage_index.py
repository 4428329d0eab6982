"""Passages shared with articles that came before, found without comparing those again: an index of n-grams in SQLite.

It holds, for each n-gram and article, the first and the last place of the n-gram, and the runs found so far. The runs
of an article rest on the first and the previous article of each of its n-grams in the order of ``order_key``; what
``find_runs`` finds between two texts depends on nothing else. So articles may come in any order, and the runs kept are
those that all articles give at once. An article later than the others is looked up; one that is older changes the links
of those after it, and they are looked up again where that can change a run.

Whether a passage is a footer or a stock phrase is asked of all runs each time, in arrays. Everything else that is judged
of the passages of two articles is kept beside them.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from recoupe.crosscheck.boilerplate import Places, find_boilerplate
from recoupe.crosscheck.direction import UNKNOWN, Verdict
from recoupe.crosscheck.reuse import (
    Held,
    Pair,
    is_code,
    judge_pairs,
    kind_of,
    names_something,
    order_key,
    sheet_of_annotation,
    shelve,
    write_match,
)
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
from recoupe.crosscheck.sketches import Articles
from recoupe.model import Annotation, Direction, MatchKind, PassageMatch, Place

FILL_SHARE = 0.1  # of the articles held: more than that at once are matched faster all together

TABLES = """
CREATE TABLE IF NOT EXISTS passage_articles (
    article TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, outlet TEXT, day TEXT, words INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passage_ngrams (
    ngram INTEGER NOT NULL, article TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (ngram, article)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passage_runs (
    later TEXT NOT NULL, earlier TEXT NOT NULL,
    later_first INTEGER NOT NULL, later_last INTEGER NOT NULL,
    earlier_first INTEGER NOT NULL, earlier_last INTEGER NOT NULL,
    later_start INTEGER NOT NULL, later_end INTEGER NOT NULL,
    earlier_start INTEGER NOT NULL, earlier_end INTEGER NOT NULL,
    code INTEGER NOT NULL, named INTEGER NOT NULL,
    PRIMARY KEY (later, earlier, later_first, later_last, earlier_first, earlier_last)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passage_verdicts (
    later TEXT NOT NULL, earlier TEXT NOT NULL, told TEXT NOT NULL, kinds TEXT NOT NULL,
    first INTEGER, direction TEXT NOT NULL, because TEXT,
    PRIMARY KEY (later, earlier)
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


class _Run(NamedTuple):
    """A row of ``passage_runs``: words within the two texts, then offsets of characters."""

    later: str
    earlier: str
    later_first: int
    later_last: int
    earlier_first: int
    earlier_last: int
    later_start: int
    later_end: int
    earlier_start: int
    earlier_end: int
    code: int
    named: int


class PassageIndex:
    """The passages that a growing pile of articles shares, in tables of a SQLite file.

    ``articles`` are the pile. The caller opens and commits transactions.
    """

    def __init__(self, connection: sqlite3.Connection, articles: Articles):
        self._connection = connection
        self._articles = articles
        for statement in TABLES.split(";"):
            connection.execute(statement)

    def take(self) -> None:
        """Hold these articles and no others: few new ones are added one by one, many are matched with all the others at once."""
        held = {name for (name,) in self._execute("SELECT id FROM passage_articles")}
        names = [sketch.id for sketch in self._articles.sketches]
        new = [name for name in names if name not in held]
        if held.issubset(names) and len(new) <= FILL_SHARE * len(held):
            for annotation in self._articles.read(new):
                self.add(annotation)
        else:
            self.fill(self._articles.read(names))

    def add(self, annotation: Annotation) -> None:
        """Take in one article and find what it shares; a second one of the same id raises ``sqlite3.IntegrityError``."""
        article = annotation.article
        key = _key(annotation)
        words = read_words([article.text])
        ngrams = _ngrams(words)
        day = annotation.published.earliest
        row = (key, article.id, article.outlet, day, len(words.hashes))
        self._execute("INSERT INTO passage_articles VALUES (?, ?, ?, ?, ?)", row)
        older = self._older(key, ngrams)
        self._connection.executemany(
            "INSERT INTO passage_ngrams VALUES (?, ?, ?, ?)",
            sorted((ngram.key, key, ngram.places[0], ngram.places[-1]) for ngram in ngrams),
        )
        self._find(key, article.text, ngrams, older)
        self._find_again(key, *self._changes(key, ngrams, older))

    def fill(self, annotations: Sequence[Annotation]) -> None:
        """Hold these articles in place of all that were held; the same as adding them one by one."""
        for table in ("articles", "ngrams", "runs", "verdicts"):
            self._execute(f"DELETE FROM passage_{table}")
        ordered = sorted(annotations, key=_key)
        keys = [_key(annotation) for annotation in ordered]
        texts = [annotation.text for annotation in ordered]
        words = read_words(texts)
        self._connection.executemany(
            "INSERT INTO passage_articles VALUES (?, ?, ?, ?, ?)",
            [
                (key, one.id, one.article.outlet, one.published.earliest, size)
                for key, one, size in zip(keys, ordered, np.diff(words.first).tolist(), strict=True)
            ],
        )
        self._connection.executemany("INSERT INTO passage_ngrams VALUES (?, ?, ?, ?)", _postings(words, keys))
        self._keep(find_runs(words.hashes, words.first), keys, texts, words)

    def matches(self) -> list[PassageMatch]:
        """Every passage match as ``match_passages`` gives it for the same articles, by the later article's id and place."""
        runs = [
            _Run(*row)
            for row in self._execute("SELECT * FROM passage_runs ORDER BY later, earlier, later_first")
        ]
        articles = {
            key: rest
            for key, *rest in self._execute("SELECT article, id, outlet, day, words FROM passage_articles")
        }
        told = [not stock for stock in _find_stock(runs, articles)]
        pairs = {
            pair: [number for number, _ in group]
            for pair, group in groupby(enumerate(runs), key=lambda item: (item[1].later, item[1].earlier))
        }
        verdicts = self._verdicts(runs, told, pairs)
        matches = []
        for pair, numbers in pairs.items():
            later, earlier = (articles[key][0] for key in pair)
            verdict, kinds = verdicts[pair]
            for number in numbers:
                run = runs[number]
                places = (
                    Place(id=earlier, start=run.earlier_start, end=run.earlier_end),
                    Place(id=later, start=run.later_start, end=run.later_end),
                )
                if told[number]:
                    matches.append(write_match(*places, next(kinds), verdict))
                else:
                    matches.append(write_match(*places, MatchKind.BOILERPLATE, UNKNOWN))
        return sorted(
            matches, key=lambda m: (m.later.id, m.later.start, m.later.end, m.earlier.id, m.earlier.start)
        )

    # ---------------------------------------------------------------- judging

    def _verdicts(
        self, runs: Sequence[_Run], told: Sequence[bool], pairs: Mapping[tuple[str, str], Sequence[int]]
    ) -> dict[tuple[str, str], tuple[Verdict, Iterator[MatchKind]]]:
        """Of each two articles, which was first, and the kinds of their passages that are told; what is not kept is judged now."""
        kept = {
            (later, earlier): (marks, rest)
            for later, earlier, marks, *rest in self._execute("SELECT * FROM passage_verdicts")
        }
        found, missing = {}, []
        for pair, numbers in pairs.items():
            marks = "".join("01"[told[number]] for number in numbers)
            if pair in kept and kept[pair][0] == marks:
                kinds, first, direction, because = kept[pair][1]
                verdict = Verdict(None if first is None else bool(first), Direction(direction), because)
                found[pair] = verdict, iter([MatchKind(kind) for kind in json.loads(kinds)])
            elif "1" in marks:
                missing.append(pair)
            else:
                found[pair] = UNKNOWN, iter(())
        for pair, verdict, kinds in self._judge(runs, told, {pair: pairs[pair] for pair in missing}):
            marks = "".join("01"[told[number]] for number in pairs[pair])
            first = None if verdict.first is None else int(verdict.first)
            row = (*pair, marks, json.dumps(kinds), first, str(verdict.direction), verdict.because)
            self._execute("INSERT OR REPLACE INTO passage_verdicts VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            found[pair] = verdict, iter(kinds)
        return found

    def _judge(
        self, runs: Sequence[_Run], told: Sequence[bool], pairs: Mapping[tuple[str, str], Sequence[int]]
    ) -> Iterator[tuple[tuple[str, str], Verdict, list[MatchKind]]]:
        """The verdict on these pairs of articles, and the kind of each passage of theirs that is told."""
        keys = sorted({key for pair in pairs for key in pair})
        number = {key: place for place, key in enumerate(keys)}
        annotations = self._articles.read([self._id(key) for key in keys])
        words = read_words([annotation.text for annotation in annotations])
        sheets = {place: sheet_of_annotation(annotation) for place, annotation in enumerate(annotations)}
        for pair, numbers in pairs.items():
            shared = [_pair(runs[each], number, words.first) for each in numbers if told[each]]
            (verdict,) = judge_pairs(shared, sheets).values()
            yield pair, verdict, [kind_of(each, words, sheets) for each in shared]

    # ---------------------------------------------------------------- looking up

    def _execute(self, query: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return self._connection.execute(query, values)

    def _id(self, key: str) -> str:
        (name,) = self._execute("SELECT id FROM passage_articles WHERE article = ?", (key,)).fetchone()
        return str(name)

    def _text(self, key: str) -> str:
        return self._articles.text(self._id(key))

    def _find(self, key: str, text: str, ngrams: Sequence[_Ngram], older: Mapping[int, _Older]) -> None:
        """Find the runs of one article as the later side anew."""
        for table in ("runs", "verdicts"):
            self._execute(f"DELETE FROM passage_{table} WHERE later = ?", (key,))
        links = [link for ngram in ngrams for link in _links(key, ngram, older.get(ngram.key))]
        sources = _promising(key, links)
        if not sources:
            return
        keys = [*(source for source in sources if source != key), key]
        texts = [*(self._text(source) for source in keys[:-1]), text]
        words = read_words(texts)
        runs = join_links(words.hashes, words.first, *_places(links, keys, words.first))
        self._keep(runs, keys, texts, words)

    def _find_again(
        self, new: str, broken: set[tuple[str, str]], gained: Mapping[str, Mapping[int, _Older]]
    ) -> None:
        """Find the runs of ``broken`` pairs of articles anew, and those of later articles with a new one.

        ``gained`` tells by later article and n-gram where in the new one its links lead now, "" standing for any other.
        """
        keys = sorted({new, *gained, *(key for pair in broken for key in pair)})
        texts = [self._text(key) for key in keys]
        shelf = _Shelf(keys, read_words(texts))
        links = _Links(shelf)
        for later, leading in gained.items():
            links.add(later, new, shelf.ngrams(later, np.array(list(leading), dtype=np.int64)), leading)
        for later, earlier in sorted(broken):
            ngrams = shelf.ngrams(later, shelf.row(earlier))
            links.add(later, earlier, ngrams, self._older(later, ngrams))
            for table in ("runs", "verdicts"):
                self._execute(
                    f"DELETE FROM passage_{table} WHERE later = ? AND earlier = ?", (later, earlier)
                )
        words = shelf.words
        self._keep(join_links(words.hashes, words.first, *links.places()), keys, texts, words)

    def _older(self, key: str, ngrams: Sequence[_Ngram]) -> dict[int, _Older]:
        """Where each of these n-grams stands in articles before this one; those that stand in none are left out."""
        keys = json.dumps([ngram.key for ngram in ngrams])
        rows = self._connection.execute(OLDER, {"key": key, "ngrams": keys})
        return {row[0]: _Older(row[1:3], row[3:5]) for row in rows if row[3] is not None}

    def _changes(
        self, key: str, ngrams: Sequence[_Ngram], older: Mapping[int, _Older]
    ) -> tuple[set[tuple[str, str]], dict[str, dict[int, _Older]]]:
        """The pairs (later, earlier) of articles of which a new one may break a run, and where links of later articles lead now.

        A later article loses a link where it was linked to another and now is to the new one. Those that gain two links
        and more are told: one link to an article makes no run.
        """
        losing: set[tuple[str, str]] = set()
        gained: dict[str, dict[int, _Older]] = defaultdict(dict)
        count: Counter[str] = Counter()
        (latest,) = self._execute("SELECT max(article) FROM passage_articles").fetchone()
        for ngram in ngrams if latest != key else ():
            known = older.get(ngram.key)
            after = self._execute(
                "SELECT article, first <> last FROM passage_ngrams WHERE ngram = ? AND article > ? ORDER BY article"
                + (" LIMIT 1" if known else ""),
                (ngram.key, key),
            ).fetchall()
            opening = ("", 0) if known else (key, ngram.places[0])
            for number, (later, several) in enumerate(after):
                before = ("", 0) if number else (key, ngram.places[-1])
                gained[later][ngram.key] = _Older(opening, before)
                count[later] += 1 + several
            if after and known:
                losing.add((after[0][0], known.before[0]))
            losing.update((later, after[0][0]) for later, _ in after if not known)
        query = "SELECT 1 FROM passage_runs WHERE later = ? AND earlier = ? LIMIT 1"
        broken = {pair for pair in losing if self._execute(query, pair).fetchone()}
        return broken, {later: links for later, links in gained.items() if count[later] > 1}

    def _keep(self, runs: Runs, keys: Sequence[str], texts: Sequence[str], words: Words) -> None:
        bounds = _within_texts(runs, words.first)
        spans = (
            words.start[runs.later],
            words.end[runs.later_end - 1],
            words.start[runs.earlier],
            words.end[runs.earlier_end - 1],
        )
        rows = zip(
            runs.text.tolist(),
            runs.source.tolist(),
            *(column.tolist() for column in (*bounds, *spans)),
            strict=True,
        )
        self._connection.executemany(
            f"INSERT INTO passage_runs VALUES ({', '.join('?' * len(_Run._fields))})",
            [
                (
                    keys[later],
                    keys[earlier],
                    *numbers,
                    is_code(texts[later], (numbers[4], numbers[5])),
                    names_something(texts[later], (numbers[4], numbers[5])),
                )
                for later, earlier, *numbers in rows
            ],
        )


def _find_stock(runs: Sequence[_Run], articles: Mapping[str, Sequence[Any]]) -> list[bool]:
    """Which runs are footers, stock phrases or code; ``articles`` gives of each its id, outlet, first day and count of words."""
    keys = sorted({key for run in runs for key in (run.later, run.earlier)})
    number = {key: place for place, key in enumerate(keys)}
    shelf = shelve(
        np.array([articles[key][3] for key in keys], dtype=np.int64),
        [articles[key][1] for key in keys],
        [articles[key][2] for key in keys],
        Counter(outlet for _, outlet, *_ in articles.values() if outlet),
    )
    columns = np.array([(number[run.later], number[run.earlier], *run[2:6]) for run in runs], dtype=np.int64)
    later, earlier, *bounds = columns.reshape(-1, 6).T
    found = find_boilerplate(Places(later, *bounds[:2]), Places(earlier, *bounds[2:]), *shelf)
    return [
        bool(footer or (stock and not run.named) or run.code)
        for run, footer, stock in zip(runs, found.footer.tolist(), found.stock.tolist(), strict=True)
    ]


def _pair(run: _Run, number: Mapping[str, int], first: Ints) -> Pair:
    """A run between texts of these numbers, whose first words are ``first``."""
    later, earlier = number[run.later], number[run.earlier]
    base, start = int(first[later]), int(first[earlier])
    return Pair(
        (later, base + run.later_first, base + run.later_last),
        (earlier, start + run.earlier_first, start + run.earlier_last),
        (run.later_start, run.later_end),
        (run.earlier_start, run.earlier_end),
    )


class _Shelf:
    """Some texts with the n-grams at each of their places; ``keys`` are in order, ``words`` those of their texts."""

    def __init__(self, keys: Sequence[str], words: Words):
        self.words = words
        self.number = {key: place for place, key in enumerate(keys)}
        self._ngrams = _signed(hash_ngrams(words.hashes, words.first))

    def row(self, key: str) -> Ints:
        """The n-gram at each place of a text."""
        low, high = self.words.first[self.number[key] :][:2].tolist()
        return self._ngrams[low : max(low, high - NGRAM + 1)]

    def ngrams(self, key: str, wanted: Ints) -> list[_Ngram]:
        """Those of the wanted n-grams that stand in a text."""
        row = self.row(key)
        return _gather_places(np.flatnonzero(np.isin(row, wanted)).tolist(), row)


class _Links:
    """Links between the texts of a shelf."""

    def __init__(self, shelf: _Shelf):
        self._shelf = shelf
        self._later: list[int] = []
        self._earlier: list[int] = []

    def add(self, later: str, earlier: str, ngrams: Sequence[_Ngram], older: Mapping[int, _Older]) -> None:
        """Note where these n-grams of a later text lead in an earlier one."""
        shelf = self._shelf
        base, source = (int(shelf.words.first[shelf.number[key]]) for key in (later, earlier))
        for ngram in ngrams:
            for link in _links(later, ngram, older.get(ngram.key)):
                if link.article == earlier:
                    self._later.append(base + link.place)
                    self._earlier.append(source + link.source)

    def places(self) -> tuple[Hashes, Hashes]:
        return np.array(self._later, dtype=np.uint32), np.array(self._earlier, dtype=np.uint32)


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


def _key(annotation: Annotation) -> str:
    return order_key(Held(annotation.article, annotation.published))


def _within_texts(runs: Runs, first: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """The ends of runs as words of their own texts."""
    later, earlier = first[runs.text], first[runs.source]
    return runs.later - later, runs.later_end - later, runs.earlier - earlier, runs.earlier_end - earlier


def _signed(keys: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> Ints:
    """Hashes as SQLite holds them."""
    return keys.view(np.int64)


def _ngrams(words: Words) -> list[_Ngram]:
    """The distinct n-grams of one text, in the order of their first places."""
    row = _signed(hash_ngrams(words.hashes, words.first)[: max(0, len(words.hashes) - NGRAM + 1)])
    return _gather_places(range(len(row)), row)


def _gather_places(places: Iterable[int], row: Ints) -> list[_Ngram]:
    """The distinct n-grams at some places of a text, in the order of their first places."""
    found: dict[int, list[int]] = defaultdict(list)
    ngrams = row.tolist()
    for place in places:
        found[ngrams[place]].append(place)
    return [_Ngram(key, held) for key, held in found.items()]


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
