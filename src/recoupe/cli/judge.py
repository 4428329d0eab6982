"""The commands that decide: merge, split, confirm, reject, correct, note, undo."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recoupe.cli.options import DossierFile, Lang, Language, Lines, Output
from recoupe.cli.terminal import write
from recoupe.decisions import Letter
from recoupe.languages import word_list
from recoupe.model import MatchKind, Place
from recoupe.views.passages import displayed

if TYPE_CHECKING:
    from recoupe.crosscheck.judged import Lost
    from recoupe.decisions import Decision
    from recoupe.dossier import Dossier

judge = typer.Typer(
    no_args_is_help=True,
    help="Decide over the machine: every decision is kept with its author and time, and can be taken back.",
)

Author = Annotated[
    str | None,
    typer.Option(
        "--author", envvar="RECOUPE_AUTHOR", help="Who decides; without it, the user's name on this machine."
    ),
]
At = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="MOMENT", help="When it was decided, with its offset from UTC; without it, now."
    ),
]
Row = Annotated[str, typer.Argument(metavar="ROW", help="A row's key, as in recoupe account; or an actor.")]
Article = Annotated[str, typer.Argument(metavar="ARTICLE", help="An article's id.")]


@judge.command()
def merge(
    dossier: DossierFile,
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="Key or name; it gives the name.")],
    others: Annotated[list[str], typer.Argument(metavar="OTHER...", help="The actors that are the same.")],
    author: Author = None,
    at: At = None,
    lang: Language = Lang.FR,
) -> None:
    """Several actors are one."""
    _decide("merge_actors", dossier, lang, author, at, actor, *others)


@judge.command()
def split(
    dossier: DossierFile,
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="Key or name.")],
    name: Annotated[
        list[str] | None, typer.Option("--name", help="What goes by this name leaves; may be repeated.")
    ] = None,
    article: Annotated[
        list[str] | None,
        typer.Option("--article", help="What stands in this article leaves; may be repeated."),
    ] = None,
    author: Author = None,
    at: At = None,
    lang: Language = Lang.FR,
) -> None:
    """One actor is two."""
    _decide("split_actor", dossier, lang, author, at, actor, names=name or (), articles=article or ())


@judge.command()
def confirm(
    dossier: DossierFile, row: Row, author: Author = None, at: At = None, lang: Language = Lang.FR
) -> None:
    """A row is right."""
    _decide("confirm_row", dossier, lang, author, at, row)


@judge.command()
def reject(
    dossier: DossierFile, row: Row, author: Author = None, at: At = None, lang: Language = Lang.FR
) -> None:
    """A row is wrong: it stays, marked, and bears on nothing."""
    _decide("reject_row", dossier, lang, author, at, row)


@judge.command()
def correct(
    dossier: DossierFile,
    row: Row,
    speaker: Annotated[
        str | None, typer.Option("--speaker", help="Who says it: an actor's key or name.")
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", help="When it is: 2031, 2031-03 or 2031-03-14.")
    ] = None,
    modality: Annotated[
        str | None, typer.Option("--modality", help="In what mode: occurred, announced, denied, asserted…")
    ] = None,
    author: Author = None,
    at: At = None,
    lang: Language = Lang.FR,
) -> None:
    """A row's speaker, date or modality is another."""
    _decide("correct_row", dossier, lang, author, at, row, speaker=speaker, date=date, modality=modality)


@judge.command()
def lineage(
    dossier: DossierFile,
    row: Row,
    article: Article,
    other: Article,
    same: Annotated[bool, typer.Option("--same/--apart", help="One origin, or each its own.")] = True,
    author: Author = None,
    at: At = None,
    lang: Language = Lang.FR,
) -> None:
    """On a row, two articles have one origin, or each its own."""
    _decide("correct_lineage", dossier, lang, author, at, row, article, other, same=same)


@judge.command()
def copying(
    dossier: DossierFile,
    earlier: Annotated[str, typer.Argument(metavar="PLACE", help="ARTICLE:START-END, as in recoupe reuse.")],
    later: Annotated[str, typer.Argument(metavar="PLACE", help="The other side of the match.")],
    kind: Annotated[
        MatchKind | None, typer.Option("--kind", help="What kind of copying it is; without it, none.")
    ] = None,
    author: Author = None,
    at: At = None,
    lang: Language = Lang.FR,
) -> None:
    """A passage in common is a copy of another kind, or none."""
    _decide("correct_copying", dossier, lang, author, at, _place(earlier), _place(later), kind)


@judge.command()
def letter(
    dossier: DossierFile,
    outlet: Annotated[str, typer.Argument(metavar="OUTLET", help="The outlet's name.")],
    grade: Annotated[Letter, typer.Argument(metavar="A-F", help="A reliable … E unreliable, F not known.")],
    author: Author = None,
    at: At = None,
    lang: Language = Lang.FR,
) -> None:
    """How reliable an outlet is, on the Admiralty scale."""
    _decide("rate_outlet", dossier, lang, author, at, outlet, grade)


