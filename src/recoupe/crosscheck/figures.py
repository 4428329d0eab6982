"""What a figure counts, for whom and where: what has to agree before two figures can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from recoupe.crosscheck.assertions import Assertion, Claim, Voice
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import content_stems, general_stems, likeness, sentence_bounds
from recoupe.languages import word_list
from recoupe.model import ActorKind, Quantity

ALIKE_COUNTED = 0.50
DAY_LENGTH = len("2031-03-14")
DAY_END = "T23:59"
NAME = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-Ý][\w’'-]*[\w]")
NOT_PLACED = frozenset({ActorKind.PERSON, ActorKind.MEDIA})


class Count(StrEnum):
    """How a count behaves when it is taken again; ``FIXED``: nobody takes it again."""

    RISING = "rising"
    MOVING = "moving"
    ESTIMATED = "estimated"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity made ready to be compared.

    ``counted`` are the stems of what is counted; ``group`` those of the part of it (« morts (soldats) »); ``places`` the
    names told with the figure for where it holds, ``around`` names and words that stand near it, ``home`` the names in
    the name or the office of its owner; ``partial`` tells that one of another kind stands beside those counted.
    """

    counted: frozenset[str]
    group: frozenset[str]
    places: frozenset[str]
    around: frozenset[str]
    home: frozenset[str]
    count: Count
    partial: bool

    @property
    def scope(self) -> frozenset[str]:
        """The places a figure holds for: those told with it, else those named near it."""
        return self.places or self.around | self.home

    @property
    def restricted(self) -> bool:
        """Whether it is told for another place than the one its owner counts for anyway."""
        return not self.places <= self.home


def read_figure(situation: Situation, assertion: Assertion) -> Figure:
    """What a quantity of an article counts.

    « morts à Saint-Orlans » holds for Saint-Orlans; « morts dans sa commune » and « morts » for the places that the sentence
    names, and those that the owner's name or office holds.
    """
    quantity = assertion.record
    assert isinstance(quantity, Quantity)
    key = (*assertion.place, quantity.what)
    if key not in situation.figures:
        situation.figures[key] = _read_figure(situation, assertion, quantity)
    figure = situation.figures[key]
    assert isinstance(figure, Figure)
    return figure


def _read_figure(situation: Situation, assertion: Assertion, quantity: Quantity) -> Figure:
    language = situation.by_id[assertion.article].language
    told, _, group = quantity.what.partition(" (")
    head, place = _split_scope(told, language)
    if ")" in group:
        group, _, after = group.partition(")")
        place = f"{place} {after}".strip()
    counted = content_stems(head, language)
    return Figure(
        counted - general_stems(language) - _measures(language),
        content_stems(group, language) - general_stems(language),
        _names(place),
        content_stems(place, language) | _named_around(situation, assertion),
        _home(situation, assertion.voice),
        _count(counted, language),
        _beside_another(situation, assertion, language),
    )


def read_claim(situation: Situation, claim: Claim) -> Figure:
    """What the figure of a claim counts, with the places told by any of its articles."""
    figures = [read_figure(situation, assertion) for assertion in claim.assertions]
    return replace(
        figures[0],
        places=frozenset().union(*(figure.places for figure in figures)),
        around=frozenset().union(*(figure.around for figure in figures)),
        home=frozenset().union(*(figure.home for figure in figures)),
        partial=any(figure.partial for figure in figures),
    )


def is_counted(situation: Situation, assertion: Assertion) -> bool:
    """Whether an assertion is a figure that somebody has to count (the dead, demonstrators), and will count again."""
    if not isinstance(assertion.record, Quantity):
        return False
    language = situation.by_id[assertion.article].language
    return (
        _count(content_stems(assertion.record.what.partition(" (")[0], language), language) is not Count.FIXED
    )


def same_thing(situation: Situation, left: Figure, right: Figure) -> bool:
    """Whether two figures count one thing; « morts » and « morts (soldats) » do not, nor what has no name but its unit."""
    if not left.counted or not right.counted:
        return False
    if likeness(left.counted, right.counted, situation.weights) < ALIKE_COUNTED:
        return False
    if not left.group or not right.group:
        return left.group == right.group
    return left.group <= right.group or right.group <= left.group


def same_scope(left: Figure, right: Figure) -> bool:
    """Whether two figures are told for one place, or both for none."""
    return bool(left.scope & right.scope) or not (left.scope or right.scope)


def may_share_scope(left: Figure, right: Figure) -> bool:
    """Whether two figures are not told for two places, nor one for a place and the other for no place at all."""
    if left.scope and right.scope:
        return bool(left.scope & right.scope)
    return not (left.restricted or right.restricted)


def told_for_two_places(left: Figure, right: Figure) -> bool:
    """« 3 morts à Valme » and « 3 morts à Orne » are two figures."""
    return bool(left.places and right.places) and not left.places & right.places


