"""Articles that come one by one share what they share when they come together."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.crosscheck.direction import published_as_stated
from recoupe.crosscheck.passage_index import PassageIndex
from recoupe.crosscheck.reuse import match_passages
from recoupe.crosscheck.sketches import HeldArticles
from recoupe.model import Annotation, Article, PassageMatch, Role, Zone

WORDS = [
    f"{one}{two}" for one in ("vel", "mor", "tar", "sal", "orn") for two in ("da", "quin", "bel", "rive")
]
PASSAGE = (
    "La préfète de Tarvel a ordonné jeudi l'évacuation du quartier des Salines après la rupture d'une vanne "
    "à l'entrepôt Morvan, où cent vingt pompiers se relaient depuis l'aube"
)


def place(match: PassageMatch) -> tuple[str, int, int, str, int]:
    return match.later.id, match.later.start, match.later.end, match.earlier.id, match.earlier.start


def read(article: Article) -> Annotation:
    """An article that is all body, of which nothing else is known."""
    zones = (Zone(start=0, end=len(article.text), role=Role.BODY),) if article.text.strip() else ()
    published = published_as_stated(article.stated_date)
    return Annotation(article=article, language="fr", sha256="", published=published, zones=zones)


def at_once(annotations: Sequence[Annotation]) -> list[PassageMatch]:
    return sorted(match_passages(annotations), key=place)


def index_of(annotations: Sequence[Annotation], path: str = ":memory:") -> PassageIndex:
    return PassageIndex(sqlite3.connect(path), HeldArticles(annotations))


def one_by_one(annotations: Sequence[Annotation], filled: int = 0) -> list[PassageMatch]:
    """What an index gives that is asked after every article, so that what it keeps of the judging has to hold."""
    index = index_of(annotations)
    index.fill(annotations[:filled])
    for annotation in annotations[filled:]:
        index.add(annotation)
        index.matches()
    return index.matches()


def pile(seed: int, count: int) -> list[Annotation]:
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
        articles.append(read(Article(id=f"p{number}", text=" ".join(text), stated_date=day, outlet=outlet)))
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
        day: read(Article(id=f"a{day}", text=f"{PASSAGE}.", stated_date=f"2031-03-{day}"))
        for day in (11, 12, 13)
    }
    index = index_of(list(texts.values()))
    index.add(texts[13])
    index.add(texts[12])
    assert [(match.earlier.id, match.later.id) for match in index.matches()] == [("a12", "a13")]
    index.add(texts[11])
    links = {(match.earlier.id, match.later.id) for match in index.matches()}
    assert links == {("a11", "a12"), ("a11", "a13"), ("a12", "a13")}


def test_a_passage_becomes_a_footer_when_enough_articles_end_with_it() -> None:
    footer = "Toute reproduction interdite sans accord écrit du Fanal de Tarvel, quai des Salines, à Orvane sur Velle"
    rng = random.Random(2)
    articles = [
        read(
            Article(
                id=f"f{number}",
                text=f"{' '.join(rng.choices(WORDS, k=60))}. {footer}",
                stated_date=f"2031-03-{number + 1:02}",
                outlet="Le Fanal",
            )
        )
        for number in range(6)
    ]
    index = index_of(articles)
    kinds = []
    for count, article in enumerate(articles, start=1):
        index.add(article)
        assert index.matches() == at_once(articles[:count])
        kinds.append({match.kind.value for match in index.matches()})
    assert kinds[1] == {"narrative"}
    assert kinds[-1] == {"boilerplate"}


@pytest.mark.parametrize("new", [1, 30], ids=["one more", "many more"])
def test_an_index_holds_the_articles_that_it_is_given(new: int) -> None:
    articles = pile(5, 60)
    connection = sqlite3.connect(":memory:")
    for held in (articles[:-new], articles, articles[10:]):
        index = PassageIndex(connection, HeldArticles(held))
        index.take()
        assert index.matches() == at_once(held)


def test_an_index_lives_in_its_file(tmp_path: Path) -> None:
    articles = pile(3, 16)
    for article in articles:
        connection = sqlite3.connect(tmp_path / "passages.db")
        with connection:
            PassageIndex(connection, HeldArticles(articles)).add(article)
        connection.close()
    assert index_of(articles, str(tmp_path / "passages.db")).matches() == at_once(articles)


def test_an_article_comes_once() -> None:
    article = read(Article(id="a", text=PASSAGE))
    index = index_of([article])
    index.add(article)
    with pytest.raises(sqlite3.IntegrityError):
        index.add(article)


@pytest.mark.parametrize("text", ["", "…", "a", "a b", "\ud800", "a " * 5_000])
def test_texts_that_share_nothing_are_taken_in(text: str) -> None:
    articles = [read(Article(id=name, text=text)) for name in "abc"]
    assert one_by_one(articles) == at_once(articles)
