"""Events: types and modes, who did what to whom, modality, what is told twice."""

from __future__ import annotations

import time

import pytest
from event_stage import only, said, stage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoupe.annotate import annotate
from recoupe.annotate.events import find_events
from recoupe.annotate.positions import find_positions
from recoupe.annotate.reading import Reading, parse
from recoupe.languages import word_list
from recoupe.model import (
    Act,
    Article,
    EventType,
    Mention,
    Role,
    Zone,
)

LEXICON = word_list("fr", "events")
ROWS = [row for row in (*LEXICON["verb"], *LEXICON["noun"], *LEXICON["adjective"]) if not row.get("vow")]


@pytest.fixture(scope="module")
def examples() -> list[Reading]:
    return stage([row["example"] for row in ROWS])


@pytest.mark.parametrize("number", range(len(ROWS)))
def test_each_row_of_the_lexicon_reads_its_own_example(number: int, examples: list[Reading]) -> None:
    row = ROWS[number]
    found = [(event.type, event.mode, event.modality) for event in find_events(examples[number])]
    wanted = "denied" if row.get("doubted") else "threatened" if row["type"] == "THREATEN" else "occurred"
    assert any(
        type_ == row["type"] and (not row.get("mode") or mode == row["mode"]) and modality == wanted
        for type_, mode, modality in found
    ), (row["example"], found)


