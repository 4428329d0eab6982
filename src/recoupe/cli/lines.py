"""Commands that work on files alone, one line each time: annotations, passages in common, stories, scores."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from recoupe.cli.options import Cache, Lang, Language, Output, Paths, Workers
from recoupe.cli.terminal import finish, progress, read_articles, ticking, write
from recoupe.model import Article, InputRow


class Counted(StrEnum):
    """What ``recoupe reuse`` writes a line for."""

    PASSAGE = "passage"
    ARTICLE = "article"
    OUTLET = "outlet"


def annotate(
    paths: Paths,
    output: Output = None,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Leave the article's text out of the line.")
    ] = False,
    workers: Workers = 1,
    cache: Cache = None,
    lang: Language = Lang.FR,
) -> None:
    """Write one annotation line per article, in the order of input."""
    from recoupe.annotate import annotate as annotate_articles
    from recoupe.lines import annotation_line, encode_line
    from recoupe.store.parses import open_parses

    failed: list[InputRow] = []
    with progress(lang, "reading", paths) as advance:
        parses = partial(open_parses, *([cache] if cache else []))
        annotations = annotate_articles(read_articles(paths, failed), workers=workers, parses=parses)
        write(
            ticking((encode_line(annotation_line(a, with_text=not no_text)) for a in annotations), advance),
            output,
        )
    finish(failed, lang)


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
    with progress(lang, "reading", paths) as advance:
        articles = list(ticking(read_articles(paths, failed), advance))
        write((encode_line(line) for line in count[by](articles)), output)
    finish(failed, lang)


def stories(paths: Paths, output: Output = None, lang: Language = Lang.FR) -> None:
    """Write to which story each article belongs, in the order of input."""
    from recoupe.crosscheck.stories import assign_stories
    from recoupe.lines import encode_line

    failed: list[InputRow] = []
    with progress(lang, "reading", paths) as advance:
        articles = ticking(read_articles(paths, failed), advance)
        write((encode_line(line) for line in assign_stories(articles)), output)
    finish(failed, lang)


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
