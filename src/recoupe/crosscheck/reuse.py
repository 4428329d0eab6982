"""The same wording in two places: passages that articles share, of what kind, and who had them first.

The words are compared in ``shingles``; here articles become texts, and shared runs become passage matches. What
is needed to judge a match (zones, quotations, dates) is looked up for the articles that share something, only.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice

import numpy as np

from recoupe.annotate.publication import date_article
from recoupe.annotate.quotes import find_quotes
from recoupe.annotate.reading import Reading
from recoupe.crosscheck.boilerplate import Places, Shelf, find_boilerplate
from recoupe.crosscheck.direction import UNKNOWN, Verdict, Version, judge_direction, published_as_stated
from recoupe.crosscheck.runs import Runs, find_runs
from recoupe.crosscheck.shingles import MIN_WORDS, Ints, Words, read_words
from recoupe.languages import LANGUAGES, identify_language, word_list
from recoupe.model import Annotation, Article, Manner, MatchKind, PassageMatch, Place, Published, Role, Zone
from recoupe.zones import FURNITURE, find_furniture

SAID_SHARE = 0.6  # share of a passage's words inside quotation marks from which on it is a quotation, who said it aside,
QUOTED_SHARE = 0.4  # and of all its words
BULLETIN_FIGURES = 2  # that have changed make a sentence one of a bulletin,
BULLETIN_WORDS = 80  # if it is no longer than this;
ROUNDING = 0.02  # a figure that differs by no more than this share has not changed
NARRATIVE_WORDS = 2 * MIN_WORDS  # words around quotations that nobody but a copyist has in common
QUOTATION_MARKS = ('"', "«", "»", "“", "”", "„", "''", "＂", "‘", "‹", "\n—", "\n–", "\n-")
NAME_OR_FIGURE = re.compile(
    r"\d|(?<=[\w,;][ \u00a0])(?:\(|[ldLD]['’])?[A-ZÀ-ÖØ-ÞŒ]|(?<=\b[ld]['’])[A-ZÀ-ÖØ-ÞŒ]"
)
AFTER_QUOTATION = re.compile("[\"»”“’'][ \u00a0\u202f]?,[ \u00a0\u202f]*$")
FIGURE = re.compile(r"\b\d{1,12}(?:[.,\u00a0\u202f ]\d{3}){0,4}(?:[.,]\d{1,6})?(?![\d \u00a0]*[hH:])")
CODE = re.compile(r"""["'] ?: ?["'{\[]|["'] ?: ?(?:true|false|null|\d)|\}\s?[;,)]""")
CODE_MARKS = 2  # no prose has so many signs of a program
LANGUAGE_CHARS = 300  # of a shared passage's article, to tell its language by
LITTLE_WORDS = 4  # different ones of one language, and none of another, tell it

Spans = tuple[tuple[int, int], ...]
Side = tuple[int, int, int]  # the text's number, first and last word in all texts (end exclusive)


@dataclass(slots=True, frozen=True)
class Held:
    """An article with what is known of its date."""

    article: Article
    published: Published


@dataclass(slots=True, frozen=True)
class Sheet:
    """What is known of an article that shares something: its date, and its furniture and quotations as sorted spans."""

    article: Article
    language: str
    published: Published
    furniture: Spans
    said: Spans


@dataclass(slots=True, frozen=True)
class Pair:
    """A shared run: its two sides, and their offsets in their articles."""

    later: Side
    earlier: Side
    later_span: tuple[int, int]
    earlier_span: tuple[int, int]

    @property
    def texts(self) -> tuple[int, int]:
        return self.later[0], self.earlier[0]


SheetsOf = Callable[[Sequence[Held], Sequence[Pair]], dict[int, Sheet]]


def match_passages(annotations: Sequence[Annotation]) -> list[PassageMatch]:
    """Every passage of about 14 words and more that stands in two articles, or twice in one.

    Verbatim or edited (up to a fifth of the words and more), whatever the typography, case or accents. A passage that
    stands in many articles is linked to the first and to the previous of them. Sorted by the later article (in the
    order of the input), then by the place in it; the order of the input decides nothing else.
    """
    by_id = {annotation.id: annotation for annotation in annotations}

    def sheets_of(held: Sequence[Held], pairs: Sequence[Pair]) -> dict[int, Sheet]:
        texts = {text for pair in pairs for text in pair.texts}
        return {text: sheet_of_annotation(by_id[held[text].article.id]) for text in texts}

    return _match([Held(annotation.article, annotation.published) for annotation in annotations], sheets_of)


def match_articles(articles: Iterable[Article]) -> list[PassageMatch]:
    """The same for articles that nobody has annotated: zones, quotation marks and dates are read, nothing is parsed."""
    dates = cache(published_as_stated)
    return _match([Held(article, dates(article.stated_date)) for article in articles], sheets_of_articles)


def order_key(held: Held) -> str:
    """What articles are ordered by before they are compared: their first possible day, then their id; undated ones last."""
    return f"{held.published.earliest or '~'} {held.article.id}"


def _match(articles: Sequence[Held], sheets_of: SheetsOf) -> list[PassageMatch]:
    held = sorted(articles, key=order_key)
    words = read_words([one.article.text for one in held])
    runs = find_runs(words.hashes, words.first)
    outlets = Counter(one.article.outlet for one in held if one.article.outlet)
    matches = judge_runs(held, words, runs, outlets, sheets_of)
    rank = {one.article.id: place for place, one in enumerate(articles)}
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


def _furniture(zones: Iterable[Zone]) -> Spans:
    return tuple((zone.start, zone.end) for zone in zones if zone.role in FURNITURE)


def _said(reading: Reading) -> list[tuple[int, int]]:
    return [(quote.inner.start, quote.inner.end) for quote in find_quotes(reading)]


def sheet_of_annotation(annotation: Annotation) -> Sheet:
    reading = Reading(annotation.article, annotation.language, annotation.zones, annotation.published)
    quoted = [(said.start, said.end) for said in annotation.attributions if said.kind is Manner.DIRECT]
    return Sheet(
        annotation.article,
        annotation.language,
        annotation.published,
        _furniture(annotation.zones),
        _disjoint([*_said(reading), *quoted]),
    )


def sheets_of_articles(held: Sequence[Held], pairs: Sequence[Pair]) -> dict[int, Sheet]:
    """Sheets of the articles that pairs join: only the paragraphs that hold a later side are looked at for furniture."""
    languages = _languages(held, pairs)
    touched: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in pairs:
        touched[pair.later[0]].append(pair.later_span)
    return {
        text: _sheet_of_article(held[text], language, touched.get(text, ()))
        for text, language in languages.items()
    }


def _languages(held: Sequence[Held], pairs: Sequence[Pair]) -> dict[int, str]:
    """The language of each article of these pairs: the one given, the one of an article it shares words with, or as read."""
    known: dict[int, str] = {}
    for pair in pairs:
        for text in pair.texts:
            if text not in known and (given := held[text].article.language):
                known[text] = given
        later, earlier = pair.texts
        if earlier not in known:
            start = pair.earlier_span[0]
            sample = held[earlier].article.text[start : start + LANGUAGE_CHARS]
            known[earlier] = known.get(later) or _tell_language(sample)
        known.setdefault(later, known[earlier])
    return known


def _tell_language(sample: str) -> str:
    """The language of a short text by its little words; the classifier, which is a hundred times dearer, is asked where they leave it open.

    « La digue est gardée par des pompiers, que la préfète a vus dans une salle » has six French ones and no English one.
    """
    words = set(sample.lower().split())
    counts = {language: len(words & little) for language, little in _little_words().items()}
    told = [language for language, count in counts.items() if count]
    return told[0] if len(told) == 1 and counts[told[0]] >= LITTLE_WORDS else identify_language(sample)


@cache
def _little_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(word_list(language, "little_words")["plain"]) for language in LANGUAGES}


def _sheet_of_article(held: Held, language: str, touched: Iterable[tuple[int, int]]) -> Sheet:
    article = held.article
    reading = Reading(article, language, ())
    published = held.published if held.published.earliest else date_article(reading)
    if any(mark in article.text for mark in QUOTATION_MARKS):
        reading = Reading(article, language, tuple(_paragraphs(article.text, 0, len(article.text))))
    lines = {
        (line.start, line.end) for start, end in touched for line in _paragraphs(article.text, start, end)
    }
    furniture = [
        stretch for start, end in lines for stretch in find_furniture(article.text, start, end, language)
    ]
    return Sheet(article, language, published, _disjoint(furniture), _disjoint(_said(reading)))


def _paragraphs(text: str, start: int, end: int) -> Iterable[Zone]:
    """The lines of a text that a stretch touches, as body."""
    low = text.rfind("\n", 0, start) + 1
    while low < end or low == start:
        high = text.find("\n", low)
        high = len(text) if high < 0 else high
        if text[low:high].strip():
            yield Zone(start=low, end=high, role=Role.BODY)
        low = high + 1


# --------------------------------------------------------------------------- matches


def judge_runs(
    held: Sequence[Held], words: Words, runs: Runs, outlets: Counter[str], sheets_of: SheetsOf
) -> list[PassageMatch]:
    """Passage matches out of runs between these articles (in the order of ``order_key``), with kind and direction.

    ``outlets`` counts the articles of each outlet, those that share nothing as well.
    """
    pairs = pair_up(words, runs)
    stock = _find_stock(held, words, runs, pairs, outlets)
    told = [pair for pair, is_stock in zip(pairs, stock, strict=True) if not is_stock]
    sheets = sheets_of(held, told)
    verdicts = judge_pairs(told, sheets)
    matches = []
    for pair, is_stock in zip(pairs, stock, strict=True):
        earlier, later = (
            Place(id=held[text].article.id, start=span[0], end=span[1])
            for text, span in ((pair.earlier[0], pair.earlier_span), (pair.later[0], pair.later_span))
        )
        if is_stock:
            matches.append(write_match(earlier, later, MatchKind.BOILERPLATE, UNKNOWN))
        else:
            matches.append(write_match(earlier, later, kind_of(pair, words, sheets), verdicts[pair.texts]))
    return matches


def _find_stock(
    held: Sequence[Held], words: Words, runs: Runs, pairs: Sequence[Pair], outlets: Counter[str]
) -> list[bool]:
    """Which runs are footers, stock phrases or code; what comes back and names somebody is background, which is copied."""
    shelf = shelve(
        np.diff(words.first),
        [one.article.outlet for one in held],
        [one.published.earliest for one in held],
        outlets,
    )
    later = Places(runs.text, *_within(words.first, runs.text, runs.later, runs.later_end))
    earlier = Places(runs.source, *_within(words.first, runs.source, runs.earlier, runs.earlier_end))
    found = find_boilerplate(later, earlier, *shelf)
    texts = [held[pair.later[0]].article.text for pair in pairs]
    return [
        footer or (stock and not names_something(text, pair.later_span)) or is_code(text, pair.later_span)
        for text, pair, footer, stock in zip(
            texts, pairs, found.footer.tolist(), found.stock.tolist(), strict=True
        )
    ]


def shelve(
    words: Ints, outlets: Sequence[str | None], days: Sequence[str | None], articles: Counter[str]
) -> tuple[Shelf, Ints]:
    """What ``find_boilerplate`` asks of texts: of each its count of words, outlet and first day; ``articles`` counts those
    of each outlet."""
    names = sorted(articles)
    number = {outlet: place for place, outlet in enumerate(names)}
    ordinal = cache(lambda day: date.fromisoformat(day).toordinal() if day else -1)
    shelf = Shelf(
        words,
        np.array([number.get(outlet or "", -1) for outlet in outlets], dtype=np.int64),
        np.array([ordinal(day) for day in days], dtype=np.int64),
    )
    return shelf, np.array([articles[outlet] for outlet in names], dtype=np.int64)


def names_something(text: str, span: tuple[int, int]) -> bool:
    """Whether a passage holds a figure or a name: a capital that opens no sentence and no quotation.

    « Une enquête a été ouverte pour établir les causes » names nothing, « le parquet de Tarvel a ouvert une enquête » does.
    """
    return NAME_OR_FIGURE.search(text, *span) is not None


def is_code(text: str, span: tuple[int, int]) -> bool:
    """Whether a passage is what a crawl left of a program: « "muet": true, "auto": false »."""
    low, high = span
    if text.find('":', low, high) < 0 and text.find("':", low, high) < 0 and text.find("}", low, high) < 0:
        return False
    return sum(1 for _ in islice(CODE.finditer(text, low, high), CODE_MARKS)) == CODE_MARKS


def _within(first: Ints, text: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    return start - first[text], end - first[text]


def pair_up(words: Words, runs: Runs) -> list[Pair]:
    """Runs one by one."""
    later = zip(runs.text.tolist(), runs.later.tolist(), runs.later_end.tolist(), strict=True)
    earlier = zip(runs.source.tolist(), runs.earlier.tolist(), runs.earlier_end.tolist(), strict=True)
    spans = (
        zip(words.start[low].tolist(), words.end[high - 1].tolist(), strict=True)
        for low, high in ((runs.later, runs.later_end), (runs.earlier, runs.earlier_end))
    )
    return [Pair(*row) for row in zip(later, earlier, *spans, strict=True)]


def judge_pairs(pairs: Sequence[Pair], sheets: dict[int, Sheet]) -> dict[tuple[int, int], Verdict]:
    """For each two articles that share something, which was first: (later, earlier) -> whether ``earlier`` was."""
    groups: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[pair.texts].append(pair)
    verdicts = {}
    for (later, earlier), group in groups.items():
        if later == earlier:
            verdicts[(later, earlier)] = UNKNOWN
            continue
        source = _version(sheets[earlier], (pair.earlier_span for pair in group))
        copy = _version(sheets[later], (pair.later_span for pair in group))
        verdicts[(later, earlier)] = judge_direction(source, copy)
    return verdicts


def _version(sheet: Sheet, passages: Iterable[tuple[int, int]]) -> Version:
    return Version(sheet.article, sheet.language, sheet.published, tuple(passages))


def write_match(earlier: Place, later: Place, kind: MatchKind, verdict: Verdict) -> PassageMatch:
    """The match of two places, of which the texts were ordered by their first possible days before the verdict."""
    swapped = verdict.first is False or (verdict.first is None and later.id < earlier.id)
    return PassageMatch(
        earlier=later if swapped else earlier,
        later=earlier if swapped else later,
        kind=kind,
        direction=verdict.direction,
        because=verdict.because,
    )


# --------------------------------------------------------------------------- kinds


def kind_of(pair: Pair, words: Words, sheets: dict[int, Sheet]) -> MatchKind:
    """Furniture on either side and a form filled in anew are boilerplate; words that both sides quote are a quotation."""
    sides = (pair.later, pair.earlier)
    for text, first, last in sides:
        if 2 * sum(_counts(words, sheets[text].furniture, first, last)) > last - first:
            return MatchKind.BOILERPLATE
    if all(_is_said(words, sheets[text], first, last) for text, first, last in sides):
        return MatchKind.QUOTATION
    return MatchKind.BOILERPLATE if _is_filled_in_anew(pair, sheets) else MatchKind.NARRATIVE


def _is_filled_in_anew(pair: Pair, sheets: dict[int, Sheet]) -> bool:
    """Whether two sides on different days are one sentence of a bulletin, whose figures have changed.

    « La crue a fait 12 morts et 340 sans-abri, selon le relevé établi à 18 heures », « La crue a fait 15 morts et 412 sans-abri… ».
    """
    later, earlier = sheets[pair.later[0]], sheets[pair.earlier[0]]
    days = {later.published.earliest, earlier.published.earliest}
    if len(days) == 1 or None in days or pair.later[2] - pair.later[1] > BULLETIN_WORDS:
        return False
    here = _figures(later.article.text, pair.later_span)
    there = _figures(earlier.article.text, pair.earlier_span)
    kept = sum(any(abs(one - other) <= ROUNDING * one for other in there) for one in here)
    return min(len(here), len(there)) >= BULLETIN_FIGURES and 2 * kept <= len(here)


def _figures(text: str, span: tuple[int, int]) -> list[int]:
    """The figures of a passage by their digits, without years and hours."""
    found = (re.sub(r"\D", "", figure.group()) for figure in FIGURE.finditer(text, *span))
    return [int(digits) for digits in found if not re.fullmatch(r"(?:19|20)\d\d", digits)]


def _counts(words: Words, spans: Spans, first: int, last: int) -> list[int]:
    """How many of the words ``first:last`` lie in each of these spans of their text that holds any."""
    if not spans:
        return []
    start = words.start[first:last]
    low, high = int(start[0]), int(words.end[last - 1])
    near = [span for span in spans if span[0] < high and span[1] > low]
    if not near:
        return []
    edges = np.searchsorted(start, np.array(near))
    return [int(stop - begin) for begin, stop in edges]


def _is_said(words: Words, sheet: Sheet, first: int, last: int) -> bool:
    """Whether words are somebody's rather than the article's: mostly quoted, and what is left is no passage by itself.

    « « La digue tiendra », a assuré la maire. » is a quotation with its attribution, which counts for neither side; where two
    such sentences are bound by a third one that nobody speaks, the whole is the article's own.
    """
    size = last - first
    inside = sum(_counts(words, sheet.said, first, last))
    if inside < QUOTED_SHARE * size or size - inside >= NARRATIVE_WORDS:
        return False
    unsaid = _unsaid(words, sheet.said, first, last)
    if max((end - start for start, end in unsaid), default=0) >= MIN_WORDS:
        return False
    named = sum(end - start for start, end in unsaid if _follows_a_quotation(words, sheet, start))
    return inside >= SAID_SHARE * (size - named)


def _unsaid(words: Words, said: Spans, first: int, last: int) -> list[tuple[int, int]]:
    """The rows of words outside quotations."""
    start = words.start[first:last]
    edges = np.searchsorted(start, np.array(said)).ravel() if said else np.zeros(0, dtype=np.int64)
    bounds = (np.concatenate([[0], edges, [last - first]]) + first).tolist()
    return [(low, high) for low, high in zip(bounds[::2], bounds[1::2], strict=True) if low < high]


def _follows_a_quotation(words: Words, sheet: Sheet, first: int) -> bool:
    """Whether a word comes after a closing mark and a comma, as who said it does: « …tiendra », a assuré la maire »."""
    text, start = sheet.article.text, int(words.start[first])
    return AFTER_QUOTATION.search(text, max(0, start - 8), start) is not None