# (sentence, type, modality, actors, recipients): the event that must be found
TOLD = [
    # whoever undergoes it stands as the subject
    ("Omar Delbos a écopé de deux ans de prison.", "SANCTION", "occurred", "", "del"),
    ("L'Ostravie a essuyé des tirs de la part de la milice.", "ASSAULT", "occurred", "mil", "ost"),
    ("Omar Delbos fait l'objet d'une enquête.", "ACCUSE", "occurred", "", "del"),
    ("Le syndicat s'est vu barrer l'accès du port.", "COERCE", "occurred", "", "syn"),
    # pluperfects, forms that are also participles, verbs that take « être »
    ("Le syndicat avait manifesté à Kessim contre la réforme.", "PROTEST", "occurred", "syn", ""),
    ("Lena Mirande a longuement échangé avec Omar Delbos.", "CONSULT", "occurred", "mir del", ""),
    ("La Valdorie interdit à la milice de défiler.", "COERCE", "occurred", "val", "mil"),
    ("Omar Delbos est tombé dans une embuscade.", "ASSAULT", "occurred", "", "del"),
    # a participle ahead of its sentence or set apart, a relative « que », a name behind a set phrase
    ("Reçue lundi par Lena Mirande, l'Ostravie n'a rien obtenu.", "CONSULT", "occurred", "mir", "ost"),
    ("Omar Delbos, écroué dans la foulée à Kessim, se tait.", "COERCE", "occurred", "", "del"),
    ("Le juge a remis en liberté Omar Delbos.", "RETREAT", "occurred", "", "del"),
    ("La vente que Lena Mirande défend bec et ongles est contestée.", "SUPPORT", "occurred", "mir", ""),
    ("Le syndicat s'y est opposé.", "REJECT", "occurred", "syn", ""),
    ("La Valdorie y est favorable.", "SUPPORT", "occurred", "val", ""),
    # promises are promises, whatever is promised
    ("La Valdorie a promis de livrer des chars à l'Ostravie.", "AGREE", "occurred", "val", "ost"),
    ("La Valdorie s'est dite prête à rouvrir le port.", "AGREE", "occurred", "val", ""),
    # only where it is denied
    ("Le syndicat ne veut plus de concertation.", "REJECT", "occurred", "syn", ""),
    ("Le syndicat n'exclut pas de bloquer le port.", "THREATEN", "threatened", "syn", ""),
    ("Les étudiants se sont rassemblés pour dénoncer la réforme.", "PROTEST", "occurred", "", ""),
    ("Lena Mirande souhaite que la Valdorie rouvre le port.", "REQUEST", "occurred", "mir", "val"),
    # an object or a subject that the parser tears off
    (
        "Les gendarmes ont dispersé le cortège à midi et interpellé Omar Delbos.",
        "COERCE",
        "occurred",
        "",
        "del",
    ),
    ("La Valdorie, en revanche, a rejeté le plan de paix.", "REJECT", "occurred", "val", ""),
    (
        "L'accord de pêche signé vendredi entre la Valdorie et l'Ostravie entre en vigueur.",
        "SUPPORT",
        "occurred",
        "val ost",
        "",
    ),
    ("Lena Mirande a publié le texte que la Valdorie soutient.", "SUPPORT", "occurred", "val", ""),
    ("Le syndicat a écrit mardi une lettre pour réclamer une enquête.", "REQUEST", "occurred", "syn", ""),
    ("Omar Delbos a été condamné pour fraude.", "SANCTION", "occurred", "", "del"),
    ("La police a arrêté Omar Delbos.", "COERCE", "occurred", "", "del"),
    ("Le tribunal a condamné Omar Delbos pour meurtre.", "SANCTION", "occurred", "", "del"),
    ("Omar Delbos a attaqué Lena Mirande pour avoir vendu le port.", "ACCUSE", "occurred", "del", "mir"),
    ("Lena Mirande a limogé Omar Delbos lundi.", "SANCTION", "occurred", "mir", "del"),
    ("La Valdorie s'y refuse.", "REJECT", "occurred", "val", ""),
    ("La Valdorie a bombardé le port, tuant Omar Delbos.", "ASSAULT", "occurred", "val", "del"),
    ("Les attaques de Lena Mirande contre l'Ostravie se multiplient.", "ACCUSE", "occurred", "mir", "ost"),
    # who struck whom
    ("L'armée valdorienne a bombardé le port de Kessim.", "ASSAULT", "occurred", "val", "kes"),
    ("Le port de Kessim a été bombardé par l'armée valdorienne.", "ASSAULT", "occurred", "val", "kes"),
    ("L'attaque valdorienne contre l'Ostravie a duré une heure.", "ASSAULT", "occurred", "val", "ost"),
    ("L'attaque de la Valdorie contre l'Ostravie a duré une heure.", "ASSAULT", "occurred", "val", "ost"),
    (
        "Une frappe ostravienne contre la Valdorie a détruit un pont lundi.",
        "ASSAULT",
        "occurred",
        "ost",
        "val",
    ),
    ("Lena Mirande a dénoncé l'attaque valdorienne contre l'Ostravie.", "ASSAULT", "occurred", "val", "ost"),
    ("La Valdorie a mené une attaque contre l'Ostravie.", "ASSAULT", "occurred", "val", "ost"),
    ("L'Ostravie a subi une attaque de la Valdorie.", "ASSAULT", "occurred", "val", "ost"),
    ("La Valdorie, qui a envahi l'Ostravie en mars, se tait.", "ASSAULT", "occurred", "val", "ost"),
    ("Des frappes menées par la Valdorie ont détruit deux ponts.", "ASSAULT", "occurred", "val", ""),
    ("La milice a attaqué un convoi et tué deux soldats valdoriens.", "ASSAULT", "occurred", "mil", "val"),
    ("Omar Delbos a été assassiné à Kessim.", "ASSAULT", "occurred", "", "del"),
    (
        "Une frappe de missiles ou de drones de la Valdorie ou de la milice contre des dépôts en Ostravie a eu lieu lundi.",
        "ASSAULT",
        "occurred",
        "val mil",
        "ost",
    ),
    (
        "Des attaques de la Valdorie ou de la milice ont eu lieu à Kessim.",
        "ASSAULT",
        "occurred",
        "val mil",
        "",
    ),
    ("Un raid valdorien qui a tué Omar Delbos fait débat.", "ASSAULT", "occurred", "val", "del"),
    (
        "Trois bergers ont été tués à Kessim, selon un bilan communiqué par la Valdorie.",
        "ASSAULT",
        "occurred",
        "",
        "",
    ),
    # meetings
    ("Lena Mirande et Omar Delbos se sont entretenus au téléphone.", "CONSULT", "occurred", "mir del", ""),
    ("Lena Mirande a rencontré Omar Delbos à Kessim.", "CONSULT", "occurred", "mir del", ""),
    (
        "Les pourparlers entre la Valdorie et l'Ostravie ont repris mardi.",
        "CONSULT",
        "occurred",
        "val ost",
        "",
    ),
    ("La Valdorie poursuit les négociations avec l'Ostravie.", "CONSULT", "occurred", "val", "ost"),
    ("Avant de rencontrer Omar Delbos, Lena Mirande a visité le port.", "CONSULT", "occurred", "mir del", ""),
    # words
    ("L'Ostravie a reproché à la Valdorie d'avoir fermé le port.", "ACCUSE", "occurred", "ost", "val"),
    ("L'Ostravie a condamné l'attaque de la Valdorie.", "ACCUSE", "occurred", "ost", "val"),
    ("Lena Mirande a demandé à Omar Delbos de publier la liste.", "REQUEST", "occurred", "mir", "del"),
    ("Lena Mirande exhorte la Valdorie à rouvrir le port.", "REQUEST", "occurred", "mir", "val"),
    ("« C'est une erreur », a dénoncé Lena Mirande.", "ACCUSE", "occurred", "mir", ""),
    ("La Valdorie refuse de livrer des chars à l'Ostravie.", "REJECT", "occurred", "val", "ost"),
    ("La Valdorie ne soutiendra pas l'Ostravie.", "REJECT", "occurred", "val", "ost"),
    ("La Valdorie s'oppose au plan de l'Ostravie.", "REJECT", "occurred", "val", "ost"),
    ("La Valdorie a réaffirmé son soutien à l'Ostravie.", "SUPPORT", "occurred", "val", "ost"),
    # deeds of peace, of streets and of courts
    ("La Valdorie a aidé l'Ostravie à rouvrir le port.", "AID", "occurred", "val", "ost"),
    ("La milice a libéré six otages.", "RETREAT", "occurred", "mil", ""),
    ("Omar Delbos a démissionné mardi.", "RETREAT", "occurred", "del", ""),
    ("Le syndicat a manifesté à Kessim contre la réforme.", "PROTEST", "occurred", "syn", ""),
    ("Omar Delbos a été condamné à deux ans de prison.", "SANCTION", "occurred", "", "del"),
    ("L'Ostravie a adopté de nouvelles sanctions contre la Valdorie.", "SANCTION", "occurred", "ost", "val"),
    ("Omar Delbos a été arrêté par la police valdorienne.", "COERCE", "occurred", "val", "del"),
    ("La Valdorie a déployé des soldats à Kessim.", "MOBILIZE", "occurred", "val", ""),
    # a verb that the parser takes for a noun, an adjective or an adverb
    (
        "Lena Mirande, maire de Kessim, demande à la Valdorie la levée du blocus.",
        "REQUEST",
        "occurred",
        "mir",
        "val",
    ),
    ("Lena Mirande accuse la Valdorie et somme l'Ostravie d'agir.", "REQUEST", "occurred", "mir", "ost"),
    ("Le syndicat réclame une enquête et menace de bloquer le port.", "THREATEN", "threatened", "syn", ""),
    # objects behind a day and a place
    ("Lena Mirande a signé à Kessim un traité avec l'Ostravie.", "SUPPORT", "occurred", "mir ost", ""),
    # whoever sees it done
    ("Le syndicat s'est vu refuser l'accès au port.", "REJECT", "occurred", "", "syn"),
    (
        "L'Ostravie, à laquelle Lena Mirande avait imputé la panne, se tait.",
        "ACCUSE",
        "occurred",
        "mir",
        "ost",
    ),
    # what belongs to another complement
    ("Une manifestation a eu lieu depuis la mort d'Omar Delbos.", "PROTEST", "occurred", "", ""),
    (
        "Une manifestation contre la loi à l'appel de Lena Mirande a eu lieu lundi.",
        "PROTEST",
        "occurred",
        "mir",
        "",
    ),
    ("L'agression de Lena Mirande par Omar Delbos a choqué Kessim.", "ASSAULT", "occurred", "del", "mir"),
    # a stand told as a state
    ("Lena Mirande restait opposée, mardi soir, à toute hausse.", "REJECT", "occurred", "mir", ""),
    ("La Valdorie, l'Ostravie et le syndicat ont condamné le raid.", "ACCUSE", "occurred", "val ost syn", ""),
    ("Les dockers feront grève mardi à Kessim.", "PROTEST", "announced", "", ""),
    ("Omar Delbos s'est rendu lundi à Kessim.", "CONSULT", "occurred", "del", ""),
]


