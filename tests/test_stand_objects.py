"""When two stands of one holder are about one thing."""

import pytest
from situations import Draft

from recoupe.crosscheck.account import build_account
from recoupe.model import RelationKind, Stance

# The words of the first target and of the second, each with the text it stands in
ONE = [
    ("Olo Kern refuse de bloquer le pont.", "bloquer le pont", "Olo Kern soutient le blocage.", "le blocage"),
    (
        "Olo Kern refuse de démolir la tour.",
        "démolir la tour",
        "Olo Kern défend la démolition.",
        "la démolition",
    ),
    (
        "Olo Kern rejette la vente du stade de Brumal.",
        "la vente du stade de Brumal",
        "Olo Kern approuve la vente.",
        "la vente",
    ),
    (
        "Olo Kern s'oppose au vaccin de la firme Ubar.",
        "vaccin de la firme Ubar",
        "Olo Kern recommande ce vaccin.",
        "ce vaccin",
    ),
    ("Olo Kern est hostile à la grève.", "la grève", "Olo Kern soutient la grève des dockers.", None),
]
TWO = [
    (
        "Olo Kern condamne Orvane.",
        "Orvane",
        "Olo Kern soutient un accord sur le canal avec Orvane.",
        "un accord sur le canal avec Orvane",
    ),
    (
        "Olo Kern rejette une hausse.",
        "une hausse",
        "Olo Kern défend la hausse des crédits du port de Brumal.",
        "la hausse des crédits du port de Brumal",
    ),
    (
        "Olo Kern refuse de vendre le stade.",
        "vendre le stade",
        "Olo Kern soutient la grève des dockers.",
        "la grève des dockers",
    ),
    (
        "Olo Kern s'en prend aux habitants.",
        "habitants",
        "Olo Kern soutient l'accueil des habitants du quartier nord.",
        "l'accueil des habitants du quartier nord",
    ),
]


def changed(first: str, before: str, second: str, after: str | None) -> int:
    after = after or second[second.index("la ") : -1]
    one = Draft("a", first, "2031-03-14").position(first[:-1], "olo-kern", Stance.OPPOSE, before)
    other = Draft("b", second, "2031-04-02").position(second[:-1], "olo-kern", Stance.SUPPORT, after)
    rows = build_account([one.done(), other.done()]).rows
    return sum(getattr(row, "kind", None) is RelationKind.SUPERSEDES for row in rows)


@pytest.mark.parametrize("case", ONE)
def test_a_noun_its_verb_and_a_single_word_are_one_object(case):
    assert changed(*case) == 1


@pytest.mark.parametrize("case", TWO)
def test_a_name_or_an_unknown_thing_is_another(case):
    assert changed(*case) == 0
