"""What the article says of how its actors belong together: whose capital a town is, who issued a document."""

from __future__ import annotations

import re

from recoupe.annotate.actors.joining import Entity
from recoupe.annotate.actors.names import Reference, Scan
from recoupe.model import ActorKind

_CITIES = frozenset([ActorKind.PLACE, ActorKind.GOVERNMENT])
_BLANKS = frozenset([" ", "\u00a0", "'", "’"])
_MAX_COMPLEMENT = 3


def give_capitals(scan: Scan, names: list[Reference]) -> None:
    """Towns that the article calls a country's capital get that country, at all their places.

    "la capitale saldovienne, Marnoze"; "Marnoze, capitale de la Saldovie".
    """
    towns = {reference.first: reference for reference in names if reference.kind in _CITIES}
    ends = {reference.last: reference for reference in towns.values()}
    told: dict[str, str] = {}
    for index, word in enumerate(scan.folds):
        if word != "capitale":
            continue
        country, last = _country_after(scan, index + 1)
        if country is None:
            continue
        first = index - 1 if scan.before(index) in scan.small.definite else index
        town = ends.get(first) if scan.gap_before(first).strip() == "," else None
        if town is None and last < len(scan) and scan.gaps[last - 1].strip() in {"", ","}:
            town = towns.get(last)
        if town is not None:
            told.setdefault(" ".join(town.words), country)
    for reference in names:
        if reference.kind in _CITIES:
            reference.country = reference.country or told.get(" ".join(reference.words))


def _country_after(scan: Scan, index: int) -> tuple[str | None, int]:
    """The country of "saldovienne" or "de la Saldovie" at a word, and where it ends."""
    for place in range(index, min(index + _MAX_COMPLEMENT, len(scan))):
        known = scan.taken.get(place)
        if known is not None:
            return (known.country, known.last) if known.kind is ActorKind.COUNTRY else (None, place)
        if scan.folds[place] not in {"de", "d", "du", "la", "l"} or scan.gaps[place] not in _BLANKS:
            break
    return None, index


def name_documents(scan: Scan, entities: dict[str, Entity], references: list[Reference]) -> None:
    """Documents without an issuer of their own are named after the one who speaks through them.

    "La Capitainerie a protesté dans un communiqué": "communiqué de la Capitainerie".
    """
    subjects = {
        scan.tokens[r.head]: r
        for r in references
        if r.head >= 0 and r.key and r.role not in {"pronoun", "adjective"}
    }
    for reference in references:
        entity = entities.get(reference.key)
        if entity is None or entity.kind is not ActorKind.DOCUMENT or len(entity.name.split()) > 1:
            continue
        token = scan.tokens[reference.head]
        if token is None or not token.dep.startswith("obl"):
            continue
        issuer = next((subjects[c] for c in token.head.children if c.dep == "nsubj" and c in subjects), None)
        if issuer is not None and entities[issuer.key].kind is not ActorKind.DOCUMENT:
            entity.name = f"{entity.name} {_of(scan, issuer)}"


def _of(scan: Scan, reference: Reference) -> str:
    """The words of a reference after "de", contracted: "du Conseil", "des Brigades", "d'Oona Marsel"."""
    start, end = reference.start, reference.end
    before = reference.first - 1
    if (
        reference.role not in {"phrase", "apposed", "titled"}
        and before >= 0
        and scan.folds[before] in scan.small.articles
    ):
        start = scan.starts[before]
    words = " ".join(scan.reading.text[start:end].split())
    match = re.match(r"(le|les|la|l['’])(?: |(?<=['’]))", words, re.IGNORECASE)
    article = match[1].lower() if match else ""
    rest = words[match.end() :] if match else words
    if article in {"le", "les"}:
        return ("du " if article == "le" else "des ") + rest
    if article:
        return f"de la {rest}" if article == "la" else f"de l'{rest}"
    return f"d'{rest}" if rest[:1].lower() in "aeiouéèêâîôh" else f"de {rest}"
