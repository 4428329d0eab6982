"""Who copied whom: the map, every pair in a table, the lineages."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from recoupe.serve.pages.articles import pair_href
from recoupe.serve.paging import sheet_of
from recoupe.serve.room import page, reading_of
from recoupe.views.copying import CopyMap

SHARES_PER_PAGE = 40
OUTLETS_SHOWN = 60


def show(request: Request) -> Response:
    """The map of copying; the table goes on from page to page."""
    reading = reading_of(request)
    sheet = sheet_of(request, reading.shares, SHARES_PER_PAGE)
    drawn = reading.copy_map if sheet.number == 1 else CopyMap()
    return page(
        request,
        "page_copying.html.j2",
        reading=reading,
        sheet=sheet,
        copy_map=CopyMap(drawn.nodes, drawn.arcs, list(sheet.items), drawn.height, drawn.left),
        pair_href=lambda share: pair_href(reading, share),
        tints=reading.tints,
        outlets=(),
        outlet_shares=reading.outlet_shares[:OUTLETS_SHOWN],
        aligned=(),
    )
