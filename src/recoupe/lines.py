"""The line formats that other programs read: annotation, passage-match, story and account lines (docs/formats.md)."""

from __future__ import annotations

from typing import Any

import msgspec

from recoupe.model import ANNOTATION_FORMAT, Annotation

ARTICLE_FIELDS = ("title", "outlet", "author", "url")
LAYERS = ("zones", "times", "ages", "actors", "mentions", "attributions", "events", "positions", "quantities")


def annotation_line(annotation: Annotation, *, with_text: bool = True) -> dict[str, Any]:
    """An annotation as its line: the fields of the input given back, those that annotation writes in their place."""
    article = annotation.article
    line: dict[str, Any] = {**article.extra, "format": ANNOTATION_FORMAT, "id": article.id}
    line |= {name: value for name in ARTICLE_FIELDS if (value := getattr(article, name)) is not None}
    line |= {"language": annotation.language, "sha256": annotation.sha256}
    if with_text:
        line["text"] = article.text
    else:
        line.pop("text", None)
    published = msgspec.to_builtins(annotation.published)
    line["published"] = {"earliest": None, "latest": None, **published}
    line |= {name: msgspec.to_builtins(getattr(annotation, name)) for name in LAYERS}
    if annotation.remarks:
        line["remarks"] = list(annotation.remarks)
    return line


def encode_line(value: Any) -> bytes:
    """One JSON line, ended by a line feed."""
    return msgspec.json.encode(value) + b"\n"
