"""Stories: which articles are about one event, by the wording and meaning of titles and leads, and by their dates.

Day by day, the articles of a day and the stories of the last week are joined, the two most alike first, as long as two
stories are alike on the average of all their pairs (agglomerative clustering by group average). The bars are reasoned,
not fitted; ``docs/copying.md`` says how.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from recoupe.crosscheck.direction import published_as_stated
from recoupe.crosscheck.meaning import Encoder, Vectors, choose_encoder
from recoupe.crosscheck.wording import WORD, content_stems
from recoupe.languages import LANGUAGES, identify_language, word_list
from recoupe.model import Annotation, Article, MatchKind, PassageMatch, Published, Record, Role, StoryLine

BAR = 0.26  # average likeness of two articles of one event; of one subject it is about .2, of two subjects about 0
UNDATED_BAR = 0.31  # where no date can keep two events apart
DAY_COST = (
    0.015  # by which the bar rises for each day of silence after the first: later news is of another event
)
COPIED = 0.2  # what a copied narrative passage adds
WINDOW_DAYS = 7  # of silence end a story
MEANING = 0.5  # share of meaning in a likeness, the rest is wording
TITLE_WEIGHT = 2.0  # of a word in the title, to one in the lead
LEAD_CHARS = 1_200
SENSE_CHARS = 600  # of an article without a title of its own, whose meaning is read,
TITLED_SENSE_CHARS = 250  # and of one with: a title says in few words what it is about
FURNITURE_TITLES = 5  # distinct titles with one end from which on it is an outlet's or a rubric's name
BATCH = 1_000  # articles of one day that are joined at once
STEMS_KEPT = 200_000  # whose numbers are remembered

_SET_OFF = re.compile(r"\s+[:|–—-]\s+[^|:–—]{1,60}$")  # « | Le Fanal » at the end of a title
Numbers = NDArray[np.int32]
Floats = NDArray[np.float32]


class Opening(Record, frozen=True, array_like=True):
    """What stories see of an article: title, how the text begins, the stems of its title and lead, and the days (ordinals)
    between which it came out.

    ``has_title``: whether the title was given, or is a line of the text. Stems are numbers of 64 bits, sorted.
    """

    id: str
    language: str
    title: str
    has_title: bool
    begin: str
    stems: bytes
    title_stems: bytes
    earliest: int | None
    latest: int | None


def group_stories(
    openings: Sequence[Opening], matches: Iterable[PassageMatch] = (), encoder: Encoder | None = None
) -> dict[str, str]:
    """The story of each article: article id to story id, which is the smallest article id of the story."""
    copied = {
        (min(match.earlier.id, match.later.id), max(match.earlier.id, match.later.id))
        for match in matches
        if match.kind is MatchKind.NARRATIVE and match.earlier.id != match.later.id
    }
    return _group(openings, copied, encoder or choose_encoder())


def assign_stories(articles: Iterable[Article], encoder: Encoder | None = None) -> Iterator[StoryLine]:
    """The story of each article, in the order of the input; of an article its opening is held, not its text."""
    openings = [open_article(article) for article in articles]
    story = _group(openings, set(), encoder or choose_encoder())
    for opening in openings:
        yield StoryLine(id=opening.id, story=story[opening.id])


# --------------------------------------------------------------------------- what stories see


def open_article(article: Article) -> Opening:
    """What stories see of an article that is not annotated."""
    language = article.language or identify_language(article.text)
    text = article.text[: 2 * LEAD_CHARS].strip()
    first, _, rest = text.partition("\n")
    title = article.title or (first if rest else "")
    published = published_as_stated(article.stated_date)
    return _open(article, language, title, text.removeprefix(title), published)


def open_annotation(annotation: Annotation) -> Opening:
    """What stories see of an annotated article: its headline where it has no title, and its body."""
    text, article = annotation.text, annotation.article
    headline = next((zone for zone in annotation.zones if zone.role is Role.HEADLINE), None)
    title = article.title or (text[headline.start : headline.end] if headline else "")
    body = " ".join(text[zone.start : zone.end] for zone in annotation.zones if zone.role is Role.BODY)
    return _open(article, annotation.language, title, body, annotation.published)


def _open(article: Article, language: str, title: str, text: str, published: Published) -> Opening:
    lead, title = text.strip()[:LEAD_CHARS], title.strip()[:LEAD_CHARS]
    return Opening(
        id=article.id,
        language=language,
        title=title,
        has_title=bool(article.title),
        begin=lead[:SENSE_CHARS],
        stems=_number_stems(lead, language),
        title_stems=_number_stems(title, language),
        earliest=_ordinal(published.earliest),
        latest=_ordinal(published.latest),
    )


def _number_stems(text: str, language: str) -> bytes:
    """The stems of a text as numbers of 64 bits, sorted."""
    numbers = [_number(stem) for stem in content_stems(text, language)]
    return np.sort(np.array(numbers, dtype=np.int64)).tobytes()


@lru_cache(maxsize=STEMS_KEPT)
def _number(stem: str) -> int:
    digest = hashlib.blake2b(stem.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day else None


def _strip_furniture(titles: Sequence[str]) -> list[str]:
    """Titles without the outlet's name or rubric at their end: what stands there, set off, in ``FURNITURE_TITLES`` of them.

    « Grève au port de Tarvel | Le Fanal », « La digue a cédé | Le Fanal »… lose « Le Fanal ».
    """
    ends = Counter(end.group() for title in set(titles) if (end := _SET_OFF.search(title)))
    return [
        title[: end.start()]
        if (end := _SET_OFF.search(title)) and ends[end.group()] >= FURNITURE_TITLES
        else title
        for title in titles
    ]


def _weigh(openings: Sequence[Opening], titles: Sequence[str]) -> list[tuple[Numbers, Floats]]:
    """TF-IDF of titles and leads, of length 1; stems are numbered in the order of their 64 bits, whatever the input's."""
    held = []
    for opening, title in zip(openings, titles, strict=True):
        headed = opening.title_stems if title == opening.title else _number_stems(title, opening.language)
        held += [np.frombuffer(opening.stems, dtype=np.int64), np.frombuffer(headed, dtype=np.int64)]
    sizes = np.array([len(stems) for stems in held])
    known, numbers = np.unique(np.concatenate(held), return_inverse=True)
    count, width = len(openings), max(1, len(known))
    owners = np.repeat(np.arange(count), sizes[::2] + sizes[1::2])
    cells, places = np.unique(owners * width + numbers, return_inverse=True)
    strength = np.ones(len(cells))
    strength[places[np.repeat(np.arange(2 * count) % 2 == 1, sizes)]] = TITLE_WEIGHT
    numbers, owners = cells % width, cells // width
    rarity = np.log1p(count / np.maximum(np.bincount(numbers, minlength=width), 1))
    weights = strength * rarity[numbers]
    lengths = np.sqrt(np.bincount(owners, weights=weights * weights, minlength=count))
    weights /= np.where(lengths == 0, 1, lengths)[owners]
    bounds = np.searchsorted(owners, np.arange(1, count))
    return list(
        zip(
            np.split(numbers.astype(np.int32), bounds),
            np.split(weights.astype(np.float32), bounds),
            strict=True,
        )
    )


