"""What a number counts: the noun phrase after it, its unit, and the words around a number that refuse it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any

from recoupe.annotate.actors.lexicon import fold
from recoupe.annotate.events.plain_lexicon import singular as plain_singular
from recoupe.annotate.reading import Reading, Token
from recoupe.languages import word_list
from recoupe.model import TimeType

_WORD = re.compile(r"[^\W\d_][^\W_]*", re.UNICODE)
_NOUNS = word_list("fr", "quantities")["nouns"]
_SKIPPED, _INVARIANT = frozenset(_NOUNS["skipped"]), frozenset(_NOUNS["invariant"])
_KNOWN, _LASTING = frozenset(_NOUNS["known"]), frozenset(_NOUNS["lasting"])
_MAX_MODIFIERS = 4
_BARE_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?", re.UNICODE)
_BARE_WORDS = 4
LONGEST_SHORT_WORD = 4


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: its words, unit, where they end, whether they say "autres", the head noun's singular, its token."""

    what: str
    unit: str
    end: int
    others: bool
    noun: str
    head: int = -1


class Words:
    """An article's tokens and times by place, with the tables of amounts; indexed once per article."""

    def __init__(self, reading: Reading, tables: dict[str, Any]):
        self.reading = reading
        self.text = reading.text
        self.tables = tables
        self.starts = [token.start for token in reading.tokens]
        dates = [t for t in reading.times if t.type in {TimeType.DATE, TimeType.TIME, TimeType.SET}]
        self._dates = sorted(dates, key=lambda t: t.start)
        self._date_starts = [t.start for t in self._dates]
        self._age_starts = [age.start for age in reading.ages]
        self.duration_units = frozenset(tables["durations"]["units"])
        self._units = {fold(word): unit for word, unit in tables["units"].items()}
        self.people = frozenset(fold(noun) for noun in tables["people"]["nouns"])
        self._alone = frozenset(fold(noun) for noun in tables["people"]["counted_alone"])
        self._refused_before = frozenset(fold(word) for word in tables["refused"]["before"])
        self._owned = frozenset(tables["refused"].get("owned", ()))
        self._definite = frozenset(tables["refused"]["definite"])
        self.refused_nouns = frozenset(fold(word) for word in tables["refused"]["nouns"])
        self._ranks = frozenset(fold(noun) for noun in tables["people"].get("ranks", ()))
        self.rounds = frozenset(fold(noun) for noun in tables["rounds"])
        self.months = frozenset(fold(word) for word in tables["refused"]["months"])
        self.said_starts = {a.start: a.end for a in reading.attributions if a.speaker is not None}
        self._plurals: dict[str, str] = tables.get("plurals", {})
        self.small = frozenset(tables.get("small", {}).get("words", ())) | self.refused_nouns | self.months

    def token_at(self, offset: int) -> Token | None:
        """The token that begins at or holds this offset, else the next one."""
        tokens = self.reading.tokens
        place = bisect_right(self.starts, offset) - 1
        if place >= 0 and tokens[place].end > offset:
            return tokens[place]
        place = bisect_left(self.starts, offset)
        return tokens[place] if place < len(tokens) else None

    def word_before(self, offset: int) -> str:
        """The folded word right before this offset, "" where punctuation parts them."""
        match = re.search(r"([^\W_]+['’°.]?)[ \u00a0]*$", self.text[max(0, offset - 30) : offset])
        return fold(match[1]).rstrip(".") if match else ""

    # ---- units

    def unit_at(self, offset: int, ceiling: int) -> tuple[str, int, str] | None:
        """The unit of measure that starts here: (unit, where it ends, its words); the longest of the table."""
        window = self.text[offset : min(ceiling, offset + 32)]
        for match in (_UNIT_LONG.match(window), _UNIT_SHORT.match(window), _UNIT_SIGN.match(window)):
            if match is None:
                continue
            unit = self._units.get(fold(match.group()).replace("\u00a0", " ").replace("’", "'"))
            if unit is not None:
                return unit, offset + match.end(), match.group()
        return None

    def is_measure(self, words: str) -> bool:
        """Whether counted words only name a unit of measure: « tonnes », not « tonnes de riz »."""
        return fold(words) in self._units

    def unit_of_noun(self, noun: str) -> str:
        if not self.is_person(noun):
            return noun
        return "person" if self.reading.language == "en" else "personne"

    def is_plural(self, word: str) -> bool:
        """Whether an English word is a plural by its form, or by the list of those that have none."""
        return word[0].islower() and (
            word in self._plurals or (len(word) > 3 and word.endswith("s") and not word.endswith("ss"))
        )

    def singular(self, word: str) -> str:
        return self._plurals.get(word) or plain_singular(word)

    def counts_alone(self, noun: str) -> bool:
        """Whether "un" before this noun is a count ("un mort")."""
        return fold(noun) in self._alone

    def is_person(self, noun: str) -> bool:
        return fold(noun) in self.people

    # ---- refusals

    def refuses_before(self, start: int, digits: bool) -> bool:
        """Whether what stands before makes the number an index or part of a name: "article 12", "n° 7", "3-1"."""
        before = self.text[max(0, start - 3) : start]
        if before.endswith(("n°", "N°", "#", "+")) or re.search(r"[\d/°][ ]?[-/:]$", before):
            return True
        return digits and self.word_before(start) in self._refused_before

    def definite_before(self, start: int, written: str) -> bool:
        """Whether a pair is told as known ("les deux dirigeants", "ces trois villes"): the number tells nothing new.

        More than two told as somebody's are a count ("ses trois avocats").
        """
        before = self.word_before(start)
        return before in self._definite and not (before in self._owned and written not in _KNOWN)

    def lasting_before(self, start: int) -> bool:
        return self.word_before(start) in _LASTING

    def in_date(self, start: int, end: int, unit: str) -> bool:
        """Whether the number is part of a date or clock time, or an amount of time that is one ("deux mois plus tard")."""
        place = bisect_right(self._date_starts, start) - 1
        for time in self._dates[max(0, place - 1) : place + 2]:
            if time.start < end and start < time.end:
                return True
        return unit in self.duration_units and _LATER.match(self.text, end) is not None

    def is_age_or_clock(self, start: int, counted: Counted, written: str) -> bool:
        """ "âgé de 40 ans", "Ilse Brandt, 40 ans,", "un homme de 40 ans"; "à 15 heures", "vers 9 heures"."""
        before = self.text[max(0, start - 24) : start].lower()
        if counted.unit == "heure" and re.search(
            r"(?<!\w)(?:à|a|vers|dès|jusqu['’]à|avant|après|de|depuis|peu)[ \u00a0]$", before
        ):
            return not written.isalpha() or written not in {"un", "une"}
        if _SENTENCE_BEHIND.match(self.text, counted.end) is not None:
            return False
        if counted.unit == "an" and self._is_age_of_somebody(start, counted.end):
            return True
        place = bisect_right(self._age_starts, start + len(written)) - 1
        return place >= 0 and start < self.reading.ages[place].end

    def _is_age_of_somebody(self, start: int, end: int) -> bool:
        """ "son mari (56 ans)", "qui avaient entre 59 et 75 ans"; not "ils ont dix ans d'expérience"."""
        bracketed = self.text[start - 1 : start] == "(" and self.text[end : end + 1] == ")"
        stop = start + 6 if self.text[start : start + 5].lower() == "entre" else start
        told = _HAS_BETWEEN.search(self.text[max(0, start - 40) : stop]) is not None
        return bracketed or (told and _OF.match(self.text, end) is None)

    def are_ranks(self, start: int, floor: int, counted: Counted) -> int | None:
        """Where "un colonel et" begins before "huit sergents": ranks are summed; None where nothing is added."""
        if fold(counted.noun) not in self._ranks:
            return None
        window = self.text[max(floor, start - 40) : start]
        match = re.search(r"(?<!\w)une?[ \u00a0]([\w-]+)[ \u00a0]et[ \u00a0]$", window, re.IGNORECASE)
        if match is None or fold(match[1]) not in self._ranks:
            return None
        return start - len(window) + match.start()

    # ---- the coordination "un capitaine et six autres marins"

    def companion_before(self, start: int, floor: int, counted: Counted) -> int | None:
        """Where "un capitaine et" begins before "six autres marins", None where nothing is added to the count."""
        if not self.is_person(counted.noun):
            return None
        window = self.text[max(floor, start - 160) : start]
        match = re.search(
            r"(?<!\w)(?:une?|un)[ \u00a0](?![^.;:!?,]*(?<!\w)une?[ \u00a0])[^.;:!?]*[ \u00a0]et[ \u00a0]$",
            window,
            re.IGNORECASE,
        )
        return start - len(window) + match.start() if match else None


