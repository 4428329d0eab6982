"""Gold of invented paragraphs for actors, events, positions and quantities: it is sound, and quality on it does not fall."""

from collections import Counter

import pytest
from gold.build import SOURCE, build
from gold_stage import annotated, check_built, f1_scores, read

from recoupe.evaluation import evaluate_annotations
from recoupe.evaluation.score import readings
from recoupe.model import ActorKind, EventModality, EventType, Stance

SITUATIONS = ("guerre", "grève", "élection", "crue", "procès", "négociation")
WORDS = range(40, 111)

# F1 in per cent on the development half: the first situations, then those written later. A floor is only ever raised.
FLOORS = [
    ("actors", "B-cubed", 92),
    ("events", "type", 92),
    ("events", "actors", 80),
    ("events", "modality", 80),
    ("events", "occurred", 99),
    ("events", "facts", 98),
    ("positions", "stance", 95),
    ("positions", "holder", 95),
    ("quantities", "bounds", 97),
    ("quantities", "unit", 96),
]
LATER = ("frontière", "mine", "otages", "budget", "rumeurs", "mer", "ville", "accords")
LATER_FLOORS = [
    ("actors", "B-cubed", 90),
    ("events", "type", 88),
    ("events", "actors", 71),
    ("events", "modality", 71),
    ("events", "occurred", 99),
    ("events", "facts", 92),
    ("positions", "stance", 84),
    ("positions", "holder", 84),
    ("quantities", "bounds", 98),
    ("quantities", "unit", 98),
]


@pytest.fixture(scope="module")
def development():
    return read("paragraph_annotations")


@pytest.fixture(scope="module")
def everything(development):
    return [*development, *read("paragraph_annotations_kept")]


@pytest.fixture(scope="module")
def predicted():
    return annotated("paragraphs")


def score(gold, predicted, *, later):
    """F1 of each measure, on the paragraphs written later or on the first ones."""

    def chosen(lines):
        return [line for line in lines if (line["id"].rpartition("-")[0] in LATER) is later]

    return f1_scores(chosen(gold), chosen(predicted))


@pytest.fixture(scope="module")
def scores(development, predicted):
    return {later: score(development, predicted, later=later) for later in (False, True)}


def test_the_files_are_what_the_source_gives():
    check_built(SOURCE)


def test_there_are_ten_paragraphs_of_each_situation_and_eight_that_report_nothing(everything):
    counts = Counter(line["id"].rpartition("-")[0] for line in everything)
    assert counts["rien"] >= 8
    assert all(counts[situation] >= 10 for situation in SITUATIONS)
    assert len(everything) == len({line["id"] for line in everything}) >= 72
    assert [line["id"] for line in everything if len(line["text"].split()) not in WORDS] == []


def test_what_reports_nothing_holds_no_event_and_no_position(everything):
    for line in everything:
        if line["id"].startswith("rien"):
            wanted = [row for row in (*line["events"], *line["positions"]) if not row.get("optional")]
            assert wanted == []


def test_spans_lie_on_words(everything):
    for line in everything:
        for layer in ("mentions", "events", "positions", "quantities"):
            for record in line[layer]:
                words = line["text"][record["start"] : record["end"]]
                assert words and words == words.strip(), (line["id"], layer, record)


def test_types_and_kinds_are_known(everything):
    for line in everything:
        assert {actor["kind"] for actor in line["actors"]} <= set(ActorKind)
        for event in line["events"]:
            assert set(readings(event, "type")) <= set(EventType)
            assert set(readings(event, "modality")) <= set(EventModality)
        for position in line["positions"]:
            assert set(readings(position, "stance")) <= set(Stance)
            assert position["target"] in line["text"]
            assert position.get("condition", "") in line["text"]


def test_actors_that_take_part_exist(everything):
    for line in everything:
        keys = [actor["key"] for actor in line["actors"]]
        assert len(keys) == len(set(keys))
        used = {mention["actor"] for mention in line["mentions"]}
        for event in line["events"]:
            used |= {
                key for side in ("actors", "recipients") for group in readings(event, side) for key in group
            }
        used |= {key for position in line["positions"] for key in readings(position, "holder")}
        assert used == set(keys), line["id"]


def test_gold_against_itself_scores_100(everything):
    scores = evaluate_annotations(everything, everything)
    assert {score.layer for score in scores} == {"actors", "events", "positions", "quantities"}
    assert [score for score in scores if score.f1 != 100] == []


@pytest.mark.parametrize(
    ("later", "layer", "measure", "floor"),
    [(False, *row) for row in FLOORS] + [(True, *row) for row in LATER_FLOORS],
)
def test_quality_does_not_fall(scores, later, layer, measure, floor):
    assert scores[later][layer, measure] >= floor


def test_every_measure_has_a_floor(scores):
    assert {row[:2] for row in FLOORS} == {row[:2] for row in LATER_FLOORS} == set(scores[False])


BROKEN = [
    ("=== x\n--- 01 2031\nAda [rit|ada.\n", "not closed"),
    ("=== x\n--- 01 2031\nAda rit.\nQ 1 | an | deux ans\n", "line 4"),
    ("=== x\n--- 01 2031\n[Ada|ada] rit.\n", "ada"),
]


@pytest.mark.parametrize(("source", "said"), BROKEN)
def test_a_mark_that_does_not_fit_its_text_is_named(source, said):
    with pytest.raises(ValueError, match=said):
        build(source)
