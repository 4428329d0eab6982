"""What the views say, in the reader's language: sentences from ``wording/*.toml``, numbers and dates in full."""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from functools import cache
from importlib import resources
from typing import Any

from recoupe.model import AccountRow, Granularity, Published, Row, Standing
from recoupe.views.dates import Moment, read_moment

VIEW_LANGUAGES = ("fr", "en")

_AFTER_NARROW = re.compile("«[ \u00a0\u202f]")
_BEFORE_NARROW = re.compile("[ \u00a0](?=[»:;!?](?:\\s|$|[.,)]))")


class Wording:
    """The sentences, numbers and dates of one language. Raises ``ValueError`` where there is no such wording."""

    def __init__(self, language: str) -> None:
        if language not in VIEW_LANGUAGES:
            raise ValueError(f"no wording in {language!r}; there is {', '.join(VIEW_LANGUAGES)}")
        self.language = language
        path = resources.files(__package__) / "wording" / f"{language}.toml"
        self._table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))

    def __call__(self, key: str, **fields: object) -> str:
        """The sentence of a dotted key with its fields filled in; raises ``KeyError`` where there is none."""
        entry: Any = self._table
        for part in key.split("."):
            entry = entry[part]
        return str(entry).format(**fields) if fields else str(entry)

    def count(self, key: str, number: int, **fields: object) -> str:
        """The sentence of a dotted key in the singular or plural that ``number`` asks for ("0 article", "2 articles")."""
        one = number < 2 if self.language == "fr" else number == 1
        return self(f"{key}.{'one' if one else 'other'}", n=self.number(number), **fields)

    def origins(self, row: AccountRow) -> str:
        """How many origins a row has; that they are independent is said where that is what makes it stand."""
        standing = row.standing is Standing.ESTABLISHED
        return self.count("row.independent" if standing else "row.lineages", len(row.lineages))

    def number(self, value: float) -> str:
        """A number as it is printed: ``12 400`` and ``3,5`` in French, ``12,400`` and ``3.5`` in English."""
        text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4f}".rstrip("0")
        if self.language == "fr":
            text = text.replace(",", "\u202f").replace(".", ",")
        return text

    def listed(self, names: list[str]) -> str:
        """Names in a row, the last joined by "et" or "and"."""
        return ", ".join(names[:-1]) + self("grammar.and") + names[-1] if len(names) > 1 else "".join(names)

    def typeset(self, sentence: str) -> str:
        """A sentence of ours as the language prints it: in French, « guillemets » and : ; ! ? take a narrow space."""
        if self.language != "fr":
            return sentence
        return _BEFORE_NARROW.sub("\u202f", _AFTER_NARROW.sub("«\u202f", sentence))

    def quoted(self, words: str) -> str:
        """Words between the quotation marks of the language."""
        return self("grammar.quoted", words=words)

    def date(self, earliest: str | None, latest: str | None, granularity: Granularity | None = None) -> str:
        """An uncertain date in full: a day, a month, a year, an interval, an open end, or "date inconnue"."""
        start, end = read_moment(earliest), read_moment(latest)
        if start is None and end is None:
            return self("date.unknown")
        if end is None:
            assert start is not None
            return self("date.from", day=self._day(start))
        if start is None:
            return self("date.until", day=self._day(end._replace(first=end.last)))
        if end.last < start.first:
            start, end = end, start
        return self._between(start, end, granularity)

    def row_date(self, row: Row) -> str:
        """The date of a row of the account, in full."""
        return self.date(row.earliest, row.latest, row.granularity)

    def published(self, published: Published | None) -> str:
        """When an article was published, in full."""
        if published is None:
            return self("date.unknown")
        return self.date(published.earliest, published.latest, published.granularity)

    def month(self, number: int, short: bool = False) -> str:
        """The name of a month, 1 to 12."""
        return str(self._table["date"]["months_short" if short else "months"][number - 1])

    def _day(self, moment: Moment, month: bool = True, year: bool = True) -> str:
        day = moment.first
        words = self("date.first") if day.day == 1 else str(day.day)
        if month:
            words += f" {self.month(day.month)}"
        return f"{words} {day.year}" if year else words

    def _between(self, start: Moment, end: Moment, granularity: Granularity | None) -> str:
        first, last = start.first, end.last
        if first == last:
            return self._day(start) + self._hour(start, end)
        same_year = first.year == last.year
        if same_year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return str(first.year)
        same_month = same_year and first.month == last.month
        if same_month and first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
            return f"{self.month(first.month)} {first.year}"
        if granularity is Granularity.WEEK and (last - first).days == 6:
            return self("date.week", day=self._day(start))
        return self(
            "date.between",
            first=self._day(start, month=not same_month, year=not same_year),
            last=self._day(end._replace(first=last)),
        )

    def _hour(self, start: Moment, end: Moment) -> str:
        if start.hour is None or (start.hour, start.minute) != (end.hour, end.minute):
            return ""
        return self("date.hour", hour=start.hour, minute=f"{start.minute:02d}")


@cache
def wording(language: str) -> Wording:
    """The wording of a language, read once."""
    return Wording(language)
