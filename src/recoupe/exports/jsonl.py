"""Rows as JSON Lines (UTF-8), one a row: account lines as the format has them, and role, passage, source and copying lines."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.exports.material import ACCOUNT_KINDS, Material
from recoupe.exports.tables import tables
from recoupe.exports.words import json_bytes


def encode(material: Material) -> Iterator[bytes]:
    """The lines, each with its line end, account lines first; the other kinds have the columns of their tables."""
    if any(kind in ACCOUNT_KINDS for kind in material.kinds):
        for row in material.rows:
            yield json_bytes(row) + b"\n"
    for table in tables(material):
        if table.kinds[0] in ACCOUNT_KINDS:
            continue
        head = {"format": f"recoupe.{FORMATS[table.kinds[0]]}/1"}
        for cells in table.rows:
            named = zip(table.columns, cells, strict=True)
            yield json_bytes(head | {column.name: cell for column, cell in named if cell is not None}) + b"\n"


FORMATS = {"roles": "role", "passages": "passage", "sources": "source", "copying": "copying"}
