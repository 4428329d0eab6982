"""Fetching addresses: from a server that the test starts on this machine and ends; the default refuses this machine."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import samples
from samples import OUTLET, TEXT, TITLE

from recoupe.model import Article, InputRow
from recoupe.readers import fetch, read_paths
from recoupe.readers.fetch import Fetcher, Version, is_public
from recoupe.readers.source import Link

PAGE = samples.page()


class Site(BaseHTTPRequestHandler):
    """Answers by path; remembers what was asked."""

    asked: list[tuple[str, dict[str, str]]] = []  # noqa: RUF012
    robots = "User-agent: *\nDisallow: /prive\n"

    def do_GET(self) -> None:
        Site.asked.append((self.path, dict(self.headers)))
        answers: dict[str, tuple[int, dict[str, str], bytes]] = {
            "/robots.txt": (200, {}, Site.robots.encode()),
            "/digue": (200, {"ETag": '"v1"', "Set-Cookie": "suivi=1"}, PAGE),
            "/flux": (200, {"Last-Modified": "Thu, 03 May 2031 06:42:00 GMT"}, samples.FEED.encode()),
            "/ailleurs": (302, {"Location": "/digue"}, b""),
            "/boucle": (302, {"Location": "/boucle"}, b""),
            "/fichier": (302, {"Location": "file:///etc/passwd"}, b""),
            "/dedans": (302, {"Location": "http://127.0.0.2:1/"}, b""),
            "/enorme": (200, {}, b"a" * 200_000),
            "/prive/a": (200, {}, PAGE),
        }
        status, headers, body = answers.get(self.path, (404, {}, b""))
        if self.headers.get("If-None-Match") == headers.get("ETag", "-"):
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.path == "/lent":
            return
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(fetch, "PAUSE_SECONDS", 0.0)
    Site.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def only_here(address: Any, port: int) -> bool:
    return str(address) == "127.0.0.1"


def get(url: str, fetcher: Fetcher | None = None) -> list[Article | InputRow]:
    return list(read_paths([url], fetch=fetcher or Fetcher(allow=only_here)))


def code(items: list[Article | InputRow]) -> str | None:
    (item,) = items
    return item.code if isinstance(item, InputRow) else None


def test_nothing_is_fetched_unless_asked_for(site: str) -> None:
    assert code(list(read_paths([f"{site}/digue"]))) == "fetch_off"
    assert Site.asked == []


def test_the_default_refuses_this_machine(site: str) -> None:
    assert code(get(f"{site}/digue", Fetcher())) == "fetch_private"
    assert Site.asked == []


def test_a_page_is_fetched_and_read_with_its_address(site: str) -> None:
    (article,) = get(f"{site}/ailleurs")
    assert isinstance(article, Article)
    assert article.text.endswith(TEXT)
    assert (article.title, article.outlet, article.url) == (TITLE, OUTLET, f"{site}/digue")
    assert article.origin == f"{site}/ailleurs"


def test_a_live_feed_gives_its_entries(site: str) -> None:
    (article,) = get(f"{site}/flux")
    assert isinstance(article, Article) and article.text == TEXT


def test_no_cookie_is_sent_back_and_nothing_of_the_reader_is_told(site: str) -> None:
    fetcher = Fetcher(allow=only_here)
    get(f"{site}/digue", fetcher), get(f"{site}/flux", fetcher)
    sent = {name.lower() for _, headers in Site.asked for name in headers}
    assert sent == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_what_has_not_changed_is_not_sent_again(site: str) -> None:
    versions: dict[str, Version] = {}
    get(f"{site}/digue", Fetcher(versions, only_here))
    assert versions == {f"{site}/digue": Version('"v1"', "")}
    items = get(f"{site}/digue", Fetcher(versions, only_here))
    assert code(items) == "unchanged"


def test_robots_are_obeyed(site: str) -> None:
    assert code(get(f"{site}/prive/a")) == "fetch_robots"
    assert [path for path, _ in Site.asked] == ["/robots.txt"]


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/boucle", "fetch_failed"),
        ("/fichier", "fetch_refused"),
        ("/dedans", "fetch_private"),
        ("/rien", "fetch_failed"),
    ],
)
def test_redirections_and_errors_end_in_a_reason(site: str, path: str, problem: str) -> None:
    assert code(get(f"{site}{path}")) == problem


def test_a_large_answer_is_cut_off(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MAX_BYTES", 100_000)
    assert code(get(f"{site}/enorme")) == "file_too_large"


def test_a_server_that_never_ends_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "SECONDS", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as server:
        start = time.monotonic()
        assert code(get(f"http://127.0.0.1:{server.getsockname()[1]}/")) == "fetch_failed"
        assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "url",
    [
        "http://paul:secret@gazette.example/",
        "http://gazette.example:99999/",
        "http://",
        "https://[::1",
        "http://a..b/",
    ],
)
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    assert code(get(url)) in ("fetch_refused", "fetch_failed")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("93.184.216.34", True), ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.0.1", False), ("172.16.9.9", False), ("169.254.169.254", False),
        ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("::1", False), ("fe80::1", False), ("fc00::1", False), ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False), ("2002:7f00:1::", False), ("64:ff9b::7f00:1", False), ("2606:2800:220:1::1", True),
    ],
)  # fmt: skip
def test_only_numbers_of_the_public_internet_are_connected_to(number: str, expected: bool) -> None:
    assert is_public(ipaddress.ip_address(number), 443) is expected
    assert not is_public(ipaddress.ip_address(number), 22)


def test_a_host_with_one_private_number_among_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(fetch.socket, "getaddrinfo", lambda *_, **__: answer)
    assert code(get("http://gazette.example/", Fetcher())) == "fetch_private"


def test_what_a_reference_knows_is_added_to_what_its_address_holds(site: str) -> None:
    link = Link("refs.ris#1", f"{site}/digue", {"outlet": "Autre", "author": "Lise Aubin", "stated": "2030"})
    (article,) = Fetcher(allow=only_here)(link)
    assert isinstance(article, Article)
    assert (article.outlet, article.author, article.stated_date) == (
        OUTLET,
        "Lise Aubin",
        "2031-05-03T06:42:00+02:00",
    )
