"""The drawn timeline: one lane per principal actor, events as marks, statements as ticks, predictions as dashed arrows."""

from __future__ import annotations

import math
import textwrap
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from recoupe.model import EventModality, EventRow, LedgerRow, RelationKind, StatementRow
from recoupe.order import is_awaited
from recoupe.views.dates import Stretch, stretch_of
from recoupe.views.digest import Digest, shortened
from recoupe.views.timescale import Break, Tick, TimeScale

MOST_LANES = 8
MOST_DEPTH = 4
LEFT, RIGHT = 128.0, 944.0
"""How much of the left edge the names of the lanes take; they stay in sight while the drawing scrolls."""
NAME_CHARACTERS = 15
LINE_HEIGHT = 17.0
TOP = 34.0
NEAREST = 11.0
"""Marks nearer than this many drawing units go below one another, then into one bin."""
TICK_BIN = 4.0
COLUMN_WIDTH = 7.0
COLUMN_HEIGHT = 44.0

_FORESEEN = {
    EventModality.ANNOUNCED,
    EventModality.THREATENED,
    EventModality.PREDICTED,
    EventModality.CONDITIONAL,
}


NO_DAYS = (0, 0)


class Entry(NamedTuple):
    """One event, statement or awaited thing on the timeline, as the list beside the drawing tells it.

    ``span`` is its first and last day, each of which stands for the other where only one is known; ``NO_DAYS`` where neither is.
    """

    row: EventRow | StatementRow | LedgerRow
    days: Stretch
    lane: str | None
    span: tuple[int, int]


@dataclass
class Mark:
    """A drawn mark: the entries it stands for (several where binned), its shape and place in drawing units.

    A column stands for all entries of its ``days`` and rises ``height`` above ``y``.
    """

    entries: list[Entry]
    shape: str
    x: float
    width: float
    y: float
    open_left: bool = False
    open_right: bool = False
    height: float = 0.0
    days: Stretch = field(default=Stretch(None, None))


@dataclass
class Lane:
    """One actor's lane; ``name`` None gathers all other actors."""

    name: str | None
    y: float = 0.0
    height: float = 0.0
    marks: list[Mark] = field(default_factory=list)
    ticks: list[Mark] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def name_lines(self, others: str) -> list[str]:
        """The lane's name on at most two lines of ``NAME_CHARACTERS``, the rest cut with an ellipsis."""
        name = self.name or others
        lines = textwrap.wrap(name, NAME_CHARACTERS)
        return [*lines[:1], *(shortened(" ".join(lines[1:]), NAME_CHARACTERS) for _ in lines[1:2])]


class Arrow(NamedTuple):
    """From where something was foretold to what settled it, or to an open end."""

    entry: Entry
    x: float
    y: float
    to_x: float
    to_y: float
    settled: bool


@dataclass
class Timeline:
    """Everything the drawing and its list show; ``outside`` counts what lies before and after the days drawn."""

    lanes: list[Lane]
    arrows: list[Arrow]
    ticks: list[Tick]
    breaks: list[Break]
    height: float
    before: int
    after: int
    undated: list[Entry]
    entries: list[Entry]


def draw_timeline(digest: Digest, shown: Callable[[str], bool]) -> Timeline | None:
    """Lay out the timeline of the rows that the page shows; None where nothing has a date."""
    entries = [entry for entry in timeline_entries(digest) if shown(entry.row.key)]
    return draw_entries(digest, entries, digest.days)


def draw_entries(
    digest: Digest, entries: Sequence[Entry], days: Stretch, dense_above: int | None = None
) -> Timeline | None:
    """Lay out entries within ``days``; None where nothing has a date.

    A lane of more than ``dense_above`` entries is drawn as columns, one for each stretch of days, by how many there are.
    """
    dated = [entry for entry in entries if entry.span != NO_DAYS]
    if not dated or days.first is None or days.last is None:
        return None
    inside = [entry for entry in dated if entry.span[1] >= days.first and entry.span[0] <= days.last]
    scale = TimeScale(days, [entry.days for entry in inside], LEFT, RIGHT)
    lanes = _fill_lanes(digest, inside)
    y = TOP
    for lane in lanes:
        dense = dense_above is not None and len(lane.entries) > dense_above
        y = _place_columns(lane, scale, y) if dense else _place_marks(lane, scale, y)
    before = sum(1 for entry in dated if entry.span[1] < days.first)
    return Timeline(
        lanes=lanes,
        arrows=_arrows(digest, lanes, scale),
        ticks=scale.ticks(digest.wording),
        breaks=scale.breaks,
        height=y + 34,
        before=before,
        after=len(dated) - len(inside) - before,
        undated=[entry for entry in entries if entry.span == NO_DAYS],
        entries=sorted(dated, key=attrgetter("span")),
    )


