"""Figures that are no count of all: what was added, what came about in a stretch of time, a part, what is only thought of."""

from __future__ import annotations

import re
from functools import cache

from recoupe.crosscheck.assertions import Assertion
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import sentence_bounds
from recoupe.languages import word_list
from recoupe.model import Annotation, Quantity

INCREMENT_CHARS = 40
COMPANION_CHARS = 60
PART_CHARS = 30
_CLAUSE_END = re.compile(r"[,;:!?()\n]|\.(?!\d)")


def is_partial(situation: Situation, assertion: Assertion, *, placed: bool) -> bool:
    """Whether a figure tells less than all that is counted; one that is ``placed`` (« dont 30 à Valme ») is whole for its place.

    « 56 nouveaux décès », « 35 arrestations au cours de la soirée », « 9 blessés, dont 2 enfants » (of the two), « un colonel et
    quatre soldats » (of the four), « la mesure a évité 800 morts ».
    """
    annotation = situation.by_id[assertion.article]
    return (
        _beside_another(annotation, assertion)
        or _is_increment(annotation, assertion)
        or _came_to_owner(annotation, assertion)
        or (not placed and _is_part(annotation, assertion))
        or _of_a_stretch(annotation, assertion)
    )


def _beside_another(annotation: Annotation, assertion: Assertion) -> bool:
    """« un colonel et quatre soldats »: the four are not all the dead."""
    before = annotation.text[max(0, assertion.start - COMPANION_CHARS) : assertion.start]
    return bool(_companion(annotation.language).search(before))


def _is_increment(annotation: Annotation, assertion: Assertion) -> bool:
    """« 56 nouveaux décès », « 57 décès supplémentaires »: an addition to a count, or a share of it."""
    near = annotation.text[assertion.start : assertion.end + INCREMENT_CHARS].lower()
    return bool(_phrases(annotation.language, "increment").search(_CLAUSE_END.split(near)[0]))


def _came_to_owner(annotation: Annotation, assertion: Assertion) -> bool:
    """« Dix-neuf corps ont franchi la porte de son hôpital »: those whom one house took in, not all."""
    low, high = sentence_bounds(annotation.text, assertion.start, assertion.end)
    return bool(_own_houses(annotation.language).search(annotation.text[low:high].lower()))


def _is_part(annotation: Annotation, assertion: Assertion) -> bool:
    """« 9 blessés, dont 2 enfants »: the second tells a part of the first."""
    before = annotation.text[max(0, assertion.start - PART_CHARS) : assertion.start].lower()
    return any(
        not re.search(r"[.;:]|\d", before[found.end() :])
        for found in _phrases(annotation.language, "part_of").finditer(before)
    )


def _of_a_stretch(annotation: Annotation, assertion: Assertion) -> bool:
    """« 35 arrestations au cours de la soirée », « ont permis d'éviter 800 morts »: of some hours or days, or only thought of."""
    low, high = _clause(annotation, assertion)
    told = annotation.text[low:high].lower().replace("’", "'")
    return any(_phrases(annotation.language, name).search(told) for name in ("during", "foreseen"))


def _clause(annotation: Annotation, assertion: Assertion) -> tuple[int, int]:
    """The words around a figure that tell of it: from the figure of its unit before it, or the beginning of its sentence, to the
    end of its clause or the next such figure."""
    low, high = sentence_bounds(annotation.text, assertion.start, assertion.end)
    quantity = assertion.record
    assert isinstance(quantity, Quantity)
    others = [one for one in annotation.quantities if low <= one.start < high and one.unit == quantity.unit]
    low = max((one.end for one in others if one.end <= assertion.start), default=low)
    high = min((one.start for one in others if one.start >= assertion.end), default=high)
    stop = _CLAUSE_END.search(annotation.text, assertion.end, high)
    return low, stop.start() if stop else high


@cache
def _phrases(language: str, name: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in word_list(language, "figures").get(name, ()))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"\Z\A")


@cache
def _companion(language: str) -> re.Pattern[str]:
    words = "|".join(word_list(language, "figures").get("beside", ())) or r"\Z\A"
    joined = "and" if language == "en" else "et"
    return re.compile(rf"(?<!\w)(?:{words}) [^\W\d_]+(?: [^\W\d_]+)? {joined} (?:à )?\Z")


@cache
def _own_houses(language: str) -> re.Pattern[str]:
    houses = "|".join(word_list(language, "figures").get("houses", ())) or r"\Z\A"
    owned = "|".join(word_list(language, "figures").get("owned", ())) or r"\Z\A"
    return re.compile(rf"(?<!\w)(?:{owned}) (?:{houses})(?!\w)")
