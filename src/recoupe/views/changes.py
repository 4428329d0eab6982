"""What changed, for a reader: what is settled and what turned first, then what is new."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

from recoupe.model import Change, ChangeKind
from recoupe.views.passages import displayed
from recoupe.views.wording import wording

MOST_LINES = 12
"""How many changes of one kind are shown; it says how many more there are."""


class ChangeGroup(NamedTuple):
    """The changes of one kind that are shown, and how many there are."""

    kind: ChangeKind
    total: int
    changes: list[Change]


def group_changes(changes: Sequence[Change]) -> list[ChangeGroup]:
    """Changes by kind, in the order given, at most ``MOST_LINES`` of each."""
    groups = []
    for kind, members in groupby(changes, key=lambda change: change.change):
        found = list(members)
        groups.append(ChangeGroup(kind, len(found), found[:MOST_LINES]))
    return groups


def print_changes(changes: Sequence[Change], console: Console, language: str = "fr") -> None:
    """Print changes in the order given, under a heading for each kind; a sentence where there are none."""
    w = wording(language)
    if not changes:
        console.print(Text(w("changes.none")))
    for group in group_changes(changes):
        console.print()
        console.print(Text(w.count(f"changes.{group.kind}", group.total), style="bold underline"))
        grid = Table.grid(padding=0)
        grid.add_column(width=2)
        grid.add_column()
        for change in group.changes:
            line = Text(displayed(w.typeset(change.summary)))
            turned = change.before and change.after and change.before is not change.after
            standings = [standing for standing in (change.before, change.after) if standing]
            told = " → ".join(
                w(f"standing.{standing}") for standing in (standings if turned else standings[-1:])
            )
            line.append(displayed(f"\n{told} · {w.typeset(change.because)}"), style="dim")
            grid.add_row("– ", line)
        console.print(grid)
        if group.total > len(group.changes):
            rest = w.number(group.total - len(group.changes))
            console.print(Text(w("changes.rest", n=rest), style="dim"))
