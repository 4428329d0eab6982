"""The same wording in two places: passages that articles share, of what kind, and who had them first.

The words are compared in ``shingles``; here articles become texts, and shared runs become passage matches. What
is needed to judge a match (zones, quotations, dates) is looked up for the articles that share something, only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from recoupe.annotate.publication import date_article
from recoupe.annotate.quotes import find_quotes
from recoupe.annotate.reading import Reading
from recoupe.crosscheck.boilerplate import Stretch, find_boilerplate
from recoupe.crosscheck.direction import UNKNOWN, Verdict, Version, judge_direction, published_as_stated
from recoupe.crosscheck.shingles import MIN_WORDS, Words, find_runs, read_words
from recoupe.languages import identify_language
from recoupe.model import Annotation, Article, Manner, MatchKind, PassageMatch, Place, Published, Role
from recoupe.zones import find_zones

FURNITURE = frozenset({Role.METADATA, Role.BOILERPLATE, Role.EMBED, Role.CAPTION})
SAID_SHARE = 0.5  # share of a passage's words inside quotation marks from which on it is a quotation
NARRATIVE_WORDS = 2 * MIN_WORDS  # words around quotations that nobody but a copyist has in common

Spans = tuple[tuple[int, int], ...]


@dataclass(slots=True, frozen=True)
class _Sheet:
    """What is known of an article that shares something: its date, and its furniture and quotations as sorted spans."""

    article: Article
    language: str
    published: Published
    furniture: Spans
    said: Spans


class _Pair(NamedTuple):
    """A run of words in two texts: numbers of the texts, first and last word of each (within the text, end exclusive)."""

    later: int
    later_first: int
    later_last: int
    earlier: int
    earlier_first: int
    earlier_last: int
    shared: int


def match_passages(annotations: Sequence[Annotation]) -> list[PassageMatch]:
    """Every passage of about 14 words and more that stands in two articles, or twice in one.

    Verbatim or edited (up to a fifth of the words and more), whatever the typography, case or accents. A passage that
    stands in many articles is linked to the first and to the previous of them. Sorted by the later article (in the
    order of the input), then by the place in it; the order of the input decides nothing else.
    """
    by_id = {annotation.id: annotation for annotation in annotations}
    return _match(
        [annotation.article for annotation in annotations],
        [annotation.published for annotation in annotations],
        lambda article, _: _sheet_of_annotation(by_id[article.id]),
    )


def match_articles(articles: Iterable[Article]) -> list[PassageMatch]:
    """The same for articles that nobody has annotated: zones, quotation marks and dates are read, nothing is parsed."""
    held = list(articles)
    return _match(held, [published_as_stated(article.stated_date) for article in held], _sheet_of_article)


# --------------------------------------------------------------------------- what is known of an article


def _disjoint(spans: Iterable[tuple[int, int]]) -> Spans:
    """Spans sorted, overlapping ones put together."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _sheet(reading: Reading, contents: Iterable[tuple[int, int]]) -> _Sheet:
    said = [(quote.inner.start, quote.inner.end) for quote in find_quotes(reading)]
    return _Sheet(
        reading.article,
        reading.language,
        reading.published,
        tuple((zone.start, zone.end) for zone in reading.zones if zone.role in FURNITURE),
        _disjoint([*said, *contents]),
    )


def _sheet_of_annotation(annotation: Annotation) -> _Sheet:
    reading = Reading(annotation.article, annotation.language, annotation.zones, annotation.published)
    quoted = [(said.start, said.end) for said in annotation.attributions if said.kind is Manner.DIRECT]
    return _sheet(reading, quoted)


def _sheet_of_article(article: Article, published: Published) -> _Sheet:
    language = article.language or identify_language(article.text)
    reading = Reading(article, language, find_zones(article, language))
    reading.published = published if published.earliest else date_article(reading)
    return _sheet(reading, ())


# --------------------------------------------------------------------------- matches


