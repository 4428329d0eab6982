"""The last result of each step over the whole dossier, in its file."""

from __future__ import annotations

import sqlite3

from recoupe.store.memory import Transaction


class FiledSteps:
    """One row a step: the digest of what it was made of, and what it found. With None for ``transaction`` nothing is kept."""

    def __init__(self, connection: sqlite3.Connection, transaction: Transaction | None):
        self._connection = connection
        self._transaction = transaction

    def recall(self, step: str, digest: bytes) -> bytes | None:
        """What the step found when it was made of the same; None where it was not, or was never taken."""
        query = "SELECT found FROM steps WHERE step = ? AND made_of = ?"
        row = self._connection.execute(query, (step, digest)).fetchone()
        return None if row is None else bytes(row[0])

    def keep(self, step: str, digest: bytes, found: bytes) -> None:
        """Put what the step found in place of what it found before."""
        if self._transaction is not None:
            with self._transaction() as connection:
                connection.execute("INSERT OR REPLACE INTO steps VALUES (?, ?, ?)", (step, digest, found))
