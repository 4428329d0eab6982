"""English clauses by their words: who stands before a verb, what stands after it, when and where, without a parser.

A ``Line`` is a sentence of ``attributions/plain_words.py`` with the actors, times and conditions that stand in it. Places
are indices into its words, ends exclusive. Every search looks at a bounded number of words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from recoupe.annotate.actors.lexicon import lexicon as actor_lexicon
from recoupe.annotate.actors.lexicon import pieces
from recoupe.annotate.attributions.plain_words import PlainSentence, Word, plain_lexicon, plain_sentences
from recoupe.annotate.events.plain_lexicon import plain_event_words, singular
from recoupe.annotate.reading import Reading, Standing
from recoupe.languages import word_list
from recoupe.model import ActorKind, TimeExpression, TimeType

REACH = 24
PHRASE = 10
VERDICT = 8
WISH = 12
CONTENTS = frozenset(
    {
        "belief",
        "claim",
        "doubt",
        "evidence",
        "fact",
        "fear",
        "hope",
        "idea",
        "indication",
        "news",
        "report",
        "reports",
        "rumour",
        "sign",
        "suggestion",
        "view",
        "warning",
        "word",
    }
)
MARKS = frozenset('.,;:!?()[]"“”—–…«»')
HARD = frozenset(".;:!?()[]—–…")
VAGUE = frozenset({"anything", "everything", "something"})
NUMERALS = frozenset(
    {
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "dozens",
        "hundreds",
    }
)
SOFTENERS = frozenset({"early", "last", "late", "next", "on", "since", "this"})


@cache
def bounds(name: str, table: str = "bounds") -> frozenset[str]:
    """A list of small words of ``languages/en/modality.toml``."""
    return frozenset(word_list("en", "modality")[table][name])


@dataclass(slots=True, frozen=True)
class Party:
    """An actor where it is named: places of its words, key and kind; ``adjective`` for "Tavarian", ``owner`` for "Tavaria's"."""

    first: int
    last: int
    key: str
    kind: ActorKind
    adjective: bool
    owner: bool


@dataclass(slots=True, frozen=True)
class Condition:
    """A condition: places of its words, where its opener ends, and whether it is one only beside what is to come."""

    first: int
    last: int
    after: int
    loose: bool


@dataclass(slots=True)
class Phrase:
    """A noun phrase after a verb: its places, its nouns (singular, lower case), the actors in it."""

    first: int
    last: int
    nouns: frozenset[str] = frozenset()
    parties: list[Party] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """One sentence: its words, the actor and the time that hold each word, its conditions, whether it asks."""

    words: list[Word]
    lows: list[str]
    parties: dict[int, Party] = field(default_factory=dict)
    times: dict[int, TimeExpression] = field(default_factory=dict)
    conditions: list[Condition] = field(default_factory=list)
    asks: bool = False
    size: int = 0

    def __post_init__(self) -> None:
        self.size = len(self.lows)

    def low(self, place: int) -> str:
        """The lower-case word at a place, "" outside the sentence."""
        return self.lows[place] if 0 <= place < self.size else ""

    def says(self, place: int, words: tuple[str, ...]) -> bool:
        """Whether these words stand at a place."""
        return all(self.low(place + at) == word for at, word in enumerate(words))

    def is_mark(self, place: int) -> bool:
        return not 0 <= place < len(self.words) or self.words[place].text in MARKS

    def same_voice(self, one: int, other: int) -> bool:
        """Whether two places lie in the same quotation, or both outside any."""
        return self.words[one].quote == self.words[other].quote

    def ending(self, last: int) -> Party | None:
        """The actor whose words end right before a place."""
        party = self.parties.get(last - 1)
        return party if party is not None and party.last == last else None

    def starting(self, first: int) -> Party | None:
        party = self.parties.get(first)
        return party if party is not None and party.first == first else None

    def inside_condition(self, place: int) -> Condition | None:
        """The condition whose words hold a place."""
        return next((one for one in self.conditions if one.first <= place < one.last), None)


def lines(reading: Reading) -> list[Line]:
    """The sentences of an article in order, each with its actors, times and conditions; none without a plain word list.

    The last article's are remembered: events and positions read the same ones.
    """
    return _lines(Standing(reading, reading.mentions, reading.times))


@lru_cache(maxsize=1)
def _lines(standing: Standing) -> list[Line]:
    reading = standing.reading
    lexicon = plain_lexicon(reading.language)
    if lexicon is None:
        return []
    parties = _Outermost(reading)
    dated = (time for time in reading.times if time.type in (TimeType.DATE, TimeType.TIME))
    times = sorted(dated, key=lambda one: one.start)
    starts = [time.start for time in times]
    return [_line(sentence, parties, times, starts) for sentence in plain_sentences(reading, lexicon)]


def _line(
    sentence: PlainSentence, parties: _Outermost, times: list[TimeExpression], starts: list[int]
) -> Line:
    words = sentence.words
    line = Line(words, [word.lower for word in words])
    offsets = [word.start for word in words]
    parties.paint(line, offsets)
    at = max(0, bisect_left(starts, words[0].start) - 1)
    while at < len(times) and times[at].start < words[-1].end:
        place = bisect_left(offsets, times[at].start)
        while place < len(words) and words[place].start < times[at].end:
            line.times[place] = times[at]
            place += 1
        at += 1
    line.conditions = list(_conditions(line))
    line.asks = any(word.text == "?" for word in words[-3:])
    return line


class _Outermost:
    """The mentions of an article that lie in no other, in the order of the text."""

    def __init__(self, reading: Reading):
        self.reading = reading
        self.actors = {actor.key: actor for actor in reading.actors}
        self.mentions = []
        end = -1
        for mention in sorted(reading.mentions, key=lambda one: (one.start, -one.end)):
            if mention.start >= end and mention.actor in self.actors:
                self.mentions.append(mention)
                end = mention.end
        self.starts = [mention.start for mention in self.mentions]

    def paint(self, line: Line, offsets: list[int]) -> None:
        """Note the actors of a sentence by the words that name them."""
        at = bisect_left(self.starts, offsets[0])
        while at < len(self.mentions) and self.mentions[at].start < line.words[-1].end:
            mention = self.mentions[at]
            at += 1
            first = bisect_left(offsets, mention.start)
            last = bisect_left(offsets, mention.end)
            if first == len(offsets) or offsets[first] != mention.start or last <= first:
                continue
            actor = self.actors[mention.actor]
            text = self.reading.text[mention.start : mention.end]
            owner = (
                line.words[last - 1].lower.endswith(("'s", "s'")) and line.words[last - 1].end > mention.end
            )
            party = Party(
                first, last, actor.key, actor.kind, _is_adjective(text, actor.name, actor.kind), owner
            )
            line.parties.update(dict.fromkeys(range(first, last), party))


def _is_adjective(text: str, name: str, kind: ActorKind) -> bool:
    """Whether a country is named by its adjective: "Tavarian", "Swiss"."""
    if kind is not ActorKind.COUNTRY or text.lower().startswith("the "):
        return False
    known = actor_lexicon("en").names.values(pieces(text))
    if known:
        return all(one.role == "adjective" for one in known)
    return text.casefold() == f"{name}n".casefold()


# --------------------------------------------------------------------------- conditions


@cache
def _openers() -> dict[str, list[tuple[tuple[str, ...], bool]]]:
    found: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for table in ("openers", "loose"):
        for words in sorted(bounds(table, "conditions"), key=lambda one: (-len(one.split()), one)):
            found.setdefault(words.split()[0], []).append((tuple(words.split()), table == "loose"))
    for each in found.values():
        each.sort(key=lambda one: -len(one[0]))
    return found


def _conditions(line: Line) -> Iterator[Condition]:
    """ "*If the truce fails*, …", "… *unless the blockade is lifted*"; not "even if", "asked if"."""
    openers = _openers()
    end = 0
    for place, word in enumerate(line.words):
        if (
            place < end
            or (word.lower not in openers and not _is_inverted(line, place))
            or line.low(place - 1) in bounds("not_before", "conditions")
        ):
            continue
        for words, loose in openers.get(word.lower, [((word.lower,), False)]):
            if line.says(place, words):
                end = _condition_end(line, place + len(words), place)
                if end > place + len(words):
                    yield Condition(place, end, place + len(words), loose)
                break


def _is_inverted(line: Line, place: int) -> bool:
    """Whether a condition opens without "if": "*should* the truce fail", "*had* Tavaria known", "*were* it to fail"."""
    low = line.low(place)
    if low not in ("had", "should", "were") or line.words[-1].text == "?":
        return False
    if low != "should" and place > 0 and line.words[place - 1].text not in ',"“':
        return False
    behind = line.low(place + 1)
    subject = behind in bounds("determiners") or behind in bounds("pronouns") or place + 1 in line.parties
    return subject or (place == 0 and low == "should" and behind.isalpha())


def _condition_end(line: Line, place: int, first: int) -> int:
    """A condition ends at a mark, at a comma that a clause follows, and at a quotation mark that it did not open."""
    while place < len(line.words):
        text = line.words[place].text
        if text in HARD or text == "," or not line.same_voice(place, first):
            break
        place += 1
    while place > first and line.is_mark(place - 1):
        place -= 1
    return place


# --------------------------------------------------------------------------- noun phrases


@cache
def _inserted() -> dict[str, list[tuple[str, ...]]]:
    """The circumstances that may stand behind a verb, by their first word: "agreed *in principle* to"."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(bounds("inserted", "group")):
        parts = tuple(words.split())
        found.setdefault(parts[0], []).append(parts)
    return found


