"""What changed, on a terminal: what is settled and what turned first, then what is new."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from recoupe.model import Change
from recoupe.views.passages import displayed
from recoupe.views.wording import wording

MOST_LINES = 12
"""How many changes of one kind are shown; it says how many more there are."""


def print_changes(changes: Sequence[Change], console: Console, language: str = "fr") -> None:
    """Print changes in the order given, under a heading for each kind; a sentence where there are none."""
    w = wording(language)
    if not changes:
        console.print(Text(w("changes.none")))
    for kind, group in groupby(changes, key=lambda change: change.change):
        found = list(group)
        console.print()
        console.print(Text(w.count(f"changes.{kind}", len(found)), style="bold underline"))
        grid = Table.grid(padding=0)
        grid.add_column(width=2)
        grid.add_column()
        for change in found[:MOST_LINES]:
            line = Text(displayed(w.typeset(change.summary)))
            turned = change.before and change.after and change.before is not change.after
            standings = [standing for standing in (change.before, change.after) if standing]
            told = " → ".join(
                w(f"standing.{standing}") for standing in (standings if turned else standings[-1:])
            )
            line.append(displayed(f"\n{told} · {w.typeset(change.because)}"), style="dim")
            grid.add_row("– ", line)
        console.print(grid)
        if len(found) > MOST_LINES:
            console.print(Text(w("changes.rest", n=w.number(len(found) - MOST_LINES)), style="dim"))
