"""From how many origins a claim comes: translated reports that say where they are from, own reporters, words without names."""

from __future__ import annotations

import pytest
from situations import Draft

from recoupe.crosscheck.account import build_account
from recoupe.model import EventModality, EventRow, EventType, SpeakerKind, Standing

CLEAN = (
    "La Séranie a bombardé Alcée mardi à l'aube. Les habitants du port ont fui vers les collines voisines."
)
GARBLED = "La Séranie a bombardé la Alcée mardi. Le armée a détruit la usine et la école de le port."


def standings(*drafts: Draft) -> list[Standing]:
    rows = build_account([draft.done() for draft in drafts]).rows
    return [row.standing for row in rows if isinstance(row, EventRow)]


def clean() -> Draft:
    draft = Draft("a", CLEAN, "2031-03-14", "La Gazette de Valme")
    return draft.event("La Séranie a bombardé Alcée", EventType.ASSAULT, ["seranie"], ["alcee"])


def garbled(text: str, *, cites: str | None = None) -> Draft:
    draft = Draft("b", text, "2031-03-15", "Monde Rapide")
    if cites:
        draft.said("Le armée a détruit la usine", cites, kind=SpeakerKind.MEDIA)
    return draft.event("La Séranie a bombardé la Alcée", EventType.ASSAULT, ["seranie"], ["alcee"])


def test_a_translation_of_nobody_knows_what_is_no_second_origin() -> None:
    assert standings(clean(), garbled(GARBLED)) == [Standing.SINGLE_ORIGIN]


def test_a_translation_that_names_a_paper_of_its_own_is_that_papers_report() -> None:
    text = f"{GARBLED} C'est ce que écrit le Orne Herald."
    assert standings(clean(), garbled(text, cites="Orne Herald")) == [Standing.ESTABLISHED]


def test_a_translation_that_names_what_the_clean_report_names_too_is_none() -> None:
    text = f"{GARBLED} C'est ce que écrit la Gazette du Nord."
    first = Draft("a", f"{CLEAN} La Gazette du Nord y était.", "2031-03-14", "La Gazette de Valme")
    first.event("La Séranie a bombardé Alcée", EventType.ASSAULT, ["seranie"], ["alcee"])
    assert standings(first, garbled(text, cites="Gazette du Nord")) == [Standing.SINGLE_ORIGIN]


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [("notre journaliste", Standing.SINGLE_ORIGIN), ("un témoin", Standing.CLAIMED)],
)
def test_what_the_own_reporter_saw_is_told_by_the_paper_itself(speaker: str, expected: Standing) -> None:
    words = "la Séranie a bombardé Alcée"
    draft = Draft("a", f"Mardi, {words}, a constaté {speaker}.", "2031-03-14").said(
        words, speaker, kind=SpeakerKind.ANONYMOUS
    )
    draft.event(words, EventType.ASSAULT, ["seranie"], ["alcee"], attribution=0)
    assert standings(draft) == [expected]


def test_where_the_parties_agree_their_names_do_not_set_two_wordings_apart() -> None:
    one = "La présidente de la Séranie, Ilda Marsan, a rejeté les accusations"
    two = "Elle a rejeté toutes les accusations du port"
    first = Draft(
        "a", f"{one} mardi à Valme. Ilda Marsan a parlé d'Orvanie et d'Alcée.", "2031-03-14", "La Gazette"
    )
    second = Draft("b", f"{two}. Ilda Marsan vient d'Orvanie, pas d'Alcée.", "2031-03-14", "Le Courrier")
    first.event(one, EventType.REJECT, ["ilda-marsan"], modality=EventModality.OCCURRED)
    second.event(two, EventType.REJECT, ["ilda-marsan"], modality=EventModality.OCCURRED)
    assert standings(first, second) == [Standing.ESTABLISHED]
