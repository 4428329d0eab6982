"""Bytes into text: byte order mark, declared encoding, UTF-8, a guess among the encodings of Western texts, cp1252."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

from charset_normalizer import from_bytes

from recoupe.readers.source import Source

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
GUESSED = ["cp1252", "mac_roman", "utf_16_be", "utf_16_le"]
GUESS_BYTES = 100_000
OPENING_BYTES = 8_192
SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
TWICE_ENCODED = re.compile(r"Ã[\xa0-\xbf©¨ªà§´®»¢]|â€[™œ˜¦“”\x9d]")
LOST = "\N{REPLACEMENT CHARACTER}"


class Decoded(NamedTuple):
    """A text, the encoding it was read in, and whether characters of it are damaged."""

    text: str
    encoding: str
    is_damaged: bool


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of these bytes; never fails. ``declared`` is the encoding that a page or feed states of itself."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    encoding = find_encoding(data, declared)
    return _decode_as(data, encoding)


def find_encoding(data: bytes, declared: str | None = None) -> str:
    """The encoding of bytes that have no byte order mark.

    UTF-8 wherever it holds, whatever is declared: a text in a one-byte encoding is never valid UTF-8 by chance.
    Also where it nearly holds (more whole sequences than broken bytes): such a text was cut or damaged.
    """
    named = _known(declared)
    try:
        data.decode("utf-8")
        return named if named and named.startswith(("utf-16", "utf-32")) and b"\0" in data else "utf-8"
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return "utf-8"
    if named and named != "utf-8" and _holds(data, named):
        return named
    whole = SEQUENCE.findall(data)
    if len(whole) > sum(byte >= 0x80 for byte in data) - sum(map(len, whole)):
        return "utf-8"
    best = from_bytes(data[:GUESS_BYTES], cp_isolation=GUESSED, preemptive_behaviour=False).best()
    return best.encoding.replace("_", "-") if best is not None and _holds(data, best.encoding) else "cp1252"


def is_damaged(text: str) -> bool:
    """Whether a text holds signs of a broken encoding: one lost character in 500, or accents that were encoded twice."""
    return text.count(LOST) * 500 > len(text) or len(TWICE_ENCODED.findall(text)) > 2


def opening(head: bytes) -> str:
    """How an input begins, for telling formats apart: decoded roughly, without blanks in front."""
    return _opening(head[:OPENING_BYTES])


@lru_cache(maxsize=4)
def _opening(head: bytes) -> str:
    return decode(head).text.lstrip("\ufeff \t\r\n\f\v\0")


@contextmanager
def text_stream(source: Source) -> Iterator[io.TextIOWrapper]:
    """A source as a stream of text, line ends untouched, in the encoding that its head tells.

    In UTF-8, bytes that are none are read as cp1252: files that programs joined hold both.
    """
    mark, encoding = next((pair for pair in MARKS if source.head.startswith(pair[0])), (b"", ""))
    source.stream.read(len(mark))
    encoding = encoding or find_encoding(source.head)
    errors = "recoupe-cp1252" if encoding == "utf-8" else "replace"
    stream = io.TextIOWrapper(source.stream, encoding=encoding, errors=errors, newline="")
    try:
        yield stream
    finally:
        stream.detach()


def _decode_as(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return Decoded(data.decode(encoding, "replace"), encoding, True)
    return Decoded(text, encoding, is_damaged(text))


def _holds(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _known(declared: str | None) -> str | None:
    """The name of a text encoding that Python knows; Latin-1 is read as cp1252, as browsers do."""
    try:
        name = codecs.lookup((declared or "").strip().strip("\"'")).name
        "".encode(name)
    except (LookupError, ValueError):
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("recoupe-cp1252", _as_cp1252)
