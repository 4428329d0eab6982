"""What a stand is about and who takes it, where the sentence does not say it in so many words."""

from __future__ import annotations

import pytest
from event_stage import stage

from recoupe.annotate import annotate
from recoupe.annotate.positions import find_positions
from recoupe.model import Article, Position


def found(text: str) -> list[tuple[str, str, str, str | None]]:
    """Holder, stance, target and condition of each stand of a text with the invented actors of the stage."""
    (reading,) = stage([text])
    return [(p.holder, p.stance.value, p.target, p.condition) for p in find_positions(reading)]


# (text, holder, stance, target)
TAKEN_UP = [
    # what stands before the sentence is what its pronoun takes up
    ("Fermer la mine, Omar Delbos y est opposé.", "del", "oppose", "Fermer la mine"),
    ("La vente du stade, Lena Mirande y est favorable.", "mir", "support", "La vente du stade"),
    ("Une hausse du péage, le syndicat s'y oppose.", "syn", "oppose", "Une hausse du péage"),
    ("L'offre de l'Ostravie, Lena Mirande y est favorable.", "mir", "support", "L'offre de l'Ostravie"),
    ("Vacciner les soignants : Lena Mirande y est hostile.", "mir", "oppose", "Vacciner les soignants"),
    ("Le budget, Omar Delbos ne le votera pas.", "del", "oppose", "Le budget"),
    ("Cette trêve, la Valdorie l'a toujours refusée.", "val", "oppose", "Cette trêve"),
    ("Rouvrir le tunnel ? La Valdorie s'y oppose.", "val", "oppose", "Rouvrir le tunnel"),
    # else what the sentence before is about
    (
        "Le gouvernement prépare une taxe sur les bateaux. Le syndicat s'y oppose.",
        "syn",
        "oppose",
        "une taxe sur les bateaux",
    ),
    (
        "Le conseil examine mardi le rachat du stade. Lena Mirande y est favorable.",
        "mir",
        "support",
        "le rachat du stade",
    ),
    ("La ville veut fermer la piscine. Omar Delbos s'y est opposé.", "del", "oppose", "fermer la piscine"),
    (
        "La fusion des deux clubs est à l'étude. Omar Delbos y est hostile.",
        "del",
        "oppose",
        "La fusion des deux clubs",
    ),
]


@pytest.mark.parametrize(("text", "holder", "stance", "target"), TAKEN_UP, ids=[c[0][:50] for c in TAKEN_UP])
def test_what_a_pronoun_takes_up_is_the_target(text: str, holder: str, stance: str, target: str) -> None:
    assert (holder, stance, target, None) in found(text)


# What stands between a verb and what it is about, or ahead of the verb
APART = [
    ("Réuni jeudi, le syndicat a rejeté l'offre à l'unanimité.", "syn", "oppose", "l'offre"),
    ("Le syndicat a approuvé l'accord à une large majorité.", "syn", "support", "l'accord"),
    ("Lena Mirande a approuvé le budget à regret.", "mir", "support", "le budget"),
    ("Revenu sur son refus, le syndicat recommande l'offre de la Valdorie.", "syn", "urge", None),
    ("Lena Mirande a repoussé la motion de la Valdorie.", "mir", "oppose", "la motion de la Valdorie"),
    ("Omar Delbos exige depuis lundi que le stade ferme.", "del", "urge", "le stade ferme"),
    ("Lena Mirande demande au gouvernement que le tunnel rouvre.", "mir", "urge", "le tunnel rouvre"),
    (
        "Lena Mirande a regretté que dans ce dossier, rien ne bouge.",
        "mir",
        "oppose",
        "dans ce dossier, rien ne bouge",
    ),
    ("Omar Delbos a dit tout net son refus de la grève.", "del", "oppose", "la grève"),
    ("Lena Mirande a clamé son rejet de l'accord.", "mir", "oppose", "l'accord"),
    (
        "Omar Delbos s'est dit opposé à un appel à la grève.",
        "del",
        "oppose",
        "un appel à la grève",
    ),
    ("Omar Delbos s'oppose samedi à Kessim au passage du train.", "del", "oppose", "passage du train"),
]


