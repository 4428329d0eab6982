"""Figures compared: for which place, whose, of what; invented records, no parser."""

from __future__ import annotations

import pytest
from situations import Draft

from recoupe.crosscheck.account import build_account
from recoupe.model import Account, RelationKind, RelationRow, SpeakerKind, Standing


def kinds(account: Account) -> list[RelationKind]:
    wanted = (RelationKind.CONTRADICTS, RelationKind.SUPERSEDES)
    return [row.kind for row in account.rows if isinstance(row, RelationRow) and row.kind in wanted]


def figure(
    id: str, text: str, words: str, number: float, day: str, speaker: str | None = None, what: str = "morts"
) -> Draft:
    draft = Draft(id, text, day)
    if speaker is not None:
        draft.said(text.rstrip("."), speaker, kind=SpeakerKind.INSTITUTION)
    return draft.quantity(
        words, what, number, number, "personne", attribution=0 if speaker is not None else None
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "La crue a fait 3 morts à Valme, selon la préfecture.",
            "La crue a fait 7 morts à Valme, selon la préfecture.",
            [RelationKind.SUPERSEDES],
        ),
        (
            "La crue a fait 3 morts à Valme, selon la préfecture.",
            "La crue a fait 7 nouveaux morts à Valme, selon la préfecture.",
            [],
        ),
        ("On compte 3 morts en Séranie, selon la préfecture.", "On compte 7 morts en Orvanie, selon la préfecture.", []),
    ],
)  # fmt: skip
def test_one_count_taken_again(first: str, second: str, expected: list[RelationKind]) -> None:
    words = "7 nouveaux morts" if "nouveaux" in second else "7 morts"
    account = build_account(
        [
            figure("a", first, "3 morts", 3, "2031-03-14", "la préfecture").done(),
            figure("b", second, words, 7, "2031-03-15", "la préfecture").done(),
        ]
    )
    assert kinds(account) == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("la mairie évoque 300 000 couronnes", [RelationKind.CONTRADICTS]),
        ("la mairie donnera aux écoles 300 000 couronnes", []),
    ],
)
def test_two_owners_side_by_side(second: str, expected: list[RelationKind]) -> None:
    first = "les pertes atteignent 800 000 couronnes"
    text = f"Selon la chambre, {first} ; {second}."
    draft = Draft("a", text, "2031-03-14")
    draft.said(first, "la chambre", kind=SpeakerKind.INSTITUTION)
    draft.said(second, "la mairie", kind=SpeakerKind.INSTITUTION)
    draft.quantity("800 000 couronnes", "couronnes", 800000, 800000, "couronne", attribution=0)
    draft.quantity("300 000 couronnes", "couronnes", 300000, 300000, "couronne", attribution=1)
    assert kinds(build_account([draft.done()])) == expected


def test_a_figure_without_an_owner_is_never_established() -> None:
    account = build_account(
        [
            figure("a", "La crue a fait 3 morts à Valme.", "3 morts", 3, "2031-03-14").done(),
            figure("b", "À Valme, on relève 3 morts ce matin.", "3 morts", 3, "2031-03-14").done(),
        ]
    )
    assert Standing.ESTABLISHED not in {
        row.standing for row in account.rows if row.key.startswith("quantity")
    }
