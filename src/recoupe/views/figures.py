"""Figures side by side: all values told for one thing on one small axis, and whether they can hold together."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import NamedTuple

from recoupe.crosscheck.figure_links import PERSONS
from recoupe.crosscheck.wording import content_stems, likeness
from recoupe.model import QuantityRow, RelationKind, Standing
from recoupe.views.digest import Digest
from recoupe.views.joining import Joined
from recoupe.views.wording import Wording

AXIS_LEFT, AXIS_RIGHT = 8.0, 232.0
OPEN_REACH = 26.0
COUNTING_ONE_THING = frozenset({RelationKind.CONTRADICTS, RelationKind.REFINES, RelationKind.SUPERSEDES})
ALIKE = 0.5
"""Above this share of common stems, two wordings with one unit are held to count one thing."""
MOST_COMPARED = 200


class Agreement(StrEnum):
    """Whether the values told for one thing can all be true."""

    ALONE = "alone"
    COMPATIBLE = "compatible"
    CONFLICT = "conflict"
    SUPERSEDED = "superseded"
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
    """Figures that count one thing: those the account relates, and those of one unit told in alike words.

    Things told several times come first. « 9 personnes » and « 40 personnes » say no more than their unit and stay apart.
    """
    groups = Joined(row.key for row in rows)
    for relation in digest.relations:
        if relation.kind in COUNTING_ONE_THING:
            groups.join(relation.source, relation.target)
    by_unit: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
    for row in rows:
        unit = content_stems(row.unit, digest.wording.language)
        what = content_stems(row.what, digest.wording.language) - unit
        if not what:
            continue
        alike = by_unit[row.unit.casefold()]
        for other, key in alike[:MOST_COMPARED]:
            if likeness(what, other, {}) > ALIKE:
                groups.join(row.key, key)
                break
        else:
            alike.append((what, row.key))
    members: dict[str, list[QuantityRow]] = defaultdict(list)
    for row in rows:
        members[groups.first(row.key)].append(row)
    drawn = [_draw(digest, sorted(found, key=_when)) for found in members.values()]
    return sorted(drawn, key=lambda group: -len(group.figures))


def _when(row: QuantityRow) -> tuple[str, str]:
    return (row.as_of or row.earliest or row.latest or "~", row.latest or "~")


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


def counted_in_words(w: Wording, row: QuantityRow, heading: str = "") -> str:
    """What a figure counts, after its value: « officiers » for persons, « tonnes (gazole) » for what is measured.

    Under a ``heading`` that names the thing counted, the unit is enough; persons need none.
    """
    if row.what == heading:
        return "" if row.unit in PERSONS else row.unit
    what, unit = (content_stems(words, w.language) for words in (row.what, row.unit))
    if row.what and ((unit and unit <= what) or row.unit in PERSONS):
        return row.what
    return f"{row.unit} ({row.what})" if row.what else row.unit


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
    """In conflict or replaced where the account says so; compatible where one value satisfies every bound; apart otherwise."""
    if len(rows) < 2:
        return Agreement.ALONE
    keys = {row.key for row in rows}
    kinds = {
        relation.kind
        for key in sorted(keys)
        for relation in digest.relations_of.get(key, ())
        if {relation.source, relation.target} <= keys
    }
    if RelationKind.CONTRADICTS in kinds or any(row.standing is Standing.DISPUTED for row in rows):
        return Agreement.CONFLICT
    if RelationKind.SUPERSEDES in kinds:
        return Agreement.SUPERSEDED
    floor = max((row.minimum for row in rows if row.minimum is not None), default=float("-inf"))
    ceiling = min((row.maximum for row in rows if row.maximum is not None), default=float("inf"))
    return Agreement.COMPATIBLE if floor <= ceiling else Agreement.APART