@pytest.fixture(scope="module")
def told() -> list[Reading]:
    return stage([case[0] for case in TOLD])


@pytest.mark.parametrize("number", range(len(TOLD)), ids=[case[0][:60] for case in TOLD])
def test_what_a_sentence_tells(number: int, told: list[Reading]) -> None:
    _, type_, modality, actors, recipients = TOLD[number]
    found = [
        (event.type.value, event.modality.value, set(event.actors), set(event.recipients))
        for event in find_events(told[number])
    ]
    assert (type_, modality, set(actors.split()), set(recipients.split())) in found


# (sentence, type): no event of this type may be found, in any modality
SILENT = [
    # a greeting, shoppers, seats won, money worries, statues, a lane, pizzas, a reporter's meeting, storms and plagues
    ("Les voisins saluent Lena Mirande d'un signe de la main.", "SUPPORT"),
    ("Des bénévoles interpellent les passants à Kessim.", "COERCE"),
    ("Le syndicat a raflé trois mairies.", "COERCE"),
    ("Lena Mirande est libérée de toute contrainte.", "RETREAT"),
    ("Le camion se range sur le côté droit de la route.", "SUPPORT"),
    ("Omar Delbos a livré deux pizzas à Lena Mirande.", "AID"),
    ("Une cliente rencontrée au marché de Kessim se plaint.", "CONSULT"),
    ("L'île a été frappée par Aldara. La tempête Aldara a fait dix morts.", "ASSAULT"),
    ("Ebola a frappé l'Ostravie en mai.", "ASSAULT"),
    ("Une maison de Kessim a pris feu en partie.", "ACCUSE"),
    ("Lena Mirande parle des refus de priorité aux piétons de Kessim.", "REJECT"),
    ("Omar Delbos a été condamné pour viol en réunion de Lena Mirande.", "CONSULT"),
    ("Omar Delbos s'est rendu au commissariat de Kessim.", "CONSULT"),
    ("La mise en garde de la Valdorie inquiète Kessim.", "COERCE"),
    ("Lena Mirande est de moins en moins disposée à céder.", "AGREE"),
    ("L'Airbus s'est écrasé, tuant trois marins de l'Ostravie.", "ASSAULT"),
    ("Le débat a été boycotté par la Valdorie.", "COERCE"),
    ("Lena Mirande est connue pour ses manifestations de sympathie.", "PROTEST"),
    ("Omar Delbos a été condamné lundi par une juridiction pour fraude.", "ACCUSE"),
    ("Je me demandais quoi faire, dit Lena Mirande.", "REQUEST"),
    ("L'Ostravie accuse les conséquences d'une longue crise.", "ACCUSE"),
    ("Lena Mirande est revenue sur la décision d'Omar Delbos.", "CONCEDE"),
    ("La réouverture a créé une véritable émeute à Kessim.", "PROTEST"),
    ("Lena Mirande a saisi le préfet et la maire de Kessim.", "COERCE"),
    ("Les députés se sont prononcés par trois voix pour et deux contre.", "REJECT"),
    ("Lena Mirande a attaqué Omar Delbos lors du débat.", "ASSAULT"),
    ("Lena Mirande a condamné l'Ostravie pour la mort d'Omar Delbos.", "SANCTION"),
    ("Un aide de Lena Mirande à Kessim a donné l'alerte.", "AID"),
    ("Les candidats du parti visent trois quartiers.", "ASSAULT"),
    ("Le modèle promet une autonomie de cent kilomètres à Omar Delbos.", "AGREE"),
    ("La pièce d'Omar Delbos a raflé deux prix.", "COERCE"),
    ("L'invasion touristique de Kessim lasse les habitants.", "ASSAULT"),
    ("Le règlement exige un casque à Kessim.", "REQUEST"),
    ("Le retrait de l'étude d'Omar Delbos étonne.", "RETREAT"),
    ("La population de Kessim est prise en otage par la réforme.", "ASSAULT"),
    ("Omar Delbos a tiré sur son premier cigare à Kessim.", "ASSAULT"),
    ("Les soldats portent des fusils d'assaut fabriqués par la Valdorie.", "ASSAULT"),
    ("Lena Mirande a demandé « s'il y avait du monde ».", "REQUEST"),
    ("Me Mirande, qui défend Omar Delbos, se tait.", "SUPPORT"),
    ("Lena Mirande ne veut pas prendre de risque.", "REJECT"),
    ("La Valdorie soutient être venue en paix.", "SUPPORT"),
    ("L'accord signé lundi entre la Valdorie et l'Ostravie tient.", "AGREE"),
    ("Les étudiants se sont rassemblés pour dénoncer la réforme.", "ACCUSE"),
    ("Un entretien de Lena Mirande avec des journalistes a duré une heure.", "CONSULT"),
    ("La Valdorie s'opposera à toute attaque ostravienne.", "ASSAULT"),
    ("Lena Mirande veut être informée avant toute riposte valdorienne.", "ASSAULT"),
    ("Omar Delbos a été victime d'une attaque cardiaque.", "ASSAULT"),
    ("La police a arrêté de fumer, plaisante Lena Mirande.", "COERCE"),
    ("La Valdorie a frappé une monnaie.", "ASSAULT"),
    ("La crue menace le village de Kessim.", "THREATEN"),
    ("Le joueur a raté un tir au but contre la Valdorie.", "ASSAULT"),
    ("Lena Mirande a rencontré un obstacle en Valdorie.", "CONSULT"),
    ("L'entretien des routes coûte cher à la Valdorie.", "CONSULT"),
    ("Omar Delbos a saisi l'occasion.", "COERCE"),
    ("La Valdorie a lancé un appel d'offres à Kessim.", "REQUEST"),
    ("Le sommet de la montagne domine la Valdorie.", "CONSULT"),
    ("Lena Mirande se rend compte du retard de la Valdorie.", "CONSULT"),
    ("Kessim accuse un retard de deux ans.", "ACCUSE"),
    ("Une visite guidée du musée de Kessim a lieu le lundi.", "CONSULT"),
    ("Lena Mirande a libéré une place à Kessim.", "RETREAT"),
    ("Omar Delbos a soutenu une thèse sur la Valdorie.", "SUPPORT"),
    ("La foule a manifesté sa joie en Valdorie.", "PROTEST"),
    ("Le soutien scolaire manque à Kessim.", "SUPPORT"),
    ("Lena Mirande demande la libération des otages de la milice.", "RETREAT"),
    ("« Le port rouvrira », a répliqué Lena Mirande.", "ASSAULT"),
    ("« Le port rouvrira », a soutenu Lena Mirande.", "SUPPORT"),
    ("La rougeole a tué trois habitants de Kessim.", "ASSAULT"),
    ("Le racisme frappe les habitants de Kessim.", "ASSAULT"),
    ("La forêt de Kessim est menacée.", "THREATEN"),
    ("Lena Mirande a demandé si le port rouvrirait.", "REQUEST"),
    ("Omar Delbos a demandé où passait la digue.", "REQUEST"),
    ("Omar Delbos est allé à la rencontre des habitants de Kessim.", "CONSULT"),
    ("Omar Delbos a été invité au micro de Lena Mirande.", "REQUEST"),
    ("Le manque de pluie pousse Omar Delbos à partir.", "REQUEST"),
    ("Lena Mirande s'était rendue célèbre à Kessim.", "CONSULT"),
    ("Le milicien s'est rendu à la police.", "CONSULT"),
    ("Lena Mirande a attaqué le livre d'Omar Delbos.", "ASSAULT"),
    ("Un avion s'est écrasé près de Kessim, tuant six passagers.", "ASSAULT"),
    ("Les terrasses ont été prises d'assaut dès lundi.", "ASSAULT"),
    ("Les élus s'accordent pour dire que le port est sûr.", "AGREE"),
    ("Beaucoup s'en réclament à Kessim.", "REQUEST"),
    ("Le RAID est arrivé à Kessim.", "ASSAULT"),
    ("L'alerte enlèvement a été levée à Kessim.", "ASSAULT"),
    ("Les soutiens de Lena Mirande sont venus à Kessim.", "SUPPORT"),
    ("La police de Kessim a été saisie du dossier.", "COERCE"),
    ("Lena Mirande s'est engagée dans une association, favorable à la paix.", "AGREE"),
    ("Seuls les paniers sont acceptés au port.", "AGREE"),
    ("Trois tonnes de boue ont été rejetées dans la rivière.", "REJECT"),
    ("Le coureur lui appuyait sur le cou.", "SUPPORT"),
    ("Les techniques d'interpellation inquiètent Lena Mirande.", "COERCE"),
    ("La Valdorie ne soutiendra aucune attaque contre l'Ostravie.", "ASSAULT"),
    ("Lena Mirande a refusé de commenter la panne de Kessim.", "REJECT"),
    ("La milice a revendiqué l'opération.", "REQUEST"),
    ("Lena Mirande l'a promis à Omar Delbos.", "AGREE"),
    ("Omar Delbos a arrêté le football à trente ans.", "COERCE"),
    ("Tout s'est arrêté en Valdorie.", "COERCE"),
    ("Le syndicat a défilé mardi pour réclamer une enquête.", "REQUEST"),
    ("La Valdorie a de son côté exigé lundi la libération des otages.", "RETREAT"),
    ("Lena Mirande a exigé samedi le retrait des troupes de la Valdorie.", "RETREAT"),
    ("Les attaques de tigres inquiètent Kessim.", "ASSAULT"),
    ("Le cercueil d'Omar Delbos a été salué par des applaudissements.", "SUPPORT"),
    ("La loi sanctionnant le démarchage est votée en Valdorie.", "SANCTION"),
    ("L'affrontement entre Lena Mirande et Omar Delbos amuse Kessim.", "ASSAULT"),
    ("Lena Mirande a saisi un conseil d'experts.", "ACCUSE"),
    ("Les habitants de Kessim sont mis à l'abri dans l'attente de leurs examens.", "ACCUSE"),
    ("Dix disparus sont à déplorer à Kessim.", "ACCUSE"),
    ("L'affaire agite jusqu'au sommet de l'État.", "CONSULT"),
    ("Omar Delbos s'est rendu dans un magasin de Kessim.", "CONSULT"),
    ("« Le fleuve monte », poursuit l'ingénieur.", "ACCUSE"),
    ("Sollicitée par Radio Kessim, la mairie n'a pas réagi.", "REQUEST"),
    ("L'avocat requiert un nom d'emprunt.", "REQUEST"),
    ("La ville de Kessim déplore quarante cas de choléra.", "ACCUSE"),
    ("Les musées bénéficieront d'une rallonge grâce aux subventions de la Valdorie.", "RETREAT"),
    ("Les gens interpellent Lena Mirande dans la rue.", "COERCE"),
    ("La Valdorie a frappé fort en fermant ses écoles.", "ASSAULT"),
    ("Les marcheurs ont envahi les rues de Kessim.", "ASSAULT"),
    ("Le virus se réplique à Kessim.", "ASSAULT"),
    ("Les dockers de Kessim ont voté contre la grève.", "PROTEST"),
    ("Jamais la totalité du trafic de Kessim n'avait été arrêtée.", "COERCE"),
    ("Lena Mirande s'était retirée à Kessim avant le début de l'hiver.", "RETREAT"),
    ("La Valdorie n'a pas explicitement condamné l'Ostravie.", "ACCUSE"),
    ("Le retrait de la Valdorie du traité a surpris Kessim.", "RETREAT"),
    ("La Lune occupe une place à part, dit Lena Mirande.", "PROTEST"),
    ("L'Ostravie a massé des chars, d'après des images consultées par Lena Mirande.", "CONSULT"),
    ("Lorsqu'on vous attaque, dit Lena Mirande, il faut fuir.", "ASSAULT"),
    ("Lena Mirande souhaite que les gens reviennent.", "REQUEST"),
    ("Omar Delbos se réjouit à l'idée de revoir la Valdorie.", "SUPPORT"),
    ("Le député a interpellé le ministre Omar Delbos sur la digue.", "COERCE"),
    ("Omar Delbos lui a demandé ce qui le gênait.", "REQUEST"),
    ("Leur transfert exige une coordination, dit Lena Mirande.", "REQUEST"),
    ("Le rapport que Lena Mirande a pu consulter est sévère.", "CONSULT"),
    ("Omar Delbos a rencontré sa femme à Kessim.", "CONSULT"),
    ("Neuf habitants de Kessim ont été tués dans un incendie.", "ASSAULT"),
    ("Un ours a été tué près de Kessim.", "ASSAULT"),
    ("« Le texte est prêt », s'est réjouie Lena Mirande.", "SUPPORT"),
    ("Lena Mirande soutient que le port est sûr.", "SUPPORT"),
    ("Lena Mirande a riposté en citant les comptes de la Valdorie.", "ASSAULT"),
    ("Le groupe « Attaque » a écrit à Lena Mirande.", "ASSAULT"),
    ("Le retrait d'Omar Delbos de la course surprend Kessim.", "RETREAT"),
    ("Avant de se livrer à la Valdorie, Omar Delbos a écrit une lettre.", "AID"),
    ("Omar Delbos devra verser mille euros à Lena Mirande.", "AID"),
    (
        "La partie d'échecs dure. Au dixième coup, la Valdorie perd un pion, puis son fou menace la dame. "
        "Lena Mirande lance une attaque sur le roque.",
        "ASSAULT",
    ),
    ("La loi interdit la manifestation à Kessim.", "COERCE"),
    ("Les techniques d'interpellation dangereuses inquiètent Lena Mirande.", "COERCE"),
]


