"""The closed classes of a language's words (``languages/<language>/grammar.toml``): auxiliaries, clitics, endings."""

from __future__ import annotations

from functools import cache

from recoupe.languages import word_list


@cache
def grammar(language: str, table: str, key: str) -> frozenset[str]:
    """The words of one class; empty where the language has no such table."""
    return frozenset(word_list(language, "grammar").get(table, {}).get(key, ()))
