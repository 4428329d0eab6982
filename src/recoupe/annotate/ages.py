"""How old: which lengths are the age of somebody or something, by the words around them.

The French TimeBank leaves ages without mark-up, so they are no time expressions but records of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from recoupe.annotate.timex import Sign, TimeWords

WINDOW = 60
AGED_UNITS = ("Y", "M", "W", "D")
_CLOSED = re.compile(r" ?[,.;:)!?]| ?$")


class Ages:
    """Asked of each length of one article whether it is an age."""

    def __init__(self, text: str, folded: str, words: TimeWords):
        self._text = text
        self._folded = folded
        self._words = words
        self._refuse: Mapping[str, Any] = words.tables["refuse"]
        self._joined: tuple[int, bool] = (-1, False)

    def is_age(self, sign: Sign) -> bool:
        """Whether a length is an age; of two joined numbers ("de 18 à 25 ans") both are or none is."""
        end, was_age = self._joined
        if 0 <= sign.start - end <= 5 and self._words.joiner.fullmatch(self._folded, end, sign.start):
            found = was_age
        else:
            found = self._reads_as_age(sign)
        if sign.kind == "bare_number":
            self._joined = (sign.end, found)
        return found

    def _reads_as_age(self, sign: Sign) -> bool:
        """ "âgée de 24 ans", "un nourrisson de six mois", "les moins de 20 ans" are ages whatever their unit."""
        unit = self._words.unit(sign.groups["u"]) if "u" in sign.groups else "Y"
        if unit not in AGED_UNITS or "some" in sign.groups or "rough" in sign.groups:
            return False
        start = max(0, sign.start - WINDOW)
        before = self._folded[start : sign.start].rpartition("\n")[2]
        after = self._folded[sign.end : sign.end + WINDOW].partition("\n")[0]
        if any(self._matches(name, before) for name in ("age_before", "age_groups", "people_before")):
            return True
        if self._matches("age_after", after):
            return True
        return unit == "Y" and not self._matches("of_after", after) and self._in_years(sign, before, after)

    def _in_years(self, sign: Sign, before: str, after: str) -> bool:
        """Years that belong to somebody: an apposition, what one has or turns, the complement of a concrete noun."""
        closed = _CLOSED.match(after) is not None
        if self._matches("age_apposition", before) and closed and after[:1] != ":":
            return True
        if before.endswith("(") and closed and self._after_name(sign):
            return True
        if sign.groups.get("mod") in self._refuse.get("age_group_mods", ()) and before.endswith(
            ("les ", "aux ", "au ")
        ):
            return True
        if self._matches("age_at", self._plain_a(sign, before)):
            return not self._matches("bounded_to", before)
        if self._matches("age_after_verb", self._plain_a(sign, before)):
            return not self._matches("age_left", after)
        return self._matches("any_noun", before) and not self._matches("length_nouns", before)

    def _plain_a(self, sign: Sign, before: str) -> str:
        """The words before with "à" told from "a", where the text writes accents or opens a sentence with a capital."""
        written = self._text[sign.start - len(before) : sign.start]
        if written[-2:].lower() == "à " or written[-2:] == "A ":
            return before[:-2] + "à "
        return before

    def _after_name(self, sign: Sign) -> bool:
        """ "Milo Carvin (27 ans)": a name, or a noun for somebody, before the bracket."""
        written = self._text[max(0, sign.start - WINDOW) : sign.start].rpartition("\n")[2]
        last = written.rstrip("( ").rpartition(" ")[2]
        return last[:1].isupper() and not last.isupper()

    def _matches(self, name: str, text: str) -> bool:
        pattern = self._words.refusals.get(name)
        return pattern is not None and pattern.search(text) is not None
