"""Times of an article that its story dated: resolved on the narrowed interval where that leaves one reading."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from recoupe.annotate import annotate
from recoupe.crosscheck.account import build_account
from recoupe.crosscheck.dating import Link
from recoupe.crosscheck.retiming import retime_articles
from recoupe.model import Annotation, Article, Basis, EventRow, Granularity, Published


def read(text: str, stated: str | None = None, name: str = "a") -> Annotation:
    [annotation] = annotate([Article(id=name, text=text, language="fr", stated_date=stated)])
    return annotation


def between(earliest: str | None, latest: str | None) -> Published:
    return Published(
        earliest=earliest,
        latest=latest,
        granularity=Granularity.WEEK,
        basis=Basis.INFERRED,
        because="",
    )


def times(text: str, earliest: str, latest: str, links: list[Link] | None = None) -> dict[str, str]:
    """The values of the times of an undated article, by their words, once it is known to be of these days."""
    annotation = read(text)
    [again] = retime_articles([annotation], {"a": between(earliest, latest)}, links or [])
    return {again.text[time.start : time.end]: time.value for time in again.times}


CASES = [
    ("L'armée a bombardé le port d'Orvane samedi soir.", "samedi soir", "2011-05-07TEV"),
    ("L'armée a bombardé le port d'Orvane hier.", "hier", "2011-05-XX"),
    ("La mairie a rouvert le fort la semaine dernière.", "la semaine dernière", "2011-WXX"),
    ("Le maire a déclaré samedi que le fort était pris.", "samedi", "2011-05-07"),
]


@pytest.mark.parametrize(("text", "words", "value"), CASES)
def test_a_time_is_read_on_the_narrowed_interval(text: str, words: str, value: str) -> None:
    assert times(text, "2011-05-07", "2011-05-13")[words] == value


def test_on_one_day_every_time_that_hangs_on_it_is_known() -> None:
    text = "L'armée a bombardé le port d'Orvane hier. Elle était arrivée la semaine dernière."
    assert times(text, "2011-05-09", "2011-05-09") == {
        "hier": "2011-05-08",
        "la semaine dernière": "2011-W18",
    }


def test_what_two_ends_do_not_share_keeps_its_weekday_and_gets_an_interval() -> None:
    annotation = read("L'armée a bombardé le port d'Orvane samedi soir.")
    [again] = retime_articles([annotation], {"a": between("2011-05-02", "2011-05-13")}, [])
    [time] = again.times
    assert time.value == "XXXX-WXX-6TEV"
    assert (time.earliest or "")[:10] == "2011-04-30" and (time.latest or "")[:10] == "2011-05-07"


def test_the_event_takes_the_day_of_its_weekday() -> None:
    annotation = read("L'armée a bombardé le port d'Orvane samedi soir.")
    [again] = retime_articles([annotation], {"a": between("2011-05-07", "2011-05-13")}, [])
    assert [(event.earliest or "")[:10] for event in annotation.events] == [""] * len(annotation.events)
    assert "2011-05-07" in {(event.earliest or "")[:10] for event in again.events}


def test_the_statement_takes_the_day_behind_its_verb() -> None:
    annotation = read("Le maire d'Orvane a déclaré samedi que le fort était pris.")
    [again] = retime_articles([annotation], {"a": between("2011-05-07", "2011-05-13")}, [])
    assert [said.earliest for said in again.attributions] == ["2011-05-07"]


def test_a_weekday_that_another_article_names_is_that_day() -> None:
    linked = Link(
        target="a", source="b", reason="copy_near", day=date(2011, 5, 7), low=None, high=None, weekday=6
    )
    text = "L'armée a bombardé le port d'Orvane samedi soir."
    assert times(text, "2011-05-07", "2011-05-14", [linked])["samedi soir"] == "2011-05-07TEV"


def test_a_weekday_whose_tense_is_not_told_stays_as_it_was() -> None:
    assert times("Fort d'Orvane, samedi.", "2011-05-07", "2011-05-13")["samedi"] == "XXXX-WXX-6"


@pytest.mark.parametrize(
    "text",
    [
        "La garde a attaqué le fort d'Orvane le 3 avril 2011.",
        "Le fort ferme le samedi.",
        "Le fort a tenu trois jours.",
        "« Nous partirons demain », a déclaré le 3 avril 2011 Lia Morvan.",
    ],
)
def test_times_that_do_not_hang_on_the_date_stay(text: str) -> None:
    annotation = read(text)
    [again] = retime_articles([annotation], {"a": between("2011-05-07", "2011-05-13")}, [])
    assert again.times == annotation.times


def test_an_article_whose_date_is_what_it_was_is_left_alone() -> None:
    dated, undated = read("La garde a attaqué le fort hier.", "2011-05-09"), read("La garde a attaqué hier.")
    assert retime_articles([dated], {"a": dated.published}, [])[0] is dated
    assert retime_articles([undated], {"a": between(None, "2011-05-13")}, [])[0] is undated


LEAD = (
    "L'armée a bombardé le port d'Orvane samedi soir, à l'aide de canons sortis la veille "
    "des réserves du vieux fort, selon des habitants des deux rives."
)


def test_in_the_account_an_undated_copy_dates_its_event_by_the_dated_one() -> None:
    articles = [
        read(f"{LEAD} La mairie n'a rien dit.", "2011-05-08", "b"),
        read(f"{LEAD} Les ponts sont fermés.", None, "c"),
    ]
    account = build_account(articles)
    assert account.published["c"].earliest == "2011-05-07" and account.published["c"].latest == "2011-05-14"
    attacks = [row for row in account.rows if isinstance(row, EventRow) and row.type.value == "ASSAULT"]
    assert {(row.earliest, row.latest) for row in attacks} == {("2011-05-07", "2011-05-07")}
    english = build_account(articles, "en").published["c"]
    assert "within a week" in english.because
    assert msgspec.structs.replace(english, because="") == msgspec.structs.replace(
        account.published["c"], because=""
    )
