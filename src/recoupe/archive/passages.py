"""The passages that the articles of an archive share: links become runs, and runs passage matches, bucket by bucket.

What is found between two texts depends on their words and the links between them (``crosscheck.runs``), so the texts of a
bucket and those it is linked to are enough. Footers and stock phrases are told by all places where they stand
(``crosscheck.boilerplate``): of every run only numbers are needed for that, and one machine looks at them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
import numpy as np
import pyarrow as pa

from recoupe.archive.postings import BUCKET_ARTICLES
from recoupe.archive.schemas import batch_of, passage_row, passage_schema, read_annotation, with_month
from recoupe.crosscheck.boilerplate import Places, Shelf, find_boilerplate
from recoupe.crosscheck.direction import UNKNOWN
from recoupe.crosscheck.reuse import (
    is_code,
    judge_pairs,
    kind_of,
    names_something,
    pair_up,
    sheet_of_annotation,
    write_match,
)
from recoupe.crosscheck.runs import Runs, join_links
from recoupe.crosscheck.shingles import Ints, read_words
from recoupe.model import Annotation, Manner, MatchKind, Place

TEXTS = pa.schema(
    [
        ("rank", pa.int64()),
        ("size", pa.int64()),
        ("words", pa.binary()),
        ("slim", pa.binary()),
        ("month", pa.string()),
    ]
)
WANTED = pa.schema([("bucket", pa.int64()), ("rank", pa.int64())])
RUNS = pa.schema([("bucket", pa.int64()), *((name, pa.int64()) for name in Runs._fields)])
JUDGED = pa.schema([*RUNS, ("footer", pa.bool_()), ("stock", pa.bool_())])
NEEDED = ("id", "title", "outlet", "author", "url", "language", "text", "published", "zones", "attributions")
NEEDED_BESIDE = ("given_language", "stated_date")


# --------------------------------------------------------------------------- texts


def prepare_texts(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Of annotations with their ``rank`` and ``month`` what comparing them needs: the words as hashes, a slim annotation."""
    for batch in batches:
        rows = []
        for row in batch.to_pylist():
            annotation = read_annotation({**row, "sha256": ""})
            words = read_words([annotation.text]).hashes
            said = [each for each in annotation.attributions if each.kind is Manner.DIRECT]
            slim = msgspec.structs.replace(annotation, attributions=tuple(said))
            rows.append(
                {
                    "rank": row["rank"],
                    "size": len(words),
                    "words": words.tobytes(),
                    "slim": msgspec.msgpack.encode(slim),
                    "month": row["month"],
                }
            )
        yield batch_of(rows, TEXTS)


def unpack_slim(packed: bytes) -> Annotation:
    """The annotation that ``prepare_texts`` packed."""
    return msgspec.msgpack.decode(packed, type=Annotation)


def want_sides(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Which articles the links or runs of each bucket need: both sides."""
    for batch in batches:
        sides = ("later", "earlier") if "later_place" in batch.schema.names else ("text", "source")
        bucket = batch["bucket"].to_numpy()
        pairs = np.concatenate([np.stack([bucket, batch[side].to_numpy()], axis=1) for side in sides])
        found = np.unique(pairs, axis=0)
        yield pa.RecordBatch.from_arrays([pa.array(column) for column in found.T], schema=WANTED)


# --------------------------------------------------------------------------- runs


def find_bucket_runs(links: pa.Table, texts: pa.Table) -> pa.Table:
    """The runs of the articles of a bucket as the later side; words are counted within their texts."""
    if not links.num_rows:
        return RUNS.empty_table()
    texts = texts.sort_by("rank")
    ranks = texts["rank"].to_numpy()
    words = [np.frombuffer(packed, dtype=np.uint32) for packed in texts["words"].to_pylist()]
    first = np.concatenate([[0], np.cumsum([len(each) for each in words])]).astype(np.int64)
    here, there = (
        (first[np.searchsorted(ranks, links[side].to_numpy())] + links[f"{side}_place"].to_numpy()).astype(
            np.uint32
        )
        for side in ("later", "earlier")
    )
    runs = join_links(np.concatenate(words), first, here, there)
    later, earlier = first[runs.text], first[runs.source]
    text = ranks[runs.text]
    columns = (
        text // BUCKET_ARTICLES,
        text,
        ranks[runs.source],
        runs.later - later,
        runs.later_end - later,
        runs.earlier - earlier,
        runs.earlier_end - earlier,
        runs.shared,
    )
    return pa.table([pa.array(column) for column in columns], schema=RUNS)


def judge_all(runs: pa.Table, shelf: Shelf, sizes: Ints) -> pa.Table:
    """Runs with what only all of them tell: which are footers, and which come back as stock phrases do.

    ``shelf`` and ``sizes`` as ``crosscheck.reuse.shelve`` gives them, by rank.
    """
    of = {name: runs[name].to_numpy() for name in runs.schema.names}
    later = Places(of["text"], of["later"], of["later_end"])
    earlier = Places(of["source"], of["earlier"], of["earlier_end"])
    found = find_boilerplate(later, earlier, shelf, sizes)
    return runs.append_column("footer", pa.array(found.footer)).append_column("stock", pa.array(found.stock))


# --------------------------------------------------------------------------- passages


def tell_bucket_passages(runs: pa.Table, texts: pa.Table) -> pa.Table:
    """The passage matches that the runs of a bucket stand for, with kind and direction, under the later article's month."""
    schema = with_month(passage_schema())
    if not runs.num_rows:
        return schema.empty_table()
    texts = texts.sort_by("rank")
    months = texts["month"].to_pylist()
    annotations = [unpack_slim(packed) for packed in texts["slim"].to_pylist()]
    words = read_words([annotation.text for annotation in annotations])
    pairs = pair_up(words, _place_runs(runs, texts["rank"].to_numpy(), words.first))
    nobodys = [
        footer
        or (stock and not names_something(annotations[pair.later[0]].text, pair.later_span))
        or is_code(annotations[pair.later[0]].text, pair.later_span)
        for pair, footer, stock in zip(pairs, runs["footer"].to_pylist(), runs["stock"].to_pylist(), strict=True)
    ]  # fmt: skip
    told = [pair for pair, is_nobodys in zip(pairs, nobodys, strict=True) if not is_nobodys]
    needed = sorted({text for pair in told for text in pair.texts})
    sheets = {text: sheet_of_annotation(annotations[text]) for text in needed}
    verdicts = judge_pairs(told, sheets)
    rows = []
    for pair, is_nobodys in zip(pairs, nobodys, strict=True):
        earlier, later = (
            Place(id=annotations[text].id, start=span[0], end=span[1])
            for text, span in ((pair.earlier[0], pair.earlier_span), (pair.later[0], pair.later_span))
        )
        if is_nobodys:
            match = write_match(earlier, later, MatchKind.BOILERPLATE, UNKNOWN)
        else:
            match = write_match(earlier, later, kind_of(pair, words, sheets), verdicts[pair.texts])
        rows.append(passage_row(match) | {"month": months[pair.later[0]]})
    return pa.Table.from_batches([batch_of(rows, schema)])


def _place_runs(runs: pa.Table, ranks: Ints, first: Ints) -> Runs:
    """Runs between ranks as runs between the texts of these ranks, put one behind the other."""
    of = {name: runs[name].to_numpy() for name in Runs._fields}
    text, source = np.searchsorted(ranks, of["text"]), np.searchsorted(ranks, of["source"])
    return Runs(
        text,
        source,
        first[text] + of["later"],
        first[text] + of["later_end"],
        first[source] + of["earlier"],
        first[source] + of["earlier_end"],
        of["shared"],
    )
