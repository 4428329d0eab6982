"""The account as FollowTheMoney entities, one JSON object a line, for OpenAleph: articles, actors, events, notes, and what links them.

An event of the account is an Event; the model has no claim and no quotation, so every other row is a Note with the sentence of
the account, and every passage a Documentation between its article and its row, with the words in ``summary``. Properties and
schemata: followthemoney 4 (schema/*.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recoupe.exports.material import Material, actors_of, kind_of, title_of
from recoupe.exports.words import digest, json_bytes, one_line
from recoupe.model import AccountRow, ActorKind, ActorName, ActorRow, EventRow
from recoupe.views.rows import web_address

SCHEMATA = {
    ActorKind.PERSON: "Person",
    ActorKind.GOVERNMENT: "PublicBody",
    ActorKind.COUNTRY: "PublicBody",
    ActorKind.INSTITUTION: "PublicBody",
    ActorKind.ARMED_GROUP: "Organization",
    ActorKind.ORGANISATION: "Organization",
    ActorKind.MEDIA: "Organization",
    ActorKind.COLLECTIVE: "Organization",
}
"""What an actor is in the model; all others are LegalEntity, which says no more than that they can act."""
LANGUAGES = {"fr": "fra", "en": "eng", "de": "deu", "es": "spa", "it": "ita", "pt": "por", "nl": "nld", "ar": "ara", "ru": "rus", "uk": "ukr", "he": "heb", "fa": "fas", "tr": "tur", "pl": "pol", "zh": "zho"}  # fmt: skip
"""ISO 639-3 codes, which the model wants; the language of an article in any other is left out."""

Properties = dict[str, list[str | None]]


def encode(material: Material) -> Iterator[bytes]:
    """The entities: articles first, then actors, rows, and the links between them."""
    for key in material.articles:
        yield _line("Article", _id("article", key), _article(material, key))
    rows = [row for row in material.rows if isinstance(row, ActorRow)] + material.claims
    known = {actor.key: actor for row in rows for _, actor in actors_of(row)}
    described = {row.actor.key: row for row in material.account.rows if isinstance(row, ActorRow)}
    for key in sorted(known):
        yield _actor(described[key].actor if key in described else known[key], described.get(key))
    for row in material.claims:
        yield _claim(material, row)
    for row in rows:
        yield from _links(material, row)


def _article(material: Material, key: str) -> Properties:
    annotation, published = material.texts[key], material.published(key)
    article = annotation.article
    return {
        "fileName": [one_line(key)],
        "title": [one_line(title_of(annotation))],
        "author": [article.author and one_line(article.author)],
        "publisher": [article.outlet and one_line(article.outlet)],
        "publishedAt": [published.earliest and published.earliest[:10] if published.earliest == published.latest else None],
        "sourceUrl": [web_address(article.url)],
        "language": [LANGUAGES.get(annotation.language)],
        "bodyText": [annotation.text if material.with_text else None],
    }  # fmt: skip


def _actor(actor: ActorName, row: ActorRow | None) -> bytes:
    others = [one_line(name) for name in row.names if name != actor.name] if row else []
    properties: Properties = {"name": [one_line(actor.name)], "alias": [*others], "topics": []}
    return _line(SCHEMATA.get(actor.kind, "LegalEntity"), _id("actor", actor.key), properties)


def _claim(material: Material, row: AccountRow) -> bytes:
    """An event of the account as an Event, any other row as a Note."""
    actors: list[str | None] = [_id("actor", actor.key) for _, actor in actors_of(row)]
    proof: list[str | None] = [
        _id("article", key) for key in dict.fromkeys(passage.place.id for passage in material.passages([row]))
    ]
    head: Properties = {
        "name": [one_line(row.summary)],
        "notes": [one_line(row.because)],
        "keywords": [kind_of(row), str(row.standing)],
        "proof": proof,
    }
    if isinstance(row, EventRow):
        first, last = (day[:10] if day else None for day in (row.earliest, row.latest))
        one_day = first is not None and first == last
        days: Properties = {"date": [first]} if one_day else {"startDate": [first], "endDate": [last]}
        kept: Properties = {"involved": actors, "location": [row.place and one_line(row.place)]}
        head["keywords"] += [str(row.type), row.mode, str(row.modality)]
        return _line("Event", _id("row", row.key), head | days | kept)
    return _line(
        "Note", _id("row", row.key), head | {"description": [one_line(row.summary)], "entity": actors}
    )


def _links(material: Material, row: AccountRow) -> Iterator[bytes]:
    """Every passage of a row: a Mention where it names an actor, else a Documentation."""
    told: set[str] = set()
    for passage in material.passages([row]):
        place = passage.place
        where = f"{place.id}:{place.start}-{place.end}"
        named = _id("passage", row.key, where)
        if named in told:
            continue
        told.add(named)
        quote: list[str | None] = [one_line(material.quote(place))]
        document: list[str | None] = [_id("article", place.id)]
        if isinstance(row, ActorRow):
            resolved: list[str | None] = [_id("actor", row.actor.key)]
            yield _line("Mention", named, {"document": document, "resolved": resolved, "name": quote})
        else:
            entity: list[str | None] = [_id("row", row.key)]
            links: Properties = {
                "document": document,
                "entity": entity,
                "role": [passage.about or "evidence"],
            }
            yield _line("Documentation", named, links | {"summary": quote, "recordId": [one_line(where)]})


def _id(*parts: str) -> str:
    return f"recoupe-{digest(*parts)}"


def _line(schema: str, key: str, properties: Properties) -> bytes:
    held = {name: [value for value in dict.fromkeys(values) if value] for name, values in properties.items()}
    entity: dict[str, Any] = {"id": key, "schema": schema}
    return (
        json_bytes(entity | {"properties": {name: values for name, values in held.items() if values}}) + b"\n"
    )
