"""Events: types and modes, who did what to whom, modality, what is told twice."""

from __future__ import annotations

import time

import pytest
from event_stage import stage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoupe.annotate.events import find_events
from recoupe.annotate.positions import find_positions
from recoupe.annotate.reading import Reading, parse
from recoupe.languages import word_list
from recoupe.model import (
    Act,
    Article,
    Attribution,
    Event,
    EventModality,
    EventType,
    Manner,
    Role,
    SaidModality,
    Span,
    Speaker,
    SpeakerKind,
    Zone,
)

LEXICON = word_list("fr", "events")
ROWS = [row for row in (*LEXICON["verb"], *LEXICON["noun"]) if not row.get("vow")]


@pytest.fixture(scope="module")
def examples() -> list[Reading]:
    return stage([row["example"] for row in ROWS])


@pytest.mark.parametrize("number", range(len(ROWS)))
def test_each_row_of_the_lexicon_reads_its_own_example(number: int, examples: list[Reading]) -> None:
    row = ROWS[number]
    found = [(event.type, event.mode, event.modality) for event in find_events(examples[number])]
    wanted = "threatened" if row["type"] == "THREATEN" else "occurred"
    assert any(
        type_ == row["type"] and (not row.get("mode") or mode == row["mode"]) and modality == wanted
        for type_, mode, modality in found
    ), (row["example"], found)


