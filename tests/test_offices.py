"""Offices with dates: the table of holders, and who a title is at an article's date."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from actor_stage import UNKNOWN, actors_of, day

from recoupe.annotate.actors.lexicon import Holder, lexicon
from recoupe.languages import word_list
from recoupe.model import Basis, Granularity, Published

DATE = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")
WANTED = """AFG ARG AUS AUT BEL BFA BGR BRA CAN CHE CHN CIV COD CUB CYP CZE DEU DNK DZA EGY ESP EST FIN FRA GBR GRC HRV HUN IDN IND
    IRL IRN IRQ ISR ITA JPN KOR LBN LTU LUX LVA MAR MEX MLI MLT NER NGA NLD PAK POL PRK PRT QAT ROU RUS RWA SAU SEN SVK SVN SWE SYR
    TUN TUR TWN UKR USA VAT VEN ZAF"""


def rows() -> list[tuple[str, str, str, str, str]]:
    table = word_list("fr", "offices")
    return [tuple(row) for row in (*table["holders"], *table["bodies"])]


def test_the_countries_that_the_press_speaks_of_most_are_there() -> None:
    assert set(WANTED.split()) <= {row[0] for row in rows()}
    assert {"ONU", "Otan", "Commission européenne"} <= {row[0] for row in rows()}


def test_codes_are_known_and_dates_are_dates() -> None:
    countries = word_list("fr", "countries")["countries"]
    bodies = {
        names.split("|")[0]
        for table in ("institutions", "organisations")
        for names, _ in word_list("fr", "organisations")[table]
    }
    for where, title, name, since, until in rows():
        assert where in countries or where in bodies, where
        assert title == title.lower() and name[:1].isupper()
        assert DATE.match(since) and (not until or DATE.match(until)), name


def test_terms_of_one_office_are_in_order_and_do_not_overlap() -> None:
    held: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for where, title, _, since, until in rows():
        assert not until or since < until or until.startswith(since)
        held.setdefault((where, title), []).append((since, until or "9999"))
    for office, terms in held.items():
        assert terms == sorted(terms), office
        for left, right in pairwise(terms):
            shorter = min(len(left[1]), len(right[0]))
            assert left[1][:shorter] <= right[0][:shorter], (office, left, right)


def test_every_country_of_the_table_says_where_it_can_be_checked() -> None:
    from importlib import resources

    text = (resources.files("recoupe.languages") / "fr" / "offices.toml").read_text(encoding="utf-8")
    said = set(re.findall(r"^  # ([A-Z]{3}): \S", text, re.MULTILINE))
    assert {row[0] for row in word_list("fr", "offices")["holders"]} == said


@pytest.mark.parametrize(
    ("since", "until", "earliest", "latest", "holds"),
    [
        ("2010-05-11", "", "2010-05-11", "2010-05-12", True),
        ("2010-05", "", "2010-05-31", "2010-05-31", False),
        ("2010-05", "", "2010-06-01", "2010-06-01", True),
        ("2010", "", "2010-12-31", "2010-12-31", False),
        ("2010", "2015-03", "2015-02-28", "2015-02-28", True),
        ("2010", "2015-03", "2015-03-01", "2015-03-01", False),
        ("2010", "2015-03-09", "2015-03-01", "2015-03-09", False),
    ],
)
def test_a_month_that_is_not_known_to_the_day_is_left_open(
    since: str, until: str, earliest: str, latest: str, holds: bool
) -> None:
    assert Holder("DNK", "maire", "Otto Kern", since, until, "maire").holds(earliest, latest) is holds


TITLES = [
    ("Le chancelier allemand a reçu une délégation.", "2023-06-01", "olaf-scholz"),
    ("La chancelière allemande a reçu une délégation.", "2012-06-01", "angela-merkel"),
    ("Le Premier ministre finlandais hésite.", "2024-02-01", "petteri-orpo"),
    ("Le chef de l'État ivoirien s'exprimera lundi.", "2015-03-02", "alassane-ouattara"),
    ("Le président sud-africain a voyagé.", "2016-03-02", "jacob-zuma"),
    ("Le secrétaire général de l'ONU s'est inquiété.", "2021-03-02", "antonio-guterres"),
    ("La présidente de la Commission européenne a promis une aide.", "2022-03-02", "ursula-von-der-leyen"),
    ("Le secrétaire général de l'Otan a promis une aide.", "2009-03-02", "jaap-de-hoop-scheffer"),
    ("Le président suisse a signé.", "2018-03-02", "alain-berset"),
    ("Le président Biden a téléphoné. M. Biden était bref.", "2023-02-04", "biden"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "iso", "key"), TITLES, ids=[case[2] for case in TITLES])
def test_a_title_is_its_holder_at_the_articles_date(text: str, iso: str, key: str) -> None:
    actors, _ = actors_of(text, day(iso))
    assert key in actors, list(actors)


@pytest.mark.parametrize("text", [case[0] for case in TITLES[:9]])
def test_without_a_date_no_title_is_resolved(text: str) -> None:
    names = {holder.name for holder in (*lexicon("fr").holders, *lexicon("fr").heads)}
    assert not names & {actor.name for actor in actors_of(text, UNKNOWN)[0].values()}


def test_a_family_name_with_an_office_finds_its_holder_only_at_a_date() -> None:
    text = "Le président Biden a téléphoné."
    dated, undated = actors_of(text, day("2023-02-04"))[0], actors_of(text, UNKNOWN)[0]
    assert (dated["biden"].name, dated["biden"].country) == ("Joe Biden", "USA")
    assert (undated["biden"].name, undated["biden"].country) == ("Biden", None)


def test_a_year_over_two_terms_resolves_nothing() -> None:
    over = Published(
        earliest="2021-01-01",
        latest="2021-12-31",
        granularity=Granularity.YEAR,
        basis=Basis.STATED,
        because="",
    )
    assert "chancelier-deu" in actors_of("Le chancelier allemand hésite.", over)[0]


SUCCESSIONS = [
    # (text, date, the actor of the last mention of the words, words)
    ("Joe Biden a critiqué son prédécesseur.", "2021-06-01", "donald-trump", "son prédécesseur"),
    ("Le chancelier allemand, Olaf Scholz, a salué sa devancière.", "2023-06-01", "angela-merkel", "sa devancière"),
    ("Oona Tresk a succédé à Ilda Marsan. Sa devancière avait tenu six ans.", None, "ilda-marsan", "Sa devancière"),
    ("Otto Kern a été remplacé par Karl Duval. Son successeur arrive lundi.", None, "karl-duval", "Son successeur"),
    ("Le maire Karl Duval part. Son successeur, Otto Kern, arrive lundi.", None, "otto-kern", "Son successeur"),
    ("Le président Orlo Vint tourne la page d'Ilda Marsan. Sa devancière s'est tue.", None, "ilda-marsan", "Sa devancière"),
    ("Otto Kern est parti. Karl Duval est venu. Son prédécesseur boude.", None, "predecesseur", "Son prédécesseur"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "iso", "key", "words"), SUCCESSIONS, ids=[c[0][:40] for c in SUCCESSIONS])
def test_who_came_before_or_after(text: str, iso: str | None, key: str, words: str) -> None:
    _, mentions = actors_of(text, day(iso) if iso else UNKNOWN)
    assert words in mentions.get(key, []), mentions


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Le chef de l'État saldovien, Orlo Vint, a juré. La Saldovie espère. Le nouveau chef de l'État a promis la paix.", "orlo-vint"),
        ("Orlo Vint est le nouveau maire. Le nouveau maire a promis un pont.", "orlo-vint"),
        ("Otto Kern a cédé. Le maire a signé l'accord.", "otto-kern"),
    ],
)  # fmt: skip
def test_a_bare_title_takes_up_the_person_just_named(text: str, key: str) -> None:
    _, mentions = actors_of(text)
    assert len(mentions[key]) >= 2, mentions


@pytest.mark.parametrize(
    ("text", "iso", "key", "words"),
    [
        ("The French president met a delegation.", "2018-03-02", "emmanuel-macron", "The French president"),
        ("The former mayor praised the German chancellor.", "2012-03-02", "angela-merkel", "the German chancellor"),
        ("The French president met a delegation.", None, "president-fra", "The French president"),
    ],
)  # fmt: skip
def test_an_english_title_is_its_holder_at_the_date(text: str, iso: str | None, key: str, words: str) -> None:
    _, mentions = actors_of(text, day(iso) if iso else UNKNOWN, "en")
    assert mentions.get(key) == [words], mentions


def test_an_english_adjective_names_its_country() -> None:
    _, mentions = actors_of("He said Norwegian troops had left.", UNKNOWN, "en")
    assert mentions["norway"] == ["Norwegian"]


# The offices that the press names most, and the months on whose 15th nobody held them for sure: interims, and changes known to the month.
LEADERS = {
    "président": "USA FRA RUS UKR CHN TUR DZA TUN SEN NGA ZAF BRA MEX ARG COL COD CMR RWA KEN CHE BLR ROU",
    "premier ministre": "FRA GBR ITA ESP BEL IND JPN ISR CAN AUS POL HUN SWE NLD DNK NOR IRL",
    "chancelier": "DEU",
    "roi": "MAR SAU",
}
VACANT = [
    ("président", "IRN", "2024-06 2024-07"), ("président", "KOR", "2017-03 2017-04 2025-04 2025-05"), ("président", "POL", "2010-04 2010-05 2010-06 2010-07"),
    ("président", "VEN", "2013-03 2013-04"), ("président", "PSE", "2004-11 2004-12"), ("pape", "VAT", "2005-04"), ("premier ministre", "ETH", "2012-09"),
    ("premier ministre", "GRC", "2012-05 2023-05"), ("premier ministre", "PRT", "2015-11"), ("premier ministre", "FIN", "2015-05"),
    ("chancelier", "AUT", "2016-05 2025-01 2025-02"), ("président", "CIV", "2000-10 2011-04 2011-05"), ("président", "MLI", "2020-09"),
    ("premier ministre", "CZE", "2002-07 2017-12 2021-12 2025-12"), ("premier ministre", "SVK", "2010-07"),
]  # fmt: skip
WATCHED = [(title, code, "") for title, codes in LEADERS.items() for code in codes.split()]


@pytest.mark.parametrize(("title", "code", "vacant"), [*WATCHED, *VACANT])
def test_from_2000_to_2025_no_holder_is_missing(title: str, code: str, vacant: str) -> None:
    known = lexicon("fr")
    folded = title.replace("é", "e")
    days = [f"{year}-{month:02}-15" for year in range(2000, 2026) for month in range(1, 13)]
    missing = [day[:7] for day in days[6:] if known.holder(folded, code, day, day) is None]
    assert missing == vacant.split()


def test_a_term_that_ends_for_sure_is_not_carried_on() -> None:
    assert lexicon("fr").holder("president", "USA", "2031-03-01", "2031-03-01") is None
