"""What a reader is given: the bytes of one input, with a look at how they begin."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from recoupe.model import Article, InputRow

HEAD_BYTES = 262_144
MAX_FILE_BYTES = 50_000_000
MAX_TEXT_CHARS = 2_000_000
MAX_UNPACKED_BYTES = 200_000_000
MAX_RATIO = 100
FREE_UNPACKED_BYTES = 10_000_000


class FileTooLarge(Exception):
    """An input that must be read whole holds more than ``MAX_FILE_BYTES``."""


class UnpackedTooLarge(Exception):
    """What one file unpacks to is more than its ``Budget``."""


class Budget:
    """How many bytes one file given by the user may unpack to, in all its parts together, counted as they are read.

    At most ``MAX_RATIO`` times the bytes of the file (``FREE_UNPACKED_BYTES`` are allowed to any), and never more
    than ``most``.
    """

    def __init__(self, packed_bytes: int, most: int = MAX_UNPACKED_BYTES):
        self._left = min(most, max(FREE_UNPACKED_BYTES, MAX_RATIO * packed_bytes))

    def spend(self, count: int) -> None:
        """Count bytes. Raises UnpackedTooLarge."""
        self._left -= count
        if self._left < 0:
            raise UnpackedTooLarge


@dataclass(frozen=True)
class Source:
    """One input: ``origin`` names it to the user, ``stem`` is its file's name without the ending ("" for standard input).

    ``head`` holds its first ``HEAD_BYTES``; ``stream`` gives all of it, the head included, once. ``depth`` is in how
    many containers it lies, ``folder`` where files that it names are looked for (None: nowhere), ``budget`` what all
    parts of the outermost file may still unpack to (None: nothing was unpacked yet).
    """

    origin: str
    stem: str
    head: bytes
    stream: BinaryIO
    depth: int = 0
    folder: Path | None = None
    budget: Budget | None = None

    def read_whole(self) -> bytes:
        """All bytes. Raises FileTooLarge, judged on what is really read, and OSError."""
        data = self.stream.read(MAX_FILE_BYTES + 1)
        if len(data) > MAX_FILE_BYTES:
            raise FileTooLarge(self.origin)
        return data


@dataclass(frozen=True)
class Part:
    """Something inside an input that is read as an input of its own: a member of an archive, an attachment, a record.

    ``name`` is its file name; ``known`` holds fields of an article that are taken where the part does not state them.
    """

    source: Source
    name: str
    known: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Link:
    """An address whose text is elsewhere: a feed in a list of feeds, a reference. ``known`` as for ``Part``."""

    origin: str
    url: str
    known: dict[str, Any] = field(default_factory=dict)


Item = Article | InputRow | Part | Link


def make_part(
    source: Source, origin: str, name: str, data: bytes, budget: Budget, known: dict[str, Any] | None = None
) -> Part:
    """A part of ``source`` that was unpacked to these bytes."""
    inner = Source(
        origin, Path(name).stem, data[:HEAD_BYTES], io.BytesIO(data), source.depth + 1, budget=budget
    )
    return Part(inner, name, known or {})


@contextmanager
def open_file(path: Path, origin: str, folder: str | None = None) -> Iterator[Source]:
    """A file as a source; ``folder`` is where files that it names are looked for. Raises OSError."""
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
        stream.seek(0)
        yield Source(origin, path.stem, head, stream, folder=Path(folder) if folder else None)


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
