"""Which articles tell of one matter."""

from __future__ import annotations

from situations import Draft

from recoupe.crosscheck.identities import join_actors
from recoupe.crosscheck.threads import follow_threads
from recoupe.model import Annotation

NAMED = "Ilda Marsan et Teo Brandt parlent de la Séranie et de l'Orvanie."
COUNTRIES = "La Séranie, l'Orvanie et l'Alcée se taisent ; Ilda Marsan aussi."
OTHER = "Il pleut sur la Séranie."


def threads(*drafts: Draft) -> dict[str, str]:
    annotations: list[Annotation] = [draft.done() for draft in drafts]
    published = {annotation.id: annotation.published for annotation in annotations}
    stories = {annotation.id: annotation.id for annotation in annotations}
    return follow_threads(annotations, published, stories, join_actors(annotations, published))


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
