"""What later sentences say of something foreseen, whatever it is: that it was done, that it was not, that it will not be.

The events of the layers have sixteen types; a promise can be to reopen the gates of a dam. Here a deed is the main verb of
what was foreseen and the words around it, and is looked for in the sentences of later articles: the same verb as a
participle after an auxiliary, beside most of the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import islice, takewhile
from math import log

from recoupe.crosscheck.assertions import Assertion
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.verbs import (
    infinitive_of,
    is_future,
    is_future_of_others,
    is_infinitive,
    is_participle,
    is_simple_past,
    verb_stem,
)
from recoupe.crosscheck.wording import SENTENCE_END, WORD, containment, content_stems, empty_words, stem_of
from recoupe.languages import word_list
from recoupe.model import Annotation, PartStatus, Role, Span, TimeType

# « Les conducteurs, réunis mardi au dépôt, … »: a participle right after a comma tells what is done.
APPOSED = re.compile(r", ([^\W\d_]{4,})(?![\w'])")
AFTER_AUXILIARY = 4
AFTER_BRINGING = 5
BEFORE_AUXILIARY = 4
RARE_ARTICLES = 12
TOLD_IN_SMALL = 0.3
TOLD = 0.6
TOLD_ELSEWHERE = 0.75
WITHIN_DAYS = 45
COPIED_SHARE = 0.5
SMALL_DOSSIER_ARTICLES = 25
LOOKED_INTO = frozenset({Role.HEADLINE, Role.BODY, Role.CAPTION})


@dataclass(frozen=True, slots=True)
class Deed:
    """The main verb of what was foreseen and the stems of the words beside it; ``negated``: it is foreseen not to be; ``named``:
    it is told by a noun (« un accord »), or alone (« s’il était élu »); ``loose``: a pronoun stands for what it is about, the words
    beside are those before it, and one of them is enough."""

    verb: str
    beside: frozenset[str]
    negated: bool
    named: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """A later sentence, what it makes of a deed, the days it tells; ``given_up``: it says that nobody will do it any more."""

    assertion: Assertion
    status: PartStatus
    days: tuple[str | None, str | None]
    given_up: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    article: str
    start: int
    end: int
    stems: frozenset[str]
    done: frozenset[str]
    undone: frozenset[str]
    given_up: frozenset[str]
    never: bool
    rules_out: bool


def read_deed(
    text: str, language: str, leave_out: frozenset[str] = frozenset(), since: int = 0
) -> Deed | None:
    """The deed that words foresee, None where no verb is found; ``leave_out`` are stems that say when, not what. The verb
    stands at the offset ``since`` or behind it.

    >>> deed = read_deed("la Séranie rouvrirait les vannes du barrage", "fr")
    >>> deed.verb, sorted(deed.beside)
    ('rouvr', ['barrag', 'seran', 'vann'])
    """
    found = list(WORD.finditer(text))
    words = [word.group().lower() for word in found]
    names = {at for at, word in enumerate(found) if at and word.group()[0].isupper()}
    first = next((at for at, word in enumerate(found) if word.start() >= since), len(found))
    at = _main_verb(words, language, names | set(range(first)))
    if at is None:
        return None
    verb = verb_stem(words[at], language)
    negated = any(word in _words(language, "negations") for word in words[max(0, at - BEFORE_AUXILIARY) : at])
    stems = content_stems(text, language) - leave_out - {stem_of(words[at], language)}
    return Deed(verb, stems, negated)


def before_condition(text: str, language: str) -> str:
    """What hangs on a condition, without the condition: « rouvrira le port si la trêve tient »."""
    found = _pattern(language, "condition").search(text.lower().replace("’", "'"))
    return text[: found.start()] if found and found.start() else text


class Outcomes:
    """The sentences of all articles by the verbs that they tell as done, as not done or as given up."""

    def __init__(self, situation: Situation):
        self.situation = situation
        self._rare = log(1 + len(situation.annotations) / RARE_ARTICLES)
        self._small = len(situation.annotations) <= SMALL_DOSSIER_ARTICLES
        self._by_verb: dict[str, list[_Sentence]] = {}
        self._ruling_out: list[_Sentence] = []
        for annotation in sorted(situation.annotations, key=lambda a: situation.order(a.id)):
            if annotation.id in situation.doubtful or not word_list(annotation.language, "ledger").get(
                "auxiliaries"
            ):
                continue
            for start, end in stretches(annotation):
                sentence = _sentence(annotation, start, end)
                if sentence is None:
                    continue
                if sentence.rules_out:
                    self._ruling_out.append(sentence)
                for verb in sorted(sentence.done | sentence.undone | sentence.given_up):
                    self._by_verb.setdefault(verb, []).append(sentence)

    def of(self, deed: Deed, foreseen: Assertion, high: str | None) -> list[Outcome]:
        """What later articles make of a deed, in the order of their dates; ``high`` is the last day foreseen for it."""
        found = []
        for told, sentence in self._telling(deed, self.situation.by_id[foreseen.article].language):
            status = self._status(sentence, told, high)
            if status is not None and self._may_tell(sentence, deed, foreseen):
                place = Span(start=sentence.start, end=sentence.end)
                assertion = Assertion(place, sentence.article, sentence.start, sentence.end, sentence.stems)
                given_up = told.verb in sentence.given_up
                found.append(Outcome(assertion, status, self._days(sentence), given_up))
        return found

    def _telling(self, deed: Deed, language: str) -> Iterator[tuple[Deed, _Sentence]]:
        """The sentences that tell a deed by its verb, by another that fulfils it (« verser »: « a reçu »), or by its opposite
        (« céder »: « a tenu »), each with the deed as it tells it."""
        verb = _deverbal(language).get(deed.verb, deed.verb)
        for sentence in self._by_verb.get(verb, ()):
            yield replace(deed, verb=verb), sentence
        named = {deed.verb, *(deed.beside if deed.verb in _bring_about(language) else ())}
        for table, turned in (("fulfilled_by", False), ("opposites", True)):
            for verb in sorted(_verbs_for(language, table, frozenset(named & _keys(language, table)))):
                told = replace(deed, verb=verb, negated=deed.negated != turned)
                for sentence in self._by_verb.get(verb, ()):
                    yield told, sentence

    def ruling_out(self, stems: frozenset[str], foreseen: Assertion) -> list[Assertion]:
        """The later sentences of the same matter that rule something out: « exclut un passage par le col »."""
        return [
            Assertion(Span(start=s.start, end=s.end), s.article, s.start, s.end, s.stems)
            for s in self._ruling_out
            if stems <= s.stems and s.article != foreseen.article and self._after(s.article, foreseen.article)
        ]

    def _status(self, sentence: _Sentence, deed: Deed, high: str | None) -> PartStatus | None:
        """Done, not done (and no longer to be), or nothing said; of what was foreseen not to be it is the reverse."""
        if deed.verb in sentence.given_up or (deed.verb in sentence.undone and sentence.never):
            return PartStatus.CONFIRMED if deed.negated else PartStatus.REFUTED
        if deed.verb in sentence.undone:
            told = self.situation.published[sentence.article].latest
            over = high is not None and told is not None and told[:10] >= high[:10]
            return PartStatus.CONFIRMED if over and deed.negated else PartStatus.REFUTED if over else None
        if deed.verb in sentence.done:
            return PartStatus.REFUTED if deed.negated else PartStatus.CONFIRMED
        return None

    def _may_tell(self, sentence: _Sentence, deed: Deed, foreseen: Assertion) -> bool:
        """Whether a sentence of another article, not older, has enough of the words beside the verb, and is no copy.

        In a dossier of a few articles on one matter less is enough than in a large one.
        """
        if sentence.article == foreseen.article or not self._after(sentence.article, foreseen.article):
            return False
        shared = deed.beside & sentence.stems
        held = containment(deed.beside, sentence.stems, self.situation.weights)
        if self._small:
            enough = (bool(shared) and (deed.loose or held >= TOLD_IN_SMALL)) or (
                deed.named and not deed.beside
            )
        elif self._in_one_matter(sentence.article, foreseen.article):
            enough = len(shared) > 1 and held >= TOLD
        else:
            rare = sum(self.situation.weights.get(stem, 0.0) >= self._rare for stem in shared)
            enough = len(shared) > 1 and (held >= TOLD_ELSEWHERE or (held >= TOLD and rare > 1))
        return enough and not self._says_again(sentence, foreseen)

    def _says_again(self, sentence: _Sentence, foreseen: Assertion) -> bool:
        """Whether a sentence stands in a passage that copies the words that foresee."""
        between = self.situation.matches_between
        for pair, turned in (
            ((foreseen.article, sentence.article), False),
            ((sentence.article, foreseen.article), True),
        ):
            for match in between.get(pair, ()):
                mine, theirs = (match.later, match.earlier) if turned else (match.earlier, match.later)
                whole = min(foreseen.end, mine.end) - max(foreseen.start, mine.start)
                if whole >= COPIED_SHARE * (foreseen.end - foreseen.start) and (
                    min(sentence.end, theirs.end) > max(sentence.start, theirs.start)
                ):
                    return True
        return False

    def _in_one_matter(self, one: str, other: str) -> bool:
        """Whether two articles follow one matter; a dossier of a few articles is one."""
        threads = self.situation.threads
        return self._small or threads[one] == threads[other]

    def _after(self, told: str, foreseen: str) -> bool:
        """Whether an article came out after another, within weeks; one without a date has to be of the same matter."""
        one, other = self.situation.published[foreseen], self.situation.published[told]
        start, end = one.earliest or one.latest, other.latest or other.earliest
        if start is None:
            return False
        if end is None:
            return self._in_one_matter(told, foreseen)
        gap = (date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days
        return 0 <= gap <= WITHIN_DAYS or (gap > 0 and self._in_one_matter(told, foreseen))

    def _days(self, sentence: _Sentence) -> tuple[str | None, str | None]:
        """The day that a sentence tells, where it tells one; it is no later than its article."""
        annotation = self.situation.by_id[sentence.article]
        published = self.situation.published[sentence.article].latest
        for time in annotation.times:
            inside = sentence.start <= time.start and time.end <= sentence.end
            if inside and time.type in (TimeType.DATE, TimeType.TIME) and time.earliest and time.latest:
                low, high = time.earliest[:10], time.latest[:10]
                if low == high and (published is None or low <= published[:10]):
                    return low, high
        return None, None


def _main_verb(words: list[str], language: str, no_verbs: set[int]) -> int | None:
    """Where the verb of a foreseen deed stands: a future or a conditional, what follows « sera » or « pourrait », an infinitive;
    never at ``no_verbs`` (« Dora » is a name)."""
    helpers, others = _words(language, "helpers"), _words(language, "not_future")
    light, empty = _words(language, "light"), empty_words(language)
    for at, word in enumerate(words):
        if at in no_verbs:
            continue
        if word in light:
            noun = next((n for n in range(at + 1, len(words)) if words[n] not in empty), None)
            if noun is not None:
                return noun
        if word in helpers:
            for next_at in range(at + 1, min(len(words), at + 1 + AFTER_AUXILIARY)):
                if _may_follow(words[next_at], language):
                    return next_at
        elif word not in others and is_future(word, language):
            return at
    return next(
        (
            at
            for at, word in enumerate(words)
            if _is_bare_infinitive(words, at, language) and word not in others and at not in no_verbs
        ),
        None,
    )


def _may_follow(word: str, language: str) -> bool:
    """Whether a word behind « sera » or "will" is its verb: « sera bientôt *fermé* », "will not be *closed*"."""
    if word in _words(language, "no_verbs") | _words(language, "auxiliaries") | _words(language, "negations"):
        return False
    return is_participle(word, language) or is_infinitive(word, language)


def _is_bare_infinitive(words: list[str], at: int, language: str) -> bool:
    """« fermer le port »; in a language that marks it, only behind the mark: "to close the port"."""
    marks = _words(language, "infinitive_marks")
    if marks and (at == 0 or words[at - 1] not in marks):
        return False
    return _may_follow(words[at], language) and is_infinitive(words[at], language)


def condition_deed(text: str, language: str) -> Deed | None:
    """The deed of a condition: « si la Séranie levait l'embargo », « s'il était condamné »; None where no verb is found."""
    words = [found.group() for found in WORD.finditer(text.lower())]
    auxiliaries = _words(language, "auxiliaries")
    for at, word in enumerate(words):
        if word in auxiliaries:
            verb = next(
                (w for w in words[at + 1 : at + 1 + AFTER_AUXILIARY] if is_participle(w, language)), None
            )
        else:
            verb = infinitive_of(word, language)
        if verb is not None:
            before = words[max(0, at - BEFORE_AUXILIARY) : at]
            negated = any(w in _words(language, "negations") for w in before)
            return Deed(
                verb_stem(verb, language), content_stems(text, language) - {stem_of(verb, language)}, negated
            )
    return None


def deeds_of(text: str, language: str) -> list[Deed]:
    """The deeds that the words of a condition in the present may name, one for each word that carries meaning: « si la mairie
    renonce à la vente » is met where one of them is told as done beside another."""
    words = [found.group() for found in WORD.finditer(text.lower())]
    stems = content_stems(text, language)
    negated = any(word in _words(language, "negations") for word in words)
    return [
        Deed(_verb_of(word, language), stems - {stem_of(word, language)}, negated)
        for word in words
        if stem_of(word, language) in stems and len(stems) > 1
    ]


def stretches(annotation: Annotation) -> Iterator[tuple[int, int]]:
    """Where the sentences of an article's headline, body and captions stand; questions tell nothing and are left out."""
    for zone in annotation.zones:
        if zone.role not in LOOKED_INTO:
            continue
        start = zone.start
        while start < zone.end:
            stop = SENTENCE_END.search(annotation.text, start, zone.end)
            end = stop.start() + 1 if stop else zone.end
            if annotation.text[end - 1] != "?":
                yield start, end
            start = stop.end() if stop else zone.end


