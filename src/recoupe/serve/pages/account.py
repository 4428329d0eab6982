"""The account and its parts that the report has too: what stands, positions, figures, the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from recoupe.model import Standing
from recoupe.serve.filters import Filters, choices, filters_of
from recoupe.serve.paging import sheet_of
from recoupe.serve.reading import Reading
from recoupe.serve.room import page, reading_of, wording_of
from recoupe.views.figures import FigureGroup, counted_in_words, figure_in_words
from recoupe.views.stances import PositionLine
from recoupe.views.telling import Told

ROWS_PER_PAGE = 50
GROUPS_PER_PAGE = 25
FIGURES_PER_PAGE = 5


def show(request: Request) -> Response:
    """What stands: the first screen, then every row told by its standing, filtered."""
    reading, filters = reading_of(request), filters_of(request.query_params)
    kept = filters.keep(reading, reading.told)
    sheet = sheet_of(request, kept, ROWS_PER_PAGE)
    return page(
        request,
        "page_account.html.j2",
        reading=reading,
        sheet=sheet,
        groups=[
            (standing, list(rows)) for standing, rows in groupby(sheet.items, key=attrgetter("standing"))
        ],
        totals=_totals(kept),
        **_narrowed(reading, filters),
    )


def positions(request: Request) -> Response:
    """Who wants what: positions on one object through time."""
    reading, filters = reading_of(request), filters_of(request.query_params)
    lines: Sequence[PositionLine] = reading.position_lines
    if filters.chosen:
        keys = {row.key for row in filters.keep(reading, reading.digest.positions)}
        lines = [line for line in lines if any(row.key in keys for row in line.rows)]
    sheet = sheet_of(request, lines, GROUPS_PER_PAGE)
    return page(
        request,
        "page_positions.html.j2",
        reading=reading,
        sheet=sheet,
        position_lines=sheet.items,
        **_narrowed(reading, filters),
    )


def figures(request: Request) -> Response:
    """All values told for one thing, side by side."""
    reading, filters = reading_of(request), filters_of(request.query_params)
    w = wording_of(request)
    groups: Sequence[FigureGroup] = reading.figure_groups
    if filters.chosen:
        keys = {row.key for row in filters.keep(reading, reading.digest.quantities)}
        groups = [group for group in groups if any(item.row.key in keys for item in group.figures)]
    sheet = sheet_of(request, groups, FIGURES_PER_PAGE)
    return page(
        request,
        "page_figures.html.j2",
        reading=reading,
        sheet=sheet,
        figure_groups=sheet.items,
        counted_words=lambda row, heading: counted_in_words(w, row, heading),
        figure_words=lambda row: figure_in_words(w, row),
        **_narrowed(reading, filters),
    )


def ledger(request: Request) -> Response:
    """What was foretold, threatened or promised, and what became of it."""
    reading, filters = reading_of(request), filters_of(request.query_params)
    sheet = sheet_of(request, filters.keep(reading, reading.digest.ledger), GROUPS_PER_PAGE)
    return page(
        request,
        "page_ledger.html.j2",
        reading=reading,
        sheet=sheet,
        ledger=sheet.items,
        ledger_left_out=0,
        said_when=reading.said_when,
        **_narrowed(reading, filters),
    )


def _totals(rows: Sequence[Told]) -> dict[Standing, int]:
    """How many rows there are of each standing; rows of one standing stand together."""
    return {standing: sum(1 for _ in found) for standing, found in groupby(rows, key=attrgetter("standing"))}


def _narrowed(reading: Reading, filters: Filters) -> dict[str, Any]:
    return {"filters": filters, "choices": choices(reading, filters)}
