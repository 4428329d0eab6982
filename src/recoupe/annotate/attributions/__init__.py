"""Who says what to whom, in which words of saying, through which relays: the attributions of one article.

Sentences are read by ``utterances``, phrases beside a clause by ``frames``, what a verb or noun of saying governs by
``constructions``, sources by ``speakers``. Here the pieces become records, and records inside records get their chain.
"""

from __future__ import annotations

import re
from bisect import bisect_left

import msgspec

from recoupe.annotate.attributions.addressees import addressee_of, heard_by
from recoupe.annotate.attributions.announced import announcing, bracketed, unlisted_incise
from recoupe.annotate.attributions.colons import behind_colon
from recoupe.annotate.attributions.commitment import act_of, is_hearsay, modality_of, threatens
from recoupe.annotate.attributions.constructions import Find, complements, share, without_doubles
from recoupe.annotate.attributions.cues import Cue, Lexicon, find_cues, lexicon
from recoupe.annotate.attributions.extents import content_end
from recoupe.annotate.attributions.framed import framed, held_in_relative, incises_inside, of_quote
from recoupe.annotate.attributions.frames import Frame, find_frames
from recoupe.annotate.attributions.nouns_of_saying import noun_finds
from recoupe.annotate.attributions.plain_speech import find_plain_speech
from recoupe.annotate.attributions.plain_words import plain_lexicon
from recoupe.annotate.attributions.speakers import BODIES, Speakers
from recoupe.annotate.attributions.subjects import (
    PUNCTUATION,
    Phrase,
    after_circumstances,
    bare_subject,
    phrase_after,
    quoted_by,
    subject_of,
    time_starts,
)
from recoupe.annotate.attributions.tallies import heading_of_figures, missing_to_somebody, tally_of_passive
from recoupe.annotate.attributions.utterances import Utterance, find_utterances
from recoupe.annotate.grammar import grammar
from recoupe.annotate.interviews import find_answers, find_interviewee
from recoupe.annotate.reading import Quote, Reading, Token
from recoupe.model import Act, Addressee, Attribution, Manner, Relay, Span, Speaker, SpeakerKind, TimeType

EDGES = ' \t\n\r\u00a0\u202f«»“”„"‹›,;:.<>–—-'
LEAST_FREE_WORDS = 5
TIME_REACH = 60
COMPLEMENTISER = re.compile(r"[\s,:]*qu(?:e\s|['’])")
SEPARATES = re.compile(r"[.;:!?«»\"“”]|, ")
BACKGROUND = grammar("fr", "conjunctions", "background")
GOVERN_WORDS = frozenset({"c", "o", "b", "d", "a"})
REPORTERS = frozenset({SpeakerKind.MEDIA, SpeakerKind.ANONYMOUS})


def find_attributions(reading: Reading) -> list[Attribution]:
    """Every attribution of an article, sorted by the start of its content, outer ones first.

    Offsets are into the article's text; ``via`` holds the speakers of the attributions around it, outermost first.
    A language whose word list is made to be read without grammar (English) goes to ``plain_speech``, parsed or not.
    """
    plain = plain_lexicon(reading.language)
    if plain is not None:
        return find_plain_speech(reading, plain)
    if not reading.parsed:
        return []
    words = lexicon(reading.language)
    if not words.verbs:
        return []
    article = _Article(reading, words)
    finds: list[Find] = []
    for said in find_utterances(reading):
        finds.extend(article.read(said))
    return _records(article, finds)


