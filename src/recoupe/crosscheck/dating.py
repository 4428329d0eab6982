"""The dates of the articles of a story, each narrowed by what the others make certain.

Only three inferences are drawn, all inside one story. (1) A copy is not older than the passage it took: where the
direction of copying is known from the texts, the copy is no earlier and its source no later. (2) A shared narrative
passage that names a bare weekday names one day in both articles, and a bare weekday lies within six days of the
article that uses it. (3) The same holds of one event (type, actors, recipients) that both tell as having
happened on that weekday. Quotations and boilerplate date nothing. A bound that contradicts an article's own is
reported, never averaged; an article that nothing links stays as it states itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from recoupe.annotate.bounds import Bounds, word_reasons
from recoupe.languages import LANGUAGES, word_list
from recoupe.model import (
    Annotation,
    Basis,
    Direction,
    Event,
    EventModality,
    Granularity,
    MatchKind,
    PassageMatch,
    Place,
    Published,
    Reason,
    TimeExpression,
    TimeType,
)

WEEKDAY_REACH = timedelta(days=6)
MAX_ROUNDS = 50


@dataclass(slots=True, frozen=True)
class Link:
    """What ties the date of ``target`` to that of ``source``: it is no older, no newer, or names the same weekday.

    ``days`` are the offsets (lowest, highest) of the target's date from ``day``, where the tie is a weekday.
    """

    target: str
    source: str
    reason: str
    day: date | None = None
    days: tuple[int, int] = (0, 0)
    words: str = ""


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
    fixed = [*_weekday_links(by_id, matches, stories), *_event_links(annotations, stories)]
    for link in sorted(
        fixed, key=lambda link: (link.target, link.source, link.reason, link.words, link.days)
    ):
        _apply_weekday(bounds, link)
    orders = sorted(
        _order_links(by_id, matches, stories), key=lambda link: (link.target, link.source, link.reason)
    )
    conflicts: set[Link] = set()
    for _ in range(MAX_ROUNDS):
        changed = [_apply_order(bounds, link, conflicts) for link in orders]
        if not any(changed):
            break
    return {
        annotation.id: _published(annotation.published, bounds[annotation.id], language)
        for annotation in annotations
    }


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
    bounds.reasons = [
        reason for reason in own.reasons if not narrowed or reason.key != "unknown"
    ] + bounds.reasons
    return bounds.published(language)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _granularity(low: date | None, high: date | None) -> Granularity:
    """How finely an inferred interval tells a date."""
    if low is None or high is None:
        return Granularity.UNKNOWN
    if low == high:
        return Granularity.DAY
    if high - low <= timedelta(days=7):
        return Granularity.WEEK
    if (low.year, low.month) == (high.year, high.month):
        return Granularity.MONTH
    return Granularity.YEAR if low.year == high.year else Granularity.UNKNOWN


def _same_story(stories: Mapping[str, str], one: str, other: str) -> bool:
    return one != other and one in stories and stories.get(one) == stories.get(other)


# --------------------------------------------------------------------------- a copy is not older than its source


def _order_links(
    by_id: Mapping[str, Annotation], matches: Sequence[PassageMatch], stories: Mapping[str, str]
) -> Iterator[Link]:
    """Two links for each pair of articles of which the texts betray which copied which."""
    seen = set()
    for match in matches:
        pair = (match.earlier.id, match.later.id)
        if match.kind is not MatchKind.NARRATIVE or match.direction is not Direction.INFERRED or pair in seen:
            continue
        if pair[0] in by_id and pair[1] in by_id and _same_story(stories, *pair):
            seen.add(pair)
            yield Link(target=pair[1], source=pair[0], reason="passage_lower")
            yield Link(target=pair[0], source=pair[1], reason="passage_upper")


def _apply_order(bounds: Mapping[str, Bounds], link: Link, conflicts: set[Link]) -> bool:
    """Narrow by the source's own bound; True where that changed anything. A contradiction is said once."""
    target, source = bounds[link.target], bounds[link.source]
    lower = link.reason == "passage_lower"
    day = source.low if lower else source.high
    if day is None:
        return False
    low, high = (day, None) if lower else (None, day)
    if not target.admits(low, high):
        if link not in conflicts:
            conflicts.add(link)
            target.tell("conflict", reason=link.reason, id=link.source, date=day)
        return False
    if not target.narrow(low, high):
        return False
    target.reasons = [told for told in target.reasons if not _supersedes(link, told)]
    target.tell(link.reason, id=link.source, date=day)
    return True


def _supersedes(link: Link, told: Reason) -> bool:
    """Whether an earlier reason is the same bound from the same article with a date that is now finer."""
    return told.key == link.reason and told.values.get("id") == link.source


# --------------------------------------------------------------------------- a bare weekday names a near day


