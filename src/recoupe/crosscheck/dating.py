"""The dates of the articles of a story, each narrowed by what the others make certain.

Four inferences are drawn, all inside one story. (1) A copy is not older than the passage it took: where the texts
betray who copied whom, the copy is no earlier and its source no later. (2) A bare weekday in a shared passage names one
day in both articles, and so does a weekday with its part of the day ("samedi soir") anywhere in two articles that
share one; an article that names a day so stands within a week of it. Where a shared passage reckons from its own day
("hier", "la semaine dernière"), the two stand as near to each other. (3) The same holds of one event (type, actors,
recipients) that both tell as having happened on that weekday. (4) An article that quotes words which another dates
is not older than they are. A bound that contradicts an article's own is reported, never averaged; an article that
nothing links stays as it states itself.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from recoupe.annotate.publication.bounds import Bounds, word_reasons
from recoupe.crosscheck.direction import EVIDENCE, Version, carries_a_credit
from recoupe.languages import LANGUAGES, word_list
from recoupe.model import (
    Anchor,
    Annotation,
    Basis,
    Direction,
    Event,
    EventModality,
    Granularity,
    Manner,
    MatchKind,
    PassageMatch,
    Place,
    Published,
    Reason,
    TimeExpression,
    TimeType,
)

WEEK = timedelta(days=7)
"""How far from a weekday the article that names it without a date may lie: a copy may appear a day after it was written."""
DAYS_APART = timedelta(days=2)
"""How far two articles that share a passage with "hier" or "demain" may lie apart."""
OVERLAP = 0.5
"""How much of a quotation a shared passage must hold."""


@dataclass(slots=True, frozen=True)
class Link:
    """What ties the date of ``target`` to that of ``source``: from ``low`` to ``high`` days, where they are known.

    ``reason`` is a key of the reasons; ``day`` and ``words`` are the day that is named and how the source names it.
    ``weekday`` is its number (1 to 7) where both name it by its weekday.
    """

    target: str
    source: str
    reason: str
    day: date
    low: date | None
    high: date | None
    words: str = ""
    weekday: int = 0

    @property
    def rank(self) -> tuple[str, str, str, date, str]:
        return self.target, self.source, self.reason, self.day, self.words


def date_articles(
    annotations: Sequence[Annotation],
    matches: Sequence[PassageMatch],
    stories: Mapping[str, str],
    language: str = "fr",
) -> dict[str, Published]:
    """When each article was published, by itself and by the others of its story; keys are article ids.

    Starts from ``annotation.published`` and only ever narrows it. A reason, worded in ``language``, names the article
    a bound came from.
    """
    by_id = {annotation.id: annotation for annotation in annotations}
    bounds = {annotation.id: _own_bounds(annotation.published) for annotation in annotations}
    links = [*weekday_links(annotations, matches, stories), *_quotation_links(by_id, matches, stories)]
    for link in sorted(links, key=lambda link: link.rank):
        _apply(bounds[link.target], link)
    pairs = sorted(_copies(by_id, matches, stories))
    _spread(bounds, [(source, copy) for source, copy in pairs], lower=True)
    _spread(bounds, [(copy, source) for source, copy in pairs], lower=False)
    return {
        annotation.id: _published(annotation.published, bounds[annotation.id], language)
        for annotation in annotations
    }


def date_alone(published: Published, language: str = "fr") -> Published:
    """When an article was published that no other of its story tells more of: as it states itself."""
    return _published(published, _own_bounds(published), language)


def weekday_links(
    annotations: Sequence[Annotation], matches: Sequence[PassageMatch], stories: Mapping[str, str]
) -> list[Link]:
    """The links from weekdays that name one day in two articles of a story; those of a pair that disagree are left out."""
    by_id = {annotation.id: annotation for annotation in annotations}
    weekdays = {annotation.id: _bare_weekdays(annotation) for annotation in annotations}
    shared = [match for match in matches if _is_shared(match, by_id, stories)]
    links = [*_passage_links(by_id, weekdays, shared), *_event_links(annotations, weekdays, stories)]
    days: dict[tuple[str, str], list[date]] = defaultdict(list)
    for link in links:
        days[link.target, link.source].append(link.day)
    return [
        link
        for link in sorted(set(links), key=lambda link: link.rank)
        if max(days[link.target, link.source]) - min(days[link.target, link.source]) <= WEEK
    ]


def _apply(target: Bounds, link: Link) -> None:
    """Narrow by a link; a contradiction is said and moves nothing."""
    told = {"id": link.source, "date": link.day, "words": link.words}
    if not target.admits(link.low, link.high):
        target.tell("conflict", reason=link.reason, **told)
    elif target.narrow(link.low, link.high):
        target.tell(link.reason, **told)


def _own_bounds(published: Published) -> Bounds:
    return Bounds(
        low=date.fromisoformat(published.earliest[:10]) if published.earliest else None,
        high=date.fromisoformat(published.latest[:10]) if published.latest else None,
        granularity=published.granularity,
        basis=published.basis,
        stated=published.stated,
    )


def _published(own: Published, bounds: Bounds, language: str) -> Published:
    """An article's date with what was added to it, its reasons worded in ``language``."""
    if not bounds.reasons:
        return msgspec.structs.replace(own, because=word_reasons(own.reasons, language) or own.because)
    narrowed = own.earliest != _iso(bounds.low) or own.latest != _iso(bounds.high)
    if narrowed and own.basis is not Basis.STATED:
        bounds.basis = Basis.INFERRED
        bounds.granularity = _granularity(bounds.low, bounds.high)
    kept: list[Reason] = [reason for reason in own.reasons if not narrowed or reason.key != "unknown"]
    bounds.reasons = kept + bounds.reasons
    return bounds.published(language)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _granularity(low: date | None, high: date | None) -> Granularity:
    """How finely an inferred interval tells a date."""
    if low is None or high is None:
        return Granularity.UNKNOWN
    if low == high:
        return Granularity.DAY
    if high - low <= WEEK:
        return Granularity.WEEK
    if (low.year, low.month) == (high.year, high.month):
        return Granularity.MONTH
    return Granularity.YEAR if low.year == high.year else Granularity.UNKNOWN


