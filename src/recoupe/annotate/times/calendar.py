"""The calendar behind time expressions: TIMEX3 values, the intervals they stand for, movable feasts.

Values follow ISO-TimeML: ``1999-05-20``, ``1999-W20``, ``1999-W20-WE``, ``1999-05``, ``1999-FA``, ``1999-Q2``,
``199X`` (decade), ``19XX`` (century), a time after ``T`` (``T22:30``, ``TEV``), ``X`` for what is not known,
``P3D``/``PT2H`` for lengths, ``PRESENT_REF``, ``PAST_REF``, ``FUTURE_REF``.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

SEASON_STARTS = {"SP": (3, 20), "SU": (6, 21), "FA": (9, 22), "WI": (12, 21)}
SEASON_ENDS = {"SP": (6, 20), "SU": (9, 21), "FA": (12, 20), "WI": (3, 19)}
PART_HOURS = {
    "MO": ("05:00", "11:59"),
    "MI": ("12:00", "13:59"),
    "AF": ("12:00", "17:59"),
    "EV": ("18:00", "23:59"),
    "DT": ("06:00", "19:59"),
}
NIGHT_HOURS = ("20:00", "06:00")
GRANULARITIES = ("D", "W", "WE", "M", "Q", "Y", "E", "C")

_YEAR = r"(?:\d{4}|\d{3}X|\d{2}XX|XXXX)"
_DAY = rf"{_YEAR}-(?:0[1-9]|1[0-2]|XX)-(?:0[1-9]|[12]\d|3[01]|XX)"
_WEEK = rf"{_YEAR}-W(?:0[1-9]|[1-4]\d|5[0-3]|XX)(?:-(?:[1-7]|WE))?"
_CLOCK = r"T(?:(?:[01]\d|2[0-4]|XX)(?::(?:[0-5]\d|XX))?(?::[0-5]\d)?|MO|MI|AF|EV|NI|DT)"
_NUMBER = r"(?:\d+(?:\.\d+)?|X)"
_LENGTH = (
    rf"P(?=[\dXT])(?:{_NUMBER}(?:Y|M|W|D|Q|DE|CE|E|C|WE))*"
    rf"(?:T(?=[\dX])(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?"
)
TIMEX3_VALUE = re.compile(
    rf"(?:{_YEAR}(?:-(?:0[1-9]|1[0-2]|XX))?|{_YEAR}-(?:SP|SU|FA|WI|Q[1-4X]|H[12X])|{_WEEK}(?:{_CLOCK})?"
    rf"|{_DAY}(?:{_CLOCK})?|{_CLOCK}|{_LENGTH}|PRESENT_REF|PAST_REF|FUTURE_REF)"
)
"""What a value may look like; used with ``fullmatch``."""


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day (31 June, 29 February of a common year)."""
    if not (1 <= year <= 9998 and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def shift(day: date, count: int, unit: str) -> date | None:
    """The date ``count`` units (D, W, M, Q, Y, E, C) away, its day of the month cut to the month's length."""
    try:
        if unit in ("D", "W", "WE"):
            return day + timedelta(days=count * (1 if unit == "D" else 7))
        months = count * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit]
        index = day.year * 12 + day.month - 1 + months
        year, month = index // 12, index % 12 + 1
        if not 1 <= year <= 9998:
            return None
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    except OverflowError:
        return None


def format_value(day: date, unit: str) -> str:
    """The TIMEX3 value of the day, week, week-end, month, quarter, year, decade or century that holds a day."""
    if unit in ("W", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    return {
        "D": day.isoformat(),
        "M": f"{day.year:04d}-{day.month:02d}",
        "Q": f"{day.year:04d}-Q{(day.month - 1) // 3 + 1}",
        "Y": f"{day.year:04d}",
        "E": f"{day.year // 10:03d}X",
        "C": f"{day.year // 100:02d}XX",
    }[unit]


def unknown_value(unit: str) -> str:
    """The value that says only of what size a date is: ``XXXX-XX-XX`` for a day, ``XXXX-WXX`` for a week."""
    return {
        "D": "XXXX-XX-XX",
        "W": "XXXX-WXX",
        "WE": "XXXX-WXX-WE",
        "M": "XXXX-XX",
        "Q": "XXXX-QX",
        "Y": "XXXX",
        "E": "XXXX",
        "C": "XXXX",
    }[unit]


def merge_values(first: str, last: str) -> str:
    """What two values of one shape have in common, ``X`` for the components that differ."""
    if first == last:
        return first
    left, right = re.split(r"([-T:])", first), re.split(r"([-T:])", last)
    if len(left) != len(right):
        return unknown_value("Y")
    differs, parts = False, []
    for here, there in zip(left, right, strict=True):
        differs = differs or here != there
        parts.append(re.sub(r"\d", "X", here) if differs else here)
    return "".join(parts)


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (anonymous algorithm, Meeus, *Astronomical Algorithms*, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def feast(rule: str, year: int) -> date | None:
    """The day of a feast: ``easter+39`` counts from Easter, ``12-25`` is fixed, ``5-7-last`` the last Sunday of May, ``11-4-4`` its 4th Thursday.

    ``mothers`` is the French Mother's Day (code de l'action sociale et des familles, D215-1): the last Sunday of May, the first of June
    where that is Pentecost. None for ``XX-XX`` and ``XX``, feasts of other calendars.
    """
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule[6:] or "0"))
    if rule == "mothers":
        last = ranked_day(year, 5, 7, -1)
        return ranked_day(year, 6, 7, 1) if last == easter(year) + timedelta(days=49) else last
    if rule.startswith("X"):
        return None
    fields = rule.split("-")
    month = int(fields[0])
    if len(fields) == 2:
        return safe_date(year, month, int(fields[1]))
    return ranked_day(year, month, int(fields[1]), -1 if fields[2] == "last" else int(fields[2]))


