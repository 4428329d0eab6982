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
from recoupe.crosscheck.deeds import Deed, deed_family, deed_pattern, deed_words, deverbal, kin_family
from recoupe.crosscheck.kin import kin_of, shared_kin
from recoupe.crosscheck.likeness import alike_articles
from recoupe.crosscheck.meant import Meanings
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.told import (
    TellingSentence,
    bring_about,
    foresees_more,
    read_sentence,
    stretches,
    telling_stretches,
)
from recoupe.crosscheck.verbs import verb_stem
from recoupe.crosscheck.wording import WORD, containment, content_stems, sentence_bounds
from recoupe.languages import word_list
from recoupe.model import (
    Attribution,
    Event,
    EventModality,
    EventType,
    PartStatus,
    Place,
    Position,
    Role,
    Span,
    TimeType,
)

RARE_ARTICLES = 12
AWAITED_CHARS = 30  # before a time
TOLD_IN_SMALL = 0.3
TOLD_OTHERWISE = 0.5  # by another verb
LOOSELY_TOLD = 0.15  # of the words before a pronoun
MEANT = 0.6  # nearness in meaning of words that foresee and a sentence that tells it in others,
MEANT_ON_THE_DAY = 0.3  # of one that tells the time foreseen,
MEANT_OF_PARTY = 0.2  # and names a party beside another word,
MEANT_BEST = 0.4  # of one that is nearer to these words than to any others that foresee,
NEVER_NEAR = 2.0
RIVALS = 3  # to be nearer than fewer others proves nothing
MEANT_UNDONE = 0.5  # of one that tells that it was not done
OVERDUE = 0.4  # of the words beside the verb
LONGEST_MEANT = 40  # words of a sentence that tells one thing
TOLD = 0.6
TOLD_ELSEWHERE = 0.75
WITHIN_DAYS = 45
COPIED_SHARE = 0.5
SMALL_DOSSIER_ARTICLES = 25
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
        self._sentences: dict[str, list[TellingSentence]] = {}
        self._meanings = Meanings(situation)
        self._alike = alike_articles(situation.annotations) if self._small else None
        for annotation in sorted(situation.annotations, key=lambda a: situation.order(a.id)):
            if annotation.id in situation.doubtful or not word_list(annotation.language, "ledger").get(
                "auxiliaries"
            ):
                continue
            headline = max((z.end for z in annotation.zones if z.role is Role.HEADLINE), default=0)
            for start, end in telling_stretches(annotation):
                sentence = read_sentence(annotation, start, end, self._small, start < headline)
                if sentence is None:
                    continue
                self._sentences.setdefault(annotation.id, []).append(sentence)
                if sentence.rules_out:
                    self._ruling_out.append(sentence)
                for verb in sorted(sentence.done | sentence.undone | sentence.given_up | sentence.put_off):
                    self._by_verb.setdefault(verb, []).append(sentence)

    def of(
        self, deed: Deed, foreseen: Assertion, days: Days = NO_DAYS, within: Place | None = None
    ) -> list[Outcome]:
        """What later articles make of a deed, in the order of their dates.

        ``days`` are the first and the last foreseen for it, ``within`` is where the deed's own words stand, if not in all of
        what foresees. Where no sentence tells it by its verb or one of its family, those that mean the same are looked for, if
        the dossier is small: a sentence takes some 20 ms to be read for its meaning.
        """
        found = []
        language = self.situation.by_id[foreseen.article].language
        verb = deverbal(language).get(deed.verb, deed.verb)
        for told, sentence in self._telling(deed, foreseen):
            status = self._status(sentence, told, days[1])
            if status is not None and self._may_tell(
                sentence, told, foreseen, days, told.verb != verb, within
            ):
                place = Span(start=sentence.start, end=sentence.end)
                assertion = Assertion(place, sentence.article, sentence.start, sentence.end, sentence.stems)
                given_up = told.verb in sentence.given_up
                instead = told.verb in sentence.done and told.negated != deed.negated
                found.append(Outcome(assertion, status, self._days(sentence, days), given_up, instead))
        if not found and self._small:
            found = self._overdue(deed, foreseen, days)
        if not found and self._small and self.situation.is_whole:
            found = self._meant(deed, foreseen, days, within)
        return sorted(found, key=lambda outcome: self.situation.order(outcome.assertion.article))

    def _meant(self, deed: Deed, foreseen: Assertion, days: Days, within: Place | None) -> list[Outcome]:
        """The later sentence of the matter that is nearest in meaning to what was foreseen, where it is near enough: less is
        asked of one that tells the time foreseen, least where it also names a party and shares a word."""
        own = within or Place(id=foreseen.article, start=foreseen.start, end=foreseen.end)
        language = self.situation.by_id[foreseen.article].language
        if deed.verb in _idle(language) or not self._meanings.says_enough(own):
            return []
        found = list(self._may_mean(deed, foreseen, days))
        places = [Place(id=s.article, start=s.start, end=s.end) for s, _ in found]
        nearness = self._meanings.nearness(own, places)
        best = max(((near, -number) for number, near in enumerate(nearness)), default=(0.0, 0))
        near = [(near, -number) for number, near in enumerate(nearness) if near >= found[number][1]]
        if not near and best[0] >= MEANT_BEST and self._is_meant_most(places[-best[1]], own, best[0]):
            near = [best]
        if not near:
            return []
        sentence, _ = found[-max(near)[1]]
        undone = bool(sentence.given_up) or not sentence.done - _only_saying(language)
        if undone and max(near)[0] < MEANT_UNDONE:
            return []
        place = Span(start=sentence.start, end=sentence.end)
        assertion = Assertion(place, sentence.article, sentence.start, sentence.end, sentence.stems)
        status = PartStatus.CONFIRMED if deed.negated == undone else PartStatus.REFUTED
        return [Outcome(assertion, status, self._days(sentence, days), bool(sentence.given_up))]

    def _is_meant_most(self, told: Place, own: Place, nearness: float) -> bool:
        """Whether a sentence is no nearer to other words that foresee something, of which there are some, than to these."""
        others = [
            place
            for place in self._foreseeing
            if place.id != told.id
            and not (place.id == own.id and place.start < own.end and own.start < place.end)
        ]
        return len(others) >= RIVALS and all(
            near <= nearness for near in self._meanings.nearness(told, others)
        )

    @cached_property
    def _foreseeing(self) -> list[Place]:
        """Where the sentences stand that tell something to come."""
        return [
            Place(id=annotation.id, start=start, end=end)
            for annotation in self.situation.annotations
            for start, end in stretches(annotation)
            if foresees_more(annotation.text[start:end].lower().replace("’", "'"), annotation.language)
        ]

    def _overdue(self, deed: Deed, foreseen: Assertion, days: Days) -> list[Outcome]:
        """The sentences of the matter, out after the last day foreseen, by which it has not come: « se fait attendre »."""
        if deed.negated or days[1] is None:
            return []
        language = self.situation.by_id[foreseen.article].language
        beside = frozenset(kin_of(stem, language) for stem in deed.beside)
        whole = sum(self.situation.weights.get(stem, 1.0) for stem in sorted(beside))
        found = []
        for article, sentences in self._sentences.items():
            out = self.situation.published[article].earliest
            if article == foreseen.article or out is None or out[:10] <= days[1][:10]:
                continue
            if not self.in_one_matter(article, foreseen.article):
                continue
            for sentence in sentences:
                if not sentence.overdue:
                    continue
                held = shared_kin(beside, sentence.overdue)
                part = sum(self.situation.weights.get(stem, 1.0) for stem in sorted(held))
                if held and part >= OVERDUE * whole:
                    place = Span(start=sentence.start, end=sentence.end)
                    assertion = Assertion(place, article, sentence.start, sentence.end, sentence.stems)
                    found.append(Outcome(assertion, PartStatus.REFUTED, NO_DAYS))
        return found

    def _may_mean(
        self, deed: Deed, foreseen: Assertion, days: Days
    ) -> Iterator[tuple[TellingSentence, float]]:
        """The sentences of later articles of the matter, out by the first day foreseen, that tell something as done and no more
        to come, each with the nearness that is asked of it."""
        language = self.situation.by_id[foreseen.article].language
        beside = frozenset(kin_of(stem, language) for stem in deed.beside)
        whole = sum(self.situation.weights.get(stem, 1.0) for stem in sorted(beside))
        for article, sentences in self._sentences.items():
            out = self.situation.published[article].latest
            if article == foreseen.article or (days[0] and out and out[:10] < days[0]):
                continue
            if not (self.in_one_matter(article, foreseen.article) and self._after(article, foreseen.article)):
                continue
            for sentence in sentences:
                over = bool(days[1] and out and out[:10] >= days[1][:10])
                if not self._tells_a_deed(sentence, deed, foreseen, over):
                    continue
                held = shared_kin(beside, sentence.kin)
                part = sum(self.situation.weights.get(stem, 1.0) for stem in sorted(held))
                if any(days) and self._days(sentence, days) == days:
                    parties = self._parties(foreseen, sentence)
                    if held or parties:
                        yield sentence, MEANT_OF_PARTY if held - parties and parties else MEANT_ON_THE_DAY
                elif held and part >= TOLD_IN_SMALL * whole:
                    yield sentence, MEANT
                elif self._parties(foreseen, sentence):
                    yield sentence, NEVER_NEAR

    def _tells_a_deed(self, sentence: TellingSentence, deed: Deed, foreseen: Assertion, over: bool) -> bool:
        """Whether a sentence, not too long to tell one thing, tells a deed done after it was foreseen, or not done when the time
        foreseen is over, and no copy of the words that foresee; what only says something is no deed."""
        language = self.situation.by_id[sentence.article].language
        saying = _only_saying(language)
        if sentence.foresees or sentence.given_up or not (sentence.done | sentence.undone) - saying:
            return False
        if (not sentence.done - saying and not over) or (deed.negated and sentence.done - saying):
            return False
        length = len(self.situation.text_of(sentence.article, sentence.start, sentence.end).split())
        return (
            length <= LONGEST_MEANT
            and not self._is_before(sentence, foreseen)
            and not self._says_again(sentence, foreseen)
        )

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

    def _is_before(self, sentence: TellingSentence, foreseen: Assertion, days: int = 0) -> bool:
        """Whether all that a sentence tells of times lies before the article that foresees, by more than some days: it tells of
        former things."""
        since = self.situation.published[foreseen.article].earliest
        told = self._told_days(sentence.article, sentence.start, sentence.end)
        if since is None or not told:
            return False
        return (
            date.fromisoformat(since[:10]) - date.fromisoformat(max(last for _, last in told))
        ).days > days

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
        if deed.verb in sentence.put_off:
            return None if deed.negated else PartStatus.REFUTED
        if deed.verb in sentence.undone:
            told = self.situation.published[sentence.article].latest
            over = high is not None and told is not None and told[:10] >= high[:10]
            return PartStatus.CONFIRMED if over and deed.negated else PartStatus.REFUTED if over else None
        if deed.verb in sentence.done:
            return PartStatus.REFUTED if deed.negated else PartStatus.CONFIRMED
        return None

    def _may_tell(
        self,
        sentence: TellingSentence,
        deed: Deed,
        foreseen: Assertion,
        days: Days,
        told_otherwise: bool,
        within: Place | None,
    ) -> bool:
        """Whether a sentence of another article, not older, has enough of the words beside the verb, and is no copy.

        In a dossier of a few articles less is enough, between articles of one matter, than in a large one.
        """
        if sentence.article == foreseen.article or not self._after(sentence.article, foreseen.article):
            return False
        shared = deed.beside & sentence.stems
        held = containment(deed.beside, sentence.stems, self.situation.weights)
        if self._small and self.in_one_matter(sentence.article, foreseen.article):
            enough = self._tells_in_small(sentence, deed, foreseen, days, told_otherwise)
        elif self.in_one_matter(sentence.article, foreseen.article):
            enough = len(shared) > 1 and held >= TOLD
        else:
            rare = sum(self.situation.weights.get(stem, 0.0) >= self._rare for stem in shared)
            enough = len(shared) > 1 and (held >= TOLD_ELSEWHERE or (held >= TOLD and rare > 1))
        own = foreseen if within is None else replace(foreseen, start=within.start, end=within.end)
        former = deed.verb not in sentence.put_off and self._is_before(sentence, foreseen, WITHIN_DAYS)
        return enough and not former and not self._says_again(sentence, own)

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
            return same_day and (bool(parties) or not deed.beside or self._days(sentence) == days)
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
            if self._is_one_of(keys(foreseen.article, mention.actor), there)
        ]
        language = situation.by_id[foreseen.article].language
        return content_stems(" ".join(words), language) | frozenset(word.lower() for word in words)

    def _is_one_of(self, party: str, there: set[str]) -> bool:
        """Whether a party is among those that a sentence names, itself, by its office (« la directrice d’Ardel ») or, of a person,
        by the body that the office heads."""
        actors, language = self.situation.identities.actors, self.situation.language
        if party in there:
            return True
        titles = [content_stems(office.title, language) for office in actors[party].offices]
        names = [content_stems(actors[key].name, language) for key in sorted(there)]
        return any(title <= name or (name and name <= title) for title in titles if title for name in names)

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

    def in_one_matter(self, one: str, other: str) -> bool:
        """Whether two articles follow one matter, or, in a small dossier, are about one thing by their words."""
        threads, alike = self.situation.threads, self._alike
        return threads[one] == threads[other] if alike is None else alike[one] == alike[other]

    def _after(self, told: str, foreseen: str) -> bool:
        """Whether an article came out after another, within weeks; one without a date has to be of the same matter."""
        one, other = self.situation.published[foreseen], self.situation.published[told]
        start, end = one.earliest or one.latest, other.latest or other.earliest
        if start is None:
            return False
        if end is None:
            return self.in_one_matter(told, foreseen)
        gap = (date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days
        return 0 <= gap <= WITHIN_DAYS or (gap > 0 and self.in_one_matter(told, foreseen))

    def _days(self, sentence: TellingSentence, foreseen: Days = NO_DAYS) -> Days:
        """The day that a sentence tells, no later than its article; else that of the sentence before, where it goes on from there
        (« dans la foulée »), or a longer time that lies within the time foreseen (« mi-juin »)."""
        told = self._told_days(sentence.article, sentence.start, sentence.end)
        day = next((days for days in told if _is_a_day_or_night(*days)), None)
        if day is not None:
            return day
        annotation = self.situation.by_id[sentence.article]
        words = annotation.text[sentence.start : sentence.end].lower()
        if deed_pattern(annotation.language, "same_moment").search(words):
            low, high = sentence_bounds(
                annotation.text, max(0, sentence.start - 2), max(0, sentence.start - 2)
            )
            before = [
                days for days in self._told_days(sentence.article, low, high) if _is_a_day_or_night(*days)
            ]
            return before[-1] if before else NO_DAYS
        first, last = foreseen
        return next(
            (days for days in told if first and last and first <= days[0] and days[1] <= last), NO_DAYS
        )

    def _told_days(self, article: str, start: int, end: int) -> list[tuple[str, str]]:
        """The first and last days of the times told in a stretch; those that begin after its article came out, and those
        for which something was only awaited, are left out."""
        published, annotation = self.situation.published[article].latest, self.situation.by_id[article]
        return [
            (time.earliest[:10], time.latest[:10])
            for time in annotation.times
            if start <= time.start and time.end <= end and time.type in (TimeType.DATE, TimeType.TIME)
            if time.earliest and time.latest and (published is None or time.earliest[:10] <= published[:10])
            if not _is_awaited(
                annotation.text[max(0, time.start - AWAITED_CHARS) : time.start], annotation.language
            )
        ]


def _is_awaited(before: str, language: str) -> bool:
    """« attendus jeudi », « prévue pour le 4 »: the words before a day for which something was awaited."""
    words = WORD.findall(before.lower())
    while words and words[-1] in deed_words(language, "awaited_for"):
        words.pop()
    return words[-1:] != [] and words[-1] in deed_words(language, "awaited")


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
def _idle(language: str) -> frozenset[str]:
    """The stems of verbs that tell no deed: « il sera », « devra »."""
    return frozenset(
        verb_stem(word, language)
        for table in ("idle", "auxiliaries", "helpers")
        for word in deed_words(language, table)
    )


@cache
def _only_saying(language: str) -> frozenset[str]:
    """The stems of verbs by which somebody only says something: no deed is told by them."""
    tables = (deed_words(language, "only_said"), deed_words(language, "only_told"))
    return frozenset(verb_stem(word, language) for table in tables for word in table)


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
