"""The chosen articles as CSL-JSON, as Zotero, Pandoc and citeproc read it; an uncertain date is a range."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recoupe.exports.material import Material
from recoupe.exports.sources import Work, works
from recoupe.exports.words import json_bytes


def encode(material: Material) -> Iterator[bytes]:
    """One JSON array, an item at a time."""
    opening = b"[\n"
    for work in works(material):
        yield opening + json_bytes(_item(work))
        opening = b",\n"
    yield b"[]\n" if opening == b"[\n" else b"\n]\n"


def _item(work: Work) -> dict[str, Any]:
    item = {
        "id": work.key,
        "type": "article-newspaper",
        "title": work.title,
        "container-title": work.outlet,
        "author": [{"literal": work.author}] if work.author else None,
        "issued": _issued(work),
        "URL": work.url,
        "language": work.language,
        "note": work.note,
    }
    return {name: value for name, value in item.items() if value}


def _issued(work: Work) -> dict[str, Any] | None:
    if work.date:
        return {"date-parts": [_parts(work.date)]}
    if work.earliest and work.latest:
        return {"date-parts": [_parts(work.earliest[:10]), _parts(work.latest[:10])]}
    return None


def _parts(date: str) -> list[int]:
    return [int(part) for part in date.split("-")]
