"""What a measure is of where that stands apart from it: « le poids des poissons est passé à 19 tonnes »."""

from __future__ import annotations

import re
from functools import cache

from recoupe.languages import word_list

LOOKBACK = 160  # characters
# What leads from a total to its figure: « s'élève à », « a atteint », « dépasse », « est passé à ».
REACHING = (
    r" (?:s['’](?:(?:élève|élevait|établit|alourdit)|est (?:élevé|établi|alourdi))(?: désormais| maintenant)? à"
    r"|(?:a )?atteint(?: désormais| maintenant| déjà)?|(?:est|était)(?: désormais| maintenant)? de|dépasse"
    r"|(?:passe|monte|grimpe|tombe|redescend|(?:est|était|a été) (?:désormais )?"
    r"(?:passée?|montée?|tombée?|redescendue?|portée?|ramenée?|estimée?|évaluée?))(?: désormais)? à)"
)
_ON_A_WORD = r"(?:,? (?:selon|d['’]après) [^\d.;:!?\n]{1,40}?)?"


def measured_thing(language: str, text: str, start: int, end: int) -> str | None:
    """What the measure at ``start:end`` is of, where a noun of measuring stands beside it and tells so.

    `Le poids des poissons morts est passé à 19 tonnes.` → `poissons`
    `Le port évalue à 12 mètres cubes la quantité de fioul déversée.` → `fioul`
    `La surface de forêt brûlée atteint, selon le préfet, 300 hectares.` → `forêt`
    """
    patterns = _patterns(language)
    if patterns is None:
        return None
    ahead, behind = patterns
    found = behind.match(text, end) or ahead.search(text[max(0, start - LOOKBACK) : start])
    return found["thing"].lower() if found is not None else None


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """What stands before a measure, and what behind it."""
    nouns = word_list(language, "quantities").get("measured", {}).get("nouns")
    if not nouns:
        return None
    of = (
        rf"(?:le|la|l['’]|son|sa|leur|un|une) ?(?:{'|'.join(nouns)}) (?:totale? )?"
        r"(?:de la |de l['’]|de |du |des |d['’])(?P<thing>[^\W\d_]{3,})"
    )
    ahead = rf"(?<!\w){of}[^.;:!?\n\d]{{0,90}}?{REACHING}{_ON_A_WORD},? $"
    return re.compile(ahead, re.IGNORECASE), re.compile(rf",? {of}", re.IGNORECASE)