def _is_shared(match: PassageMatch, by_id: Mapping[str, Annotation], stories: Mapping[str, str]) -> bool:
    """Whether a passage is shared by two articles of one story, and is no boilerplate."""
    one, other = match.earlier.id, match.later.id
    return (
        one != other
        and match.kind is not MatchKind.BOILERPLATE
        and one in by_id
        and other in by_id
        and one in stories
        and stories.get(one) == stories.get(other)
    )


# --------------------------------------------------------------------------- a copy is not older than its source


def _copies(
    by_id: Mapping[str, Annotation], matches: Sequence[PassageMatch], stories: Mapping[str, str]
) -> set[tuple[str, str]]:
    """The pairs (source, copy) of articles whose texts betray which copied which.

    An agency's credit alone does not: what follows a dispatch closely may carry it or not.
    """
    passages: dict[tuple[str, str], list[PassageMatch]] = defaultdict(list)
    for match in matches:
        if (
            match.kind is MatchKind.NARRATIVE
            and match.direction is Direction.INFERRED
            and _is_shared(match, by_id, stories)
        ):
            passages[match.earlier.id, match.later.id].append(match)
    return {pair for pair, shared in passages.items() if not _rests_on_credit(by_id, pair, shared)}


def _rests_on_credit(
    by_id: Mapping[str, Annotation], pair: tuple[str, str], shared: Sequence[PassageMatch]
) -> bool:
    source, copy = (
        Version(
            by_id[name].article,
            by_id[name].language,
            by_id[name].published,
            tuple((place.start, place.end) for place in places),
        )
        for name, places in zip(
            pair, ([match.earlier for match in shared], [match.later for match in shared]), strict=True
        )
    )
    if any(evidence(source, copy) for evidence in EVIDENCE if evidence is not carries_a_credit):
        return False
    return bool(carries_a_credit(source, copy))


def _spread(bounds: Mapping[str, Bounds], pairs: Iterable[tuple[str, str]], *, lower: bool) -> None:
    """Carry bounds along pairs (from, to): lower ones from the latest on, upper ones from the earliest on.

    Each article takes the strongest bound that reaches it, so every pair is looked at once; a contradiction is said
    and carries nothing on.
    """
    followers: dict[str, list[str]] = defaultdict(list)
    for giver, taker in pairs:
        followers[giver].append(taker)
    key = "passage_lower" if lower else "passage_upper"
    waiting = [(_order(bounds[giver], lower), giver) for giver in followers if _side(bounds[giver], lower)]
    heapq.heapify(waiting)
    done: set[str] = set()
    while waiting:
        _, giver = heapq.heappop(waiting)
        if giver in done:
            continue
        done.add(giver)
        day = _side(bounds[giver], lower)
        low, high = (day, None) if lower else (None, day)
        for taker in followers.get(giver, ()):
            target = bounds[taker]
            if not target.admits(low, high):
                target.tell("conflict", reason=key, id=giver, date=day)
            elif target.narrow(low, high):
                target.tell(key, id=giver, date=day)
                heapq.heappush(waiting, (_order(target, lower), taker))


def _side(bounds: Bounds, lower: bool) -> date | None:
    return bounds.low if lower else bounds.high


def _order(bounds: Bounds, lower: bool) -> int:
    side = _side(bounds, lower) or date.max
    return -side.toordinal() if lower else side.toordinal()


