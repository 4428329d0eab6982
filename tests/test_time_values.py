"""TIMEX3 values and the calendar behind them, numbers in words, and properties that hold for any text."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from time_stage import MAY10, reading_of, times_of, unparsed

from recoupe.annotate.numerals import read_number
from recoupe.annotate.times import find_times, find_times_and_ages, openers
from recoupe.annotate.times.calendar import TIMEX3_VALUE, easter, feast, interval, merge_values, ranked_day
from recoupe.annotate.times.openers import Openers
from recoupe.annotate.times.timex import Sign, Verdict, fold, scan, time_words
from recoupe.languages import word_list

INTERVALS = [
    ("2012-05-10", ("2012-05-10", "2012-05-10")),
    ("2012-02", ("2012-02-01", "2012-02-29")),
    ("2011", ("2011-01-01", "2011-12-31")),
    ("2009-W53", ("2009-12-28", "2010-01-03")),
    ("2012-W01", ("2012-01-02", "2012-01-08")),
    ("2012-W19-WE", ("2012-05-12", "2012-05-13")),
    ("196X", ("1960-01-01", "1969-12-31")),
    ("18XX", ("1800-01-01", "1899-12-31")),
    ("2012-Q2", ("2012-04-01", "2012-06-30")),
    ("2010-WI", ("2010-12-21", "2011-03-19")),
    ("2012-05-10T24:00", ("2012-05-11T00:00", "2012-05-11T00:00")),
    ("2012-12-31TNI", ("2012-12-31T20:00", "2013-01-01T06:00")),
    ("2012-05-10TEV", ("2012-05-10T18:00", "2012-05-10T23:59")),
    ("2011-02-29", None),
    ("2012-W60", None),
    ("XXXX-12", None),
    ("P3D", None),
    ("PRESENT_REF", None),
]


@pytest.mark.parametrize(("value", "span"), INTERVALS)
def test_the_interval_a_value_stands_for(value: str, span: tuple[str, str] | None) -> None:
    assert interval(value) == span


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1999, "1999-04-04"),
        (2000, "2000-04-23"),
        (2008, "2008-03-23"),
        (2024, "2024-03-31"),
        (2038, "2038-04-25"),
    ],
)
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


VALID = (
    "2012 199X 19XX XXXX 2012-05 2012-XX XXXX-12 2012-05-10 XXXX-XX-XX 2012-W01 2012-W53 XXXX-WXX-3 2012-W19-WE 2012-SU 2012-Q4 2012-H2 "
    "2012-05-10T20:30 2012-05-10T24:00 2012-05-10TNI XXXX-WXX-6TMO T09:00 TMO P3D PXY P1.5M PT2H30M P1Y6M PT1H42M PRESENT_REF"
)
INVALID = (
    "12 2012-5 2012-13 2012-00 2012-05-32 2012-W54 2012-W00 2012-W19-8 2012-Q5 2012-H3 2012-ET 2012-05-10T25:00 2012-05-10T20:60 "
    "2012-05-10T T P PT 3D P3 P3H PT3D P-3D hier TODAY present_ref 2012-05-10TXX:XX:XX"
)


@pytest.mark.parametrize("value", VALID.split())
def test_the_grammar_of_values_takes_timex3(value: str) -> None:
    assert TIMEX3_VALUE.fullmatch(value)


@pytest.mark.parametrize("value", INVALID.split())
def test_the_grammar_of_values_refuses_anything_else(value: str) -> None:
    assert not TIMEX3_VALUE.fullmatch(value)


def test_french_mothers_day_gives_way_to_pentecost() -> None:
    assert str(feast("mothers", 2011)) == "2011-05-29"
    assert str(feast("mothers", 2012)) == "2012-06-03"


def test_a_rank_that_a_month_does_not_have_is_no_day() -> None:
    assert str(ranked_day(2012, 2, 3, 5)) == "2012-02-29"
    assert ranked_day(2011, 2, 3, 5) is None
    assert str(ranked_day(2012, 5, 7, -1)) == "2012-05-27"


def test_movable_feasts() -> None:
    assert str(feast("easter+39", 2012)) == "2012-05-17"
    assert str(feast("5-7-last", 2012)) == "2012-05-27"
    assert str(feast("11-4-4", 2012)) == "2012-11-22"


def test_merged_values_keep_what_they_share() -> None:
    assert merge_values("2012-05-10", "2012-05-12") == "2012-05-XX"
    assert merge_values("2012-05-10", "2012-06-10") == "2012-XX-XX"


NUMBERS = [
    ("vingt et un", 21),
    ("soixante-dix", 70),
    ("soixante et onze", 71),
    ("quatre-vingt-dix-neuf", 99),
    ("quatre vingts", 80),
    ("cent quatre-vingt", 180),
    ("deux cents", 200),
    ("mille neuf cent trois", 1903),
    ("1 200", 1200),
    ("30,4", 30.4),
    ("nul", None),
]


@pytest.mark.parametrize(("words", "number"), NUMBERS)
def test_numbers_in_words(words: str, number: float | None) -> None:
    assert read_number(words, word_list("fr", "times")["numbers"], frozenset({"et"})) == number


# --------------------------------------------------------------------------- properties

PIECES = [
    "lundi", "le 31", "mai", "2012", "98", "hier", "soir", "la nuit", "de", "à", "au", "20 h", "et demie", "deux", "ans",
    "il y a", "plus tard", "dernier", "« ", " »", '"', ",", ".", "\n", "29 février", "décembre", "XIXe siècle", "Pâques", "tous les",
    "la veille", "le lendemain", "de Noël", "chaque", "ce", "week-end", "l'été", "avant", "entre", "9999", "24 h 59", "0 h",
    "la mi-", "fin", "cette nuit-là", "des années 60", "millénaire", "999999 ans",
    "le premier", "dimanche de", "T1 2012", "l'Aïd", "sous huitaine", "courant", "du mois prochain", "2011/12", "en deux mille",
    "une quarantaine d'", "années", "mi-journée", "et", "chaque 31", "1er-Mai", "(", "âgé de", "ouvert du", "vingt heures trente", "İstanbul", "ß", "e\u0301", "\u202f", "😀",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
)
PUBLISHED = st.one_of(
    st.none(),
    st.dates(max_value=date(9998, 12, 31)).map(lambda day: day.isoformat()),
    st.dates(max_value=date(9998, 12, 31)).map(lambda day: day.isoformat()[:7]),
    st.dates(max_value=date(9998, 12, 31)).map(lambda day: day.isoformat()[:4]),
)


@settings(deadline=None, max_examples=250)
@given(TEXTS, PUBLISHED, st.sampled_from(["fr", "en"]))
def test_any_text_gives_valid_records(text: str, published: str | None, language: str) -> None:
    reading = unparsed(text, published, language)
    found, ages = find_times_and_ages(reading)
    assert (found, ages) == find_times_and_ages(reading)
    assert all(re.fullmatch(r"P\d+(\.\d+)?[YMWD](\d+[YMWD])?", age.value) for age in ages)
    assert not {place for age in ages for place in range(age.start, age.end)} & {
        place for time in found for place in range(time.start, time.end)
    }
    place = 0
    for record in found:
        assert place <= record.start < record.end <= len(text)
        place = record.end
        assert text[record.start : record.end].strip() == text[record.start : record.end]
        assert TIMEX3_VALUE.fullmatch(record.value), record.value
        assert (record.earliest is None) == (record.latest is None)
        if record.earliest is not None and record.latest is not None:
            assert record.earliest <= record.latest
            assert re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?", record.earliest)


@settings(deadline=None, max_examples=60)
@given(TEXTS, st.sampled_from(["fr", "en"]))
def test_no_pattern_is_left_out_at_a_word_it_may_begin_with(text: str, language: str) -> None:
    words = time_words(language)
    assert words is not None
    folded = fold(text)

    def signs() -> list[Sign]:
        return list(scan(folded, 0, len(folded), words, lambda sign: Verdict.TIME))

    narrowed = signs()
    every = tuple(range(len(words.patterns)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Openers, "of", lambda self, word: every)
        assert signs() == narrowed


def test_where_patterns_cannot_be_read_all_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    assert openers.openers(["hier", "demain"]).of("demain") == (1,)
    monkeypatch.setattr(openers, "parser", None)
    assert openers.openers(["hier", "demain"]).of("demain") == (0, 1)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=300))
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_parsed_text_of_any_signs_gives_valid_records() -> None:
    texts = [
        " ".join(PIECES),
        " ".join(reversed(PIECES)),
        "".join(PIECES),
        " ".join(PIECES[::2] + PIECES[1::2]),
    ]
    readings = [reading_of(text, MAY10) for text in texts]
    for reading, found in zip(readings, times_of(readings), strict=True):
        assert all(TIMEX3_VALUE.fullmatch(time.value) for time in found)
        assert all(time.end <= len(reading.text) for time in found)


HOSTILE = [
    "lundi " * 40_000,
    "3, " * 60_000,
    "deux " * 40_000,
    "« hier » " * 20_000,
    "1" * 200_000,
    "le " * 60_000,
    "2012-" * 40_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_hostile_text_takes_linear_time(text: str) -> None:
    start = time.process_time()
    find_times(unparsed(text, MAY10, "fr"))
    assert time.process_time() - start < 12
