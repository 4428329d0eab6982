"""Where, when and on whose word an event stands: places, times, speakers, attributions around a cue."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from recoupe.annotate.events.phrases import CLAUSES, MAX_WORDS, SUBJECTS, VERBAL, WORDS, complements
from recoupe.annotate.events.roles import Cast
from recoupe.annotate.reading import Reading, Token
from recoupe.model import ActorKind, Manner, Role, SaidModality, TimeExpression, TimeType

PLACE_PREPOSITIONS = WORDS["placing"]
PLACE_KINDS = frozenset({ActorKind.PLACE, ActorKind.COUNTRY, ActorKind.GOVERNMENT})
SPEAKING, OURS, THEIRS = WORDS["speaking"], WORDS["ours"], WORDS["theirs"]
CLITICS, DATIVES = WORDS["clitics"], WORDS["datives"]
CARRYING = WORDS["carrying"]
MAX_STEPS = 6


class Scene:
    """Times, places and attributions of one article by offset. Built once; look-ups cost a logarithm."""

    def __init__(self, reading: Reading, cast: Cast):
        self.reading = reading
        self.cast = cast
        self._starts = [token.start for token in reading.tokens]
        self.time_at = self._times_by_token()
        self._attributions = _innermost(reading)
        self._attribution_starts = [start for start, _, _ in self._attributions]
        self._incises = self._incises_by_token()
        self._headlines = [(zone.start, zone.end) for zone in reading.zones if zone.role is Role.HEADLINE]
        self._datelines = [(zone.start, zone.end) for zone in reading.zones if zone.role is Role.DATELINE]

    def _times_by_token(self) -> dict[int, TimeExpression]:
        found: dict[int, TimeExpression] = {}
        for time in self.reading.times:
            first = bisect_left(self._starts, time.start)
            while first < len(self._starts) and self._starts[first] < time.end:
                found[first] = time
                first += 1
        return found

    def is_time(self, token: Token) -> bool:
        return token.index in self.time_at

    # ------------------------------------------------------------------ when

    def times_of(self, cue: Token, words: list[Token]) -> list[TimeExpression]:
        """The dates attached to a cue: in its own phrase or clause, else to the verb that carries it."""
        found = [self.time_at[word.index] for word in words if word.index in self.time_at]
        if not found and cue.pos not in VERBAL and cue.head.pos in VERBAL and cue.dep in (*SUBJECTS, "obj"):
            found = self._around_verb(cue)
        return [time for time in found if time.type in (TimeType.DATE, TimeType.TIME) and time.earliest]

    def _around_verb(self, cue: Token) -> list[TimeExpression]:
        """« La rencontre s'est tenue lundi »: the day of a carrying verb is its noun's."""
        verb = cue.head
        if verb.lemma not in CARRYING:
            return []
        found = []
        for child in verb.children[:MAX_WORDS]:
            if child.index in self.time_at:
                found.append(self.time_at[child.index])
        return found

    def when(self, cue: Token, words: list[Token]) -> tuple[str | None, str | None]:
        """Earliest and latest day or instant of an event; None where the article attaches no time to it."""
        times = self.times_of(cue, words)
        return (times[0].earliest, times[0].latest) if times else (None, None)

    def is_ahead(self, cue: Token, *, today: bool = False) -> bool:
        """Whether the time beside a cue lies after the article's own date; with ``today``, also on it."""
        latest = self.reading.published.latest
        words = [cue]
        for child in cue.children[:MAX_WORDS]:
            if child.dep not in CLAUSES and not (child.pos in VERBAL and child.dep == "acl"):
                words += [child, *child.children[:4]]
        times = self.times_of(cue, words)
        if today and any(self.reading.text[time.start : time.start + 3].lower() == "ce " for time in times):
            return True
        if not latest:
            return False
        days = [(time.earliest or "")[:10] for time in times]
        return any(day > latest[:10] or (today and day == latest[:10]) for day in days)

    # ------------------------------------------------------------------ where

    def words_of(self, token: Token) -> str | None:
        """The words of the mention that a token belongs to."""
        span = self.cast.span_of.get(token.index)
        return self.reading.text[span[0] : span[1]] if span else None

    def place(self, cue: Token, words: list[Token], parties: list[str], *, struck: bool) -> str | None:
        """The words of the place an event is set in: « à Kessim »; never a dateline, nor a party unless it is ``struck``."""
        found = self._place_in(words, parties, struck)
        if found is None and cue.pos not in VERBAL and cue.head.pos in VERBAL and cue.head.lemma in CARRYING:
            near = [word for child in cue.head.children[:MAX_WORDS] for word in (child, *child.children[:6])]
            found = self._place_in(sorted(near, key=lambda word: word.index), parties, struck)
        return found

    def _place_in(self, words: list[Token], parties: list[str], struck: bool) -> str | None:
        for item in complements(words, -1):
            key = self.cast.key_of.get(item.head.index)
            if (
                item.preposition not in PLACE_PREPOSITIONS
                or key is None
                or self.cast.kind(key) not in PLACE_KINDS
            ):
                continue
            country = self.cast.kind(key) is not ActorKind.PLACE
            if country and item.preposition not in WORDS["placing_country"]:
                continue
            if key in parties and (country or not struck):
                continue
            start, end = self.cast.span_of[item.head.index]
            if not any(low <= start < high for low, high in self._datelines):
                return self.reading.text[start:end]
        return None

    # ------------------------------------------------------------------ on whose word

    def attribution(self, offset: int) -> int | None:
        """The index of the innermost attribution whose content holds an offset."""
        at = bisect_right(self._attribution_starts, offset) - 1
        if at < 0:
            return None
        start, end, index = self._attributions[at]
        return index if start <= offset < end and index >= 0 else None

    def is_denied(self, attribution: int | None, cue: Token) -> bool:
        """Whether the speaker denies what holds the cue, and the cue heads what is said."""
        if attribution is None:
            return False
        said = self.reading.attributions[attribution]
        return said.modality is SaidModality.DENIED and (
            cue.head is cue or cue.dep in ("xcomp", "ccomp") or not said.start <= cue.head.start < said.end
        )

    def _incises_by_token(self) -> dict[int, int]:
        """The words that tell whose the words before them were, each with its attribution: « …, *a soutenu* le maire »."""
        found: dict[int, int] = {}
        for index, said in enumerate(self.reading.attributions):
            if said.cue is None or said.cue.start < said.end:
                continue
            first = bisect_left(self._starts, said.cue.start)
            while first < len(self._starts) and self._starts[first] < said.cue.end:
                found[first] = index
                first += 1
        return found

    def speakers_behind(self, verb: Token) -> list[str] | None:
        """Who speaks, for a verb that only tells whose the words before it were; None for any other verb.

        « Le port rouvrira, *a soutenu* Omar Delbos »: Omar Delbos.
        """
        if verb.index in self._incises:
            return self.speaker_in(self._incises[verb.index])
        behind = _inverted_subject(verb, self.reading.tokens)
        return None if behind is None else self.cast.named(behind, inside=False)

    def in_headline(self, offset: int) -> bool:
        return any(low <= offset < high for low, high in self._headlines)

    def speaker_of(self, token: Token) -> list[str]:
        """The speaker, for a first person inside what he says: « Nous soutenons… », « nos forces ».

        In reported words it is the third person: « Ana Roche a signifié que *son pays* refuserait ».
        """
        acting = token.lemma in WORDS["own_side"]
        owners = OURS | THEIRS if self._is_reported(token.start) else OURS
        ours = acting and any(child.lower in owners for child in token.children[:MAX_WORDS])
        return self.speaker_at(token.start) if ours or token.lower in SPEAKING else []

    def _is_reported(self, offset: int) -> bool:
        """Whether an offset lies in words that are told, not quoted."""
        index = self.attribution(offset)
        return index is not None and self.reading.attributions[index].kind is not Manner.DIRECT

    def first_person_of(self, verb: Token) -> list[str]:
        if "Person=1" in verb.morph:
            return self.speaker_at(verb.start)
        return []

    def speaker_at(self, offset: int) -> list[str]:
        """The actor who speaks at an offset, where he is known."""
        index = self.attribution(offset)
        return [] if index is None else self.speaker_in(index)

    def speaker_in(self, index: int) -> list[str]:
        """The actor who speaks in an attribution, where he is known."""
        speaker = self.reading.attributions[index].speaker
        if speaker is None:
            return []
        if speaker.actor:
            return [speaker.actor]
        at = bisect_left(self._starts, speaker.start)
        while at < len(self._starts) and self._starts[at] < speaker.end:
            if at in self.cast.key_of:
                return [self.cast.key_of[at]]
            at += 1
        return []

    def clitics(self, verb: Token) -> list[str]:
        """Whoever an object pronoun before the verb was resolved to: « l'a condamné »."""
        return [
            self.cast.key_of[child.index]
            for child in verb.children[:MAX_WORDS]
            if child.lower in CLITICS
            and (child.pos == "PRON" or self.cast.is_pronoun(child))
            and child.index in self.cast.key_of
            and child.dep not in SUBJECTS
        ]

    def datives(self, verb: Token) -> list[str]:
        """Whoever a dative pronoun before the verb was resolved to: « *leur* reproche »."""
        return [
            self.cast.key_of[child.index]
            for child in verb.children[:MAX_WORDS]
            if child.lower in DATIVES and child.index < verb.index and child.index in self.cast.key_of
        ]


