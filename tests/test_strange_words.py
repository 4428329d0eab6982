"""A name of 500 letters, 200 names, a number of 40 digits and mixed scripts: every layer reads on, and its offsets hold."""

from __future__ import annotations

from time import process_time

import pytest
from test_offsets import check_line

from recoupe.annotate import annotate
from recoupe.annotate.reading import has_parser, load_parser
from recoupe.model import Annotation, Article

pytestmark = pytest.mark.skipif(not has_parser("fr"), reason="the French parser is not installed")

LONG = "K" + "e" * 499
MANY = ", ".join(f"Paul Kern{letter}{other}" for letter in "abcdefghijklmnopqrst" for other in "abcdefghij")
DIGITS = "1234567890" * 4
SCRIPTS = "Дмитрий Kе́rn, 王小明 et محمد"
TOLD = (
    "{0} a attaqué le port de Lugny lundi 3 mai. « Nous refusons de partir », a dit {0}. "
    "{0} soutiendra le plan si la milice se retire ; il l'a promis à {0}. Le bilan est de 12 morts."
)
SECONDS = 10.0


def read(text: str) -> Annotation:
    load_parser("fr")
    start = process_time()
    (annotation,) = annotate([Article(id="1", text=text, language="fr", stated_date="2031-05-04")])
    assert process_time() - start < SECONDS
    check_line(annotation)
    return annotation


@pytest.mark.parametrize("name", [LONG, MANY, SCRIPTS], ids=["500 letters", "200 names", "mixed scripts"])
def test_a_strange_name_does_no_harm(name: str) -> None:
    annotation = read(TOLD.format(name))
    assert annotation.quantities and annotation.times
    keys = {actor.key for actor in annotation.actors}
    for event in annotation.events:
        assert {*event.actors, *event.recipients} <= keys
        assert len(set(event.actors)) == len(event.actors)
    assert {position.holder for position in annotation.positions} <= keys


def test_a_number_of_40_digits_does_no_harm() -> None:
    annotation = read(
        f"La milice a tué {DIGITS} soldats et exige {DIGITS} euros, soit {DIGITS},5 % du budget."
    )
    for quantity in annotation.quantities:
        bounds = [bound for bound in (quantity.minimum, quantity.maximum) if bound is not None]
        assert bounds == sorted(bounds)


def test_an_article_said_to_be_in_another_language_does_no_harm() -> None:
    text = TOLD.format("Paul Kern") + " Il a promis un million de milliards d'euros, a million de milliards."
    (annotation,) = annotate([Article(id="1", text=text, language="en", stated_date="2031-05-04")])
    check_line(annotation)
    assert annotation.language == "en"
