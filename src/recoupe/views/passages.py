"""Passages as they are shown: the exact words marked in their sentence, and whole articles with their anchors and tints."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from recoupe.model import Role, Zone

SENTENCE_REACH = 320
"""How many characters before and after a passage its sentence is looked for."""
LONGEST_PASSAGE = 900
"""Above this many characters the middle of a passage is left out where it is shown in its sentence."""
DEEPEST = 4
"""How many marked passages may stand inside one another before only their place is marked."""

_SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.!?…](?:\s*+[»”\"')\]])*+\s++(?![a-zà-öø-ÿ,;])|\n")
_CONTROLS = (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))
_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNPRINTABLE = (*range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
_UNSEEN = {**dict.fromkeys((*_CONTROLS, *_DIRECTIONS)), **dict.fromkeys(_UNPRINTABLE, "\ufffd")}


def displayed(text: str) -> str:
    """Text without what would change how its neighbours are read: controls, direction overrides, lone surrogates."""
    return text if text.isprintable() else text.translate(_UNSEEN)


class Passage(NamedTuple):
    """The words of a passage and what stands around them in the same sentence."""

    before: str
    words: str
    after: str


def passage_in_sentence(text: str, start: int, end: int, zones: Sequence[Zone] = ()) -> Passage:
    """The passage ``start:end`` with its sentence, cut at ``SENTENCE_REACH`` characters either side with an ellipsis.

    The sentence does not reach out of the zone in which the passage begins, even where no line ends there.
    """
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    zone = zones[max(0, bisect_right(zones, start, key=lambda zone: zone.start) - 1)] if zones else None
    floor = zone.start if zone and zone.start <= start < zone.end else 0
    ceiling = zone.end if zone and start < zone.end and end <= zone.end else len(text)
    left = text[max(floor, start - SENTENCE_REACH) : start]
    seen = text[max(floor, start - SENTENCE_REACH) : start + 1]
    ends = [match.end() for match in _SENTENCE_END.finditer(seen) if match.end() <= len(left)]
    if ends:
        before = left[ends[-1] :]
    else:
        before = "… " + _from_word(left) if start - floor > SENTENCE_REACH else left
    return Passage(
        before.lstrip(), _middle_cut(text[start:end]), _rest_of_sentence(text, start, end, ceiling)
    )


def _rest_of_sentence(text: str, start: int, end: int, ceiling: int) -> str:
    if text[start:end].rstrip().endswith((".", "!", "?", "…")):
        closing = re.match(r"[\s\xa0]?[»”\"]", text[end : end + 3])
        return closing.group() if closing else ""
    right = text[end : min(end + SENTENCE_REACH, ceiling)]
    stop = _SENTENCE_END.search(right)
    if stop:
        return right[: stop.end()].rstrip()
    return right if end + SENTENCE_REACH >= ceiling else _to_word(right) + " …"


def _from_word(words: str) -> str:
    return words.split(" ", 1)[-1]


def _to_word(words: str) -> str:
    return words.rsplit(" ", 1)[0]


def _middle_cut(words: str) -> str:
    if len(words) <= LONGEST_PASSAGE:
        return words
    half = LONGEST_PASSAGE // 2
    return f"{_to_word(words[:half])} […] {_from_word(words[-half:])}"


class Tint(NamedTuple):
    """A stretch of an article that stands elsewhere too: which tint, or an underline for a shared quotation."""

    start: int
    end: int
    style: str


class Piece(NamedTuple):
    """One step of showing a paragraph: open a marked passage, close one, place an anchor, or write words."""

    kind: str
    words: str = ""
    style: str = ""


class Paragraph(NamedTuple):
    """One zone of an article, ready to be written: its role, its pieces in order, the passages that begin in it."""

    role: Role
    pieces: tuple[Piece, ...]
    passages: tuple[tuple[int, int], ...]


def paragraphs(
    text: str, zones: Sequence[Zone], passages: Iterable[tuple[int, int]], tints: Sequence[Tint]
) -> list[Paragraph]:
    """An article cut at its zones, with an anchor for every passage and tints that do not overlap, in linear time.

    Each passage begins in exactly one paragraph: its own, else the next, else the last.
    """
    stretches = [(zone.start, zone.end, zone.role) for zone in zones] or [(0, len(text), Role.BODY)]
    starts = [start for start, _, _ in stretches]
    waiting: list[list[tuple[int, int]]] = [[] for _ in stretches]
    for start, end in sorted(set(passages), key=lambda place: (place[0], -place[1])):
        index = max(0, bisect_right(starts, start) - 1)
        if start >= stretches[index][1] and index + 1 < len(stretches):
            index += 1
        waiting[index].append((start, end))
    flat = flatten(tints)
    shown, first = [], 0
    for (start, end, role), places in zip(stretches, waiting, strict=True):
        while first < len(flat) and flat[first].end <= start:
            first += 1
        pieces = tuple(_pieces(text, start, end, places, flat, first))
        shown.append(Paragraph(role, pieces, tuple(places)))
    return shown


def flatten(tints: Sequence[Tint]) -> list[Tint]:
    """Tints in order without overlap: where two meet, the one that began first is kept."""
    flat: list[Tint] = []
    for tint in sorted(tints):
        start = max(tint.start, flat[-1].end) if flat else tint.start
        if start < tint.end:
            flat.append(Tint(start, tint.end, tint.style))
    return flat


def _pieces(
    text: str, start: int, end: int, places: list[tuple[int, int]], tints: list[Tint], first: int
) -> Iterable[Piece]:
    open_ends: list[int] = []
    position = start

    def write(until: int) -> Iterable[Piece]:
        nonlocal position, first
        while position < until:
            while first < len(tints) and tints[first].end <= position:
                first += 1
            stop, style = until, ""
            if first < len(tints) and tints[first].start <= position:
                stop, style = min(until, tints[first].end), tints[first].style
            elif first < len(tints):
                stop = min(until, tints[first].start)
            yield Piece("words", text[position:stop], style)
            position = stop

    for place_start, place_end in places:
        here = min(max(place_start, start), end)
        while open_ends and open_ends[-1] <= here:
            yield from write(open_ends.pop())
            yield Piece("close")
        yield from write(here)
        limit = min(place_end, end, open_ends[-1] if open_ends else end)
        if limit > here and len(open_ends) < DEEPEST:
            yield Piece("open", f"{place_start}-{place_end}")
            open_ends.append(limit)
        else:
            yield Piece("anchor", f"{place_start}-{place_end}")
    while open_ends:
        yield from write(open_ends.pop())
        yield Piece("close")
    yield from write(end)
