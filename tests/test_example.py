"""The example situation: it holds what it promises, and quality on it does not fall."""

import datetime
import json
import re
from pathlib import Path

import msgspec
import pytest

from recoupe.annotate import annotate
from recoupe.crosscheck.account import build_account
from recoupe.evaluation import evaluate_account, evaluate_annotations
from recoupe.languages import identify_language
from recoupe.lines import annotation_line
from recoupe.model import Article
from recoupe.readers import read_paths

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples"
REPORTS = ROOT.parent / "shared" / "reports"
SHARED_WORDS = 6
SNOWFLAKE_EPOCH_MS = 1288834974657
DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
MONTHS = [
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
]

# F1 in per cent. A floor is only ever raised.
FLOORS = [
    ("times", "strict", 96),
    ("times", "relaxed", 97),
    ("times", "value", 93),
    ("attributions", "content", 91),
    ("attributions", "speaker", 89),
    ("attributions", "relays", 99),
    ("zones", "characters", 99),
    ("actors", "B-cubed", 88),
    ("events", "type", 80),
    ("events", "actors", 65),
    ("events", "modality", 65),
    ("events", "occurred", 98),
    ("events", "facts", 96),
    ("positions", "stance", 84),
    ("positions", "holder", 84),
    ("quantities", "bounds", 87),
    ("quantities", "unit", 80),
]

# Of the account. A floor is only ever raised.
ACCOUNT_FLOORS = [
    ("events", "found", 92),
    (
        "events",
        "parties",
        71,
    ),  # a further telling of one request is found, under other names, and the scorer takes that row
    ("events", "modality", 85),
    ("events", "standing", 90),
    ("events", "lineages", 88),
    ("statements", "found", 100),
    ("statements", "standing", 100),
    ("statements", "lineages", 100),
    ("positions", "found", 87),
    ("positions", "standing", 100),
    ("positions", "lineages", 100),
    ("quantities", "found", 100),
    ("quantities", "standing", 100),
    ("quantities", "lineages", 100),
    ("ledger", "found", 100),
    ("ledger", "condition_status", 100),
    ("ledger", "parts", 89),
    ("standing", "established", 100),
    ("relations", "contradicts", 100),
    ("relations", "supersedes", 100),
    ("relations", "settles", 100),
    ("actors", "B-cubed", 83),
    ("published", "sound", 100),
    ("published", "exact", 78),
    ("stories", "B-cubed", 33),
]


@pytest.fixture(scope="module")
def gold():
    return [
        json.loads(line)
        for line in (EXAMPLE / "gold" / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
    ]


@pytest.fixture(scope="module")
def articles():
    return {item.id: item for item in read_paths([str(EXAMPLE / "articles")]) if isinstance(item, Article)}


@pytest.fixture(scope="module")
def annotations(articles):
    return list(annotate(articles.values()))


@pytest.fixture(scope="module")
def account_scores(annotations):
    gold = json.loads((EXAMPLE / "gold" / "account.json").read_text(encoding="utf-8"))
    account = build_account(annotations)
    rows = [msgspec.to_builtins(row) for row in account.rows]
    published = {id: msgspec.to_builtins(date) for id, date in account.published.items()}
    found = evaluate_account(gold, rows, published, account.stories)
    return {(score.layer, score.measure): score for score in found}


@pytest.fixture(scope="module")
def scores(gold, annotations):
    lines = [annotation_line(annotation) for annotation in annotations]
    return {(score.layer, score.measure): score for score in evaluate_annotations(gold, lines)}


def test_seventeen_french_and_two_english_articles_are_read(articles):
    languages = [identify_language(article.text) for article in articles.values()]
    assert (languages.count("fr"), languages.count("en"), len(languages)) == (17, 2, 19)


def test_gold_texts_are_what_the_readers_give(gold, articles):
    assert {line["id"]: articles[line["id"]].text for line in gold} == {
        line["id"]: line["text"] for line in gold
    }


def test_the_gold_account_names_articles_that_exist(articles):
    account = json.loads((EXAMPLE / "gold" / "account.json").read_text(encoding="utf-8"))
    assert {row["id"] for row in account["published"]} == set(articles)
    for section in ("events", "statements", "positions", "quantities", "ledger"):
        for row in account[section]:
            for passage in row["evidence"]:
                assert 0 <= passage["start"] < passage["end"] <= len(articles[passage["id"]].text)


@pytest.mark.parametrize(("layer", "measure", "floor"), FLOORS)
def test_quality_does_not_fall(scores, layer, measure, floor):
    assert scores[layer, measure].f1 >= floor


def test_every_measure_has_a_floor(scores):
    assert {(layer, measure) for layer, measure, _ in FLOORS} == set(scores)


@pytest.mark.parametrize(("layer", "measure", "floor"), ACCOUNT_FLOORS)
def test_the_account_does_not_fall(account_scores, layer, measure, floor):
    assert account_scores[layer, measure].f1 >= floor


def test_every_measure_of_the_account_has_a_floor(account_scores):
    assert {(layer, measure) for layer, measure, _ in ACCOUNT_FLOORS} == set(account_scores)


def test_weekdays_beside_dates_are_those_of_the_calendar(articles):
    found = 0
    pattern = re.compile(rf"({'|'.join(DAYS)}) (\d{{1,2}}) ({'|'.join(MONTHS)})", re.IGNORECASE)
    for article in articles.values():
        for weekday, day, month in pattern.findall(article.text):
            date = datetime.date(2023, MONTHS.index(month.lower()) + 1, int(day))
            assert DAYS[date.weekday()] == weekday.lower()
            found += 1
    assert found >= 3


def test_the_embedded_post_was_made_on_the_day_told(articles):
    number = int(re.search(r"/status/(\d+)", articles["courrier-valbrune"].text)[1])
    seconds = ((number >> 22) + SNOWFLAKE_EPOCH_MS) / 1000
    made = datetime.datetime.fromtimestamp(seconds, tz=datetime.UTC)
    assert made.date() == datetime.date(2023, 3, 12)
    assert made.hour > 11


def _runs_of_words(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[place : place + SHARED_WORDS]) for place in range(len(words) - SHARED_WORDS + 1)}


def test_no_words_of_the_reports_are_in_the_example(articles):
    if not REPORTS.is_dir():
        pytest.skip("the five reports (../shared/reports) are not here")
    theirs = set().union(
        *(_runs_of_words(path.read_text(encoding="utf-8")) for path in REPORTS.glob("*.txt"))
    )
    ours = set().union(*(_runs_of_words(article.text) for article in articles.values()))
    assert sorted(theirs & ours) == []
