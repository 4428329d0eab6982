"""What would be read, how, and what would fail, file by file, before anything is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from recoupe.errors import Problem
from recoupe.model import Article, InputRow
from recoupe.readers import archive
from recoupe.readers.folders import input_path
from recoupe.readers.formats import find_format
from recoupe.readers.source import open_file


class Surveyed(NamedTuple):
    """One file or address: the name of its reader (of a ZIP file its ending, "" where it has none), its articles, its rows."""

    path: str
    format: str
    articles: int
    rows: list[InputRow]


def survey(items: Iterable[Article | InputRow]) -> Iterator[Surveyed]:
    """What ``read_paths`` finds, counted by file, in its order."""
    for path, group in groupby(items, key=lambda item: input_path(item.origin)):
        articles, rows = 0, []
        for item in group:
            if isinstance(item, InputRow):
                rows.append(item)
            else:
                articles += 1
        yield Surveyed(path, _format_name(path), articles, rows)


def _format_name(path: str) -> str:
    try:
        with open_file(Path(path), path) as source:
            reader = find_format(source.head, Path(path).name)
    except (OSError, ValueError):
        return ""
    if isinstance(reader, Problem):
        return ""
    ending = Path(path).suffix.lstrip(".").lower()
    return (
        ending
        if reader is archive and ending in ("docx", "epub", "odt", "wacz")
        else reader.__name__.rpartition(".")[2]
    )
