"""The chosen articles as works that can be cited: title, outlet, author, date, address, and where they stand in the account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from recoupe.exports.material import Material, issued, title_of
from recoupe.exports.words import digest, one_line, slug
from recoupe.languages import word_list
from recoupe.views.rows import web_address
from recoupe.views.wording import wording


class Work(NamedTuple):
    """An article as a work. ``key`` is a word in ASCII that no other has; ``date`` an ISO 8601 prefix that surely holds its day.

    ``note`` says in the reader's language when it came out, where that is not one day, and from which origin it has its words.
    """

    key: str
    id: str
    title: str
    outlet: str | None
    author: str | None
    date: str | None
    earliest: str | None
    latest: str | None
    url: str | None
    language: str
    note: str


def works(material: Material) -> Iterator[Work]:
    """The chosen articles, in their order; every word on one line."""
    origins = _origins(material)
    for key in material.articles:
        annotation, published = material.texts[key], material.published(key)
        article = annotation.article
        date = issued(published)
        yield Work(
            key=f"{slug(key)[:40] or 'article'}_{digest(key)[:6]}",
            id=key,
            title=one_line(title_of(annotation)),
            outlet=one_line(article.outlet) if article.outlet else None,
            author=one_line(article.author) if article.author else None,
            date=date,
            earliest=published.earliest,
            latest=published.latest,
            url=web_address(article.url),
            language=annotation.language,
            note=_note(material, key, date, origins[key]),
        )


def _origins(material: Material) -> dict[str, list[str]]:
    """From which origins that several articles share an article has its words."""
    found: dict[str, list[str]] = defaultdict(list)
    for lineage in material.account.lineages:
        if len(lineage.articles) > 1:
            for article in lineage.articles:
                found[article].append(one_line(lineage.origin))
    return found


def _note(material: Material, key: str, date: str | None, origins: list[str]) -> str:
    words = word_list(material.language, "exports")["works"]
    parts = []
    if date is None or len(date) < 10:
        day = wording(material.language).published(material.published(key))
        parts.append(words["published"].format(day=day))
    if origins:
        parts.append(words["origin"].format(origins=", ".join(origins)))
    return one_line(" ".join(parts))
