"""Two articles side by side: the passages they have in common face each other, the rest is folded between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from recoupe.model import Annotation, MatchKind, PassageMatch, Place
from recoupe.views.copying import Share
from recoupe.views.digest import Digest

MOST_PAIRS = 30
MOST_CHARACTERS = 600_000
"""How many pairs, and how many characters of articles, one page shows side by side; the most copied come first."""
MOST_PASSAGES = 200
"""How many common passages of one pair are aligned."""
MOST_WORDS = 600
"""Longer passages are shown without marking the words in which they differ, which takes quadratic time."""

_WORDS = re.compile(r"\w+|[^\w\s]|\s+")
_LINE_ENDS = re.compile(r"[^\S\n]*\n\s*")


class Run(NamedTuple):
    """Words of a passage, and whether they differ from those across."""

    words: str
    differs: bool


@dataclass(slots=True, frozen=True)
class AlignedRow:
    """What stands at one height: a common passage (``kind``), or what only one of the texts has there (None).

    ``moved``: the passage stands in another order in the earlier text.
    """

    earlier: Sequence[Run]
    later: Sequence[Run]
    kind: MatchKind | None = None
    moved: bool = False


@dataclass(slots=True, frozen=True)
class AlignedPair:
    """Two articles with something in common, from the first words of the later one to its last."""

    share: Share
    rows: Sequence[AlignedRow]


def aligned_pairs(digest: Digest, found: Sequence[Share]) -> list[AlignedPair]:
    """The pairs that copied most, aligned, up to ``MOST_PAIRS`` and ``MOST_CHARACTERS``."""
    chosen: list[Share] = []
    characters = 0
    for share in found:
        texts = [digest.articles[article].text for article in (share.earlier, share.later)]
        characters += sum(map(len, texts))
        if len(chosen) == MOST_PAIRS or characters > MOST_CHARACTERS:
            break
        chosen.append(share)
    matches: dict[tuple[str, str], list[PassageMatch]] = {
        (share.earlier, share.later): [] for share in chosen
    }
    for match in digest.account.matches:
        held = matches.get((match.earlier.id, match.later.id))
        if held is not None and match.kind is not MatchKind.BOILERPLATE:
            held.append(match)
    return [
        AlignedPair(
            share,
            align(
                digest.articles[share.earlier],
                digest.articles[share.later],
                matches[share.earlier, share.later],
            ),
        )
        for share in chosen
    ]


def align(earlier: Annotation, later: Annotation, matches: Sequence[PassageMatch]) -> list[AlignedRow]:
    """The two texts as rows in the order of the later one; both texts are whole in the rows, but for what moved."""
    passages = _apart(matches)
    in_order = _longest_in_order([match.earlier for match in passages])
    rows: list[AlignedRow] = []
    left = right = 0
    for number, match in enumerate(passages):
        here, there = match.earlier, match.later
        moved = number not in in_order
        until = left if moved else here.start
        rows.extend(_gap(earlier.text[left:until], later.text[right : there.start]))
        sides = _compare(earlier.text[here.start : here.end], later.text[there.start : there.end])
        rows.append(AlignedRow(*sides, kind=match.kind, moved=moved))
        left, right = left if moved else here.end, there.end
    rows.extend(_gap(earlier.text[left:], later.text[right:]))
    return rows


def _apart(matches: Sequence[PassageMatch]) -> list[PassageMatch]:
    """Passages in the order of the later text that overlap on neither side, longer ones first served."""
    kept: list[PassageMatch] = []
    longest = sorted(
        matches,
        key=lambda match: (match.later.start - match.later.end, match.later.start, match.earlier.start),
    )
    for match in longest[:MOST_PASSAGES]:
        if not any(
            _overlap(match.later, other.later) or _overlap(match.earlier, other.earlier) for other in kept
        ):
            kept.append(match)
    return sorted(kept, key=lambda match: match.later.start)


def _overlap(one: Place, other: Place) -> bool:
    return one.start < other.end and other.start < one.end


def _longest_in_order(places: Sequence[Place]) -> set[int]:
    """The numbers of the places that stand in order and hold most characters: a weighted increasing subsequence."""
    best: list[tuple[int, int]] = []
    for number, place in enumerate(places):
        before = [(best[other][0], other) for other in range(number) if places[other].end <= place.start]
        held, previous = max(before, key=lambda found: (found[0], -found[1]), default=(0, -1))
        best.append((held + place.end - place.start, previous))
    number = max(range(len(best)), key=lambda at: (best[at][0], -at), default=-1)
    chosen = set()
    while number >= 0:
        chosen.add(number)
        number = best[number][1]
    return chosen


def _gap(earlier: str, later: str) -> Iterator[AlignedRow]:
    if earlier.strip() or later.strip():
        yield AlignedRow(_plain(earlier), _plain(later))


def _plain(words: str) -> list[Run]:
    return [Run(_lines(words), False)] if words.strip() else []


def _lines(words: str) -> str:
    """Words without blank lines, so that what faces each other stays level."""
    return _LINE_ENDS.sub("\n", words.strip())


def _compare(earlier: str, later: str) -> tuple[list[Run], list[Run]]:
    """Both sides cut where their words differ; case, blanks and typography do not count as differences."""
    here, there = _WORDS.findall(_lines(earlier)), _WORDS.findall(_lines(later))
    if max(len(here), len(there)) > 2 * MOST_WORDS:
        return _plain(earlier), _plain(later)
    blocks = SequenceMatcher(None, [_key(word) for word in here], [_key(word) for word in there], False)
    left: list[Run] = []
    right: list[Run] = []
    for tag, low, high, first, last in blocks.get_opcodes():
        _extend(left, here[low:high], tag != "equal")
        _extend(right, there[first:last], tag != "equal")
    return left, right


def _key(word: str) -> str:
    if word.isspace():
        return " "
    return word.casefold() if word[0].isalnum() else "."


def _extend(runs: list[Run], words: list[str], differs: bool) -> None:
    joined = "".join(words)
    if joined:
        runs.append(Run(joined, differs and any(word[0].isalnum() for word in words)))
