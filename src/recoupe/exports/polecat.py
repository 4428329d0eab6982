"""Events under the column names of the POLECAT data set: UTF-8, tabs, one line an event, codes as in ``plover``.

Columns that Recoupe knows nothing of (coordinates, encyclopedia identifiers, contexts) stay empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recoupe.exports.material import Material
from recoupe.exports.plover import Coded, coded_events, countries_of, sector_of
from recoupe.exports.words import one_line
from recoupe.model import ActorName

QUADS = {
    "VC": "VERBAL COOPERATION",
    "MC": "MATERIAL COOPERATION",
    "VX": "VERBAL CONFLICT",
    "MX": "MATERIAL CONFLICT",
}
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
VERSION = "recoupe"


def encode(material: Material) -> Iterator[bytes]:
    """The header and the lines; several actors in one cell are parted by semicolons."""
    countries = countries_of(material)
    yield _line(COLUMNS)
    for coded in coded_events(material):
        cells = _cells(material, coded, countries)
        yield _line([cells.get(column, "") for column in COLUMNS])


def _cells(material: Material, coded: Coded, countries: dict[str, str]) -> dict[str, str]:
    row = coded.row
    article = next((passage.place.id for passage in material.passages([row])), None)
    source = material.texts[article] if article else None
    published = material.published(article) if article else None
    place = row.place or ""
    return {
        "Event ID": row.key,
        "Event Date": coded.day,
        "Event Type": coded.type,
        "Event Mode": coded.mode,
        "Intensity": f"{coded.score:g}",
        "Quad Code": QUADS[coded.quad],
        **_party("Actor", row.actors, countries),
        **_party("Recipient", row.recipients, countries),
        "Placename": place,
        "Raw Placename": place,
        "Source": (source.article.outlet or "") if source else "",
        "Publication Date": (published.latest or published.earliest or "")[:10] if published else "",
        "Language": source.language if source else "",
        "Version": VERSION,
    }


def _party(side: str, actors: Sequence[ActorName], countries: dict[str, str]) -> dict[str, str]:
    names = ";".join(one_line(actor.name) for actor in actors)
    sectors = list(dict.fromkeys(filter(None, map(sector_of, actors))))
    return {
        f"{side} Name": names,
        f"{side} Name Raw": names,
        f"{side} Country": ";".join(dict.fromkeys(countries.get(actor.key, "") for actor in actors)).strip(
            ";"
        ),
        f"Primary {side} Sector": sectors[0] if sectors else "",
        f"{side} Sectors": ";".join(sectors),
    }


def _line(cells: Sequence[str]) -> bytes:
    return ("\t".join(map(one_line, cells)) + "\n").encode("utf-8", "replace")
