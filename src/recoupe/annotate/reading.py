"""One article while it is being annotated: its zones, and its words with their grammar.

The only file that knows spaCy. The layers see plain tokens with offsets into the article's text, so a
parse can be reused for a repeated paragraph, and a language without a parser still has zones and text.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from recoupe.annotate.glue import glued
from recoupe.annotate.parses import PARSERS, Parse, Parses, RecentParses, Word
from recoupe.model import (
    Actor,
    Age,
    Article,
    Attribution,
    Basis,
    Event,
    Granularity,
    Mention,
    Published,
    Role,
    Span,
    TimeExpression,
    Zone,
)

UNREAD = {"fr": ("attribute_ruler",)}
READ_ROLES = frozenset({Role.HEADLINE, Role.BODY, Role.CAPTION, Role.REPETITION})
MAX_PARSED_CHARS = 10_000
MAX_SENTENCE_TOKENS = 300
LONGEST_WORD = re.compile(r"\S{300}")
BATCH_PARAGRAPHS = 128
_COLUMNS = ("ORTH", "IS_SPACE", "LEMMA", "POS", "DEP", "MORPH", "SENT_START", "SPACY", "HEAD")
UNDATED = Published(granularity=Granularity.UNKNOWN, basis=Basis.UNKNOWN, because="")


class Token:
    """A word with its grammar: universal part of speech, dependency, features, head and children.

    ``index`` counts through the article; ``start`` and ``end`` are offsets into its text. The root of a
    sentence is its own head. ``morph`` holds Universal Dependencies features (``"Mood=Cnd|Number=Sing"``).
    """

    __slots__ = (
        "children",
        "dep",
        "end",
        "head",
        "index",
        "lemma",
        "lower",
        "morph",
        "pos",
        "sentence",
        "start",
        "text",
    )

    def __init__(
        self, index: int, text: str, lemma: str, pos: str, dep: str, morph: str, start: int, sentence: int
    ):
        self.index = index
        self.text = text
        self.lower = text.lower().replace("’", "'")
        self.lemma = lemma
        self.pos = pos
        self.dep = dep
        self.morph = morph
        self.start = start
        self.end = start + len(text)
        self.sentence = sentence
        self.head: Token = self
        self.children: list[Token] = []

    def __repr__(self) -> str:
        return f"Token({self.text!r}, {self.pos}, {self.dep}, {self.start})"


@dataclass(slots=True, frozen=True)
class Sentence:
    """A sentence: offsets into the text, its tokens ``first:last`` (end exclusive), the paragraph it stands in."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int


@dataclass(slots=True, frozen=True)
class Entity:
    """A name that the parser's name finder saw (label PER, LOC, ORG or MISC), tokens ``first:last``. A hint, not a fact."""

    start: int
    end: int
    first: int
    last: int
    label: str


@dataclass(slots=True, frozen=True)
class Quote:
    """A stretch between quotation marks: ``start:end`` with the marks, ``inner`` without.

    ``depth`` is 0 for outermost marks; ``closed`` is False where the closing mark is missing (the stretch then ends
    with its paragraph); ``continued`` is True where the quotation goes on from the paragraph before.
    """

    start: int
    end: int
    inner: Span
    depth: int = 0
    closed: bool = True
    continued: bool = False


@dataclass(slots=True)
class Reading:
    """An article, its zones, its parsed paragraphs, and what the layers of ``annotate`` found so far.

    ``paragraphs`` are the zones that are read as text, in order. ``parsed`` is False where no parser for the
    language is installed: then ``tokens``, ``sentences`` and ``entities`` are empty. Each layer reads what the
    layers before it left: quotes, times, actors and mentions, attributions, events.
    """

    article: Article
    language: str
    zones: tuple[Zone, ...]
    published: Published = UNDATED
    paragraphs: list[Zone] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    parsed: bool = False
    remarks: list[str] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    times: list[TimeExpression] = field(default_factory=list)
    ages: list[Age] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.article.text

    def tokens_of(self, sentence: Sentence) -> list[Token]:
        return self.tokens[sentence.first : sentence.last]

    def words(self, tokens: Iterable[Token]) -> str:
        """The text from the first to the last of these tokens."""
        span = sorted(tokens, key=lambda token: token.index)
        return self.text[span[0].start : span[-1].end] if span else ""