@pytest.fixture(scope="module")
def silent() -> list[Reading]:
    return stage([case[0] for case in SILENT])


@pytest.mark.parametrize("number", range(len(SILENT)), ids=[case[0][:60] for case in SILENT])
def test_look_alikes_are_no_events(number: int, silent: list[Reading]) -> None:
    assert SILENT[number][1] not in [event.type.value for event in find_events(silent[number])]


def test_one_happening_told_twice_is_one_event() -> None:
    text = (
        "L'attaque valdorienne contre l'Ostravie a fait trois morts.\n"
        "La Valdorie a attaqué l'Ostravie dans la nuit. L'attaque a duré une heure."
    )
    assaults = [event for event in only(text) if event.type is EventType.ASSAULT]
    assert [(event.actors, event.recipients) for event in assaults] == [(("val",), ("ost",))]
    assert assaults[0].start == 0


def test_a_headline_names_what_the_text_spells_out() -> None:
    (reading,) = stage(["Raid sur un dépôt\nLa milice a bombardé un dépôt valdorien."])
    first, second = reading.zones
    reading.zones = (Zone(start=first.start, end=first.end, role=Role.HEADLINE), second)
    assert [event.actors for event in find_events(reading) if event.type is EventType.ASSAULT] == [("mil",)]


def test_an_attack_elsewhere_is_another_one() -> None:
    text = "La Valdorie a attaqué un convoi ostravien. C'est le calme depuis le raid de Kessim."
    assert len([event for event in only(text) if event.type is EventType.ASSAULT]) == 2


