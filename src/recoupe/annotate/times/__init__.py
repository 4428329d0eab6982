"""When: the stretches of an article that name a time, their TIMEX3 values and the intervals these stand for.

One pass finds the signs (``timex``), one rule for each kind of sign resolves it on what stands before (``anchors``).
A time inside a quotation is resolved last, when the day of speaking is known.
"""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace
from datetime import date

from recoupe.annotate.reading import READ_ROLES, Quote, Reading
from recoupe.annotate.times.anchors import (
    Base,
    Meaning,
    Places,
    Saying,
    Stack,
    published_base,
    spoken_on,
)
from recoupe.annotate.times.calendar import interval
from recoupe.annotate.times.lookalikes import LookAlikes
from recoupe.annotate.times.tense import Tenses
from recoupe.annotate.times.time_rules import TimeRules
from recoupe.annotate.times.timex import Sign, TimeWords, fold, scan, share, split, time_words
from recoupe.model import Age, Anchor, Role, TimeExpression

TIMED_ROLES = READ_ROLES | {Role.DATELINE, Role.METADATA}
SPEAKING_CHARS = 70


def find_times(reading: Reading) -> list[TimeExpression]:
    """The time expressions of an article, in the order of the text."""
    return find_times_and_ages(reading)[0]


def find_times_and_ages(reading: Reading) -> tuple[list[TimeExpression], list[Age]]:
    """The time expressions and the ages of an article, each in the order of the text, from one pass.

    Reads ``reading.published``, ``.quotes`` and, where parsed, ``.tokens``. Without time words for the
    language both lists are empty.
    """
    words = time_words(reading.language)
    if words is None:
        return [], []
    timeline = _Timeline(reading, words)
    return timeline.read(), timeline.ages


class _Timeline:
    """One article read from left to right, with the stack of anchors."""

    def __init__(self, reading: Reading, words: TimeWords):
        self._reading = reading
        self._words = words
        self._folded = fold(reading.text)
        self._places = Places(reading)
        self._tenses = Tenses(reading, self._folded, words.tables["grammar"])
        self._rules = TimeRules(words, self._tenses, self._places, reading.text, self._folded)
        self._stack = Stack(published_base(reading.published))
        self._sayings: list[Saying] = []
        self.ages: list[Age] = []
        speaking = words.tables["speaking"]
        verbs, documents = "|".join(speaking["verbs"]), "|".join(speaking["documents"])
        self._speaking = re.compile(rf"\b(?:(?:{verbs})|(?P<document>{documents}))")
        self._will_quote = re.compile(rf"[^.;!?\n\"«“]*\b(?:{verbs})[^.;!?\n\"«“]*[\"«“]")

    def read(self) -> list[TimeExpression]:
        signs = self._signs()
        found: list[TimeExpression] = []
        quoted: list[tuple[Sign, Quote, Stack]] = []
        for number, sign in enumerate(signs):
            quote = self._places.quote(sign.start, sign.end)
            if quote is not None:
                quoted.append((sign, quote, self._snapshot()))
                continue
            meaning = self._rules.resolve(sign, self._stack, _following(signs, number))
            if meaning is not None:
                self._remember(sign, meaning)
                found.append(_record(sign, meaning))
        found.extend(self._read_quoted(quoted))
        return sorted(found, key=lambda time: (time.start, time.end))

    def _signs(self) -> list[Sign]:
        lookalikes = LookAlikes(self._reading.text, self._folded, self._words, self._tenses)
        signs: list[Sign] = []
        for zone in self._reading.zones:
            if zone.role in TIMED_ROLES:
                for sign in scan(self._folded, zone.start, zone.end, self._words, lookalikes.judge):
                    signs.extend(split(sign, self._folded, self._words))
        share(signs, self._folded, self._words)
        self.ages.extend(map(self._age, lookalikes.ages))
        return signs

    def _age(self, sign: Sign) -> Age:
        value, mod = self._rules.length(sign)
        return Age(start=sign.start, end=sign.end, value=value, mod=mod)

    def _snapshot(self) -> Stack:
        """The stack as it stands before a quotation; what is told inside does not change it."""
        stack = copy(self._stack)
        stack.weekdays = {}
        return stack

    def _remember(self, sign: Sign, meaning: Meaning) -> None:
        places = self._places
        paragraph, sentence = places.paragraph(sign.start), places.sentence(sign.start)
        self._stack.tell(meaning, paragraph, sentence, sign.end, "y" in sign.groups)
        if sign.kind in ("next_unit", "this_unit"):
            self._stack.name_year(meaning, sentence)
        told = self._stack.told_day
        if told is None or told.end != sign.end or told.base.day is None or told.base.yearless:
            return
        published = self._stack.published.high
        if published is not None and told.base.day > published:
            return
        before = self._folded[max(0, sign.start - SPEAKING_CHARS) : sign.start].rpartition("\n")[2]
        cues = list(self._speaking.finditer(_last_clause(before)))
        after = self._folded[sign.end : sign.end + SPEAKING_CHARS]
        if cues or self._will_quote.match(after):
            document = bool(cues) and cues[-1]["document"] is not None
            self._sayings.append(Saying(sign.start, paragraph, told.base.day, document))

    def _read_quoted(self, quoted: list[tuple[Sign, Quote, Stack]]) -> list[TimeExpression]:
        """The times inside quotations, each on the day its quotation was spoken."""
        found = []
        current: Quote | None = None
        stack = Stack(self._stack.published)
        starts = [saying.start for saying in self._sayings]
        for number, (sign, quote, snapshot) in enumerate(quoted):
            if quote is not current:
                current, stack = quote, snapshot
                paragraph = self._places.paragraph(sign.start)
                stack.speech = self._speech(spoken_on(self._sayings, starts, quote, paragraph))
            following = quoted[number + 1][0] if number + 1 < len(quoted) else None
            meaning = self._rules.resolve(sign, stack, following)
            if meaning is not None:
                places = self._places
                stack.tell(
                    meaning,
                    places.paragraph(sign.start),
                    places.sentence(sign.start),
                    sign.end,
                    "y" in sign.groups,
                )
                found.append(_record(sign, meaning))
        return found

    def _speech(self, day: date | None) -> Base:
        """The day of speaking: the one told, else the article's own days."""
        published = self._stack.published
        if day is None:
            return replace(published, anchor=Anchor.QUOTATION)
        return Base(Anchor.QUOTATION, day, day)


def _following(signs: list[Sign], number: int) -> Sign | None:
    """The sign after one; after a clock time, not another that names no day: "between 2 and 4 p.m. on Tuesday"."""
    rest = signs[number + 1 : number + 3]
    if signs[number].kind == "clock" and rest and rest[0].kind == "clock" and "day" not in rest[0].groups:
        rest = rest[1:]
    return rest[0] if rest else None


def _last_clause(words: str) -> str:
    return re.split(r"[.;!?]\s", words)[-1]


def _record(sign: Sign, meaning: Meaning) -> TimeExpression:
    span = meaning.span or interval(meaning.value)
    return TimeExpression(
        start=sign.start,
        end=sign.end,
        type=meaning.type,
        value=meaning.value,
        mod=meaning.mod,
        earliest=span[0] if span else None,
        latest=span[1] if span else None,
        anchor=meaning.anchor,
    )
