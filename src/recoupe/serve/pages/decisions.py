"""Decisions of persons: made, shown, undone, handed on."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from recoupe.model import AccountRow
from recoupe.serve.room import not_found


def decisions_on(request: Request, row: AccountRow) -> list[object]:
    return []


def decisions_on_article(request: Request, article: str) -> list[object]:
    return []


def decisions_on_actor(request: Request, key: str) -> list[object]:
    return []


def show(request: Request) -> Response:
    raise not_found()


def export(request: Request) -> Response:
    raise not_found()


def decide(request: Request) -> Response:
    raise not_found()


def undo(request: Request) -> Response:
    raise not_found()
