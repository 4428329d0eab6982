"""A dossier: one situation in one file. The main job, readable top to bottom.

paths ─► readers ─► articles ─► annotate ─► records ─► the file ─► crosscheck ─► account
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import msgspec

from recoupe.annotate import annotate
from recoupe.annotate.reading import has_parser
from recoupe.annotate.times.calendar import granularity_of, interval
from recoupe.crosscheck.account import Crosscheck, Match, crosscheck, match_held
from recoupe.crosscheck.changes import compare_rows
from recoupe.crosscheck.judged import mark_account
from recoupe.crosscheck.meaning import choose_encoder
from recoupe.crosscheck.passage_index import PassageIndex
from recoupe.crosscheck.sketches import Articles, HeldArticles
from recoupe.crosscheck.telling import Kept
from recoupe.errors import describe_problem
from recoupe.languages import LANGUAGES
from recoupe.model import (
    Account,
    Annotation,
    Article,
    Change,
    InputRow,
    InputStatus,
    PassageMatch,
)
from recoupe.order import reading_order
from recoupe.readers import read_paths
from recoupe.readers.fetch import Fetcher
from recoupe.readers.folders import input_path
from recoupe.store.file import DossierFile, dossier_error
from recoupe.store.inputs import fetched_versions, forget_inputs, save_versions
from recoupe.store.judgements import last_ruling, load_decided
from recoupe.store.kept import kept_chapters, readable_chapters
from recoupe.store.meanings import RememberingEncoder
from recoupe.store.memory import Memory
from recoupe.store.parses import open_parses
from recoupe.store.search import LIMIT_SECONDS, PAGE_SIZE, Found, Order, search
from recoupe.store.shown import KeptAccount
from recoupe.store.sketches import FiledArticles
from recoupe.store.steps import FiledSteps

Progress = Callable[[int], None]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Stop the search for cycles of references, which records never make and which takes a sixth of the time of an account."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Dossier:
    """Articles, their records and the account made of them, in one SQLite file.

    ``path`` may be ``":memory:"`` for a dossier that is not kept. Opened for writing unless ``write`` is False.
    ``language`` is that of its errors.
    Raises ``DossierError`` where the file is none of ours, of a later version, full or read-only.
    """

    def __init__(self, path: str | Path = ":memory:", *, write: bool = True, language: str = "en"):
        self.file = DossierFile(path, write=write, language=language)
        self._write = write

    def __enter__(self) -> Dossier:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()

    def add(
        self,
        paths: Sequence[str | Path],
        *,
        stdin: BinaryIO | None = None,
        progress: Progress = lambda count: None,
        fetch: bool = False,
        workers: int = 1,
        cache: str | Path | None = None,
    ) -> list[InputRow]:
        """Read, annotate and keep every article found under ``paths``; what is in already is not done twice.

        Returns one row per input, in the order of input. Each article is written with all its records in one
        transaction. ``progress`` is called with 1 for every input that is dealt with. ``fetch`` lets addresses be
        fetched, among the paths and in what they hold; one that has not changed since the last time is not. ``workers``
        processes annotate. A paragraph that the dossier holds already, or ``cache``, a file of parses that dossiers share, is
        not parsed again.
        """
        fetcher = Fetcher(fetched_versions(self.file)) if fetch else None
        rows = self._add(read_paths(paths, stdin=stdin, fetch=fetcher), progress, workers, cache)
        if fetcher is not None:
            save_versions(self.file, fetcher.versions)
        return rows

    def retry(
        self, *, progress: Progress = lambda count: None, fetch: bool = False, workers: int = 1
    ) -> list[InputRow]:
        """Read again what failed, as ``add`` does; what is found now replaces the word on the failure.

        Standard input cannot be read again: its row stays.
        """
        failed = [row.origin for row in self.file.inputs() if row.status is InputStatus.FAILED]
        paths = sorted({input_path(origin) for origin in failed} - {"-"})
        rows = self._add(read_paths(paths, fetch=Fetcher() if fetch else None), progress, workers)
        settled = {row.origin for row in rows}
        forget_inputs(self.file, [each for each in failed if each not in settled and input_path(each) != "-"])
        return rows

    def _add(
        self,
        found: Iterator[Article | InputRow],
        progress: Progress,
        workers: int = 1,
        cache: str | Path | None = None,
    ) -> list[InputRow]:
        rows: dict[str, InputRow] = {}
        new = self._new_articles(found, rows, progress)
        files = [str(path) for path in (self.file.path, cache) if path not in (None, ":memory:")]
        for annotation in annotate(new, workers=workers, parses=partial(open_parses, *files)):
            damaged = rows[annotation.article.origin]
            row = damaged if damaged.status is InputStatus.PARTIAL else _judge_annotation(annotation)
            rows[row.origin] = self._keep(annotation, row)
            progress(1)
        self.file.save_state()
        return list(rows.values())

    def take(self, annotations: Iterable[Annotation]) -> list[InputRow]:
        """Keep articles that are annotated already, as ``add`` keeps those that it reads; one row per article."""
        rows: dict[str, InputRow] = {}
        held: list[Annotation] = []

        def articles() -> Iterator[Article]:
            for annotation in annotations:
                held[:] = [annotation]
                yield annotation.article

        for article in self._new_articles(articles(), rows, lambda count: None):
            annotation = msgspec.structs.replace(held[0], article=article)
            rows[article.origin] = self._keep(annotation, _judge_annotation(annotation))
        self.file.save_state()
        return list(rows.values())

    def _keep(self, annotation: Annotation, row: InputRow) -> InputRow:
        """Write an article with its records, or the word that another process has added it since this one looked."""
        identity = identify_article(annotation.article)
        if self.file.save_annotation(annotation, identity, row):
            return row
        known = self.file.identities()
        if identity in known:
            row = self._already_in(annotation.article, known[identity])
            self.file.save_input(row)
            return row
        article = msgspec.structs.replace(annotation.article, id=_free_id(annotation.id, set(known.values())))
        renamed = msgspec.structs.replace(annotation, article=article)
        return self._keep(renamed, msgspec.structs.replace(row, article=article.id))

    def _new_articles(
        self, found: Iterator[Article | InputRow], rows: dict[str, InputRow], progress: Progress
    ) -> Iterator[Article]:
        """The articles that are not in the dossier yet, with ids that no other article has; everything else is noted."""
        known = self.file.identities()
        ids = set(known.values())
        for item in found:
            if isinstance(item, InputRow):
                read = rows.get(item.origin)
                row = msgspec.structs.replace(item, article=read.article) if read else item
            elif (identity := identify_article(item)) in known:
                row = self._already_in(item, known[identity])
            else:
                item = msgspec.structs.replace(item, id=_free_id(item.id, ids))
                known[identity] = item.id
                ids.add(item.id)
                row = InputRow(origin=item.origin, status=InputStatus.SEEN, article=item.id)
            rows[row.origin] = row
            self.file.save_input(row)
            if row.status is InputStatus.SEEN and isinstance(item, Article):
                yield item
            else:
                progress(1)

    def _already_in(self, article: Article, known_as: str) -> InputRow:
        """The word on an article that is in already: as it was where it comes from the same place, else a duplicate."""
        before = self.file.input_of(article.origin)
        if before is not None and before.article == known_as:
            return before
        return InputRow(
            origin=article.origin,
            status=InputStatus.DUPLICATE,
            article=known_as,
            **describe_problem("already_in", article=known_as),
        )

    @_uncollected()
    def account(self, language: str = "fr", as_of: str | None = None, *, workers: int = 1) -> Account:
        """The account of all articles, worded in ``language``; kept in the file until articles are added.

        ``as_of``, an ISO 8601 prefix (``2031``, ``2031-03``, ``2031-03-14``), leaves out every article that is not
        known to have been out by the end of that year, month or day; raises ``DossierError`` for any other.
        ``workers`` processes share the work, and change nothing in what is told.
        """
        decided = load_decided(self.file)
        if as_of is not None:
            earlier = HeldArticles(self.annotations(as_of))
            kept_then = readable_chapters(self.file, language).get
            found = self._crosscheck(earlier, language, workers, kept_then)
            return mark_account(found.account(), decided.decisions)
        ruling = last_ruling(self.file)
        kept = self.file.account(language, ruling)
        if kept is None:
            found = self._find(language, workers, readable_chapters(self.file, language).get)
            kept = found.account()
            if self._write:
                self.file.save_account(found, language, ruling)
        return mark_account(kept, decided.decisions)

    def open_account(self, language: str = "fr", *, workers: int = 1) -> KeptAccount | None:
        """The account as the file keeps it, made and kept first where it is not up to date; nothing of it is read yet.

        None where that cannot be written. What was decided is not written on its rows.
        """
        if not self.file.is_current(language, last_ruling(self.file)):
            if not self._write:
                return None
            self.account(language, workers=workers)
        return KeptAccount(self.file, language)

    @_uncollected()
    def update(self, language: str = "fr", *, workers: int = 1) -> list[Change]:
        """Bring the account that the file keeps up to date with the articles; what that changed, as ``compare_rows`` tells it.

        Only the chapters that changed are read and told. Nothing is told of the first account of a dossier.
        """
        ruling = last_ruling(self.file)
        if self.file.is_current(language, ruling):
            return []
        was_told, before = self.file.has_account(language), kept_chapters(self.file, language)
        found = self._find(language, workers, before.get)
        made = {chapter.digest: chapter for chapter in found.chapters}
        left = [chapter for digest, chapter in before.items() if digest not in made and chapter.readable]
        gone = [row for chapter in left for row in chapter.rows]
        self.file.save_account(found, language, ruling)
        fresh = [row for digest, chapter in made.items() if digest not in before for row in chapter.rows]
        return compare_rows(gone, sorted(fresh, key=reading_order), language) if was_told else []

    def _find(self, language: str, workers: int, kept: Kept) -> Crosscheck:
        """What stands between all articles; what the file knows already is not found again."""
        articles = FiledArticles(self.file, write=self._write)
        steps = FiledSteps(self.file.connection, self.file.transaction if self._write else None)
        return self._crosscheck(articles, language, workers, kept, self._match, steps)

    def _crosscheck(
        self,
        articles: Articles,
        language: str,
        workers: int,
        kept: Kept,
        match: Match = match_held,
        steps: FiledSteps | None = None,
    ) -> Crosscheck:
        """What stands between these articles; chapters that ``kept`` gives are not told again.

        ``steps`` are those of all articles: what stood between some of them does not take their place.
        """
        transaction = self.file.transaction if self._write else None
        connection = self.file.connection
        return crosscheck(
            articles,
            language,
            kept,
            load_decided(self.file),
            RememberingEncoder(choose_encoder(), connection, transaction),
            match,
            Memory("story_dates", "dates", connection, transaction),
            steps,
            workers,
        )

    def _match(self, articles: Articles) -> list[PassageMatch]:
        """The passages that all articles share; those that were in before are not compared again."""
        if not self._write:
            return match_held(articles)
        with self.file.transaction() as connection:
            index = PassageIndex(connection, articles)
            index.take()
            return index.matches()

    def search(
        self,
        query: str,
        *,
        page: int = 1,
        size: int = PAGE_SIZE,
        order: Order = Order.RELEVANCE,
        seconds: float = LIMIT_SECONDS,
    ) -> Found:
        """The passages that answer what was typed, whatever it is; see ``store.search.search`` and docs/search.md."""
        return search(self.file.connection, query, page=page, size=size, order=order, seconds=seconds)

    def export(
        self,
        to: str,
        *,
        rows: Iterable[str] = (),
        where: Iterable[str] = (),
        language: str = "fr",
        with_text: bool = False,
        guarded: bool = False,
    ) -> Iterator[bytes]:
        """The account in another program's format, piece by piece; see ``exports.export`` and docs/exports.md."""
        from recoupe.exports import export

        return export(
            self, to, rows=rows, where=where, language=language, with_text=with_text, guarded=guarded
        )

    @_uncollected()
    def changes(self, language: str = "fr", since: str | None = None, *, workers: int = 1) -> list[Change]:
        """What the articles after ``since`` (dated as for ``account``) did to the account; without it, those added last."""
        if since is not None:
            before = self.account(language, since, workers=workers)
        else:
            earlier = HeldArticles(islice(self.annotations(), (self.file.states()[-2:-1] or [0])[0]))
            kept = readable_chapters(self.file, language).get
            before = self._crosscheck(earlier, language, workers, kept).account()
        return compare_rows(before.rows, self.account(language, workers=workers).rows, language)

    def annotations(self, as_of: str | None = None) -> Iterator[Annotation]:
        """Every article with its records, in the order in which they were added; ``as_of`` as for ``account``."""
        if as_of is None:
            return self.file.annotations()
        span = interval(as_of)
        if span is None or granularity_of(as_of) not in ("D", "M", "Y"):
            raise dossier_error("no_date", self.file.path, self.file.language, date=as_of)
        published = self.account().published
        return (
            annotation
            for annotation in self.file.annotations()
            if (latest := published[annotation.id].latest) is not None and latest[:10] <= span[1]
        )

    def inputs(self) -> list[InputRow]:
        """What became of every input ever given, in the order of their origins."""
        return self.file.inputs()


def identify_article(article: Article) -> str:
    """What makes an article that article: a digest of its text, outlet, title, address and stated date."""
    known = "\0".join(
        (
            article.text,
            *(value or "" for value in (article.outlet, article.title, article.url, article.stated_date)),
        )
    )
    return hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()


def _free_id(wanted: str, taken: set[str]) -> str:
    """``wanted``, or with the first number behind it that makes it unique."""
    free, number = wanted, 2
    while free in taken:
        free, number = f"{wanted}-{number}", number + 1
    return free


def _judge_annotation(annotation: Annotation) -> InputRow:
    """ok, or partial with the reason: a language that is not read with grammar, a paragraph that was cut."""
    article = annotation.article
    problem = {}
    if annotation.language not in LANGUAGES:
        problem = describe_problem("other_language", language=annotation.language)
    elif not has_parser(annotation.language):
        problem = describe_problem("no_grammar", language=annotation.language)
    elif annotation.remarks:
        problem = describe_problem("partly_read", detail="; ".join(annotation.remarks))
    status = InputStatus.PARTIAL if problem else InputStatus.OK
    return InputRow(origin=article.origin, status=status, article=article.id, **problem)
