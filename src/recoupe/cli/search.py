"""The command that looks for passages."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.options import DossierFile, Lang, Language, Lines, Output
from recoupe.cli.terminal import write
from recoupe.store.search.found import Order
from recoupe.views.passages import displayed

if TYPE_CHECKING:
    from recoupe.store.search.found import Found


def search(
    dossier: DossierFile,
    query: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY...", help="Words, phrases, ET/OU/SAUF, acteur:, source:, avant:, après:."
        ),
    ],
    page: Annotated[int, typer.Option("--page", min=1, help="Which page of the hits.")] = 1,
    size: Annotated[int, typer.Option("--size", min=1, max=200, help="How many hits a page has.")] = 20,
    order: Annotated[
        Order, typer.Option("--order", help="The most telling hits first, or the newest.")
    ] = Order.RELEVANCE,
    output: Output = None,
    lines: Lines = False,
    lang: Language = Lang.FR,
) -> None:
    """Find passages: for readers on a terminal, as JSON lines into a file or a pipe."""
    from recoupe.dossier import Dossier
    from recoupe.lines import encode_line
    from recoupe.store.search import explain_note

    with Dossier(dossier, write=False, language=lang.value) as opened:
        found = opened.search(" ".join(query), page=page, size=size, order=order)
    for note in found.notes:
        typer.echo(displayed(explain_note(note, lang.value)), err=True)
    if output is None and sys.stdout.isatty() and not lines:
        _print(found, lang)
    else:
        write((encode_line(hit) for hit in found.hits), output)


def _print(found: Found, lang: Lang) -> None:
    from rich.console import Console

    from recoupe.views.hits import print_hits

    print_hits(found, Console(), lang.value)
