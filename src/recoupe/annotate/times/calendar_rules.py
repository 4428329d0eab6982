"""Dates on the calendar: days, months, years and parts of them, seasons, decades, centuries, feasts.

Each rule's docstring holds one invented example as it would be read in an article of Thursday 10 May 2012.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from recoupe.annotate.times.anchors import (
    Base,
    Meaning,
    Stack,
    dated_in,
    fitting_year,
    lookup,
    reckon,
    year_of,
)
from recoupe.annotate.times.calendar import (
    SEASON_STARTS,
    feast,
    format_value,
    merge_values,
    ranked_day,
    roman_number,
    safe_date,
    season_of,
    shift,
)
from recoupe.annotate.times.sign_rules import SignRules
from recoupe.annotate.times.tense import Direction
from recoupe.annotate.times.timex import Sign
from recoupe.model import Anchor, TimeType


class CalendarRules(SignRules):
    """Resolves the signs that name a date on the calendar."""

    def _read_iso(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "le 2012-05-03" → 2012-05-03"""
        groups = sign.groups
        day = safe_date(int(groups["y"]), int(groups["m"]), int(groups["d"]))
        if day is None:
            return None
        meaning = Meaning(TimeType.DATE, day.isoformat())
        hour = int(groups.get("h", "0"))
        if "h" in groups and (hour > 24 or int(groups["mi"]) > 59):
            return None
        return meaning.with_clock(f"{hour:02d}:{groups['mi']}") if "h" in groups else meaning

    def _read_calendar(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "samedi 12 mai" → 2012-05-12"""
        month, number = self._month(sign), self._words.day(sign.groups["d"])
        if safe_date(2000, month, number) is None:
            return None
        if "y" in sign.groups:
            year = year_of(sign.groups["y"])
            day = safe_date(year or 0, month, number)
            return self._with_part(Meaning(TimeType.DATE, day.isoformat()), sign) if day else None
        meaning = self._without_year(sign, stack, self._on_weekday(sign, month, number), "D")
        if meaning is None:
            meaning = Meaning(TimeType.DATE, f"XXXX-{month:02d}-{number:02d}", stack.deictic().anchor)
        return self._with_part(meaning, sign)

    def _on_weekday(self, sign: Sign, month: int, number: int) -> Callable[[int], date | None]:
        """The day in a given year; where the text names its weekday, only in years that agree, if one near does."""
        dated = dated_in(month, number)
        weekday = self._tables["weekdays"].get(sign.groups.get("wd", ""))
        if weekday is None:
            return dated

        def agreeing(year: int) -> date | None:
            near = [day for offset in (-1, 0, 1) if (day := dated(year + offset))]
            day = dated(year)
            agrees = day is not None and day.isoweekday() == weekday
            return day if agrees or not any(other.isoweekday() == weekday for other in near) else None

        return agreeing

    def _month(self, sign: Sign) -> int:
        return self._words.month(sign.groups["m"])

    def _without_year(
        self, sign: Sign, stack: Stack, dated: Callable[[int], date | None], unit: str
    ) -> Meaning | None:
        """A date whose year is left out: that of the paragraph's last written year, else the fitting year."""
        base = stack.deictic()
        direction, forced = self._direction(sign, verbless=Direction.UNKNOWN)
        told_year = stack.told_year(self._places.paragraph(sign.start), self._places.sentence(sign.start))
        if told_year is not None and direction is not Direction.FUTURE and not forced:
            day = dated(told_year)
            if day is not None and sign.groups.get("wd") in (None, self._weekday_name(day)):
                return Meaning(TimeType.DATE, format_value(day, unit), Anchor.NARRATIVE)
        if base.low is None:
            return None
        meaning = reckon(base, lambda anchor: fitting_year(anchor, dated, direction, forced), unit)
        return None if meaning.span is None else meaning

    def _weekday_name(self, day: date) -> str:
        names: Mapping[str, int] = self._tables["weekdays"]
        return next(name for name, number in names.items() if number == day.isoweekday())

    def _read_weekday_day(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "samedi 12" → 2012-05-12: the nearest 12th that is a Saturday"""
        weekday, number = self._tables["weekdays"][sign.groups["wd"]], self._words.day(sign.groups["d"])
        base = stack.deictic()
        if base.day is None:
            return Meaning(TimeType.DATE, f"XXXX-XX-{number:02d}", base.anchor)
        near = [shift(base.day.replace(day=1), months, "M") for months in (0, -1, 1, -2, 2)]
        for first in near:
            day = safe_date(first.year, first.month, number) if first else None
            if day is not None and day.isoweekday() == weekday:
                return Meaning(TimeType.DATE, day.isoformat(), base.anchor)
        return None

    def _read_month(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "fin mars" → 2012-03, END"""
        month, mod = self._month(sign), self._edge(sign)
        if "y" in sign.groups:
            return Meaning(TimeType.DATE, f"{year_of(sign.groups['y']):04d}-{month:02d}", mod=mod)
        if "told" in sign.groups:
            way = self._tables["told_directions"][sign.groups["told"]]
            meaning = self._from_told(stack, dated_in(month, 15), Direction(way))
            return replace(meaning, mod=mod) if meaning else None
        if sign.groups.get("dir"):
            return self._next_month(
                stack.deictic(), month, self._tables["directions"][sign.groups["dir"]], mod
            )
        found = self._without_year(sign, stack, dated_in(month, 15), "M")
        return replace(found or Meaning(TimeType.DATE, f"XXXX-{month:02d}", stack.deictic().anchor), mod=mod)

    def _next_month(self, base: Base, month: int, way: int, mod: str | None) -> Meaning:
        """The first such month after, or the last before, the month of a base: "juin prochain" → 2012-06."""

        def move(anchor: date) -> date | None:
            year = anchor.year
            if way < 0 and month >= anchor.month:
                year -= 1
            elif way > 0 and month <= anchor.month:
                year += 1
            return safe_date(year, month, 15)

        meaning = reckon(base, move, "M")
        if base.low is None:
            meaning = replace(meaning, value=f"XXXX-{month:02d}")
        return replace(meaning, mod=mod)

    def _from_told(
        self, stack: Stack, dated: Callable[[int], date | None], direction: Direction
    ) -> Meaning | None:
        base = stack.last_date()
        return reckon(base, lambda anchor: fitting_year(anchor, dated, direction, True), "M")

    def _read_day_of_month(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "votre lettre du 3 courant" → 2012-05-03"""
        number = self._words.day(sign.groups["d"])
        if "told" in sign.groups:
            base, way = stack.last_date(), self._tables["told_directions"][sign.groups["told"]]
        else:
            base, way = stack.deictic(), self._tables["directions"].get(sign.groups.get("dir", ""), 0)

        def move(day: date) -> date | None:
            month = shift(day, way, "M")
            return safe_date(month.year, month.month, number) if month else None

        return reckon(base, move, "D")

    def _read_ranked_day(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "aura lieu le deuxième samedi de juin" → 2012-06-09"""
        month = self._month(sign)
        rank = self._tables["ranks"].get(sign.groups["rank"], -1)
        weekday = self._tables["weekdays"].get(sign.groups["wd"])
        unit = "D" if weekday else "WE"

        def dated(year: int) -> date | None:
            return ranked_day(year, month, weekday or 6, rank)

        if "y" in sign.groups:
            day = dated(year_of(sign.groups["y"]) or 1)
            return Meaning(TimeType.DATE, format_value(day, unit)) if day else None
        found = self._without_year(sign, stack, dated, unit)
        return found or Meaning(TimeType.DATE, f"XXXX-{month:02d}-XX", stack.deictic().anchor)

    def _read_set_rank(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "le premier lundi du mois" → P1M"""
        return Meaning(TimeType.SET, "P1M")

    def _read_set_date(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "chaque 14 juillet" → XXXX-07-14; "le 1er de chaque mois" → XXXX-XX-01"""
        month = f"{self._month(sign):02d}" if "m" in sign.groups else "XX"
        if "d" not in sign.groups:
            return Meaning(TimeType.SET, f"XXXX-{month}")
        day = self._words.day(sign.groups["d"])
        if month != "XX" and safe_date(2000, int(month), day) is None:
            return None
        return Meaning(TimeType.SET, f"XXXX-{month}-{day:02d}")

    def _read_decade(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "les années 60" → 196X"""
        word = sign.groups["decade"]
        number = lookup(self._tables["numbers"], word) or int(self._lengths.number(word) or 0)
        decade = number if number >= 1000 else 1900 + number
        return Meaning(TimeType.DATE, f"{decade // 10}X", mod=self._edge(sign))

    def _read_century(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "le XIXe siècle" → 18XX"""
        word = sign.groups["roman"]
        number = lookup(self._tables.get("ordinals", {}), word) or roman_number(word)
        return (
            Meaning(TimeType.DATE, f"{number - 1:02d}XX", mod=self._edge(sign)) if 1 <= number <= 99 else None
        )

    def _read_year(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "en 1975" → 1975"""
        words = sign.groups.get("yw")
        year = int(self._words.number(words) or 0) if words else year_of(sign.groups["y"])
        return Meaning(TimeType.DATE, f"{year:04d}", mod=self._edge(sign)) if year else None

    def _read_year_part(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "le premier trimestre" → 2012-Q1"""
        letter, parts = self._tables["year_parts"][sign.groups["u"]]
        word = sign.groups["rank"]
        rank = int(word) if word.isdigit() else self._tables["ranks"].get(word, int(parts))
        if rank > int(parts):
            return None
        if "y" in sign.groups:
            return Meaning(TimeType.DATE, f"{sign.groups['y']}-{letter}{rank}")
        months = 12 // int(parts)
        first, last = (rank - 1) * months + 1, rank * months
        direction, _ = self._direction(sign, verbless=Direction.UNKNOWN)

        def move(day: date) -> date | None:
            if direction is Direction.PAST and day.month < first:
                return shift(day, -1, "Y")
            return shift(day, 1, "Y") if direction is Direction.FUTURE and day.month > last else day

        year = reckon(stack.deictic(), move, "Y")
        return Meaning(TimeType.DATE, f"{year.value}-{letter}{rank}", year.anchor)

    def _read_season(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "l'automne dernier" → 2011-FA"""
        season, mod = self._tables["seasons"][sign.groups["season"]], self._edge(sign)
        start = SEASON_STARTS[season]
        if "y" in sign.groups:
            return Meaning(TimeType.DATE, f"{year_of(sign.groups['y']):04d}-{season}", mod=mod)
        base = stack.deictic()
        direction, forced = self._direction(sign, verbless=Direction.UNKNOWN)
        if base.low is None or base.high is None:
            return Meaning(TimeType.DATE, f"XXXX-{season}", base.anchor, mod)

        def year(anchor: date) -> int:
            begun = anchor.year - 1 if season == "WI" and anchor.month < 6 else anchor.year
            if season_of(anchor) == season:
                return begun + (int(direction) if forced else 0)
            told = direction is not Direction.UNKNOWN and not self._folded.endswith("d'", 0, sign.start)
            middle = fitting_year(anchor, dated_in(*_month_later(start)), direction, told)
            return (
                middle.year - (1 if middle and season == "WI" and middle.month < 6 else 0)
                if middle
                else begun
            )

        value = merge_values(f"{year(base.low):04d}-{season}", f"{year(base.high):04d}-{season}")
        return Meaning(TimeType.DATE, value, base.anchor, mod)

    def _read_feast(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "cette fête de Pentecôte" → 2012-05-27; "l'Aïd" → XXXX-XX-XX: no rule tells its day in this calendar"""
        rule = self._tables["feasts"][sign.groups["word"]]

        def dated(year: int) -> date | None:
            return feast(rule, year) if 1583 <= year <= 9990 else None

        if rule.startswith("X"):
            return Meaning(TimeType.DATE, f"{sign.groups.get('y', 'XXXX')}-{rule}", stack.deictic().anchor)
        if "y" in sign.groups:
            day = dated(int(sign.groups["y"]))
            return Meaning(TimeType.DATE, day.isoformat()) if day else None
        found = self._without_year(sign, stack, dated, "D")
        if found is not None:
            return found
        fixed = feast(rule, 2000) if rule[0].isdigit() and rule.count("-") == 1 else None
        value = f"XXXX-{fixed.month:02d}-{fixed.day:02d}" if fixed else "XXXX-XX-XX"
        return Meaning(TimeType.DATE, value, stack.deictic().anchor)

    def _read_period(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "l'après-guerre" → 1945, AFTER"""
        value, mod = self._tables["periods"][sign.groups["word"]]
        return Meaning(TimeType.DATE, value, mod=mod)


def _month_later(start: tuple[int, int]) -> tuple[int, int]:
    """A day in the middle of the season that starts on a month and day."""
    return (start[0] % 12 + 1, 30) if start[0] != 1 else (2, 28)
