"""The strip above the timeline: the whole period in columns, a day everywhere as wide."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from recoupe.views.dates import Stretch

STRIP_WIDTH, STRIP_HEIGHT, STRIP_COLUMNS = 860, 48, 120


class Column(NamedTuple):
    """A column of the strip: its place in drawing units, the days it stands for, how much is told of them."""

    x: float
    width: float
    height: float
    since: str
    until: str
    entries: int


def strip_columns(whole: Stretch, days: Iterable[tuple[int, int]]) -> list[Column]:
    """Columns over the ``whole`` period by how many of the ``days`` (first and last of each entry) lie in them, at their middle."""
    first, last = whole
    if first is None or last is None:
        return []
    step = max(1, math.ceil((last - first + 1) / STRIP_COLUMNS))
    counts: Counter[int] = Counter()
    for low, high in days:
        if high >= first and low <= last:
            counts[((max(low, first) + min(high, last)) // 2 - first) // step] += 1
    tallest = max(counts.values(), default=1)
    width = STRIP_WIDTH / (last - first + 1)
    return [
        Column(
            (column * step) * width,
            max(1.0, step * width - 1),
            max(2.0, STRIP_HEIGHT * math.sqrt(count / tallest)),
            iso(first + column * step),
            iso(min(last, first + column * step + step - 1)),
            count,
        )
        for column, count in sorted(counts.items())
    ]


def iso(day: int) -> str:
    """A proleptic ordinal day as an ISO 8601 date; days outside the calendar are brought to its ends."""
    return date.fromordinal(min(max(1, day), date.max.toordinal())).isoformat()