# --------------------------------------------------------------------------- a bare weekday names a near day

_WEEKDAYS = frozenset(
    word for language in LANGUAGES for word in word_list(language, "times").get("weekdays", ())
)
_DIRECTIONS = frozenset(
    word for language in LANGUAGES for word in word_list(language, "times").get("directions", ())
)
_DAY_WORDS = frozenset(
    word for language in LANGUAGES for word in word_list(language, "times").get("day_words", ())
)
_WEEK_VALUE = re.compile(r"\d{4}-W\d\d(?:-WE)?")


def _bare_weekdays(annotation: Annotation) -> list[TimeExpression]:
    """The weekdays without a date of an article, other than those of repeated times, in the order of the text."""
    return [
        time
        for time in annotation.times
        if time.type is not TimeType.SET and names_weekday(annotation.text, time)
    ]


def names_weekday(text: str, time: TimeExpression) -> bool:
    """Whether the words are a weekday, perhaps with a part of the day: « samedi soir », not « samedi 3 » or « samedi dernier »."""
    words = text[time.start : time.end].lower().replace("’", " ").split()
    if len(words) > 8 or any(char.isdigit() for word in words for char in word):
        return False
    alone = len(words) == 1 or "T" in time.value
    return alone and not _WEEKDAYS.isdisjoint(words) and _DIRECTIONS.isdisjoint(words)


def weekday_number(time: TimeExpression) -> int:
    """The number of the weekday that a time names (a night: that on which it starts), 0 where its value does not tell."""
    day = day_of(time)
    if day is not None:
        return day.isoweekday()
    value = time.value.partition("T")[0]
    return int(value[-1]) if value.startswith("XXXX-WXX-") and value[-1].isdigit() else 0


def day_of(time: TimeExpression) -> date | None:
    """The day of a time that fixes one; a night's by the day it starts."""
    day = time.value.partition("T")[0]
    try:
        return date.fromisoformat(day) if len(day) == 10 else None
    except ValueError:
        return None


def _passage_links(
    by_id: Mapping[str, Annotation],
    weekdays: Mapping[str, Sequence[TimeExpression]],
    shared: Sequence[PassageMatch],
) -> Iterator[Link]:
    """Links from weekdays in shared narrative, and from weekdays with a part of the day anywhere in articles that share some."""
    parts = {name: _with_part(times) for name, times in weekdays.items()}
    for match in shared:
        for source, target in ((match.earlier, match.later), (match.later, match.earlier)):
            if match.kind is not MatchKind.NARRATIVE or not _is_day(by_id[source.id].published):
                continue
            yield from _shared_weekdays(by_id, weekdays, source, target)
            yield from _shared_reckonings(by_id[source.id], by_id[target.id], source, target)
            for name in sorted(parts[source.id].keys() & parts[target.id].keys()):
                times = parts[source.id][name]
                days = {day_of(time) for time in times}
                if len(days) == 1 and _is_past(by_id[source.id].published, times[0]):
                    yield from _link(by_id[source.id], target.id, times[0], "part_near")


def _shared_weekdays(
    by_id: Mapping[str, Annotation],
    weekdays: Mapping[str, Sequence[TimeExpression]],
    source: Place,
    target: Place,
) -> Iterator[Link]:
    there = {
        by_id[target.id].text[time.start : time.end].lower() for time in _inside(weekdays[target.id], target)
    }
    for time in _inside(weekdays[source.id], source):
        if by_id[source.id].text[time.start : time.end].lower() in there:
            yield from _link(by_id[source.id], target.id, time, "copy_near")


def _shared_reckonings(dated: Annotation, other: Annotation, source: Place, target: Place) -> Iterator[Link]:
    """Links from times of a shared passage that are reckoned from the day of the article: « durant la semaine »."""
    there = {
        other.text[time.start : time.end].lower()
        for time in _inside(other.times, target)
        if time.anchor is Anchor.PUBLISHED
    }
    day = date.fromisoformat((dated.published.earliest or "")[:10])
    for time in _inside(dated.times, source):
        words = dated.text[time.start : time.end]
        reach = _reach(time, words)
        if reach is not None and words.lower() in there:
            yield Link(other.id, dated.id, "reckoned_near", day, day - reach, day + reach, words)


def _reach(time: TimeExpression, words: str) -> timedelta | None:
    """How far apart two articles may lie that reckon such a time from their own days; None for any other time."""
    if time.anchor is not Anchor.PUBLISHED or time.type not in (TimeType.DATE, TimeType.TIME):
        return None
    if _WEEK_VALUE.fullmatch(time.value):
        return WEEK
    return DAYS_APART if day_of(time) is not None and words.lower().split()[0] in _DAY_WORDS else None


