"""Sentences that a crawl glued together are cut where the second begins, and nowhere else."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from recoupe.annotate.glue import glued


def pieces(text: str) -> list[str]:
    cuts = [0, *glued(text, 0, len(text), "fr"), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La digue tient.Elle a deux siècles.", ["La digue tient.", "Elle a deux siècles."]),
        ("La digue tient (85 %).L'eau monte.", ["La digue tient (85 %).", "L'eau monte."]),
        ('Elle tient."On verra", dit Lise.', ["Elle tient.", '"On verra", dit Lise.']),
        ('"On verra."Lise est partie.', ['"On verra."', "Lise est partie."]),
        ("« On verra. »Lise est partie.", ["« On verra. »", "Lise est partie."]),
        (
            'La digue, "un monde nouveau"De son côté, Lise part.',
            ['La digue, "un monde nouveau"', "De son côté, Lise part."],
        ),
        ("L'accord avec l'UPT.Tarque attend.", ["L'accord avec l'UPT.", "Tarque attend."]),
        ("Il pleut.- Le quai fermé -La mairie agit.", ["Il pleut.", "- Le quai fermé -", "La mairie agit."]),
        ("Un hiver glacialLa digue a tenu.", ["Un hiver glacial", "La digue a tenu."]),
        ("(photo du port)Lise Aubin est partie.", ["(photo du port)", "Lise Aubin est partie."]),
        ("Il a dit oui...Puis non.", ["Il a dit oui...", "Puis non."]),
    ],
)
def test_cuts_where_a_sentence_begins_without_a_blank(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "La digue tient. Elle a deux siècles.",
        "J.R. Morvan et A.B.C. Roux sont partis.",
        "Voir www.Quai-tarque.Fr ou lise@Quai.Net.Tarque.",
        "La Ville-Haute et le Saint-Tarque.",
        "La société EauxVives et son LaboPort.",
        'Un titre : "La digue".',
        "Il a 3.500 euros - Lise aussi.",
    ],
)
def test_leaves_whole_what_is_no_two_sentences(text: str) -> None:
    assert pieces(text) == [text]


@pytest.mark.parametrize("unit", ['."A', "a.A", " -La ", "aaLa a", ")Aa ", '"'])
def test_time_is_linear_on_hostile_text(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    begin = time.process_time()
    glued(text, 0, len(text), "fr")
    assert time.process_time() - begin < 4
