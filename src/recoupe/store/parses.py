"""What the parser found, kept in files: a text that is in already, copied or not, is not parsed again."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from recoupe.annotate.parses import SHORTEST_KEPT_CHARS, Parse, RecentParses, digest, pack, unpack
from recoupe.errors import RecoupeError
from recoupe.store.memory import Memory, whole_or_not

BUSY_SECONDS = 30.0
TABLE = "CREATE TABLE IF NOT EXISTS parses (text BLOB PRIMARY KEY, parse BLOB NOT NULL) STRICT, WITHOUT ROWID"


class StoredParses:
    """The table ``parses`` of a file, a dossier or a cache that dossiers share, as a memory of the parser.

    Any number of processes may open one file. Raises ``RecoupeError`` where a file is no such memory.
    """

    def __init__(self, path: str | Path):
        try:
            self._connection = sqlite3.connect(str(path), timeout=BUSY_SECONDS, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute(TABLE)
        except sqlite3.DatabaseError as error:
            raise RecoupeError(
                f"no memory of parses can be kept in this file ({error})",
                where=str(path),
                remedy="Name a file that is not there yet; it is made.",
            ) from error
        self._memory = Memory("parses", "parse", self._connection, partial(whole_or_not, self._connection))

    def recall(self, language: str, texts: Sequence[str]) -> dict[str, Parse]:
        """The parses of those texts that the file holds."""
        wanted = {digest(language, text): text for text in texts if len(text) >= SHORTEST_KEPT_CHARS}
        return {wanted[key]: unpack(packed) for key, packed in self._memory.recall(wanted).items()}

    def keep(self, language: str, parses: Mapping[str, Parse]) -> None:
        """Write the parses of texts long enough to be worth it."""
        self._memory.keep(
            {
                digest(language, text): pack(parse)
                for text, parse in parses.items()
                if len(text) >= SHORTEST_KEPT_CHARS
            }
        )


def open_parses(*paths: str | Path) -> RecentParses:
    """A memory of the texts parsed last in this process, and of those that these files hold."""
    return RecentParses(*map(StoredParses, paths))
