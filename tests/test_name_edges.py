"""Where a person's name begins and ends beside acronyms, offices and demonyms; capitalised words that name no actor."""

import pytest
from actor_stage import actors_of

PERSONS = [
    ("La crue monte, a expliqué à l'AFP Sulmi Ondarek, venue de Lugny.", "sulmi-ondarek", "Sulmi Ondarek"),
    ("Le joueur de NBA Otto Kern a refusé de jouer.", "otto-kern", "Le joueur de NBA Otto Kern"),
    ("Le ministre de la Santé Pirk Sen-hoo a promis des lits.", "pirk-sen-hoo", "Le ministre de la Santé Pirk Sen-hoo"),
    ("Le vice-ministre des Ports, Otto Kern qui dirige l'enquête, a parlé.", "otto-kern", "Le vice-ministre des Ports"),
    ("Le porte-parole de l'armée, le colonel Otto Kern, a démenti.", "otto-kern", "Le porte-parole de l'armée"),
    ("Le chef de file des députés ABC Otto Kern a voté contre.", "otto-kern", "Le chef de file des députés ABC Otto Kern"),
    ("Sulmi, 57 ans, attend le bac. Oona, 41 ans, est venue à pied.", "oona", "Oona"),
    ("L'ambassadeur danois à Lugny, Otto Kern, a été rappelé.", "otto-kern", "L'ambassadeur danois à Lugny"),
    ("Otto Kern a annoncé une prime. Le ministre du Port a promis un texte.", "otto-kern", "Le ministre du Port"),
    ("Paul Kern est venu avec Oona Marsel. L'ancien maire se tait.", "paul-kern", "L'ancien maire"),
    ("Le Danois Otto Kern a gagné. Oona Marsel a perdu. Le Danois part lundi.", "otto-kern", "Le Danois"),
    ("Otto Kern est mort. « Le port pleure Paul Durand », a écrit Oona Marsel. Le maire, Paul Durand, se tait.", "paul-durand", "Le maire"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key", "words"), PERSONS, ids=[case[2] for case in PERSONS])
def test_a_name_is_told_from_what_stands_beside_it(text: str, key: str, words: str) -> None:
    _, mentions = actors_of(text)
    assert words in mentions.get(key, []), mentions


NO_ACTORS = [
    ("Le cyclone Amra a touché Lugny. Amra faiblit.", "amra"),
    ("Une rupture conventionnelle collective (RCC) est proposée. La RCC fait peur.", "rcc"),
    ("Il fait trente degrés Celsius à Lugny.", "celsius"),
    ("Otto était mon frère. On riait beaucoup.", "on"),
    ("Le Danois Otto Kern a gagné.", "danemark"),
    ("La garde des Sceaux a promis un texte.", "sceaux"),
    ("La maladie touche toute la société. Orvex a fermé.", "societe"),
    ("La grande majorité des ports ont rouvert.", "grande-majorite"),
    ("Ces accusations émanent d'un docker.", "accusations"),
    ("Il travaille à l'étranger depuis lundi.", "etranger"),
]


@pytest.mark.parametrize(("text", "key"), NO_ACTORS, ids=[case[1] for case in NO_ACTORS])
def test_a_capital_that_names_no_actor(text: str, key: str) -> None:
    _, mentions = actors_of(text)
    assert key not in mentions, mentions


def test_a_young_woman_is_one_mention() -> None:
    _, mentions = actors_of("Une jeune fille a crié. Un jeune homme a fui.")
    assert sorted(words for told in mentions.values() for words in told) == [
        "Un jeune homme",
        "Une jeune fille",
    ]


def test_a_number_in_groups_belongs_to_its_noun() -> None:
    _, mentions = actors_of("Les 1.400 dockers ont voté la grève.")
    assert ["Les 1.400 dockers"] in mentions.values()


def test_several_bodies_are_not_the_one_named_before() -> None:
    _, mentions = actors_of("L'hôpital de Lugny a fermé. Les hôpitaux manquent de lits.")
    assert "Les hôpitaux" not in mentions["hopital-de-lugny"]


def test_a_later_source_of_the_same_noun_is_not_meant_before_it() -> None:
    _, mentions = actors_of(
        "Un haut responsable a parlé. Le responsable a précisé la date. Un deuxième responsable a nuancé."
    )
    assert not [
        told for told in mentions.values() if {"Le responsable", "Un deuxième responsable"} <= set(told)
    ]


def test_who_says_a_quotation_is_not_whom_it_names() -> None:
    _, mentions = actors_of(
        "Otto Kern a écrit une lettre. « La réponse de Paul Durand n'en est pas une », a-t-il ajouté."
    )
    assert "il" in mentions["otto-kern"]


@pytest.mark.parametrize(
    "clause", ["il ne reste plus aucun bateau", "il manque trois voix", "il existe un accord"]
)
def test_il_of_nobody(clause: str) -> None:
    _, mentions = actors_of(f"Otto Kern est parti. Depuis, {clause}.")
    assert "il" not in mentions["otto-kern"]


JOINED = [
    (
        "Le budget du gouvernement a été rejeté. Le gouvernement danois insiste.",
        "gouvernement-danois",
        "gouvernement",
    ),
    ("Otto Kern a appelé sa mère. Lundi, sa mère a répondu.", "mere", "sa mère"),
]


@pytest.mark.parametrize(("text", "key", "words"), JOINED, ids=[case[2] for case in JOINED])
def test_a_noun_is_the_same_actor_again(text: str, key: str, words: str) -> None:
    _, mentions = actors_of(text)
    assert any(words in told for told in mentions.get(key, [])), mentions
    assert len([k for k in mentions if k.startswith(key)]) == 1


def test_a_pronoun_that_sets_off_the_subject_is_no_object() -> None:
    _, mentions = actors_of("Otto Kern a protesté. Le syndicat des quais a lui refusé de parler.")
    assert "lui" not in mentions["otto-kern"]


def test_it_is_no_question_of_anybody() -> None:
    _, mentions = actors_of("Otto Kern a protesté. Il n'est pas question de céder.")
    assert "Il" not in mentions["otto-kern"]
