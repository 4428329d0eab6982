"""The forms of verbs as words show them, without a parser: futures, participles, infinitives, and one stem for all of a verb's forms.

What a language's forms look like is in ``[forms]`` and ``[past]`` of ``languages/<language>/ledger.toml``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from recoupe.crosscheck.wording import stem_of, without_accents
from recoupe.languages import word_list

NEVER = re.compile(r"\Z\A")


def is_future(word: str, language: str) -> bool:
    """« rendra », « rendrait »: of any person, the conditional included."""
    return _form(language, "future").fullmatch(word) is not None


def is_future_of_others(word: str, language: str) -> bool:
    """« rendra », « rendront »: of the third person."""
    return _form(language, "future_of_others").fullmatch(word) is not None


def is_infinitive(word: str, language: str) -> bool:
    """« rendre »; in English any word can be one behind *will* or *to*."""
    return _form(language, "infinitive").fullmatch(word) is not None


def is_participle(word: str, language: str) -> bool:
    """« rendu », "returned", "given"."""
    return word in _past(language) or _form(language, "participle").fullmatch(word) is not None


def is_simple_past(word: str, language: str) -> bool:
    """ "The court ruled": a past told without an auxiliary, where the language has one."""
    return word in _past(language) or _form(language, "simple_past").fullmatch(word) is not None


def infinitive_of(word: str, language: str) -> str | None:
    """An imperfect as the infinitive of its stem: « levait » as « lever »; « retirait » is no conditional after « si ».

    >>> infinitive_of("retirait", "fr"), infinitive_of("retraite", "fr")
    ('retirer', None)
    """
    ending = _form(language, "imperfect_ending")
    return ending.sub("er", word) if _form(language, "imperfect").fullmatch(word) else None


@lru_cache(maxsize=200_000)
def verb_stem(word: str, language: str) -> str:
    """One stem for the forms of a verb: « rendra », « rendront », « rendait » and « rendu » are one.

    >>> {verb_stem(word, "fr") for word in ("rendra", "rendront", "rendait", "rendue", "rendre")}
    {'rend'}
    >>> {verb_stem(word, "fr") for word in ("reprendra", "repris", "reprise", "reprises")}
    {'reprend'}
    >>> {verb_stem(word, "en") for word in ("sign", "signs", "signed")}, verb_stem("met", "en")
    ({'sign'}, 'meet')
    """
    word = _past(language).get(word, word)
    plain = _form(language, "future_ending").sub("r", without_accents(word))
    forms = (plain, plain.removesuffix("s"), plain.removesuffix("e"), plain.removesuffix("es"))
    for form in (*forms, stem_of(word, language)):
        for end, kept in _verb_stems(language):
            if form.endswith(end):
                return form[: -len(end)] + kept
    return stem_of(word, language)


def present_stems(word: str, language: str) -> frozenset[str]:
    """The stems of the verbs that a word in the present of the third person may be of: « accueillent », « dépasse ».

    >>> sorted(present_stems("dépassent", "fr")), sorted(present_stems("dépasse", "fr")), sorted(present_stems("dépasser", "fr"))
    (['depass'], ['depass'], [])
    """
    if is_infinitive(word, language):
        return frozenset()
    if word.endswith("ent"):
        return frozenset(verb_stem(word[:-3] + ending, language) for ending in ("er", "ir"))
    return frozenset([verb_stem(f"{word}r", language)]) if word.endswith("e") else frozenset()


@cache
def _form(language: str, name: str) -> re.Pattern[str]:
    pattern = word_list(language, "ledger").get("forms", {}).get(name)
    return re.compile(pattern) if pattern else NEVER


@cache
def _past(language: str) -> dict[str, str]:
    """By an irregular past or participle, the verb: "met", "meet"."""
    table = word_list(language, "ledger").get("past", {})
    return {form: verb for verb, forms in table.items() for form in forms.split()}


@cache
def _verb_stems(language: str) -> tuple[tuple[str, str], ...]:
    table = word_list(language, "ledger").get("verb_stems", {})
    return tuple(
        sorted(((without_accents(end), kept) for end, kept in table.items()), key=lambda pair: -len(pair[0]))
    )
