"""A workbook with one sheet per kind of row and one that says what the columns hold; no cell is ever a formula."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any

from recoupe.exports.choosing import export_error
from recoupe.exports.material import ACCOUNT_KINDS, Material
from recoupe.exports.packing import pack
from recoupe.exports.tables import Cell, Table, account_table, describe_column, in_words, tables
from recoupe.languages import word_list
from recoupe.views.passages import displayed

MOST_CHARACTERS = 32_767
MOST_ROWS = 1_048_576
"""The most characters in a cell and rows in a sheet that the format allows."""
WIDTHS = {"summary": 60, "because": 40, "quote": 60, "quotes": 60, "title": 40, "content": 60}
USUAL_WIDTH = 16
TAKEN_FOR_MORE = ("=", "#")
"""With what the library's formulas and errors begin."""

_MODIFIED = re.compile(rb"<dcterms:(created|modified)([^>]*)>[^<]*<")


def encode(material: Material) -> Iterator[bytes]:
    """The workbook, whole. Cells are cut at 32,767 characters, which is all a cell can hold.

    Raises ``UsageError`` where there are more rows of a kind than a sheet can hold.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    shown = list(_sheets(material))
    for table in shown:
        _add_sheet(book, table.kinds[0], [column.name for column in table.columns], table.rows)
    words = word_list(material.language, "columns")
    _add_sheet(book, "columns", words["sheet"], _explained(shown, words))
    with TemporaryFile() as held:
        book.save(held)
        for table in shown:
            if next(table.rows, None) is not None:
                raise export_error("sheet_full", material.language, table.kinds[0], most=MOST_ROWS - 1)
        yield from pack(_timeless(held))


def _sheets(material: Material) -> Iterator[Table]:
    for kind in material.kinds:
        if kind in ACCOUNT_KINDS:
            yield account_table(material, (kind,))
    yield from (table for table in tables(material) if table.kinds[0] not in ACCOUNT_KINDS)


def _explained(shown: Iterable[Table], words: dict[str, Any]) -> Iterator[list[Cell]]:
    """The column dictionary of the sheets."""
    for table in shown:
        for column in table.columns:
            yield [table.kinds[0], column.name, describe_column(words, table.kinds[0], column.name)]


def _add_sheet(book: Any, name: str, header: list[str], lines: Iterator[list[Cell]]) -> None:
    """A sheet with as many of the lines as it can hold; those left over stay in ``lines``."""
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(header, 1):
        width = WIDTHS.get(column, USUAL_WIDTH)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append(header)
    for line in islice(lines, MOST_ROWS - 1):
        sheet.append([_cell(sheet, value) for value in line])


def _cell(sheet: Any, value: Cell) -> Any:
    """A number as it is, anything else as text, even where the library would take it for a formula or an error."""
    from openpyxl.cell import WriteOnlyCell

    if value is None or isinstance(value, int | float):
        return value
    words = displayed(in_words(value))[:MOST_CHARACTERS]
    if not words.startswith(TAKEN_FOR_MORE):
        return words
    cell = WriteOnlyCell(sheet, value=words)
    cell.data_type = "s"
    return cell


def _timeless(held: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """The parts of a workbook without the time at which it was made."""
    with zipfile.ZipFile(held) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"<dcterms:\1\2>1980-01-01T00:00:00Z<", content)
            yield name, content
