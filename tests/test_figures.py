"""Figures compared: for which place, whose, of what; invented records, no parser."""

from __future__ import annotations

import msgspec
import pytest
from situations import Draft

from recoupe.crosscheck.account import build_account
from recoupe.crosscheck.figures import is_of_a_whole
from recoupe.model import (
    Account,
    Anchor,
    RelationKind,
    RelationRow,
    SpeakerKind,
    Standing,
    TimeExpression,
    TimeType,
)


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
    ("told", "expected"),
    [
        ("On compte 3 morts, selon la préfecture.", [RelationKind.SUPERSEDES]),
        ("À Kolm, on compte 3 morts, selon la préfecture.", []),
    ],
)
def test_a_title_places_a_figure_whose_sentence_names_no_place(
    told: str, expected: list[RelationKind]
) -> None:
    """« La crue de Valme » and « 3 morts », then « 7 morts à Valme »."""
    later = "Le bilan est de 7 morts à Valme, selon la préfecture."
    account = build_account(
        [
            figure("a", f"La crue de Valme\n\n{told}", "3 morts", 3, "2031-03-14", "la préfecture").done(),
            figure("b", f"La crue de Valme\n\n{later}", "7 morts", 7, "2031-03-15", "la préfecture").done(),
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


def said_by_two(
    one: str, other: str, figures: tuple[str, str], numbers: tuple[float, float], what: str, unit: str
) -> list[RelationKind]:
    """The relations of two figures that the chamber and the town hall give in two sentences of one article."""
    draft = Draft("a", f"Selon la chambre, {one}. Il pleut. Selon la mairie, {other}.", "2031-03-14")
    draft.said(one, "la chambre", kind=SpeakerKind.INSTITUTION)
    draft.said(other, "la mairie", kind=SpeakerKind.INSTITUTION)
    for number, words in enumerate(figures):
        draft.quantity(words, what, numbers[number], numbers[number], unit, attribution=number)
    return kinds(build_account([draft.done()]))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("les détournements se limitent à 400 couronnes", [RelationKind.CONTRADICTS]),
        ("les recettes du marché atteignent 400 couronnes", []),
    ],
)
def test_sums_without_a_name_are_compared_where_one_sentence_says_nothing_but_what_the_other_says(
    other: str, expected: list[RelationKind]
) -> None:
    other = other if expected == [] else "les détournements sont de 400 couronnes"
    found = said_by_two(
        "elle a détourné 900 couronnes de la caisse",
        other,
        ("900 couronnes", "400 couronnes"),
        (900, 400),
        "couronnes",
        "couronne",
    )
    assert found == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("820 tonnes de sel étaient stockées sur le site", [RelationKind.CONTRADICTS]),
        ("820 tonnes de sel ont été vendues à l'Orvanie", []),
    ],
)
def test_what_nobody_counts_again_is_compared_in_sentences_of_one_meaning(
    other: str, expected: list[RelationKind]
) -> None:
    found = said_by_two(
        "l'entrepôt contenait 300 tonnes de sel",
        other,
        ("300 tonnes de sel", "820 tonnes de sel"),
        (300, 820),
        "sel",
        "t",
    )
    assert found == expected


def of_two_days(
    one: str, other: str, figures: tuple[str, str], numbers: tuple[float, float]
) -> list[RelationKind]:
    """The relations of two figures for passengers that the port gives on one day and the harbour master two days later."""
    drafts = []
    for number, (day, owner, told) in enumerate((("14", "le port", one), ("16", "la capitainerie", other))):
        text = f"À Valme, Ana Lind et Olo Kern attendent. {told}, selon {owner}."
        draft = Draft(f"a{number}", text, f"2031-03-{day}")
        draft.said(told, owner, kind=SpeakerKind.INSTITUTION)
        value = numbers[number]
        drafts.append(draft.quantity(figures[number], "passagers", value, value, "personne", attribution=0))
    return kinds(build_account([draft.done() for draft in drafts]))


def test_what_was_at_a_past_moment_is_disputed_whatever_the_day() -> None:
    figures, numbers = ("140 passagers", "170 passagers"), (140.0, 170.0)
    then = ("140 passagers se trouvaient à bord", "170 passagers se trouvaient à bord")
    assert of_two_days(*then, figures, numbers) == [RelationKind.CONTRADICTS]
    now = ("140 passagers restent à bord", "170 passagers restent à bord")
    assert of_two_days(*now, figures, numbers) == []


def test_a_figure_told_to_stand_instead_of_anothers_disputes_it() -> None:
    figures = ("140 passagers bloqués", "170 marins")
    told = ("140 passagers bloqués attendent", "170 marins attendent, et non 140")
    assert of_two_days(*told, figures, (140.0, 170.0)) == [RelationKind.CONTRADICTS]


