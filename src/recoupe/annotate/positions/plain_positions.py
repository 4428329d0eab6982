"""Positions of a text that is read without a parser: who supports, opposes, urges what in plain English prose.

The words that take a stand are data (``languages/en/positions.toml``); clauses, groups and subjects are read as for events
(``annotate/events/plain_clauses``, ``plain_groups``). An own deed to come that hangs on a condition is a stand as well.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from recoupe.annotate.events.plain_clauses import (
    Condition,
    Line,
    bounds,
    clause_end,
    is_base,
    is_verb_like,
    is_wish,
    lines,
    read_phrase,
    skip_times,
    skip_verdict,
    taken_up,
)
from recoupe.annotate.events.plain_groups import Group, Subject, embedded, read_group
from recoupe.annotate.events.plain_lexicon import Form, PlainLexicon, plain_event_words, singular, verb_forms
from recoupe.annotate.events.plain_telling import Told
from recoupe.annotate.positions.plain_stance_nouns import Carriers, NounRow, read_stance_noun
from recoupe.annotate.reading import Reading
from recoupe.languages import word_list
from recoupe.model import ActorKind, EventModality, Position, Span, Stance

TAKEN = frozenset({EventModality.OCCURRED, EventModality.ANNOUNCED, EventModality.THREATENED})
NOBODY = frozenset({ActorKind.PLACE, ActorKind.DOCUMENT})
INFINITIVE_REACH = 14
TARGET = 30
ROLE = 5
MUST = frozenset({"must", "should"})
HINGE = 12
MADE = frozenset({"make", "made", "makes"})
PARTICLES = frozenset({"back", "down", "out", "up"})
PERSONS = frozenset({"he", "she", "they"})
FINITE = frozenset({"are", "did", "does", "had", "has", "have", "is", "was", "were"})
QUOTES = frozenset('"“”')


class Row(NamedTuple):
    """One row of the list (see ``languages/en/positions.toml``)."""

    stance: Stance
    then: tuple[tuple[str, ...], ...]
    target: tuple[str, ...]
    negated: Stance | None
    refuse: frozenset[str]
    needs: frozenset[str]
    subjunctive: bool


class Words(NamedTuple):
    """Rows by the base form of a verb, the forms of these verbs, the states by their first word, the nouns, the verbs beside these, the smaller lists."""

    verbs: dict[str, list[Row]]
    forms: dict[str, list[Form]]
    states: dict[str, list[Row]]
    nouns: dict[str, NounRow]
    roles: dict[str, NounRow]
    carriers: Carriers
    lists: dict[str, frozenset[str]]


@cache
def plain_position_words(language: str) -> Words | None:
    """The words that take a stand in a language that is read without a parser; None where it has none."""
    tables = word_list(language, "positions")
    if not tables.get("plain"):
        return None
    verbs: dict[str, list[Row]] = {}
    for row in tables["verb"]:
        for lemma in row["lemmas"]:
            verbs.setdefault(lemma, []).append(_row(row, row.get("then", [""]), row["target"]))
    states: dict[str, list[Row]] = {}
    for row in tables["state"]:
        for words in row["words"]:
            states.setdefault(words.split()[0], []).append(_row(row, [words], ["object"]))
    lists = {name: frozenset(words) for name, words in tables["lists"].items()}
    nouns = {
        noun: NounRow(Stance(row["stance"]), frozenset(row["before"]))
        for row in tables["noun"]
        for noun in row["nouns"]
    }
    carriers = Carriers(
        *(verb_forms(dict.fromkeys(lists[name]), tables["irregular"]) for name in Carriers._fields)
    )
    roles = {
        noun: NounRow(Stance(row["stance"]), frozenset(row["before"]))
        for row in tables["role"]
        for noun in row["nouns"]
    }
    return Words(verbs, verb_forms(verbs, tables["irregular"]), states, nouns, roles, carriers, lists)


def _row(row: dict[str, Any], then: list[str], target: list[str]) -> Row:
    return Row(
        Stance(row["stance"]),
        tuple(tuple(words.split()) for words in then),
        tuple(target),
        Stance(row["negated"]) if "negated" in row else None,
        frozenset(row.get("refuse", ())),
        frozenset(row.get("needs", ())),
        row.get("subjunctive", False),
    )


def find_plain_positions(reading: Reading, words: Words) -> list[Position]:
    """The positions taken in an article, in the order of the text; a stand whose holder is no actor is left out."""
    events = plain_event_words(reading.language)
    if events is None:
        return []
    finder = _Finder(reading, words, events)
    for line in lines(reading):
        finder.read(line)
    return sorted(finder.found, key=lambda one: (one.start, one.end))


class _Finder:
    """The positions of one article."""

    def __init__(self, reading: Reading, words: Words, events: PlainLexicon):
        self.reading = reading
        self.words = words
        self.events = events
        self.told = Told(reading, events)
        self.found: list[Position] = []
        self.modals = bounds("announced", "group") | bounds("would", "group") | {"won't", "wouldn't"}

    def read(self, line: Line) -> None:
        """The stands of a sentence; a question takes none."""
        self.told.open(line)
        if line.asks or self.told.in_fiction(line):
            return
        for place, word in enumerate(line.words):
            low = word.lower
            if place in line.parties and low not in bounds("be", "group"):
                continue
            if singular(low) in self.words.nouns and self._noun(line, place):
                continue
            if singular(low) in self.words.roles and self._role(line, place):
                continue
            if low in self.words.states and line.low(place - 1) in self.words.lists["stated"]:
                self._state(line, place)
            elif low in self.words.forms:
                self._verb(line, place)
            elif low in self.events.forms:
                self._pass(line, place)
            if low in MUST:
                self._must(line, place)
            if low in self.words.lists["hinging"] and line.low(place + 1) in ("on", "upon"):
                self._hinged(line, place)
            if line.conditions and (low in self.modals or low in self.words.lists["ready"]):
                self._deed(line, place)

    def _noun(self, line: Line, place: int) -> bool:
        """ "Tavaria voiced its *opposition* to the sale"."""
        row = self.words.nouns[singular(line.low(place))]
        stand = read_stance_noun(self.told, line, place, row, self.words.carriers)
        if stand is None or line.inside_condition(place) is not None:
            return False
        last = stand.last or _stop(line, stand.target)
        if not stand.group.form.lemma:
            last = next((at for at in range(stand.target + 1, last) if _is_finite(line, at)), last)
        if last <= stand.target:
            return False
        edges = (min(stand.first, stand.target), max(place + 1, last))
        return self._record(line, stand.holders, stand.stance, edges, (stand.target, last), stand.group)

    def _must(self, line: Line, place: int) -> None:
        """ "The port *must* be reopened, said Omar Delbos": what somebody says has to be done is urged by the speaker."""
        verb = place + 1
        while line.low(verb) in bounds("negations", "group") or line.low(verb) in bounds("adverbs", "group"):
            verb += 1
        held = self.told.speaker(line, place)
        if not held or line.inside_condition(place) is not None or not is_base(line, verb):
            return
        if line.low(verb) in bounds("have", "group") or line.low(verb) in self.words.lists["unwilled"] - {
            "be"
        }:
            return
        group = read_group(line, verb, [Form(line.low(verb), "base")])
        subject = self.told.subject_of(line, group) if group is not None else None
        end = _stop(line, verb)
        if group is None or subject is None or end <= verb or set(held) & set(subject.keys):
            return
        named = subject.keys or not subject.nouns & bounds("pronouns")
        done = line.low(verb) != "be" or line.low(verb + 1).endswith(("ed", "en"))
        if not named or not done or group.first > place or subject.nobody:
            return
        first = subject.first + (line.low(subject.first) == "that")
        self._record(line, held, Stance.URGE, (first, end), (first, end), group)

    def _hinged(self, line: Line, place: int) -> None:
        """ "Tavaria made its support *conditional on* a cap": what is made so is the target, what follows the condition."""
        made = next((at for at in range(place - 1, max(place - HINGE, 0), -1) if line.low(at) in MADE), None)
        end = _stop(line, place + 2)
        if made is None or place - made < 2 or end <= place + 2:
            return
        group = read_group(
            line, made, [Form("make", "ed"), Form("make", "en"), Form("make", "s"), Form("make", "base")]
        )
        subject = self.told.subject_of(line, group) if group is not None else None
        if group is None or subject is None or group.told not in TAKEN or group.negated or group.passive:
            return
        span, about, on = (
            self._span(line, *edges) for edges in ((subject.first, end), (made + 1, place), (place + 2, end))
        )
        text = self.reading.text
        for holder in subject.keys:
            self.found.append(
                Position(
                    start=span.start,
                    end=span.end,
                    holder=holder,
                    stance=Stance.CONDITION,
                    target=text[about.start : about.end],
                    condition=text[on.start : on.end],
                    attribution=self.told.scene.attribution(line.words[made].start),
                    target_span=about,
                    condition_span=on,
                )
            )

    def _role(self, line: Line, place: int) -> bool:
        """ "Omar Delbos, *a vocal critic of* the sale, said", "Tavaria remains *an opponent of* the plan"."""
        row = self.words.roles[singular(line.low(place))]
        first = next(
            (at for at in range(place, max(place - ROLE, 0), -1) if line.low(at - 1) in ("a", "an", "the")), 0
        )
        last = _stop(line, place + 2) if line.low(place + 1) in row.before else 0
        if not first or last <= place + 2 or line.inside_condition(place) is not None:
            return False
        first -= 1
        edges, target = (first, last), (place + 2, last)
        apposed = line.ending(first - 1) if line.low(first - 1) == "," else None
        if apposed is not None and not (apposed.adjective or apposed.owner):
            group = Group(place, place, Form("", "base"))
            return self._record(line, [apposed.key], row.stance, (apposed.first, last), target, group)
        if line.low(first - 1) not in bounds("be", "group") | bounds("remaining", "group"):
            return False
        remaining = line.low(first - 1) in bounds("remaining", "group")
        group_of = (
            read_group(line, first - 1, [Form("remain", "past"), Form("remain", "base")])
            if remaining
            else read_group(line, first, [Form("be", "en")])
        )
        subject = self.told.subject_of(line, group_of) if group_of is not None else None
        if group_of is None or subject is None or group_of.told not in TAKEN or group_of.negated:
            return False
        return self._record(
            line, subject.keys, row.stance, (min(subject.first, edges[0]), last), target, group_of
        )

    def _pass(self, line: Line, place: int) -> None:
        """Remember the subject of a verb that takes no stand, for the one that "and" joins to it."""
        group = read_group(line, place, self.events.forms[line.low(place)])
        subject = self.told.subject_of(line, group) if group is not None else None
        if group is not None and subject is not None and subject.keys:
            self.told.note(subject, group, place)

    def _verb(self, line: Line, place: int) -> None:
        """ "Tavaria *supports* the plan", "the raid was *condemned* by Tavaria"."""
        group = read_group(line, place, self.words.forms[line.low(place)])
        if group is None:
            return
        subject = self.told.subject_of(line, group)
        if subject is None or (group.bare and group.form.shape == "base" and not _many(subject)):
            return
        if subject.keys or group.passive:
            self.told.note(subject, group, place)
        asked = line.low(subject.first - 1) == "whether" or (
            subject.first < group.first and embedded(line, subject.first) is not None
        )
        if group.told not in TAKEN or asked or line.inside_condition(place) is not None:
            return
        for row in self.words.verbs[group.form.lemma]:
            if group.passive:
                taken = self._passive(line, group, subject, row)
            else:
                taken = self._active(line, group, subject, row)
            if taken:
                return

    def _active(self, line: Line, group: Group, subject: Subject, row: Row) -> bool:
        at, then = _then(line, group, row)
        stance = _turned(row, group.negated or subject.nobody)
        if then is None or stance is None or line.low(subject.first - 1) == "what":
            return False
        target = self._target(line, row, at + len(then))
        if target is not None and line.low(target[0]) == "no" and row.negated is not None:
            stance = row.negated
        if target is None and "object" in row.target and not then:
            target = taken_up(line, subject.first)
            if target is not None and row.needs and not row.needs & {*_nouns(line, *target)}:
                target = None
        if target is None:
            return False
        edges = (min(subject.first, target[0]), max(group.verb + 1, target[1]))
        return self._record(line, subject.keys, stance, edges, target, group)

    def _passive(self, line: Line, group: Group, subject: Subject, row: Row) -> bool:
        """ "The attack was condemned *by Norway*": who stands behind "by" takes the stand, on what stands before the verb."""
        at, then = _then(line, group, row)
        if "object" not in row.target or then is None or group.negated or row.needs:
            return False
        end = clause_end(line, at)
        by = next((place for place in range(at, end) if line.low(place) == "by"), None)
        first, last = subject.first, group.first
        if by is None or last <= first or set(_nouns(line, first, last)) & row.refuse:
            return False
        if last == first + 1 and line.low(first) in PERSONS:
            return False
        last = next((at for at in range(first, last) if line.low(at) == ","), last)
        phrase = read_phrase(line, by + 1)
        keys = [
            party.key for party in phrase.parties if not party.adjective and line.low(party.first - 1) != "of"
        ]
        return self._record(line, keys, row.stance, (first, phrase.last), (first, last), group)

    def _target(self, line: Line, row: Row, place: int) -> tuple[int, int] | None:
        """What the stand is about, by the first of the row's targets that stands there; without the condition behind it."""
        start = skip_verdict(line, skip_times(line, place))
        for kind in row.target:
            found: tuple[int, int] | None
            if kind == "that":
                wished = not row.subjunctive or is_wish(line, start + 1)
                found = (start + 1, _stop(line, start + 1)) if line.low(start) == "that" and wished else None
            elif kind == "object":
                found = self._object(line, start)
            else:
                found = self._behind(line, start, kind.split()[-1], at_once=kind == "to")
            if found is None or found[1] <= found[0]:
                continue
            nouns = set(_nouns(line, *found))
            head = set(_nouns(line, found[0], read_phrase(line, found[0]).last))
            if (head or nouns) & row.refuse or (row.needs and not nouns & row.needs):
                continue
            return found
        return None

    def _object(self, line: Line, start: int) -> tuple[int, int] | None:
        if line.low(start) in ("to", "that", "by") or (line.low(start) in bounds("prepositions")):
            return None
        if is_verb_like(line, start) or line.low(start) in PARTICLES:
            return None
        phrase = read_phrase(line, start)
        if phrase.last <= phrase.first or not any(
            line.words[at].text[0].isalnum() for at in range(phrase.first, phrase.last)
        ):
            return None
        return phrase.first, max(phrase.last, _stop(line, phrase.first))

    def _behind(self, line: Line, start: int, word: str, *, at_once: bool) -> tuple[int, int] | None:
        """What stands behind "to" (a verb) or "for": "urged Ostravia *to negotiate*", "asked Tavaria *for help*"."""
        if at_once:
            return (start + 1, _stop(line, start + 1)) if line.low(start) == word else None
        phrase = read_phrase(line, start)
        for at in range(max(phrase.last, start), min(phrase.last + INFINITIVE_REACH, len(line.words) - 1)):
            if line.is_mark(at) or (at == start and line.low(start - 1) not in ("all", "both")):
                return None
            if line.low(at) == word and (word == "for" or is_base(line, at + 1)):
                return at + 1, _stop(line, at + 1)
            if (
                line.low(at) not in bounds("prepositions")
                and at not in line.parties
                and not line.words[at].text.isalpha()
            ):
                return None
        return None

    def _state(self, line: Line, place: int) -> None:
        """ "The union is *opposed to* the sale"."""
        row = next((row for row in self.words.states[line.low(place)] if line.says(place, row.then[0])), None)
        group = _carrier(line, place) if row is not None else None
        if (
            row is None
            or group is None
            or group.told not in TAKEN
            or line.inside_condition(place) is not None
        ):
            return
        subject = self.told.subject_of(line, group)
        stance = _turned(row, group.negated)
        if subject is None or stance is None:
            return
        start = place + len(row.then[0])
        phrase = read_phrase(line, start)
        target = (phrase.first, max(phrase.last, _stop(line, phrase.first)))
        if phrase.last > phrase.first and not phrase.nouns & row.refuse:
            self._record(line, subject.keys, stance, (subject.first, target[1]), target, group)

    def _deed(self, line: Line, place: int) -> None:
        """ "Tavaria *will reopen the port* if the militia leaves": an own deed that hangs on a condition."""
        verb = place + 1
        if line.low(place) in self.words.lists["ready"]:
            if line.low(verb) != "to" or line.low(place - 1) not in self.words.lists["stated"]:
                return
            verb += 1
        while line.low(verb) in bounds("negations", "group") or line.low(verb) in bounds("adverbs", "group"):
            verb += 1
        low = line.low(verb)
        ready = line.low(place) in self.words.lists["ready"]
        unwilled = low in self.words.lists["unwilled"] and not ready
        if not is_base(line, verb) or low in self.words.forms or unwilled:
            return
        head = place if line.low(place) in self.words.lists["ready"] else verb
        group = read_group(line, head, [Form(low, "base"), Form(low, "en")])
        subject = self.told.subject_of(line, group) if group is not None else None
        if group is None or subject is None or line.inside_condition(verb) is not None:
            return
        if line.low(subject.first - 1) == "whether":
            return
        self.told.note(subject, group, verb)
        phrase = read_phrase(line, skip_times(line, verb + 1))
        begin = phrase.first if phrase.last > phrase.first and group.negated else verb
        target = (begin, _stop(line, verb + 1))
        if self._condition(line, verb, future=True) is not None and target[1] > target[0]:
            self._record(
                line, subject.keys, Stance.CONDITION, (subject.first, target[1]), target, group, future=True
            )

    # ------------------------------------------------------------------ records

    def _condition(self, line: Line, place: int, *, future: bool) -> Condition | None:
        """The condition that the clause of a place hangs on; "until" and "once" only beside what is to come."""
        for one in line.conditions:
            low, high = (one.last, place) if one.last <= place else (place, one.first)
            if one.loose and not future:
                continue
            if not future and any(line.low(at) in self.modals for at in range(place, one.first)):
                continue
            if line.same_voice(one.first, place) and not any(
                line.words[at].text in ".;!?" for at in range(low, high)
            ):
                return one
        return None

    def _record(
        self,
        line: Line,
        holders: list[str],
        stance: Stance,
        edges: tuple[int, int],
        target: tuple[int, int],
        group: Group,
        *,
        future: bool = False,
    ) -> bool:
        """Add a position for each holder; False where nobody holds it."""
        future = future or group.told is EventModality.ANNOUNCED
        hung = self._condition(line, group.verb, future=future)
        if hung is not None and stance is not Stance.URGE:
            stance = Stance.CONDITION
        holders = [key for key in holders if self.told.kinds.get(key) not in NOBODY]
        last = max(edges[1], hung.last if hung is not None and hung.first >= edges[0] else 0)
        first = min(edges[0], hung.first) if hung is not None and hung.last <= group.verb else edges[0]
        span, about = self._span(line, first, last), self._span(line, *target)
        condition = self._span(line, hung.first, hung.last) if hung is not None else None
        text = self.reading.text
        for holder in holders:
            self.found.append(
                Position(
                    start=span.start,
                    end=span.end,
                    holder=holder,
                    stance=stance,
                    target=text[about.start : about.end],
                    condition=text[condition.start : condition.end] if condition is not None else None,
                    attribution=self.told.scene.attribution(line.words[group.verb].start),
                    target_span=about,
                    condition_span=condition,
                )
            )
        return bool(holders)

    def _span(self, line: Line, first: int, last: int) -> Span:
        return Span(start=line.words[first].start, end=line.words[last - 1].end)