def same_owner(situation: Situation, left: Voice | None, right: Voice | None) -> bool:
    """Whether two figures come from one owner: one actor, or two names of one body (« la préfecture », « la préfecture de l'Orne »)."""
    if left is None or right is None:
        return False
    if left.actor is not None and left.actor == right.actor:
        return True
    if any(_is_person(situation, voice) for voice in (left, right)):
        return False
    one, other = (content_stems(voice.words, situation.language) for voice in (left, right))
    return bool(one) and bool(other) and (one <= other or other <= one)


def moment(situation: Situation, claim: Claim) -> tuple[str, str] | None:
    """Between which moments (ISO 8601) a count was first given: what all its reports agree on; None where nothing tells it."""
    low: str | None = None
    high: str | None = None
    for assertion in claim.assertions:
        start, end = _moment(situation, assertion)
        if (
            start is None
            or end is None
            or (high is not None and start > high)
            or (low is not None and end < low)
        ):
            continue
        low, high = max(start, low or start), min(end, high or end)
    return (low, high) if low is not None and high is not None else None


def _moment(situation: Situation, assertion: Assertion) -> tuple[str | None, str | None]:
    """The hour or day of a count, else the days of its article."""
    quantity = assertion.record
    assert isinstance(quantity, Quantity)
    if quantity.as_of and len(quantity.as_of) >= DAY_LENGTH:
        return quantity.as_of, quantity.as_of if "T" in quantity.as_of else f"{quantity.as_of}{DAY_END}"
    published = situation.published[assertion.article]
    if not published.earliest or not published.latest:
        return None, None
    return published.earliest, published.latest if "T" in published.latest else f"{published.latest}{DAY_END}"


@cache
def _measures(language: str) -> frozenset[str]:
    """The stems of units of measure: « 6 mètres » and « 140 euros » do not say what they measure."""
    table = word_list(language, "quantities")
    words = " ".join((*table.get("units", {}), *table.get("durations", {})))
    return content_stems(words, language)


@cache
def _behaviours(language: str) -> dict[str, Count]:
    table = word_list(language, "figures")
    return {
        stem: count
        for count in Count
        for word in table.get(count.value, ())
        for stem in content_stems(word, language)
    }


def _count(counted: frozenset[str], language: str) -> Count:
    found = {_behaviours(language)[stem] for stem in counted if stem in _behaviours(language)}
    return next((count for count in Count if count in found), Count.FIXED)


@cache
def _scope_words(language: str) -> re.Pattern[str]:
    words = "|".join(word_list(language, "figures").get("scope", ())) or r"\Z\A"
    return re.compile(rf" (?:{words}|l['’]ensemble) ")


def _split_scope(told: str, language: str) -> tuple[str, str]:
    """« morts à Saint-Orlans » as what is counted and where."""
    found = _scope_words(language).search(told)
    return (told[: found.start()], told[found.start() :].strip()) if found else (told, "")


def _names(text: str) -> frozenset[str]:
    """The words of a text that are written with a capital; « Saint-Orlans » is one."""
    return frozenset(name.casefold() for name in NAME.findall(text))


def _named_around(situation: Situation, assertion: Assertion) -> frozenset[str]:
    """What the sentence of a figure names, persons and outlets left out; « la ville » is the town it stands for."""
    annotation = situation.by_id[assertion.article]
    low, high = sentence_bounds(annotation.text, assertion.start, assertion.end)
    actors = {actor.key: actor for actor in annotation.actors}
    names = set(_names(annotation.text[low + 1 : high]))
    for mention in situation.mentions_between(assertion.article, low, high):
        actor = actors.get(mention.actor)
        if actor is not None and actor.kind in NOT_PLACED:
            names -= _names(annotation.text[mention.start : mention.end])
        elif actor is not None and actor.kind is ActorKind.PLACE:
            names |= _names(actor.name)
    return frozenset(names)


def _home(situation: Situation, voice: Voice | None) -> frozenset[str]:
    """The places in the name of a body (« la préfecture de la Haute-Vernole ») or in the offices of a person (« maire de Valme »)."""
    if voice is None:
        return frozenset()
    if not _is_person(situation, voice):
        return _names(voice.words[1:])
    actor = situation.identities.actors[voice.actor or ""]
    return frozenset(name for office in actor.offices for name in _names(office.title[1:]))


def _is_person(situation: Situation, voice: Voice) -> bool:
    return voice.actor is not None and situation.are_persons((voice.actor,))


@cache
def _companion(language: str) -> re.Pattern[str]:
    words = "|".join(word_list(language, "figures").get("beside", ())) or r"\Z\A"
    joined = "and" if language == "en" else "et"
    return re.compile(rf"(?<!\w)(?:{words}) [^\W\d_]+(?: [^\W\d_]+)? {joined} (?:à )?\Z")


def _beside_another(situation: Situation, assertion: Assertion, language: str) -> bool:
    """« un colonel et quatre soldats »: the four are not all the dead."""
    text = situation.by_id[assertion.article].text
    return bool(_companion(language).search(text[max(0, assertion.start - 60) : assertion.start]))
