"""The reading process: reads one file after the other under limits of its own, so that no file can take the run down.

Run as ``python -m recoupe.readers.child``. A request comes on standard input (a file's path, origin and folder), the
items of the file go to standard output; each message is its length in four bytes, then MessagePack.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow
from recoupe.readers.formats import read_source
from recoupe.readers.source import FileTooLarge, Link, UnpackedTooLarge, open_file

MEMORY_BYTES = 1_500_000_000
SECONDS = 60.0
SECONDS_PER_MEGABYTE = 1.0
LENGTH_BYTES = 4


class Request(msgspec.Struct):
    """A file to be read: where it is, what it is called, where files that it names are looked for."""

    path: str
    origin: str
    name: str
    folder: str | None


class Reply(msgspec.Struct, omit_defaults=True):
    """One item of a file; none of them after the last."""

    article: Article | None = None
    row: InputRow | None = None
    link: Link | None = None


def allowed_seconds(byte_count: int) -> float:
    """How long a file of so many bytes may take."""
    return SECONDS + SECONDS_PER_MEGABYTE * byte_count / 1_000_000


def main() -> None:
    """Answer requests until there are none."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)
    while (data := receive(incoming)) is not None:
        request = msgspec.msgpack.decode(data, type=Request)
        _limit_processor(request.path)
        is_exhausted = False
        try:
            for item in _read(request):
                _send(outgoing, item)
        except MemoryError:
            is_exhausted = True
            _send(outgoing, problem_row(request.origin, Problem.TOO_MUCH_MEMORY))
        send(outgoing, msgspec.msgpack.encode(Reply()))
        if is_exhausted:
            return


def _read(request: Request) -> Iterator[Article | InputRow | Link]:
    """What a file holds, and a row where reading stopped before its end."""
    try:
        with open_file(Path(request.path), request.origin, request.folder) as source:
            yield from read_source(source, request.name)
    except FileTooLarge:
        yield problem_row(request.origin, Problem.FILE_TOO_LARGE)
    except UnpackedTooLarge:
        yield problem_row(request.origin, Problem.UNPACKED_TOO_LARGE)
    except PermissionError:
        yield problem_row(request.origin, Problem.NO_PERMISSION)
    except OSError:
        yield problem_row(request.origin, Problem.UNREADABLE)


def _limit_processor(path: str) -> None:
    """Let the processor's time run out by itself, should the parent be gone: a second after the parent would kill."""
    spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    size = os.stat(path).st_size if os.path.exists(path) else 0
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent + allowed_seconds(size)) + 2, hard))


def _send(stream: BinaryIO, item: Article | InputRow | Link) -> None:
    if isinstance(item, Article):
        reply = Reply(article=item)
    elif isinstance(item, InputRow):
        reply = Reply(row=item)
    else:
        reply = Reply(link=item)
    send(stream, msgspec.msgpack.encode(reply))


def send(stream: BinaryIO, data: bytes) -> None:
    """Write one message."""
    stream.write(len(data).to_bytes(LENGTH_BYTES, "big"))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """The next message, None where there is none or it is cut."""
    length = stream.read(LENGTH_BYTES)
    if len(length) < LENGTH_BYTES:
        return None
    data = stream.read(int.from_bytes(length, "big"))
    return data if len(data) == int.from_bytes(length, "big") else None


if __name__ == "__main__":
    main()