def _match(
    articles: Sequence[Article],
    dates: Sequence[Published],
    sheet_of: Callable[[Article, Published], _Sheet],
) -> list[PassageMatch]:
    order = sorted(range(len(articles)), key=lambda place: (dates[place].earliest or "~", articles[place].id))
    words = read_words([articles[place].text for place in order])
    pairs = _drop_echoes(_find_pairs(words))
    outlets = Counter(article.outlet for article in articles if article.outlet)
    stock = find_boilerplate([_stretches(pair, words, articles, dates, order) for pair in pairs], outlets)
    told = [pair for pair, is_stock in zip(pairs, stock, strict=True) if not is_stock]
    involved = sorted({text for pair in told for text in (pair.later, pair.earlier)})
    sheets = {text: sheet_of(articles[order[text]], dates[order[text]]) for text in involved}
    verdicts = _judge_pairs(told, words, sheets)
    names = [articles[place].id for place in order]
    rank = {articles[place].id: place for place in range(len(articles))}
    matches = [
        _record(
            pair,
            words,
            names,
            MatchKind.BOILERPLATE if is_stock else _kind(pair, words, sheets),
            UNKNOWN if is_stock else verdicts[(pair.later, pair.earlier)],
        )
        for pair, is_stock in zip(pairs, stock, strict=True)
    ]
    return sorted(
        matches,
        key=lambda match: (
            rank[match.later.id],
            match.later.start,
            match.later.end,
            rank[match.earlier.id],
            match.earlier.start,
        ),
    )