# (text, type, the words of the event)
SPANS = [
    (
        "Mardi soir, la Valdorie a retiré ses troupes de Kessim.",
        "RETREAT",
        "la Valdorie a retiré ses troupes de Kessim",
    ),
    (
        "La Valdorie doit retirer ses troupes de Kessim.",
        "RETREAT",
        "La Valdorie doit retirer ses troupes de Kessim",
    ),
    (
        "Omar Delbos a annoncé que la Valdorie avait attaqué l'Ostravie.",
        "ASSAULT",
        "la Valdorie avait attaqué l'Ostravie",
    ),
    (
        "La Valdorie a attaqué l'Ostravie, selon un communiqué de Lena Mirande.",
        "ASSAULT",
        "La Valdorie a attaqué l'Ostravie",
    ),
    ("L'Ostravie accuse la milice d'avoir tué un berger.", "ASSAULT", "avoir tué un berger"),
    (
        "Lena Mirande a salué un accord « utile » lundi.",
        "SUPPORT",
        "Lena Mirande a salué un accord « utile » lundi",
    ),
    (
        "La Valdorie frappera l'Ostravie si la trêve échoue.",
        "ASSAULT",
        "La Valdorie frappera l'Ostravie si la trêve échoue",
    ),
    (
        "Une attaque de la milice contre Kessim, qui a duré une heure, a fait trois morts.",
        "ASSAULT",
        "Une attaque de la milice contre Kessim",
    ),
]


