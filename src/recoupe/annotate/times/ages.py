"""How old: which lengths are the age of somebody or something, by the words around them.

The French TimeBank leaves ages without mark-up, so they are no time expressions but records of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from recoupe.annotate.times.tense import Tenses
from recoupe.annotate.times.timex import Sign, TimeWords

WINDOW = 60
AGED_UNITS = ("Y", "M", "W", "D")
_CLOSED = re.compile(r" ?[,.;:)!?]| ?$")


class Ages:
    """Asked of each length of one article whether it is an age."""

    def __init__(self, text: str, folded: str, words: TimeWords, tenses: Tenses):
        self._text = text
        self._tenses = tenses
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
        vague = self._words.tables["rough_numbers"].get(sign.groups.get("rough", ""), 1) == 0
        if unit not in AGED_UNITS or "some" in sign.groups or vague:
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
        if sign.kind == "bare_number" and self._matches("age_range", before):
            return True
        accented = self._with_accent(sign, before)
        if self._matches("age_at", accented):
            return not self._matches("bounded_to", accented)
        if self._matches("age_after_verb", accented):
            return not self._matches("age_left", after)
        return (
            self._matches("any_noun", before)
            and not self._matches("length_nouns", before)
            and self._after_noun(sign)
        )

    def _with_accent(self, sign: Sign, before: str) -> str:
        """The words before with a last "à" told from "a": by its accent, or by a capital that opens a sentence."""
        if before.endswith("a ") and self._text[sign.start - 2] in "àÀA":
            return before[:-2] + "à "
        return before

    def _after_noun(self, sign: Sign) -> bool:
        """Whether the word before "de" is no verb: "va de cinq à sept ans"."""
        before = self._tenses.tokens_between(sign.start - 5, sign.start)
        return not before or before[0].pos not in ("VERB", "AUX", "ADV", "ADP")

    def _after_name(self, sign: Sign) -> bool:
        """ "Milo Carvin (27 ans)": a name, or a noun for somebody, before the bracket."""
        written = self._text[max(0, sign.start - WINDOW) : sign.start].rpartition("\n")[2]
        last = written.rstrip("( ").rpartition(" ")[2]
        return last[:1].isupper() and not last.isupper()

    def _matches(self, name: str, text: str) -> bool:
        pattern = self._words.refusals.get(name)
        return pattern is not None and pattern.search(text) is not None
