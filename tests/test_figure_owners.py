"""Who owns a figure, and what a number alone counts, on invented sentences: the number's words, what is counted, whose it is."""

from __future__ import annotations

import pytest

from recoupe.annotate import annotate
from recoupe.model import Annotation, Article

BAN = "La mairie fait état de vingt blessés. "


def read(text: str) -> Annotation:
    return next(iter(annotate([Article(id="a", text=text, language="fr", outlet="Le Relais")])))


def owned(text: str) -> list[tuple[str, str, str | None]]:
    annotation = read(text)
    found = []
    for quantity in annotation.quantities:
        said = annotation.attributions[quantity.attribution] if quantity.attribution is not None else None
        owner = said.speaker.name if said is not None and said.speaker is not None else None
        found.append((text[quantity.start : quantity.end], quantity.what, owner))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Dernier bilan de la préfecture : 14 foyers relogés dans la commune.",
            [("14 foyers", "foyers", "préfecture")],
        ),
        (
            "Point du ministère à 18 heures : 300 vols annulés et 12 cars bloqués.",
            [("300 vols", "vols", "ministère"), ("12 cars", "cars", "ministère")],
        ),
        (
            "Trente expulsions dans le quartier, a comptabilisé le syndicat.",
            [("Trente expulsions", "expulsions", "syndicat")],
        ),
        (
            "Douze contrôles depuis ce matin, indique la gendarmerie.",
            [("Douze contrôles", "contrôles", "gendarmerie")],
        ),
        (
            "Mardi soir, la mairie portait à vingt-deux le nombre des blessés de l'incendie.",
            [("vingt-deux", "blessés", "mairie")],
        ),
        (
            "Neuf otages ont été tués. Le capitaine Rolin, pour la gendarmerie, en reconnaissait désormais trois.",
            [("Neuf otages", "morts (otages)", None), ("trois", "morts (otages)", "Rolin")],
        ),
        (
            "900 marcheurs dans la ville pour la police, 3 000 selon le syndicat.",
            [
                ("900 marcheurs", "marcheurs dans la ville", "police"),
                ("3 000", "marcheurs dans la ville", "syndicat"),
            ],
        ),
        (
            "C'est l'état-major qui compte aujourd'hui six blessés dans ses rangs.",
            [("six blessés", "blessés", "état-major")],
        ),
        (
            "La compagnie Marnel, qui arme le chalutier, est sans nouvelles de onze de ses marins.",
            [("onze de ses marins", "marins", "compagnie Marnel")],
        ),
        (
            "Lise Aubin, du club de Valme, pleure deux passagers.",
            [("deux passagers", "passagers", "Lise Aubin")],
        ),
        (
            "Colère de Lise Aubin, qui préside le club : le camp loge encore 31 réfugiés, assure-t-elle.",
            [("31 réfugiés", "réfugiés", "Lise Aubin")],
        ),
        ("Le budget prévoit 900 couronnes pour la police, 300 pour la mairie.", None),
        ("Pour la mairie, 300 tables ont été livrées.", None),
        ("Le pont, long de 300 mètres, relie la ville à la plage.", None),
    ],
)
def test_a_figure_is_owned_by_who_gives_it(
    text: str, expected: list[tuple[str, str, str | None]] | None
) -> None:
    found = owned(text)
    if expected is None:
        assert found and all(owner is None for *_, owner in found)
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BAN + "Ils ne seraient que neuf, à en croire le procureur.", ("neuf", "blessés", "procureur")),
        (
            "La région a envoyé 300 tentes. Le village, lui, n'en a reçu que 40, assure le maire.",
            ("40", "tentes", "maire"),
        ),
        (
            "Le syndicat revendique 8 000 marcheurs. Pour la préfecture, ils étaient 900, parmi lesquels 12 élus.",
            ("900", "marcheurs", "préfecture"),
        ),
        (
            "Des retraités avaient défilé mercredi : 600 selon la police, 2 000 d'après le syndicat.",
            ("2 000", "manifestants", "syndicat"),
        ),
        (
            "Lise Aubin a vu les cambrioleurs. Elle les dit au nombre de douze.",
            ("douze", "cambrioleurs", "Lise Aubin"),
        ),
        (
            "Le gardien a vu douze cambrioleurs. Une trentaine, pas davantage, soutient la direction.",
            ("Une trentaine", "cambrioleurs", "direction"),
        ),
        (
            "Nous avions annoncé neuf fillettes blessées ; elles étaient six, selon la mairie.",
            ("six", "fillettes", "mairie"),
        ),
        (
            "Sur la place : 4 000 personnes de l'avis de la police, 9 000 à en croire le collectif.",
            ("9 000", "personnes", "collectif"),
        ),
        (
            "Les rebelles revendiquent 21 soldats tués et n'en reconnaissent que trois dans leurs rangs.",
            ("trois", "morts (rangs)", "rebelles"),
        ),
    ],
)
def test_a_number_alone_counts_what_was_told_before(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in owned(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("L'armée reconnaît la mort de douze marins.", "morts (marins)"),
        ("Les pompiers ont sorti les corps de trois mineurs.", "morts (mineurs)"),
        ("L'état-major annonce la perte de deux soldats.", "morts (soldats)"),
        ("Le ministère dit avoir relâché 30 détenus.", "libérés (détenus)"),
        ("D'après la marine, 21 personnes restent captives.", "retenus"),
        ("Selon l'armée, 14 rebelles ont été éliminés.", "morts (rebelles)"),
        ("Selon le jury, six candidats ont été éliminés.", "candidats"),
        ("Le point du rectorat : 12 manifestants et 19 policiers blessés.", "blessés (manifestants)"),
    ],
)
def test_what_became_of_those_counted(text: str, what: str) -> None:
    assert owned(text)[0][1] == what


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "« Courez vers le quai », nous crie, hors d'haleine, Lise Aubin.",
            "Lise Aubin",
            "Courez vers le quai",
        ),
        ("Le pont rouvre mardi, croit savoir un conseiller.", "conseiller", "Le pont rouvre mardi"),
        (
            "Réponse d'Ahmed Sorel : « Le feu est parti de la cave. »",
            "Ahmed Sorel",
            "Le feu est parti de la cave",
        ),
        (
            "L'USR revendique 820 000 marcheurs à travers le pays.",
            "USR",
            "820 000 marcheurs à travers le pays",
        ),
    ],
)
def test_who_says_it(text: str, speaker: str, content: str) -> None:
    said = read(text).attributions
    assert [(one.speaker and one.speaker.name, text[one.start : one.end]) for one in said] == [
        (speaker, content)
    ]