@pytest.mark.parametrize("text,type_,words", SPANS, ids=[case[0][:60] for case in SPANS])
def test_the_span_read_alone_says_what_happened(text: str, type_: str, words: str) -> None:
    assert words in [text[event.start : event.end] for event in only(text) if event.type == type_]


def test_a_verb_that_tells_whose_words_they_are_has_their_speaker() -> None:
    text = "Le texte est une erreur, a dénoncé le maire."
    (event,) = said(text, "Le texte est une erreur", "dénoncé", Act.STATEMENT)
    assert (event.type, event.actors) == (EventType.ACCUSE, ("del",))
    assert (
        said("Le port est ouvert, a soutenu le maire.", "Le port est ouvert", "soutenu", Act.STATEMENT) == []
    )


def test_what_a_state_blocks_is_no_protest() -> None:
    (event,) = only("La Valdorie bloque le port de Kessim depuis lundi.")
    assert event.type is EventType.COERCE


def test_who_announces_anothers_resignation_does_not_resign() -> None:
    (event,) = only("Lena Mirande a annoncé la démission d'Omar Delbos.")
    assert (event.type, event.actors, event.modality) == (EventType.RETREAT, ("del",), "announced")


def test_the_people_of_a_country_are_no_state() -> None:
    (event,) = only("Les Ostraviens ont défilé à Kessim contre la réforme.")
    assert (event.type, event.actors) == (EventType.PROTEST, ())


