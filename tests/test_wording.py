"""How alike two wordings are, and which text is doubtful."""

from __future__ import annotations

import pytest

from recoupe.crosscheck.wording import containment, content_stems, is_doubtful, likeness

CLEAN = "Le maire d'Orvane annonce que l'écluse ferme et qu'on évacue l'usine ; le oui l'emporte à la une, le onze mai."
GARBLED = "Le maire annonce que Orvane ferme la écluse et la usine, car la eau monte sur le barrage."


def test_stems_leave_out_empty_words_and_endings() -> None:
    assert content_stems("La digue a cédé près des écluses", "fr") == content_stems(
        "Les digues cédées, une écluse", "fr"
    )


@pytest.mark.parametrize(
    ("text", "doubtful"), [(CLEAN, False), (GARBLED, True), ("", False), ("la la la", False)]
)
def test_missing_elisions_mark_a_machine_translation(text: str, doubtful: bool) -> None:
    assert is_doubtful(text, "fr") is doubtful


def test_one_slip_in_a_long_text_is_no_mark() -> None:
    assert not is_doubtful(
        "Un mot après un autre dit la eau. " + "Le reste est écrit sans faute. " * 100, "fr"
    )


def test_english_is_never_doubtful_for_french_reasons() -> None:
    assert not is_doubtful("The la area de east se is que open", "en")


def test_likeness_counts_telling_words_more() -> None:
    left, right = (
        content_stems("le barrage d'Orvane cède", "fr"),
        content_stems("le barrage de Valme cède", "fr"),
    )
    common, telling = {"orvan": 0.1, "valm": 0.1}, {"orvan": 5.0, "valm": 5.0}
    assert likeness(left, right, common) > likeness(left, right, telling)
    assert likeness(left, left, {}) == 1.0
    assert likeness(left, frozenset(), {}) == 0.0


def test_containment_is_of_the_small_in_the_large() -> None:
    small, large = content_stems("riposte navale", "fr"), content_stems("toute riposte navale massive", "fr")
    assert containment(small, large, {}) == 1.0
    assert containment(large, small, {}) < 1.0
