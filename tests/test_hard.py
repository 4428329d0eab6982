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

# F1 in per cent on the development half. A floor is only ever raised.
FLOORS = [
    ("actors", "B-cubed", 88),
    ("events", "type", 80),
    ("events", "actors", 73),
    ("events", "modality", 73),
    ("events", "occurred", 99),
    ("events", "facts", 99),
    ("positions", "stance", 79),
    ("positions", "holder", 79),
    ("quantities", "bounds", 95),
    ("quantities", "unit", 95),
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
    found = evaluate_annotations(read("hard_annotations.jsonl"), lines)
    return {(score.layer, score.measure): score.f1 for score in found}


def test_the_files_are_what_the_source_gives():
    for name, content in build(HARD.read_text(encoding="utf-8"), NAMES).items():
        assert (GOLD / name).read_text(encoding="utf-8") == content, f"run tests/gold/build.py: {name}"


def test_gold_against_itself_scores_100():
    everything = [*read("hard_annotations.jsonl"), *read("hard_annotations_kept.jsonl")]
    assert len(everything) >= 20
    assert [score for score in evaluate_annotations(everything, everything) if score.f1 != 100] == []


@pytest.mark.parametrize(("layer", "measure", "floor"), FLOORS)
def test_quality_does_not_fall(scores, layer, measure, floor):
    assert scores[layer, measure] >= floor
