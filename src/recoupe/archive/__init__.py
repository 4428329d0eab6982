"""An archive: the articles of years, annotated and crosschecked into Parquet tables, in one process or on Spark.

inputs ─► months ─► annotations ─► postings ─► links ─► runs ─► passages ─► stories ─► sources

``build_archive`` is the main job; ``slice_archive`` makes a dossier of a part. What is the same as in a dossier and what
differs is in docs/scale.md.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from shutil import which

import msgspec
import pyarrow as pa
from pyarrow import dataset

from recoupe.annotate import annotate
from recoupe.annotate.parses import RecentParses
from recoupe.archive.catalogue import Catalogue
from recoupe.archive.engine import Engine, Frame
from recoupe.archive.here import BATCH_ROWS, Here
from recoupe.archive.intake import ARTICLES, lay_out, read_inputs
from recoupe.archive.passages import (
    JUDGED,
    NEEDED,
    NEEDED_BESIDE,
    RUNS,
    TEXTS,
    WANTED,
    find_bucket_runs,
    judge_all,
    prepare_texts,
    tell_bucket_passages,
    want_sides,
)
from recoupe.archive.postings import LINKS, POSTINGS, keep_promising, link_postings, post_ngrams
from recoupe.archive.schemas import (
    annotation_row,
    annotation_schema,
    batch_of,
    passage_schema,
    source_schema,
    with_month,
)
from recoupe.archive.shelves import Shelves, archive_error, digest
from recoupe.archive.sources import (
    BY_LATER,
    PLACED,
    STORIES_TOGETHER,
    bucket_of,
    key_by_later,
    tell_sources_in,
)
from recoupe.archive.stories import (
    COPIED,
    GROUPED,
    OPENINGS,
    copied_in_windows,
    group_window,
    name_stories,
    open_windows,
)
from recoupe.model import Article, InputRow

ARTICLES_AT_ONCE = 16
"""Articles that a worker is given at once: few, so that all have work to the end of a month."""

Told = Callable[[str], None]

__all__ = ["annotate_rows", "build_archive", "open_engine"]


def build_archive(
    paths: Sequence[str | Path],
    folder: str | Path,
    *,
    engine: Engine | None = None,
    workers: int = 1,
    language: str = "fr",
    told: Told = lambda step: None,
) -> list[InputRow]:
    """Annotate and crosscheck every article under ``paths`` into tables under ``folder``; what is done is not done again.

    Returns a row for each input that failed, was read in part or stands twice. ``engine`` is where the work runs (this
    process, if it is None; then ``workers`` processes annotate). ``language`` words the reasons of dates; ``told`` is called
    with the name of each step before it begins. Raises ``RecoupeError`` where the folder is none of ours.
    """
    shelves = Shelves.lay(Path(folder), language)
    build = _Build(shelves, engine or Here(), workers, language)
    told("intake")
    intake = lay_out(read_inputs([Path(path) for path in paths]), shelves)
    if not intake.articles:
        raise archive_error("bad_input", language, ", ".join(map(str, paths)))
    build.engine.expect(intake.articles)
    for table in ("annotations", "passages", "sources"):
        shelves.drop_other_months(table, intake.months)
    for month, made_of in intake.months.items():
        told(f"annotations {month}")
        build.annotate_month(month, made_of)
    build.whole = digest(language, *(f"{month} {made_of}" for month, made_of in intake.months.items()))
    if not shelves.is_done(shelves.table("sources"), build.whole):
        build.crosscheck(told)
    return intake.rows


def open_engine(master: str | None, language: str = "fr") -> Engine:
    """One process where there is no master, else Spark; raises ``RecoupeError`` where that cannot be had."""
    if master is None:
        return Here()
    try:
        from recoupe.archive.spark import Spark, SparkFailed
    except ImportError as error:
        raise archive_error("no_spark", language, "--master", detail=error.name or error) from error
    if not (which("java") or os.environ.get("JAVA_HOME")):
        raise archive_error("no_spark", language, "--master", detail="Java")
    try:
        return Spark(master, language)
    except SparkFailed as error:
        raise archive_error("no_master", language, f"--master {master}") from error


@cache
def _remembered() -> RecentParses:
    """The texts parsed last in this process, whatever batches they came in."""
    return RecentParses()


def annotate_rows(batches: Iterable[pa.RecordBatch], workers: int = 1) -> Iterator[pa.RecordBatch]:
    """Annotations (``schemas.annotation_schema``) of packed articles, the parser loaded once a process."""

    def articles() -> Iterator[Article]:
        for batch in batches:
            for packed in batch["article"].to_pylist():
                yield msgspec.msgpack.decode(packed, type=Article)

    held = []
    for annotation in annotate(articles(), workers=workers, parses=_remembered):
        held.append(annotation_row(annotation))
        if len(held) == BATCH_ROWS:
            yield batch_of(held, annotation_schema())
            held = []
    yield batch_of(held, annotation_schema())


class _Build:
    """One run: the steps, each of which reads what those before it have written."""

    def __init__(self, shelves: Shelves, engine: Engine, workers: int, language: str):
        self.shelves = shelves
        self.engine = engine
        self.workers = workers
        self.language = language
        self.whole = ""

    def crosscheck(self, told: Told) -> None:
        """The tables that follow from the annotations, in order; those that are done are left as they are."""
        steps: dict[str, Callable[[], None]] = {
            "texts": self.prepare,
            "links": self.link,
            "runs": self.find_runs,
            "judged": self.judge,
            "passages": self.tell_passages,
            "grouped": self.group_stories,
            "sources": self.tell_sources,
        }
        for name, step in steps.items():
            if not self.shelves.is_done(self.shelves.table(name), self.whole):
                told(name)
                step()
                self.shelves.note_done(self.shelves.table(name), self.whole)

    def annotate_month(self, month: str, made_of: str) -> None:
        """Annotate the articles of one month, if that is not done."""
        target = self.shelves.month("annotations", month)
        if self.shelves.is_done(target, made_of):
            return
        source = self.shelves.month("articles", month)
        count = dataset.dataset(source, format="parquet").count_rows()
        frame = self.engine.spread(
            self.engine.read(source, ARTICLES), -(-count // ARTICLES_AT_ONCE), "number"
        )
        function = partial(annotate_rows, workers=self.workers)
        self.engine.write(self.engine.map(frame, function, annotation_schema()), target)
        self.shelves.note_done(target, made_of)

    # ---------------------------------------------------------------- what articles share

    def prepare(self) -> None:
        """Of each article its rank, its words as hashes, and what judging passages needs."""
        catalogue = self.catalogue()
        columns = (*NEEDED, *NEEDED_BESIDE)
        annotations = self.read("annotations", annotation_schema(), columns)
        ranked = self.engine.look_up(annotations, self.engine.of(catalogue.ranked()), "id")
        self.write(self.engine.map(ranked, prepare_texts, TEXTS), "texts")

    def link(self) -> None:
        """The links between places of one n-gram, as far as they may make a run."""
        texts = self.read("texts", TEXTS, ("rank", "words"))
        postings = self.engine.map(texts, post_ngrams, POSTINGS)
        links = self.engine.map_sorted(postings, "ngram", ("rank", "place"), link_postings, LINKS)
        self.write(self.grouped(links, None, "bucket", keep_promising, LINKS), "links", by_month=False)

    def find_runs(self) -> None:
        links = self.read("links", LINKS)
        texts = self.wanted(links, ("rank", "words"))
        self.write(self.grouped(links, texts, "bucket", find_bucket_runs, RUNS), "runs", by_month=False)

    def judge(self) -> None:
        """What only all runs tell: one process looks at their numbers."""
        catalogue = self.catalogue()
        runs = self.load("runs", RUNS)
        sizes = self.load("texts", TEXTS, ("rank", "size")).sort_by("rank")
        judged = judge_all(runs, *catalogue.shelve(sizes["size"].to_numpy()))
        self.write(self.engine.of(judged), "judged", by_month=False)

    def tell_passages(self) -> None:
        runs = self.read("judged", JUDGED)
        texts = self.wanted(runs, ("rank", "slim", "month"))
        schema = with_month(passage_schema())
        self.write(self.grouped(runs, texts, "bucket", tell_bucket_passages, schema), "passages")

    # ---------------------------------------------------------------- stories and dates

    def group_stories(self) -> None:
        openings = self.engine.map(self.read("texts", TEXTS, ("slim", "month")), open_windows, OPENINGS)
        passages = self.read("passages", with_month(passage_schema()))
        copied = self.engine.map(passages, copied_in_windows, COPIED)
        self.write(self.grouped(openings, copied, "window", group_window, GROUPED), "grouped", by_month=False)

    def tell_sources(self) -> None:
        """Each article with its story, its originality, and its date as the others of its story narrow it."""
        placed = self.place_stories()
        annotations = self.read("annotations", annotation_schema())
        annotations = self.engine.look_up(annotations, self.engine.of(placed), "id")
        passages = self.engine.map(self.read("passages", passage_schema()), key_by_later, BY_LATER)
        passages = self.engine.look_up(passages, self.engine.of(placed), "id")
        schema = with_month(source_schema())
        self.write(
            self.grouped(annotations, passages, "bucket", tell_sources_in(self.language), schema), "sources"
        )

    def place_stories(self) -> pa.Table:
        """Of each article its story, its month, and the share of work in which its story is dated."""
        grouped = self.load("grouped", GROUPED)
        months = dict(zip(grouped["id"].to_pylist(), grouped["month"].to_pylist(), strict=True))
        lines = name_stories(grouped.to_pylist())
        buckets = 1 + len(lines) // STORIES_TOGETHER
        rows = [
            {"id": line.id, "story": line.story, "month": months[line.id], "bucket": bucket_of(line.story, buckets)}
            for line in lines
        ]  # fmt: skip
        return pa.Table.from_pylist(rows, schema=PLACED)

    # ---------------------------------------------------------------- reading and writing

    def catalogue(self) -> Catalogue:
        """All articles in the order in which they are compared."""
        found = dataset.dataset(
            self.shelves.table("annotations"),
            schema=with_month(annotation_schema()),
            partitioning=dataset.partitioning(pa.schema([("month", pa.string())]), flavor="hive"),
        )
        earliest = dataset.field("published", "earliest")
        columns = {name: dataset.field(name) for name in ("id", "month", "outlet")} | {"earliest": earliest}
        return Catalogue(found.to_table(columns=columns))

    def load(self, name: str, schema: pa.Schema, columns: Sequence[str] = ()) -> pa.Table:
        """A table in the memory of this process."""
        return Here().read(self.shelves.table(name), schema, columns).table()

    def read(self, name: str, schema: pa.Schema, columns: Sequence[str] = ()) -> Frame:
        return self.engine.read(self.shelves.table(name), schema, columns)

    def wanted(self, pairs: Frame, columns: Sequence[str]) -> Frame:
        """The texts that the links or runs of each bucket need."""
        wanted = self.engine.distinct(self.engine.map(pairs, want_sides, WANTED))
        return self.engine.look_up(wanted, self.read("texts", TEXTS, columns), "rank")

    def grouped(
        self, one: Frame, other: Frame | None, key: str, function: object, schema: pa.Schema
    ) -> Frame:
        """Rows grouped by a key, alone or with those of another table."""
        other = self.engine.of(WANTED.empty_table()) if other is None else other
        return self.engine.group(one, other, key, function, schema)  # type: ignore[arg-type]

    def write(self, frame: Frame, name: str, *, by_month: bool = True) -> None:
        self.engine.write(frame, self.shelves.table(name), by_month=by_month)
