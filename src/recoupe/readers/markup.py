"""Markup into plain text: blocks on lines of their own, blanks joined."""

from __future__ import annotations

import itertools
import re
from typing import Any

import lxml.html
from lxml import etree

SKIPPED = re.compile(r"\s*(<!--|<\?|<!doctype)", re.IGNORECASE)
CLOSED_BY = {"<!--": "-->", "<?": ">", "<!doctype": ">"}
CHARSET = re.compile(
    r"<meta[^>]{0,300}charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})|<\?xml[^>]{0,200}encoding\s{0,5}=\s{0,5}[\"']([\w.-]{1,40})",
    re.IGNORECASE,
)
CHARSET_BYTES = 65_536
ELEMENT = re.compile(r"\s*<(?:[a-z]{1,20}:)?([a-z][a-z0-9]{0,20})(?=[\s>/])", re.IGNORECASE)
MAX_WEIGHED_ELEMENTS = 20_000
BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "br", "caption", "dd", "details", "dialog", "div", "dl", "dt", "fieldset",
     "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
     "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul")
)  # fmt: skip
UNSEEN = frozenset(
    ("button", "head", "iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template", "textarea")
)  # fmt: skip


def root_element(opening: str) -> str:
    """The name of the first element of markup, in lower case, without prefix; "" where something else comes first.

    Skips the declaration, comments, processing instructions and the document type.
    """
    place = 0
    while found := SKIPPED.match(opening, place):
        end = opening.find(CLOSED_BY[found[1].lower()], found.end())
        if (
            found[1].lower() == "<!doctype"
            and opening.find("[", found.end(), end) > -1
            and "]" in opening[end:]
        ):
            end = opening.find(">", opening.find("]", end))
        if end < 0:
            return ""
        place = end + 1
        place += len(opening[place : place + 2]) - len(opening[place : place + 2].lstrip("->"))
    element = ELEMENT.match(opening, place)
    return element[1].lower() if element else ""


def declared_encoding(head: bytes) -> str | None:
    """The encoding that a page or an XML document declares."""
    declared = CHARSET.search(head[:CHARSET_BYTES].decode("latin-1"))
    return (declared[1] or declared[2]) if declared else None


def parse_markup(markup: str) -> Any:
    """The tree of a page or of a part of one, None where there is no element. No network, no entities from elsewhere.

    lxml keeps what stands within 256 levels; deeper text is lost and a page without text is a failure.
    """
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    data = markup.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace")
    try:
        return lxml.html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        return _nothing(error)


def parse_xml(data: bytes) -> Any:
    """The root of an XML document, None where it is none. No network, no document types, no entities, 256 levels."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
        recover=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return _nothing(error)


def _nothing(error: Exception) -> None:
    """None for what is no markup. Raises MemoryError for the error that lxml gives, without a word of why, when it had too little."""
    if str(error).startswith("unknown error"):
        raise MemoryError from error


def local_name(element: Any) -> str:
    """An element's name without its namespace; "" for comments and entities."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def is_oversized(tree: Any) -> bool:
    """Whether a page has more elements than the tools that weigh its parts read in reasonable time."""
    return next(itertools.islice(tree.iter(), MAX_WEIGHED_ELEMENTS, None), None) is not None


def tree_text(tree: Any) -> str:
    """The words under an element, blocks on lines of their own."""
    return _joined(_words(tree))


def plain_text(markup: str) -> str:
    """The words of a piece of markup, blocks on lines of their own."""
    if "<" not in markup and "&" not in markup:
        return _joined([markup])
    tree = parse_markup(markup)
    return tree_text(tree) if tree is not None else ""


def _words(tree: Any) -> list[str]:
    """The words of a tree in order, a line break around each block; a loop, as trees may be deep."""
    words: list[str] = []
    unseen = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        is_unseen = tag in UNSEEN or not tag
        if event == "start":
            unseen += is_unseen
            words.extend(["\n"] * (tag in BLOCKS))
            words.extend([re.sub(r"\s+", " ", element.text)] if element.text and not unseen else [])
        else:
            unseen -= is_unseen
            words.extend(["\n"] * (tag in BLOCKS))
            words.extend([re.sub(r"\s+", " ", element.tail)] if element.tail and not unseen else [])
    return words


def _joined(words: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
    return "\n".join(line for line in lines if line)
