"""What the tests of readers share: put a file somewhere, read it, look at what came."""

from __future__ import annotations

import io
from pathlib import Path

from recoupe.model import Article, InputRow
from recoupe.readers import read_paths


def read_all(*paths: object, stdin: bytes | None = None) -> tuple[list[Article], list[InputRow]]:
    """The articles under these paths, and the rows."""
    found = list(read_paths([str(path) for path in paths], io.BytesIO(stdin) if stdin is not None else None))
    return [each for each in found if isinstance(each, Article)], [
        each for each in found if isinstance(each, InputRow)
    ]


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """A file of this content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read_bytes(folder: Path, name: str, content: str | bytes) -> tuple[list[Article], list[InputRow]]:
    """What a file of this content holds."""
    return read_all(put(folder, name, content))


def codes(rows: list[InputRow]) -> list[str | None]:
    return [row.code for row in rows]
