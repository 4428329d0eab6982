"""Who decided what, written on the rows of an account; and which decisions find nothing any more."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from recoupe.crosscheck.judged.finding import Rows
from recoupe.decisions import Decision, DecisionKind
from recoupe.model import Account, Verdict


def mark_account(account: Account, decisions: Sequence[Decision]) -> Account:
    """The account with the decisions in force on the rows they are about, the outlets' letters, and the numbers of the orphans."""
    if not decisions:
        return account
    rows = Rows(account.rows)
    verdicts: dict[str, list[Verdict]] = {}
    letters: dict[str, str] = {}
    orphans = []
    for decision in decisions:
        if decision.kind is DecisionKind.LETTER:
            letters[decision.values["outlet"]] = decision.values["letter"]
            continue
        keys = keys_of(decision, rows)
        for key in keys:
            verdicts.setdefault(key, []).append(_verdict(decision))
        if not keys and not _stands_alone(decision):
            orphans.append(decision.number)
    marked = (
        msgspec.structs.replace(row, decided=tuple(verdicts[row.key])) if row.key in verdicts else row
        for row in account.rows
    )
    return msgspec.structs.replace(
        account, rows=tuple(marked), letters=dict(sorted(letters.items())), orphans=tuple(orphans)
    )


def keys_of(decision: Decision, rows: Rows) -> list[str]:
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


def _stands_alone(decision: Decision) -> bool:
    """Whether a decision is about no row, and what it is about is still there: places of articles of this dossier."""
    if decision.kind is DecisionKind.COPYING:
        return len(decision.passages) == 2
    return decision.kind is DecisionKind.NOTE and not decision.actors and bool(decision.passages)


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
