"""What changed: two states of one account compared, row by row.

Rows are known again by the passages they rest on, not by their keys: a claim that an earlier article turns out to have
made first has another key and is the same claim.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from recoupe.languages import word_list
from recoupe.model import (
    AccountRow,
    ActorRow,
    Change,
    ChangeKind,
    ConditionStatus,
    LedgerRow,
    PartStatus,
    Place,
    RelationRow,
    Row,
    Standing,
)

FORMAT = "recoupe.change/1"
WORTH = {
    Standing.ESTABLISHED: 3,
    Standing.SINGLE_ORIGIN: 2,
    Standing.CLAIMED: 1,
    Standing.ANNOUNCED: 0,
    Standing.OPEN: 0,
    Standing.DISPUTED: 0,
    Standing.SUPERSEDED: 0,
}
"""How much a standing says for a row; a row that is no longer disputed rises, one that becomes so is told apart."""

Known = tuple[str, str, int, int]
"""A passage under one kind of row: kind, article, start, end."""


def compare_rows(
    before: Iterable[AccountRow], after: Iterable[AccountRow], language: str = "fr"
) -> list[Change]:
    """What later articles did to an account: the most telling kind of change first, then in the account's order.

    Rows that stand as they did may be left out on both sides.

    Actors and relations are no changes of their own: they show in the rows they bear on.
    """
    words = word_list(language, "changes")
    earlier, later = _told(before), _told(after)
    pairs = _pair(earlier, later)
    known = {place for row in earlier for place in _places(row)}
    held = {place for row in later for place in _places(row)}
    paired = {id(row) for row in pairs.values()}
    changes: list[Change] = []
    for row in later:
        match = pairs.get(id(row))
        if match is not None:
            changes.extend(_differences(match, row, words))
        elif not known.intersection(_places(row)):
            changes.append(_change(ChangeKind.NEW, None, row, row.because))
    for row in earlier:
        if id(row) not in paired:
            joined = bool(held.intersection(_places(row)))
            kind = ChangeKind.JOINED if joined else ChangeKind.WITHDRAWN
            changes.append(_change(kind, row, None, words[kind.value]))
    order = list(ChangeKind)
    return sorted(changes, key=lambda change: order.index(change.change))


def _told(rows: Iterable[AccountRow]) -> list[AccountRow]:
    return [row for row in rows if not isinstance(row, ActorRow | RelationRow)]


def _kind(row: Row) -> str:
    return str(row.__struct_config__.tag)


def _places(row: AccountRow) -> list[Known]:
    return [(_kind(row), place.id, place.start, place.end) for place in row.evidence]


def _pair(earlier: Sequence[AccountRow], later: Sequence[AccountRow]) -> dict[int, AccountRow]:
    """For each later row (by ``id``) the earlier one that it goes on from: most passages in common, each row once."""
    where: dict[Known, list[int]] = defaultdict(list)
    for number, row in enumerate(earlier):
        for place in _places(row):
            where[place].append(number)
    common: Counter[tuple[int, int]] = Counter()
    for number, row in enumerate(later):
        for place in _places(row):
            common.update((other, number) for other in where.get(place, ()))
    pairs: dict[int, AccountRow] = {}
    taken: set[int] = set()
    for old, new in sorted(
        common, key=lambda pair: (-common[pair], earlier[pair[0]].key, later[pair[1]].key)
    ):
        if old not in taken and id(later[new]) not in pairs:
            taken.add(old)
            pairs[id(later[new])] = earlier[old]
    return pairs


def _differences(before: AccountRow, after: AccountRow, words: Mapping[str, str]) -> Iterator[Change]:
    """At most one change of a row that is in both states: what became of what was foreseen, else its standing, else its voices."""
    if isinstance(before, LedgerRow) and isinstance(after, LedgerRow):
        settled = list(_settled(before, after, words))
        if settled:
            yield _change(ChangeKind.SETTLED, before, after, words["and"].join(settled))
    elif before.standing is not after.standing:
        yield _change(_turn(before.standing, after.standing), before, after, after.because)
    elif len(after.lineages) > len(before.lineages):
        told = words["more_origins"].format(before=len(before.lineages), after=len(after.lineages))
        yield _change(ChangeKind.CORROBORATED, before, after, told)


def _turn(before: Standing, after: Standing) -> ChangeKind:
    if after is Standing.DISPUTED:
        return ChangeKind.DISPUTED
    if after is Standing.SUPERSEDED:
        return ChangeKind.SUPERSEDED
    return ChangeKind.FELL if WORTH[after] < WORTH[before] else ChangeKind.ROSE


def _settled(before: LedgerRow, after: LedgerRow, words: Mapping[str, str]) -> Iterator[str]:
    """In words, the parts and the condition of a ledger row that are no longer as they were."""
    was = {(part.aspect, part.what): part.status for part in before.parts}
    for part in after.parts:
        if part.status is not was.get((part.aspect, part.what), PartStatus.OPEN):
            yield words[f"part_{part.status.value}"].format(what=part.what)
    open_before = before.condition_status or ConditionStatus.OPEN
    if after.condition_status is not None and after.condition_status is not open_before:
        yield words[f"condition_{after.condition_status.value}"]


def _change(kind: ChangeKind, before: AccountRow | None, after: AccountRow | None, because: str) -> Change:
    row = after or before
    assert row is not None
    known = set(_places(before)) if before else set()
    return Change(
        format=FORMAT,
        change=kind,
        row=_kind(row),
        key=row.key,
        summary=row.summary,
        before=before.standing if before else None,
        after=after.standing if after else None,
        because=because,
        evidence=tuple(_new_places(after, known)) if after else (),
    )


def _new_places(row: AccountRow, known: set[Known]) -> Iterable[Place]:
    kind = _kind(row)
    for place in row.evidence:
        if (kind, place.id, place.start, place.end) not in known:
            yield Place(id=place.id, start=place.start, end=place.end)
