"""One table as CSV: commas, UTF-8 with a byte order mark, CRLF; lists are joined with `` | ``, a cell without value is empty."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from recoupe.exports.material import Material
from recoupe.exports.tables import in_words, only_table

# Characters with which a spreadsheet begins a formula (OWASP ASVS 1.2.10), and their full-width forms.
FORMULA = tuple("=+-@\t\r\n\0＝＋－＠")


def encode(material: Material) -> Iterator[bytes]:
    """The header and the lines, in the order of the rows.

    ``material.guarded`` puts an apostrophe before text that a spreadsheet would take for a formula; it changes such text,
    so programs should read the table without it. Numbers are left as they are.
    """
    table = only_table(material, "csv")
    yield b"\xef\xbb\xbf" + _line(column.name for column in table.columns)
    for row in table.rows:
        guards = material.guarded
        yield _line(
            _guard(in_words(cell)) if guards and not _is_number(cell) else in_words(cell) for cell in row
        )


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float)


def _guard(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _line(cells: Iterable[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(list(cells))
    return text.getvalue().encode("utf-8", "replace")
