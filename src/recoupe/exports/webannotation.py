"""Every passage as a W3C Web Annotation (JSON-LD): its words with those around them, and its offsets, under the row it bears out.

Offsets count Unicode code points in the article's text as it was read; the quoted words find the passage on the page itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from recoupe.exports.material import Material, Passage, kind_of, title_of
from recoupe.exports.words import digest, json_bytes
from recoupe.views.rows import web_address

CONTEXT_CHARACTERS = 32
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def encode(material: Material) -> Iterator[bytes]:
    """One annotation page, an annotation at a time."""
    yield json_bytes({"@context": CONTEXT, "id": "urn:recoupe:page", "type": "AnnotationPage"})[:-1]
    opening = b',"items":[\n'
    told: set[str] = set()
    for passage in material.passages():
        annotation = _annotation(material, passage)
        if annotation["id"] not in told:
            told.add(annotation["id"])
            yield opening + json_bytes(annotation)
            opening = b",\n"
    yield opening + b"]}\n" if opening.startswith(b',"') else b"\n]}\n"


def _annotation(material: Material, passage: Passage) -> dict[str, Any]:
    row, place, about = passage
    text = material.texts[place.id].text
    before = text[max(0, place.start - CONTEXT_CHARACTERS) : place.start]
    named = digest(row.key, place.id, str(place.start), str(place.end), about)
    return {
        "id": f"urn:recoupe:annotation:{named}",
        "type": "Annotation",
        "motivation": "linking",
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain",
             "language": material.language, "value": row.summary},
            {"type": "TextualBody", "purpose": "tagging", "value": kind_of(row)},
            {"type": "TextualBody", "purpose": "tagging", "value": str(row.standing)},
        ],
        "target": {
            "source": _source(material, place.id),
            "selector": [
                {"type": "TextQuoteSelector", "exact": material.quote(place), "prefix": before,
                 "suffix": text[place.end : place.end + CONTEXT_CHARACTERS]},
                {"type": "TextPositionSelector", "start": place.start, "end": place.end},
            ],
        },
    }  # fmt: skip


def _source(material: Material, article: str) -> dict[str, Any]:
    annotation = material.texts[article]
    address = web_address(annotation.article.url)
    return {
        "id": address or f"urn:recoupe:article:{quote(article.encode('utf-8', 'replace'), safe='')}",
        "type": "Text",
        "language": annotation.language,
        "title": title_of(annotation),
    }
