"""The chosen articles as a corpus for TXM ("TXT + CSV"): one text file each and ``metadata.csv``. Holds whole texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from recoupe.exports.corpus import Text, texts
from recoupe.exports.material import Material
from recoupe.exports.packing import pack
from recoupe.exports.words import one_line

COLUMNS = ("id", "article", "source", "date", "mois", "annee", "langue")


def encode(material: Material) -> Iterator[bytes]:
    """The folder as a zip archive: UTF-8 texts, named by the first column of ``metadata.csv``."""
    return pack(_files(material))


def _files(material: Material) -> Iterator[tuple[str, bytes]]:
    table = io.StringIO(newline="")
    lines = csv.writer(table, lineterminator="\n")
    lines.writerow(COLUMNS)
    for text in texts(material):
        lines.writerow(_cells(text))
        yield f"{text.name}.txt", ("\n\n".join(text.paragraphs) + "\n").encode("utf-8", "replace")
    yield "metadata.csv", table.getvalue().encode("utf-8", "replace")


def _cells(text: Text) -> list[str]:
    day = text.day
    return [
        text.name,
        one_line(text.article),
        one_line(text.outlet),
        day if len(day) == 10 else "",
        day[:7] if len(day) >= 7 else "",
        day[:4],
        text.language,
    ]
