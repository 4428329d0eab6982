"""Narrowing the account: by actor, outlet, period, standing, kind of source and kind of row, from a page's address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from recoupe.model import AccountRow, SpeakerKind, Standing
from recoupe.serve.reading import AFTER_ALL, Reading
from recoupe.views.dates import read_moment, stretch_of

Row = TypeVar("Row", bound=AccountRow)
MOST_ACTORS_OFFERED = 60
MOST_OUTLETS_OFFERED = 300
ROW_KINDS = ("event", "statement", "position", "quantity")


class Filters(NamedTuple):
    """What rows must be to be shown; "" where it does not matter. ``since`` and ``until`` are ISO 8601 prefixes."""

    actor: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    standing: str = ""
    source: str = ""
    kind: str = ""

    @property
    def chosen(self) -> bool:
        """Whether anything is asked for."""
        return any(self)

    def keep(self, reading: Reading, rows: Sequence[Row]) -> list[Row]:
        """Those of the rows that are all that is asked for, in their order."""
        kept = list(rows)
        if self.standing:
            kept = [row for row in kept if row.standing == self.standing]
        if self.kind:
            kept = [row for row in kept if row.__struct_config__.tag == self.kind]
        if self.source:
            keys = reading.by_kind.get(self.source, set())
            kept = [row for row in kept if row.key in keys]
        if self.outlet:
            keys = reading.by_outlet.get(self.outlet, set())
            kept = [row for row in kept if row.key in keys]
        if self.actor:
            keys = {row.key for row in reading.by_actor.get(self.actor, ())}
            kept = [row for row in kept if row.key in keys]
        if self.since or self.until:
            since = (stretch_of(self.since, None).first or 0) if self.since else 0
            until = stretch_of(None, self.until).last if self.until else None
            bounds, last_day = reading.bounds, until or AFTER_ALL
            kept = [row for row in kept if (days := bounds[row.key])[0] <= last_day and days[1] >= since]
        return kept


def filters_of(parameters: Mapping[str, str]) -> Filters:
    """The filters that an address asks for; what is no standing, kind or date is left out."""
    found = {name: parameters.get(name, "").strip() for name in Filters._fields}
    known = {
        "standing": tuple(Standing),
        "source": tuple(SpeakerKind),
        "kind": ROW_KINDS,
    }
    for name, values in known.items():
        if found[name] not in values:
            found[name] = ""
    for name in ("since", "until"):
        if read_moment(found[name]) is None:
            found[name] = ""
    return Filters(**found)


class Choice(NamedTuple):
    """One value that a filter can take, in words."""

    value: str
    words: str


def choices(reading: Reading, filters: Filters) -> dict[str, list[Choice]]:
    """What each list of the filter bar offers; what is chosen is among it even where it is seldom."""
    w = reading.digest.wording
    keys = reading.digest.principal_actors[:MOST_ACTORS_OFFERED]
    if filters.actor and filters.actor not in keys and filters.actor in reading.digest.actor_names:
        keys = [*keys, filters.actor]
    actors = sorted(
        (Choice(key, reading.digest.actor_names[key]) for key in keys), key=lambda choice: choice.words
    )
    return {
        "actor": actors,
        "outlet": [Choice(name, name) for name in reading.digest.outlets[:MOST_OUTLETS_OFFERED]],
        "standing": [Choice(standing.value, w(f"standing.{standing.value}")) for standing in Standing],
        "source": [
            Choice(kind.value, w(f"voices.kind.{kind.value}"))
            for kind in SpeakerKind
            if reading.by_kind.get(kind)
        ],
        "kind": [Choice(kind, w(f"room.kind.{kind}")) for kind in ROW_KINDS],
    }
