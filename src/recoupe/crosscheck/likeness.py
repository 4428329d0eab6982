"""Which articles of a small dossier are about one thing, by their words alone: what became of a thing is told by these only."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import log, sqrt

from recoupe.crosscheck.wording import content_stems
from recoupe.model import Annotation

ALIKE = 0.085  # cosine from which two articles are about one thing
# A dossier is taken for this many articles at least: that ten of ten share a word still tells something.
BACKGROUND = 40


def alike_articles(annotations: Sequence[Annotation]) -> dict[str, str]:
    """By article the smallest id of those that it is about one thing with; quadratic, for a few dozen articles.

    Two articles are when the cosine of their stems is ``ALIKE`` or more, each stem weighed by the square of
    log((1 + n / articles that hold it) / 2), and so is what they are linked to in steps. Of invented situations of ten articles
    all but few hang together so, also among unlike articles, and of pairs of unlike articles 98 in 100 do not.
    """
    stems = {annotation.id: content_stems(annotation.text, annotation.language) for annotation in annotations}
    counts: dict[str, int] = {}
    for held in stems.values():
        for stem in held:
            counts[stem] = counts.get(stem, 0) + 1
    size = max(len(stems), BACKGROUND)
    weights = {stem: log((1 + size / count) / 2) ** 2 for stem, count in counts.items()}
    lengths = {article: sqrt(sum(weights[stem] for stem in sorted(held))) for article, held in stems.items()}
    root = {article: article for article in stems}
    for one, other in combinations(sorted(stems), 2):
        shared = sum(weights[stem] for stem in sorted(stems[one] & stems[other]))
        if shared and shared >= ALIKE * lengths[one] * lengths[other]:
            low, high = sorted((_find(root, one), _find(root, other)))
            root[high] = low
    return {article: _find(root, article) for article in root}


def _find(root: dict[str, str], article: str) -> str:
    while root[article] != article:
        root[article] = root[root[article]]
        article = root[article]
    return article
