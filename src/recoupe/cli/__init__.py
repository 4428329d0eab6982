"""The command line: one command, one call of the library."""

from __future__ import annotations

import errno
import os
import signal
import sys

import typer

from recoupe.cli import adding, archive, export, judge, lines, search, serve, telling
from recoupe.cli.options import Lang
from recoupe.cli.terminal import say

app = typer.Typer(
    name="recoupe",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="From a pile of press reports to a sourced, dated account: what stands, on whose word, through whom, since when.",
)
for command in (
    adding.add,
    adding.retry,
    telling.account,
    telling.report,
    telling.changes,
    search.search,
    serve.serve,
    adding.status,
    export.export,
    lines.annotate,
    lines.reuse,
    lines.stories,
    lines.evaluate,
    archive.archive,
    adding.demo,
):
    app.command()(command)
app.command("slice")(archive.slice_archive)
app.add_typer(judge.judge, name="judge")

EXIT_WRONG_USE = 2
EXIT_INTERRUPTED = 130
NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})
"""What the system says where nothing more can be written: the disk is full, the file may not grow, the quota is used up."""


class _Interrupted(BaseException):
    """Ctrl-C. Not ``KeyboardInterrupt``, which the command-line library answers in its own words."""


def _interrupt(*_: object) -> None:
    raise _Interrupted


def main() -> None:
    """Run the command line; a user's error is one line on standard error, never a traceback."""
    from recoupe.errors import RecoupeError
    from recoupe.processes import calculate_in_one_thread

    calculate_in_one_thread()
    lang = Lang.EN if {"--lang=en", "en"} & set(sys.argv) else Lang.FR
    signal.signal(signal.SIGINT, _interrupt)
    try:
        app()
    except RecoupeError as error:
        typer.echo(str(error), err=True)
        sys.exit(EXIT_WRONG_USE)
    except _Interrupted:
        typer.echo(say(lang, "interrupted"), err=True)
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        if error.errno in NO_ROOM:
            typer.echo(say(lang, "no_room"), err=True)
            sys.exit(EXIT_WRONG_USE)
        if error.filename is None:
            raise
        place, detail = error.filename2 or error.filename, error.strerror
        typer.echo(say(lang, "no_such_place", place=place, detail=detail), err=True)
        sys.exit(EXIT_WRONG_USE)
