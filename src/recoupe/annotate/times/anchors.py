"""What a time is resolved on: the day of speaking inside a quotation, the last date told, the article's date.

A base is an interval of days, so an article known to the month gives its "hier" an interval and a partial value;
nothing is ever filled from a clock.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from recoupe.annotate.reading import Quote, Reading
from recoupe.annotate.times.calendar import (
    format_value,
    granularity_of,
    interval,
    merge_values,
    safe_date,
    shift,
    unknown_value,
)
from recoupe.annotate.times.clauses import sentence_starts
from recoupe.annotate.times.tense import Direction
from recoupe.model import Anchor, Published, TimeType

NEAREST_DAYS = 120
NAMED_WEEKDAY_DAYS = 15
FAR_FROM_PUBLISHED_DAYS = 300
YEARLESS = 2001
"""A year in which to reckon dates whose year is not told; it is written ``XXXX``."""


@dataclass(slots=True, frozen=True)
class Base:
    """Days to reckon from: ``low`` to ``high`` (both None where nothing is known). ``yearless`` days have no true year."""

    anchor: Anchor
    low: date | None = None
    high: date | None = None
    yearless: bool = False
    unit: str = "D"

    @property
    def day(self) -> date | None:
        """The day, where the base is one."""
        return self.low if self.low is not None and self.low == self.high else None


@dataclass(slots=True, frozen=True)
class Meaning:
    """What a sign stands for; ``span`` is its interval where it is not the value's own."""

    type: TimeType
    value: str
    anchor: Anchor = Anchor.ABSOLUTE
    mod: str | None = None
    span: tuple[str, str] | None = None

    def with_clock(self, clock: str, mod: str | None = None) -> Meaning:
        """The same day at a time of day (``22:00``, ``EV``)."""
        value = f"{self.value}T{clock}"
        span = interval(value)
        if span is None and self.span is not None:
            span = self.span
        return replace(self, type=TimeType.TIME, value=value, mod=mod or self.mod, span=span)


def reckon(base: Base, move: Callable[[date], date | None], unit: str, suffix: str = "") -> Meaning:
    """The value of size ``unit`` that ``move`` leads to from a base; partial where the base is an interval."""
    kind = TimeType.TIME if suffix else TimeType.DATE
    low = move(base.low) if base.low is not None and base.high is not None else None
    high = move(base.high) if low is not None and base.high is not None else None
    if low is None or high is None:
        return Meaning(kind, unknown_value(unit) + suffix, base.anchor)
    first, last = format_value(low, unit) + suffix, format_value(high, unit) + suffix
    value = merge_values(first, last)
    if base.yearless:
        return Meaning(kind, "XXXX" + value[4:] if unit not in ("E", "C") else "XXXX", base.anchor)
    return Meaning(kind, value, base.anchor, span=_joined(interval(first), interval(last)))


def _joined(first: tuple[str, str] | None, last: tuple[str, str] | None) -> tuple[str, str] | None:
    return (min(first[0], last[0]), max(first[1], last[1])) if first and last else None


def fitting_year(
    anchor: date, dated: Callable[[int], date | None], direction: Direction, forced: bool
) -> date | None:
    """The date of the year that fits, of those before, in and after an anchor's year.

    The nearest one, unless it is far (``NEAREST_DAYS``) and the tense points the other way, or words force the way.
    """
    found = [day for year in (-1, 0, 1) if (day := dated(anchor.year + year))]
    past = [day for day in found if day <= anchor]
    coming = [day for day in found if day >= anchor]
    if forced and direction is Direction.PAST:
        return past[-1] if past else None
    if forced and direction is Direction.FUTURE:
        return coming[0] if coming else None
    nearest = min(found, key=lambda day: (abs((day - anchor).days), day), default=None)
    if nearest is None or abs((nearest - anchor).days) <= NEAREST_DAYS:
        return nearest
    if direction is Direction.PAST and past:
        return past[-1]
    if direction is Direction.FUTURE and coming:
        return coming[0]
    return nearest


