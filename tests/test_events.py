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
    # a clause behind a preposition, a wish for a thing, a meeting that is to take place, an offer to meet
    ("Lena Mirande plaide pour que la Valdorie rouvre le port.", "REQUEST", "occurred", "mir", ""),
    ("Le syndicat souhaite l'ouverture d'une enquête.", "REQUEST", "occurred", "syn", ""),
    (
        "Un sommet entre la Valdorie et l'Ostravie devrait avoir lieu en janvier.",
        "CONSULT",
        "announced",
        "val ost",
        "",
    ),
    ("Lena Mirande a proposé de rencontrer Omar Delbos.", "AGREE", "occurred", "mir", ""),
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
    # a pronoun before its verb is whom, and not who; bodies that vote; whoever is received
    ("Lena Mirande devait être expulsée mercredi de Kessim.", "COERCE", "announced", "", "mir"),
    ("Lena Mirande propose de rouvrir les négociations.", "AGREE", "occurred", "mir", ""),
    ("Omar Delbos réfute toute négligence.", "REJECT", "occurred", "del", ""),
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


def test_what_is_destroyed_amid_an_assault_is_struck() -> None:
    found = only("La milice a bombardé le port de Kessim. Deux écoles ont été détruites.")
    assert [event.mode for event in found].count("destroy") == 1
    assert only("Deux écoles ont été détruites.") == []


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


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Le Kordan a bombardé le port de Kessim dans la nuit.", ["Kordan"]),
        ("Le royaume d'Ulmar a rappelé son ambassadeur à Kessim.", ["Ulmar"]),
        ("Le port de Kessim a été bombardé dans la nuit, au large du Kordan.", []),
    ],
)
def test_a_land_that_acts_is_a_party_though_no_table_knows_it(text: str, actors: list[str]) -> None:
    (annotation,) = annotate([Article(id="a", text=f"Nuit agitée\n\n{text}", origin="a", language="fr")])
    names = {actor.key: actor.name for actor in annotation.actors}
    (event,) = [event for event in annotation.events if event.type in (EventType.ASSAULT, EventType.SANCTION)]
    assert [names[key] for key in event.actors] == actors
