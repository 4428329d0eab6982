"""One article as it is shown: its text cut at zones, with what it shares and the rows that rest on it in the margin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from recoupe.model import AccountRow, Annotation
from recoupe.views.copying import Share
from recoupe.views.passages import Paragraph


class ArticleView(NamedTuple):
    """One article of the pile with its text cut at zones, or without text."""

    id: str
    annotation: Annotation
    title: str
    published: str
    because: str
    paragraphs: list[Paragraph]
    margins: list[list[AccountRow]]
    original: float
    shares: list[tuple[str, Share]]
    tint: int


def margins(
    starts: Sequence[int], count: int, resting: Sequence[tuple[int, AccountRow]]
) -> list[list[AccountRow]]:
    """For each paragraph, the rows that rest on it, each once, in the order of their passages."""
    found_in: list[dict[str, AccountRow]] = [{} for _ in range(count)]
    for start, row in sorted(resting, key=lambda item: item[0]):
        if found_in:
            found_in[min(count - 1, max(0, bisect_right(starts, start) - 1))].setdefault(row.key, row)
    return [list(found.values()) for found in found_in]