_SIDE = re.compile(r"(?:nord|sud|est|ouest)(?!\w)", re.IGNORECASE)
_HAS_BETWEEN = re.compile(
    r"(?<!\w)(?:a|ont|avait|avaient|ayant)[ \u00a0]entre[ \u00a0](?:[\w-]{1,20}[ \u00a0]et[ \u00a0])?$"
)
_OF = re.compile(r"[ \u00a0]d(?:e[ \u00a0]|['’])")
_SENTENCE_BEHIND = re.compile(
    r"[ \u00a0](?:de (?:prison|réclusion|détention)|d['’]emprisonnement|ferme|avec sursis)(?!\w)",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"[ \u00a0]\w{2,8}[ \u00a0](?:plus (?:tard|tôt)|auparavant|avant|après)(?!\w)", re.IGNORECASE
)
_UNIT_LONG = re.compile(
    r"[^\W\d_]+[ \u00a0-](?:cubes?(?: par seconde)?|carrés|suisses?|sterling|cfa|par (?:heure|seconde)"
    r"|à l['’]heure|heure|cent|cents)(?!\w)",
    re.IGNORECASE,
)
_UNIT_SHORT = re.compile(r"(?:km/h|m[3³]/s|m/s|m²|m³|km²|[^\W_]+)(?!\w)", re.IGNORECASE)
_UNIT_SIGN = re.compile(r"%|€|\$|£|°C?", re.IGNORECASE)


