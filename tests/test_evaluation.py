"""Scores: gold against itself is perfect, and each measure falls where it should."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.errors import UsageError
from recoupe.evaluation import evaluate_account, evaluate_annotations, evaluate_files, format_scores
from recoupe.evaluation.annotations import trim_content
from recoupe.evaluation.score import Score, b_cubed, same_name

GOLD = Path(__file__).parent.parent / "examples" / "gold"
TEXT = "La Vorane a bombardé Ilmer mardi. Selon Odile Aubrac, « le port a tenu »."


def line(**layers):
    return {"id": "a", "text": TEXT, **layers}


def span(words, **fields):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), **fields}


def measure(scores, layer, name):
    return next(score for score in scores if (score.layer, score.measure) == (layer, name))


def read(name):
    return [json.loads(text) for text in (GOLD / name).read_text(encoding="utf-8").splitlines()]


def test_gold_annotations_against_themselves_score_100():
    gold = read("annotations.jsonl")
    scores = evaluate_annotations(gold, gold)
    assert {score.layer for score in scores} == {
        "times", "attributions", "zones", "actors", "events", "positions", "quantities",
    }  # fmt: skip
    assert [score for score in scores if score.f1 != 100] == []


def test_gold_offsets_lie_in_their_text():
    for gold in read("annotations.jsonl"):
        for layer, records in gold.items():
            for record in records if isinstance(records, list) and layer != "actors" else ():
                assert 0 <= record["start"] < record["end"] <= len(gold["text"])
                words = gold["text"][record["start"] : record["end"]]
                assert layer == "zones" or words == words.strip(), (gold["id"], layer, words)


def as_rows(gold):
    """The rows of an account that says exactly what a gold account says."""
    sections = {
        "events": "event",
        "statements": "statement",
        "positions": "position",
        "quantities": "quantity",
    }
    actor = {"actors", "recipients", "speaker", "holder", "owner"}

    def named(value):
        return [{"name": name} for name in value] if isinstance(value, list) else {"name": value}

    for section in (*sections, "ledger"):
        for row in gold[section]:
            fields = {key: named(value) if key in actor else value for key, value in row.items()}
            lineages = [{}] * row.get("lineages", 1)
            yield {**fields, "row": sections.get(section, section), "key": row["id"], "lineages": lineages}
    for number, row in enumerate(gold["actors"]):
        yield {"row": "actor", "key": f"actor{number}", "names": row["names"]}
    for row in gold["relations"]:
        yield {"row": "relation", "key": "r", **row}


def test_gold_account_against_itself_scores_100():
    gold = json.loads((GOLD / "account.json").read_text(encoding="utf-8"))
    published = {row["id"]: row for row in gold["published"]}
    stories = {article: row["name"] for row in gold["stories"] for article in row["articles"]}
    scores = evaluate_account(gold, as_rows(gold), published, stories)
    assert len(scores) > 20
    assert [score for score in scores if score.f1 != 100] == []


def test_an_empty_prediction_finds_nothing():
    gold = read("annotations.jsonl")
    scores = evaluate_annotations(gold, [])
    assert all(score.recalled == 0 for score in scores)
    assert measure(scores, "times", "strict").f1 == 0


TIMES = [
    # gold words and value, predicted words and value, strict, relaxed, value
    ("mardi", "2023-03-07", "mardi", "2023-03-07", 1, 1, 1),
    ("mardi", "2023-03-07", "Ilmer mardi", "2023-03-07", 0, 1, 1),
    ("mardi", "2023-03-07", "mardi", "2023-03-14", 1, 1, 0),
    ("mardi", "2023-03-07", "Vorane", "2023-03-07", 0, 0, 0),
]


@pytest.mark.parametrize(("words", "value", "others", "other", "strict", "relaxed", "right"), TIMES)
def test_times(words, value, others, other, strict, relaxed, right):
    scores = evaluate_annotations(
        [line(times=[span(words, value=value)])], [line(times=[span(others, value=other)])]
    )
    assert [measure(scores, "times", name).recalled for name in ("strict", "relaxed", "value")] == [
        strict, relaxed, right,
    ]  # fmt: skip


def test_an_accepted_reading_is_right_and_an_optional_record_never_counts():
    gold = line(
        times=[
            span("mardi", value="2023-03-07", accept=[{"value": "XXXX-WXX-2"}]),
            span("port", value="x", optional=True),
        ]
    )
    told = line(times=[span("mardi", value="XXXX-WXX-2"), span("port", value="y")])
    for predicted in (told, line(times=told["times"][:1])):
        assert measure(evaluate_annotations([gold], [predicted]), "times", "value").f1 == 100


def attribution(content, speaker, **fields):
    return span(content, speaker=speaker and span(speaker, name=speaker), **fields)


def test_attributions_compare_trimmed_content_then_speaker():
    gold = line(attributions=[attribution("le port a tenu", "Odile Aubrac")])
    marked = line(attributions=[attribution("« le port a tenu »", "La Vorane")])
    scores = evaluate_annotations([gold], [marked])
    assert measure(scores, "attributions", "content").f1 == 100
    assert measure(scores, "attributions", "speaker").f1 == 0
    short = line(attributions=[attribution("a tenu", "Odile Aubrac")])
    assert measure(evaluate_annotations([gold], [short]), "attributions", "content").f1 == 0


def test_relays_must_be_the_same_chain():
    relayed = attribution("le port a tenu", "Odile Aubrac", via=[span("Ilmer", name="Radio Ilmer")])
    gold, without = line(attributions=[relayed]), line(attributions=[{**relayed, "via": []}])
    assert measure(evaluate_annotations([gold], [gold]), "attributions", "relays").recall == 100
    assert measure(evaluate_annotations([gold], [without]), "attributions", "relays").recall == 0


def test_zones_count_characters():
    half = len(TEXT.split(" Selon")[0])
    gold = line(zones=[{"start": 0, "end": len(TEXT), "role": "body"}])
    told = line(zones=[{"start": 0, "end": half, "role": "body"}])
    score = measure(evaluate_annotations([gold], [told]), "zones", "characters")
    solid = [place for place, char in enumerate(TEXT) if not char.isspace()]
    assert (score.recalled, score.expected) == (sum(place < half for place in solid), len(solid))


def event(actors, recipients, **fields):
    record = {"type": "ASSAULT", "actors": actors, "recipients": recipients, "modality": "occurred", **fields}
    return span("a bombardé Ilmer", **record)


ACTORS = [{"key": "1", "name": "Vorane"}, {"key": "2", "name": "Ilmer"}]
EVENTS = [
    (event(["1"], ["2"]), 1, 1, 1),
    (event(["2"], ["1"]), 1, 0, 0),
    (event(["1"], []), 1, 0, 0),
    (event(["1"], ["2"], modality="denied"), 1, 1, 0),
    (event(["1"], ["2"], type="AID"), 0, 0, 0),
]


@pytest.mark.parametrize(("told", "typed", "parties", "modality"), EVENTS)
def test_events(told, typed, parties, modality):
    gold = line(actors=ACTORS, mentions=[], events=[event(["1"], ["2"])])
    scores = evaluate_annotations([gold], [line(actors=ACTORS, events=[told])])
    counted = [measure(scores, "events", name).recalled for name in ("type", "actors", "modality")]
    assert counted == [typed, parties, modality]


def test_what_did_not_occur_and_is_called_occurred_is_counted():
    gold = line(events=[event([], [], modality="conditional")])
    score = measure(evaluate_annotations([gold], [line(events=[event([], [])])]), "events", "occurred")
    assert (score.recalled, score.predicted) == (0, 1)


def test_an_event_called_occurred_that_gold_does_not_hold_is_no_fact():
    gold, more = event([], []), event([], [], type="AID")
    scores = evaluate_annotations([line(events=[gold])], [line(events=[gold, more])])
    counted = [measure(scores, "events", name) for name in ("occurred", "facts")]
    assert [(score.precise, score.predicted) for score in counted] == [(1, 1), (1, 2)]


OPTIONAL = [
    # what a careful reader may leave out (modality of gold and prediction): called occurred rightly, called occurred
    ("conditional", "occurred", 0, 1),
    ("conditional", "conditional", 0, 0),
    ("occurred", "occurred", 0, 0),
]


@pytest.mark.parametrize(("truth", "told", "right", "called"), OPTIONAL)
def test_what_may_be_left_out_may_still_not_be_called_occurred(truth, told, right, called):
    gold = line(events=[event([], [], modality=truth, optional=True)])
    score = measure(
        evaluate_annotations([gold], [line(events=[event([], [], modality=told)])]), "events", "occurred"
    )
    assert (score.recalled, score.predicted) == (right, called)


def test_actors_are_the_same_where_their_mentions_overlap():
    gold = line(
        actors=[{"key": "g", "name": "Vorane"}],
        mentions=[span("La Vorane", actor="g")],
        positions=[span("a tenu", holder="g", stance="oppose")],
    )
    told = line(
        actors=[{"key": "p", "name": "gouvernement voranais"}],
        mentions=[span("Vorane", actor="p")],
        positions=[span("a tenu", holder="p", stance="oppose")],
    )
    scores = evaluate_annotations([gold], [told])
    assert measure(scores, "positions", "holder").f1 == 100
    stranger = {**told, "mentions": [span("Ilmer", actor="p")]}
    assert measure(evaluate_annotations([gold], [stranger]), "positions", "holder").f1 == 0


def test_quantities_compare_bounds_then_unit():
    gold = line(quantities=[span("port", minimum=40, unit="blessés")])
    cases = [
        ({"minimum": 40, "unit": "blessé"}, 1, 1),
        ({"minimum": 40, "unit": "mort"}, 1, 0),
        ({"minimum": 40, "maximum": 40, "unit": "blessé"}, 0, 0),
    ]
    for fields, bounds, unit in cases:
        scores = evaluate_annotations([gold], [line(quantities=[span("port", **fields)])])
        assert [measure(scores, "quantities", name).recalled for name in ("bounds", "unit")] == [bounds, unit]


def test_a_layer_that_gold_leaves_out_is_not_scored():
    scores = evaluate_annotations([line(times=[])], [line(times=[], events=[event([], [])])])
    assert {score.layer for score in scores} == {"times"}


def test_texts_that_differ_are_refused():
    with pytest.raises(ValueError, match="'a'"):
        evaluate_annotations([line(times=[])], [{**line(times=[]), "text": TEXT + " "}])


def test_b_cubed_by_hand():
    # gold {1,2,3}{4}; predicted {1,2}{3,4}: recall (2/3+2/3+1/3+1)/4, precision (1+1+1/2+1/2)/4
    recalled, expected, precise, predicted = b_cubed("aaab", "xxyy")
    assert recalled / expected == pytest.approx(2 / 3)
    assert precise / predicted == pytest.approx(3 / 4)


@given(st.lists(st.sampled_from("abc")), st.data())
def test_b_cubed_stays_within_bounds(gold, data):
    predicted = [data.draw(st.sampled_from(["x", "y", None])) for _ in gold]
    recalled, expected, precise, found = b_cubed(gold, predicted)
    assert -1e-9 <= recalled <= expected + 1e-9
    assert -1e-9 <= precise <= found + 1e-9


NAMES = [
    ("Mme Aubrac", "Odile Aubrac", True),
    ("la Méréthie", "Merethie", True),
    ("Paul Aubrac", "Odile Aubrac", False),
    ("", "Odile", False),
]


@pytest.mark.parametrize(("mine", "theirs", "same"), NAMES)
def test_same_name(mine, theirs, same):
    assert same_name(mine, theirs) is same


@given(st.text(), st.integers(-3, 30), st.integers(-3, 30))
def test_trimming_never_leaves_the_text(text, start, end):
    first, last = trim_content(text, start, end)
    assert first >= 0
    assert last <= len(text)


def test_format_scores_heads_a_table():
    head, *rows = format_scores((Score("times", "strict", 1, 2, 1, 4), Score("events", "found", 1, 2)))
    assert len(head) == 7
    assert rows[0][2:] == ("25.0", "50.0", "33.3", "1/2", "4")
    assert rows[1][2:] == ("–", "50.0", "50.0", "1/2", "–")


def test_evaluate_files_tells_lines_from_an_account(tmp_path):
    lines = tmp_path / "lines.jsonl"
    lines.write_text((GOLD / "annotations.jsonl").read_text(encoding="utf-8"), encoding="utf-8")
    assert {score.f1 for score in evaluate_files(GOLD / "annotations.jsonl", lines)} == {100}
    lines.write_text("", encoding="utf-8")
    assert measure(evaluate_files(GOLD / "account.json", lines), "events", "found").recall == 0
    lines.write_text('{"id": "a"}\n{"id": \n', encoding="utf-8")


BROKEN = [
    ('{"id": "a"}\n{"id": \n', "line 2"),
    ("[]\n", "not a JSON object"),
    ('{"text": "sans nom"}\n', "lacks the field 'id'"),
    ('{"id": "depeche-attaque", "text": "autre"}\n', "differ"),
]


@pytest.mark.parametrize(("content", "said"), BROKEN)
def test_a_broken_file_is_named(tmp_path, content, said):
    lines = tmp_path / "lines.jsonl"
    lines.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        evaluate_files(GOLD / "annotations.jsonl", lines)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"nowhere\.jsonl"):
        evaluate_files(GOLD / "annotations.jsonl", tmp_path / "nowhere.jsonl")


def account_gold():
    passage = {"id": "a", "start": 0, "end": 20}
    return {
        "events": [
            {
                "id": "E",
                "type": "ASSAULT",
                "actors": ["Vorane"],
                "recipients": [],
                "modality": "occurred",
                "standing": "established",
                "lineages": 2,
                "evidence": [passage],
            }
        ],
        "quantities": [
            {"id": "Q1", "minimum": 9, "maximum": 9, "owner": "Odile Aubrac", "evidence": [passage]},
            {"id": "Q2", "minimum": 15, "maximum": 15, "evidence": [passage]},
        ],
        "ledger": [
            {
                "id": "L",
                "kind": "prediction",
                "evidence": [passage],
                "parts": [
                    {"aspect": "when", "what": "mardi", "status": "confirmed"},
                    {"what": "col de Brume", "status": "refuted"},
                ],
            }
        ],
        "relations": [{"kind": "contradicts", "from": "Q1", "to": "Q2"}],
    }


def account_rows(**changes):
    passage = {"id": "a", "start": 10, "end": 30, "lineage": 0}
    event = {
        "row": "event",
        "key": "e",
        "type": "ASSAULT",
        "actors": [{"name": "la Vorane"}],
        "recipients": [],
    }
    event |= {"modality": "occurred", "standing": "established", "lineages": [{}, {}], "evidence": [passage]}
    figure = {"row": "quantity", "evidence": [passage], "lineages": [{}]}
    parts = [
        {"aspect": "when", "what": "d'ici à mardi", "status": "confirmed"},
        {"aspect": "means", "what": "par le col de Brume", "status": "refuted"},
    ]
    return [
        {**event, **changes.get("event", {})},
        {
            **figure,
            "key": "q1",
            "minimum": 9,
            "maximum": 9,
            "owner": {"name": changes.get("owner", "Mme Aubrac")},
        },
        {**figure, "key": "q2", "minimum": 15, "maximum": 15, "owner": None},
        {
            "row": "ledger",
            "key": "l",
            "kind": "prediction",
            "evidence": [passage],
            "parts": changes.get("parts", parts),
        },
        *({"row": "relation", "key": "r", **relation} for relation in changes.get("relations", RELATED)),
    ]


RELATED = [{"kind": "contradicts", "from": "q2", "to": "q1"}]
ACCOUNTS = [
    ({}, "events", "standing", 100),
    ({"event": {"standing": "claimed"}}, "events", "standing", 0),
    ({"event": {"standing": "claimed"}}, "standing", "established", 0),
    ({"event": {"lineages": [{}]}}, "events", "lineages", 0),
    ({"event": {"actors": [{"name": "Ilmer"}]}}, "events", "parties", 0),
    ({"event": {"actors": [{"name": "Ilmer"}]}}, "events", "found", 100),
    ({"event": {"type": "AID"}}, "events", "found", 0),
    ({"event": {"evidence": [{"id": "a", "start": 20, "end": 30}]}}, "events", "found", 0),
    ({"event": {"evidence": [{"id": "b", "start": 0, "end": 20}]}}, "events", "found", 0),
    ({}, "quantities", "found", 100),
    ({"owner": "Radio Ilmer"}, "quantities", "found", 50),
    ({}, "ledger", "parts", 100),
    ({"parts": [{"aspect": "when", "what": "mardi", "status": "open"}]}, "ledger", "parts", 0),
    ({}, "relations", "contradicts", 100),
    ({"relations": []}, "relations", "contradicts", 0),
    ({"relations": [{"kind": "supersedes", "from": "q2", "to": "q1"}]}, "relations", "contradicts", 0),
]


@pytest.mark.parametrize(("changes", "layer", "name", "percent"), ACCOUNTS)
def test_accounts(changes, layer, name, percent):
    scores = evaluate_account(account_gold(), account_rows(**changes))
    assert measure(scores, layer, name).recall == percent


def test_a_contradiction_that_gold_does_not_know_costs_precision():
    more = [*RELATED, {"kind": "contradicts", "from": "q1", "to": "e"}]
    score = measure(
        evaluate_account(account_gold(), account_rows(relations=more)), "relations", "contradicts"
    )
    assert (score.recall, score.precision) == (100, 50)


def test_dates_must_leave_room_for_the_truth():
    gold = {"published": [{"id": "a", "earliest": "2023-03-09", "latest": "2023-03-10"}]}
    cases = [
        (("2023-03-09", "2023-03-10"), 100, 100),
        (("2023-03-01", "2023-03-31"), 100, 0),
        ((None, None), 100, 0),
        (("2023-03-10", "2023-03-10"), 0, 0),
    ]
    for (earliest, latest), sound, exact in cases:
        scores = evaluate_account(gold, [], {"a": {"earliest": earliest, "latest": latest}})
        assert measure(scores, "published", "sound").recall == sound
        assert measure(scores, "published", "exact").recall == exact
