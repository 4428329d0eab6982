"""docs/lines.md says of every line what the records say: the same fields, the same ones optional."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from recoupe.exports.material import ACCOUNT_KINDS
from recoupe.exports.tables import PASSAGES, ROLES, SOURCES
from recoupe.model import (
    AccountRow,
    Actor,
    Addressee,
    Age,
    Attribution,
    Change,
    Event,
    PassageMatch,
    Position,
    Published,
    Quantity,
    Record,
    Relay,
    Row,
    Speaker,
    TimeExpression,
    Verdict,
)

PAGE = (Path(__file__).parents[1] / "docs" / "lines.md").read_text(encoding="utf-8")


def fields(kind: type[Record], without: type[Record] | None = None) -> dict[str, bool]:
    """The fields of a record by the names of its line, each with whether it may be left out."""
    left = {field.encode_name for field in msgspec.structs.fields(without)} if without else set()
    return {
        field.encode_name: not field.required for field in msgspec.structs.fields(kind) if field.encode_name not in left
    }  # fmt: skip


def named(text: str) -> dict[str, bool]:
    """The names in backticks (or, in an object, in quotation marks) with whether a question mark follows."""
    return {name: bool(mark) for name, mark in re.findall(r'[`"](\w+)[`"](\??)', text)}


def line_of(section: str, first: str) -> str:
    """The cells of the line of a table that begins with this cell."""
    part = PAGE.split(f"\n## {section}", 1)[1].split("\n## ", 1)[0]
    return next(line for line in part.splitlines() if re.match(rf"\| `?{first}`?\??[ ,|]", line))


def without_brackets(text: str) -> str:
    """A cell without what it says in parentheses."""
    return re.sub(r"\((?:[^()]|\([^()]*\))*\)", "", text)


@pytest.mark.parametrize("kind", get_args(AccountRow))
def test_every_kind_of_account_row_has_the_fields_that_it_has(kind: type[Record]) -> None:
    tag = str(kind.__struct_config__.tag)
    cell = without_brackets(line_of("Account line", tag).split("|", 2)[2]).split(";")[0]
    assert named(cell) == fields(kind, Row)


def test_what_every_account_row_has() -> None:
    part = PAGE.split("\n## Account line", 1)[1].split("Beside these", 1)[0]
    heads = "\n".join(line.split("|")[1] for line in part.splitlines() if line.startswith("| `"))
    assert named(heads) == {"row": False, **fields(Row)}
    assert named(line_of("Account line", "decided").split("|", 2)[2]) == fields(Verdict)


ANNOTATED = [
    ("actors", Actor),
    ("ages", Age),
    ("attributions", Attribution),
    ("events", Event),
    ("positions", Position),
    ("published", Published),
    ("quantities", Quantity),
    ("times", TimeExpression),
]


@pytest.mark.parametrize(("layer", "kind"), ANNOTATED)
def test_every_record_of_an_annotation_has_the_fields_that_it_has(layer: str, kind: type[Record]) -> None:
    cell = line_of("Annotation line", layer).split("|", 2)[2]
    told = re.sub(r"\[\{\"key\".*?\}\]", "", cell) if kind is Published else cell
    objects = re.search(r"\{(.*?)\}", told)
    assert objects
    optional = fields(kind)
    if kind is Published:
        optional |= {"earliest": False, "latest": False}
    assert named(objects.group(1)) == optional


@pytest.mark.parametrize(
    ("start", "kind"), [("`speaker` is", Speaker), ("`addressee` is", Addressee), ("outermost first:", Relay)]
)
def test_who_says_it_to_whom_through_whom(start: str, kind: type[Record]) -> None:
    objects = re.search(r"\{(.*?)\}", PAGE.split(start, 1)[1])
    assert objects and named(objects.group(1)) == fields(kind)


def test_changes_and_passage_matches() -> None:
    part = PAGE.split("\n## Change line", 1)[1].split("\n## ", 1)[0]
    heads = "\n".join(line.split("|")[1] for line in part.splitlines() if line.startswith("| `"))
    assert named(heads) == fields(Change) | {"evidence": False}
    match = PAGE.split("\n## Passage-match line", 1)[1].split("\n\n", 2)[1]
    assert set(named(re.sub(r": \{[^}]*\}", "", match.split("`:")[0]))) == set(fields(PassageMatch))


@pytest.mark.parametrize(("kind", "columns"), [("role", ROLES), ("passage", PASSAGES), ("source", SOURCES)])
def test_lines_of_exports_have_the_columns_of_their_tables(
    kind: str, columns: tuple[tuple[str, type], ...]
) -> None:
    told = PAGE.split(f"\n- {kind}: ", 1)[1].split("\n- ", 1)[0].split(", and `text`", 1)[0]
    assert list(named(told.split(":")[0])) == [name for name, _ in columns]


def test_the_kinds_of_account_rows_are_in_the_order_of_the_account() -> None:
    assert ", ".join(ACCOUNT_KINDS) in PAGE
