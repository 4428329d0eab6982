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
