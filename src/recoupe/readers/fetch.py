"""Fetching what an address holds, when asked to (``--fetch``): pages, files, live feeds. Never more than was asked for.

Only http and https; every hop is resolved once, checked against private networks and connected to by that very number,
so that no name can change its meaning between check and connection. Bytes, seconds and hops are limited, robots.txt is
obeyed, no cookie or referrer is sent, an address that has not changed is not fetched again.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import recoupe
from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow
from recoupe.readers.formats import with_known
from recoupe.readers.guard import read_guarded
from recoupe.readers.source import Link

MAX_BYTES = 10_000_000
MAX_ROBOTS_BYTES = 500_000
SECONDS = 20.0
MAX_HOPS = 5
PAUSE_SECONDS = 1.0
PORTS = {"http": 80, "https": 443}
REDIRECTS = (301, 302, 303, 307, 308)
OK, NOT_MODIFIED = 200, 304
AGENT = f"Recoupe/{recoupe.__version__}"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Allow = Callable[[Address, int], bool]


class _Refused(Exception):
    """An address is not fetched, or could not be."""

    def __init__(self, problem: Problem, detail: str = ""):
        super().__init__(problem, detail)
        self.problem = problem
        self.detail = detail


@dataclass(frozen=True)
class Version:
    """What a server said of the version of a page that it sent: sent back, it answers whether there is another."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class _Answer:
    status: int
    location: str
    version: Version
    body: bytes


def is_public(address: Address, port: int) -> bool:
    """Whether an address is one of the public Internet, on a usual port; one that wraps a private one is not."""
    inner = [address]
    if isinstance(address, ipaddress.IPv6Address):
        inner += [
            each
            for each in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()))
            if each is not None
        ]
        if address in ipaddress.ip_network("64:ff9b::/96"):
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return port in PORTS.values() and all(each.is_global and not each.is_multicast for each in inner)


class Fetcher:
    """Gives what is behind links. ``versions`` holds, by address, what servers said last time, and is kept up to date.

    ``allow`` says which addresses may be connected to.
    """

    def __init__(self, versions: dict[str, Version] | None = None, allow: Allow = is_public):
        self.versions = versions if versions is not None else {}
        self._allow = allow
        self._robots: dict[str, RobotFileParser | None] = {}
        self._last: dict[str, float] = {}

    def __call__(self, link: Link) -> Iterator[Article | InputRow]:
        """The articles behind a link, with what was known of them; a row where there are none, or nothing new."""
        try:
            url, answer = self._follow(link.url)
        except _Refused as refused:
            yield problem_row(link.origin, refused.problem, detail=refused.detail)
            return
        if answer.status == NOT_MODIFIED:
            yield problem_row(link.origin, Problem.UNCHANGED)
            return
        with tempfile.NamedTemporaryFile(prefix="recoupe-") as file:
            file.write(answer.body)
            file.flush()
            name = PurePosixPath(urlsplit(url).path).name
            for item in read_guarded(Path(file.name), link.origin, name, None):
                if isinstance(item, Link):
                    yield problem_row(item.origin, Problem.FETCH_OFF)
                elif isinstance(item, Article):
                    yield with_known(item, {"url": url, **link.known})
                else:
                    yield item
        self.versions[link.url] = answer.version

    def _follow(self, url: str) -> tuple[str, _Answer]:
        """The last address that a chain of redirections leads to, and its answer."""
        version = self.versions.get(url, Version())
        for hop in range(MAX_HOPS):
            if not self._may_fetch(url):
                raise _Refused(Problem.FETCH_ROBOTS)
            answer = self._get(url, MAX_BYTES, version if hop == 0 else Version())
            if answer.status in (OK, NOT_MODIFIED):
                return url, answer
            if answer.status not in REDIRECTS or not answer.location:
                raise _Refused(Problem.FETCH_FAILED, f"HTTP {answer.status}")
            target = urljoin(url, answer.location)
            if url.startswith("https:") and not target.startswith("https:"):
                raise _Refused(Problem.FETCH_REFUSED)
            url = target
        raise _Refused(Problem.FETCH_FAILED, f"HTTP {answer.status} × {MAX_HOPS}")

    def _may_fetch(self, url: str) -> bool:
        """Whether the site's robots.txt lets programs fetch an address; one that answers with an error of its own does not."""
        site = "{0.scheme}://{0.netloc}".format(_split(url))
        if site not in self._robots:
            answer = self._get(f"{site}/robots.txt", MAX_ROBOTS_BYTES, Version())
            rules = RobotFileParser() if answer.status < 500 else None
            if rules is not None:
                rules.parse(
                    answer.body.decode("utf-8", "replace").splitlines() if answer.status == OK else []
                )
            self._robots[site] = rules
        rules = self._robots[site]
        return rules is not None and rules.can_fetch(AGENT, url)

    def _get(self, url: str, most: int, version: Version) -> _Answer:
        """One request and its answer. Raises _Refused."""
        parts = _split(url)
        host, port = _host_and_port(parts)
        deadline = time.monotonic() + SECONDS
        self._wait_for(host)
        headers = {"User-Agent": AGENT, "Accept-Encoding": "identity", "Accept": "*/*", "Connection": "close"}
        headers |= {"If-None-Match": version.etag} if version.etag else {}
        headers |= {"If-Modified-Since": version.modified} if version.modified else {}
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection = _Pinned(parts.scheme, host, port, self._resolve(host, port), deadline)
            watch = threading.Timer(_left(deadline), connection.abort)
            watch.start()
            try:
                connection.request("GET", target, headers=headers)
                return _read_answer(connection, deadline, most)
            finally:
                watch.cancel()
                connection.close()
        except TimeoutError:
            raise _Refused(Problem.FETCH_FAILED, "timeout") from None
        except (OSError, http.client.HTTPException, ValueError, UnicodeError) as error:
            raise _Refused(Problem.FETCH_FAILED, type(error).__name__) from None

    def _resolve(self, host: str, port: int) -> str:
        """The number of a host, all of whose numbers may be connected to. Raises _Refused and OSError."""
        found = [
            ipaddress.ip_address(str(entry[4][0]).partition("%")[0])
            for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        ]
        if not found or not all(self._allow(address, port) for address in found):
            raise _Refused(Problem.FETCH_PRIVATE)
        return str(found[0])

    def _wait_for(self, host: str) -> None:
        """A pause between two requests to one host."""
        pause = self._last.get(host, -PAUSE_SECONDS) + PAUSE_SECONDS - time.monotonic()
        if host in self._last and pause > 0:
            time.sleep(pause)
        self._last[host] = time.monotonic()


