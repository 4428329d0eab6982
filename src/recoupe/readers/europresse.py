"""Exports of Europresse (Eureka): one HTML file, many articles, in the layouts of 2013, 2015 and 2022 on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree

from recoupe.model import Article, InputRow
from recoupe.readers.dates import find_date
from recoupe.readers.decoding import decode
from recoupe.readers.fields import make_article
from recoupe.readers.labels import labels
from recoupe.readers.markup import declared_encoding, parse_markup, tree_text
from recoupe.readers.source import Source

NUMBERED = ("publiC-lblNodoc", "PubliC_lblNodoc")
NAMED = ("DocPublicationName", *NUMBERED)
MARKS = (b"DocPublicationName", b"publiC-lblNodoc", b"PubliC_lblNodoc")
NUMBER = re.compile(r"\b([a-z]{2,12})·(\d{4})(\d{2})(\d{2})·([^·\s]{1,40})·(\S{1,60})")
OUTLET_ENDS = re.compile(r"\s{2,}|\s*[\n\t]|,\s|\s\(|\s[-–]\s(?=(?P<word>[^\W\d]+))")
LINK = re.compile(r"\(lien : https?://[^\s)]{1,2000}\)", re.IGNORECASE)
BESIDE = ("apd-wrapper", "rdp__newsdoc", "Doc-LegalInfo", *NUMBERED)
MAX_AUTHOR_WORDS = 10


def sniff(head: bytes, name: str) -> bool:
    """Whether the input has the classes by which every layout names the outlet or the document's number."""
    return b"<" in head[:1_000] and any(mark in head for mark in MARKS)


def read(source: Source) -> Iterator[Article | InputRow]:
    """The articles, in the order of the file. The holder of the licence, named in the certificate, is never read."""
    markup, _, is_broken = decode(source.read_whole(), declared_encoding(source.head))
    tree = parse_markup(markup)
    entries = _entries(tree) if tree is not None else []
    for number, (entry, is_old) in enumerate(entries, start=1):
        origin = f"{source.origin}#{number}" if len(entries) > 1 else source.origin
        yield from (_read_old if is_old else _read_entry)(entry, origin, is_broken)


def _entries(tree: Any) -> list[tuple[Any, bool]]:
    """The elements that hold an article each, and whether they are of the layout of 2013, which had no ``article``."""
    entries = [
        (entry, False)
        for entry in tree.iter("article")
        if next(entry.iterancestors("article"), None) is None and _first(entry, *NAMED) is not None
    ]
    if entries:
        return entries
    cells: dict[Any, None] = {}
    for outlet in _all(tree, "DocPublicationName"):
        cell = next(outlet.iterancestors("td", "body"), None)
        if cell is not None:
            cells[cell] = None
    return [(cell, True) for cell in cells]


# --------------------------------------------------------------------------- the layouts of 2015 and after


def _read_entry(entry: Any, origin: str, is_broken: bool) -> Iterator[Article | InputRow]:
    header = " ".join(_line(each) for each in _all(entry, "DocHeader", "DocTitreSousSection"))
    title, kicker = _title(entry)
    author, standfirst = _author(entry)
    number = NUMBER.search(_line(_first(entry, *NUMBERED)) or _footer(entry))
    extra = _publication(_first(entry, "DocPublicationName")) | {
        "header": header,
        "kicker": kicker,
        "subtitle": _line(_first(entry, "rdp__subtitle")),
        "standfirst": standfirst,
        "source_code": next((str(code) for code in entry.xpath(".//@sourcecode")), ""),
        "notes": "\n".join(_line(each) for each in [*_all(entry, "rdp__newsdoc"), *entry.iter("aside")]),
        "rights": _rights(entry),
        "republications": _republications(entry),
    }
    text, url, updated = _body(entry)
    yield from make_article(
        origin,
        text,
        title=title or None,
        author=author or None,
        url=url,
        is_broken=is_broken,
        **_filed(number, header, extra | {"updated": updated}),
    )


def _title(entry: Any) -> tuple[str, str]:
    """The headline and the line above it."""
    box = _first(entry, "titreArticle")
    named = _first(entry, "rdp__articletitle", "titreArticleVisu")
    title = named if named is not None else box if box is not None else _first(entry, "grandTitre")
    above = _first(box, "sm-margin-bottomNews") if box is not None and named is not None else None
    return _line(title), _line(above)


def _author(entry: Any) -> tuple[str, str]:
    """The signature and the standfirst: both are filed under either name, and a signature has few words."""
    named = _line(_first(entry, "docAuthors"))
    lines = [
        _line(each)
        for header in entry.iter("header")
        for each in _all(header, "sm-margin-bottomNews")
        if not any(_has_class(above, "titreArticle") for above in each.iterancestors())
    ]
    candidates = [line for line in [named, *reversed(lines)] if line]
    author = next((line for line in candidates if len(line.split()) <= MAX_AUTHOR_WORDS), "")
    return author, next((line for line in candidates if line != author), "")


