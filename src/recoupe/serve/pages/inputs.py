"""What became of every input: read, read in part, not read and why, what to do about it."""

from __future__ import annotations

from collections import Counter

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
    rows = input_rows(request)
    asked = request.query_params.get("status", "")
    counts = Counter(row.status for row in rows)
    if asked:
        rows = [row for row in rows if row.status == asked]
    rows.sort(key=lambda row: (WORST_FIRST.index(row.status), row.origin))
    return page(
        request,
        "page_inputs.html.j2",
        reading=reading,
        counts=[(status, counts[status]) for status in WORST_FIRST if counts[status]],
        asked=asked,
        sheet=sheet_of(request, rows, INPUTS_PER_PAGE),
    )


def input_rows(request: Request, prefix: str = "") -> list[InputRow]:
    """What is known of the inputs whose origin begins with ``prefix``, worded for the reader."""
    language = wording_of(request).language
    return [_worded(row, language) for row in room_of(request).shelf.files.inputs(prefix)]


def _worded(row: InputRow, language: str) -> InputRow:
    reason, remedy = explain(row, language)
    return msgspec.structs.replace(row, reason=reason, remedy=remedy)
