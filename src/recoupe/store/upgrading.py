"""What a file of an earlier version lacks: the columns that the first screen is read from."""

from __future__ import annotations

import sqlite3

import msgspec

from recoupe import __version__
from recoupe.model import AccountRow
from recoupe.order import first_order
from recoupe.tally import count_rows, write_tally

_LAY = (
    "ALTER TABLE account_rows ADD COLUMN shown TEXT",
    "ALTER TABLE chapters ADD COLUMN tally TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE crosschecks ADD COLUMN lineages INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE crosschecks ADD COLUMN version TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX account_rows_shown ON account_rows (language, shown) WHERE shown IS NOT NULL",
)
_FORGET = (
    "DELETE FROM account_rows",
    "DELETE FROM chapters",
    "DELETE FROM crosschecks",
    "DELETE FROM steps WHERE step LIKE 'actor rows in %'",
)


def add_columns(connection: sqlite3.Connection) -> None:
    """Lay the columns of version 7 where they are not there yet, and fill them; part of the caller's transaction.

    An account whose lines are of another version of the program is forgotten, and made anew when it is asked for.
    """
    if any(column[1] == "shown" for column in connection.execute("PRAGMA table_info(account_rows)")):
        return
    for statement in _LAY:
        connection.execute(statement)
    try:
        _fill(connection)
    except msgspec.ValidationError:
        for statement in _FORGET:
            connection.execute(statement)


def _fill(connection: sqlite3.Connection) -> None:
    chapters = connection.execute("SELECT language, chapter FROM chapters").fetchall()
    query = "SELECT rowid, line FROM account_rows WHERE language = ? AND chapter = ?"
    decode = msgspec.json.Decoder(AccountRow).decode
    for language, chapter in chapters:
        rows = [(number, decode(line)) for number, line in connection.execute(query, (language, chapter))]
        connection.executemany(
            "UPDATE account_rows SET shown = ? WHERE rowid = ?",
            [(first_order(row), number) for number, row in rows],
        )
        connection.execute(
            "UPDATE chapters SET tally = ? WHERE language = ? AND chapter = ?",
            (write_tally(count_rows(row for _, row in rows)), language, chapter),
        )
    connection.execute(
        "UPDATE crosschecks SET lineages = json_array_length(known, '$.lineages'), version = ?",
        (__version__,),
    )
