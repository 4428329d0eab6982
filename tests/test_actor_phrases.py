"""How far a phrase that names who acts runs, what it is, and who is who by age, kin, number and order."""

import pytest
from actor_stage import actors_of

STRETCHES = [
    ("L'adjoint à l'urbanisme a signé.", "L'adjoint à l'urbanisme", "person"),
    ("La vice-présidente chargée de la culture, Oona Marsel, a souri.", "La vice-présidente chargée de la culture", "person"),
    ("Le ministre a demandé au patron d'Orvex des garanties.", "patron d'Orvex", "person"),
    ("Otto Kern a demandé à l'acquéreur du port des garanties.", "l'acquéreur du port", "person"),
    ("Un groupe de pêcheurs a pris le port.", "pêcheurs", "collective"),
    ("Des ONG ont quitté la ville.", "Des ONG", "collective"),
    ("Trois fédérations danoises ont retiré leur plainte.", "Trois fédérations danoises", "collective"),
    ("Le préfet a reçu les dockers. Onze d'entre eux ont été blessés.", "Onze d'entre eux", "collective"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind"), STRETCHES, ids=[case[1] for case in STRETCHES])
def test_a_phrase_ends_where_its_words_end(text: str, words: str, kind: str) -> None:
    actors, mentions = actors_of(text)
    key = next((key for key, said in mentions.items() if words in said), None)
    assert key is not None, mentions
    assert actors[key].kind.value == kind


SAME = [
    ("speaker", "Le préfet est venu. « Il nous a menti », s'est emportée Oona Marsel.", "prefet", "Il"),
    ("rank", "Le colonel Otto Kern dirige les secours. L'officier attend des renforts.", "otto-kern", "L'officier"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "key", "words"), SAME, ids=[f"{c[0]} {c[3]}" for c in SAME])
def test_words_are_those_of_an_actor(what: str, text: str, key: str, words: str) -> None:
    _, mentions = actors_of(text)
    assert words in mentions[key], mentions
