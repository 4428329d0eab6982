"""What became of every input: read, read in part, not read and why, what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from recoupe.errors import explain
from recoupe.model import InputRow, InputStatus
from recoupe.serve.paging import sheet_of
from recoupe.serve.room import page, reading_of, room_of, wording_of

INPUTS_PER_PAGE = 100
WORST_FIRST = (
    InputStatus.FAILED,
    InputStatus.PARTIAL,
    InputStatus.SEEN,
    InputStatus.DUPLICATE,
    InputStatus.OK,
)


def show(request: Request) -> Response:
    """Every input, what failed first."""
    reading = reading_of(request)
    rows = room_of(request).shelf.files.inputs()
    asked = request.query_params.get("status", "")
    counts = Counter(row.status for row in rows)
    if asked:
        rows = [row for row in rows if row.status == asked]
    rows.sort(key=lambda row: WORST_FIRST.index(row.status))
    sheet = sheet_of(request, rows, INPUTS_PER_PAGE)
    return page(
        request,
        "page_inputs.html.j2",
        reading=reading,
        counts=[(status, counts[status]) for status in WORST_FIRST if counts[status]],
        asked=asked,
        sheet=sheet._replace(items=worded(request, sheet.items)),
    )


def worded(request: Request, rows: Sequence[InputRow]) -> list[InputRow]:
    """Inputs with what is wrong with each and its remedy in the reader's language."""
    told = [(row, explain(row, wording_of(request).language)) for row in rows]
    return [msgspec.structs.replace(row, reason=reason, remedy=remedy) for row, (reason, remedy) in told]
