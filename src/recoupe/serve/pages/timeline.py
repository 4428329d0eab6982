"""The timeline: a stretch of days drawn near enough to read, above it the whole, where a stretch is chosen."""

from __future__ import annotations

from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from recoupe.serve.filters import choices, filters_of
from recoupe.serve.paging import sheet_of
from recoupe.serve.reading import DENSE_ABOVE, Reading
from recoupe.serve.room import address, page, reading_of
from recoupe.serve.strip import STRIP_WIDTH, Column, iso
from recoupe.views.dates import Stretch, stretch_of
from recoupe.views.timeline import Mark, draw_entries, tell_mark

ENTRIES_PER_PAGE = 60
LONGEST_DAYS = 366 * 120


class Strip(NamedTuple):
    """The whole period in columns, and the stretch of it that is drawn below."""

    first: str
    last: str
    columns: list[Column]
    left: float
    width: float


def show(request: Request) -> Response:
    """The timeline of the days that the address asks for, else of the whole situation."""
    reading, filters = reading_of(request), filters_of(request.query_params)
    digest = reading.digest
    whole = digest.days
    days = _window(whole, filters.since, filters.until)
    asked = filters._replace(since="", until="")
    inside = reading.entries_within(days)
    if asked.chosen:
        keys = {row.key for row in asked.keep(reading, [entry.row for entry in inside])}
        inside = [entry for entry in inside if entry.row.key in keys]
    if not asked.chosen:
        drawing = reading.whole_timeline if days == whole else reading.timeline_of(days)
    else:
        drawing = draw_entries(digest, inside, days, DENSE_ABOVE)

    def mark_href(mark: Mark) -> str | None:
        if mark.shape == "column" and mark.days.first is not None and mark.days.last is not None:
            since, until = iso(mark.days.first), iso(mark.days.last)
            if mark.days.last > mark.days.first:
                return address(request, since=since, until=until, page=None)
            return f"/?since={since}&until={until}#rows"
        return reading.rows.href(mark.entries[0].row.key)

    return page(
        request,
        "page_timeline.html.j2",
        reading=reading,
        filters=filters,
        choices=choices(reading, filters),
        timeline=drawing,
        mark_href=mark_href,
        tell_mark=lambda mark: tell_mark(digest, mark),
        strip=_strip(reading, days) if whole.known and days.known else None,
        moves=_moves(request, whole, days),
        window=_in_words(reading, days),
        sheet=sheet_of(request, inside, ENTRIES_PER_PAGE),
        undated=0 if asked.chosen else len(reading.entries) - len(reading.entry_days),
    )


def _window(whole: Stretch, since: str, until: str) -> Stretch:
    """The days asked for, at least one and not without end; the whole where none are."""
    first = stretch_of(since, None).first if since else whole.first
    last = stretch_of(None, until).last if until else whole.last
    if first is None or last is None:
        return whole
    first, last = min(first, last), max(first, last)
    return Stretch(first, min(last, first + LONGEST_DAYS))


def _strip(reading: Reading, days: Stretch) -> Strip:
    """The whole period, without folded gaps: a day is everywhere as wide."""
    first, last = reading.digest.days
    assert first is not None and last is not None and days.first is not None and days.last is not None
    width = STRIP_WIDTH / (last - first + 1)
    left = (max(days.first, first) - first) * width
    right = (min(days.last, last) + 1 - first) * width
    return Strip(iso(first), iso(last), reading.strip, left, max(2.0, right - left))


def _moves(request: Request, whole: Stretch, days: Stretch) -> dict[str, str]:
    """Addresses of the stretches beside this one, of a nearer and of a farther look, and of the whole."""
    if days.first is None or days.last is None or whole.first is None or whole.last is None:
        return {}
    length = days.last - days.first + 1
    step = max(1, length // 2)
    wanted = {
        "earlier": (days.first - step, days.last - step),
        "later": (days.first + step, days.last + step),
        "nearer": (days.first + length // 4, days.last - length // 4),
        "farther": (days.first - step, days.last + step),
    }
    if length < 2:
        del wanted["nearer"]
    moves = {
        name: address(request, since=iso(first), until=iso(max(first, last)), page=None)
        for name, (first, last) in wanted.items()
    }
    return moves | {"whole": address(request, since=None, until=None, page=None)}


def _in_words(reading: Reading, days: Stretch) -> str:
    if days.first is None or days.last is None:
        return ""
    return reading.digest.wording.date(iso(days.first), iso(days.last))
