"""The dates of the articles of a story: what passages, weekdays and events make certain, and what they do not."""

from __future__ import annotations

import itertools

from recoupe.crosscheck.dating import date_articles
from recoupe.model import (
    Actor,
    ActorKind,
    Anchor,
    Annotation,
    Article,
    Basis,
    Direction,
    Event,
    EventModality,
    EventType,
    Granularity,
    MatchKind,
    PassageMatch,
    Place,
    Published,
    Reason,
    TimeExpression,
    TimeType,
)

TEXT = "La garde a repris le fort d'Orvane samedi soir, puis la ville."
UNKNOWN = Published(granularity=Granularity.UNKNOWN, basis=Basis.UNKNOWN, because="rien")
GIVEN = (Reason(key="stated", values={"date": "2011-05"}),)


def day(words: str) -> Published:
    return Published(
        earliest=words,
        latest=words,
        granularity=Granularity.DAY,
        basis=Basis.STATED,
        because="date donnée",
        stated=words,
        reasons=GIVEN,
    )


def month(words: str, last: str) -> Published:
    return Published(
        earliest=f"{words}-01",
        latest=f"{words}-{last}",
        granularity=Granularity.MONTH,
        basis=Basis.STATED,
        because="date donnée",
        stated=words,
        reasons=GIVEN,
    )


def bare(published: Published) -> tuple[object, ...]:
    """All of a date but its words."""
    return (published.earliest, published.latest, published.granularity, published.basis, published.reasons)


def article(
    name: str, published: Published, weekday: str = "XXXX-WXX-6TEV", event: bool = False
) -> Annotation:
    start = TEXT.index("samedi")
    time = TimeExpression(
        start=start,
        end=start + len("samedi soir"),
        type=TimeType.TIME,
        value=weekday,
        anchor=Anchor.PUBLISHED,
    )
    told = Event(
        start=0,
        end=len(TEXT),
        type=EventType.ASSAULT,
        actors=("garde",),
        recipients=("fort",),
        modality=EventModality.OCCURRED,
    )
    return Annotation(
        article=Article(id=name, text=TEXT),
        language="fr",
        sha256="0",
        published=published,
        times=(time,),
        actors=(
            Actor(key="garde", name="garde d'Orvane", kind=ActorKind.ARMED_GROUP),
            Actor(key="fort", name="fort d'Orvane", kind=ActorKind.PLACE),
        ),
        events=(told,) if event else (),
    )


def match(
    earlier: str, later: str, kind: MatchKind = MatchKind.NARRATIVE, direction: Direction = Direction.UNKNOWN
) -> PassageMatch:
    return PassageMatch(
        earlier=Place(id=earlier, start=0, end=len(TEXT)),
        later=Place(id=later, start=0, end=len(TEXT)),
        kind=kind,
        direction=direction,
    )


ONE_STORY = {"a": "s", "b": "s", "c": "s"}


def test_without_links_each_article_stays_as_it_states_itself() -> None:
    articles = [article("a", day("2011-05-08")), article("b", month("2011-05", "31")), article("c", UNKNOWN)]
    found = date_articles(articles, [], ONE_STORY)
    assert {key: bare(one) for key, one in found.items()} == {one.id: bare(one.published) for one in articles}


def test_a_copy_is_not_older_than_its_source_and_a_month_stays_a_month() -> None:
    articles = [article("a", day("2011-05-08"), "X"), article("b", month("2011-05", "31"), "X")]
    found = date_articles(articles, [match("a", "b", direction=Direction.INFERRED)], ONE_STORY)
    assert (found["b"].earliest, found["b"].latest) == ("2011-05-08", "2011-05-31")
    assert (found["b"].granularity, found["b"].basis) == (Granularity.MONTH, Basis.STATED)
    assert "date donnée" in found["b"].because and " a," in found["b"].because


def test_a_source_is_not_newer_than_its_copy() -> None:
    articles = [article("a", UNKNOWN, "X"), article("b", day("2011-05-08"), "X")]
    found = date_articles(articles, [match("a", "b", direction=Direction.INFERRED)], ONE_STORY)
    assert (found["a"].earliest, found["a"].latest, found["a"].basis) == (None, "2011-05-08", Basis.INFERRED)


def test_bounds_travel_along_a_chain_of_copies() -> None:
    articles = [article("a", day("2011-05-08"), "X"), article("b", UNKNOWN, "X"), article("c", UNKNOWN, "X")]
    links = [match("b", "c", direction=Direction.INFERRED), match("a", "b", direction=Direction.INFERRED)]
    found = date_articles(articles, links, ONE_STORY)
    assert found["c"].earliest == found["b"].earliest == "2011-05-08"
    assert " b," in found["c"].because


