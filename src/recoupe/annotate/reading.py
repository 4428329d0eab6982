"""One article while it is being annotated: its zones, and its words with their grammar.

The only file that knows spaCy. The layers see plain tokens with offsets into the article's text, so a
parse can be reused for a repeated paragraph, and a language without a parser still has zones and text.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from recoupe.model import (
    Actor,
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

PARSERS = {"fr": "fr_core_news_md", "en": "en_core_web_md"}
READ_ROLES = frozenset({Role.HEADLINE, Role.BODY, Role.CAPTION, Role.REPETITION})
MAX_PARAGRAPH_CHARS = 20_000
BATCH_PARAGRAPHS = 128
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

    def subtree(self) -> list[Token]:
        """The token and everything that hangs on it, in the order of the text."""
        found, stack = [], [self]
        while stack:
            token = stack.pop()
            found.append(token)
            stack.extend(token.children)
        return sorted(found, key=lambda token: token.index)


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


def has_parser(language: str) -> bool:
    """Whether the parser's model for this language is installed."""
    return language in PARSERS and importlib.util.find_spec(PARSERS[language]) is not None


@cache
def load_parser(language: str) -> Any:
    """The spaCy pipeline for a language, loaded once a process."""
    import spacy

    return spacy.load(PARSERS[language])


def _parse_units(reading: Reading) -> list[str]:
    """The texts to be parsed for an article: its distinct paragraphs, very long ones cut."""
    text = reading.text
    return [text[zone.start : min(zone.end, zone.start + MAX_PARAGRAPH_CHARS)] for zone in reading.paragraphs]


def parse(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Fill in tokens, sentences and entities; each distinct paragraph of an article is parsed once.

    Streams: readings come back in the order given, a batch at a time. A paragraph of more than
    ``MAX_PARAGRAPH_CHARS`` is parsed up to there and the reading gets a remark.
    """
    batch: list[Reading] = []
    size = 0
    for reading in readings:
        reading.paragraphs = [zone for zone in reading.zones if zone.role in READ_ROLES]
        batch.append(reading)
        size += len(reading.paragraphs)
        if size >= BATCH_PARAGRAPHS:
            yield from _parse_batch(batch)
            batch, size = [], 0
    yield from _parse_batch(batch)


def _parse_batch(batch: list[Reading]) -> Iterator[Reading]:
    wanted: dict[str, dict[str, Any]] = {}
    for reading in batch:
        if has_parser(reading.language):
            wanted.setdefault(reading.language, {}).update(dict.fromkeys(_parse_units(reading)))
    for language, docs in wanted.items():
        for text, doc in zip(
            docs, load_parser(language).pipe(docs, batch_size=BATCH_PARAGRAPHS), strict=True
        ):
            docs[text] = doc
    for reading in batch:
        if reading.language in wanted:
            _fill(reading, wanted[reading.language])
        else:
            reading.remarks.append(
                f"no parser installed for language {reading.language!r}: read without grammar"
            )
        yield reading


def _fill(reading: Reading, docs: dict[str, Any]) -> None:
    """Append the parse of each paragraph, moved to its place in the article."""
    reading.parsed = True
    for number, (zone, unit) in enumerate(zip(reading.paragraphs, _parse_units(reading), strict=True)):
        if len(unit) < zone.end - zone.start:
            reading.remarks.append(
                f"the paragraph at {zone.start} is longer than {MAX_PARAGRAPH_CHARS} characters; its end was not parsed"
            )
        _append_paragraph(reading, docs[unit], zone.start, number)


def _append_paragraph(reading: Reading, doc: Any, offset: int, paragraph: int) -> None:
    base = len(reading.tokens)
    tokens: list[Token] = []
    sentence = len(reading.sentences) - 1
    place: dict[int, int] = {}
    first = base
    for word in doc:
        if word.is_sent_start and tokens:
            _close_sentence(reading, tokens, first, base, paragraph)
            first = base + len(tokens)
        if word.is_space:
            continue
        place[word.i] = len(tokens)
        sentence = len(reading.sentences)
        tokens.append(
            Token(
                base + len(tokens),
                word.text,
                word.lemma_,
                word.pos_,
                word.dep_,
                str(word.morph),
                offset + word.idx,
                sentence,
            )
        )
    for word in doc:
        here = place.get(word.i)
        if here is None:
            continue
        head = place.get(word.head.i, here)
        if head != here:
            tokens[here].head = tokens[head]
            tokens[head].children.append(tokens[here])
    _close_sentence(reading, tokens, first, base, paragraph)
    reading.tokens.extend(tokens)
    for entity in doc.ents:
        inside = [place[i] for i in range(entity.start, entity.end) if i in place]
        if inside:
            low, high = tokens[inside[0]], tokens[inside[-1]]
            reading.entities.append(Entity(low.start, high.end, low.index, high.index + 1, entity.label_))


def _close_sentence(reading: Reading, tokens: list[Token], first: int, base: int, paragraph: int) -> None:
    if base + len(tokens) > first:
        reading.sentences.append(
            Sentence(tokens[first - base].start, tokens[-1].end, first, base + len(tokens), paragraph)
        )
