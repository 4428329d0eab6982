"""Acronyms beside what they stand for: "l'Office des marées profondes (OMP)"."""

from __future__ import annotations

from recoupe.annotate.lexicon import pieces
from recoupe.annotate.names import Reference, Scan
from recoupe.model import ActorKind

_MAX_WORDS = 14


def find_acronyms(scan: Scan) -> list[Reference]:
    """Every defined acronym: its expansion, and each later use, one organisation.

    An acronym in brackets is defined by the words before it whose initials it is, small words left aside.
    """
    defined: dict[str, str] = {}
    found: list[Reference] = []
    for index in range(1, len(scan)):
        if not scan.gaps[index - 1].endswith("("):
            continue
        first = _expansion(scan, index)
        if first is None or scan.texts[index] in defined:
            continue
        start, end = scan.starts[first], scan.ends[index - 1]
        name = scan.reading.text[start:end]
        if next((n for _, n in scan.lexicon.names.at(scan.folds, first) if n.role != "adjective"), None):
            continue
        defined[scan.texts[index]] = name
        found.append(_organisation(scan, first, index, name))
    found.extend(_later_uses(scan, defined, {place for r in found for place in range(r.first, r.last)}))
    for reference in found:
        for place in range(reference.first, reference.last):
            scan.taken[place] = reference
    return found


def _later_uses(scan: Scan, defined: dict[str, str], taken: set[int]) -> list[Reference]:
    """The acronyms by themselves, and the names in full where no acronym stands beside them."""
    if not defined:
        return []
    names = {pieces(name): name for name in defined.values()}
    firsts = {words[0] for words in names}
    found, index = [], 0
    while index < len(scan):
        last = index + 1
        if index in taken:
            pass
        elif scan.texts[index] in defined:
            found.append(_organisation(scan, index, last, defined[scan.texts[index]]))
        elif scan.folds[index] in firsts and scan.capital[index]:
            for words, name in names.items():
                if tuple(scan.folds[index : index + len(words)]) == words:
                    last = index + len(words)
                    found.append(_organisation(scan, index, last, name))
                    break
        index = last
    return found


def _kind_of(scan: Scan, name: str) -> ActorKind:
    """What the first noun of the name says: "Conseil des marées" is an institution, "Brigade verte" an armed group."""
    words = list(pieces(name))
    for _, noun in scan.lexicon.nouns.at(words, 0):
        for table in sorted(noun.tables):
            if table.startswith("bodies."):
                return ActorKind(table.removeprefix("bodies."))
    return ActorKind.ORGANISATION


def _organisation(scan: Scan, first: int, last: int, name: str) -> Reference:
    return Reference(
        first,
        last,
        scan.starts[first],
        scan.ends[last - 1],
        _kind_of(scan, name),
        name,
        "defined",
        head=first,
    )


def _expansion(scan: Scan, index: int) -> int | None:
    """The first word of what the bracketed acronym at ``index`` stands for, None where the initials do not agree."""
    acronym = scan.texts[index]
    if not (2 <= len(acronym) <= 8 and acronym.isupper() and acronym.isalpha()):
        return None
    if not scan.gaps[index - 1].endswith("(") or not scan.gaps[index].startswith(")"):
        return None
    letters = list(scan.folds[index])
    for place in range(index - 1, max(-1, index - 1 - _MAX_WORDS), -1):
        if place < index - 1 and len(scan.gaps[place].strip(" -'’\u00a0")) > 0:
            return None
        if letters and scan.folds[place].startswith(letters[-1]):
            if scan.folds[place] not in scan.small.unheard or scan.capital[place]:
                letters.pop()
        elif scan.folds[place] not in scan.small.unheard:
            return None
        if not letters:
            return place if scan.capital[place] else None
    return None
