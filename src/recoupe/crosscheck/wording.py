"""How alike two wordings are, and which wordings a careful writer would not have written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from math import log

import Stemmer

from recoupe.languages import word_list

WORD = re.compile(r"[^\W_]+", re.UNICODE)
# Not after a lone capital: « M. Brandt », nor before « » a-t-il dit »; but where a crawl lost the blank: « a cédé.La mairie ».
SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])[.!?…](?!\s?[»”\"]\s?[a-zà-ÿ,])(?:[\"»”]?\s|(?=[\"«“]?[A-ZÀÂÇÉÈÊÎÔ][^\W\d_]))|\n"
)
LONGEST_SENTENCE = 1000
STEMMERS = {"fr": "french", "en": "english"}
DOUBTFUL_PER_HUNDRED_WORDS = 0.4


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(STEMMERS.get(language, "french"))


@cache
def empty_words(language: str) -> frozenset[str]:
    """The words that carry no meaning by themselves."""
    return frozenset(word_list(language, "wording").get("empty", "").split())


@lru_cache(maxsize=200_000)
def _stem(word: str, language: str) -> str:
    word = word_list(language, "wording").get("plurals", {}).get(word, word)
    stem = _stemmer(language).stemWord(word)
    return without_accents(stem)


def without_accents(text: str) -> str:
    """Letters without their accents, as stems are written."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def stem_of(word: str, language: str) -> str:
    """A word in small letters without ending and accents: « digues » and « digue » are one."""
    return _stem(word, language)


def content_stems(text: str, language: str) -> frozenset[str]:
    """The stems of the words of a text that carry meaning.

    >>> sorted(content_stems("La digue a cédé près des écluses", "fr"))
    ['ced', 'digu', 'eclus']
    """
    empty = empty_words(language)
    return frozenset(_stem(word, language) for word in WORD.findall(text.lower()) if word not in empty)


def stem_weights(texts: Iterable[frozenset[str]]) -> dict[str, float]:
    """How telling each stem is: log(1 + n / documents that hold it)."""
    counts: dict[str, int] = {}
    total = 0
    for stems in texts:
        total += 1
        for stem in stems:
            counts[stem] = counts.get(stem, 0) + 1
    return {stem: log(1 + total / count) for stem, count in counts.items()}


def likeness(left: frozenset[str], right: frozenset[str], weights: Mapping[str, float]) -> float:
    """Weighted overlap of two sets of stems, 0 to 1: shared weight over the weight of both (Jaccard)."""
    if left.isdisjoint(right):
        return 0.0
    shared = sum(weights.get(stem, 1.0) for stem in sorted(left & right))
    either = sum(weights.get(stem, 1.0) for stem in sorted(left | right))
    return shared / either if either else 0.0


def containment(small: frozenset[str], large: frozenset[str], weights: Mapping[str, float]) -> float:
    """How much of the weight of ``small`` stands in ``large``, 0 to 1."""
    if small.isdisjoint(large):
        return 0.0
    whole = sum(weights.get(stem, 1.0) for stem in sorted(small))
    return sum(weights.get(stem, 1.0) for stem in sorted(small & large)) / whole if whole else 0.0


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence or sentences around a stretch begin and end: at full stops and ends of lines.

    >>> sentence_bounds("Il a plu. La digue a cédé. On évacue.", 13, 18)
    (10, 26)
    >>> sentence_bounds("Il a plu.La digue a cédé.On évacue.", 12, 17)
    (9, 25)
    """
    window = max(0, start - LONGEST_SENTENCE)
    before = [found.end() for found in SENTENCE_END.finditer(text, window, start)]
    after = SENTENCE_END.search(text, end, end + LONGEST_SENTENCE)
    return max(before, default=window), after.start() + 1 if after else min(len(text), end + LONGEST_SENTENCE)


def takes_up(before: str, language: str) -> bool:
    """Whether a text that ends right before a noun makes it one already spoken of: « les accusations », « cet appel ».

    >>> takes_up("Le préfet rejette les ", "fr")
    True
    """
    words = WORD.findall(before.lower())
    return bool(words) and words[-1] in word_list(language, "wording").get("definite", ())


@cache
def general_stems(language: str) -> frozenset[str]:
    """The stems of words too general to compare two figures on: « 40 personnes » may be anybody."""
    words = word_list(language, "wording").get("general", ())
    return frozenset(_stem(word, language) for word in words)


@cache
def _slips(language: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of what no French writer leaves: an elision not made, a *de* left out."""
    table = word_list(language, "wording")
    elided, unelided, linked = ("|".join(table.get(name, ())) for name in ("elided", "unelided", "linked"))
    if not elided:
        return ()
    return (
        re.compile(rf"\b(?:{elided}) (?!(?:{unelided})\b)(?=[aeiouàâäéèêëîïôöùûü]\w\w)", re.I),
        re.compile(rf"\b(?:{linked}) (?:la|le|les|un|une)\b", re.I),
    )


def is_doubtful(text: str, language: str) -> bool:
    """Whether a text shows the marks of machine translation: what every French writer does is not done.

    French elides *le, la, que, de…* before a vowel without exception but a short list (Grevisse, § 44-50), and links
    *en cas, à cause, lors…* by *de*. Words beginning with *h* or *y* are left out, since the spelling does not tell,
    and acronyms, which some elide and some do not. At least two slips, and one in 250 words.

    >>> is_doubtful("Le maire annonce que Orvane ferme la écluse et la usine", "fr")
    True
    """
    words = len(WORD.findall(text))
    slips = sum(
        not text[found.end() : found.end() + 3].isupper()
        for pattern in _slips(language)
        for found in pattern.finditer(text)
    )
    return slips >= 2 and 100 * slips / words >= DOUBTFUL_PER_HUNDRED_WORDS
