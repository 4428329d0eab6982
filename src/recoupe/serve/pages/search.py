"""Search over every passage, as the reader types."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote_plus

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from recoupe.serve.room import page, room_of, wording_of, write
from recoupe.store.search import search
from recoupe.store.search.found import Found, Hit, Order, explain_note
from recoupe.views.passages import displayed

MOST_QUERY_CHARACTERS = 1000
COUNTS_SHOWN = 12

_UNFINISHED = re.compile(r"\w{3}$")
"""A last word that may go on: where nothing answers it, what begins with it is shown."""


def show(request: Request) -> Response:
    """The passages that answer ``q``; with ``part`` only the results, which the page puts in place as one types."""
    room, w = room_of(request), wording_of(request)
    query = request.query_params.get("q", "")[:MOST_QUERY_CHARACTERS]
    order = Order.NEWEST if request.query_params.get("order") == Order.NEWEST else Order.RELEVANCE
    asked = request.query_params.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    found = Found(query=query)
    if query.strip():
        with room.shelf.files.limited() as connection:
            found = search(connection, query, page=max(1, number), order=order)
            if not found.total and _UNFINISHED.search(query):
                begun = search(connection, query + "*", page=max(1, number), order=order)
                found = msgspec.structs.replace(begun, query=query) if begun.total else found
    context: dict[str, Any] = {
        "reading": room.shelf.reading(w),
        "found": found,
        "order": order,
        "pieces": pieces,
        "notes": [explain_note(note, w.language) for note in found.notes],
        "counts_shown": COUNTS_SHOWN,
        "narrowed": lambda field, name: "/search?q=" + quote_plus(narrowed(query, field, name)),
    }
    if "part" in request.query_params:
        return HTMLResponse(write(request, "search_results.html.j2", **context))
    return page(request, "page_search.html.j2", **context)


def pieces(hit: Hit) -> list[tuple[str, bool]]:
    """The words of a hit's snippet, and whether each stretch is marked."""
    found: list[tuple[str, bool]] = []
    at, end = hit.snippet.start, hit.snippet.end
    for mark in hit.marks:
        start, stop = max(at, mark.start), min(end, mark.end)
        if start < stop:
            found += [(_words(hit, at, start), False), (_words(hit, start, stop), True)]
            at = stop
    found.append((_words(hit, at, end), False))
    return [(words, marked) for words, marked in found if words]


def _words(hit: Hit, start: int, end: int) -> str:
    return displayed(hit.text[start - hit.start : end - hit.start])


def narrowed(query: str, field: str, name: str) -> str:
    """A query with one more condition; quotation marks in a name would end it early and are left out."""
    return f'{query.strip()} {field}:"{name.replace(chr(34), " ")}"'