def future_verb(text: str, language: str) -> int | None:
    """Where the first verb in the future of the third person stands in a text in small letters: « rendra », « sera rendu ».

    >>> future_verb("le tribunal rendra son arrêt", "fr")
    12
    """
    others, helpers = _words(language, "not_future"), _words(language, "helpers")
    for found in WORD.finditer(text):
        word = found.group()
        if word in _words(language, "future_helpers"):
            return found.start()
        if is_future_of_others(word, language) and word not in others and word not in helpers:
            return found.start()
    return None


def _sentence(annotation: Annotation, start: int, end: int) -> _Sentence | None:
    language = annotation.language
    text = annotation.text[start:end].lower().replace("’", "'")
    words = [found.group() for found in WORD.finditer(text)]
    done, undone = _told(words, language)
    done |= {
        verb_stem(found[1], language) for found in APPOSED.finditer(text) if is_participle(found[1], language)
    }
    for found in _pattern(language, "told_as").finditer(text):
        ahead = {word.group() for word in WORD.finditer(text, max(0, found.start() - 8), found.start())}
        told = verb_stem(word_list(language, "ledger")["told_as"][found.group()], language)
        (undone if ahead & _words(language, "negations") else done).add(told)
    given_up = {
        verb_stem(follows[0], language)
        for found in _pattern(language, "renounced").finditer(text)
        if (follows := WORD.findall(text, found.end(), found.end() + 30))
    }
    rules_out = _pattern(language, "ruled_out").search(text) is not None
    if not (done or undone or given_up or rules_out):
        return None
    return _Sentence(
        annotation.id,
        start,
        end,
        content_stems(text, language),
        frozenset(done - undone),
        frozenset(undone),
        frozenset(given_up),
        _pattern(language, "never").search(text) is not None,
        rules_out,
    )