def published_base(published: Published) -> Base:
    """The days on which an article may have been published."""
    low, high = _date(published.earliest), _date(published.latest)
    if low is None or high is None or low > high:
        return Base(Anchor.PUBLISHED)
    return Base(Anchor.PUBLISHED, low, high)


def _date(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words[:10]) if words else None
    except ValueError:
        return None


@dataclass(slots=True, frozen=True)
class Told:
    """A date that the text told: its base, part of the day, where it stands, whether its year was written."""

    base: Base
    part: str | None
    paragraph: int
    sentence: int
    end: int
    dated_year: bool


@dataclass(slots=True)
class Stack:
    """The three anchors while an article is read from left to right."""

    published: Base
    told: Told | None = None
    told_day: Told | None = None
    weekdays: dict[int, date] = field(default_factory=dict)
    speech: Base | None = None
    year_named: tuple[int, int] | None = None
    """The sentence that names a year by a relative word ("l'an dernier"), and that year."""
    repeated: int | None = None
    """The sentence whose last time repeats: "chaque mardi à 10 h"."""

    def deictic(self) -> Base:
        """What "hier" and "lundi" are reckoned from: the day of speaking in a quotation, else the article's date."""
        return self.speech or self.published

    def narrative(self) -> Base:
        """What "la veille" is reckoned from: the last day told, else the last date, else the article's date."""
        if self.told_day is not None:
            return self.told_day.base
        return self.told.base if self.told is not None else self.deictic()

    def last_date(self) -> Base:
        """What "deux mois plus tard" is reckoned from: the last date told, of any size."""
        return self.told.base if self.told is not None else self.deictic()

    def day_for_clock(self, paragraph: int, sentence: int) -> Base:
        """The day that "à 22 h" or "la soirée" belongs to: one told in the paragraph or announced before, else the article's."""
        told = self.told_day
        if told is not None and (self.speech is None or told.sentence == sentence):
            coming = (
                told.base.low is not None
                and self.published.high is not None
                and told.base.low >= self.published.high
            )
            if told.paragraph == paragraph or coming:
                return told.base
        return self.deictic()

    def told_year(self, paragraph: int, sentence: int) -> int | None:
        """The year told with the last date of the paragraph, where it is not the article's own time.

        "L'an dernier, … en août" takes the year of its sentence. A bare year ("En 2003, …") reaches to the end of its sentence, a whole date to the end of the paragraph.
        """
        told = self.told
        if told is None or told.paragraph != paragraph or told.base.low is None:
            return None
        if self.year_named is not None and self.year_named[0] == sentence:
            return self.year_named[1]
        if not told.dated_year:
            return None
        if told.base.unit not in ("D", "M") and told.sentence != sentence:
            return None
        published = self.published.high
        if published is None or (published - told.base.low).days > FAR_FROM_PUBLISHED_DAYS:
            return told.base.low.year
        return None

    def name_year(self, meaning: Meaning, sentence: int) -> None:
        """Remember the year of "l'an dernier" for the months of its sentence."""
        if granularity_of(meaning.value) == "Y" and meaning.value.isdigit():
            self.year_named = (sentence, int(meaning.value))

    def tell(self, meaning: Meaning, paragraph: int, sentence: int, end: int, dated_year: bool) -> None:
        """Remember a date for those that hang on it."""
        if meaning.type is TimeType.SET:
            self.repeated = sentence
        base = told_base(meaning)
        if base is None:
            return
        clock = meaning.value.partition("T")[2]
        told = Told(base, clock or None, paragraph, sentence, end, dated_year)
        self.told = told
        if base.unit == "D":
            self.repeated = None
            self.told_day = told
            day, published = base.day, self.published.day
            if (
                day is not None
                and published is not None
                and abs((day - published).days) <= NAMED_WEEKDAY_DAYS
            ):
                self.weekdays[day.isoweekday()] = day


