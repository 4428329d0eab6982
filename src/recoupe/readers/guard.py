"""Reading files in a process apart (``child``), one that lives on: started when needed, killed when a file takes too much."""

from __future__ import annotations

import atexit
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow
from recoupe.readers.child import LENGTH_BYTES, Reply, Request, allowed_seconds
from recoupe.readers.source import Link

MAX_MESSAGE_BYTES = 64_000_000
PIECE_BYTES = 1 << 20
GRACE_SECONDS = 2.0


def read_guarded(
    path: Path, origin: str, name: str, folder: Path | None
) -> Iterator[Article | InputRow | Link]:
    """What a file holds, read in the reading process; a row where that was killed, or died, over it.

    Only the time counts that is spent waiting for the process, not what the caller does between two items.
    """
    process = _idle.pop() if _idle else _ReadingProcess()
    is_done = False
    try:
        process.ask(Request(str(path), origin, name, str(folder) if folder else None))
        left = allowed_seconds(path.stat().st_size)
        while True:
            start = time.monotonic()
            reply = process.next_reply(left)
            left -= time.monotonic() - start
            if isinstance(reply, Problem):
                yield problem_row(origin, reply)
                return
            item = reply.article or reply.row or reply.link
            if item is None:
                break
            is_exhausted = isinstance(item, InputRow) and item.code == Problem.TOO_MUCH_MEMORY
            yield item
        is_done = not is_exhausted
    except OSError:
        yield problem_row(origin, Problem.UNREADABLE)
    finally:
        if is_done:
            _idle.append(process)
        else:
            process.end()


class _ReadingProcess:
    """One reading process and the bytes that came from it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "recoupe.readers.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._requests, self._replies = self._process.stdin, self._process.stdout
        self._waiting = bytearray()

    def ask(self, request: Request) -> None:
        """Send a request. Raises OSError where the process is gone."""
        data = msgspec.msgpack.encode(request)
        self._requests.write(len(data).to_bytes(LENGTH_BYTES, "big") + data)
        self._requests.flush()

    def next_reply(self, seconds: float) -> Reply | Problem:
        """The next reply, or why there is none: the time ran out, or the process died."""
        deadline = time.monotonic() + seconds
        while True:
            if len(self._waiting) >= LENGTH_BYTES:
                length = int.from_bytes(self._waiting[:LENGTH_BYTES], "big")
                if length > MAX_MESSAGE_BYTES:
                    return Problem.READER_CRASHED
                if len(self._waiting) >= LENGTH_BYTES + length:
                    data = bytes(self._waiting[LENGTH_BYTES : LENGTH_BYTES + length])
                    del self._waiting[: LENGTH_BYTES + length]
                    return msgspec.msgpack.decode(data, type=Reply)
            ready, _, _ = select.select([self._replies], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                return Problem.TOOK_TOO_LONG
            piece = os.read(self._replies.fileno(), PIECE_BYTES)
            if not piece:
                return self._why_it_died()
            self._waiting += piece

    def _why_it_died(self) -> Problem:
        code = self._process.wait(GRACE_SECONDS)
        return Problem.TOOK_TOO_LONG if code == -signal.SIGXCPU else Problem.READER_CRASHED

    def end(self) -> None:
        """Kill the process, whatever it is doing."""
        self._process.kill()
        self._requests.close()
        self._replies.close()
        self._process.wait()


_idle: list[_ReadingProcess] = []


@atexit.register
def end_idle() -> None:
    """End the process that waits for files, if there is one; the next file starts another."""
    while _idle:
        _idle.pop().end()
