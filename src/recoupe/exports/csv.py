"""The rows of an account as one flat table: CSV with commas, UTF-8 with a byte order mark, one line a row of the account.

Lists are joined with `` | ``, actors stand by their names, passages as ``article:start-end``. Fields that a kind of row
does not have are empty. The columns are those of ``model``, so a new field of a row is a new column.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, get_args

import msgspec

from recoupe.model import AccountRow

JOINT = " | "
COUNTED = ("lineage_count", "article_count", "articles")
# Characters with which a spreadsheet begins a formula (OWASP ASVS 1.2.10), and their full-width forms.
FORMULA = tuple("=+-@\t\r\n\0＝＋－＠")


def columns() -> list[str]:
    """The names of the columns: what every row has, what is counted from it, then what single kinds of row have."""
    kinds = get_args(AccountRow)
    fields = [field for kind in kinds for field in kind.__struct_encode_fields__]
    common = [field for field in kinds[0].__struct_encode_fields__ if fields.count(field) == len(kinds)]
    return ["row", *common, *COUNTED, *(field for field in dict.fromkeys(fields) if field not in common)]


def encode(rows: Iterable[AccountRow], *, guarded: bool = False) -> Iterator[bytes]:
    """The header and the lines, in the order of the rows.

    ``guarded`` puts an apostrophe before text that a spreadsheet would take for a formula; it changes such text, so
    programs should read the table without it.
    """
    names = columns()
    yield b"\xef\xbb\xbf" + _line(names)
    for row in rows:
        cells = _cells(row)
        line = [cells.get(name, "") for name in names]
        yield _line([_guard(cell) for cell in line] if guarded else line)


def _cells(row: AccountRow) -> dict[str, str]:
    """The cells of a row by column."""
    articles = list(dict.fromkeys(article for lineage in row.lineages for article in lineage.articles))
    cells = {name: _flat(value) for name, value in msgspec.to_builtins(row).items()}
    return cells | {
        "lineage_count": str(len(row.lineages)),
        "article_count": str(len(articles)),
        "articles": JOINT.join(articles),
    }


def _flat(value: Any) -> str:
    """A value as the text of one cell."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return JOINT.join(_flat(each) for each in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _flat_object(value) if isinstance(value, dict) else str(value)


def _flat_object(value: dict[str, Any]) -> str:
    """A passage, lineage, actor, part of a ledger row or office as words."""
    if "start" in value and "end" in value:
        return f"{value['id']}:{value['start']}-{value['end']}"
    if "what" in value:
        return f"{value['what']}: {value['status']}"
    if "title" in value:
        return f"{value['title']} ({value.get('from', '')}/{value.get('to', '')})"
    return str(value.get("origin") or value.get("name") or "")


def _guard(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _line(cells: list[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode("utf-8", "replace")