def told_base(meaning: Meaning) -> Base | None:
    """The days a resolved date gives to those that hang on it; None for lengths, repeated times and "désormais"."""
    if meaning.type not in (TimeType.DATE, TimeType.TIME):
        return None
    value = meaning.value.partition("T")[0]
    unit = granularity_of(value)
    if unit is None:
        return None
    unit = {"WE": "D", "S": "M", "H": "M"}.get(unit, unit)
    yearless = value.startswith("XXXX")
    found = interval(value.replace("XXXX", str(YEARLESS), 1))
    if found is None and yearless and value == "XXXX-02-29":
        return Base(Anchor.NARRATIVE, date(2000, 2, 29), date(2000, 2, 29), True, "D")
    if found is None:
        return None
    return Base(Anchor.NARRATIVE, date.fromisoformat(found[0]), date.fromisoformat(found[1]), yearless, unit)


def shifted(base: Base, count: int, unit: str) -> Callable[[date], date | None]:
    """The move of ``reckon`` by whole units; a date told as a month or year moves from its first day."""
    return lambda day: shift(day, count, unit)


class Places:
    """In which paragraph, sentence and quotation an offset stands."""

    def __init__(self, reading: Reading):
        self._paragraphs = [zone.start for zone in reading.zones]
        self._sentences = [sentence.start for sentence in reading.sentences]
        if not reading.parsed:
            self._sentences = sentence_starts(reading.text, reading.language)
        outer = [quote for quote in reading.quotes if quote.depth == 0]
        self._quotes = sorted(outer, key=lambda quote: quote.inner.start)
        self._quote_starts = [quote.inner.start for quote in self._quotes]

    def paragraph(self, offset: int) -> int:
        return bisect_right(self._paragraphs, offset)

    def sentence(self, offset: int) -> int:
        """The number of the sentence, of the paragraph where that has none."""
        return bisect_right(self._sentences, offset) if self._sentences else self.paragraph(offset)

    def quote(self, start: int, end: int) -> Quote | None:
        """The outermost quotation that holds a stretch."""
        place = bisect_right(self._quote_starts, start) - 1
        if place < 0:
            return None
        quote = self._quotes[place]
        return quote if end <= quote.inner.end else None


@dataclass(slots=True, frozen=True)
class Saying:
    """A day on which somebody spoke: where the text tells it, and whether it dates a document (a communiqué)."""

    start: int
    paragraph: int
    day: date
    document: bool


def spoken_on(sayings: list[Saying], starts: list[int], quote: Quote, paragraph: int) -> date | None:
    """The day of a quotation: one told with a word of saying in its paragraph, else that of the last dated document.

    "« Nous partirons demain », a déclaré lundi Lia Morvan" was spoken on Monday. ``starts`` are the sayings' offsets.
    """
    place = bisect_right(starts, quote.start)
    near = [
        saying
        for saying in (*sayings[max(0, place - 1) : place], *sayings[place : place + 1])
        if saying.paragraph == paragraph
    ]
    if near:
        return min(near, key=lambda saying: (abs(saying.start - quote.start), saying.start)).day
    for saying in reversed(sayings[max(0, place - 12) : place]):
        if saying.document:
            return saying.day
    return None


def year_of(words: str) -> int | None:
    """The year that two or four figures stand for: 30–99 are of the last century, 00–29 of this one."""
    figures = "".join(char for char in words if char.isdigit())
    if not figures:
        return None
    year = int(figures)
    if len(figures) <= 2:
        return year + (2000 if year < 30 else 1900)
    return year


def dated_in(month: int, day: int) -> Callable[[int], date | None]:
    """The day of a month in a given year; 29 February only in the years that have one."""
    return lambda year: safe_date(year, month, day)


def lookup(table: Mapping[str, int], word: str) -> int:
    """The value of a folded word, figures for themselves, 0 where it is neither."""
    return table.get(word) or (int(word) if word.isdigit() else 0)
