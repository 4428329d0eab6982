"""The same rows on Spark as in one process: on a cluster that Spark plays, and on a real one with a worker killed in the middle.

Everything listens on the loopback, and everything started here is ended here.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from archive_stage import rows, write_articles

from recoupe.archive import build_archive, open_engine
from recoupe.errors import RecoupeError

pytestmark = [
    pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark is not installed: make spark"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Java 17 is not installed"),
]

LOOPBACK = "127.0.0.1"
QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
START_SECONDS = 120


@pytest.fixture(scope="module", autouse=True)
def quick_machines() -> Iterator[None]:
    """Java as it starts quickest, and on the loopback."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", QUICK_START)
        patch.setenv("SPARK_LOCAL_IP", LOOPBACK)
        yield


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_articles(tmp_path_factory.mktemp("in") / "articles.jsonl", range(10))


@pytest.fixture(scope="module")
def expected(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("here") / "out"
    build_archive([inputs], folder)
    found = rows(folder)
    assert all(found.values())
    return found


def test_a_cluster_that_spark_plays(inputs: Path, expected: dict[str, Any], tmp_path: Path) -> None:
    engine = open_engine("local-cluster[2,1,1024]")
    try:
        build_archive([inputs], tmp_path / "out", engine=engine)
        told: list[str] = []
        build_archive([inputs], tmp_path / "out", engine=engine, told=told.append)
    finally:
        engine.close()
    assert rows(tmp_path / "out") == expected
    assert "links" not in told and "sources" not in told


def test_a_table_that_spark_gives_up_is_explained(tmp_path: Path) -> None:
    def fail(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        raise ValueError("no more room")

    table = pa.table({"id": ["a"]})
    engine = open_engine("local[1]", "en")
    try:
        frame = engine.map(engine.of(table), fail, table.schema)
        with pytest.raises(RecoupeError, match="Spark gave up this table") as raised:
            engine.write(frame, tmp_path / "out")
    finally:
        engine.close()
    assert raised.value.remedy


def test_a_worker_killed_in_the_middle_changes_nothing(
    inputs: Path, expected: dict[str, Any], standalone: Standalone, tmp_path: Path
) -> None:
    killer = threading.Thread(target=standalone.kill_an_executor)

    def told(step: str) -> None:
        if step == "annotations 2031-02":
            killer.start()

    engine = open_engine(standalone.master)
    try:
        build_archive([inputs], tmp_path / "out", engine=engine, told=told)
        killer.join()
    finally:
        engine.close()
    assert standalone.killed, "no executor was at work"
    assert rows(tmp_path / "out") == expected


# --------------------------------------------------------------------------- a cluster of two workers


class Standalone:
    """A Spark master and two workers of one core each, processes of this test."""

    def __init__(self, folder: Path, opened: ExitStack):
        with socket.socket() as probe:
            probe.bind((LOOPBACK, 0))
            port = probe.getsockname()[1]
        self.master = f"spark://{LOOPBACK}:{port}"
        self.killed: list[int] = []
        self._opened = opened
        place = ["--host", LOOPBACK, "--webui-port", "0"]
        self._start("master.Master", *place, "--port", str(port))
        _wait_until(lambda: _answers(port))
        self._workers = [
            self._start("worker.Worker", *place, "--cores", "1", "--memory", "1g", "--work-dir", str(folder / name), self.master)
            for name in ("one", "two")
        ]  # fmt: skip

    def _start(self, role: str, *arguments: str) -> subprocess.Popen[bytes]:
        import pyspark

        home = Path(pyspark.__file__).parent
        command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{role}", *arguments]
        process = subprocess.Popen(
            command, env=os.environ | {"SPARK_HOME": str(home)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )  # fmt: skip
        self._opened.callback(_end, process)
        return process

    def kill_an_executor(self) -> None:
        """Kill an executor (signal 9) once a Python process of its own is at work."""

        def executors() -> list[int]:
            return [
                executor
                for worker in self._workers
                for executor in _children(worker.pid)
                if any(_children(daemon) for daemon in _children(executor))
            ]

        _wait_until(executors)
        time.sleep(0.5)
        self.killed = executors()[:1]
        for executor in self.killed:
            os.kill(executor, signal.SIGKILL)


@pytest.fixture
def standalone(tmp_path: Path) -> Iterator[Standalone]:
    with ExitStack() as opened:
        yield Standalone(tmp_path, opened)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0


def _children(process: int) -> list[int]:
    """The processes that a process has started, oldest first."""
    try:
        tasks = sorted(Path(f"/proc/{process}/task").iterdir())
        return sorted(int(child) for task in tasks for child in (task / "children").read_text().split())
    except OSError:
        return []


def _wait_until(comes: Any) -> None:
    end = time.monotonic() + START_SECONDS
    while not comes():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
