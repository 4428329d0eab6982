"""What is no time by the words around it: a language's own list (``[[look_alike]]`` in ``times.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recoupe.annotate.times.tense import Direction, Tenses
from recoupe.annotate.times.timex import Sign, TimeWords

WINDOW = 40
_SIDES = ("before", "written", "after")


class Refusals:
    """Asked of each sign of one article whether an entry of its language's list says that it is no time.

    An entry names the kinds of sign it is about and what must all hold: patterns of the words ``before`` (which end
    at the sign) and ``after`` (which start there), of the sign as ``written``, and the ``direction`` of its clause.
    """

    def __init__(self, text: str, words: TimeWords, tenses: Tenses):
        self._text = text
        self._entries = words.look_alikes
        self._tenses = tenses

    def refuse(self, sign: Sign) -> bool:
        """Whether all that one entry asks for holds: "the Sunday Herald" is no day."""
        entries = self._entries.get(sign.kind)
        if not entries:
            return False
        around = {
            "before": self._text[max(0, sign.start - WINDOW) : sign.start].rpartition("\n")[2],
            "written": self._text[sign.start : sign.end],
            "after": self._text[sign.end : sign.end + WINDOW].partition("\n")[0],
        }
        return any(self._holds(entry, around, sign) for entry in entries)

    def _holds(self, entry: Mapping[str, Any], around: Mapping[str, str], sign: Sign) -> bool:
        if any(side in entry and entry[side].search(around[side]) is None for side in _SIDES):
            return False
        if "direction" not in entry:
            return True
        found: Direction = self._tenses.pointing(sign.start, sign.end).direction
        wanted: str = entry["direction"]
        return found.name == wanted
