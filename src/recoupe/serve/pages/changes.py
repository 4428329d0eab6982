"""What changed: what the articles added last did to the account, or those after a day."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from recoupe.model import Change
from recoupe.serve.room import language_of, page, reading_of, room_of
from recoupe.views.changes import group_changes
from recoupe.views.dates import read_moment

SECONDS_TO_WAIT = 0.15


def show(request: Request) -> Response:
    """The changes, or word that they are being looked for."""
    reading, room = reading_of(request), room_of(request)
    language = language_of(request)
    since = request.query_params.get("since", "")
    asked = since if read_moment(since) else None
    job = room.questions.ask(room.shelf.state(language), "changes", language=language, since=asked)
    job.ended.wait(SECONDS_TO_WAIT)
    found = msgspec.convert(job.result or [], list[Change])
    return page(
        request,
        "page_changes.html.j2",
        reading=reading,
        looking=not job.over,
        problem=job.problem,
        groups=group_changes(found),
        asked=asked,
    )
