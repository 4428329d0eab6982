"""Writes docs/columns.md, the column dictionary of exported tables: ``python docs/columns.py``. A test compares it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from recoupe.exports.material import ACCOUNT_KINDS
from recoupe.exports.tables import (
    COPYING,
    PASSAGES,
    ROLES,
    SOURCES,
    TEXT,
    Column,
    account_columns,
    describe_column,
)
from recoupe.languages import word_list

PAGE = Path(__file__).with_name("columns.md")
TYPES = {str: "text", int: "whole number", float: "number", bool: "true/false", list: "list"}
HEAD = """# The columns of exported tables

Made by `python docs/columns.py` from `languages/en/columns.toml`; the last sheet of a workbook says the same in the reader's language.
In CSV a list is joined with ` | `, in Parquet it is a list, and a cell without value is empty (null). With several kinds of account
row in one table, their columns stand side by side.
"""


def dictionary() -> str:
    """The page: a table for each kind of row."""
    of_account = {kind: account_columns((kind,)) for kind in ACCOUNT_KINDS}
    other = {"roles": ROLES, "passages": PASSAGES, "sources": (*SOURCES, TEXT), "copying": COPYING}
    sections = (line for kind, columns in (of_account | other).items() for line in _section(kind, columns))
    return HEAD + "\n".join(sections) + "\n"


def _section(kind: str, columns: tuple[Column, ...] | list[Column]) -> Iterator[str]:
    words = word_list("en", "columns")
    yield f"\n## {kind}\n\n| column | type | what it holds |\n|---|---|---|"
    for column in columns:
        yield f"| `{column.name}` | {TYPES[column.type]} | {describe_column(words, kind, column.name)} |"


if __name__ == "__main__":
    PAGE.write_text(dictionary(), encoding="utf-8")
