"""What a figure counts, for whom and where: what has to agree before two figures can be compared."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from recoupe.annotate.quantities import words_value
from recoupe.crosscheck.assertions import Assertion, Claim, Voice
from recoupe.crosscheck.kin import kin_of, kin_stems
from recoupe.crosscheck.partial_counts import is_partial
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import (
    content_stems,
    empty_words,
    general_stems,
    likeness,
    sentence_bounds,
    stem_of,
)
from recoupe.languages import word_list
from recoupe.model import ActorKind, Annotation, Quantity, TimeType

ALIKE_COUNTED = 0.50
DAY_LENGTH = len("2031-03-14")
DAY_END = "T23:59"
LONG_BEFORE = timedelta(days=180)
# Without digits: « Covid-19 » is no place.
NAME = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-Ý](?:[^\W\d_]|[’'-])*[^\W\d_](?![\w-])")
FIRST_WORD = re.compile(r"\W*\w+")
NOT_PLACED = frozenset({ActorKind.PERSON, ActorKind.MEDIA, ActorKind.ORGANISATION, ActorKind.DOCUMENT})
_INSTEAD = re.compile(
    r",? (?:et|mais) (?:non|pas)(?: pas)? (?:de |d['’])?(\d[\d \u00a0]*\d|\d|[a-z]+(?:-[a-z]+)*)(?!\w)"
)
OF_KIND = re.compile(r" (?:de |des |d['’])([^\W\d_]{3,})")


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
    the name or the office of its owner; ``partial`` tells that one of another kind stands beside those counted, or that it is
    what was added to a count or a share of it. ``beside`` are the other stems of its sentence, ``said`` all of them.
    ``whole``: its article gives no other figure for what it counts, so that « deux ouvriers morts » are all the dead.
    ``kind`` are the stems of what the things counted are of (« dossiers de malades »); ``updated``: its words bring a count up
    to date (« est passé à 85 »); ``former``: its words tell of a time long before the article (« la crue de 2019 avait fait 3 morts »).
    """

    counted: frozenset[str]
    group: frozenset[str]
    places: frozenset[str]
    around: frozenset[str]
    home: frozenset[str]
    count: Count
    partial: bool
    beside: frozenset[str]
    said: frozenset[str]
    whole: bool
    kind: frozenset[str] = frozenset()
    updated: bool = False
    former: bool = False

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
    where = names_told(place) if not content_stems(place, language) & _occasions(language) else frozenset()
    return Figure(
        _alike(counted - general_stems(language) - _measures(language), language),
        content_stems(group, language) - general_stems(language),
        where,
        _around(situation, assertion, place, language),
        _home(situation, assertion.voice),
        _count(counted, language),
        is_partial(situation, assertion, placed=bool(where)),
        _said_beside(situation, assertion, language),
        kin_stems(situation.text_of(assertion.article, *stretch_of(situation, assertion)), language),
        _is_whole(situation.by_id[assertion.article], quantity),
        _kind(situation, assertion, language),
        _is_updated(situation, assertion, language),
        _is_former(situation, assertion),
    )


def _is_former(situation: Situation, assertion: Assertion) -> bool:
    """« La crue de 2019 avait noyé 3 tonnes de blé »: whether all days that the words around a figure tell are long past."""
    annotation, out = situation.by_id[assertion.article], situation.published[assertion.article].earliest
    start, end = stretch_of(situation, assertion)
    told = [
        date.fromisoformat(time.latest[:10])
        for time in annotation.times
        if start <= time.start and time.end <= end and time.type is TimeType.DATE
        if time.latest and len(time.latest) >= DAY_LENGTH
    ]
    return out is not None and bool(told) and max(told) < date.fromisoformat(out[:10]) - LONG_BEFORE


def _around(situation: Situation, assertion: Assertion, place: str, language: str) -> frozenset[str]:
    """Names and words for where a figure holds; « 34 dans tout le pays » holds for no town named in its sentence."""
    told = content_stems(place, language)
    return told if told and is_of_a_whole(place, language) else told | _named_around(situation, assertion)


