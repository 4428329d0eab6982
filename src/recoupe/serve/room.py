"""What one running reading room holds, and how a page is written from it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, partial
from importlib import resources
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from jinja2 import PackageLoader
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from recoupe.serve.guard import Door
from recoupe.serve.reading import Reading
from recoupe.serve.shelf import Shelf
from recoupe.serve.worker import Questions, Worker
from recoupe.views.environment import environment
from recoupe.views.wording import VIEW_LANGUAGES, Wording

LANGUAGE_COOKIE = "recoupe_language"
AUTHOR_COOKIE = "recoupe_author"
A_YEAR = 365 * 24 * 3600
TEMPLATES = PackageLoader("recoupe.serve")
NAVIGATION = (
    ("account", "/"),
    ("timeline", "/timeline"),
    ("positions", "/positions"),
    ("ledger", "/ledger"),
    ("figures", "/figures"),
    ("actors", "/actors"),
    ("copying", "/copying"),
    ("articles", "/articles"),
    ("inputs", "/inputs"),
    ("changes", "/changes"),
    ("decisions", "/decisions"),
    ("add", "/add"),
)

_PREFERENCE = re.compile(r"\s*([a-zA-Z]{2})(?:-[\w-]*)?\s*(?:;\s*q=([\d.]{1,5}))?\s*")


class Room(NamedTuple):
    """One dossier being read: its shelf, its door, the worker that adds to it, what was asked of its past; ``read_only`` where
    nothing may change."""

    shelf: Shelf
    door: Door
    worker: Worker
    questions: Questions
    read_only: bool = False


class RoomWording(Wording):
    """The wording of the views with that of the room beside it, under ``room``."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        path = resources.files(__package__) / "wording" / f"{language}.toml"
        self._table["room"] = tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def room_wording(language: str) -> RoomWording:
    """The wording of a language, read once."""
    return RoomWording(language)


def room_of(request: Request) -> Room:
    """The room that a request was made in."""
    room: Room = request.app.state.room
    return room


def language_of(request: Request) -> str:
    """The language chosen, else the first of the browser's that there is wording in, else French."""
    for chosen in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if chosen in VIEW_LANGUAGES:
            return str(chosen)
    return preferred(request.headers.get("accept-language", ""))


def preferred(accepted: str) -> str:
    """The language of an ``Accept-Language`` header that is most wanted among ours; French where there is none."""
    wanted: list[tuple[float, str]] = []
    for part in accepted.split(",")[:20]:
        match = _PREFERENCE.fullmatch(part)
        if match and match[1].lower() in VIEW_LANGUAGES:
            weight = float(match[2]) if match[2] and match[2].count(".") < 2 and match[2] != "." else 1.0
            wanted.append((-weight, match[1].lower()))
    return min(wanted, key=lambda item: item[0])[1] if wanted else VIEW_LANGUAGES[0]


def wording_of(request: Request) -> RoomWording:
    """The wording in which a request is answered."""
    return room_wording(language_of(request))


class Waiting(Exception):
    """No account has been made of this dossier yet."""


class Opening(Exception):
    """The account is there and still being read."""


def reading_of(request: Request) -> Reading:
    """The account as the page shows it: in the reader's language, in the other one while it is being made.

    Raises ``Waiting`` where none has been made yet, ``Opening`` while the first is being read.
    """
    room, wording = room_of(request), wording_of(request)
    reading = room.shelf.reading(wording)
    if reading is None or reading.digest.wording is not wording:
        is_kept = room.shelf.state(wording.language) is not None
        if not room.read_only and not is_kept:
            room.worker.make_account()
        if reading is None:
            raise Opening if is_kept else Waiting
    return reading


def not_found() -> HTTPException:
    """What a page raises that has nothing to show at this address."""
    return HTTPException(404)


def page(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """A page of the room in the reader's language; ``context`` is what its template names beside what all pages know."""
    w = wording_of(request)
    html = write(request, template, **context)
    response = HTMLResponse(html, status)
    if request.query_params.get("lang") == w.language:
        response.set_cookie(LANGUAGE_COOKIE, w.language, max_age=A_YEAR, samesite="strict", httponly=True)
    return response


def write(request: Request, template: str, **context: Any) -> str:
    """A template written in the reader's language."""
    room = room_of(request)
    w = wording_of(request)
    known: dict[str, Any] = {
        "w": w,
        "room": room,
        "path": request.url.path,
        "navigation": NAVIGATION,
        "languages": VIEW_LANGUAGES,
        "here": partial(address, request),
        "can_write": not room.read_only,
        "form_key": room.door.form_key,
        "author": request.cookies.get(AUTHOR_COOKIE, ""),
        "query": request.query_params.get("q", "") if request.url.path == "/search" else "",
        "job": room.worker.current(),
        "since": None,
        "percent": lambda share: w("grammar.percent", value=round(100 * share)),
    }
    reading: Reading | None = context.get("reading")
    if reading is not None:
        known |= {"digest": reading.digest, "shelf": reading.rows}
        known["verdicts"] = reading.verdicts(room.shelf.files.decisions())
        known["waiting"] = room.shelf.waiting(w.language)
    text: str = environment(w, TEMPLATES).get_template(template).render(**{**known, **context})
    return text


def compile_templates() -> None:
    """Read every template once, in each language, so that no page waits for it."""
    for language in VIEW_LANGUAGES:
        made = environment(room_wording(language), TEMPLATES)
        for name in TEMPLATES.list_templates():
            made.get_template(name)


def address(request: Request, **changed: str | int | None) -> str:
    """The address of the page asked for, with some of its parameters changed, or left out where None."""
    wanted: Mapping[str, str | int | None] = {**dict(request.query_params), **changed}
    kept = {key: value for key, value in wanted.items() if value not in (None, "") and key != "token"}
    return quote(request.url.path) + (f"?{urlencode(kept)}" if kept else "")
