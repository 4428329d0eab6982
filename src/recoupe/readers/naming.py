"""Names for articles that have none, and which files and articles were met before in the same run."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow

DIGEST_BYTES = 8


class Names:
    """Gives each article an id that no other of the run has, and tells an article that comes again.

    A given id is kept. Without one, an article takes the stem of its file where the file holds one article, else a
    digest of its text. Where two articles would have one id, the later gets ``-2``, ``-3`` …
    """

    def __init__(self) -> None:
        self._given: dict[tuple[str, bytes], str] = {}
        self._next: dict[str, int] = {}
        self._last: Article | None = None

    def give(self, items: Iterator[Article | InputRow], stem: str) -> Iterator[Article | InputRow]:
        """The items of one file, its articles named; rows about an article carry its id."""
        waiting: list[Article | InputRow] = []
        is_alone = True
        last: Article | None = None
        for item in items:
            if isinstance(item, InputRow) and waiting:
                waiting.append(item)
                continue
            if isinstance(item, Article):
                if last is None and not item.id and stem:
                    waiting, last = [item], item
                    continue
                if waiting:
                    is_alone = False
                    yield from self._name_all(waiting, "")
                    waiting = []
                last = item
            yield from self._name_all([item], "")
        yield from self._name_all(waiting, stem if is_alone else "")

    def _name_all(self, items: list[Article | InputRow], stem: str) -> Iterator[Article | InputRow]:
        for item in items:
            if isinstance(item, Article):
                named = self._name(item, stem)
                self._last = named if isinstance(named, Article) else None
                yield named
            elif self._last is not None and item.origin == self._last.origin:
                yield msgspec.structs.replace(item, article=self._last.id)
            else:
                yield item

    def _name(self, article: Article, stem: str) -> Article | InputRow:
        content = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).digest()
        wanted = article.id or stem or content.hex()[: 2 * DIGEST_BYTES]
        same = (wanted, content[:DIGEST_BYTES] if article.id else _identity(article, content))
        if same in self._given and not stem:
            return problem_row(article.origin, Problem.DUPLICATE_ARTICLE, article=self._given[same])
        name = self._free(wanted)
        self._given.setdefault(same, name)
        return msgspec.structs.replace(article, id=name)

    def _free(self, wanted: str) -> str:
        """``wanted``, or with the first number behind it that makes it unique."""
        if wanted not in self._next:
            self._next[wanted] = 2
            return wanted
        while (name := f"{wanted}-{self._next[wanted]}") in self._next:
            self._next[wanted] += 1
        self._next[name] = 2
        return name


def _identity(article: Article, content: bytes) -> bytes:
    """What tells an article without an id from others: its text and what is stated of it. One dispatch in two outlets is two."""
    stated = repr((article.outlet, article.title, article.url, article.stated_date))
    return hashlib.sha256(content + stated.encode("utf-8", "surrogatepass")).digest()[:DIGEST_BYTES]


class Copies:
    """Tells files that are the same byte for byte. Only files of one size are ever compared, by their SHA-256."""

    def __init__(self) -> None:
        self._by_size: dict[int, list[Path]] = {}
        self._digests: dict[Path, bytes] = {}
        self._article: dict[Path, str] = {}

    def original_of(self, path: Path) -> str | None:
        """The id of the first article (or the path, where there was none) of an earlier file with the same bytes."""
        try:
            others = self._by_size.setdefault(os.stat(path).st_size, [])
            mine = self._digest(path) if others else b""
        except OSError:
            return None
        for other in others:
            if self._digests.get(other) == mine or (
                other not in self._digests and self._digest(other) == mine
            ):
                return self._article.get(other, str(other))
        others.append(path)
        return None

    def note(self, path: Path, items: Iterator[Article | InputRow]) -> Iterator[Article | InputRow]:
        """The items of a file, its first article remembered."""
        for item in items:
            if isinstance(item, Article):
                self._article.setdefault(path, item.id)
            yield item

    def _digest(self, path: Path) -> bytes:
        if path not in self._digests:
            with path.open("rb") as file:
                self._digests[path] = hashlib.file_digest(file, "sha256").digest()
        return self._digests[path]
