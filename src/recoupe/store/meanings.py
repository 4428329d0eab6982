"""Meanings of texts, read once and kept in the dossier: an encoder that remembers."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence

import numpy as np

from recoupe.crosscheck.meaning import Encoder, Vectors, name_encoder
from recoupe.store.memory import Memory, Transaction


class RememberingEncoder:
    """Reads only those texts with ``encoder`` whose meanings the table ``meanings`` does not hold yet.

    A vector is kept, and given the first time, with the precision of float16. ``transaction`` opens one on the
    dossier's connection; with None nothing is kept.
    """

    def __init__(self, encoder: Encoder, connection: sqlite3.Connection, transaction: Transaction | None):
        self.name = name_encoder(encoder)
        self._encoder = encoder
        self._memory = Memory("meanings", "vector", connection, transaction)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text, as ``Encoder.encode`` gives it."""
        digests = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16] for text in texts]
        kept = self._memory.recall(digests)
        new = {
            digest: text
            for digest, text in sorted(zip(digests, texts, strict=True), key=lambda item: item[1])
            if digest not in kept
        }
        read = self._encoder.encode(list(new.values())).astype(np.float16)
        fresh = {digest: vector.tobytes() for digest, vector in zip(new, read, strict=True)}
        self._memory.keep(fresh)
        kept.update(fresh)
        vectors = np.zeros((len(texts), read.shape[1]), dtype=np.float32)
        for row, digest in enumerate(digests):
            vectors[row] = np.frombuffer(kept[digest], dtype=np.float16)
        return vectors
