"""Positions: who supports, opposes, urges or conditions what."""

from __future__ import annotations

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
    Manner,
    Position,
    Role,
    SaidModality,
    Speaker,
    SpeakerKind,
    Zone,
)

LEXICON = word_list("fr", "positions")
ROWS = [*LEXICON["verb"], *LEXICON["adjective"], *LEXICON["noun"]]


@pytest.fixture(scope="module")
def examples() -> list[Reading]:
    return stage([row["example"] for row in ROWS])


@pytest.mark.parametrize("number", range(len(ROWS)))
def test_each_row_of_the_lexicon_reads_its_own_example(number: int, examples: list[Reading]) -> None:
    row = ROWS[number]
    wanted = row["negated"] if row.get("only_negated") else row["stance"]
    assert wanted in [position.stance.value for position in find_positions(examples[number])], row["example"]


# (sentence, holder, stance, target, condition)
TAKEN = [
    ("La Valdorie y est favorable.", "val", "support", "y", None),
    ("Pour Lena Mirande, pas question de rouvrir la mine.", "mir", "oppose", "rouvrir la mine", None),
    ("Pas question, pour Lena Mirande, de rouvrir la mine.", "mir", "oppose", "rouvrir la mine", None),
    ("Le syndicat s'y est opposé.", "syn", "oppose", "y", None),
    ("La vente que Lena Mirande a jugée inutile est faite.", "mir", "oppose", "La vente", None),
    ("Lena Mirande refuse de « négocier avec la milice ».", "mir", "oppose", "négocier avec la milice", None),
    (
        "Omar Delbos n'y est pas hostile, pourvu que l'Ostravie paie.",
        "del",
        "condition",
        "y",
        "pourvu que l'Ostravie paie",
    ),
    (
        "La Valdorie fait de la levée du blocus un préalable à toute rencontre.",
        "val",
        "condition",
        "toute rencontre",
        "la levée du blocus",
    ),
    ("Lena Mirande restait opposée, mardi soir, à toute hausse.", "mir", "oppose", "toute hausse", None),
    ("Lena Mirande s'est dite favorable à une taxe.", "mir", "support", "une taxe", None),
    (
        "Omar Delbos s'est dit opposé à toute fusion des ports.",
        "del",
        "oppose",
        "toute fusion des ports",
        None,
    ),
    ("Omar Delbos, maire de Kessim, juge la vente scandaleuse.", "del", "oppose", "la vente", None),
    (
        "Le syndicat ne votera le budget qu'à la condition d'un effort.",
        "syn",
        "condition",
        "le budget",
        "à la condition d'un effort",
    ),
    (
        "L'Ostravie ne paiera pas, sauf si la milice désarme.",
        "ost",
        "condition",
        "L'Ostravie ne paiera pas",
        "sauf si la milice désarme",
    ),
    ("Le syndicat s'y oppose.", "syn", "oppose", "y", None),
    ("La Valdorie l'a jugé désastreux.", "val", "oppose", "l'", None),
    ("Omar Delbos l'a condamné.", "del", "oppose", "l'", None),
    (
        "La Valdorie prêtera des chars à l'Ostravie, à la condition expresse que le port rouvre.",
        "val",
        "condition",
        "des chars",
        "à la condition expresse que le port rouvre",
    ),
    (
        "La Valdorie n'ouvrira pas le port sans l'accord du syndicat.",
        "val",
        "condition",
        "le port",
        "sans l'accord du syndicat",
    ),
    (
        "L'Ostravie est prête à libérer neuf marins en échange d'une trêve.",
        "ost",
        "condition",
        "libérer neuf marins",
        "en échange d'une trêve",
    ),
    (
        "La Valdorie rouvrira le port quand les marins seront rendus.",
        "val",
        "condition",
        "le port",
        "quand les marins seront rendus",
    ),
    (
        "Le syndicat a manifesté mardi contre la fusion des ports.",
        "syn",
        "oppose",
        "la fusion des ports",
        None,
    ),
    ("La Valdorie soutient le plan de l'Ostravie.", "val", "support", "le plan de l'Ostravie", None),
    ("La Valdorie ne soutiendra pas ce plan.", "val", "oppose", "ce plan", None),
    (
        "La Valdorie ne soutiendra aucune attaque contre l'Ostravie.",
        "val",
        "oppose",
        "aucune attaque contre l'Ostravie",
        None,
    ),
    ("Le syndicat s'oppose au projet de barrage.", "syn", "oppose", "projet de barrage", None),
    (
        "Lena Mirande a déclaré que la Valdorie s'opposerait à toute riposte.",
        "val",
        "oppose",
        "toute riposte",
        None,
    ),
    ("L'Ostravie refuse de livrer des chars.", "ost", "oppose", "livrer des chars", None),
    ("L'Ostravie a rejeté la proposition.", "ost", "oppose", "la proposition", None),
    ("Lena Mirande exclut une baisse des salaires.", "mir", "oppose", "une baisse des salaires", None),
    ("L'Ostravie ne veut pas d'une guerre longue.", "ost", "oppose", "une guerre longue", None),
    ("La Valdorie a condamné le raid ostravien.", "val", "oppose", "le raid ostravien", None),
    ("Lena Mirande demande à Omar Delbos de publier la liste.", "mir", "urge", "publier la liste", None),
    ("Le syndicat réclame une hausse des salaires.", "syn", "urge", "une hausse des salaires", None),
    ("Lena Mirande exige que le port rouvre.", "mir", "urge", "le port rouvre", None),
    ("La Valdorie a exhorté l'Ostravie à retirer ses troupes.", "val", "urge", "retirer ses troupes", None),
    ("Omar Delbos appelle à la retenue.", "del", "urge", "la retenue", None),
    ("Omar Delbos plaide pour une trêve immédiate.", "del", "support", "une trêve immédiate", None),
    (
        "La Valdorie est favorable à la reprise des pourparlers.",
        "val",
        "support",
        "la reprise des pourparlers",
        None,
    ),
    ("La Valdorie n'est pas favorable à ce texte.", "val", "oppose", "ce texte", None),
    ("Le syndicat est opposé à la fusion.", "syn", "oppose", "la fusion", None),
    ("La Valdorie a réaffirmé son soutien à l'Ostravie.", "val", "support", "l'Ostravie", None),
    ("Le soutien de la Valdorie à l'Ostravie reste entier.", "val", "support", "l'Ostravie", None),
    ("Le syndicat a redit son opposition à la fusion.", "syn", "oppose", "la fusion", None),
    ("La Valdorie juge ce plan inacceptable.", "val", "oppose", "ce plan", None),
    ("Lena Mirande estime indispensable un accord.", "mir", "support", "un accord", None),
    ("Omar Delbos a fustigé le blocus de Kessim.", "del", "oppose", "le blocus de Kessim", None),
    ("Lena Mirande souhaite un report du vote.", "mir", "urge", "un report du vote", None),
    ("Omar Delbos veut que le port rouvre.", "del", "urge", "le port rouvre", None),
    ("Omar Delbos n'acceptera pas ce découpage.", "del", "oppose", "ce découpage", None),
    ("Le syndicat a défilé pour réclamer une enquête.", "syn", "urge", "une enquête", None),
    (
        "54 % des Ostraviens rejettent le plan.",
        "ost",
        "oppose",
        "le plan",
        None,
    ),
    ("Omar Delbos se dit favorable à la trêve.", "del", "support", "la trêve", None),
    ("Lena Mirande a salué un texte « courageux ».", "mir", "support", "un texte « courageux »", None),
    # conditions
    (
        "Omar Delbos rouvrirait le port si la milice partait.",
        "del",
        "condition",
        "le port",
        "si la milice partait",
    ),
    (
        "Omar Delbos n'ouvrira le port que si la milice désarme.",
        "del",
        "condition",
        "le port",
        "si la milice désarme",
    ),
    (
        "Omar Delbos a menacé de fermer le port si la trêve échouait.",
        "del",
        "condition",
        "fermer le port",
        "si la trêve échouait",
    ),
    (
        "Lena Mirande ne rouvrira pas le port tant que la milice tiendra Kessim.",
        "mir",
        "condition",
        "le port",
        "tant que la milice tiendra Kessim",
    ),
    (
        "Lena Mirande préfère une trêve, sans exclure la force si la milice attaque.",
        "mir",
        "support",
        "une trêve",
        None,
    ),
    (
        "La Valdorie soutiendra le plan si la milice se retire.",
        "val",
        "condition",
        "le plan",
        "si la milice se retire",
    ),
    (
        "Lena Mirande a dit que la Valdorie soutiendrait des frappes si la trêve échouait.",
        "val",
        "condition",
        "des frappes",
        "si la trêve échouait",
    ),
    (
        "La Valdorie est prête à rouvrir le port à condition que la milice parte.",
        "val",
        "condition",
        "rouvrir le port",
        "à condition que la milice parte",
    ),
    (
        "La Valdorie soutiendra la ville en cas d'attaque de la milice.",
        "val",
        "condition",
        "la ville",
        "en cas d'attaque de la milice",
    ),
    (
        "La Valdorie refusera de négocier tant que la milice tiendra le port.",
        "val",
        "condition",
        "négocier",
        "tant que la milice tiendra le port",
    ),
    (
        "Le soutien de la Valdorie est conditionné à l'ouverture du port.",
        "val",
        "condition",
        "Le soutien",
        "l'ouverture du port",
    ),
    (
        "L'Ostravie conditionne son aide à la libération des otages.",
        "ost",
        "condition",
        "son aide",
        "la libération des otages",
    ),
    (
        "La Valdorie s'opposera à la trêve sauf si la milice désarme.",
        "val",
        "condition",
        "la trêve",
        "sauf si la milice désarme",
    ),
    # no condition, in spite of a « si »
    ("La Valdorie soutient le plan, même si le port ferme.", "val", "support", "le plan", None),
    ("La Valdorie refuse un vote si rapide.", "val", "oppose", "un vote si rapide", None),
]


