"""Denials in other words than what they deny, and one deed told without its parties; invented articles."""

from __future__ import annotations

import pytest
from situations import Draft

from recoupe.crosscheck.account import build_account
from recoupe.model import Act, EventModality, EventType, RelationKind, RelationRow


def contradictions(*drafts: Draft) -> list[str]:
    """Why two rows contradict each other."""
    rows = build_account([draft.done() for draft in drafts]).rows
    return [
        row.because for row in rows if isinstance(row, RelationRow) and row.kind is RelationKind.CONTRADICTS
    ]


def answered(denial: str, *told: str, **known: object) -> list[str]:
    """What Ana Lind tells, a sentence a statement, and Olo Kern denies."""
    quoted = " ".join(f"« {one} »." for one in told)
    draft = Draft("a", f"Ana Lind raconte. {quoted} « {denial} », a lancé Olo Kern.", "2031-03-14")
    for one in told:
        draft.said(one, "ana-lind", **known)
    return contradictions(draft.said(denial, "olo-kern"))


def test_a_denial_without_exception_bears_on_what_is_nearest_in_meaning() -> None:
    found = answered(
        "Nous ne retenons plus aucun marin depuis la trêve",
        "Les rebelles gardent encore trente marins dans le fort de Kolm",
        "Le port de Valme rouvre aux marins de pêche et aux touristes",
    )
    assert found == ["L’un nie ce que l’autre affirme, en d’autres mots."]


@pytest.mark.parametrize(
    ("denial", "told"),
    [
        # an exception is left open
        (
            "Nous ne retenons pas encore de marin",
            "Les rebelles gardent encore trente marins dans le fort de Kolm",
        ),
        # nothing of the denied word in what is nearest
        ("Nous ne retenons plus aucun marin", "Les rebelles gardent la route du fort de Kolm"),
        # another place
        ("Aucun marin n'est retenu en Orvanie", "Trente marins sont gardés en Séranie"),
    ],
)
def test_what_leaves_an_exception_or_is_far_denies_nothing(denial: str, told: str) -> None:
    assert answered(denial, told) == []


def answered_elsewhere(denial: str, *told: str) -> list[str]:
    """What Ana Lind tells in one article, a sentence a statement, and Olo Kern denies in another of the same matter."""
    quoted = " ".join(f"« {one} »." for one in told)
    first = Draft("a", f"Ana Lind raconte à Alcée et à Séranie. {quoted}", "2031-03-14")
    for one in told:
        first.said(one, "ana-lind")
    second = Draft("b", f"« {denial} », a dit Olo Kern à Ana Lind, à Alcée et à Séranie.", "2031-03-15")
    return contradictions(first, second.said(denial, "olo-kern"))


def test_of_what_other_articles_tell_with_the_denied_word_the_nearest_is_denied() -> None:
    near_by_subject = "La carrière de marbre a repris son activité au printemps après des années de fermeture"
    assert answered_elsewhere(
        "La carrière n'a pas versé un sou aux riverains de la rivière",
        near_by_subject,
        "Deux millions de couronnes, payés rubis sur l'ongle",
    ) == ["L’un nie ce que l’autre affirme, en d’autres mots."]
    assert answered_elsewhere("La carrière n'a pas versé un sou aux riverains", near_by_subject) == []


def test_a_denial_of_no_deed_or_of_oneself_bears_on_nothing_elsewhere() -> None:
    paid = "Deux millions de couronnes, payés rubis sur l'ongle à la préfecture"
    assert answered_elsewhere("La carrière n'a jamais d'argent pour payer les riverains", paid) == []
    assert answered_elsewhere("Personne ne nous a payés pour ces vieux wagons", paid) == []


def test_what_is_asked_for_is_nothing_that_is() -> None:
    denial = "Aucune vanne du barrage n'a été fermée"
    told = "toutes les vannes du barrage soient fermées"
    assert answered(denial, told, act=Act.REQUEST) == []
    assert answered(denial, "les vannes du barrage ont été fermées")


def looted(first: str, second: str) -> list[str]:
    """One article tells that houses were looted, another that none was; nobody is told to have done it."""
    told = Draft("a", f"Ana Lind affirme que {first}.", "2031-03-14").said(first, "ana-lind")
    told.event(first, EventType.COERCE, modality=EventModality.OCCURRED, attribution=0)
    denied = Draft("b", f"Communiqué. {second}.", "2031-03-14", outlet="La préfecture")
    denied.event(second, EventType.COERCE, modality=EventModality.DENIED)
    return contradictions(told, denied)


def test_one_deed_of_one_object_is_denied_though_nobody_is_told_to_have_done_it() -> None:
    assert looted(
        "quatre maisons ont été mises à sac vendredi", "aucune maison n'a été mise à sac cette semaine"
    )
    assert not looted("quatre maisons ont été mises à sac", "aucun camion n'a été arrêté")
