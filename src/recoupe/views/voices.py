"""Who said what: statements by source, and the three lists by which a reader can narrow them without a script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from recoupe.model import SpeakerKind, StatementRow
from recoupe.views.wording import Wording

MOST_CHOICES = 40
"""How many speakers, and how many relays, a reader can choose from: those most often heard."""
KINDS_IN_ORDER = tuple(SpeakerKind)


class SpeakerGroup(NamedTuple):
    """What one source said; ``kind`` None where the group holds several sources."""

    name: str
    kind: SpeakerKind | None
    rows: list[StatementRow]


class Choice(NamedTuple):
    """One entry of a list: the class that its statements carry, its words, how many statements it leaves."""

    mark: str
    words: str
    statements: int


class Choices(NamedTuple):
    """The three lists, and the classes of each statement by its key."""

    speakers: list[Choice]
    kinds: list[Choice]
    relays: list[Choice]
    marks: dict[str, str]

    @property
    def lists(self) -> list[tuple[str, list[Choice]]]:
        """The lists that leave a choice, by the key of their wording."""
        named = [("speaker", self.speakers), ("kind", self.kinds), ("relay", self.relays)]
        return [(key, found) for key, found in named if len(found) > (key != "relay")]


def by_speaker(w: Wording, rows: Sequence[StatementRow]) -> list[SpeakerGroup]:
    """Statements by source, who said most first; sources without a name together, then what has no source."""

    def group_of(row: StatementRow) -> tuple[int, str]:
        if row.speaker is None:
            return (2, "")
        if row.speaker_kind is SpeakerKind.ANONYMOUS:
            return (1, "")
        return (0, row.speaker.key or row.speaker.name)

    groups = []
    for (rank, _), found in groupby(sorted(rows, key=group_of), key=group_of):
        members = list(found)
        speaker = members[0].speaker
        name = (
            speaker.name if rank == 0 and speaker else w("voices.unnamed" if rank == 1 else "voices.nobody")
        )
        groups.append((rank, SpeakerGroup(name, members[0].speaker_kind if rank == 0 else None, members)))
    ordered = sorted(groups, key=lambda item: (item[0], -len(item[1].rows), item[1].name))
    return [group for _, group in ordered]


def choices_of(w: Wording, groups: Sequence[SpeakerGroup]) -> Choices:
    """What the page lets a reader choose: speakers and relays most often heard, and the kinds of source there are."""
    rows = [row for group in groups for row in group.rows]
    speakers = [Choice(f"vs{n}", group.name, len(group.rows)) for n, group in enumerate(groups)]
    kinds = Counter(row.speaker_kind for row in rows if row.speaker_kind)
    heard = Counter(relay for row in rows for relay in relays_of(row))
    relays = {
        name: f"vr{n}"
        for n, name in enumerate(sorted(heard, key=lambda name: (-heard[name], name))[:MOST_CHOICES])
    }
    marks = {}
    for speaker, group in zip(speakers, groups, strict=True):
        for row in group.rows:
            through = [relays[name] for name in relays_of(row) if name in relays]
            kind = [f"vk-{row.speaker_kind}"] if row.speaker_kind else []
            marks[row.key] = " ".join([speaker.mark, *kind, *through])
    return Choices(
        speakers[:MOST_CHOICES],
        [
            Choice(f"vk-{kind}", w(f"voices.kind.{kind}"), kinds[kind])
            for kind in KINDS_IN_ORDER
            if kinds[kind]
        ],
        [Choice(mark, name, heard[name]) for name, mark in relays.items()],
        marks,
    )


def relays_of(row: StatementRow) -> list[str]:
    """The relays that a statement came through, each once, in order."""
    return list(dict.fromkeys(name for lineage in row.lineages for name in lineage.via))


def choosing_style(choices: Choices) -> str:
    """Rules that hide what was not chosen, for browsers that know ``:has()``; to all others the lists are not shown."""
    rules = [_rule(choice.mark) for _, found in choices.lists for choice in found]
    return "".join(["@supports selector(:has(a)) {", *rules, "}\n"]) if rules else ""


def _rule(mark: str) -> str:
    chosen = f'#voices:has(option[value="{mark}"]:checked)'
    hidden: Iterable[str] = (
        f".said li:not(.{mark})",
        f".speaker:not(:has(.{mark}))",
        f".fold:not(.who-is-who):not(:has(.{mark}))",
    )
    return f"{','.join(f'{chosen} {target}' for target in hidden)}{{display:none}}\n"
