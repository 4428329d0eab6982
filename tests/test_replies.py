"""Who contradicts whom: replies, words of contrast, denials by name, other polarity, deeds denied; and what only looks like it."""

from __future__ import annotations

import doctest

import pytest
from test_attributions import needs_parser

from recoupe.annotate import annotate
from recoupe.crosscheck import account, replies
from recoupe.crosscheck.sketches import Sketch
from recoupe.model import Article

# (texts of one matter, words of the two claims that contradict each other)
CONTRARY: list[tuple[list[str], tuple[str, str]]] = [
    (
        [
            "« M. Kern a pris samedi un bateau pour Haut-Serin », a déclaré la procureure, Lise Aubin. « Mon client n'a pas quitté sa ferme », a riposté l'avocate Oona Marsel.",
        ],
        ("a pris samedi", "n'a pas quitté"),
    ),
    (
        [
            "« Les deux clubs ont accepté le principe d'un stade commun », s'est félicitée Mme Salvan. « Nous n'avons souscrit à rien de semblable », a rectifié dans la soirée le président Boris Keller.",
        ],
        ("ont accepté", "n'avons souscrit"),
    ),
    # an admission that one tells of, and who is outraged
    (
        [
            "Le chauffeur a reconnu avoir coupé l'alarme du bus, a déclaré la juge Maud Ferrier. « Mon client n'a rien reconnu », s'est indigné l'avocat Karim Belval.",
        ],
        ("a reconnu avoir", "rien reconnu"),
    ),
    # what is only taken up stands between
    (
        [
            "« C'est une grue du port qui a arraché le poteau », a déclaré la capitaine Lise Aubin. La mairie rejette toute responsabilité : le bois a cédé de lui-même, soutient l'adjoint Luc Amar.",
        ],
        ("une grue", "de lui-même"),
    ),
    # words of contrast in front of a colon
    (
        [
            "« Le câble a été coupé depuis la tour que garde le club », a soutenu le capitaine Paul Verdon. Au club, on raconte l'inverse : c'est une grue de la mairie qui a arraché le poteau, affirme l'entraîneuse Lise Aubin.",
        ],
        ("a été coupé", "une grue"),
    ),
    (
        [
            "« Ils nous ont poursuivis pendant une heure », raconte la navigatrice Oona Marsel. Le commandant Boris Keller a publié dans la soirée un démenti : la vedette n'a pas quitté le quai.",
        ],
        ("poursuivis", "pas quitté"),
    ),
    # a verb of reply, and what it denies
    (
        [
            "« L'usine a triché sur les rejets », a accusé mardi la députée Jeanne Salvan. « Nous n'avons jamais faussé ces mesures », a rétorqué le directeur, Luc Amar."
        ],
        ("a triché", "jamais faussé"),
    ),
    (
        [
            "« La main qui a mis le feu à la grange est celle d'un voisin », accusait lundi le fermier, Paul Verdon. À quoi Omar Diallo a rétorqué : « Je ne suis pour rien dans cet incendie. »"
        ],
        ("La main qui", "pour rien"),
    ),
    (
        [
            "Les primes ont été versées en entier, maintient la directrice, Maud Ferrier. « On ne nous en a donné que la moitié », réplique le délégué Karim Belval."
        ],
        ("versées en entier", "que la moitié"),
    ),
    (
        [
            "Le gardien Émile Faure a raconté que la foule avait forcé la grille. « Personne n'a touché à cette grille », a répliqué le président du club, Boris Keller."
        ],
        ("forcé la grille", "touché à cette grille"),
    ),
    # words of contrast between the two
    (
        [
            "« Le juge Amar est entre nos mains », a affirmé le chef des mutins, Boris Keller. Tout autre est la version de la ministre. Maud Ferrier a assuré que le juge était libre."
        ],
        ("entre nos mains", "était libre"),
    ),
    (
        [
            "La digue ne présente aucune faille, assure le directeur du port, Luc Amar. L'ancien éclusier Paul Verdon n'en croit rien. Le mur est lézardé sur deux mètres, affirme-t-il."
        ],
        ("aucune faille", "lézardé"),
    ),
    (
        [
            "1. « Nos wagons sont en parfait état » (Luc Amar, directeur du réseau, mardi). Faux. Un essieu sur dix est rouillé, établit le cabinet d'expertise Normatec."
        ],
        ("parfait état", "essieu"),
    ),
    (
        [
            "Le vaccin n'a causé aucun malaise, soutient le laboratoire Ardan. Autre son de cloche à l'hôpital. Onze enfants se sont évanouis, affirme la doctoresse Inès Tabard."
        ],
        ("aucun malaise", "évanouis"),
    ),
    (
        [
            "Le joueur a signé librement, dit le club de Gallen. Version contestée par son agent. « On l'a enfermé une nuit entière », accuse Omar Diallo."
        ],
        ("signé librement", "enfermé une nuit"),
    ),
    # who is denied is named
    (
        [
            "« Le trésorier s'est enfui à Tarque », a accusé lundi la présidente du club, Maud Ferrier.",
            "Le trésorier n'a jamais quitté la ville, a assuré mardi l'avocat Luc Amar, démentant Maud Ferrier.",
        ],
        ("enfui à Tarque", "jamais quitté"),
    ),
    (
        [
            "« Le stock de masques est vide », a lâché lundi la pharmacienne Lise Aubin.",
            "Il reste mille boîtes dans la réserve, a indiqué mardi le préfet, Paul Verdon, contredisant Lise Aubin.",
        ],
        ("est vide", "mille boîtes"),
    ),
    # the same in other words, with another polarity
    (
        [
            "La ministre, Maud Ferrier, l'a rappelé lundi : la Saldovie avait prévenu l'Orvanie deux jours à l'avance.",
            "Démenti de Luc Amar, chef de la diplomatie de l'Orvanie. « Ni deux jours ni deux heures avant : la Saldovie ne nous a jamais prévenus », s'agace-t-il.",
        ],
        ("avait prévenu", "jamais prévenus"),
    ),
    (
        [
            "« J'ai remis la lettre à Paul Verdon en mains propres », affirme la comptable Lise Aubin.",
            "Mis en cause, le maire Paul Verdon s'est défendu : « Cette lettre ne m'est jamais parvenue. »",
        ],
        ("remis la lettre", "jamais parvenue"),
    ),
    (
        [
            "La société Ardan a payé les témoins, a accusé jeudi la procureure Maud Ferrier.",
            "« Nous n'avons pas versé un sou aux témoins », a répondu vendredi le patron d'Ardan, Luc Amar.",
        ],
        ("payé les témoins", "pas versé"),
    ),
    (
        [
            "Le coureur Omar Diallo était détenu à Tarque, a affirmé lundi la ligue.",
            "Le coureur Omar Diallo est libre, a assuré lundi son avocat, Luc Amar.",
        ],
        ("détenu", "est libre"),
    ),
    (
        [
            "Le patron Luc Amar avait volontairement coupé l'alarme, a affirmé lundi la procureure Maud Ferrier.",
            "L'alarme a été coupée par accident, a soutenu mardi l'avocat de Luc Amar, Karim Belval.",
        ],
        ("volontairement", "par accident"),
    ),
    # a deed told, and denied by what somebody says
    (
        [
            "Jeudi soir, à Haut-Serin, des gendarmes ont tiré sur des grévistes qui bloquaient le dépôt. Deux d'entre eux nous l'ont raconté.",
            "On a beaucoup parlé de Haut-Serin. Le colonel Belval, qui commande la gendarmerie, jure que pas un coup de feu n'y a été tiré.",
        ],
        ("ont tiré sur", "pas un coup de feu"),
    ),
    (
        [
            "L'aviation saldovienne a bombardé dans la nuit deux dépôts à Dorval, a annoncé le général Paul Verdon.",
            "Aucune bombe n'est tombée sur l'Orvanie, a soutenu mardi la ministre orvanienne Maud Ferrier.",
        ],
        ("a bombardé", "Aucune bombe"),
    ),
    (
        [
            "Des soldats ont tiré lundi sur la foule à Gallen, selon l'association Vigie.",
            "« Aucun de nos soldats n'a tiré sur la foule », a répliqué mardi le commandant Boris Keller.",
        ],
        ("ont tiré lundi", "Aucun de nos soldats"),
    ),
    (
        [
            "Des policiers ont frappé deux lycéens mardi devant la mairie de Gallen.",
            "« Mes hommes n'ont frappé personne », a assuré mercredi le commissaire Karim Belval.",
        ],
        ("ont frappé deux", "n'ont frappé personne"),
    ),
]
COMPATIBLE: list[list[str]] = [
    # a verb of reply, and what it denies
    [
        "« L'usine rejette trop de fumée », a dit la députée Jeanne Salvan. « Nous n'avons pas les moyens d'un nouveau filtre », a répondu le directeur, Luc Amar."
    ],
    [
        "« La cantine doit ouvrir plus tôt », a plaidé la parente d'élève Lise Aubin. « Nous n'avons pas assez de cuisiniers », a répondu le maire, Paul Verdon."
    ],
    [
        "« Le match était superbe », a dit l'entraîneur Boris Keller. Interrogé sur son avenir, le joueur Omar Diallo a répondu : « Je n'ai pas encore décidé. »"
    ],
    [
        "« Le budget est voté », a annoncé le maire, Paul Verdon. Jeanne Salvan, cheffe de l'opposition, n'a pas souhaité répondre. « Les comptes sont en ligne », a rétorqué l'adjoint Karim Belval."
    ],
    # words of contrast between the two
    [
        "« Le train arrivera à l'heure » (Luc Amar, directeur du réseau, mardi). Vrai. Le convoi est entré en gare à midi, d'après le registre de la gare."
    ],
    [
        "La digue tient, assure le maire, Paul Verdon. Autre sujet d'inquiétude, l'école. Le toit fuit, affirme la directrice, Maud Ferrier."
    ],
    # who is outraged denies something else
    [
        "Trois cents skieurs étaient sur la piste, a dit la préfète Maud Ferrier. « On ne respecte plus rien », s'est insurgé le guide Omar Diallo."
    ],
    # somebody else rejects the blame
    [
        "« Nous sommes horrifiés par cette avalanche », a dit la guide Lise Aubin. La mairie a rejeté toute responsabilité. Le club a reconnu que la piste était ouverte, a ajouté Omar Diallo."
    ],
    # who is denied is named
    [
        "« Le stock de masques est vide », a lâché lundi la pharmacienne Lise Aubin.",
        "Il reste mille boîtes dans la réserve, a indiqué mardi le préfet, Paul Verdon, rejoint par Lise Aubin.",
    ],
    # the same in other words, with another polarity
    [
        "La Saldovie avait prévenu l'Orvanie deux jours à l'avance, a rappelé lundi la ministre Maud Ferrier.",
        "« La Saldovie n'a jamais prévenu la Balnie », a dit mardi le ministre balnien Luc Amar.",
    ],
    [
        "« Nos wagons sont intacts », a déclaré mardi le directeur du réseau, Luc Amar.",
        "Le pont de Gallen est hors d'usage, a affirmé mercredi le syndicat des cheminots.",
    ],
    [
        "« J'ai remis la lettre à Paul Verdon en mains propres », affirme la comptable Lise Aubin.",
        "« La facture d'eau ne m'est jamais parvenue », a protesté Omar Diallo.",
    ],
    [
        "La société Ardan a payé les témoins, a accusé jeudi la procureure Maud Ferrier.",
        "Le patron d'Ardan, Luc Amar, a refusé de commenter vendredi.",
    ],
    [
        "Le barrage est solide, a assuré lundi le directeur, Luc Amar.",
        "Le barrage n'a pas été inspecté depuis six ans, a indiqué mardi la préfète Maud Ferrier.",
    ],
    # a deed told, and denied by what somebody says
    [
        "Des gendarmes ont tiré jeudi sur des grévistes à Haut-Serin.",
        "Pas un coup de feu n'a été tiré à Valmort, jure le colonel Belval.",
    ],
    [
        "Des rebelles ont tiré lundi sur la foule à Gallen, selon l'association Vigie.",
        "« Aucun de nos soldats n'a tiré sur la foule », a répliqué mardi le commandant Boris Keller.",
    ],
    [
        "L'aviation saldovienne a bombardé dans la nuit deux dépôts à Dorval, a annoncé le général Paul Verdon.",
        "Aucune bombe ne doit tomber sur l'Orvanie, a plaidé mardi la ministre orvanienne Maud Ferrier.",
    ],
    [
        "Des policiers ont frappé deux lycéens mardi devant la mairie de Gallen.",
        "« Je n'ai vu aucun policier », a dit mercredi la boulangère Lise Aubin.",
    ],
]


