"""Reading the dossier's file: cards of all articles, one text at a time, no query without an end."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from recoupe.decisions import Decision
from recoupe.model import Account, AccountRow, Annotation, Article, InputRow, Published, Role, Zone
from recoupe.serve.decided import Decisions
from recoupe.store.file import CrosscheckState

QUERY_SECONDS = 5.0
"""How long a query may take before it is broken off."""
PROGRESS_STEPS = 20_000
"""After how many of SQLite's steps the clock is looked at; some milliseconds."""
MOST_TEXTS_KEPT = 400
"""How many articles' texts are held in memory; the one least lately read goes first."""

_CARDS = """
SELECT id, number, nullif(trim(outlet), ''), coalesce(nullif(trim(title), ''), (
    SELECT substr(articles.text, start + 1, min("end" - start, 360)) FROM zones
    WHERE article = articles.number AND role IN ('headline', 'body') ORDER BY role = 'body', number LIMIT 1), ''),
    author, url, origin, found_language,
    coalesce((SELECT max("end") FROM zones WHERE article = articles.number), 0)
FROM articles ORDER BY number
"""
_STATE = """
SELECT articles, ruling,
    (SELECT group_concat(chapter) FROM chapters WHERE chapters.language = crosschecks.language)
FROM crosschecks WHERE language = ?
"""


_LAST = "SELECT (SELECT max(number) FROM decisions), (SELECT max(number) FROM articles)"


class Card(NamedTuple):
    """What lists tell of an article, without its text; ``length`` in characters up to the last that is no blank.

    SQLite's own ``length`` ends at a null byte, which a text may hold; the zones reach to its end.
    """

    id: str
    number: int
    outlet: str | None
    title: str
    author: str | None
    url: str | None
    origin: str
    language: str
    length: int


class FilePool:
    """Reading connections to the dossier's file, one for each thread; no query goes on past ``QUERY_SECONDS``."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._local = threading.local()
        self._decisions: tuple[object, Decisions] | None = None

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """All rows of a query; raises ``sqlite3.OperationalError`` where it takes too long."""
        with self.limited() as connection:
            return connection.execute(query, values).fetchall()

    @contextmanager
    def limited(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection, whose queries are broken off after ``QUERY_SECONDS``."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._open()
            self._local.states = {}
        until = time.monotonic() + QUERY_SECONDS
        connection.set_progress_handler(lambda: time.monotonic() > until, PROGRESS_STEPS)
        try:
            yield connection
        finally:
            connection.set_progress_handler(None, 0)

    def _open(self) -> sqlite3.Connection:
        address = f"{Path(self.path).absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(address, uri=True, timeout=QUERY_SECONDS, isolation_level=None)
        connection.row_factory = sqlite3.Row
        return connection

    def text(self, number: int) -> Annotation:
        """One article with its zones and no other records, by its number."""
        row = dict(self.rows("SELECT * FROM articles WHERE number = ?", (number,))[0])
        zones = self.rows('SELECT start, "end", role FROM zones WHERE article = ? ORDER BY number', (number,))
        fields = {name: row[name] for name in Article.__struct_fields__}
        fields["extra"] = msgspec.json.decode(row["extra"])
        return Annotation(
            article=msgspec.convert(fields, Article),
            language=row["found_language"],
            sha256=row["sha256"],
            published=msgspec.json.decode(row["published"], type=Published),
            zones=tuple(
                Zone(start=zone["start"], end=zone["end"], role=Role(zone["role"])) for zone in zones
            ),
            remarks=tuple(msgspec.json.decode(row["remarks"])),
        )

    def state(self, language: str) -> object:
        """What changes whenever the account kept in this language does; None where none is kept."""
        with self.limited() as connection:
            version = connection.execute("PRAGMA data_version").fetchone()[0]
            states: dict[str, tuple[int, object]] = self._local.states
            if language not in states or states[language][0] != version:
                kept = connection.execute(_STATE, (language,)).fetchone()
                states[language] = (version, tuple(kept) if kept else None)
        return states[language][1]

    def account(self, language: str) -> tuple[int, Account] | None:
        """The account last kept in this language, with how many articles it was made of; None where none is.

        What was decided is not written on its rows. Articles may have come since. Raises ``msgspec.ValidationError`` where its lines are of another version.
        """
        with closing(self._open()) as connection:
            connection.execute("BEGIN")
            kept = connection.execute(
                "SELECT articles, known FROM crosschecks WHERE language = ?", (language,)
            ).fetchone()
            if kept is None:
                return None
            lines = connection.execute(
                "SELECT line FROM account_rows WHERE language = ? ORDER BY place", (language,)
            )
            rows = tuple(msgspec.json.decode(line[0], type=AccountRow) for line in lines)
        state = msgspec.json.decode(kept["known"], type=CrosscheckState)
        told = {name: getattr(state, name) for name in state.__struct_fields__}
        return kept["articles"], Account(rows=rows, **told)

    def decisions(self) -> Decisions:
        """Every decision there is, read again where another, or an article, has come."""
        last = tuple(self.rows(_LAST)[0])
        kept = self._decisions
        if kept is None or kept[0] != last:
            lines = self.rows("SELECT number, line FROM decisions ORDER BY number")
            found = [_decision(line) for line in lines]
            articles = self.rows("SELECT identity, id FROM articles") if found else []
            ids = {row["identity"]: row["id"] for row in articles}
            self._decisions = kept = (last, Decisions(found, ids))
        return kept[1]

    def inputs(self, prefix: str = "") -> list[InputRow]:
        """What became of every input whose origin begins with ``prefix``, in the order of their origins."""
        columns = ", ".join(InputRow.__struct_fields__)
        query = f"SELECT {columns} FROM inputs WHERE substr(origin, 1, ?) = ? ORDER BY origin"
        return [msgspec.convert(dict(row), InputRow) for row in self.rows(query, (len(prefix), prefix))]

    def count(self) -> int:
        """How many articles there are."""
        return int(self.rows("SELECT count(*) FROM articles")[0][0])

    def count_newer(self, language: str) -> int:
        """How many articles came after the account kept in a language; all where none is."""
        kept = self.rows("SELECT articles FROM crosschecks WHERE language = ?", (language,))
        return self.count() - (kept[0]["articles"] if kept else 0)

    def cards(self) -> dict[str, Card]:
        """The card of every article, in the order in which they came."""
        return {row["id"]: Card(*row) for row in self.rows(_CARDS)}


class Texts(Mapping[str, Annotation]):
    """Articles by id, read from the file when they are asked for, with their zones and no other records."""

    def __init__(self, file: FilePool, cards: Mapping[str, Card]) -> None:
        self._file = file
        self._cards = cards
        self._kept: dict[str, Annotation] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._cards)

    def __iter__(self) -> Iterator[str]:
        return iter(self._cards)

    def __contains__(self, key: object) -> bool:
        return key in self._cards

    def __getitem__(self, key: str) -> Annotation:
        card = self._cards[key]
        with self._lock:
            found = self._kept.pop(key, None)
        found = found or self._file.text(card.number)
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > MOST_TEXTS_KEPT:
                self._kept.pop(next(iter(self._kept)))
        return found


def _decision(row: sqlite3.Row) -> Decision:
    return msgspec.structs.replace(msgspec.json.decode(row["line"], type=Decision), number=row["number"])