@pytest.mark.parametrize(("text", "holder", "stance", "target"), APART, ids=[c[0][:50] for c in APART])
def test_targets_behind_days_places_and_manners(
    text: str, holder: str, stance: str, target: str | None
) -> None:
    rows = found(text)
    if target is None:
        assert rows[0][0] == holder
    else:
        assert (holder, stance, target, None) in rows


def annotated(text: str, outlet: str | None = None) -> list[tuple[str, str, str]]:
    """Name of the holder, stance and target of each stand, through every layer."""
    (annotation,) = annotate([Article(id="a", text=text, language="fr", outlet=outlet)])
    names = {actor.key: actor.name for actor in annotation.actors}
    return [(names[p.holder], p.stance.value, p.target) for p in annotation.positions]


DATED = [
    ("Lise Aubin s'est dite jeudi favorable à la trêve.", "support", "la trêve"),
    ("Longtemps hésitante, Lise Aubin s'est dite samedi favorable à la taxe.", "support", "la taxe"),
    ("Lise Aubin s'est montrée lundi hostile au report du match.", "oppose", "report du match"),
    ("Lise Aubin s'est dite mardi matin opposée à la grève.", "oppose", "la grève"),
    ("Lise Aubin s'est déclarée ce lundi favorable à un vaccin.", "support", "un vaccin"),
    ("Lise Aubin, le 3 mai, s'est dite hostile au budget.", "oppose", "budget"),
]


@pytest.mark.parametrize(("text", "stance", "target"), DATED)
def test_a_day_between_a_verb_and_its_word(text: str, stance: str, target: str) -> None:
    assert ("Lise Aubin", stance, target) in annotated(f"Le pont de Brumal\n\n{text}")


INVERTED = [
    ("La maire, Lise Aubin, a vu les fissures. Aussi réclame-t-elle que le pont ferme.", "le pont ferme"),
    ("Lise Aubin a perdu son procès. Ainsi exige-t-elle une enquête.", "une enquête"),
    (
        "Lise Aubin a visité l'école. Du coup demande-t-elle que le toit soit refait.",
        "le toit soit refait",
    ),
]


@pytest.mark.parametrize(("text", "target"), INVERTED)
def test_a_pronoun_behind_its_verb_takes_the_stand(text: str, target: str) -> None:
    assert ("Lise Aubin", "urge", target) in annotated(f"Un pont fissuré\n\n{text}")


SIGNED = [
    "Nous réclamons la réouverture de la maternité.",
    "Nous exigeons que la ligne 4 rouvre.",
    "Notre collectif s'oppose à la vente du parc.",
    "Nous sommes opposés à la vente du parc.",
]


@pytest.mark.parametrize("words", SIGNED)
def test_who_signs_a_communique_takes_its_stands(words: str) -> None:
    text = f"COMMUNIQUÉ\n\nBrumal, le 4 mai 2031. Le Syndicat des soignants de Brumal a réuni ses membres.\n\n{words}"
    for outlet in ("Syndicat des soignants de Brumal", None):
        holders = [holder for holder, *_ in annotated(text, outlet)]
        assert holders == ["Syndicat des soignants de Brumal"], (words, outlet)


def test_a_body_that_signs_is_called_by_a_noun() -> None:
    text = "COMMUNIQUÉ\n\nLe Syndicat des soignants de Brumal a réuni ses membres.\n\nLa Ligue exige la fin des travaux."
    assert annotated(text, "Syndicat des soignants de Brumal")[-1][1:] == ("urge", "la fin des travaux")


def test_who_says_a_refusal_has_it() -> None:
    text = "Le budget\n\nLise Aubin a vu le juge Marc Orsel. Le nouveau trésorier a crié son rejet du budget."
    assert ("Lise Aubin", "oppose", "budget") not in annotated(text)


def test_nobody_signs_an_article() -> None:
    text = (
        "Hier à Brumal\n\nLe Syndicat des soignants de Brumal a réuni ses membres.\n\nNous réclamons du pain."
    )
    assert annotated(text, "Le Courrier de Brumal") == []


WISHED = [
    ("« Que chacun rentre chez soi », a exhorté Lise Aubin.", "urge", "chacun rentre chez soi"),
    (
        "« Que la ministre vienne voir l'école ! », a lancé Lise Aubin.",
        "urge",
        "la ministre vienne voir l'école",
    ),
    ("« Qu'on rende le stade aux enfants », a demandé Lise Aubin.", "urge", "on rende le stade aux enfants"),
    ("« Que le juge ne cède pas », a imploré Lise Aubin.", "oppose", "le juge ne cède pas"),
]