# (sentence, type, modality, actors, recipients): the event that must be found
TOLD = [
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
    ("Omar Delbos recevra lundi Lena Mirande.", "CONSULT", "announced", "del", "mir"),
    ("Le syndicat a écrit mardi une lettre pour réclamer une enquête.", "REQUEST", "occurred", "syn", ""),
    ("Omar Delbos a été condamné pour fraude.", "SANCTION", "occurred", "", "del"),
    ("La police a arrêté Omar Delbos.", "COERCE", "occurred", "", "del"),
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
    ("La Valdorie menace l'Ostravie de représailles.", "THREATEN", "threatened", "val", "ost"),
    # deeds of peace, of streets and of courts
    ("La Valdorie a aidé l'Ostravie à rouvrir le port.", "AID", "occurred", "val", "ost"),
    ("La milice a libéré six otages.", "RETREAT", "occurred", "mil", ""),
    ("Omar Delbos a démissionné mardi.", "RETREAT", "occurred", "del", ""),
    ("Le syndicat a manifesté à Kessim contre la réforme.", "PROTEST", "occurred", "syn", ""),
    ("Omar Delbos a été condamné à deux ans de prison.", "SANCTION", "occurred", "", "del"),
    ("L'Ostravie a adopté de nouvelles sanctions contre la Valdorie.", "SANCTION", "occurred", "ost", "val"),
    ("Omar Delbos a été arrêté par la police valdorienne.", "COERCE", "occurred", "val", "del"),
    ("La Valdorie a déployé des soldats à Kessim.", "MOBILIZE", "occurred", "val", ""),
    # announced
    ("Lena Mirande rencontrera Omar Delbos lundi.", "CONSULT", "announced", "mir del", ""),
    ("Lena Mirande doit rencontrer Omar Delbos lundi.", "CONSULT", "announced", "mir del", ""),
    ("La Valdorie va livrer des chars à l'Ostravie.", "AID", "announced", "val", "ost"),
    ("La Valdorie prévoit de retirer ses troupes de Kessim.", "RETREAT", "announced", "val", ""),
    ("Omar Delbos a déclaré qu'il rencontrerait Lena Mirande.", "CONSULT", "announced", "mir", ""),
    ("La Valdorie s'est engagée à libérer les otages.", "RETREAT", "announced", "val", ""),
    ("Le syndicat appelle à la grève le 12 mars.", "PROTEST", "announced", "", ""),
    ("La manifestation prévue samedi partira du port.", "PROTEST", "announced", "", ""),
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
    # denied
    ("La Valdorie n'a pas attaqué l'Ostravie.", "ASSAULT", "denied", "val", "ost"),
    ("Aucune attaque valdorienne n'a été signalée.", "ASSAULT", "denied", "val", ""),
    ("La Valdorie nie avoir bombardé Kessim.", "ASSAULT", "denied", "val", "kes"),
    ("La Valdorie n'a mené aucune frappe contre l'Ostravie.", "ASSAULT", "denied", "val", "ost"),
    ("Lena Mirande n'a jamais rencontré Omar Delbos.", "CONSULT", "denied", "mir del", ""),
    ("Les pourparlers avec la Valdorie n'ont pas repris.", "CONSULT", "denied", "val", ""),
    # unverified
    ("La Valdorie aurait bombardé Kessim.", "ASSAULT", "unverified", "val", "kes"),
    ("L'Ostravie accuse la Valdorie d'avoir bombardé Kessim.", "ASSAULT", "unverified", "val", "kes"),
    ("L'attaque présumée de la Valdorie fait débat.", "ASSAULT", "unverified", "val", ""),
    ("La Valdorie a vraiment bombardé Kessim ?", "ASSAULT", "unverified", "val", "kes"),
    ("L'attaque attribuée à la milice a fait trois morts.", "ASSAULT", "unverified", "mil", ""),
    ("L'attaque de Kessim a été attribuée à la milice.", "ASSAULT", "unverified", "mil", ""),
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
def test_what_a_sentence_tells(number: int, told: list[Reading]) -> None:
    _, type_, modality, actors, recipients = TOLD[number]
    found = [
        (event.type.value, event.modality.value, set(event.actors), set(event.recipients))
        for event in find_events(told[number])
    ]
    assert (type_, modality, set(actors.split()), set(recipients.split())) in found


# (sentence, type): no event of this type may be found, in any modality
SILENT = [
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


# Deeds that did not happen: nothing in these may be coded as having occurred, but for what the second field allows.
UNDONE = [
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
    ("Quand la Valdorie attaquera, le port fermera.", ""),
    ("Dès que la Valdorie aura libéré les otages, l'Ostravie retirera ses troupes.", ""),
    ("L'opposition réclame la démission d'Omar Delbos.", "REQUEST"),
    ("Omar Delbos n'a pas l'intention de démissionner.", ""),
    ("Vers une rencontre entre Lena Mirande et Omar Delbos.", ""),
    ("Lena Mirande refuse de rencontrer Omar Delbos.", "REJECT"),
    ("La Valdorie dément toute attaque contre Kessim.", ""),
    ("L'Ostravie négocie la libération des otages.", ""),
    ("Les habitants ont peur d'une attaque de la Valdorie.", ""),
    ("L'armée s'entraîne à repousser une attaque de la Valdorie.", ""),
    ("Une frappe contre Kessim provoquerait une crise.", ""),
    ("L'arrestation d'Omar Delbos serait imminente.", ""),
    ("Les alliés discutent en vue d'un retrait des troupes valdoriennes.", ""),
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


@pytest.fixture(scope="module")
def silent() -> list[Reading]:
    return stage([case[0] for case in SILENT])


@pytest.mark.parametrize("number", range(len(SILENT)), ids=[case[0][:60] for case in SILENT])
def test_look_alikes_are_no_events(number: int, silent: list[Reading]) -> None:
    assert SILENT[number][1] not in [event.type.value for event in find_events(silent[number])]


def only(text: str) -> list:
    (reading,) = stage([text])
    return find_events(reading)


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


def said(text: str, content: str, cue: str, act: Act) -> list[Event]:
    """The events of a text in which Omar Delbos says some words, with the verb that says so."""
    (reading,) = stage([text])
    start = text.index(content)
    at = text.index(cue)
    reading.attributions = [
        Attribution(
            start=start,
            end=start + len(content),
            kind=Manner.INDIRECT,
            speaker=Speaker(start=0, end=1, name="?", kind=SpeakerKind.NAMED_PERSON, actor="del"),
            cue=Span(start=at, end=at + len(cue)),
            addressee=None,
            via=(),
            modality=SaidModality.ASSERTED,
            act=act,
        )
    ]
    return find_events(reading)


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


def test_whoever_is_struck_may_be_the_place() -> None:
    (event,) = only("Un raid de la milice sur Kessim a fait trois morts.")
    assert (event.actors, event.recipients, event.place) == (("mil",), ("kes",), "Kessim")


def test_attacks_by_different_parties_stay_two() -> None:
    text = "La Valdorie a attaqué l'Ostravie. L'Ostravie a riposté contre la Valdorie."
    assaults = [event for event in only(text) if event.type is EventType.ASSAULT]
    assert [event.actors for event in assaults] == [("val",), ("ost",)]


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
