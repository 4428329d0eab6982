"""Events: whether a deed happened, was announced, threatened, predicted, denied, or hangs on a condition."""

from __future__ import annotations

import pytest
from event_stage import only, said, stage

from recoupe.annotate.events import find_events
from recoupe.annotate.reading import Reading
from recoupe.model import (
    Act,
    EventModality,
    EventType,
)

# (sentence, type, modality, actors, recipients): the event that must be found
TOLD = [
    ("Omar Delbos recevra lundi Lena Mirande.", "CONSULT", "announced", "del", "mir"),
    ("La Valdorie menace l'Ostravie de représailles.", "THREATEN", "threatened", "val", "ost"),
    ("Omar Delbos pense que la Valdorie ne soutiendra pas la trêve.", "REJECT", "predicted", "val", ""),
    ("Omar Delbos a déclaré que la Valdorie ne soutiendrait pas la trêve.", "REJECT", "occurred", "val", ""),
    (
        "Omar Delbos pense que la Valdorie attendra et ne soutiendra pas la trêve.",
        "REJECT",
        "predicted",
        "val",
        "",
    ),
    ("Rien ne permet d'affirmer que la Valdorie a bombardé Kessim.", "ASSAULT", "unverified", "val", "kes"),
    ("Rien ne permet d'affirmer que la Valdorie a bombardé Kessim.", "ASSAULT", "unverified", "val", "kes"),
    # announced
    ("Lena Mirande rencontrera Omar Delbos lundi.", "CONSULT", "announced", "mir del", ""),
    ("Lena Mirande doit rencontrer Omar Delbos lundi.", "CONSULT", "announced", "mir del", ""),
    ("La Valdorie va livrer des chars à l'Ostravie.", "AID", "announced", "val", "ost"),
    ("La Valdorie prévoit de retirer ses troupes de Kessim.", "RETREAT", "announced", "val", ""),
    ("Omar Delbos a déclaré qu'il rencontrerait Lena Mirande.", "CONSULT", "announced", "mir", ""),
    ("La Valdorie s'est engagée à libérer les otages.", "RETREAT", "announced", "val", ""),
    ("Le syndicat appelle à la grève le 12 mars.", "PROTEST", "announced", "", ""),
    ("La manifestation prévue samedi partira du port.", "PROTEST", "announced", "", ""),
    ("La Valdorie s'est engagée à un cessez-le-feu.", "RETREAT", "announced", "val", ""),
    # threatened
    ("La Valdorie a juré de venger ses morts.", "THREATEN", "threatened", "val", ""),
    ("Omar Delbos a promis de répondre aux frappes.", "THREATEN", "threatened", "del", ""),
    ("La Valdorie menace de frapper l'Ostravie.", "ASSAULT", "threatened", "val", "ost"),
    ("La Valdorie a promis de riposter contre l'Ostravie.", "ASSAULT", "threatened", "val", "ost"),
    ("La Valdorie a juré de bombarder Kessim.", "ASSAULT", "threatened", "val", "kes"),
    ("La menace d'une attaque valdorienne pèse sur Kessim.", "ASSAULT", "threatened", "val", ""),
    # predicted
    ("Une éventuelle riposte de la Valdorie inquiète Kessim.", "ASSAULT", "predicted", "val", ""),
    ("Lena Mirande estime qu'une frappe de la Valdorie est imminente.", "ASSAULT", "predicted", "val", ""),
    ("L'attaque potentielle de la Valdorie occupe les esprits.", "ASSAULT", "predicted", "val", ""),
    ("La Valdorie pourrait attaquer l'Ostravie.", "ASSAULT", "predicted", "val", "ost"),
    ("L'Ostravie craint une attaque de la Valdorie.", "ASSAULT", "predicted", "val", ""),
    ("Les négociations avec la Valdorie pourraient reprendre en mai.", "CONSULT", "predicted", "val", ""),
    ("La Valdorie risque de suspendre ses livraisons à l'Ostravie.", "SANCTION", "predicted", "val", "ost"),
    ("Un attentat contre Kessim pourrait survenir.", "ASSAULT", "predicted", "", "kes"),
    ("Une attaque de la Valdorie n'est pas à exclure.", "ASSAULT", "predicted", "val", ""),
    ("Une attaque de la Valdorie est à craindre.", "ASSAULT", "predicted", "val", ""),
    # conditional
    ("Si la Valdorie attaquait l'Ostravie, le port fermerait.", "ASSAULT", "conditional", "val", "ost"),
    ("En cas d'attaque de la Valdorie, le port fermera.", "ASSAULT", "conditional", "val", ""),
    ("La Valdorie frappera l'Ostravie si la trêve échoue.", "ASSAULT", "conditional", "val", "ost"),
    (
        "La Valdorie livrera des chars à l'Ostravie à condition que le port ouvre.",
        "AID",
        "conditional",
        "val",
        "ost",
    ),
    ("Lena Mirande s'attend à une attaque de la Valdorie.", "ASSAULT", "predicted", "val", ""),
    ("L'Ostravie expulsera trois diplomates à défaut d'accord.", "SANCTION", "conditional", "ost", ""),
    # denied
    ("La Valdorie n'a pas attaqué l'Ostravie.", "ASSAULT", "denied", "val", "ost"),
    ("Aucune attaque valdorienne n'a été signalée.", "ASSAULT", "denied", "val", ""),
    ("La Valdorie nie avoir bombardé Kessim.", "ASSAULT", "denied", "val", "kes"),
    ("La Valdorie n'a mené aucune frappe contre l'Ostravie.", "ASSAULT", "denied", "val", "ost"),
    ("Lena Mirande n'a jamais rencontré Omar Delbos.", "CONSULT", "denied", "mir del", ""),
    ("Les pourparlers avec la Valdorie n'ont pas repris.", "CONSULT", "denied", "val", ""),
    ("La Valdorie dément avoir visé l'Ostravie.", "ASSAULT", "denied", "val", "ost"),
    ("Ni la Valdorie ni l'Ostravie n'ont attaqué Kessim.", "ASSAULT", "denied", "val ost", "kes"),
    # unverified
    ("La Valdorie aurait bombardé Kessim.", "ASSAULT", "unverified", "val", "kes"),
    ("L'Ostravie accuse la Valdorie d'avoir bombardé Kessim.", "ASSAULT", "unverified", "val", "kes"),
    ("L'attaque présumée de la Valdorie fait débat.", "ASSAULT", "unverified", "val", ""),
    ("La Valdorie a vraiment bombardé Kessim ?", "ASSAULT", "unverified", "val", "kes"),
    ("L'attaque attribuée à la milice a fait trois morts.", "ASSAULT", "unverified", "mil", ""),
    ("L'attaque de Kessim a été attribuée à la milice.", "ASSAULT", "unverified", "mil", ""),
    (
        "Il circule des rumeurs selon lesquelles la milice a bombardé Kessim.",
        "ASSAULT",
        "unverified",
        "mil",
        "kes",
    ),
    # happened, in spite of appearances
    (
        "Omar Delbos a démenti toute participation à l'attaque valdorienne.",
        "ASSAULT",
        "occurred",
        "val",
        "",
    ),
    ("Omar Delbos a démenti toute participation à cette attaque.", "REJECT", "occurred", "del", ""),
    (
        "Bien que Lena Mirande ait rencontré Omar Delbos, le port reste fermé.",
        "CONSULT",
        "occurred",
        "mir del",
        "",
    ),
    ("La Valdorie a dû évacuer trente habitants de Kessim.", "AID", "occurred", "val", "kes"),
    ("L'Ostravie a reconnu avoir frappé un convoi valdorien.", "ASSAULT", "occurred", "ost", "val"),
    ("La Valdorie vient de libérer six otages.", "RETREAT", "occurred", "val", ""),
    ("L'Ostravie a bénéficié du soutien de la Valdorie.", "SUPPORT", "occurred", "val", "ost"),
    ("Lena Mirande devra expliquer la démission d'Omar Delbos.", "RETREAT", "occurred", "del", ""),
    ("L'Ostravie veut braver l'embargo contre la Valdorie.", "SANCTION", "occurred", "", "val"),
    ("En bloquant le port de Kessim, la Valdorie a perdu ses alliés.", "COERCE", "occurred", "val", ""),
    ("C'était une attaque de la Valdorie contre Kessim.", "ASSAULT", "occurred", "val", "kes"),
    ("La Valdorie annonce que la milice a bombardé Kessim.", "ASSAULT", "occurred", "mil", "kes"),
    ("L'annonce de l'arrestation d'Omar Delbos a surpris Kessim.", "COERCE", "occurred", "", "del"),
    ("Ces gens qui défilent à Kessim demandent la paix.", "PROTEST", "occurred", "", ""),
    ("Omar Delbos ne dit pas tout : la Valdorie a attaqué Kessim.", "ASSAULT", "occurred", "val", "kes"),
    ("Le sommet entre la Valdorie et l'Ostravie a permis d'en parler.", "CONSULT", "occurred", "val ost", ""),
    ("L'attaque de la Valdorie est un crime de guerre.", "ASSAULT", "occurred", "val", ""),
    ("Un rapport sur la livraison de chars à l'Ostravie a fui.", "AID", "occurred", "", "ost"),
    ("La Valdorie a engagé un retrait de ses troupes.", "RETREAT", "occurred", "val", ""),
    ("Les habitants sont sortis après avoir rencontré Omar Delbos.", "CONSULT", "occurred", "del", ""),
    ("Une amende pour l'arrestation d'Omar Delbos a été payée.", "COERCE", "occurred", "", "del"),
    ("La nouvelle du jour est la libération d'Omar Delbos.", "RETREAT", "occurred", "", "del"),
    (
        "Lena Mirande a lu un rapport selon lequel la milice a bombardé Kessim.",
        "ASSAULT",
        "occurred",
        "mil",
        "kes",
    ),
    ("La loi prolongeant l'état d'urgence a été publiée.", "COERCE", "occurred", "", ""),
    ("La police a compté trois délits à Kessim, dont une agression.", "ASSAULT", "occurred", "", ""),
    ("La Valdorie n'accepte plus que quatre navires à Kessim.", "AGREE", "occurred", "val", ""),
    ("L'Ostravie n'a plus attaqué la Valdorie.", "ASSAULT", "denied", "ost", "val"),
    ("Cette arrestation est un délit, dit Lena Mirande.", "COERCE", "occurred", "", ""),
    ("La milice cherche un homme qui a bombardé Kessim.", "ASSAULT", "occurred", "", "kes"),
    ("Lena Mirande relaie les accusations que la milice a balayées.", "REJECT", "occurred", "mil", ""),
    (
        "L'Ostravie n'a pas clairement admis qu'elle était derrière cette attaque.",
        "ASSAULT",
        "occurred",
        "",
        "",
    ),
]


