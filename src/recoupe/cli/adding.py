"""Commands that put articles into a dossier and say what became of them."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from recoupe.cli.options import DossierFile, Lang, Language, Paths
from recoupe.cli.terminal import (
    add_paths,
    exit_code,
    input_line,
    make_account,
    replace_file,
    report_inputs,
    say,
)


def add(
    dossier: Annotated[
        Path, typer.Argument(metavar="DOSSIER", help="The dossier's file; made where there is none.")
    ],
    paths: Paths,
    lang: Language = Lang.FR,
) -> None:
    """Read and annotate articles into a dossier; what is in already is not done twice."""
    from rich.console import Console

    from recoupe.crosscheck.changes import compare_accounts
    from recoupe.dossier import Dossier
    from recoupe.views.changes import print_changes

    with Dossier(dossier, language=lang.value) as opened:
        before = make_account(opened, lang)
        rows = add_paths(opened, paths, lang)
        after = make_account(opened, lang)
    report_inputs(rows, lang)
    if before.published:
        print_changes(compare_accounts(before, after, lang.value), Console(), lang.value)
    raise typer.Exit(exit_code(rows))


def status(
    dossier: DossierFile,
    lang: Language = Lang.FR,
) -> None:
    """Say what became of every input: ok, partial, failed and why, duplicate."""
    from recoupe.dossier import Dossier

    with Dossier(dossier, write=False, language=lang.value) as opened:
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
