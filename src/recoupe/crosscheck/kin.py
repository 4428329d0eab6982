"""Words that tell one thing in another form: synonyms of the press, a noun and its verb, forms of one verb (``languages/<language>/kin.toml``)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from recoupe.crosscheck.wording import content_stems, stem_of
from recoupe.languages import word_list

ALIKE_LETTERS = 5


@lru_cache(maxsize=20_000)
def kin_stems(text: str, language: str) -> frozenset[str]:
    """The stems of the words of a text that carry meaning, those of one family brought to one.

    >>> sorted(kin_stems("Le système était hors service", "fr") & kin_stems("une panne du système", "fr"))
    ['pann', 'system']
    """
    return frozenset(kin_of(stem, language) for stem in content_stems(joined(text, language), language))


def kin_of(stem: str, language: str) -> str:
    """The stem that stands for a family of words; the stem itself where it is of none.

    >>> kin_of("blocag", "fr"), kin_of("rendu", "fr")
    ('bloqu', 'rendr')
    """
    return _families(language).get(stem, stem)


def is_of_family(stem: str, language: str) -> bool:
    """Whether a stem that stands for a family (``kin_of``) tells a thing that the press tells in other words too.

    >>> is_of_family(kin_of("vers", "fr"), "fr"), is_of_family("chanson", "fr")
    (True, False)
    """
    return stem in _told_otherwise(language)


@cache
def _told_otherwise(language: str) -> frozenset[str]:
    lines = word_list(language, "kin").get("same", ())
    return frozenset(kin_of(stem_of(line[0], language), language) for line in lines if " " not in line[0])


def shared_kin(left: frozenset[str], right: frozenset[str]) -> frozenset[str]:
    """The stems of ``left`` that ``right`` holds or that begin as one of its own: « inonder » and « inondation » are kin.

    >>> sorted(shared_kin(frozenset(["inond", "port"]), frozenset(["inondation", "portail"])))
    ['inond']
    """
    beginnings = _beginnings(right)
    return frozenset(
        stem
        for stem in left
        if stem in right or (len(stem) >= ALIKE_LETTERS and stem[:ALIKE_LETTERS] in beginnings)
    )


@lru_cache(maxsize=20_000)
def _beginnings(stems: frozenset[str]) -> frozenset[str]:
    """The first letters of those stems that are long enough to be kin to another."""
    return frozenset(stem[:ALIKE_LETTERS] for stem in stems if len(stem) >= ALIKE_LETTERS)


def joined(text: str, language: str) -> str:
    """The text in small letters, words that only together tell something replaced by what they tell.

    >>> joined("La pompe est hors d’usage", "fr")
    'la pompe est panne'
    """
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
    """By stem the first stem of its family; lines of the tables that share a word are one family."""
    first: dict[str, str] = {}

    def head(stem: str) -> str:
        while first.get(stem, stem) != stem:
            stem = first[stem]
        return stem

    for line in _lines(language):
        stems = [stem_of(word, language) for word in line if " " not in word]
        for stem in stems:
            first[head(stem)] = head(stems[0])
    return {stem: head(stem) for stem in first}


def _lines(language: str) -> list[list[str]]:
    """Words that tell one thing, from the three tables."""
    table = word_list(language, "kin")
    others = (pair for name in ("nouns_of", "forms_of") for pair in table.get(name, {}).items())
    return [*table.get("same", ()), *([verb, *words] for verb, words in others)]
