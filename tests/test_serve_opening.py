"""The reading room while its account is still being read: the first screen is there, the rest follows."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from serve_fixture import Server, serving, small_dossier

from recoupe.serve import shelf
from recoupe.serve.files import FilePool

LONGEST_SECONDS = 20


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """What opens when accounts may be read."""
    found = threading.Event()
    account = FilePool.account

    def awaited(self: FilePool, language: str) -> object:
        assert found.wait(LONGEST_SECONDS)
        return account(self, language)

    monkeypatch.setattr(FilePool, "account", awaited)
    monkeypatch.setattr(shelf, "PATIENCE_SECONDS", 0.05)
    return found


@pytest.fixture
def server(tmp_path: Path, gate: threading.Event) -> Iterator[Server]:
    with serving(small_dossier(tmp_path)) as running:
        yield running
        gate.set()


def let_read(gate: threading.Event, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on a page waits until the account is read."""
    gate.set()
    monkeypatch.setattr(shelf, "PATIENCE_SECONDS", LONGEST_SECONDS)


def first_screen(page: str) -> str:
    found = re.search(r'<div class="head">.*?</div>\s*</div>', page, re.DOTALL)
    assert found
    return found[0]


def test_the_first_screen_is_there_before_the_account_is_read(
    server: Server, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
):
    before = server.client.get("/").text
    assert 'http-equiv="refresh"' in before and 'id="rows"' not in before
    let_read(gate, monkeypatch)
    after = server.client.get("/").text
    assert 'http-equiv="refresh"' not in after and 'id="rows"' in after
    assert first_screen(before) == first_screen(after)


@pytest.mark.parametrize("address", ["/timeline", "/actors", "/row/e-shells"])
def test_other_pages_say_that_it_is_being_read(
    server: Server, gate: threading.Event, monkeypatch: pytest.MonkeyPatch, address: str
):
    before = server.client.get(address)
    assert before.status_code == 200 and "Le compte rendu s’ouvre" in before.text
    let_read(gate, monkeypatch)
    assert "Le compte rendu s’ouvre" not in server.client.get(address).text


def test_what_needs_no_account_is_there_meanwhile(server: Server):
    assert server.client.get("/static/style.css").status_code == 200
    assert "obus" in server.client.get("/search?q=obus").text


def test_what_stops_the_reading_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def broken(self: FilePool, language: str) -> object:
        raise ValueError("another version")

    monkeypatch.setattr(FilePool, "account", broken)
    with pytest.raises(ValueError, match="another version"), serving(small_dossier(tmp_path)):
        pass
