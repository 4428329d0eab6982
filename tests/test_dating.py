"""The dates of the articles of a story: what passages, weekdays and events make certain, and what they do not."""

from __future__ import annotations

import itertools
import time
from datetime import date, timedelta
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.crosscheck.dating import date_articles, weekday_links
from recoupe.model import (
    Act,
    Actor,
    ActorKind,
    Anchor,
    Annotation,
    Article,
    Attribution,
    Basis,
    Direction,
    Event,
    EventModality,
    EventType,
    Granularity,
    Manner,
    MatchKind,
    PassageMatch,
    Place,
    Published,
    Reason,
    SaidModality,
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
    named = TimeExpression(
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
        times=(named,),
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


# --------------------------------------------------------------------------- which links count


def two(first: str, second: str, weekday: str = "2011-05-07TEV") -> list[Annotation]:
    """A dated article and an undated one with texts of their own; ``weekday`` is what the first one's « samedi soir » is."""
    dated, undated = article("a", day("2011-05-08"), weekday), article("b", UNKNOWN)
    return [_with_text(dated, first), _with_text(undated, second)]


def _with_text(annotation: Annotation, text: str) -> Annotation:
    words = "samedi soir" if "samedi soir" in text else "samedi"
    start = text.find(words)
    named = msgspec.structs.replace(annotation.times[0], start=start, end=start + len(words))
    held = msgspec.structs.replace(annotation.article, text=text)
    return msgspec.structs.replace(annotation, article=held, times=(named,) if start >= 0 else ())


SHARED = "La ville d'Orvane est coupée du monde depuis la crue."


def shared_passage() -> PassageMatch:
    return PassageMatch(
        earlier=Place(id="a", start=0, end=len(SHARED)),
        later=Place(id="b", start=0, end=len(SHARED)),
        kind=MatchKind.NARRATIVE,
        direction=Direction.UNKNOWN,
    )


def test_the_same_evening_named_outside_the_shared_passage_lies_near() -> None:
    articles = two(
        f"{SHARED} La digue a cédé samedi soir.", f"{SHARED} Samedi, puis samedi soir, l'eau a monté."
    )
    found = date_articles(articles, [shared_passage()], ONE_STORY)["b"]
    assert (found.earliest, found.latest, found.basis) == ("2011-05-07", "2011-05-14", Basis.INFERRED)


def test_outside_the_passage_a_weekday_without_a_part_of_the_day_or_to_come_links_nothing() -> None:
    bare = two(f"{SHARED} La digue a cédé samedi.", f"{SHARED} L'eau a monté samedi.", "2011-05-07")
    assert date_articles(bare, [shared_passage()], ONE_STORY)["b"] == UNKNOWN
    ahead = two(
        f"{SHARED} Un conseil se tiendra samedi soir.", f"{SHARED} Samedi soir, samedi soir.", "2011-05-14TEV"
    )
    assert date_articles(ahead, [shared_passage()], ONE_STORY)["b"] == UNKNOWN


RECKONED = [("la semaine dernière", "2011-W17", "XXXX-WXX", 7), ("hier", "2011-05-07", "XXXX-XX-XX", 2)]


@pytest.mark.parametrize(("words", "there", "here", "days"), RECKONED)
def test_a_shared_passage_that_reckons_from_its_own_day_lies_near(
    words: str, there: str, here: str, days: int
) -> None:
    text = f"La ville d'Orvane est coupée du monde depuis {words}."
    articles = [
        msgspec.structs.replace(
            one,
            article=msgspec.structs.replace(one.article, text=text),
            times=(
                msgspec.structs.replace(
                    one.times[0],
                    start=text.index(words),
                    end=len(text) - 1,
                    value=value,
                    type=TimeType.DATE,
                ),
            ),
        )
        for one, value in ((article("a", day("2011-05-08")), there), (article("b", UNKNOWN), here))
    ]
    shared = msgspec.structs.replace(
        match("a", "b"),
        earlier=Place(id="a", start=0, end=len(text)),
        later=Place(id="b", start=0, end=len(text)),
    )
    found = date_articles(articles, [shared], ONE_STORY)["b"]
    reach = timedelta(days=days)
    assert (found.earliest, found.latest) == (
        (date(2011, 5, 8) - reach).isoformat(),
        (date(2011, 5, 8) + reach).isoformat(),
    )
    quoted = msgspec.structs.replace(shared, kind=MatchKind.QUOTATION)
    assert date_articles(articles, [quoted], ONE_STORY)["b"] == UNKNOWN


def test_last_saturday_is_no_bare_weekday() -> None:
    articles = two(
        f"{SHARED} Elle a cédé samedi dernier.", f"{SHARED} Elle a cédé samedi dernier.", "2011-04-30"
    )
    long = [
        msgspec.structs.replace(
            one,
            times=(msgspec.structs.replace(one.times[0], end=one.times[0].start + len("samedi dernier")),),
        )
        for one in articles
    ]
    assert not weekday_links(long, [shared_passage()], ONE_STORY)


def test_weekdays_of_a_pair_that_lie_too_far_apart_link_nothing() -> None:
    articles = [article("a", day("2011-05-08"), "2011-05-07TEV"), article("b", UNKNOWN)]
    second = msgspec.structs.replace(articles[0].times[0], value="2011-05-15TEV")
    twisted = msgspec.structs.replace(articles[0], times=(articles[0].times[0], second))
    assert weekday_links(articles, [match("a", "b")], ONE_STORY)
    assert not weekday_links([twisted, articles[1]], [match("a", "b")], ONE_STORY)


def test_an_agency_credit_alone_orders_nothing() -> None:
    credited = msgspec.structs.replace(article("a", day("2011-05-08"), "X").article, text=f"{TEXT} (AFP)")
    articles = [
        article("b", day("2011-05-08"), "X"),
        msgspec.structs.replace(article("a", UNKNOWN, "X"), article=credited),
    ]
    copied = match("b", "a", direction=Direction.INFERRED)
    inside = msgspec.structs.replace(
        copied,
        earlier=Place(id="b", start=0, end=len(TEXT) - 1),
        later=Place(id="a", start=0, end=len(TEXT) - 1),
    )
    assert date_articles(articles, [inside], ONE_STORY)["a"] == UNKNOWN


def said(annotation: Annotation, day_said: str) -> Annotation:
    statement = Attribution(
        start=0,
        end=len(TEXT),
        kind=Manner.DIRECT,
        speaker=None,
        cue=None,
        addressee=None,
        via=(),
        modality=SaidModality.ASSERTED,
        act=Act.STATEMENT,
        earliest=day_said,
        latest=day_said,
    )
    return msgspec.structs.replace(annotation, attributions=(statement,))


def test_who_quotes_words_that_another_dates_is_not_older() -> None:
    articles = [said(article("a", day("2011-05-08"), "X"), "2011-05-07"), article("b", UNKNOWN, "X")]
    found = date_articles(articles, [match("a", "b", MatchKind.QUOTATION)], ONE_STORY)["b"]
    assert (found.earliest, found.latest, found.basis) == ("2011-05-07", None, Basis.INFERRED)


def test_words_dated_after_their_own_article_date_nothing() -> None:
    articles = [said(article("a", day("2011-05-08"), "X"), "2011-05-09"), article("b", UNKNOWN, "X")]
    assert date_articles(articles, [match("a", "b", MatchKind.QUOTATION)], ONE_STORY)["b"] == UNKNOWN


# --------------------------------------------------------------------------- properties

DATES = st.one_of(
    st.just(UNKNOWN),
    st.dates(date(2011, 5, 1), date(2011, 5, 28)).map(lambda given_day: day(given_day.isoformat())),
    st.just(month("2011-05", "31")),
)
PAIRS = st.tuples(
    st.integers(0, 5), st.integers(0, 5), st.sampled_from(MatchKind), st.sampled_from(Direction)
)


@given(
    st.lists(DATES, min_size=6, max_size=6), st.lists(PAIRS, max_size=12), st.randoms(use_true_random=False)
)
def test_order_changes_nothing_and_bounds_only_narrow(
    dates: list[Published], pairs: list[tuple[int, int, MatchKind, Direction]], random: Random
) -> None:
    articles = [
        article(
            str(number), published, "2011-05-07TEV" if published.stated else "XXXX-WXX-6TEV", event=number < 2
        )
        for number, published in enumerate(dates)
    ]
    links = [match(str(one), str(other), kind, direction) for one, other, kind, direction in pairs]
    story = {one.id: "s" for one in articles}
    found = date_articles(articles, links, story)
    for one in articles:
        narrowed = found[one.id]
        assert narrowed.earliest is None or narrowed.latest is None or narrowed.earliest <= narrowed.latest
        assert one.published.earliest is None or (narrowed.earliest or "") >= one.published.earliest
        assert one.published.latest is None or (narrowed.latest or "9") <= one.published.latest
    random.shuffle(articles)
    random.shuffle(links)
    assert date_articles(articles, links, story) == found


def test_bounds_reach_the_end_of_a_chain_of_five_thousand_copies_in_linear_time() -> None:
    articles = [article(f"{number:04d}", UNKNOWN, "X") for number in range(5_000)]
    articles[0] = article("0000", day("2011-05-08"), "X")
    links = [
        match(f"{number:04d}", f"{number + 1:04d}", direction=Direction.INFERRED) for number in range(4_999)
    ]
    story = {one.id: "s" for one in articles}
    started = time.process_time()
    found = date_articles(articles, links[::-1], story)
    assert time.process_time() - started < 2
    assert found["4999"].earliest == "2011-05-08"
    assert found["4999"].because.count("0000") == 0 and " 4998," in found["4999"].because


def test_five_thousand_tellings_of_one_event_cost_linear_time() -> None:
    articles = [
        article(f"{number:04d}", day("2011-05-08"), "2011-05-07TEV", event=True) for number in range(2_500)
    ]
    articles += [article(f"{number:04d}", UNKNOWN, event=True) for number in range(2_500, 5_000)]
    started = time.process_time()
    found = date_articles(articles, [], {one.id: "s" for one in articles})
    assert time.process_time() - started < 2
    assert found["4999"].latest == "2011-05-14"
