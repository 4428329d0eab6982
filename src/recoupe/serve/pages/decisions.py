"""Decisions of persons: made, shown with their history, taken back, handed on and brought from another dossier."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from recoupe import judging
from recoupe.crosscheck.judged import Decided
from recoupe.decisions import Decision, Letter
from recoupe.dossier import Dossier
from recoupe.errors import UsageError
from recoupe.languages import word_list
from recoupe.model import Account, MatchKind, Place
from recoupe.serve.forms import field, files, read_form, way_back
from recoupe.serve.paging import sheet_of
from recoupe.serve.reading import Reading
from recoupe.serve.room import (
    A_YEAR,
    AUTHOR_COOKIE,
    language_of,
    page,
    reading_of,
    room_of,
)
from recoupe.store.judgements import last_ruling

DECISIONS_PER_PAGE = 60
SECONDS_TO_WAIT = 3.0
"""How long a page waits for what a decision changes; the account is shown as it was while it takes longer."""

PLACES_SHOWN = 4


class About(NamedTuple):
    """Where what a decision is about stands now: the address of its row, None where it has none; outlets and addresses of its places."""

    href: str | None
    places: list[tuple[str, str]]


Made = Callable[[Dossier, FormData, str, str], Decision]


def show(request: Request) -> Response:
    """Every decision ever made, the last first, with what has become of it, and where what it is about is now."""
    reading = reading_of(request)
    with _Shown(request, write=False) as dossier:
        found = judging.list_decisions(dossier, reading.found)
        lost = judging.explain_orphans(dossier, found, reading.found)
        ids = dossier.file.identities() if found else {}
    asked = request.query_params.get("author", "")
    kept = [item for item in found if not asked or item[0].author == asked]
    sheet = sheet_of(request, kept[::-1], DECISIONS_PER_PAGE)
    return page(
        request,
        "page_decisions.html.j2",
        reading=reading,
        sheet=sheet,
        about={
            decision.number: _about(Decided.resolve(decision, ids), reading) for decision, _ in sheet.items
        },
        lost=lost,
        lacks=word_list(language_of(request), "judge")["lost"],
        authors=sorted({decision.author for decision, _ in found}),
        asked=asked,
    )


def _about(decision: Decision, reading: Reading) -> About:
    """Where what a decision is about is now."""
    row = reading.digest.rows.get(reading.found.find(decision.row) or "") if decision.row else None
    href = reading.rows.href(row.key) if row is not None else None
    places = [
        (reading.digest.outlet(at.id), reading.rows.place_href(Place(id=at.id, start=at.start, end=at.end)))
        for at in decision.passages
        if at.id in reading.digest.cards
    ]
    return About(href, places[:PLACES_SHOWN])


def export(request: Request) -> Response:
    """Every decision as a JSON line, for another dossier."""
    with _Shown(request, write=False) as dossier:
        lines = b"".join(judging.export_decisions(dossier))
    headers = {"Content-Disposition": 'attachment; filename="decisions.jsonl"'}
    return Response(lines, media_type="application/jsonl", headers=headers)


async def decide(request: Request) -> Response:
    """Make the decision that a form tells, and go back to the page it stood on."""
    form = await read_form(request)
    make = _KINDS.get(field(form, "what"))
    return await _written(request, form, make) if make else RedirectResponse(way_back(form), 303)


async def undo(request: Request) -> Response:
    """Take a decision back."""
    return await _written(request, await read_form(request), _undo)


async def take_in(request: Request) -> Response:
    """Append the decisions of a file that another dossier exported."""
    form = await read_form(request)
    sent = files(form, "decisions")
    lines = (await sent[0].read()).splitlines(keepends=True) if sent else []
    for each in sent:
        await each.close()

    def write() -> bool:
        with _Shown(request) as dossier:
            before = last_ruling(dossier.file)
            judging.import_decisions(dossier, lines)
            return last_ruling(dossier.file) != before

    return await _acknowledged(request, form, write)


async def _written(request: Request, form: FormData, make: Made) -> Response:
    author, at = field(form, "author")[:60], datetime.now(UTC).isoformat(timespec="seconds")

    def write() -> bool:
        with _Shown(request) as dossier:
            before = last_ruling(dossier.file)
            make(dossier, form, author, at)
            return last_ruling(dossier.file) != before

    return await _acknowledged(request, form, write)


async def _acknowledged(request: Request, form: FormData, write: Callable[[], bool]) -> Response:
    """Answer once the decision is on the disk; what it changes in the account, if ``write`` says that it does, may come a little later."""
    try:
        touches_account = await asyncio.to_thread(write)
    except UsageError as error:
        return page(request, "page_refused.html.j2", 422, problem=error, back=way_back(form))
    if touches_account:
        job = room_of(request).worker.make_account()
        await asyncio.to_thread(job.ended.wait, SECONDS_TO_WAIT)
    response = RedirectResponse(way_back(form), 303)
    if author := field(form, "author")[:60]:
        quoted = author.encode("ascii", "ignore").decode()
        response.set_cookie(AUTHOR_COOKIE, quoted, max_age=A_YEAR, samesite="strict", httponly=True)
    return response


class _Shown(Dossier):
    """The dossier with the account that the person who decides has before them, whatever has come since."""

    def __init__(self, request: Request, *, write: bool = True) -> None:
        super().__init__(room_of(request).shelf.files.path, write=write, language=language_of(request))
        self._shown = reading_of(request).account

    def account(self, language: str = "fr", as_of: str | None = None, *, workers: int = 1) -> Account:
        """The account that is shown."""
        return self._shown


# --------------------------------------------------------------------------- kinds of decisions


def _merge(dossier: Dossier, form: FormData, author: str, at: str) -> Decision:
    return judging.merge_actors(dossier, field(form, "actor"), field(form, "other"), author=author, at=at)


def _split(dossier: Dossier, form: FormData, author: str, at: str) -> Decision:
    names = [name for name in form.getlist("names") if isinstance(name, str)]
    return judging.split_actor(dossier, field(form, "actor"), names=names, author=author, at=at)


def _confirm(dossier: Dossier, form: FormData, author: str, at: str) -> Decision:
    return judging.confirm_row(dossier, field(form, "row"), author=author, at=at)


def _reject(dossier: Dossier, form: FormData, author: str, at: str) -> Decision:
    return judging.reject_row(dossier, field(form, "row"), author=author, at=at)


def _correct(dossier: Dossier, form: FormData, author: str, at: str) -> Decision:
    values = {name: field(form, name) or None for name in ("speaker", "date", "modality")}
    return judging.correct_row(dossier, field(form, "row"), **values, author=author, at=at)


def _copying(dossier: Dossier, form: FormData, author: str, at: str) -> Decision:
    earlier, later = (_place(field(form, side)) for side in ("earlier", "later"))
    kind = MatchKind(field(form, "kind")) if field(form, "kind") in tuple(MatchKind) else None
    return judging.correct_copying(dossier, earlier, later, kind, author=author, at=at)


def _lineage(dossier: Dossier, form: FormData, author: str, at: str) -> Decision:
    row, article, other = (field(form, name) for name in ("row", "article", "other"))
    return judging.correct_lineage(
        dossier, row, article, other, same=field(form, "same") == "yes", author=author, at=at
    )


def _letter(dossier: Dossier, form: FormData, author: str, at: str) -> Decision:
    letter = field(form, "letter")
    rated = Letter(letter) if letter in tuple(Letter) else Letter.F
    return judging.rate_outlet(dossier, field(form, "outlet"), rated, author=author, at=at)


def _note(dossier: Dossier, form: FormData, author: str, at: str) -> Decision:
    text = str(form.get("text", "")).replace("\r\n", "\n")
    if field(form, "place"):
        return judging.note_passage(dossier, _place(field(form, "place")), text, author=author, at=at)
    return judging.note_row(dossier, field(form, "row"), text, author=author, at=at)


def _undo(dossier: Dossier, form: FormData, author: str, at: str) -> Decision:
    number = field(form, "number")
    return judging.undo(
        dossier, int(number) if number.isascii() and number.isdecimal() else 0, author=author, at=at
    )


def _place(words: str) -> Place:
    """« 120-190 id » as a form holds it; an empty stretch of nothing for any other words."""
    stretch, _, article = words.partition(" ")
    start, _, end = stretch.partition("-")
    known = all(part.isascii() and part.isdecimal() and len(part) < 10 for part in (start, end))
    return Place(id=article, start=int(start), end=int(end)) if known else Place(id="", start=0, end=0)


_KINDS: dict[str, Made] = {
    "merge": _merge,
    "split": _split,
    "confirm": _confirm,
    "reject": _reject,
    "correct": _correct,
    "copying": _copying,
    "lineage": _lineage,
    "letter": _letter,
    "note": _note,
}
