"""What comes into an archive: article lines from JSON Lines or Parquet (or anything else Recoupe reads), laid out by month.

One process reads them in order, so that ids and duplicates are what they are in a dossier; it parses nothing.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pyarrow as pa
from pyarrow import parquet

from recoupe.annotate.publication import date_article
from recoupe.annotate.reading import Reading
from recoupe.archive.here import BATCH_ROWS
from recoupe.archive.shelves import Shelves, digest
from recoupe.archive.stories import UNDATED
from recoupe.crosscheck.direction import published_as_stated
from recoupe.dossier import identify_article
from recoupe.errors import Problem, problem_row
from recoupe.languages import identify_language
from recoupe.model import Article, InputRow
from recoupe.readers import read_paths
from recoupe.readers.fields import article_from
from recoupe.readers.naming import Names
from recoupe.zones import find_zones

ARTICLES = pa.schema([("number", pa.int64()), ("article", pa.binary())])
HELD_ARTICLES = 1_000
"""Articles of a month that wait before they are written."""


def read_inputs(paths: Sequence[Path]) -> Iterator[Article | InputRow]:
    """The articles under these paths, each with an id of its own, and a row for each input that failed or stands twice."""
    tables = [path for path in paths for path in _parquet_files(path)]
    held = {str(path) for path in tables}
    others = (
        item
        for item in read_paths([path for path in paths if path not in tables])
        if not (isinstance(item, InputRow) and item.origin in held)
    )
    known: dict[bytes, str] = {}
    for item in Names().give(chain(others, *map(_read_parquet, tables)), ""):
        if isinstance(item, Article):
            identity = bytes.fromhex(identify_article(item))[:16]
            if identity in known:
                yield problem_row(item.origin, Problem.DUPLICATE_ARTICLE, article=known[identity])
                continue
            known[identity] = item.id
        yield item


def _parquet_files(path: Path) -> list[Path]:
    """The Parquet files that a path names or, being a folder, holds."""
    if path.is_dir():
        return sorted(found for found in path.rglob("*.parquet") if found.is_file())
    return [path] if path.suffix.lower() == ".parquet" and path.is_file() else []


def _read_parquet(path: Path) -> Iterator[Article | InputRow]:
    """The articles of a Parquet file, a row each, whatever its columns are called (``readers.fields``)."""
    try:
        file = parquet.ParquetFile(path)
        number = 0
        for batch in file.iter_batches(batch_size=BATCH_ROWS):
            for row in batch.to_pylist():
                number += 1
                values = {name: _plain(value) for name, value in row.items() if value is not None}
                yield from article_from(values, f"{path}#{number}")
    except (OSError, pa.ArrowException) as error:
        yield problem_row(str(path), Problem.UNREADABLE, detail=str(error))


def _plain(value: Any) -> Any:
    """A value as JSON has it; a date or a moment is its ISO 8601 words."""
    return msgspec.to_builtins(value, enc_hook=str)


def month_of(article: Article) -> str:
    """The month of the first day on which an article can have been published, by itself and unparsed; else ``undated``."""
    published = published_as_stated(article.stated_date)
    if published.earliest is None:
        language = article.language or identify_language(article.text)
        published = date_article(Reading(article, language, find_zones(article, language)))
    return published.earliest[:7] if published.earliest else UNDATED


class Intake(NamedTuple):
    """What came in: the months with what each is known by (all of its articles, in order), how many articles, and the
    rows of inputs that are no article, or not a whole one."""

    months: dict[str, str]
    articles: int
    rows: list[InputRow]


def lay_out(items: Iterable[Article | InputRow], shelves: Shelves) -> Intake:
    """Write the articles by month."""
    folder = shelves.table("articles")
    shutil.rmtree(folder, ignore_errors=True)
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    files: dict[str, int] = defaultdict(int)
    known: dict[str, Any] = defaultdict(hashlib.sha256)
    rows: list[InputRow] = []
    articles = 0
    for item in items:
        if isinstance(item, InputRow):
            rows.append(item)
            continue
        articles += 1
        month = month_of(item)
        packed = msgspec.msgpack.encode(item)
        known[month].update(hashlib.sha256(packed).digest())
        held[month].append({"number": articles, "article": packed})
        if len(held[month]) >= HELD_ARTICLES:
            files[month] += 1
            _write(held.pop(month), shelves.month("articles", month), files[month])
    for month in sorted(held):
        files[month] += 1
        _write(held[month], shelves.month("articles", month), files[month])
    months = {month: digest(known[month].hexdigest()) for month in sorted(known)}
    return Intake(months, articles, rows)


def _write(rows: list[dict[str, Any]], folder: Path, number: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_pylist(rows, schema=ARTICLES)
    parquet.write_table(table, folder / f"part-{number:05}.parquet", compression="zstd")
