"""The parts of a ledger item in words: which aspect each is about, and what it adds to the words foretold."""

from __future__ import annotations

import re

from recoupe.model import LedgerPart
from recoupe.views.dates import read_moment
from recoupe.views.wording import Wording

ASPECTS = frozenset(
    {"amount", "condition", "event", "excluded", "helper", "means", "way", "when", "who", "whom"}
)
"""What a part may be about; each has its words in ``wording/*.toml``."""

_ISO_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?![\d-])")


def aspect_in_words(w: Wording, part: LedgerPart) -> str:
    """« le fait », « par qui », « quand »…; an aspect that has no words here is told as it stands."""
    return w(f"ledger.aspect.{part.aspect}") if part.aspect in ASPECTS else part.aspect


def part_in_words(w: Wording, part: LedgerPart, foretold: str) -> str:
    """What a part says: days in full, names as they stand, "" for an event whose words ``foretold`` already holds."""
    if part.aspect == "when":
        days = [day for day in _ISO_DATE.findall(part.what) if read_moment(day)]
        if days:
            since = None if part.what.startswith("≤") else days[0]
            until = None if part.what.startswith("≥") else days[-1]
            return w.date(since, until)
    if part.aspect == "event" and part.what.rstrip(" …") in foretold:
        return ""
    return part.what
