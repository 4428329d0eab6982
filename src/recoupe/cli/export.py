"""The command that hands the account on to another program."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Annotated

import typer

from recoupe.cli.options import DossierFile, Lang, Language, Output
from recoupe.cli.terminal import busy, write


def export(
    dossier: DossierFile,
    to: Annotated[
        str, typer.Option("--to", metavar="FORMAT", help="The format: csv, xlsx, ris… (docs/exports.md).")
    ],
    output: Output = None,
    rows: Annotated[
        list[str] | None,
        typer.Option("--rows", metavar="KINDS", help="Only these kinds of row: events,statements,sources…"),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where", metavar="NAME=VALUE", help="Only what meets these conditions: standing=established…"
        ),
    ] = None,
    with_text: Annotated[
        bool,
        typer.Option(
            "--with-text", help="Whole texts too, where you may pass them on; else passages and links."
        ),
    ] = False,
    spreadsheet: Annotated[
        bool, typer.Option("--spreadsheet", help="CSV for a spreadsheet: no cell can start a formula.")
    ] = False,
    lang: Language = Lang.FR,
) -> None:
    """Write the account or its sources for another program."""
    from recoupe.dossier import Dossier
    from recoupe.exports import export as export_dossier
    from recoupe.exports import format_named
    from recoupe.exports.choosing import export_error

    found = format_named(to, lang.value)
    to_terminal = output is None or str(output) == "-"
    if found.binary and to_terminal and sys.stdout.isatty():
        raise export_error("to_terminal", lang.value, f"--to {to}")
    with Dossier(dossier, write=False, language=lang.value) as opened:
        with busy(lang, "crosschecking"):
            pieces = export_dossier(
                opened,
                to,
                rows=rows or (),
                where=where or (),
                language=lang.value,
                with_text=with_text,
                guarded=spreadsheet,
            )
        try:
            if found.folder and output is not None and not to_terminal and output.suffix != ".zip":
                _write_folder(pieces, output, lang)
            else:
                write(pieces, output)
        except BrokenPipeError:
            raise
        except OSError as error:
            place = "-o" if output is None else str(output)
            raise export_error("cannot_write", lang.value, place, detail=error.strerror or error) from error


def _write_folder(pieces: Iterable[bytes], output: Path, lang: Lang) -> None:
    """Lay the files of an archive in a new folder, which appears only when it is whole."""
    from recoupe.exports.choosing import export_error

    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise export_error("folder_there", lang.value, str(output))
    output.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=output.parent, prefix=f".{output.name}.") as partial, TemporaryFile() as held:
        for piece in pieces:
            held.write(piece)
        whole = Path(partial) / output.name
        with zipfile.ZipFile(held) as archive:
            archive.extractall(whole)
        if output.exists():
            output.rmdir()
        whole.replace(output)
