"""The words by which exports label their fields, in every language; lists in ``languages/<language>/inputs.toml``."""

from __future__ import annotations

from functools import cache

from recoupe.languages import LANGUAGES, word_list


@cache
def labels(table: str, name: str) -> tuple[str, ...]:
    """The words of one list of one table, of all languages, in lower case."""
    return tuple(
        word for language in LANGUAGES for word in word_list(language, "inputs")[table].get(name, ())
    )


@cache
def label_names(table: str) -> dict[str, str]:
    """Which field each word of a table stands for."""
    return {
        word: name
        for language in LANGUAGES
        for name, words in word_list(language, "inputs")[table].items()
        for word in words
    }
