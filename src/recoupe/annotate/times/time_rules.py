"""What each kind of sign means: one rule a kind, resolved on the stack of anchors.

Here the units counted from an anchor; ``calendar_rules`` and ``day_rules`` hold the others. Each rule's docstring holds one
invented example as it would be read in an article of Thursday 10 May 2012.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from recoupe.annotate.times.anchors import (
    Base,
    Meaning,
    Stack,
    reckon,
    shifted,
)
from recoupe.annotate.times.calendar import (
    shift,
)
from recoupe.annotate.times.day_rules import DayRules
from recoupe.annotate.times.tense import Direction
from recoupe.annotate.times.timex import Sign


class TimeRules(DayRules):
    """Resolves the signs of one article."""

    def _read_this_unit(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "cette semaine" → 2012-W19"""
        unit = self._lengths.unit(sign.groups["u"])
        told = stack.told_day
        if sign.groups["u"] == "journee" and told is not None:
            near = told.paragraph == self._places.paragraph(sign.start)
            return reckon(told.base if near else stack.deictic(), lambda day: day, "D")
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
        """ "il y a deux ans" → 2010; "Il y avait trois jours", after "le 24 mars" → 2012-03-21"""
        told = sign.groups.get("way") in self._tables.get("told_ago", ())
        return self._lengths.away(sign, stack.narrative() if told else stack.deictic(), -1)

    def _read_ahead(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "dans trois jours" → 2012-05-13"""
        return self._lengths.away(sign, stack.deictic(), 1)

    def _read_later(self, sign: Sign, stack: Stack, following: Sign | None) -> Meaning | None:
        """ "deux mois plus tard", after "en décembre 2011" → 2012-02"""
        way = -1 if sign.groups["way"] in self._tables["earlier_words"]["words"] else 1
        return self._lengths.away(sign, stack.last_date(), way)
