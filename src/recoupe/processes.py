"""Work shared by several processes: the same results, in the same order, from each core its share."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

from recoupe.errors import RecoupeError

Share = TypeVar("Share")
Result = TypeVar("Result")

WAITING = 3  # shares under way or done for each process, and not yet asked for
THREADS = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
)  # a process a core, a thread a process


def map_in_processes(
    function: Callable[[Share], Result],
    shares: Iterable[Share],
    workers: int,
    start: Callable[[], None] | None = None,
) -> Iterator[Result]:
    """What ``function`` makes of each share, in the order given, in ``workers`` processes, which call ``start`` first.

    No more than ``WAITING`` shares a process are held at a time, however many come. Left early or interrupted, the
    processes are ended. Raises ``RecoupeError`` where one of them is killed.
    """
    with _one_thread_each():
        pool = ProcessPoolExecutor(
            workers, multiprocessing.get_context("spawn"), initializer=_start, initargs=(start,)
        )
        waiting: deque[Future[Result]] = deque()
        try:
            for share in shares:
                waiting.append(pool.submit(function, share))
                if len(waiting) >= WAITING * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise RecoupeError(
                "a process that shared the work was killed, perhaps for want of memory",
                where=f"--workers {workers}",
                remedy="Run the command again with fewer; what is kept already is not done twice.",
            ) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def calculate_in_one_thread() -> None:
    """Let this process and those that it starts calculate in one thread, unless the environment says another number.

    To be called before numpy is loaded. Its products are small here: threads that wait for the next one cost more than they give.
    """
    for name in THREADS:
        os.environ.setdefault(name, "1")


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let processes started meanwhile calculate in one thread."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _start(start: Callable[[], None] | None) -> None:
    """Ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if start is not None:
        start()
