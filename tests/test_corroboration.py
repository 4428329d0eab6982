"""What two voices say alike: borne out, or one statement under two names; invented records, no parser."""

from __future__ import annotations

import pytest
from situations import ACTORS, NAMES, Draft

from recoupe.crosscheck.account import build_account
from recoupe.model import (
    Act,
    Actor,
    ActorKind,
    Annotation,
    EventRow,
    EventType,
    RelationKind,
    RelationRow,
    SaidModality,
    SpeakerKind,
)

ABOUT = (RelationKind.CORROBORATES, RelationKind.SAME_ORIGIN)
FACT = "les vannes du barrage d'Orne étaient fermées mardi soir"


@pytest.fixture(autouse=True)
def riverains(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two bodies without a name of their own, as two articles make them."""
    for key in ("riverains", "riverains-2"):
        body = Actor(key=key, name="collectif des riverains", kind=ActorKind.ORGANISATION)
        monkeypatch.setitem(ACTORS, key, body)
        monkeypatch.setitem(NAMES, key, ("collectif des riverains",))


def links(*articles: Annotation) -> list[tuple[RelationKind, str]]:
    account = build_account(list(articles))
    return [
        (row.kind, row.because) for row in account.rows if isinstance(row, RelationRow) and row.kind in ABOUT
    ]


def said(id: str, speaker: str, words: str, **known: object) -> Annotation:
    name = NAMES[speaker][0]
    return Draft(id, f"Selon {name}, {words}.", "2031-03-14").said(words, speaker, **known).done()


def test_two_voices_that_tell_one_fact_in_their_own_words_bear_each_other_out() -> None:
    other = "les vannes fermées mardi soir au barrage d'Orne ont aggravé la crue"
    found = links(said("a", "ana-lind", FACT), said("b", "olo-kern", other))
    assert [kind for kind, _ in found] == [RelationKind.CORROBORATES]


@pytest.mark.parametrize(
    ("modality", "act"),
    [(SaidModality.ASSERTED, Act.REQUEST), (SaidModality.PREDICTION, Act.STATEMENT)],
)
def test_a_wish_bears_nothing_out(modality: SaidModality, act: Act) -> None:
    other = "les vannes fermées mardi soir au barrage d'Orne ont aggravé la crue"
    assert not links(
        said("a", "ana-lind", FACT, modality=modality, act=act),
        said("b", "olo-kern", other, modality=modality, act=act),
    )


def test_two_sources_without_a_name_bear_nothing_out() -> None:
    other = "les vannes fermées mardi soir au barrage d'Orne ont aggravé la crue"
    unnamed = SpeakerKind.ANONYMOUS
    assert not links(said("a", "ana-lind", FACT, kind=unnamed), said("b", "olo-kern", other, kind=unnamed))


def test_nearly_the_same_words_are_one_statement_under_two_names() -> None:
    found = links(said("a", "ana-lind", FACT), said("b", "olo-kern", FACT.replace("mardi soir", "mardi")))
    assert [kind for kind, _ in found] == [RelationKind.SAME_ORIGIN]
    assert "mêmes mots" in found[0][1]


def test_a_copied_statement_of_a_voice_without_a_name_is_one_claim() -> None:
    """Two articles make two actors of « le collectif des riverains »."""
    text = (
        f"La crue a surpris la vallée. Selon le collectif des riverains, {FACT}. Personne n'a été prévenu à temps, "
        "et la route du fort est restée coupée toute la nuit entre le pont et la gare."
    )
    articles = [
        Draft(id, text, "2031-03-14").said(FACT, speaker, kind=SpeakerKind.INSTITUTION).done()
        for id, speaker in (("a", "riverains"), ("b", "riverains-2"))
    ]
    statements = [row for row in build_account(articles).rows if row.__struct_config__.tag == "statement"]
    assert [len(row.evidence) for row in statements] == [2]


def arrested(id: str, text: str, name: str, kind: ActorKind, monkeypatch: pytest.MonkeyPatch) -> Annotation:
    """An article on somebody, so called, whom Ana Lind had arrested on the eleventh."""
    monkeypatch.setitem(ACTORS, id, Actor(key=id, name=name, kind=kind))
    day = "2031-03-11"
    draft = Draft(id, text, "2031-03-12", f"Journal {id}")
    return draft.event(
        text[:-1], EventType.COERCE, ("ana-lind",), (id,), mode="arrest", earliest=day, latest=day
    ).done()


@pytest.mark.parametrize(
    ("kind", "one", "other", "claims"),
    [
        (ActorKind.PERSON, "bijoutier", "bijoutier", 1),
        (ActorKind.PERSON, "bijoutier", "bijoutier de Valme", 1),
        (ActorKind.PERSON, "pêcheur", "pompier", 2),
        (ActorKind.PERSON, "Luc Marsan", "Lise Marsan", 2),
        (ActorKind.ORGANISATION, "Ligue du Port", "Ligue du Port de Valme", 1),
        (ActorKind.ORGANISATION, "Ligue du Port", "Ligue du Lac", 2),
    ],
)
def test_who_is_told_by_the_words_of_one_name_on_one_day_is_one(
    kind: ActorKind, one: str, other: str, claims: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [
        arrested("a", f"Ana Lind a fait arrêter mardi un {one}.", one, kind, monkeypatch),
        arrested(
            "b", f"Un {other} arrêté mardi au port, voilà ce que raconte Ana Lind.", other, kind, monkeypatch
        ),
    ]
    events = [row for row in build_account(articles).rows if isinstance(row, EventRow)]
    assert len(events) == claims
    told = [[name.name for name in row.recipients] for row in events]
    assert claims == 2 or kind is not ActorKind.PERSON or told == [[other]]
