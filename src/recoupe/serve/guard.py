"""Who may ask, from where, and what a browser may do with the answer.

Every request passes here first: its ``Host`` must be ours (a page elsewhere may have our address under its own name),
a write must come from our own pages, and nobody reads without the session's cookie.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import URL, Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recoupe.serve.passwords import Password

OPEN_PATHS = frozenset({"/login", "/static/room.css", "/static/style.css"})
"""What may be asked for without a session: the page that asks for the password, and its style."""
LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def is_local(host: str) -> bool:
    """Whether an address to listen on can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Door:
    """Who is let in: by the token of the first address, or by a password where there is one.

    ``names`` are the host names answered to, beside those of this machine to itself; ``public``: other machines may ask.
    """

    port: int
    names: frozenset[str] = frozenset()
    public: bool = False
    password: Password | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def cookie(self) -> str:
        """The name of the session's cookie; browsers share cookies between the ports of a host."""
        return f"recoupe_{self.port}"

    @property
    def form_key(self) -> str:
        """What every form of ours carries, and no page elsewhere can know."""
        return hmac.new(self.session.encode(), b"form", "sha256").hexdigest()

    def answers_to(self, host: str) -> bool:
        """Whether a ``Host`` header is one of ours. Only a name can be turned to another address, so any address will do
        where other machines may ask.
        """
        try:
            parts = urlsplit(f"//{host}")
            name, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        if name in LOCAL_NAMES:
            return port == self.port
        return self.public and (name in self.names or _is_address(name))

    def knows(self, request: HTTPConnection) -> bool:
        """Whether a request carries the session's cookie."""
        return hmac.compare_digest(request.cookies.get(self.cookie, "").encode(), self.session.encode())

    def opens_with(self, token: str) -> bool:
        """Whether this is the token of the first address; never where a password is asked for."""
        return self.password is None and hmac.compare_digest(token.encode(), self.token.encode())

    def let_in(self, response: Response) -> None:
        """Give the session's cookie: for our own pages only, out of reach of scripts, gone with the browser."""
        response.set_cookie(self.cookie, self.session, path="/", httponly=True, samesite="strict")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def comes_from_here(headers: Headers) -> bool:
    """Whether a write was sent by one of our own pages, as far as the browser tells.

    Pages that send no referrer send the origin ``null``; the form's key decides then.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin", "null")
    return origin == "null" or urlsplit(origin).netloc == headers.get("host")


class Guard:
    """The middleware that applies all of this; pages know nothing of it."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        answer = self._refusal(HTTPConnection(scope)) or self.app
        kept = "no-cache" if scope["path"].startswith("/static/") else "no-store"
        await answer(scope, receive, _with_headers(send, {**HEADERS, "Cache-Control": kept}))

    def _refusal(self, request: HTTPConnection) -> Response | None:
        """The answer to a request that goes no further; None for one that may."""
        headers, path = request.headers, request.url.path
        if not self.door.answers_to(headers.get("host", "")):
            return PlainTextResponse("Unknown host.", 400)
        method = request.scope["method"]
        if method not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("Not allowed.", 405)
        if method == "POST" and not comes_from_here(headers):
            return PlainTextResponse("This can only be sent from the pages of this dossier.", 403)
        if method == "GET" and self.door.opens_with(request.query_params.get("token", "")):
            response = RedirectResponse(_without_token(request.url), 303)
            self.door.let_in(response)
            return response
        if path in OPEN_PATHS or self.door.knows(request):
            return None
        return RedirectResponse("/login", 303)


def _without_token(address: URL) -> str:
    """The same address within the room; its first page where the path could be read as another host."""
    path = str(address.remove_query_params("token").replace(scheme="", netloc=""))
    return "/" if path.startswith(("//", "/\\")) else path


def _with_headers(send: Send, added: Mapping[str, str]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in added.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
