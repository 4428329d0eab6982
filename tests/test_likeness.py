"""Which articles of a small dossier are about one thing, by their words; no parser needed."""

from __future__ import annotations

from situations import Draft

from recoupe.crosscheck.likeness import alike_articles

LAKE = "La régie de Brave a vidé le lac des Aulnes, dont la digue fuyait depuis l'orage."
DAM = "La digue du lac des Aulnes sera rebâtie par la régie, qui a commandé des blocs de granit."
GRANITE = "Un convoi de blocs de granit a bloqué la route du col ; la régie des chemins a dépêché des grues."
MUSEUM = "Le musée expose des horloges peintes par un moine, et les visiteurs patientent sous la pluie."


def test_articles_that_share_telling_words_are_about_one_thing_in_steps() -> None:
    drafts = [
        Draft(id, text, "2031-03-02").done()
        for id, text in zip("abcd", (LAKE, DAM, GRANITE, MUSEUM), strict=True)
    ]
    assert alike_articles(drafts) == {"a": "a", "b": "a", "c": "a", "d": "d"}


def test_the_order_of_the_articles_changes_nothing() -> None:
    drafts = [
        Draft(id, text, "2031-03-02").done()
        for id, text in zip("abcd", (LAKE, MUSEUM, GRANITE, DAM), strict=True)
    ]
    assert alike_articles(drafts[::-1]) == alike_articles(drafts)


def test_nothing_is_about_anything_without_words() -> None:
    assert alike_articles([Draft("a", "", "2031-03-02").done(), Draft("b", "", "2031-03-02").done()]) == {
        "a": "a",
        "b": "b",
    }
