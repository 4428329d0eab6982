"""Commands for more articles than one dossier holds: an archive of Parquet tables, and a dossier of a part of it."""

from __future__ import annotations

import sys
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from recoupe.cli.options import Lang, Language, Workers
from recoupe.cli.terminal import busy, finish, report_inputs
from recoupe.languages import word_list


def archive(
    inputs: Annotated[
        list[Path],
        typer.Argument(metavar="INPUT...", help="JSON Lines or Parquet files of articles, or folders."),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="The archive's folder; made where there is none.")
    ],
    master: Annotated[
        str | None,
        typer.Option("--master", metavar="URL", help="A Spark master: local[4], spark://host:7077, yarn…"),
    ] = None,
    workers: Workers = 1,
    lang: Language = Lang.FR,
) -> None:
    """Annotate and crosscheck any number of articles into Parquet tables by month; what is done is not done again."""
    _need_arrow(lang)
    from recoupe.archive import build_archive, open_engine

    told = partial(_tell, lang=lang)
    engine = open_engine(master, lang.value)
    try:
        rows = build_archive(inputs, out, engine=engine, workers=workers, language=lang.value, told=told)
    finally:
        engine.close()
    finish(rows, lang)


def slice_archive(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The archive's folder.")],
    into: Annotated[
        Path, typer.Option("--into", metavar="DOSSIER", help="The dossier's file; made where there is none.")
    ],
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where", metavar="NAME=VALUE", help="Only what meets these conditions: since=2031-03…"
        ),
    ] = None,
    lang: Language = Lang.FR,
) -> None:
    """Make a dossier of a part of an archive; nothing is annotated again."""
    _need_arrow(lang)
    from recoupe.archive.slicing import read_slice
    from recoupe.dossier import Dossier

    chosen = read_slice(folder, where or (), lang.value)
    with Dossier(into, language=lang.value) as dossier, busy(lang, "reading"):
        rows = dossier.take(chosen)
    report_inputs(rows, lang)


def _need_arrow(lang: Lang) -> None:
    """Raise ``RecoupeError`` where the library that reads and writes Parquet is not installed."""
    if find_spec("pyarrow") is None:
        from recoupe.exports.choosing import export_error

        raise export_error("no_library", lang.value, library="pyarrow")


def _tell(step: str, lang: Lang) -> None:
    """Name a step on a terminal."""
    if sys.stderr.isatty():
        name, _, month = step.partition(" ")
        typer.echo(word_list(lang.value, "archive")["steps"][name].format(month=month), err=True)
