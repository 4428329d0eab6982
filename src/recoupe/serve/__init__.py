"""The reading room: a dossier as a local web application, to read, search, decide and add.

``app`` says which address shows what; ``guard`` who may ask; ``shelf``, ``reading`` and ``files`` read the dossier;
``pages`` hold one file per subject; ``worker`` and ``work`` add articles and make the account in a process of their own.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import uvicorn

from recoupe.errors import UsageError
from recoupe.serve.app import build_app
from recoupe.serve.guard import Door, is_local
from recoupe.serve.passwords import Password
from recoupe.serve.room import Room, compile_templates, room_wording
from recoupe.serve.shelf import Shelf
from recoupe.serve.worker import Questions, Worker
from recoupe.store.file import DossierFile

DEFAULT_PORT = 8737


def open_room(
    path: str | Path,
    door: Door,
    *,
    language: str = "fr",
    read_only: bool = False,
    name: str | None = None,
) -> Room:
    """The room of one dossier, its account being read; an account that is missing is made, unless nothing may be written.

    Raises ``DossierError`` where the file is no dossier.
    """
    DossierFile(path, write=not read_only, language=language).close()
    shelf = Shelf(str(path), name)

    def read_again() -> None:
        for known in shelf.languages() or [language]:
            shelf.load(room_wording(known), again=True)

    worker = Worker(str(path), read_again, lambda: shelf.languages() or [language])
    questions = Questions(Worker(str(path), lambda: None))
    room = Room(shelf, door, worker, questions, read_only)
    threading.Thread(target=compile_templates, daemon=True).start()
    shelf.begin(room_wording(language))
    if not read_only and shelf.files.count_newer(language) > 0:
        worker.make_account()
    return room


def serve(
    path: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    password: Password | None = None,
    names: frozenset[str] = frozenset(),
    language: str = "fr",
    read_only: bool = False,
    name: str | None = None,
    ready: Callable[[str], None] = print,
) -> None:
    """Show a dossier on ``host`` until interrupted; ``ready`` is called with the address to open first.

    ``port`` None takes ``DEFAULT_PORT``, or one that is free. ``names`` are host names answered to beside addresses.
    Raises ``UsageError`` for a host that other machines can reach where there is no password.
    """
    public = not is_local(host)
    if public and password is None:
        raise UsageError(
            "other machines could read this dossier",
            where=host,
            remedy="Give a password with --password-file, or listen on 127.0.0.1.",
        )
    with closing(listen(host, port)) as listening:
        number = listening.getsockname()[1]
        door = Door(number, names | {socket.gethostname()}, public, password)
        room = open_room(path, door, language=language, read_only=read_only, name=name)
        shown = f"[{host}]" if ":" in host else host
        ready(f"http://{shown}:{number}/" + ("" if password else f"?token={door.token}"))
        config = uvicorn.Config(
            build_app(room), log_level="warning", access_log=False, server_header=False, lifespan="on"
        )
        uvicorn.Server(config).run(sockets=[listening])


def listen(host: str, port: int | None) -> socket.socket:
    """A socket that listens on a host and port, so that whoever asks early waits; 0 is any free port, None ``DEFAULT_PORT`` or any where that is taken.

    Raises ``UsageError`` where nothing can listen.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in (port,) if port is not None else (DEFAULT_PORT, 0):
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, number))
            listening.listen(128)
        except OSError as error:
            listening.close()
            if port is None and number:
                continue
            raise UsageError(
                f"nothing can listen there ({error.strerror})",
                where=f"{host}:{number}",
                remedy="Choose another port.",
            ) from error
        return listening
    raise AssertionError("a port is given or any is taken")
