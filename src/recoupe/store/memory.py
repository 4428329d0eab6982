"""What was worked out from a text once, kept in the dossier under the digest of the text."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

ASKED_AT_ONCE = 500

Transaction = Callable[[], AbstractContextManager[sqlite3.Connection]]


@contextmanager
def whole_or_not(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One change of a file, whole or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


class Memory:
    """A table of two columns, a digest and what is kept under it; ``transaction`` opens one on the dossier's connection.

    With None for ``transaction`` nothing is kept.
    """

    def __init__(
        self, table: str, column: str, connection: sqlite3.Connection, transaction: Transaction | None
    ):
        self._recall = f"SELECT text, {column} FROM {table} WHERE text IN "
        self._insert = f"INSERT OR IGNORE INTO {table} VALUES (?, ?)"
        self._connection = connection
        self._transaction = transaction

    def recall(self, digests: Iterable[bytes]) -> dict[bytes, bytes]:
        """What is kept under those of these digests that are known."""
        asked = sorted(set(digests))
        found: dict[bytes, bytes] = {}
        for low in range(0, len(asked), ASKED_AT_ONCE):
            some = asked[low : low + ASKED_AT_ONCE]
            found.update(self._connection.execute(f"{self._recall}({', '.join('?' * len(some))})", some))
        return found

    def keep(self, fresh: Mapping[bytes, bytes]) -> None:
        """Write these in one transaction; what is known already stays as it is."""
        if self._transaction is not None and fresh:
            with self._transaction() as connection:
                connection.executemany(self._insert, list(fresh.items()))
