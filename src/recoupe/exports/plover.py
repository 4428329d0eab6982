"""Events as PLOVER records, one JSON object a line: the one place where an event to come is folded into the code of another type.

Fields are those of the manual's data section; what PLOVER has no field for (standing, modality, why) stands in ``comment``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from recoupe.exports.material import Material
from recoupe.exports.words import json_bytes, one_line
from recoupe.languages import word_list
from recoupe.model import ActorName, ActorRow, EventRow
from recoupe.views.rows import web_address


class Coded(NamedTuple):
    """An event as PLOVER codes it. ``day`` is its first day, or where none is known that of its first article (``dated`` is False)."""

    row: EventRow
    type: str
    mode: str
    quad: str
    score: float
    day: str
    last: str | None
    dated: bool


def encode(material: Material) -> Iterator[bytes]:
    """The records, in the order of the account."""
    countries = countries_of(material)
    for coded in coded_events(material):
        yield json_bytes(_record(material, coded, countries)) + b"\n"


@cache
def tables() -> dict[str, Any]:
    """What ``plover.toml`` holds."""
    return tomllib.loads((resources.files(__package__) / "plover.toml").read_text(encoding="utf-8"))


def coded_events(material: Material) -> Iterator[Coded]:
    """The chosen events with their codes; what is denied or only predicted, or has no date at all, is left out."""
    for row in material.rows:
        if isinstance(row, EventRow) and str(row.modality) not in tables()["modalities"]["left_out"]:
            day, last, dated = _days(material, row)
            if day:
                yield Coded(row, *code_of(row), day, last, dated)


def code_of(row: EventRow) -> tuple[str, str, str, float]:
    """Type, mode, quad and score of an event; one still to come gets the type that foresees it, without a mode."""
    known = tables()
    type_, mode = str(row.type), row.mode or ""
    if str(row.modality) in known["modalities"]["to_come"] and type_ in known["to_come"]:
        type_, mode = known["to_come"][type_], ""
    scores = known["modes"].get(type_, {})
    return type_, mode, known["types"][type_]["quad"], float(scores.get(mode, known["types"][type_]["score"]))


def _days(material: Material, row: EventRow) -> tuple[str | None, str | None, bool]:
    if row.earliest or row.latest:
        first, last = row.earliest or row.latest, row.latest or row.earliest
        assert first and last
        return first[:10], last[:10] if last[:10] != first[:10] else None, True
    published = sorted(
        day for place in row.evidence if (day := material.published(place.id).latest or material.published(place.id).earliest)
    )  # fmt: skip
    return (published[0][:10] if published else None), None, False


def countries_of(material: Material) -> dict[str, str]:
    """ISO 3166 alpha-3 codes by the keys of actors."""
    rows = (row for row in material.account.rows if isinstance(row, ActorRow))
    return {row.actor.key: row.country for row in rows if row.country}


def sector_of(actor: ActorName) -> str:
    """An actor's sector, "" where its kind does not tell."""
    return str(tables()["sectors"].get(actor.kind.value, ""))


def _record(material: Material, coded: Coded, countries: dict[str, str]) -> dict[str, Any]:
    row = coded.row
    places = [passage.place for passage in material.passages([row])]
    addresses = (web_address(material.texts[place.id].article.url) for place in places)
    record = {
        "id": row.key,
        "date": coded.day,
        "enddate": coded.last,
        "event": coded.type,
        "mode": coded.mode,
        "quad_code": coded.quad,
        "event_scale": coded.score,
        "actor": [_entity(actor, countries) for actor in row.actors],
        "recipient": [_entity(actor, countries) for actor in row.recipients],
        "event_loc": row.place and one_line(row.place),
        "event_text": one_line(material.quote(places[0])) if places else None,
        "link": list(dict.fromkeys(address for address in addresses if address)),
        "text_info": [{"sequence": place.id, "start": place.start, "end": place.end} for place in places],
        "coder": "recoupe",
        "comment": comment_on(material, coded),
    }
    return {name: value for name, value in record.items() if value not in (None, "", [])}


def comment_on(material: Material, coded: Coded) -> str:
    """What the code does not say: modality, standing, type and mode before folding, a date taken from the article."""
    row, words = coded.row, word_list(material.language, "exports")["plover"]
    parts = [f"modality={row.modality.value}", f"standing={row.standing.value}"]
    if coded.type != row.type:
        parts.append(f"was={row.type.value}" + (f"/{row.mode}" if row.mode else ""))
    return "; ".join(parts if coded.dated else [*parts, words["undated"]])


def _entity(actor: ActorName, countries: dict[str, str]) -> dict[str, str]:
    entity = {
        "code": countries.get(actor.key, ""),
        "sector": sector_of(actor),
        "entity_text": one_line(actor.name),
    }
    return {name: value for name, value in entity.items() if value}