def test_a_word_of_a_name_is_no_deed() -> None:
    text = "La librairie est gérée par la Réunion des musées."
    (reading,) = stage([text])
    named = text.index("la Réunion")
    reading.mentions.append(Mention(start=named, end=len(text) - 1, actor="syn"))
    assert find_events(reading) == []


def test_whoever_is_struck_may_be_the_place() -> None:
    (event,) = only("Un raid de la milice sur Kessim a fait trois morts.")
    assert (event.actors, event.recipients, event.place) == (("mil",), ("kes",), "Kessim")


def test_attacks_by_different_parties_stay_two() -> None:
    text = "La Valdorie a attaqué l'Ostravie. L'Ostravie a riposté contre la Valdorie."
    assaults = [event for event in only(text) if event.type is EventType.ASSAULT]
    assert [event.actors for event in assaults] == [("val",), ("ost",)]


def test_the_place_is_where_it_happened() -> None:
    (event,) = only("Lena Mirande a rencontré Omar Delbos à Kessim.")
    assert event.place == "Kessim"


def test_the_span_leaves_out_the_relative_clause() -> None:
    text = "Une attaque valdorienne contre Kessim, qui a duré une heure, a fait trois morts."
    (event,) = [event for event in only(text) if event.type is EventType.ASSAULT]
    assert text[event.start : event.end] == "Une attaque valdorienne contre Kessim"


