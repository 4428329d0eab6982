"""English pronouns and bare nouns of bodies without a parser: whom they stand for, and where they stand for nobody."""

from __future__ import annotations

import pytest

from recoupe.annotate import annotate
from recoupe.model import Article

CASES = [
    ("Lena Marsh resigned on Monday. She had refused to sell.", "She", "Lena Marsh"),
    ("Lena Marsh said she would stay.", "she", "Lena Marsh"),
    ("Lena Marsh met Omar Delbos in Melk. He had called her a fool.", "He", "Omar Delbos"),
    ("Lena Marsh met Omar Delbos in Melk. He had called her.", "her", "Lena Marsh"),
    ("Omar Delbos left. Lena Marsh urged him to return.", "him", "Omar Delbos"),
    ('Hugo Weiss was fined. "He lied," said Ellen Brook. She left.', "He", "Hugo Weiss"),
    ("The Harbour Union met. It has called a strike.", "It", "Harbour Union"),
    ("Norway paid, and the Harbour Union said it would sell.", "it", "Harbour Union"),
    ("Norway insisted that it had withdrawn.", "it", "Norway"),
    ("The Electoral Commission met. Then the commission left.", "the commission", "Electoral Commission"),
]
NOBODY = [
    ("Lena Marsh left. Her lawyer spoke.", "Her"),
    ("Norway closed the port. It is likely to reopen.", "It"),
    ("Norway closed the port. It had been raining.", "It"),
    ("Lena Marsh bought a boat. It sank.", "It"),
    ("The Port Council met. The council leader left.", "council"),
]


def meant(text: str, words: str) -> str | None:
    """Who is meant where the words stand, None for nobody."""
    (found,) = annotate([Article(id="a", text=text, language="en")])
    start = text.index(words)
    names = {actor.key: actor.name for actor in found.actors}
    spans = {(one.start, one.end): names[one.actor] for one in found.mentions}
    return spans.get((start, start + len(words)))


@pytest.mark.parametrize(("text", "words", "who"), CASES)
def test_who_is_meant(text, words, who):
    assert (meant(text, words) or "").removeprefix("the ") == who


@pytest.mark.parametrize(("text", "words"), NOBODY)
def test_nobody_is_meant(text, words):
    assert meant(text, words) is None
