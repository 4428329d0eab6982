"""Gold of invented English paragraphs: it is sound, quality on it does not fall, and an account joins English and French."""

import pytest
from gold.build import ENGLISH, ENGLISH_HARD
from gold_stage import annotated, check_built, f1_scores, read

from recoupe.annotate import annotate
from recoupe.crosscheck.account import build_account
from recoupe.evaluation import evaluate_annotations
from recoupe.evaluation.score import readings
from recoupe.model import ActorKind, Article, EventModality, EventRow, EventType, Stance

# F1 in per cent on the development half. A floor is only ever raised.
FLOORS = [
    ("actors", "B-cubed", 86),
    ("events", "type", 95),
    ("events", "actors", 93),
    ("events", "modality", 93),
    ("events", "occurred", 99),
    ("events", "facts", 99),
    ("positions", "stance", 94),
    ("positions", "holder", 94),
    ("quantities", "bounds", 77),
    ("quantities", "unit", 77),
]


@pytest.fixture(scope="module", params=["english", "english_hard"])
def everything(request):
    return [*read(f"{request.param}_annotations"), *read(f"{request.param}_annotations_kept")]


@pytest.fixture(scope="module")
def scores():
    return f1_scores(read("english_annotations"), annotated("english", "en"))


@pytest.mark.parametrize(("source", "name"), [(ENGLISH, "english"), (ENGLISH_HARD, "english_hard")])
def test_the_files_are_what_the_source_gives(source, name):
    check_built(source, (name, f"{name}_annotations"), language="en")


def test_gold_against_itself_scores_100(everything):
    assert len(everything) == 24
    assert [score for score in evaluate_annotations(everything, everything) if score.f1 != 100] == []


def test_marks_are_known_and_what_reports_nothing_holds_nothing(everything):
    for line in everything:
        assert line["language"] == "en"
        assert {actor["kind"] for actor in line["actors"]} <= set(ActorKind)
        for event in line["events"]:
            assert set(readings(event, "type")) <= set(EventType)
            assert set(readings(event, "modality")) <= set(EventModality)
        for position in line["positions"]:
            assert set(readings(position, "stance")) <= set(Stance)
        if line["id"].startswith(("nothing", "lookalike")):
            assert (line["events"], line["positions"]) == ([], [])


@pytest.mark.parametrize(("layer", "measure", "floor"), FLOORS)
def test_quality_does_not_fall(scores, layer, measure, floor):
    assert scores[layer, measure] >= floor


def test_every_measure_has_a_floor(scores):
    assert {row[:2] for row in FLOORS} == set(scores)


def test_an_english_and_a_french_article_of_one_event_are_one_row():
    french = Article(
        id="fr",
        text="L'aviation norvégienne a bombardé mardi un dépôt de carburant près de Dorn, tuant quatre personnes. "
        "Le Pérou a condamné cette attaque.",
        language="fr",
        stated_date="2031-03-05",
        outlet="Le Quai",
    )
    english = Article(
        id="en",
        text="Norwegian warplanes bombed a fuel depot near Dorn on Tuesday, killing four people. Four tanks burned "
        "through the night, and the road to the coast was cut.",
        language="en",
        stated_date="2031-03-05",
        outlet="The Quay Herald",
    )
    account = build_account(list(annotate([french, english])))
    (row,) = [row for row in account.rows if isinstance(row, EventRow) and row.type is EventType.ASSAULT]
    assert {passage.id for passage in row.evidence} == {"fr", "en"}
    assert row.standing == "established"
