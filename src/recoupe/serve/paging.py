"""Long lists in pages, each with its address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

from starlette.requests import Request

Item = TypeVar("Item")


class Sheet(NamedTuple, Generic[Item]):
    """One page of a list: its items, its number and how many pages and items there are."""

    items: Sequence[Item]
    number: int
    pages: int
    total: int


def sheet_of(request: Request, items: Sequence[Item], size: int) -> Sheet[Item]:
    """The page of a list that an address asks for; the nearest there is where it asks for none."""
    pages = max(1, -(-len(items) // size))
    asked = request.query_params.get("page", "1")
    number = min(pages, max(1, int(asked))) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1
    return Sheet(items[(number - 1) * size : number * size], number, pages, len(items))
