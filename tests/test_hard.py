"""Gold of harder invented paragraphs: it is sound, and quality on its development half does not fall."""

import json
from pathlib import Path

import pytest
from gold.build import HARD, build

from recoupe.annotate import annotate
from recoupe.evaluation import evaluate_annotations
from recoupe.lines import annotation_line
from recoupe.model import Article

GOLD = Path(__file__).parent / "gold"
NAMES = ("hard", "hard_annotations")

# F1 in per cent on the development half: paragraphs up to this number, then those written later. A floor is only ever raised.
FIRST = 23
FLOORS = [
    ("actors", "B-cubed", 92),
    ("events", "type", 83),
    ("events", "actors", 76),
    ("events", "modality", 76),
    ("events", "occurred", 99),
    ("events", "facts", 99),
    ("positions", "stance", 96),
    ("positions", "holder", 96),
    ("quantities", "bounds", 95),
    ("quantities", "unit", 95),
]
LATER_FLOORS = [
    ("actors", "B-cubed", 83),
    ("events", "type", 87),
    ("events", "actors", 78),
    ("events", "modality", 76),
    ("events", "occurred", 99),
    ("events", "facts", 97),
    ("positions", "stance", 94),
    ("positions", "holder", 83),
    ("quantities", "bounds", 99),
    ("quantities", "unit", 99),
]


def read(name):
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def scores():
    articles = [
        Article(id=row["id"], text=row["text"], stated_date=row["published"], language="fr")
        for row in read("hard.jsonl")
    ]
    lines = [annotation_line(annotation) for annotation in annotate(articles)]
    gold = read("hard_annotations.jsonl")
    return {later: score(gold, lines, later=later) for later in (False, True)}


def score(gold, predicted, *, later):
    """F1 of each measure, on the paragraphs written later or on the first ones."""
    chosen = [line for line in gold if (int(line["id"].rpartition("-")[2]) > FIRST) is later]
    return {(score.layer, score.measure): score.f1 for score in evaluate_annotations(chosen, predicted)}


def test_the_files_are_what_the_source_gives():
    for name, content in build(HARD.read_text(encoding="utf-8"), NAMES).items():
        assert (GOLD / name).read_text(encoding="utf-8") == content, f"run tests/gold/build.py: {name}"


def test_gold_against_itself_scores_100():
    everything = [*read("hard_annotations.jsonl"), *read("hard_annotations_kept.jsonl")]
    assert len(everything) >= 20
    assert [score for score in evaluate_annotations(everything, everything) if score.f1 != 100] == []


@pytest.mark.parametrize(
    ("later", "layer", "measure", "floor"),
    [(False, *row) for row in FLOORS] + [(True, *row) for row in LATER_FLOORS],
)
def test_quality_does_not_fall(scores, later, layer, measure, floor):
    assert scores[later][layer, measure] >= floor
