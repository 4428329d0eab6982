"""What is told of an English article's events: drafts made records, who was spoken of last, what is told twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from recoupe.annotate.events.plain_clauses import (
    MARKS,
    SPEAKERS,
    Line,
    back_over_times,
    bounds,
    is_verb_like,
)
from recoupe.annotate.events.plain_groups import Group, Subject, find_subject
from recoupe.annotate.events.plain_lexicon import PlainLexicon, PlainRow, singular
from recoupe.annotate.events.retelling import merge, same_happening
from recoupe.annotate.events.roles import Cast
from recoupe.annotate.events.scene import Scene
from recoupe.annotate.reading import Reading
from recoupe.model import ActorKind, Event, EventModality, EventType, SaidModality, Span

MAX_COMPARED = 40
GAMES = 2
JOINED = 16
OPENING = 14
ASIDE = 8
SAYING = frozenset({"added", "announced", "argued", "claimed", "insisted", "said", "says", "warned"})
FICTION = 10
PLACES = frozenset({ActorKind.PLACE, ActorKind.COUNTRY, ActorKind.GOVERNMENT})
MEETINGS = frozenset({EventType.CONSULT, EventType.PROTEST})
OUTCOMES = frozenset({EventModality.OCCURRED, EventModality.DENIED})


@dataclass(slots=True)
class Draft:
    """What is known of an event before it is a record: its row, places of its words and cue, its parties, how it is told.

    ``until`` is where the clause ends whose day and place are a noun's: "the talks *opened on Monday in Kessim*".
    """

    row: PlainRow
    first: int
    last: int
    cue: tuple[int, int]
    actors: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    told: EventModality = EventModality.OCCURRED
    definite: bool = False
    mode: str | None = None
    verb: str = ""
    until: int = 0


class Told:
    """The events of one article as they come, with who was last spoken of (for "he", "she" and "it")."""

    def __init__(self, reading: Reading, lexicon: PlainLexicon):
        self.reading = reading
        self.lexicon = lexicon
        self.scene = Scene(reading, Cast(reading))
        self.kinds = {actor.key: actor.kind for actor in reading.actors}
        self.members = {actor.key: actor.members for actor in reading.actors if actor.members}
        self.events: list[Event] = []
        self.seen: dict[EventType, list[int]] = {}
        self.person: str | None = None
        self.other: str | None = None
        self.body: str | None = None
        self.subject: tuple[int, Subject, Group] | None = None
        self.group: Subject | None = None
        self.here: set[int] = set()
        self.verbs: dict[int, str] = {}

    def open(self, line: Line) -> None:
        """Begin a sentence."""
        self.subject = None
        self.here = set()
        opening = line.starting(0) or line.starting(1)
        if opening is not None and (
            not (opening.adjective or opening.owner)
            or line.low(opening.last) in self.lexicon.words["acting_for"]
        ):
            self._speak_of(opening.key)

    def in_game(self, line: Line) -> bool:
        """Whether a sentence tells of a game: two of its words are a game's."""
        games = self.lexicon.words["games"]
        return sum(singular(low) in games for low in line.lows) >= GAMES

    def in_fiction(self, line: Line) -> bool:
        """Whether a sentence opens in a work of fiction: "*In a novel* published last month, a king invades"."""
        if line.low(0) != "in":
            return False
        opening = (line.low(at) for at in range(1, min(FICTION, line.size)))
        return any(singular(low) in self.lexicon.words["fictions"] for low in opening)

    def each(self, keys: list[str]) -> list[str]:
        """The actors once each, those whom a collective takes up in its stead."""
        return list(dict.fromkeys(one for key in keys for one in self.members.get(key, (key,))))

    def speaker(self, line: Line, place: int) -> list[str]:
        return self.scene.speaker_at(line.words[place].start)

    def subject_of(self, line: Line, group: Group) -> Subject | None:
        """Who stands before a group: behind "and" whoever the verb before it has; a pronoun by who was last spoken of."""
        low = line.low(group.first - 1)
        if group.trailing:
            return self._trailed(line, group)
        if low in bounds("conjunctions") or self._joined_over_aside(line, group):
            return self._shared(line, group)
        if low == "," and self._goes_on(line, group):
            return self.subject[1] if self.subject is not None else None
        first = group.first - 1 if low == "," and group.passive and group.bare else group.first
        found = find_subject(line, first, self.lexicon.words["acting_for"])
        if found is not None and not found.keys and not found.nobody:
            found.keys = self._pronoun(line, found)
        if found is not None:
            found.keys = self.each(found.keys)
        return found

    def _joined_over_aside(self, line: Line, group: Group) -> bool:
        """Whether "and" joins a verb over a day or an aside: "condemned the raid *and on Monday* recalled", "*and, hours later,* struck"."""
        back = back_over_times(line, group.first)
        if back < group.first:
            back -= line.low(back - 1) in ("on", "in")
            if line.low(back - 1) in bounds("conjunctions"):
                return True
        if line.low(group.first - 1) != ",":
            return False
        for place in range(group.first - 2, max(group.first - 2 - ASIDE, 0), -1):
            if line.is_mark(place):
                return line.low(place) == "," and line.low(place - 1) in bounds("conjunctions")
        return False

    def opener(self, line: Line, group: Group) -> Subject | None:
        """Who opens a sentence, for a verb behind a relative clause: "*Fighters* who held the port since May withdrew"."""
        for place in range(1, min(OPENING, group.first - 2)):
            if line.is_mark(place) and line.low(place) != ",":
                return None
            if line.low(place) not in ("who", "which", "that"):
                continue
            inside = range(place + 1, group.first)
            if not any(_is_finite(line, at) for at in inside) or line.low(group.first - 1) in SPEAKERS:
                return None
            found = find_subject(line, place + 1, self.lexicon.words["acting_for"])
            if found is not None:
                found.keys = self.each(found.keys)
            return found
        return None

    def _trailed(self, line: Line, group: Group) -> Subject | None:
        """The subject of ", *urging* him to go": that of the verb before it, else the actors that open the sentence."""
        if self.subject is not None:
            _, subject, before = self.subject
            if before.passive or before.negated or before.told is None:
                return None
            group.told = before.told
            return subject
        party = line.starting(0) or line.starting(1)
        if party is None or party.adjective or party.owner:
            return None
        return find_subject(line, party.last, self.lexicon.words["acting_for"])

    def _goes_on(self, line: Line, group: Group) -> bool:
        """Whether a verb behind a comma has the subject of the one before: "Peru closes ports, *recalls* envoy"."""
        if (
            self.subject is None
            or not group.bare
            or group.passive
            or group.form.shape not in ("s", "ed", "past")
        ):
            return False
        place, subject, before = self.subject
        if before.passive or before.form.shape != group.form.shape or not before.bare or not subject.keys:
            return False
        between = line.words[place : group.first - 1]
        return not any(word.text in MARKS for word in between)

    def _shared(self, line: Line, group: Group) -> Subject | None:
        """The subject of "… *and condemned*": that of the verb before it; else the actors that open the sentence."""
        if self.subject is not None:
            _, subject, before = self.subject
            if self._is_inside(line, before.verb, group.first):
                return None
            if before.passive and not group.passive and not group.bare:
                return subject
            if group.form.shape == "base" and group.bare:
                if before.told in (EventModality.OCCURRED, None) or before.verb + JOINED < group.first:
                    return None
                group.told = before.told
                group.bare = False
            return subject
        party = line.starting(0) or line.starting(1)
        if party is None or party.adjective or party.owner or (group.bare and group.form.shape == "base"):
            return None
        if self._is_inside(line, party.last, group.first):
            return None
        return find_subject(line, party.last, self.lexicon.words["acting_for"])

    def _is_inside(self, line: Line, first: int, last: int) -> bool:
        """Whether a verb is joined to that of a relative still open: "met marchers *who packed the hall and* refused"."""
        for place in range(last - 1, max(first, last - OPENING), -1):
            if line.is_mark(place):
                return False
            if line.low(place) in ("which", "who"):
                return True
        return False

    def _pronoun(self, line: Line, found: Subject) -> list[str]:
        if len(found.nouns) != 1:
            return []
        (noun,) = found.nouns
        if noun == "they" and self.group is not None:
            found.nouns, found.plural = self.group.nouns or found.nouns, True
            return list(self.group.keys)
        if noun == "it" and self._of_unnamed(line, found.first):
            return []
        return self.speaker(line, found.first) if noun in ("we", "i") else self.pronoun(noun)

    def _of_unnamed(self, line: Line, place: int) -> bool:
        """Whether "it" is somebody without a name who speaks: "one family said that *it* would sue"."""
        verb = place - 2 if line.low(place - 1) == "that" else place - 1
        if line.low(verb) not in SAYING:
            return False
        while line.low(verb - 1) in bounds("adverbs", "group") or line.low(verb - 1) in bounds(
            "have", "group"
        ):
            verb -= 1
        speaker = find_subject(line, verb, self.lexicon.words["acting_for"])
        if speaker is None or speaker.keys or speaker.nouns & bounds("pronouns"):
            return False
        return not any(party.first >= speaker.first for party in (line.ending(verb),) if party is not None)

    def pronoun(self, word: str, doing: Sequence[str] = ()) -> list[str]:
        """Whoever was last spoken of, for "he", "her" and "it"; nobody for other words.

        Who does it to "him" or "her" (``doing``) is somebody else: else whoever last underwent something.
        """
        known = self.person if word in ("he", "she", "him", "her") else self.body if word == "it" else None
        if known in doing or (known is None and word in ("him", "her")):
            known = self.other if word in ("him", "her") and self.other not in doing else None
        return [known] if known is not None else []

    def note(self, subject: Subject, group: Group, place: int) -> None:
        """Remember a subject, for the verb that "and" joins and for pronouns."""
        self.subject = (place, subject, group)
        if subject.plural and not subject.nouns & bounds("pronouns"):
            self.group = subject
        for key in subject.keys:
            self._speak_of(key)

    def _speak_of(self, key: str) -> None:
        if self.kinds.get(key) is ActorKind.PERSON:
            self.person = key
        elif self.kinds.get(key) is not ActorKind.PLACE:
            self.body = key

    # ------------------------------------------------------------------ records

    def emit(self, line: Line, draft: Draft) -> None:
        """Add an event, or what it adds to one that was told before."""
        people = [key for key in draft.recipients if self.kinds.get(key) is ActorKind.PERSON]
        self.other = people[-1] if people else self.other
        words = line.words
        cue = Span(start=words[draft.cue[0]].start, end=words[draft.cue[1] - 1].end)
        attribution = self.scene.attribution(cue.start)
        told, condition = self._hangs(line, draft)
        if told is EventModality.OCCURRED and self._is_denied(attribution):
            told = EventModality.DENIED
        struck = draft.row.type is EventType.ASSAULT
        earliest, latest = self._when(line, draft)
        if told is EventModality.OCCURRED and self._is_ahead(earliest) and draft.row.type in MEETINGS:
            told = EventModality.ANNOUNCED
        event = Event(
            start=words[draft.first].start,
            end=words[draft.last - 1].end,
            type=draft.row.type,
            mode=draft.mode or draft.row.mode or self._weapon(line, draft),
            actors=tuple(draft.actors),
            recipients=tuple(key for key in draft.recipients if key not in draft.actors),
            place=self._place(line, draft, struck=struck),
            earliest=earliest,
            latest=latest,
            modality=told,
            attribution=attribution,
            cue=cue,
            condition=condition,
        )
        recent = self.seen.setdefault(event.type, [])
        for at in reversed(recent[-MAX_COMPARED:]):
            if (draft.verb and self._is_another(at, draft)) or _is_turned(self.events[at], event):
                continue
            if same_happening(self.events[at], event, draft.definite) or self._spells_out(
                self.events[at], event
            ):
                self.events[at] = merge(self.events[at], event)
                return
        recent.append(len(self.events))
        if draft.verb:
            self.here.add(len(self.events))
            self.verbs[len(self.events)] = draft.verb
        self.events.append(event)

    def _is_another(self, at: int, draft: Draft) -> bool:
        """Whether two verbs tell two deeds: in one sentence ("visited Kessim and met …"), or of meeting by other verbs."""
        other = self.verbs.get(at)
        return at in self.here or (
            draft.row.type is EventType.CONSULT and other is not None and other != draft.verb
        )

    def _hangs(self, line: Line, draft: Draft) -> tuple[EventModality, str | None]:
        """How an event is told once the conditions of its sentence are read, and the words of the one it hangs on."""
        told = draft.told
        inside = line.inside_condition(draft.cue[0])
        if inside is not None:
            return (told if inside.loose or told is EventModality.DENIED else EventModality.CONDITIONAL), None
        if told in OUTCOMES or told is EventModality.UNVERIFIED:
            return told, None
        near = [one for one in line.conditions if line.same_voice(one.first, draft.cue[0])]
        hung = next((one for one in near if not one.loose), near[0] if near else None)
        if hung is None or not _in_reach(line, draft.cue[0], hung.first, hung.last):
            return told, None
        text = self.reading.text[line.words[hung.first].start : line.words[hung.last - 1].end]
        if hung.loose and told is not EventModality.THREATENED:
            return told, None
        return (told if told is EventModality.THREATENED else EventModality.CONDITIONAL), text

    def _is_denied(self, attribution: int | None) -> bool:
        """Whether the words lie in what somebody denies."""
        if attribution is None:
            return False
        said = self.reading.attributions[attribution]
        if said.modality is not SaidModality.DENIED or said.cue is None:
            return False
        cue = self.reading.text[said.cue.start : said.cue.end].lower().split()
        return bool(cue) and (
            cue[-1] in bounds("words", "denying") or not bounds("negations", "group").isdisjoint(cue)
        )

    def _is_ahead(self, earliest: str | None) -> bool:
        latest = self.reading.published.latest
        return earliest is not None and latest is not None and earliest[:10] > latest[:10]

    def _when(self, line: Line, draft: Draft) -> tuple[str | None, str | None]:
        for place in range(draft.first, max(draft.last, draft.until)):
            time = line.times.get(place)
            if time is not None and time.earliest:
                return time.earliest, time.latest
        return None, None

    def _place(self, line: Line, draft: Draft, *, struck: bool) -> str | None:
        """Where it happened: "in Kessim", "near Kessim"; a party only where it is struck."""
        for place in range(draft.first, max(draft.last, draft.until) - 1):
            if line.low(place) not in bounds("placing"):
                continue
            at = place + 2 if line.low(place + 1) in bounds("leading") else place + 1
            party = line.starting(at)
            if party is None or party.adjective or party.kind not in PLACES:
                continue
            if party.key in draft.actors or (
                party.key in draft.recipients and not (struck and party.kind is ActorKind.PLACE)
            ):
                continue
            return self.reading.text[
                line.words[party.first].start : line.words[party.last - 1].end
            ].removesuffix("'s")
        return None

    def _weapon(self, line: Line, draft: Draft) -> str | None:
        if draft.row.type is not EventType.ASSAULT:
            return None
        modes = (self.lexicon.weapons.get(line.low(place)) for place in range(draft.first, draft.last))
        return next((mode for mode in modes if mode), None)

    def _spells_out(self, told: Event, again: Event) -> bool:
        """Whether an event is what a headline only named."""
        if told.actors or told.recipients or told.type is not again.type:
            return False
        return told.modality is again.modality and self.scene.in_headline(told.start)


def _is_finite(line: Line, place: int) -> bool:
    return is_verb_like(line, place) or line.low(place) in bounds("finite", "told")


def _is_turned(told: Event, again: Event) -> bool:
    """Whether who acts in one telling undergoes it in the other: strikes on Tavaria are not Tavaria's raid."""
    return bool({*told.actors} & {*again.recipients} or {*told.recipients} & {*again.actors})


def _in_reach(line: Line, place: int, first: int, last: int) -> bool:
    """Whether a condition belongs to the clause of a place: no stop or semicolon parts them."""
    low, high = (last, place) if last <= place else (place, first)
    return not any(line.words[at].text in ".;!?" for at in range(low, high))
