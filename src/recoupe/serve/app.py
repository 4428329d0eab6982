"""The web application: which address shows what."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from recoupe.serve.guard import Guard
from recoupe.serve.pages import (
    account,
    actors,
    adding,
    articles,
    changes,
    copying,
    decisions,
    entry,
    inputs,
    rows,
    search,
    timeline,
)
from recoupe.serve.reading import FirstLinks
from recoupe.serve.room import Opening, Room, Waiting, page, wording_of

MOST_UPLOAD_BYTES = 200 * 1024 * 1024
"""How large what is dropped on the page may be, all its files together."""
MOST_FORM_BYTES = 3 * 1024 * 1024
"""How large any other request may be; a pasted text is the longest."""

READING: tuple[BaseRoute, ...] = (
    Route("/", account.show),
    Route("/positions", account.positions),
    Route("/figures", account.figures),
    Route("/ledger", account.ledger),
    Route("/timeline", timeline.show),
    Route("/row/{key:path}", rows.show),
    Route("/actors", actors.show_all),
    Route("/actor/{key:path}", actors.show),
    Route("/articles", articles.show_all),
    Route("/article/{number:int}", articles.show),
    Route("/pair/{earlier:int}/{later:int}", articles.show_pair),
    Route("/copying", copying.show),
    Route("/inputs", inputs.show),
    Route("/changes", changes.show),
    Route("/search", search.show),
    Route("/decisions", decisions.show),
    Route("/decisions.jsonl", decisions.export),
    Route("/add", adding.show),
    Route("/add/{number:int}", adding.follow),
    Route("/login", entry.login, methods=["GET", "POST"]),
    Route("/static/style.css", entry.style),
    Mount("/static", StaticFiles(packages=[("recoupe.serve", "static")])),
)
WRITING: tuple[BaseRoute, ...] = (
    Route("/add", adding.add, methods=["POST"], max_body_size=MOST_UPLOAD_BYTES),
    Route("/paste", adding.paste, methods=["POST"]),
    Route("/remake", adding.remake, methods=["POST"]),
    Route("/decide", decisions.decide, methods=["POST"]),
    Route("/undo", decisions.undo, methods=["POST"]),
    Route("/decisions", decisions.take_in, methods=["POST"]),
)


def build_app(room: Room) -> ASGIApp:
    """The application of one room; of a room that is read-only nothing but its reading pages."""

    @asynccontextmanager
    async def open_room(app: Starlette) -> AsyncIterator[None]:
        yield
        room.worker.close()
        room.questions.close()

    app = Starlette(
        routes=[*(() if room.read_only else WRITING), *READING],
        exception_handlers={
            HTTPException: _refused,
            Waiting: _waiting,
            Opening: _opening,
            sqlite3.OperationalError: _interrupted,
        },
        lifespan=open_room,
        max_body_size=MOST_FORM_BYTES,
    )
    app.state.room = room
    return Guard(app, room.door)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return page(request, "missing.html.j2", 404)
    return PlainTextResponse(error.detail, error.status_code, error.headers)


async def _waiting(request: Request, error: Exception) -> Response:
    return page(request, "waiting.html.j2")


def _opening(request: Request, error: Exception) -> Response:
    """The first screen where that is asked for, else the word that the account is being read."""
    if request.url.path != "/":
        return page(request, "opening.html.j2")
    room: Room = request.app.state.room
    with room.shelf.first(wording_of(request)) as digest:
        return page(request, "opening.html.j2", digest=digest, shelf=FirstLinks())


async def _interrupted(request: Request, error: Exception) -> Response:
    """A query that took too long, or a file that is in use for too long; any other error is one of ours."""
    if not any(word in str(error) for word in ("interrupted", "locked")):
        raise error
    return page(request, "interrupted.html.j2", 503)
