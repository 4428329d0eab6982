"""Hits of a search on a terminal: each passage with its marks, then the counts."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from recoupe.languages import word_list
from recoupe.store.search.found import Count, Found, Hit
from recoupe.views.passages import displayed

MOST_COUNTED = 6
"""How many outlets, actors and months are named."""


def print_hits(found: Found, console: Console, language: str = "fr") -> None:
    """Print one page of hits with their marks in bold, then by outlet, actor and month how many there are."""
    words = word_list(language, "search")["page"]
    for hit in found.hits:
        console.print(_head(hit), style="dim")
        console.print(_snippet(hit))
        console.print()
    if found.total:
        total = words["at_least" if found.more else "total"]
        console.print(total.format(total=found.total, page=found.page, pages=found.pages), style="bold")
    for name in ("outlets", "actors", "months"):
        counts: Sequence[Count] = getattr(found.counts, name)
        if counts:
            told = ", ".join(
                f"{displayed(c.name or words['unknown'])} {c.passages}" for c in counts[:MOST_COUNTED]
            )
            console.print(Text(f"{words[name]} {told}"))


def _head(hit: Hit) -> Text:
    """Where a hit stands: article, place, outlet, day."""
    days = dict.fromkeys(day for day in (hit.earliest, hit.latest) if day)
    parts = (f"{hit.id} {hit.start}-{hit.end}", hit.outlet or "", "…".join(days))
    return Text(displayed(" · ".join(part for part in parts if part)))


def _snippet(hit: Hit) -> Text:
    """The snippet on one line, its marks in bold, dots where it is cut."""
    text = Text("… " if hit.snippet.start > hit.start else "")
    at = hit.snippet.start
    for mark in hit.marks:
        if at <= mark.start and mark.end <= hit.snippet.end:
            text.append(_words(hit, at, mark.start)).append(_words(hit, mark.start, mark.end), style="bold")
            at = mark.end
    text.append(_words(hit, at, hit.snippet.end))
    return text.append(" …" if hit.snippet.end < hit.end else "")


def _words(hit: Hit, start: int, end: int) -> str:
    return displayed(hit.text[start - hit.start : end - hit.start]).replace("\n", " ")
