"""An article out of named fields, whatever an export calls them. Used for lines of JSON and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from unicodedata import combining, normalize

from recoupe.errors import Problem, problem_row
from recoupe.languages import LANGUAGES, word_list
from recoupe.model import Article, InputRow
from recoupe.readers.dates import iso_prefix
from recoupe.readers.decoding import is_damaged
from recoupe.readers.source import MAX_TEXT_CHARS

OWN_NAMES = ("id", "text", "title", "published", "outlet", "author", "url", "language")
LANGUAGE_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", re.IGNORECASE)


@cache
def _synonyms() -> dict[str, tuple[str, int]]:
    """For each name a column may have, in its bare form: the field it stands for, and its rank among the names of that field."""
    ranked: dict[str, tuple[str, int]] = {}
    for field in OWN_NAMES:
        names = [
            field,
            *(name for language in LANGUAGES for name in word_list(language, "inputs")["columns"][field]),
        ]
        for rank, name in enumerate(names):
            ranked.setdefault(_bare(name), (field, rank))
    return ranked


def _bare(name: str) -> str:
    """A column's name in lower case, without accents, spaces and punctuation."""
    letters = normalize("NFD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum() and not combining(letter))


def name_fields(names: Iterable[str]) -> dict[str, str]:
    """Which of these names stands for which field of an article; fields that none stands for are left out."""
    best: dict[str, tuple[int, str]] = {}
    for name in names:
        field, rank = _synonyms().get(_bare(name[:80]), ("", 0))
        if field and (field not in best or rank < best[field][0]):
            best[field] = (rank, name)
    return {field: name for field, (_, name) in best.items()}


def make_article(
    origin: str,
    text: str,
    *,
    stated: str | None = None,
    place: str = "",
    is_broken: bool = False,
    **known: Any,
) -> Iterator[Article | InputRow]:
    """The article that a text and what is known of it make, or the row that says why it makes none, then what was lost.

    ``stated`` is the date as it stands beside the text, in words; ``place`` where. ``is_broken`` says that characters
    of the text were lost; ``known`` are further fields of ``Article``.
    """
    if not any(map(str.isalnum, text)):
        yield problem_row(origin, Problem.NO_TEXT)
        return
    if len(text) > MAX_TEXT_CHARS:
        yield problem_row(origin, Problem.TEXT_TOO_LONG)
        return
    date = iso_prefix(stated or "")
    fields = {"id": "", **known}
    yield Article(
        text=text, origin=origin, stated_date=date, date_source=place or None if date else None, **fields
    )
    if stated and stated.strip() and not date:
        yield problem_row(origin, Problem.DATE_NOT_UNDERSTOOD)
    if is_broken or is_damaged(text):
        yield problem_row(origin, Problem.DAMAGED_TEXT)


def article_from(values: Mapping[str, Any], origin: str) -> Iterator[Article | InputRow]:
    """The article that named values make, or the row that says why they make none, then what was not understood.

    What is not a field of an article, or cannot be one as it stands, is kept in ``extra`` under its name.
    """
    names = name_fields(values)
    fields = {field: _as_text(values[name]) for field, name in names.items()}
    text = fields.get("text") or ""
    if not text.strip():
        yield problem_row(origin, Problem.NO_TEXT)
        return
    if len(text) > MAX_TEXT_CHARS:
        yield problem_row(origin, Problem.TEXT_TOO_LONG)
        return
    stated = _stated_date(values.get(names.get("published", "")))
    language = LANGUAGE_CODE.fullmatch(fields.get("language") or "")
    landed = {**fields, "published": stated, "language": language}
    used = {field for field, value in landed.items() if value is not None and names.get(field) == field}
    article = Article(
        id=fields.get("id") or "",
        text=text,
        title=fields.get("title"),
        stated_date=stated,
        date_source=f"“{names['published']}”" if stated else None,
        outlet=fields.get("outlet"),
        author=fields.get("author"),
        url=fields.get("url"),
        language=language[1].lower() if language else None,
        origin=origin,
        extra={name: value for name, value in values.items() if name not in used},
    )
    yield article
    if fields.get("published") and not stated:
        yield problem_row(origin, Problem.DATE_NOT_UNDERSTOOD)
    if is_damaged(text):
        yield problem_row(origin, Problem.DAMAGED_TEXT)


def _as_text(value: object) -> str | None:
    """A value as text: words without blanks around them, a number as it is written; None for anything else and for nothing.

    The text of an article is given back with its blanks: only what is nothing but blank counts as nothing.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value) if str(value).strip() else None


def _stated_date(value: object) -> str | None:
    """The ISO 8601 prefix of a date field; of the object that an annotation line has there, the date as it was stated."""
    if isinstance(value, dict):
        value = value.get("stated")
    words = _as_text(value)
    return iso_prefix(words) if words else None
