"""The article that French puts before a name, as the texts show it."""

from __future__ import annotations

import pytest

from recoupe.crosscheck.direction import published_as_stated
from recoupe.crosscheck.identities import Identities, JoinedActor
from recoupe.crosscheck.sentences import contract, find_determiners
from recoupe.crosscheck.sketches import sketch_article
from recoupe.model import Actor, ActorKind, Annotation, Article, Mention


def usual_article(
    text: str, name: str, country: str | None = None, kind: ActorKind = ActorKind.COUNTRY
) -> str | None:
    """What is found before a name in a text, which mentions it wherever its words stand."""
    actor = Actor(key="a", name=name, kind=kind)
    places = [at for at in range(len(text)) if text.startswith(name, at)]
    annotation = Annotation(
        article=Article(id="x", text=text),
        language="fr",
        sha256="",
        published=published_as_stated(None),
        actors=(actor,),
        mentions=tuple(Mention(start=at, end=at + len(name), actor="a") for at in places),
    )
    joined = JoinedActor("a", name, kind, (name,), country, (), (("x", "a"),))
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
        ("La Valme des peintres est loin. Valme attend.", "Valme", None),
    ],
)
def test_the_article_before_a_name(text: str, name: str, article: str | None) -> None:
    assert usual_article(text, name) == article


def test_an_article_before_a_fifth_of_the_names() -> None:
    told = "Le port du Norvik est fermé. " * 5
    assert usual_article(told + "Norvik refuse. " * 20, "Norvik") == "le "
    assert usual_article(told + "Norvik refuse. " * 21, "Norvik") is None


def test_an_article_is_elided_before_a_vowel() -> None:
    assert usual_article("Les voisins du Alcide Club refusent.", "Alcide Club", kind=ActorKind.MEDIA) == "l’"


@pytest.mark.parametrize(
    ("name", "country", "article"),
    [
        ("Belgique", "BEL", "la "),
        ("Iran", "IRN", "l’"),
        ("Honduras", "HND", "le "),
        ("Etats-Unis", "USA", "les "),
        ("Émirats arabes unis", "ARE", "les "),
        ("Malte", "MLT", ""),
        ("Oncle Sam", "USA", None),
    ],
)
def test_the_article_before_a_country_is_known(name: str, country: str, article: str | None) -> None:
    assert usual_article(f"Un accord avec {name}.", name, country) == article


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