def _told(words: list[str], language: str) -> tuple[set[str], set[str]]:
    """The verbs of a sentence that stand as participles after an auxiliary, and those of them that are negated."""
    auxiliaries, negations = _words(language, "auxiliaries"), _words(language, "negations")
    took_place = {phrase.split()[-1] for phrase in _words(language, "took_place")}
    others = empty_words(language) | _words(language, "not_future")
    light = _words(language, "light")
    done: set[str] = set()
    undone: set[str] = set()
    for at, word in enumerate(words):
        if word in light and (performed := _words(language, "performed") & set(words[at + 1 : at + 3])):
            ahead = words[max(0, at - 2) : at]
            (undone if negations & set(ahead) else done).update(verb_stem(w, language) for w in performed)
        if _is_told_plainly(words, at, language):
            done |= {verb_stem(word, language), *_brought_about(words, at, language)}
        if word in _words(language, "did"):
            behind = [w for w in words[at + 1 : at + 1 + AFTER_AUXILIARY] if w not in negations]
            if negations & set(words[at + 1 : at + 3]) and behind:
                undone.add(verb_stem(behind[0], language))
        if word not in auxiliaries:
            continue
        before = words[max(0, at - BEFORE_AUXILIARY) : at]
        after = words[at + 1 : at + 1 + AFTER_AUXILIARY]
        negated = any(w in negations for w in (*before, *after[: _reach_behind(language)]))
        into = undone if negated else done
        participles = (
            w for w in after if is_participle(w, language) and w not in auxiliaries and w not in others
        )
        verbs = list(islice(participles, 1))
        if verbs and verbs[0] in _words(language, "copulas"):
            behind = words[words.index(verbs[0], at) + 1 :][:2]
            verbs += [w for w in behind if w not in others]
        into.update(verb_stem(w, language) for w in verbs)
        if took_place & set(after):
            into.update(_verb_of(w, language) for w in words[:at])
        if light & set(after[:2]):
            into.update(verb_stem(w, language) for w in after[1:])
        if verbs:
            into.update(_brought_about(words, words.index(verbs[0], at), language))
    return done, undone


