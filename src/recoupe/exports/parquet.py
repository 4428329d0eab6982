"""One table as Parquet, with types: numbers are numbers, lists are lists of words, a cell without value is null."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from tempfile import TemporaryFile
from typing import Any

from recoupe.exports.material import Material
from recoupe.exports.packing import pieces
from recoupe.exports.tables import Cell, Column, only_table

ROWS_IN_GROUP = 20_000


def encode(material: Material) -> Iterator[bytes]:
    """The file, in row groups of 20,000 rows."""
    from pyarrow import parquet

    table = only_table(material, "parquet")
    schema = _schema(table.columns)
    with TemporaryFile() as held:
        with parquet.ParquetWriter(held, schema, compression="zstd") as writer:
            while group := list(islice(table.rows, ROWS_IN_GROUP)):
                writer.write_table(_group(table.columns, group, schema))
        yield from pieces(held)


def _schema(columns: list[Column]) -> Any:
    import pyarrow

    types = {
        str: pyarrow.string(),
        int: pyarrow.int64(),
        float: pyarrow.float64(),
        bool: pyarrow.bool_(),
        list: pyarrow.list_(pyarrow.string()),
    }
    return pyarrow.schema([(column.name, types[column.type]) for column in columns])


def _group(columns: list[Column], rows: list[list[Cell]], schema: Any) -> Any:
    import pyarrow

    held = {column.name: [_whole(row[number]) for row in rows] for number, column in enumerate(columns)}
    return pyarrow.Table.from_pydict(held, schema=schema)


def _whole(cell: Cell) -> Cell:
    """A cell without lone surrogates, which UTF-8 has not."""
    if isinstance(cell, str):
        return cell.encode("utf-8", "replace").decode()
    return [str(_whole(each)) for each in cell] if isinstance(cell, list) else cell
