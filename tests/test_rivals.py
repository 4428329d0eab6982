"""Two accounts of one fact of which one alone can be true; invented examples."""

from __future__ import annotations

import doctest

import pytest

from recoupe.crosscheck import rivals
from recoupe.crosscheck.kin import kin_stems
from recoupe.crosscheck.rivals import exclude_each_other, read_account

RIVALS = [
    # two hours of one deed
    ("La sirène du moulin a retenti à 6 h 30", "La sirène du moulin n'a retenti qu'à 9 heures"),
    ("Le wagon de grain a quitté la gare vers 14 heures", "Le wagon a quitté la gare à 17 h"),
    # two causes of one thing
    ("La coulée de boue est due à la carrière", "La coulée de boue vient d'un fossé jamais curé"),
    (
        "La chute du clocher a été provoquée par la foudre",
        "Un échafaudage mal posé a causé la chute du clocher",
    ),
    ("Le mazout provient de la chaufferie", "Le mazout vient du bateau-pompe"),
    # two who are to have done it
    ("C'est le berger qui a ouvert l'enclos des loups", "L'enclos des loups a été ouvert par un braconnier"),
]
COMPATIBLE = [
    # one hour, another deed
    ("La sirène du moulin a retenti à 6 h 30", "Le boulanger a ouvert à 9 heures"),
    # the same cause, or causes of two things
    ("La coulée de boue est due à la carrière", "La coulée de boue vient de la carrière"),
    ("La coulée de boue est due à la carrière", "Le retard du train vient d'un caténaire"),
    # two deeds done by two
    (
        "C'est le berger qui a ouvert l'enclos des loups",
        "L'enclos des chèvres a été repeint par un braconnier",
    ),
]


@pytest.mark.parametrize(("one", "other"), RIVALS)
def test_one_alone_of_two_accounts_can_be_true(one: str, other: str) -> None:
    assert exclude_each_other(read_account(one, "fr"), read_account(other, "fr"))
    assert exclude_each_other(read_account(other, "fr"), read_account(one, "fr"))


@pytest.mark.parametrize(("one", "other"), COMPATIBLE)
def test_two_accounts_can_both_be_true(one: str, other: str) -> None:
    assert not exclude_each_other(read_account(one, "fr"), read_account(other, "fr"))


def test_a_verdict_tells_the_cause_of_what_stands_before_it() -> None:
    verdict = read_account("C'est une imprudence", "fr")
    other = read_account("L'éboulement est dû au gel", "fr")
    of_it, of_another = (
        (kin_stems(before, "fr"), frozenset[str]()) for before in ("l'éboulement de la falaise", "la panne")
    )
    assert exclude_each_other(verdict, other, of_it)
    assert not exclude_each_other(verdict, other, of_another)


def test_causes_are_read_in_english() -> None:
    one, other = (
        read_account(text, "en") for text in ("The leak comes from the tank", "The leak was caused by frost")
    )
    assert exclude_each_other(one, other)


def test_the_examples_of_the_docstrings_hold() -> None:
    assert doctest.testmod(rivals).failed == 0
