"""What words foresee: the deed, when it is to be, and which statements foresee anything at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from recoupe.crosscheck.assertions import Assertion, Claim
from recoupe.crosscheck.deeds import (
    Deed,
    before_condition,
    deed_stem,
    first_future,
    future_verb,
    in_plain_verbs,
    noun_deed,
    read_deed,
)
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.verbs import is_infinitive, verb_stem
from recoupe.crosscheck.wording import SENTENCE_END, WORD, content_stems, sentence_bounds
from recoupe.languages import word_list
from recoupe.model import (
    Act,
    Annotation,
    Attribution,
    Event,
    Position,
    SaidModality,
    TimeExpression,
    TimeType,
)

BARE_NOUN_WORDS = 3  # « une grève »: the time stands behind it
DEADLINE_CHARS = 24  # around a time
LONG_AGO_DAYS = 365
NEAR_CHARS = 4  # between « mais » and the day behind it
LENGTH = re.compile(r"P(\d{1,3})([DWM])")
LENGTH_DAYS = {"D": 1, "W": 7, "M": 30}
FORESEEING_ACTS = frozenset({Act.COMMITMENT, Act.THREAT})
FORESEEING = frozenset({SaidModality.PREDICTION, SaidModality.CONDITIONAL})


def event_deed(situation: Situation, assertion: Assertion) -> Deed | None:
    """The deed of a foreseen event: its clause without the condition, else the noun that names it (« une attaque »)."""
    common = _common_names(situation, assertion)
    deed, annotation = _clause_deed(situation, assertion, common), situation.by_id[assertion.article]
    names = " ".join(name_and_body(situation, key) for key in assertion.actors)
    if common and deed is not None and not deed.beside:
        deed = _clause_deed(situation, assertion, frozenset())
    low, _ = sentence_bounds(annotation.text, assertion.start, assertion.start)
    return deed and of_who_acts(deed, names or annotation.text[low : assertion.start], annotation.language)


def _clause_deed(situation: Situation, assertion: Assertion, common: frozenset[str]) -> Deed | None:
    record = assertion.record
    assert isinstance(record, Event)
    annotation = situation.by_id[assertion.article]
    text = before_condition(situation.text_of(*assertion.place), annotation.language)
    when = _time_stems(situation, assertion) | common
    if record.cue is None or in_plain_verbs(text, annotation.language) != text:
        return read_deed(text, annotation.language, when)
    before = WORD.findall(annotation.text[assertion.start : record.cue.start].lower())
    cue_word = annotation.text[record.cue.start : record.cue.end].lower()
    verb = deed_stem(cue_word, before, annotation.language)
    if verb in only_said(annotation.language):
        behind = annotation.text[record.cue.end : assertion.end]
        behind = behind if content_stems(behind, annotation.language) else text
        return read_deed(behind, annotation.language, when) or noun_deed(behind, annotation.language, when)
    found = read_deed(text, annotation.language, when)
    if found is not None and found.verb == verb:
        governed = _is_governed(
            annotation.text[assertion.start : record.cue.start], cue_word, annotation.language
        )
        return (
            read_deed(annotation.text[record.cue.start : assertion.end], annotation.language, when)
            if governed
            else found
        )
    cue = content_stems(annotation.text[record.cue.start : record.cue.end], annotation.language)
    beside = content_stems(text, annotation.language) - when - cue
    return Deed(verb, beside, negated=False, named=not beside)


def _is_governed(before: str, verb: str, language: str) -> bool:
    """« a promis de *dédommager* les éleveurs »: an infinitive that another verb governs is about what stands behind it."""
    words = WORD.findall(before.lower())
    return is_infinitive(verb, language) and words[-1:] in (["de"], ["d'"], ["d"])


@cache
def only_said(language: str) -> frozenset[str]:
    """The stems of verbs that announce a deed and are none: « menacer de raser le quai » is done when the quay is razed."""
    words = word_list(language, "ledger")
    done = {verb_stem(word, language) for word in words.get("light_nouns", ())}
    return frozenset(verb_stem(word, language) for word in words.get("only_said", ())) - done


def position_deed(situation: Situation, assertion: Assertion) -> Deed | None:
    """The deed of a position under a condition: « rouvrirait les vannes si… », the verb being before its object in the sentence."""
    record = assertion.record
    assert isinstance(record, Position)
    annotation = situation.by_id[assertion.article]
    low, high = sentence_bounds(annotation.text, assertion.start, assertion.end)
    target = content_stems(record.target, annotation.language)
    for text in (record.target, annotation.text[low:high].replace(record.condition or "\0", "")):
        deed = read_deed(text, annotation.language, _time_stems(situation, assertion))
        if deed is not None:
            own = content_stems(text, annotation.language) if text == record.target else target
            told = Deed(deed.verb, (own & deed.beside) or deed.beside, deed.negated)
            return of_who_acts(told, name_and_body(situation, assertion.actors[0]), annotation.language)
    return None


def statement_deed(situation: Situation, assertion: Assertion) -> Deed | None:
    """The deed of what somebody says will be; None where its verb only announces."""
    language = situation.by_id[assertion.article].language
    text = before_condition(situation.text_of(*assertion.place), language)
    deed = read_deed(text, language, _time_stems(situation, assertion))
    if deed is None or deed.verb in only_said(language):
        return None
    annotation = situation.by_id[assertion.article]
    if deed.negated and corrected_days(annotation, assertion.start, assertion.end):
        deed = replace(deed, negated=False)
    if first_future(text, language) is not None and assertion.voice is not None:
        names = f"{assertion.voice.words} {name_and_body(situation, assertion.voice.actor)}"
        deed = of_who_acts(deed, names, language)
    return with_antecedent(situation, assertion.article, assertion.start, deed)


def of_who_acts(deed: Deed, names: str, language: str) -> Deed:
    """« Je ne démissionnerai pas »: a deed with nothing beside its verb is about who does it."""
    return (
        deed
        if deed.beside or deed.named
        else replace(deed, beside=content_stems(names, language), loose=True)
    )


def name_and_body(situation: Situation, key: str | None) -> str:
    """The name of an actor, and of a person the body that his office heads (« directrice d'Ardel »): what she announces, Ardel does."""
    if key is None:
        return ""
    actor = situation.identities.actors[key]
    bodies = [
        word for office in actor.offices for word in WORD.findall(office.title[1:]) if word[0].isupper()
    ]
    return " ".join([actor.name, *bodies])


def corrected_days(annotation: Annotation, low: int, high: int) -> tuple[str, str] | None:
    """« ne sera pas rendu jeudi, mais le 16 juin »: the days told behind a *mais* of a stretch, for which it is foreseen all the same."""
    words = "|".join(re.escape(word) for word in word_list(annotation.language, "ledger").get("but", ()))
    but = re.compile(words).search(annotation.text.lower(), low, high) if words else None
    if but is None:
        return None
    number = bisect_left(annotation.times, but.end(), key=lambda time: time.start)
    time = annotation.times[number] if number < len(annotation.times) else None
    if time is None or time.start > but.end() + NEAR_CHARS or not time.earliest or not time.latest:
        return None
    return time.earliest[:10], time.latest[:10]


def with_antecedent(situation: Situation, article: str, start: int, deed: Deed) -> Deed:
    """A deed with nothing beside its verb is about what a pronoun takes up: « Les bains sont clos ; ils rouvriront lundi »."""
    if deed.beside:
        return deed
    annotation = situation.by_id[article]
    low, _ = sentence_bounds(annotation.text, start, start)
    before, _ = sentence_bounds(annotation.text, max(0, low - 2), max(0, low - 2))
    return replace(deed, beside=content_stems(annotation.text[before:start], annotation.language), loose=True)


def foreseen_days(situation: Situation, assertion: Assertion) -> tuple[str | None, str | None]:
    """The days foreseen: those of the record, else those of a time told within it that is not before its article."""
    annotation = situation.by_id[assertion.article]
    published = situation.published[assertion.article].earliest
    several = len(_times_within(annotation, assertion.start, assertion.end)) > 1
    if (assertion.earliest or assertion.latest) and not several and not _is_behind(situation, assertion):
        last = next((time for time in annotation.times if _tells_the_end(time, assertion)), None)
        if last is not None and published and _is_deadline(annotation, last):
            return published[:10], assertion.latest
        return assertion.earliest, assertion.latest
    corrected = corrected_days(annotation, assertion.start, assertion.end)
    if corrected is not None:
        return corrected
    end = assertion.end
    if len(WORD.findall(annotation.text, assertion.start, end)) <= BARE_NOUN_WORDS:
        end = sentence_bounds(annotation.text, assertion.start, end)[1]
    for time in _times_within(annotation, assertion.start, end):
        if time.type is TimeType.DURATION and (within := _days_within(situation, assertion.article, time)):
            return within
        if time.type not in (TimeType.DATE, TimeType.TIME):
            continue
        if not time.earliest or not time.latest:
            continue
        low, high = time.earliest[:10], time.latest[:10]
        if published is not None and high >= published[:10] and _is_deadline(annotation, time):
            return published[:10], high
        if published is None or high >= published[:10]:
            return low, high
        ahead = _a_week_later(low)
        if low == high and ahead > published[:10] and _is_weekday(annotation, time):
            return (published[:10] if _is_deadline(annotation, time) else ahead), ahead
    return None, None


def looks_back(situation: Situation, assertion: Assertion) -> bool:
    """Whether words foresee nothing any more: what they tell was decided long ago (« avait décidé, en 2019, d’ouvrir une enquête »),
    is what somebody says to do now (« dit soutenir la grève »), or what one wanted (« voulaient rendre hommage aux morts »)."""
    annotation, record = situation.by_id[assertion.article], assertion.record
    low, _ = sentence_bounds(annotation.text, assertion.start, assertion.end)
    words = word_list(annotation.language, "ledger")
    if isinstance(record, Event) and record.cue is not None:
        before = WORD.findall(annotation.text[low : record.cue.start].lower())
        if {*before[-1:]} & {*words.get("saying_now", ())} or {*before} & {*words.get("wished", ())}:
            return True
    published = situation.published[assertion.article].earliest
    told = [
        time.latest
        for time in annotation.times
        if low <= time.start and time.end <= assertion.end and time.type in (TimeType.DATE, TimeType.TIME)
    ]
    if published is None or not told or told[-1] is None:
        return False
    return (date.fromisoformat(published[:10]) - date.fromisoformat(told[-1][:10])).days > LONG_AGO_DAYS


def _times_within(annotation: Annotation, start: int, end: int) -> list[TimeExpression]:
    """The times told in a stretch, those behind its verb in the future first: « les lits commandés au printemps arriveront lundi »."""
    at = start + (future_verb(annotation.text[start:end], annotation.language, own=True) or 0)
    within = [time for time in annotation.times if start <= time.start and time.end <= end]
    return sorted(within, key=lambda time: (time.start < at, time.start))


def _tells_the_end(time: TimeExpression, assertion: Assertion) -> bool:
    """Whether a time within an assertion is where its days end."""
    within = assertion.start <= time.start and time.end <= assertion.end
    return within and time.latest is not None and time.latest[:10] == (assertion.latest or "")[:10]


def _is_deadline(annotation: Annotation, time: TimeExpression) -> bool:
    """« avant lundi », « d'ici à lundi », « lundi au plus tard »: what is done sooner is done in time."""
    low = max(0, time.start - DEADLINE_CHARS)
    before = annotation.text[low : time.start].lower().replace("’", "'")
    behind = annotation.text[time.end : time.end + DEADLINE_CHARS].lower().strip(" ,")
    words = word_list(annotation.language, "ledger")
    return bool(_until(annotation.language).search(before)) or behind.startswith(
        tuple(words.get("at_latest", ["\0"]))
    )


@cache
def _until(language: str) -> re.Pattern[str]:
    """The words before a time that make it a deadline, and what may stand between: « avant la fin de ce mois »."""
    until = "|".join(re.escape(word) for word in word_list(language, "ledger").get("until", ()))
    return re.compile(rf"(?<!\w)(?:{until})(?: la fin d[eu'](?: l[ae'])?)?\W*\Z" if until else r"\Z\A")


def _days_within(situation: Situation, article: str, time: TimeExpression) -> tuple[str, str] | None:
    """« dans les dix jours », « sous deux semaines »: the days from the article on that a length told behind such a word holds."""
    annotation, published = situation.by_id[article], situation.published[article].latest
    before = WORD.findall(annotation.text[max(0, time.start - NEAR_CHARS - 4) : time.start].lower())
    length = LENGTH.fullmatch(time.value)
    if not (before and length and published):
        return None
    if before[-1] not in word_list(annotation.language, "ledger").get("within", ()):
        return None
    day = date.fromisoformat(published[:10])
    return day.isoformat(), (day + timedelta(days=int(length[1]) * LENGTH_DAYS[length[2]])).isoformat()


def _a_week_later(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=7)).isoformat()


