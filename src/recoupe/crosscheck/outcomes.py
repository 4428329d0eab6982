"""What later sentences say of something foreseen, whatever it is: that it was done, that it was not, that it will not be.

The events of the layers have sixteen types; a promise can be to reopen the gates of a dam. Here a deed is the main verb of
what was foreseen and the words around it, and is looked for in the sentences of later articles: the same verb as a
participle after an auxiliary, beside most of the same words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from math import log

from recoupe.crosscheck.assertions import Assertion
from recoupe.crosscheck.deeds import Deed, deed_family, deed_words, deverbal, kin_family
from recoupe.crosscheck.kin import kin_of, shared_kin
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.told import TellingSentence, bring_about, read_sentence, stretches
from recoupe.crosscheck.verbs import verb_stem
from recoupe.crosscheck.wording import containment, content_stems
from recoupe.languages import word_list
from recoupe.model import (
    ActorKind,
    Attribution,
    Event,
    EventModality,
    EventType,
    PartStatus,
    Position,
    Span,
    TimeType,
)

RARE_ARTICLES = 12
TOLD_IN_SMALL = 0.3
TOLD_OTHERWISE = 0.5  # by another verb
LOOSELY_TOLD = 0.15  # of the words before a pronoun
TOLD = 0.6
TOLD_ELSEWHERE = 0.75
WITHIN_DAYS = 45
COPIED_SHARE = 0.5
SMALL_DOSSIER_ARTICLES = 25
ONE_MATTER_ARTICLES = 12
SHARED_ACTORS = 2
DISTINCTIVE = frozenset(
    {ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.INSTITUTION, ActorKind.GOVERNMENT, ActorKind.PLACE}
)
Days = tuple[str | None, str | None]
NO_DAYS: Days = (None, None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A later sentence, what it makes of a deed, the days it tells; ``given_up``: it says that nobody will do it any more;
    ``instead``: it tells the opposite deed as done (« a rejeté le budget » of a vote foreseen)."""

    assertion: Assertion
    status: PartStatus
    days: Days
    given_up: bool = False
    instead: bool = False


