"""Feeds: RSS and Atom files, one article an entry."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from recoupe.model import Article, InputRow
from recoupe.readers.decoding import decode, opening
from recoupe.readers.fields import make_article
from recoupe.readers.markup import plain_text, root_element
from recoupe.readers.source import Source

ROOTS = ("rss", "feed", "rdf")
DECLARED = re.compile(r"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.-]{1,40})", re.IGNORECASE)
DOCUMENT_TYPE = re.compile(r"<!DOCTYPE[^\[>]{0,1000}(?:\[[^\]]{0,1000000}\]\s{0,100})?>", re.IGNORECASE)
DATES = ("published", "created", "updated")


def sniff(head: bytes, name: str) -> bool:
    """Whether the root element is that of RSS, Atom or RDF."""
    return root_element(opening(head)) in ROOTS


def read(source: Source) -> Iterator[Article | InputRow]:
    """The entries, in the order of the feed; an entry without text is a failed row.

    The document type, and with it every entity that the file defines itself, is taken out before.
    """
    import feedparser

    data = source.read_whole()
    declared = DECLARED.search(opening(source.head))
    text = DECLARED.sub(
        "<?xml version='1.0' encoding='utf-8", decode(data, declared[1] if declared else None).text
    )
    text = DOCUMENT_TYPE.sub("", text, count=1)
    feed = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")), resolve_relative_uris=False, sanitize_html=True
    )
    for number, entry in enumerate(feed.entries, start=1):
        yield from _read_entry(entry, f"{source.origin}#{number}", feed.feed)


def _read_entry(entry: Any, origin: str, feed: Any) -> Iterator[Article | InputRow]:
    """The article of an entry: its longest text, and what the feed states of it."""
    texts = [plain_text(content.get("value") or "") for content in entry.get("content") or ()]
    text = max([plain_text(entry.get("summary") or ""), *texts], key=len)
    place, stated = _find_date(entry)
    yield from make_article(
        origin,
        text,
        stated=stated,
        place=f"“{place}”",
        id=(entry.get("id") or "").strip(),
        title=_line(entry.get("title")),
        outlet=_line((entry.get("source") or {}).get("title")) or _line(feed.get("title")),
        author=_line(entry.get("author")),
        url=_address(entry.get("link")),
    )


def _find_date(entry: Any) -> tuple[str, str]:
    """Under what name the entry states a date, and its words; publication before update."""
    for name in DATES:
        if name in entry and str(entry[name]).strip():
            return name, str(entry[name])
    return "", ""


def _line(markup: str | None) -> str | None:
    """A field of one line, without markup."""
    return " ".join(plain_text(markup or "").split()) or None


def _address(link: str | None) -> str | None:
    return link if link and link.lower().startswith(("http://", "https://")) else None