def _is_weekday(annotation: Annotation, time: TimeExpression) -> bool:
    """« a annoncé qu’elle viendrait vendredi »: a bare weekday, which of what is foreseen is the next one."""
    words = annotation.text[time.start : time.end].lower().split()
    return words[-1] in word_list(annotation.language, "ledger").get("weekdays", ())


def _is_behind(situation: Situation, assertion: Assertion) -> bool:
    """« a juré de venger le raid de la semaine dernière »: days before the article, or, of an article known to the month only,
    days that begin before it."""
    published = situation.published[assertion.article]
    if not published.earliest or not assertion.earliest:
        return False
    last = assertion.earliest if published.earliest != published.latest else assertion.latest
    return last is not None and last[:10] < published.earliest[:10]


def foreseen_statements(
    situation: Situation, statements: Sequence[Claim], taken: Sequence[Assertion]
) -> list[Claim]:
    """The statements that foresee a deed which no event or position of ``taken`` tells already; of nested ones the inner."""
    places: dict[str, list[tuple[int, int]]] = {}
    for assertion in taken:
        places.setdefault(assertion.article, []).append((assertion.start, assertion.end))
    candidates = [claim for claim in statements if _foresees(situation, claim.first)]
    for claim in candidates:
        places.setdefault(claim.first.article, [])
    inner: dict[str, list[tuple[int, int]]] = {}
    for claim in statements:
        for assertion in claim.assertions:
            inner.setdefault(assertion.article, []).append((assertion.start, assertion.end))
    found = []
    for claim in candidates:
        first = claim.first
        overlapped = any(
            min(end, first.end) > max(start, first.start) for start, end in places[first.article]
        )
        nests = any(
            first.start <= start and end <= first.end and (start, end) != (first.start, first.end)
            for start, end in inner[first.article]
        )
        if not overlapped and not nests:
            found.append(claim)
            places[first.article].append((first.start, first.end))
    return found


