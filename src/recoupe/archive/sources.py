"""The articles of an archive as source lines: their stories, what is their own, their dates as their stories narrow them.

Dates are narrowed inside a story only (``crosscheck.dating``), so the articles of some stories and what these share with
others are enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from zlib import crc32

import pyarrow as pa

from recoupe.archive.schemas import (
    batch_of,
    passage_schema,
    read_annotation,
    read_passage,
    source_schema,
    with_month,
)
from recoupe.crosscheck.dating import date_articles
from recoupe.crosscheck.originality import originality_rates
from recoupe.exports.tables import source_facts

STORIES_TOGETHER = 64
"""About how many articles' stories are dated together."""

PLACED = pa.schema(
    [("id", pa.string()), ("story", pa.string()), ("month", pa.string()), ("bucket", pa.int64())]
)
BY_LATER = pa.schema([("id", pa.string()), *passage_schema()])


def bucket_of(story: str, buckets: int) -> int:
    """The number of the share of work in which a story's articles are dated."""
    return crc32(story.encode()) % buckets


def key_by_later(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Passages under the id of their later article, to find its story by."""
    for batch in batches:
        rows = [{"id": row["later"]["id"], **row} for row in batch.to_pylist()]
        yield batch_of(rows, BY_LATER)


def tell_bucket_sources(annotated: pa.Table, passages: pa.Table, language: str) -> pa.Table:
    """The source lines of whole stories: annotations with story and month, the passages of which they are the later side."""
    rows = annotated.to_pylist()
    annotations = sorted((read_annotation(row) for row in rows), key=lambda annotation: annotation.id)
    place = {row["id"]: row for row in rows}
    matches = sorted(
        (read_passage(row) for row in passages.to_pylist()),
        key=lambda match: (match.later.id, match.later.start, match.later.end, match.earlier.id, match.earlier.start),
    )  # fmt: skip
    stories = {name: row["story"] for name, row in place.items()}
    published = date_articles(annotations, matches, stories, language)
    originality = originality_rates(annotations, matches) if annotations else {}
    made = [
        source_facts(each, published[each.id], originality[each.id]) | {name: place[each.id][name] for name in ("story", "month")}
        for each in annotations
    ]  # fmt: skip
    return pa.Table.from_batches([batch_of(made, with_month(source_schema()))])


def tell_sources_in(language: str) -> partial[pa.Table]:
    """``tell_bucket_sources`` with reasons worded in a language."""
    return partial(tell_bucket_sources, language=language)
