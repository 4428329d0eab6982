"""The dossier's SQLite file: opening it, writing an article whole or not at all, reading it back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from recoupe import __version__
from recoupe.errors import DossierError
from recoupe.languages import word_list
from recoupe.model import (
    Account,
    AccountRow,
    Actor,
    Age,
    Annotation,
    Article,
    Attribution,
    Chapter,
    Event,
    InputRow,
    InputStatus,
    Lineage,
    Mention,
    PassageMatch,
    Position,
    Published,
    Quantity,
    Record,
    TimeExpression,
    Zone,
)
from recoupe.order import first_order, reading_order
from recoupe.store.memory import whole_or_not
from recoupe.store.search.index import date_passages, index_article
from recoupe.store.upgrading import add_columns
from recoupe.tally import count_rows, write_tally

if TYPE_CHECKING:
    from recoupe.crosscheck.account import Crosscheck
    from recoupe.crosscheck.actor_rows import ActorRows

VERSION = 7
UPGRADED = frozenset({4, 5, 6})  # versions of files that are brought up to date when they are opened
APPLICATION_ID = 0x52435031
BUSY_SECONDS = 30.0
READ_AT_ONCE = 200  # articles

CAUSES = (
    ("full", "disk_full"),
    ("readonly", "read_only"),
    ("locked", "busy"),
    ("not a database", "not_a_dossier"),
    ("unable to open", "cannot_open"),
    ("malformed", "damaged"),
    ("disk I/O error", "damaged"),
)
NOT_WRITTEN = "SQLITE_IOERR_WRITE"
"""What SQLite says where the system takes no more for any reason but a full disk: a quota, a file that may not grow."""
NESTED = frozenset(
    {"actors", "addressee", "condition_span", "cue", "members", "recipients", "speaker", "target_span", "via"}
)

LAYERS: dict[str, type[Record]] = {
    "zones": Zone,
    "times": TimeExpression,
    "ages": Age,
    "actors": Actor,
    "mentions": Mention,
    "attributions": Attribution,
    "events": Event,
    "positions": Position,
    "quantities": Quantity,
}


def dossier_error(code: str, path: str, language: str = "en", **facts: object) -> DossierError:
    """The error that a code of ``languages/<language>/dossier.toml`` words."""
    words = word_list(language, "dossier")[code]
    return DossierError(words["what"].format(**facts), where=path, remedy=words["remedy"])


def is_dossier(path: str | Path) -> bool:
    """Whether a path is a SQLite file, of whatever maker."""
    try:
        with open(path, "rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


class CrosscheckState(Record, frozen=True, kw_only=True):
    """What an account holds beside its rows; kept as one JSON text."""

    published: dict[str, Published]
    stories: dict[str, str]
    matches: tuple[PassageMatch, ...]
    lineages: tuple[Lineage, ...]


class DossierFile:
    """One situation's file. Use as a context manager; raises ``DossierError`` where the file cannot serve.

    ``path`` may be ``":memory:"``. ``write`` False opens an existing file for reading only. ``language`` is that of
    the words of its errors.
    """

    def __init__(self, path: str | Path, *, write: bool = True, language: str = "en"):
        self.path = str(path)
        self.language = language
        self._connection = self._open(write)
        with self._explained():
            self._prepare(write)

    def __enter__(self) -> DossierFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for what is kept beside the articles: search, decisions."""
        return self._connection

    def close(self) -> None:
        self._connection.close()

    # ---------------------------------------------------------------- opening

    def _open(self, write: bool) -> sqlite3.Connection:
        if self.path != ":memory:" and not write and not Path(self.path).is_file():
            raise dossier_error("no_dossier", self.path, self.language)
        mode = "rwc" if write else "ro"
        address = (
            ":memory:" if self.path == ":memory:" else f"{Path(self.path).absolute().as_uri()}?mode={mode}"
        )
        with self._explained():
            return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)

    def _prepare(self, write: bool) -> None:
        """Check whose file it is and of what version; lay the tables of a new one."""
        execute = self._connection.execute
        execute("PRAGMA foreign_keys = ON")
        execute("PRAGMA synchronous = NORMAL")
        version = execute("PRAGMA user_version").fetchone()[0]
        application = execute("PRAGMA application_id").fetchone()[0]
        tables = execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if version > VERSION and application == APPLICATION_ID:
            raise dossier_error("later_version", self.path, self.language, found=version, known=VERSION)
        if version in UPGRADED and application == APPLICATION_ID:
            self._upgrade()
        elif tables and version < VERSION and application == APPLICATION_ID:
            raise dossier_error("earlier_version", self.path, self.language, found=version, known=VERSION)
        if tables and application != APPLICATION_ID:
            raise dossier_error("not_a_dossier", self.path, self.language)
        if not tables:
            if not write:
                raise dossier_error("not_a_dossier", self.path, self.language)
            execute("PRAGMA journal_mode = WAL")
            self._create()

    def _create(self) -> None:
        self._connection.executescript(
            f"BEGIN IMMEDIATE;\n{_script('schema.sql')}\n{_script('sketches.sql')}\nCOMMIT;"
        )

    def _upgrade(self) -> None:
        """Give a file of an earlier version what it lacks, also where it was opened for reading only."""
        writing = self._open(write=True)
        try:
            writing.executescript(f"BEGIN IMMEDIATE;\n{_script('sketches.sql')}")
            add_columns(writing)
            writing.execute("COMMIT")
        finally:
            writing.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn SQLite's errors into one line that says what to do."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            words = str(error)
            code = next((code for part, code in CAUSES if part in words), None)
            if getattr(error, "sqlite_errorname", "") == NOT_WRITTEN:
                code = "disk_full"
            if code is None:
                raise
            raise dossier_error(code, self.path, self.language, detail=words) from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One change, whole or not at all."""
        with self._explained(), whole_or_not(self._connection) as connection:
            yield connection

    # ---------------------------------------------------------------- inputs

    def save_input(self, row: InputRow) -> None:
        """Note what became of an input; a later word on the same origin replaces the earlier one."""
        with self.transaction() as connection:
            _put_input(connection, row)

    def inputs(self, statuses: Iterable[InputStatus] = InputStatus) -> list[InputRow]:
        """Every input's row, of those of these statuses, in the order of their origins."""
        columns = ", ".join(InputRow.__struct_fields__)
        query = (
            f"SELECT {columns} FROM inputs WHERE status IN (SELECT value FROM json_each(?)) ORDER BY origin"
        )
        rows = self._rows(query, (_json(list(statuses)),))
        return [msgspec.convert(dict(row), InputRow) for row in rows]

    # ---------------------------------------------------------------- articles

    def input_of(self, origin: str) -> InputRow | None:
        """What became of one input, None where it was never given."""
        columns = ", ".join(InputRow.__struct_fields__)
        rows = self._rows(f"SELECT {columns} FROM inputs WHERE origin = ?", (origin,))
        return msgspec.convert(dict(rows[0]), InputRow) if rows else None

    def identities(self) -> dict[str, str]:
        """The id of every article by its identity (``identify_article``)."""
        return {row["identity"]: row["id"] for row in self._rows("SELECT identity, id FROM articles")}

    def count_articles(self) -> int:
        return int(self._rows("SELECT count(*) AS n FROM articles")[0]["n"])

    def save_annotation(self, annotation: Annotation, identity: str, row: InputRow) -> bool:
        """Write an article, its records and the word on its input in one transaction; False, and nothing written, where an article
        of that identity or id is here already."""
        article = annotation.article
        values = {
            **{name: getattr(article, name) for name in Article.__struct_fields__ if name != "extra"},
            "extra": _json(article.extra),
            "sha256": annotation.sha256,
            "identity": identity,
            "found_language": annotation.language,
            "published": _json(annotation.published),
            "remarks": _json(annotation.remarks),
        }
        with self.transaction() as connection:
            query = "SELECT 1 FROM articles WHERE identity = ? OR id = ?"
            if connection.execute(query, (identity, article.id)).fetchone():
                return False
            number = _insert(connection, "articles", values)
            for table in LAYERS:
                for position, record in enumerate(getattr(annotation, table)):
                    _insert(connection, table, {"article": number, "number": position, **_columns(record)})
            index_article(connection, number, annotation)
            _put_input(connection, row)
        return True

    def annotations(self) -> Iterator[Annotation]:
        """Every article with its records, in the order in which they were added; read a share at a time."""
        numbers = [row["number"] for row in self._rows("SELECT number FROM articles ORDER BY number")]
        for low in range(0, len(numbers), READ_AT_ONCE):
            yield from self._read(numbers[low : low + READ_AT_ONCE])

    def annotations_of(self, articles: Sequence[str]) -> list[Annotation]:
        """These articles (ids, each of which is here) with their records, in this order."""
        query = "SELECT number FROM articles WHERE id IN (SELECT value FROM json_each(?)) ORDER BY number"
        numbers = [row["number"] for row in self._rows(query, (_json(articles),))]
        by_id = {}
        for low in range(0, len(numbers), READ_AT_ONCE):
            by_id.update({one.id: one for one in self._read(numbers[low : low + READ_AT_ONCE])})
        return [by_id[article] for article in articles]

    def annotation(self, article: str) -> Annotation | None:
        """One article with its records, by its id; None where there is none."""
        found = self._rows("SELECT number FROM articles WHERE id = ?", (article,))
        return next(self._read([found[0]["number"]])) if found else None

    def _read(self, numbers: Sequence[int]) -> Iterator[Annotation]:
        """The articles of these numbers, in the order of the numbers."""
        layers = {table: self._layer(table, kind, numbers) for table, kind in LAYERS.items()}
        query = "SELECT * FROM articles WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number"
        for row in self._rows(query, (_json(numbers),)):
            values = dict(row)
            article = {name: values[name] for name in Article.__struct_fields__}
            article["extra"] = msgspec.json.decode(values["extra"])
            yield Annotation(
                article=msgspec.convert(article, Article),
                language=values["found_language"],
                sha256=values["sha256"],
                published=msgspec.json.decode(values["published"], type=Published),
                remarks=tuple(msgspec.json.decode(values["remarks"])),
                **{table: tuple(found.get(values["number"], ())) for table, found in layers.items()},  # type: ignore[arg-type]
            )

    def _layer(self, table: str, kind: type[Record], numbers: Sequence[int]) -> dict[int, list[Record]]:
        """The records of one layer of the articles of these numbers, by the article's number."""
        names = kind.__struct_fields__
        columns = ", ".join(f'"{name}"' for name in names)
        query = (
            f"SELECT article, {columns} FROM {table} WHERE article IN (SELECT value FROM json_each(?)) "
            "ORDER BY article, number"
        )
        with self._explained():
            rows = self._connection.execute(query, (_json(numbers),)).fetchall()
        values = [dict(zip(names, row[1:], strict=True)) for row in rows]
        for name in NESTED.intersection(names):
            for known in values:
                if known[name] is not None:
                    known[name] = msgspec.json.decode(known[name])
        found: dict[int, list[Record]] = {}
        for row, record in zip(rows, msgspec.convert(values, list[kind]), strict=True):  # type: ignore[valid-type]
            found.setdefault(row[0], []).append(record)
        return found

    # ---------------------------------------------------------------- the account

    def save_state(self) -> None:
        """Note that the account is now made of the articles there are; nothing where it was before."""
        articles = self.count_articles()
        if articles != next(reversed(self.states()), 0):
            with self.transaction() as connection:
                _insert(connection, "states", {"articles": articles})

    def states(self) -> list[int]:
        """Of how many articles each state of the account was made, first to last."""
        return [row["articles"] for row in self._rows("SELECT articles FROM states ORDER BY number")]

    def save_account(self, found: Crosscheck, language: str, ruling: int = 0) -> None:
        """Keep the account in one language in place of the one before; the rows of chapters that stand are not written again.

        ``ruling`` is the last decision that it heeds (``judgements.last_ruling``).
        """
        state = CrosscheckState(
            published=dict(found.published),
            stories=dict(found.stories),
            matches=tuple(found.matches),
            lineages=tuple(found.lineages),
        )
        articles = self.count_articles()
        kept = self._chapters(language)
        fresh = [chapter for chapter in found.chapters if isinstance(chapter, Chapter)]
        stands = {chapter.digest for chapter in found.chapters} - {chapter.digest for chapter in fresh}
        with self.transaction() as connection:
            date_passages(connection, found.published)
            connection.execute("DELETE FROM crosschecks WHERE language = ?", (language,))
            made_of = {
                "language": language,
                "articles": articles,
                "ruling": ruling,
                "lineages": len(state.lineages),
                "version": __version__,
                "known": _json(state),
            }
            _insert(connection, "crosschecks", made_of)
            gone = [(language, digest) for digest in sorted(kept - stands)]
            for table in ("account_rows", "chapters"):
                connection.executemany(f"DELETE FROM {table} WHERE language = ? AND chapter = ?", gone)
            for chapter in fresh:
                rows = chapter.rows
                told = {
                    "language": language,
                    "chapter": chapter.digest,
                    "active": _json(chapter.active),
                    "tally": write_tally(count_rows(rows)),
                }
                _insert(connection, "chapters", told)
                _insert_rows(connection, language, chapter.digest, rows)
            _put_actors(connection, language, found.actors)

    def _chapters(self, language: str) -> set[str]:
        return {
            row["chapter"]
            for row in self._rows("SELECT chapter FROM chapters WHERE language = ?", (language,))
        }

    def chapter_rows(self, digest: str, language: str) -> tuple[AccountRow, ...]:
        """What a chapter of the account told when it was kept; nothing where it is kept no longer."""
        query = "SELECT line FROM account_rows WHERE language = ? AND chapter = ? ORDER BY number"
        lines = self._rows(query, (language, digest))
        return tuple(msgspec.json.decode(line["line"], type=AccountRow) for line in lines)

    def has_account(self, language: str) -> bool:
        """Whether an account is kept in this language, up to date or not."""
        return bool(self._rows("SELECT 1 FROM crosschecks WHERE language = ?", (language,)))

    def is_current(self, language: str, ruling: int = 0) -> bool:
        """Whether the account kept in this language is of all articles, heeds all decisions up to ``ruling``, and was told by
        this version of the program."""
        query = "SELECT articles, ruling, version FROM crosschecks WHERE language = ?"
        kept = self.query(query, (language,)).fetchone()
        return kept is not None and tuple(kept) == (self.count_articles(), ruling, __version__)

    def account(self, language: str, ruling: int = 0) -> Account | None:
        """The account kept in this language that heeds all decisions up to ``ruling``; None where there is none, articles
        came since, or its lines are of another version."""
        if not self.is_current(language, ruling):
            return None
        kept = self._rows("SELECT known FROM crosschecks WHERE language = ?", (language,))
        lines = self._rows("SELECT line FROM account_rows WHERE language = ? ORDER BY place", (language,))
        try:
            state = msgspec.json.decode(kept[0]["known"], type=CrosscheckState)
            rows = tuple(msgspec.json.decode(line["line"], type=AccountRow) for line in lines)
        except msgspec.DecodeError:
            return None
        return Account(
            rows=rows,
            published=state.published,
            stories=state.stories,
            matches=state.matches,
            lineages=state.lineages,
        )

    def query(self, query: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """What a query finds, row by row, for what is kept beside the articles."""
        with self._explained():
            return self._connection.execute(query, values)

    def _rows(self, query: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        with self._explained():
            cursor = self._connection.cursor()
            cursor.row_factory = sqlite3.Row
            return cursor.execute(query, values).fetchall()


# --------------------------------------------------------------------------- records and columns


def _script(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _insert(connection: sqlite3.Connection, table: str, values: dict[str, Any]) -> int:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    return int(
        connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values())
        ).lastrowid
        or 0
    )


def _put_input(connection: sqlite3.Connection, row: InputRow) -> None:
    connection.execute("DELETE FROM inputs WHERE origin = ?", (row.origin,))
    _insert(connection, "inputs", {name: getattr(row, name) for name in InputRow.__struct_fields__})


def _columns(record: Record) -> dict[str, Any]:
    """A record as columns: plain values as they are, anything nested as JSON text."""
    return {name: _plain(getattr(record, name)) for name in record.__struct_fields__}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    return value if value is None or isinstance(value, int | float) else _json(value)


def _insert_rows(
    connection: sqlite3.Connection, language: str, chapter: str, rows: Sequence[AccountRow], first: int = 0
) -> None:
    """Write the rows of a chapter, one after the other, the first under this number."""
    if not rows:
        return
    values = [
        {
            "language": language,
            "chapter": chapter,
            "number": number,
            "place": reading_order(row),
            **_row_columns(row),
        }
        for number, row in enumerate(rows, first)
    ]
    names = ", ".join(f'"{name}"' for name in values[0])
    marks = ", ".join("?" * len(values[0]))
    connection.executemany(
        f"INSERT INTO account_rows ({names}) VALUES ({marks})", [tuple(each.values()) for each in values]
    )


def _put_actors(connection: sqlite3.Connection, language: str, actors: ActorRows) -> None:
    """Write the rows on actors in place of those before; those that stand as they were are not written again."""
    step = f"actor rows in {language}"
    query = "SELECT 1 FROM steps WHERE step = ? AND made_of = ?"
    if connection.execute(query, (step, actors.digest)).fetchone():
        return
    query = "SELECT line, number FROM account_rows WHERE language = ? AND chapter = ''"
    held = dict(connection.execute(query, (language,)).fetchall())
    first = max(held.values(), default=-1) + 1
    fresh = [row for row in actors.rows if held.pop(_json(row), None) is None]
    gone = [(language, number) for number in held.values()]
    connection.executemany(
        "DELETE FROM account_rows WHERE language = ? AND chapter = '' AND number = ?", gone
    )
    _insert_rows(connection, language, "", fresh, first)
    connection.execute("INSERT OR REPLACE INTO steps VALUES (?, ?, ?)", (step, actors.digest, b""))


def _row_columns(row: AccountRow) -> dict[str, Any]:
    return {
        "row": row.__struct_config__.tag,
        "key": row.key,
        "standing": str(row.standing),
        "summary": row.summary,
        "because": row.because,
        "earliest": row.earliest,
        "latest": row.latest,
        "lineages": len(row.lineages),
        "line": _json(row),
        "shown": first_order(row),
    }
