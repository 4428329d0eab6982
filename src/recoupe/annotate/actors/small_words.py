"""The small words of a language by what they do around a phrase that names an actor."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from recoupe.annotate.actors.lexicon import fold
from recoupe.languages import word_list


@dataclass(frozen=True, slots=True)
class SmallWords:
    """The lists of ``languages/<language>/phrases.toml``, folded; what each is for is said there, with an example.

    ``determiners`` are all words with which a phrase may begin before its adjectives and noun.
    """

    acting: frozenset[str]
    aged: frozenset[str]
    agreeing: frozenset[str]
    after_en: frozenset[str]
    amounts: frozenset[str]
    articles: frozenset[str]
    before_names: frozenset[str]
    clitics: frozenset[str]
    compound: frozenset[str]
    contracted: frozenset[str]
    deeds: frozenset[str]
    definite: frozenset[str]
    demonstrative: frozenset[str]
    determiners: frozenset[str]
    domain: frozenset[str]
    elided: frozenset[str]
    feminine: frozenset[str]
    fielded: frozenset[str]
    fields: frozenset[str]
    followed: frozenset[str]
    former: frozenset[str]
    genderless: frozenset[str]
    heard_from: frozenset[str]
    indefinite: frozenset[str]
    inside: frozenset[str]
    joining: frozenset[str]
    locating: frozenset[str]
    male: frozenset[str]
    many: frozenset[str]
    masculine: frozenset[str]
    mine: frozenset[str]
    newly: frozenset[str]
    no_person: frozenset[str]
    numbers: frozenset[str]
    numerals: frozenset[str]
    office_fields: frozenset[str]
    of: frozenset[str]
    one: frozenset[str]
    one_new: frozenset[str]
    opening: frozenset[str]
    owning: frozenset[str]
    people_endings: frozenset[str]
    peoples: frozenset[str]
    plain_of: frozenset[str]
    post: frozenset[str]
    prefixed: frozenset[str]
    prenominal: frozenset[str]
    restricting: frozenset[str]
    set_complement: frozenset[str]
    sided: frozenset[str]
    stances: frozenset[str]
    them: frozenset[str]
    time_nouns: frozenset[str]
    tongues: frozenset[str]
    toward: frozenset[str]
    unheard: frozenset[str]
    unnamed: frozenset[str]
    whole: frozenset[str]
    young: frozenset[str]


@cache
def small_words(language: str) -> SmallWords:
    """The small words of a language; every list is empty where the language has none."""
    tables = word_list(language, "phrases")
    lists = {
        field.name: frozenset(fold(word) for word in tables.get(field.name, {}).get("words", ()))
        for field in fields(SmallWords)
    }
    lists["determiners"] = frozenset().union(*(lists[name] for name in _DETERMINERS))
    return SmallWords(**lists)


_DETERMINERS = ("contracted", "definite", "indefinite", "numbers")
