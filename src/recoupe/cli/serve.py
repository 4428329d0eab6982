"""The command that opens the reading room."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.options import Lang, Language
from recoupe.cli.terminal import say

if TYPE_CHECKING:
    from recoupe.serve.passwords import Password


def serve(
    dossier: Annotated[
        Path, typer.Argument(metavar="DOSSIER", help="The dossier's file; made where there is none.")
    ],
    host: Annotated[
        str,
        typer.Option(
            "--host", help="Where to listen; other machines can ask only where this is not 127.0.0.1."
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option("--port", min=1, max=65535, help="The port; without it 8737, or one that is free."),
    ] = None,
    password_file: Annotated[
        Path | None,
        typer.Option(
            "--password-file",
            metavar="FILE",
            help="Ask readers for the password whose digest this file keeps; asked for and kept where there is none.",
        ),
    ] = None,
    answer_to: Annotated[
        list[str] | None,
        typer.Option(
            "--answer-to", metavar="NAME", help="A further host name to answer to; may be repeated."
        ),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Nothing can be added or decided.")] = False,
    name: Annotated[
        str | None, typer.Option("--name", help="The situation's name, at the head of the pages.")
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the room in the browser of this machine.")
    ] = True,
    lang: Language = Lang.FR,
) -> None:
    """Open a dossier as a local web application: read, search, decide, add."""
    import webbrowser

    from recoupe.serve import serve as serve_dossier

    password = _password(password_file, lang) if password_file else None

    def ready(address: str) -> None:
        typer.echo(say(lang, "room_at", address=address), err=True)
        if browser:
            webbrowser.open(address)

    serve_dossier(
        dossier,
        host=host,
        port=port,
        password=password,
        names=frozenset(answer_to or ()),
        language=lang.value,
        read_only=read_only,
        name=name,
        ready=ready,
    )


def _password(path: Path, lang: Lang) -> Password:
    """The digest kept in a file; asked for twice and kept where there is no such file yet."""
    from recoupe.serve.passwords import hash_password, read_password, write_password

    if path.exists():
        return read_password(path)
    password = hash_password(
        typer.prompt(say(lang, "new_password"), hide_input=True, confirmation_prompt=True)
    )
    write_password(password, path)
    return password
