"""Sentences that tell a deed in words that no table holds, by the sentence encoder: « déposera une gerbe », « a fleuri la stèle ».

What is compared are the words that foresee and a later sentence, both without names and times: two sentences on one minister
are alike by her name whatever she did.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recoupe.crosscheck.meaning import Encoder, choose_encoder
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import WORD, content_stems
from recoupe.model import Place

LEAST_WORDS = 2  # that carry meaning, beside names and times


class Meanings:
    """The meanings of stretches of one situation's articles, each read once."""

    def __init__(self, situation: Situation):
        self.situation = situation
        self._encoder: Encoder | None = None
        self._plain: dict[Place, str] = {}
        self._vectors: dict[str, np.ndarray[tuple[int], np.dtype[np.float32]]] = {}

    def nearness(self, one: Place, others: Sequence[Place]) -> list[float]:
        """How near each of the other stretches is to one in meaning, 0 to 1, names and times left out."""
        texts = [self.plain(place) for place in (one, *others)]
        self._read(texts)
        here = self._vectors[texts[0]]
        return [round(max(0.0, float(here @ self._vectors[text])), 3) for text in texts[1:]]

    def says_enough(self, place: Place) -> bool:
        """Whether enough is left of a stretch without names and times: of « elle se rendra à Valme lundi » nothing is."""
        language = self.situation.by_id[place.id].language
        return len(content_stems(self.plain(place), language)) >= LEAST_WORDS

    def plain(self, place: Place) -> str:
        """The words of a stretch without the names of actors and the times in it."""
        if place not in self._plain:
            self._plain[place] = self._without_names(place)
        return self._plain[place]

    def _without_names(self, place: Place) -> str:
        annotation = self.situation.by_id[place.id]
        named = {actor.key for actor in annotation.actors if actor.name[:1].isupper()}
        cut = [
            (mention.start, mention.end)
            for mention in self.situation.mentions_between(place.id, place.start, place.end)
            if mention.actor in named and annotation.text[mention.start].isupper()
        ]
        cut += [
            (time.start, time.end)
            for time in annotation.times
            if place.start <= time.start and time.end <= place.end
        ]
        kept, at = [], place.start
        for start, end in sorted(cut):
            kept.append(annotation.text[at : max(at, start)])
            at = max(at, end)
        kept.append(annotation.text[at : max(at, place.end)])
        return " ".join("".join(kept).split())

    def _read(self, texts: Sequence[str]) -> None:
        new = sorted({text for text in texts if text not in self._vectors})
        if not new:
            return
        if self._encoder is None:
            self._encoder = self.situation.encoder or choose_encoder()
        for text, vector in zip(new, self._encoder.encode(new), strict=True):
            self._vectors[text] = vector if WORD.search(text) else np.zeros_like(vector)
