"""Annotation in several processes: the same annotations, in the same order, from each core its share."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

import msgspec

from recoupe.annotate.parses import OpenParses, Parses, RecentParses
from recoupe.annotate.reading import has_parser, load_parser
from recoupe.errors import RecoupeError
from recoupe.languages import LANGUAGES
from recoupe.model import Annotation, Article

SHARE = 16  # articles given to a worker at once
WAITING = 3  # shares under way or done for each worker, and not yet asked for
THREADS = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
)  # a process a core, a thread a process

_parses: Parses = RecentParses()  # of this worker, from its start to its end


def annotate_in_workers(
    articles: Iterable[Article], workers: int, parses: OpenParses
) -> Iterator[Annotation]:
    """The annotation of each article, in the order given, made by ``workers`` processes that load the parser once each.

    ``parses`` opens in each of them what remembers texts that were parsed before.

    No more than ``WAITING`` shares a worker are held at a time, however long the input. Left early or interrupted, the
    processes are ended. Raises ``RecoupeError`` where one of them is killed.
    """
    parses()  # what is wrong with its files is said here, once
    left = iter(articles)
    shares = iter(lambda: list(islice(left, SHARE)), [])
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=_start_worker, initargs=(parses,)
    )
    waiting: deque[Future[bytes]] = deque()
    try:
        for share in shares:
            waiting.append(pool.submit(_annotate_share, msgspec.msgpack.encode(share)))
            if len(waiting) >= WAITING * workers:
                yield from _decode(waiting.popleft())
        while waiting:
            yield from _decode(waiting.popleft())
    except BrokenProcessPool as error:
        raise RecoupeError(
            "a process that annotates was killed, perhaps for want of memory",
            where=f"--workers {workers}",
            remedy="Run the command again with fewer; what is kept already is not done twice.",
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _decode(done: Future[bytes]) -> Sequence[Annotation]:
    return msgspec.msgpack.decode(done.result(), type=list[Annotation])


def _start_worker(parses: OpenParses) -> None:
    """Load what every share needs; Ctrl-C is the parent's to answer."""
    global _parses
    _parses = parses()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for language in LANGUAGES:
        if has_parser(language):
            load_parser(language)


def _annotate_share(packed: bytes) -> bytes:
    from recoupe.annotate import annotate

    articles = msgspec.msgpack.decode(packed, type=list[Article])
    return msgspec.msgpack.encode(list(annotate(articles, parses=lambda: _parses)))
