"""What a page states of itself: title, outlet, author, address, date. JSON-LD first, then tags, then what is shown."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

import msgspec

from recoupe.readers.dates import find_date, iso_prefix
from recoupe.readers.labels import labels
from recoupe.readers.markup import is_oversized, plain_text, tree_text

ARTICLE_TYPE = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting)$")
DATE_TAGS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "dc.date.issued", "dc.date", "dcterms.created",
    "dcterms.date", "dcterms.issued", "parsely-pub-date", "sailthru.date", "citation_publication_date", "pubdate", "publish-date", "publication_date",
)  # fmt: skip
LAST_DAY = datetime.datetime(9999, 12, 31)
MAX_JSON_NODES = 10_000
MAX_MARKED = 200
MAX_TEXTS = 5_000
FIGURED = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{4}(?:\D{1,5}\d{1,2}[:hH]\d{2})?")
SHOWN_DATE = re.compile(
    r"\d{4}[-/.]?\d{2}[-/.]?\d{2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}(?:er|st|nd|rd|th)?\s+[^\W\d]{3,10}\.?,?\s+\d{4}|[^\W\d]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
)


class PageFacts(NamedTuple):
    """What is known of a page's article. ``date`` and ``updated`` (its last change) are ISO 8601 prefixes, ``date_place`` says
    where the date stood; ``text`` is
    the text that the page's own data give, used where none can be extracted."""

    title: str | None
    outlet: str | None
    author: str | None
    url: str | None
    date: str | None
    date_place: str | None
    updated: str | None
    text: str


def read_facts(tree: Any) -> PageFacts:
    """What a page states, nothing guessed: each fact from the first of these places that has it."""
    data = _article_data(tree)
    tags = _tags(tree)
    items = _microdata(tree)
    date, place = _find_date(tree, data, tags)
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)")
    heading = tree.xpath("//h1") or tree.xpath("//title")
    return PageFacts(
        title=_line(data.get("headline"))
        or _line(tags.get("og:title"))
        or items.get("headline")
        or (_line(heading[0].text_content()) if heading else None),
        outlet=_line(_name(data.get("publisher")))
        or _line(tags.get("og:site_name"))
        or items.get("publisher"),
        author=_line(_name(data.get("author"))) or _line(tags.get("author")) or items.get("author"),
        url=_address(canonical) or _address(tags.get("og:url")) or _address(data.get("url")),
        date=date,
        date_place=place,
        updated=_find_update(tree, data, tags),
        text=plain_text(data["articleBody"])
        if isinstance(data.get("articleBody"), str)
        else items.get("articleBody", ""),
    )


def _article_data(tree: Any) -> dict[str, Any]:
    """The first object of the page's JSON-LD that is an article."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            value = msgspec.json.decode(script.text or "")
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
            continue
        for node in _nodes(value):
            kinds = node.get("@type")
            if any(
                ARTICLE_TYPE.match(kind)
                for kind in (kinds if isinstance(kinds, list) else [kinds])
                if isinstance(kind, str)
            ):
                return node
    return {}


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON value, outermost first."""
    waiting, seen = [value], 0
    while waiting and seen < MAX_JSON_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, dict):
            yield node
            waiting.extend(
                node.get(name) for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in node
            )
        elif isinstance(node, list):
            waiting.extend(node[: MAX_JSON_NODES - seen])


def _tags(tree: Any) -> dict[str, str]:
    """The page's meta tags by name, the first of each."""
    tags: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        if name and tag.get("content"):
            tags.setdefault(name.lower(), tag.get("content"))
    return tags


def _microdata(tree: Any) -> dict[str, str]:
    """The properties that elements of the page are marked with (``itemprop``), the first of each."""
    items: dict[str, str] = {}
    for element in tree.xpath("//*[@itemprop]")[:MAX_MARKED]:
        name = element.get("itemprop")
        if name in ("author", "publisher"):
            named = element.xpath(".//*[@itemprop='name']")
            value = (
                _line(named[0].get("content") or named[0].text_content())
                if named
                else _line(element.get("content") or element.text_content())
            )
        elif name == "articleBody":
            value = tree_text(element)
        elif name == "headline":
            value = _line(element.get("content") or element.text_content())
        else:
            continue
        if value:
            items.setdefault(name, value)
    return items


def _find_update(tree: Any, data: dict[str, Any], tags: dict[str, str]) -> str | None:
    """When the page says that it was last changed: in its data, its tags, or in words (« Mis à jour le 3 mai 2031 »)."""
    for value in (
        data.get("dateModified"),
        tags.get("article:modified_time"),
        tags.get("og:updated_time"),
        tags.get("datemodified"),
    ):
        if isinstance(value, str) and (date := iso_prefix(value)):
            return date
    for words in tree.xpath("//body//text()")[:MAX_TEXTS]:
        low = words[:200].strip().lower()
        if low.startswith(labels("pages", "updated")):
            line = "".join(words.getparent().itertext()) if len(low) < 20 else words
            return find_date(line[:200]) or next(
                filter(None, map(iso_prefix, FIGURED.findall(line[:200]))), None
            )
    return None


def _find_date(tree: Any, data: dict[str, Any], tags: dict[str, str]) -> tuple[str | None, str | None]:
    """The date of publication and where it stood."""
    stated = [("datePublished", data.get("datePublished")), *((name, tags.get(name)) for name in DATE_TAGS)]
    stated += [
        ("datePublished", value)
        for value in tree.xpath(
            "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content"
        )
    ]
    stated += [("pubdate", value) for value in tree.xpath("//time[@pubdate]/@datetime")]
    for name, value in stated:
        if isinstance(value, str) and (date := iso_prefix(value)):
            return date, f"“{name}”"
    if not is_oversized(tree) and (date := _shown_date(tree)):
        return date, "<time>"
    return None, None


def _shown_date(tree: Any) -> str | None:
    """The date that stands outside the running text, found by htmldate; None where the page does not show that very day.

    Paragraphs of text and pictures are taken out first: a date told in the article, or the day of a photograph, is not
    the date of the article. The limits are fixed, so that today's date has no part in it.
    """
    from htmldate import find_date

    frame = deepcopy(tree)
    for element in frame.xpath(
        "//img | //figure | //footer | //script | //style | //p[string-length(normalize-space()) > 120]"
    ):
        if element.getparent() is not None:
            element.drop_tree()
    found = find_date(
        frame, original_date=True, extensive_search=False, min_date="1900-01-01", max_date=LAST_DAY
    )
    if not found:
        return None
    shown = " ".join(
        [
            frame.text_content(),
            *frame.xpath("//time/@datetime | //@title | //link[@rel='canonical']/@href | //meta/@content"),
        ]
    )
    candidates = (match[0] for match in SHOWN_DATE.finditer(shown))
    if any(
        (iso_prefix(words) or iso_prefix(re.sub(r"[/.]", "-", words)) or "")[:10] == found
        for words in candidates
    ):
        return str(found)
    return None


def _name(value: Any) -> str | None:
    """The name of a person or organisation in JSON-LD: words, an object, or a list of them."""
    if isinstance(value, list):
        return ", ".join(name for each in value[:20] if (name := _name(each))) or None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _line(words: Any) -> str | None:
    return " ".join(plain_text(words).split())[:500] or None if isinstance(words, str) else None


def _address(link: Any) -> str | None:
    return (
        link.strip()
        if isinstance(link, str) and link.strip().lower().startswith(("http://", "https://"))
        else None
    )
