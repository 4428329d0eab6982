"""Words without quotation marks behind a colon: whose they are, and when they are nobody's."""

from __future__ import annotations

import pytest
from test_attributions import needs_parser

from recoupe.annotate import annotate
from recoupe.model import Article, Attribution


def attributions(text: str) -> tuple[Attribution, ...]:
    [annotation] = annotate([Article(id="a", text=text, language="fr")])
    return annotation.attributions


@needs_parser
@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "Le recteur, Paul Amiot, prévient : les classes fermeront lundi.",
            "Paul Amiot",
            "les classes fermeront lundi",
        ),
        (
            "La cheffe du syndicat, Magali Dorne, s'étrangle : aucun bateau n'a quitté le port.",
            "Magali Dorne",
            "aucun bateau n'a quitté le port",
        ),
        ("Le parquet est formel : personne n'a forcé la porte.", "parquet", "personne n'a forcé la porte"),
        ("Réponse du ministère : aucune école ne fermera.", "ministère", "aucune école ne fermera"),
        (
            "Interrogée mardi, la direction a opposé un démenti : aucun vigile n'a frappé les grévistes.",
            "direction",
            "aucun vigile n'a frappé les grévistes",
        ),
        (
            "Le ministère a publié à midi un démenti de deux lignes : aucun garde n'a tiré.",
            "ministère",
            "aucun garde n'a tiré",
        ),
        (
            "Au rectorat, on tombe des nues : aucun courrier n'est arrivé.",
            "rectorat",
            "aucun courrier n'est arrivé",
        ),
    ],
)
def test_words_behind_a_colon_are_of_who_stands_before_it(text: str, speaker: str, content: str) -> None:
    [found] = attributions(text)
    assert found.speaker is not None
    assert (found.speaker.name, text[found.start : found.end]) == (speaker, content)


@needs_parser
@pytest.mark.parametrize(
    "text",
    [
        "Le constat est simple : la digue fuit.",
        "Trois communes sont touchées : Orval, Valme et Lorme.",
        "C'est clair : la digue fuit.",
        "Le maire a coupé le ruban : le pont est ouvert.",
    ],
)
def test_other_colons_report_nothing(text: str) -> None:
    assert attributions(text) == ()


@needs_parser
def test_who_sighs_before_a_quotation_is_not_named_in_it() -> None:
    [found] = attributions("La patronne, Magali Dorne, soupire : « Aucun bateau n'a quitté le port. »")
    assert found.speaker is not None and found.speaker.name == "Magali Dorne"
