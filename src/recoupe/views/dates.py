"""Days as numbers for drawing: what an ISO 8601 prefix covers, and where an uncertain date begins and ends."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

_PREFIX = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2}))?)?)?")


class Moment(NamedTuple):
    """The first and last day an ISO 8601 prefix covers, and its hour and minute where it tells them."""

    first: date
    last: date
    hour: int | None = None
    minute: int | None = None


class Stretch(NamedTuple):
    """An uncertain date as proleptic ordinal days; None where that end is not bounded."""

    first: int | None
    last: int | None

    @property
    def known(self) -> bool:
        return self.first is not None or self.last is not None


@lru_cache(maxsize=100_000)
def read_moment(prefix: str | None) -> Moment | None:
    """What an ISO 8601 prefix covers; None where it is absent or is no date."""
    match = _PREFIX.match(prefix or "")
    if match is None:
        return None
    year, month, day, hour, minute = (int(part) if part else None for part in match.groups())
    try:
        assert year is not None
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        last = date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None
    return Moment(first, last, hour, minute)


def stretch_of(earliest: str | None, latest: str | None) -> Stretch:
    """The days between two ISO 8601 prefixes, either of which may be missing; ends that cross are swapped."""
    start, end = read_moment(earliest), read_moment(latest)
    first = start.first.toordinal() if start else None
    last = end.last.toordinal() if end else None
    if first is not None and last is not None and last < first:
        first, last = last, first
    return Stretch(first, last)