def counted_after(words: Words, offset: int, ceiling: int, fraction: bool) -> Counted | None:
    """What stands after a number: a unit of measure, else a noun phrase; None where nothing countable follows.

    After "%" or a part of a whole, what it is a part of follows "de" and is what is counted.
    """
    start = _skip_of(words.text, _skip_blank(words.text, offset))
    if fraction and _SIDE.match(words.text, start) is not None:
        return None
    if fraction:
        counted = _noun_phrase(words, start, ceiling)
        return counted if counted is None else Counted(counted.what, "%", counted.end, False, counted.noun)
    measured = words.unit_at(start, ceiling)
    if measured is None:
        return _noun_phrase(words, start, ceiling)
    unit, end, said = measured
    told_of = unit not in words.duration_units and (
        unit == "%" or not _OF_THE.match(words.text, _skip_blank(words.text, end))
    )
    part = _of_what(words, end, ceiling) if told_of else None
    if part is not None:
        return Counted(part.what, unit, part.end, False, part.noun)
    return Counted(said, unit, end, False, fold(said))


def _skip_blank(text: str, offset: int) -> int:
    while offset < len(text) and text[offset] in " \u00a0\u202f":
        offset += 1
    return offset


_OF = re.compile(
    r"(?:d['’]|des?[ \u00a0]|du[ \u00a0]|of[ \u00a0])(?:la[ \u00a0]|les[ \u00a0]|l['’]|leurs?[ \u00a0]|ses[ \u00a0]|ces[ \u00a0]|the[ \u00a0])?",
    re.IGNORECASE,
)


# « 900 euros de la caisse », « 40 litres de cette cuve »: where it was taken from, not what it is.
_OF_THE = re.compile(
    r"(?:du[ \u00a0]|de[ \u00a0](?:la|leurs?|ses|ces|cet|cette)[ \u00a0]|de[ \u00a0]l['’]|des[ \u00a0]|of[ \u00a0]the[ \u00a0])",
    re.IGNORECASE,
)


def _skip_of(text: str, offset: int) -> int:
    match = _OF.match(text, offset)
    return match.end() if match else offset


def _of_what(words: Words, end: int, ceiling: int) -> Counted | None:
    """The noun phrase after "%" or "euros" and "de": "80 % des votants", "2 millions d'euros d'aide"."""
    start = _skip_blank(words.text, end)
    after = _skip_of(words.text, start)
    return _noun_phrase(words, after, ceiling) if after > start else None