class Standing:
    """An article as it stands when a layer reads it: a key under which what was read of it is remembered.

    Two are equal while the article and each of the ``parts`` are the very same objects: `Standing(reading, reading.times)`
    is another one once the times were found anew.
    """

    __slots__ = ("parts", "reading")

    def __init__(self, reading: Reading, *parts: object):
        self.reading = reading
        self.parts = parts

    def __hash__(self) -> int:
        return id(self.reading)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Standing)
            and other.reading is self.reading
            and len(other.parts) == len(self.parts)
            and all(one is another for one, another in zip(other.parts, self.parts, strict=True))
        )


def has_parser(language: str) -> bool:
    """Whether the parser's model for this language is installed."""
    return language in PARSERS and importlib.util.find_spec(PARSERS[language]) is not None


@cache
def load_parser(language: str) -> Any:
    """The spaCy pipeline for a language, loaded once a process, without what no layer reads.

    The French model's attribute ruler only copies parts of speech into tags, and its lemmatizer looks words up in
    lists of up to 66,000 words, from end to end: as sets they give the same lemmas at a twentieth of the time.
    """
    import spacy

    pipeline = spacy.load(PARSERS[language], exclude=UNREAD.get(language, ()))
    lemmatizer: Any = pipeline.get_pipe("lemmatizer")
    if lemmatizer.lookups.has_table("lemma_index"):
        index = lemmatizer.lookups.get_table("lemma_index")
        for part_of_speech in list(index):
            index[part_of_speech] = frozenset(index[part_of_speech])
    return pipeline


def _parse_units(reading: Reading) -> list[tuple[int, int, str]]:
    """What is parsed of an article: the number of a paragraph, the offset of a stretch of it, the stretch's text."""
    return [
        (number, start, reading.text[start:end])
        for number, zone in enumerate(reading.paragraphs)
        for start, end in _stretches(reading.text, zone, reading.language)
    ]


def _stretches(text: str, zone: Zone, language: str) -> Iterator[tuple[int, int]]:
    """A paragraph, cut after ``MAX_PARSED_CHARS`` at the latest: at the end of a sentence, else at a blank, else anywhere.

    It is cut where a crawl glued sentences together, and inside a run of 300 characters without a blank, which is no
    word: spaCy's tokenizer takes marks off such a run one by one, in time that grows with the square of its length.
    """
    runs = {match.end() for match in LONGEST_WORD.finditer(text, zone.start, zone.end)}
    start = zone.start
    for cut in sorted(runs.union(glued(text, zone.start, zone.end, language))):
        if start < cut < zone.end:
            yield from _short_stretches(text, start, cut)
            start = cut
    yield from _short_stretches(text, start, zone.end)


