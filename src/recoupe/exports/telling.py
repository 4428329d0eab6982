"""A row's passages as a reader is given them: quoted on one line, with the outlet, its date and the link to the source."""

from __future__ import annotations

from typing import NamedTuple

from recoupe.exports.material import Material, title_of
from recoupe.exports.words import one_line
from recoupe.model import AccountRow
from recoupe.views.rows import web_address
from recoupe.views.wording import wording

MOST_PASSAGES = 20
"""How many passages of one row are quoted where a person reads them."""


class Source(NamedTuple):
    """Where words stand: the outlet (or title) with its date on one line, the link if there is one."""

    name: str
    url: str | None


class Citation(NamedTuple):
    """Words on one line between quotation marks, and every article that has them so."""

    quoted: str
    sources: tuple[Source, ...]


def cited(material: Material, row: AccountRow) -> list[Citation]:
    """The first passages of a row, each wording once, those that settle a ledger row's parts last."""
    say = wording(material.language)
    found: dict[str, list[Source]] = {}
    places = dict.fromkeys((p.place.id, p.place.start, p.place.end) for p in material.passages([row]))
    for key, start, end in list(places)[:MOST_PASSAGES]:
        annotation = material.texts[key]
        article = annotation.article
        name = one_line(f"{article.outlet or title_of(annotation)}, {say.published(material.published(key))}")
        sources = found.setdefault(say.quoted(one_line(annotation.text[start:end])), [])
        sources.append(Source(name, web_address(article.url)))
    return [Citation(quoted, tuple(dict.fromkeys(sources))) for quoted, sources in found.items()]
