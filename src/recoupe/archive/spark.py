"""The engine of many machines: Apache Spark, through its own data frames; ``recoupe[spark]`` and Java 17.

Every machine must have Recoupe installed and see the archive's folder and the inputs under the same path.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from recoupe.archive.engine import Grouped, Mapped
from recoupe.archive.here import BATCH_ROWS
from recoupe.archive.shelves import archive_error
from recoupe.processes import THREADS

LOOPBACK = "127.0.0.1"
SparkFailed = (PySparkException, Py4JError)
"""What Spark raises where it cannot be started or does not answer."""
LONGEST_REASON = 200
"""Characters that are shown of what Spark says."""
SHARE_ARTICLES = 1_000
"""Articles whose postings (some 8 MB) make a share of a shuffle."""
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH_ROWS),
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.session.timeZone": "UTC",
}


class Spark:
    """Runs the archive on a Spark master (``engine.Engine``): ``local[2]``, ``spark://host:7077``, ``yarn`` …

    A local master, or one on this machine's loopback, listens on the loopback only. ``language`` is that of errors.
    """

    def __init__(self, master: str, language: str = "fr"):
        self.session = _open_session(master)
        self.language = language

    def expect(self, articles: int) -> None:
        shares = max(2 * self.session.sparkContext.defaultParallelism, articles // SHARE_ARTICLES)
        self.session.conf.set("spark.sql.shuffle.partitions", str(shares))

    def read(self, folder: Path, schema: pa.Schema, columns: Sequence[str] = ()) -> DataFrame:
        kinds = self.session.createDataFrame(schema.empty_table()).schema
        if not folder.is_dir():
            return self.session.createDataFrame([], kinds).select(*(columns or schema.names))
        found = self.session.read.schema(kinds).parquet(_address(folder))
        return found.select(*(columns or schema.names))

    def of(self, table: pa.Table) -> DataFrame:
        return self.session.createDataFrame(table)

    def spread(self, frame: DataFrame, parts: int, by: str) -> DataFrame:
        return frame.repartitionByRange(parts, by)

    def map(self, frame: DataFrame, function: Mapped, schema: pa.Schema) -> DataFrame:
        return frame.mapInArrow(function, self._kinds(schema))

    def map_sorted(
        self, frame: DataFrame, key: str, by: Sequence[str], function: Mapped, schema: pa.Schema
    ) -> DataFrame:
        ordered = frame.repartition(key).sortWithinPartitions(key, *by)
        return ordered.mapInArrow(function, self._kinds(schema))

    def distinct(self, frame: DataFrame) -> DataFrame:
        return frame.distinct()

    def look_up(self, frame: DataFrame, table: DataFrame, key: str) -> DataFrame:
        return frame.join(table, on=key, how="inner").select(
            *frame.columns, *(name for name in table.columns if name != key)
        )

    def group(
        self, one: DataFrame, other: DataFrame, key: str, function: Grouped, schema: pa.Schema
    ) -> DataFrame:
        def run(left: pa.Table, right: pa.Table) -> pa.Table:
            return function(left, right).cast(schema)

        both = one.groupBy(key).cogroup(other.groupBy(key))
        return both.applyInArrow(run, self._kinds(schema))

    def write(self, frame: DataFrame, folder: Path, *, by_month: bool = False) -> None:
        """Write a table; the work is done here. Raises ``RecoupeError`` where Spark gives it up."""
        writer = frame.write.mode("overwrite")
        try:
            (writer.partitionBy("month") if by_month else writer).parquet(_address(folder))
        except SparkFailed as error:
            said = next((line.strip() for line in str(error).splitlines() if line.strip()), "")
            raise archive_error("given_up", self.language, folder, detail=said[:LONGEST_REASON]) from error

    def close(self) -> None:
        self.session.stop()

    def _kinds(self, schema: pa.Schema) -> Any:
        return self.session.createDataFrame(schema.empty_table()).schema


def _address(folder: Path) -> str:
    """A folder as Spark names it: what a URL would escape stands as it is."""
    return f"file://{folder.absolute()}"


def _open_session(master: str) -> SparkSession:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = SETTINGS | {f"spark.executorEnv.{name}": "1" for name in THREADS}
    if master.startswith("local") or LOOPBACK in master:
        os.environ["SPARK_LOCAL_IP"] = LOOPBACK
        settings |= {"spark.driver.host": LOOPBACK, "spark.driver.bindAddress": LOOPBACK}
    builder = SparkSession.builder.master(master).appName("recoupe archive")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    logging.getLogger("py4j").setLevel(logging.ERROR)
    return session