def _find_pairs(words: Words) -> list[_Pair]:
    runs = find_runs(words.hashes, words.first)
    later = np.searchsorted(words.first, runs.later, side="right") - 1
    earlier = np.searchsorted(words.first, runs.earlier, side="right") - 1
    base, source = words.first[later], words.first[earlier]
    columns = (
        later,
        runs.later - base,
        runs.later_end - base,
        earlier,
        runs.earlier - source,
        runs.earlier_end - source,
        runs.shared,
    )
    return [_Pair(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def _drop_echoes(pairs: Sequence[_Pair]) -> list[_Pair]:
    """Of two runs of one pair of articles that lie inside each other on a side, the one that shares more words is kept."""
    groups: dict[tuple[int, int], list[_Pair]] = defaultdict(list)
    for pair in pairs:
        groups[(pair.later, pair.earlier)].append(pair)
    kept: list[_Pair] = []
    for group in groups.values():
        strongest = sorted(group, key=lambda pair: (-pair.shared, pair.later_first, pair.earlier_first))
        chosen: list[_Pair] = []
        for pair in strongest:
            if not any(_echoes(pair, other) for other in chosen[:MAX_COMPARED]):
                chosen.append(pair)
        kept += chosen
    return sorted(kept)


MAX_COMPARED = 64  # so that two articles made of one repeated sentence stay linear


def _echoes(pair: _Pair, other: _Pair) -> bool:
    """Whether most of ``pair``'s later side is already matched with the same article by ``other``."""
    covered = min(pair.later_last, other.later_last) - max(pair.later_first, other.later_first)
    return 2 * covered > pair.later_last - pair.later_first


def _span(words: Words, text: int, first: int, last: int) -> tuple[int, int]:
    """The offsets of words ``first:last`` of a text."""
    base = int(words.first[text])
    return int(words.start[base + first]), int(words.end[base + last - 1])


def _later_span(pair: _Pair, words: Words) -> tuple[int, int]:
    return _span(words, pair.later, pair.later_first, pair.later_last)


def _earlier_span(pair: _Pair, words: Words) -> tuple[int, int]:
    return _span(words, pair.earlier, pair.earlier_first, pair.earlier_last)


def _stretches(
    pair: _Pair, words: Words, articles: Sequence[Article], dates: Sequence[Published], order: Sequence[int]
) -> tuple[Stretch, Stretch]:
    def stretch(text: int, first: int, last: int) -> Stretch:
        size = int(words.first[text + 1] - words.first[text])
        return Stretch(text, first, last, size, articles[order[text]].outlet, dates[order[text]].earliest)

    return (
        stretch(pair.later, pair.later_first, pair.later_last),
        stretch(pair.earlier, pair.earlier_first, pair.earlier_last),
    )


def _judge_pairs(
    pairs: Sequence[_Pair], words: Words, sheets: dict[int, _Sheet]
) -> dict[tuple[int, int], Verdict]:
    """For each two articles that share something, which was first: (later, earlier) -> whether ``earlier`` was."""
    groups: dict[tuple[int, int], list[_Pair]] = defaultdict(list)
    for pair in pairs:
        groups[(pair.later, pair.earlier)].append(pair)
    verdicts = {}
    for (later, earlier), group in groups.items():
        if later == earlier:
            verdicts[(later, earlier)] = UNKNOWN
            continue
        source, copy = sheets[earlier], sheets[later]
        verdicts[(later, earlier)] = judge_direction(
            Version(
                source.article,
                source.language,
                source.published,
                tuple(_earlier_span(pair, words) for pair in group),
            ),
            Version(
                copy.article, copy.language, copy.published, tuple(_later_span(pair, words) for pair in group)
            ),
        )
    return verdicts


def _record(
    pair: _Pair, words: Words, names: Sequence[str], kind: MatchKind, verdict: Verdict
) -> PassageMatch:
    (start, end), (source_start, source_end) = _later_span(pair, words), _earlier_span(pair, words)
    later = Place(id=names[pair.later], start=start, end=end)
    earlier = Place(id=names[pair.earlier], start=source_start, end=source_end)
    swapped = verdict.first is False or (verdict.first is None and later.id < earlier.id)
    return PassageMatch(
        earlier=later if swapped else earlier,
        later=earlier if swapped else later,
        kind=kind,
        direction=verdict.direction,
        because=verdict.because,
    )


# --------------------------------------------------------------------------- kinds


def _kind(pair: _Pair, words: Words, sheets: dict[int, _Sheet]) -> MatchKind:
    """Furniture on either side is boilerplate; words that both sides quote are a quotation; the rest is narrative."""
    sides = (
        (sheets[pair.later], pair.later, pair.later_first, pair.later_last),
        (sheets[pair.earlier], pair.earlier, pair.earlier_first, pair.earlier_last),
    )
    if any(2 * sum(_counts(words, sheet.furniture, *place)) > place[2] - place[1] for sheet, *place in sides):
        return MatchKind.BOILERPLATE
    if all(_is_said(words, sheet.said, *place) for sheet, *place in sides):
        return MatchKind.QUOTATION
    return MatchKind.NARRATIVE


def _counts(words: Words, spans: Spans, text: int, first: int, last: int) -> list[int]:
    """How many of the words ``first:last`` of a text lie in each of these spans that holds any."""
    base = int(words.first[text])
    start = words.start[base + first : base + last]
    low, high = int(start[0]), int(words.end[base + last - 1])
    near = [span for span in spans if span[0] < high and span[1] > low]
    if not near:
        return []
    edges = np.searchsorted(start, np.array(near))
    return [int(stop - begin) for begin, stop in edges]


def _is_said(words: Words, said: Spans, text: int, first: int, last: int) -> bool:
    """Whether words are somebody's rather than the article's: mostly quoted, and what is left is no passage by itself.

    « « La digue tiendra », a assuré la maire. » is a quotation with its attribution; where two such sentences are bound
    by a third one that nobody speaks, the whole is the article's own.
    """
    size = last - first
    inside = sum(_counts(words, said, text, first, last))
    if inside < SAID_SHARE * size or size - inside >= NARRATIVE_WORDS:
        return False
    return _longest_unsaid(words, said, text, first, last) < MIN_WORDS


def _longest_unsaid(words: Words, said: Spans, text: int, first: int, last: int) -> int:
    """The longest row of words outside quotations."""
    base = int(words.first[text])
    start = words.start[base + first : base + last]
    edges = np.searchsorted(start, np.array(said)).ravel() if said else np.zeros(0, dtype=np.int64)
    bounds = np.concatenate([[0], edges, [last - first]])
    return int((bounds[1::2] - bounds[::2]).max())
