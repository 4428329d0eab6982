"""Records as rows of Parquet: the columns of a table follow from the record's fields, and a row gives the record back."""

from __future__ import annotations

import types
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
import pyarrow as pa

from recoupe.exports.tables import SOURCES
from recoupe.lines import ARTICLE_FIELDS, LAYERS
from recoupe.model import Annotation, Article, PassageMatch

Row = dict[str, Any]

ALSO_KNOWN = ("stated_date", "date_source", "origin")
"""What an article has beside the fields of its line; kept so that a slice is what reading the article would give."""
PLAIN = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


def arrow_type(hint: Any) -> pa.DataType:
    """The column type of a field of a record: records are structs, tuples lists, words and enumerations strings."""
    hint = _without_none(hint)
    if get_origin(hint) is tuple:
        return pa.list_(arrow_type(get_args(hint)[0]))
    if get_origin(hint) is dict:
        return pa.map_(pa.string(), pa.string())
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return pa.struct([(name, arrow_type(kind)) for name, kind in _fields(hint).items()])
    return pa.string() if issubclass(hint, StrEnum) else PLAIN[hint]


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        return next(each for each in get_args(hint) if each is not types.NoneType)
    return hint


@cache
def _fields(record: type[msgspec.Struct]) -> dict[str, Any]:
    hints = get_type_hints(record)
    return {name: hints[name] for name in record.__struct_fields__}


@cache
def annotation_schema() -> pa.Schema:
    """The columns of annotation lines, then ``given_language``, ``extra`` (as JSON) and those of ``ALSO_KNOWN``."""
    kinds = _fields(Annotation)
    columns = [(name, pa.string()) for name in ("id", *ARTICLE_FIELDS, "language", "sha256", "text")]
    columns += [(name, arrow_type(kinds[name])) for name in ("published", *LAYERS, "remarks")]
    return pa.schema(columns + [(name, pa.string()) for name in ("given_language", "extra", *ALSO_KNOWN)])


def annotation_row(annotation: Annotation) -> Row:
    """An annotation as a row of ``annotation_schema``."""
    article = annotation.article
    row = {name: getattr(article, name) for name in ("id", "text", *ARTICLE_FIELDS, *ALSO_KNOWN)}
    row |= {"language": annotation.language, "sha256": annotation.sha256, "remarks": list(annotation.remarks)}
    row |= {"given_language": article.language, "extra": msgspec.json.encode(article.extra).decode()}
    return row | {name: _builtins(getattr(annotation, name)) for name in ("published", *LAYERS)}


def _builtins(value: Any) -> Any:
    return _pairs(msgspec.to_builtins(value))


def _pairs(value: Any) -> Any:
    """Free mappings (the values of reasons) as lists of pairs, in order, which is how a map column takes them."""
    if isinstance(value, list):
        return [_pairs(each) for each in value]
    if isinstance(value, dict):
        return {
            name: sorted(each.items()) if name == "values" else _pairs(each) for name, each in value.items()
        }
    return value


def read_annotation(row: Row) -> Annotation:
    """The annotation of a row; columns that were not read count as empty."""
    kinds = _fields(Annotation)
    article = Article(
        **{name: row.get(name) for name in (*ARTICLE_FIELDS, "stated_date", "date_source")},
        id=row["id"],
        text=row["text"],
        origin=row.get("origin") or "",
        language=row.get("given_language"),
        extra=msgspec.json.decode(row.get("extra") or "{}"),
    )
    return Annotation(
        article=article,
        language=row["language"],
        sha256=row["sha256"],
        published=_restore(row["published"], kinds["published"]),
        **{name: _restore(row.get(name) or [], kinds[name]) for name in (*LAYERS, "remarks")},
    )


def _restore(value: Any, hint: Any) -> Any:
    """A value of a column as the field it came from; a null where the field has a default is that default."""
    hint = _without_none(hint)
    if value is None:
        return None
    if get_origin(hint) is tuple:
        return tuple(_restore(each, get_args(hint)[0]) for each in value)
    if get_origin(hint) is dict:
        return dict(value)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint(
            **{
                name: _restore(value.get(name), kind)
                for name, kind in _fields(hint).items()
                if value.get(name) is not None or _is_required(hint, name)
            }
        )
    return hint(value) if issubclass(hint, StrEnum) else value


@cache
def _is_required(record: type[msgspec.Struct], name: str) -> bool:
    return next(field.required for field in msgspec.structs.fields(record) if field.name == name)


@cache
def passage_schema() -> pa.Schema:
    """The columns of passage-match lines."""
    return pa.schema([(name, arrow_type(kind)) for name, kind in _fields(PassageMatch).items()])


def passage_row(match: PassageMatch) -> Row:
    """A passage match as a row of ``passage_schema``."""
    row: Row = msgspec.to_builtins(match)
    return row


def read_passage(row: Row) -> PassageMatch:
    """The passage match of a row."""
    match: PassageMatch = _restore(row, PassageMatch)
    return match


@cache
def source_schema() -> pa.Schema:
    """The columns of source lines, as ``recoupe export --rows sources`` writes them (docs/columns.md)."""
    return pa.schema([(column.name, PLAIN[column.type]) for column in SOURCES])


def batch_of(rows: Iterable[Row], schema: pa.Schema) -> pa.RecordBatch:
    """Rows as a batch of columns."""
    return pa.RecordBatch.from_pylist(list(rows), schema=schema)


def with_month(schema: pa.Schema) -> pa.Schema:
    """The columns with the month by which a table is partitioned."""
    return schema.append(pa.field("month", pa.string()))
