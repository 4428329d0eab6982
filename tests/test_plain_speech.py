"""English attributions without a parser: invented sentences with what must be found, the word list, any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.annotate.attributions import find_attributions
from recoupe.annotate.attributions.plain_words import plain_lexicon
from recoupe.annotate.quotes import find_quotes
from recoupe.annotate.reading import Reading
from recoupe.languages import word_list
from recoupe.model import Article, Attribution, Role, Zone


def attributions(text: str) -> list[Attribution]:
    zones, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            left = start + len(line) - len(line.lstrip())
            zones.append(Zone(start=left, end=left + len(line.strip()), role=Role.BODY))
        start += len(line) + 1
    reading = Reading(Article(id="a", text=text), "en", tuple(zones))
    reading.paragraphs = list(reading.zones)
    reading.quotes = find_quotes(reading)
    return find_attributions(reading)


CASES = [
    ('"The bridge is sound," said Ada Pell, the harbour engineer.', [("The bridge is sound", "Ada Pell")]),
    ('"It was dark," Tom Orsk told the Quay Gazette. "We ran."', [("It was dark", "Tom Orsk"), ("We ran", "Tom Orsk")]),
    ("Ada Pell said on Monday that the bridge was sound.", [("the bridge was sound", "Ada Pell")]),
    ("The bridge, the mayor said, is sound.", [("The bridge, the mayor said, is sound", "mayor")]),
    ("The bridge is sound, Ada Pell said on Monday.", [("The bridge is sound", "Ada Pell")]),
    ("According to the port authority, the bridge is sound.", [("the bridge is sound", "port authority")]),
    ("The bridge is sound, according to Ada Pell.", [("The bridge is sound", "Ada Pell")]),
    ("A senior official, who asked not to be named, said the vote would be held in May.",
     [("the vote would be held in May", "senior official")]),
    ("Two people familiar with the talks said that the deal was close.",
     [("the deal was close", "Two people familiar with the talks")]),
    ("The general denied shelling the harbour.", [("shelling the harbour", "general")]),
    ("The union urged the mayor to reopen the pool and condemned a hasty vote.",
     [("reopen the pool", "union"), ("a hasty vote", "union")]),
    ("Ada Pell met Tom Orsk. She said the bridge would hold.", [("the bridge would hold", "She")]),
    ("Governor Ada Pell arrived late. Pell said the bridge was sound.", [("the bridge was sound", "Pell")]),
    ('The mayor asked: "Who closed the gate?"', [("Who closed the gate?", "mayor")]),
    ("Reports of a leak reached the council.", []),
    ("She told a long story.", []),
    ("The clerk asked not to be named.", []),
    ("He was told to leave.", []),
    ('They sang "The Old Harbour" until dawn.', []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_says_what(text: str, expected: list[tuple[str, str]]) -> None:
    found = attributions(text)
    assert [text[one.start : one.end] for one in found] == [content for content, _ in expected]
    for one, (_, name) in zip(found, expected, strict=True):
        assert one.speaker is not None
        assert one.speaker.name == name or text[one.speaker.start : one.speaker.end] == name


def test_a_last_name_is_completed_and_a_pronoun_resolved() -> None:
    found = attributions(
        "Tom Orsk said the gate was shut. Mr. Orsk added that he had the key. He said it was lost."
    )
    assert [one.speaker.name for one in found if one.speaker] == ["Tom Orsk"] * 3


def test_a_chain_is_kept() -> None:
    found = attributions(
        "Minister Ada Pell asked Tom Orsk to close the pool, two clerks told The Quay Gazette."
    )
    assert [[relay.name for relay in one.via] for one in found] == [[], ["two clerks"]]
    assert [one.addressee.name for one in found if one.addressee] == ["The Quay Gazette", "Tom Orsk"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The mayor said the pool would close.", "prediction"),
        ("The mayor said the pool would close if the dam burst.", "conditional"),
        ("The mayor did not say whether the pool was shut.", "asserted"),
        ("The mayor declined to say whether the pool was shut.", "asserted"),
        ("The mayor never said that the pool was shut.", "denied"),
        ("The mayor denied that the pool was shut.", "denied"),
        ("The mayor has not confirmed that the pool was shut.", "asserted"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    assert [one.modality.value for one in attributions(text)] == [modality]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ada Pell said that the dam was safe.", "named_person"),
        ("The ministry said that the dam was safe.", "institution"),
        ("A source close to the ministry said that the dam was safe.", "anonymous"),
        ("The report said that the dam was safe.", "document"),
        ("Reuters reported that the dam was safe.", "media"),
        ("The Quay Gazette reported that the dam was safe.", "media"),
    ],
)
def test_kind_of_source(text: str, kind: str) -> None:
    assert [one.speaker.kind.value for one in attributions(text) if one.speaker] == [kind]


def test_every_verb_of_the_word_list_is_found_in_its_example() -> None:
    lines = [
        line
        for table in word_list("en", "attributions")["verbs"].values()
        for line in table.values()
        if isinstance(line, dict)
    ]
    assert [line["example"] for line in lines if len(attributions(line["example"])) != 1] == []


def test_french_is_not_read_so() -> None:
    assert plain_lexicon("fr") is None


PIECES = st.sampled_from(['"', "said ", "according to ", "that ", "Ada Pell ", ", ", ". ", "told ", "to ", "\n", "who ", "'", "“", "”", "é", "😀"])  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_records_of_any_text_stay_inside_it(text: str) -> None:
    for one in attributions(text):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]


@pytest.mark.parametrize(
    "unit", ["Ada said that ", "according to him, ", "she said, ", '"a" said Ada, ', "who said "]
)
def test_time_is_linear(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    begin = time.process_time()
    attributions(text)
    assert time.process_time() - begin < 6
