"""Acronyms beside what they stand for: "l'Office des marées profondes (OMP)"."""

from __future__ import annotations

from recoupe.annotate.actors.lexicon import pieces
from recoupe.annotate.actors.names import Reference, Scan, article_gender
from recoupe.model import ActorKind

_MAX_WORDS = 14


def find_acronyms(scan: Scan) -> list[Reference]:
    """Every defined acronym: its expansion, and each later use, one organisation.

    An acronym is defined by the words whose initials it is, small words left aside: it stands in brackets after them
    ("l'Office des marées (OM)"), or they stand after it, in brackets or between commas ("l'OM, l'Office des marées,").
    """
    defined: dict[str, str] = {}
    found: list[Reference] = []
    things: set[str] = set()
    for index, capital in enumerate(scan.capital):
        text = scan.texts[index] if capital else ""
        if not (2 <= len(text) <= 8 and text.isupper() and text.isalpha()) or text in defined:
            continue
        span = _expansion_before(scan, index) or _expansion_after(scan, index)
        if span is None:
            continue
        first, last = span
        if not scan.capital[first] and not _names_body(scan, first):
            things.add(text)
            continue
        if any(entry.role != "adjective" for _, entry in scan.lexicon.names.at(scan.folds, first)):
            continue
        name = scan.reading.text[scan.starts[first] : scan.ends[last - 1]]
        defined[text] = name
        found.append(_organisation(scan, first, last, name))
    found.extend(_later_uses(scan, defined, {place for r in found for place in range(r.first, r.last)}))
    for reference in found:
        for place in range(reference.first, reference.last):
            scan.taken[place] = reference
    _take_things(scan, things)
    return found


def _take_things(scan: Scan, things: set[str]) -> None:
    """Mark the acronyms of common things as words that are no names: "une rupture conventionnelle (*RC*)"."""
    for index, text in enumerate(scan.texts if things else ()):
        if text in things:
            thing = _organisation(scan, index, index + 1, text)
            thing.role = "thing"
            scan.taken[index] = thing


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
        gender=article_gender(scan, first) or _noun_gender(scan, first),
        head=first,
    )


def _noun_gender(scan: Scan, index: int) -> str:
    """The gender that a noun, its adjectives or its ending show: "l'*Agence* régionale des ports" is feminine; "" for other words."""
    token = scan.tokens[index]
    if token is None or token.pos != "NOUN":
        return ""
    told = " ".join([token.morph, *(child.morph for child in token.children if child.dep == "amod")])
    if "Gender=Fem" in told or scan.folds[index].endswith(_FEMININE):
        return "f"
    return "m" if "Gender=Masc" in told else ""


_FEMININE = ("ance", "ence", "sion", "tion")


def _expansion_before(scan: Scan, index: int) -> tuple[int, int] | None:
    """The words ``first:last`` that the bracketed acronym at ``index`` stands for, None where the initials do not agree."""
    if index == 0 or not scan.gaps[index - 1].endswith("(") or not scan.gaps[index].startswith(")"):
        return None
    letters = list(scan.folds[index])
    for place in range(index - 1, max(-1, index - 1 - _MAX_WORDS), -1):
        if place < index - 1 and not _inside(scan.gaps[place]):
            return None
        if not _takes_letter(scan, place, letters, -1):
            return None
        if not letters:
            return place, index
    return None


def _names_body(scan: Scan, index: int) -> bool:
    """Whether the noun of a body stands here with an article: "l'*agence* régionale (AR)"."""
    nouns = scan.lexicon.nouns.at(scan.folds, index)
    return scan.before(index) in scan.small.determiners and any(
        table.startswith("bodies.") for _, noun in nouns for table in noun.tables
    )


def _expansion_after(scan: Scan, index: int) -> tuple[int, int] | None:
    """The words ``first:last`` after the acronym at ``index`` whose initials it is, set off by brackets or commas."""
    closing = {" (": ")", ", ": ",.;:"}.get(scan.gaps[index])
    if closing is None or index + 1 >= len(scan):
        return None
    first = index + 1
    if scan.folds[first] in scan.small.articles and first + 1 < len(scan):
        first += 1
    letters = list(scan.folds[index])
    if not scan.capital[first]:
        return None
    for place in range(first, min(first + _MAX_WORDS, len(scan))):
        if not _takes_letter(scan, place, letters, 0):
            return None
        gap = scan.gaps[place]
        if not letters:
            return (first, place + 1) if gap.strip()[:1] in set(closing) or gap == "\n" else None
        if not _inside(gap):
            return None
    return None


def _takes_letter(scan: Scan, place: int, letters: list[str], end: int) -> bool:
    """Whether the word at ``place`` is small or begins with the next letter, which is then taken off that end."""
    small = scan.folds[place] in scan.small.unheard and not scan.capital[place]
    if small:
        return True
    if scan.folds[place].startswith(letters[end]):
        letters.pop(end)
        return True
    return scan.folds[place] in scan.small.unheard


def _inside(gap: str) -> bool:
    """Whether what stands between two words may stand inside a name."""
    return not gap.strip(" -'’\u00a0")
