"""Articles for the tests of time expressions, and sentences that carry what must be found in them."""

from __future__ import annotations

import pathlib
import re
from dataclasses import dataclass

from recoupe.annotate.quotes import find_quotes
from recoupe.annotate.reading import Reading, parse
from recoupe.annotate.times import find_times_and_ages
from recoupe.annotate.times.calendar import interval
from recoupe.model import Age, Article, Basis, Granularity, Published, Role, TimeExpression, Zone

MAY10 = "2012-05-10"
"""A Thursday of week 19."""

Found = tuple[str, str, str, str | None]
_MARK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_DATED = re.compile(r"(\d{4}(?:-\d\d){0,2}|undated): ")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence of an article published on a day, and what must be found: words, type, value, modifier (None: any)."""

    published: str | None
    text: str
    expected: tuple[Found, ...]


def cases(path: pathlib.Path) -> list[Case]:
    """The sentences of a file, one a line; lines that start with ``#`` are headings.

    "La halle rouvrira [le 3 mai](2012-05-03)." marks what must be found and nothing else may be; "SET P2Y" and "AGE P31Y" name
    the type, where the value does not tell it, and "2012-05 START" adds a modifier. "2012-01-02: …" is another date of publication.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return [marked(line) for line in lines if line.strip() and not line.startswith("#")]


def marked(line: str) -> Case:
    dated = _DATED.match(line)
    published = dated[1] if dated else MAY10
    line = line[dated.end() :] if dated else line
    expected = tuple(_expected(words, spec) for words, spec in _MARK.findall(line))
    text = _MARK.sub(lambda found: found[1], line).replace("\\n", "\n")
    return Case(None if published == "undated" else published, text, expected)


def _expected(words: str, spec: str) -> Found:
    fields = spec.split(" ")
    if fields[0] in ("DATE", "SET", "AGE"):
        return words, fields[0], fields[1], fields[2] if len(fields) > 2 else None
    value = fields[0]
    if re.match(r"P[\dXT]", value):
        kind = "DURATION"
    else:
        kind = "TIME" if "T" in value.replace("PAST", "P") else "DATE"
    if value.endswith("_REF"):
        kind = "TIME"
    return words, kind, value, fields[1] if len(fields) > 1 else None


def found_in(reading: Reading) -> list[Found]:
    """What was found in a reading that was read by ``times_of``, in the order of the text."""
    records: list[tuple[int, Found]] = []
    for time in reading.times:
        records.append(
            (time.start, (reading.text[time.start : time.end], str(time.type), time.value, time.mod))
        )
    for age in reading.ages:
        records.append((age.start, (reading.text[age.start : age.end], "AGE", age.value, age.mod)))
    return [found for _, found in sorted(records)]


def agrees(found: list[Found], expected: tuple[Found, ...]) -> bool:
    """Whether the same was found, in words, type and value, and in modifier where one is expected."""
    return len(found) == len(expected) and all(
        got[:3] == want[:3] and want[3] in (None, got[3]) for got, want in zip(found, expected, strict=True)
    )


def reading_of(text: str, published: str | None, language: str = "fr") -> Reading:
    zones, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            zones.append(Zone(start=place, end=place + len(line), role=Role.BODY))
        place += len(line) + 1
    return Reading(Article(id="a", text=text), language, tuple(zones), published_on(published))


def published_on(words: str | None) -> Published:
    if words is None:
        return Published(granularity=Granularity.UNKNOWN, basis=Basis.UNKNOWN, because="")
    found = interval(words)
    assert found is not None
    unit = {4: Granularity.YEAR, 7: Granularity.MONTH, 10: Granularity.DAY}[len(words)]
    return Published(earliest=found[0], latest=found[1], granularity=unit, basis=Basis.STATED, because="")


def read(readings: list[Reading]) -> list[Reading]:
    """The readings parsed, with their quotations, times and ages."""
    done = []
    for reading in parse(readings):
        reading.quotes = find_quotes(reading)
        reading.times, reading.ages = find_times_and_ages(reading)
        done.append(reading)
    return done


def times_of(readings: list[Reading]) -> list[list[TimeExpression]]:
    return [reading.times for reading in read(readings)]


def ages_of(readings: list[Reading]) -> list[list[Age]]:
    return [reading.ages for reading in read(readings)]


def unparsed(text: str, published: str | None, language: str) -> Reading:
    reading = reading_of(text, published, language)
    reading.quotes = find_quotes(reading)
    return reading


def shown(reading: Reading, times: list[TimeExpression]) -> list[tuple[str, str, str]]:
    return [(reading.text[time.start : time.end], str(time.type), time.value) for time in times]
