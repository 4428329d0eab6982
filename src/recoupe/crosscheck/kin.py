"""Words that tell one thing in another form: synonyms of the press, a noun and its verb (``languages/<language>/kin.toml``)."""

from __future__ import annotations

import re
from functools import cache

from recoupe.crosscheck.wording import content_stems, stem_of
from recoupe.languages import word_list

ALIKE_LETTERS = 5


def kin_stems(text: str, language: str) -> frozenset[str]:
    """The stems of the words of a text that carry meaning, those of one family brought to one.

    >>> sorted(kin_stems("Le système était hors service", "fr") & kin_stems("une panne du système", "fr"))
    ['pann', 'system']
    """
    return frozenset(kin_of(stem, language) for stem in content_stems(_joined(text, language), language))


def kin_of(stem: str, language: str) -> str:
    """The stem that stands for a family of words; the stem itself where it is of none.

    >>> kin_of("blocag", "fr")
    'bloqu'
    """
    return _families(language).get(stem, stem)


def are_kin(left: str, right: str) -> bool:
    """Whether two stems begin alike, so that one word is probably made from the other: « inonder », « inondation ».

    >>> are_kin("inond", "inondation"), are_kin("port", "portail")
    (True, False)
    """
    return left == right or (
        min(len(left), len(right)) >= ALIKE_LETTERS and left[:ALIKE_LETTERS] == right[:ALIKE_LETTERS]
    )


def shared_kin(left: frozenset[str], right: frozenset[str]) -> frozenset[str]:
    """The stems of ``left`` that ``right`` holds, in this or a kindred form."""
    return frozenset(stem for stem in left if any(are_kin(stem, other) for other in right))


def _joined(text: str, language: str) -> str:
    """The text in small letters, words that only together tell something replaced by what they tell."""
    text = text.lower().replace("’", "'")
    pattern, told = _phrases(language)
    return pattern.sub(lambda found: told[found.group()], text)


@cache
def _phrases(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    told = {
        phrase: line[0]
        for line in word_list(language, "kin").get("same", ())
        for phrase in line
        if " " in phrase
    }
    words = "|".join(re.escape(phrase) for phrase in sorted(told, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"\Z\A"), told


@cache
def _families(language: str) -> dict[str, str]:
    table = word_list(language, "kin")
    lines = list(table.get("same", ()))
    lines += [[verb, *nouns] for verb, nouns in table.get("nouns_of", {}).items()]
    return {
        stem_of(word, language): stem_of(line[0], language)
        for line in lines
        for word in line
        if " " not in word
    }
