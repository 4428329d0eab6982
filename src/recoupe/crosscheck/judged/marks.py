"""Who decided what, written on the rows of an account; and which decisions find nothing any more."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from recoupe.crosscheck.judged.finding import Finder, Rows
from recoupe.decisions import Decision, DecisionKind
from recoupe.model import Account, Verdict


def mark_account(account: Account, decisions: Sequence[Decision]) -> Account:
    """The account with the decisions in force on the rows they are about, the outlets' letters, and the numbers of the orphans."""
    if not decisions:
        return account
    rows = Rows(account.rows)
    verdicts = find_verdicts(decisions, rows)
    letters = {d.values["outlet"]: d.values["letter"] for d in decisions if d.kind is DecisionKind.LETTER}
    orphans = [d.number for d in decisions if is_orphaned(d, keys_of(d, rows))]
    marked = (
        msgspec.structs.replace(row, decided=tuple(verdicts[row.key])) if row.key in verdicts else row
        for row in account.rows
    )
    return msgspec.structs.replace(
        account, rows=tuple(marked), letters=dict(sorted(letters.items())), orphans=tuple(orphans)
    )


def find_verdicts(decisions: Sequence[Decision], rows: Finder) -> dict[str, list[Verdict]]:
    """By the key of a row what was decided on it, in order."""
    verdicts: dict[str, list[Verdict]] = {}
    for decision in decisions:
        for key in keys_of(decision, rows):
            verdicts.setdefault(key, []).append(_verdict(decision))
    return verdicts


def keys_of(decision: Decision, rows: Finder) -> list[str]:
    """The keys of the rows that a decision is about now: of a relation that is gone, its two rows; of a split, both parts."""
    if decision.row is not None:
        found = [rows.find(decision.row)]
        if decision.row.ends and found[0] is None:
            found = [rows.find(end) for end in decision.row.ends]
        return [key for key in found if key is not None] if None not in found else []
    if decision.kind in (
        DecisionKind.MERGE,
        DecisionKind.SPLIT,
        DecisionKind.CONFIRM,
        DecisionKind.REJECT,
        DecisionKind.NOTE,
    ):
        keys = [rows.find_actor(anchor) for anchor in decision.actors]
        keys += [rows.actor_at(passage) for passage in decision.passages]
        return list(dict.fromkeys(key for key in keys if key is not None))
    return []


def is_orphaned(decision: Decision, keys: Sequence[str]) -> bool:
    """Whether nothing that a decision is about is there any more: no row (``keys`` are those found), no place, no outlet."""
    if keys or decision.kind is DecisionKind.LETTER:
        return False
    if decision.kind is DecisionKind.COPYING:
        return len(decision.passages) != 2
    return decision.kind is not DecisionKind.NOTE or bool(decision.actors) or not decision.passages


def _verdict(decision: Decision) -> Verdict:
    told = {name: value for name, value in decision.values.items() if name != "text"}
    return Verdict(
        number=decision.number,
        kind=decision.kind.value,
        author=decision.author,
        at=decision.at,
        text=decision.values.get("text"),
        values=told,
    )
