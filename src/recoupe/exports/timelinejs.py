"""Events and what is awaited as a TimelineJS timeline: a slide for each that has a date, its passages and links in its text."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from recoupe.exports.material import Material
from recoupe.exports.telling import Source, cited
from recoupe.exports.words import json_bytes, one_line
from recoupe.model import AccountRow
from recoupe.views.dates import read_moment
from recoupe.views.wording import wording


def encode(material: Material) -> Iterator[bytes]:
    """One JSON object, a slide at a time. Rows without any date are left out; an uncertain one is told in words."""
    opening = b'{"events":[\n'
    for row in material.claims:
        if slide := _slide(material, row):
            yield opening + json_bytes(slide)
            opening = b",\n"
    yield opening + b"]}\n" if opening.startswith(b"{") else b"\n]}\n"


def _slide(material: Material, row: AccountRow) -> dict[str, Any] | None:
    first, last = read_moment(row.earliest), read_moment(row.latest)
    start, end = first or last, last or first
    if start is None or end is None:
        return None
    say = wording(material.language)
    slide = {
        "unique_id": row.key,
        "start_date": {"year": start.first.year, "month": start.first.month, "day": start.first.day},
        "display_date": escape(say.row_date(row)),
        "group": escape(say(f"standing.{row.standing.value}")),
        "text": {"headline": escape(one_line(row.summary)), "text": _text(material, row)},
    }
    if end.last > start.first:
        slide["end_date"] = {"year": end.last.year, "month": end.last.month, "day": end.last.day}
    return slide


def _text(material: Material, row: AccountRow) -> str:
    """The slide's HTML: why this standing, then each passage with its outlet and link."""
    quotes = []
    for citation in cited(material, row):
        links = ", ".join(map(_link, citation.sources))
        quotes.append(f"<p>{escape(citation.quoted)} — {links}</p>")
    return f"<p>{escape(one_line(row.because))}</p>" + "".join(quotes)


def _link(source: Source) -> str:
    name = escape(source.name)
    return f'<a href="{escape(source.url)}" rel="noopener">{name}</a>' if source.url else name
