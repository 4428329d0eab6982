"""Actors: who is told of, and for each what they did, said and want through time."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote_plus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from recoupe.model import (
    AccountRow,
    ActorRow,
    EventRow,
    LedgerRow,
    PositionRow,
    QuantityRow,
    StatementRow,
)
from recoupe.serve.decided import Decisions, Shown
from recoupe.serve.moved import find_actor
from recoupe.serve.paging import sheet_of
from recoupe.serve.reading import Reading
from recoupe.serve.room import not_found, page, reading_of, room_of

ACTORS_PER_PAGE = 80
ROWS_SHOWN = 12
PASSAGES_SHOWN = 6
ALL = {
    "did": "/?kind=event&actor=",
    "underwent": "/?kind=event&actor=",
    "said": "/?kind=statement&actor=",
    "told": "/?kind=statement&actor=",
    "wants": "/positions?actor=",
    "foretold": "/ledger?actor=",
    "counted": "/?kind=quantity&actor=",
}
"""Where all rows of a part are, for the key of an actor."""


class Part(NamedTuple):
    """What an actor did, underwent, said, was told, wants or foretold: the first rows, and how many there are."""

    name: str
    rows: list[AccountRow]
    total: int
    href: str


def show_all(request: Request) -> Response:
    """All actors, those told of most first; narrowed to names that hold what is asked for."""
    reading = reading_of(request)
    asked = request.query_params.get("name", "").strip()[:200]
    actors = reading.actors
    if asked:
        wanted = asked.casefold()
        actors = [
            row for row in actors if any(wanted in name.casefold() for name in (row.actor.name, *row.names))
        ]
    return page(
        request,
        "page_actors.html.j2",
        reading=reading,
        asked=asked,
        sheet=sheet_of(request, actors, ACTORS_PER_PAGE),
    )


def show(request: Request) -> Response:
    """The actor whose key the address names; from the address of one that was merged into another, on to that."""
    reading, key = reading_of(request), request.path_params["key"]
    row = reading.digest.offices.get(key)
    rows = reading.by_actor.get(key, [])
    decisions = room_of(request).shelf.files.decisions()
    if row is None and not rows:
        if (now := find_actor(reading, decisions, key)) is not None:
            return RedirectResponse(f"{reading.rows.actor_href(now)}?moved=1", 302)
        raise not_found()
    return page(
        request,
        "page_actor.html.j2",
        reading=reading,
        key=key,
        moved="moved" in request.query_params,
        name=reading.digest.actor_names.get(key, key),
        row=row,
        parts_of=_parts(reading, key, rows),
        passages=[
            view
            for evidence in (row.evidence[:PASSAGES_SHOWN] if row else ())
            if (view := reading.rows.passage(evidence))
        ],
        others=reading.actors[:300],
        deciding="actor",
        decided=_decided(reading, decisions, key, row),
        back=request.url.path,
    )


def _decided(reading: Reading, decisions: Decisions, key: str, row: ActorRow | None) -> list[Shown]:
    """What was decided about an actor, and about its row."""
    found = [*decisions.actors.get(key, [])]
    if row is not None:
        found += decisions.about(row.key, reading.verdicts(decisions).get(row.key, ()))
    by_number = {shown.decision.number: shown for shown in found}
    return [by_number[number] for number in sorted(by_number)]


def _parts(reading: Reading, key: str, rows: list[AccountRow]) -> list[Part]:
    found: dict[str, list[AccountRow]] = {
        name: [] for name in ("did", "underwent", "said", "told", "wants", "foretold", "counted")
    }
    for row in rows:
        if isinstance(row, EventRow):
            found["did" if any(actor.key == key for actor in row.actors) else "underwent"].append(row)
        elif isinstance(row, StatementRow):
            found["said" if row.speaker and row.speaker.key == key else "told"].append(row)
        elif isinstance(row, PositionRow):
            found["wants"].append(row)
        elif isinstance(row, LedgerRow):
            found["foretold"].append(row)
        elif isinstance(row, QuantityRow):
            found["counted"].append(row)
    return [
        Part(
            name,
            sorted(members, key=reading.newest_first)[:ROWS_SHOWN],
            len(members),
            f"{ALL[name]}{quote_plus(key)}",
        )
        for name, members in found.items()
        if members
    ]
