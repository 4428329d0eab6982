"""Figures that two owners give side by side, or in the same words: one thing, whatever else is told of it."""

from __future__ import annotations

import re
from functools import cache

from recoupe.crosscheck.assertions import Assertion, Claim
from recoupe.crosscheck.figures import Count, Figure, names_told, stretch_of, told_for_two_places
from recoupe.crosscheck.replies import sets_right
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import WORD, content_stems, sentence_bounds
from recoupe.languages import word_list
from recoupe.model import Quantity

LEAST_SHARED = 2  # words beside two counts of one past moment


def side_by_side(situation: Situation, left: Claim, right: Claim, figures: tuple[Figure, Figure]) -> bool:
    """Whether two owners give two figures for one thing side by side.

    « Les pertes atteignent 140 millions de couronnes, selon la chambre. Le ministère, lui, parle de 60 millions de couronnes. »:
    the second says nothing but its owner, its figure and what the first says, and is set against it (*lui*) or the first says no
    more either, so it measures what the first does. So does a bare number (« Vingt, corrige la maire »), whatever stands behind it,
    and a count behind one (« La direction en annonce 410. Le syndicat arrive à 620 postes »).
    """
    one, other = figures
    if one.partial or other.partial or (one.counted != other.counted and one.counted and other.counted):
        return False
    here, there = (_around_but_owner(claim, figure) for claim, figure in ((left, one), (right, other)))
    if here and there and here.isdisjoint(there):
        return False
    for first, second, before_it, after in ((left, right, one, other), (right, left, other, one)):
        pairs = [
            (before, after_it)
            for before in first.assertions
            for after_it in second.assertions
            if _follows(situation, before, after_it)
        ]
        behind = [after_it for _, after_it in pairs]
        if any(_is_bare(situation, one) or _sets_right(situation, one) for one in behind):
            return True
        if one.counted == other.counted and any(_is_bare(situation, before) for before, _ in pairs):
            return True
        if not behind or after.beside - one.counted - other.counted - before_it.said:
            continue
        as_little = not before_it.beside - one.counted - other.counted - after.said
        if as_little or any(_is_set_against(situation, first, after_it) for after_it in behind):
            return True
    return False


def stand_still(situation: Situation, left: Claim, right: Claim, figures: tuple[Figure, Figure]) -> bool:
    """Whether two counts that elsewhere go up and down are told of one past moment, in the words of one of them: « 140 passagers se
    trouvaient à bord », « 170 passagers se trouvaient à bord, selon la capitainerie », whatever the day."""
    one, other = figures
    if one.count is not Count.MOVING or one.counted != other.counted or told_for_two_places(one, other):
        return False
    shared = one.beside & other.beside
    if len(shared) < LEAST_SHARED or not (one.beside <= other.said or other.beside <= one.said):
        return False
    return all(
        _then(situation.by_id[claim.first.article].language).search(
            situation.text_of(claim.first.article, *stretch_of(situation, claim.first)).lower()
        )
        for claim in (left, right)
    )


@cache
def _then(language: str) -> re.Pattern[str]:
    words = "|".join(word_list(language, "figures").get("then", ()))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"\Z\A")


def _around_but_owner(claim: Claim, figure: Figure) -> frozenset[str]:
    """The places that a figure's sentence names beside those in its owner's name: « 9 mètres, d'après le port de Valme »."""
    owners = " ".join(a.voice.words for a in claim.assertions if a.voice is not None)
    return figure.around - frozenset(word.lower() for word in WORD.findall(owners)) - names_told(owners)


def _sets_right(situation: Situation, assertion: Assertion) -> bool:
    """« Il a dépassé 14 mètres, estime au contraire le port »: whatever else is said of the figure before."""
    annotation = situation.by_id[assertion.article]
    low, high = sentence_bounds(annotation.text, assertion.start, assertion.end)
    return sets_right(annotation.text[low:high], annotation.language)


def _is_set_against(situation: Situation, claim: Claim, assertion: Assertion) -> bool:
    """« Le ministère, lui, parle de 60 millions », « 90 selon le syndicat ; la mairie évoque 60 »: a figure set against the one
    before it, by a word or as the other half of its sentence."""
    annotation = situation.by_id[assertion.article]
    low, high = sentence_bounds(annotation.text, assertion.start, assertion.end)
    if any(
        one.article == assertion.article and low <= one.start < assertion.start for one in claim.assertions
    ):
        return True
    told = annotation.text[low:high].lower().replace("’", "'")
    return bool(_against(annotation.language).search(told))


@cache
def _against(language: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in word_list(language, "figures").get("against", ()))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"\Z\A")


def _is_bare(situation: Situation, assertion: Assertion) -> bool:
    """Whether a figure is a number without what it counts, which the figure before it tells."""
    quantity = assertion.record
    assert isinstance(quantity, Quantity)
    language = situation.by_id[assertion.article].language
    counted = content_stems(quantity.what, language)
    return bool(counted) and counted.isdisjoint(content_stems(situation.text_of(*assertion.place), language))


def _follows(situation: Situation, one: Assertion, other: Assertion) -> bool:
    """Whether two figures stand in one sentence or in two that follow each other, and two voices give them."""
    if one.article != other.article or one.end > other.start or one.voice is None or other.voice is None:
        return False
    text = situation.by_id[one.article].text
    _, end = sentence_bounds(text, one.start, one.end)
    start, _ = sentence_bounds(text, other.start, other.end)
    return not text[end:start].strip(' »”"')