class _Article:
    """What the constructions of one article share: its lexicon, its dates, its sources."""

    def __init__(self, reading: Reading, words: Lexicon):
        self.reading = reading
        self.words = words
        self.times = time_starts(reading)
        self.starts = [token.start for token in reading.tokens]
        self.speakers = Speakers(reading, words)
        self.before: Utterance | None = None
        self.sentence_before: Utterance | None = None
        self.reported: Find | None = None
        self.given: set[int] = set()
        self.time_offsets = [time.start for time in reading.times]
        self.interviewee = find_interviewee(reading)
        self.answers = [answer.start for answer in find_answers(reading)] if self.interviewee else []

    def is_answer(self, find: Find) -> bool:
        """Whether somebody interviewed says it, and no other words in between."""
        paragraph = self.reading.paragraphs[find.said.paragraph]
        place = bisect_left(self.answers, paragraph.start)
        return find.said.inside is None and self.answers[place : place + 1] == [paragraph.start]

    def said_when(self, find: Find) -> tuple[str | None, str | None]:
        """When it was said: the interval of a time expression beside the verb of saying ("a déclaré mardi")."""
        if find.cue is None:
            return None, None
        text, (start, end) = self.reading.text, find.cue
        place = bisect_left(self.time_offsets, start)
        for time in self.reading.times[max(place - 1, 0) : place + 2]:
            if find.start <= time.start < find.end or time.type not in (TimeType.DATE, TimeType.TIME):
                continue
            around = find.around is not None and find.around[0] <= time.start < find.around[1]
            after = 0 <= time.start - end < TIME_REACH and not SEPARATES.search(text[end : time.start])
            between = text[time.end : start].removeprefix(", ")
            before = time.end <= start <= time.end + TIME_REACH and not SEPARATES.search(between)
            if around or after or (before and time.start >= find.said.tokens[0].start):
                return time.earliest, time.latest
        return None, None

    def read(self, said: Utterance) -> list[Find]:
        """What is reported in a sentence and in its quotations."""
        cues = [cue for cue in find_cues(said.tokens, self.words) if cue.first not in said.quote_at]
        said.cues = {cue.first for cue in cues}
        said.participles = {cue.first for cue in cues if cue.participle}
        frames = find_frames(said, cues, self.words, self.times)
        found: list[Find] = []
        share(said, cues, frames)
        if cues or frames:
            said.heard = heard_by(said, self.times)
        for frame in frames:
            found.extend(framed(said, frame, frames, self.words, self.times))
        governed = complements(said, cues, frames, self.words, self.times)
        nouns = noun_finds(said, frames, self.words, self.times, set())
        for find in without_doubles(governed, nouns):
            if not find.nominal or self.speakers.is_source(find.source):
                found.append(find)
        found.extend(self._headed(said, found))
        colon = behind_colon(said, cues, found, self.speakers, self.times)
        found.extend([colon] if colon is not None else [])
        held = held_in_relative(said)
        found.extend([held] if held is not None and self.speakers.is_source(held.source) else [])
        found.extend(self._quoted(said, cues, frames, found))
        for find in found:
            find.relay = quoted_by(said, find.source, self.times)
        for nested in said.nested:
            found.extend(self.read(nested))
        if said.inside is None:
            self._goes_on(said, found)
            self.before = None if found else said
            self.sentence_before = said
        return found

    def _headed(self, said: Utterance, found: list[Find]) -> list[Find]:
        """Figures that a count heads: "Dernier bilan de la mairie : 14 foyers relogés", or of whom one has no news."""
        heading = (
            heading_of_figures(said, self.times)
            or missing_to_somebody(said)
            or tally_of_passive(said, self.times)
        )
        if heading is None or found or not self.speakers.is_source(heading.source):
            return []
        start, end = (said.tokens[at - said.first] for at in (heading.first, heading.last))
        words = (heading.noun.start, heading.noun.end)
        return [Find(start.start, end.end, words, heading.source, "report", Act.STATEMENT, said)]

    def _goes_on(self, said: Utterance, found: list[Find]) -> None:
        """A reported conditional that goes on without words of saying: "Le pont fuirait, selon lui. Il serait fermé."."""
        before = self.reported
        if not found and before is not None and before.said.last + 1 == said.first and is_hearsay(said):
            last = said.last
            while last > said.first and said.tokens[last - said.first].text in PUNCTUATION:
                last -= 1
            tokens = said.tokens[: last + 1 - said.first]
            goes_on = Find(
                tokens[0].start, tokens[-1].end, None, before.source, before.meaning, before.act, said
            )
            goes_on.relay = before.relay
            found.append(goes_on)
        self.reported = next(
            (find for find in reversed(found) if find.quote is None and is_hearsay(said)), None
        )
        if found and found[-1].frame:
            self.reported = found[-1]

    def _quoted(self, said: Utterance, cues: list[Cue], frames: list[Frame], found: list[Find]) -> list[Find]:
        """The quotations that no construction of the sentence has yet given to somebody."""
        own: list[Find] = []
        inner = incises_inside(said, self.words)
        for quote in said.quotes:
            if quote.start in self.given:
                continue
            if any(find.start <= quote.inner.start and quote.inner.end <= find.end for find in found + own):
                continue
            if any(find.cue and find.cue[1] <= quote.start and quote.end <= find.start for find in found):
                continue
            frame = inner.get(quote.start)
            if frame is not None and quote.inner.start > quote.start:
                own.append(of_quote(said, quote, frame.source, frame, None))
                continue
            find = (
                self._announced(said, quote, cues, frames, own)
                or self._named_beside(said, quote)
                or self._free(said, quote)
            )
            if find is not None:
                own.append(find)
        self.given.update(find.quote.start for find in own if find.quote is not None)
        return own

    def _announced(
        self, said: Utterance, quote: Quote, cues: list[Cue], frames: list[Frame], own: list[Find]
    ) -> Find | None:
        """A quotation after its verb or after a colon: "Lise Aubin lâche : « Tout cède. »"."""
        first = bisect_left(self.starts, quote.start)
        previous = said.token(first - 1)
        if previous is None:
            return None
        colon = previous.text == ":"
        left = [cue for cue in cues if cue.last < first]
        if left and (left[-1].entry.takes & GOVERN_WORDS) and not left[-1].passive:
            cue = left[-1]
            between = said.tokens[cue.last + 1 - said.first : first - said.first]
            near = len(between) <= 6 and not any(token.text in PUNCTUATION for token in between)
            tight = all(token.lower in ("de", "d'", "à") for token in between)
            if ((colon and len(between) < 25) or near) if "c" in cue.entry.takes else tight:
                source = subject_of(said, cue)
                if colon and source is not None and source.last.index >= first:
                    source = self._before_colon(said, first)
                find = of_quote(said, quote, source, None, cue)
                find.addressee = addressee_of(said, cue, first, self.words, self.times)
                return find if colon else _whole_complement(said, find, quote, cue, frames, self.times)
        if own and own[-1].verb is not None and _only_joined(said, own[-1], first):
            return of_quote(said, quote, own[-1].source, None, own[-1].verb)
        if colon:
            return of_quote(said, quote, self._before_colon(said, first), None, None)
        return None

    def _before_colon(self, said: Utterance, first: int) -> Phrase | None:
        """Who speaks before a colon without a verb of saying: "Le maire est inquiet : « … »", "Ana Roux : « … »"."""
        told = announcing(said, self.speakers, self.times, until=first)
        if told is not None:
            return told
        openers = self.words.words("announcing", "openers")
        subject = bare_subject(said)
        if subject is not None and subject.last.index < first and subject.head.lower not in openers:
            return subject
        found = phrase_after(said, said.first, self.times, skip=False)
        if found is None or found.head.lower in openers or found.first.pos == "ADP":
            return None
        return found if self.speakers.is_source(found) else None

    def _named_beside(self, said: Utterance, quote: Quote) -> Find | None:
        """A quotation with its speaker in brackets or behind a verb that is not listed: "« Je pars » (Luc Amar, mardi)"."""
        first, last = bisect_left(self.starts, quote.inner.start), bisect_left(self.starts, quote.inner.end)
        if said.inside is not None or not _has_clause(self.reading.tokens[first:last]):
            return None
        source = bracketed(said, quote, self.speakers, self.times) or unlisted_incise(
            said, quote, self.speakers, self.times
        )
        return of_quote(said, quote, source, None, None) if source is not None else None

    def _free(self, said: Utterance, quote: Quote) -> Find | None:
        """A quotation that stands alone or is long enough to be a statement; scare quotes and titles are none.

        One that goes on after the longest sentence that is read is judged with its last piece.
        """
        if quote.inner.end > said.tokens[-1].end:
            return None
        first, last = bisect_left(self.starts, quote.inner.start), bisect_left(self.starts, quote.inner.end)
        inside = self.reading.tokens[first:last]
        clause = _has_clause(inside)
        alone = all(token.index in said.quote_at or token.text in PUNCTUATION for token in said.tokens)
        words = sum(token.text not in PUNCTUATION for token in inside)
        if alone and words >= 2 and (clause or words >= LEAST_FREE_WORDS or inside[-1].text in "!?."):
            announced = self._announced_before(said)
            find = of_quote(said, quote, announced or self._subject_before(said), None, None)
            find.weak = find.source is not None and announced is None
            return find
        if clause and words >= LEAST_FREE_WORDS and said.inside is None:
            find = of_quote(said, quote, bare_subject(said), None, None)
            find.weak = True
            return find
        return None

    def _announced_before(self, said: Utterance) -> Phrase | None:
        """Whose words the sentence before a quotation that stands alone announces, in its paragraph or the one before."""
        before = self.sentence_before
        if said.inside is not None or before is None or before.last + 1 != said.first:
            return None
        return announcing(before, self.speakers, self.times)

    def _subject_before(self, said: Utterance) -> Phrase | None:
        """The subject of the sentence before a quotation that stands alone: "La capitaine sourit. « On y croit. »"."""
        before = self.before
        if said.inside is not None or before is None or before.paragraph != said.paragraph:
            return None
        return bare_subject(before) if before.last + 1 == said.first else None


