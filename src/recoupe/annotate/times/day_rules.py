"""Weekdays, nights, parts of the day, clock times, and words for days: what needs a day to be told.

Each rule's docstring holds one invented example as it would be read in an article of Thursday 10 May 2012.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from recoupe.annotate.times.anchors import (
    Base,
    Meaning,
    Stack,
    reckon,
    shifted,
    told_base,
)
from recoupe.annotate.times.calendar import (
    interval,
    shift,
    weekday_from,
)
from recoupe.annotate.times.calendar_rules import CalendarRules
from recoupe.annotate.times.sign_rules import replace_groups
from recoupe.annotate.times.tense import Direction, Pointing
from recoupe.annotate.times.timex import Sign
from recoupe.model import TimeType

NEXT_SIGN_CHARS = 25
OF_EVENT_CHARS = 48
_OF_EVENT = re.compile(r" (?:de |du |des |d')[^.,;:!?()«»\"\n]+? (?:de |du |d')(?:la |l')?")
PARTS_AFTER_NIGHT = ("MO", "MI", "AF")


class DayRules(CalendarRules):
    """Resolves the signs that name a day by its weekday or by a word, and the times of day."""

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
        """ "Le musée ferme le mardi", "ouvert du mardi au samedi": an article, and a verb that tells what is or used to be."""
        if "dir" in sign.groups or pointing.forced:
            return False
        usual = pointing.habitual or pointing.verbless
        if sign.groups.get("det") == "le ":
            return usual
        window = self._folded[max(0, sign.start - 90) : sign.end + 14].rpartition("\n")[2]
        ranges = self._words.refusals.get("weekday_range")
        if ranges is None or not any(
            found.end() >= len(window) - 14 - len("dimanche") for found in ranges.finditer(window)
        ):
            return False
        return usual or self._words.refusals["openings"].search(window) is not None

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
        if morning is None or self._words.day(morning[1]) > self._words.day(day) or "X" in meaning.value:
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
            kind = TimeType(self._tables["grammar"].get("reference_type", TimeType.DATE))
            return Meaning(kind, "PRESENT_REF", base.anchor)
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
        """The day that "la veille de" is followed by: "la veille de Noël", "au lendemain du scrutin de dimanche"."""
        if following is None:
            return None
        gap = self._folded[sign.end : following.start]
        if len(gap) > 5 and (len(gap) > OF_EVENT_CHARS or not _OF_EVENT.fullmatch(gap)):
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
        hour = int(self._words.number(groups.get("h") or groups["hw"]) or 0)
        minute = int(self._words.number(groups.get("mi", "0")) or 0)
        minute += self._tables["clock_minutes"].get(groups.get("extra", ""), 0)
        if minute < 0:
            hour, minute = (hour - 1) % 24, minute + 60
        if "half" in groups and hour <= 12:
            hour = hour % 12 + self._tables["clock_halves"].get(groups["half"], 0)
        if hour > 24 or minute > 59 or (hour == 24 and minute):
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
        if stack.repeated == sentence:
            return Meaning(TimeType.TIME, f"T{clock}")
        base = self._day_of(sign, stack, following, paragraph, sentence)
        told = stack.told_day
        after_night = told is not None and base is told.base and told.part == "NI" and clock < "08:00"
        meaning = reckon(base, shifted(base, 1 if after_night else 0, "D"), "D")
        return meaning.with_clock(clock)