def _carrier(line: Line, place: int) -> Group | None:
    """The verb that carries a state: "*is* opposed to", "*remains* firmly opposed to"."""
    verb = place - 1
    while line.low(verb).endswith("ly") or line.low(verb) == "still":
        verb -= 1
    if line.low(verb) in bounds("remaining", "group"):
        return read_group(line, verb, [Form("remain", "past"), Form("remain", "base")])
    return read_group(line, place, [Form("be", "en")])


def _then(line: Line, group: Group, row: Row) -> tuple[int, tuple[str, ...] | None]:
    """Where the words behind a verb stand, a day between or not ("balked *on Friday* at"), and these words."""
    behind = skip_times(line, group.verb + 1)
    for words in row.then:
        at = behind if words else group.verb + 1
        if line.says(at, words):
            return at, words
    return group.verb + 1, None


def _turned(row: Row, negated: bool) -> Stance | None:
    return row.negated if negated else row.stance


def _many(subject: Subject) -> bool:
    return subject.plural or bool(subject.nouns & {"we", "i", "they"})


def _nouns(line: Line, first: int, last: int) -> list[str]:
    return [singular(line.low(at)) for at in range(first, last)]


def _is_finite(line: Line, place: int) -> bool:
    """Whether a clause's own verb stands here: "Peru's call for a truce *was* ignored"."""
    return line.low(place) in FINITE or line.low(place) in bounds("announced", "group")


def _stop(line: Line, place: int) -> int:
    """Where what a stand is about ends: with its clause, before a condition."""
    starts = [one.first for one in line.conditions if one.first >= place]
    end = place
    while end < len(line.words) and end - place < TARGET:
        text = line.words[end].text
        if text in ".;:!?,()—–" or (text in QUOTES and line.words[place].quote >= 0):
            break
        if end in starts or (
            end > place and line.low(end) in ("and", "but") and clause_end(line, end - 1) == end
        ):
            break
        end += 1
    return end - 1 if end > place + 1 and line.low(end - 1) in ("and", "but", "or") else end
