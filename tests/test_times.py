"""French time expressions: invented news with values, look-alikes, ages, the rules' own examples, the development score."""

from __future__ import annotations

import json
import pathlib
import re

import pytest
from time_stage import MAY10, Case, agrees, cases, found_in, read, reading_of, times_of, unparsed

from recoupe.annotate.times import find_times
from recoupe.annotate.times.calendar_rules import CalendarRules
from recoupe.annotate.times.day_rules import DayRules
from recoupe.annotate.times.lengths import Lengths
from recoupe.annotate.times.time_rules import TimeRules
from recoupe.annotate.times.timex import fold, time_words
from recoupe.model import Age

CASES = cases(pathlib.Path(__file__).parent / "gold_times_fr.txt")


@pytest.fixture(scope="module")
def found() -> dict[Case, list[tuple[str, str, str, str | None]]]:
    readings = read([reading_of(case.text, case.published) for case in CASES])
    return {case: found_in(reading) for case, reading in zip(CASES, readings, strict=True)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_invented_news(case: Case, found: dict[Case, list[tuple[str, str, str, str | None]]]) -> None:
    assert agrees(found[case], case.expected), (found[case], case.expected)


def test_there_are_enough_cases() -> None:
    assert sum(bool(case.expected) for case in CASES) >= 400
    assert sum(not case.expected for case in CASES) >= 50


def test_an_age_is_its_words_its_length_and_its_modifier() -> None:
    (reading,) = read([reading_of("Les moins de 18 ans entrent avec Lia Morvan, 31 ans.", MAY10)])
    assert reading.times == []
    assert reading.ages == [
        Age(start=4, end=19, value="P18Y", mod="LESS_THAN"),
        Age(start=45, end=51, value="P31Y"),
    ]


def test_a_language_without_time_words_has_no_times() -> None:
    assert find_times(unparsed("El lunes llegó tarde.", MAY10, "es")) == []


# --------------------------------------------------------------------------- the data, the examples, the scores


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_pattern_finds_its_own_example(language: str) -> None:
    words = time_words(language)
    assert words is not None
    path = pathlib.Path(__file__).parent.parent / "src/recoupe/languages" / language / "times.toml"
    examples = re.findall(
        r'\[\[expression\]\] # "([^"]+)"[^\n]*\nkind = "(\w+)"', path.read_text(encoding="utf-8")
    )
    assert len(examples) == len(words.patterns)
    missed: list[tuple[str, str]] = []
    for number, (example, kind) in enumerate(examples):
        assert words.patterns[number][0] == kind
        missed += [(example, kind)] if not words.patterns[number][1].search(fold(example)) else []

    assert not missed, missed


def rule_examples() -> list[tuple[str, str]]:
    """The examples of the rules' docstrings: the words (after those they hang on) and the value."""
    found = []
    for rules in (CalendarRules, DayRules, TimeRules, Lengths):
        for member in vars(rules).values():
            doc = getattr(member, "__doc__", None) or ""
            for words, before, value in re.findall(
                r'"([^"]+)"(?:, after "([^"]+)")?[^";→]{0,60}→ ([\w-]+(?::\d\d)?)', doc
            ):
                found.append((f"{before}. {words}" if before else words, value))
    return found


def test_the_examples_of_the_rules_hold() -> None:
    examples = rule_examples()
    assert len(examples) >= 25
    found = times_of([reading_of(text + ".", MAY10) for text, _ in examples])
    wrong = [
        (text, value, [time.value for time in times])
        for (text, value), times in zip(examples, found, strict=True)
        if value not in [time.value for time in times]
    ]
    assert not wrong, wrong


GOLD = pathlib.Path(__file__).parent.parent.parent / "shared" / "gold" / "times" / "ftib_dev.jsonl"


@pytest.mark.skipif(
    not GOLD.is_file(), reason="the development articles of the French TimeBank are not beside the repository"
)
def test_the_development_set_does_not_get_worse() -> None:
    documents = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    found = times_of([reading_of(document["text"], document["published"]) for document in documents])
    expected = {(d["id"], t["start"], t["end"], t["value"]) for d in documents for t in d["times"]}
    got = {
        (d["id"], t.start, t.end, t.value) for d, times in zip(documents, found, strict=True) for t in times
    }
    score = 2 * len(expected & got) / (len(expected) + len(got))
    assert score >= 0.978, score