def ranked_day(year: int, month: int, weekday: int, rank: int) -> date | None:
    """The first (1), second … or last (-1) such weekday of a month, None where the month has none."""
    last_day = calendar.monthrange(year, month)[1]
    days = [n for n in range(1, last_day + 1) if date(year, month, n).isoweekday() == weekday]
    place = rank - 1 if rank > 0 else rank
    return date(year, month, days[place]) if -len(days) <= place < len(days) else None


def roman_number(numeral: str) -> int:
    """The number of a folded Roman numeral: ``xix`` is 19."""
    values = {"i": 1, "v": 5, "x": 10}
    total = 0
    for here, after in zip(numeral, [*numeral[1:], ""], strict=True):
        value = values[here]
        total += -value if after and values[after] > value else value
    return total


def weekday_from(anchor: date, weekday: int, way: int, strict: bool) -> date | None:
    """The nearest such weekday back (-1) or ahead (1) of a day; the day itself counts unless ``strict``."""
    distance = (anchor.isoweekday() - weekday) % 7 if way < 0 else (weekday - anchor.isoweekday()) % 7
    if strict and distance == 0:
        distance = 7
    return shift(anchor, -distance if way < 0 else distance, "D")


def season_of(day: date) -> str:
    """The season that holds a day: ``SP``, ``SU``, ``FA`` or ``WI``."""
    for name in ("SP", "SU", "FA"):
        if SEASON_STARTS[name] <= (day.month, day.day) <= SEASON_ENDS[name]:
            return name
    return "WI"


def interval(value: str) -> tuple[str, str] | None:
    """The first and last ISO 8601 day (or minute, where the value holds a time) a value stands for; None where it names no time on the calendar.

    A part of a day is given by its usual hours; a night ends on the next morning; a winter is named by the year it starts in.
    """
    day, mark, clock = value.partition("T")
    span = _days(day)
    if span is None or (mark and span[0] != span[1]):
        return None
    if not mark:
        return span[0].isoformat(), span[1].isoformat()
    return _hours(span[0], clock)


def _hours(day: date, clock: str) -> tuple[str, str] | None:
    if clock == "NI":
        following = day + timedelta(days=1)
        return f"{day}T{NIGHT_HOURS[0]}", f"{following}T{NIGHT_HOURS[1]}"
    if clock in PART_HOURS:
        first, last = PART_HOURS[clock]
        return f"{day}T{first}", f"{day}T{last}"
    if clock.startswith("24"):
        day, clock = day + timedelta(days=1), "00" + clock[2:]
    return (f"{day}T{clock}", f"{day}T{clock}") if "X" not in clock else None


_SHAPES = (
    ("D", re.compile(r"(\d{4})-(\d\d)-(\d\d)")),
    ("W", re.compile(r"(\d{4})-W(\d\d)(?:-(WE|[1-7]))?")),
    ("M", re.compile(r"(\d{4})-(\d\d)")),
    ("Y", re.compile(r"(\d{4})")),
    ("E", re.compile(r"(\d{3})X")),
    ("C", re.compile(r"(\d\d)XX")),
    ("Q", re.compile(r"(\d{4})-Q([1-4])")),
    ("H", re.compile(r"(\d{4})-H([12])")),
    ("S", re.compile(r"(\d{4})-(SP|SU|FA|WI)")),
)


def granularity_of(value: str) -> str | None:
    """The size of a calendar value: D, W, WE, M, Q, Y, E, C or S (season); None for anything else."""
    day = value.partition("T")[0].replace("XXXX", "2001")
    for unit, shape in _SHAPES:
        if shape.fullmatch(day):
            return "WE" if day.endswith("-WE") else unit
    return None


def _days(value: str) -> tuple[date, date] | None:
    for unit, shape in _SHAPES:
        found = shape.fullmatch(value)
        if found:
            return _span(unit, found.groups())
    return None


def _span(unit: str, fields: tuple[str, ...]) -> tuple[date, date] | None:
    year = int(fields[0])
    if unit in ("E", "C"):
        size = 10 if unit == "E" else 100
        return _bounded(safe_date(year * size, 1, 1), safe_date(year * size + size - 1, 12, 31))
    if unit == "W":
        return _week_span(year, int(fields[1]), fields[2])
    if unit == "S":
        ends = year + 1 if fields[1] == "WI" else year
        return _bounded(safe_date(year, *SEASON_STARTS[fields[1]]), safe_date(ends, *SEASON_ENDS[fields[1]]))
    if unit == "D":
        day = safe_date(year, int(fields[1]), int(fields[2]))
        return _bounded(day, day)
    first, last = 1, 12
    if unit == "M":
        first = last = int(fields[1])
    elif unit == "Q":
        first, last = int(fields[1]) * 3 - 2, int(fields[1]) * 3
    elif unit == "H":
        first, last = int(fields[1]) * 6 - 5, int(fields[1]) * 6
    if not (1 <= year <= 9998 and 1 <= first <= last <= 12):
        return None
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _bounded(first: date | None, last: date | None) -> tuple[date, date] | None:
    return (first, last) if first and last else None


def _week_span(year: int, week: int, day: str | None) -> tuple[date, date] | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    if day is None:
        return monday, monday + timedelta(days=6)
    if day == "WE":
        return monday + timedelta(days=5), monday + timedelta(days=6)
    return monday + timedelta(days=int(day) - 1), monday + timedelta(days=int(day) - 1)
