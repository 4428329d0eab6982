"""The common nouns of the tables where they stand in an article."""

from __future__ import annotations

import unicodedata

from recoupe.annotate.actors.lexicon import Noun
from recoupe.annotate.actors.names import Scan

FINITE = frozenset(["VERB", "AUX"])


def _ends_accented(scan: Scan, index: int) -> bool:
    """Whether an acute accent stands among the last letters of a word: "retraité" is no "retraite"."""
    return "é" in unicodedata.normalize("NFC", scan.texts[index].lower())[-3:]


def noun_at(scan: Scan, index: int) -> tuple[int, Noun] | None:
    """The longest noun of the tables that begins at a word, and how many words it has; None where none does.

    Behind a hyphen it is part of another word ("sous-*marin*"). A form that the parser takes for a verb needs a determiner, "une *source*", or the plural. What people are has no
    capital: "M. *Boulanger*".
    """
    if scan.gap_before(index) == "-" and scan.folds[index - 1] not in scan.small.prefixed:
        return None
    for size, noun in scan.lexicon.nouns.at(scan.folds, index):
        if (
            index + size < len(scan)
            and scan.gaps[index + size - 1] == "-"
            and scan.folds[index + size] in scan.small.compound
        ):
            continue
        if any(gap not in {" ", "-", "'", "’", "\u00a0"} for gap in scan.gaps[index : index + size - 1]):
            continue
        if (
            scan.pos(index + size - 1) in FINITE
            and not noun.plural
            and scan.before(index) not in scan.small.determiners
        ):
            continue
        if (
            noun.accented
            and not scan.texts[index + size - 1].isupper()
            and not _ends_accented(scan, index + size - 1)
        ):
            continue
        if "people" in noun.tables and scan.capital[index] and not scan.opens_sentence(index):
            continue
        if noun.lemma in scan.lexicon.capital_only and not (
            scan.capital[index] and scan.texts[index].istitle()
        ):
            continue
        return size, noun
    doer = scan.doers.get(index)
    return (1, doer) if doer is not None else None