def contradictions(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], list[str]]]:
    """The passages of both ends of each contradiction in articles that are taken for one matter."""
    monkeypatch.setattr(account, "follow_threads", lambda sketches, *rest: one_matter(sketches))
    articles = [
        Article(id=f"a{number}", text=text, stated_date=f"2031-05-{6 + number:02d}")
        for number, text in enumerate(texts)
    ]
    annotations = {annotation.id: annotation for annotation in annotate(articles)}
    rows = account.build_account(list(annotations.values())).rows
    passages = {
        row.key: [annotations[place.id].text[place.start : place.end] for place in row.evidence]
        for row in rows
    }
    links = [row for row in rows if row.key.startswith("relation-contradicts")]
    return [(passages[link.source], passages[link.target]) for link in links]


def one_matter(sketches: list[Sketch]) -> dict[str, str]:
    return {sketch.id: "matter" for sketch in sketches}


def test_the_examples_of_the_docstrings_hold() -> None:
    assert doctest.testmod(replies).failed == 0


@needs_parser
@pytest.mark.parametrize(("texts", "pair"), CONTRARY)
def test_who_contradicts_whom(
    texts: list[str], pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = contradictions(texts, monkeypatch)
    assert len(found) == 1
    for words in pair:
        assert any(words in passage for side in found[0] for passage in side)


@needs_parser
@pytest.mark.parametrize("texts", COMPATIBLE)
def test_what_only_looks_like_it(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert contradictions(texts, monkeypatch) == []