def test_without_a_parser_there_are_no_events() -> None:
    reading = Reading(Article(id="a", text="Valdoria attacked Ostravia."), "en", ())
    assert find_events(reading) == []


def read(text: str) -> Reading:
    zones = (Zone(start=0, end=len(text), role=Role.BODY),) if text.strip() else ()
    (reading,) = parse([Reading(Article(id="a", text=text), "fr", zones)])
    return reading


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "attaque",
                    "la Valdorie",
                    "a frappé",
                    "si",
                    "ne",
                    "pas",
                    "contre",
                    "«",
                    "»",
                    ",",
                    ".",
                    "toute",
                ]
            ),
            st.text(max_size=8),
        ),
        max_size=25,
    )
)
def test_any_words_give_sound_offsets(words: list[str]) -> None:
    text = " ".join(words)
    events = find_events(read(text))
    assert events == find_events(read(text))
    for event in events:
        assert event.cue is not None
        assert 0 <= event.start <= event.cue.start < event.cue.end <= event.end <= len(text)
        assert event.condition is None or event.condition in text


def test_a_long_chain_of_joined_verbs_does_no_harm() -> None:
    text = "La Valdorie a menacé de frapper l'Ostravie si elle refuse et " * 1200
    assert isinstance(find_events(read(text)), list)


def test_long_runs_of_cues_do_no_harm() -> None:
    text = "La Valdorie a attaqué et " * 700 + "fui."
    assert len(find_events(read(text))) >= 1


def test_a_list_of_200_names_does_no_harm() -> None:
    text = (
        ", ".join(["Lena Mirande", "Omar Delbos"] * 100)
        + " et la Valdorie ont signé un traité avec l'Ostravie."
    )
    (reading,) = stage([text])
    begun = time.perf_counter()
    for event in find_events(reading):
        assert len(set(event.actors)) == len(event.actors)
    find_positions(reading)
    assert time.perf_counter() - begun < 2


def test_a_paragraph_of_games_is_read_once() -> None:
    text = "Le fou menace la dame et lance une attaque au coup de la partie d'échecs. " * 400
    (reading,) = stage([text])
    begun = time.perf_counter()
    assert find_events(reading) == []
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("text", "type_", "recipients"),
    [
        ("La police a délogé samedi vers midi les grévistes qui tenaient le port.", "COERCE", ["grévistes"]),
        (
            "Les gendarmes ont arrêté mardi un informaticien, a annoncé le parquet.",
            "COERCE",
            ["informaticien"],
        ),
        ("La Norvège a livré la semaine dernière des vivres au Pérou, dit le maire.", "AID", ["Pérou"]),
    ],
)
def test_an_object_behind_a_day_which_the_parser_hangs_elsewhere(
    text: str, type_: str, recipients: list[str]
) -> None:
    (annotation,) = annotate([Article(id="a", text=text, language="fr", stated_date="2031-03-05")])
    names = {actor.key: actor.name for actor in annotation.actors}
    found = [(event.type.value, [names[key] for key in event.recipients]) for event in annotation.events]
    assert (type_, recipients) in found


def test_a_march_is_no_retelling_of_a_strike() -> None:
    text = (
        "Grève des mineurs : des blessés\n\nLa manifestation de mardi devant la mairie a fait onze blessés."
    )
    (annotation,) = annotate([Article(id="a", text=text, language="fr", stated_date="2031-03-05")])
    assert [event.type.value for event in annotation.events].count("PROTEST") == 2
