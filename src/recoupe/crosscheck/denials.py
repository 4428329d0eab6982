"""Whether one voice says of a thing what another says is not so: « les fumées étaient toxiques », « elles n’ont rien de toxique »."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

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
    denied = [_is_denied(situation, assertion) for assertion in (left, right)]
    texts = [situation.text_of(*assertion.place) for assertion in (left, right)]
    if denied[0] == denied[1] or max(len(text.split()) for text in texts) > LONGEST_DENIED_WORDS:
        return False
    if any(_tells_a_stand(situation, assertion) for assertion in (left, right)):
        return False
    denial, said = (left, right) if denied[0] else (right, left)
    language = situation.by_id[denial.article].language
    text = situation.text_of(*denial.place)
    stems = kin_stems(text, language) - _negations(language)
    other = kin_stems(situation.text_of(*said.place), situation.by_id[said.article].language)
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


def _is_denied(situation: Situation, assertion: Assertion) -> bool:
    """« n’est pas », « aucun », or words that their speaker denies; a denial of a negation says it is so."""
    record = assertion.record
    language = situation.by_id[assertion.article].language
    words = {found.group() for found in WORD.finditer(situation.text_of(*assertion.place).lower())}
    negated = bool(words & set(word_list(language, "figures").get("negated", ())))
    by_verb = isinstance(record, Attribution) and record.modality is SaidModality.DENIED
    return negated != by_verb


def _tells_a_stand(situation: Situation, assertion: Assertion) -> bool:
    """« a exclu de fermer le port », « s’est dit opposé à la fermeture »: what one will not have is nothing denied."""
    language = situation.by_id[assertion.article].language
    first = WORD.search(situation.text_of(*assertion.place).lower())
    if first is None:
        return False
    kin = word_list(language, "kin")
    record = assertion.record
    refused = isinstance(record, Attribution) and record.modality is SaidModality.DENIED
    infinitive = (
        first.group().endswith(tuple(kin.get("infinitives", ()))) and first.group() not in kin["subjunctives"]
    )
    stands = frozenset(stem_of(word, language) for word in kin.get("stands", ()))
    return (refused and infinitive) or stem_of(first.group(), language) in stands


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
