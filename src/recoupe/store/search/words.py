"""The words of a text as they are indexed and looked for: folded, and stemmed, each with its place.

A folded word is in small letters without accents, ligatures written out: ``Œuvres`` is ``oeuvres``. A stem is the
folded Snowball stem of the word with its accents, since these tell endings: ``frappées`` and ``frapper`` are ``frapp``.
Neither ever holds an ASCII character that is no letter or digit, so that FTS5's ``ascii`` tokenizer takes each whole.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import Stemmer

from recoupe.languages import LANGUAGES, word_list

_JOINING = "\u0300-\u036f\u00ad\u200b-\u200d\u2060"
WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,20}}(?:[^\W\d_](?![^\W_]))?(?![^\W_])"
    rf"|[^\W_]+(?:[{_JOINING}]+[^\W_]+)*[\u0300-\u036f]*"
)
"""A word: letters and digits with the accents that stand apart and the invisible breaks inside it, or an acronym with its full stops."""

_ACCENTS = re.compile("[\u0300-\u036f]+")
_UNACCENTED_END = re.compile(r"ee?s?$", re.I)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ı": "i", "ø": "o", "ł": "l", "đ": "d"})
_STEMMERS = {"fr": "french", "en": "english"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its place in the text, its folded form, its stem (None for a word that carries no meaning)."""

    start: int
    end: int
    folded: str
    stem: str | None


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """A word without capitals, accents, ligatures, full stops and invisible breaks.

    >>> fold("Cœurs"), fold("TÉHÉRAN"), fold("O.N.U."), fold("1ᵉʳ")
    ('coeurs', 'teheran', 'onu', '1er')
    """
    return _without_accents(_lower(word))


def _lower(word: str) -> str:
    """Small letters with their accents; letters and digits only."""
    if word.isascii() and word.isalnum():
        return word.lower()
    word = unicodedata.normalize("NFKC", word).lower().translate(_LIGATURES)
    return word if word.isalnum() else "".join(c for c in word if c.isalnum() or unicodedata.combining(c))


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", word))
    if plain.isalnum():
        return plain
    return "".join(c for c in plain if not unicodedata.combining(c) and (c.isalnum() or not c.isascii()))


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_STEMMERS[language])


def stem(word: str, language: str) -> str:
    """The stem of a word in a language (French where it is none of ours), folded.

    >>> stem("généraux", "fr"), stem("frappées", "fr"), stem("attacks", "en")
    ('general', 'frapp', 'attack')
    """
    lower = _lower(word)
    found = _stemmer(language if language in _STEMMERS else "fr").stemWord(lower)
    return _without_accents(found) or _without_accents(lower)


@cache
def empty_words() -> frozenset[str]:
    """The folded words of any language that stand in most passages and say nothing by themselves."""
    return frozenset(
        fold(word) for language in LANGUAGES for word in word_list(language, "search")["empty"].split()
    )


@lru_cache(maxsize=500_000)
def _forms(word: str, language: str) -> tuple[str, str | None]:
    folded = fold(word)
    return folded, None if folded in empty_words() else stem(word, language)


def words_of(text: str, language: str) -> list[Word]:
    """The words of a text in their order, each with its place."""
    found = []
    for match in WORD.finditer(text):
        folded, stemmed = _forms(match.group(), language)
        if folded:
            found.append(Word(match.start(), match.end(), folded, stemmed))
    return found


def forms_of(text: str, language: str) -> tuple[list[str], list[str]]:
    """The folded words of a text, and the stems of those that carry meaning, in their order."""
    forms = [form for form in (_forms(word, language) for word in WORD.findall(text)) if form[0]]
    return [folded for folded, _ in forms], [stemmed for _, stemmed in forms if stemmed is not None]


def stems_asked(word: str) -> tuple[str, ...]:
    """The stems that a word of a query may have: in each language, and with an accent on its last e, which many leave out.

    >>> "frapp" in stems_asked("frappees"), "declar" in stems_asked("declare")
    (True, True)
    """
    spellings = [word]
    ending = _UNACCENTED_END.search(word)
    if word.isascii() and ending is not None:
        spellings.append(word[: ending.start()] + "é" + word[ending.start() + 1 :])
    return tuple(dict.fromkeys(stem(spelling, language) for language in LANGUAGES for spelling in spellings))
