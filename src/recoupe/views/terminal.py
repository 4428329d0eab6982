"""The account on a terminal: what stands first, then what is disputed, awaited, foretold, counted and changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from rich.console import Console
from rich.table import Table
from rich.text import Text

from recoupe.model import (
    Account,
    AccountRow,
    Annotation,
    InputRow,
    LedgerPart,
    LedgerRow,
    PartStatus,
    PositionRow,
    QuantityRow,
    RelationRow,
    Standing,
)
from recoupe.order import is_awaited
from recoupe.views.digest import Digest, articles_of
from recoupe.views.figures import Agreement, counted_in_words, figure_in_words, group_figures
from recoupe.views.foretold import aspect_in_words, part_in_words
from recoupe.views.passages import displayed
from recoupe.views.stances import position_lines
from recoupe.views.wording import Wording, wording

MOST_LINES = 12
"""How many rows of one kind the terminal shows; it says how many more there are."""

_DISCS = {
    Standing.ESTABLISHED: "●",
    Standing.DISPUTED: "◑◐",
    Standing.SINGLE_ORIGIN: "◐",
    Standing.CLAIMED: "○",
    Standing.ANNOUNCED: "◌",
    Standing.OPEN: "◌",
    Standing.SUPERSEDED: "⊘",
}
_STYLES = {Standing.ESTABLISHED: "bold", Standing.DISPUTED: "red"}
_MARKS = frozenset({*_DISCS.values(), "–"})
_PARTS = {PartStatus.CONFIRMED: "●", PartStatus.REFUTED: "⊘", PartStatus.OPEN: "◌"}


def print_account(
    account: Account,
    annotations: Sequence[Annotation],
    inputs: Sequence[InputRow],
    console: Console,
    language: str = "fr",
    name: str | None = None,
) -> None:
    """Print the account to ``console`` at its width, worded in ``language``; raises ``ValueError`` for any but "fr", "en"."""
    print_digest(Digest(account, annotations, inputs, wording(language), name), console)


def print_digest(digest: Digest, console: Console) -> None:
    """Print what a digest tells to ``console``, each section as soon as it is known."""
    w = digest.wording
    for line in _head(digest):
        console.print(line)
    _print_section(console, w("first.stands"), _stands(digest))
    _print_section(console, w("first.disputed"), _disputed(digest))
    _print_section(console, w("first.awaited"), _awaited(digest))
    _print_section(console, w("nav.positions"), _positions(digest))
    _print_section(console, w("terminal.ledger"), _settled(digest))
    _print_section(console, w("terminal.figures"), _figures(digest))
    _print_section(console, w("terminal.changed"), _changes(digest))


def _head(digest: Digest) -> Iterable[Text]:
    w = digest.wording
    counts = digest.by_standing
    funnel = " → ".join(
        (
            w.count("head.articles", digest.article_count),
            w.count("head.lineages", digest.lineage_count),
            w.count("head.established", len(counts.get(Standing.ESTABLISHED, []))),
        )
    )
    disputed = w.count("head.disputed", len(counts.get(Standing.DISPUTED, [])))
    yield _text(digest.name, "bold")
    yield _text(digest.period, "dim")
    yield _text(f"{funnel}, {disputed}, {w.count('head.awaited', len(digest.awaited))}")
    if digest.unread:
        yield _text(w.count("head.unread", len(digest.unread)), "yellow")


def _text(words: str, style: str = "") -> Text:
    return Text(displayed(words), style=style)


def _print_section(console: Console, title: str, lines: Iterable[Text]) -> None:
    found = list(lines)
    if not found:
        return
    console.print()
    console.print(_text(title, "bold underline"))
    for line in found:
        mark = line.plain.partition(" ")[0]
        console.print(_hung(line, len(mark) + 1 if mark in _MARKS else 0))


def _hung(line: Text, hanging: int) -> Table:
    """A line with its mark in a column of its own, so that what wraps stays under the words."""
    grid = Table.grid(padding=0)
    grid.add_column(width=2)
    if hanging:
        grid.add_column(width=hanging, no_wrap=True)
    grid.add_column()
    grid.add_row(*("", line[:hanging], line[hanging:]) if hanging else ("", line))
    return grid


def _row(digest: Digest, row: AccountRow, mark: str | None = None) -> Text:
    w = digest.wording
    line = _text(f"{mark or _DISCS[row.standing]} {w.typeset(row.summary)}", _STYLES.get(row.standing, ""))
    lineages = w.origins(row)
    articles = w.count("row.articles", len(articles_of(row)))
    line.append(
        displayed(f"\n{w.row_date(row)} · {w(f'standing.{row.standing}')} · {lineages} {articles}"),
        style="dim",
    )
    return line


def _capped(w: Wording, lines: list[Text], total: int) -> list[Text]:
    if total > MOST_LINES:
        lines = [*lines[:MOST_LINES], _text(w("terminal.rest", n=w.number(total - MOST_LINES)), "dim")]
    return lines


def _stands(digest: Digest) -> list[Text]:
    w = digest.wording
    established = digest.established
    rows = max(established[:MOST_LINES], digest.lines_standing, key=len)
    lines = _capped(w, [_row(digest, row) for row in rows], max(len(rows), len(established)))
    if not established:
        lines.insert(0, _text(w("first.only_single" if rows else "first.nothing_stands"), "dim"))
    return lines


def _disputed(digest: Digest) -> list[Text]:
    w = digest.wording
    lines = []
    for row in digest.disputed[:MOST_LINES]:
        line = _row(digest, row)
        for other in digest.against(row)[:2]:
            words = f"{w('relation.to.contradicts')}{w('grammar.colon')}{w.typeset(other.summary)}"
            line.append(displayed(f"\n{words}"), style="dim")
        lines.append(line)
    return _capped(w, lines, len(digest.disputed)) or [_text(w("first.nothing_disputed"), "dim")]


def _awaited(digest: Digest) -> list[Text]:
    if not digest.awaited:
        return [_text(digest.wording("first.nothing_awaited"), "dim")]
    rows = [_foretold(digest, row) for row in digest.awaited[:MOST_LINES]]
    return _capped(digest.wording, rows, len(digest.awaited))


def _positions(digest: Digest) -> list[Text]:
    rows = (row for line in position_lines(digest, digest.positions) for row in line.rows)
    lines = [_position(digest, row) for row in islice(rows, MOST_LINES)]
    return _capped(digest.wording, lines, len(digest.positions))


def _position(digest: Digest, row: PositionRow) -> Text:
    w = digest.wording
    line = _text(f"– {w.typeset(row.summary)}")
    if row.condition and row.condition not in row.summary:
        line.append(displayed(f" ({w('positions.condition')}{w('grammar.colon')}{row.condition})"))
    line.append(displayed(f"\n{w.row_date(row)} · {w(f'standing.{row.standing}')}"), style="dim")
    return line


def _settled(digest: Digest) -> list[Text]:
    lines = [_foretold(digest, row) for row in digest.settled[:MOST_LINES]]
    return _capped(digest.wording, lines, len(digest.settled))


def _foretold(digest: Digest, row: LedgerRow) -> Text:
    """An item with its date and origins, then one line for each status that its parts have."""
    line = _row(digest, row, "◌" if is_awaited(row) else "●")
    w = digest.wording
    for status in PartStatus:
        parts = [part for part in row.parts if part.status is status]
        told = " ; ".join(_part(w, part, row.summary) for part in parts)
        if parts and len(parts) < len(row.parts):
            line.append(displayed(f"\n{_PARTS[status]} {w(f'ledger.status.{status}')} — {told}"), style="dim")
    return line


def _part(w: Wording, part: LedgerPart, foretold: str) -> str:
    words = part_in_words(w, part, foretold)
    return aspect_in_words(w, part) + (w("grammar.colon") + words if words else "")


def _figures(digest: Digest) -> list[Text]:
    w = digest.wording
    groups = [
        group for group in group_figures(digest, digest.quantities) if group.agreement is not Agreement.ALONE
    ]
    lines = []
    for group in groups[:MOST_LINES]:
        line = _text(f"– {group.what} — {w(f'figures.{group.agreement}')}")
        for figure in group.figures[:MOST_LINES]:
            line.append(displayed(f"\n  {_figure(w, figure.row, group.what)}"), style="dim")
        lines.append(line)
    return _capped(w, lines, len(groups))


def _figure(w: Wording, row: QuantityRow, heading: str) -> str:
    owner = row.owner.name if row.owner else w("figures.nobody")
    when = w.date(row.as_of, row.as_of) if row.as_of else w.row_date(row)
    return f"{figure_in_words(w, row)} {counted_in_words(w, row, heading)}".rstrip() + f" ({owner}, {when})"


def _changes(digest: Digest) -> list[Text]:
    found = []
    for relation in digest.lines_changed:
        told = _change(digest, relation)
        if told is not None:
            found.append(told)
    return _capped(digest.wording, found, len(found))


def _change(digest: Digest, relation: RelationRow) -> Text | None:
    source, target = digest.row(relation.source), digest.row(relation.target)
    if source is None or target is None:
        return None
    words = digest.wording(f"terminal.{relation.kind}", source=source.summary, target=target.summary)
    return _text(f"– {digest.wording.typeset(words)}")