def _body(entry: Any) -> tuple[str, str | None, str]:
    """The text, the address that its last line gives, the day of its last change."""
    body = _first(entry, "docOcurrContainer", "DocText")
    if body is None:
        return "", None, ""
    url = None
    for link in list(body.iter("a")):
        if _begins(_line(link), "europresse", "published_in"):
            url = link.get("href")
            _drop(link)
    for each in [*_all(body, *BESIDE), *body.iter("aside"), *body.iter("footer")]:
        _drop(each)
    lines = [" ".join(LINK.sub(" ", line).split()) for line in tree_text(body).split("\n")]
    updated = [line for line in lines if _begins(line, "pages", "updated") and len(line) < 80]
    text = "\n".join(line for line in lines if line and line not in updated)
    is_address = url is not None and url.lower().startswith(("http://", "https://"))
    return text, url if is_address else None, (find_date(updated[0]) or updated[0]) if updated else ""


def _republications(entry: Any) -> list[dict[str, str]]:
    """Where else the article stood, as Europresse lists it: a day, then the outlets of that day."""
    listed: list[dict[str, str]] = []
    for wrapper in _all(entry, "apd-wrapper"):
        day = ""
        for each in _all(wrapper, "apd-sources-date", "source-name-APD"):
            if _has_class(each, "apd-sources-date"):
                day = _line(each)
            elif _line(each):
                listed.append({"outlet": _line(each), "date": find_date(day) or day})
    return listed


def _rights(entry: Any) -> str:
    stated = [
        *_all(entry, "Doc-LegalInfo"),
        *(small for footer in entry.iter("footer") for small in footer.iter("small")),
    ]
    return next((_line(each) for each in stated if "©" in _line(each)), "")


def _footer(entry: Any) -> str:
    return " ".join(_line(footer) for footer in entry.iter("footer"))


# --------------------------------------------------------------------------- the layout of 2013


def _read_old(cell: Any, origin: str, is_broken: bool) -> Iterator[Article | InputRow]:
    """An article in a cell of a table: spans for its head, then its signature and its text between empty paragraphs."""
    outlet = _first(cell, "DocPublicationName")
    headers = _all(cell, "DocHeader")
    title = _first(cell, "TitreArticleVisu", "titreArticleVisu")
    header = "".join(each.text_content() for each in headers)
    marked = [
        *_all(cell, "PubliC_lblNodoc"),
        *cell.xpath(".//td[@align='center']"),
        *cell.xpath("following::td[@align='center'][1]"),
    ]
    number = next(filter(None, (NUMBER.search(_line(each)) for each in marked)), None)
    extra = _publication(outlet) | {"header": " ".join(header.split())}
    heading = _line(title)
    for each in [
        outlet,
        *headers,
        title,
        *cell.xpath(".//td[@align='center']"),
        *_all(cell, "PubliC_lblNodoc"),
    ]:
        _drop(each)
    lines = tree_text(cell).split("\n")
    author = lines.pop(0) if len(lines) > 1 and _is_signature(lines[0]) else ""
    yield from make_article(
        origin,
        "\n".join(lines),
        title=heading or None,
        author=author or None,
        is_broken=is_broken,
        **_filed(number, header, extra),
    )


def _is_signature(line: str) -> bool:
    return len(line.split()) <= MAX_AUTHOR_WORDS and not line.endswith((".", "!", "?", "…", "»"))


# --------------------------------------------------------------------------- what every layout has


def _publication(outlet: Any) -> dict[str, Any]:
    """The line that names the outlet, whole."""
    return {"publication": _line(outlet)}


def _filed(number: re.Match[str] | None, header: str, extra: dict[str, Any]) -> dict[str, Any]:
    """Identifier, outlet, date: the day is that of the document's number, the hour that of the header of that day."""
    shown = find_date(header)
    day = f"{number[2]}-{number[3]}-{number[4]}" if number else None
    is_hour = day is None or (shown is not None and shown.startswith(day))
    return {
        "id": number[0] if number else "",
        "outlet": outlet_name(extra["publication"]) or None,
        "stated": shown if is_hour else day,
        "place": "“DocHeader”" if is_hour and shown else "numéro de document",
        "extra": {name: value for name, value in extra.items() if value},
    }


def outlet_name(line: str) -> str:
    """The outlet's name without number, edition and kind.

    « La Gazette de Nore (site web), no. 312 - Édition de Valbrune » is « La Gazette de Nore ».
    """
    for end in OUTLET_ENDS.finditer(line):
        if end["word"] is None or _begins(end["word"], "europresse", "edition"):
            return line[: end.start()].strip()
    return line.strip()


def _all(element: Any, *names: str) -> list[Any]:
    """The elements that have one of these as a class or as their id, in the order of the document."""
    return list(_having(names)(element))


def _first(element: Any, *names: str) -> Any:
    """The first element that has the first of these names that any has, None where none has."""
    return next((found[0] for name in names if (found := _having((name,))(element))), None)


@cache
def _having(names: tuple[str, ...]) -> Any:
    words = " or ".join(
        f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ') or @id = '{name}'" for name in names
    )
    return etree.XPath(f"descendant-or-self::*[{words}]")


def _has_class(element: Any, name: str) -> bool:
    return name in (element.get("class") or "").split()


def _line(element: Any) -> str:
    """The words of an element on one line; what is marked inside (found words) is joined."""
    return " ".join(element.text_content().split()) if element is not None else ""


def _drop(element: Any) -> None:
    if element is not None and element.getparent() is not None:
        element.drop_tree()


def _begins(line: str, table: str, name: str) -> bool:
    return line.lower().startswith(labels(table, name))
