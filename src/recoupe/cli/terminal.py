"""What every command does around its call of the library: read, write, show progress, say what happened."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from recoupe.cli.options import Lang
from recoupe.languages import word_list
from recoupe.model import Account, Article, Change, InputRow, InputStatus

if TYPE_CHECKING:
    from recoupe.dossier import Dossier
    from recoupe.store.shown import KeptAccount

T = TypeVar("T")

EXIT_SOME_FAILED = 1
PROGRESS_AFTER_SECONDS = 2.0


# --------------------------------------------------------------------------- reading and writing


@contextmanager
def open_sources(
    sources: list[str], lang: Lang, workers: int = 1, cache: Path | None = None
) -> Iterator[tuple[Dossier, list[InputRow]]]:
    """The dossier named, or one in memory holding what the paths hold; with the rows of what was read just now."""
    from recoupe.dossier import Dossier
    from recoupe.store.file import is_dossier

    if len(sources) == 1 and is_dossier(sources[0]):
        with Dossier(sources[0], write=os.access(sources[0], os.W_OK), language=lang.value) as dossier:
            yield dossier, dossier.file.inputs([InputStatus.FAILED])
    else:
        with Dossier() as dossier:
            yield dossier, add_paths(dossier, sources, lang, workers=workers, cache=cache)


def add_paths(
    dossier: Dossier,
    paths: list[str],
    lang: Lang,
    fetch: bool = False,
    workers: int = 1,
    cache: Path | None = None,
) -> list[InputRow]:
    """Read the paths into a dossier, with progress; one row per input."""
    with progress(lang, "reading", paths) as advance:
        return dossier.add(
            list(paths), stdin=sys.stdin.buffer, progress=advance, fetch=fetch, workers=workers, cache=cache
        )


def make_account(dossier: Dossier, lang: Lang, as_of: str | None = None, workers: int = 1) -> Account:
    """The dossier's account, with a sign that work goes on."""
    with busy(lang, "crosschecking"):
        return dossier.account(lang.value, as_of, workers=workers)


def open_account(dossier: Dossier, lang: Lang, workers: int = 1) -> KeptAccount | None:
    """The dossier's account as its file keeps it, with a sign that work goes on where it is made first."""
    with busy(lang, "crosschecking"):
        return dossier.open_account(lang.value, workers=workers)


def update_account(dossier: Dossier, lang: Lang, workers: int = 1) -> list[Change]:
    """Bring the dossier's account up to date, with a sign that work goes on; what that changed."""
    with busy(lang, "crosschecking"):
        return dossier.update(lang.value, workers=workers)


def read_articles(paths: list[str], failed: list[InputRow]) -> Iterator[Article]:
    """The articles under these paths; what could not be read is collected."""
    from recoupe.readers import read_paths

    for item in read_paths(list(paths), stdin=sys.stdin.buffer):
        if isinstance(item, InputRow):
            failed.append(item)
        else:
            yield item


def write(chunks: Iterable[bytes], output: Path | None) -> None:
    """Write to standard output as it comes, or to a file that appears only when it is whole."""
    if output is None or str(output) == "-":
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        return
    partial = output.with_name(output.name + ".part")
    try:
        with partial.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file that appears only when it is whole."""
    write((content,), path)


# --------------------------------------------------------------------------- what the user is told


def say(lang: Lang, key: str, **parts: object) -> str:
    """A sentence of ``languages/<language>/commands.toml``, filled in."""
    return str(word_list(lang.value, "commands")[key]).format(**parts)


def input_line(row: InputRow, lang: Lang) -> str:
    """One line on one input: status, name, reason, remedy."""
    from recoupe.errors import explain

    reason, remedy = explain(row, lang.value)
    return "\t".join(part for part in (row.status.value, row.origin, reason, remedy) if part)


def report_inputs(rows: list[InputRow], lang: Lang) -> None:
    """Name on standard error what was read badly or not at all, and count the rest."""
    counts = {status.value: sum(row.status is status for row in rows) for status in InputStatus}
    for row in rows:
        if row.status in (InputStatus.FAILED, InputStatus.PARTIAL):
            typer.echo(input_line(row, lang), err=True)
    typer.echo(say(lang, "added", **counts), err=True)


def finish(rows: list[InputRow], lang: Lang) -> None:
    """Name what failed on standard error and end with the code that says so."""
    for row in rows:
        if row.status in (InputStatus.FAILED, InputStatus.PARTIAL):
            typer.echo(input_line(row, lang), err=True)
    raise typer.Exit(exit_code(rows))


def exit_code(rows: list[InputRow]) -> int:
    """0, or ``EXIT_SOME_FAILED`` where an input failed."""
    return EXIT_SOME_FAILED if any(row.status is InputStatus.FAILED for row in rows) else 0


@contextmanager
def progress(lang: Lang, label: str, paths: list[str]) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, on a terminal only, for work of more than two seconds."""
    if not sys.stderr.isatty() or "-" in paths:
        yield lambda count: None
        return
    from recoupe.readers import count_inputs
    from recoupe.views.progress import DelayedBar

    with DelayedBar(say(lang, label), count_inputs(list(paths)), PROGRESS_AFTER_SECONDS) as bar:
        yield bar.advance


@contextmanager
def busy(lang: Lang, label: str) -> Iterator[None]:
    """A moving sign on standard error, on a terminal only, for work whose length is not known."""
    if not sys.stderr.isatty():
        yield
        return
    from recoupe.views.progress import DelayedBar

    with DelayedBar(say(lang, label), None, PROGRESS_AFTER_SECONDS):
        yield


def ticking(items: Iterable[T], advance: Callable[[int], None]) -> Iterator[T]:
    """The items as they come, each one counted."""
    for item in items:
        yield item
        advance(1)
