"""What an article alone states of its date: fields, header lines, numbers of posts, weekdays; refusals and conflicts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.annotate import annotate
from recoupe.annotate.publication import date_article, post_day, stated_interval
from recoupe.annotate.publication.bounds import say
from recoupe.annotate.publication.header_dates import header_dates
from recoupe.annotate.reading import Reading
from recoupe.annotate.times.timex import fold
from recoupe.languages import LANGUAGES, word_list
from recoupe.model import Article, Basis, Granularity, Published, Reason, Role, Zone
from recoupe.zones import find_zones

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


@pytest.mark.parametrize("line", ["Par Lia Morvan", "3 mai", "Mardi 3 mai", "n° 2011-05-3"])
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


# --------------------------------------------------------------------------- lines as pages write them

SENTENCE = {
    "fr": "La digue d'Orvane a cédé pendant la nuit et toute la plaine est noyée, selon la mairie de Combreux.",
    "en": "The Orvane dike gave way during the night and the whole plain is under water, the town hall says.",
}
TITLE = {"fr": "La digue d'Orvane cède", "en": "Orvane dike gives way"}


def page(
    language: str, line: str, stated: str | None = None, extra: dict[str, str] | None = None
) -> Published:
    """The date of an article with a header line between its title and its text, its zones found as always."""
    text = f"{TITLE[language]}\n{line}\n\n{SENTENCE[language]}\n"
    article = Article(id="a", text=text, language=language, stated_date=stated, extra=extra or {})
    return date_article(Reading(article, language, find_zones(article, language)))


WRITTEN = [
    ("fr", "Publié le 13/03/2023 à 14h05", "2023-03-13T14:05"),
    ("fr", "Publié le 13/03/2023", "2023-03-13"),
    ("fr", "PUBLIE LE 13 FEVRIER 2023", "2023-02-13"),
    ("fr", "Publie le 3 aout 2023", "2023-08-03"),
    ("fr", "Le 13 mars 2023 à 14h05", "2023-03-13T14:05"),
    ("fr", "Lundi 13 mars 2023", "2023-03-13"),
    ("fr", "Orvane, le 13 mars 2023", "2023-03-13"),
    ("fr", "Par Lia Morvan | 13 mars 2023", "2023-03-13"),
    ("fr", "1er mars 2023", "2023-03-01"),
    ("fr", "13.03.2023", "2023-03-13"),
    ("fr", "13/03/23", "2023-03-13"),
    ("fr", "mars 2023", "2023-03"),
    ("fr", "date 2023-03", "2023-03"),
    ("fr", "2023-03-13T10:22:00Z", "2023-03-13T10:22:00Z"),
    ("fr", "March 13, 2023", "2023-03-13"),
    ("fr", "Mis à jour le 14/03/2023 à 9h, publié le 13/03/2023", "2023-03-13"),
    ("en", "March 13, 2023", "2023-03-13"),
    ("en", "MARCH 13, 2023", "2023-03-13"),
    ("en", "Published 13 March 2023 14:05 GMT", "2023-03-13T14:05Z"),
    ("en", "Mon 13 Mar 2023 14.05 GMT", "2023-03-13T14:05Z"),
    ("en", "Published March 13, 2023 2:05 p.m.", "2023-03-13T14:05"),
    ("en", "Published March 13, 2023 12:05 AM", "2023-03-13T00:05"),
    ("en", "By Lia Morvan | March 13, 2023", "2023-03-13"),
    ("en", "03/13/2023", "2023-03-13"),
    ("en", "Published March 13, 2023. Updated March 14, 2023", "2023-03-13"),
]


@pytest.mark.parametrize(("language", "line", "stated"), WRITTEN)
def test_a_line_states_what_it_writes(language: str, line: str, stated: str) -> None:
    published = page(language, line)
    assert (published.stated, published.basis) == (stated, Basis.STATED)
    assert published.earliest is not None and published.earliest[: len(stated)] == stated[:10]


OPENINGS = [
    ("fr", "ORVANE, 13 mars 2023 (Agence Mirande) - ", "2023-03-13"),
    ("fr", "Orvane (Agence Mirande), le 13 mars 2023 — ", "2023-03-13"),
    ("fr", "date 2024-04 ", "2024-04"),
    ("fr", "2024-04-13T10:22:00Z ", "2024-04-13T10:22:00Z"),
    ("en", "ORVANE, March 13, 2023 (Mirande Agency) - ", "2023-03-13"),
    ("en", "ORVANE, 13 March 2023 -- ", "2023-03-13"),
    ("en", "date 2024-04 ", "2024-04"),
]


@pytest.mark.parametrize(("language", "opening", "stated"), OPENINGS)
def test_an_opening_states_what_it_writes(language: str, opening: str, stated: str) -> None:
    article = Article(id="a", text=opening + SENTENCE[language], language=language)
    assert date_article(Reading(article, language, find_zones(article, language))).stated == stated


@pytest.mark.parametrize(("language", "opening"), [("fr", "ORVANE, 13 mars"), ("en", "ORVANE, March 13")])
def test_a_dateline_without_a_year_finds_it_in_what_else_is_known(language: str, opening: str) -> None:
    text = f"{opening} (Agence Mirande) - {SENTENCE[language]}"
    article = Article(id="a", text=text, language=language, stated_date="2023")
    published = date_article(Reading(article, language, find_zones(article, language)))
    assert (published.earliest, published.latest, published.granularity) == (
        "2023-03-13",
        "2023-03-13",
        Granularity.DAY,
    )
    alone = date_article(Reading(Article(id="a", text=text), language, find_zones(article, language)))
    assert alone.basis is Basis.UNKNOWN


def test_a_dateline_of_the_day_before_is_no_conflict() -> None:
    lines = [(Role.DATELINE, "ORVANE, 2 mai 2011 -"), (Role.BODY, BODY)]
    assert "conflit" not in dated(lines, "2011-05-03").because
    assert "conflit" in dated(lines, "2011-06-03").because
    assert dated(lines, "2011-06-03").earliest == "2011-06-03"


def test_figures_that_may_have_either_first_bound_both_ways_in_english_only() -> None:
    published = page("en", "03/05/2023")
    assert (published.earliest, published.latest, published.granularity) == (
        "2023-03-05",
        "2023-05-03",
        Granularity.YEAR,
    )
    assert page("en", "03/05/2023", "2023-03").earliest == "2023-03-05"
    assert page("fr", "03/05/2023").earliest == page("fr", "03/05/2023").latest == "2023-05-03"


def test_a_weekday_must_agree_with_its_date() -> None:
    assert "conflit" not in page("fr", "Lundi 13 mars 2023").because
    published = page("fr", "Mardi 13 mars 2023")
    assert "conflit" in published.because and published.earliest == "2023-03-13"


def test_a_line_with_a_day_that_does_not_exist_is_refused() -> None:
    published = page("fr", "Publié le 30 février 2023")
    assert published.basis is Basis.UNKNOWN and "refusée" in published.because


def test_the_day_is_the_one_that_is_written_whatever_the_zone() -> None:
    for stated in ("2023-03-13T23:30:00-05:00", "2023-03-13T00:30:00+02:00"):
        assert dated([(Role.BODY, BODY)], stated).earliest == "2023-03-13"


# --------------------------------------------------------------------------- bounds from above


def test_an_update_bounds_from_above() -> None:
    published = page("fr", "Mis à jour le 5 mai 2011")
    assert (published.earliest, published.latest, published.basis) == (None, "2011-05-05", Basis.INFERRED)
    assert page("en", "Updated May 5, 2011").latest == "2011-05-05"
    assert page("fr", "Mis à jour le 5 mai 2011", "2011-05").latest == "2011-05-05"
    late = page("fr", "Mis à jour le 5 mai 2011", "2011-06-02")
    assert (late.earliest, late.latest) == ("2011-06-02", "2011-06-02") and "conflit" in late.because


@pytest.mark.parametrize("name", ["fetched", "Crawl date", "collected_at", "date_de_collecte", "Capturé le"])
def test_a_date_after_the_article_was_collected_is_refused(name: str) -> None:
    future = page("fr", "", "2031-05-03", {name: "2023-03-20T08:00:00Z"})
    assert (future.earliest, future.latest, future.basis) == (None, "2023-03-21", Basis.INFERRED)
    assert "refusée" in future.because and "2031-05-03" in future.because
    line = page("fr", "Publié le 3 mai 2031", None, {name: "2023-03-20"})
    assert (line.earliest, line.latest) == (None, "2023-03-21") and "refusée" in line.because


def test_the_day_of_collecting_refuses_nothing_that_may_be_and_narrows_a_month() -> None:
    assert page("fr", "", "2023-03-21", {"fetched": "2023-03-20"}).earliest == "2023-03-21"
    month = page("fr", "date 2023-03", None, {"fetched": "2023-03-20"})
    assert (month.earliest, month.latest, month.granularity) == (
        "2023-03-01",
        "2023-03-21",
        Granularity.MONTH,
    )
    assert page("fr", "", None, {"fetched": "hier", "words": "2023-03-20"}).basis is Basis.UNKNOWN


def test_without_a_day_of_collecting_no_clock_is_asked() -> None:
    assert dated([(Role.BODY, BODY)], "2099-05-03").earliest == "2099-05-03"


# --------------------------------------------------------------------------- what is told as past


def told(text: str) -> Published:
    [annotation] = annotate([Article(id="a", text=text, language="fr")])
    return annotation.published


TOLD = [
    ("La digue d'Orvane a cédé le 3 mai 2011.", "2011-05-03"),
    ("La digue d'Orvane a été inaugurée en mars 2011 par la mairie.", "2011-03-01"),
    ("Le 3 mai 2011, la digue d'Orvane a cédé sous la pluie.", "2011-05-03"),
    ("La digue a cédé le 3 mai 2011. Elle avait déjà cédé le 8 juin 1987.", "2011-05-03"),
    ("La romancière est morte le 3 mai 2011 à Combreux.", "2011-05-03"),
]


@pytest.mark.parametrize(("text", "earliest"), TOLD)
def test_an_article_is_not_older_than_what_it_tells_as_past(text: str, earliest: str) -> None:
    published = told(text)
    assert (published.earliest, published.latest, published.basis) == (earliest, None, Basis.INFERRED)


NOT_TOLD = [
    "La digue d'Orvane sera rouverte le 3 mai 2031.",
    "La digue d'Orvane devait être rouverte le 3 mai 2031.",
    "La mairie a annoncé la réouverture de la digue le 3 mai 2031.",
    "La réouverture de la digue a été reportée au 3 mai 2031.",
    "Le maire a été convoqué le 3 mai 2031 devant le tribunal.",
    "La mairie avait promis de rouvrir la digue le 3 mai 2031.",
    "La mairie a prolongé les travaux jusqu'au 3 mai 2031.",
    "La mairie a signé un bail qui court jusqu'en 2031.",
    "« La digue a cédé le 3 mai 2031 », écrit la romancière dans un conte.",
    "Le 3 mai 2031, a promis le maire, la digue sera rouverte.",
    "La digue serait tombée le 3 mai 2031.",
]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_is_planned_promised_quoted_or_put_off_bounds_nothing(text: str) -> None:
    assert told(text).basis is Basis.UNKNOWN


# --------------------------------------------------------------------------- properties


@given(st.text(alphabet="0123456789/-.: ,hTZlejanvmrsprilaoûtMarchJuneàédt'", max_size=80), st.booleans())
def test_any_line_gives_dates_inside_it(line: str, day_first: bool) -> None:
    place = 0
    for found in header_dates(fold(line), 0, len(line), day_first):
        assert place <= found.start < found.end <= len(line)
        place = found.end
        for reading in found.readings:
            assert not isinstance(stated_interval(reading), str) or not 1800 <= int(reading[:4]) <= 2100


def test_a_long_line_of_figures_takes_linear_time() -> None:
    for line in ("1/" * 100_000, "12 mars " * 25_000, "2011-" * 40_000, "le " * 60_000):
        started = time.process_time()
        assert all(found.end <= len(line) for found in header_dates(line, 0, len(line), True))
        assert time.process_time() - started < 2


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
