"""One claim: every passage it rests on, where they come from, why it stands as it does, and how that came about."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from recoupe.model import ActorRow, RelationRow
from recoupe.serve.history import history_of
from recoupe.serve.lineage_tree import draw_tree
from recoupe.serve.reading import actors_of
from recoupe.serve.room import not_found, page, reading_of, room_of


def show(request: Request) -> Response:
    """The claim whose key the address names."""
    reading = reading_of(request)
    row = reading.digest.rows.get(request.path_params["key"])
    if row is None or isinstance(row, ActorRow | RelationRow):
        raise not_found()
    return page(
        request,
        "page_row.html.j2",
        reading=reading,
        row=row,
        view=reading.rows.view(row),
        tree=draw_tree(reading, row),
        history=history_of(reading, row),
        actors=[(key, reading.digest.actor_names.get(key, key)) for key in actors_of(row)],
        deciding="row",
        decided=room_of(request).shelf.files.decisions().about(row),
        back=request.url.path,
    )