def _read_meaning(openings: Sequence[Opening], titles: Sequence[str], encoder: Encoder) -> Vectors:
    """The meaning of each opening beyond what all news has in common: length 1, the mean of the news taken away.

    The mean is that of the articles and of invented headlines, which count where the articles are few. Texts are
    encoded in the order of the alphabet, so that the order of the input changes no digit.
    """
    background = [
        headline for language in LANGUAGES for headline in word_list(language, "copying")["headlines"]
    ]
    senses = [
        f"{title} {opening.begin}".strip()[: TITLED_SENSE_CHARS if opening.has_title else SENSE_CHARS]
        for opening, title in zip(openings, titles, strict=True)
    ]
    texts = sorted(set(senses))
    place = {text: number for number, text in enumerate(texts)}
    vectors = encoder.encode([*background, *texts])
    rows = np.array([place[sense] for sense in senses], dtype=np.int64) + len(background)
    known = np.concatenate([np.arange(len(background)), np.sort(rows)])
    vectors = vectors - vectors[known].mean(axis=0)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    told = np.array([[WORD.search(sense) is not None] for sense in senses])
    return np.where(told, vectors[rows], 0).astype(np.float32)


# --------------------------------------------------------------------------- day by day


@dataclass(slots=True)
class _Story:
    """A story: its articles, the mean of their wording (stem to weight) and meaning, first and last day."""

    members: list[int]
    stems: Numbers
    weights: Floats
    meaning: Vectors
    first: float
    last: float


