"""English nouns of a stand: "voiced its *opposition* to the sale", "Peru's *call* for a truce", "won the *backing* of Norway"."""

from __future__ import annotations

from typing import NamedTuple

from recoupe.annotate.events.plain_clauses import Line, bounds, read_phrase, skip_times
from recoupe.annotate.events.plain_groups import Group, read_group
from recoupe.annotate.events.plain_lexicon import Form
from recoupe.annotate.events.plain_telling import Told
from recoupe.model import EventModality, Stance

QUALIFIERS = 4
TURNED = {Stance.SUPPORT: Stance.OPPOSE, Stance.OPPOSE: Stance.SUPPORT}


class NounRow(NamedTuple):
    """A row of nouns: its stance, and what brings what the stand is about."""

    stance: Stance
    before: frozenset[str]


class Carriers(NamedTuple):
    """What words are forms of the verbs beside such a noun: that carry it, end it, hide it, or earn it."""

    carrying: dict[str, list[Form]]
    ending: dict[str, list[Form]]
    hiding: dict[str, list[Form]]
    earning: dict[str, list[Form]]


class NounStand(NamedTuple):
    """A stand as a noun tells it: holders, stance, where the whole and the target begin and end, the verb beside it."""

    holders: list[str]
    stance: Stance
    first: int
    target: int
    last: int
    group: Group


def read_stance_noun(
    told: Told, line: Line, place: int, row: NounRow, carriers: Carriers
) -> NounStand | None:
    """The stand that a noun tells, where a verb beside it, its owner or "by" says whose it is.

    ``last`` is 0 where the target runs on from ``target``; who earns a backing is what the backing is for.
    """
    start, determiner, owner = _phrase_start(line, place)
    givers, target, owned = _behind(told, line, place, row)
    group = Group(place, place, Form("", "base"))
    if owner is not None:
        return NounStand([owner], row.stance, start, target, 0, group) if target else None
    verb = start - 1
    low = line.low(verb)
    if givers and low in carriers.earning and determiner not in bounds("no"):
        found = read_group(line, verb, carriers.earning[low])
        subject = told.subject_of(line, found) if found is not None else None
        if found is None or subject is None or not _is_taken(found) or found.negated or found.passive:
            return None
        begin = next((at + 1 for at in range(found.first - 1, -1, -1) if line.is_mark(at)), 0)
        begin = min(begin, subject.first)
        return NounStand(givers, row.stance, begin, begin, found.first, found)
    if givers and not owned:
        return NounStand(givers, row.stance, start, target, 0, group) if target else None
    if not target or givers:
        return None
    for verbs, stance in (
        (carriers.carrying, row.stance),
        (carriers.ending, TURNED.get(row.stance)),
        (carriers.hiding, None),
    ):
        if low not in verbs:
            continue
        found = read_group(line, verb, verbs[low])
        subject = told.subject_of(line, found) if found is not None else None
        if found is None or subject is None or found.passive or not _is_taken(found):
            return None
        if found.negated or determiner in bounds("no"):
            stance = row.stance if stance is None else TURNED.get(stance)
        if stance is None or (stance is Stance.OPPOSE and determiner in bounds("no")):
            return None
        told.note(subject, found, verb)
        return NounStand(subject.keys, stance, subject.first, target, 0, found)
    return None


def _is_taken(group: Group) -> bool:
    return group.told in (EventModality.OCCURRED, EventModality.ANNOUNCED)


def _phrase_start(line: Line, place: int) -> tuple[int, str, str | None]:
    """Where the phrase of a noun begins, its determiner, whose it is: "*Peru's firm* opposition", "*its* support"."""
    start = place
    while start > 0 and place - start <= QUALIFIERS:
        party = line.ending(start)
        if party is not None:
            return (party.first, "", party.key) if party.owner or party.adjective else (start, "", None)
        low = line.low(start - 1)
        if low in bounds("determiners"):
            return start - 1, low, None
        if low not in bounds("stance_adjectives"):
            break
        start -= 1
    return start, "", None


def _behind(told: Told, line: Line, place: int, row: NounRow) -> tuple[list[str], int, bool]:
    """Whose the noun is behind "by", "from" or "of", where its target begins (0 for none), and whether it was "of"."""
    givers: list[str] = []
    owned = False
    at = skip_times(line, place + 1)
    for _ in range(2):
        low = line.low(at)
        if low in ("by", "from", "of") and not givers:
            phrase = read_phrase(line, at + 1)
            named = [party.key for party in phrase.parties if not (party.adjective or party.owner)]
            if (named and line.starting(phrase.first)) or (named and low != "of"):
                givers = told.each(named)
                owned = low == "of"
                at = skip_times(line, phrase.last)
                continue
        if low in row.before:
            return givers, at + 1, owned
        break
    return givers, 0, owned