def _has_clause(tokens: list[Token]) -> bool:
    return any(token.pos in ("VERB", "AUX") and "VerbForm=Fin" in token.morph for token in tokens)


def _whole_complement(
    said: Utterance, find: Find, quote: Quote, cue: Cue, frames: list[Frame], times: set[int]
) -> Find:
    """A quotation that the clause runs through is said with it: "juge « inutile » toute nouvelle loi" is mixed."""
    first = next(token.index for token in said.tokens if token.start >= quote.start)
    begin = after_circumstances(said, cue.last + 1, times)
    opens = said.tokens[begin - said.first].pos in ("DET", "ADJ", "NUM") and "P" not in cue.entry.takes
    begin = begin if begin < first and opens else first
    after = next((token for token in said.tokens if token.start >= quote.end), None)
    if after is not None and (after.lower in BACKGROUND or after.start in times) and begin == first:
        return find
    last = content_end(said, begin, cue, frames, commas=True)
    end = said.tokens[last - said.first].end
    if end > quote.end or begin < first:
        find.start, find.end, find.quote = said.tokens[begin - said.first].start, max(end, quote.end), None
        if begin == first:
            find.start = quote.inner.start
    return find


def _only_joined(said: Utterance, find: Find, first: int) -> bool:
    """Whether only "et" or a comma stands between a quotation and the one before it."""
    place = first - 1
    while (token := said.token(place)) is not None and place not in said.quote_at:
        if token.text not in (",", "et", "puis", "ou"):
            return False
        place -= 1
    return True