def _split(url: str) -> SplitResult:
    """The parts of an address. Raises _Refused."""
    try:
        return urlsplit(url)
    except ValueError:
        raise _Refused(Problem.FETCH_REFUSED) from None


def _host_and_port(parts: SplitResult) -> tuple[str, int]:
    """The host in its ASCII form and the port of an address that may be fetched. Raises _Refused."""
    try:
        host, port = parts.hostname, parts.port
        if parts.scheme not in PORTS or not host or parts.username or parts.password:
            raise _Refused(Problem.FETCH_REFUSED)
        return host.encode("idna").decode("ascii"), port or PORTS[parts.scheme]
    except (ValueError, UnicodeError):
        raise _Refused(Problem.FETCH_REFUSED) from None


class _Pinned(http.client.HTTPConnection):
    """A connection to a number, speaking to the host of that name."""

    def __init__(self, scheme: str, host: str, port: int, number: str, deadline: float):
        super().__init__(host, port)
        self._number = number
        self._deadline = deadline
        self._context = ssl.create_default_context() if scheme == "https" else None

    def connect(self) -> None:
        """Connect, and for https check that the certificate is the host's."""
        self.sock = socket.create_connection((self._number, self.port), timeout=_left(self._deadline))
        if self._context is not None:
            self.sock = self._context.wrap_socket(self.sock, server_hostname=self.host)

    def abort(self) -> None:
        """End the connection from another thread, whatever it waits for: a server may send a byte now and then."""
        with contextlib.suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def _read_answer(connection: _Pinned, deadline: float, most: int) -> _Answer:
    """The answer, its body read piece by piece under the limits. Raises _Refused and OSError."""
    sock = connection.sock
    sock.settimeout(_left(deadline))
    response = connection.getresponse()
    body = b""
    if response.status == OK:
        if response.getheader("Content-Encoding", "identity").lower() != "identity":
            raise _Refused(Problem.FETCH_FAILED, "Content-Encoding")
        pieces: list[bytes] = []
        size = 0
        while piece := _read_piece(response, sock, deadline):
            size += len(piece)
            if size > most:
                raise _Refused(Problem.FILE_TOO_LARGE)
            pieces.append(piece)
        body = b"".join(pieces)
    version = Version(response.getheader("ETag") or "", response.getheader("Last-Modified") or "")
    return _Answer(response.status, response.getheader("Location") or "", version, body)


def _read_piece(response: http.client.HTTPResponse, sock: socket.socket, deadline: float) -> bytes:
    if sock.fileno() >= 0:
        sock.settimeout(_left(deadline))
    return response.read1(65_536)


def _left(deadline: float) -> float:
    """The seconds up to a deadline. Raises TimeoutError."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