def is_of_a_whole(what: str, language: str) -> bool:
    """« blessés dans l'ensemble du pays », « morts dans toute la province »: more than the places named beside."""
    return _wholes(language).search(what) is not None


@cache
def _wholes(language: str) -> re.Pattern[str]:
    words = "|".join(word_list(language, "figures").get("wholes", ())) or r"\Z\A"
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def _kind(situation: Situation, assertion: Assertion, language: str) -> frozenset[str]:
    """« 300 tonnes de sel »: what stands behind *de* after the thing counted, as its family's stem."""
    text = situation.by_id[assertion.article].text
    found = OF_KIND.match(text, assertion.end) or OF_KIND.search(text, assertion.start, assertion.end)
    return kin_stems(found[1], language) if found else frozenset()


def _is_updated(situation: Situation, assertion: Assertion, language: str) -> bool:
    """« le nombre de vols annulés est passé à 85 »."""
    text = situation.by_id[assertion.article].text
    low, high = sentence_bounds(text, assertion.start, assertion.end)
    return bool(_updates(language).search(text[low:high].lower()))


@cache
def _updates(language: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in word_list(language, "figures").get("updating", ()))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"\Z\A")


def _is_whole(annotation: Annotation, quantity: Quantity) -> bool:
    """Whether an article gives one figure alone for what a quantity counts, however often."""
    head = content_stems(quantity.what.partition(" (")[0], annotation.language)
    return all(
        (other.minimum, other.maximum) == (quantity.minimum, quantity.maximum)
        for other in annotation.quantities
        if head & content_stems(other.what.partition(" (")[0], annotation.language)
    )


def _alike(counted: frozenset[str], language: str) -> frozenset[str]:
    """What is counted, « voyageurs » being « passagers »."""
    return frozenset(kin_of(_counted_alike(language).get(stem, stem), language) for stem in counted)


@cache
def _counted_alike(language: str) -> dict[str, str]:
    lines = word_list(language, "figures").get("alike", ())
    return {stem_of(word, language): stem_of(line[0], language) for line in lines for word in line}


def stretch_of(situation: Situation, assertion: Assertion) -> tuple[int, int]:
    """The sentence of a figure, or its half between colons and semicolons."""
    text = situation.by_id[assertion.article].text
    low, high = sentence_bounds(text, assertion.start, assertion.end)
    low = max(text.rfind(";", low, assertion.start), text.rfind(":", low, assertion.start), low)
    stop = text.find(";", assertion.end, high)
    return low, stop if stop >= 0 else high


