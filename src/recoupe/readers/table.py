"""Tables: CSV and TSV with any delimiter, any order of columns, one article a row, streamed."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator

from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow
from recoupe.readers.decoding import opening, text_stream
from recoupe.readers.fields import article_from, name_fields
from recoupe.readers.source import Item, Link, Source

DELIMITERS = ",;\t|"
MAX_COLUMNS = 1_000

csv.field_size_limit(sys.maxsize if sys.maxsize < 2**31 else 2**31 - 1)


def sniff(head: bytes, name: str) -> bool:
    """Whether the first line names columns: two that are known, or for a file named as a table, several in each line."""
    lines = opening(head).splitlines()[:2]
    cells = _cells(lines[0]) if lines else []
    if len(name_fields(cells)) > 1:
        return True
    if not name.lower().endswith((".csv", ".tsv")):
        return False
    return len(cells) > 1 or "text" in name_fields(cells)


def read(source: Source) -> Iterator[Item]:
    """The articles, one a row. The first row names the columns; where none is of texts, rows give addresses."""
    header = opening(source.head).splitlines()[0]
    with text_stream(source) as stream:
        rows = csv.reader(stream, delimiter=_delimiter(header))
        names = [name.strip("\ufeff \t") for name in _next_row(rows) or []][:MAX_COLUMNS]
        fields = name_fields(names)
        if "text" not in fields and "url" not in fields:
            yield problem_row(source.origin, Problem.NO_TEXT_COLUMN)
            return
        number = 1
        while (row := _next_row(rows)) != []:
            number += 1
            origin = f"{source.origin}#{number}"
            yield from (
                _read_row(names, row, origin) if "text" in fields else _link(names, row, fields, origin)
            )


def _next_row(rows: Iterator[list[str]]) -> list[str] | None:
    """The next row that is not blank; [] at the end, None for one that cannot be told into cells."""
    try:
        return next((row for row in rows if any(cell.strip() for cell in row)), [])
    except csv.Error:
        return None


def _read_row(names: list[str], row: list[str] | None, origin: str) -> Iterator[Article | InputRow]:
    if row is None or any(cell.strip() for cell in row[len(names) :]):
        yield problem_row(origin, Problem.ROW_BROKEN)
        return
    values = {name: cell for name, cell in zip(names, row, strict=False) if name and cell.strip()}
    yield from article_from(values, origin)


def _link(
    names: list[str], row: list[str] | None, fields: dict[str, str], origin: str
) -> Iterator[InputRow | Link]:
    """The address of a row of a table without texts, with what the row says of the article behind it."""
    values = dict(zip(names, row or (), strict=False))
    stated = {field: values.get(name, "").strip() or None for field, name in fields.items()}
    url = stated.get("url") or ""
    if url.lower().startswith(("http://", "https://")):
        known = {name: stated.get(name) for name in ("title", "outlet", "author")}
        yield Link(origin, url, known | {"stated": stated.get("published")})
    else:
        yield problem_row(origin, Problem.REFERENCE_ONLY)


def _cells(header: str) -> list[str]:
    """The names in a header line, under its delimiter."""
    try:
        return [cell.strip() for cell in next(csv.reader([header], delimiter=_delimiter(header)), [])]
    except csv.Error:
        return []


def _delimiter(header: str) -> str:
    """The delimiter under which a header names most known columns, then the most columns; of several, the first of ``DELIMITERS``."""

    def worth(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([header], delimiter=delimiter), [])
        except csv.Error:
            return (0, 0)
        return (len(name_fields(cells)), len(cells))

    return max(DELIMITERS, key=worth)
