"""How much of each article is its own, and who took how much from whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recoupe.crosscheck.direction import published_as_stated
from recoupe.crosscheck.reuse import match_articles
from recoupe.crosscheck.shingles import read_words
from recoupe.languages import identify_language
from recoupe.model import Annotation, Article, Direction, MatchKind, PassageMatch, Role
from recoupe.zones import find_zones

BODY = frozenset({Role.HEADLINE, Role.BODY})


@dataclass(slots=True, frozen=True)
class CopyingRow:
    """Words of narrative that stood in ``source`` first and stand in ``target``; outlets, or article ids without one.

    ``share`` is of the words of ``target``'s articles that took something from ``source``; ``known`` is False where
    nothing tells which side was first (then ``source`` is only the one whose id sorts first).
    """

    source: str
    target: str
    words: int
    share: float
    known: bool


@dataclass(slots=True, frozen=True)
class OriginalityLine:
    """How much of an article is its own: the share of its words that stand in no earlier article."""

    id: str
    originality: float


def weigh_articles(articles: Sequence[Article]) -> list[OriginalityLine]:
    """The originality of each article, in the order of the input; nothing is parsed."""
    zoned = _find_bodies(articles)
    rates = originality_rates(zoned, match_articles(articles))
    return [OriginalityLine(article.id, rates[article.id]) for article in articles]


def weigh_outlets(articles: Sequence[Article]) -> list[CopyingRow]:
    """The copying table of these articles; nothing is parsed."""
    return copying_table(_find_bodies(articles), match_articles(articles))


def _find_bodies(articles: Sequence[Article]) -> list[Annotation]:
    """The articles with their zones, which tell text from furniture."""
    languages = [article.language or identify_language(article.text) for article in articles]
    return [
        Annotation(
            article=article,
            language=language,
            sha256="",
            published=published_as_stated(article.stated_date),
            zones=tuple(find_zones(article, language)),
        )
        for article, language in zip(articles, languages, strict=True)
    ]


def originality_rates(annotations: Sequence[Annotation], matches: Sequence[PassageMatch]) -> dict[str, float]:
    """For each article the share of its words of text that stand in no earlier article (1.0: all its own).

    Copied narrative counts, shared quotations and furniture do not; a match whose direction nobody knows counts for neither side.
    """
    body = _Bodies(annotations)
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in matches:
        if _is_copy(match) and match.direction is not Direction.UNKNOWN:
            taken[match.later.id].append((match.later.start, match.later.end))
    return {
        annotation.id: round(
            1 - body.covered(annotation.id, taken[annotation.id]) / max(1, body.size(annotation.id)), 4
        )
        for annotation in annotations
    }


def copying_table(annotations: Sequence[Annotation], matches: Sequence[PassageMatch]) -> list[CopyingRow]:
    """Who took how many words from whom, by outlet (by article where no outlet is known), most words first."""
    body = _Bodies(annotations)
    names = {annotation.id: annotation.article.outlet or annotation.id for annotation in annotations}
    taken: dict[tuple[str, str, bool], dict[str, list[tuple[int, int]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for match in matches:
        if _is_copy(match) and names[match.earlier.id] != names[match.later.id]:
            known = match.direction is not Direction.UNKNOWN
            key = (names[match.earlier.id], names[match.later.id], known)
            taken[key][match.later.id].append((match.later.start, match.later.end))
    rows = []
    for (source, target, known), spans in taken.items():
        words = sum(body.covered(article, held) for article, held in spans.items())
        whole = sum(body.size(article) for article in spans)
        rows.append(CopyingRow(source, target, words, round(words / max(1, whole), 4), known))
    return sorted(rows, key=lambda row: (-row.words, row.source, row.target, row.known))


def _is_copy(match: PassageMatch) -> bool:
    return match.kind is MatchKind.NARRATIVE and match.earlier.id != match.later.id


class _Bodies:
    """The words of each article's text (headline and body), by their offsets."""

    def __init__(self, annotations: Sequence[Annotation]):
        words = read_words([annotation.text for annotation in annotations])
        self._starts = {}
        for number, annotation in enumerate(annotations):
            start = words.start[words.first[number] : words.first[number + 1]]
            inside = np.zeros(len(start), dtype=bool)
            for zone in annotation.zones:
                if zone.role in BODY:
                    inside |= (start >= zone.start) & (start < zone.end)
            self._starts[annotation.id] = start[inside]

    def size(self, article: str) -> int:
        return len(self._starts[article])

    def covered(self, article: str, spans: Sequence[tuple[int, int]]) -> int:
        """How many words of an article's text lie in any of these spans."""
        start = self._starts[article]
        inside = np.zeros(len(start), dtype=bool)
        for low, high in spans:
            inside[np.searchsorted(start, low) : np.searchsorted(start, high)] = True
        return int(inside.sum())
