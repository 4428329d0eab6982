"""Rows as tables: which columns a kind of row has, of what type, and a row's cells.

The kinds of row of an account share one table, whose columns are those of ``model`` (so a new field of a row is a new column) and
a few that are counted or quoted from it. A list is a list of words: actors stand by their names, passages as
``article:start-end``. A cell without value is None.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from recoupe.exports.choosing import export_error
from recoupe.exports.material import ACCOUNT_KINDS, Material, Passage, RoleLine, issued, kind_of, title_of
from recoupe.model import AccountRow, Annotation, Published
from recoupe.views.rows import web_address

JOINT = " | "
Cell = str | int | float | bool | list[str] | None


class Column(NamedTuple):
    """The name of a column and the type of its cells: str, int, float, bool or list (of str)."""

    name: str
    type: type


class Table(NamedTuple):
    """A table: the kinds of row in it, its columns, its rows one at a time."""

    kinds: tuple[str, ...]
    columns: list[Column]
    rows: Iterator[list[Cell]]


COUNTED = (
    Column("lineage_count", int),
    Column("article_count", int),
    Column("articles", list),
    Column("quotes", list),
    Column("outlets", list),
    Column("urls", list),
)
ROLES = tuple(Column(name, str) for name in ("row", "key", "role", "actor", "name", "kind"))
PASSAGES = (
    *(Column(name, str) for name in ("row", "key", "about", "article", "outlet", "title")),
    *(Column(name, str) for name in ("published_earliest", "published_latest", "url")),
    *(Column(name, int) for name in ("start", "end")),
    Column("quote", str),
    Column("lineage", int),
    Column("origin", str),
    Column("via", list),
)
SOURCES = (
    *(Column(name, str) for name in ("id", "outlet", "title", "author", "url", "language", "published")),
    *(Column(name, str) for name in ("earliest", "latest", "granularity", "basis", "because", "story")),
    Column("words", int),
    Column("originality", float),
    Column("sha256", str),
)
TEXT = Column("text", str)
COPYING = (
    Column("source", str),
    Column("target", str),
    Column("words", int),
    Column("share", float),
    Column("known", bool),
)


def account_columns(kinds: Sequence[str]) -> list[Column]:
    """The columns of the table of these kinds of account row: what every row has, what is counted, what single kinds have."""
    every = [_columns_of(kind) for kind in ACCOUNT_KINDS.values()]
    common = [name for name in every[0] if all(name in columns for columns in every)]
    own: dict[str, type] = {}
    for kind in kinds:
        own |= {name: type_ for name, type_ in _columns_of(ACCOUNT_KINDS[kind]).items() if name not in common}
    shared = [Column(name, every[0][name]) for name in common]
    return [Column("row", str), *shared, *COUNTED, *(Column(*each) for each in own.items())]


def _columns_of(kind: type[AccountRow]) -> dict[str, type]:
    """The types of the fields of a kind of row, by the names that lines give them."""
    hints = get_type_hints(kind)
    fields = zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True)
    return {encoded: _cell_type(hints[field]) for field, encoded in fields}


def _cell_type(hint: Any) -> type:
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(each for each in get_args(hint) if each is not types.NoneType)
    if get_origin(hint) is tuple:
        return list
    return hint if hint in (int, float, bool) else str


def tables(material: Material) -> Iterator[Table]:
    """The tables of the kinds that were chosen: one for those of the account, one for each other kind."""
    of_account = tuple(kind for kind in material.kinds if kind in ACCOUNT_KINDS)
    if of_account:
        yield account_table(material, of_account)
    makers: dict[str, Callable[[Material], Table]] = {
        "roles": _role_table,
        "passages": _passage_table,
        "sources": source_table,
        "copying": _copying_table,
    }
    for kind, make in makers.items():
        if kind in material.kinds:
            yield make(material)


def only_table(material: Material, format_name: str) -> Table:
    """The one table of a format that holds a single one; raises ``UsageError`` where two were asked for."""
    found = list(tables(material))
    if len(found) != 1:
        kinds = ", ".join(kind for table in found[1:] for kind in table.kinds)
        raise export_error("one_table", material.language, "--rows", format=format_name, kinds=kinds)
    return found[0]


def account_table(material: Material, kinds: Sequence[str]) -> Table:
    """The table of one or more kinds of account row."""
    columns = account_columns(kinds)
    wanted = tuple(ACCOUNT_KINDS[kind] for kind in kinds)
    rows = (row for row in material.rows if isinstance(row, wanted))
    return Table(tuple(kinds), columns, _listed(columns, (_account_cells(material, row) for row in rows)))


def _account_cells(material: Material, row: AccountRow) -> dict[str, Cell]:
    articles = list(dict.fromkeys(article for lineage in row.lineages for article in lineage.articles))
    known = [material.texts[article].article for article in articles if article in material.texts]
    quotes = (material.quote(place) for place in row.evidence)
    cells = {name: _flat(value) for name, value in msgspec.to_builtins(row).items()}
    return cells | {
        "lineage_count": len(row.lineages),
        "article_count": len(articles),
        "articles": articles,
        "quotes": list(dict.fromkeys(quote for quote in quotes if quote)),
        "outlets": list(dict.fromkeys(article.outlet for article in known if article.outlet)),
        "urls": [url for article in known if (url := web_address(article.url))],
    }


def _flat(value: Any) -> Cell:
    """A field as a cell: an object as words, a list as a list of words."""
    if isinstance(value, dict):
        return _flat_object(value)
    if isinstance(value, list | tuple):
        return [_flat_object(each) if isinstance(each, dict) else str(each) for each in value]
    return value  # type: ignore[no-any-return]


def _flat_object(value: dict[str, Any]) -> str:
    """A passage, lineage, actor, part of a ledger row, office or decision as words."""
    if "start" in value and "end" in value:
        return f"{value['id']}:{value['start']}-{value['end']}"
    if "what" in value:
        return f"{value['what']}: {value['status']}"
    if "title" in value:
        return f"{value['title']} ({value.get('from', '')}/{value.get('to', '')})"
    if "author" in value:
        return f"{value['kind']} ({value['author']}, {value['at']})"
    return str(value.get("origin") or value.get("name") or "")


def _listed(columns: Sequence[Column], found: Iterable[dict[str, Cell]]) -> Iterator[list[Cell]]:
    """Cells in the order of the columns."""
    for cells in found:
        yield [cells.get(column.name) for column in columns]


def _role_table(material: Material) -> Table:
    return Table(("roles",), list(ROLES), _listed(ROLES, map(role_cells, material.roles())))


def role_cells(line: RoleLine) -> dict[str, Cell]:
    """Who is in which row, as what."""
    return {
        "row": kind_of(line.row),
        "key": line.row.key,
        "role": line.role,
        "actor": line.actor.key,
        "name": line.actor.name,
        "kind": str(line.actor.kind),
    }


def _passage_table(material: Material) -> Table:
    found = (passage_cells(material, passage) for passage in material.passages())
    return Table(("passages",), list(PASSAGES), _listed(PASSAGES, found))


def passage_cells(material: Material, passage: Passage) -> dict[str, Cell]:
    """A passage with its words, where it stands, and whose it is."""
    row, place, about = passage
    annotation, published = material.texts[place.id], material.published(place.id)
    lineage = row.lineages[place.lineage] if not about and place.lineage < len(row.lineages) else None
    return {
        "row": kind_of(row),
        "key": row.key,
        "about": about or None,
        "article": place.id,
        "outlet": annotation.article.outlet,
        "title": title_of(annotation),
        "published_earliest": published.earliest,
        "published_latest": published.latest,
        "url": web_address(annotation.article.url),
        "start": place.start,
        "end": place.end,
        "quote": material.quote(place),
        "lineage": place.lineage if lineage else None,
        "origin": lineage.origin if lineage else None,
        "via": list(lineage.via) if lineage else [],
    }


def source_table(material: Material) -> Table:
    """The chosen articles, with their texts where whole texts are allowed."""
    columns = [*SOURCES, TEXT] if material.with_text else list(SOURCES)
    found = (source_cells(material, article) for article in material.articles)
    return Table(("sources",), columns, _listed(columns, found))


def source_facts(annotation: Annotation, published: Published, originality: float) -> dict[str, Cell]:
    """What is known of an article but its story."""
    article = annotation.article
    return {
        "id": article.id,
        "outlet": article.outlet,
        "title": title_of(annotation),
        "author": article.author,
        "url": web_address(article.url),
        "language": annotation.language,
        "published": published.stated or issued(published),
        "earliest": published.earliest,
        "latest": published.latest,
        "granularity": str(published.granularity),
        "basis": str(published.basis),
        "because": published.because,
        "words": len(annotation.text.split()),
        "originality": originality,
        "sha256": annotation.sha256,
    }


def source_cells(material: Material, key: str) -> dict[str, Cell]:
    """An article and what is known of it; the text only where whole texts are allowed."""
    annotation = material.texts[key]
    cells = source_facts(annotation, material.published(key), material.originality[key])
    cells["story"] = material.account.stories.get(key)
    return cells | ({"text": annotation.text} if material.with_text else {})


def _copying_table(material: Material) -> Table:
    found = ({column.name: getattr(row, column.name) for column in COPYING} for row in material.copying())
    return Table(("copying",), list(COPYING), _listed(COPYING, found))


def in_words(cell: Cell) -> str:
    """A cell as the text that a table without types holds."""
    if cell is None:
        return ""
    if isinstance(cell, list):
        return JOINT.join(cell)
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def describe_column(words: dict[str, Any], kind: str, column: str) -> str:
    """What ``languages/<language>/columns.toml`` says of a column of a kind of row."""
    return str(words.get(kind, {}).get(column) or words["every"][column])
