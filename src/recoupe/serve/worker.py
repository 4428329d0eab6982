"""Tasks for the process beside the pages (``work``): what waits, what is being done, what became of it."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from recoupe.views.wording import VIEW_LANGUAGES

MOST_JOBS_KEPT = 50


class Stage(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    READING = "reading"
    CROSSCHECKING = "crosschecking"
    DONE = "done"
    FAILED = "failed"


@dataclass
class Job:
    """One task: ``total`` inputs of which ``read`` are dealt with; ``result`` or ``problem`` at its end.

    ``folder`` holds what was sent, under ``prefix``; it is removed at the end. A job that is ``unwanted`` by the time it
    would begin is not begun.
    """

    number: int
    task: dict[str, Any]
    total: int = 0
    folder: Path | None = None
    prefix: str = ""
    read: int = 0
    stage: Stage = Stage.WAITING
    result: Any = None
    problem: str = ""
    unwanted: bool = False
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.ended.is_set()

    @property
    def changes_dossier(self) -> bool:
        """Whether the account is another one once it is done."""
        return self.task["do"] in ("add", "account")

    @property
    def adds(self) -> bool:
        """Whether it puts articles into the dossier."""
        return bool(self.task["do"] == "add")


class Worker:
    """The queue in front of one process, which is started when it is first needed and again if it dies.

    ``languages`` says which accounts to make after each change; ``made`` is called when they are.
    """

    def __init__(
        self,
        path: str,
        made: Callable[[], None],
        languages: Callable[[], Sequence[str]] = lambda: VIEW_LANGUAGES,
    ) -> None:
        self.path = path
        self.jobs: dict[int, Job] = {}
        self._made = made
        self._languages = languages
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._number = 0

    def add(self, folder: Path, names: Sequence[str], prefix: str) -> Job:
        """Put the files of a folder into the dossier."""
        task = {
            "do": "add",
            "folder": str(folder),
            "names": list(names),
            "languages": list(self._languages()),
        }
        return self._submit(task, total=len(names), folder=folder, prefix=prefix)

    def make_account(self) -> Job:
        """Make the account of the articles there are, unless that waits to be done already."""
        with self._lock:
            for job in self.jobs.values():
                if job.stage is Stage.WAITING and job.task["do"] == "account":
                    return job
        return self._submit({"do": "account", "languages": list(self._languages())})

    def find_out(self, task: dict[str, Any]) -> Job:
        """Look for what changes nothing: ``changes`` of the account, the ``history`` of a row."""
        return self._submit(task)

    def current(self) -> Job | None:
        """The job that is being done and changes the dossier, else the first that waits."""
        with self._lock:
            running = [job for job in self.jobs.values() if not job.over and job.changes_dossier]
        return running[0] if running else None

    def close(self) -> None:
        """End the process; what it was adding stays as far as it came."""
        self._queue.put(None)
        process = self._process
        if process is not None:
            process.terminate()
            process.wait(timeout=10)
        if self._thread is not None:
            self._thread.join(timeout=10)
        for pipe in (process.stdin, process.stdout) if process is not None else ():
            if pipe is not None:
                pipe.close()

    def _submit(self, task: dict[str, Any], **known: Any) -> Job:
        with self._lock:
            self._number += 1
            job = Job(self._number, task, **known)
            self.jobs[job.number] = job
            for old in [number for number, kept in self.jobs.items() if kept.over][:-MOST_JOBS_KEPT]:
                del self.jobs[old]
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()
        self._queue.put(job)
        return job

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            job.stage = Stage.READING
            try:
                if not job.unwanted:
                    self._do(job)
            except (OSError, ValueError) as error:
                job.problem, job.stage = str(error), Stage.FAILED
            if job.folder is not None:
                shutil.rmtree(job.folder, ignore_errors=True)
            if job.changes_dossier:
                self._made()
            job.ended.set()

    def _do(self, job: Job) -> None:
        """Hand a job to the process and follow it to its end."""
        process = self._started()
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(job.task) + "\n")
        process.stdin.flush()
        for line in process.stdout:
            message = json.loads(line)
            job.read += message.get("read", 0)
            if "stage" in message:
                job.stage = Stage(message["stage"])
            if "failed" in message:
                job.problem, job.stage = message["failed"], Stage.FAILED
                return
            if "done" in message:
                job.result, job.stage = message["done"], Stage.DONE
                return
        job.problem, job.stage = f"exit {process.wait()}", Stage.FAILED

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "recoupe.serve.work", str(Path(self.path).absolute())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
        return self._process


class Questions:
    """What was asked of an account as it is or was, with the answer, kept for as long as the account stays what it is.

    They wait in a queue of their own: adding articles keeps no reader from an answer.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._asked: dict[tuple[str, ...], tuple[object, Job]] = {}

    def ask(self, state: object, do: str, **about: str | None) -> Job:
        """The job that finds, or has found, the answer in an account of this ``state``."""
        question = (do, *(value or "" for _, value in sorted(about.items())))
        kept = self._asked.pop(question, None)
        if kept is None or kept[0] != state:
            if kept is not None:
                kept[1].unwanted = True
            kept = (state, self._worker.find_out({"do": do, **about}))
        self._asked[question] = kept
        while len(self._asked) > MOST_JOBS_KEPT:
            self._asked.pop(next(iter(self._asked)))[1].unwanted = True
        return kept[1]

    def close(self) -> None:
        """End the process that answers."""
        self._worker.close()
