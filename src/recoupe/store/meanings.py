"""Meanings of texts, read once and kept in the dossier: an encoder that remembers."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

import numpy as np

from recoupe.crosscheck.meaning import Encoder, Vectors

ASKED_AT_ONCE = 500

Transaction = Callable[[], AbstractContextManager[sqlite3.Connection]]


class RememberingEncoder:
    """Reads only those texts with ``encoder`` whose meanings the table ``meanings`` does not hold yet.

    A vector is kept, and given the first time, with the precision of float16. ``transaction`` opens one on the
    dossier's connection; with None nothing is kept.
    """

    def __init__(self, encoder: Encoder, connection: sqlite3.Connection, transaction: Transaction | None):
        self._encoder = encoder
        self._connection = connection
        self._transaction = transaction

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text, as ``Encoder.encode`` gives it."""
        digests = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16] for text in texts]
        known = self._recall(sorted(set(digests)))
        new = {
            digest: text
            for digest, text in sorted(zip(digests, texts, strict=True), key=lambda item: item[1])
            if digest not in known
        }
        read = self._encoder.encode(list(new.values())).astype(np.float16)
        fresh = dict(zip(new, read, strict=True))
        self._keep(fresh)
        known.update(fresh)
        vectors = np.zeros((len(texts), read.shape[1]), dtype=np.float32)
        for row, digest in enumerate(digests):
            vectors[row] = known[digest]
        return vectors

    def _recall(self, digests: Sequence[bytes]) -> dict[bytes, np.ndarray[tuple[int], np.dtype[np.float16]]]:
        found = {}
        for low in range(0, len(digests), ASKED_AT_ONCE):
            asked = digests[low : low + ASKED_AT_ONCE]
            marks = ", ".join("?" * len(asked))
            rows = self._connection.execute(
                f"SELECT text, vector FROM meanings WHERE text IN ({marks})", asked
            )
            found.update({digest: np.frombuffer(vector, dtype=np.float16) for digest, vector in rows})
        return found

    def _keep(self, fresh: dict[bytes, np.ndarray[tuple[int], np.dtype[np.float16]]]) -> None:
        if self._transaction is None or not fresh:
            return
        with self._transaction() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO meanings VALUES (?, ?)",
                [(digest, vector.tobytes()) for digest, vector in fresh.items()],
            )
