"""Gold of invented English paragraphs: it is sound, quality on it does not fall, and an account joins English and French."""

import pytest
from gold.build import ENGLISH, ENGLISH_HARD, ENGLISH_PRESS
from gold_stage import annotated, check_built, f1_scores, read

from recoupe.annotate import annotate
from recoupe.crosscheck.account import build_account
from recoupe.evaluation import evaluate_annotations
from recoupe.evaluation.score import readings
from recoupe.model import ActorKind, Article, EventModality, EventRow, EventType, Stance

# F1 in per cent on the development halves. A floor is only ever raised.
FLOORS = [
    ("english", "actors", "B-cubed", 90),
    ("english", "events", "type", 97),
    ("english", "events", "actors", 95),
    ("english", "events", "modality", 95),
    ("english", "events", "occurred", 99),
    ("english", "events", "facts", 99),
    ("english", "positions", "stance", 97),
    ("english", "positions", "holder", 97),
    ("english", "quantities", "bounds", 94),
    ("english", "quantities", "unit", 94),
    ("english_hard", "actors", "B-cubed", 91),
    ("english_hard", "events", "type", 87),
    ("english_hard", "events", "actors", 70),
    ("english_hard", "events", "modality", 70),
    ("english_hard", "events", "occurred", 99),
    ("english_hard", "events", "facts", 96),
    ("english_hard", "positions", "stance", 92),
    ("english_hard", "positions", "holder", 76),
    ("english_hard", "quantities", "bounds", 92),
    ("english_hard", "quantities", "unit", 92),
    ("english_press", "actors", "B-cubed", 85),
    ("english_press", "events", "type", 88),
    ("english_press", "events", "actors", 76),
    ("english_press", "events", "modality", 76),
    ("english_press", "events", "occurred", 99),
    ("english_press", "events", "facts", 98),
    ("english_press", "positions", "stance", 85),
    ("english_press", "positions", "holder", 82),
]

SIZES = {"english": 24, "english_hard": 24, "english_press": 93}


@pytest.fixture(scope="module", params=SIZES)
def everything(request):
    kept = read(f"{request.param}_annotations_kept") if request.param != "english_press" else []
    lines = [*read(f"{request.param}_annotations"), *kept]
    assert len(lines) == SIZES[request.param]
    return lines


@pytest.fixture(scope="module")
def scores():
    return {
        (name, *measure): score
        for name in SIZES
        for measure, score in f1_scores(read(f"{name}_annotations"), annotated(name, "en")).items()
    }


@pytest.mark.parametrize(("source", "name"), [(ENGLISH, "english"), (ENGLISH_HARD, "english_hard")])
def test_the_files_are_what_the_source_gives(source, name):
    check_built(source, (name, f"{name}_annotations"), language="en")


def test_the_press_files_are_what_the_source_gives():
    names = ("english_press", "english_press_annotations")
    check_built(ENGLISH_PRESS, names, ("events", "positions"), "en")


def test_gold_against_itself_scores_100(everything):
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


@pytest.mark.parametrize(("name", "layer", "measure", "floor"), FLOORS)
def test_quality_does_not_fall(scores, name, layer, measure, floor):
    assert scores[name, layer, measure] >= floor


def test_every_measure_has_a_floor(scores):
    assert {row[:3] for row in FLOORS} == set(scores)


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