@pytest.fixture(scope="module")
def told() -> list[Reading]:
    return stage([case[0] for case in TOLD])


@pytest.mark.parametrize("number", range(len(TOLD)), ids=[case[0][:60] for case in TOLD])
def test_what_a_sentence_says_of_a_deed(number: int, told: list[Reading]) -> None:
    _, type_, modality, actors, recipients = TOLD[number]
    found = [
        (event.type.value, event.modality.value, set(event.actors), set(event.recipients))
        for event in find_events(told[number])
    ]
    assert (type_, modality, set(actors.split()), set(recipients.split())) in found


# Deeds that did not happen: nothing in these may be coded as having occurred, but for what the second field allows.
UNDONE = [
    ("Une caricature représentant Lena Mirande frappant Omar Delbos a été publiée mardi.", ""),
    ("Sur le mur de Kessim, une peinture montre un policier frappant un manifestant.", ""),
    ("Aucune preuve ne permet de conclure que la milice a tué Omar Delbos.", ""),
    ("La ministre défend une technique controversée d'interpellation.", ""),
    ("Lena Mirande n'a « pas encore » rencontré Omar Delbos.", ""),
    ("Ça fait deux mois que j'ai envie de manifester, dit Lena Mirande.", ""),
    ("Lena Mirande a jugé sage que la Valdorie demande un deuxième avis aux experts.", ""),
    ("Il existe une plateforme pour dénoncer les abus, rappelle Omar Delbos.", ""),
    ("L'association de soutien aux victimes du séisme a écrit au préfet.", ""),
    ("On a l'impression que le port se vide et que la Valdorie censure les journaux.", ""),
    ("Lena Mirande présente la grève comme un complot soutenu par la Valdorie.", "PROTEST"),
    ("Mais quand des juges trop zélés censurent des journaux, la ville se tait.", ""),
    ("Un gouvernement qui choisit de censurer un journal doit l'expliquer.", ""),
    ("Lena Mirande dirige un conseil en charge des négociations avec la Valdorie.", ""),
    ("Le maire a annoncé une aide exceptionnelle versée en juin à l'Ostravie.", ""),
    ("La milice a pris les armes dans le but d'attaquer le port de Kessim.", ""),
    ("Le syndicat a déposé un préavis de grève pour le 3 juin.", ""),
    ("La visite de Lena Mirande en Ostravie a été annulée.", ""),
    ("L'Ostravie exige que la Valdorie retire ses troupes de Kessim.", "REQUEST"),
    ("La Valdorie a tenté d'assassiner Omar Delbos.", ""),
    ("Omar Delbos risque d'être condamné à dix ans de prison.", ""),
    ("Le traité avec la Valdorie ne sera pas signé.", ""),
    ("Sans accord, la Valdorie bombardera Kessim.", ""),
    ("L'armée valdorienne s'apprête à lancer une offensive contre l'Ostravie.", ""),
    ("Il est possible que la Valdorie ait bombardé Kessim.", ""),
    ("Rien ne prouve que la Valdorie a bombardé Kessim.", ""),
    ("Personne n'a été arrêté à Kessim.", ""),
    ("La police a déjoué un attentat contre Kessim.", ""),
    ("Attaque à l'arme blanche déjouée à Kessim.", ""),
    ("Quand la Valdorie attaquera, le port fermera.", ""),
    ("Dès que la Valdorie aura libéré les otages, l'Ostravie retirera ses troupes.", ""),
    ("L'opposition réclame la démission d'Omar Delbos.", "REQUEST"),
    ("Omar Delbos n'a pas l'intention de démissionner.", ""),
    ("Une prime est offerte pour des informations menant à l'arrestation du tueur.", ""),
    ("L'Ostravie subordonne tout échange au retrait de la milice.", ""),
    ("La doctrine de l'interpellation a changé en Ostravie.", ""),
    ("Un garde est tombé comme s'il avait été poignardé par la milice.", ""),
    ("Le syndicat parle des griefs contre les gardes (racisme, meurtres).", ""),
    ("Le syndicat a lancé un appel au boycott du scrutin.", "REQUEST"),
    ("On appelle tous à la grève mardi.", "REQUEST"),
    ("La Valdorie exclut toute offre de négociation avec l'Ostravie.", "REJECT"),
    ("Un homme suspecté d'avoir commandité l'assassinat d'Omar Delbos a fui.", "ACCUSE"),
    ("La loi vise des entreprises collaborant avec la Valdorie.", ""),
    ("Il est rare que la milice attaque des villages.", ""),
    ("Si on ferme le port, on condamne Omar Delbos.", ""),
    ("La Valdorie promet de ne plus bombarder Kessim.", "AGREE"),
    ("Le syndicat recommande de ne pas arrêter Omar Delbos.", "REQUEST"),
    ("L'article laisse penser que la Valdorie a bombardé Kessim.", ""),
    ("Vers une rencontre entre Lena Mirande et Omar Delbos.", ""),
    ("Lena Mirande refuse de rencontrer Omar Delbos.", "REJECT"),
    ("La Valdorie dément toute attaque contre Kessim.", ""),
    ("L'Ostravie négocie la libération des otages.", ""),
    ("Les habitants ont peur d'une attaque de la Valdorie.", ""),
    ("L'armée s'entraîne à repousser une attaque de la Valdorie.", ""),
    ("Une frappe contre Kessim provoquerait une crise.", ""),
    ("L'arrestation d'Omar Delbos serait imminente.", ""),
    ("Les alliés discutent en vue d'un retrait des troupes valdoriennes.", ""),
    # led to, backed, promised, sought, made a condition, a habit
    ("L'Ostravie a ouvert la voie à des sanctions contre la Valdorie.", ""),
    ("Lena Mirande a redit son soutien au cessez-le-feu.", "SUPPORT"),
    ("L'Ostravie a obtenu une réunion avec la Valdorie, prévue vendredi.", ""),
    ("Il faut du temps pour acheminer de l'aide à l'Ostravie.", ""),
    ("Sa fille écrit beaucoup afin d'obtenir la libération d'Omar Delbos.", ""),
    ("La Valdorie fait de la levée du blocus un préalable à toute rencontre.", ""),
    ("Les opposants de la Valdorie sont généralement arrêtés.", ""),
    ("Contrevenir à la règle est sanctionné d'une amende.", ""),
    # whenever, any, needed, a charge
    ("Quand des réseaux censurent un journal, Lena Mirande se tait.", ""),
    ("Un accord négocié avec la Valdorie peut préciser les prix.", ""),
    ("Lena Mirande avait besoin du soutien de la Valdorie.", ""),
    ("Omar Delbos a été inculpé de meurtre.", "ACCUSE"),
    ("Il faut que l'Ostravie soit plus habile en aidant la Valdorie.", ""),
    ("Omar Delbos n'a pas fait approuver ce traité.", ""),
    ("La Valdorie a proposé une trêve, que l'Ostravie n'a ni acceptée ni rejetée.", "AGREE"),
    ("Lena Mirande n'exclut pas une trêve.", ""),
    ("Le traité, non ratifié par la Valdorie, dort à Kessim.", ""),
    ("Il y aura des aides, notamment quand des armateurs refusent un contrat.", ""),
    ("Lena Mirande prévoit une probable remontée des arrestations.", ""),
    # yet to be done, likened, weighed, leaned to
    ("Les élèves bénéficieront du soutien de la Valdorie.", ""),
    ("Il reviendra à Omar Delbos de remettre la démission de son équipe.", ""),
    ("La loi rendra plus simples les poursuites contre Omar Delbos.", ""),
    ("Son geste frôle l'attaque terroriste.", ""),
    ("Lena Mirande doit jauger l'appui de la Valdorie à ce traité.", ""),
    ("Lena Mirande est réticente à une coopération avec l'Ostravie.", ""),
    # whoever, wherever, a kind, a charge, a procedure
    ("Le bac n'embarque que les personnes qui acceptent de payer.", ""),
    ("Le port est une nasse dans laquelle la foule se réunit.", ""),
    ("Le comité suit deux domaines, la presse et la censure.", ""),
    ("Une panne a frappé un sous-marin d'attaque de la Valdorie.", ""),
    ("Des femmes accusent Omar Delbos de harcèlement et agression.", "ACCUSE"),
    ("Le conseil instruit le dossier en destitution d'Omar Delbos.", ""),
    ("Les gens votent pour le traité de la Valdorie.", ""),
    ("En bloquant le port de Kessim, on perd des clients.", ""),
    ("Lena Mirande a raconté cette « invasion » manquée de l'Ostravie.", ""),
    ("Ce n'est pas une attaque contre la Valdorie.", ""),
    ("Ce serait une agression contre Lena Mirande.", ""),
    ("Cette loi est une attaque contre la presse.", ""),
    ("Les cafés ferment en attendant que la Valdorie ne donne son feu vert.", ""),
    ("La Valdorie attend que la milice libère les otages.", ""),
    ("La Valdorie accepte que la milice libère les otages à Kessim.", "AGREE"),
    ("Les soldats parlent de menaces, de risques ou d'attaques physiques.", ""),
    ("La milice choisit le point où frapper l'Ostravie.", ""),
    ("L'annonce de la visite de la Valdorie a surpris Kessim.", ""),
    ("Omar Delbos, qui gagne le gros lot, a soixante jours pour réclamer son prix.", ""),
    # felt, denied at a distance, not to be done
    ("Les marins ont l'impression que la Valdorie censure les journaux.", ""),
    ("La Valdorie et l'Ostravie n'ont pas non plus, pour l'heure, suspendu leurs vols.", ""),
    ("Ce quartier ne vote PAS pour la Valdorie.", "REJECT"),
    ("Ni la Valdorie, en mai, ni l'Ostravie ne parviennent à s'entendre sur les prix.", ""),
    ("L'Ostravie exige que la Valdorie ne bombarde plus Kessim.", "REQUEST"),
    # any such deed, whoever does it, what is needed first, a meeting told beforehand
    ("Derrière un homme qui frappe sa femme, il y a toute une ville.", ""),
    ("L'arrestation d'un journaliste est un délit.", ""),
    ("Les manifestations constituent un droit.", ""),
    ("Ce plan nécessite encore le feu vert de la Valdorie.", ""),
    ("La rencontre entre la Valdorie et l'Ostravie permettra d'en parler.", ""),
    ("Les deux camps se taisent à l'approche du sommet entre la Valdorie et l'Ostravie.", ""),
    ("Un débat sur la livraison de chars à l'Ostravie a duré une heure.", ""),
    ("Les alliés ont un échange sur la digue et la coopération avec l'Ostravie.", ""),
    ("Lena Mirande et Omar Delbos ont eu un entretien sur la crue et l'aide à l'Ostravie.", "CONSULT"),
    ("Une manifestation pour la libération d'Omar Delbos a eu lieu à Kessim.", "PROTEST"),
    ("La Valdorie a offert une récompense pour l'arrestation d'Omar Delbos.", ""),
    ("La réunion a buté sur un désaccord autour d'un échange de prisonniers avec la milice.", ""),
    ("Ces manifestations ne devraient pas se tenir, a dit Lena Mirande.", ""),
    ("Les habitants sortiront après avoir rencontré Omar Delbos.", ""),
    ("La Valdorie s'est dite ouverte à la discussion avec l'Ostravie.", ""),
    ("Omar Delbos a démenti les informations selon lesquelles la Valdorie a bombardé Kessim.", ""),
    ("Les agressions sexuelles sont monnaie courante à Kessim.", ""),
    ("Le syndicat appelle à bloquez le port de Kessim.", "REQUEST"),
    ("La priorité est la libération d'Omar Delbos.", ""),
    ("Notre objectif reste le retrait des troupes valdoriennes.", ""),
    ("Nous ne refusons l'aide d'aucun pays, a dit Lena Mirande.", ""),
    ('Les faits ont été requalifiés en "meurtre".', ""),
    ("Lena Mirande a dit que ce mur ferait obstacle aux marins.", ""),
    ("Le conseil étudie un projet de loi prolongeant l'état d'urgence en Ostravie.", ""),
    ("Omar Delbos a été inculpé de plusieurs délits, dont agression et vol.", "ACCUSE"),
    ("La censure et l'arrestation d'un journaliste sont des délits.", ""),
    ("Les manifestations feront l'objet d'un contrôle à Kessim.", ""),
    ("Quand l'un de nous est tué par la milice, on le pleure.", ""),
    ("Vous vous trompez de manifestation, a dit Lena Mirande.", ""),
]


