"""A reading room to test: dossiers written straight from accounts made by hand, and a server on this machine's own address."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn
from account_fixture import crosschecked, small_account

from recoupe.model import Account, Annotation, InputRow, InputStatus
from recoupe.serve import Door, build_app, listen, open_room
from recoupe.serve.room import Room
from recoupe.store.file import DossierFile


def write_dossier(
    path: Path,
    account: Account,
    annotations: Sequence[Annotation],
    inputs: Sequence[InputRow],
    languages: Sequence[str] = ("fr", "en"),
) -> Path:
    """A dossier that holds these articles and this account, in each of the languages."""
    with DossierFile(path) as file:
        for number, annotation in enumerate(annotations):
            row = InputRow(origin=annotation.article.origin, status=InputStatus.OK, article=annotation.id)
            file.save_annotation(annotation, f"identity-{number}", row)
        for row in inputs:
            file.save_input(row)
        for language in languages:
            file.save_account(crosschecked(account, f"one-{language}"), language)
    return path


def small_dossier(folder: Path) -> Path:
    """The invented situation of ``account_fixture`` as a dossier."""
    return write_dossier(folder / "crue.recoupe", *small_account())


@dataclass
class Server:
    """A running room: where it is, its parts, and a reader who has come in by the first address."""

    room: Room
    base: str
    client: httpx.Client

    @property
    def first_address(self) -> str:
        return f"{self.base}/?token={self.room.door.token}"

    @property
    def form_key(self) -> str:
        """The key that forms carry, as a page shows it."""
        found = re.search(r'name="key" value="(\w+)"', self.client.get("/add").text)
        assert found
        return found[1]

    def stranger(self, **options: object) -> httpx.Client:
        """Somebody who has not come in."""
        return httpx.Client(base_url=self.base, trust_env=False, **options)  # type: ignore[arg-type]


@contextmanager
def serving(path: Path, **options: object) -> Iterator[Server]:
    """The room of a dossier on 127.0.0.1; ``options`` are those of ``Door`` (password) and of ``open_room``."""
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    door = Door(
        port, **{name: options.pop(name) for name in ("password", "public", "names") if name in options}
    )  # type: ignore[arg-type]
    room = open_room(path, door, **options)  # type: ignore[arg-type]
    server = uvicorn.Server(uvicorn.Config(build_app(room), log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    base = f"http://127.0.0.1:{port}"
    with httpx.Client(base_url=base, follow_redirects=True, trust_env=False, timeout=30) as client:
        client.get("/", params={"token": door.token})
        try:
            yield Server(room, base, client)
        finally:
            server.should_exit = True
            thread.join(timeout=15)
            listening.close()
