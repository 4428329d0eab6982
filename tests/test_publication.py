"""What an article alone states of its date: fields, header lines, numbers of posts, weekdays; refusals and conflicts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.annotate.bounds import say
from recoupe.annotate.publication import date_article, post_day, stated_interval
from recoupe.annotate.reading import Reading
from recoupe.languages import LANGUAGES, word_list
from recoupe.model import Article, Basis, Granularity, Published, Reason, Role, Zone

BODY = "La digue d'Orvane a cédé et la plaine est noyée."
OLD_POST = ((1_304_380_800_000 - 1_288_834_974_657) << 22) + 77  # 3 May 2011, 00:00 UTC


def dated(
    lines: list[tuple[Role, str]],
    stated: str | None = None,
    url: str | None = None,
    source: str | None = None,
) -> Published:
    """The date of an article made of lines with their roles."""
    text, zones = "", []
    for role, line in lines:
        zones.append(Zone(start=len(text), end=len(text) + len(line), role=role))
        text += line + "\n"
    article = Article(id="a", text=text, stated_date=stated, date_source=source, url=url)
    return date_article(Reading(article, "fr", tuple(zones)))


STATED = [
    ("2011", "2011-01-01", "2011-12-31", Granularity.YEAR),
    ("2011-02", "2011-02-01", "2011-02-28", Granularity.MONTH),
    ("2012-02", "2012-02-01", "2012-02-29", Granularity.MONTH),
    ("2011-05-03", "2011-05-03", "2011-05-03", Granularity.DAY),
    ("2011-05-03T06:42", "2011-05-03", "2011-05-03", Granularity.MINUTE),
    ("2011-05-03T06:42:10+02:00", "2011-05-03", "2011-05-03", Granularity.SECOND),
    ("2011-05-03T06:42:10Z", "2011-05-03", "2011-05-03", Granularity.SECOND),
]


@pytest.mark.parametrize(("stated", "earliest", "latest", "granularity"), STATED)
def test_a_field_dates_as_finely_as_it_says(
    stated: str, earliest: str, latest: str, granularity: Granularity
) -> None:
    published = dated([(Role.BODY, BODY)], stated)
    assert (published.earliest, published.latest) == (earliest, latest)
    assert (published.granularity, published.basis, published.stated) == (granularity, Basis.STATED, stated)


def test_the_place_of_the_field_is_said() -> None:
    assert "flux de La Vigie" in dated([(Role.BODY, BODY)], "2011-05-03", source="flux de La Vigie").because


@pytest.mark.parametrize(
    "stated", ["2011-02-30", "2011-13", "0003-05-01", "9999", "hier", "2011-5-3", "20110503", ""]
)
def test_an_impossible_date_is_refused_with_its_reason(stated: str) -> None:
    published = dated([(Role.BODY, BODY)], stated)
    assert (published.earliest, published.latest, published.basis) == (None, None, Basis.UNKNOWN)
    assert published.granularity is Granularity.UNKNOWN
    assert not stated or "refusée" in published.because


def test_nothing_stated_is_unknown() -> None:
    published = dated([(Role.HEADLINE, "La digue cède"), (Role.BODY, BODY)])
    assert (published.earliest, published.latest, published.basis) == (None, None, Basis.UNKNOWN)
    assert published.because == say(Reason(key="unknown"), "fr")


LINES = [
    (Role.METADATA, "3 mai 2011", "2011-05-03", "2011-05-03", Granularity.DAY),
    (Role.METADATA, "Publié le 03/05/2011 à 18h42", "2011-05-03", "2011-05-03", Granularity.MINUTE),
    (Role.METADATA, "date 2011-05", "2011-05-01", "2011-05-31", Granularity.MONTH),
    (Role.METADATA, "Mai 2011", "2011-05-01", "2011-05-31", Granularity.MONTH),
    (Role.DATELINE, "ORVANE, 3 mai 2011 -", "2011-05-03", "2011-05-03", Granularity.DAY),
    (
        Role.METADATA,
        "Publié le 3 mai 2011, mis à jour le 5 mai 2011",
        "2011-05-03",
        "2011-05-03",
        Granularity.DAY,
    ),
]


@pytest.mark.parametrize(("role", "line", "earliest", "latest", "granularity"), LINES)
def test_a_header_line_dates(
    role: Role, line: str, earliest: str, latest: str, granularity: Granularity
) -> None:
    published = dated([(role, line), (Role.BODY, BODY)])
    assert (published.earliest, published.latest) == (earliest, latest)
    assert (published.granularity, published.basis) == (granularity, Basis.STATED)


@pytest.mark.parametrize(
    "line", ["Par Lia Morvan", "3 mai", "Mardi 3 mai", "n° 2011-05-3"]
)
def test_a_line_of_another_kind_does_not_date(line: str) -> None:
    assert dated([(Role.METADATA, line), (Role.BODY, BODY)]).basis is Basis.UNKNOWN


def test_a_date_of_the_story_is_not_the_date_of_the_article() -> None:
    assert dated([(Role.BODY, "La digue d'Orvane a été bâtie le 3 mai 2011.")]).basis is Basis.UNKNOWN


def test_a_line_refines_a_month() -> None:
    published = dated([(Role.METADATA, "3 mai 2011"), (Role.BODY, BODY)], "2011-05")
    assert (published.earliest, published.latest, published.granularity) == (
        "2011-05-03",
        "2011-05-03",
        Granularity.DAY,
    )


def test_a_line_that_contradicts_is_reported_and_moves_nothing() -> None:
    published = dated([(Role.METADATA, "3 mai 2010"), (Role.BODY, BODY)], "2011-05-03")
    assert (published.earliest, published.latest) == ("2011-05-03", "2011-05-03")
    assert "conflit" in published.because and "3 mai 2010" in published.because


POST = f"https://x.com/lavigie/status/{OLD_POST}"


def test_the_number_of_a_post_holds_its_day() -> None:
    assert str(post_day(OLD_POST, "twitter")) == "2011-05-03"
    assert str(post_day(1_304_380_800_000 << 16, "mastodon")) == "2011-05-03"
    assert post_day(20, "twitter") is None


@pytest.mark.parametrize(
    "address",
    [
        POST,
        f"https://twitter.com/i/web/status/{OLD_POST}",
        f"https://parole.example/@lavigie/{1_304_380_800_000 << 16}",
    ],
)
def test_a_cited_post_bounds_a_month_from_below(address: str) -> None:
    published = dated([(Role.METADATA, "date 2011-05"), (Role.EMBED, address), (Role.BODY, BODY)])
    assert (published.earliest, published.latest) == ("2011-05-03", "2011-05-31")
    assert (published.granularity, published.basis) == (Granularity.MONTH, Basis.STATED)


def test_a_cited_post_alone_bounds_one_side() -> None:
    published = dated([(Role.EMBED, POST), (Role.BODY, BODY)])
    assert (published.earliest, published.latest, published.basis) == ("2011-05-03", None, Basis.INFERRED)


def test_a_post_after_the_date_of_the_article_is_a_conflict() -> None:
    published = dated([(Role.EMBED, POST), (Role.BODY, BODY)], "2011-04-30")
    assert (published.earliest, published.latest) == ("2011-04-30", "2011-04-30")
    assert "conflit" in published.because


def test_any_long_number_is_no_post() -> None:
    assert dated([(Role.BODY, f"Le compte {OLD_POST} a été vidé.")]).basis is Basis.UNKNOWN


def test_an_address_that_holds_a_date() -> None:
    published = dated([(Role.BODY, BODY)], url="https://lavigie.example/2011/05/03/digue.html")
    assert (published.earliest, published.latest, published.basis) == (
        "2011-05-03",
        "2011-05-03",
        Basis.INFERRED,
    )
    assert dated([(Role.BODY, BODY)], url="https://lavigie.example/article/201105034").basis is Basis.UNKNOWN


def test_a_weekday_that_does_not_fit_is_a_conflict() -> None:
    agrees = dated([(Role.BODY, "Le procès s'ouvrira mardi 10 mai.")], "2011-05-03")
    differs = dated([(Role.BODY, "Le procès s'ouvrira vendredi 10 mai.")], "2011-05-03")
    assert "conflit" not in agrees.because
    assert "conflit" in differs.because
    assert (differs.earliest, differs.latest) == ("2011-05-03", "2011-05-03")


def test_a_weekday_narrows_a_wide_interval() -> None:
    published = dated([(Role.BODY, "Le procès s'ouvrira mardi 10 mai.")], "2011")
    assert published.granularity is Granularity.YEAR
    assert published.earliest is not None and published.latest is not None
    assert published.earliest <= "2011-05-10" <= published.latest


@given(st.text(max_size=120), st.one_of(st.none(), st.text(max_size=30)))
def test_any_text_and_field_gives_an_ordered_interval(text: str, stated: str | None) -> None:
    published = dated(
        [(Role.METADATA, text.replace("\n", " ")), (Role.BODY, text.replace("\n", " "))], stated
    )
    if published.earliest and published.latest:
        assert published.earliest <= published.latest
    assert published.because


@given(st.dates())
def test_every_day_between_the_years_that_count_is_taken(day: object) -> None:
    read = stated_interval(str(day))
    assert isinstance(read, str) == (not 1800 <= int(str(day)[:4]) <= 2100)


def test_both_languages_have_the_same_reasons() -> None:
    tables = [word_list(language, "dating")["reasons"] for language in LANGUAGES]
    assert tables[0].keys() == tables[1].keys()
    for key in tables[0]:
        holes = [sorted(part.split("}")[0] for part in table[key].split("{")[1:]) for table in tables]
        assert holes[0] == holes[1], key
