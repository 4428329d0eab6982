"""How a row came to stand as it does, from the dossier's file: what the process beside the pages finds out for a claim's page."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from recoupe.crosscheck.meaning import choose_encoder
from recoupe.crosscheck.replay import Past, Stood, bearing_articles
from recoupe.dossier import Dossier
from recoupe.model import AccountRow, RelationRow
from recoupe.store.file import CrosscheckState
from recoupe.store.judgements import load_decided
from recoupe.store.meanings import RememberingEncoder

MOST_PASTS = 4
"""Of how many chapters what they told on earlier days is kept in memory."""

_CHAPTER = "SELECT chapter FROM account_rows WHERE language = ? AND key = ? AND chapter <> ''"
_ROWS = "SELECT line FROM account_rows WHERE language = ? AND chapter = ? ORDER BY number"
_KNOWN = "SELECT known FROM crosschecks WHERE language = ?"


class Pasts:
    """What the chapters of a dossier told on earlier days, found out for one row after another."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._connection = dossier.file.connection
        self._kept: dict[tuple[str, str], Past] = {}

    def of(self, key: str, language: str) -> list[Stood]:
        """How the row of a key stood as the articles that bear on it came out; nothing where no such row is kept."""
        found = self._connection.execute(_CHAPTER, (language, key)).fetchone()
        if found is None:
            return []
        lines = self._connection.execute(_ROWS, (language, found[0])).fetchall()
        told = (msgspec.json.decode(line, type=AccountRow) for (line,) in lines)
        rows: dict[str, AccountRow] = {row.key: row for row in told}
        relations = [
            row for row in rows.values() if isinstance(row, RelationRow) and key in (row.source, row.target)
        ]
        past = self._past(language, found[0], rows.values())
        return past.of(rows[key], bearing_articles(rows[key], relations, rows))

    def _past(self, language: str, chapter: str, rows: Iterable[AccountRow]) -> Past:
        past = self._kept.pop((language, chapter), None) or self._make(language, rows)
        self._kept[language, chapter] = past
        while len(self._kept) > MOST_PASTS:
            del self._kept[next(iter(self._kept))]
        return past

    def _make(self, language: str, rows: Iterable[AccountRow]) -> Past:
        (known,) = self._connection.execute(_KNOWN, (language,)).fetchone()
        published = msgspec.json.decode(known, type=CrosscheckState).published
        articles = sorted({evidence.id for row in rows for evidence in row.evidence})
        return Past(
            [found for article in articles if (found := self._dossier.file.annotation(article)) is not None],
            published,
            language,
            load_decided(self._dossier.file),
            RememberingEncoder(choose_encoder(), self._connection, None),
        )
