"""How long and how often: lengths, repeated times, and dates counted in units from an anchor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from recoupe.annotate.numerals import show_number
from recoupe.annotate.times.anchors import Base, Meaning, Stack, reckon, shifted
from recoupe.annotate.times.calendar import GRANULARITIES, shift, unknown_value
from recoupe.annotate.times.timex import Sign, TimeWords
from recoupe.model import Anchor, TimeType

_CLOCK_UNITS = {"H": "H", "m": "M", "S": "S"}
_LONG_UNITS = {"E": ("Y", 10), "C": ("Y", 100), "2W": ("W", 2), "6M": ("M", 6), "1000Y": ("Y", 1000)}
_FRACTIONS = {"H": ("m", 30), "Y": ("M", 6), "m": ("S", 30)}


class Lengths:
    """Resolves the signs that measure or repeat."""

    def __init__(self, words: TimeWords):
        self._words = words
        self._tables: Mapping[str, Any] = words.tables
        self._rules: dict[str, Callable[[Sign, Stack], Meaning | None]] = {
            "length": self._length,
            "bare_number": self._length,
            "hours_length": self._hours_length,
            "near_length": self._near_length,
            "delay": self._delay,
            "fraction": self._fraction,
            "set": self._set,
            "set_weekday": self._set_weekday,
            "set_word": self._set_word,
            "reference": self._reference,
            "part_adjective": self._part_adjective,
        }

    def resolve(self, sign: Sign, stack: Stack) -> Meaning | None:
        """What a sign that measures or repeats means."""
        return self._rules[sign.kind](sign, stack)

    def number(self, words: str) -> float | None:
        return self._words.number(words)

    def unit(self, word: str) -> str:
        return self._words.unit(word)

    def _count(self, sign: Sign) -> float | None:
        """How many; None where the text says only "quelques"."""
        rough = sign.groups.get("rough")
        if rough is not None:
            return self._tables["rough_numbers"][rough] or None
        if "single" in sign.groups:
            return 1
        return self.number(sign.groups["n"]) if "n" in sign.groups else None

    def _mod(self, sign: Sign) -> str | None:
        if "mod" in sign.groups:
            found: str = self._tables["modifiers"][sign.groups["mod"].strip()]
            return found
        return "APPROX" if self._tables["rough_numbers"].get(sign.groups.get("rough", "")) else None

    def _length(self, sign: Sign, stack: Stack) -> Meaning | None:
        """ "près de deux ans et demi" → P2Y6M, APPROX"""
        value, mod = self.length(sign)
        return Meaning(TimeType.DURATION, value, mod=mod)

    def length(self, sign: Sign) -> tuple[str, str | None]:
        """The value and modifier of a length; years where the unit is left out (English "Lena Marsh, 45,")."""
        unit = self.unit(sign.groups["u"]) if "u" in sign.groups else "Y"
        pieces = [(self._count(sign), unit)]
        if "half" in sign.groups:
            if unit in _FRACTIONS:
                quarter = 2 if sign.groups["half"] == "quart" else 1
                pieces.append((_FRACTIONS[unit][1] / quarter, _FRACTIONS[unit][0]))
            elif pieces[0][0] is not None:
                pieces = [(pieces[0][0] + 0.5, unit)]
        if "n2" in sign.groups:
            pieces.append((self.number(sign.groups["n2"]), self.unit(sign.groups["u2"])))
        return length_value(pieces), self._mod(sign)

    def _hours_length(self, sign: Sign, stack: Stack) -> Meaning | None:
        """ "en 2 h 30" → PT2H30M"""
        pieces = [(self.number(sign.groups["n"]), "H")]
        if "minutes" in sign.groups:
            pieces.append((self.number(sign.groups["minutes"]), "m"))
        return Meaning(TimeType.DURATION, length_value(pieces), mod=self._mod(sign))

    def _near_length(self, sign: Sign, stack: Stack) -> Meaning | None:
        """ "ces dernières 24 heures" → PT24H, up to the day of speaking"""
        unit, count = self.unit(sign.groups["u"]), self._count(sign)
        base = stack.deictic()
        meaning = Meaning(TimeType.DURATION, length_value([(count, unit)]), base.anchor)
        way = self._tables["directions"].get(sign.groups.get("dir", ""))
        if way is None or count is None or base.low is None or base.high is None:
            return meaning
        days = shift(base.low if way < 0 else base.high, way * int(_days(count, unit)), "D")
        if days is None:
            return meaning
        span = (days, base.high) if way < 0 else (base.low, days)
        return replace(meaning, span=(span[0].isoformat(), span[1].isoformat()))

    def _fraction(self, sign: Sign, stack: Stack) -> Meaning | None:
        """ "une demi-heure" → PT30M"""
        return Meaning(TimeType.DURATION, self._tables["fractions"][sign.groups["word"]], mod=self._mod(sign))

    def _delay(self, sign: Sign, stack: Stack) -> Meaning | None:
        """ "à payer sous huitaine" → P8D"""
        return Meaning(TimeType.DURATION, self._tables["delays"][sign.groups["word"]])

    def _set(self, sign: Sign, stack: Stack) -> Meaning | None:
        """ "tous les deux ans" → P2Y; "chaque été" → XXXX-SU"""
        word = sign.groups["u"]
        seasons = self._tables["seasons"]
        season = seasons.get(word) or seasons.get(word.removesuffix("s"))
        if season is not None:
            return Meaning(TimeType.SET, f"XXXX-{season}")
        part = self._tables["parts"].get(word.removesuffix("s"))
        if part is not None and part != "DT":
            return Meaning(TimeType.SET, f"XXXX-XX-XXT{part}")
        count = self.number(sign.groups["n"]) if "n" in sign.groups else 1
        return Meaning(TimeType.SET, length_value([(count, self.unit(word))]))

    def _set_weekday(self, sign: Sign, stack: Stack) -> Meaning | None:
        """ "tous les mardis" → XXXX-WXX-2"""
        weekday = self._tables["weekdays"][sign.groups["wd"]]
        part = self._tables["parts"].get(sign.groups.get("part", ""))
        return Meaning(TimeType.SET, f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""))

    def _set_word(self, sign: Sign, stack: Stack) -> Meaning | None:
        """ "un bulletin mensuel" → P1M"""
        return Meaning(TimeType.SET, self._tables["sets"][sign.groups["word"]])

    def _reference(self, sign: Sign, stack: Stack) -> Meaning | None:
        """ "désormais" → PRESENT_REF"""
        value = self._tables["references"][sign.groups["word"]]
        kind = TimeType(self._tables["grammar"].get("reference_type", TimeType.DATE))
        return Meaning(kind, value, stack.deictic().anchor)

    def _part_adjective(self, sign: Sign, stack: Stack) -> Meaning | None:
        """ "un incendie nocturne" → TNI"""
        return Meaning(
            TimeType.TIME, "T" + self._tables["part_adjectives"][sign.groups["word"]], Anchor.ABSOLUTE
        )

    def away(self, sign: Sign, base: Base, way: int) -> Meaning | None:
        """A date so many units from a base: days and weeks give a day, months a month, years a year.

        "il y a une semaine", in an article of 10 May 2012 → 2012-05-03; "il y a quelques jours" → PAST_REF.
        """
        unit, count = self.unit(sign.groups["u"]), self._count(sign)
        mod = self._mod(sign)
        if count is None:
            value = "PAST_REF" if way < 0 else "FUTURE_REF"
            if sign.kind == "later":
                value = (
                    "XXXX-XX-XX"
                    if unit in ("S", "m", "H", "D", "W")
                    else unknown_value(unit if unit in GRANULARITIES else unit[-1])
                )
            return Meaning(TimeType.DATE, value, base.anchor, mod)
        if unit in ("S", "m", "H"):
            meaning = (
                reckon(base, lambda day: day, "D")
                if base.unit == "D"
                else Meaning(TimeType.DATE, "XXXX-XX-XX")
            )
            return replace(meaning.with_clock("XX:XX"), anchor=base.anchor, mod=mod)
        if unit in ("2W", "6M", "1000Y"):
            count, unit = count * int(unit[:-1]), unit[-1]
        if "half" in sign.groups and unit == "Y":
            count, unit = count * 12 + 6, "M"
        size = {"D": "D", "W": "D", "WE": "WE", "Q": "M", "E": "Y", "C": "Y"}.get(unit, unit)
        if size == "D" and base.unit != "D":
            size = "M" if base.unit == "M" else "Y"
        whole = int(min(count, 1_000_000))
        return replace(reckon(base, shifted(base, way * whole, unit), size), mod=mod)


def length_value(pieces: list[tuple[float | None, str]]) -> str:
    """The TIMEX3 value of a length; ``X`` stands for a number that is not told.

    >>> length_value([(2, "Y"), (6, "M")])
    'P2Y6M'
    >>> length_value([(None, "H")])
    'PTXH'
    """
    days, clock = "", ""
    for count, unit in pieces:
        name, factor = (
            _LONG_UNITS.get(unit, (unit, 1)) if count is not None or unit[0].isdigit() else (unit, 1)
        )
        amount = "X" if count is None else show_number(count * factor)
        if unit in _CLOCK_UNITS:
            clock += amount + _CLOCK_UNITS[unit]
        else:
            days += amount + name
    return f"P{days}T{clock}" if clock else f"P{days}"


def _days(count: float, unit: str) -> float:
    per_unit = {
        "S": 1 / 86400,
        "m": 1 / 1440,
        "H": 1 / 24,
        "D": 1,
        "W": 7,
        "WE": 7,
        "M": 30.44,
        "Q": 91.3,
        "E": 3652.5,
        "C": 36525,
    }
    return min(max(1.0, count * per_unit.get(unit, 365.25)), 1_000_000)
