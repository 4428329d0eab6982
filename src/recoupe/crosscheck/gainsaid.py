"""Denials in other words: of all that others say in a small matter, the one thing that a denial is nearest to in meaning, or
what is nearest of that which other articles tell with the word that is denied.

« Le Front garde encore trente soldats », « nous ne détenons plus aucun soldat ». Only a denial without exception (*aucun*, *jamais*)
is taken for an answer to what is told elsewhere. The encoder (``meaning``) tells how near two
sentences are and hardly whether one of them is negated; which one denies, and what, is read from its words (``denials``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from recoupe.crosscheck.assertions import Claim
from recoupe.crosscheck.denials import Said, denied_deed, may_meet, names_of_both, tell_of_others
from recoupe.crosscheck.kin import is_of_family, shared_kin
from recoupe.crosscheck.meaning import Encoder
from recoupe.languages import word_list

NEAR = 0.3  # cosine from which a denial bears on what holds the very word that it denies
NEAR_ELSEWHERE = 0.25  # the same in another article
NOT_FAR = 0.1  # where they share a second word or a name as well


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of what somebody said, with its claim and the matter that its article is of."""

    claim: Claim
    said: Said
    matter: str
    days: tuple[str | None, str | None]


def find_gainsaid(
    sentences: Sequence[Sentence], are_two_voices: Callable[[Claim, Claim], bool], encoder: Encoder
) -> Iterator[tuple[Claim, Claim]]:
    """For each denial the claim of another voice that it is nearest to, where that holds the word that is denied, else the
    nearest of those in other articles that hold it.

    A matter without such a word is not read at all.
    """
    matters: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        if sentence.said.comparable and sentence.said.factual:
            matters[sentence.matter].append(sentence)
    for matter in sorted(matters):
        denials = [one for one in matters[matter] if one.said.cores and _is_without_exception(one.said)]
        others = [one for one in matters[matter] if not one.said.denied]
        open_ones = [one for one in denials if any(_bears_on(one, other) for other in others)]
        if not open_ones:
            continue
        vectors = encoder.encode([one.said.text for one in (*open_ones, *others)])
        scores = vectors[: len(open_ones)] @ vectors[len(open_ones) :].T
        for denial, row in zip(open_ones, scores.tolist(), strict=True):
            told = [
                (score, other)
                for score, other in zip(row, others, strict=True)
                if are_two_voices(denial.claim, other.claim)
            ]
            answered = _nearest(denial, told) or _nearest_elsewhere(denial, told)
            if answered is not None:
                yield answered.claim, denial.claim


def _nearest(denial: Sentence, told: Sequence[tuple[float, Sentence]]) -> Sentence | None:
    """What is nearest of all that is told, if the denial bears on it."""
    score, nearest = max(told, key=lambda one: one[0], default=(0.0, None))
    return nearest if nearest is not None and score >= NEAR and _bears_on(denial, nearest) else None


def _nearest_elsewhere(denial: Sentence, told: Sequence[tuple[float, Sentence]]) -> Sentence | None:
    """What is nearest of that which other articles tell and the denial bears on, by the deed that it denies, done or
    not done, which the tables know by several words, and of the persons of whom it denies it; a second word or a name in common, no time, stands for
    nearness."""
    here = frozenset(denial.claim.articles)
    deed = frozenset(stem for stem in denied_deed(denial.said) if is_of_family(stem, denial.said.language))
    if not denial.said.past or not deed:
        return None
    bearing = [
        (score, other)
        for score, other in told
        if here.isdisjoint(other.claim.articles)
        and _bears_on(denial, other)
        and bool(shared_kin(deed, other.said.stems))
        and _tells_of_whom(denial.said, other.said)
    ]
    score, nearest = max(bearing, key=lambda one: one[0], default=(0.0, None))
    if nearest is None:
        return None
    shared = shared_kin(denial.said.told - denial.said.beside, nearest.said.stems)
    common = len(shared) + len(names_of_both(denial.said, nearest.said))
    return nearest if score >= (NOT_FAR if common > 1 else NEAR_ELSEWHERE) else None


def _tells_of_whom(denial: Said, other: Said) -> bool:
    """Whether what is told names who says of himself that it is not so: « personne ne nous a prévenus » denies no alert to others."""
    named = frozenset(key for _, key in other.names) | other.unnamed
    return not denial.selves or bool(named & denial.selves)


def _is_without_exception(denial: Said) -> bool:
    """« aucun soldat », « pas un coup de feu », « rien », not « nous n'avons pas encore répondu »."""
    told = denial.text.lower().replace("’", "'")
    return denial.denied and bool(_without_exception(denial.language).search(told))


@cache
def _without_exception(language: str) -> re.Pattern[str]:
    table = word_list(language, "kin")
    words = "|".join((*table.get("without_exception", ()), *table.get("least", ())))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"\Z\A")


def _bears_on(denial: Sentence, other: Sentence) -> bool:
    """Whether another sentence holds the word that a denial denies, and tells of the same persons, places and time."""
    said, told = denial.said, other.said
    return (
        bool(shared_kin(said.cores, told.stems))
        and not tell_of_others(said, told)
        and may_meet(said, told, denial.days, other.days)
    )