@pytest.fixture(scope="module")
def undone() -> list[Reading]:
    return stage([case[0] for case in UNDONE])


@pytest.mark.parametrize("number", range(len(UNDONE)), ids=[case[0][:60] for case in UNDONE])
def test_what_did_not_happen_is_not_said_to_have(number: int, undone: list[Reading]) -> None:
    allowed = set(UNDONE[number][1].split())
    occurred = {
        event.type.value for event in find_events(undone[number]) if event.modality is EventModality.OCCURRED
    }
    assert occurred <= allowed


def test_a_vow_of_an_answer_is_a_threat() -> None:
    """« Nous répondrons » threatens where nobody asked a question."""
    for text, wanted in (
        ("« Nous répondrons », a lancé Omar Delbos.", [EventType.THREATEN]),
        ("« Nous répondrons aux questions », a lancé Omar Delbos.", []),
    ):
        content = text[2 : text.index(" »")]
        threats = [e for e in said(text, content, "lancé", Act.STATEMENT) if e.modality == "threatened"]
        assert [e.type for e in threats] == wanted, text


def test_a_threat_without_the_word_is_one() -> None:
    text = "Omar Delbos a averti que l'eau serait coupée si la milice restait."
    content = "l'eau serait coupée si la milice restait"
    (threat,) = [e for e in said(text, content, "averti", Act.THREAT) if e.type is EventType.THREATEN]
    assert (threat.actors, threat.modality, threat.condition) == (
        ("del",),
        EventModality.THREATENED,
        "si la milice restait",
    )


