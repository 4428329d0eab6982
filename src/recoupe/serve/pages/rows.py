"""One claim: every passage it rests on, where they come from, why it stands as it does, and how that came about."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from recoupe.crosscheck.replay import Stood
from recoupe.model import AccountRow, ActorRow, RelationRow
from recoupe.serve.history import draw_past, history_of
from recoupe.serve.lineage_tree import draw_tree
from recoupe.serve.moved import find_row
from recoupe.serve.reading import Reading, actors_of
from recoupe.serve.room import not_found, page, reading_of, room_of

SECONDS_TO_WAIT = 0.15


def show(request: Request) -> Response:
    """The claim whose key the address names; from the address of one that is told with another now, on to that."""
    reading = reading_of(request)
    key = request.path_params["key"]
    row = reading.digest.rows.get(key)
    if row is None and (now := find_row(reading, key)) is not None:
        return RedirectResponse(f"{reading.rows.href(now.key)}?moved=1", 302)
    if row is None or isinstance(row, ActorRow | RelationRow):
        raise not_found()
    decisions = room_of(request).shelf.files.decisions()
    return page(
        request,
        "page_row.html.j2",
        reading=reading,
        row=row,
        moved="moved" in request.query_params,
        view=reading.rows.view(row),
        tree=draw_tree(reading, row),
        history=history_of(reading, row),
        **_past(request, reading, row),
        actors=[(actor, reading.digest.actor_names.get(actor, actor)) for actor in actors_of(row)],
        deciding="row",
        decided=decisions.about(key, reading.verdicts(decisions).get(key, ())),
        back=request.url.path,
    )


def _past(request: Request, reading: Reading, row: AccountRow) -> dict[str, Any]:
    """How the row stood on earlier days, where the page is asked for it: ``past``, or that it is being looked for."""
    if "replay" not in request.query_params:
        return {"past": None, "looking": False, "problem": ""}
    room, language = room_of(request), reading.digest.wording.language
    job = room.questions.ask(room.shelf.state(language), "history", language=language, key=row.key)
    job.ended.wait(SECONDS_TO_WAIT)
    stood = msgspec.convert(job.result or [], list[Stood])
    past = draw_past(reading, row, stood) if job.over and not job.problem else None
    return {"past": past, "looking": not job.over, "problem": job.problem}