def _noun_phrase(words: Words, start: int, ceiling: int) -> Counted | None:
    """A noun with its adjectives and a second noun joined to it without a word of its own ("drones et missiles")."""
    if not words.reading.parsed:
        return _bare_phrase(words, start, ceiling)
    token = words.token_at(start)
    if token is None or token.start != start or token.end > ceiling:
        return None
    tokens, index, others = words.reading.tokens, token.index, False
    while (
        index < len(tokens)
        and tokens[index].sentence == token.sentence
        and fold(tokens[index].text) in _SKIPPED
    ):
        others = others or tokens[index].lower in {"autres", "autre"}
        index += 1
    described = index + 1 < len(tokens) and tokens[index].pos == "ADJ" and tokens[index + 1].pos == "NOUN"
    if described and fold(tokens[index].text) not in words.people:
        index += 1
    if index >= len(tokens) or tokens[index].sentence != token.sentence:
        return None
    head = tokens[index]
    if not _countable(words, head):
        return None
    last, second = _phrase_end(words, index)
    end = min(tokens[last].end, ceiling)
    noun = singular(head)
    unit = words.unit_of_noun(noun)
    if second is not None and words.unit_of_noun(singular(second)) != unit:
        unit = f"{unit} et {singular(second)}"
    return Counted(words.text[head.start : end], unit, end, others, noun, head.index)


def _countable(words: Words, token: Token) -> bool:
    folded = fold(token.text)
    if folded in words.refused_nouns or folded in words.months or len(folded) < 2 or not folded[0].isalpha():
        return False
    if fold(singular(token)) in words.people:
        return True
    return (token.pos == "NOUN" or _stands_for_noun(words, token)) and not token.text[0].isupper()


def _stands_for_noun(words: Words, token: Token) -> bool:
    """Whether what is read as an adjective names those counted: « 14 *rebelles* tués », « douze *volontaires* »."""
    after = words.reading.tokens[token.index + 1 : token.index + 2]
    plural = token.pos == "ADJ" and token.lower.endswith("s") and len(token.lower) > LONGEST_SHORT_WORD
    return plural and not any(one.pos in {"NOUN", "PROPN", "ADJ", "NUM"} for one in after)


def singular(token: Token) -> str:
    """The singular of a noun, folded plural marks taken off ("journaux", "journal"); the parser's lemma where it differs."""
    lower = token.lower
    if lower.endswith("aux") and len(lower) > 4 and not lower.endswith("eaux"):
        return lower[:-3] + "al"
    if lower.endswith(("eaux", "eux", "oux")) and len(lower) > 4:
        return lower[:-1]
    if lower.endswith("s") and not lower.endswith(("ss", "ès")) and lower not in _INVARIANT:
        return lower[:-1]
    return lower


def _phrase_end(words: Words, index: int) -> tuple[int, Token | None]:
    """The last token of the phrase: adjectives, then "et" and a bare noun (given back as well), then adjectives again."""
    tokens = words.reading.tokens
    last = _past_adjectives(tokens, index)
    place = last + 2
    if place < len(tokens) and tokens[last + 1].lower in {"et", "ou"}:
        if tokens[place].lower in {"de", "des", "d'"} and place + 1 < len(tokens):
            place += 1
        second = tokens[place]
        plural = second.lower.endswith(("s", "x")) and fold(singular(second)) not in words.rounds
        if second.pos == "NOUN" and plural and not second.text[0].isupper():
            return _past_adjectives(tokens, place), second
    return last, None


def _past_adjectives(tokens: list[Token], index: int) -> int:
    last = index
    for place in range(index + 1, min(index + 1 + _MAX_MODIFIERS, len(tokens))):
        token = tokens[place]
        agrees = token.lower.endswith(("s", "x")) or not tokens[index].lower.endswith(("s", "x"))
        if token.pos != "ADJ" or not agrees or token.sentence != tokens[index].sentence:
            break
        last = place
    return last


def _bare_phrase(words: Words, start: int, ceiling: int) -> Counted | None:
    """What a number counts where nothing is parsed: "two *repair ships*", "three *Peruvian diplomats*", "two *dead*".

    The counted noun is the first plural behind the number, within a few words that no mark and no small word part;
    else the word right behind it.
    """
    met: list[re.Match[str]] = []
    place = start
    while len(met) < _BARE_WORDS and (match := _BARE_WORD.match(words.text, place, ceiling)) is not None:
        if match.group().lower() in words.small:
            break
        met.append(match)
        place = match.end() + 1
        if words.text[match.end() : place] != " ":
            break
    first = next((at for at, match in enumerate(met) if words.is_plural(match.group())), None)
    if first is None:
        noun = met[0].group() if met else ""
        if len(noun) <= 3 or noun[0].isupper():
            return None
        return Counted(noun, words.unit_of_noun(words.singular(noun)), met[0].end(), False, noun)
    while first + 1 < len(met) and words.is_plural(met[first + 1].group()):
        first += 1
    noun, end = met[first].group(), met[first].end()
    return Counted(words.text[start:end], words.unit_of_noun(words.singular(noun)), end, False, noun)