def _short_stretches(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    while stop - start > MAX_PARSED_CHARS:
        limit = start + MAX_PARSED_CHARS
        for mark in (". ", " "):
            end = text.rfind(mark, start + MAX_PARSED_CHARS // 2, limit) + len(mark)
            if end > start:
                break
        else:
            end = limit
        yield start, end
        start = end
    yield start, stop


def parse(readings: Iterable[Reading], parses: Parses | None = None) -> Iterator[Reading]:
    """Fill in tokens, sentences and entities; a text that ``parses`` remembers is not parsed again.

    Streams: readings come back in the order given, a batch at a time.
    """
    parses = parses or RecentParses()
    batch: list[Reading] = []
    size = 0
    for reading in readings:
        reading.paragraphs = [zone for zone in reading.zones if zone.role in READ_ROLES]
        batch.append(reading)
        size += len(reading.paragraphs)
        if size >= BATCH_PARAGRAPHS:
            yield from _parse_batch(batch, parses)
            batch, size = [], 0
    yield from _parse_batch(batch, parses)


def _parse_batch(batch: list[Reading], parses: Parses) -> Iterator[Reading]:
    wanted: dict[str, dict[str, None]] = {}
    for reading in batch:
        if has_parser(reading.language):
            units = _parse_units(reading)
            wanted.setdefault(reading.language, {}).update((text, None) for _, _, text in units)
    parsed = {language: _parse_texts(language, list(texts), parses) for language, texts in wanted.items()}
    for reading in batch:
        if reading.language in parsed:
            _fill(reading, parsed[reading.language])
        else:
            reading.remarks.append(
                f"no parser installed for language {reading.language!r}: read without grammar"
            )
        yield reading


def _parse_texts(language: str, texts: list[str], parses: Parses) -> dict[str, Parse]:
    """The parse of each text: as it is remembered, else by the parser."""
    known = parses.recall(language, texts)
    new = [text for text in texts if text not in known]
    docs = load_parser(language).pipe(new, batch_size=BATCH_PARAGRAPHS) if new else ()
    fresh = {text: _read_doc(doc) for text, doc in zip(new, docs, strict=True)}
    parses.keep(language, fresh)
    return known | fresh


def _read_doc(doc: Any) -> Parse:
    strings = doc.vocab.strings
    odd = strings["SPACE"]  # what the tagger, at a loss, also calls odd words that are no blanks
    words = []
    for word, blank, lemma, pos, dep, morph, opens, spaced, head in doc.to_array(_COLUMNS).tolist():
        text = strings[word]
        words.append(
            Word(
                text,
                blank,
                text if pos == odd else strings[lemma],
                "X" if pos == odd else strings[pos],
                strings[dep],
                features if (features := strings[morph]) != "_" else "",
                opens if opens == 1 else 0,
                spaced,
                _signed(head),
            )
        )
    return Parse(words, [(entity.start, entity.end, entity.label_) for entity in doc.ents])


def _fill(reading: Reading, parses: dict[str, Parse]) -> None:
    """Append the parse of each paragraph, moved to its place in the article."""
    reading.parsed = True
    for number, start, text in _parse_units(reading):
        _append_paragraph(reading, parses[text], start, number)


def _append_paragraph(reading: Reading, parse: Parse, offset: int, paragraph: int) -> None:
    """Append the tokens of a parsed stretch, blanks left out, its sentences and its names.

    A sentence ends after ``MAX_SENTENCE_TOKENS`` at the latest, so that no layer meets one of unbounded length; words
    whose head stands beyond the cut are their own heads.
    """
    if not parse.words:
        return
    base = len(reading.tokens)
    tokens: list[Token] = []
    place: dict[int, int] = {}
    first, start, sentence = base, offset, len(reading.sentences)
    for number, (text, blank, lemma, pos, dep, morph, opens, spaced, _) in enumerate(parse.words):
        if tokens and (opens or base + len(tokens) - first >= MAX_SENTENCE_TOKENS):
            _close_sentence(reading, tokens, first, base, paragraph)
            first, sentence = base + len(tokens), len(reading.sentences)
        if not blank:
            place[number] = len(tokens)
            tokens.append(Token(base + len(tokens), text, lemma, pos, dep, morph, start, sentence))
        start += len(text) + (spaced != 0)
    for number, here in place.items():
        head = place.get(number + parse.words[number].head, here)
        if head != here and tokens[head].sentence == tokens[here].sentence:
            tokens[here].head = tokens[head]
            tokens[head].children.append(tokens[here])
    _close_sentence(reading, tokens, first, base, paragraph)
    reading.tokens.extend(tokens)
    for begin, stop, label in parse.names:
        inside = [place[i] for i in range(begin, stop) if i in place]
        if inside:
            low, high = tokens[inside[0]], tokens[inside[-1]]
            reading.entities.append(Entity(low.start, high.end, low.index, high.index + 1, label))


def _signed(number: int) -> int:
    """An offset to a head, which spaCy gives as an unsigned number of 64 bits."""
    return number - (1 << 64) if number >> 63 else number


def _close_sentence(reading: Reading, tokens: list[Token], first: int, base: int, paragraph: int) -> None:
    if base + len(tokens) > first:
        reading.sentences.append(
            Sentence(tokens[first - base].start, tokens[-1].end, first, base + len(tokens), paragraph)
        )
