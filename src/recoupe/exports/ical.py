"""What was announced, promised, threatened or foretold for a day, as an iCalendar (RFC 5545) of all-day entries.

Its time stamps are the day on which the newest article came out: the same articles always give the same calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from recoupe.exports.material import Material
from recoupe.exports.telling import Citation, cited
from recoupe.exports.words import digest, one_line
from recoupe.model import AccountRow, ConditionStatus, EventModality, EventRow, LedgerRow, PartStatus
from recoupe.views.dates import Moment, read_moment
from recoupe.views.wording import wording

LINE_OCTETS = 75
LONG_AGO = "19700101"


def encode(material: Material) -> Iterator[bytes]:
    """The calendar, an entry at a time: ledger rows that name a time, and announced events that are in no such row."""
    yield _lines(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Recoupe//export//EN", "CALSCALE:GREGORIAN"])
    stamp = f"{_newest(material)}T000000Z"
    for row, first, last in _dated(material):
        yield _lines(_entry(material, row, first.first, last.last, stamp))
    yield _lines(["END:VCALENDAR"])


def _dated(material: Material) -> Iterator[tuple[AccountRow, Moment, Moment]]:
    foreseen = [
        row
        for row in material.rows
        if isinstance(row, LedgerRow) and any(p.aspect == "when" for p in row.parts)
    ]
    told = {(place.id, place.start, place.end) for row in foreseen for place in row.evidence}
    announced = [
        row
        for row in material.rows
        if isinstance(row, EventRow)
        and row.modality is EventModality.ANNOUNCED
        and told.isdisjoint((place.id, place.start, place.end) for place in row.evidence)
    ]
    for row in chain[AccountRow](announced, foreseen):
        first, last = read_moment(row.earliest), read_moment(row.latest)
        if first and last and first.first <= last.last:
            yield row, first, last


def _entry(material: Material, row: AccountRow, first: date, last: date, stamp: str) -> list[str]:
    say = wording(material.language)
    citations = cited(material, row)
    addresses = [source.url for citation in citations for source in citation.sources if source.url]
    return [
        "BEGIN:VEVENT",
        f"UID:{digest(row.key)}@recoupe",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{_day_after(last):%Y%m%d}",
        f"SUMMARY:{_escaped(row.summary)}",
        "DESCRIPTION:" + "\\n".join(map(_escaped, [say.row_date(row), row.because, *map(_told, citations)])),
        *(f"URL:{address}" for address in addresses[:1]),
        f"CATEGORIES:{_escaped(say(f'standing.{row.standing.value}'))}",
        f"STATUS:{_status(row)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _told(citation: Citation) -> str:
    """Quoted words and, after a dash, the articles that have them."""
    return f"{citation.quoted} — " + ", ".join(
        f"{name} {url or ''}".rstrip() for name, url in citation.sources
    )


def _day_after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _status(row: AccountRow) -> str:
    """CONFIRMED once what was foreseen came about, CANCELLED where it was refuted or given up, TENTATIVE until then."""
    if not isinstance(row, LedgerRow):
        return "TENTATIVE"
    event = next((part.status for part in row.parts if part.aspect == "event"), PartStatus.OPEN)
    if event is PartStatus.REFUTED or row.condition_status is ConditionStatus.BROKEN:
        return "CANCELLED"
    return "CONFIRMED" if event is PartStatus.CONFIRMED else "TENTATIVE"


def _newest(material: Material) -> str:
    days = (published.latest or published.earliest for published in material.account.published.values())
    moments = (moment.last for day in days if (moment := read_moment(day)))
    newest = max(moments, default=None)
    return f"{newest:%Y%m%d}" if newest else LONG_AGO


def _escaped(text: str) -> str:
    """Text as a property's value: one line, with what RFC 5545 (3.3.11) wants escaped."""
    return one_line(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _lines(lines: list[str]) -> bytes:
    return b"".join(_folded(line.encode("utf-8", "replace")) for line in lines)


def _folded(line: bytes) -> bytes:
    """A line in pieces of at most 75 octets, of which none begins within a character (RFC 5545, 3.1)."""
    pieces = []
    room = LINE_OCTETS
    while len(line) > room:
        cut = room
        while line[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(line[:cut])
        line, room = line[cut:], LINE_OCTETS - 1
    return b"\r\n ".join([*pieces, line]) + b"\r\n"
