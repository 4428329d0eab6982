"""The words that say whether a deed happened: ``languages/<language>/modality.toml`` by word."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from recoupe.languages import word_list


class Words(NamedTuple):
    """The tables of ``languages/<language>/modality.toml``, each word with what it says of its complement."""

    verbs: dict[str, str]
    nouns: dict[str, str]
    nouns_to: dict[str, str]
    nouns_en: dict[str, str]
    adjectives: dict[str, str]
    support: dict[str, frozenset[str]]
    particles: dict[str, frozenset[str]]


@cache
def modality_words(language: str) -> Words:
    """The modality tables of a language; where a word stands in two rows, the first row holds."""
    tables = word_list(language, "modality")

    def by_word(name: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for effect, words in tables.get(name, {}).items():
            for word in words:
                found.setdefault(word, effect)
        return found

    def sets(name: str) -> dict[str, frozenset[str]]:
        return {key: frozenset(words) for key, words in tables.get(name, {}).items()}

    return Words(
        by_word("verbs"),
        by_word("nouns"),
        by_word("nouns_to"),
        by_word("nouns_en"),
        by_word("adjectives"),
        sets("support"),
        sets("particles"),
    )
