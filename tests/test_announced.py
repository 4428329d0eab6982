"""Speakers that no verb of saying introduces, or one with a pronoun before it; what is said ends where they begin."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pytest
from test_attributions import needs_parser

from recoupe.annotate import annotate
from recoupe.model import Annotation, Article


class Case(NamedTuple):
    """A text; words of what is said; who says it, any of the names between bars (empty: not looked at); words that are not said."""

    text: str
    content: str
    speaker: str
    without: str | None = None


CASES = [
    # a pronoun stands before the verb of saying
    Case(
        "« Le toit fuyait depuis mars », nous confie-t-elle sur le palier. Nadia Berthelot habite le troisième étage.",
        "Le toit fuyait",
        "",
    ),
    Case("Paul Verdon attend dehors. « Je n'ai rien signé », nous dit-il.", "Je n'ai rien signé", "Verdon"),
    Case(
        "« Le vaccin était périmé », nous affirme M. Castagnet, qui a gardé la boîte.",
        "Le vaccin",
        "Castagnet",
    ),
    Case("« Le match était truqué », nous a déclaré Omar Diallo.", "Le match", "Omar Diallo"),
    Case(
        "La pelouse n'a pas été refaite, nous a dit par téléphone un jardinier du club.",
        "La pelouse n",
        "jardinier",
    ),
    Case("« On m'a menti », m'avoue Lise Aubin, comptable de la coopérative.", "On m'a menti", "Lise Aubin"),
    Case(
        "« Le budget est mort », lui a répliqué la rapporteure, Jeanne Salvan.", "Le budget", "Jeanne Salvan"
    ),
    # verbs that tell how it is said, listed or not
    Case("« Nous rouvrirons le gymnase lundi », lance Karim Belval.", "Nous rouvrirons", "Belval"),
    Case(
        "Le maire sort enfin. « Si rien ne bouge, nous bloquerons le pont », tempête le premier magistrat.",
        "nous bloquerons",
        "magistrat|maire",
    ),
    Case("« La récolte est perdue », peste Odile Marchand.", "La récolte", "Marchand"),
    Case("« Personne ne partira », martèle le capitaine Roussel.", "Personne ne partira", "Roussel"),
    Case("« C'est une honte », fulmine la gardienne, Inès Tabard.", "honte", "Inès Tabard"),
    Case("« Il pleuvra encore », soupire un maraîcher.", "Il pleuvra", "maraîcher"),
    # a text announced, then quoted
    Case(
        "Voici le texte lu samedi par la procureure, Maud Ferrier.\n\n« L'enquête est close. Aucune charge n'est retenue. »",
        "L'enquête est close",
        "Maud Ferrier",
    ),
    Case(
        "Nous publions la lettre adressée mardi aux abonnés par le directeur du théâtre, Luc Amar.\n\n« La saison est annulée. Les billets seront remboursés. »",
        "La saison est annulée",
        "Luc Amar",
    ),
    Case(
        "Le Syndicat des pilotes a diffusé dimanche le communiqué suivant.\n\n« La grève continue. »",
        "La grève continue",
        "Syndicat",
    ),
    Case(
        "Ci-dessous, la déclaration intégrale d'Hélène Moreau, présidente du club.\n\n« Le stade ne sera pas vendu. »",
        "Le stade ne sera pas vendu",
        "Hélène Moreau",
    ),
    Case(
        "L'entraîneur, Boris Keller, a publié ce message lundi soir. « Je quitte le banc. Merci à tous. »",
        "Je quitte le banc",
        "Boris Keller",
    ),
    # a pronoun and a colon announce a clause
    Case(
        "Le proviseur l'a répété hier : la cantine n'a jamais manqué de viande.", "la cantine n", "proviseur"
    ),
    Case(
        "Hélène Moreau, présidente du club, l'a rappelé lundi matin : le stade avait prévenu la préfecture.",
        "le stade avait",
        "Hélène Moreau",
    ),
    Case("L'avocat l'affirme : son client dormait.", "son client dormait", "avocat"),
    Case("Omar Diallo l'a juré devant la cour : il n'a rien touché.", "il n'a rien", "Diallo"),
    Case("Luc Amar le dit sans détour : la salle est trop petite.", "la salle est", "Luc Amar"),
    # what is found and by whom
    Case(
        "Une fissure court sous le tablier, établit le cabinet Normatec, dont nous avons lu le rapport.",
        "Une fissure court",
        "Normatec",
    ),
    Case(
        "Le lot était contaminé, révèle une analyse du laboratoire Pasteur-Nord.",
        "Le lot",
        "analyse|laboratoire",
    ),
    Case("Le tir est parti du toit, conclut l'expert.", "Le tir", "expert"),
    Case("Deux loups vivent dans la forêt, constate le garde.", "Deux loups", "garde"),
    Case("Le fichier a été copié en mai, démontre la société de sécurité Verrou.", "Le fichier", "Verrou"),
    # who is named in brackets
    Case(
        "« Le réseau tiendra cet hiver » (la ministre de l'Énergie, mardi). Faux.",
        "Le réseau tiendra",
        "ministre de l",
    ),
    Case(
        "1. « Nous n'avons licencié personne » (Jeanne Salvan, le 3 mai). Vrai.",
        "Nous n'avons licencié",
        "Salvan",
    ),
    Case("« La piscine est gratuite » (Paul Verdon, maire de Gallen). Trompeur.", "La piscine", "Verdon"),
    Case(
        "« Nous rendrons l'argent » (le trésorier du club, même jour). Rien n'est venu.",
        "rendrons",
        "trésorier",
    ),
    # what stands before a colon and speaks, or does not
    Case(
        "La directrice, Maud Ferrier, a pris la parole. « Le bus passera », a-t-elle promis. Mieux : « Il sera gratuit. »",
        "Il sera gratuit",
        "Maud Ferrier|elle",
    ),
    Case(
        "Paul Verdon s'est expliqué. « Le budget est voté », a dit le maire. Quant aux rumeurs de démission : « Je reste. »",
        "Je reste",
        "Verdon|maire",
    ),
    Case("Lise Aubin (lundi) : « Le quai est sûr. »", "Le quai est sûr", "Lise Aubin"),
    Case("Réaction du maire : « Le pont tiendra. »", "Le pont tiendra", "maire"),
    Case("Sur les retards : « Nous en sommes désolés », a dit Jeanne Salvan.", "désolés", "Salvan"),
    Case("Démenti de la banque. « Aucun compte n'a été gelé. »", "Aucun compte", "banque"),
    Case("Réplique immédiate de l'entraîneur, Boris Keller : « Il ment. »", "Il ment", "Keller"),
    # where what is said ends
    Case(
        "La digue ne fuit pas, assure Paul Verdon, le chef des travaux, qui la surveille.",
        "La digue ne fuit pas",
        "Verdon",
        "surveille",
    ),
    Case(
        "Aucun malade n'est mort du vaccin, a soutenu Lise Aubin, qui accuse la chaleur.",
        "Aucun malade",
        "Aubin",
        "chaleur",
    ),
    Case(
        "Les tramways rouleront jeudi, a assuré le directeur, Luc Amar, sur Radio Quai.",
        "Les tramways",
        "Amar",
        "Radio",
    ),
    Case(
        "Quarante, répond la doyenne, Odile Marchand, qui a compté les tables.",
        "Quarante",
        "Marchand",
        "tables",
    ),
    Case("Le pont, a prévenu l'ingénieure, ne tiendra pas l'hiver.", "ne tiendra pas", "ingénieure"),
    Case(
        "La récolte est perdue, regrette un maraîcher, dont les serres ont brûlé.",
        "La récolte",
        "maraîcher",
        "serres",
    ),
    # phrases that name the source
    Case(
        "Ils étaient 300 d'après la mairie, 900 à en croire la fédération Terre, à l'origine du rassemblement.",
        "900",
        "fédération",
    ),
    Case("À en croire le concierge, la porte était ouverte.", "la porte", "concierge"),
    Case(
        "Pour qui connaît le dossier, c'est simple. À entendre Luc Amar, la salle est sauvée.",
        "la salle est sauvée",
        "Luc Amar",
    ),
    Case("La salle est sauvée, si l'on en croit Luc Amar.", "La salle est sauvée", "Luc Amar"),
    Case("Aux dires du gardien, personne n'est entré.", "personne n", "gardien"),
    Case("Le vote est truqué, à en croire l'opposition.", "Le vote", "opposition"),
]
# Nobody speaks in these.
SILENT = [
    "Nous reproduisons la lettre d'un lecteur anonyme. Le maire, lui, s'est tu.\n\nLa salle était pleine à craquer.",
    "Il chante « La mer » (Trenet, 1946) sous la douche.",
    "Le film « Les Vagues » (sortie mercredi) dure trois heures.",
    "Le roman « Elle part » (Odile Marchand, 1946) reste lu.",
]


@cache
def annotated() -> list[Annotation]:
    texts = [case.text for case in CASES] + SILENT
    return list(annotate([Article(id=f"a{number}", text=text) for number, text in enumerate(texts)]))


@needs_parser
@pytest.mark.parametrize("number", range(len(CASES)))
def test_who_says_it(number: int) -> None:
    case, annotation = CASES[number], annotated()[number]
    said = [
        (annotation.text[one.start : one.end], one.speaker.name)
        for one in annotation.attributions
        if one.speaker is not None
    ]
    names = case.speaker.split("|")
    assert any(
        case.content in content
        and any(name in speaker for name in names)
        and (case.without is None or case.without not in content)
        for content, speaker in said
    ), said


@needs_parser
@pytest.mark.parametrize("number", range(len(SILENT)))
def test_nobody_speaks(number: int) -> None:
    annotation = annotated()[len(CASES) + number]
    assert [one.speaker.name for one in annotation.attributions if one.speaker] == []
