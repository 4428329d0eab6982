"""The engine of one process: tables are Arrow's, rows are sorted and grouped in memory, annotations stream."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import dataset, parquet

from recoupe.archive.engine import Grouped, Mapped

BATCH_ROWS = 256
MONTH = pa.schema([("month", pa.string())])


class Rows:
    """Rows that can be gone through: their columns, and batches made anew each time."""

    def __init__(self, schema: pa.Schema, batches: Callable[[], Iterator[pa.RecordBatch]]):
        self.schema = schema
        self.batches = batches

    def table(self) -> pa.Table:
        """All the rows in memory."""
        return pa.Table.from_batches(self.batches(), schema=self.schema)


def rows_of(table: pa.Table) -> Rows:
    """The rows of a table in memory."""
    return Rows(table.schema, lambda: iter(table.to_batches()))


class Here:
    """Runs the archive in this process (``engine.Engine``)."""

    def expect(self, articles: int) -> None:
        """One process has no shares."""

    def read(self, folder: Path, schema: pa.Schema, columns: Sequence[str] = ()) -> Rows:
        fields = pa.schema([schema.field(name) for name in columns or schema.names])

        def batches() -> Iterator[pa.RecordBatch]:
            if folder.is_dir():
                found = dataset.dataset(
                    folder,
                    schema=schema,
                    format="parquet",
                    partitioning=dataset.partitioning(MONTH, flavor="hive"),
                )
                yield from found.to_batches(
                    columns=fields.names, batch_size=BATCH_ROWS, batch_readahead=2, fragment_readahead=1
                )

        return Rows(fields, batches)

    def of(self, table: pa.Table) -> Rows:
        return rows_of(table)

    def spread(self, frame: Rows, parts: int, by: str) -> Rows:
        return frame

    def map(self, frame: Rows, function: Mapped, schema: pa.Schema) -> Rows:
        return Rows(schema, lambda: function(frame.batches()))

    def map_sorted(
        self, frame: Rows, key: str, by: Sequence[str], function: Mapped, schema: pa.Schema
    ) -> Rows:
        def batches() -> Iterator[pa.RecordBatch]:
            order = [(name, "ascending") for name in (key, *by)]
            yield from function(frame.table().sort_by(order).to_batches())

        return Rows(schema, batches)

    def distinct(self, frame: Rows) -> Rows:
        names = frame.schema.names
        return Rows(
            frame.schema, lambda: iter(frame.table().group_by(names).aggregate([]).select(names).to_batches())
        )

    def look_up(self, frame: Rows, table: Rows, key: str) -> Rows:
        added = [field for field in table.schema if field.name != key]
        schema = pa.schema([*frame.schema, *added])

        def batches() -> Iterator[pa.RecordBatch]:
            known = table.table().combine_chunks()
            keys = known[key].combine_chunks()
            for batch in frame.batches():
                place = pc.index_in(batch[key], value_set=keys)
                here, there = batch.filter(place.is_valid()), place.drop_null()
                columns = [
                    *here.columns,
                    *(known[field.name].take(there).combine_chunks() for field in added),
                ]
                yield pa.RecordBatch.from_arrays(columns, schema=schema)

        return Rows(schema, batches)

    def group(self, one: Rows, other: Rows, key: str, function: Grouped, schema: pa.Schema) -> Rows:
        def batches() -> Iterator[pa.RecordBatch]:
            sides = [_Groups(side.table(), key) for side in (one, other)]
            for value in sorted({value for side in sides for value in side.keys}):
                made = function(*(side.of(value) for side in sides))
                yield from made.cast(schema).to_batches()

        return Rows(schema, batches)

    def write(self, frame: Rows, folder: Path, *, by_month: bool = False) -> None:
        partial = folder.with_name(f"_{folder.name}.part")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        columns = [name for name in frame.schema.names if not (by_month and name == "month")]
        writers: dict[str, parquet.ParquetWriter] = {}
        with ExitStack() as opened:
            for batch in frame.batches():
                for month, part in _by_month(batch) if by_month else [("", batch)]:
                    if month not in writers:
                        within = partial / f"month={month}" if by_month else partial
                        within.mkdir(exist_ok=True)
                        schema = pa.schema([frame.schema.field(name) for name in columns])
                        writer = parquet.ParquetWriter(within / "part-0.parquet", schema, compression="zstd")
                        writers[month] = opened.enter_context(writer)
                    writers[month].write_batch(part.select(columns))
        shutil.rmtree(folder, ignore_errors=True)
        partial.replace(folder)

    def close(self) -> None:
        """Nothing was started."""


class _Groups:
    """The rows of a table by a key."""

    def __init__(self, table: pa.Table, key: str):
        order = pc.sort_indices(table, sort_keys=[(key, "ascending")])
        self._table = table.take(order)
        found = pc.value_counts(self._table[key])
        sizes = found.field("counts").to_pylist()
        starts = [0]
        for size in sizes:
            starts.append(starts[-1] + size)
        self.keys = dict(
            zip(found.field("values").to_pylist(), zip(starts, sizes, strict=False), strict=True)
        )

    def of(self, value: object) -> pa.Table:
        start, size = self.keys.get(value, (0, 0))
        return self._table.slice(start, size)


def _by_month(batch: pa.RecordBatch) -> Iterator[tuple[str, pa.RecordBatch]]:
    for month in sorted(pc.unique(batch["month"]).to_pylist()):
        yield month, batch.filter(pc.equal(batch["month"], month))
