"""What a reader is given: the bytes of one input, with a look at how they begin."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

HEAD_BYTES = 65_536
MAX_FILE_BYTES = 50_000_000
MAX_TEXT_CHARS = 2_000_000


class FileTooLarge(Exception):
    """An input that must be read whole holds more than ``MAX_FILE_BYTES``."""


@dataclass(frozen=True)
class Source:
    """One input: ``origin`` names it to the user, ``stem`` is its file's name without the ending ("" for standard input).

    ``head`` holds its first ``HEAD_BYTES``; ``stream`` gives all of it, the head included, once.
    """

    origin: str
    stem: str
    head: bytes
    stream: BinaryIO

    def read_whole(self) -> bytes:
        """All bytes. Raises FileTooLarge, judged on what is really read, and OSError."""
        data = self.stream.read(MAX_FILE_BYTES + 1)
        if len(data) > MAX_FILE_BYTES:
            raise FileTooLarge(self.origin)
        return data


@contextmanager
def open_file(path: Path, origin: str) -> Iterator[Source]:
    """A file as a source. Raises OSError."""
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
        stream.seek(0)
        yield Source(origin, path.stem, head, stream)


def open_stream(stream: BinaryIO) -> Source:
    """A stream that cannot be read twice (standard input) as a source. Raises OSError."""
    head = stream.read(HEAD_BYTES)
    return Source("-", "", head, cast(BinaryIO, io.BufferedReader(_Rejoined(head, stream))))


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, rest: BinaryIO):
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        room = memoryview(buffer).cast("B")
        data: bytes | memoryview = self._head[: len(room)]
        self._head = self._head[len(data) :]
        if not data:
            data = self._rest.read(len(room))
        room[: len(data)] = data
        return len(data)
