"""Whether one voice says of a thing what another says is not so: « les fumées étaient toxiques », « elles n’ont rien de toxique »."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from recoupe.crosscheck.assertions import Assertion
from recoupe.crosscheck.deeds import future_verb
from recoupe.crosscheck.kin import kin_of, kin_stems, shared_kin
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.wording import WORD, content_stems, empty_words, stem_of
from recoupe.languages import word_list
from recoupe.model import Attribution, SaidModality

LONGEST_DENIED_WORDS = 25
ALL_BUT_NEGATION = 0.9
MOST_OF_IT = 0.5
ABOUT_ONE_THING = 0.25
# What somebody foresees or asks for is no fact that another can deny.
FACTUAL = frozenset({SaidModality.ASSERTED, SaidModality.DENIED})


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as it is set against others: read once, however many there are.

    ``stems`` are those of its families of words, ``told`` the same without what negates. ``comparable``: short, of what is
    or was, and no stand. ``core`` is the word that a denial bears on.
    """

    words: int
    language: str
    stems: frozenset[str]
    told: frozenset[str]
    denied: bool
    comparable: bool
    factual: bool
    core: str | None


def read_statement(situation: Situation, assertion: Assertion) -> Said:
    """What is needed of a statement to tell whether another denies it."""
    text = situation.text_of(*assertion.place)
    language = situation.by_id[assertion.article].language
    reading = _read(text, language, _is_denied_by_verb(assertion), _cue(situation, assertion))
    stems = kin_stems(text, language)
    return Said(
        words=len(text.split()),
        language=language,
        stems=stems,
        told=stems - _negations(language),
        denied=reading.denied,
        comparable=reading.comparable and future_verb(text, language) is None,
        factual=_is_factual(assertion),
        core=denied_word(text, language) if reading.denied and reading.comparable else None,
    )


def deny_each_other(one: Said, two: Said, weights: Mapping[str, float], *, small: bool) -> bool:
    """Whether one of two statements denies what the other says; ``weights`` tell how telling each stem is.

    Both are short and one alone is negated, or denied by its verb of saying (« a démenti avoir fermé la vanne »). Of the
    denial's words but the negation nearly all are the other's; in a ``small`` matter half of their weight, two words at
    least, among them the one that is denied (« les gendarmes ont fait usage de gaz », « le gaz n’a pas été utilisé »), or
    this one alone where the denial has no other (« Il n’y a pas de fuite »). There, too, two statements that are both
    affirmed deny each other by words that exclude each other (« la vanne était ouverte », « on a trouvé la vanne close »).
    """
    if not (one.comparable and two.comparable):
        return False
    if one.denied == two.denied:
        return small and not one.denied and _exclude_each_other(one, two, weights)
    denial, other = (one, two) if one.denied else (two, one)
    shared = shared_kin(denial.told, other.stems)
    if not shared or not (one.factual and two.factual):
        return False
    if len(denial.told) < 2:
        return small and denial.core in shared and denial.words > 1
    held = _weight(shared, weights) / _weight(denial.told, weights)
    if held >= ALL_BUT_NEGATION:
        return True
    return small and len(shared) > 1 and held >= MOST_OF_IT and denial.core in shared


def _exclude_each_other(one: Said, two: Said, weights: Mapping[str, float]) -> bool:
    """Whether two affirmations say of one thing words that exclude each other: « ouverte » and « close »."""
    contraries = _contraries(one.language)
    for here, there in ((one.stems, two.stems), (two.stems, one.stems)):
        for word in sorted(here & contraries.keys()):
            against = contraries[word] & there
            if not against or word in there:
                continue
            rest = here - {word}, there - against
            shared = shared_kin(*rest)
            least = min(_weight(side, weights) for side in rest)
            if shared and _weight(shared, weights) >= ABOUT_ONE_THING * least:
                return True
    return False


def _is_factual(assertion: Assertion) -> bool:
    return not isinstance(assertion.record, Attribution) or assertion.record.modality in FACTUAL


def _cue(situation: Situation, assertion: Assertion) -> str:
    """The words of saying, « nie », where a statement has such."""
    record = assertion.record
    if not isinstance(record, Attribution) or record.cue is None:
        return ""
    return situation.text_of(assertion.article, record.cue.start, record.cue.end).lower()


def _weight(stems: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(stem, 1.0) for stem in sorted(stems))


class _Reading(NamedTuple):
    """Whether a statement is denied, and whether it is short and tells no stand, so that it may be set against another."""

    denied: bool
    comparable: bool


@lru_cache(maxsize=20_000)
def _read(text: str, language: str, by_verb: bool, cue: str) -> _Reading:
    words = [found.group() for found in WORD.finditer(text.lower())]
    short = len(text.split()) <= LONGEST_DENIED_WORDS
    refused = by_verb and not _denies_a_fact(cue, language)
    clear = not _lost_its_negation(words, language)
    return _Reading(
        _is_denied(words, language, by_verb), short and clear and not _tells_a_stand(words, language, refused)
    )


def _lost_its_negation(words: Sequence[str], language: str) -> bool:
    """« Nous avons pas été avertis »: what stands without *ne* may be a translation's slip; « Pas un mot » is none."""
    halves = word_list(language, "kin").get("needs_ne", ())
    marks = word_list(language, "ledger").get("negations", ())
    return (
        bool(words) and words[0] not in halves and any(w in halves for w in words) and not {*marks} & {*words}
    )


def _denies_a_fact(cue: str, language: str) -> bool:
    """« nie avoir fermé la vanne » denies; « exclut de fermer la vanne » refuses."""
    table = word_list(language, "kin").get("denies", ())
    denies = {stem_of(word, language) for word in table}
    return any(stem_of(word, language) in denies for word in WORD.findall(cue))


def _is_denied_by_verb(assertion: Assertion) -> bool:
    return isinstance(assertion.record, Attribution) and assertion.record.modality is SaidModality.DENIED


def _is_denied(words: Sequence[str], language: str, by_verb: bool) -> bool:
    """« n’est pas », « aucun », or words that their speaker denies; a denial of a negation says it is so."""
    return _negated(language).isdisjoint(words) == by_verb


def _tells_a_stand(words: Sequence[str], language: str, refused: bool) -> bool:
    """« a exclu de fermer le port », « s’est dit opposé à la fermeture »: what one will not have is nothing denied."""
    if not words:
        return False
    kin = word_list(language, "kin")
    infinitive = words[0].endswith(tuple(kin.get("infinitives", ()))) and words[0] not in kin["subjunctives"]
    stands = frozenset(stem_of(word, language) for word in kin.get("stands", ()))
    return (refused and infinitive) or stem_of(words[0], language) in stands


def denied_word(text: str, language: str) -> str | None:
    """The word that a denial bears on, as its family's stem: the first that carries meaning behind *ne* or an auxiliary,
    past verbs that only carry a noun; None where there is neither.

    >>> denied_word("la vanne n’a jamais été ouverte de nuit", "fr")
    'ouvr'
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
def _contraries(language: str) -> dict[str, frozenset[str]]:
    """By a family of words those that it excludes."""
    found: dict[str, frozenset[str]] = {}
    for pair in word_list(language, "kin").get("contraries", ()):
        one, other = (kin_of(stem_of(word, language), language) for word in pair)
        found[one] = found.get(one, frozenset()) | {other}
        found[other] = found.get(other, frozenset()) | {one}
    return found


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
