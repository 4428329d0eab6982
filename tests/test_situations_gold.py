"""Three invented situations with gold accounts: the gold is sound, and what the account reaches does not fall.

The trial (``proces``) is kept apart: it was scored once and no rule was made for it, so no floor is pinned on it.
"""

import datetime
import json
import re
from pathlib import Path

import pytest
from gold.situations.build import NAMES, SECTIONS, build

HERE = Path(__file__).parent / "gold" / "situations"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre")


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
def test_eight_to_ten_short_articles(name):
    articles = articles_of(name).values()
    assert 8 <= len(articles) <= 10
    assert all(55 <= len(article["text"].split()) <= 160 for article in articles)


@pytest.mark.parametrize("name", NAMES)
def test_relations_join_rows_of_the_gold(name):
    account = account_of(name)
    ids = [row["id"] for section in SECTIONS for row in account[section]]
    assert len(ids) == len(set(ids))
    for relation in account["relations"]:
        assert {relation["from"], relation["to"]} <= set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_dates_told_with_a_weekday_are_those_of_the_calendar(name):
    pattern = re.compile(rf"({'|'.join(DAYS)}) (\d{{1,2}}) ({'|'.join(MONTHS)})", re.IGNORECASE)
    for article in articles_of(name).values():
        year = int(article["published"][:4])
        for weekday, day, month in pattern.findall(article["text"]):
            date = datetime.date(year, MONTHS.index(month.lower()) + 1, int(day))
            assert DAYS[date.weekday()] == weekday.lower()