class Outcomes:
    """The sentences of all articles by the verbs that they tell as done, as not done or as given up."""

    def __init__(self, situation: Situation):
        self.situation = situation
        self._rare = log(1 + len(situation.annotations) / RARE_ARTICLES)
        self._small = len(situation.annotations) <= SMALL_DOSSIER_ARTICLES
        self._by_verb: dict[str, list[TellingSentence]] = {}
        self._ruling_out: list[TellingSentence] = []
        for annotation in sorted(situation.annotations, key=lambda a: situation.order(a.id)):
            if annotation.id in situation.doubtful or not word_list(annotation.language, "ledger").get(
                "auxiliaries"
            ):
                continue
            for start, end in stretches(annotation):
                sentence = read_sentence(annotation, start, end, self._small)
                if sentence is None:
                    continue
                if sentence.rules_out:
                    self._ruling_out.append(sentence)
                for verb in sorted(sentence.done | sentence.undone | sentence.given_up):
                    self._by_verb.setdefault(verb, []).append(sentence)

    def of(self, deed: Deed, foreseen: Assertion, days: Days = NO_DAYS) -> list[Outcome]:
        """What later articles make of a deed, in the order of their dates; ``days`` are the first and the last foreseen for it."""
        found = []
        language = self.situation.by_id[foreseen.article].language
        verb = deverbal(language).get(deed.verb, deed.verb)
        for told, sentence in self._telling(deed, foreseen):
            status = self._status(sentence, told, days[1])
            if status is not None and self._may_tell(sentence, told, foreseen, days, told.verb != verb):
                place = Span(start=sentence.start, end=sentence.end)
                assertion = Assertion(place, sentence.article, sentence.start, sentence.end, sentence.stems)
                given_up = told.verb in sentence.given_up
                instead = told.verb in sentence.done and told.negated != deed.negated
                found.append(Outcome(assertion, status, self._days(sentence), given_up, instead))
        return sorted(found, key=lambda outcome: self.situation.order(outcome.assertion.article))

    def _telling(self, deed: Deed, foreseen: Assertion) -> Iterator[tuple[Deed, TellingSentence]]:
        """The sentences that tell a deed by its verb, by another that fulfils it (« verser »: « a reçu »), or by its opposite
        (« céder »: « a tenu »), each with the deed as it tells it."""
        language = self.situation.by_id[foreseen.article].language
        verb = deverbal(language).get(deed.verb, deed.verb)
        named = deed.beside if deed.verb in bring_about(language) else frozenset()
        alike = deed_family(deed.verb, language) - {verb} if self._small else frozenset()
        if _is_threatened(foreseen) and deed.verb in _harm(language):
            alike = frozenset()
        for one in (verb, *sorted(alike)):
            for sentence in self._by_verb.get(one, ()):
                yield replace(deed, verb=one), sentence
        for table, turned in (("fulfilled_by", False), ("opposites", True)):
            for name in sorted({deed.verb, *named} & _keys(language, table)):
                for verb in sorted(_verbs_for(language, table, frozenset([name]))):
                    told = replace(
                        deed, verb=verb, negated=deed.negated != turned, beside=deed.beside - {name}
                    )
                    for sentence in self._by_verb.get(verb, ()):
                        yield told, sentence
        for name in sorted(named) if self._small else ():
            for verb in sorted(kin_family(name, language)):
                for sentence in self._by_verb.get(verb, ()):
                    yield replace(deed, verb=verb), sentence

    def ruling_out(self, stems: frozenset[str], foreseen: Assertion) -> list[Assertion]:
        """The later sentences of the same matter that rule something out: « exclut un passage par le col »."""
        return [
            Assertion(Span(start=s.start, end=s.end), s.article, s.start, s.end, s.stems)
            for s in self._ruling_out
            if stems <= s.stems and s.article != foreseen.article and self._after(s.article, foreseen.article)
        ]

    def _status(self, sentence: TellingSentence, deed: Deed, high: str | None) -> PartStatus | None:
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

    def _may_tell(
        self, sentence: TellingSentence, deed: Deed, foreseen: Assertion, days: Days, told_otherwise: bool
    ) -> bool:
        """Whether a sentence of another article, not older, has enough of the words beside the verb, and is no copy.

        In a dossier of a few articles less is enough, between articles of one matter, than in a large one.
        """
        if sentence.article == foreseen.article or not self._after(sentence.article, foreseen.article):
            return False
        shared = deed.beside & sentence.stems
        held = containment(deed.beside, sentence.stems, self.situation.weights)
        if self._small and self._in_one_matter(sentence.article, foreseen.article):
            enough = self._tells_in_small(sentence, deed, foreseen, days, told_otherwise)
        elif self._in_one_matter(sentence.article, foreseen.article):
            enough = len(shared) > 1 and held >= TOLD
        else:
            rare = sum(self.situation.weights.get(stem, 0.0) >= self._rare for stem in shared)
            enough = len(shared) > 1 and (held >= TOLD_ELSEWHERE or (held >= TOLD and rare > 1))
        return enough and not self._says_again(sentence, foreseen)

    def _tells_in_small(
        self, sentence: TellingSentence, deed: Deed, foreseen: Assertion, days: Days, told_otherwise: bool
    ) -> bool:
        """Whether a sentence has one of the words beside the verb, in whatever form of their families, and a share of their
        weight. A party told by its name or office counts where the sentence names it otherwise (« le préfet », « Luc Orban »),
        and so does the very day that was foreseen."""
        if deed.named and not deed.beside:
            return True
        language = self.situation.by_id[foreseen.article].language
        same_day = self._on_the_day(sentence, days)
        parties = self._parties(foreseen, sentence)
        held = frozenset(
            stem for stem in deed.beside if shared_kin(frozenset([kin_of(stem, language)]), sentence.kin)
        )
        held |= deed.beside & parties
        if not held:
            return same_day and (bool(parties) or not deed.beside)
        whole = sum(self.situation.weights.get(stem, 1.0) for stem in sorted(deed.beside))
        part = sum(self.situation.weights.get(stem, 1.0) for stem in sorted(held))
        if same_day or (deed.loose and (not told_otherwise or held & parties)):
            return True
        if deed.loose:
            return part >= LOOSELY_TOLD * whole
        least = TOLD_OTHERWISE if told_otherwise and not held & parties else TOLD_IN_SMALL
        return part >= least * whole

    def _on_the_day(self, sentence: TellingSentence, days: Days) -> bool:
        """Whether a sentence tells the one day that was foreseen, or tells none and came out on it."""
        told = self._days(sentence)
        published = self.situation.published[sentence.article]
        if not any(told):
            told = published.earliest, published.latest
        return days[0] is not None and days == told

    def _parties(self, foreseen: Assertion, sentence: TellingSentence) -> frozenset[str]:
        """The stems of the words by which what is foreseen mentions somebody whom a sentence mentions too."""
        situation = self.situation
        keys = situation.identities.key
        there = {
            keys(sentence.article, mention.actor)
            for mention in situation.mentions_between(sentence.article, sentence.start, sentence.end)
        }
        words = [
            situation.text_of(foreseen.article, mention.start, mention.end)
            for mention in situation.mentions_between(foreseen.article, foreseen.start, foreseen.end)
            if keys(foreseen.article, mention.actor) in there
        ]
        language = situation.by_id[foreseen.article].language
        return content_stems(" ".join(words), language) | frozenset(word.lower() for word in words)

    def _says_again(self, sentence: TellingSentence, foreseen: Assertion) -> bool:
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
        """Whether two articles follow one matter, as a dozen articles in a dossier do; in a dossier of a few more, also where both
        name two of the same actors, however long after."""
        threads = self.situation.threads
        if len(threads) <= ONE_MATTER_ARTICLES or threads[one] == threads[other]:
            return True
        return self._small and len(self._named[one] & self._named[other]) >= SHARED_ACTORS

    @cached_property
    def _named(self) -> dict[str, frozenset[str]]:
        """By article the persons, bodies and places that it names; countries and outlets are named everywhere."""
        actors, key = self.situation.identities.actors, self.situation.identities.key
        return {
            annotation.id: frozenset(
                joined
                for actor in annotation.actors
                if actors[joined := key(annotation.id, actor.key)].kind in DISTINCTIVE
                and actors[joined].name[:1].isupper()
            )
            for annotation in self.situation.annotations
        }

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

    def _days(self, sentence: TellingSentence) -> Days:
        """The day that a sentence tells, where it tells one; it is no later than its article."""
        annotation = self.situation.by_id[sentence.article]
        published = self.situation.published[sentence.article].latest
        for time in annotation.times:
            inside = sentence.start <= time.start and time.end <= sentence.end
            if inside and time.type in (TimeType.DATE, TimeType.TIME) and time.earliest and time.latest:
                low, high = time.earliest[:10], time.latest[:10]
                if _is_a_day_or_night(low, high) and (published is None or low <= published[:10]):
                    return low, high
        return None, None


def _is_a_day_or_night(low: str, high: str) -> bool:
    """« mardi », « dans la nuit de mardi à mercredi »."""
    return low == high or (date.fromisoformat(high) - date.fromisoformat(low)).days == 1


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
def _harm(language: str) -> frozenset[str]:
    """What one threatens with: only an attack of who threatened carries it out, or the very word."""
    return frozenset(verb_stem(word, language) for word in deed_words(language, "harm"))


def _is_threatened(foreseen: Assertion) -> bool:
    """Whether somebody threatens with it, or would do it under a condition; a cyclone that will strike threatens nobody."""
    record = foreseen.record
    if isinstance(record, Attribution | Position):
        return True
    return isinstance(record, Event) and (
        record.type is EventType.THREATEN
        or record.modality in (EventModality.THREATENED, EventModality.CONDITIONAL)
    )
