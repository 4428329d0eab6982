"""Thirty invented situations with gold accounts: the gold is sound, and what the account reaches does not fall.

The situations "dopage" and "hopital" are kept apart: no rule is made for them, so no floor is pinned on them. "blocus" and "riviere"
were kept apart and are opened; no floor is pinned on them yet.
"""

import datetime
import json
import re
from pathlib import Path

import msgspec
import pytest
from gold.situations.build import NAMES, SECTIONS, build
from test_evaluation import as_rows

from recoupe.annotate import annotate
from recoupe.crosscheck.account import build_account
from recoupe.evaluation import evaluate_account
from recoupe.model import Article
from recoupe.readers import read_paths

HERE = Path(__file__).parent / "gold" / "situations"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

# Of situations that hold an article without a date.
YEARS = {
    "greve": "2029",
    "usine": "2028",
    "coalition": "2030",
    "frontiere": "2031",
    "epidemie": "2033",
    "otages": "2034",
    "riposte": "2034",
    "putsch": "2036",
    "seisme": "2031",
    "train": "2034",
    "incendie": "2036",
    "treve": "2037",
    "retraites": "2035",
    "blocus": "2039",
    "riviere": "2042",
}

# Right rows of the situations for development. A floor is only ever raised.
FLOORS = {
    "negociation": [
        ("events", "found", 11),
        ("events", "parties", 9),
        ("statements", "standing", 5),
        ("positions", "found", 2),
        ("quantities", "standing", 5),
        ("ledger", "condition_status", 2),
        ("ledger", "parts", 9),
        ("relations", "settles", 3),
        ("relations", "contradicts", 1),
        ("relations", "supersedes", 1),
    ],
    "crue": [
        ("events", "found", 8),
        ("quantities", "found", 13),
        ("quantities", "standing", 11),
        ("relations", "supersedes", 6),
        ("relations", "contradicts", 1),
        ("ledger", "found", 5),
        ("ledger", "parts", 7),
        ("statements", "standing", 4),
    ],
    "proces": [
        ("ledger", "parts", 11),
        ("ledger", "condition_status", 1),
        ("standing", "established", 1),
        ("statements", "standing", 4),
        ("quantities", "standing", 4),
    ],
    "greve": [
        ("ledger", "found", 8),
        ("ledger", "parts", 11),
        ("relations", "contradicts", 2),
        ("relations", "supersedes", 2),
        ("statements", "standing", 7),
        ("quantities", "standing", 7),
    ],
    "usine": [
        ("ledger", "parts", 9),
        ("relations", "contradicts", 2),
        ("relations", "supersedes", 5),
        ("statements", "standing", 4),
        ("quantities", "standing", 9),
    ],
    "coalition": [
        ("ledger", "parts", 13),
        ("relations", "contradicts", 1),
        ("relations", "supersedes", 1),
        ("standing", "established", 2),
        ("statements", "standing", 5),
        ("quantities", "standing", 5),
    ],
    "frontiere": [
        ("ledger", "parts", 14),
        ("relations", "contradicts", 2),
        ("relations", "supersedes", 2),
        ("standing", "established", 1),
        ("statements", "standing", 3),
        ("quantities", "standing", 4),
    ],
    "ferry": [
        ("quantities", "standing", 11),
        ("ledger", "parts", 13),
        ("relations", "contradicts", 4),
        ("relations", "supersedes", 5),
        ("statements", "standing", 6),
    ],
    "entrepot": [
        ("ledger", "parts", 11),
        ("relations", "contradicts", 3),
        ("relations", "supersedes", 4),
        ("statements", "standing", 6),
        ("quantities", "standing", 7),
    ],
    "mairie": [
        ("ledger", "parts", 17),
        ("ledger", "condition_status", 1),
        ("relations", "contradicts", 6),
        ("statements", "standing", 7),
        ("quantities", "standing", 4),
    ],
    "piratage": [
        ("ledger", "parts", 15),
        ("relations", "contradicts", 6),
        ("relations", "supersedes", 1),
        ("statements", "standing", 8),
        ("quantities", "standing", 6),
    ],
    "cyclone": [
        ("ledger", "parts", 12),
        ("relations", "contradicts", 7),
        ("relations", "supersedes", 7),
        ("statements", "standing", 5),
        ("quantities", "standing", 7),
    ],
    "stade": [
        ("ledger", "parts", 15),
        ("ledger", "condition_status", 1),
        ("quantities", "found", 6),
        ("relations", "supersedes", 3),
        ("statements", "standing", 4),
        ("quantities", "standing", 4),
        ("relations", "contradicts", 2),
    ],
    "oleoduc": [
        ("ledger", "parts", 12),
        ("ledger", "condition_status", 1),
        ("relations", "contradicts", 4),
        ("statements", "standing", 4),
        ("quantities", "standing", 3),
        ("relations", "supersedes", 1),
    ],
    "epidemie": [
        ("ledger", "parts", 7),
        ("relations", "contradicts", 5),
        ("relations", "supersedes", 2),
        ("statements", "standing", 6),
        ("quantities", "standing", 6),
    ],
    "riposte": [
        ("ledger", "parts", 6),
        ("relations", "contradicts", 5),
        ("statements", "standing", 6),
        ("quantities", "standing", 11),
        ("relations", "supersedes", 6),
    ],
    "putsch": [
        ("ledger", "parts", 7),
        ("relations", "contradicts", 7),
        ("quantities", "standing", 10),
        ("statements", "standing", 9),
        ("relations", "supersedes", 4),
    ],
    "seisme": [
        ("ledger", "parts", 17),
        ("relations", "contradicts", 5),
        ("relations", "supersedes", 10),
        ("statements", "standing", 7),
        ("quantities", "standing", 15),
    ],
    "rachat": [
        ("ledger", "parts", 21),
        ("relations", "contradicts", 5),
        ("relations", "supersedes", 5),
        ("statements", "standing", 8),
        ("quantities", "standing", 8),
    ],
    "train": [
        ("ledger", "parts", 19),
        ("relations", "contradicts", 7),
        ("relations", "supersedes", 13),
        ("statements", "standing", 8),
        ("quantities", "standing", 13),
    ],
    "incendie": [
        ("ledger", "parts", 18),
        ("positions", "found", 5),
        ("statements", "standing", 7),
        ("quantities", "standing", 11),
        ("relations", "contradicts", 5),
        ("relations", "supersedes", 1),
    ],
}
# Contradictions given beside those of the gold: « ses pistes sont intactes » is given twice, its speaker being the colonel here and
# the army there; « aucune maison n'a été pillée », a statement in the gold, is an event denied; the mayor who tells another hour is
# only « l'élue » where she says it.
GIVEN_BESIDES = {"riposte": 1, "incendie": 2}


