"""Sentences and the direction of a clause, told from the words alone: for a language that has no parser here."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property

from recoupe.annotate.times.timex import fold, time_words

_LISTS = (
    "adverbs",
    "future_words",
    "no_past_forms",
    "not_past_after",
    "not_verbs",
    "past_forms",
    "past_words",
    "weak_past_before",
)
BEFORE_CHARS, AFTER_CHARS = 120, 90
_STOP = re.compile(r"[.!?;][\"»”)]?\s+(?=[^\W\d_a-zà-ÿ]|[\"«“])|\n+")
_QUOTE_MARK = re.compile(r"[\"«»“”]")
_WORD = re.compile(r"[^\W_][\w'’-]*")
_WORD_BEFORE_STOP = re.compile(r"([\w.]{1,12})\.$")


def sentence_starts(text: str, language: str) -> list[int]:
    """Where the sentences of a text start, by its stops and a language's abbreviations.

    "Mr. Weller left at 8 p.m. Tuesday. He was alone." has two.
    """
    words = time_words(language)
    if words is None:
        return [0]
    tables = words.tables
    titles: list[str] = tables["grammar"].get("titles", [])
    halves: Mapping[str, int] = tables["clock_halves"]
    starts = [0]
    for stop in _STOP.finditer(text):
        before = _WORD_BEFORE_STOP.search(text[max(0, stop.start() - 12) : stop.start() + 1])
        last = fold(before[1]) if before else ""
        if last in titles or (len(last) == 1 and last.isalpha()):
            continue
        following = _WORD.match(text, stop.end())
        named = fold(following[0]) if following is not None else ""
        if last in halves and (named in tables["weekdays"] or named in tables["months"]):
            continue
        starts.append(stop.end())
    return starts


class ClauseWords:
    """The words of one article's clauses, asked for their tense."""

    def __init__(self, text: str, language: str):
        self._text = text
        self._language = language
        words = time_words(language)
        grammar = words.tables["grammar"] if words else {}
        self._lists = {name: frozenset(grammar.get(name, ())) for name in _LISTS}
        self._past_endings = tuple(sorted(grammar.get("past_endings", ())))

    @cached_property
    def _folded(self) -> str:
        return fold(self._text)

    @cached_property
    def _sentences(self) -> list[int]:
        return sentence_starts(self._text, self._language)

    def direction(self, start: int, end: int) -> int:
        """-1 where the nearest word of tense is past, 1 where it foretells, 0 where none does.

        The words of the sentence before the time are asked first, then those after it; quotation marks bound them.
        """
        place = bisect_right(self._sentences, start)
        low = max(self._sentences[place - 1], start - BEFORE_CHARS)
        high = min(*self._sentences[place : place + 1], len(self._text), end + AFTER_CHARS)
        marks = list(_QUOTE_MARK.finditer(self._text, low, start))
        low = marks[-1].end() if marks else low
        mark = _QUOTE_MARK.search(self._text, end, high)
        high = mark.start() if mark else high
        before, after = self._words(low, start), self._words(end, high)
        words = [*before, "", *after]
        order = [*reversed(range(len(before))), *range(len(before) + 1, len(words))]
        told = next((told for place in order if (told := self._tense(words, place))), 0)
        return -1 if not told and before and before[-1] in self._lists["weak_past_before"] else told

    def _words(self, start: int, end: int) -> list[str]:
        """The folded words of a stretch; a month, which may also be a verb, is left blank."""
        not_verbs = self._lists["not_verbs"]
        return [
            "" if (word := found[0]) in not_verbs and self._text[found.start()].isupper() else word
            for found in _WORD.finditer(self._folded, start, end)
        ]

    def _tense(self, words: list[str], place: int) -> int:
        word = words[place]
        pair = f"{word} {words[place + 1]}" if place + 1 < len(words) else word
        if pair in self._lists["past_words"] or word in self._lists["past_words"]:
            return -1
        if pair in self._lists["future_words"] or word in self._lists["future_words"]:
            return 1
        return -1 if self._looks_past(word) and self._is_finite(words, place) else 0

    def _looks_past(self, word: str) -> bool:
        if word in self._lists["past_forms"]:
            return True
        ends = len(word) > 4 and word.endswith(self._past_endings)
        return ends and "-" not in word and word not in self._lists["no_past_forms"]

    def _is_finite(self, words: list[str], place: int) -> bool:
        """Whether what looks past is told as past: "closed", not "will be closed", "to hit", "the closed road"."""
        before = place - 1
        while before >= 0 and (words[before] in self._lists["adverbs"] or words[before].endswith("ly")):
            before -= 1
        return before < 0 or words[before] not in self._lists["not_past_after"]