@judge.command()
def note(
    dossier: DossierFile,
    about: Annotated[str, typer.Argument(metavar="ROW|PLACE", help="A row, an actor, or ARTICLE:START-END.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The note.")],
    author: Author = None,
    at: At = None,
    lang: Language = Lang.FR,
) -> None:
    """A note on a row, an actor or a passage."""
    place = _place(about) if _is_place(about) else None
    if place is None:
        _decide("note_row", dossier, lang, author, at, about, text)
    else:
        _decide("note_passage", dossier, lang, author, at, place, text)


@judge.command()
def undo(
    dossier: DossierFile,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The decision's number.")],
    author: Author = None,
    at: At = None,
    lang: Language = Lang.FR,
) -> None:
    """Take a decision back."""
    _decide("undo", dossier, lang, author, at, number)


@judge.command("list")
def list_all(
    dossier: DossierFile,
    row: Annotated[
        str | None, typer.Option("--row", help="Only what is about this row or actor (its key).")
    ] = None,
    output: Output = None,
    lines: Lines = False,
    lang: Language = Lang.FR,
) -> None:
    """Every decision, with what has become of it."""
    from recoupe import judging
    from recoupe.lines import encode_line

    with _opened(dossier, lang, write=False) as opened:
        found = judging.decisions_on(opened, row) if row else judging.list_decisions(opened)
        lost = judging.explain_orphans(opened, found)
    if output is not None or lines:
        write((encode_line(_with_state(*each, lost)) for each in found), output)
        return
    words = word_list(lang.value, "judge")
    numbers = {decision.uid: decision.number for decision, _ in found}
    for decision, state in found:
        told = judging.tell(decision, lang.value, numbers)
        why = lost.get(decision.number)
        become = words["state"][state] + (f" ({words['lost'][why.lack]})" if why else "")
        parts = (str(decision.number), decision.at, decision.author, become, told)
        typer.echo("\t".join(map(displayed, parts)))


def _with_state(decision: Decision, state: str, lost: Mapping[int, Lost]) -> dict[str, Any]:
    """A decision line with what has become of it; of an orphan what it lacks, and the key of the row that is told there now."""
    from msgspec import to_builtins

    why = lost.get(decision.number)
    return {**to_builtins(decision), "state": state, **({"lost": why._asdict()} if why else {})}


@judge.command("export")
def export_all(dossier: DossierFile, output: Output = None, lang: Language = Lang.FR) -> None:
    """Write every decision as a JSON line."""
    from recoupe import judging

    with _opened(dossier, lang, write=False) as opened:
        lines = list(judging.export_decisions(opened))
    write(lines, output)
    typer.echo(_say(lang, "exported", count=len(lines)), err=True)


@judge.command("import")
def import_all(
    dossier: DossierFile,
    file: Annotated[
        typer.FileBinaryRead, typer.Argument(metavar="FILE", help="Decision lines; - reads standard input.")
    ],
    lang: Language = Lang.FR,
) -> None:
    """Take over the decisions made on another dossier."""
    from recoupe import judging

    lines = [line for line in file if line.strip()]
    with _opened(dossier, lang) as opened:
        written = judging.import_decisions(opened, lines)
    typer.echo(_say(lang, "imported", count=len(written), known=len(lines) - len(written)), err=True)


# --------------------------------------------------------------------------- around each of them


@contextmanager
def _opened(path: Path, lang: Lang, write: bool = True) -> Iterator[Dossier]:
    """A dossier that is there; none is made."""
    from recoupe.dossier import Dossier
    from recoupe.store.file import dossier_error

    if not path.is_file():
        raise dossier_error("no_dossier", str(path), lang.value)
    with Dossier(path, write=write, language=lang.value) as dossier:
        yield dossier


def _decide(
    what: str, path: Path, lang: Lang, author: str | None, at: str | None, *parts: Any, **options: Any
) -> None:
    """Make one decision of ``judging`` and say what was written."""
    from recoupe import judging
    from recoupe.store.judgements import load_decisions

    make: Callable[..., Decision] = getattr(judging, what)
    who = author or _user()
    when = at or datetime.now(UTC).isoformat(timespec="seconds")
    with _opened(path, lang) as dossier:
        decision = make(dossier, *parts, **options, author=who, at=when)
        numbers = {made.uid: made.number for made in load_decisions(dossier.file)}
    told = judging.tell(decision, lang.value, numbers)
    typer.echo(displayed(_say(lang, "written", number=decision.number, told=told)))


def _say(lang: Lang, key: str, **parts: object) -> str:
    return str(word_list(lang.value, "judge")["command"][key]).format(**parts)


def _is_place(words: str) -> bool:
    article, _, span = words.rpartition(":")
    start, dash, end = span.partition("-")
    return bool(article and dash) and start.isdecimal() and end.isdecimal()


def _place(words: str) -> Place:
    """``ARTICLE:START-END``; raises a usage error for anything else."""
    if not _is_place(words):
        raise typer.BadParameter(f"{words} (ARTICLE:START-END)")
    article, _, span = words.rpartition(":")
    start, _, end = span.partition("-")
    return Place(id=article, start=int(start), end=int(end))


def _user() -> str:
    """The name of the user on this machine, empty where it has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