# --------------------------------------------------------------------------- records


def _records(article: _Article, finds: list[Find]) -> list[Attribution]:
    """The records of an article: trimmed, their sources resolved in the order of the text, their chains set."""
    finds = [find for find in finds if _trim(article.reading.text, find)]
    finds.sort(key=lambda find: (find.start, -find.end, find.cue or (-1, -1)))
    parents = _parents(finds)
    resolved = _resolve(article, finds, parents)
    chains: list[tuple[Relay, ...]] = []
    records: list[Attribution] = []
    for place, find in enumerate(finds):
        chains.append(_chain(finds, place, parents, resolved, chains))
        speaker, addressee = resolved[place]
        if find.relay is not None and (relay := article.speakers.speaker(find.relay)) is not None:
            chains[-1] = (*chains[-1], _relay(relay))
        if find.said.inside is not None and find.source is not None and speaker is None:
            continue
        records.append(_record(article, find, speaker, addressee, chains[-1]))
        if find.cited is not None:
            records.append(_cited(article, records[-1], find))
    return records


def _parents(finds: list[Find]) -> list[int]:
    """For each find, in the order of their starts, the innermost earlier one that holds it; -1 for none."""
    parents: list[int] = []
    around: list[int] = []
    for place, find in enumerate(finds):
        while around and finds[around[-1]].end < find.end:
            around.pop()
        parents.append(around[-1] if around else -1)
        around.append(place)
    return parents


def _resolve(
    article: _Article, finds: list[Find], parents: list[int]
) -> list[tuple[Speaker | None, Addressee | None]]:
    """Speaker and addressee of each find, resolved in the order in which the sources stand, outer ones first."""
    keys: list[tuple[int, int]] = []
    for place, find in enumerate(finds):
        where = find.source.start if find.source is not None else find.start
        outer = keys[parents[place]][0] if parents[place] >= 0 else -1
        keys.append((max(where, outer), place))
    resolved: list[tuple[Speaker | None, Addressee | None]] = [(None, None)] * len(finds)
    last: tuple[Find, Speaker | None] | None = None
    for _, place in sorted(keys):
        find = finds[place]
        own = _speaker_around(finds, parents, resolved, place)
        if find.source is not None:
            speaker = article.speakers.speaker(find.source, own)
            if find.weak and speaker is not None and speaker.kind not in BODIES:
                speaker = None
        elif find.quote is not None:
            speaker = _carried(article, find, last)
        else:
            speaker = own if find.verb is not None and find.verb.infinitive else None
        resolved[place] = speaker, article.speakers.addressee(find.addressee, speaker, own)
        if find.said.inside is None:
            last = (find, speaker)
    return resolved


