"""Commands that put articles into a dossier and say what became of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.options import Cache, DossierFile, Fetch, Lang, Language, Paths, Workers
from recoupe.cli.terminal import (
    add_paths,
    exit_code,
    input_line,
    make_account,
    replace_file,
    report_inputs,
    say,
    update_account,
)
from recoupe.model import InputRow, InputStatus

if TYPE_CHECKING:
    from recoupe.dossier import Dossier


def add(
    dossier: Annotated[
        Path, typer.Argument(metavar="DOSSIER", help="The dossier's file; made where there is none.")
    ],
    paths: Paths,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Say what would be read, how, and what would fail; keep nothing."),
    ] = False,
    fetch: Fetch = False,
    workers: Workers = 1,
    cache: Cache = None,
    lang: Language = Lang.FR,
) -> None:
    """Read and annotate articles into a dossier; what is in already is not done twice."""
    from recoupe.dossier import Dossier

    if dry_run:
        _survey(paths, fetch, lang)
        return
    with Dossier(dossier, language=lang.value) as opened:
        _read_and_report(opened, lambda: add_paths(opened, paths, lang, fetch, workers, cache), lang, workers)


def retry(dossier: DossierFile, fetch: Fetch = False, workers: Workers = 1, lang: Language = Lang.FR) -> None:
    """Read again the inputs that failed, once what was wrong with them is put right."""
    from recoupe.dossier import Dossier

    with Dossier(dossier, language=lang.value) as opened:
        _read_and_report(opened, lambda: opened.retry(fetch=fetch, workers=workers), lang, workers)


def _read_and_report(
    dossier: Dossier, read: Callable[[], list[InputRow]], lang: Lang, workers: int = 1
) -> None:
    """Read articles into a dossier; say what became of each input, and what the new articles did to the account."""
    from rich.console import Console

    from recoupe.views.changes import print_changes

    held = dossier.file.count_articles()
    update_account(dossier, lang, workers)
    rows = read()
    changes = update_account(dossier, lang, workers)
    report_inputs(rows, lang)
    if held:
        print_changes(changes, Console(), lang.value)
    raise typer.Exit(exit_code(rows))


def _survey(paths: list[str], fetch: bool, lang: Lang) -> None:
    """Print a line for each file: its format, how many articles it holds, what of it would fail."""
    from recoupe.readers import read_paths
    from recoupe.readers.fetch import Fetcher
    from recoupe.readers.survey import survey

    rows: list[InputRow] = []
    articles = 0
    for each in survey(read_paths(paths, stdin=sys.stdin.buffer, fetch=Fetcher() if fetch else None)):
        name = say(lang, f"format_{each.format}") if each.format else say(lang, "format_none")
        typer.echo(say(lang, "would_read", path=each.path, format=name, articles=each.articles))
        for row in each.rows:
            typer.echo(f"  {input_line(row, lang)}")
        rows += each.rows
        articles += each.articles
    failed = sum(row.status is InputStatus.FAILED for row in rows)
    typer.echo(say(lang, "would_add", articles=articles, failed=failed))
    raise typer.Exit(exit_code(rows))


def status(
    dossier: DossierFile,
    lang: Language = Lang.FR,
) -> None:
    """Say what became of every input: ok, partial, failed and why, duplicate."""
    from recoupe.store import file

    with file.DossierFile(dossier, write=False, language=lang.value) as opened:
        rows = opened.inputs()
    for row in rows:
        typer.echo(input_line(row, lang))
    raise typer.Exit(exit_code(rows))


def demo(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FOLDER", help="Where the page and the dossier go.")
    ] = Path("out"),
    lang: Language = Lang.FR,
) -> None:
    """Run the main job on the example situation and say where the page is."""
    from recoupe.dossier import Dossier
    from recoupe.views.report import render_report

    output.mkdir(parents=True, exist_ok=True)
    dossier, page = output / "example.recoupe", output / "example.html"
    with Dossier(dossier, language=lang.value) as opened:
        rows = add_paths(opened, [str(example_articles())], lang)
        made = make_account(opened, lang)
        replace_file(
            page, render_report(made, list(opened.annotations()), opened.inputs(), lang.value).encode()
        )
    report_inputs(rows, lang)
    typer.echo(say(lang, "dossier_at", path=dossier.absolute()))
    typer.echo(say(lang, "page_at", path=page.absolute()))
    raise typer.Exit(exit_code(rows))


def example_articles() -> Path:
    """The folder of the example situation: in an installed package, or beside the sources."""
    packaged = Path(str(resources.files("recoupe"))) / "example" / "articles"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "examples" / "articles"
