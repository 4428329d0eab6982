"""What articles say will be, where no record of the layers tells it: « Le tribunal rendra son jugement lundi », « Un accord est imminent »."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from recoupe.crosscheck.assertions import Assertion, Claim, Voice
from recoupe.crosscheck.deeds import (
    Deed,
    deed_words,
    first_future,
    future_verb,
    in_plain_verbs,
    noun_deed,
    read_deed,
    split_condition,
)
from recoupe.crosscheck.foreseen import (
    corrected_days,
    does_harm,
    foreseen_days,
    name_and_body,
    of_who_acts,
    only_said,
    with_antecedent,
)
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.told import stretches
from recoupe.crosscheck.verbs import verb_stem
from recoupe.crosscheck.wording import WORD, content_stems
from recoupe.languages import word_list
from recoupe.model import ActorKind, Annotation, Certainty, LedgerKind, Manner, Span

WHAT_CHARS = 160
# Behind these a verb of saying names who spoke: « …, a promis la maire ».
INCISE = frozenset(',»”"')
NEAR_CHARS = 8  # behind a clause: « , mais »
ACTING = frozenset({ActorKind.PERSON, ActorKind.GOVERNMENT, ActorKind.COUNTRY, ActorKind.ORGANISATION})
# Where the clause of a verb begins and ends.
BOUND = re.compile(r"[,;:.!?«»“”\"()\n]|\s(?:qui|que|dont|où|mais|et|who|which|that|but|and)\s|\squ['’]")


@dataclass(frozen=True, slots=True)
class Forecast:
    """A sentence that foresees a deed, its kind, how sure it is, and the condition it hangs on."""

    claim: Claim
    deed: Deed | None
    kind: LedgerKind
    certainty: Certainty
    condition: str | None


def find_forecasts(situation: Situation, taken: Sequence[Assertion]) -> list[Forecast]:
    """The deeds foreseen in sentences that hold none of ``taken``, in the order of the articles' dates; a copy adds its passage."""
    places: dict[str, list[tuple[int, int]]] = {}
    for assertion in taken:
        places.setdefault(assertion.article, []).append((assertion.start, assertion.end))
    found: list[Forecast] = []
    by_verb: dict[str, list[Forecast]] = {}
    for annotation in sorted(situation.annotations, key=lambda a: situation.order(a.id)):
        if annotation.id in situation.doubtful:
            continue
        held = places.get(annotation.id, ())
        for start, end in stretches(annotation):
            for forecast in _in_sentence(situation, annotation, start, end):
                first = forecast.claim.first
                if any(low < first.end and first.start < high for low, high in held):
                    continue
                known = by_verb.setdefault(forecast.deed.verb if forecast.deed else "", [])
                same = next((k for k in known if _is_copy(situation, k.claim, first)), None)
                if same is not None:
                    same.claim.assertions.append(first)
                else:
                    known.append(forecast)
                    found.append(forecast)
    return found


def _is_copy(situation: Situation, claim: Claim, assertion: Assertion) -> bool:
    return any(situation.same_wording(other.place, assertion.place) for other in claim.assertions)


def _in_sentence(situation: Situation, annotation: Annotation, start: int, end: int) -> Iterator[Forecast]:
    """What one sentence foresees: by a word of expecting, else by its first verb in the future."""
    written = annotation.text[start:end].replace("’", "'")
    text = written.lower()
    language = annotation.language
    for table, certainty in (("certain_of", Certainty.CERTAIN), ("expected", Certainty.LIKELY)):
        for cue in _pattern(language, table).finditer(text):
            low = max(0, cue.start() - WHAT_CHARS)
            low = max((b.end() for b in BOUND.finditer(text, low, cue.start())), default=low)
            yield from _of_noun(situation, annotation, start + low, start + cue.start(), end, certainty)
    for table, certainty in (("expecting", Certainty.LIKELY), ("promising", Certainty.ANNOUNCED)):
        for cue in _pattern(language, table).finditer(text):
            if _is_incise(text, cue.start(), cue.end(), language):
                continue
            stop = BOUND.search(text, cue.end())
            high = stop.start() if stop else len(text)
            yield from _of_noun(
                situation, annotation, start + cue.end(), start + high, start + high, certainty
            )
    plain = in_plain_verbs(written, language)
    at = future_verb(plain, language, _is_quoted(annotation, start, end))
    if at is not None and plain[:at] == written[:at]:
        yield from _of_verb(situation, annotation, start, text, at)


def _is_quoted(annotation: Annotation, start: int, end: int) -> bool:
    """Whether a sentence stands in somebody's own words: those of an attribution, or between marks."""
    text = annotation.text
    return text[start : start + 1] in "«“" or any(
        said.kind is not Manner.INDIRECT
        and said.speaker is not None
        and said.start < end
        and start < said.end
        for said in annotation.attributions
    )