def _speaker_around(
    finds: list[Find], parents: list[int], resolved: list[tuple[Speaker | None, Addressee | None]], place: int
) -> Speaker | None:
    """Who says the quotation in which something is reported."""
    inside = finds[place].said.inside
    outer = parents[place]
    while inside is not None and outer >= 0:
        if finds[outer].start <= inside.inner.start and finds[outer].said.inside is not inside:
            return resolved[outer][0]
        outer = parents[outer]
    return None


def _carried(article: _Article, find: Find, last: tuple[Find, Speaker | None] | None) -> Speaker | None:
    """Who says a quotation without words of saying: who is interviewed, or whoever spoke just before."""
    if article.interviewee is not None and article.is_answer(find):
        return article.interviewee
    if last is not None and 0 <= find.said.paragraph - last[0].said.paragraph <= 1:
        return last[1]
    return None


def _chain(
    finds: list[Find],
    place: int,
    parents: list[int],
    resolved: list[tuple[Speaker | None, Addressee | None]],
    chains: list[tuple[Relay, ...]],
) -> tuple[Relay, ...]:
    """The relays of a find: the sources of what holds its words of saying, outermost first."""
    find = finds[place]
    cue = find.cue[0] if find.cue is not None else find.start
    outer = parents[place]
    while outer >= 0:
        if finds[outer].start <= cue < finds[outer].end:
            speaker = resolved[outer][0]
            return (*chains[outer], _relay(speaker)) if speaker is not None else chains[outer]
        outer = parents[outer]
    return ()


def _relay(speaker: Speaker) -> Relay:
    return Relay(start=speaker.start, end=speaker.end, name=speaker.name, kind=speaker.kind)


def _record(
    article: _Article,
    find: Find,
    speaker: Speaker | None,
    addressee: Addressee | None,
    via: tuple[Relay, ...],
) -> Attribution:
    tokens = article.reading.tokens
    inside = tokens[bisect_left(article.starts, find.start) : bisect_left(article.starts, find.end)]
    reporting = speaker is not None and speaker.kind in REPORTERS
    earliest, latest = article.said_when(find)
    return Attribution(
        start=find.start,
        end=find.end,
        kind=_manner(find),
        speaker=speaker,
        cue=Span(start=find.cue[0], end=find.cue[1]) if find.cue is not None else None,
        addressee=addressee,
        via=via,
        modality=modality_of(find, inside),
        act=_act(article, find, inside, speaker, reporting=reporting),
        earliest=earliest,
        latest=latest,
    )


def _act(
    article: _Article, find: Find, inside: list[Token], speaker: Speaker | None, *, reporting: bool
) -> Act:
    """What is done by saying it; a warning is judged by whose deed it foretells."""
    if find.meaning != "warn":
        return act_of(find, inside, reporting=reporting)
    actor_of = article.speakers.actor_of
    own = article.speakers.actors.get(speaker.actor) if speaker is not None and speaker.actor else None

    def is_own(token: Token) -> bool:
        actor = actor_of(token)
        if own is None or actor is None:
            return False
        return actor.key == own.key or (own.country is not None and own.country == actor.country)

    return Act.THREAT if threatens(inside, is_own, lambda token: actor_of(token) is not None) else find.act


def _cited(article: _Article, record: Attribution, find: Find) -> Attribution:
    """The record of the inner source of "un rapport de X citant Y": the same content, one relay more."""
    assert find.cited is not None
    token, phrase = find.cited
    via = (*record.via, _relay(record.speaker)) if record.speaker is not None else record.via
    return msgspec.structs.replace(
        record,
        speaker=article.speakers.speaker(phrase),
        cue=Span(start=token.start, end=token.end),
        via=via,
        act=Act.STATEMENT if record.act is Act.REPORT else record.act,
    )


def _manner(find: Find) -> Manner:
    if find.quote is not None:
        return Manner.DIRECT
    for quote in find.said.quotes:
        if quote.start < find.end and find.start < quote.end:
            whole = quote.start <= find.start and find.end <= quote.end
            return Manner.DIRECT if whole else Manner.MIXED
    return Manner.INDIRECT


def _trim(text: str, find: Find) -> bool:
    """Take blanks, marks, final punctuation and the "que" that joins it off the content; False where nothing is left.

    A quotation keeps its "que", and so does a sentence that begins with one ("Qu'il pleuve ou non, selon Lise, …").
    """
    start, end = find.start, find.end
    if find.quote is None and (joins := COMPLEMENTISER.match(text, start, end)):
        start = joins.end()
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    find.start, find.end = start, end
    return start < end
