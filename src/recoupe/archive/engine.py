"""What the archive asks of whatever runs it: tables that are mapped, sorted, grouped and written.

The functions given to an engine are the archive's own and the same for every engine; they hold nothing between two
groups, and what they give does not depend on the order of a group's rows. So the rows are the same whatever runs them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

Frame = Any
"""A table of the engine's own: rows that are read, or will be made when they are written or collected."""
Mapped = Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]
Grouped = Callable[[pa.Table, pa.Table], pa.Table]


class Engine(Protocol):
    """One process, or Spark. Keys are columns of whole numbers or words; tables lie in folders of Parquet files."""

    def expect(self, articles: int) -> None:
        """Say how many articles there are, so that work is cut into fitting shares."""
        ...

    def read(self, folder: Path, schema: pa.Schema, columns: Sequence[str] = ()) -> Frame:
        """The rows of a folder of Parquet files with these columns (all, if none are named)."""
        ...

    def of(self, table: pa.Table) -> Frame:
        """A small table that the caller holds."""
        ...

    def spread(self, frame: Frame, parts: int, by: str) -> Frame:
        """The same rows, laid out so that ``parts`` processes can share them; neighbours by ``by`` stay together."""
        ...

    def map(self, frame: Frame, function: Mapped, schema: pa.Schema) -> Frame:
        """What a function makes of the rows, batch by batch."""
        ...

    def map_sorted(
        self, frame: Frame, key: str, by: Sequence[str], function: Mapped, schema: pa.Schema
    ) -> Frame:
        """The same where the function sees all rows of a key one after the other, in the order of ``by``."""
        ...

    def distinct(self, frame: Frame) -> Frame:
        """Every row once."""
        ...

    def look_up(self, frame: Frame, table: Frame, key: str) -> Frame:
        """Each row with the columns of the one row of ``table`` of its key; rows that find none are left out."""
        ...

    def group(self, one: Frame, other: Frame, key: str, function: Grouped, schema: pa.Schema) -> Frame:
        """What a function makes of the rows of each key in two tables; either side may be empty."""
        ...

    def write(self, frame: Frame, folder: Path, *, by_month: bool = False) -> None:
        """Write the rows into a folder that replaces the one there was, in folders ``month=…`` by the column of that name."""
        ...

    def close(self) -> None:
        """End what the engine has started."""
        ...
