"""The chosen articles as an IRaMuTeQ corpus (UTF-8): a line of starred variables before each text. Holds whole texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recoupe.exports.corpus import Text, texts
from recoupe.exports.material import Material
from recoupe.exports.words import slug

STARRED = re.compile(r"\*{2,}")
THEME = re.compile(r"^-\*", re.MULTILINE)
BLANK_LINES = re.compile(r"\n\s*\n")


def encode(material: Material) -> Iterator[bytes]:
    """The texts with ``*id``, ``*source``, ``*date``, ``*am`` (month) and ``*annee``, as far as each is known."""
    for text in texts(material):
        variables = " ".join(f"*{name}_{value}" for name, value in _variables(text) if value)
        body = "\n".join(map(_harmless, text.paragraphs))
        yield f"**** {variables}\n{body}\n\n".encode("utf-8", "replace")


def _variables(text: Text) -> list[tuple[str, str]]:
    day = text.day
    return [
        ("id", text.name),
        ("source", slug(text.outlet)),
        ("date", day if len(day) == 10 else ""),
        ("am", day[:7] if len(day) >= 7 else ""),
        ("annee", day[:4]),
    ]


def _harmless(paragraph: str) -> str:
    """A paragraph of which no line is taken for the start of a text or of a theme."""
    return THEME.sub("- ", BLANK_LINES.sub("\n", STARRED.sub("*", paragraph)))