@pytest.fixture(scope="module")
def taken() -> list[Reading]:
    return stage([case[0] for case in TAKEN])


@pytest.mark.parametrize("number", range(len(TAKEN)), ids=[case[0][:60] for case in TAKEN])
def test_what_stand_is_taken(number: int, taken: list[Reading]) -> None:
    _, holder, stance, target, condition = TAKEN[number]
    found = [(p.holder, p.stance.value, p.target, p.condition) for p in find_positions(taken[number])]
    assert (holder, stance, target, condition) in found


SILENT = [
    "La milice a revendiqué l'attentat contre Kessim.",
    "Les pourparlers de la Valdorie se sont ouverts jeudi à Kessim.",
    "La Valdorie a décidé de repousser le vote de six mois.",
    "Lena Mirande a condamné Omar Delbos à trois ans de prison.",
    "La Valdorie invitera Omar Delbos à Kessim.",
    "La Valdorie a libéré des marins quand la trêve a commencé.",
    "La Valdorie ne s'oppose pas à ce plan.",
    "Omar Delbos a soutenu une thèse à Kessim.",
    "Lena Mirande se demande si le port rouvrira.",
    "La Valdorie a retiré son soutien à l'Ostravie.",
    "Si la Valdorie soutenait le plan, le port rouvrirait.",
    "Il est tard, dit Lena Mirande.",
    "Lena Mirande a appelé la police à Kessim.",
    "Le public soutient le coureur.",
    "La Valdorie aurait soutenu le plan.",
    "Omar Delbos a fait appel à une ambulance.",
    "Omar Delbos perdra son procès si le témoin parle.",
    "« Le port rouvrira », a soutenu Omar Delbos.",
    "Lena Mirande a menacé de fermer le port.",
    "Lena Mirande souhaite bon courage à Omar Delbos.",
]


