"""Attributions of a text that is read without a parser: who says what in plain English prose.

Verbs of saying and their constructions are data (``languages/en/attributions.toml``); words come from ``plain_words``,
sources from ``plain_sources``. Sentences are read left to right; every search looks at a bounded number of words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec

from recoupe.annotate.attributions.plain_sources import PlainSources, phrase_after, phrase_before
from recoupe.annotate.attributions.plain_words import (
    Group,
    PlainLexicon,
    PlainSentence,
    Word,
    find_groups,
    plain_sentences,
)
from recoupe.annotate.reading import Quote, Reading
from recoupe.model import Act, Addressee, Attribution, Manner, Relay, SaidModality, Span, Speaker, SpeakerKind

REACH = 16
EDGES = ' \t\n\r\u00a0\u202f“”„"«»,;:.—–-'
OBJECT_ENDS = frozenset({",", "as", "while", "when", "because", "but"})
FORETELLS = frozenset({"will", "won't", "would", "'ll", "shall"})
DENYING = frozenset({"affirm", "claim", "insist", "promise", "say", "state", "think", "believe"})


@dataclass(slots=True)
class Said:
    """One piece of reported speech: places of its content in the sentence (end exclusive), or a quotation."""

    first: int
    last: int
    group: Group | None
    speaker: Speaker | None
    addressee: Addressee | None = None
    quote: Quote | None = None
    cue: Span | None = None
    act: Act = Act.STATEMENT
    question: bool = False


@dataclass(slots=True, frozen=True)
class Frame:
    """Words of saying around a clause, places ``first:last``: ", Ada Pell said", "according to the ministry,"."""

    first: int
    last: int
    group: Group | None
    speaker: Speaker | None
    addressee: Addressee | None
    cue: Span


def find_plain_speech(reading: Reading, lexicon: PlainLexicon) -> list[Attribution]:
    """Every attribution that words of saying, "according to" and quotation marks show, sorted by start, outer first.

    Offsets are into the article's text. ``via`` holds the speakers of the attributions that hold the words of saying.
    """
    reader = _Reader(reading, lexicon, PlainSources(reading, lexicon))
    records: list[Attribution] = []
    for sentence in plain_sentences(reading, lexicon):
        records.extend(reader.read(sentence))
    return _chained(records)


class _Reader:
    """Reads the sentences of one article in order; remembers who spoke last, for quotations that stand alone."""

    def __init__(self, reading: Reading, lexicon: PlainLexicon, sources: PlainSources):
        self.reading = reading
        self.lexicon = lexicon
        self.sources = sources
        self.heard: tuple[int, Speaker | None] | None = None

    def read(self, sentence: PlainSentence) -> list[Attribution]:
        """The attributions of a sentence."""
        groups = find_groups(sentence, self.lexicon)
        frame = self._incise(sentence, groups) or self._according(sentence)
        found: list[Said] = []
        if frame is not None:
            found.extend(self._framed(sentence, frame))
        subject: Speaker | None = None
        for place, group in enumerate(groups):
            if frame is not None and frame.first <= group.first < frame.last:
                continue
            subject = self._subject(sentence, group, subject)
            limit = frame.first if frame is not None and frame.first > group.last else len(sentence.words)
            end = _clause_end(sentence, group, groups[place + 1 :], limit)
            said = self._governed(sentence, group, end)
            if said is not None and subject is not None:
                said.speaker = subject
                found.append(said)
        found.extend(self._alone(sentence, found))
        if found:
            self.heard = (sentence.paragraph, found[0].speaker)
        return [self._record(sentence, said) for said in found]

    def _subject(self, sentence: PlainSentence, group: Group, before: Speaker | None) -> Speaker | None:
        """Who speaks: the phrase before the verb, or the subject of the verb it is joined to ("… and urged")."""
        words = sentence.words
        if before is not None and group.first and words[group.first - 1].lower in ("and", "but", "then"):
            return before
        bounds = phrase_before(words, group.first, self.lexicon)
        return self.sources.speaker(words[slice(*bounds)]) if bounds is not None else None

    # ----------------------------------------------------------------- words of saying around a clause

    def _incise(self, sentence: PlainSentence, groups: list[Group]) -> Frame | None:
        """'"It holds," said Ada Pell.', 'The dam holds, Ada Pell said on Sunday.'."""
        words = sentence.words
        for group in groups:
            if "i" not in group.verb.takes or group.negated:
                continue
            before = words[group.first - 1] if group.first else None
            turned = before is not None and (before.quote >= 0 or before.text == ",")
            if turned and "P" in group.verb.takes and before is not None and before.text == ",":
                turned = False
            if before is not None and turned and group.first == group.last:
                bounds = phrase_after(words, group.last + 1, self.lexicon)
                if bounds is None or _has_finite(words[slice(*bounds)], self.lexicon):
                    continue
                if before.quote >= 0 or _is_clause(words[: group.first], self.lexicon):
                    first = group.first - (1 if before.text == "," and before.quote < 0 else 0)
                    end = _frame_end(words, bounds[1], quoted=before.quote >= 0)
                    return self._frame(sentence, group, bounds, first, end)
                continue
            bounds = phrase_before(words, group.first, self.lexicon)
            frame = self._subject_first(sentence, group, bounds) if bounds is not None else None
            if frame is not None:
                return frame
        return None

    def _subject_first(self, sentence: PlainSentence, group: Group, bounds: tuple[int, int]) -> Frame | None:
        words = sentence.words
        first = bounds[0]
        if first == 0:
            return None
        mark = words[first - 1]
        quoted = mark.quote >= 0
        if not quoted and mark.text != ",":
            return None
        end = _frame_end(words, group.last + 1, quoted=quoted)
        tail = words[group.last + 1 : end]
        lows = {word.lower for word in tail}
        clause = lows & self.lexicon.words("clause", "finite") or lows & {"that", "whether"}
        asks = "t" in group.verb.takes and _to(words, group.last + 1, end) is not None
        if clause or asks or (any(word.quote >= 0 for word in tail) and not quoted):
            return None
        goes_on = _has_finite(words[end : end + 3], self.lexicon)
        if not quoted and not goes_on and not _is_clause(words[: first - 1], self.lexicon):
            return None
        return self._frame(sentence, group, bounds, first if quoted else first - 1, end)

    def _frame(
        self, sentence: PlainSentence, group: Group, bounds: tuple[int, int], first: int, end: int
    ) -> Frame:
        words = sentence.words
        addressee = None
        if "P" in group.verb.takes and bounds[0] < group.first:
            spoken_to = phrase_after(words, group.last + 1, self.lexicon)
            if spoken_to is not None:
                addressee = self.sources.addressee(words[slice(*spoken_to)])
        speaker = self.sources.speaker(words[slice(*bounds)])
        return Frame(first, end, group, speaker, addressee, _cue(words, group))

    def _according(self, sentence: PlainSentence) -> Frame | None:
        """ "According to the ministry, the dam holds." and "The dam holds, according to Ada Pell."."""
        words = sentence.words
        for place in range(len(words) - 2):
            if words[place].quote >= 0 or words[place].lower != "according" or words[place + 1].lower != "to":
                continue
            bounds = phrase_after(words, place + 2, self.lexicon)
            if bounds is None:
                return None
            first = place - (1 if place and words[place - 1].text == "," else 0)
            end = _frame_end(words, bounds[1], quoted=False)
            cue = Span(start=words[place].start, end=words[place + 1].end)
            return Frame(first, end, None, self.sources.speaker(words[slice(*bounds)]), None, cue)
        return None

    def _framed(self, sentence: PlainSentence, frame: Frame) -> list[Said]:
        """What words of saying stand beside: the quotations, else the rest of the sentence."""
        words = sentence.words
        reporting = frame.speaker is not None and frame.speaker.kind in (
            SpeakerKind.MEDIA,
            SpeakerKind.ANONYMOUS,
        )
        act = frame.group.verb.act if frame.group else Act.REPORT if reporting else Act.STATEMENT
        beside = (
            words[frame.first - 1].quote >= 0
            if frame.first
            else words[min(frame.last, len(words) - 1)].quote >= 0
        )
        if frame.group is not None and sentence.quotes and beside:
            return [
                Said(0, 0, frame.group, frame.speaker, frame.addressee, quote, frame.cue, act)
                for quote in sentence.quotes
            ]
        before, after = (0, frame.first), (frame.last, len(words))
        rest = [bounds for bounds in (before, after) if _wordy(words[slice(*bounds)])]
        if not rest:
            return []
        first, last = rest[0][0], rest[-1][1]
        return [Said(first, last, frame.group, frame.speaker, frame.addressee, None, frame.cue, act)]

    # ----------------------------------------------------------------- what a verb of saying governs

    def _governed(self, sentence: PlainSentence, group: Group, end: int) -> Said | None:
        """Try the constructions that a verb takes: that-clauses, questions, infinitives, bare clauses, phrases."""
        words, takes = sentence.words, group.verb.takes
        after = group.last + 1
        if after >= end:
            return None
        cue = _cue(words, group)
        begin = _that(words, group, end, self.lexicon) if "q" in takes else None
        spoken_to, question = None, False
        if begin is not None:
            spoken_to = (after, begin - 1) if "P" in takes and begin - 1 > after else None
        elif "w" in takes and words[after].lower in self.lexicon.words("clause", "questions"):
            begin, question = after + (1 if words[after].lower == "whether" else 0), True
        elif "t" in takes and (place := _to(words, after, end)) is not None:
            begin = place + 1
            spoken_to = (after, place) if place > after else None
        elif "g" in takes and (place := _preposition(words, after, end)) is not None:
            begin = place + 1
        elif "c" in takes and (quote := _quote_next(sentence, after)) is not None:
            return Said(0, 0, group, None, None, quote, cue, group.verb.act)
        elif "z" in takes and _opens_clause(words, after, end, self.lexicon):
            begin = after
        elif takes & {"o", "k"} or ("a" in takes and group.first >= 2):
            begin = self._object(sentence, group, end)
        if begin is None or not _wordy(words[begin:end]):
            return None
        person = self._spoken_to(words, spoken_to)
        return Said(begin, end, group, None, person, None, cue, group.verb.act, question)

    def _object(self, sentence: PlainSentence, group: Group, end: int) -> int | None:
        """The noun phrase after the verb: "condemned the vote", "put the toll at four", "what X called a ruin"."""
        words, takes = sentence.words, group.verb.takes
        after = group.last + 1
        if "k" in takes:
            return (
                after if any(word.lower == "at" for word in words[after + 1 : min(after + 6, end)]) else None
            )
        if "a" in takes:
            before = phrase_before(words, group.first, self.lexicon)
            return after if before and before[0] and words[before[0] - 1].lower == "what" else None
        return after

    def _spoken_to(self, words: list[Word], bounds: tuple[int, int] | None) -> Addressee | None:
        """Whom it is said to; of "his counterpart, Tom Orsk, to leave" the name between the commas."""
        if bounds is None:
            return None
        inside = words[slice(*bounds)]
        parts = [place for place, word in enumerate(inside) if word.text == ","]
        if len(parts) == 2 and parts[1] == len(inside) - 1:
            inside = inside[parts[0] + 1 : parts[1]]
        elif parts:
            inside = inside[: parts[0]]
        return self.sources.addressee(inside) if inside else None

    def _alone(self, sentence: PlainSentence, found: list[Said]) -> list[Said]:
        """Quotations without words of saying: whoever spoke just before goes on where a sentence is all quotation."""
        words = sentence.words
        outside = [word for word in words if word.quote < 0 and word.text[0].isalnum()]
        if outside or not sentence.quotes or found or sum(word.text[0].isalnum() for word in words) < 2:
            return []
        speaker = None
        if self.heard is not None and sentence.paragraph - self.heard[0] <= 1:
            speaker = self.heard[1]
        return [Said(0, 0, None, speaker, None, quote) for quote in sentence.quotes]

    # ----------------------------------------------------------------- records

    def _record(self, sentence: PlainSentence, said: Said) -> Attribution:
        words = sentence.words
        if said.quote is not None:
            start, end = said.quote.inner.start, said.quote.inner.end
            kind = Manner.DIRECT
        else:
            start, end = words[said.first].start, words[said.last - 1].end
            kind = (
                Manner.MIXED
                if any(word.quote >= 0 for word in words[said.first : said.last])
                else Manner.INDIRECT
            )
        text = self.reading.text
        while end > start + 1 and text[end - 1] in EDGES:
            end -= 1
        while start < end - 1 and text[start] in EDGES:
            start += 1
        return Attribution(
            start=start, end=end, kind=kind, speaker=said.speaker, cue=said.cue, addressee=said.addressee, via=(),
            modality=_modality(said, text[start:end]), act=said.act,
        )  # fmt: skip


def _cue(words: list[Word], group: Group) -> Span:
    return Span(start=words[group.first].start, end=words[group.last].end)


def _wordy(words: list[Word]) -> bool:
    return any(word.text[0].isalnum() for word in words)


def _has_finite(words: list[Word], lexicon: PlainLexicon) -> bool:
    return any(word.quote < 0 and word.lower in lexicon.words("clause", "finite") for word in words)


def _is_clause(words: list[Word], lexicon: PlainLexicon) -> bool:
    """Whether words hold a finite verb; after a preposition a form in -ed is none ("In a statement released Sunday")."""
    if not words or words[0].lower in lexicon.words("clause", "circumstances"):
        return _has_finite(words, lexicon)
    return len(words) > 2 and any(
        word.quote < 0
        and (
            word.lower in lexicon.words("clause", "finite")
            or word.lower in lexicon.forms
            or word.lower.endswith("ed")
        )
        for word in words
    )


def _frame_end(words: list[Word], place: int, *, quoted: bool) -> int:
    """Where words of saying end: at a quotation or at the end of the sentence; without quotation at the next comma."""
    while place < len(words):
        word = words[place]
        if word.quote >= 0 or (word.text == "," and not quoted):
            return place + (1 if word.text == "," else 0)
        place += 1
    return place


def _clause_end(sentence: PlainSentence, group: Group, later: list[Group], limit: int) -> int:
    """Where what a verb governs ends: before "and" with the next verb of saying, else at ``limit``."""
    words = sentence.words
    for other in later:
        if (
            other.first < limit
            and words[other.first - 1].lower in ("and", "but")
            and other.first - 1 > group.last
        ):
            limit = other.first - 1
    if group.verb.takes & {"o", "a", "k"} and not any(
        word.lower in ("that", "to") for word in words[group.last + 1 : group.last + REACH]
    ):
        for place in range(group.last + 2, limit):
            if words[place].quote < 0 and words[place].lower in OBJECT_ENDS:
                return place
    return limit


def _that(words: list[Word], group: Group, end: int, lexicon: PlainLexicon) -> int | None:
    """The place after the "that" of a verb: "said on Sunday that", "told the mayor that"; not "said the plan that"."""
    for place in range(group.last + 1, min(group.last + REACH, end)):
        word = words[place]
        if word.quote >= 0 or word.text in ".;:" or word.lower in lexicon.forms:
            return None
        if word.lower == "that":
            first = words[group.last + 1]
            loose = place == group.last + 1 or first.text == "," or first.lower.endswith(("ly", "day"))
            loose = (
                loose or first.lower in lexicon.words("clause", "circumstances") or "P" in group.verb.takes
            )
            return place + 1 if loose and place + 1 < end else None
    return None


def _to(words: list[Word], place: int, end: int) -> int | None:
    """The "to" before an infinitive: "asked the mayor to leave"."""
    for index in range(place, min(place + REACH, end - 1)):
        if words[index].quote >= 0 or words[index].text in ".;:":
            return None
        after = words[index + 1]
        if (
            words[index].lower == "to"
            and after.text[0].islower()
            and after.lower not in ("the", "a", "an", "its", "his")
        ):
            return index
    return None


def _preposition(words: list[Word], place: int, end: int) -> int | None:
    """The "of", "for" or "against" before what somebody is accused of or called for."""
    for index in range(place, min(place + REACH // 2, end - 1)):
        if words[index].quote >= 0 or words[index].text in ".;:,":
            return None
        if words[index].lower in ("of", "for", "against"):
            return index
    return None


def _quote_next(sentence: PlainSentence, place: int) -> Quote | None:
    """The quotation that follows at once, after a colon, a comma or an adverb."""
    words = sentence.words
    while place < len(words) and words[place].quote < 0 and words[place].text in ":,":
        place += 1
    if place >= len(words) or words[place].quote < 0:
        return None
    return next((quote for quote in sentence.quotes if quote.start <= words[place].start < quote.end), None)


def _opens_clause(words: list[Word], place: int, end: int, lexicon: PlainLexicon) -> bool:
    """Whether a clause without "that" begins here: "said the dam was safe"; "said on Sunday" opens none."""
    word = words[place]
    if (
        word.quote >= 0
        or not word.text[0].isalnum()
        or word.lower in lexicon.words("clause", "circumstances")
    ):
        return False
    return any(
        other.quote < 0 and other.lower in lexicon.words("clause", "finite")
        for other in words[place + 1 : end]
    )


def _modality(said: Said, content: str) -> SaidModality:
    """Denied by "deny" and by "did not say that"; foretold with "will" or "would"; conditional with "if"."""
    group = said.group
    lows = set(re.findall(r"[a-z']+", content.lower().replace("’", "'")))
    if group is not None and group.verb.meaning == "deny" and not group.negated:
        return SaidModality.DENIED
    if group is not None and group.negated and group.verb.lemma in DENYING and not said.question:
        return SaidModality.DENIED
    if "if" in lows or "unless" in lows:
        return SaidModality.CONDITIONAL
    if lows & FORETELLS or any(low.endswith("'ll") for low in lows):
        return SaidModality.PREDICTION
    return SaidModality.ASSERTED


def _chained(records: list[Attribution]) -> list[Attribution]:
    """The records sorted, each with the speakers of those that hold its words of saying, outermost first."""
    found: list[Attribution] = []
    around: list[Attribution] = []
    for record in sorted(records, key=lambda one: (one.start, -one.end)):
        cue = record.cue.start if record.cue is not None else record.start
        while around and around[-1].end < record.end:
            around.pop()
        outer = next((one for one in reversed(around[-4:]) if one.start <= cue < one.end), None)
        if outer is not None and outer.speaker is not None:
            speaker = outer.speaker
            link = Relay(start=speaker.start, end=speaker.end, name=speaker.name, kind=speaker.kind)
            record = msgspec.structs.replace(record, via=(*outer.via, link))
        around.append(record)
        found.append(record)
    return found