def _inverted_subject(verb: Token, tokens: list[Token]) -> Token | None:
    """The subject right behind a verb that follows a quotation: « …, *a dénoncé* Lena Mirande », « …, *se réjouit*-il »."""
    group = [verb.index]
    for child in verb.children[:MAX_WORDS]:
        if child.index < verb.index and (child.dep.startswith(("aux", "expl")) or child.dep == "iobj"):
            group.append(child.index)
        elif child.index < verb.index and child.dep in SUBJECTS and not _is_clitic(child):
            return None
    first = min(group)
    if (
        not first
        or tokens[first - 1].lower not in (",", "»", '"', "”")
        or verb.sentence != tokens[first].sentence
    ):
        return None
    quoted = tokens[first - 1].lower != "," or (first > 1 and tokens[first - 2].lower in ("»", '"', "”"))
    wanted = (*SUBJECTS, "obj") if quoted else tuple(SUBJECTS)
    for child in verb.children[:MAX_WORDS]:
        if child.dep in wanted and child.index > verb.index:
            between = tokens[verb.index + 1 : child.index]
            return (
                child if all(token.pos in ("DET", "ADJ", "ADV", "PROPN", "X") for token in between) else None
            )
    return None


def _is_clitic(token: Token) -> bool:
    return token.lower.startswith("-")


def _innermost(reading: Reading) -> list[tuple[int, int, int]]:
    """Disjoint stretches of the text, in order, each with the index of the innermost attribution there (-1 for none)."""
    order = sorted(
        (said.start, -said.end, index)
        for index, said in enumerate(reading.attributions)
        if said.end > said.start
    )
    stretches: list[tuple[int, int, int]] = []
    stack: list[tuple[int, int]] = []
    position = 0

    def fill(until: int) -> None:
        nonlocal position
        while stack and position < until:
            end, index = stack[-1]
            if end <= position:
                stack.pop()
                continue
            stop = min(end, until)
            stretches.append((position, stop, index))
            position = stop
        position = max(position, until)

    for start, negative_end, index in order:
        fill(start)
        position = start
        stack.append((-negative_end, index))
    fill(max((said.end for said in reading.attributions), default=0))
    return stretches
