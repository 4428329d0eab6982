"""A part of an archive, with its annotations as they are: chosen by date, outlet, actor, story, words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import dataset

from recoupe.archive.here import BATCH_ROWS, MONTH
from recoupe.archive.schemas import Row, annotation_schema, read_annotation, source_schema, with_month
from recoupe.archive.shelves import Shelves, archive_error
from recoupe.exports.choosing import Condition, holds_words, read_conditions, within, words_of
from recoupe.model import Annotation

OF_SOURCES = ("article", "outlet", "published", "since", "story", "until")
"""Conditions that the table of sources answers: its dates are those that the article's story makes certain."""
OF_ANNOTATIONS = {"actor": "actors", "words": "text"}
"""Conditions that need a column of the annotations."""
CONDITIONS = tuple(sorted((*OF_SOURCES, *OF_ANNOTATIONS)))
IDS_AT_ONCE = 1_000


def read_slice(folder: Path, where: Iterable[str] = (), language: str = "fr") -> Iterator[Annotation]:
    """The annotated articles that meet every condition (``name=value``), month by month, by id within a month.

    Raises ``RecoupeError`` where there is no whole archive, or a condition is none.
    """
    conditions = read_conditions(where, language, CONDITIONS)
    shelves = Shelves.find(folder, language)
    if not shelves.table("sources").is_dir():
        raise archive_error("not_whole", language, folder)
    for month, ids in _chosen(shelves, conditions).items():
        for some in _ids_at_once(_with_words(shelves, month, ids, conditions)):
            rows = _annotations(shelves, month, some, annotation_schema().names).to_pylist()
            yield from (read_annotation(row) for row in sorted(rows, key=lambda row: str(row["id"])))


def _chosen(shelves: Shelves, conditions: Sequence[Condition]) -> dict[str, list[str]]:
    """The ids that meet the conditions on sources, by month."""
    asked = [(_MEETS[name], value) for name, value in conditions if name in OF_SOURCES]
    columns = ["id", "outlet", "earliest", "latest", "story", "month"]
    chosen: dict[str, list[str]] = {}
    for batch in _dataset(shelves.table("sources"), source_schema()).to_batches(columns=columns):
        for row in batch.to_pylist():
            if all(meets(row, value) for meets, value in asked):
                chosen.setdefault(row["month"], []).append(row["id"])
    return {month: sorted(chosen[month]) for month in sorted(chosen)}


def _with_words(
    shelves: Shelves, month: str, ids: Sequence[str], conditions: Sequence[Condition]
) -> list[str]:
    """Of these articles of a month those that meet the conditions on annotations; only the columns needed are read."""
    asked = [(_MEETS[name], value) for name, value in conditions if name in OF_ANNOTATIONS]
    if not asked:
        return list(ids)
    columns = sorted({OF_ANNOTATIONS[name] for name, _ in conditions if name in OF_ANNOTATIONS})
    return [
        row["id"]
        for some in _ids_at_once(ids)
        for row in _annotations(shelves, month, some, ["id", *columns]).to_pylist()
        if all(meets(row, value) for meets, value in asked)
    ]


def _ids_at_once(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[low : low + IDS_AT_ONCE] for low in range(0, len(ids), IDS_AT_ONCE))


def _annotations(shelves: Shelves, month: str, ids: Sequence[str], columns: list[str]) -> pa.Table:
    found = _dataset(shelves.table("annotations"), annotation_schema())
    chosen = (dataset.field("month") == month) & dataset.field("id").isin(ids)
    return found.to_table(columns=columns, filter=chosen, batch_size=BATCH_ROWS)


def _dataset(folder: Path, schema: pa.Schema) -> Any:
    partitioning = dataset.partitioning(MONTH, flavor="hive")
    return dataset.dataset(folder, schema=with_month(schema), format="parquet", partitioning=partitioning)


def _names_actor(row: Row, value: str) -> bool:
    """Whether an actor of the article has a name with these words in a row."""
    sought = words_of(value)
    return any(holds_words(words_of(actor["name"]), sought) for actor in row["actors"])


_MEETS: dict[str, Callable[[Row, str], bool]] = {
    "actor": _names_actor,
    "article": lambda row, value: bool(row["id"] == value),
    "outlet": lambda row, value: words_of(row["outlet"] or "") == words_of(value),
    "published": lambda row, value: within(row["earliest"], row["latest"], value, value),
    "since": lambda row, value: within(row["earliest"], row["latest"], value, None),
    "story": lambda row, value: bool(row["story"] == value),
    "until": lambda row, value: within(row["earliest"], row["latest"], None, value),
    "words": lambda row, value: holds_words(words_of(row["text"]), words_of(value)),
}