class _Desk:
    """The stories so far, and those that may still grow."""

    def __init__(self, openings: Sequence[Opening], copied: set[tuple[str, str]], encoder: Encoder):
        self.openings = openings
        titles = _strip_furniture([opening.title for opening in openings])
        self.wording = _weigh(openings, titles)
        self.meaning = _read_meaning(openings, titles, encoder)
        self.stories: list[_Story] = []
        self.open: list[_Story] = []
        self.partners: dict[int, list[int]] = defaultdict(list)
        number = {opening.id: place for place, opening in enumerate(self.openings)}
        for low, high in sorted(copied):
            self.partners[number[low]].append(number[high])
            self.partners[number[high]].append(number[low])

    def take(self, batch: Sequence[int]) -> None:
        """Join the articles of one day to each other and to the stories that are still open."""
        day = self.openings[batch[0]].earliest
        if day is not None:
            self.open = [story for story in self.open if day - story.last <= WINDOW_DAYS]
        fresh = [self._story_of(number) for number in batch]
        joined = _join(self._likeness(batch, fresh, day), [len(story.members) for story in self.open])
        for target, rows in joined:
            grown = [fresh[row] for row in rows]
            if target is None:
                self.stories.append(_merge(grown))
                self.open.append(self.stories[-1])
            else:
                story = self.open[target]
                whole = _merge([story, *grown])
                story.members, story.stems, story.weights = whole.members, whole.stems, whole.weights
                story.meaning, story.first, story.last = whole.meaning, whole.first, whole.last

    def _story_of(self, number: int) -> _Story:
        opening = self.openings[number]
        first = -np.inf if opening.earliest is None else opening.earliest
        last = np.inf if opening.latest is None else opening.latest
        return _Story([number], *self.wording[number], self.meaning[number], first, last)

    def _likeness(self, batch: Sequence[int], fresh: Sequence[_Story], day: int | None) -> Floats:
        """How far above its bar each pair of an article (row) and an open story or article of the batch (column) is."""
        columns = [*self.open, *fresh]
        likeness = (1 - MEANING) * _common_wording(fresh, columns)
        likeness += MEANING * (
            np.stack([story.meaning for story in fresh]) @ np.stack([story.meaning for story in columns]).T
        )
        likeness -= UNDATED_BAR if day is None else BAR
        likeness -= _cost_of_silence(fresh, columns)
        own = np.arange(len(fresh))
        likeness[own, len(self.open) + own] = -np.inf
        column_of = {member: column for column, story in enumerate(columns) for member in story.members}
        for row, number in enumerate(batch):
            shared = Counter(
                column_of[other] for other in self.partners.get(number, ()) if other in column_of
            )
            for column, count in shared.items():
                likeness[row, column] += COPIED * count / len(columns[column].members)
        rounded: Floats = np.round(likeness, 4)
        return rounded


def _cost_of_silence(rows: Sequence[_Story], columns: Sequence[_Story]) -> Floats:
    """What the days between each row and column cost; stories more than ``WINDOW_DAYS`` away cost all."""
    first = np.array([story.first for story in columns])
    last = np.array([story.last for story in columns])
    begun = np.array([[story.first] for story in rows])
    ended = np.array([[story.last] for story in rows])
    days = np.nan_to_num(np.maximum(begun - last, first - ended), neginf=0.0)
    return np.where(days > WINDOW_DAYS, np.inf, DAY_COST * np.maximum(days - 1, 0)).astype(np.float32)


