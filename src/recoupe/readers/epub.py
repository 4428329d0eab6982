"""EPUB: an issue or a book; one article for each document of its reading order that has text."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow
from recoupe.readers.decoding import decode
from recoupe.readers.fields import make_article
from recoupe.readers.markup import declared_encoding, local_name, parse_markup, parse_xml, tree_text
from recoupe.readers.members import BROKEN, read_member
from recoupe.readers.source import Budget, Source

CONTAINER = "META-INF/container.xml"
MAX_DOCUMENTS = 2_000


def holds(names: frozenset[str]) -> bool:
    """Whether a ZIP file with these members is an EPUB."""
    return CONTAINER in names


def read_archive(archive: zipfile.ZipFile, source: Source, budget: Budget) -> Iterator[Article | InputRow]:
    """The articles in reading order; tables of contents and documents of pictures only are left out."""
    package, folder = _package(archive, budget)
    if package is None:
        yield problem_row(source.origin, Problem.NOT_READABLE_AS, detail="EPUB")
        return
    known = _known(package)
    number = 0
    for place in _reading_order(package)[:MAX_DOCUMENTS]:
        name = posixpath.normpath(posixpath.join(folder, unquote(place.partition("#")[0])))
        try:
            data = read_member(archive, name, budget)
        except (KeyError, *BROKEN):
            data = None
        tree = parse_markup(decode(data, declared_encoding(data)).text) if data else None
        origin = f"{source.origin}#{name}"
        if tree is None:
            yield problem_row(origin, Problem.ARCHIVE_BROKEN)
        elif any(map(str.isalnum, text := tree_text(tree))):
            number += 1
            yield from make_article(origin, text, title=_heading(tree), **known)
    if number == 0:
        yield problem_row(source.origin, Problem.NO_TEXT)


def _package(archive: zipfile.ZipFile, budget: Budget) -> tuple[Any, str]:
    """The package document, that says what is in the book, and its folder."""
    try:
        container = parse_xml(read_member(archive, CONTAINER, budget) or b"")
        paths = (
            [each.get("full-path", "") for each in container.iter() if local_name(each) == "rootfile"]
            if container is not None
            else []
        )
        if not paths:
            return None, ""
        return parse_xml(read_member(archive, paths[0], budget) or b""), posixpath.dirname(paths[0])
    except (KeyError, *BROKEN):
        return None, ""


def _known(package: Any) -> dict[str, Any]:
    """What the package states of the whole: publisher, day, language; its title is kept beside."""
    stated: dict[str, str] = {}
    for each in package.iter():
        if "purl.org/dc/" in str(each.tag) and each.text and each.text.strip():
            stated.setdefault(local_name(each), " ".join(each.text.split())[:500])
    return {
        "outlet": stated.get("publisher") or stated.get("title"),
        "author": stated.get("creator"),
        "stated": stated.get("date"),
        "place": "dc:date",
        "extra": {"book": stated["title"]} if "title" in stated else {},
    }


def _reading_order(package: Any) -> list[str]:
    """The addresses of the documents to be read one after the other, without the table of contents."""
    items = {each.get("id"): each for each in package.iter() if local_name(each) == "item"}
    order = [
        items.get(each.get("idref"))
        for each in package.iter()
        if local_name(each) == "itemref" and each.get("linear") != "no"
    ]
    return [
        each.get("href", "")
        for each in order
        if each is not None and "nav" not in (each.get("properties") or "").split()
    ]


def _heading(tree: Any) -> str | None:
    for name in ("h1", "h2", "title"):
        words = " ".join(tree.xpath(f"string(//{name})").split())
        if words:
            return words[:500]
    return None