def test_of_two_copies_of_unknown_order_neither_bounds_the_other() -> None:
    articles = [article("a", day("2011-05-08"), "X"), article("b", UNKNOWN, "X")]
    assert date_articles(articles, [match("a", "b")], ONE_STORY)["b"] == UNKNOWN


def test_quotations_and_boilerplate_date_nothing() -> None:
    articles = [article("a", day("2011-05-08"), "2011-05-07TEV"), article("b", UNKNOWN)]
    for kind in (MatchKind.QUOTATION, MatchKind.BOILERPLATE):
        assert date_articles(articles, [match("a", "b", kind, Direction.INFERRED)], ONE_STORY)["b"] == UNKNOWN


def test_a_shared_weekday_is_one_day_and_lies_near() -> None:
    articles = [article("a", day("2011-05-08"), "2011-05-07TEV"), article("b", UNKNOWN)]
    found = date_articles(articles, [match("a", "b")], ONE_STORY)["b"]
    assert (found.earliest, found.latest) == ("2011-05-07", "2011-05-14")
    assert (found.basis, found.granularity) == (Basis.INFERRED, Granularity.WEEK)
    assert "samedi soir" in found.because and " a," in found.because


def test_a_shared_weekday_narrows_a_month() -> None:
    articles = [article("a", day("2011-05-08"), "2011-05-07TEV"), article("b", month("2011-05", "31"))]
    found = date_articles(articles, [match("b", "a")], ONE_STORY)["b"]
    assert (found.earliest, found.latest, found.granularity) == (
        "2011-05-07",
        "2011-05-14",
        Granularity.MONTH,
    )


def test_a_weekday_to_come_bounds_from_above() -> None:
    articles = [article("a", day("2011-05-05"), "2011-05-07TEV"), article("b", UNKNOWN)]
    found = date_articles(articles, [match("a", "b")], ONE_STORY)["b"]
    assert (found.earliest, found.latest) == ("2011-04-30", "2011-05-07")


def test_an_event_told_with_the_same_weekday_lies_near() -> None:
    articles = [
        article("a", day("2011-05-08"), "2011-05-07TEV", event=True),
        article("b", UNKNOWN, event=True),
    ]
    found = date_articles(articles, [], ONE_STORY)["b"]
    assert (found.earliest, found.latest, found.basis) == ("2011-05-07", "2011-05-14", Basis.INFERRED)


def test_dated_tellings_that_disagree_bound_nothing() -> None:
    articles = [
        article("a", day("2011-05-08"), "2011-05-07TEV", event=True),
        article("b", day("2011-05-15"), "2011-05-14TEV", event=True),
        article("c", UNKNOWN, event=True),
    ]
    assert date_articles(articles, [], ONE_STORY)["c"] == UNKNOWN


def test_no_date_spreads_from_one_story_to_another() -> None:
    articles = [
        article("a", day("2011-05-08"), "2011-05-07TEV", event=True),
        article("b", UNKNOWN, event=True),
    ]
    links = [match("a", "b", direction=Direction.INFERRED)]
    assert date_articles(articles, links, {"a": "s", "b": "t"})["b"] == UNKNOWN
    assert date_articles(articles, links, {"a": "s"})["b"] == UNKNOWN


def test_a_conflict_is_said_and_moves_nothing() -> None:
    articles = [article("a", day("2011-05-08"), "X"), article("b", day("2011-04-02"), "X")]
    found = date_articles(articles, [match("a", "b", direction=Direction.INFERRED)], ONE_STORY)
    assert (found["b"].earliest, found["b"].latest) == ("2011-04-02", "2011-04-02")
    assert "conflit" in found["b"].because
    assert found["b"].because.count("conflit") == 1


def test_a_repetition_inside_one_article_says_nothing() -> None:
    articles = [article("a", UNKNOWN)]
    assert date_articles(articles, [match("a", "a", direction=Direction.INFERRED)], ONE_STORY)["a"] == UNKNOWN


def test_the_order_of_the_input_does_not_matter() -> None:
    articles = [
        article("a", day("2011-05-08"), "2011-05-07TEV"),
        article("b", UNKNOWN),
        article("c", month("2011-05", "31")),
    ]
    links = [
        match("a", "b", direction=Direction.INFERRED),
        match("b", "c", direction=Direction.INFERRED),
        match("a", "c"),
    ]
    results = [
        date_articles(list(some), list(others), ONE_STORY)
        for some in itertools.permutations(articles)
        for others in itertools.permutations(links)
    ]
    assert all(result == results[0] for result in results)