def _is_incise(text: str, start: int, end: int, language: str) -> bool:
    """« …, promet la maire »: behind a mark the verb of saying names who spoke; but « Luc Orban, maire, promet un audit »."""
    if text[:start].rstrip()[-1:] not in INCISE:
        return False
    if future_verb(text[:start], language) is not None:
        return True
    behind = WORD.search(text, end)
    return behind is None or behind.group() not in word_list(language, "ledger").get("indefinite", ())


def _of_noun(
    situation: Situation, annotation: Annotation, start: int, end: int, stop: int, certainty: Certainty
) -> Iterator[Forecast]:
    """A deed named by a noun: « la levée de l’embargo »; its head is the first word that is no article, number or adjective before it."""
    language = annotation.language
    deed = _coming(situation, annotation, start, end, stop) or noun_deed(
        annotation.text[start:end], language, _when(annotation, start, stop)
    )
    if deed is None or deed.verb in only_said(language):
        return
    assertion = _assertion(situation, annotation, start, stop)
    kind = LedgerKind.PROMISE if certainty is Certainty.ANNOUNCED else LedgerKind.PREDICTION
    yield Forecast(Claim([assertion]), deed, kind, certainty, None)


def _coming(situation: Situation, annotation: Annotation, start: int, end: int, stop: int) -> Deed | None:
    """Who is expected will come: « Lise Aubin est attendue lundi à Valme », « Elle est attendue lundi »."""
    language = annotation.language
    words = [word.lower() for word in WORD.findall(annotation.text, start, end)]
    mentioned = situation.mentions_between(annotation.id, start, end)
    actors = situation.identities.actors
    persons = [
        m
        for m in mentioned
        if actors[situation.identities.key(annotation.id, m.actor)].kind is ActorKind.PERSON
    ]
    named = bool(persons) and not annotation.text[persons[-1].end : end].strip()
    coming = word_list(language, "ledger").get("coming")
    if not coming or not (named or (words and not {*words} - deed_words(language, "personal"))):
        return None
    place = BOUND.search(annotation.text, end, stop)
    beside = content_stems(annotation.text[start : place.start() if place else stop], language)
    beside -= _when(annotation, start, stop) | _expecting(language)
    return with_antecedent(
        situation, annotation.id, start, Deed(verb_stem(coming, language), beside, negated=False)
    )


def _of_verb(
    situation: Situation, annotation: Annotation, start: int, text: str, at: int
) -> Iterator[Forecast]:
    """A deed told in the future: what stands between the clause's bounds; the condition, where there is one, after it."""
    language = annotation.language
    low = _clause_start(text, at, language)
    whoever = _of_whoever(text, low, at, language)
    begin, at = whoever or (low, at)
    stop = BOUND.search(text, at)
    high = stop.start() if stop else len(text)
    clause, condition = split_condition(text[low:high], language)
    condition = condition or _fronted_condition(text[:low], language)
    if whoever:
        clause, condition = text[begin:low] + text[at:high], text[low:at].strip()
    deed = read_deed(
        clause, language, _when(annotation, start + begin, start + high), max(clause.find(text[at:high]), 0)
    )
    low = begin
    if deed is None or deed.verb in _idle(language) | only_said(language):
        return
    assertion = _assertion(situation, annotation, start + low, start + high)
    own = first_future(text, language) == at and assertion.voice is not None
    if own and assertion.voice is not None:
        names = f"{assertion.voice.words} {name_and_body(situation, assertion.voice.actor)}"
        deed = of_who_acts(deed, names, language)
    deed = with_antecedent(situation, annotation.id, start + low, deed)
    corrected = corrected_days(annotation, start + at, start + high + NEAR_CHARS) if deed.negated else None
    if corrected is not None:
        deed = replace(deed, negated=False)
        assertion = replace(assertion, earliest=corrected[0], latest=corrected[1])
    near = text[at:].split(maxsplit=1)[0] in word_list(language, "ledger").get("near_future", ())
    if near and not any(foreseen_days(situation, assertion)):
        return
    or_else = _pattern(language, "or_else").search(text, 0, at) is not None
    acts = _acts(situation, assertion, start + low, start + at)
    kind = (
        LedgerKind.CONDITION
        if condition
        else LedgerKind.THREAT
        if or_else or (own and does_harm(deed, language))
        else LedgerKind.PROMISE
        if acts or own
        else LedgerKind.PREDICTION
    )
    certainty = {
        LedgerKind.CONDITION: Certainty.CONDITIONAL,
        LedgerKind.PROMISE: Certainty.ANNOUNCED,
        LedgerKind.PREDICTION: Certainty.POSSIBLE,
        LedgerKind.THREAT: Certainty.THREATENED,
    }[kind]
    yield Forecast(Claim([assertion]), deed, kind, certainty, condition)


def _acts(situation: Situation, assertion: Assertion, start: int, end: int) -> bool:
    """Whether who is named before the verb can promise: whoever foresees it himself, or a person or body of whom nobody else does."""
    voice = assertion.voice
    keys = [
        situation.identities.key(assertion.article, mention.actor)
        for mention in situation.mentions_between(assertion.article, start, end)
    ]
    if voice is not None and voice.actor is not None:
        named = situation.principals(keys)
        return voice.actor in keys or bool(named & situation.principals([voice.actor]))
    return any(situation.identities.actors[key].kind in ACTING for key in keys)