def _common_wording(rows: Sequence[_Story], columns: Sequence[_Story]) -> Floats:
    """The scalar product of the mean wordings of each row and each column, through the columns that hold each stem."""
    stems = np.concatenate([story.stems for story in columns])
    weights = np.concatenate([story.weights for story in columns])
    holders = np.repeat(np.arange(len(columns)), [len(story.stems) for story in columns])
    order = np.argsort(stems, kind="stable")
    stems, weights, holders = stems[order], weights[order], holders[order]
    common = np.zeros((len(rows), len(columns)), dtype=np.float32)
    for row, story in enumerate(rows):
        low, high = np.searchsorted(stems, story.stems), np.searchsorted(stems, story.stems, side="right")
        sizes = high - low
        places = np.repeat(low - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes) + np.arange(sizes.sum())
        products = np.repeat(story.weights, sizes) * weights[places]
        common[row] = np.bincount(holders[places], weights=products, minlength=len(columns))
    return common


def _join(likeness: Floats, sizes: Sequence[int]) -> list[tuple[int | None, list[int]]]:
    """Join rows to columns, the most alike first, as long as one pair is at its bar (0); group average throughout.

    The first ``len(sizes)`` columns are open stories of those sizes, the rest are the rows themselves. Gives each
    column that grew, None for a new story, with its rows. Two open stories are never joined.
    """
    count, held = len(likeness), len(sizes)
    size = np.array([*sizes, *([1] * count)], dtype=np.float64)
    rows = {row: [row] for row in range(count)}
    grown: dict[int, list[int]] = defaultdict(list)
    nearest = likeness.argmax(axis=1)
    best = likeness[np.arange(count), nearest]
    while best[row := int(best.argmax())] >= 0:
        kept = int(nearest[row])
        if kept < held:
            gone = row
            grown[kept] += rows.pop(row)
        else:
            kept, gone = held + row, kept - held
            rows[row] += rows.pop(gone)
            likeness[row] = _average(likeness[row], likeness[gone], size[kept], size[held + gone])
        likeness[:, kept] = _average(
            likeness[:, kept], likeness[:, held + gone], size[kept], size[held + gone]
        )
        size[kept] += size[held + gone]
        likeness[gone] = likeness[:, held + gone] = -np.inf
        stale = (nearest == kept) | (nearest == held + gone) | (likeness[:, kept] > best)
        stale[[row, gone]] = True
        for changed in np.flatnonzero(stale):
            nearest[changed] = likeness[changed].argmax()
            best[changed] = likeness[changed, nearest[changed]]
    return [*sorted(grown.items()), *((None, members) for members in rows.values())]


def _average(one: Floats, other: Floats, size: float, other_size: float) -> Floats:
    """The mean of two likenesses, each counted as often as it has articles (Lance and Williams 1967)."""
    return np.asarray((one * size + other * other_size) / (size + other_size), dtype=np.float32)


def _merge(stories: Sequence[_Story]) -> _Story:
    """Several stories as one; a story alone as it is."""
    if len(stories) == 1:
        return stories[0]
    counts = [len(story.members) for story in stories]
    size = sum(counts)
    stems, places = np.unique(np.concatenate([story.stems for story in stories]), return_inverse=True)
    shares = np.concatenate([story.weights * (n / size) for story, n in zip(stories, counts, strict=True)])
    meaning = sum(story.meaning * (n / size) for story, n in zip(stories, counts, strict=True))
    return _Story(
        [member for story in stories for member in story.members],
        stems,
        np.bincount(places, weights=shares, minlength=len(stems)).astype(np.float32),
        np.asarray(meaning, dtype=np.float32),
        min(story.first for story in stories),
        max(story.last for story in stories),
    )


def _group(openings: Sequence[Opening], copied: set[tuple[str, str]], encoder: Encoder) -> dict[str, str]:
    """The story of each article by its id; the order of the articles decides nothing."""
    if not openings:
        return {}
    desk = _Desk(openings, copied, encoder)
    order = sorted(
        range(len(openings)),
        key=lambda number: (
            openings[number].earliest is None,
            openings[number].earliest or 0,
            openings[number].id,
        ),
    )
    for _, group in groupby(order, key=lambda number: openings[number].earliest):
        day = list(group)
        for low in range(0, len(day), BATCH):
            desk.take(day[low : low + BATCH])
    story: dict[str, str] = {}
    for members in (story.members for story in desk.stories):
        names = [openings[member].id for member in members]
        story |= dict.fromkeys(names, min(names))
    return story