def articles_of(name):
    lines = (HERE / name / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return {article["id"]: article for article in map(json.loads, lines)}


def account_of(name):
    return json.loads((HERE / name / "account.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_files_are_those_that_the_source_makes(name):
    for file, content in build((HERE / name / "situation.toml").read_text(encoding="utf-8")).items():
        assert (HERE / name / file).read_text(encoding="utf-8") == content


@pytest.mark.parametrize("name", NAMES)
def test_eight_to_twelve_short_articles(name):
    articles = articles_of(name).values()
    assert 8 <= len(articles) <= 12
    assert all(55 <= len(article["text"].split()) <= 400 for article in articles)


@pytest.mark.parametrize("name", NAMES)
def test_relations_join_rows_of_the_gold(name):
    account = account_of(name)
    ids = [row["id"] for section in SECTIONS for row in account[section]]
    assert len(ids) == len(set(ids))
    for relation in account["relations"]:
        assert {relation["from"], relation["to"]} <= set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_the_gold_account_against_itself_scores_100(name):
    account = account_of(name)
    scores = evaluate_account(account, list(as_rows(account)))
    assert [score for score in scores if score.f1 != 100] == []


@pytest.mark.parametrize("name", NAMES)
def test_dates_told_with_a_weekday_are_those_of_the_calendar(name):
    pattern = re.compile(rf"({'|'.join(DAYS)}) (\d{{1,2}}) ({'|'.join(MONTHS)})", re.IGNORECASE)
    for article in articles_of(name).values():
        year = int(article.get("published", YEARS.get(name))[:4])
        for weekday, day, month in pattern.findall(article["text"]):
            date = datetime.date(year, MONTHS.index(month.lower()) + 1, int(day))
            assert DAYS[date.weekday()] == weekday.lower()


@pytest.mark.parametrize("name", FLOORS)
def test_the_account_does_not_fall(name):
    source = str(HERE / name / "articles.jsonl")
    articles = [item for item in read_paths([source]) if isinstance(item, Article)]
    account = build_account(list(annotate(articles)))
    rows = [msgspec.to_builtins(row) for row in account.rows]
    scores = {(s.layer, s.measure): s for s in evaluate_account(account_of(name), rows)}
    fallen = [
        (layer, measure, scores[layer, measure].recalled)
        for layer, measure, floor in FLOORS[name]
        if scores[layer, measure].recalled < floor
    ]
    assert fallen == []
    contradictions = scores["relations", "contradicts"]
    assert contradictions.predicted == contradictions.precise + GIVEN_BESIDES.get(name, 0)
    assert (
        scores["standing", "established"].precision == 100 or not scores["standing", "established"].predicted
    )
