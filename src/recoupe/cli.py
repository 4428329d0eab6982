"""The command line: one command, one call of the library."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from recoupe.languages import word_list
from recoupe.model import Account, Article, InputRow, InputStatus

if TYPE_CHECKING:
    from recoupe.dossier import Dossier

T = TypeVar("T")

app = typer.Typer(
    name="recoupe",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="From a pile of press reports to a sourced, dated account: what stands, on whose word, through whom, since when.",
)

EXIT_SOME_FAILED = 1
EXIT_WRONG_USE = 2
EXIT_INTERRUPTED = 130
PROGRESS_AFTER_SECONDS = 2.0


class Lang(StrEnum):
    """Languages of the reader."""

    FR = "fr"
    EN = "en"


class Counted(StrEnum):
    """What ``recoupe reuse`` writes a line for."""

    PASSAGE = "passage"
    ARTICLE = "article"
    OUTLET = "outlet"


class ExportFormat(StrEnum):
    """What ``recoupe export`` writes."""

    JSONL = "jsonl"
    CSV = "csv"


Paths = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Files or folders; - reads standard input.")
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
Lines = Annotated[bool, typer.Option("--lines", help="Lines for programs even on a terminal.")]
Language = Annotated[Lang, typer.Option("--lang", help="Language of the wording.")]


# --------------------------------------------------------------------------- commands


@app.command()
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
        before = _account(opened, lang)
        rows = _add(opened, paths, lang)
        after = _account(opened, lang)
    _report_inputs(rows, lang)
    if before.published:
        print_changes(compare_accounts(before, after, lang.value), Console(), lang.value)
    raise typer.Exit(_exit_code(rows))


@app.command()
def account(
    sources: Source,
    output: Output = None,
    lang: Language = Lang.FR,
    lines: Lines = False,
    as_of: AsOf = None,
) -> None:
    """Say what stands, on whose word, since when: for readers on a terminal, as JSON lines into a file or a pipe."""
    from recoupe.lines import encode_line

    with _opened(sources, lang) as (dossier, rows):
        made = _account(dossier, lang, as_of)
        if output is None and sys.stdout.isatty() and not lines:
            from rich.console import Console

            from recoupe.views.terminal import print_account

            print_account(made, list(dossier.annotations(as_of)), dossier.inputs(), Console(), lang.value)
        else:
            _write((encode_line(row) for row in made.rows), output)
    _finish(rows, lang)


@app.command()
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
) -> None:
    """Write the account as one self-contained HTML page."""
    from recoupe.crosscheck.changes import compare_accounts
    from recoupe.views.report import render_report

    with _opened(sources, lang) as (dossier, rows):
        made = _account(dossier, lang, as_of)
        changes = compare_accounts(_account(dossier, lang, since), made, lang.value) if since else ()
        annotations = list(dossier.annotations(as_of))
        page = render_report(made, annotations, dossier.inputs(), lang.value, name, changes, since)
        _replace_file(output, page.encode("utf-8", "replace"))
    typer.echo(_say(lang, "page_at", path=output.absolute()), err=True)
    _finish(rows, lang)


@app.command()
def changes(
    dossier: Annotated[Path, typer.Argument(metavar="DOSSIER", help="The dossier's file.")],
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE", help="What came out after this date; without it, what was added last."
        ),
    ] = None,
    output: Output = None,
    lines: Lines = False,
    lang: Language = Lang.FR,
) -> None:
    """Say what later articles did to the account: what is settled, disputed, surer, less sure, new."""
    from recoupe.dossier import Dossier
    from recoupe.lines import encode_line

    with Dossier(dossier, write=False, language=lang.value) as opened, _busy(lang, "crosschecking"):
        found = opened.changes(lang.value, since)
    if output is None and sys.stdout.isatty() and not lines:
        from rich.console import Console

        from recoupe.views.changes import print_changes

        print_changes(found, Console(), lang.value)
    else:
        _write((encode_line(change) for change in found), output)


@app.command()
def annotate(
    paths: Paths,
    output: Output = None,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Leave the article's text out of the line.")
    ] = False,
    lang: Language = Lang.FR,
) -> None:
    """Write one annotation line per article, in the order of input."""
    from recoupe.annotate import annotate as annotate_articles
    from recoupe.lines import annotation_line, encode_line

    failed: list[InputRow] = []
    with _progress(lang, "reading", paths) as advance:
        annotations = annotate_articles(_articles(paths, failed))
        _write(
            _ticking((encode_line(annotation_line(a, with_text=not no_text)) for a in annotations), advance),
            output,
        )
    _finish(failed, lang)


@app.command()
def reuse(
    paths: Paths,
    output: Output = None,
    by: Annotated[
        Counted,
        typer.Option(
            "--by", help="A line per passage, per article (its originality), or per pair of outlets."
        ),
    ] = Counted.PASSAGE,
    lang: Language = Lang.FR,
) -> None:
    """Write one line per passage that stands in two articles, or twice in one; or who copied how much."""
    from recoupe.crosscheck.originality import weigh_articles, weigh_outlets
    from recoupe.crosscheck.reuse import match_articles
    from recoupe.lines import encode_line

    count: dict[Counted, Callable[[list[Article]], Iterable[object]]] = {
        Counted.PASSAGE: match_articles,
        Counted.ARTICLE: weigh_articles,
        Counted.OUTLET: weigh_outlets,
    }
    failed: list[InputRow] = []
    with _progress(lang, "reading", paths) as advance:
        articles = list(_ticking(_articles(paths, failed), advance))
        _write((encode_line(line) for line in count[by](articles)), output)
    _finish(failed, lang)


@app.command()
def stories(paths: Paths, output: Output = None, lang: Language = Lang.FR) -> None:
    """Write to which story each article belongs, in the order of input."""
    from recoupe.crosscheck.stories import assign_stories
    from recoupe.lines import encode_line

    failed: list[InputRow] = []
    with _progress(lang, "reading", paths) as advance:
        articles = _ticking(_articles(paths, failed), advance)
        _write((encode_line(line) for line in assign_stories(articles)), output)
    _finish(failed, lang)


@app.command()
def export(
    dossier: Annotated[Path, typer.Argument(metavar="DOSSIER", help="The dossier's file.")],
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
        rows = _account(opened, lang).rows
    chunks = (
        jsonl_export.encode(rows)
        if to is ExportFormat.JSONL
        else csv_export.encode(rows, guarded=spreadsheet)
    )
    _write(chunks, output)


@app.command()
def status(
    dossier: Annotated[Path, typer.Argument(metavar="DOSSIER", help="The dossier's file.")],
    lang: Language = Lang.FR,
) -> None:
    """Say what became of every input: ok, partial, failed and why, duplicate."""
    from recoupe.dossier import Dossier

    with Dossier(dossier, write=False, language=lang.value) as opened:
        rows = opened.inputs()
    for row in rows:
        typer.echo(_input_line(row, lang))
    raise typer.Exit(_exit_code(rows))


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Gold lines.")],
    predicted: Annotated[
        Path, typer.Argument(metavar="PRED", help="Lines made by Recoupe from the same texts.")
    ],
) -> None:
    """Score annotation or account lines against gold, layer by layer."""
    from rich.console import Console
    from rich.table import Table

    from recoupe.evaluation import evaluate_files, format_scores

    head, *body = format_scores(evaluate_files(gold, predicted))
    table = Table(*head)
    for line in body:
        table.add_row(*line)
    Console(width=max(100, Console().width)).print(table)


@app.command()
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
        rows = _add(opened, [str(example_articles())], lang)
        made = _account(opened, lang)
        _replace_file(
            page, render_report(made, list(opened.annotations()), opened.inputs(), lang.value).encode()
        )
    _report_inputs(rows, lang)
    typer.echo(_say(lang, "dossier_at", path=dossier.absolute()))
    typer.echo(_say(lang, "page_at", path=page.absolute()))
    raise typer.Exit(_exit_code(rows))


def example_articles() -> Path:
    """The folder of the example situation: in an installed package, or beside the sources."""
    packaged = Path(str(resources.files("recoupe"))) / "example" / "articles"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "examples" / "articles"


# --------------------------------------------------------------------------- reading and writing


@contextmanager
def _opened(sources: list[str], lang: Lang) -> Iterator[tuple[Dossier, list[InputRow]]]:
    """The dossier named, or one in memory holding what the paths hold; with the rows of what was read just now."""
    from recoupe.dossier import Dossier
    from recoupe.store.file import is_dossier

    if len(sources) == 1 and is_dossier(sources[0]):
        with Dossier(sources[0], write=os.access(sources[0], os.W_OK), language=lang.value) as dossier:
            yield dossier, [row for row in dossier.inputs() if row.status is InputStatus.FAILED]
    else:
        with Dossier() as dossier:
            yield dossier, _add(dossier, sources, lang)


def _add(dossier: Dossier, paths: list[str], lang: Lang) -> list[InputRow]:
    with _progress(lang, "reading", paths) as advance:
        return dossier.add(list(paths), stdin=sys.stdin.buffer, progress=advance)


def _account(dossier: Dossier, lang: Lang, as_of: str | None = None) -> Account:
    with _busy(lang, "crosschecking"):
        return dossier.account(lang.value, as_of)


def _articles(paths: list[str], failed: list[InputRow]) -> Iterator[Article]:
    """The articles under these paths; what could not be read is collected."""
    from recoupe.readers import read_paths

    for item in read_paths(list(paths), stdin=sys.stdin.buffer):
        if isinstance(item, InputRow):
            failed.append(item)
        else:
            yield item


def _write(chunks: Iterable[bytes], output: Path | None) -> None:
    """Write to standard output as it comes, or to a file that appears only when it is whole."""
    if output is None or str(output) == "-":
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        return
    partial = output.with_name(output.name + ".part")
    with partial.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
    partial.replace(output)


def _replace_file(path: Path, content: bytes) -> None:
    _write((content,), path)


# --------------------------------------------------------------------------- what the user is told


def _say(lang: Lang, key: str, **parts: object) -> str:
    return str(word_list(lang.value, "commands")[key]).format(**parts)


def _input_line(row: InputRow, lang: Lang) -> str:
    """One line on one input: status, name, reason, remedy."""
    from recoupe.errors import explain

    reason, remedy = explain(row, lang.value)
    return "\t".join(part for part in (row.status.value, row.origin, reason, remedy) if part)


def _report_inputs(rows: list[InputRow], lang: Lang) -> None:
    counts = {status.value: sum(row.status is status for row in rows) for status in InputStatus}
    for row in rows:
        if row.status in (InputStatus.FAILED, InputStatus.PARTIAL):
            typer.echo(_input_line(row, lang), err=True)
    typer.echo(_say(lang, "added", **counts), err=True)


def _finish(rows: list[InputRow], lang: Lang) -> None:
    """Name what failed on standard error and end with the code that says so."""
    for row in rows:
        if row.status in (InputStatus.FAILED, InputStatus.PARTIAL):
            typer.echo(_input_line(row, lang), err=True)
    raise typer.Exit(_exit_code(rows))


def _exit_code(rows: list[InputRow]) -> int:
    return EXIT_SOME_FAILED if any(row.status is InputStatus.FAILED for row in rows) else 0


@contextmanager
def _progress(lang: Lang, label: str, paths: list[str]) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, on a terminal only, for work of more than two seconds."""
    if not sys.stderr.isatty() or "-" in paths:
        yield lambda count: None
        return
    from recoupe.readers import count_inputs
    from recoupe.views.progress import DelayedBar

    with DelayedBar(_say(lang, label), count_inputs(list(paths)), PROGRESS_AFTER_SECONDS) as bar:
        yield bar.advance


@contextmanager
def _busy(lang: Lang, label: str) -> Iterator[None]:
    """A moving sign on standard error, on a terminal only, for work whose length is not known."""
    if not sys.stderr.isatty():
        yield
        return
    from recoupe.views.progress import DelayedBar

    with DelayedBar(_say(lang, label), None, PROGRESS_AFTER_SECONDS):
        yield


def _ticking(items: Iterable[T], advance: Callable[[int], None]) -> Iterator[T]:
    for item in items:
        yield item
        advance(1)


class _Interrupted(BaseException):
    """Ctrl-C. Not ``KeyboardInterrupt``, which the command-line library answers in its own words."""


def _interrupt(*_: object) -> None:
    raise _Interrupted


def main() -> None:
    """Run the command line; a user's error is one line on standard error, never a traceback."""
    from recoupe.errors import RecoupeError

    lang = Lang.EN if {"--lang=en", "en"} & set(sys.argv) else Lang.FR
    signal.signal(signal.SIGINT, _interrupt)
    try:
        app()
    except RecoupeError as error:
        typer.echo(str(error), err=True)
        sys.exit(EXIT_WRONG_USE)
    except _Interrupted:
        typer.echo(_say(lang, "interrupted"), err=True)
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