def _clause_start(text: str, at: int, language: str) -> int:
    """Where the clause of a verb begins: behind the last bound, or, where that only closes an apposition (« La juge, Ana Lind,
    rendra… »), behind the one before the subject."""
    bounds = [0, *(b.end() for b in BOUND.finditer(text, 0, at))]
    alternative = [b.end() for b in _pattern(language, "or_else").finditer(text, bounds[-1], at)]
    if alternative:
        return alternative[-1]
    clitics = deed_words(language, "clitics")
    while len(bounds) > 1 and not {*WORD.findall(text, bounds[-1], at)} - clitics:
        closing = bounds.pop()
        if text[closing - 1] != ",":
            return closing
        if len(bounds) > 1 and text[bounds[-1] - 1] == " ":
            bounds.pop()
        if len(bounds) > 1 and text[bounds[-1] - 1] == ",":
            bounds.pop()
    return bounds[-1]


def _fronted_condition(text: str, language: str) -> str | None:
    """« Si les analyses sont mauvaises, la régie fermera… »: the condition that opens the sentence, or what a colon brings in."""
    text = re.split(r"[:«»“”\"]", text)[-1].strip()
    return text.strip(" ,") if _pattern(language, "condition").match(text) else None


def _of_whoever(text: str, low: int, at: int, language: str) -> tuple[int, int] | None:
    """« Ceux qui se rendront seront graciés »: a deed that hangs on another, whoever does it; where he is named and where the
    verb of the deed stands, of a relative that begins at ``low`` and has its verb ``at``."""
    named = _whoever(language).search(text, 0, low)
    behind = future_verb(text[at:].partition(" ")[2], language) if named else None
    if named is None or behind is None:
        return None
    return named.start("who"), at + len(text[at:].partition(" ")[0]) + 1 + behind


@cache
def _whoever(language: str) -> re.Pattern[str]:
    """« les mutins qui », « tout soldat étranger qui », « quiconque »: whoever it may be, before a relative."""
    words = "|".join(word_list(language, "ledger").get("whoever", ()))
    return re.compile(rf"(?<!\w)(?P<who>(?:{words})(?: [^\W\d_]+){{0,3}} qui )\Z" if words else r"\Z\A")


def _assertion(situation: Situation, annotation: Annotation, start: int, end: int) -> Assertion:
    """The words between two places without blanks and marks at their ends, with the voice of the attribution that holds them."""
    text = annotation.text[start:end]
    start += len(text) - len(text.lstrip(" ,;:«»\"'’"))
    end -= len(text) - len(text.rstrip(' ,;:.!«»"\n'))
    return Assertion(
        Span(start=start, end=end),
        annotation.id,
        start,
        end,
        content_stems(annotation.text[start:end], annotation.language),
        _voice(situation, annotation, start, end),
    )


def _voice(situation: Situation, annotation: Annotation, start: int, end: int) -> Voice | None:
    """Who says it: the narrowest attribution whose content holds the words."""
    holding = [
        a
        for a in annotation.attributions
        if a.speaker is not None and a.start <= start + 2 and end <= a.end + 2
    ]
    if not holding:
        return None
    said = min(holding, key=lambda a: (a.end - a.start, a.start))
    assert said.speaker is not None
    speaker = said.speaker
    return Voice(
        actor=situation.identities.key(annotation.id, speaker.actor) if speaker.actor else None,
        kind=speaker.kind,
        words=speaker.name,
        shown=annotation.text[speaker.start : speaker.end],
        via=tuple(relay.name for relay in said.via if relay.name != speaker.name),
    )


def _when(annotation: Annotation, start: int, end: int) -> frozenset[str]:
    """The stems of the words that say when."""
    at = bisect_right(annotation.times, start - 1, key=lambda time: time.start)
    words = []
    while at < len(annotation.times) and annotation.times[at].start < end:
        words.append(annotation.text[annotation.times[at].start : annotation.times[at].end])
        at += 1
    return content_stems(" ".join(words), annotation.language)


@cache
def _pattern(language: str, table: str) -> re.Pattern[str]:
    words = "|".join(
        re.escape(word) for word in sorted(word_list(language, "ledger").get(table, ()), key=len)[::-1]
    )
    if table in ("certain_of", "expected"):
        between = "|".join(word_list(language, "ledger").get("between", ())) or r"\Z\A"
        words = words.replace(r"\ ", rf"\ (?:(?:{between})\ )?")
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"\Z\A")


@cache
def _expecting(language: str) -> frozenset[str]:
    """The stems of the words by which something is expected: « est attendu »."""
    return content_stems(" ".join(word_list(language, "ledger").get("expected", ())), language)


@cache
def _idle(language: str) -> frozenset[str]:
    """The verbs that foresee no deed: « il faudra », « restera »."""
    return frozenset(verb_stem(word, language) for word in word_list(language, "ledger").get("idle", ()))
