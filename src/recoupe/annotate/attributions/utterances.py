"""Sentences as reported speech needs them: a quotation is one piece of the sentence that holds it, and a text of its own.

The parser ends sentences inside quotation marks and before incises. Here a sentence ends at a final mark outside
quotations, and the words between marks are cut into sentences one level deeper.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from recoupe.annotate.attributions.cues import Cue, Lexicon, lexicon
from recoupe.annotate.reading import Quote, Reading, Token

if TYPE_CHECKING:
    from recoupe.annotate.attributions.subjects import Phrase

FINAL = frozenset({".", "!", "?", "…", "...", ";", "?!", "!!", "!!!", "...."})
GLUED = re.compile(r"[a-zà-ÿ0-9)\"»”][.!?…][A-ZÀÂÉÈÊÎÔ]|\w[.!?…][\"«“]")
MAX_DEPTH = 3
LEAST_TOKENS = 4
MAX_SENTENCE_TOKENS = 400


class Beside(NamedTuple):
    """The source of a verb of saying, the verb, and the index at which what it governs begins."""

    source: Phrase
    verb: Cue | None
    limit: int


@dataclass(slots=True)
class Utterance:
    """A sentence: its tokens, the quotations directly inside it, and the quotation it stands in (None in narration).

    ``quote_at`` gives for the index (in the article) of a token the quotation that holds it at this level;
    ``cues`` are the indices of the words of saying (the first of each group), ``participles`` of those among them such
    as "précisant", which begin something else that is said; ``beside`` tells whose word such a one is where another
    verb of saying stands beside it, ``heard`` to whom the sentence says that it is all said ("dans une lettre au maire").
    ``words`` is the lexicon of the article's language.
    """

    tokens: list[Token]
    paragraph: int
    quotes: list[Quote]
    quote_at: dict[int, Quote]
    words: Lexicon
    inside: Quote | None = None
    nested: list[Utterance] = field(default_factory=list)
    participles: set[int] = field(default_factory=set)
    cues: set[int] = field(default_factory=set)
    beside: dict[int, Beside] = field(default_factory=dict)
    heard: Phrase | None = None

    @property
    def first(self) -> int:
        return self.tokens[0].index

    @property
    def last(self) -> int:
        return self.tokens[-1].index

    def token(self, index: int) -> Token | None:
        """The token with this index in the article; None outside the sentence."""
        place = index - self.first
        return self.tokens[place] if 0 <= place < len(self.tokens) else None


def find_utterances(reading: Reading) -> list[Utterance]:
    """The sentences of an article in order, each with those inside its quotations."""
    quotes: list[list[Quote]] = [[] for _ in range(MAX_DEPTH + 1)]
    for quote in reading.quotes:
        if quote.depth <= MAX_DEPTH:
            quotes[quote.depth].append(quote)
    starts = [token.start for token in reading.tokens]
    found: list[Utterance] = []
    for number, zone in enumerate(reading.paragraphs):
        first, last = bisect_left(starts, zone.start), bisect_left(starts, zone.end)
        found.extend(_cut(reading, starts, quotes, first, last, 0, number, None))
    return found


def _cut(
    reading: Reading,
    starts: list[int],
    quotes: list[list[Quote]],
    first: int,
    last: int,
    depth: int,
    paragraph: int,
    inside: Quote | None,
) -> list[Utterance]:
    """Cut the tokens ``first:last`` into sentences at one level of quotation.

    A quotation that is longer than a sentence may be is read inside once, with the piece in which it begins.
    """
    if last <= first:
        return []
    tokens, words = reading.tokens, lexicon(reading.language)
    level = quotes[depth]
    begin = bisect_left(level, tokens[first].start, key=lambda quote: quote.start)
    end = bisect_left(level, tokens[last - 1].end, key=lambda quote: quote.start)
    quote_at: dict[int, Quote] = {}
    for quote in level[begin:end]:
        for index in range(bisect_left(starts, quote.start), bisect_left(starts, quote.end)):
            quote_at[index] = quote
    found: list[Utterance] = []
    here = first
    for index in range(first, last):
        if index == last - 1 or index - here >= MAX_SENTENCE_TOKENS or _ends(tokens, index, quote_at):
            inner = list(
                {id(quote_at[i]): quote_at[i] for i in range(here, index + 1) if i in quote_at}.values()
            )
            mapped = {i: quote_at[i] for i in range(here, index + 1) if i in quote_at}
            found.append(Utterance(tokens[here : index + 1], paragraph, inner, mapped, words, inside))
            here = index + 1
    read: set[int] = set()
    if depth < MAX_DEPTH:
        for one in found:
            for quote in one.quotes:
                if quote.start in read:
                    continue
                read.add(quote.start)
                low, high = bisect_left(starts, quote.start), bisect_left(starts, quote.inner.end)
                while low < high and reading.tokens[low].end <= quote.inner.start:
                    low += 1
                if high - low >= LEAST_TOKENS:
                    one.nested += _cut(reading, starts, quotes, low, high, depth + 1, paragraph, quote)
    return found


def _ends(tokens: list[Token], index: int, quote_at: dict[int, Quote]) -> bool:
    """Whether a sentence ends after a token: "Il part. « Non ! », dit-elle." has two, the second with its quotation."""
    token, after = tokens[index], tokens[index + 1]
    here, there = quote_at.get(index), quote_at.get(index + 1)
    if here is not None:
        if here is there:
            return False
        last = next(
            (tokens[i] for i in range(index, max(index - 4, -1), -1) if tokens[i].end <= here.inner.end),
            token,
        )
        if there is None and len(token.text) > 2 and GLUED.search(token.text):
            return True
        return last.text in FINAL and _starts(after) and not there
    if there is not None and token.text.rstrip('"«“')[-1:] in ".!?…;" and token.text.rstrip('"«“'):
        return True
    if there is not None and token.end == after.start and token.text == "-" and _is_glued(tokens, index):
        return True
    if ends_with_point(token) and after.text[0].isupper():
        return True
    if token.text in FINAL:
        return there is not None or token.text == ";" or _starts(after)
    return token.end == after.start and after.text[0].isupper() and _is_glued(tokens, index)


def ends_with_point(token: Token) -> bool:
    """Whether the tokenizer left a final point on a word, as on "SpF." or "euros."; "Mme." and "J.-C." are short."""
    text = token.text
    return len(text) > 3 and text[-1] == "." and text[:-1].isalpha() and not text.startswith("Mme")


def _is_glued(tokens: list[Token], index: int) -> bool:
    """Whether a crawl glued a sentence after this word: "un hiver glacialLa digue a tenu", "- Le quai -La mairie"."""
    token = tokens[index]
    if token.text == "-":
        return index > 0 and tokens[index - 1].end < token.start
    return token.text[-1].islower() or token.text[-1] == ")"


def _starts(token: Token) -> bool:
    first = token.text[0]
    return first.isupper() or first.isdigit() or first in '«“"‹–—-('
