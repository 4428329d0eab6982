"""What the parser found, kept in the dossier: a text that is in already, copied or not, is not parsed again."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from recoupe.annotate.parses import SHORTEST_KEPT_CHARS, Parse, digest, pack, unpack
from recoupe.store.memory import Memory, Transaction


class StoredParses:
    """The table ``parses`` of a dossier, as a memory of the parser; ``transaction`` opens one on its connection."""

    def __init__(self, connection: sqlite3.Connection, transaction: Transaction):
        self._memory = Memory("parses", "parse", connection, transaction)

    def recall(self, language: str, texts: Sequence[str]) -> dict[str, Parse]:
        """The parses of those texts that the dossier holds."""
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
