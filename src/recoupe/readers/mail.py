"""Mail: newsletters saved as EML, and mailboxes (MBOX). One article a message; addressees are never kept."""

from __future__ import annotations

import contextlib
import email
import re
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import Any

from recoupe.errors import Problem, problem_row
from recoupe.model import InputRow
from recoupe.readers.decoding import decode
from recoupe.readers.fields import make_article
from recoupe.readers.markup import plain_text
from recoupe.readers.source import MAX_FILE_BYTES, Budget, Item, Source, make_part

HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]")
KNOWN = frozenset(
    (b"from", b"date", b"subject", b"received", b"return-path", b"mime-version", b"message-id", b"delivered-to", b"content-type", b"to",
     b"reply-to", b"list-id", b"list-unsubscribe", b"dkim-signature")
)  # fmt: skip
MBOX = re.compile(rb"From \S{1,320} .{0,80}\d{4}\r?\n")
LONG_BOUNDARY = re.compile(rb"boundary=[^\n]{1000}", re.IGNORECASE)
READ_KINDS = ("application/", "text/")
MAX_PARTS = 200
MAX_LINE_BYTES = 1_000_000


def sniff(head: bytes, name: str) -> bool:
    """Whether the input begins with the headers of a message, or with the line between two messages of a mailbox."""
    head = head.lstrip(b"\r\n")
    if MBOX.match(head):
        return True
    lines = head[:16_384].split(b"\n\n", 1)[0].replace(b"\r", b"").split(b"\n")
    names = {match[1].lower() for line in lines if (match := HEADER.match(line))}
    return HEADER.match(lines[0]) is not None and len(names & KNOWN) >= 3 and b"from" in names


def read(source: Source) -> Iterator[Item]:
    """The messages in order, each followed by its attachments, which are read as inputs of their own."""
    if not MBOX.match(source.head.lstrip(b"\r\n")):
        yield from _read_message(source.read_whole(), source.origin, source)
        return
    for number, data in enumerate(_messages(source), start=1):
        origin = f"{source.origin}#{number}"
        if data is None:
            yield problem_row(origin, Problem.FILE_TOO_LARGE)
        else:
            yield from _read_message(data, origin, source)


def _messages(source: Source) -> Iterator[bytes | None]:
    """The messages of a mailbox, which begin after a blank line with « From »; None for one over ``MAX_FILE_BYTES``."""
    lines: list[bytes] = []
    size = 0
    is_blank = True
    while line := source.stream.readline(MAX_LINE_BYTES):
        if is_blank and MBOX.match(line):
            if lines:
                yield b"".join(lines) if size <= MAX_FILE_BYTES else None
            lines, size = [], 0
        else:
            size += len(line)
            if size <= MAX_FILE_BYTES:
                lines.append(line[1:] if re.match(rb">+From ", line) else line)
        is_blank = not line.strip()
    if b"".join(lines[:100]).strip():
        yield b"".join(lines) if size <= MAX_FILE_BYTES else None


def _read_message(data: bytes, origin: str, source: Source) -> Iterator[Item]:
    if LONG_BOUNDARY.search(data):
        yield problem_row(origin, Problem.NOT_READABLE_AS, detail="mail")
        return
    message = email.message_from_bytes(data)
    parts = [
        part for _, part in zip(range(MAX_PARTS), message.walk(), strict=False) if not part.is_multipart()
    ]
    attached = [part for part in parts if part.get_filename() is not None]
    name, address = parseaddr(_header(message, "From"))
    text, is_broken = _text([part for part in parts if part not in attached])
    budget = source.budget or Budget(len(data))
    attachments = list(_attachments(attached, origin, source, budget))
    if not any(map(str.isalnum, text)) and attachments:
        yield from attachments
        return
    yield from make_article(
        origin,
        text,
        id=_header(message, "Message-ID").strip("<> "),
        title=_header(message, "Subject") or None,
        outlet=name or address.rpartition("@")[2] or None,
        stated=_header(message, "Date")[:80],
        place="“Date”",
        url=_web_address(_header(message, "Archived-At").strip("<> ")),
        is_broken=is_broken,
    )
    yield from attachments


def _text(parts: list[Message]) -> tuple[str, bool]:
    """The message's text: its plain part, or its page where that says at least twice as much."""
    plain, page = "", ""
    is_broken = False
    for part in parts:
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html"):
            continue
        decoded = decode(_payload(part), _charset(part))
        is_broken = is_broken or decoded.is_damaged
        if kind == "text/plain":
            plain += decoded.text.replace("\r\n", "\n")
        else:
            page += plain_text(decoded.text) + "\n"
    return (page if len(page) > 2 * len(plain) else plain).strip(), is_broken


def _attachments(
    parts: list[Message], origin: str, source: Source, budget: Budget
) -> Iterator[Item | InputRow]:
    for part in parts:
        name = _decoded(part.get_filename() or "")[:200].replace("/", "_")
        if part.get_content_type().startswith(READ_KINDS) and (data := _payload(part)):
            budget.spend(len(data))
            yield make_part(source, f"{origin}/{name}", name, data, budget)


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str | None:
    charset: Any = part.get_param("charset")
    return charset if isinstance(charset, str) else None


def _header(message: Message, name: str) -> str:
    return _decoded(str(message.get(name) or ""))


def _decoded(words: str) -> str:
    """A header's words, whatever encoding they are packed in; as they stand where that is broken."""
    words = words[:2_000]
    with contextlib.suppress(ValueError, LookupError, UnicodeError):
        words = str(make_header(decode_header(words)))
    return " ".join(words.encode("utf-8", "replace").decode().split())


def _web_address(words: str) -> str | None:
    return words if words.lower().startswith(("http://", "https://")) else None