def said_when(digest: Digest, row: LedgerRow) -> Stretch:
    """When something was foretold: the days of the first article that tells of it."""
    for evidence in row.evidence:
        published = digest.account.published.get(evidence.id)
        stretch = stretch_of(published.earliest, published.latest) if published else Stretch(None, None)
        if stretch.known:
            return stretch
    return stretch_of(row.earliest, row.latest)


def said_in_words(digest: Digest, row: LedgerRow) -> str:
    """When something was foretold, in words: when the first dated article that tells of it came out."""
    for evidence in row.evidence:
        published = digest.account.published.get(evidence.id)
        if published is not None and (published.earliest or published.latest):
            return digest.wording.published(published)
    return digest.wording.row_date(row) if said_when(digest, row).known else digest.wording("date.unknown")


def timeline_entries(digest: Digest) -> list[Entry]:
    """Every event, statement and ledger row with its days and the lane of the first principal actor in it."""
    principal = set(digest.principal_actors[:MOST_LANES])
    found: list[Entry] = []
    for event in digest.events:
        keys = [actor.key for actor in event.actors + event.recipients]
        lane = next((key for key in keys if key in principal), None)
        found.append(_entry(event, stretch_of(event.earliest, event.latest), lane))
    for statement in digest.statements:
        key = statement.speaker.key if statement.speaker else None
        lane = key if key in principal else None
        found.append(_entry(statement, stretch_of(statement.earliest, statement.latest), lane))
    for item in digest.ledger:
        key = item.holder.key if item.holder else None
        found.append(_entry(item, said_when(digest, item), key if key in principal else None))
    return found


def _entry(row: EventRow | StatementRow | LedgerRow, days: Stretch, lane: str | None) -> Entry:
    first = days.first if days.first is not None else days.last
    last = days.last if days.last is not None else days.first
    return Entry(row, days, lane, (first or 0, last or 0))


def _fill_lanes(digest: Digest, entries: list[Entry]) -> list[Lane]:
    by_lane: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_lane[entry.lane].append(entry)
    keys: list[str | None] = [key for key in digest.principal_actors[:MOST_LANES] if key in by_lane]
    if None in by_lane:
        keys.append(None)
    return [
        Lane(
            digest.actor_names.get(key, key) if key else None,
            entries=sorted(by_lane[key], key=attrgetter("span")),
        )
        for key in keys
    ]


def _place_marks(lane: Lane, scale: TimeScale, top: float) -> float:
    """Put a lane's marks below one another where they would touch, into bins where even that is too dense."""
    taken: list[float] = []
    last: list[Mark | None] = []
    for entry in lane.entries:
        if isinstance(entry.row, StatementRow):
            _place_tick(lane, entry, scale, top)
            continue
        x, width, mark = _measure(entry, scale)
        depth = next((at for at, end in enumerate(taken) if end + NEAREST <= x), len(taken))
        if depth < MOST_DEPTH:
            if depth == len(taken):
                taken.append(0.0)
                last.append(None)
            mark.y = top + 20 + depth * LINE_HEIGHT
            taken[depth] = x + width
            last[depth] = mark
            lane.marks.append(mark)
        else:
            nearest = min(range(MOST_DEPTH), key=lambda at: abs(taken[at] - x))
            crowded = last[nearest]
            assert crowded is not None
            crowded.entries.append(entry)
            crowded.shape = "bin"
            crowded.width = max(crowded.width, min(x + width, crowded.x + NEAREST) - crowded.x)
    lane.y = top
    lane.height = 26 + max(1, len(taken)) * LINE_HEIGHT
    return top + lane.height


