"""The times of an article read again once its story has dated it: "samedi soir", "hier", "la semaine dernière".

An article without a date keeps such times partial (``XXXX-WXX-6TEV``). Where its story narrows its date, they are
reckoned on the narrowed interval, and given to the events and statements beside them; what the ends of the interval
do not share stays partial. Nothing is parsed again: a tense that the text told is taken from the event's modality.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

import msgspec

from recoupe.annotate.reading import Reading
from recoupe.annotate.times.anchors import Base, Meaning, Places, Stack, published_base, reckon
from recoupe.annotate.times.calendar import interval, weekday_from
from recoupe.annotate.times.tense import Direction, Pointing, Tenses
from recoupe.annotate.times.time_rules import TimeRules
from recoupe.annotate.times.timex import TimeWords, Verdict, fold, scan, time_words
from recoupe.crosscheck.dating import Link, names_weekday, weekday_number
from recoupe.model import (
    Anchor,
    Annotation,
    Attribution,
    Event,
    EventModality,
    Published,
    TimeExpression,
    TimeType,
)

Change = tuple[TimeExpression, TimeExpression]
Dated = TypeVar("Dated", Event, Attribution)

POINTS = {
    EventModality.OCCURRED: Direction.PAST,
    EventModality.ANNOUNCED: Direction.FUTURE,
    EventModality.PREDICTED: Direction.FUTURE,
}
BESIDE_CHARS = 2
"""How near behind a verb of saying its day stands: "a déclaré samedi"."""


def retime_articles(
    annotations: Sequence[Annotation], published: Mapping[str, Published], links: Sequence[Link]
) -> list[Annotation]:
    """The annotations, with the times of those articles read again whose date the story narrowed.

    ``published`` are the narrowed dates by article, ``links`` the weekdays that name one day in two articles.
    """
    named: dict[str, dict[int, set[date]]] = defaultdict(lambda: defaultdict(set))
    for link in links:
        if not link.weekday:
            continue
        named[link.target][link.weekday].add(link.day)
    return [
        _retime(
            annotation,
            published[annotation.id],
            {number: min(days) for number, days in named[annotation.id].items() if len(days) == 1},
        )
        for annotation in annotations
    ]


def _retime(annotation: Annotation, published: Published, named: Mapping[int, date]) -> Annotation:
    before, words = published_base(annotation.published), time_words(annotation.language)
    base = published_base(published)
    if words is None or base.low is None or (base.low, base.high) == (before.low, before.high):
        return annotation
    reader = _Reader(annotation, base, before, named, words)
    times = [reader.read(time) for time in annotation.times]
    changed = [
        (old, new)
        for old, new in zip(annotation.times, times, strict=True)
        if (old.earliest, old.latest) != (new.earliest, new.latest)
    ]
    if not changed:
        return annotation
    return msgspec.structs.replace(
        annotation,
        times=tuple(times),
        events=tuple(reader.date_events(changed)),
        attributions=tuple(_date_statements(annotation.attributions, changed)),
    )


@dataclass(slots=True)
class _Tense:
    """The direction of the time in hand, for the rules that ask for a tense; notes whether they asked in vain."""

    direction: Direction = Direction.UNKNOWN
    missed: bool = False

    def pointing(self, start: int, end: int) -> Pointing:
        self.missed = self.missed or self.direction is Direction.UNKNOWN
        return Pointing(self.direction)


@dataclass
class _Reader:
    """Reads the times of one article again: ``base`` are the days it may be of now, ``before`` those it was thought to be of."""

    annotation: Annotation
    base: Base
    before: Base
    named: Mapping[int, date]
    words: TimeWords
    _tense: _Tense = field(default_factory=_Tense)

    def __post_init__(self) -> None:
        text = self.annotation.text
        reading = Reading(self.annotation.article, self.annotation.language, self.annotation.zones)
        self._folded = fold(text)
        self._rules = TimeRules(self.words, cast(Tenses, self._tense), Places(reading), text, self._folded)
        self._holders = self._innermost_events()
        self._said = {said.cue.end: said for said in self.annotation.attributions if said.cue is not None}

    def _innermost_events(self) -> dict[int, int]:
        """For each time inside an event, by its start, the number of the smallest event that holds it."""
        times = sorted(self.annotation.times, key=lambda time: time.start)
        starts = [time.start for time in times]
        holders: dict[int, int] = {}
        events = self.annotation.events
        for number in sorted(
            range(len(events)), key=lambda number: (events[number].start - events[number].end, number)
        ):
            event = events[number]
            for place in range(bisect_left(starts, event.start), bisect_left(starts, event.end)):
                if times[place].end <= event.end:
                    holders[times[place].start] = number
        return holders

    def read(self, time: TimeExpression) -> TimeExpression:
        """A time as it is on the new date; itself where the new date tells no more of it."""
        on_date = time.anchor in (Anchor.PUBLISHED, Anchor.QUOTATION)
        if time.type not in (TimeType.DATE, TimeType.TIME) or not on_date or "X" not in time.value:
            return time
        meaning = self._on_weekday(time) if names_weekday(self.annotation.text, time) else self._by_rule(time)
        span = (meaning.span or interval(meaning.value)) if meaning else None
        if meaning is None or span is None:
            return time
        return msgspec.structs.replace(time, value=meaning.value, earliest=span[0], latest=span[1])

    def _on_weekday(self, time: TimeExpression) -> Meaning | None:
        """« samedi soir »: the day another article names so, else the one Saturday that the interval and the tense leave."""
        number, (_, mark, part) = weekday_number(time), time.value.partition("T")
        if not number:
            return None
        day, direction = self.named.get(number), self._direction(time)
        if day is not None and time.anchor is Anchor.PUBLISHED:
            return Meaning(time.type, f"{day.isoformat()}{mark}{part}", time.anchor)
        if direction is Direction.UNKNOWN:
            return None
        found = reckon(
            self.base, lambda anchor: weekday_from(anchor, number, direction, strict=False), "D", mark + part
        )
        return (
            found if "X" not in found.value else Meaning(time.type, time.value, time.anchor, span=found.span)
        )

    def _by_rule(self, time: TimeExpression) -> Meaning | None:
        """« hier », « la semaine dernière », « en décembre »: by the rule of its words, if that needs no tense that is not known."""
        sign = next(scan(self._folded, time.start, time.end, self.words, lambda sign: Verdict.TIME), None)
        if sign is None or (sign.start, sign.end) != (time.start, time.end):
            return None
        self._tense.direction, self._tense.missed = self._direction(time), False
        meaning = self._rules.resolve(sign, Stack(self.base), None)
        return meaning if meaning and meaning.anchor is Anchor.PUBLISHED and not self._tense.missed else None

    def _direction(self, time: TimeExpression) -> Direction:
        """Where a time points: as its event does, back beside a verb of saying, else as its interval showed before."""
        if self._is_day_of_saying(time):
            return Direction.PAST
        number = self._holders.get(time.start)
        if number is not None and (told := POINTS.get(self.annotation.events[number].modality)):
            return told
        if time.latest and self.before.high and time.latest[:10] <= self.before.high.isoformat():
            return Direction.PAST
        if time.earliest and self.before.low and time.earliest[:10] >= self.before.low.isoformat():
            return Direction.FUTURE
        return Direction.UNKNOWN

    def _is_day_of_saying(self, time: TimeExpression) -> bool:
        return any(time.start - gap in self._said for gap in range(BESIDE_CHARS + 1))

    def date_events(self, changed: Sequence[Change]) -> list[Event]:
        """The events, each with the new interval of the time that dated it, or of the first that it holds."""
        held: dict[int, TimeExpression] = {}
        for old, new in changed:
            held.setdefault(self._holders.get(old.start, -1), new)
        by_interval = _by_interval(changed)
        return [
            _dated(event, by_interval, held.get(number))
            for number, event in enumerate(self.annotation.events)
        ]


def _date_statements(statements: Sequence[Attribution], changed: Sequence[Change]) -> list[Attribution]:
    """The statements, each with the new interval of the time that dated it, or of that right behind its verb of saying."""
    starts = {old.start: new for old, new in changed}
    by_interval = _by_interval(changed)
    return [
        _dated(
            said,
            by_interval,
            next((starts[end + gap] for gap in range(BESIDE_CHARS + 1) if end + gap in starts), None)
            if said.cue is not None and (end := said.cue.end)
            else None,
        )
        for said in statements
    ]


def _by_interval(changed: Sequence[Change]) -> dict[tuple[str | None, str | None], TimeExpression]:
    """The new reading of the first time of each old interval."""
    return {(old.earliest, old.latest): new for old, new in reversed(changed) if old.earliest}


def _dated(
    record: Dated,
    by_interval: Mapping[tuple[str | None, str | None], TimeExpression],
    beside: TimeExpression | None,
) -> Dated:
    """A record with the new interval of the time that dated it, else of the time beside it where none did."""
    time = by_interval.get((record.earliest, record.latest)) if record.earliest else beside
    if time is None:
        return record
    return msgspec.structs.replace(record, earliest=time.earliest, latest=time.latest)
