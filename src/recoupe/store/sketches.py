"""The articles of a dossier's file as crosscheck asks for them: a sketch of each, its records when it is to be read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import msgspec

from recoupe import __version__
from recoupe.crosscheck.sketches import Sketch, sketch_article
from recoupe.model import Annotation
from recoupe.store.file import READ_AT_ONCE, DossierFile

KNOWN = """
SELECT articles.number, articles.id, sketch FROM articles
LEFT JOIN sketches ON sketches.article = articles.number AND sketches.version = ?
"""


class FiledArticles:
    """The articles of a file. An article that has no sketch yet, or one of another version, is sketched; ``write`` keeps it."""

    def __init__(self, file: DossierFile, *, write: bool):
        self._file = file
        sketches, bare = [], []
        for number, article, sketch in file.connection.execute(KNOWN, (__version__,)):
            known = _decode(sketch)
            if known is None:
                bare.append((number, article))
            else:
                sketches.append(known)
        left = iter(bare)
        while share := list(islice(left, READ_AT_ONCE)):
            fresh = [sketch_article(one) for one in file.annotations_of([article for _, article in share])]
            sketches += fresh
            if write:
                self._keep([number for number, _ in share], fresh)
        self.sketches: Sequence[Sketch] = sorted(sketches, key=lambda sketch: sketch.id)

    def _keep(self, numbers: Sequence[int], fresh: Sequence[Sketch]) -> None:
        rows = [
            (number, __version__, msgspec.msgpack.encode(sketch))
            for number, sketch in zip(numbers, fresh, strict=True)
        ]
        with self._file.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO sketches VALUES (?, ?, ?)", rows)

    def read(self, ids: Sequence[str]) -> list[Annotation]:
        """These articles with their records, in this order."""
        return self._file.annotations_of(ids)

    def text(self, article: str) -> str:
        """The text of an article."""
        query = "SELECT text FROM articles WHERE id = ?"
        (text,) = self._file.connection.execute(query, (article,)).fetchone()
        return str(text)


def _decode(sketch: bytes | None) -> Sketch | None:
    """A sketch that is kept; None where there is none, or where it is of another make."""
    try:
        return None if sketch is None else msgspec.msgpack.decode(sketch, type=Sketch)
    except msgspec.ValidationError:
        return None