def skip_times(line: Line, place: int) -> int:
    """Past adverbs, days and circumstances right after a verb: "met *on Monday* Omar Delbos"."""
    while place < len(line.words):
        words = next((one for one in _inserted().get(line.low(place), ()) if line.says(place, one)), None)
        if words is not None:
            place += len(words)
            continue
        if (
            place in line.times
            or line.low(place) in bounds("adverbs", "group")
            or (line.low(place) in SOFTENERS and place + 1 in line.times)
        ):
            place += 1
        else:
            break
    return place


def skip_verdict(line: Line, place: int) -> int:
    """Past what an object is judged to be, where it stands before the object: "rejected *as insulting* an offer"."""
    if line.low(place) != "as":
        return place
    at = place + 1
    if line.words[at : at + 1] and line.words[at].text in '"“':
        at += 1
        while at < len(line.words) and at - place < VERDICT and line.words[at].text not in '"”':
            at += 1
    elif line.low(at) in bounds("determiners") or line.low(at) in bounds("pronouns"):
        return place
    behind = skip_times(line, at + 1)
    return behind if line.low(behind) in bounds("determiners") or line.low(behind).endswith("s") else place


def back_over_times(line: Line, place: int) -> int:
    """Back over a day that stands before a verb: "Tavaria *on Monday* condemned"; gives the place after what precedes it."""
    while place > 0:
        if (place - 1 in line.times and place - 1 not in line.parties) or (
            line.low(place - 1) in SOFTENERS and place in line.times
        ):
            place -= 1
        else:
            break
    return place


