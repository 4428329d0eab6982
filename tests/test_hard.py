"""Gold of harder invented paragraphs: it is sound, and quality on its development half does not fall."""

import pytest
from gold.build import HARD
from gold_stage import annotated, check_built, f1_scores, read

from recoupe.evaluation import evaluate_annotations

# F1 in per cent on the development half: paragraphs up to this number, then those written later. A floor is only ever raised.
FIRST = 23
FLOORS = [
    ("actors", "B-cubed", 95),
    ("events", "type", 85),
    ("events", "actors", 80),
    ("events", "modality", 80),
    ("events", "occurred", 99),
    ("events", "facts", 99),
    ("positions", "stance", 96),
    ("positions", "holder", 96),
    ("quantities", "bounds", 95),
    ("quantities", "unit", 95),
]
LATER_FLOORS = [
    ("actors", "B-cubed", 84),
    ("events", "type", 87),
    ("events", "actors", 79),
    ("events", "modality", 76),
    ("events", "occurred", 99),
    ("events", "facts", 97),
    ("positions", "stance", 94),
    ("positions", "holder", 83),
    ("quantities", "bounds", 99),
    ("quantities", "unit", 99),
]


@pytest.fixture(scope="module")
def scores():
    gold, lines = read("hard_annotations"), annotated("hard")
    return {later: score(gold, lines, later=later) for later in (False, True)}


def score(gold, predicted, *, later):
    """F1 of each measure, on the paragraphs written later or on the first ones."""
    chosen = [line for line in gold if (int(line["id"].rpartition("-")[2]) > FIRST) is later]
    return f1_scores(chosen, predicted)


def test_the_files_are_what_the_source_gives():
    check_built(HARD, ("hard", "hard_annotations"))


def test_gold_against_itself_scores_100():
    everything = [*read("hard_annotations"), *read("hard_annotations_kept")]
    assert len(everything) >= 20
    assert [score for score in evaluate_annotations(everything, everything) if score.f1 != 100] == []


@pytest.mark.parametrize(
    ("later", "layer", "measure", "floor"),
    [(False, *row) for row in FLOORS] + [(True, *row) for row in LATER_FLOORS],
)
def test_quality_does_not_fall(scores, later, layer, measure, floor):
    assert scores[later][layer, measure] >= floor
