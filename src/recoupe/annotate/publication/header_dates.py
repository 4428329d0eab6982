"""The dates that header lines write, in words or figures, with or without a year, a weekday and a clock time.

Names of months and weekdays of every language are read whatever the article's own: a French text under an English header
is common in crawls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from recoupe.annotate.times.anchors import year_of
from recoupe.annotate.times.calendar import safe_date
from recoupe.annotate.times.timex import fold
from recoupe.languages import LANGUAGES, word_list

_ISO = r"(?P<iy>\d{4})-(?P<im>\d\d)(?:-(?P<id>\d\d))?(?![\d-])"
_FIGURES = r"(?P<f1>\d{1,2})(?P<sep>[/.-])(?P<f2>\d{1,2})(?P=sep)(?P<fy>\d{4}|\d{2})(?!\d)"
_CLOCK = re.compile(
    r"[\s,|-]{0,4}(?:t|a |at )?\s?(?P<h>\d{1,2})\s?[:h.]\s?(?P<mi>\d\d)(?::(?P<s>\d\d)(?:\.\d{1,6})?)?(?!\d)"
    r"\s?(?P<half>[ap]\.?m\b)?\.?\s?(?P<zone>z\b|gmt\b|utc\b|[+-]\d\d:?\d\d(?!\d))?"
)


@dataclass(slots=True, frozen=True)
class HeaderDate:
    """A date in a header line: offsets, its parts as far as they are written, and ISO 8601 readings.

    ``readings`` holds one prefix; two where figures may have day or month first; none without a year or for a day
    that the calendar does not have. ``weekday`` is 1 (Monday) to 7.
    """

    start: int
    end: int
    readings: tuple[str, ...]
    month: int
    day: int | None
    year: int | None
    weekday: int | None


def header_dates(folded: str, start: int, end: int, day_first: bool) -> Iterator[HeaderDate]:
    """The dates of ``folded[start:end]`` from left to right; ``day_first`` says how figures (``03/05/2031``) are read."""
    for found in _pattern().finditer(folded, start, end):
        weekday = _weekdays().get(found["wd"][:3]) if found["wd"] else None
        year, pairs = _parts(found, day_first)
        clock = _clock(_CLOCK.match(folded, found.end(), end)) if pairs[0][1] is not None else ""
        readings = tuple(
            f"{year:04d}-{month:02d}" + (f"-{day:02d}{clock}" if day is not None else "")
            for month, day in pairs
            if year is not None and _exists(year, month, day)
        )
        month, day = pairs[0]
        yield HeaderDate(found.start(), found.end(), readings, month, day, year, weekday)


def _parts(found: re.Match[str], day_first: bool) -> tuple[int | None, list[tuple[int, int | None]]]:
    """The year, and the month and day in each way in which they can be read."""
    if found["iy"]:
        return int(found["iy"]), [(int(found["im"]), int(found["id"]) if found["id"] else None)]
    if found["f1"]:
        first, second, year = int(found["f1"]), int(found["f2"]), year_of(found["fy"])
        if second > 12:
            return year, [(first, second)]
        if first > 12 or day_first or first == second:
            return year, [(second, first)]
        return year, [(second, first), (first, second)]
    for day, month, written in (("d", "m", "y"), ("ed", "em", "ey"), (None, "om", "oy")):
        if found[month]:
            number = _months()[found[month].rstrip(".")]
            year = year_of(found[written]) if found[written] else None
            return year, [(number, int(found[day]) if day else None)]
    raise AssertionError("every alternative of the pattern names a month")


def _exists(year: int, month: int, day: int | None) -> bool:
    return safe_date(year, month, day or 1) is not None


def _clock(found: re.Match[str] | None) -> str:
    """``T14:05``, with the zone where it is that of Greenwich or written in figures; empty where none is written."""
    if found is None:
        return ""
    hour = int(found["h"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].startswith("p") else 0)
    if hour > 23 or int(found["mi"]) > 59 or int(found["s"] or 0) > 59:
        return ""
    zone = found["zone"] or ""
    zone = "Z" if zone in ("z", "gmt", "utc") else zone
    return f"T{hour:02d}:{found['mi']}" + (f":{found['s']}" if found["s"] else "") + zone


@cache
def _months() -> dict[str, int]:
    """The number of each month by its folded names and abbreviations, in every language."""
    numbers: dict[str, int] = {}
    for language in LANGUAGES:
        table = word_list(language, "inputs")
        numbers |= {fold(name): number for number, name in enumerate(table["months"], start=1)}
        numbers |= {fold(name): number for name, number in table["short_months"].items()}
    return numbers


@cache
def _weekdays() -> dict[str, int]:
    """The number of each weekday by the first three letters of its names; "mar" and the like are told apart by place."""
    return {
        name[:3]: number
        for language in LANGUAGES
        for name, number in word_list(language, "times")["weekdays"].items()
    }


@cache
def _pattern() -> re.Pattern[str]:
    months = "|".join(sorted(_months(), key=lambda name: (-len(name), name)))
    names = {name for language in LANGUAGES for name in word_list(language, "times")["weekdays"]}
    weekdays = "|".join(
        sorted({form for name in names for form in (name, name[:3])}, key=lambda name: (-len(name), name))
    )
    weekday = rf"(?:(?P<wd>{weekdays})\.?,?\s{{1,3}})?(?:le\s{{1,3}})?"
    day_month = rf"(?P<d>\d{{1,2}})(?:er|st|nd|rd|th)?\s{{1,3}}(?:of\s)?(?P<m>{months})\b\.?(?:,?\s{{1,3}}(?P<y>\d{{4}})\b)?"
    month_day = (
        rf"(?P<em>{months})\b\.?\s{{1,3}}(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s{{1,3}}(?P<ey>\d{{4}})\b)?"
    )
    month_only = rf"(?P<om>{months})\b\.?,?\s{{1,3}}(?P<oy>\d{{4}})\b"
    return re.compile(rf"(?<![\w/.-]){weekday}(?:{_ISO}|{_FIGURES}|{day_month}|{month_day}|{month_only})")
