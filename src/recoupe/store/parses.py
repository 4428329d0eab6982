"""What the parser found, kept in the dossier: a text that is in already, copied or not, is not parsed again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager

from recoupe.annotate.parses import SHORTEST_KEPT_CHARS, Parse, digest, pack, unpack

ASKED_AT_ONCE = 500

Transaction = Callable[[], AbstractContextManager[sqlite3.Connection]]


class StoredParses:
    """The table ``parses`` of a dossier, as a memory of the parser; ``transaction`` opens one on its connection."""

    def __init__(self, connection: sqlite3.Connection, transaction: Transaction):
        self._connection = connection
        self._transaction = transaction

    def recall(self, language: str, texts: Sequence[str]) -> dict[str, Parse]:
        """The parses of those texts that the dossier holds."""
        wanted = {digest(language, text): text for text in texts if len(text) >= SHORTEST_KEPT_CHARS}
        keys = sorted(wanted)
        found: dict[str, Parse] = {}
        for low in range(0, len(keys), ASKED_AT_ONCE):
            asked = keys[low : low + ASKED_AT_ONCE]
            marks = ", ".join("?" * len(asked))
            rows = self._connection.execute(f"SELECT text, parse FROM parses WHERE text IN ({marks})", asked)
            found.update({wanted[key]: unpack(packed) for key, packed in rows})
        return found

    def keep(self, language: str, parses: Mapping[str, Parse]) -> None:
        """Write the parses of texts long enough to be worth it, in one transaction."""
        rows = [
            (digest(language, text), pack(parse))
            for text, parse in parses.items()
            if len(text) >= SHORTEST_KEPT_CHARS
        ]
        if rows:
            with self._transaction() as connection:
                connection.executemany("INSERT OR IGNORE INTO parses VALUES (?, ?)", rows)
