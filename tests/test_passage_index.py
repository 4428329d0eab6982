"""Articles that come one by one share what they share when they come together."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.crosscheck.passage_index import PassageIndex
from recoupe.crosscheck.reuse import match_articles
from recoupe.model import Article, PassageMatch

WORDS = [
    f"{one}{two}" for one in ("vel", "mor", "tar", "sal", "orn") for two in ("da", "quin", "bel", "rive")
]
PASSAGE = (
    "La préfète de Tarvel a ordonné jeudi l'évacuation du quartier des Salines après la rupture d'une vanne "
    "à l'entrepôt Morvan, où cent vingt pompiers se relaient depuis l'aube"
)


def place(match: PassageMatch) -> tuple[str, int, int, str, int]:
    return match.later.id, match.later.start, match.later.end, match.earlier.id, match.earlier.start


def at_once(articles: Sequence[Article]) -> list[PassageMatch]:
    return sorted(match_articles(articles), key=place)


def one_by_one(articles: Sequence[Article], filled: int = 0) -> list[PassageMatch]:
    by_id = {article.id: article for article in articles}
    index = PassageIndex(sqlite3.connect(":memory:"), by_id.__getitem__)
    index.fill(articles[:filled])
    for article in articles[filled:]:
        index.add(article)
    return index.matches()


def pile(seed: int, count: int) -> list[Article]:
    """Articles of few words, so that chance likeness abounds, with passages handed on, changed and repeated."""
    rng = random.Random(seed)
    passages = [rng.choices(WORDS, k=rng.randint(16, 50)) for _ in range(4)]
    articles = []
    for number in range(count):
        text = rng.choices(WORDS, k=rng.randint(0, 60))
        for passage in rng.sample(passages, rng.randint(0, 3)):
            text += [word if rng.random() < 0.85 else rng.choice(WORDS) for word in passage]
            text += rng.choices(WORDS, k=rng.randint(0, 9))
        day = rng.choice([None, "2031-03", "2031-03-04", "2031-03-05", "2031-03-06T10:00:00+01:00"])
        outlet = rng.choice([None, "Le Fanal", "Radio Corvin"])
        articles.append(
            Article(id=f"p{number}", text=" ".join(text), stated_date=day, outlet=outlet, language="fr")
        )
    return articles


@pytest.mark.parametrize("filled", [0, 20], ids=["from nothing", "into a pile"])
@pytest.mark.parametrize("order", ["as they come", "reversed", "shuffled"])
def test_the_order_in_which_articles_come_changes_no_match(order: str, filled: int) -> None:
    articles = pile(7, 40)
    expected = at_once(articles)
    if order == "reversed":
        articles.reverse()
    elif order == "shuffled":
        random.Random(1).shuffle(articles)
    assert len(expected) > 40
    assert one_by_one(articles, filled) == expected


@given(st.integers(0, 10_000), st.integers(0, 12))
@settings(deadline=None, max_examples=15)
def test_any_pile_in_any_order(seed: int, filled: int) -> None:
    articles = pile(seed, 12)
    expected = at_once(articles)
    random.Random(seed).shuffle(articles)
    assert one_by_one(articles, filled) == expected


def test_an_older_article_takes_the_links_of_the_later_ones() -> None:
    texts = {
        day: Article(id=f"a{day}", text=f"{PASSAGE}.", stated_date=f"2031-03-{day}") for day in (11, 12, 13)
    }
    index = PassageIndex(sqlite3.connect(":memory:"), {one.id: one for one in texts.values()}.__getitem__)
    index.add(texts[13])
    index.add(texts[12])
    assert [(match.earlier.id, match.later.id) for match in index.matches()] == [("a12", "a13")]
    index.add(texts[11])
    links = {(match.earlier.id, match.later.id) for match in index.matches()}
    assert links == {("a11", "a12"), ("a11", "a13"), ("a12", "a13")}


def test_an_index_lives_in_its_file(tmp_path: object) -> None:
    articles = pile(3, 16)
    by_id = {article.id: article for article in articles}
    for article in articles:
        connection = sqlite3.connect(f"{tmp_path}/passages.db")
        with connection:
            PassageIndex(connection, by_id.__getitem__).add(article)
        connection.close()
    connection = sqlite3.connect(f"{tmp_path}/passages.db")
    assert PassageIndex(connection, by_id.__getitem__).matches() == at_once(articles)
    connection.close()


def test_an_article_comes_once() -> None:
    article = Article(id="a", text=PASSAGE)
    index = PassageIndex(sqlite3.connect(":memory:"), {"a": article}.__getitem__)
    index.add(article)
    with pytest.raises(sqlite3.IntegrityError):
        index.add(article)


@pytest.mark.parametrize("text", ["", "…", "a", "a b", "\ud800", "a " * 5_000])
def test_texts_that_share_nothing_are_taken_in(text: str) -> None:
    articles = [Article(id=name, text=text, language="fr") for name in "abc"]
    assert one_by_one(articles) == at_once(articles)
