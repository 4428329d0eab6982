"""Days laid out from left to right: one width per day everywhere, with long empty gaps folded into a visible break."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from recoupe.views.dates import Stretch
from recoupe.views.wording import Wording

FOLDED_SHARE = 0.2
"""A gap wider than this share of the whole is folded."""
FOLDED_DAYS = 25
BREAK_WIDTH = 46.0
BY_DAY_BELOW = 50
"""Below this many days drawn, every day has its line."""
BY_WEEK_BELOW = 150
"""Below this many days drawn, the days that begin each quarter of a month are labelled; above, the months."""
QUARTERS = (1, 8, 15, 22)
LABEL_WIDTH = 74.0


class Leg(NamedTuple):
    """Days drawn without a break: first and last day (ordinals), where the first begins in drawing units."""

    first: int
    last: int
    left: float


class Break(NamedTuple):
    """A folded gap: where it is drawn and how many days it stands for."""

    x: float
    days: int


class Tick(NamedTuple):
    """A labelled day or month on the axis; a mark without label where there is no room for one."""

    x: float
    label: str


class TimeScale:
    """Where each day stands between ``left`` and ``right`` (drawing units)."""

    def __init__(self, days: Stretch, marks: Sequence[Stretch], left: float, right: float) -> None:
        assert days.first is not None and days.last is not None
        margin = max(1, (days.last - days.first) // 40)
        self.first, self.last = days.first - margin, days.last + margin
        self.left, self.right = left, right
        parts = _without_gaps(self.first, self.last, marks)
        drawn = sum(last - first + 1 for first, last in parts)
        self.day_width = (right - left - BREAK_WIDTH * (len(parts) - 1)) / drawn
        self.drawn_days = drawn
        self.legs: list[Leg] = []
        x = left
        for first, last in parts:
            self.legs.append(Leg(first, last, x))
            x += (last - first + 1) * self.day_width + BREAK_WIDTH

    @property
    def breaks(self) -> list[Break]:
        """The folded gaps, left to right."""
        return [
            Break(after.left - BREAK_WIDTH / 2, after.first - before.last - 1)
            for before, after in zip(self.legs, self.legs[1:], strict=False)
        ]

    def start_of(self, day: int) -> float:
        """Where a day begins; days outside are brought to the nearest end, days in a break to its middle."""
        if day <= self.first:
            return self.left
        for leg, following in zip(self.legs, [*self.legs[1:], None], strict=True):
            if day <= leg.last:
                return leg.left + (day - leg.first) * self.day_width
            if following is not None and day < following.first:
                return following.left - BREAK_WIDTH / 2
        return self.right

    def end_of(self, day: int) -> float:
        """Where a day ends."""
        return min(self.right, self.start_of(day) + self.day_width) if day >= self.first else self.left

    def ticks(self, wording: Wording) -> list[Tick]:
        """The first of each month, or more days where few are drawn, labelled where there is room."""
        by_day = self.drawn_days < BY_WEEK_BELOW
        wanted = QUARTERS if self.drawn_days >= BY_DAY_BELOW else range(1, 32)
        ticks: list[Tick] = []
        free_from = self.left - 1
        for leg in self.legs:
            for day in range(leg.first, leg.last + 1):
                when = date.fromordinal(day)
                if when.day not in (wanted if by_day else (1,)):
                    continue
                x = self.start_of(day)
                label = ""
                if x >= free_from and x + LABEL_WIDTH * 0.6 <= self.right + 20:
                    label = _label(when, by_day, wording)
                    free_from = x + LABEL_WIDTH
                ticks.append(Tick(x, label))
        return ticks if len(ticks) <= 400 else [tick for tick in ticks if tick.label]


def _label(day: date, by_day: bool, wording: Wording) -> str:
    month = wording.month(day.month, short=True)
    if not by_day:
        return f"{month} {day.year}"
    return f"{wording('date.first') if day.day == 1 else day.day} {month}"


def _without_gaps(first: int, last: int, marks: Sequence[Stretch]) -> list[tuple[int, int]]:
    """The stretches of days worth drawing between ``first`` and ``last``."""
    pad = max(2, (last - first) // 60)
    longest = max(FOLDED_DAYS, int((last - first) * FOLDED_SHARE))
    covered = []
    for mark in set(marks):
        low = mark.first if mark.first is not None else mark.last
        high = mark.last if mark.last is not None else mark.first
        if low is not None and high is not None and high >= first and low <= last:
            covered.append((max(first, low - pad), min(last, high + pad)))
    parts: list[tuple[int, int]] = []
    for low, high in sorted(covered):
        if parts and low - parts[-1][1] <= longest:
            parts[-1] = (parts[-1][0], max(parts[-1][1], high))
        else:
            parts.append((low, high))
    return parts or [(first, last)]
