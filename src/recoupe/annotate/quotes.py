"""Quotation marks: which stretches of an article stand between them, in every typography.

One pass over each paragraph with a stack of open marks, so time is linear in the text whatever it holds.
An apostrophe is never a mark; a straight mark after a digit is inches or seconds unless one is open.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace

from recoupe.annotate.interviews import find_answers, is_quoted
from recoupe.annotate.reading import READ_ROLES, Quote, Reading
from recoupe.model import Role, Span, Zone

GUILLEMETS, SINGLE_GUILLEMETS, CURLY, STRAIGHT, CURLY_SINGLE, LOW = "«", "‹", "“", '"', "‘", "„"
OPENERS = {
    "«": GUILLEMETS,
    "<<": GUILLEMETS,
    "‹": SINGLE_GUILLEMETS,
    "“": CURLY,
    "‟": CURLY,
    "„": LOW,
    "‘": CURLY_SINGLE,
}
CLOSERS = {"»": GUILLEMETS, ">>": GUILLEMETS, "›": SINGLE_GUILLEMETS, "”": CURLY, "’": CURLY_SINGLE}
MARKS = re.compile(r"''|<<|>>|[«»‹›“”„‟‘’\"＂]")
DASH = re.compile(r"[—–―-][ \t\u00a0\u202f]+(?=\S)")
SPOKEN = re.compile(
    r"\b(?:je|j['’]|tu|nous|vous|moi|toi|I|you|we)\b|-t?-?(?:il|elle|on|ils|elles|je)\b|[?!]", re.IGNORECASE
)
BLANKS = " \t\n\r\u00a0\u202f\u2009"
NESTS_AFTER = BLANKS + "'’([{«“‘"
MAX_CARRIED_PARAGRAPHS = 4
MAX_NESTED = 8


@dataclass(slots=True)
class _Open:
    start: int
    inner: int
    family: str
    continued: bool = False


@dataclass(slots=True)
class _Scan:
    """The state of one paragraph's scan: what is open (with a count by family) and what was found.

    Nobody nests quotations deeper than ``MAX_NESTED``: marks that open beyond it are counted, so that their closing
    marks close nothing else, and give no quotation.
    """

    text: str
    zone: Zone
    stack: list[_Open] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)
    too_deep: Counter[str] = field(default_factory=Counter)
    found: list[Quote] = field(default_factory=list)
    stray: tuple[int, int, str] | None = None

    def open(self, mark: _Open) -> None:
        if len(self.stack) == MAX_NESTED:
            self.too_deep[mark.family] += 1
            return
        self.stack.append(mark)
        self.count[mark.family] += 1

    def close(self, start: int, end: int, family: str) -> None:
        """Close the last open mark of the family; marks left open inside it end there."""
        if self.too_deep[family]:
            self.too_deep[family] -= 1
            return
        self.too_deep.clear()
        while self.stack[-1].family != family:
            self._drop(start)
        mark = self.stack.pop()
        self.count[family] -= 1
        self._keep(mark, start, end, closed=True)

    def finish(self) -> _Open | None:
        """End what is still open with the paragraph; the outermost mark left open, if any."""
        outermost = self.stack[0] if self.stack else None
        while self.stack:
            self._drop(self.zone.end)
        return outermost

    def _drop(self, end: int) -> None:
        mark = self.stack.pop()
        self.count[mark.family] -= 1
        if mark.family != CURLY_SINGLE:
            self._keep(mark, end, end, closed=False)

    def _keep(self, mark: _Open, inner_end: int, end: int, *, closed: bool) -> None:
        inner = _trimmed(self.text, mark.inner, inner_end)
        if inner is not None:
            end = end if closed else inner.end
            self.found.append(Quote(mark.start, end, inner, len(self.stack), closed, mark.continued))


def find_quotes(reading: Reading) -> list[Quote]:
    """Every stretch between quotation marks or after a dialogue dash in the paragraphs that are read, sorted by start.

    The answers of an interview that stand without marks are quotations too. Offsets are into the article's text. A quotation whose mark is missing ends with its paragraph (``closed`` False);
    one that goes on in the next paragraph gives one record a paragraph, the later ones ``continued``.
    """
    found: list[Quote] = []
    pending: _Open | None = None
    passed: list[Zone] = []
    previous: Role | None = None
    for zone in reading.zones:
        if zone.role not in READ_ROLES:
            continue
        if zone.role is not previous or len(passed) > MAX_CARRIED_PARAGRAPHS:
            pending, passed = None, []
        previous = zone.role
        scan = _Scan(reading.text, zone)
        _scan_paragraph(scan, pending)
        still_open = scan.finish()
        if scan.stray and pending and scan.stray[2] == pending.family:
            _carry(scan, passed)
            pending, passed = None, []
        found.extend(scan.found or _dialogue(reading.text, zone))
        if still_open:
            pending, passed = still_open, []
        elif pending:
            passed = [*passed, zone] if not scan.found else []
            pending = pending if not scan.found else None
    found = _with_answers(reading, found)
    return sorted(found, key=lambda quote: (quote.start, -quote.end, quote.depth))


def _with_answers(reading: Reading, found: list[Quote]) -> list[Quote]:
    """The quotations, and around them the answers of an interview whose answers bear no marks."""
    answers = find_answers(reading)
    if 2 * sum(is_quoted(reading.text, answer) for answer in answers) >= len(answers):
        return found
    starts = [answer.start for answer in answers]

    def inside(quote: Quote) -> bool:
        place = bisect_right(starts, quote.start) - 1
        return place >= 0 and quote.end <= answers[place].end

    around = [Quote(zone.start, zone.end, Span(start=zone.start, end=zone.end)) for zone in answers]
    return around + [replace(quote, depth=quote.depth + 1) if inside(quote) else quote for quote in found]


def _scan_paragraph(scan: _Scan, pending: _Open | None) -> None:
    text, zone = scan.text, scan.zone
    for match in MARKS.finditer(text, zone.start, zone.end):
        start, end, mark = match.start(), match.end(), match.group()
        before = text[start - 1] if start > zone.start else ""
        after = text[end] if end < zone.end else ""
        family, opens = _judge(mark, before, after, scan.count)
        if family is None:
            continue
        at_start = not text[zone.start : start].strip() if start - zone.start < 4 else False
        goes_on = at_start and pending is not None and pending.family == family
        if opens or (goes_on and mark == "»"):
            scan.open(_Open(start, end, family, continued=goes_on))
        elif scan.count[family]:
            scan.close(start, end, family)
        elif scan.stray is None and not scan.found and not scan.stack:
            scan.stray = (start, end, family)


def _judge(mark: str, before: str, after: str, count: Counter[str]) -> tuple[str | None, bool]:
    """The family of a mark and whether it opens; family None where it is no quotation mark.

    A crawl may glue sentences together (``la pluie."Elle part"``): after a final mark and before a capital it opens.

    ``l'écran de 27" et "la dalle"`` has one quotation: a straight mark after a digit closes or is inches.
    """
    if mark in ('"', "''", "＂"):
        return _judge_straight(mark, before, after, bool(count[STRAIGHT]))
    if mark == "“" and count[LOW]:
        return LOW, False
    if mark == "”" and count[LOW] and not count[CURLY]:
        return LOW, False
    if mark == "”" and not count[CURLY] and _opens_here(before) and after and after not in BLANKS:
        return CURLY, True
    if mark == "‘":
        return (None, False) if before.isalnum() or not after.isalpha() else (CURLY_SINGLE, True)
    if mark == "’":
        closes = count[CURLY_SINGLE] and not after.isalnum()
        return (CURLY_SINGLE, False) if closes else (None, False)
    if mark in OPENERS:
        return OPENERS[mark], True
    return CLOSERS[mark], False


def _judge_straight(mark: str, before: str, after: str, is_open: bool) -> tuple[str | None, bool]:
    if not is_open:
        if _opens_here(before) or (before in ".!?…" and after.isupper()):
            return (STRAIGHT, True) if after else (None, False)
        if (before.isalnum() and after.isalnum()) or before.isdigit():
            return None, False
        return STRAIGHT, False
    return STRAIGHT, before in NESTS_AFTER and (after.isalnum() or after in "«“([")


def _opens_here(before: str) -> bool:
    return before in NESTS_AFTER or before in "-–—/:;,"


def _carry(scan: _Scan, passed: list[Zone]) -> None:
    """A mark opened in an earlier paragraph is closed here: the paragraphs between belong to the quotation."""
    assert scan.stray is not None
    start, end, _ = scan.stray
    for zone, stop, mark_end in [(zone, zone.end, zone.end) for zone in passed] + [(scan.zone, start, end)]:
        inner = _trimmed(scan.text, zone.start, stop)
        if inner is not None:
            scan.found.append(Quote(inner.start, max(mark_end, inner.end) if zone is scan.zone else inner.end, inner,
                                    0, zone is scan.zone, True))  # fmt: skip


def _dialogue(text: str, zone: Zone) -> list[Quote]:
    """A line of dialogue after a dash: "— Vous viendrez ? demanda Lise." is one; a list item ("- deux œufs") is not."""
    match = DASH.match(text, zone.start, zone.end)
    if not match or zone.role is Role.HEADLINE or not SPOKEN.search(text, match.end(), zone.end):
        return []
    inner = _trimmed(text, match.end(), zone.end)
    return [Quote(zone.start, inner.end, inner)] if inner else []


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The stretch without blanks at both sides; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end) if start < end else None
