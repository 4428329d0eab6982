"""Commands that say what stands: the account, its page, what changed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.options import AsOf, Cache, DossierFile, Lang, Language, Lines, Output, Source, Workers
from recoupe.cli.terminal import (
    busy,
    finish,
    make_account,
    open_account,
    open_sources,
    replace_file,
    say,
    write,
)

if TYPE_CHECKING:
    from recoupe.dossier import Dossier
    from recoupe.store.shown import KeptAccount


def account(
    sources: Source,
    output: Output = None,
    lang: Language = Lang.FR,
    lines: Lines = False,
    as_of: AsOf = None,
    workers: Workers = 1,
    cache: Cache = None,
) -> None:
    """Say what stands, on whose word, since when: for readers on a terminal, as JSON lines into a file or a pipe."""
    from recoupe.lines import encode_line

    with open_sources(sources, lang, workers, cache) as (dossier, rows):
        kept = open_account(dossier, lang, workers) if as_of is None else None
        if output is None and sys.stdout.isatty() and not lines:
            _print_account(dossier, kept, lang, as_of, workers)
        elif kept is not None and not kept.is_judged:
            write(kept.lines, output)
        else:
            write(map(encode_line, make_account(dossier, lang, as_of, workers).rows), output)
    finish(rows, lang)


def _print_account(
    dossier: Dossier, kept: KeptAccount | None, lang: Lang, as_of: str | None, workers: int
) -> None:
    """Print what stands; read from the file where it is kept, else from the whole account."""
    from rich.console import Console

    from recoupe.views.digest import UNREAD
    from recoupe.views.opened import OpenedDigest
    from recoupe.views.terminal import print_account, print_digest
    from recoupe.views.wording import wording

    if kept is not None:
        print_digest(OpenedDigest(kept, dossier.file.inputs(UNREAD), wording(lang.value)), Console())
    else:
        made = make_account(dossier, lang, as_of, workers)
        print_account(made, list(dossier.annotations(as_of)), dossier.inputs(), Console(), lang.value)


def report(
    sources: Source,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The page to write.")] = Path(
        "account.html"
    ),
    lang: Language = Lang.FR,
    name: Annotated[
        str | None, typer.Option("--name", help="The situation's name, as the page's title.")
    ] = None,
    as_of: AsOf = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="Begin with what the articles after this date changed."),
    ] = None,
    workers: Workers = 1,
    cache: Cache = None,
) -> None:
    """Write the account as one self-contained HTML page."""
    from recoupe.crosscheck.changes import compare_rows
    from recoupe.views.report import render_report

    with open_sources(sources, lang, workers, cache) as (dossier, rows):
        made = make_account(dossier, lang, as_of, workers)
        changes = (
            compare_rows(make_account(dossier, lang, since, workers).rows, made.rows, lang.value)
            if since
            else ()
        )
        annotations = list(dossier.annotations(as_of))
        page = render_report(made, annotations, dossier.inputs(), lang.value, name, changes, since)
        replace_file(output, page.encode("utf-8", "replace"))
    typer.echo(say(lang, "page_at", path=output.absolute()), err=True)
    finish(rows, lang)


def changes(
    dossier: DossierFile,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE", help="What came out after this date; without it, what was added last."
        ),
    ] = None,
    output: Output = None,
    lines: Lines = False,
    lang: Language = Lang.FR,
    workers: Workers = 1,
) -> None:
    """Say what later articles did to the account: what is settled, disputed, surer, less sure, new."""
    from recoupe.dossier import Dossier
    from recoupe.lines import encode_line

    with Dossier(dossier, write=False, language=lang.value) as opened, busy(lang, "crosschecking"):
        found = opened.changes(lang.value, since, workers=workers)
    if output is None and sys.stdout.isatty() and not lines:
        from rich.console import Console

        from recoupe.views.changes import print_changes

        print_changes(found, Console(), lang.value)
    else:
        write((encode_line(change) for change in found), output)