def _brought_about(words: list[str], at: int, language: str) -> set[str]:
    """What a verb behind which a noun stands brings about: « a rendu son jugement », "signed an agreement"."""
    if verb_stem(words[at], language) not in _bring_about(language):
        return set()
    behind = words[at + 1 :][:AFTER_BRINGING]
    named = takewhile(lambda word: word not in _words(language, "clause"), behind)
    others = empty_words(language) | _words(language, "not_future")
    return {verb_stem(word, language) for word in named if word not in others}


def _reach_behind(language: str) -> int:
    """Behind how many words of an auxiliary a negation still bears on it: "has not reopened"; French has *ne* before it."""
    return 1 if word_list(language, "ledger").get("negated_behind") else 0


def _is_told_plainly(words: list[str], at: int, language: str) -> bool:
    """ "The court ruled on Monday": a past without an auxiliary, no negation and no *to* before it."""
    if not is_simple_past(words[at], language) or words[at] in _words(language, "auxiliaries"):
        return False
    ahead = set(words[max(0, at - 2) : at])
    kept = (
        _words(language, name) for name in ("auxiliaries", "helpers", "infinitive_marks", "negations", "did")
    )
    return not any(ahead & table for table in kept)


@cache
def _bring_about(language: str) -> frozenset[str]:
    """The verbs by which what a noun names comes about: « a rendu son jugement », « ont signé un accord »."""
    return frozenset(verb_stem(w, language) for w in _words(language, "bring_about"))


