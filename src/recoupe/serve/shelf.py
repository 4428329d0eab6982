"""The readings of a dossier: its account decoded once per state, before any page sees it, so that no request waits for it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress

from recoupe.serve.files import FilePool, Texts
from recoupe.serve.reading import Reading, RoomDigest
from recoupe.store.file import DossierFile
from recoupe.store.shown import KeptAccount
from recoupe.views.digest import UNREAD
from recoupe.views.opened import OpenedDigest
from recoupe.views.wording import Wording

PATIENCE_SECONDS = 0.3
"""How long a page waits for an account that is being read, before it shows what needs no reading."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Make many objects that stay without the garbage collector going over all of them again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _warm(reading: Reading) -> None:
    with _uncollected():
        reading.warm()


class Shelf:
    """The readings of a dossier, one for each language, made anew when its account is."""

    def __init__(self, path: str, name: str | None = None) -> None:
        self.files = FilePool(path)
        self.name = name
        self._wanted: dict[str, None] = {}
        self._readings: dict[str, tuple[object, Reading]] = {}
        self._begun: dict[str, Future[None]] = {}
        self._loading = threading.Lock()

    def reading(self, wording: Wording) -> Reading | None:
        """The state last read in this language, else in another; None where no account has been made yet, or it takes long to read.

        It is read aside. A state that has changed is shown once it is read.
        """
        self._wanted[wording.language] = None
        found = self._readings.get(wording.language)
        if found is None:
            self.begin(wording)
        elif found[0] != self.state(wording.language) and not self._loading.locked():
            threading.Thread(target=self.load, args=(wording,), daemon=True).start()
        found = self._readings.get(wording.language) or next(iter(self._readings.values()), None)
        return found[1] if found else None

    def begin(self, wording: Wording) -> None:
        """Read the account kept in a language for the first time, aside; wait for it a little. Raises what reading it raised."""
        begun = self._begun.get(wording.language)
        if begun is None or begun.done():
            begun = self._begun[wording.language] = Future()
            threading.Thread(target=self._load_aside, args=(wording, begun), daemon=True).start()
        with suppress(TimeoutError):
            begun.result(PATIENCE_SECONDS)

    def _load_aside(self, wording: Wording, begun: Future[None]) -> None:
        try:
            self.load(wording)
        except Exception as error:
            begun.set_exception(error)
        else:
            begun.set_result(None)

    @contextmanager
    def first(self, wording: Wording) -> Iterator[OpenedDigest]:
        """What the first screen shows of the account kept in a language, read from the file as it is asked for."""
        with DossierFile(self.files.path, write=False) as file:
            kept = KeptAccount(file, wording.language)
            yield OpenedDigest(kept, file.inputs(UNREAD), wording, self.name)

    def last(self) -> Reading | None:
        """A reading that there is, in whatever language and of whatever state."""
        return next((reading for _, reading in self._readings.values()), None)

    def languages(self) -> list[str]:
        """The languages in which readers have asked for the account."""
        return list(self._wanted)

    def state(self, language: str) -> object:
        """What changes whenever the account kept in this language does; None where none is kept."""
        return self.files.state(language)

    def waiting(self, language: str) -> int:
        """How many articles came after the account last read in this language; all where none was."""
        found = self._readings.get(language)
        return self.files.count() - (found[1].articles if found else 0)

    def load(self, wording: Wording, *, again: bool = False) -> None:
        """Read the account kept in a language; the reading there was stays where none is kept.

        ``again``: even where nothing shows that it is another.
        """
        with self._loading, _uncollected():
            state = self.state(wording.language)
            found = self._readings.get(wording.language)
            if state is None or (found and found[0] == state and not again):
                return
            kept = self.files.account(wording.language)
            if kept is not None:
                articles, account = kept
                cards = {
                    article: card
                    for article, card in self.files.cards().items()
                    if article in account.published
                }
                texts = Texts(self.files, cards)
                digest = RoomDigest(account, cards, texts, self.files.inputs(), wording, self.name)
                reading = Reading(digest, articles)
                if (
                    found is None
                ):  # nothing is there to be read meanwhile: pages make what they need, the rest is made beside
                    threading.Thread(target=_warm, args=(reading,), daemon=True).start()
                else:
                    reading.warm()
                self._readings[wording.language] = (state, reading)
