"""The rows of the account that a dossier keeps, read one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from recoupe.model import AccountRow, ActorRow
from recoupe.store.file import DossierFile
from recoupe.store.judgements import last_ruling


class KeptRows:
    """The account that was kept last, in the file's language if it is kept in that, else in another: keys and passages are
    the same in each. It may be of before the last articles or decisions (``current`` is then False)."""

    def __init__(self, file: DossierFile) -> None:
        self._file = file
        query = "SELECT language, articles, ruling FROM crosschecks ORDER BY language <> ?, language"
        kept = file.connection.execute(query, (file.language,)).fetchone()
        self._language = kept[0] if kept else ""
        self.current = kept is not None and tuple(kept[1:]) == (file.count_articles(), last_ruling(file))

    def get(self, key: str) -> AccountRow | None:
        """The row of a key, None where none is kept."""
        query = "SELECT line FROM account_rows WHERE language = ? AND key = ?"
        found = self._file.connection.execute(query, (self._language, key)).fetchone()
        return self._decode(found[0]) if found else None

    @cached_property
    def actors(self) -> list[ActorRow]:
        """The rows of all actors, in the account's order."""
        query = "SELECT line FROM account_rows WHERE language = ? AND chapter = '' ORDER BY place"
        lines = self._file.connection.execute(query, (self._language,))
        rows = (self._decode(line) for (line,) in lines)
        return [row for row in rows if isinstance(row, ActorRow)]

    @staticmethod
    def _decode(line: str) -> AccountRow | None:
        """A row; None where it is of another version of this program."""
        try:
            row: AccountRow = msgspec.json.decode(line, type=AccountRow)
        except msgspec.ValidationError:
            return None
        return row


@dataclass(frozen=True)
class KeptChapter:
    """A chapter as the file keeps it; its rows are read when they are asked for."""

    file: DossierFile
    language: str
    digest: str
    active: Sequence[str]

    @cached_property
    def rows(self) -> tuple[AccountRow, ...]:
        """The rows of the chapter; raises ``msgspec.DecodeError`` where they cannot be read (``readable``)."""
        return self.file.chapter_rows(self.digest, self.language)

    @property
    def readable(self) -> bool:
        """Whether the rows can be read: none is damaged or of another make."""
        try:
            return self.rows is not None
        except msgspec.DecodeError:
            return False


def kept_chapters(file: DossierFile, language: str) -> dict[str, KeptChapter]:
    """The chapters that the file keeps in a language, by their digests."""
    rows = file.connection.execute("SELECT chapter, active FROM chapters WHERE language = ?", (language,))
    return {
        digest: KeptChapter(file, language, digest, msgspec.json.decode(active, type=tuple[str, ...]))
        for digest, active in rows
    }


def readable_chapters(file: DossierFile, language: str) -> dict[str, KeptChapter]:
    """Of the kept chapters those whose rows can be read; the others are to be told again."""
    kept = kept_chapters(file, language)
    return {digest: chapter for digest, chapter in kept.items() if chapter.readable}
