"""What a word processor's document or a PDF holds, once it is paragraphs: an export of a press database, or one article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recoupe.model import Article, InputRow
from recoupe.readers import factiva, nexis
from recoupe.readers.fields import make_article


def read_paragraphs(
    paragraphs: list[str], origin: str, is_broken: bool = False, **known: Any
) -> Iterator[Article | InputRow]:
    """The articles of a document given by its paragraphs in order; ``known`` are fields of an article that stands alone."""
    text = "\n".join(paragraphs)
    lines = [
        line for paragraph in paragraphs for each in paragraph.split("\n") if (line := " ".join(each.split()))
    ]
    if factiva.is_export(text[:65_536]):
        yield from factiva.read_text(text, origin, is_broken)
    elif nexis.is_export(text[:65_536]):
        yield from nexis.read_text(text, origin, is_broken)
    elif nexis.is_document(lines):
        yield from nexis.read_document(lines, origin, is_broken)
    else:
        yield from make_article(origin, text.strip("\n"), is_broken=is_broken, **known)