@pytest.mark.parametrize(("text", "stance", "target"), WISHED)
def test_a_wish_that_is_said_is_urged(text: str, stance: str, target: str) -> None:
    assert ("Lise Aubin", stance, target) in annotated(f"L'école de Brumal\n\n{text}")


UNWISHED = [
    "« Que personne ne s'y trompe », a prévenu Lise Aubin.",
    "« Que le juge vienne ou non, je parlerai », a dit Lise Aubin.",
    "« Que je sache, rien n'est signé », a dit Lise Aubin.",
    "« Que le train soit en retard ne me gêne pas », a dit Lise Aubin.",
]


@pytest.mark.parametrize("text", UNWISHED)
def test_not_every_subjunctive_is_a_wish(text: str) -> None:
    assert annotated(f"L'école de Brumal\n\n{text}") == []


# What is no stand at all
SILENT = [
    "La Valdorie déplore quatre morts.",
    "Omar Delbos déplorait 14 blessés à midi.",
    "La Valdorie déplore une centaine de victimes.",
    "La Valdorie déplore de lourds dégâts.",
    "La Valdorie a repoussé deux fois la visite du fort.",
    "Lena Mirande a repoussé à mardi la réouverture du stade.",
    "« Le stade est prêt », s'est félicité le patron de la Valdorie.",
    "« Qui paiera ? », a demandé mardi Lena Mirande, la cheffe de la Valdorie.",
    "Lena Mirande a demandé une avance afin de payer le stade.",
    "Lena Mirande a accepté de nous recevoir samedi.",
    "Omar Delbos a accepté un travail de nuit.",
    "Omar Delbos a battu son adversaire à l'élection de mai.",
    "Si le stade ferme et que Lena Mirande rouvre la piscine, le club paiera.",
]


@pytest.mark.parametrize("text", SILENT)
def test_no_stand_is_taken(text: str) -> None:
    allowed = "une avance" if "avance" in text else None
    assert [row for row in found(text) if row[2] != allowed] == []


def test_a_forecast_of_what_has_to_come_is_no_request() -> None:
    for words in ("s'attendre à une crue", "lire 300", "compter deux heures de route", "savoir attendre"):
        text = f"La crue\n\n« Il faut {words} », a dit Lise Aubin."
        rows = annotated(text)
        assert rows == [] or words == "savoir attendre", words


def test_a_condition_behind_an_offer_bears_on_the_verb() -> None:
    (row,) = found("Lena Mirande mettra son veto à l'offre si un seul atelier ferme.")
    assert row == ("mir", "condition", "l'offre", "si un seul atelier ferme")


def test_own_things_are_told_with_what_is_done_to_them() -> None:
    (row,) = found("Lena Mirande rendra ses clés si la Valdorie ne paie pas.")
    assert row[2] == "rendra ses clés"


def test_a_name_beside_an_office_is_the_holder() -> None:
    text = "Le parc\n\nLa cheffe des alpinistes brumaliens, Lise Aubin, ne soutiendra le projet que si le parc rouvre."
    assert ("Lise Aubin", "condition", "le projet") in annotated(text)


def test_a_plural_verb_is_not_held_by_the_one_named_last() -> None:
    text = "Le syndicat\n\nLes grévistes demandent que la direction cède et refusent la baisse des primes."
    assert [holder for holder, stance, _ in annotated(text) if stance == "oppose"] == ["grévistes"]


def _inside(position: Position) -> bool:
    assert position.target_span is not None
    return position.start <= position.target_span.start and position.target_span.end <= position.end


def test_what_an_earlier_sentence_told_lies_outside_the_stand() -> None:
    (reading,) = stage(["Le conseil examine le rachat du stade. Lena Mirande y est favorable."])
    (position,) = find_positions(reading)
    assert not _inside(position)
    assert reading.text[position.start : position.end] == "Lena Mirande y est favorable"
    (reading,) = stage(["Fermer la mine, Omar Delbos y est opposé."])
    assert _inside(find_positions(reading)[0])
