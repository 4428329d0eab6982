"""What each kind of sign means: one rule a kind, resolved on the stack of anchors.

Each rule's docstring holds one invented example as it would be read in an article of Thursday 10 May 2012.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from recoupe.annotate.anchors import (
    Base,
    Meaning,
    Places,
    Stack,
    dated_in,
    fitting_year,
    lookup,
    reckon,
    shifted,
    told_base,
    year_of,
)
from recoupe.annotate.calendar import (
    SEASON_STARTS,
    feast,
    format_value,
    interval,
    merge_values,
    roman_number,
    safe_date,
    season_of,
    shift,
    weekday_from,
)
from recoupe.annotate.lengths import Lengths
from recoupe.annotate.tense import Direction, Pointing, Tenses
from recoupe.annotate.timex import Sign, TimeWords
from recoupe.model import Anchor, TimeType

NEXT_SIGN_CHARS = 25
PARTS_AFTER_NIGHT = ("MO", "MI", "AF")


class TimeRules:
    """Resolves the signs of one article."""

    def __init__(self, words: TimeWords, tenses: Tenses, places: Places, text: str, folded: str):
        self._tables: Mapping[str, Any] = words.tables
        self._tenses = tenses
        self._places = places
        self._text = text
        self._folded = folded
        self._lengths = Lengths(words)
        self._rules: dict[str, Callable[[Sign, Stack, Sign | None], Meaning | None]] = {
            name.removeprefix("_read_"): getattr(self, name)
            for name in dir(self)
            if name.startswith("_read_")
        }

    def resolve(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """What a sign means, None where it turns out to mean nothing; ``following`` is the next sign of the text."""
        if sign.kind in self._rules:
            return self._rules[sign.kind](sign, stack, following)
        return self._lengths.resolve(sign, stack)

    def _pointing(self, sign: Sign) -> Pointing:
        return self._tenses.pointing(sign.start, sign.end)

    def _part(self, sign: Sign) -> str | None:
        word = sign.groups.get("part")
        if word is None:
            return None
        found: str = self._tables["parts"].get(word) or self._tables["parts"][word.split()[-1]]
        return found

    def _edge(self, sign: Sign) -> str | None:
        edge = sign.groups.get("edge")
        if edge is None:
            return None
        edges: Mapping[str, str] = self._tables["edges"]
        return next((edges[word] for word in edge.split() if word in edges), None)

    def _with_part(self, meaning: Meaning, sign: Sign) -> Meaning:
        part = self._part(sign)
        if part is None or (part == "DT" and meaning.type is TimeType.DATE):
            return meaning
        return meaning.with_clock(part)

    # ------------------------------------------------------------------ dates on the calendar

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
        month, number = self._month(sign), _day_number(sign.groups["d"])
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
        word = sign.groups["m"]
        return lookup(self._tables["months"], word) or lookup(self._tables["month_abbreviations"], word)

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

    def _direction(self, sign: Sign, verbless: Direction = Direction.FUTURE) -> tuple[Direction, bool]:
        """Where a date points: by "dernier" and "prochain", else by its clause; ``verbless`` where that has no verb."""
        word = sign.groups.get("dir")
        if word is not None:
            return Direction(self._tables["directions"][word]), True
        pointing = self._pointing(sign)
        return verbless if pointing.verbless else pointing.direction, pointing.forced

    def _read_weekday_day(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "samedi 12" → 2012-05-12: the nearest 12th that is a Saturday"""
        weekday, number = self._tables["weekdays"][sign.groups["wd"]], _day_number(sign.groups["d"])
        base = stack.deictic()
        if base.day is None:
            return Meaning(TimeType.DATE, f"XXXX-XX-{number:02d}", base.anchor)
        near = [shift(base.day.replace(day=1), months, "M") for months in (0, -1, 1, -2, 2, -3, 3)]
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

    def _read_decade(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "les années 60" → 196X"""
        word = sign.groups["decade"]
        number = lookup(self._tables["numbers"], word) or int(self._lengths.number(word) or 0)
        decade = number if number >= 1000 else 1900 + number
        return Meaning(TimeType.DATE, f"{decade // 10}X", mod=self._edge(sign))

    def _read_century(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "le XIXe siècle" → 18XX"""
        word = sign.groups["roman"]
        number = int(word) if word.isdigit() else roman_number(word)
        return (
            Meaning(TimeType.DATE, f"{number - 1:02d}XX", mod=self._edge(sign)) if 1 <= number <= 99 else None
        )

    def _read_year(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "en 1975" → 1975"""
        return Meaning(TimeType.DATE, sign.groups["y"], mod=self._edge(sign))

    def _read_year_part(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "le premier trimestre" → 2012-Q1"""
        letter, parts = self._tables["year_parts"][sign.groups["u"]]
        rank = self._tables["ranks"][sign.groups["rank"]]
        if rank > int(parts):
            return None
        if "y" in sign.groups:
            return Meaning(TimeType.DATE, f"{sign.groups['y']}-{letter}{rank}")
        year = reckon(stack.deictic(), lambda day: day, "Y")
        return Meaning(TimeType.DATE, f"{year.value}-{letter}{rank}", year.anchor)

    def _read_season(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "l'automne dernier" → 2011-FA"""
        season, mod = self._tables["seasons"][sign.groups["season"]], self._edge(sign)
        start = SEASON_STARTS[season]
        if "y" in sign.groups:
            return Meaning(TimeType.DATE, f"{year_of(sign.groups['y']):04d}-{season}", mod=mod)
        base = stack.deictic()
        direction, forced = self._direction(sign)
        if base.low is None or base.high is None:
            return Meaning(TimeType.DATE, f"XXXX-{season}", base.anchor, mod)

        def year(anchor: date) -> int:
            begun = anchor.year - 1 if season == "WI" and anchor.month < 6 else anchor.year
            if season_of(anchor) == season:
                return begun + (int(direction) if forced else 0)
            middle = fitting_year(anchor, dated_in(*_month_later(start)), direction, forced)
            return (
                middle.year - (1 if middle and season == "WI" and middle.month < 6 else 0)
                if middle
                else begun
            )

        value = merge_values(f"{year(base.low):04d}-{season}", f"{year(base.high):04d}-{season}")
        return Meaning(TimeType.DATE, value, base.anchor, mod)

    def _read_feast(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "cette fête de Pentecôte" → 2012-05-27"""
        rule = self._tables["feasts"][sign.groups["word"]]

        def dated(year: int) -> date | None:
            return feast(rule, year) if 1583 <= year <= 9990 else None

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

    # ------------------------------------------------------------------ weekdays

    def _read_weekday(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "a été arrêté lundi" → 2012-05-07; "se tiendra lundi" → 2012-05-14"""
        weekday = self._tables["weekdays"][sign.groups["wd"]]
        if "told" in sign.groups:
            way = self._tables["told_directions"][sign.groups["told"]]
            meaning = reckon(stack.narrative(), lambda day: weekday_from(day, weekday, way, strict=True), "D")
            return self._with_part(meaning, sign)
        base = stack.deictic()
        pointing = self._pointing(sign)
        if self._is_habit(sign, pointing):
            part = self._part(sign)
            return Meaning(TimeType.SET, f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""), mod=None)
        if base.day is None:
            return self._some_weekday(sign, stack, base, weekday)
        day = self._weekday_date(sign, stack, base.day, weekday, pointing)
        if day is None:
            return None
        if "eight" in sign.groups:
            day = shift(day, 7, "D") or day
        return self._with_part(Meaning(TimeType.DATE, day.isoformat(), base.anchor), sign)

    def _is_habit(self, sign: Sign, pointing: Pointing) -> bool:
        """ "Le musée ferme le mardi": an article, and a verb that tells what is or used to be."""
        if sign.groups.get("det") != "le " or "dir" in sign.groups or pointing.forced:
            return False
        return pointing.habitual or pointing.verbless

    def _some_weekday(self, sign: Sign, stack: Stack, base: Base, weekday: int) -> Meaning:
        """A weekday of an article whose day is not known stays a weekday: XXXX-WXX-3."""
        value = f"XXXX-WXX-{weekday}"
        span = None
        if base.low is not None and base.high is not None:
            direction = self._direction(sign)[0]
            back, ahead = (7, 0) if direction is Direction.PAST else (0, 7)
            if direction is Direction.UNKNOWN:
                back, ahead = 7, 7
            low, high = shift(base.low, -back, "D"), shift(base.high, ahead, "D")
            span = (low.isoformat(), high.isoformat()) if low and high else None
        part = self._part(sign)
        kind = TimeType.TIME if part else TimeType.DATE
        return Meaning(kind, value + (f"T{part}" if part else ""), base.anchor, span=span)

    def _weekday_date(
        self, sign: Sign, stack: Stack, anchor: date, weekday: int, pointing: Pointing
    ) -> date | None:
        word = sign.groups.get("dir")
        if word is not None:
            return weekday_from(anchor, weekday, self._tables["directions"][word], strict=True)
        named = stack.weekdays.get(weekday)
        if named is not None and not pointing.forced:
            return named
        way = pointing.direction
        if way is Direction.UNKNOWN:
            way = Direction.PAST if self._reports(sign) else Direction.FUTURE
        return weekday_from(anchor, weekday, way, strict=False)

    def _reports(self, sign: Sign) -> bool:
        """Whether a verb in the present reports words: "affirme lundi le maire"."""
        before = self._folded[max(0, sign.start - 40) : sign.start]
        verbs = "|".join(self._tables["speaking"]["verbs"])
        return re.search(rf"\b(?:{verbs})\w* (?:[\w']+ )?(?:de |ce |le )?$", before) is not None

    def _read_night(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """A night is named by the day it starts: "a brûlé dans la nuit de lundi à mardi" → 2012-05-07TNI"""
        groups = sign.groups
        if "m" in groups:
            day = groups.get("d")
            if day is None:
                return None
            started = {"d": day, "m": groups.get("evening", groups["m"])} | (
                {"y": groups["y"]} if "y" in groups else {}
            )
            meaning = self._read_calendar(replace_groups(sign, started), stack, following)
            if meaning is not None and "wd" not in groups and "evening" not in groups:
                meaning = self._start_of_night(sign, meaning, day)
        elif "wd" in groups:
            meaning = self._read_weekday(replace_groups(sign, {"wd": groups["wd"]}), stack, following)
        else:
            return None
        return meaning.with_clock("NI") if meaning is not None else None

    def _start_of_night(self, sign: Sign, meaning: Meaning, day: str) -> Meaning:
        """ "la nuit du 30 au 1er juin" starts in May: the month told is that of the morning."""
        morning = re.search(r"au (?:\w+ )?(\d{1,2}|1 ?er)(?= )", self._folded[sign.start : sign.end])
        if morning is None or _day_number(morning[1]) > _day_number(day) or "X" in meaning.value:
            return meaning
        start = date.fromisoformat(meaning.value)
        earlier = shift(start.replace(day=1), -1, "D")
        if earlier is None or earlier.day < start.day:
            return meaning
        moved = earlier.replace(day=start.day)
        return replace(meaning, value=moved.isoformat(), span=interval(moved.isoformat()))

    # ------------------------------------------------------------------ words that need a day

    def _read_day_word(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "hier matin" → 2012-05-09TMO"""
        word = sign.groups["word"]
        base, count = stack.deictic(), self._tables["day_words"][word]
        if count == 0 and "part" not in sign.groups and self._means_nowadays(sign, stack):
            return Meaning(TimeType.DATE, "PRESENT_REF", base.anchor)
        part = self._part(sign)
        return reckon(base, shifted(base, count, "D"), "D", f"T{part}" if part else "")

    def _means_nowadays(self, sign: Sign, stack: Stack) -> bool:
        """ "Aujourd'hui, la vallée a changé" opposes now to then; "sera ouvert aujourd'hui" tells a day."""
        opens = re.search(
            r"(?:^|[.!?;:\"«(\n-])\s*(?:et |mais )?$", self._folded[max(0, sign.start - 8) : sign.start]
        )
        fronted = opens is not None and self._folded.startswith((",", " ,"), sign.end)
        pointing = self._pointing(sign)
        if pointing.direction is Direction.UNKNOWN and pointing.state:
            return True
        return fronted and stack.speech is not None and pointing.direction is not Direction.FUTURE

    def _read_told_day(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "le lendemain matin", after "le 24 mars" → 2012-03-25TMO"""
        count, part = self._tables["told_days"][sign.groups["word"]], self._part(sign)
        suffix = f"T{part}" if part else ""
        base = stack.narrative()
        if "of" in sign.groups:
            named = self._day_after(sign, stack, following)
            if named is not None:
                return replace(reckon(named, shifted(named, count, "D"), "D", suffix), anchor=named.anchor)
            told = stack.told_day
            if told is None or told.sentence != self._places.sentence(sign.start):
                return Meaning(TimeType.TIME if part else TimeType.DATE, "XXXX-XX-XX" + suffix, base.anchor)
            return reckon(told.base, lambda day: day, "D", suffix)
        if base.unit != "D":
            return Meaning(TimeType.TIME if part else TimeType.DATE, "XXXX-XX-XX" + suffix, base.anchor)
        return reckon(base, shifted(base, count, "D"), "D", suffix)

    def _day_after(self, sign: Sign, stack: Stack, following: Sign | None) -> Base | None:
        """The day that "la veille de" is followed by: "la veille de Noël"."""
        if following is None or not 0 <= following.start - sign.end <= 5:
            return None
        if following.kind not in ("feast", "calendar", "weekday", "day_word"):
            return None
        meaning = self.resolve(following, stack, None)
        base = told_base(meaning) if meaning else None
        return replace(base, anchor=meaning.anchor) if base and meaning else None

    def _read_this_part(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "ce soir" → 2012-05-10TEV; "a brûlé cette nuit" → 2012-05-09TNI"""
        part = self._part(sign)
        if "there" in sign.groups:
            base = stack.narrative()
            return reckon(base, lambda day: day, "D", f"T{part}")
        base = stack.deictic()
        count = -1 if part == "NI" and self._pointing(sign).direction is Direction.PAST else 0
        return reckon(base, shifted(base, count, "D"), "D", f"T{part}")

    def _read_last_night(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "la nuit dernière" → 2012-05-09TNI"""
        base = stack.deictic()
        count = -1 if self._tables["directions"][sign.groups["dir"]] < 0 else 0
        return reckon(base, shifted(base, count, "D"), "D", "TNI")

    def _read_part(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "la soirée", after "samedi" → 2012-05-12TEV; "Elle travaille la nuit" → TNI"""
        part = self._part(sign)
        mod = self._edge(sign)
        told = stack.told_day
        paragraph, sentence = self._places.paragraph(sign.start), self._places.sentence(sign.start)
        near = told is not None and told.paragraph == paragraph
        if not near and sign.groups.get("det") and self._pointing(sign).habitual:
            return Meaning(TimeType.TIME, f"T{part}", stack.deictic().anchor, mod) if part != "DT" else None
        base = self._day_of(sign, stack, following, paragraph, sentence)
        count = 0
        if near and told is not None and base is told.base:
            count = 1 if told.part == "NI" and part in PARTS_AFTER_NIGHT else 0
        elif part == "NI" and self._pointing(sign).direction is Direction.PAST:
            count = -1
        suffix = "" if part == "DT" else f"T{part}"
        return replace(reckon(base, shifted(base, count, "D"), "D", suffix), mod=mod)

    def _day_of(
        self, sign: Sign, stack: Stack, following: Sign | None, paragraph: int, sentence: int
    ) -> Base:
        """The day a time of day belongs to: told in its sentence, else told just after it, else told before."""
        told = stack.told_day
        here = told is not None and told.sentence == sentence
        if not here and following is not None and 0 <= following.start - sign.end <= NEXT_SIGN_CHARS:
            dated = following.kind in ("calendar", "weekday", "weekday_day", "day_word")
            if (dated or "day" in following.groups) and self._places.sentence(following.start) == sentence:
                meaning = self.resolve(following, stack, None)
                base = told_base(meaning) if meaning else None
                if base is not None and meaning is not None and base.unit == "D":
                    return replace(base, anchor=meaning.anchor)
        return stack.day_for_clock(paragraph, sentence)

    def _read_clock(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "à 20 h 30" → 2012-05-10T20:30"""
        groups = sign.groups
        hour = int(groups["h"]) if "h" in groups else lookup(self._tables["numbers"], groups["hw"])
        minute = int(groups.get("mi", "0")) + self._tables["clock_minutes"].get(groups.get("extra", ""), 0)
        if minute < 0:
            hour, minute = (hour - 1) % 24, minute + 60
        afternoon = groups.get("half") in self._tables["clock_halves"]
        if afternoon and hour < 12:
            hour += 12
        if hour > 24 or (hour == 24 and minute):
            return None
        return self._at_clock(sign, stack, following, f"{hour:02d}:{minute:02d}")

    def _read_clock_word(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "à midi" → 2012-05-10T12:00"""
        return self._at_clock(sign, stack, following, self._tables["clock_words"][sign.groups["word"]])

    def _read_bare_hour(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "de 8 à 10 h": 8 → 2012-05-10T08:00"""
        return self._at_clock(sign, stack, None, f"{int(sign.groups['h']):02d}:00")

    def _at_clock(self, sign: Sign, stack: Stack, following: Sign | None, clock: str) -> Meaning | None:
        paragraph, sentence = self._places.paragraph(sign.start), self._places.sentence(sign.start)
        named = sign.groups.get("day")
        if named is not None:
            words = {"wd": named} if named in self._tables["weekdays"] else {"word": named}
            kind = "weekday" if "wd" in words else "day_word"
            meaning = self.resolve(Sign(sign.start, sign.end, kind, words), stack, None)
            return meaning.with_clock(clock) if meaning else None
        base = self._day_of(sign, stack, following, paragraph, sentence)
        told = stack.told_day
        after_night = told is not None and base is told.base and told.part == "NI" and clock < "08:00"
        meaning = reckon(base, shifted(base, 1 if after_night else 0, "D"), "D")
        return meaning.with_clock(clock)

    # ------------------------------------------------------------------ units counted from an anchor

    def _read_this_unit(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "cette semaine" → 2012-W19"""
        unit = self._lengths.unit(sign.groups["u"])
        base = stack.last_date() if "there" in sign.groups else stack.deictic()
        if unit == "WE":
            return self._week_end(sign, base)
        return replace(reckon(base, lambda day: day, unit), mod=self._edge(sign))

    def _read_next_unit(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "la semaine dernière" → 2012-W18"""
        unit = self._lengths.unit(sign.groups["u"])
        if "told" in sign.groups:
            base, way = stack.last_date(), self._tables["told_directions"][sign.groups["told"]]
        else:
            base, way = stack.deictic(), self._tables["directions"].get(sign.groups.get("dir", ""), 1)
        if unit == "WE" and way > 0:
            return self._week_end(sign, base)
        return replace(reckon(base, shifted(base, way, unit), unit), mod=self._edge(sign))

    def _read_edge_unit(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "en début de semaine" → 2012-W19, START"""
        unit = self._lengths.unit(sign.groups["u"])
        return replace(reckon(stack.deictic(), lambda day: day, unit), mod=self._edge(sign))

    def _read_bare_unit(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "durant la semaine" → 2012-W19"""
        return reckon(stack.deictic(), lambda day: day, self._lengths.unit(sign.groups["u"]))

    def _read_week_end(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "ce week-end" → 2012-W19-WE"""
        return self._week_end(sign, stack.deictic())

    def _week_end(self, sign: Sign, base: Base) -> Meaning:
        direction, forced = self._direction(sign)
        past = direction is Direction.PAST

        def move(day: date) -> date | None:
            if past and (day.isoweekday() < 6 or forced):
                return shift(day, -1, "W")
            if forced and not past and day.isoweekday() >= 6:
                return shift(day, 1, "W")
            return day

        return reckon(base, move, "WE")

    def _read_ago(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "il y a deux ans" → 2010"""
        return self._lengths.away(sign, stack.deictic(), -1)

    def _read_ahead(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "dans trois jours" → 2012-05-13"""
        return self._lengths.away(sign, stack.deictic(), 1)

    def _read_later(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "deux mois plus tard", after "en décembre 2011" → 2012-02"""
        way = -1 if sign.groups["way"] in self._tables["earlier_words"]["words"] else 1
        return self._lengths.away(sign, stack.last_date(), way)


def replace_groups(sign: Sign, groups: dict[str, str]) -> Sign:
    """The same stretch read with other groups."""
    return Sign(sign.start, sign.end, sign.kind, groups)


def _day_number(words: str) -> int:
    figures = re.sub(r"\D", "", words)
    return int(figures) if figures else 1


def _month_later(start: tuple[int, int]) -> tuple[int, int]:
    """A day in the middle of the season that starts on a month and day."""
    return (start[0] % 12 + 1, 30) if start[0] != 1 else (2, 28)
