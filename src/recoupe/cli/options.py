"""What commands share of their arguments: languages, paths, dossiers, where to write."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Lang(StrEnum):
    """Languages of the reader."""

    FR = "fr"
    EN = "en"


DossierFile = Annotated[Path, typer.Argument(metavar="DOSSIER", help="The dossier's file.")]
Paths = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Files or folders; - reads standard input.")
]
Fetch = Annotated[
    bool, typer.Option("--fetch", help="Fetch web addresses and live feeds; nothing is fetched without it.")
]
Source = Annotated[
    list[str], typer.Argument(metavar="PATH...|DOSSIER", help="A dossier, or files and folders.")
]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here instead of standard output.")
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Only what was out by then: 2031, 2031-03 or 2031-03-14."),
]
Workers = Annotated[
    int,
    typer.Option("--workers", min=1, max=64, metavar="N", help="Share the work between this many processes."),
]
Cache = Annotated[
    Path | None,
    typer.Option("--cache", metavar="FILE", help="Parses that dossiers share; made where there is none."),
]
Lines = Annotated[bool, typer.Option("--lines", help="Lines for programs even on a terminal.")]
Language = Annotated[Lang, typer.Option("--lang", help="Language of the wording.")]