@pytest.mark.parametrize("sentence", SILENT)
def test_no_stand_is_taken(sentence: str) -> None:
    (reading,) = stage([sentence])
    assert find_positions(reading) == []


def quoted(text: str, start: int, end: int, key: str, kind: Manner = Manner.DIRECT) -> list[Position]:
    """The positions of a text of which a stretch is said by an actor."""
    (reading,) = stage([text])
    reading.attributions = [
        Attribution(
            start=start,
            end=end,
            kind=kind,
            speaker=Speaker(start=0, end=1, name="?", kind=SpeakerKind.NAMED_PERSON, actor=key),
            cue=None,
            addressee=None,
            via=(),
            modality=SaidModality.ASSERTED,
            act=Act.STATEMENT,
        )
    ]
    return find_positions(reading)


def test_the_first_person_is_the_speaker() -> None:
    text = "« Nous soutenons ce projet », a déclaré Omar Delbos."
    (position,) = quoted(text, 2, 25, "del")
    assert (position.holder, position.stance, position.target, position.attribution) == (
        "del",
        "support",
        "ce projet",
        0,
    )


def test_in_reported_words_his_country_is_the_speakers() -> None:
    text = "Omar Delbos a signifié que son pays s'opposerait à toute médiation."
    start = text.index("son")
    (position,) = quoted(text, start, len(text) - 1, "del", Manner.INDIRECT)
    assert (position.holder, position.stance, position.target) == ("del", "oppose", "toute médiation")


