"""What a time is resolved on: its anchor, the day of speaking, modifiers, and articles known to the month."""

from __future__ import annotations

import pytest
from time_stage import MAY10, reading_of, times_of

from recoupe.model import Anchor, TimeExpression


def only(text: str, published: str | None = MAY10, language: str = "fr") -> TimeExpression:
    (found,) = times_of([reading_of(text, published, language)])
    assert len(found) == 1, found
    return found[0]


def last(text: str, published: str | None = MAY10) -> TimeExpression:
    (found,) = times_of([reading_of(text, published)])
    return found[-1]


ANCHORS = [
    ("La digue a cédé hier.", Anchor.PUBLISHED),
    ("La digue a cédé le 3 mai 2009.", Anchor.ABSOLUTE),
    ("Elle a cédé le 3 mai 2009. Le lendemain, la plaine était noyée.", Anchor.NARRATIVE),
    ("« La digue peut céder demain », craint le maire.", Anchor.QUOTATION),
    ("La panne a duré trois jours.", Anchor.ABSOLUTE),
]


@pytest.mark.parametrize(("text", "anchor"), ANCHORS)
def test_each_time_says_its_anchor(text: str, anchor: Anchor) -> None:
    assert last(text).anchor is anchor


SPOKEN = [
    ("« Nous partirons demain », a déclaré lundi Lia Morvan.", "demain", "2012-05-08"),
    ("« Nous avons tout vu hier », a affirmé mardi le maire.", "hier", "2012-05-07"),
    (
        "Selon un communiqué daté de mardi soir, l'usine ferme.\nLe patron y écrit : « Rien n'a été volé aujourd'hui. »",
        "aujourd'hui",
        "2012-05-08",
    ),
    ("« Nous voterons demain », promet le maire.", "demain", "2012-05-11"),
    ("« Le conseil se tiendra lundi », a annoncé Lia Morvan.", "lundi", "2012-05-14"),
    ("« Nous nous réunirons lundi en séance fermée », a annoncé Lia Morvan.", "lundi", "2012-05-14"),
]


@pytest.mark.parametrize(("text", "words", "value"), SPOKEN)
def test_a_quotation_is_read_on_the_day_of_speaking(text: str, words: str, value: str) -> None:
    (found,) = times_of([reading_of(text, MAY10)])
    quoted = [time for time in found if text[time.start : time.end] == words]
    assert [(time.value, time.anchor) for time in quoted] == [(value, Anchor.QUOTATION)]


def test_a_quotation_of_an_undated_article_stays_partial() -> None:
    assert only("« Nous partirons demain », dit Lia Morvan.", None).value == "XXXX-XX-XX"


def test_a_date_told_in_a_quotation_does_not_move_the_narrative() -> None:
    text = "Il est mort le 2 avril. « Nous étions le 9 juin 2001 », dit sa fille. Le lendemain, il pleuvait."
    assert last(text).value == "2012-04-03"


MODS = [
    ("Environ trois jours ont passé.", "APPROX"),
    ("Plus de trois jours ont passé.", "MORE_THAN"),
    ("Moins de trois jours ont passé.", "LESS_THAN"),
    ("Au moins trois jours ont passé.", "EQUAL_OR_MORE"),
    ("La gare rouvrira début juin.", "START"),
    ("La gare rouvrira fin juin.", "END"),
    ("La gare rouvrira à la mi-juin.", "MID"),
    ("La gare rouvrira en juin.", None),
]


@pytest.mark.parametrize(("text", "mod"), MODS)
def test_modifiers(text: str, mod: str | None) -> None:
    assert only(text).mod == mod


def test_an_article_of_a_month_gives_hier_an_interval() -> None:
    time = only("La digue a cédé hier.", "2012-05")
    assert (time.value, time.earliest, time.latest) == ("2012-XX-XX", "2012-04-30", "2012-05-30")


def test_nothing_is_filled_in_without_a_date() -> None:
    time = only("La digue a cédé hier.", None)
    assert (time.value, time.earliest, time.latest) == ("XXXX-XX-XX", None, None)
