"""Figures that are no count of all, and figures too far apart to be of one thing, on invented articles."""

from __future__ import annotations

import pytest

from recoupe.annotate import annotate
from recoupe.crosscheck.account import build_account
from recoupe.model import Article, RelationKind, RelationRow

DISPUTED, REPLACED, NARROWED = RelationKind.CONTRADICTS, RelationKind.SUPERSEDES, RelationKind.REFINES


def kinds(*texts: str) -> list[RelationKind]:
    """The relations between figures of articles of one matter, a day apart."""
    articles = [
        Article(
            id=f"a{n}",
            text=f"La crue de Valme\n\n{text}",
            stated_date=f"2031-03-{14 + n}",
            outlet=f"Relais {n}",
        )
        for n, text in enumerate(texts)
    ]
    account = build_account(list(annotate(articles)))
    return [row.kind for row in account.rows if isinstance(row, RelationRow)]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("25 blessés", [DISPUTED]),
        ("25 nouveaux blessés", []),
        ("25 blessés en 24 heures", []),
        ("au cours de la soirée, 25 blessés", []),
        ("dans un scénario, 25 blessés", []),
        ("des blessés, dont 25 blessés graves", []),
    ],
)
def test_a_part_disputes_no_count_of_all(told: str, expected: list[RelationKind]) -> None:
    found = kinds(
        f"Selon la mairie, la crue a fait 40 blessés. Selon la préfecture, en revanche, la crue a fait {told}."
    )
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La ville a perdu 900 couronnes selon le syndicat ; la mairie évoque 300 couronnes.", [DISPUTED]),
        ("Les marchands ont perdu 900 couronnes, selon le syndicat. La mairie, elle, évoque 300 couronnes.", [DISPUTED]),
        ("Selon le syndicat, le quai long de 90 mètres a cédé. La mairie dit qu'il est à 30 mètres.", []),
        ("À Orlan, la crue a fait 9 morts, selon la police. À Kolm, les pompiers, eux, comptent 4 morts.", []),
        ("La fumée monte à 9 kilomètres, d'après l'observatoire de Valme. Elle a dépassé 14 kilomètres, estime au contraire la station de Kolm.", [DISPUTED]),
        ("Selon un sondage, 39 % ont peur. La mairie, elle, parle de 18 %.", []),
    ],
)  # fmt: skip
def test_two_figures_side_by_side_dispute_each_other_where_one_is_set_against_the_other(
    text: str, expected: list[RelationKind]
) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("La crue a fait 3 morts, selon la préfecture.", "La crue a fait 60 morts, selon la préfecture.", [REPLACED]),
        ("La crue a fait 3 morts, selon la préfecture.", "La crue a fait 160 morts, selon la préfecture.", []),
        ("La crue a fait plus de 40 blessés, selon la préfecture.", "La crue a fait 57 blessés.", [NARROWED]),
        ("La crue a fait plus de 40 blessés, selon la préfecture.", "La crue a fait 900 blessés.", []),
    ],
)  # fmt: skip
def test_what_differs_too_much_counts_another_thing(
    first: str, second: str, expected: list[RelationKind]
) -> None:
    assert kinds(first, second) == expected