def _inside(times: Sequence[TimeExpression], place: Place) -> Iterator[TimeExpression]:
    return (time for time in times if place.start <= time.start and time.end <= place.end)


def _with_part(times: Sequence[TimeExpression]) -> dict[tuple[int, str], list[TimeExpression]]:
    """The weekdays that are told with a part of the day, by the weekday's number and the part."""
    found: dict[tuple[int, str], list[TimeExpression]] = defaultdict(list)
    for time in times:
        part = time.value.partition("T")[2]
        if part.isalpha() and weekday_number(time):
            found[weekday_number(time), part].append(time)
    return found


def _link(source: Annotation, target: str, time: TimeExpression, reason: str) -> Iterator[Link]:
    """The link that a weekday makes: the target lies after a day that is past, before one that is to come."""
    day = day_of(time)
    written = date.fromisoformat((source.published.earliest or "")[:10])
    if day is None or abs(written - day) > WEEK:
        return
    low = day - WEEK if day >= written else day
    high = day + WEEK if day <= written else day
    words = source.text[time.start : time.end]
    yield Link(target, source.id, reason, day, low, high, words, day.isoweekday())


def _is_past(published: Published, time: TimeExpression) -> bool:
    """Whether a day is not after that of its article; one to come is told in more ways, so that it names less surely."""
    day = day_of(time)
    return day is not None and day.isoformat() <= (published.earliest or "")


def _is_day(published: Published) -> bool:
    return published.earliest is not None and published.earliest == published.latest


# --------------------------------------------------------------------------- one event told by two articles


def _event_links(
    annotations: Sequence[Annotation],
    weekdays: Mapping[str, Sequence[TimeExpression]],
    stories: Mapping[str, str],
) -> Iterator[Link]:
    """Links from events of the same type, actors and recipients that two articles of a story tell with one weekday."""
    told: dict[tuple[object, ...], list[tuple[Annotation, TimeExpression]]] = defaultdict(list)
    for annotation in annotations:
        names = {actor.key: actor.name for actor in annotation.actors}
        for event in annotation.events:
            signature = _signature(event, names)
            if annotation.id not in stories or signature is None:
                continue
            place = Place(id=annotation.id, start=event.start, end=event.end)
            for time in _inside(weekdays[annotation.id], place):
                told[(stories[annotation.id], weekday_number(time), *signature)].append((annotation, time))
    for versions in told.values():
        yield from _same_event_links(versions)


def _signature(event: Event, names: Mapping[str, str]) -> tuple[object, ...] | None:
    """What makes two events one: type, actors, recipients; None where it did not happen or a side is unnamed."""
    actors = tuple(sorted(names.get(key, "") for key in event.actors))
    recipients = tuple(sorted(names.get(key, "") for key in event.recipients))
    if (
        event.modality is not EventModality.OCCURRED
        or not all(actors + recipients)
        or not actors
        or not recipients
    ):
        return None
    return event.type, actors, recipients


def _same_event_links(versions: Sequence[tuple[Annotation, TimeExpression]]) -> Iterator[Link]:
    """A link to each telling from the first that is dated, unless the dated ones disagree on the day."""
    dated = sorted(
        (
            (annotation.id, annotation, time)
            for annotation, time in versions
            if _is_day(annotation.published) and _is_past(annotation.published, time)
        ),
        key=lambda version: version[0],
    )
    if len({day_of(time) for _, _, time in dated}) != 1:
        return
    for target in sorted({annotation.id for annotation, _ in versions}):
        for name, source, time in dated[:2]:
            if name != target:
                yield from _link(source, target, time, "event_near")
                break


# --------------------------------------------------------------------------- words that another article dates


def _quotation_links(
    by_id: Mapping[str, Annotation], matches: Sequence[PassageMatch], stories: Mapping[str, str]
) -> Iterator[Link]:
    """Links from quotations whose day one article tells: « Le pont rouvrira », a déclaré samedi la maire."""
    for match in matches:
        if match.kind is not MatchKind.QUOTATION or not _is_shared(match, by_id, stories):
            continue
        for source, target in ((match.earlier, match.later), (match.later, match.earlier)):
            day = _day_said(by_id[source.id], source)
            if day is not None:
                yield Link(target.id, source.id, "quoted_lower", day, day, None)


def _day_said(annotation: Annotation, place: Place) -> date | None:
    """The day on which the words at a place were said, where the article tells it."""
    for said in annotation.attributions:
        overlap = min(said.end, place.end) - max(said.start, place.start)
        if said.kind is Manner.INDIRECT or overlap < OVERLAP * (place.end - place.start):
            continue
        day = said.earliest[:10] if said.earliest and said.latest else ""
        if day and day == (said.latest or "")[:10] and day <= (annotation.published.latest or day):
            return date.fromisoformat(day)
    return None
