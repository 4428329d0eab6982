"""The account that a dossier keeps, of which no more is read than is shown: rows of one list, a few at a time, and counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar, overload

import msgspec

from recoupe.model import AccountRow, Row, Standing
from recoupe.order import ROWS, STANDINGS
from recoupe.store.file import DossierFile
from recoupe.tally import Tally, add_tallies

R = TypeVar("R", bound=Row)
AFTER_BLANK = "!"
"""The sign that comes right after a blank."""


def decode_row(line: str) -> AccountRow:
    """A row of the account from its line."""
    row: AccountRow = msgspec.json.decode(line, type=AccountRow)
    return row


class ShownRows(Sequence[Any]):
    """The rows of a list of the first screen (``order.first_order``) whose place in it begins with these words."""

    def __init__(self, file: DossierFile, language: str, beginning: str) -> None:
        self._file = file
        self._where = "FROM account_rows WHERE language = ? AND shown >= ? AND shown < ?"
        self._within = (language, f"{beginning} ", f"{beginning}{AFTER_BLANK}")

    @cached_property
    def _count(self) -> int:
        return int(self._file.query(f"SELECT count(*) {self._where}", self._within).fetchone()[0])

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Any]:
        return self._read(0, -1)

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> list[Any]: ...

    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            first, after, step = index.indices(len(self))
            return list(self._read(first, max(0, after - first)))[::step]
        found = range(len(self))[index]
        return next(self._read(found, 1))

    def _read(self, first: int, most: int) -> Iterator[Any]:
        lines = self._file.query(
            f"SELECT line {self._where} ORDER BY shown LIMIT ? OFFSET ?", (*self._within, most, first)
        )
        return (decode_row(line) for (line,) in lines)


class KeptAccount:
    """The account kept in a language, of this version of the program (``DossierFile.is_current``)."""

    def __init__(self, file: DossierFile, language: str) -> None:
        self._file = file
        self._language = language
        self.awaited = ShownRows(file, language, "awaited")
        self.settled = ShownRows(file, language, "settled")
        self.changed = ShownRows(file, language, "changed")

    def told(self, standing: Standing) -> ShownRows:
        """Events, statements, positions and figures of a standing, the most telling first."""
        return ShownRows(self._file, self._language, f"told {STANDINGS.index(standing):02}")

    @property
    def lines(self) -> Iterator[bytes]:
        """The account's lines, in its order."""
        query = "SELECT line FROM account_rows WHERE language = ? ORDER BY place"
        return (line.encode() + b"\n" for (line,) in self._file.query(query, (self._language,)))

    @property
    def is_judged(self) -> bool:
        """Whether persons have decided anything; what they decided on a row is not written on it here."""
        return bool(self._file.query("SELECT EXISTS (SELECT 1 FROM decisions)").fetchone()[0])

    def rows_of(self, kind: type[R]) -> list[R]:
        """All rows of a kind, in the account's order."""
        place = ROWS.index(str(kind.__struct_config__.tag))
        query = "SELECT line FROM account_rows WHERE language = ? AND place >= ? AND place < ? ORDER BY place"
        lines = self._file.query(query, (self._language, f"{place} ", f"{place}{AFTER_BLANK}"))
        return [msgspec.json.decode(line, type=kind) for (line,) in lines]

    def get(self, key: str) -> AccountRow | None:
        """The row of a key, None where there is none."""
        query = "SELECT line FROM account_rows WHERE language = ? AND key = ?"
        found = self._file.query(query, (self._language, key)).fetchone()
        return None if found is None else decode_row(found[0])

    @cached_property
    def tally(self) -> Tally:
        """Who acts in the account's events and positions, where and when, counted."""
        query = "SELECT tally FROM chapters WHERE language = ?"
        return add_tallies(tally for (tally,) in self._file.query(query, (self._language,)))

    @property
    def articles(self) -> int:
        """How many articles the account is of."""
        query = "SELECT articles FROM crosschecks WHERE language = ?"
        return int(self._file.query(query, (self._language,)).fetchone()[0])

    @property
    def lineages(self) -> int:
        """How many lineages the articles make."""
        query = "SELECT lineages FROM crosschecks WHERE language = ?"
        return int(self._file.query(query, (self._language,)).fetchone()[0])

    @property
    def outlets(self) -> list[str]:
        """Names of the outlets of the articles, sorted."""
        query = "SELECT DISTINCT outlet FROM article_facts WHERE outlet <> ''"
        return sorted(outlet for (outlet,) in self._file.query(query))

    @property
    def published(self) -> list[tuple[str | None, str | None]]:
        """The days, as ISO 8601, between which articles came out; each pair once."""
        return self._file.query("SELECT DISTINCT earliest, latest FROM article_facts").fetchall()