def _foresees(situation: Situation, assertion: Assertion) -> bool:
    """Whether what somebody says foresees a deed; of several sentences each is read apart, as a forecast."""
    record = assertion.record
    assert isinstance(record, Attribution)
    if record.modality not in FORESEEING and record.act not in FORESEEING_ACTS:
        return False
    if SENTENCE_END.search(situation.text_of(*assertion.place).rstrip(".!?… ")):
        return False
    if record.modality is SaidModality.ASSERTED and not _opens_with_infinitive(situation, assertion):
        return False
    return statement_deed(situation, assertion) is not None


def harms(situation: Situation, assertion: Assertion) -> bool:
    """Whether what is promised is to do harm: « venger ses morts »."""
    return does_harm(statement_deed(situation, assertion), situation.by_id[assertion.article].language)


def does_harm(deed: Deed | None, language: str) -> bool:
    """Whether a deed is an attack in whatever word: « frapper », « riposter », « venger »; what is foreseen not to be is none."""
    words = word_list(language, "ledger").get("harm", ())
    return (
        deed is not None
        and not deed.negated
        and any(verb_stem(word, language) == deed.verb for word in words)
    )


def _opens_with_infinitive(situation: Situation, assertion: Assertion) -> bool:
    """« a juré de venger ses morts »: what is sworn is an infinitive."""
    first = WORD.search(situation.text_of(*assertion.place).lower())
    return first is not None and first.group().endswith(("er", "ir", "re"))


def _common_names(situation: Situation, assertion: Assertion) -> frozenset[str]:
    """The stems of parties told by a common noun (« l'armée », « les deux gouvernements »): later articles name them otherwise."""
    actors = [situation.identities.actors[key] for key in (*assertion.actors, *assertion.recipients)]
    words = " ".join(actor.name for actor in actors if actor.name[:1].islower())
    return content_stems(words, situation.by_id[assertion.article].language)


def tells(assertion: Assertion, verb: str) -> bool:
    """Whether the words of an event hold a verb."""
    return verb in assertion.stems


def _time_stems(situation: Situation, assertion: Assertion) -> frozenset[str]:
    """The stems of the words that say when."""
    annotation = situation.by_id[assertion.article]
    words = " ".join(
        annotation.text[time.start : time.end]
        for time in annotation.times
        if assertion.start <= time.start and time.end <= assertion.end
    )
    return content_stems(words, annotation.language)