@cache
def _deverbal(language: str) -> dict[str, str]:
    """By the stem of a noun, that of the verb it comes from: « extinction », « éteindre »."""
    table = word_list(language, "kin").get("nouns_of", {})
    return {
        verb_stem(noun, language): verb_stem(verb, language)
        for verb, nouns in table.items()
        for noun in nouns
    }


def _verb_of(word: str, language: str) -> str:
    """The stem of a verb, or of the verb that a noun comes from."""
    stem = verb_stem(word, language)
    return _deverbal(language).get(stem, stem)


@cache
def _keys(language: str, table: str) -> frozenset[str]:
    return frozenset(verb_stem(word, language) for word in word_list(language, "ledger").get(table, {}))


@cache
def _verbs_for(language: str, table: str, stems: frozenset[str]) -> frozenset[str]:
    """The stems of the participles that a table gives for these words."""
    return frozenset(
        verb_stem(participle, language)
        for word, participles in word_list(language, "ledger").get(table, {}).items()
        if verb_stem(word, language) in stems
        for participle in participles
    )


@cache
def _words(language: str, table: str) -> frozenset[str]:
    return frozenset(word_list(language, "ledger").get(table, ()))


@cache
def _pattern(language: str, table: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in word_list(language, "ledger").get(table, ()))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"\Z\A")