def test_the_dead_of_one_kind_become_more_dead_where_they_were_all_the_dead() -> None:
    first = figure(
        "a", "Deux mineurs sont morts à Valme, selon la préfecture.", "Deux mineurs", 2, "2031-03-14", "la préfecture",
        what="morts (mineurs)",
    )  # fmt: skip
    second = figure(
        "b",
        "La crue a fait 7 morts à Valme, selon la préfecture.",
        "7 morts",
        7,
        "2031-03-15",
        "la préfecture",
    )
    assert kinds(build_account([first.done(), second.done()])) == [RelationKind.SUPERSEDES]


def test_travellers_and_passengers_are_counted_as_one() -> None:
    first = figure(
        "a", "Selon la préfecture, 300 passagers attendent à Valme.", "300 passagers", 300, "2031-03-14", "la préfecture",
        what="passagers",
    )  # fmt: skip
    second = figure(
        "b", "Selon la préfecture, 450 voyageurs attendent à Valme.", "450 voyageurs", 450, "2031-03-15", "la préfecture",
        what="voyageurs",
    )  # fmt: skip
    assert kinds(build_account([first.done(), second.done()])) == [RelationKind.SUPERSEDES]


@pytest.mark.parametrize(
    ("owner", "expected"),
    [("l'entreprise", [RelationKind.SUPERSEDES]), ("l'association", [RelationKind.CONTRADICTS])],
)
def test_a_company_told_by_its_kind_brings_its_own_measure_up_to_date(
    owner: str, expected: list[RelationKind]
) -> None:
    drafts = []
    for id, who, litres, day in (("a", "Ardel", 80, "2031-03-14"), ("b", owner, 140, "2031-03-15")):
        words = f"{litres} litres d'huile se sont déversés dans le lac des Aulnes"
        draft = Draft(id, f"Une fuite à Brave : {words}, selon {who}.", day)
        draft.said(words, who, kind=SpeakerKind.INSTITUTION)
        drafts.append(draft.quantity(f"{litres} litres", "litres", litres, litres, "l", attribution=0).done())
    assert kinds(build_account(drafts)) == expected


@pytest.mark.parametrize(
    ("owner", "expected"),
    [("la ligue", [RelationKind.CONTRADICTS]), ("la police", [])],
)
def test_a_bare_number_counts_what_was_just_counted_but_a_crowd_is_counted_in_two_ways(
    owner: str, expected: list[RelationKind]
) -> None:
    first, second = "17 enfants toussent", f"26, corrige {owner}, qui a fait le tour des hameaux"
    draft = Draft("a", f"Selon la mairie, {first}. {second}.", "2031-03-14")
    draft.said(first, "la mairie", kind=SpeakerKind.INSTITUTION)
    draft.said(second, owner, kind=SpeakerKind.INSTITUTION)
    draft.quantity("17 enfants", "enfants", 17, 17, "personne", attribution=0)
    draft.quantity("26", "enfants", 26, 26, "personne", attribution=1)
    assert kinds(build_account([draft.done()])) == expected


def test_a_whole_is_told_by_its_word() -> None:
    assert is_of_a_whole("blessés dans l'ensemble du pays", "fr")
    assert is_of_a_whole("morts dans toute la province", "fr")
    assert not is_of_a_whole("blessés à Toutencourt", "fr")


@pytest.mark.parametrize(("second", "expected"), [("620 postes supprimés", 1), ("620 lettres", 0)])
def test_a_count_right_behind_a_bare_one_counts_the_same(second: str, expected: int) -> None:
    text = f"Selon la direction, 410. Pour sa part, le syndicat arrive à {second}."
    draft = Draft("a", text, "2031-03-14")
    draft.said("410", "la direction", kind=SpeakerKind.INSTITUTION)
    draft.said(second, "le syndicat", kind=SpeakerKind.INSTITUTION)
    draft.quantity("410", "postes", 410, 410, "poste", attribution=0)
    what, unit = ("postes", "poste") if "postes" in second else ("lettres", "lettre")
    draft.quantity(second.removesuffix(" supprimés"), what, 620, 620, unit, attribution=1)
    assert len(kinds(build_account([draft.done()]))) == expected


@pytest.mark.parametrize(("year", "expected"), [("2029", []), ("2031", [RelationKind.SUPERSEDES])])
def test_a_figure_of_a_former_year_is_no_count_of_today(year: str, expected: list[RelationKind]) -> None:
    former = f"La crue de {year} a fait 3 morts à Valme, selon la préfecture."
    at = former.index(year)
    told = TimeExpression(
        start=at,
        end=at + 4,
        type=TimeType.DATE,
        value=year,
        earliest=f"{year}-01-01",
        latest=f"{year}-12-31",
        anchor=Anchor.ABSOLUTE,
    )
    before = figure("a", former, "3 morts", 3, "2031-03-14", "la préfecture").done()
    later = figure(
        "b",
        "La crue a fait 7 morts à Valme, selon la préfecture.",
        "7 morts",
        7,
        "2031-03-15",
        "la préfecture",
    )
    account = build_account([msgspec.structs.replace(before, times=(told,)), later.done()])
    assert kinds(account) == expected
