"""A progress bar that shows itself only when the work takes a while."""

from __future__ import annotations

import threading
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)


class DelayedBar:
    """A bar on standard error that appears after ``delay_seconds`` and leaves nothing behind.

    ``total`` is the number of steps, None where it is not known (a moving sign is shown then).
    """

    def __init__(self, label: str, total: int | None, delay_seconds: float):
        columns = [SpinnerColumn(), TextColumn("{task.description}")]
        columns += [BarColumn(), MofNCompleteColumn()] if total is not None else []
        self._progress = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task(label, total=total)
        self._timer = threading.Timer(delay_seconds, self._progress.start)
        self._timer.daemon = True

    def __enter__(self) -> DelayedBar:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._timer.join()
        self._progress.stop()

    def advance(self, steps: int) -> None:
        self._progress.advance(self._task, steps)