def _weekday_links(
    by_id: Mapping[str, Annotation], matches: Sequence[PassageMatch], stories: Mapping[str, str]
) -> Iterator[Link]:
    """Links from the weekdays of shared narrative passages, both ways where the other article gives the day."""
    for match in matches:
        one, other = match.earlier, match.later
        if match.kind is not MatchKind.NARRATIVE or not _same_story(stories, one.id, other.id):
            continue
        if one.id not in by_id or other.id not in by_id:
            continue
        yield from _passage_weekdays(by_id, one, other)
        yield from _passage_weekdays(by_id, other, one)


def _passage_weekdays(by_id: Mapping[str, Annotation], source: Place, target: Place) -> Iterator[Link]:
    dated = by_id[source.id]
    if not _is_day(dated.published):
        return
    there = {
        _wording(by_id[target.id], time)
        for time in _bare_weekdays(by_id[target.id], target.start, target.end)
    }
    for time in _bare_weekdays(dated, source.start, source.end):
        wording, day = _wording(dated, time), _day_of(time)
        if wording in there and day is not None:
            reach = _reach(dated.published, day)
            if reach is not None:
                yield Link(target.id, source.id, "copy_near", day, reach, dated.text[time.start : time.end])


def _reach(published: Published, day: date) -> tuple[int, int] | None:
    """How far from a weekday's day its article may lie: after a day that is past, before one that is to come."""
    written = date.fromisoformat((published.earliest or "")[:10])
    if abs(written - day) > WEEKDAY_REACH:
        return None
    reach = WEEKDAY_REACH.days
    if day == written:
        return -reach, reach
    return (0, reach) if day < written else (-reach, 0)


def _is_day(published: Published) -> bool:
    return published.earliest is not None and published.earliest == published.latest


def _bare_weekdays(annotation: Annotation, start: int, end: int) -> list[TimeExpression]:
    """The weekdays without a date of a stretch of text, other than those of repeated times."""
    return [
        time
        for time in annotation.times
        if start <= time.start
        and time.end <= end
        and time.type is not TimeType.SET
        and _names_weekday(annotation, time)
    ]


def _names_weekday(annotation: Annotation, time: TimeExpression) -> bool:
    """Whether the words are a weekday, perhaps with a part of the day, and nothing else."""
    words = _wording(annotation, time)
    first = words.split(" ")[0]
    return first in _WEEKDAYS and not any(char.isdigit() for char in words)


_WEEKDAYS = frozenset(
    word for language in LANGUAGES for word in word_list(language, "times").get("weekdays", ())
)


def _wording(annotation: Annotation, time: TimeExpression) -> str:
    return annotation.text[time.start : time.end].lower()


def _day_of(time: TimeExpression) -> date | None:
    """The day of a time that fixes one; a night's by the day it starts."""
    day = time.value.partition("T")[0]
    try:
        return date.fromisoformat(day) if len(day) == 10 else None
    except ValueError:
        return None


# --------------------------------------------------------------------------- one event told by two articles


def _event_links(annotations: Sequence[Annotation], stories: Mapping[str, str]) -> Iterator[Link]:
    """Links from events of the same type, actors and recipients that two articles of a story tell with one weekday."""
    told: dict[tuple[object, ...], list[tuple[Annotation, TimeExpression]]] = defaultdict(list)
    for annotation in annotations:
        names = {actor.key: actor.name for actor in annotation.actors}
        for event in annotation.events:
            signature = _signature(event, names)
            if annotation.id not in stories or signature is None:
                continue
            for time in _bare_weekdays(annotation, event.start, event.end):
                weekday = _wording(annotation, time).split(" ")[0]
                told[(stories[annotation.id], weekday, *signature)].append((annotation, time))
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
    """Links from each day-dated telling to the others, unless the dated ones disagree on the day."""
    days: dict[str, date] = {}
    for annotation, time in versions:
        day = _day_of(time)
        if _is_day(annotation.published) and day is not None:
            days.setdefault(annotation.id, day)
    if len(set(days.values())) != 1:
        return
    dated = {annotation.id: annotation for annotation, _ in versions if annotation.id in days}
    for target in sorted({annotation.id for annotation, _ in versions}):
        for source, day in sorted(days.items()):
            if source != target and day <= date.fromisoformat((dated[source].published.earliest or "")[:10]):
                yield Link(target, source, "event_near", day, (0, WEEKDAY_REACH.days), f"{day:%d/%m/%Y}")


def _apply_weekday(bounds: Mapping[str, Bounds], link: Link) -> None:
    """Narrow by a weekday that names one day in both articles; a contradiction is said and moves nothing."""
    target = bounds[link.target]
    if link.day is None:
        return
    low, high = link.day + timedelta(days=link.days[0]), link.day + timedelta(days=link.days[1])
    told = {"id": link.source, "date": link.day, "words": link.words}
    if not target.admits(low, high):
        target.tell("conflict", reason=link.reason, **told)
    elif target.narrow(low, high):
        target.tell(link.reason, **told)
