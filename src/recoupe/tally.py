"""What rows of an account come to, counted: who acts in them, where, on which days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from recoupe.model import AccountRow, ActorKind, EventModality, EventRow, PositionRow


class Party(NamedTuple):
    """An actor as a row calls it."""

    key: str
    name: str
    kind: ActorKind


@dataclass
class Tally:
    """In how many events and positions somebody acts or is acted on, how many events a place has, and how many of those that
    happened lie between two ISO 8601 days (either may be unknown)."""

    parties: Counter[Party] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    days: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)


def count_rows(rows: Iterable[AccountRow]) -> Tally:
    """The tally of some rows; those of several parts of an account, added up, are that of the whole."""
    tally = Tally()
    for row in rows:
        if isinstance(row, EventRow):
            tally.parties.update({Party(one.key, one.name, one.kind) for one in row.actors + row.recipients})
            if row.place:
                tally.places[row.place] += 1
            if row.modality is EventModality.OCCURRED:
                tally.days[row.earliest, row.latest] += 1
        elif isinstance(row, PositionRow):
            tally.parties[Party(row.holder.key, row.holder.name, row.holder.kind)] += 1
    return tally


class _Counts(msgspec.Struct, array_like=True):
    """A tally as JSON: what is counted, with its count at the end of each."""

    parties: list[tuple[str, str, ActorKind, int]]
    places: list[tuple[str, int]]
    days: list[tuple[str | None, str | None, int]]


def write_tally(tally: Tally) -> str:
    """A tally as JSON."""
    return msgspec.json.encode(
        _Counts(
            sorted((*party, rows) for party, rows in tally.parties.items()),
            sorted(tally.places.items()),
            sorted(
                ((*days, rows) for days, rows in tally.days.items()),
                key=lambda each: (each[0] or "", each[1] or ""),
            ),
        )
    ).decode()


def add_tallies(tallies: Iterable[str]) -> Tally:
    """The sum of tallies that were written as JSON."""
    decode = msgspec.json.Decoder(_Counts).decode
    whole = Tally()
    parties, places, days = whole.parties, whole.places, whole.days
    for tally in tallies:
        counts = decode(tally)
        for key, name, kind, rows in counts.parties:
            parties[Party(key, name, kind)] += rows
        for place, rows in counts.places:
            places[place] += rows
        for earliest, latest, rows in counts.days:
            days[earliest, latest] += rows
    return whole
