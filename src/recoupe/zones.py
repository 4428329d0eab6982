"""What is text and what is furniture: the zones of an article."""

from __future__ import annotations

from recoupe.model import Article, Role, Zone


def find_zones(article: Article, language: str) -> tuple[Zone, ...]:
    """The zones of an article, one a paragraph or less."""
    zones, place = [], 0
    for line in article.text.split("\n"):
        if line.strip():
            zones.append(Zone(start=place, end=place + len(line), role=Role.BODY))
        place += len(line) + 1
    return tuple(zones)
