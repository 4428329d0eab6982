"""Zones: what is text and what is furniture. Every sample is invented."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.model import Article, Role
from recoupe.zones import find_zones

A = "Le pont de Valbrune a été fermé mardi à la circulation, a annoncé la préfecture de la Mire."
B = "Les ingénieurs ont relevé trois fissures sur la pile nord, où l'eau monte depuis dimanche soir."
C = "« Nous rouvrirons quand l'ouvrage sera sûr », a déclaré la préfète, Anna Delmas."
REPORTS = Path(__file__).parents[1].parent / "shared" / "reports"


def zones(text: str, language: str = "fr", title: str | None = None) -> list[tuple[str, str]]:
    article = Article(id="x", text=text, title=title)
    return [(zone.role.value, text[zone.start : zone.end]) for zone in find_zones(article, language)]


def roles(text: str, language: str = "fr", title: str | None = None) -> list[str]:
    return [role for role, _ in zones(text, language, title)]


# --------------------------------------------------------------------------- headline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Le pont de Valbrune fermé\n\n{A}\n{B}", ["headline", "body", "body"]),
        (f"Qui paiera le pont de Valbrune ?\n{A}", ["headline", "body"]),
        (f"Le pont est fermé.\n\n3 mai 2031\n\n{A}", ["headline", "metadata", "body"]),
        (f"Le pont fermé\nLa préfecture craint une nouvelle crue\n{A}", ["headline", "headline", "body"]),
        (f"MONDE\nLe pont de Valbrune fermé\n{A}", ["metadata", "headline", "body"]),
        (f"Accueil > Régions > Mire\nLe pont de Valbrune fermé\n{A}", ["metadata", "headline", "body"]),
        (f"{A}\n{B}", ["body", "body"]),
        (f"Il pleut.\n{A}", ["body", "body"]),
        ("Le pont de Valbrune fermé", ["body"]),
        (f"« Le pont est sûr. »\n{A}", ["body", "body"]),
        (f"Des milliers d'habitants\n, dont des enfants, ont dû partir. {A}", ["body", "body"]),
        (f"Ce que l'on sait :\n{A}", ["body", "body"]),
        (f"{A}\n\nUne pile fissurée\n\n{B}", ["body", "body", "body"]),
    ],
)
def test_headlines(text: str, expected: list[str]) -> None:
    assert roles(text) == expected


def test_the_title_is_a_headline_where_the_text_begins_with_it() -> None:
    title = "Le pont de Valbrune est fermé."
    assert zones(f"Le pont de Valbrune est fermé\n{A}", title=title)[0] == (
        "headline",
        "Le pont de Valbrune est fermé",
    )
    assert zones(f"Le pont de Valbrune est fermé {A}", title=title) == [
        ("headline", "Le pont de Valbrune est fermé"),
        ("body", A),
    ]


def test_a_title_that_the_sentence_goes_on_from_is_no_headline() -> None:
    assert roles("Le pont de Valbrune a été fermé mardi.", title="Le pont de Valbrune") == ["body"]


# --------------------------------------------------------------------------- metadata


@pytest.mark.parametrize(
    "line",
    [
        "3 mai 2031",
        "Samedi 3 mai 2031 à 18h05",
        "Publié le 3 mai 2031 à 18:05",
        "Publié le 03/05/2031 à 18h05 - Mis à jour le 04/05/2031 à 7h30",
        "Mis à jour le 4 mai",
        "Par Anna Delmas",
        "Par Anna Delmas et Luc de Tercel, envoyés spéciaux à Valbrune",
        "Par La rédaction avec Agence Mirande",
        "Par A. Delmas | 3 mai 2031 | Lecture 4 min",
        "Temps de lecture : 4 minutes",
        "4 min de lecture",
        "2031-05-03T18:05:00+02:00",
        "Source : Agence Mirande",
        "Rédigé par Anna Delmas le 3 mai 2031",
        "[Mis à jour le 3 mai 2031]",
        "Temps de lecture estimé : 2 minutes",
        "Anna Delmas avec Mirande",
    ],
)
def test_header_lines(line: str) -> None:
    assert zones(f"Le pont de Valbrune fermé\n{line}\n{A}\n{B}")[1] == ("metadata", line)


@pytest.mark.parametrize(
    "line",
    [
        "Par ailleurs, la mairie ferme les écoles.",
        "Par prudence, Valbrune a évacué le quai.",
        "Le 3 mai 2031, le pont a cédé.",
        "Publié lundi, le rapport accable Valbrune.",
        "Trois minutes plus tard, le pont cédait.",
        "Source de tensions, le pont divise.",
        "18 h 05 : la sirène retentit.",
        "Mars avance.",
    ],
)
def test_sentences_that_look_like_header_lines_are_text(line: str) -> None:
    assert zones(f"{A}\n{line}\n{B}")[1] == ("body", line)


def test_a_crawl_header_is_metadata_and_the_sentence_behind_it_text() -> None:
    assert zones(f" date 2031-05 {A}\n\n{B}") == [("metadata", "date 2031-05"), ("body", A), ("body", B)]
    assert zones(f"Publié le 3 mai 2031 à 18h05 {A}") == [
        ("metadata", "Publié le 3 mai 2031 à 18h05"),
        ("body", A),
    ]
    assert zones(f"3 mai 2031 - {A}") == [("metadata", "3 mai 2031 -"), ("body", A)]
    assert zones(f"2031-05-03 {A}") == [("metadata", "2031-05-03"), ("body", A)]


def test_a_date_that_begins_a_sentence_is_text() -> None:
    assert roles("2031-05 est une date.") == ["body"]
    assert roles("Date 2031 fut fatale.") == ["body"]


def test_the_dates_of_a_chronology_are_text() -> None:
    text = f"Chronologie d'une crue\n\n3 mai 2031\n\n{A}\n\n4 mai 2031\n\n{B}\n\n5 mai 2031\n\n{C}"
    assert zones(text)[3] == ("body", "4 mai 2031") and zones(text)[5] == ("body", "5 mai 2031")


def test_names_under_the_headline_are_metadata() -> None:
    assert roles(f"Le pont de Valbrune fermé\nAnna Delmas\n3 mai 2031\n{A}") == [
        "headline",
        "metadata",
        "metadata",
        "body",
    ]


# --------------------------------------------------------------------------- dateline


@pytest.mark.parametrize(
    "dateline",
    [
        "VALBRUNE -",
        "VALBRUNE (Agence Mirande) –",
        "Valbrune, le 3 mai —",
        "Valbrune, 3 mai 2031 (Mirande) -",
        "PORT-SUR-MIRE, Valdoré -",
        "Saint-Orval (Mire) –",
        "(Mirande) -",
        "VALBRUNE/ORVAL (Mirande) -",
        "VALBRUNE, 3 mai 2031 /AM/ --",
        "Valbrune –",
    ],
)
def test_datelines(dateline: str) -> None:
    assert zones(f"Le pont de Valbrune fermé\n{dateline} {A}\n{B}") == [
        ("headline", "Le pont de Valbrune fermé"),
        ("dateline", dateline),
        ("body", A),
        ("body", B),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna Delmas – la préfète – a annoncé la fermeture du pont de Valbrune mardi soir.",
        "Le pont - Valbrune en parle depuis dix ans - a été fermé mardi à la circulation.",
        "Valbrune-Orval est fermée depuis mardi à toute circulation, dit la préfecture.",
    ],
)
def test_dashes_that_open_no_dateline(sentence: str) -> None:
    assert zones(f"{sentence}\n{B}")[0] == ("body", sentence)


def test_a_label_before_a_dash_is_no_place() -> None:
    assert zones(f"SONDAGE - {A}\n{B}")[:2] == [("metadata", "SONDAGE -"), ("body", A)]
    assert zones(f"VIDÉO. {A}\n{B}")[:2] == [("metadata", "VIDÉO."), ("body", A)]


# --------------------------------------------------------------------------- captions, embeds, boilerplate


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Photo : Anna Delmas", "caption"),
        ("Crédits photo : Agence Mirande", "caption"),
        ("© Luc Tercel / Agence Mirande", "caption"),
        ("Des habitants sur le quai de Valbrune, lundi. © Luc Tercel / Mirande", "caption"),
        ("La pile nord du pont, dimanche (Photo Luc Tercel)", "caption"),
        ("https://x.com/i/web/status/1930000000000000000", "embed"),
        (
            "https://valbrune.example/v Cette vidéo est bloquée tant que vous refusez les traceurs. Cliquez ici pour la regarder.",
            "embed",
        ),
        ("Voir le tweet", "embed"),
        (
            "Pour lire ce contenu, vous devez accepter les cookies. Cliquez ici pour les paramétrer, ou accepter ces traceurs.",
            "embed",
        ),
        ("Une publication partagée par Valbrune Infos (@valbrune_infos)", "embed"),
        ("Pour voir cette vidéo, acceptez les traceurs", "embed"),
        ("— Mairie de Valbrune (@valbrune) 3 mai 2031", "embed"),
        ("Luc Tercel/Mirande", "caption"),
        ("La préfète devant le pont de Valbrune, lundi. LUC TERCEL / MIRANDE", "caption"),
        ("La suite après cette publicité", "boilerplate"),
        ("Copyright Agence Mirande", "boilerplate"),
        ("(Avec Mirande)", "metadata"),
        ("Lire aussi : Valbrune attend son pont", "boilerplate"),
        ("À lire également – La crue de la Mire en cartes", "boilerplate"),
        (">> LIRE AUSSI - Une pile sous surveillance", "boilerplate"),
        ("Abonnez-vous pour lire la suite.", "boilerplate"),
        ("Recevez chaque matin notre lettre d'information.", "boilerplate"),
        ("Suivez-nous sur tous les réseaux", "boilerplate"),
        ("© 2031 Le Courrier de la Mire. Tous droits réservés.", "boilerplate"),
        ("Toute reproduction, même partielle, est interdite sans accord de la Mire.", "boilerplate"),
        ("Facebook Twitter Imprimer", "boilerplate"),
        ("Partager sur WhatsApp", "boilerplate"),
        ("* * *", "boilerplate"),
    ],
)
def test_furniture(line: str, role: str) -> None:
    assert zones(f"{A}\n{line}\n{B}") == [("body", A), (role, line), ("body", B)]


@pytest.mark.parametrize(
    "line",
    [
        "Photo à l'appui, la mairie montre les fissures de la pile nord.",
        "Le rapport se trouve à l'adresse https://mire.example/rapport, précise la préfecture.",
        "La commission interdit les cookies sans accord du lecteur.",
        "« Cliquez ici pour voir », disait le message reçu par les habitants.",
        "« Abonnez-vous à la vie », dit la chanson.",
        "Lire la carte de la Mire demande de la patience, dit le géomètre.",
        "Partager le fardeau sera difficile, prévient la maire de Valbrune.",
        "Le X a été retiré.",
        "Avec Orval, Valbrune est la ville la plus touchée.",
        "La ligne relie Valbrune/Orval et la côte.",
        "Le.",
    ],
)
def test_text_that_looks_like_furniture(line: str) -> None:
    assert zones(f"{A}\n{line}\n{B}")[1] == ("body", line)


def test_an_embed_in_a_paragraph_leaves_the_text_around_it() -> None:
    embed = "https://x.com/a/status/19 Ce message ne peut être affiché, vous avez refusé les cookies. Vous pouvez accepter ces traceurs."
    assert zones(f"{A} {embed} {B}") == [("body", A), ("embed", embed), ("body", B)]


def test_a_credit_or_a_pointer_at_the_end_of_a_paragraph_is_cut_off() -> None:
    assert zones(f"{A}\n{B}Photo : le pont en mai") == [
        ("body", A),
        ("body", B),
        ("caption", "Photo : le pont en mai"),
    ]
    assert zones(f"{A} Lire aussi : La crue en cartes\n{B}")[1] == (
        "boilerplate",
        "Lire aussi : La crue en cartes",
    )


# --------------------------------------------------------------------------- repetition


def test_a_paragraph_that_stands_twice_is_a_repetition() -> None:
    assert roles(f"{A}\n{B}\n{A}\n{B}") == ["body", "body", "repetition", "repetition"]


def test_nearly_the_same_wording_is_a_repetition() -> None:
    longer = (
        f"{A[:-1]}, tandis que les secours installaient sur la rive un abri pour les voyageurs de la gare."
    )
    assert roles(f"{longer}\n{B}\n{longer.upper().replace('SECOURS', 'POMPIERS')}") == [
        "body",
        "body",
        "repetition",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{A} {B} On compte 3 blessés.", f"{A} {B} On compte 5 blessés."),
        (f"{A} {B} La gare est fermée.", f"{A} {B} La gare n'est pas fermée."),
        ("Le pont est sûr.", "Le pont est sûr."),
        (A, C),
    ],
)
def test_news_in_old_words_is_no_repetition(first: str, second: str) -> None:
    assert roles(f"{first}\n{second}") == ["body", "body"]


# --------------------------------------------------------------------------- paragraphs


def test_hard_wrapped_text_is_joined_up_to_the_blank_line() -> None:
    text = (
        "Le pont de Valbrune fermé\nPar Anna Delmas\n\n"
        "Le pont de Valbrune a été fermé mardi à la circulation, a annoncé la\n"
        "préfecture de la Mire, qui craint que la pile nord ne cède sous la poussée\n"
        "de la crue. Les habitants de la rive gauche devront passer par Orval.\n\n"
        "Les ingénieurs ont relevé trois fissures, où l'eau monte depuis dimanche\n"
        "soir, et les travaux dureront au moins jusqu'à la fin de l'automne, selon\n"
        "le maire.\n"
    )
    found = zones(text)
    assert [role for role, _ in found] == ["headline", "metadata", "body", "body"]
    assert found[2][1].startswith("Le pont de Valbrune a été") and found[2][1].endswith("par Orval.")


def test_lines_that_are_not_wrapped_stay_paragraphs() -> None:
    assert len(zones("\n".join([A, B, C, "Il pleut.", A[::-1] + "."]))) == 5


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_line_end_ends_a_paragraph(end: str) -> None:
    assert zones(end.join([A, "", B, C])) == [("body", A), ("body", B), ("body", C)]


# --------------------------------------------------------------------------- English


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("By Anna Delmas and Luke Orval", "metadata"),
        ("Last updated on May 3, 2031 at 6:05 pm", "metadata"),
        ("4 min read", "metadata"),
        ("Photo: Luke Orval", "caption"),
        ("Read also: Valbrune waits for its bridge", "boilerplate"),
        ("Sign up for our morning letter.", "boilerplate"),
        ("© 2031 Mire Courier. All rights reserved.", "boilerplate"),
        ("This post cannot be displayed because you have not accepted cookies.", "embed"),
        ("By Tuesday, the water had fallen.", "body"),
    ],
)
def test_english_furniture(line: str, role: str) -> None:
    first = "The bridge at Valbrune was closed on Tuesday, the prefecture of the Mire said in a statement."
    second = (
        "Engineers found three cracks in the northern pier, where the water has been rising since Sunday."
    )
    assert zones(f"Bridge at Valbrune closed\n{first}\n{line}\n{second}", "en")[2] == (role, line)


def test_an_unknown_language_is_read_with_every_table() -> None:
    assert roles(f"{A}\nLire aussi : La crue\nRead also: The flood\n{B}", "xx") == [
        "body",
        "boilerplate",
        "boilerplate",
        "body",
    ]


# --------------------------------------------------------------------------- properties

PARTS = [
    "date 2031-05 ",
    "https://x.com/a",
    "Photo : ",
    "Lire aussi",
    A,
    B,
    "Par Anna",
    "3 mai 2031",
    "VALBRUNE - ",
    "\n",
    "\r\n",
    "\x85",
    "\ufeff",
    " ",
    "© ",
    "cookies",
    "\0",
]


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=400),
        st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=8)), max_size=60).map("".join),
    ),
    st.sampled_from(["fr", "en", "xx"]),
)
def test_zones_are_sorted_disjoint_trimmed_and_cover_all_that_is_not_blank(text: str, language: str) -> None:
    found = find_zones(Article(id="x", text=text, title=text[:30] or None), language)
    covered = [0] * len(text)
    before = 0
    for zone in found:
        assert before <= zone.start < zone.end <= len(text)
        assert not text[zone.start].isspace() and not text[zone.end - 1].isspace()
        covered[zone.start : zone.end] = [1] * (zone.end - zone.start)
        before = zone.end
    assert all(held or letter.isspace() for held, letter in zip(covered, text, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 300_000,
        "Mot " * 100_000,
        "https://x.com/a " * 12_000,
        f"{A} https://x.com/a Vous devez accepter ce message. " * 1_500,
        "Par Anna Delmas\n" * 10_000,
        "MONDE\n" * 20_000,
        "A > B > C\n" * 10_000,
        "«" * 100_000,
        f"{A}\n" * 3_000,
        "3 mai 2031\n" * 10_000,
        "© " * 50_000,
        "\n" * 200_000,
        "Lire aussi. " * 20_000,
        "(((((" * 30_000,
        "Date : " * 20_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    start = time.monotonic()
    find_zones(Article(id="x", text=text, title="Par Anna Delmas"), "fr")
    assert time.monotonic() - start < 5


def test_the_real_reports_where_they_are_present() -> None:
    if not REPORTS.is_dir():
        pytest.skip("the folder of real reports beside the repository is absent")
    found = {
        path.name[:3]: find_zones(Article(id="x", text=path.read_text(encoding="utf-8")), "fr")
        for path in sorted(REPORTS.glob("*.txt"))
    }
    assert [zone.role for zone in found["000"]][:2] == [Role.HEADLINE, Role.METADATA]
    assert (
        found["001"][0].role is Role.METADATA and [zone.role for zone in found["001"]].count(Role.EMBED) == 1
    )
    assert [zone.role for zone in found["002"]][:2] == [Role.HEADLINE, Role.DATELINE]
    assert [zone.role for zone in found["003"]] == [Role.BODY] * 4 + [Role.REPETITION] * 3
    assert [zone.role for zone in found["004"]] == [Role.METADATA] + [Role.BODY] * (len(found["004"]) - 1)
