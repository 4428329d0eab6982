"""What an article tells as past on a day, in a month or year that it writes out: it is not older than that.

Only the safest constructions count, outside quotations: the written date stands right behind a verb in the passé
composé or passé simple, or opens its clause. A date behind anything else may be one that was promised or put off.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from recoupe.annotate.reading import Reading, Token
from recoupe.annotate.times.anchors import Places
from recoupe.annotate.times.timex import fold
from recoupe.languages import word_list
from recoupe.model import Anchor, TimeExpression, TimeType

BETWEEN_CHARS = 3
FRONTED_TOKENS = 12


def newest_told(reading: Reading) -> tuple[date, str] | None:
    """The newest day, or first day of a month or year, that the article tells as past, and its words; None without a parse.

    « La digue a été inaugurée le 3 mai 2011 » tells 3 May 2011.
    """
    if not reading.parsed:
        return None
    grammar = word_list(reading.language, "times").get("grammar", {})
    unsafe = frozenset(grammar.get("scheduled", ())) | frozenset(grammar.get("future_helpers", ()))
    speaking = tuple(word_list(reading.language, "times").get("speaking", {}).get("verbs", ()))
    starts = [token.start for token in reading.tokens]
    places = Places(reading)
    told = [
        (date.fromisoformat((time.earliest or "")[:10]), reading.text[time.start : time.end])
        for time in reading.times
        if _is_written_out(time)
        and places.quote(time.start, time.end) is None
        and _is_told(reading, starts, time, unsafe, speaking)
    ]
    return max(told, default=None)


def _is_written_out(time: TimeExpression) -> bool:
    """Whether a time is a day, month or year with its year, and no more than that: « mars 2011 », not « fin mars 2011 »."""
    return (
        time.anchor is Anchor.ABSOLUTE
        and time.type in (TimeType.DATE, TimeType.TIME)
        and time.mod is None
        and time.earliest is not None
        and time.value.partition("T")[0].replace("-", "").isdigit()
    )


def _is_told(
    reading: Reading,
    starts: list[int],
    time: TimeExpression,
    unsafe: frozenset[str],
    speaking: tuple[str, ...],
) -> bool:
    first = bisect_left(starts, time.start)
    last = bisect_left(starts, time.end)
    if first >= last:
        return False
    before = reading.tokens[first - 1] if first else None
    case = before is not None and before.lower == "en" and before.sentence == reading.tokens[first].sentence
    opening = first - 1 if case else first
    if len(time.value) < 10 and not case:
        return False
    return _behind_verb(reading, opening, unsafe) or _opens_clause(reading, opening, last, unsafe, speaking)


def _behind_verb(reading: Reading, opening: int, unsafe: frozenset[str]) -> bool:
    """« La digue a cédé le 3 mai 2011 », « la digue a été inaugurée en 2011 »"""
    if not opening:
        return False
    verb, word = reading.tokens[opening - 1], reading.tokens[opening]
    return (
        verb.sentence == word.sentence
        and word.start - verb.end <= BETWEEN_CHARS
        and reading.text[verb.end : word.start].isspace()
        and _is_past(verb, unsafe)
    )


def _opens_clause(
    reading: Reading, opening: int, last: int, unsafe: frozenset[str], speaking: tuple[str, ...]
) -> bool:
    """« Le 3 mai 2011, la digue a cédé »: the sentence opens with the date, its verb is past and none of saying."""
    tokens = reading.tokens
    sentence = reading.sentences[tokens[opening].sentence]
    if opening != sentence.first or last >= sentence.last or tokens[last].lower != ",":
        return False
    inside = {token.index for token in tokens[opening:last]}
    heads = {token.head.index for token in tokens[opening:last]} - inside
    if len(heads) != 1:
        return False
    verb = tokens[heads.pop()]
    return (
        last < verb.index <= last + FRONTED_TOKENS
        and not fold(verb.lower).startswith(speaking)
        and _is_past(verb, unsafe)
    )


def _is_past(verb: Token, unsafe: frozenset[str]) -> bool:
    """Whether a verb is in the passé composé or the passé simple, and none that sets a date to come.

    « a cédé », « est mort », « céda »; not « avait promis », « doit céder », « a été convoqué ».
    """
    lemma = fold(verb.lemma)
    if lemma in unsafe or f"{lemma}r" in unsafe or verb.pos not in ("VERB", "AUX"):
        return False
    if "Tense=Past" in verb.morph and "VerbForm=Fin" in verb.morph and "Mood=Ind" in verb.morph:
        return True
    helpers = [child for child in verb.children if child.dep == "aux:tense"]
    return "VerbForm=Part" in verb.morph and any(
        "Tense=Pres" in helper.morph and "Mood=Ind" in helper.morph for helper in helpers
    )
