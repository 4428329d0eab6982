"""Quotation marks in every typography: what is found, what is not, and that no text takes long."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.annotate.quotes import find_quotes
from recoupe.annotate.reading import Quote, Reading
from recoupe.model import Article, Role, Zone


def read(text: str, roles: dict[int, Role] | None = None) -> Reading:
    """A reading whose lines are its paragraphs; ``roles`` gives the role of a line that is not body."""
    zones, start = [], 0
    for number, line in enumerate(text.split("\n")):
        stripped = line.strip()
        if stripped:
            left = start + len(line) - len(line.lstrip())
            role = (roles or {}).get(number, Role.BODY)
            zones.append(Zone(start=left, end=left + len(stripped), role=role))
        start += len(line) + 1
    return Reading(Article(id="a", text=text), "fr", tuple(zones))


def inner(text: str, roles: dict[int, Role] | None = None) -> list[str]:
    return [text[quote.inner.start : quote.inner.end] for quote in find_quotes(read(text, roles))]


CASES = [
    ("Elle a crié « au feu », puis plus rien.", ["au feu"]),
    ("Elle a crié «\u00a0au feu\u00a0», puis plus rien.", ["au feu"]),
    ("Elle a crié “au feu”, puis plus rien.", ["au feu"]),
    ('Elle a crié "au feu", puis plus rien.', ["au feu"]),
    ('Elle a crié " au feu ", puis plus rien.', ["au feu"]),
    ("Elle a crié ''au feu'', puis plus rien.", ["au feu"]),
    ("Elle a crié <<au feu>>, puis plus rien.", ["au feu"]),
    ("Elle a crié ‹ au feu ›, puis plus rien.", ["au feu"]),
    ("Elle a crié „au feu“, puis plus rien.", ["au feu"]),
    ("Elle a crié ”au feu”, puis plus rien.", ["au feu"]),
    ("Elle a crié ‘au feu’, puis plus rien.", ["au feu"]),
    ('Une attaque qualifiée d\'"acte fou".', ["acte fou"]),
    ('"Oui", dit-il, "et vite".', ["Oui", "et vite"]),
    ('Il répète:"Non","jamais".', ["Non", "jamais"]),
    ("« Il m'a lancé : “Dehors !” », raconte Odile.", ["Il m'a lancé : “Dehors !”", "Dehors !"]),
    (
        '"Il m\'a dit "viens" et je suis venu", raconte-t-elle.',
        ['Il m\'a dit "viens" et je suis venu', "viens"],
    ),
    ("« Il a dit « oui » hier », confie Paul.", ["Il a dit « oui » hier", "oui"]),
    ("« Nous partons demain, a dit Paul.\nLa pluie tombe.", ["Nous partons demain, a dit Paul."]),
    ("« Nous partons.\n« Nous reviendrons », a dit Paul.", ["Nous partons.", "Nous reviendrons"]),
    ("« Nous partons.\nNous reviendrons », a dit Paul.", ["Nous partons.", "Nous reviendrons"]),
    ("« Un.\nDeux.\nTrois », a dit Paul.", ["Un.", "Deux.", "Trois"]),
    (
        "— Vous viendrez ? demanda Lise.\n— Jamais, dit-il.",
        ["Vous viendrez ? demanda Lise.", "Jamais, dit-il."],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_finds_the_words_between_marks(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "L'homme d'aujourd'hui s'en va.",
        "L’homme d’aujourd’hui s’en va.",
        "l‘homme et l‘enfant",
        'Un écran de 27" et un autre de 32".',
        "Il court en 12'30'' et elle en 11'45''.",
        "les années ‘90 furent belles",
        "- deux œufs\n- du lait",
        "– 3 kg de farine",
        "Il n'y a rien »",
        'd"accord pour lui',
        "",
        "»" * 50,
    ],
)
def test_finds_nothing_where_no_mark_opens(text: str) -> None:
    assert inner(text) == []


def test_a_dimension_inside_a_quotation_does_not_lose_the_rest() -> None:
    assert inner("« Un écran de 27\" », dit-il, « et c'est tout ».") == ['Un écran de 27"', "et c'est tout"]


def test_depth_and_closing_are_told() -> None:
    text = "« Il a dit “oui” hier », puis « rien"
    quotes = find_quotes(read(text))
    assert [(quote.depth, quote.closed) for quote in quotes] == [(0, True), (1, True), (0, False)]
    assert text[quotes[0].start : quotes[0].end] == "« Il a dit “oui” hier »"


def test_an_unclosed_mark_does_not_swallow_the_next_paragraph() -> None:
    assert inner("« Rien à dire, souffle Ana.\nPlus loin, « tout va bien », dit Luc.") == [
        "Rien à dire, souffle Ana.",
        "tout va bien",
    ]


def test_continued_paragraphs_are_marked() -> None:
    quotes = find_quotes(read("« Un.\n« Deux », dit Luc."))
    assert [quote.continued for quote in quotes] == [False, True]


def test_zones_that_are_not_read_are_skipped() -> None:
    assert inner("« cookies »\n« Oui », dit Luc.", {0: Role.BOILERPLATE}) == ["Oui"]


def test_a_headline_left_open_does_not_run_into_the_body() -> None:
    assert inner("« Un titre\nLa suite », dit Luc.", {0: Role.HEADLINE}) == ["Un titre"]


ANY = st.text(alphabet=st.sampled_from("«»‹›“”„‘’\"'<>— -\n ab5,.é\u00a0😀\u0301"), max_size=200) | st.text(
    max_size=200
)


@given(ANY)
@settings(max_examples=400, deadline=None)
def test_records_lie_inside_one_paragraph_and_hold_words(text: str) -> None:
    reading = read(text)
    quotes = find_quotes(reading)
    assert quotes == find_quotes(reading)
    for quote in quotes:
        home = [zone for zone in reading.zones if zone.start <= quote.start and quote.end <= zone.end]
        assert len(home) == 1
        assert quote.start <= quote.inner.start < quote.inner.end <= quote.end
        words = text[quote.inner.start : quote.inner.end]
        assert words == words.strip()


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_quotations_never_cross(text: str) -> None:
    def crosses(one: Quote, two: Quote) -> bool:
        return one.start < two.start < one.end < two.end

    quotes = find_quotes(read(text))
    assert not [pair for pair in pairwise(quotes) if crosses(*pair)]


@pytest.mark.parametrize(
    "unit", ["«", "« a ", '"', '" a', "«»", "“«", "‘a ", "<<", "''", "— a ", "«a\n", "»\n"]
)
def test_time_is_linear_on_hostile_marks(unit: str) -> None:
    reading = read(unit * (200_000 // len(unit)))
    begin = time.process_time()
    find_quotes(reading)
    assert time.process_time() - begin < 5
