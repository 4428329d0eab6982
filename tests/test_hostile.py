"""Texts that nobody writes are read in time that grows with their length, and their offsets still hold."""

from __future__ import annotations

from functools import cache
from time import process_time

import pytest
from test_offsets import check_line

from recoupe.annotate import annotate
from recoupe.annotate.reading import has_parser, load_parser
from recoupe.model import Annotation, Article

pytestmark = pytest.mark.skipif(not has_parser("fr"), reason="the French parser is not installed")

LENGTH = 20_000
SECONDS = 10.0
GROWTH = 3.5
NOISE = 0.3
OPENING = "Le maire a dit que la digue tenait. "
ORDINARY = (
    "« La digue tiendra », a répété mardi Lise Aubin, qui craint que 40 maisons ne soient inondées en mai. "
)

PATTERNS = {
    "unclosed guillemets": "« a ",
    "quotations that alternate": "“a ‘b «c ",
    "incises": "« Non », dit-il, ",
    "marks that close nothing": "“a » ",
    "straight marks": '"',
    "marks of all kinds": "\"'«“(",
    "brackets": "(",
    "sources": "selon ",
    "joining words": "que ",
    "nested sayings": "il dit que ",
    "prepositions": "de la ",
    "one word": "a",
    "names": "Aa Bb ",
    "digits": "1234567890",
    "numbers": "1 ",
    "dates": "1er mai ",
    "joined dates": "2024-05-",
    "zero width": "a\u200b\u200d\u0301",
    "combining marks": "\u0301",
    "emoji": "\U0001f680\U0001f9d1\u200d\U0001f692",
    "initials": "A.",
    "lines": "– Ah ?\n",
}


def of_length(pattern: str, length: int) -> str:
    """An ordinary sentence, so that the paragraph is read as text, then the pattern up to a length in characters."""
    return OPENING + (pattern * (length // len(pattern) + 1))[:length]


def read(text: str) -> tuple[Annotation, float]:
    """The annotation of a text and the seconds of processor time that it took."""
    load_parser("fr")
    start = process_time()
    (annotation,) = annotate([Article(id="1", text=text, language="fr", stated_date="2024-04-14")])
    return annotation, process_time() - start


@cache
def seconds_of(pattern: str, length: int) -> float:
    return read(of_length(pattern, length))[1]


@pytest.mark.parametrize("name", PATTERNS)
def test_a_hostile_paragraph_is_read_in_time(name: str) -> None:
    annotation, seconds = read(of_length(PATTERNS[name], LENGTH))
    check_line(annotation)
    assert len(annotation.attributions) <= LENGTH // 5
    assert seconds < SECONDS


@pytest.mark.parametrize("name", ["unclosed guillemets", "nested sayings", "marks of all kinds"])
def test_twice_the_text_takes_about_twice_the_time(name: str) -> None:
    half, whole = seconds_of(PATTERNS[name], LENGTH // 2), seconds_of(PATTERNS[name], LENGTH)
    assert whole < GROWTH * half + NOISE


def test_a_long_ordinary_paragraph() -> None:
    length = 200_000
    annotation, seconds = read(of_length(ORDINARY, length))
    check_line(annotation)
    assert len(annotation.attributions) >= length // len(ORDINARY)
    assert seconds < SECONDS * length / LENGTH


def test_ten_thousand_marks_before_many_blanks() -> None:
    """Marks that all end at the same place: trimming each of them may not cost the blanks again."""
    text = OPENING + "«" + "“" * 10_000 + " " * 100_000 + "a » fin."
    annotation, seconds = read(text)
    check_line(annotation)
    assert seconds < SECONDS


def test_a_quotation_nested_too_deep_leaves_the_outer_ones_whole() -> None:
    """Marks beyond the deepest level close nothing around them."""
    inside = "«" * 12 + "Partez maintenant" + "»" * 12
    annotation, _ = read(f"Lise Aubin a crié : « {inside}, la digue cède. » Puis elle est partie.")
    contents = [annotation.text[said.start : said.end] for said in annotation.attributions]
    assert any(content.endswith("la digue cède") for content in contents), contents


def test_an_unclosed_quotation_is_given_once() -> None:
    text = "« " + "Nous avons attendu le convoi de Morlane et la neige est tombée, " * 80
    annotation, _ = read(text)
    spans = [(said.start, said.end) for said in annotation.attributions if said.start == 2]
    assert len(spans) == 1


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Inutile selon Lise Aubin que la digue ferme.", "Inutile selon Lise Aubin que la digue ferme"),
        (
            "« Impensable » selon elle que Paul Morin parte en mai.",
            "Impensable » selon elle que Paul Morin parte en mai",
        ),
        ("Selon Lise Aubin, la digue ferme en mai.", "la digue ferme en mai"),
    ],
)
def test_a_clause_after_its_source_keeps_the_words_that_govern_it(text: str, content: str) -> None:
    annotation, _ = read(text)
    assert [annotation.text[said.start : said.end] for said in annotation.attributions] == [content]
