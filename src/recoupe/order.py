"""The order in which a reader meets the rows of an account."""

from __future__ import annotations

from recoupe.model import AccountRow, ActorRow, RelationRow, Standing

ROWS = ("event", "position", "quantity", "statement", "ledger", "relation", "actor")
STANDINGS = list(Standing)
MOST_NAMED = 10**9
BACKWARDS = {ord(sign): chr(ord("}") - number) for number, sign in enumerate("-0123456789:T")}


def reading_order(row: AccountRow) -> str:
    """A text by which rows are sorted: by kind, then standing as readers are shown it, then newest first, undated last;
    relations by their keys, actors by how often they are named."""
    place = ROWS.index(str(row.__struct_config__.tag))
    if isinstance(row, RelationRow):
        return f"{place} {row.key}"
    if isinstance(row, ActorRow):
        return f"{place} {MOST_NAMED - len(row.evidence):0{len(str(MOST_NAMED))}} {row.key}"
    day = (row.latest or row.earliest or "").translate(BACKWARDS) or "~"
    return f"{place} {STANDINGS.index(row.standing):02} {day} {row.key}"
