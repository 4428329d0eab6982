"""Counts that were said to rise and rose: « le bilan s'alourdira », and more are dead in a later article."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from recoupe.crosscheck.assertions import Assertion, Claim
from recoupe.crosscheck.deeds import Deed
from recoupe.crosscheck.figures import read_figure
from recoupe.crosscheck.kin import kin_of, kin_stems
from recoupe.crosscheck.outcomes import NO_DAYS, Outcome
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.verbs import verb_stem
from recoupe.languages import word_list
from recoupe.model import PartStatus, Quantity


class Growth:
    """The counts of a situation by what they count."""

    def __init__(
        self, situation: Situation, quantities: list[Claim], in_one_matter: Callable[[str, str], bool]
    ):
        self.situation = situation
        self._in_one_matter = in_one_matter
        self._counts: dict[str, list[tuple[Assertion, Quantity]]] = {}
        for claim in quantities:
            for assertion in claim.assertions:
                figure, quantity = read_figure(situation, assertion), assertion.record
                assert isinstance(quantity, Quantity)
                if not (figure.partial or figure.group):
                    for stem in sorted(figure.counted):
                        self._counts.setdefault(stem, []).append((assertion, quantity))

    def of(self, deed: Deed, foreseen: Assertion) -> list[Outcome]:
        """The first later count of what was said to rise that is higher than all before; a toll without a word on what it counts is
        that of the dead."""
        language = self.situation.by_id[foreseen.article].language
        if deed.negated or deed.verb not in _rising(language):
            return []
        named = {kin_of(stem, language) for stem in deed.beside}
        counted = sorted(named & self._counts.keys())
        if not counted and named & _tolls(language):
            counted = sorted(_dead(language) & self._counts.keys())
        order = self.situation.order
        told = [
            (assertion, quantity)
            for stem in counted
            for assertion, quantity in self._counts[stem]
            if self._in_one_matter(assertion.article, foreseen.article)
        ]
        known = [
            quantity.minimum or 0.0
            for assertion, quantity in told
            if order(assertion.article) <= order(foreseen.article)
        ]
        higher = [
            assertion
            for assertion, quantity in told
            if order(assertion.article) > order(foreseen.article)
            and quantity.minimum is not None
            and known
            and quantity.minimum > max(known)
        ]
        first = min(higher, key=lambda one: (order(one.article), one.start), default=None)
        return [] if first is None else [Outcome(first, PartStatus.CONFIRMED, NO_DAYS)]


@cache
def _rising(language: str) -> frozenset[str]:
    words = word_list(language, "ledger").get("rising", {}).get("verbs", ())
    return frozenset(verb_stem(word, language) for word in words)


@cache
def _tolls(language: str) -> frozenset[str]:
    return kin_stems(" ".join(word_list(language, "ledger").get("rising", {}).get("tolls", ())), language)


@cache
def _dead(language: str) -> frozenset[str]:
    return kin_stems(" ".join(word_list(language, "ledger").get("rising", {}).get("dead", ())), language)
