"""The report on the chosen rows as one HTML page; whole articles only where whole texts are allowed."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from recoupe.exports.material import Material
from recoupe.views.report import render_report


def encode(material: Material) -> Iterator[bytes]:
    """The page, whole: it needs no script, no network and no second file."""
    yield page(material)


def page(material: Material) -> bytes:
    """The page of the chosen rows and of every article of the dossier."""
    account = msgspec.structs.replace(material.account, rows=material.rows)
    annotations = list(material.texts.values())
    made = render_report(
        account, annotations, material.inputs, material.language, with_text=material.with_text
    )
    return made.encode("utf-8", "replace")
