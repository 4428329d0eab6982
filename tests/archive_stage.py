"""An invented situation over two months, as lines of articles: copies, a footer, quotations, a repetition, undated ones."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from recoupe.archive.here import Here
from recoupe.archive.schemas import annotation_schema, passage_schema, source_schema, with_month

OUTLETS = ("Le Fanal", "La Gazette de Tarvel", "L'Écho de Valme")
FOOTER = "Retrouvez chaque matin toute l'actualité du canton et des vallées voisines dans votre journal, en kiosque ou par courrier."
DISPATCH = (
    "La digue de Valme a cédé dans la nuit de samedi à dimanche sous la pression des eaux, emportant deux ponts et une "
    "quarantaine de maisons du quartier bas, a annoncé la préfète Ilda Marsan, qui a demandé aux habitants de rejoindre les hauteurs."
)
ANSWER = (
    "« Nous avions prévenu la commune dès l'automne que ce barrage ne tiendrait pas un printemps de plus », a "
    "déclaré Tobie Lormant."
)


def article(number: int) -> dict[str, Any]:
    """One line: every third article carries the dispatch, every fourth the answer, those of one outlet a footer."""
    outlet = OUTLETS[number % 3]
    month, day = (2, 20 + number % 9) if number % 2 else (3, 1 + number % 20)
    words = [
        f"Le conseil de Nore a voté {30 + 7 * number} mesures contre la crue du fleuve, selon le maire Odon Perrache.",
        f"Une équipe de {3 + number} pompiers venus de Quessel a fouillé la rue numéro {number} jusqu'au soir.",
    ]
    if number % 3 == 0:
        words.insert(1, DISPATCH)
    if number % 4 == 0:
        words.append(ANSWER)
    if number == 7:
        words += [words[0]]
    if outlet == "Le Fanal":
        words.append(FOOTER)
    line = {"id": f"a{number:02}", "title": f"Crue à Valme : le point, suite {number}", "outlet": outlet}
    line |= {"text": "\n".join(words), "language": "fr", "section": f"page {number}"}
    return line if number % 11 == 10 else line | {"published": f"2031-{month:02}-{day:02}"}


def write_articles(path: Path, numbers: Sequence[int]) -> Path:
    """A file of these lines, with one that is broken."""
    lines = [json.dumps(article(number), ensure_ascii=False) for number in numbers]
    path.write_text("\n".join([*lines, "{nothing"]) + "\n", encoding="utf-8")
    return path


def rows(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of an archive's tables, sorted."""
    schemas = {"annotations": annotation_schema(), "passages": passage_schema(), "sources": source_schema()}
    return {
        name: sorted(Here().read(folder / name, with_month(schema)).table().to_pylist(), key=repr)
        for name, schema in schemas.items()
    }