@cache
def _auxiliaries() -> frozenset[str]:
    names = ("have", "be", "do", "announced", "would", "predicted", "untold", "contracted")
    return frozenset().union(*(bounds(name, "group") for name in names))


def is_verb_like(line: Line, place: int) -> bool:
    """Whether a word may be the verb of a clause: an auxiliary, or a form in -ed."""
    low = line.low(place)
    if low in _auxiliaries():
        return True
    return low.endswith("ed") and line.words[place].text[0].islower() and place not in line.parties


def read_phrase(line: Line, first: int, *, joined: bool = False) -> Phrase:
    """The noun phrase that starts at a place, with what "of" brings and the actors that "and" joins to it.

    What "what" opens is one: "deplored *what it called an affront*". With ``joined`` an actor behind "and" belongs to it whatever follows: "between Tavaria *and Ostravia* opened".
    """
    place = first
    begin = line.words[first] if first < len(line.words) else None
    if begin is not None and begin.text in '"“«':
        place += 1
    start = place
    if line.low(place) == "what" and not line.is_mark(place + 1):
        return Phrase(start, clause_end(line, place + 1), frozenset({"what"}))
    nouns: set[str] = set()
    parties: list[Party] = []
    while place < len(line.words) and place - start < PHRASE + 6:
        party = line.parties.get(place)
        if party is not None:
            parties.append(party)
            nouns.update(singular(line.low(at)) for at in range(place, party.last))
            place = party.last
            continue
        low = line.low(place)
        if line.is_mark(place) or place in line.times or place - start >= PHRASE:
            break
        if low in ("and", "or"):
            if not _joins_party(line, place + 1, joined=joined):
                break
        elif _ends_phrase(line, place, start):
            break
        nouns.add(singular(low))
        place += 1
    return Phrase(start, place, frozenset(nouns), parties)


def _ends_phrase(line: Line, place: int, start: int) -> bool:
    """Whether a word belongs to no noun phrase that began before it: a preposition, a verb, a second determiner."""
    low = line.low(place)
    if low == "of":
        return line.low(place + 1).endswith("ing")
    if low == "only" and line.low(place + 1) == "if":
        return True
    if low in bounds("prepositions") or low in bounds("conjunctions"):
        return True
    if low in bounds("subordinators") and low not in bounds("determiners"):
        return True
    if place == start:
        return False
    if low in bounds("determiners"):
        return line.low(place - 1) not in ("of", "all", "both", "and", "or")
    return low in bounds("finite", "told") or (is_verb_like(line, place) and not nouns_follow(line, place))


