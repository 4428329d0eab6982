"""How much was foreseen, and how much there was: « chaque foyer recevra 2 000 écus », « les foyers ont touché 1 200 écus »."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from recoupe.crosscheck.assertions import Assertion
from recoupe.crosscheck.figure_links import can_both_hold
from recoupe.crosscheck.kin import kin_stems
from recoupe.crosscheck.parts import Part, clean_first, language_of
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import sentence_bounds
from recoupe.languages import word_list
from recoupe.model import PartStatus, Quantity

MOST_AMOUNTS = 2


def amount_parts(situation: Situation, foreseen: Assertion, settling: Sequence[Assertion]) -> list[Part]:
    """Each amount that was foreseen, but for lengths of time: confirmed by a passage on what came of it that gives the same of the
    same thing, refuted by one that gives another; of what is told of nothing, open.

    `Chaque famille recevra 3 000 couronnes.`, then `Les familles ont reçu 1 500 couronnes.`: the amount is refuted, not the payment.
    """
    text = situation.by_id[foreseen.article].text
    told = [(passage, one) for passage in settling for one in _told_with(situation, passage)]
    parts = []
    for quantity in _amounts(situation, foreseen.article, foreseen.start, foreseen.end)[:MOST_AMOUNTS]:
        alike = [
            (passage, one)
            for passage, one in told
            if _of_one_thing(situation, foreseen, quantity, passage, one)
        ]
        words = text[quantity.start : quantity.end]
        same = [passage for passage, one in alike if can_both_hold(quantity, one)]
        status = PartStatus.CONFIRMED if same else PartStatus.REFUTED if alike else PartStatus.OPEN
        proof = same or [passage for passage, _ in alike]
        parts.append(Part("amount", words, status, tuple(clean_first(situation, proof)[:2])))
    return parts


def _amounts(situation: Situation, article: str, start: int, end: int) -> list[Quantity]:
    """The amounts within a stretch that are no length of time."""
    annotation = situation.by_id[article]
    lasting = frozenset(word_list(annotation.language, "quantities").get("durations", {}).get("units", ()))
    first = bisect_left(annotation.quantities, start, key=lambda quantity: quantity.start)
    return [
        quantity
        for quantity in annotation.quantities[first:]
        if quantity.end <= end and quantity.unit not in lasting
    ]


def _told_with(situation: Situation, passage: Assertion) -> list[Quantity]:
    """The amounts in the sentence of a passage and in the one behind it, in its paragraph."""
    text = situation.by_id[passage.article].text
    _, stop = sentence_bounds(text, passage.start, passage.end)
    break_at = text.find("\n", stop)
    limit = break_at if break_at >= 0 else len(text)
    end = sentence_bounds(text, stop, min(stop + 1, limit))[1] if stop < limit else stop
    return _amounts(situation, passage.article, passage.start, max(passage.end, min(end, limit)))


def _of_one_thing(
    situation: Situation, foreseen: Assertion, quantity: Quantity, passage: Assertion, other: Quantity
) -> bool:
    """Whether two amounts are of one unit and, beyond it, of one thing where both name one."""
    if quantity.unit != other.unit:
        return False
    one = kin_stems(quantity.what, language_of(situation, foreseen))
    two = kin_stems(other.what, language_of(situation, passage))
    return bool(one & two)
