"""What the rules for all kinds of sign share: the part of the day, the edge of a period, the direction of a date."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from recoupe.annotate.times.anchors import (
    Meaning,
    Places,
    Stack,
)
from recoupe.annotate.times.lengths import Lengths
from recoupe.annotate.times.tense import Direction, Pointing, Tenses
from recoupe.annotate.times.timex import Sign, TimeWords
from recoupe.model import TimeType


class SignRules:
    """Resolves the signs of one article."""

    def __init__(self, words: TimeWords, tenses: Tenses, places: Places, text: str, folded: str):
        self._words = words
        self._tables: Mapping[str, Any] = words.tables
        self._tenses = tenses
        self._places = places
        self._text = text
        self._folded = folded
        self._lengths = Lengths(words)
        self._rules: dict[str, Callable[[Sign, Stack, Sign | None], Meaning | None]] = {
            name.removeprefix("_read_"): getattr(self, name)
            for name in dir(self)
            if name.startswith("_read_")
        }

    def resolve(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """What a sign means, None where it turns out to mean nothing; ``following`` is the next sign of the text."""
        if sign.kind not in self._rules:
            return self._lengths.resolve(sign, stack)
        meaning = self._rules[sign.kind](sign, stack, following)
        edge = self._edge(sign)
        return replace(meaning, mod=edge) if meaning is not None and edge is not None else meaning

    def length(self, sign: Sign) -> tuple[str, str | None]:
        """The TIMEX3 value and modifier of a length that is an age."""
        return self._lengths.length(sign)

    def _pointing(self, sign: Sign) -> Pointing:
        return self._tenses.pointing(sign.start, sign.end)

    def _part(self, sign: Sign) -> str | None:
        word = sign.groups.get("part")
        if word is None:
            return None
        found: str = self._tables["parts"].get(word) or self._tables["parts"][word.split()[-1]]
        return found

    def _edge(self, sign: Sign) -> str | None:
        edge = sign.groups.get("edge")
        if edge is None:
            return None
        edges: Mapping[str, str] = self._tables["edges"]
        return next((edges[word] for word in edge.split() if word in edges), None)

    def _with_part(self, meaning: Meaning, sign: Sign) -> Meaning:
        part = self._part(sign)
        if part is None or (part == "DT" and meaning.type is TimeType.DATE):
            return meaning
        return meaning.with_clock(part)

    def _direction(self, sign: Sign, verbless: Direction = Direction.FUTURE) -> tuple[Direction, bool]:
        """Where a date points: by "dernier" and "prochain", else by its clause; ``verbless`` where that has no verb."""
        word = sign.groups.get("dir")
        if word is not None:
            return Direction(self._tables["directions"][word]), True
        pointing = self._pointing(sign)
        return verbless if pointing.verbless else pointing.direction, pointing.forced


def replace_groups(sign: Sign, groups: dict[str, str]) -> Sign:
    """The same stretch read with other groups."""
    return Sign(sign.start, sign.end, sign.kind, groups)
