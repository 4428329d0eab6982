"""Dates that stand beside a text (a field, a tag, a feed's entry) as ISO 8601 prefixes; nothing is filled in."""

from __future__ import annotations

import datetime
import re
import unicodedata
from email.utils import parsedate_to_datetime
from functools import cache

from recoupe.languages import LANGUAGES, word_list

ISO = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?)?)?"
)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?")
FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\D{1,5}(\d{1,2})[:hH](\d{2}).*)?")
SPELLED = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?:le\s+)?(\d{1,2})(?:er|st|nd|rd|th)?\s+([^\W\d]+)\.?,?\s+(\d{4})(?:\D{1,9}(\d{1,2})\s?[:hH]\s?(\d{2}).*)?"
)
MONTH_FIRST = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:\D{1,5}(\d{1,2}):(\d{2}).*)?"
)
MONTH_ONLY = re.compile(r"([^\W\d]+)\.?\s+(\d{4})")
MAIL = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{2,4}\s+\d{1,2}:\d{2}.*")
MAX_CHARS = 80
DAY_IN_WORDS = re.compile(
    r"\b(\d{1,2})(?:er|st|nd|rd|th)?\s([^\W\d]{3,10})\.?,?\s(\d{4})\b|\b([^\W\d]{3,10})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})\b"
)
HOUR_AFTER = re.compile(
    r"[^\d\n]{0,14}(\d{1,2})[:hH](\d{2})(?::\d{2})?\s?([AP]M)?(?:\s?(?:UTC|GMT)\s?([+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)


def iso_prefix(value: str) -> str | None:
    """The ISO 8601 prefix that a stated date means, None where it is not understood.

    Read are ISO 8601, RFC 822 (feeds, mail), ``3 mai 2031``, ``May 3, 2031``, ``mai 2031`` and figures, day first
    (``03/05/2031``) unless only the month can stand first. What is not stated is not added: a month stays a month.
    """
    value = " ".join(value.split())
    if not value or len(value) > MAX_CHARS:
        return None
    if match := ISO.fullmatch(value):
        return _from_iso(match)
    if match := COMPACT.fullmatch(value):
        year, month, day, hour, minute, second, zone = match.groups()
        return _checked(year, month, day, f"{hour}:{minute}:{second or '00'}{zone or ''}" if hour else None)
    if match := FIGURES.fullmatch(value):
        first, other, year, hour, minute = match.groups()
        day, month = (first, other) if int(other) <= 12 else (other, first)
        return _checked(year, month, day, _clock(hour, minute))
    return (_from_mail(value) if MAIL.fullmatch(value) else None) or _spelled(value)


def find_date(line: str) -> str | None:
    """The first day in words that stands in a line of a header, with its hour where one follows, as an ISO 8601 prefix.

    « Politique, jeudi 3 mai 2031 - 06:42 UTC +02:00 312 mots » is 2031-05-03T06:42+02:00.
    """
    line = " ".join(line[:500].split())
    for match in DAY_IN_WORDS.finditer(line):
        day, month, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
        number = _months().get(_bare(month))
        if number is None or (found := _checked(year, str(number), day, None)) is None:
            continue
        hour = HOUR_AFTER.match(line, match.end())
        return (_with_hour(found, hour) if hour else None) or found
    return None


def _with_hour(day: str, hour: re.Match[str]) -> str | None:
    """A day with its hour, None where there is no such hour."""
    number = int(hour[1])
    if hour[3]:
        number = number % 12 + (12 if hour[3].lower() == "pm" else 0)
    return iso_prefix(f"{day}T{number:02d}:{hour[2]}{hour[4] or ''}")


def _from_iso(match: re.Match[str]) -> str | None:
    year, month, day, clock, zone = match.groups()
    return _checked(year, month, day, f"{clock.replace(',', '.')}{zone or ''}" if clock else None)


def _spelled(value: str) -> str | None:
    """A date with its month in words: « jeudi 3 mai 2031 à 18h05 », "May 3, 2031", « mai 2031 »."""
    if match := SPELLED.fullmatch(value):
        day, name, year, hour, minute = match.groups()
    elif match := MONTH_FIRST.fullmatch(value):
        name, day, year, hour, minute = match.groups()
    elif match := MONTH_ONLY.fullmatch(value):
        name, year, day, hour, minute = match[1], match[2], None, None, None
    else:
        return None
    month = _months().get(_bare(name))
    return _checked(year, str(month), day, _clock(hour, minute)) if month else None


def _from_mail(value: str) -> str | None:
    """``Thu, 03 May 2031 18:05:00 +0200``; a weekday that does not fit is not minded."""
    try:
        return parsedate_to_datetime(value).isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _clock(hour: str | None, minute: str | None) -> str | None:
    return f"{int(hour):02d}:{minute}" if hour and minute else None


def _checked(year: str, month: str | None, day: str | None, clock: str | None) -> str | None:
    """The prefix, None where there is no such day or time."""
    stated = "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])
    stated += f"T{clock}" if clock else ""
    whole = stated + "-01-01"[: 10 - len(stated)] if not clock and len(stated) == 4 else stated
    try:
        datetime.datetime.fromisoformat(whole + "-01" if len(whole) == 7 else whole)
    except ValueError:
        return None
    return stated


def _bare(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _months() -> dict[str, int]:
    """The number of each month by its names, in every language, without accents."""
    numbers: dict[str, int] = {}
    for language in LANGUAGES:
        table = word_list(language, "inputs")
        numbers |= {_bare(name): number for number, name in enumerate(table["months"], start=1)}
        numbers |= {_bare(name): number for name, number in table["short_months"].items()}
    return numbers
