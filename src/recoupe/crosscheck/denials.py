"""Whether one voice says of a thing what another says is not so: « les fumées étaient toxiques », « elles n’ont rien de toxique »."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from recoupe.crosscheck.assertions import Assertion
from recoupe.crosscheck.kin import kin_of, kin_stems, shared_kin
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import WORD, content_stems, empty_words, stem_of
from recoupe.languages import word_list
from recoupe.model import Attribution, SaidModality

LONGEST_DENIED_WORDS = 25
ALL_BUT_NEGATION = 0.9
MOST_OF_IT = 0.5


def deny_each_other(situation: Situation, left: Assertion, right: Assertion, *, small: bool) -> bool:
    """Whether one of two statements denies what the other says.

    Both are short and one alone is negated, or denied by its verb of saying (« a démenti avoir fermé la vanne »). Of the
    denial's words but the negation nearly all are the other's; in a ``small`` matter half of their weight, two words at
    least, among them the one that is denied (« les gendarmes ont fait usage de gaz », « le gaz n’a pas été utilisé »).
    """
    texts = [situation.text_of(*assertion.place) for assertion in (left, right)]
    languages = [situation.by_id[assertion.article].language for assertion in (left, right)]
    by_verb = [_is_denied_by_verb(assertion) for assertion in (left, right)]
    one, two = (_read(*said) for said in zip(texts, languages, by_verb, strict=True))
    if one.denied == two.denied or not (one.comparable and two.comparable):
        return False
    denial = 0 if one.denied else 1
    text, language = texts[denial], languages[denial]
    stems = kin_stems(text, language) - _negations(language)
    other = kin_stems(texts[1 - denial], languages[1 - denial])
    shared = shared_kin(stems, other)
    if len(stems) < 2 or not shared:
        return False
    held = _weight(shared, situation.weights) / _weight(stems, situation.weights)
    if held >= ALL_BUT_NEGATION:
        return True
    core = denied_word(text, language)
    return small and len(shared) > 1 and held >= MOST_OF_IT and core in shared


def _weight(stems: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(stem, 1.0) for stem in sorted(stems))


class _Reading(NamedTuple):
    """Whether a statement is denied, and whether it is short and tells no stand, so that it may be set against another."""

    denied: bool
    comparable: bool


@lru_cache(maxsize=20_000)
def _read(text: str, language: str, by_verb: bool) -> _Reading:
    words = [found.group() for found in WORD.finditer(text.lower())]
    short = len(text.split()) <= LONGEST_DENIED_WORDS
    return _Reading(
        _is_denied(words, language, by_verb), short and not _tells_a_stand(words, language, by_verb)
    )


def _is_denied_by_verb(assertion: Assertion) -> bool:
    return isinstance(assertion.record, Attribution) and assertion.record.modality is SaidModality.DENIED


def _is_denied(words: Sequence[str], language: str, by_verb: bool) -> bool:
    """« n’est pas », « aucun », or words that their speaker denies; a denial of a negation says it is so."""
    return _negated(language).isdisjoint(words) == by_verb


def _tells_a_stand(words: Sequence[str], language: str, by_verb: bool) -> bool:
    """« a exclu de fermer le port », « s’est dit opposé à la fermeture »: what one will not have is nothing denied."""
    if not words:
        return False
    kin = word_list(language, "kin")
    infinitive = words[0].endswith(tuple(kin.get("infinitives", ()))) and words[0] not in kin["subjunctives"]
    stands = frozenset(stem_of(word, language) for word in kin.get("stands", ()))
    return (by_verb and infinitive) or stem_of(words[0], language) in stands


def denied_word(text: str, language: str) -> str | None:
    """The word that a denial bears on, as its family's stem: the first that carries meaning behind *ne* or an auxiliary,
    past verbs that only carry a noun; None where there is neither.

    >>> denied_word("la vanne n’a jamais été ouverte de nuit", "fr")
    'ouvert'
    >>> denied_word("la vanne ait été en panne", "fr")
    'pann'
    """
    words = [found.group() for found in WORD.finditer(text.lower().replace("’", "'"))]
    table = word_list(language, "ledger")
    marks = {*table.get("negations", ())}
    auxiliaries = {*table.get("auxiliaries", ()), *word_list(language, "kin").get("subjunctives", ())}
    carriers = {*word_list(language, "kin").get("carriers", ())}
    skipped = empty_words(language) | _negated(language) | carriers | auxiliaries
    for group in (marks, auxiliaries):
        at = next((at for at, word in enumerate(words) if word in group), None)
        if at is not None:
            word = next((word for word in words[at + 1 :] if word not in skipped), None)
            return kin_of(stem_of(word, language), language) if word else None
    word = next((word for word in words if word not in skipped), None)
    return kin_of(stem_of(word, language), language) if word else None


@cache
def _negated(language: str) -> frozenset[str]:
    return frozenset(word_list(language, "figures").get("negated", ()))


@cache
def _negations(language: str) -> frozenset[str]:
    """The stems of the words that negate."""
    words = (
        *word_list(language, "figures").get("negated", ()),
        *word_list(language, "kin").get("subjunctives", ()),
    )
    return content_stems(" ".join(words), language)
