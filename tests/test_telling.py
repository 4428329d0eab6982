"""What a reader with ten minutes is told first, and what a situation is called."""

from __future__ import annotations

import pytest
from account_fixture import common, line

from recoupe.model import (
    ActorKind,
    ActorName,
    EventModality,
    EventRow,
    EventType,
    LedgerKind,
    LedgerPart,
    LedgerRow,
    PartStatus,
    PositionRow,
    Stance,
    Standing,
)
from recoupe.tally import count_rows
from recoupe.views.telling import most_awaited, most_telling, situation_name

ORVANIE = ActorName(key="c-orvanie", name="Orvanie", kind=ActorKind.COUNTRY)
SELMAR = ActorName(key="c-selmar", name="Selmar", kind=ActorKind.COUNTRY)
BRANE = ActorName(key="p-brane", name="Lio Brane", kind=ActorKind.PERSON)
CROWD = ActorName(key="x-crowd", name="habitants", kind=ActorKind.COLLECTIVE)
CABINET = ActorName(key="x-cabinet", name="gouvernement", kind=ActorKind.GOVERNMENT)


def event(key, type_=EventType.ASSAULT, actors=(ORVANIE,), recipients=(SELMAR,), day="2032-05-10", *,
          standing=Standing.SINGLE_ORIGIN, origins=1, place=None) -> EventRow:  # fmt: skip
    lines = [line(f"journal {number}", f"article-{number}") for number in range(origins)]
    return EventRow(
        **common(key, f"phrase de {key}", standing, "raison", lines, [], day),
        type=type_, actors=actors, recipients=recipients, place=place, modality=EventModality.OCCURRED)  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (event("b", standing=Standing.ESTABLISHED), event("a", origins=3)),
        (event("b", origins=2), event("a", origins=1, day="2032-05-30")),
        (event("b", day="2032-05-01"), event("a", EventType.ACCUSE, day="2032-05-30")),
        (event("b", EventType.ACCUSE), event("a", actors=(CROWD,), recipients=())),
        (event("b", actors=(CROWD,), recipients=(ORVANIE,)), event("a", actors=(CROWD,), recipients=(), origins=4)),
        (event("b", day="2032-05-01"), event("a", recipients=(), day="2032-05-30")),
        (event("b"), event("a", day=None)),
        (event("b", day="2032-05-30"), event("a", day="2032-05-10")),
        (event("a"), event("b")),
    ],
)  # fmt: skip
def test_the_more_telling_row_comes_first(first, second):
    assert [row.key for row in most_telling([second, first])] == [first.key, second.key]
    assert [row.key for row in most_telling([first, second])] == [first.key, second.key]


def item(key, kind=LedgerKind.THREAT, holder=ORVANIE, event_is=PartStatus.OPEN, who=True, day="2032-05-10"):
    parts = [LedgerPart(what="un blocus", aspect="event", status=event_is)]
    parts += [LedgerPart(what="Selmar", aspect="whom", status=PartStatus.OPEN)] if who else []
    return LedgerRow(
        **common(key, f"phrase de {key}", Standing.OPEN, "raison", [line("journal", "article")], [], day),
        kind=kind, holder=holder, certainty="high", parts=tuple(parts))  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (item("b", who=False, holder=None), item("a", event_is=PartStatus.CONFIRMED)),
        (item("b", kind=LedgerKind.CONDITION), item("a", who=False, holder=None)),
        (item("b", kind=LedgerKind.PREDICTION), item("a", kind=LedgerKind.PROMISE, day="2032-06-01")),
        (item("b"), item("a", who=False, day="2032-06-01")),
        (item("b", day="2032-06-01"), item("a")),
    ],
)
def test_what_is_awaited_most_comes_first(first, second):
    assert [row.key for row in most_awaited([second, first])] == [first.key, second.key]


def position(holder: ActorName) -> PositionRow:
    return PositionRow(
        **common(f"p-{holder.key}", "phrase", Standing.CLAIMED, "raison", [line("journal", "article")], []),
        holder=holder, stance=Stance.URGE, target="une trêve")  # fmt: skip


@pytest.mark.parametrize(
    ("events", "positions", "name"),
    [
        ([event("a"), event("b", actors=(BRANE,), recipients=(SELMAR,))], [position(BRANE)], "Selmar, Orvanie, Lio Brane"),
        ([event("a", place="Tarvel"), event("b", place="Tarvel")], [], "Orvanie, Selmar — Tarvel"),
        ([event("a", place="Tarvel")], [], "Orvanie, Selmar"),
        ([event("a", place="Selmar"), event("b", place="Selmar")], [], "Orvanie, Selmar"),
        ([event(str(n), place="Selmar" if n < 3 else "Tarvel") for n in range(5)], [], "Orvanie, Selmar — Tarvel"),
        ([event("a", actors=(CABINET,), recipients=(CROWD,))], [], ""),
        ([event(str(n), actors=(BRANE,), recipients=()) for n in range(4)] + [event("a")], [], "Lio Brane, Orvanie, Selmar"),
        ([], [], ""),
    ],
)  # fmt: skip
def test_the_name_is_a_phrase_of_who_acts_most_and_where(events, positions, name):
    assert situation_name(count_rows([*events, *positions])) == name
