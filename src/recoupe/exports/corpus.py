"""The chosen articles as texts for textometry: title and body without furniture and repetitions, with what is known of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from recoupe.exports.material import Material, issued
from recoupe.exports.words import slug, unique
from recoupe.model import Role
from recoupe.views.passages import displayed

READ = (Role.HEADLINE, Role.BODY)


class Text(NamedTuple):
    """A text of the corpus: a name in ASCII that no other has, its article, outlet and day (ISO 8601 prefix), its paragraphs."""

    name: str
    article: str
    outlet: str
    day: str
    language: str
    paragraphs: list[str]


def texts(material: Material) -> Iterator[Text]:
    """The texts, in the order of the articles; one that holds no paragraph is left out."""
    names = unique([slug(key)[:60] or "article" for key in material.articles])
    for name, key in zip(names, material.articles, strict=True):
        annotation = material.texts[key]
        zones = [zone for zone in annotation.zones if zone.role in READ]
        found = [displayed(annotation.text[zone.start : zone.end]).strip() for zone in zones]
        paragraphs = [words for words in found if words]
        if paragraphs:
            day = issued(material.published(key)) or ""
            outlet = annotation.article.outlet or ""
            yield Text(name.replace(" ", "_"), key, outlet, day, annotation.language, paragraphs)
