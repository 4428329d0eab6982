"""News agencies' XML: NewsML-G2 items and messages, and NITF documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from recoupe.errors import Problem, problem_row
from recoupe.model import Article, InputRow
from recoupe.readers.decoding import opening
from recoupe.readers.fields import make_article
from recoupe.readers.markup import local_name, parse_xml, root_element, tree_text
from recoupe.readers.source import Source

ROOTS = ("newsmessage", "newsitem", "nitf")
WITHDRAWN = ("canceled", "cancelled", "withheld")
MAX_ITEMS = 10_000


def sniff(head: bytes, name: str) -> bool:
    """Whether the root element is that of a NewsML-G2 item or message, or of NITF."""
    return root_element(opening(head)) in ROOTS


def read(source: Source) -> Iterator[Article | InputRow]:
    """The items that are text, in order; those cancelled or withheld are a row each."""
    root = parse_xml(source.read_whole())
    if root is None:
        yield problem_row(source.origin, Problem.NOT_READABLE_AS, detail="NewsML")
        return
    items = (
        [root]
        if local_name(root) != "newsMessage"
        else [each for each in root.iter() if local_name(each) == "newsItem"]
    )
    for number, item in enumerate(items[:MAX_ITEMS], start=1):
        origin = f"{source.origin}#{number}" if len(items) > 1 else source.origin
        yield from (_read_nitf if local_name(item) == "nitf" else _read_item)(item, origin)


def _read_item(item: Any, origin: str) -> Iterator[Article | InputRow]:
    status = next((each.get("qcode", each.get("uri", "")) for each in _named(item, "pubStatus")), "")
    if status.lower().rpartition(":")[2] in WITHDRAWN:
        yield problem_row(origin, Problem.CANCELLED)
        return
    place, stated = next(
        (
            (name, _words(each))
            for name in ("contentCreated", "firstCreated", "versionCreated")
            for each in _named(item, name)
        ),
        ("", ""),
    )
    bodies = [*_named(item, "inlineXML"), *_named(item, "inlineData")]
    provider = next(iter(_named(item, "provider")), None)
    outlet = _first(provider, "name") if provider is not None else ""
    extra = {
        "located": _first(item, "located", "name"),
        "copyright": _first(item, "copyrightNotice"),
        "updated": _first(item, "versionCreated"),
    }
    yield from make_article(
        origin,
        max((_body(each) for each in bodies), key=len, default=""),
        id=item.get("guid", ""),
        title=_first(item, "headline") or _first(item, "itemMeta", "title") or None,
        author=_first(item, "by") or None,
        outlet=outlet
        or _first(item, "creditline")
        or (provider.get("literal") if provider is not None else None),
        stated=stated,
        place=f"“{place}”",
        extra={name: value for name, value in extra.items() if value},
    )


def _read_nitf(document: Any, origin: str) -> Iterator[Article | InputRow]:
    body = next(iter(_named(document, "body.content")), None)
    day = next((each.get("norm", "") for each in _named(document, "date.issue", "story.date")), "")
    yield from make_article(
        origin,
        _body(body) if body is not None else "",
        title=_first(document, "hl1") or _first(document, "title") or None,
        author=_first(document, "byline") or None,
        outlet=_first(document, "distributor") or None,
        stated=day,
        place="“date.issue”",
    )


def _body(element: Any) -> str:
    """The words of an item's body: those of its NITF or XHTML body where it has one."""
    inner = next((each for name in ("body.content", "body") for each in _named(element, name)), element)
    plain = etree.Element("div")
    for each in inner.iter():
        if isinstance(each.tag, str):
            each.tag = local_name(each) or "div"
    plain.append(inner)
    return tree_text(plain)


def _named(element: Any, *names: str) -> list[Any]:
    return [each for each in element.iter() if local_name(each) in names]


def _first(element: Any, *path: str) -> str:
    """The words of the first element of that name, under the first of the name before, and so on."""
    for name in path:
        element = next((each for each in element.iter() if local_name(each) == name), None)
        if element is None:
            return ""
    return _words(element)


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())[:500]
