"""Copying that is known from outside the texts: where a press database says that an article stood elsewhere too.

Europresse lists under an article the other outlets, with their days, under which it files the same one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from recoupe.model import Article

MOST_LISTED = 40
_BESIDE_A_NAME = re.compile(r"\([^()]*\)")


class Reprint(NamedTuple):
    """An outlet in which an article stood too, and the day (ISO 8601) where it is told, else ""."""

    outlet: str
    day: str


def reprints_of(article: Article) -> list[Reprint]:
    """The reprints that the source of an article lists, the first ``MOST_LISTED``; what is no such list is none."""
    listed = article.extra.get("republications")
    if not isinstance(listed, list):
        return []
    found = [
        Reprint(each["outlet"].strip(), each["date"][:10] if isinstance(each.get("date"), str) else "")
        for each in listed[:MOST_LISTED]
        if isinstance(each, dict) and isinstance(each.get("outlet"), str) and each["outlet"].strip()
    ]
    return list(dict.fromkeys(found))


def known_copies(articles: Sequence[Article]) -> list[tuple[str, str]]:
    """Pairs of articles (ids, in order) of which one is listed as a reprint of the other: its outlet, its day and its title agree.

    « Le Courrier de la Mire (site web) » is « Le Courrier de la Mire ».
    """
    listed = [(article, reprint) for article in articles for reprint in reprints_of(article)]
    if not listed:
        return []
    by_head: dict[tuple[str, str, str], list[str]] = {}
    for article in articles:
        if article.outlet and article.title and article.stated_date:
            head = (_fold(article.outlet), article.stated_date[:10], _fold(article.title))
            by_head.setdefault(head, []).append(article.id)
    pairs = {
        tuple(sorted((article.id, other)))
        for article, reprint in listed
        for other in by_head.get((_fold(reprint.outlet), reprint.day, _fold(article.title or "")), ())
        if other != article.id
    }
    return [(one, other) for one, other in sorted(pairs)]


def reprinted_elsewhere(articles: Iterable[Article], held: Iterable[Article]) -> list[Reprint]:
    """Where articles stood beside the outlets of those that are ``held``, each outlet once, in the order of the lists."""
    found = {
        _fold(reprint.outlet): reprint for article in articles for reprint in reversed(reprints_of(article))
    }
    known = {_fold(article.outlet) for article in held if article.outlet} if found else set()
    return [reprint for outlet, reprint in sorted(found.items()) if outlet not in known]


def _fold(name: str) -> str:
    """A name for comparing: letters and digits only, without case, accents and what stands in brackets."""
    bare = _BESIDE_A_NAME.sub("", name) if len(name) < 300 else name
    return "".join(c for c in unicodedata.normalize("NFKD", bare).casefold() if c.isalnum())
