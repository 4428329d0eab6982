"""Web pages: one file, one article, its text extracted, what the page states of itself beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow
from recoupe.readers.decoding import decode, opening
from recoupe.readers.fields import make_article
from recoupe.readers.markup import declared_encoding, is_oversized, parse_markup, root_element, tree_text
from recoupe.readers.page_facts import read_facts
from recoupe.readers.source import Source

ELEMENTS = frozenset(
    ("a", "article", "b", "blockquote", "body", "br", "center", "div", "font", "h1", "h2", "h3", "head", "header", "html", "i",
     "img", "li", "link", "main", "meta", "p", "script", "section", "span", "strong", "style", "table", "title", "ul")
)  # fmt: skip


def sniff(head: bytes, name: str) -> bool:
    """Whether the input opens with an element of HTML or with its document type."""
    start = opening(head)
    return root_element(start) in ELEMENTS or start[:14].lower() == "<!doctype html"


def read(source: Source) -> Iterator[Article | InputRow]:
    """The article; a page whose text is not in it (or lies deeper than 256 elements) is a failed row."""
    markup, _, is_broken = decode(source.read_whole(), declared_encoding(source.head))
    yield from read_markup(markup, source.origin, is_broken)


def read_markup(markup: str, origin: str, is_broken: bool = False) -> Iterator[Article | InputRow]:
    """The article of a page that was decoded; ``is_broken`` says that characters were lost in that."""
    tree = parse_markup(markup)
    if tree is None:
        yield problem_row(origin, Problem.NO_TEXT)
        return
    facts = read_facts(tree)
    yield from make_article(
        origin,
        _extract(tree) or facts.text,
        title=facts.title,
        stated=facts.date,
        place=facts.date_place or "",
        outlet=facts.outlet,
        author=facts.author,
        url=facts.url,
        is_broken=is_broken,
        extra={"updated": facts.updated} if facts.updated else {},
    )


def _extract(tree: Any) -> str:
    """The article's text without menus, comments and links to elsewhere (trafilatura), paragraphs on lines of their own.

    Of a page too large for that: all the text in its ``article`` or ``main`` element, or in the page.
    """
    import trafilatura

    for element in tree.xpath("//script | //style"):
        element.drop_tree()
    if is_oversized(tree):
        frames = tree.xpath("//article") or tree.xpath("//main") or [tree]
        return tree_text(frames[0])
    document = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, include_formatting=False, with_metadata=False
    )
    return (getattr(document, "text", None) or "").strip()
