"""What a score is, and the measures that annotation lines and accounts share."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and au aux d de des du en et l la le les leur leurs m mme mr ms of sa ses son the to un une",
    )
)


@dataclass(frozen=True, slots=True)
class Score:
    """One measure of one layer, as sums: precision = ``precise`` / ``predicted``, recall = ``recalled`` / ``expected``.

    ``predicted`` is None where precision is not measured (the gold does not claim to hold everything). For a plain
    count of right records ``precise`` equals ``recalled``. Percentages are 100 where the divisor is 0 on both sides.
    """

    layer: str
    measure: str
    recalled: float
    expected: float
    precise: float = 0.0
    predicted: float | None = None

    @property
    def precision(self) -> float | None:
        """In per cent; None where it is not measured."""
        return None if self.predicted is None else _percent(self.precise, self.predicted, self.expected)

    @property
    def recall(self) -> float:
        """In per cent."""
        return _percent(self.recalled, self.expected, self.predicted or 0)

    @property
    def f1(self) -> float:
        """2PR / (P + R), in per cent; recall alone where precision is not measured."""
        if self.precision is None:
            return self.recall
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


Scores = tuple[Score, ...]


HEADINGS = ("layer", "measure", "precision", "recall", "F1", "right/gold", "predicted")


def format_scores(scores: Scores) -> list[tuple[str, ...]]:
    """The headings, then a row of words per score; percentages with one decimal, ``–`` where precision is not measured."""
    return [
        HEADINGS,
        *(
            (
                score.layer,
                score.measure,
                "–" if score.precision is None else f"{score.precision:.1f}",
                f"{score.recall:.1f}",
                f"{score.f1:.1f}",
                f"{score.recalled:.4g}/{score.expected:.4g}",
                "–" if score.predicted is None else f"{score.predicted:.4g}",
            )
            for score in scores
        ),
    ]


def readings(record: Mapping[str, Any], field: str) -> list[Any]:
    """The values of a field that a gold record takes for right: its own, then those it accepts."""
    return [record.get(field), *(other[field] for other in record.get("accept", ()) if field in other)]


def name_words(name: str | None) -> frozenset[str]:
    """The words of a name without accents, case, articles and titles; all words where nothing else is left."""
    plain = unicodedata.normalize("NFD", (name or "").casefold())
    words = frozenset(re.findall(r"\w+", "".join(char for char in plain if not unicodedata.combining(char))))
    return words - FUNCTION_WORDS or words


def same_name(mine: str | None, theirs: str | None) -> bool:
    """Whether the words of one name hold all the words of the other (``Mme Aubrac`` and ``Odile Aubrac``)."""
    first, second = name_words(mine), name_words(theirs)
    return bool(first) and bool(second) and (first <= second or second <= first)


def b_cubed(
    gold: Sequence[Hashable], predicted: Sequence[Hashable | None]
) -> tuple[float, float, float, float]:
    """B-cubed sums (recalled, expected, precise, predicted) over items with a gold and a predicted cluster each.

    For an item, recall is the share of its gold cluster that stands in its predicted cluster, precision the share of
    its predicted cluster (among the items) that stands in its gold cluster. A predicted cluster None is not found:
    recall 0, left out of precision. Bagga and Baldwin, 1998.
    """
    size_gold: dict[Hashable, int] = defaultdict(int)
    size_predicted: dict[Hashable, int] = defaultdict(int)
    both: dict[tuple[Hashable, Hashable], int] = defaultdict(int)
    for mine, theirs in zip(gold, predicted, strict=True):
        size_gold[mine] += 1
        if theirs is not None:
            size_predicted[theirs] += 1
            both[mine, theirs] += 1
    recalled = sum(count * count / size_gold[mine] for (mine, _), count in sorted(both.items(), key=repr))
    precise = sum(
        count * count / size_predicted[theirs] for (_, theirs), count in sorted(both.items(), key=repr)
    )
    return recalled, float(len(gold)), precise, float(sum(size_predicted.values()))


def _percent(part: float, whole: float, other: float) -> float:
    """100 * part / whole; where there is nothing to count, 100 if the other side is empty too, else 0."""
    if whole:
        return 100 * part / whole
    return 0.0 if other else 100.0
