"""What looks like a time and is none: ages (kept as such), prices, page and law numbers, names, "été" (been)."""

from __future__ import annotations

import re
from collections.abc import Callable

from recoupe.annotate.times.ages import Ages
from recoupe.annotate.times.calendar import safe_date
from recoupe.annotate.times.refusals import Refusals
from recoupe.annotate.times.tense import Tenses
from recoupe.annotate.times.timex import Sign, TimeWords, Verdict

_LAST_WORD = re.compile(r"(?:^|[^\w'])([\w-]+'?)[\s]*$|([\w-]+')$")
WINDOW = 40
AGED_KINDS = frozenset({"bare_number", "later", "length"})
PLACED_KINDS = frozenset({"calendar", "day_list", "feast"})


class LookAlikes:
    """Asked of each sign of one article whether it is a time at all; ``ages`` gathers the lengths that are ages."""

    def __init__(self, text: str, folded: str, words: TimeWords, tenses: Tenses):
        self._text = text
        self._folded = folded
        self._words = words
        self._tenses = tenses
        self._refusals = Refusals(text, words, tenses)
        self.ages: list[Sign] = []
        self._age = Ages(text, folded, words, tenses)
        self._rules: dict[str, Callable[[Sign], bool]] = {
            "bare_hour": self._not_after_span_word,
            "calendar": self._no_such_day,
            "clock": self._no_clock,
            "feast": self._named_after_feast,
            "length": self._no_length,
            "month": self._no_month,
            "part": self._no_part,
            "part_adjective": self._noun,
            "reference": self._part_of_name,
            "season": self._no_season,
            "set_word": self._noun,
            "week_end": self._no_week_end,
            "weekday_day": lambda sign: (
                self._matches("number_after", self._after(sign)) or self._counts_a_noun(sign)
            ),
            "told_day": lambda sign: self._last_word(sign) in self._list("refuse", "sans_before"),
            "weekday": lambda sign: (
                self._one_of_many(sign) or self._matches("proper_after", self._after(sign))
            ),
            "year": self._no_year,
        }

    def judge(self, sign: Sign) -> Verdict:
        """Whether the sign is a time, a look-alike, or an age or name that later patterns may not read in parts."""
        if self._refusals.refuse(sign):
            return Verdict.OTHERWISE
        if sign.kind == "age" or (sign.kind in AGED_KINDS and self._age.is_age(sign)):
            self.ages.append(sign)
            return Verdict.NONE
        if sign.kind in PLACED_KINDS and self._names_place(sign):
            return Verdict.NONE
        rule = self._rules.get(sign.kind)
        return Verdict.OTHERWISE if rule is not None and rule(sign) else Verdict.TIME

    def _names_place(self, sign: Sign) -> bool:
        """ "la rue du 8 Mai 1945", "le stade Quatre-Septembre"; "au stade samedi 12 mai" is a day."""
        before = self._before(sign)
        hyphened = "-" in self._text[sign.start : sign.end]
        return self._matches("place_names", before) or (hyphened and self._matches("place_bare", before))

    def _before(self, sign: Sign) -> str:
        start = max(0, sign.start - WINDOW)
        return self._folded[start : sign.start].rpartition("\n")[2]

    def _after(self, sign: Sign) -> str:
        return self._folded[sign.end : sign.end + WINDOW].partition("\n")[0]

    def _last_word(self, sign: Sign) -> str:
        found = _LAST_WORD.search(self._before(sign))
        return (found[1] or found[2]) if found else ""

    def _matches(self, name: str, text: str) -> bool:
        pattern = self._words.refusals.get(name)
        return pattern is not None and pattern.search(text) is not None

    def _list(self, table: str, name: str) -> list[str]:
        found: list[str] = self._words.tables.get(table, {}).get(name, [])
        return found

    def _no_such_day(self, sign: Sign) -> bool:
        """ "le 31 juin", "13/25/2004", "la version 3.05.12"."""
        month = sign.groups.get("m", "")
        day = self._words.day(sign.groups.get("d", "1"))
        if safe_date(2000, self._words.month(month), day) is None:
            return True
        return month.isdigit() and self._matches("number_before", self._before(sign))

    def _not_after_span_word(self, sign: Sign) -> bool:
        """An hour without its unit stands after "de" or "entre": "de 8 à 10 h"."""
        return self._last_word(sign) not in self._list("clock_context", "span")

    def _no_clock(self, sign: Sign) -> bool:
        """ "en 2 h 30", "24 heures": a length, unless a word before says that a clock is meant: "à 2 heures"."""
        groups = sign.groups
        hours = groups.get("h", "")
        if (
            groups.get("half")
            or groups.get("day")
            or groups.get("extra") in self._list("clock_context", "clock_only")
        ):
            return False
        before, after = " " + self._before(sign).rstrip(), self._after(sign)
        if self._matches("clock_length_after", after):
            return True
        if before.endswith(tuple(f" {word}" for word in self._list("clock_context", "length"))):
            return True
        if groups.get("mark", "h") in ("h", ":"):
            return False
        if hours.startswith("0") or groups.get("mi"):
            return False
        last = self._last_word(sign)
        if last in self._list("clock_context", "at") or self._matches("clock_before", self._before(sign)):
            return False
        if self._matches("clock_between", before + " "):
            return False
        return not (last in self._list("clock_context", "span") and self._matches("clock_span_after", after))

    def _no_length(self, sign: Sign) -> bool:
        """ "un jour, il reviendra", "une seconde fois", "des jours heureux" measure nothing."""
        if self._matches("months_after", self._after(sign)):
            return True
        if self._named(sign):
            return True
        groups = sign.groups
        vague = "some" in groups
        one = groups.get("n") in self._list("refuse", "one") and "mod" not in groups and "half" not in groups
        unit = groups["u"]
        if vague or (one and unit in self._list("refuse", "single_units")):
            frames = self._list("refuse", "length_frames")
            return self._last_word(sign) not in frames
        return False

    def _named(self, sign: Sign) -> bool:
        """ "les 24 Heures d'Orvane" is a race: the unit has a capital of its own."""
        last = self._text[sign.start : sign.end].split()[-1]
        return last[:1].isupper() and not last.isupper() and " " in self._text[sign.start : sign.end]

    def _one_of_many(self, sign: Sign) -> bool:
        """ "un samedi de juin" names no day."""
        return self._last_word(sign) in self._list("refuse", "one_of_many")

    def _part_of_name(self, sign: Sign) -> bool:
        """ "Orvane Maintenant" is a party: a capital that opens no sentence."""
        written = self._text[sign.start : sign.end]
        before = self._text[max(0, sign.start - 2) : sign.start].rstrip()
        return written[:1].isupper() and not written.isupper() and before[-1:].isalnum()

    def _no_week_end(self, sign: Sign) -> bool:
        """ "un week-end de fête" names no date."""
        return self._last_word(sign) in self._list("refuse", "week_end_before")

    def _no_month(self, sign: Sign) -> bool:
        """ "Mars" the planet and "Avril" the person: a capital inside a sentence with nothing that dates."""
        if sign.groups["m"] not in self._list("refuse", "month_names"):
            return False
        if len(sign.groups) > 1 or self._last_word(sign) in self._list("refuse", "month_frames"):
            return False
        written = self._text[sign.start : sign.end]
        return not (written[:1].islower() and self._words.tables["refuse"]["names_are_months"])

    def _no_season(self, sign: Sign) -> bool:
        """ "a été vu": a season has an article, a preposition, a year or "dernier"."""
        if self._matches("event_names", self._before(sign)):
            return True
        groups = sign.groups
        if any(name in groups for name in ("y", "dir", "told", "edge", "here")):
            return any(
                token.pos in ("AUX", "VERB") for token in self._tenses.tokens_between(sign.end - 1, sign.end)
            )
        if "det" in groups:
            return False
        return self._last_word(sign) not in self._list("refuse", "season_frames")

    def _no_part(self, sign: Sign) -> bool:
        """ "la nuit des musées": a part of a day that has a name of its own."""
        return self._matches("part_name_after", self._after(sign))

    def _noun(self, sign: Sign) -> bool:
        """ "le quotidien" is a newspaper, "une nocturne" an evening opening."""
        return self._last_word(sign) in self._list("refuse", "noun_before")

    def _named_after_feast(self, sign: Sign) -> bool:
        """ "l'accord du Vendredi saint", "Noël Carvin"."""
        if self._matches("proper_after", self._after(sign)) or self._matches(
            "event_names", self._before(sign)
        ):
            return True
        if sign.kind != "feast" or "y" in sign.groups:
            return False
        following = self._text[sign.end : sign.end + 2]
        return (
            len(following) == 2
            and following[0] == " "
            and following[1].isupper()
            and not self._text[sign.start : sign.end].isupper()
        )

    def _no_year(self, sign: Sign) -> bool:
        """ "1998 euros", "page 2004", "la loi 1901", "20 00 12 1999": a number, not a year."""
        before, after = self._before(sign), self._after(sign)
        if "yw" in sign.groups:
            return self._matches("number_after", after)
        if "more" in sign.groups:
            return not self._year_pair(sign, before)
        if self._matches("number_before", before) or self._matches("number_after", after):
            return True
        if re.search(r"(?<!\d\d\d)\d[ .,:]?$|\d[ .,:]$", before) or re.match(
            r"[ .,:]?\d|/(?!\d{4}(?!\d))\w|-\d{1,3}(?!\d)|['’°]", after
        ):
            return True
        if "det" in sign.groups or "edge" in sign.groups:
            return False
        year, last = int(sign.groups["y"]), self._last_word(sign)
        if year < 1900 or year > 2060:
            return last not in self._list("refuse", "old_year_frames" if year < 1500 else "year_frames")
        verb = last == "a" and self._text[sign.start - 2] == "a"
        if last in self._list("refuse", "year_frames") and not verb:
            return False
        return self._counts_a_noun(sign)

    def _year_pair(self, sign: Sign, before: str) -> bool:
        """ "la saison 2011-12", "2011/12": a year and the next; "2011-12" alone may be a month."""
        follows = (int(sign.groups["y"]) + 1) % 100 == int(sign.groups["more"])
        return follows and (
            "/" in self._folded[sign.start : sign.end] or self._matches("year_pair_before", before)
        )

    def _counts_a_noun(self, sign: Sign) -> bool:
        """Whether the number is read with the noun after it: "2003 sapins"."""
        tokens = self._tenses.tokens_between(sign.start, sign.end)
        if not tokens:
            return False
        number = tokens[-1]
        return number.dep == "nummod" and number.head.index == number.index + 1 and number.head.pos == "NOUN"