def test_what_was_foreseen_and_what_happened_stay_two() -> None:
    text = "L'Ostravie craint une attaque de la Valdorie. La Valdorie a attaqué l'Ostravie."
    assert [event.modality for event in only(text) if event.type is EventType.ASSAULT] == [
        EventModality.PREDICTED,
        EventModality.OCCURRED,
    ]


def test_the_condition_is_kept_in_its_words() -> None:
    (event,) = [
        event
        for event in only("La Valdorie menace de frapper l'Ostravie si la trêve échoue.")
        if event.type is EventType.ASSAULT
    ]
    assert (event.modality, event.condition) == (EventModality.THREATENED, "si la trêve échoue")


def test_what_a_thing_would_do_is_nobodys_threat() -> None:
    text = "« Une tentative de sauvetage coûterait des vies », a prévenu Lena Mirande."
    found = said(text, "Une tentative de sauvetage coûterait des vies", "a prévenu", Act.THREAT)
    assert [event for event in found if event.type is EventType.THREATEN] == []


def test_a_negation_of_another_clause_denies_no_deed() -> None:
    for sentence in (
        "Comme si de rien n'était, les ouvriers ont manifesté lundi à Kessim.",
        "Rien n'était prêt, les ouvriers ont manifesté lundi à Kessim.",
    ):
        assert EventModality.DENIED not in {event.modality for event in only(sentence)}
