"""The way in: the page that asks for the password, and the style that pages share with the report."""

from __future__ import annotations

import asyncio
from importlib import resources

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from recoupe.serve.room import page, room_of

SECONDS_AFTER_A_WRONG_PASSWORD = 1.0
_one_at_a_time = asyncio.Lock()


async def login(request: Request) -> Response:
    """Ask for the password where there is one, else say where the first address is; let in who knows it."""
    door = room_of(request).door
    if door.password is None or request.method != "POST":
        return page(
            request,
            "login.html.j2",
            200 if door.password else 403,
            asks=door.password is not None,
            wrong=False,
        )
    form = await request.form()
    given = form.get("password")
    async with _one_at_a_time:
        if isinstance(given, str) and await asyncio.to_thread(door.password.matches, given[:1000]):
            response = RedirectResponse("/", 303)
            door.let_in(response)
            return response
        await asyncio.sleep(SECONDS_AFTER_A_WRONG_PASSWORD)
    return page(request, "login.html.j2", 403, asks=True, wrong=True)


def style(request: Request) -> Response:
    """The report's stylesheet."""
    css = (resources.files("recoupe.views") / "style.css").read_text(encoding="utf-8")
    return Response(css, media_type="text/css")
