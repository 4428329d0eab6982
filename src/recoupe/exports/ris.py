"""The chosen articles as RIS (UTF-8, CRLF), as Zotero, EndNote and Mendeley read it: type NEWS, one field a line."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.exports.material import Material
from recoupe.exports.sources import Work, works


def encode(material: Material) -> Iterator[bytes]:
    """The records, one after the other; a field without value is left out."""
    for work in works(material):
        lines = [f"{tag}  - {value}" for tag, value in _fields(work) if value]
        yield ("\r\n".join(lines) + "\r\nER  - \r\n\r\n").encode("utf-8", "replace")


def _fields(work: Work) -> list[tuple[str, str | None]]:
    day = (work.date or "").split("-")
    return [
        ("TY", "NEWS"),
        ("ID", work.key),
        ("TI", work.title),
        ("AU", work.author),
        ("T2", work.outlet),
        ("PY", day[0]),
        ("DA", "/".join([*day, "", ""][:3]) + "/" if work.date else None),
        ("UR", work.url),
        ("LA", work.language),
        ("N1", work.note),
    ]
