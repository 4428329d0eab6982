"""The article that French puts before a name, as the texts show it."""

from __future__ import annotations

import pytest

from recoupe.crosscheck.direction import published_as_stated
from recoupe.crosscheck.identities import Identities, JoinedActor
from recoupe.crosscheck.sentences import contract, find_determiners
from recoupe.crosscheck.sketches import sketch_article
from recoupe.model import Actor, ActorKind, Annotation, Article, Mention


def usual_article(text: str, name: str) -> str | None:
    """What is found before a name in a text, which mentions it wherever its words stand."""
    actor = Actor(key="a", name=name, kind=ActorKind.COUNTRY)
    places = [at for at in range(len(text)) if text.startswith(name, at)]
    annotation = Annotation(
        article=Article(id="x", text=text),
        language="fr",
        sha256="",
        published=published_as_stated(None),
        actors=(actor,),
        mentions=tuple(Mention(start=at, end=at + len(name), actor="a") for at in places),
    )
    joined = JoinedActor("a", name, ActorKind.COUNTRY, (name,), None, (), (("x", "a"),))
    return find_determiners([sketch_article(annotation)], Identities({"a": joined}, {("x", "a"): "a"})).get(
        "a"
    )


@pytest.mark.parametrize(
    ("text", "name", "article"),
    [
        ("Le premier ministre de la Séranie refuse.", "Séranie", "la "),
        ("Le port du Norvik est fermé. Au Norvik, on attend.", "Norvik", "le "),
        ("L’armée de l’Orvanie recule.", "Orvanie", "l’"),
        ("Norvik refuse. Norvik attend.", "Norvik", None),
    ],
)
def test_the_article_before_a_name(text: str, name: str, article: str | None) -> None:
    assert usual_article(text, name) == article


def test_one_more_mention_without_an_article_seldom_changes_it() -> None:
    told = "Le port du Norvik est fermé. " * 40
    changes = [
        bare
        for bare in range(1, 200)
        if usual_article(told + "Norvik refuse. " * bare, "Norvik")
        != usual_article(told + "Norvik refuse. " * (bare + 1), "Norvik")
    ]
    assert len(changes) == 1
    assert usual_article(told + "Norvik refuse. " * 60, "Norvik") == "le "
    assert usual_article(told + "Norvik refuse. " * 200, "Norvik") is None


@pytest.mark.parametrize(
    ("joined", "french"),
    [
        ("Un refus de le Norvik", "Un refus du Norvik"),
        ("Un refus à les élus", "Un refus aux élus"),
        ("Une mise en cause de la part de des témoins", "Une mise en cause de la part de témoins"),
        ("Un accord de des élus", "Un accord d’élus"),
        ("Un refus de Ilda Marsan", "Un refus d’Ilda Marsan"),
        ("Un refus de la Séranie", "Un refus de la Séranie"),
    ],
)
def test_an_article_after_a_preposition(joined: str, french: str) -> None:
    assert contract(joined) == french