def nouns_follow(line: Line, place: int) -> bool:
    """Whether a form in -ed only describes the noun after it: "a *planned* rally"."""
    low = line.low(place)
    return low.endswith("ed") and line.low(place - 1) in bounds("determiners")


def _joins_party(line: Line, place: int, *, joined: bool = False) -> bool:
    """Whether "and" joins another actor that does not act itself: "met Ada Pell *and Tom Orsk* in"."""
    if line.low(place) in bounds("determiners") and line.starting(place) is None:
        place += 1
    party = line.starting(place)
    return party is not None and not party.adjective and (joined or not is_verb_like(line, party.last))


def taken_up(line: Line, first: int) -> tuple[int, int] | None:
    """The places of what a relative before a subject takes up: "*the offer* that Tavaria rejected", "*something* Tavaria rejects"."""
    place = first - 1
    low = line.low(place)
    if low in VAGUE:
        return place, first
    if low not in ("that", "which", "whom"):
        return None
    last = place - 1 if line.low(place - 1) == "," else place
    party = line.ending(last)
    if party is not None:
        return party.first, last
    if low == "that" and line.low(last - 1) in CONTENTS:
        return None
    begin = last - 1
    while begin > 0 and last - begin < PHRASE and line.low(begin) not in bounds("determiners"):
        if line.is_mark(begin) or line.low(begin) in bounds("prepositions"):
            return None
        if line.low(begin).isdigit() or line.low(begin) in NUMERALS:
            return begin, last
        begin -= 1
    return (begin, last) if line.low(begin) in bounds("determiners") - bounds("no") else None


def clause_end(line: Line, place: int, stops: frozenset[str] = frozenset()) -> int:
    """Where the clause of a verb ends: at a mark, before a subordinate clause, before "and" with what may be a verb."""
    first = place
    while place < len(line.words) and place - first < REACH + 8:
        low = line.low(place)
        if line.words[place].text in HARD or line.words[place].text == "," or low in stops:
            break
        if not line.same_voice(place, max(first - 1, 0)) and line.is_mark(place):
            break
        if place > first and _opens_clause(line, place):
            break
        if low in ("and", "but", "or") and not _joins_party(line, place + 1) and _verb_soon(line, place + 1):
            break
        place += 1
    return place


SPEAKERS = frozenset({"he", "i", "it", "she", "they", "we"})
TEMPORAL = frozenset({"after", "as", "before", "since", "so", "until"})


def _opens_clause(line: Line, place: int) -> bool:
    """Whether a subordinate clause begins: "*because* it rained", "*after* it left", not "after the vote"."""
    low = line.low(place)
    if low not in bounds("subordinators") or place in line.times:
        return False
    return low not in TEMPORAL or _clause_follows(line, place + 1)


def _clause_follows(line: Line, place: int) -> bool:
    return any(is_verb_like(line, at) for at in range(place, min(place + 7, len(line.words))))


def _verb_soon(line: Line, place: int) -> bool:
    """Whether a verb follows "and", alone or behind its subject: "*and condemned*", "and *the army* left", not "and tents"."""
    if line.starting(place) is not None:
        return True
    low = line.low(place)
    if low in bounds("determiners"):
        return _clause_follows(line, place + 1)
    lexicon = plain_event_words("en")
    known = low in SPEAKERS or (lexicon is not None and low in lexicon.forms)
    return (
        known
        or is_verb_like(line, place)
        or low in bounds("finite", "told")
        or low in bounds("negations", "group")
    )


def is_base(line: Line, place: int) -> bool:
    """Whether a word may be an infinitive: lower case, no little word, no form in -ed or -ing."""
    low = line.low(place)
    if not low.isalpha() or not line.words[place].text[0].islower() or place in line.parties:
        return False
    small = low in bounds("determiners") or low in bounds("prepositions") or low in bounds("pronouns")
    return not small and not low.endswith(("ing", "ied"))


def is_wish(line: Line, place: int) -> bool:
    """Whether a clause has a bare verb: "that the ruling *be* set aside", "that Norway *withdraw* its troops"."""
    end = min(place + WISH, len(line.words))
    for at in range(place, end):
        low = line.low(at)
        if low in ("be", "should", "not"):
            return True
        if line.is_mark(at):
            return False
        party = line.parties.get(at - 1)
        if party is not None and party.last == at and not (party.adjective or party.owner):
            return is_base(line, at) and not low.endswith(("s", "ed")) and not is_verb_like(line, at)
        if is_verb_like(line, at):
            return False
    return False
