"""Gold of invented paragraphs for actors alone: it is sound, and quality on it does not fall."""

import json
from pathlib import Path

import pytest
from gold.build import CAST, build

from recoupe.annotate import annotate
from recoupe.evaluation import evaluate_annotations
from recoupe.lines import annotation_line
from recoupe.model import ActorKind, Article

GOLD = Path(__file__).parent / "gold"
LATER = (
    "raffinerie",
    "incendie",
    "démission",
    "rachat",
    "coup",
    "assises",
    "scène",
)  # written after the others
# B-cubed F1 in per cent on the development halves of the first and of the later paragraphs, only ever raised
FLOORS = {False: 91, True: 89}


def read(name):
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def development():
    return read("cast_annotations.jsonl")


def test_the_files_are_what_the_source_gives():
    for name, content in build(CAST.read_text(encoding="utf-8"), ("cast", "cast_annotations"), ()).items():
        assert (GOLD / name).read_text(encoding="utf-8") == content, f"run tests/gold/build.py: {name}"


def test_every_mention_lies_on_words_and_has_an_actor_of_a_known_kind(development):
    for line in [*development, *read("cast_annotations_kept.jsonl")]:
        for mention in line["mentions"]:
            words = line["text"][mention["start"] : mention["end"]]
            assert words and words == words.strip()
        assert {actor["kind"] for actor in line["actors"]} <= set(ActorKind)
        assert {actor["key"] for actor in line["actors"]} == {m["actor"] for m in line["mentions"]}


def test_there_are_at_least_thirty_paragraphs_for_development(development):
    assert len(development) >= 30


def test_quality_does_not_fall(development):
    articles = [
        Article(id=row["id"], text=row["text"], stated_date=row["published"], language="fr")
        for row in read("cast.jsonl")
    ]
    lines = [annotation_line(annotation) for annotation in annotate(articles)]
    for later, floor in FLOORS.items():
        (score,) = evaluate_annotations(
            [line for line in development if line["id"].startswith(LATER) == later], lines
        )
        assert score.f1 >= floor, score
