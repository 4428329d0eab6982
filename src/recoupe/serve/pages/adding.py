"""Adding articles: files dropped or chosen, a pasted text; the progress of it, file by file."""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from recoupe.serve.forms import field, files, read_form, way_back
from recoupe.serve.pages.inputs import worded
from recoupe.serve.room import not_found, page, room_of
from recoupe.serve.worker import Job
from recoupe.views.passages import displayed

MOST_NAME_CHARACTERS = 120
ROWS_SHOWN = 500

_SEPARATORS = re.compile(r"[/\\]")


def show(request: Request) -> Response:
    """Where files are dropped and a text is pasted, and what was added since the server began."""
    room = room_of(request)
    if room.read_only:
        raise not_found()
    jobs = [job for job in room.worker.jobs.values() if job.adds]
    return page(request, "page_add.html.j2", reading=room.shelf.last(), jobs=jobs[::-1])


async def add(request: Request) -> Response:
    """Take the files sent and have them added; answers with where to follow it."""
    form = await read_form(request)
    sent = files(form, "files")
    if not sent:
        await form.close()
        return RedirectResponse("/add", 303)
    folder = Path(tempfile.mkdtemp(prefix="recoupe-"))
    prefix = _prefix()
    await asyncio.to_thread(_keep, sent, folder / prefix)
    await form.close()
    return _started(request, folder, prefix)


async def paste(request: Request) -> Response:
    """Take a pasted text with what is known of it and have it added."""
    form = await read_form(request)
    text = str(form.get("text", "")).replace("\r\n", "\n")
    if not text.strip():
        return RedirectResponse("/add", 303)
    line = {"text": text} | {
        name: field(form, name) for name in ("title", "outlet", "published", "url") if field(form, name)
    }
    folder = Path(tempfile.mkdtemp(prefix="recoupe-"))
    prefix = _prefix()
    (folder / prefix).mkdir()
    (folder / prefix / "texte.jsonl").write_bytes(msgspec.json.encode(line) + b"\n")
    return _started(request, folder, prefix)


def follow(request: Request) -> Response:
    """How far an addition is, and what became of each file so far."""
    room = room_of(request)
    job = room.worker.jobs.get(request.path_params["number"])
    if job is None or not job.adds:
        raise not_found()
    rows = room.shelf.files.inputs(job.prefix + "/")
    return page(
        request,
        "page_adding.html.j2",
        reading=room.shelf.last(),
        followed=job,
        rows=[
            msgspec.structs.replace(row, origin=row.origin.removeprefix(job.prefix + "/"))
            for row in worded(request, rows[:ROWS_SHOWN])
        ],
        left_out=max(0, len(rows) - ROWS_SHOWN),
    )


async def remake(request: Request) -> Response:
    """Make the account of the articles there are."""
    form = await read_form(request)
    room_of(request).worker.make_account()
    return RedirectResponse(way_back(form), 303)


def _started(request: Request, folder: Path, prefix: str) -> Response:
    names = [f"{prefix}/{path.name}" for path in sorted((folder / prefix).iterdir())]
    job: Job = room_of(request).worker.add(folder, names, prefix)
    return RedirectResponse(f"/add/{job.number}", 303)


def _prefix() -> str:
    """Under what the origins of one addition are kept: the moment it was sent, which tells it from all others."""
    return datetime.now(UTC).strftime("ajout-%Y%m%d-%H%M%S-%f")


def _keep(sent: Sequence[UploadFile], folder: Path) -> None:
    """Write what was sent into a folder, under names that mean nothing to a file system."""
    folder.mkdir()
    for item in sent:
        name = safe_name(item.filename or "")
        path, number = folder / name, 2
        while path.exists():
            path, number = folder / f"{Path(name).stem}-{number}{Path(name).suffix}", number + 1
        try:
            with path.open("wb") as file:
                shutil.copyfileobj(item.file, file)
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise HTTPException(507, str(error)) from error


def safe_name(name: str) -> str:
    """The last part of a file's name, without controls, leading dots or what a system reserves; never empty."""
    shown = displayed(_SEPARATORS.split(name)[-1]).encode("utf-8", "replace").decode()
    last = "".join(filter(str.isprintable, shown)).strip().lstrip(".~$ ")
    stem, dot, suffix = last.rpartition(".")
    if not dot:
        stem, suffix = last, ""
    kept = stem.encode()[:MOST_NAME_CHARACTERS].decode("utf-8", "ignore")
    return (kept or "fichier") + (f".{suffix[:12]}" if suffix else "")