def read_claim(situation: Situation, claim: Claim) -> Figure:
    """What the figure of a claim counts, with the places told by any of its articles, garbled ones left out where others tell it."""
    clean = [a for a in claim.assertions if a.article not in situation.doubtful] or claim.assertions
    figures = [read_figure(situation, assertion) for assertion in clean]
    return replace(
        figures[0],
        places=frozenset().union(*(figure.places for figure in figures)),
        around=frozenset().union(*(figure.around for figure in figures)),
        home=frozenset().union(*(figure.home for figure in figures)),
        partial=any(figure.partial for figure in figures),
        beside=frozenset().union(*(figure.beside for figure in figures)),
        said=frozenset().union(*(figure.said for figure in figures)),
        whole=all(figure.whole for figure in figures),
        kind=frozenset().union(*(figure.kind for figure in figures)),
        updated=any(figure.updated for figure in figures),
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


def same_toll(left: Figure, right: Figure) -> bool:
    """Whether « deux ouvriers morts », who are all the dead of their article, can have become « quatre morts », or « 32 employés
    retenus » « 38 personnes restent captives »."""
    told, other = (left, right) if left.group else (right, left)
    return (
        left.counted == right.counted != frozenset()
        and told.count in (Count.RISING, Count.MOVING)
        and told.whole
        and not other.group
    )


def of_one_kind(left: Figure, right: Figure) -> bool:
    """« 400 dossiers de malades » and « 12 dossiers de patients » count one thing."""
    return bool(left.counted & right.counted) and bool(left.kind & right.kind)


def measure_one_thing(left: Figure, right: Figure) -> bool:
    """Whether two sums that name nothing but their unit are told of one thing: the one sentence says nothing but what the other
    says (« elle aurait détourné 900 couronnes » and « les détournements n’ont pas dépassé 400 couronnes »)."""
    if left.counted or right.counted or not left.beside or not right.beside:
        return False
    return left.beside <= right.said or right.beside <= left.said


def same_scope(left: Figure, right: Figure) -> bool:
    """Whether two figures are told for one place, or both for none."""
    return bool(left.scope & right.scope) or not (left.scope or right.scope)


def may_share_scope(left: Figure, right: Figure) -> bool:
    """Whether two figures are not told for two places, nor one for a place and the other for no place at all."""
    if left.scope and right.scope:
        return bool(left.scope & right.scope)
    return not (left.restricted or right.restricted)


def in_one_setting(situation: Situation, left: Claim, right: Claim, figures: tuple[Figure, Figure]) -> bool:
    """Whether a figure told for a place and one told for none, or for « la ville », are of one place: the title of an article that
    gives the other names it (« L’assaut de Gorne », « morts à Gorne ») and its sentence names no place."""
    for (placed, claim), (other, other_claim) in (
        ((figures[0], left), (figures[1], right)),
        ((figures[1], right), (figures[0], left)),
    ):
        if not placed.places or other.places:
            continue
        if other.around:
            if other.around <= _towns(situation.language):
                return True
            continue
        heads = (
            situation.by_id[article] for article in other_claim.articles if article not in claim.articles
        )
        if any(placed.places & names_told(_headline(annotation)) for annotation in heads):
            return True
    return False


def _headline(annotation: Annotation) -> str:
    return annotation.article.title or annotation.text.lstrip().partition("\n")[0]


@cache
def _towns(language: str) -> frozenset[str]:
    return content_stems(" ".join(word_list(language, "figures").get("towns", ())), language)


def corrected_from(situation: Situation, claim: Claim) -> frozenset[float]:
    """The numbers that a figure is told to stand instead of: « cinq soldats sont morts, et non deux »."""
    found = set()
    for assertion in claim.assertions:
        annotation = situation.by_id[assertion.article]
        _, high = sentence_bounds(annotation.text, assertion.start, assertion.end)
        for match in _INSTEAD.finditer(annotation.text, assertion.end, high):
            numbers = word_list(annotation.language, "quantities")["numbers"]
            told = match[1].replace("\u00a0", "").replace(" ", "")
            value = float(told) if told.isdigit() else words_value(match[1], numbers)
            if value is not None:
                found.add(value)
    return frozenset(found)


def told_for_two_places(left: Figure, right: Figure) -> bool:
    """« 3 morts à Valme » and « 3 morts à Orne » are two figures."""
    return bool(left.places and right.places) and not left.places & right.places


@cache
def _occasions(language: str) -> frozenset[str]:
    return content_stems(" ".join(word_list(language, "figures").get("occasions", ())), language)


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


def names_told(text: str) -> frozenset[str]:
    """The words of a text that are written with a capital; « Saint-Orlans » is one."""
    return frozenset(name.casefold() for name in NAME.findall(text))


def _named_around(situation: Situation, assertion: Assertion) -> frozenset[str]:
    """What the sentence of a figure names, persons and outlets left out; « la ville » is the town it stands for.

    In a list (« 40 morts en Orvanie, 12 morts en Séranie ») only the last name told since the figure before counts.
    """
    annotation = situation.by_id[assertion.article]
    low, high, listed = _clause_bounds(annotation, assertion)
    actors = {actor.key: actor for actor in annotation.actors}
    first = FIRST_WORD.match(annotation.text, low, high)
    names = set(
        names_told(annotation.text[first.end() if first else low : high]) - _not_places(annotation.language)
    )
    for mention in situation.mentions_between(assertion.article, low, high):
        actor = actors.get(mention.actor)
        if actor is not None and actor.kind in NOT_PLACED:
            names -= names_told(annotation.text[mention.start : mention.end])
        elif actor is not None and actor.kind is ActorKind.PLACE:
            names |= names_told(actor.name)
    names -= empty_words(annotation.language)
    return frozenset(_last_of(names, annotation.text[low:high])) if listed else frozenset(names)


def _last_of(names: set[str], text: str) -> set[str]:
    """The name that stands last in a text, in small letters."""
    lowered = text.casefold()
    return {max(names, key=lambda name: (lowered.rfind(name), name))} if names else set()


@cache
def _not_places(language: str) -> frozenset[str]:
    return frozenset(word_list(language, "figures").get("not_places", ()))


def _clause_bounds(annotation: Annotation, assertion: Assertion) -> tuple[int, int, bool]:
    """The sentence of a figure, or, in a list of figures for one thing, the stretch from the one before to the one itself;
    and whether it stands in such a list."""
    low, high = sentence_bounds(annotation.text, assertion.start, assertion.end)
    zone = bisect_right(annotation.zones, assertion.start, key=lambda zone: zone.start) - 1
    low = max(low, annotation.zones[zone].start) if zone >= 0 else low
    first = bisect_left(annotation.quantities, low, key=lambda quantity: quantity.start)
    last = bisect_right(annotation.quantities, high, key=lambda quantity: quantity.start)
    thing = _head(assertion.record)
    alike = [q for q in annotation.quantities[first:last] if _head(q) == thing and q.start != assertion.start]
    if not alike:
        return low, high, False
    before = max((q.end for q in alike if q.end <= assertion.start), default=low)
    after = min((q.start for q in alike if q.start >= assertion.end), default=high)
    return before, assertion.end if after < high else high, True


def _head(record: object) -> tuple[str, str]:
    """What is counted, by its first word, and its unit."""
    assert isinstance(record, Quantity)
    return record.what.partition(" ")[0], record.unit


def _said_beside(situation: Situation, assertion: Assertion, language: str) -> frozenset[str]:
    """What a figure's sentence says but for the figure, its owner and words that only tell it, words of a family as one."""
    low, high = stretch_of(situation, assertion)
    after = situation.text_of(assertion.article, assertion.end, high)
    around = f"{_without_owner(situation, assertion, low)} {after}"
    owner = assertion.voice.words + " " + assertion.voice.shown if assertion.voice else ""
    return kin_stems(around, language) - kin_stems(owner, language) - _telling(language)


def _without_owner(situation: Situation, assertion: Assertion, low: int) -> str:
    """The words from ``low`` to a figure, without those that name its owner up to the verb that gives it.

    « L’expert mandaté par le syndicat évalue ce coût à 40 euros » says, besides, *ce coût*.
    """
    annotation = situation.by_id[assertion.article]
    text = annotation.text
    quantity = assertion.record
    assert isinstance(quantity, Quantity)
    said = annotation.attributions[quantity.attribution] if quantity.attribution is not None else None
    if said is None or said.speaker is None or said.cue is None:
        return text[low : assertion.start]
    if low <= said.speaker.start < said.cue.start <= said.cue.end <= assertion.start:
        return f"{text[low : said.speaker.start]} {text[said.cue.end : assertion.start]}"
    return text[low : assertion.start]


@cache
def _telling(language: str) -> frozenset[str]:
    words = word_list(language, "figures").get("telling", ())
    return kin_stems(" ".join(words), language)


def _home(situation: Situation, voice: Voice | None) -> frozenset[str]:
    """The places in the name of a body (« la préfecture de la Haute-Vernole ») or in the offices of a person (« maire de Valme »)."""
    if voice is None:
        return frozenset()
    if not is_person(situation, voice):
        return names_told(voice.words[1:]) - _not_places(situation.language)
    actor = situation.identities.actors[voice.actor or ""]
    names = frozenset(name for office in actor.offices for name in names_told(office.title[1:]))
    return names - _not_places(situation.language)


def is_person(situation: Situation, voice: Voice) -> bool:
    """Whether a voice is a person's."""
    return voice.actor is not None and situation.are_persons((voice.actor,))
