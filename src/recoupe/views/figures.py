"""Figures side by side: all values told for one thing on one small axis, and whether they can hold together."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import NamedTuple

from recoupe.model import QuantityRow, RelationKind, Standing
from recoupe.views.digest import Digest
from recoupe.views.wording import Wording

AXIS_LEFT, AXIS_RIGHT = 8.0, 232.0
OPEN_REACH = 26.0


class Agreement(StrEnum):
    """Whether the values told for one thing can all be true."""

    ALONE = "alone"
    COMPATIBLE = "compatible"
    CONFLICT = "conflict"
    APART = "apart"


class Figure(NamedTuple):
    """One value: its row, where its bar begins and ends (drawing units), which ends are open."""

    row: QuantityRow
    low: float
    high: float
    open_left: bool
    open_right: bool


class FigureGroup(NamedTuple):
    """All values for one thing in one unit, on an axis from ``least`` to ``most``."""

    what: str
    unit: str
    agreement: Agreement
    least: float
    most: float
    figures: list[Figure]


def group_figures(digest: Digest, rows: list[QuantityRow]) -> list[FigureGroup]:
    """Figures by what they count and their unit; things told several times come first."""
    groups: dict[tuple[str, str], list[QuantityRow]] = defaultdict(list)
    for row in rows:
        groups[(" ".join(row.what.casefold().split()), row.unit.casefold())].append(row)
    drawn = [_draw(digest, members) for members in groups.values()]
    return sorted(drawn, key=lambda group: -len(group.figures))


def figure_in_words(w: Wording, row: QuantityRow) -> str:
    """The value or the bounds of a figure, without its unit."""
    low, high = row.minimum, row.maximum
    if low is None and high is None:
        return w("figures.unquantified")
    if high is None and low is not None:
        return w("figures.at_least", value=w.number(low))
    if low is None and high is not None:
        return w("figures.at_most", value=w.number(high))
    assert low is not None and high is not None
    if low == high:
        return w.number(low)
    return w("figures.between", low=w.number(low), high=w.number(high))


def _draw(digest: Digest, rows: list[QuantityRow]) -> FigureGroup:
    bounds = [bound for row in rows for bound in (row.minimum, row.maximum) if bound is not None]
    least, most = min(bounds, default=0.0), max(bounds, default=0.0)
    room = (most - least) * 0.08

    def at(value: float) -> float:
        if most == least:
            return (AXIS_LEFT + AXIS_RIGHT) / 2
        share = (value - least + room) / (most - least + 2 * room)
        return AXIS_LEFT + OPEN_REACH + share * (AXIS_RIGHT - AXIS_LEFT - 2 * OPEN_REACH)

    figures = []
    for row in rows:
        low = at(row.minimum) if row.minimum is not None else AXIS_LEFT
        high = at(row.maximum) if row.maximum is not None else AXIS_RIGHT
        figures.append(Figure(row, low, max(low, high), row.minimum is None, row.maximum is None))
    agreement = _agreement(digest, rows)
    return FigureGroup(rows[0].what, rows[0].unit, agreement, least, most, figures)


def _agreement(digest: Digest, rows: list[QuantityRow]) -> Agreement:
    """In conflict where the account says so; compatible where one value satisfies every bound; apart otherwise."""
    if len(rows) < 2:
        return Agreement.ALONE
    keys = {row.key for row in rows}
    contradicted = any(
        relation.kind is RelationKind.CONTRADICTS and {relation.source, relation.target} <= keys
        for key in sorted(keys)
        for relation in digest.relations_of.get(key, ())
    )
    if contradicted or any(row.standing is Standing.DISPUTED for row in rows):
        return Agreement.CONFLICT
    floor = max((row.minimum for row in rows if row.minimum is not None), default=float("-inf"))
    ceiling = min((row.maximum for row in rows if row.maximum is not None), default=float("inf"))
    return Agreement.COMPATIBLE if floor <= ceiling else Agreement.APART
