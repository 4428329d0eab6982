"""Which articles tell of one matter."""

from __future__ import annotations

import pytest
import situations
from situations import Draft

from recoupe.crosscheck import threads as threads_module
from recoupe.crosscheck.identities import join_actors
from recoupe.crosscheck.sketches import sketch_article
from recoupe.crosscheck.threads import follow_threads
from recoupe.model import Actor, ActorKind, Annotation

NAMED = "Ilda Marsan et Teo Brandt parlent de la Séranie et de l'Orvanie."
COUNTRIES = "La Séranie, l'Orvanie et l'Alcée se taisent ; Ilda Marsan aussi."
PLACES = "Il pleut à Orle, à Valme et à Lorme."
OTHER = "Il pleut sur la Séranie."


def threads(*drafts: Draft) -> dict[str, str]:
    annotations: list[Annotation] = [draft.done() for draft in drafts]
    published = {annotation.id: annotation.published for annotation in annotations}
    stories = {annotation.id: annotation.id for annotation in annotations}
    sketches = [sketch_article(annotation) for annotation in annotations]
    return follow_threads(sketches, published, stories, join_actors(sketches, published))


def test_three_actors_in_common_within_days_are_one_matter() -> None:
    assert threads(Draft("a", NAMED, "2031-03-01"), Draft("b", NAMED, "2031-03-10")) == {"a": "a", "b": "a"}


def test_months_later_is_another_matter() -> None:
    assert threads(Draft("a", NAMED, "2031-03-01"), Draft("b", NAMED, "2031-06-01")) == {"a": "a", "b": "b"}


def test_one_actor_in_common_is_no_matter() -> None:
    assert threads(Draft("a", NAMED, "2031-03-01"), Draft("b", OTHER, "2031-03-01")) == {"a": "a", "b": "b"}


def test_an_undated_article_needs_persons_in_common() -> None:
    assert threads(Draft("a", NAMED, "2031-03-01"), Draft("b", NAMED, None))["b"] == "a"
    assert threads(Draft("a", NAMED, "2031-03-01"), Draft("b", COUNTRIES, None))["b"] == "b"


def test_matters_chain_over_time() -> None:
    days = ("2031-03-01", "2031-03-12", "2031-03-23")
    assert set(threads(*(Draft(id, NAMED, day) for id, day in zip("abc", days, strict=True))).values()) == {
        "a"
    }


def test_a_place_that_many_name_makes_no_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads_module, "RARE_ARTICLES", 2)
    for name in ("Orle", "Valme", "Lorme"):
        place = Actor(key=name.lower(), name=name, kind=ActorKind.PLACE)
        monkeypatch.setitem(situations.ACTORS, place.key, place)
        monkeypatch.setitem(situations.NAMES, place.key, (name,))
    few, many = (threads(*(Draft(id, PLACES, "2031-03-02") for id in ids)) for ids in ("ab", "abc"))
    assert few == {"a": "a", "b": "a"}
    assert many == {"a": "a", "b": "b", "c": "c"}


def test_an_article_months_later_is_of_the_situation_that_a_small_dossier_is_of() -> None:
    others = [Draft(name, NAMED, "2031-03-01") for name in ("a", "b", "c")]
    late = Draft("d", "Le procès d'Ilda Marsan s'ouvre.", "2031-11-01")
    stranger = Draft("e", "Il pleut sur le port.", "2031-03-01")
    assert threads(*others, late, stranger) == {"a": "a", "b": "a", "c": "a", "d": "a", "e": "e"}


def test_no_matter_of_a_dossier_on_many_draws_in_the_others() -> None:
    late = Draft("d", "Le procès d'Ilda Marsan s'ouvre.", "2031-11-01")
    assert threads(Draft("a", NAMED, "2031-03-01"), late) == {"a": "a", "d": "d"}
