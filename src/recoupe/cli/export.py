"""The command that hands the account on to another program."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from recoupe.cli.options import DossierFile, Lang, Language, Output
from recoupe.cli.terminal import make_account, write


class ExportFormat(StrEnum):
    """What ``recoupe export`` writes."""

    JSONL = "jsonl"
    CSV = "csv"


def export(
    dossier: DossierFile,
    to: Annotated[ExportFormat, typer.Option("--to", help="The format.")],
    output: Output = None,
    spreadsheet: Annotated[
        bool, typer.Option("--spreadsheet", help="CSV for a spreadsheet: no cell can start a formula.")
    ] = False,
    lang: Language = Lang.FR,
) -> None:
    """Write the account's rows for another program."""
    from recoupe.dossier import Dossier
    from recoupe.exports import csv as csv_export
    from recoupe.exports import jsonl as jsonl_export

    with Dossier(dossier, write=False, language=lang.value) as opened:
        rows = make_account(opened, lang).rows
    chunks = (
        jsonl_export.encode(rows)
        if to is ExportFormat.JSONL
        else csv_export.encode(rows, guarded=spreadsheet)
    )
    write(chunks, output)