def _place_columns(lane: Lane, scale: TimeScale, top: float) -> float:
    """Draw a crowded lane as columns of at least ``COLUMN_WIDTH``; an uncertain date counts at its middle."""
    days = max(1, math.ceil(COLUMN_WIDTH / scale.day_width))
    columns: dict[int, list[Entry]] = defaultdict(list)
    column_of: dict[tuple[int, int], list[Entry]] = {}
    for entry in lane.entries:
        column = column_of.get(entry.span)
        if column is None:
            middle = (max(entry.span[0], scale.first) + min(entry.span[1], scale.last)) // 2
            column = column_of[entry.span] = columns[(middle - scale.first) // days]
        column.append(entry)
    tallest = max(map(len, columns.values()))
    for number, entries in sorted(columns.items()):
        first = scale.first + number * days
        x, end = scale.start_of(first), scale.end_of(first + days - 1)
        mark = Mark(entries, "column", x, max(2.0, end - x - 1), top + COLUMN_HEIGHT + 6)
        mark.height = max(2.0, COLUMN_HEIGHT * math.sqrt(len(entries) / tallest))
        mark.days = Stretch(first, first + days - 1)
        lane.marks.append(mark)
    lane.y = top
    lane.height = COLUMN_HEIGHT + 16
    return top + lane.height


def _measure(entry: Entry, scale: TimeScale) -> tuple[float, float, Mark]:
    first, last = entry.days
    low = scale.start_of(first) if first is not None else scale.end_of(last or 0) - 40
    high = scale.end_of(last) if last is not None else scale.start_of(first or 0) + 40
    low, high = max(LEFT, low), min(RIGHT, max(high, low))
    point = first is not None and first == last
    if point:
        low = high = (low + high) / 2
    mark = Mark([entry], _shape(entry, point), low, high - low, 0.0, first is None, last is None)
    return low, high - low, mark


def _shape(entry: Entry, point: bool) -> str:
    row = entry.row
    if isinstance(row, LedgerRow):
        return "said"
    assert isinstance(row, EventRow)
    if row.modality in _FORESEEN:
        return "foreseen" if point else "foreseen-bar"
    if row.modality is EventModality.DENIED:
        return "denied" if point else "denied-bar"
    if row.modality is EventModality.UNVERIFIED:
        return "unverified" if point else "unverified-bar"
    return "point" if point else "bar"


def _place_tick(lane: Lane, entry: Entry, scale: TimeScale, top: float) -> None:
    x, width, _ = _measure_tick(entry, scale)
    if lane.ticks and x - lane.ticks[-1].x < TICK_BIN and not width and not lane.ticks[-1].width:
        lane.ticks[-1].entries.append(entry)
        return
    if width and lane.ticks and abs(lane.ticks[-1].x - x) < TICK_BIN and lane.ticks[-1].width == width:
        lane.ticks[-1].entries.append(entry)
        return
    lane.ticks.append(Mark([entry], "tick", x, width, top + 7))


def _measure_tick(entry: Entry, scale: TimeScale) -> tuple[float, float, None]:
    first = entry.days.first if entry.days.first is not None else entry.days.last
    last = entry.days.last if entry.days.last is not None else entry.days.first
    assert first is not None and last is not None
    low, high = max(LEFT, scale.start_of(first)), min(RIGHT, scale.end_of(last))
    return ((low + high) / 2, 0.0, None) if first == last else (low, high - low, None)


def _arrows(digest: Digest, lanes: list[Lane], scale: TimeScale) -> list[Arrow]:
    """An arrow for each item of the ledger: to the event that settled it where that is drawn, else to an open end.

    What is awaited has none where its lane is so crowded that items are drawn as columns.
    """
    settling = {relation.source for relation in digest.relations if relation.kind is RelationKind.SETTLES}
    drawn = {
        entry.row.key: (mark.x + mark.width / 2, mark.y)
        for lane in lanes
        for mark in lane.marks
        for entry in mark.entries
        if entry.row.key in settling
    }
    settled_by = {
        relation.target: relation.source
        for relation in digest.relations
        if relation.kind is RelationKind.SETTLES and relation.source in drawn
    }
    arrows = []
    for lane in lanes:
        for mark in lane.marks:
            for entry in mark.entries:
                if not isinstance(entry.row, LedgerRow):
                    continue
                x = mark.x + mark.width / 2
                end = drawn.get(settled_by.get(entry.row.key, ""))
                if end is not None and abs(end[0] - x) > NEAREST:
                    arrows.append(Arrow(entry, x, mark.y, end[0], end[1], True))
                elif mark.shape != "column" and is_awaited(entry.row):
                    arrows.append(Arrow(entry, x, mark.y, _foretold_x(entry.row, scale, x), mark.y, False))
    return arrows


def _foretold_x(row: LedgerRow, scale: TimeScale, x: float) -> float:
    days = stretch_of(row.earliest, row.latest)
    end = scale.end_of(days.last) if days.last is not None else x
    return min(RIGHT, end) if end > x + 12 else min(RIGHT, x + 60)


def tell_mark(digest: Digest, mark: Mark) -> str:
    """What a mark says when it is reached: the day, the sentence and what its date rests on; the first of several."""
    w = digest.wording
    day = w.row_date(mark.entries[0].row)
    if mark.shape == "column":
        first, last = (date.fromordinal(day).isoformat() for day in mark.days if day is not None)
        return f"{w.date(first, last)} — {w.count('timeline.several', len(mark.entries))}"
    if len(mark.entries) == 1:
        return f"{day} — {_tell_entry(digest, mark.entries[0])}"
    count = w.count("timeline.said" if mark.shape == "tick" else "timeline.bin", len(mark.entries))
    first = " · ".join(w.typeset(entry.row.summary) for entry in mark.entries[:3])
    rest = " …" if len(mark.entries) > 3 else ""
    return f"{day} — {count}{w('grammar.colon')}{first}{rest}"


def _tell_entry(digest: Digest, entry: Entry) -> str:
    w = digest.wording
    for evidence in entry.row.evidence:
        published = digest.account.published.get(evidence.id)
        if published is not None:
            told = w("timeline.basis", outlet=digest.outlet(evidence.id), published=w.published(published))
            return f"{w.typeset(entry.row.summary)} ({told}, {w(f'timeline.{published.basis.value}')})"
    return w.typeset(entry.row.summary)
