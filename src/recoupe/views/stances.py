"""Positions by holder through time: what hangs together on one line, and the band that changes when a position does."""

from __future__ import annotations

from typing import NamedTuple

from recoupe.model import PositionRow, RelationKind, RelationRow
from recoupe.views.dates import stretch_of
from recoupe.views.digest import Digest
from recoupe.views.joining import Joined

BAND_WIDTH = 640.0
JOINING = (RelationKind.SUPERSEDES, RelationKind.REFINES, RelationKind.CONTRADICTS)


class BandPart(NamedTuple):
    """One stretch of a band: the position that held, from where to where (drawing units)."""

    row: PositionRow
    x: float
    width: float


class PositionLine(NamedTuple):
    """The positions on one object, in time: of one holder, or of holders who succeeded one another.

    ``turns`` holds, by the key of a position, the relation that says which earlier position of the line it replaced.
    """

    holders: list[str]
    rows: list[PositionRow]
    turns: dict[str, RelationRow]
    band: list[BandPart]


def position_lines(digest: Digest, rows: list[PositionRow]) -> list[PositionLine]:
    """Positions joined where holder and object agree or where one supersedes another; most telling lines first."""
    joined = Joined(row.key for row in rows)
    seen: dict[tuple[str, str], str] = {}
    for row in rows:
        first = seen.setdefault((row.holder.key, " ".join(row.target.casefold().split())), row.key)
        joined.join(row.key, first)
    for relation in digest.relations:
        if relation.kind in JOINING:
            joined.join(relation.source, relation.target)
    groups: dict[str, list[PositionRow]] = {}
    for row in rows:
        groups.setdefault(joined.first(row.key), []).append(row)
    lines = [_line(digest, sorted(group, key=_first_day)) for group in groups.values()]
    return sorted(lines, key=lambda line: (-len(line.rows), line.holders))


def _first_day(row: PositionRow) -> int:
    days = stretch_of(row.earliest, row.latest)
    return days.first or days.last or 10**7


def _line(digest: Digest, rows: list[PositionRow]) -> PositionLine:
    holders = list(dict.fromkeys(row.holder.name for row in rows))
    keys = {row.key for row in rows}
    turns = {
        relation.source: relation
        for row in rows
        for relation in digest.relations_of.get(row.key, ())
        if relation.kind is RelationKind.SUPERSEDES and {relation.source, relation.target} <= keys
    }
    return PositionLine(holders, rows, turns, _band(digest, rows) if len(rows) > 1 else [])


def _band(digest: Digest, rows: list[PositionRow]) -> list[BandPart]:
    """A band from the first position to the end of the situation; undated positions are not on it."""
    dated = [row for row in rows if _first_day(row) < 10**7]
    if len(dated) < 2:
        return []
    starts = [_first_day(row) for row in dated]
    end = max(starts[-1] + max(1, (starts[-1] - starts[0]) // 4), digest.days.last or 0)
    span = max(1, end - starts[0])
    parts = []
    for row, start, stop in zip(dated, starts, [*starts[1:], end], strict=True):
        x, until = ((day - starts[0]) / span * BAND_WIDTH for day in (start, stop))
        if until - x >= 1:
            parts.append(BandPart(row, x, until - x))
    return parts
