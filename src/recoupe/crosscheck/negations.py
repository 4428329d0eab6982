"""Whether a sentence negates what it tells: not by every word that negates, nor by one that stands in another clause."""

from __future__ import annotations

import re
from functools import cache

from recoupe.crosscheck.wording import WORD
from recoupe.languages import word_list

OPENING_WORDS = 2  # « Jamais touché un centime »


def negates(text: str, language: str) -> bool:
    """Whether a sentence denies its main clause; ``text`` in small letters, with straight apostrophes.

    >>> negates("la vanne n'a jamais été ouverte", "fr"), negates("la vanne n'est pas seulement ouverte", "fr")
    (True, False)
    >>> negates("la fuite vient d'un joint jamais réparé", "fr"), negates("jamais réparé ce joint", "fr")
    (False, True)
    >>> negates("la vanne, qui n'est pas gardée, est ouverte", "fr")
    False
    >>> negates("ni le maire ni moi n'avons signé", "fr"), negates("la vanne, ni neuve ni vieille, est ouverte", "fr")
    (True, False)
    """
    told = _idioms(language).sub(" ", text)
    told = _subordinate(language).sub(" ", told)
    words = [found.group() for found in WORD.finditer(told)]
    marks = frozenset(word_list(language, "figures").get("negated", ()))
    bound = frozenset(word_list(language, "negations").get("bound", ()))
    partners = frozenset(word_list(language, "negations").get("partners", ()))
    paired = not bound or not partners.isdisjoint(words)
    neither = word_list(language, "negations").get("neither")
    if neither in words[:OPENING_WORDS] and not partners.isdisjoint(words):
        return True
    return any(
        word in marks and (word not in bound or paired or place < OPENING_WORDS)
        for place, word in enumerate(words)
    )


def without_examples(text: str, language: str) -> str:
    """A denial without what it rules out by way of example: « il n'a rien signé, ni hier ni jamais ».

    >>> without_examples("il n'a rien signé, ni hier ni jamais", "fr")
    "il n'a rien signé"
    """
    neither = word_list(language, "negations").get("neither")
    found = re.search(rf",? {neither}(?!\w)", text) if neither else None
    marks = frozenset(word_list(language, "figures").get("negated", ()))
    before = WORD.findall(text[: found.start()]) if found is not None else []
    return text if found is None or marks.isdisjoint(before) else text[: found.start()]


def tells_nothing_certain(text: str, language: str) -> bool:
    """« Le pont est-il sûr ? », « Si la digue cédait… »: a question or a supposition."""
    return text.rstrip(' »”"').endswith("?") or bool(_supposing(language).match(text.lstrip(' «“"')))


@cache
def _idioms(language: str) -> re.Pattern[str]:
    """Phrases with a word that negates that deny nothing: « pas seulement », « ne cesse de », « aucun doute »."""
    return _any_of(word_list(language, "negations").get("idioms", ()))


@cache
def _subordinate(language: str) -> re.Pattern[str]:
    """A relative clause, one of time or of cause, up to the next mark: « , qui n'est pas gardée, »."""
    words = "|".join(word_list(language, "negations").get("relatives", ()))
    return re.compile(rf"(?<!\w)(?:{words}) [^,.;:]*" if words else r"\Z\A")


@cache
def _supposing(language: str) -> re.Pattern[str]:
    words = "|".join(word_list(language, "negations").get("supposing", ()))
    return re.compile(rf"(?:{words})(?!\w)" if words else r"\Z\A")


def _any_of(phrases: tuple[str, ...] | list[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"\Z\A")
