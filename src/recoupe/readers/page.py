"""Web pages: one file, one article, its text extracted, what the page states of itself beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow
from recoupe.readers.decoding import decode, opening
from recoupe.readers.markup import is_oversized, parse_markup, root_element, tree_text
from recoupe.readers.page_facts import read_facts
from recoupe.readers.source import MAX_TEXT_CHARS, Source

ELEMENTS = frozenset(
    ("a", "article", "b", "blockquote", "body", "br", "center", "div", "font", "h1", "h2", "h3", "head", "header", "html", "i",
     "img", "li", "link", "main", "meta", "p", "script", "section", "span", "strong", "style", "table", "title", "ul")
)  # fmt: skip
CHARSET = re.compile(
    r"<meta[^>]{0,300}charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})|<\?xml[^>]{0,200}encoding\s{0,5}=\s{0,5}[\"']([\w.-]{1,40})",
    re.IGNORECASE,
)


def sniff(head: bytes, name: str) -> bool:
    """Whether the input opens with an element of HTML or with its document type."""
    start = opening(head)
    return root_element(start) in ELEMENTS or start[:14].lower() == "<!doctype html"


def read(source: Source) -> Iterator[Article | InputRow]:
    """The article; a page whose text is not in it (or lies deeper than 256 elements) is a failed row."""
    declared = CHARSET.search(source.head.decode("latin-1"))
    markup, _, damaged = decode(source.read_whole(), (declared[1] or declared[2]) if declared else None)
    tree = parse_markup(markup)
    facts = read_facts(tree) if tree is not None else None
    text = (_extract(tree) if tree is not None else "") or (facts.text if facts else "")
    if facts is None or not any(map(str.isalnum, text)):
        yield problem_row(source.origin, Problem.NO_TEXT)
        return
    if len(text) > MAX_TEXT_CHARS:
        yield problem_row(source.origin, Problem.TEXT_TOO_LONG)
        return
    yield Article(
        id="",
        text=text,
        title=facts.title,
        stated_date=facts.date,
        date_source=facts.date_place,
        outlet=facts.outlet,
        author=facts.author,
        url=facts.url,
        origin=source.origin,
    )
    if damaged:
        yield problem_row(source.origin, Problem.DAMAGED_TEXT)


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
