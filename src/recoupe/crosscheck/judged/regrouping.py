"""Actors merged and split by a person, over what the machine has joined."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from recoupe.annotate.actors.lexicon import fold
from recoupe.crosscheck.sketches import Sketch
from recoupe.decisions import ActorAnchor, Decision, DecisionKind, PassageAnchor

Member = tuple[str, str]
Group = tuple[str, ...]


@dataclass
class Regrouping:
    """Decisions to merge and split, in their order; ``apply`` makes them on the groups of articles' actors.

    After it, ``names`` gives the name that a person chose for a group, and ``moved`` the group that took in another.
    """

    decisions: Sequence[Decision] = ()
    names: dict[Group, str] = field(default_factory=dict)
    moved: dict[Group, Group] = field(default_factory=dict)

    def apply(self, groups: dict[Member, Group], sketches: Sequence[Sketch]) -> None:
        """Change the groups (by article and the article's actor) as was decided; a later decision goes over an earlier one."""
        if not self.decisions:
            return
        members = Members(sketches)
        for decision in self.decisions:
            if decision.kind is DecisionKind.MERGE:
                self._merge(decision, groups, members)
            elif decision.kind is DecisionKind.SPLIT:
                self._split(decision, groups, members)

    def now(self, group: Group) -> Group:
        """The group that a group is in now: itself, or the one that it was merged into."""
        while group in self.moved:
            group = self.moved[group]
        return group

    def _merge(self, decision: Decision, groups: dict[Member, Group], members: Members) -> None:
        found = [_main_group(members.of(anchor), groups) for anchor in decision.actors]
        kept = next((group for group in found if group is not None), None)
        if kept is None:
            return
        joined = {groups[m] for anchor in decision.actors for m in members.of(anchor) if m in groups}
        self._pour(groups, joined - {kept}, kept)
        if found[0] is not None and len(found) > 1:
            self.names[kept] = decision.actors[0].name

    def _pour(self, groups: dict[Member, Group], emptied: set[Group], kept: Group) -> None:
        for member, group in groups.items():
            if group in emptied:
                groups[member] = kept
        self.moved.pop(kept, None)
        for group in sorted(emptied):
            self.moved[group] = kept
            self.names.pop(group, None)

    def _split(self, decision: Decision, groups: dict[Member, Group], members: Members) -> None:
        """The members told by place leave, and so does whoever goes by the names, in whatever article."""
        (anchor,) = decision.actors
        whole = _main_group(members.of(anchor), groups)
        if whole is None:
            return
        named = {fold(name) for name in decision.names}
        told = {member for passage in decision.passages for member in members.at(passage)}
        leaving = [
            member
            for member, group in groups.items()
            if group == whole and (member in told or fold(members.names[member]) in named)
        ]
        apart: Group = ("person" if whole[0] == "person" else "apart", "decided", decision.uid)
        groups.update(dict.fromkeys(leaving, apart))


def _main_group(members: Sequence[Member], groups: dict[Member, Group]) -> Group | None:
    """The group that most of these members are in."""
    counts = Counter(groups[member] for member in members if member in groups)
    return min(counts, key=lambda group: (-counts[group], group)) if counts else None


class Members:
    """The actors of the articles, to find again by where they are mentioned."""

    def __init__(self, sketches: Sequence[Sketch]):
        self.names = {(s.id, actor.key): actor.name for s in sketches for actor in s.actors}
        self._mentions = {
            s.id: sorted((*place, one.actor.key) for one in s.named for place in one.places) for s in sketches
        }
        self._folded: dict[str, dict[str, str]] = {
            s.id: {fold(actor.name): actor.key for actor in s.actors} for s in sketches
        }

    def of(self, anchor: ActorAnchor) -> list[Member]:
        """The article's actor for each article of an anchor: the one mentioned at the same place, else the one of its name."""
        found = []
        for passage in anchor.mentions:
            here = self.at(passage)
            named = self._folded.get(passage.article, {}).get(fold(anchor.name))
            found += here or ([(passage.article, named)] if named is not None else [])
        return found

    def at(self, passage: PassageAnchor) -> list[Member]:
        """The actor mentioned at a place of an article: at that very place, else in or around it."""
        mentions = self._mentions.get(passage.article, [])
        exact = bisect_left(mentions, (passage.start, passage.end, ""))
        if exact < len(mentions) and mentions[exact][:2] == (passage.start, passage.end):
            return [(passage.article, mentions[exact][2])]
        over = [key for start, end, key in mentions if start < passage.end and passage.start < end]
        return [(passage.article, over[0])] if over else []
