"""Who took whose place, told in one sentence or two, and positions of two who held one office."""

import pytest
from situations import Draft

from recoupe.crosscheck.account import build_account
from recoupe.model import RelationKind, Stance

TOLD = [
    "Ana Lind, qui a succédé lundi à Olo Kern, est favorable à la vente du canal.",
    "Olo Kern est parti lundi. Ana Lind lui succède. Elle est favorable à la vente du canal.",
    "Olo Kern a remis sa démission. La nouvelle ministre, Ana Lind, est favorable à la vente du canal.",
    "Olo Kern a été limogé. Ana Lind devient ministre et est favorable à la vente du canal.",
    "Olo Kern a démissionné. Ana Lind assure l'intérim, et non Teo Brandt. Elle est favorable à la vente du canal.",
    "Le conseil a élu Ana Lind, en remplacement d'Olo Kern, et elle est favorable à la vente du canal.",
]
UNTOLD = [
    "Ana Lind a reçu lundi Olo Kern et est favorable à la vente du canal.",
    "Olo Kern a visité le port. La nouvelle ministre, Ana Lind, est favorable à la vente du canal.",
    "Olo Kern a remis sa démission. Ana Lind est favorable à la vente du canal.",
    "Teo Brandt succède à Ilda Marsan, et non Ana Lind. Olo Kern est venu. Elle est favorable à la vente du canal.",
    "Ana Lind a succédé à sa mère. Il pleut. Olo Kern est venu. Elle est favorable à la vente du canal.",
]


def superseded(later):
    before = "Olo Kern est opposé à la vente du canal."
    first = Draft("a", before, "2031-03-14").position(
        before[:-1], "olo-kern", Stance.OPPOSE, "la vente du canal"
    )
    second = Draft("b", later, "2031-04-02")
    second.position("favorable à la vente du canal", "ana-lind", Stance.SUPPORT, "la vente du canal")
    rows = build_account([first.done(), second.done()]).rows
    return [row for row in rows if getattr(row, "kind", None) is RelationKind.SUPERSEDES]


@pytest.mark.parametrize("later", TOLD)
def test_the_position_of_who_follows_takes_the_place_of_the_former_ones(later):
    assert len(superseded(later)) == 1


@pytest.mark.parametrize("later", UNTOLD)
def test_two_persons_without_a_succession_hold_two_positions(later):
    assert superseded(later) == []