def test_a_refusal_to_act_until_something_changes_is_the_speakers() -> None:
    """« Nous ne reprendrons pas tant que… »: bound without an object."""
    text = "« Nous ne reprendrons pas le travail tant que le port reste fermé », a dit Omar Delbos."
    for words in (text, text.replace(" le travail", "")):
        found = quoted(words, 2, words.index(" »"), "del")
        assert [(p.holder, p.stance.value, p.condition) for p in found] == [
            ("del", "condition", "tant que le port reste fermé")
        ], words


def test_out_of_the_question_is_the_speakers_refusal() -> None:
    text = "« Il est hors de question de fermer le port », a répété Omar Delbos."
    (position,) = quoted(text, 2, 43, "del")
    assert (position.holder, position.stance, position.target) == ("del", "oppose", "fermer le port")


def test_what_must_be_is_what_the_speaker_urges() -> None:
    (position,) = quoted("« Il faut rouvrir le port », a répété Omar Delbos.", 2, 24, "del")
    assert (position.holder, position.stance, position.target) == ("del", "urge", "rouvrir le port")
    (position,) = quoted("« Il faut ne pas céder », a répété Omar Delbos.", 2, 21, "del")
    assert (position.holder, position.stance) == ("del", "oppose")


def test_what_must_be_avoided_is_what_the_speaker_is_against() -> None:
    (position,) = quoted("« Il faut éviter de céder », a répété Omar Delbos.", 2, 24, "del")
    assert (position.holder, position.stance, position.target) == ("del", "oppose", "céder")
    assert quoted("« Il a fallu céder », a répété Omar Delbos.", 2, 17, "del") == []


def test_a_vow_about_things_is_the_speakers() -> None:
    text = "« Le port restera fermé tant que la milice sera là », a dit Omar Delbos."
    (position,) = quoted(text, 2, 50, "del")
    assert (position.holder, position.stance, position.target) == (
        "del",
        "condition",
        "Le port restera fermé",
    )


def test_when_not_if_is_no_condition() -> None:
    (reading,) = stage(
        ["La Valdorie frappera l'Ostravie : c'est une question de quand, et non de si, dit Lena Mirande."]
    )
    assert [event.condition for event in find_events(reading)] == [None]


def test_without_a_parser_there_are_no_positions() -> None:
    assert find_positions(Reading(Article(id="a", text="Valdoria backs the plan."), "en", ())) == []


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "la Valdorie",
                    "soutient",
                    "s'oppose",
                    "à",
                    "le plan",
                    "si",
                    "en cas de",
                    "ne",
                    "pas",
                    "conditionne",
                    ",",
                    ".",
                ]
            ),
            st.text(max_size=6),
        ),
        max_size=25,
    )
)
def test_any_words_give_sound_offsets(words: list[str]) -> None:
    (reading,) = stage([" ".join(words)]) if "".join(words).strip() else (None,)
    if reading is None:
        return
    for position in find_positions(reading):
        assert position.target_span is not None
        assert reading.text[position.target_span.start : position.target_span.end] == position.target
        assert 0 <= position.start <= position.target_span.start < position.target_span.end <= position.end
        if position.condition_span is not None:
            assert (
                reading.text[position.condition_span.start : position.condition_span.end]
                == position.condition
            )


def test_ten_thousand_words_of_stands_do_no_harm() -> None:
    text = "La Valdorie soutient le plan si " * 1500
    zones = (Zone(start=0, end=len(text), role=Role.BODY),)
    (reading,) = parse([Reading(Article(id="a", text=text), "fr", zones)])
    assert find_positions(reading) == []
