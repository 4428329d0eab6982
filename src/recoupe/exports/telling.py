"""A row's passages as a reader is given them: quoted on one line, with the outlet, its date and the link to the source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from recoupe.exports.material import Material, title_of
from recoupe.exports.words import one_line
from recoupe.model import AccountRow
from recoupe.views.rows import web_address
from recoupe.views.wording import wording

MOST_PASSAGES = 20
"""How many passages of one row are quoted where a person reads them."""


class Citation(NamedTuple):
    """A passage: its words on one line between quotation marks, the outlet (or title) with its date, the link if there is one."""

    quoted: str
    name: str
    url: str | None


def cited(material: Material, row: AccountRow) -> Iterator[Citation]:
    """The first passages of a row, each once, those that settle a ledger row's parts last."""
    say = wording(material.language)
    places = list(dict.fromkeys((p.place.id, p.place.start, p.place.end) for p in material.passages([row])))
    for key, start, end in places[:MOST_PASSAGES]:
        annotation = material.texts[key]
        article = annotation.article
        yield Citation(
            say.quoted(one_line(annotation.text[start:end])),
            one_line(f"{article.outlet or title_of(annotation)}, {say.published(material.published(key))}"),
            web_address(article.url),
        )
