"""English positions without a parser: invented sentences with the stands that must be found, look-alikes, any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_english_events import HOSTILE, WORDS, stage

from recoupe.annotate.positions import find_positions
from recoupe.annotate.positions.plain_positions import plain_position_words
from recoupe.languages import word_list


def stands(text: str) -> list[tuple[str, str, str, str | None]]:
    return [
        (one.holder, one.stance.value, one.target, one.condition) for one in find_positions(stage(text, None))
    ]


CASES = [
    ("Tavaria supports the plan.", [("tav", "support", "the plan", None)]),
    ("Tavaria does not support the plan.", [("tav", "oppose", "the plan", None)]),
    ("Tavaria will not support the plan.", [("tav", "oppose", "the plan", None)]),
    ("The plan is backed by Tavaria.", [("tav", "support", "The plan", None)]),
    ("Tavaria and Peru back the plan.", [("tav", "support", "the plan", None), ("peru", "support", "the plan", None)]),
    ("Lena Mirande, the mayor of Kessim, opposes the sale.", [("mir", "oppose", "the sale", None)]),
    ("The union is opposed to the sale.", [("syn", "oppose", "the sale", None)]),
    ("The union remains firmly opposed to the sale.", [("syn", "oppose", "the sale", None)]),
    ("The union is against the sale.", [("syn", "oppose", "the sale", None)]),
    ("The union is in favour of a vote.", [("syn", "support", "a vote", None)]),
    ("The union is not in favour of a vote.", [("syn", "oppose", "a vote", None)]),
    ("Tavaria on Monday condemned the raid.", [("tav", "oppose", "the raid", None)]),
    ("Peru urged Tavaria to release the sailors.", [("peru", "urge", "release the sailors", None)]),
    ("Peru called on Tavaria and Ostravia to negotiate.", [("peru", "urge", "negotiate", None)]),
    ("The union called for a new vote and rejected the offer.",
     [("syn", "urge", "a new vote", None), ("syn", "oppose", "the offer", None)]),
    ("The union demanded that the port be reopened.", [("syn", "urge", "the port be reopened", None)]),
    ("Omar Delbos wants Tavaria to pay.", [("del", "urge", "pay", None)]),
    ("Tavaria ruled out a truce.", [("tav", "oppose", "a truce", None)]),
    ("Tavaria refuses to withdraw.", [("tav", "oppose", "withdraw", None)]),
    ("Tavaria will support the truce if the militia leaves.",
     [("tav", "condition", "the truce", "if the militia leaves")]),
    ("If the militia leaves, Tavaria will support the truce.",
     [("tav", "condition", "the truce", "If the militia leaves")]),
    ("Tavaria will reopen the port as long as the truce holds.",
     [("tav", "condition", "reopen the port", "as long as the truce holds")]),
    ("Tavaria is ready to withdraw provided that the militia disarms.",
     [("tav", "condition", "withdraw", "provided that the militia disarms")]),
    ("Tavaria will not leave Kessim until the sailors are freed.",
     [("tav", "condition", "Kessim", "until the sailors are freed")]),
    ("Peru urged Tavaria to negotiate if the truce holds.",
     [("peru", "urge", "negotiate", "if the truce holds")]),
    ('"We oppose the sale," said Lena Mirande.', [("mir", "oppose", "the sale", None)]),
    ("Lena Mirande said she supported the plan.", [("mir", "support", "the plan", None)]),
    ("The plan that Tavaria rejected was small.", [("tav", "oppose", "The plan", None)]),
    ("The offer was turned down by Peru.", [("peru", "oppose", "The offer", None)]),
    ("Omar Delbos would support the plan only if the port reopened.",
     [("del", "condition", "the plan", "only if the port reopened")]),
    ("Tavaria voted overwhelmingly on Monday to back the plan.", [("tav", "support", "the plan", None)]),
    ("Tavaria deplored what it called an insult.", [("tav", "oppose", "what it called an insult", None)]),
    ('Tavaria rejected as "absurd" an offer of aid.', [("tav", "oppose", "an offer of aid", None)]),
    ("The union balked on Monday at the plan.", [("syn", "oppose", "the plan", None)]),
    ("The union insisted that the port be reopened.", [("syn", "urge", "the port be reopened", None)]),
    ("Tavaria voiced its firm opposition on Monday to the sale.", [("tav", "oppose", "the sale", None)]),
    ("Tavaria withdrew its support for the plan.", [("tav", "oppose", "the plan", None)]),
    ("Tavaria has never hidden its hostility to the plan.", [("tav", "oppose", "the plan", None)]),
    ("The union has no objection to a vote.", [("syn", "support", "a vote", None)]),
    ("The plan has won the backing of Peru.", [("peru", "support", "The plan", None)]),
    ("Peru's call for a truce was ignored.", [("peru", "urge", "a truce", None)]),
    ("An inquiry, demanded by Tavaria and backed by Peru, will open.",
     [("tav", "urge", "An inquiry", None), ("peru", "support", "An inquiry", None)]),
    ("Peru condemned the raid and, hours later, rejected the offer.",
     [("peru", "oppose", "the raid", None), ("peru", "oppose", "the offer", None)]),
    ("Omar Delbos, a vocal critic of the sale, resigned.", [("del", "oppose", "the sale", None)]),
    ("Tavaria remains an advocate of the plan.", [("tav", "support", "the plan", None)]),
    ("Tavaria wants no troops in Kessim.", [("tav", "oppose", "no troops in Kessim", None)]),
    ("Should the truce fail, Tavaria will close the port.",
     [("tav", "condition", "close the port", "Should the truce fail")]),
    ("Tavaria is ready to go further provided the militia disarms.",
     [("tav", "condition", "go further", "provided the militia disarms")]),
    ('"The port must be reopened," said Omar Delbos.', [("del", "urge", "The port must be reopened", None)]),
    ("Neither Tavaria nor Peru wanted the vote.", [("tav", "oppose", "the vote", None), ("peru", "oppose", "the vote", None)]),
    ("Tavaria made its support conditional on a truce.", [("tav", "condition", "its support", "a truce")]),
    ("Something Peru rejected was lost.", [("peru", "oppose", "Something", None)]),
    ("The plan has the backing of Peru.", [("peru", "support", "The plan", None)]),
    ("Peru passed a motion on Monday condemning the raid.", [("peru", "oppose", "the raid", None)]),
    ("Peru renewed its appeal to spare the port.", [("peru", "urge", "spare the port", None)]),
    ("Tavaria agrees with the plan.", [("tav", "support", "the plan", None)]),
    ("Peru joined Tavaria in condemning the raid.", [("peru", "oppose", "the raid", None)]),
    ("Omar Delbos praised a \"brave\" text.", [("del", "support", 'a "brave" text', None)]),
]  # fmt: skip

NOTHING = [
    "The roof supports a mast.",
    "Lena Mirande asked to leave.",
    "Tavaria may support the plan.",
    "Should Tavaria support the plan?",
    "If Tavaria supports the plan, the port will open.",
    "The support of Tavaria for the plan is a rumour.",
    "Lena Mirande supports a family of six.",
    "Omar Delbos called for a taxi.",
    "Omar Delbos refused to comment.",
    "Lena Mirande wants to dance.",
    "Tavaria did not oppose the plan.",
    "The union should support the plan.",
    "It would be wrong to oppose the plan, the book says.",
    "The plan that nobody supports is dead.",
    "Tavaria will lose its seat if the vote fails.",
    "Even if the truce holds, Tavaria is hungry.",
    "Omar Delbos was asked whether he knew.",
    "Lena Mirande backed away.",
    "Demand rose in Tavaria.",
    "Omar Delbos turned down the heating.",
    "Lena Mirande stood by the window.",
    "The tents that Tavaria sent burned.",
    "In a novel of that year, Tavaria rejects the plan.",
    "Omar Delbos asked whether Tavaria would support the plan.",
    "The union insisted that the plan was old.",
    "Omar Delbos said that it should rain.",
    "Voters should brace for worse, Omar Delbos said.",
    "Omar Delbos was met by marchers who packed the hall and refused to leave.",
    "The port of Tavaria is for sale.",
    "The union is open to visitors.",
    "Tavaria threw out two diplomats.",
    "Rumours that Tavaria supports the plan spread.",
    "Tavaria declined to rule out a truce.",
    "Tavaria would have supported the plan.",
    "One family said that it would not accept the plan.",
    "There is no sign that Tavaria fought.",
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_who_wants_what(text: str, wanted: list[tuple[str, str, str, str | None]]) -> None:
    assert stands(text) == wanted


@pytest.mark.parametrize("text", NOTHING)
def test_words_that_look_alike_take_no_stand(text: str) -> None:
    assert stands(text) == []


ROWS = [
    (row["example"], row["stance"])
    for kind in ("verb", "state", "noun", "role")
    for row in word_list("en", "positions")[kind]
]


@pytest.mark.parametrize(("example", "stance"), ROWS)
def test_every_row_finds_its_example(example: str, stance: str) -> None:
    negated = " not " in example
    assert ("oppose" if negated else stance) in [found[1] for found in stands(example)]


def test_targets_and_conditions_are_the_articles_words() -> None:
    text = "Tavaria will support the truce if the militia leaves."
    (found,) = find_positions(stage(text, None))
    assert found.target_span is not None and found.condition_span is not None
    assert text[found.target_span.start : found.target_span.end] == found.target
    assert text[found.condition_span.start : found.condition_span.end] == found.condition
    assert text[found.start : found.end] == text[:-1]


def test_french_keeps_its_own_rooms() -> None:
    assert plain_position_words("fr") is None


@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_positions_of_any_text_lie_in_it_in_order(text: str) -> None:
    reading = stage(text, None)
    found = find_positions(reading)
    keys = {actor.key for actor in reading.actors}
    assert found == sorted(found, key=lambda one: (one.start, one.end))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.holder in keys
        assert one.target_span is not None
        assert text[one.target_span.start : one.target_span.end] == one.target
        assert one.condition is None or one.condition in text


@pytest.mark.parametrize("piece", [*HOSTILE, "Tavaria will support ", "if Tavaria supports the plan, "])
def test_time_grows_with_length_alone(piece: str) -> None:
    def seconds(times: int) -> float:
        found = []
        for _ in range(3):
            reading = stage(piece * times, None)
            begin = time.perf_counter()
            find_positions(reading)
            found.append(time.perf_counter() - begin)
        return min(found)

    short, long = 10_000 // len(piece), 40_000 // len(piece)
    assert seconds(long) < 12 * max(seconds(short), 0.02)
