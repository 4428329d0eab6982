"""Stories: which articles are about one event, by the wording and meaning of titles and leads, and by their dates.

One pass in the order of dates: each article joins the story whose recent articles it is nearest to, or opens one
(first-story detection over TF-IDF, the strongest method published for French: Mazoyer et al. 2020). The bars are
reasoned, not fitted; ``docs/copying.md`` says how.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import log, sqrt

from recoupe.crosscheck.direction import published_as_stated
from recoupe.crosscheck.meaning import Encoder, Vectors, choose_encoder
from recoupe.crosscheck.wording import content_stems
from recoupe.languages import identify_language
from recoupe.model import Annotation, Article, MatchKind, PassageMatch, Published, Role, StoryLine

BAR = 0.4  # between two articles of one event and of two, for wording (about .3) and meaning (about .5) together
UNDATED_BAR = 0.45  # where no date can keep two events apart
COPIED = 0.1  # what a copied narrative passage adds
WINDOW_DAYS = 7  # between two articles that follow one event
LEAD_CHARS = 1_200
SENSE_CHARS = 600  # of an article without a title of its own, whose meaning is read,
TITLED_SENSE_CHARS = 250  # and of one with: a title says in few words what it is about
TITLE_WEIGHT = 2.0
RARE_STEMS = 16  # stems by which neighbours are looked for: the rarest that some other article holds too
NEAREST = 2  # articles of a story that a newcomer is compared with
MAX_POSTINGS = 400  # latest articles looked at for one stem
MAX_NEIGHBOURS = 24  # articles that are compared in full
MEANING = 0.5  # share of meaning in a score, the rest is wording


@dataclass(slots=True, frozen=True)
class _Item:
    """An article as stories see it: what it opens with, and the days (ordinals) between which it came out."""

    id: str
    title: str
    lead: str
    sense: str
    language: str
    earliest: int | None
    latest: int | None


def group_stories(
    annotations: Sequence[Annotation],
    matches: Iterable[PassageMatch] = (),
    encoder: Encoder | None = None,
) -> dict[str, str]:
    """The story of each annotated article: article id to story id, which is the smallest article id of the story."""
    copied = {
        tuple(sorted((match.earlier.id, match.later.id)))
        for match in matches
        if match.kind is MatchKind.NARRATIVE and match.earlier.id != match.later.id
    }
    items = [_item_of_annotation(annotation) for annotation in annotations]
    return _group(items, frozenset((low, high) for low, high in copied), encoder or choose_encoder())


def assign_stories(articles: Iterable[Article], encoder: Encoder | None = None) -> Iterator[StoryLine]:
    """The story of each article, in the order of the input; holds the openings of the articles, not their texts."""
    items = [_item_of_article(article) for article in articles]
    story = _group(items, frozenset(), encoder or choose_encoder())
    for item in items:
        yield StoryLine(id=item.id, story=story[item.id])


# --------------------------------------------------------------------------- what stories see


def _days(published: Published) -> tuple[int | None, int | None]:
    """First and last day of a date, as ordinals; None on a side that is not known."""
    earliest, latest = (
        date.fromisoformat(day).toordinal() if day else None for day in (published.earliest, published.latest)
    )
    return earliest, latest


def _item_of_article(article: Article) -> _Item:
    language = article.language or identify_language(article.text)
    earliest, latest = _days(published_as_stated(article.stated_date))
    first, _, rest = article.text.strip().partition("\n")
    title = article.title or (first if rest else "")
    lead = article.text[: 2 * LEAD_CHARS].strip().removeprefix(title).strip()
    sense = _sense(article.title, f"{title} {lead}")
    return _Item(article.id, title.strip()[:LEAD_CHARS], lead[:LEAD_CHARS], sense, language, earliest, latest)


def _sense(given_title: str | None, opening: str) -> str:
    """The part of an opening whose meaning is read."""
    return opening.strip()[: TITLED_SENSE_CHARS if given_title else SENSE_CHARS]


def _item_of_annotation(annotation: Annotation) -> _Item:
    text, published = annotation.text, annotation.published
    headline = next((zone for zone in annotation.zones if zone.role is Role.HEADLINE), None)
    title = annotation.article.title or (text[headline.start : headline.end] if headline else "")
    body = " ".join(text[zone.start : zone.end] for zone in annotation.zones if zone.role is Role.BODY)
    return _Item(
        annotation.id,
        title.strip()[:LEAD_CHARS],
        body[:LEAD_CHARS],
        _sense(annotation.article.title, f"{title} {body[:LEAD_CHARS]}"),
        annotation.language,
        *_days(published),
    )


def _vectors(items: Sequence[_Item]) -> tuple[list[dict[str, float]], list[list[str]]]:
    """TF-IDF over the stems of titles (counted twice) and leads, of length 1; and the stems to look for neighbours by."""
    titles = [content_stems(item.title, item.language) for item in items]
    leads = [content_stems(item.lead, item.language) for item in items]
    held = Counter(stem for title, lead in zip(titles, leads, strict=True) for stem in title | lead)
    vectors, rare = [], []
    for title, lead in zip(titles, leads, strict=True):
        raw = {
            stem: (TITLE_WEIGHT if stem in title else 1.0) * log(1 + len(items) / held[stem])
            for stem in sorted(title | lead)
        }
        length = sqrt(sum(value * value for value in raw.values())) or 1.0
        vectors.append({stem: value / length for stem, value in raw.items()})
        common = [stem for stem in raw if held[stem] > 1]
        rare.append(sorted(common, key=raw.__getitem__, reverse=True)[:RARE_STEMS])
    return vectors, rare


# --------------------------------------------------------------------------- one pass


class _Newsroom:
    """The stories so far, and the articles of each by stem."""

    def __init__(self, items: Sequence[_Item], copied: frozenset[tuple[str, str]], meanings: Vectors):
        self.items = items
        self.copied = copied
        self.meanings = meanings
        self.vectors, self.rare = _vectors(items)
        self.postings: dict[str, list[int]] = defaultdict(list)
        self.story: dict[int, int] = {}
        self.partners: dict[str, set[str]] = defaultdict(set)
        for low, high in copied:
            self.partners[low].add(high)
            self.partners[high].add(low)
        self.place = {item.id: number for number, item in enumerate(items)}

    def add(self, number: int) -> None:
        """Put an article into the story it is nearest to, above the bar, or into one of its own."""
        scores: dict[int, list[float]] = defaultdict(list)
        for other in self._neighbours(number):
            scores[self.story[other]].append(self._score(number, other))
        nearest = min(
            ((-_mean_of_nearest(values), story) for story, values in scores.items()), default=(1.0, number)
        )
        self.story[number] = nearest[1] if nearest[0] <= 0 else number
        for stem in self.rare[number]:
            self.postings[stem].append(number)

    def _neighbours(self, number: int) -> list[int]:
        """The articles near in time that share most by their rare stems, and those that share a passage."""
        vector = self.vectors[number]
        shared: dict[int, float] = defaultdict(float)
        for stem in self.rare[number]:
            for other in self.postings[stem][-MAX_POSTINGS:]:
                shared[other] += vector[stem] * self.vectors[other][stem]
        for partner in self.partners[self.items[number].id]:
            if self.place[partner] in self.story:
                shared[self.place[partner]] += COPIED
        near = [other for other in shared if self._near_in_time(number, other)]
        return sorted(near, key=lambda other: (-round(shared[other], 6), self.items[other].id))[
            :MAX_NEIGHBOURS
        ]

    def _near_in_time(self, number: int, other: int) -> bool:
        here, there = self.items[number], self.items[other]
        if (
            here.earliest is not None
            and there.latest is not None
            and here.earliest - there.latest > WINDOW_DAYS
        ):
            return False
        return not (
            here.latest is not None
            and there.earliest is not None
            and there.earliest - here.latest > WINDOW_DAYS
        )

    def _score(self, number: int, other: int) -> float:
        """How far above its bar a pair of articles is (negative: below)."""
        here, there = self.vectors[number], self.vectors[other]
        wording = sum(value * there[stem] for stem, value in here.items() if stem in there)
        meaning = max(0.0, float(self.meanings[number] @ self.meanings[other]))
        score = (1 - MEANING) * wording + MEANING * meaning
        one, two = self.items[number], self.items[other]
        if (min(one.id, two.id), max(one.id, two.id)) in self.copied:
            score += COPIED
        dated = one.earliest is not None and two.earliest is not None
        return round(score - (BAR if dated else UNDATED_BAR), 4)


def _mean_of_nearest(values: Sequence[float]) -> float:
    """The mean of the best few scores: one likely pair alone does not chain two stories."""
    nearest = sorted(values, reverse=True)[:NEAREST]
    return round(sum(nearest) / len(nearest), 4)


def _group(items: Sequence[_Item], copied: frozenset[tuple[str, str]], encoder: Encoder) -> dict[str, str]:
    meanings = encoder.encode([item.sense for item in items])
    newsroom = _Newsroom(items, copied, meanings)
    order = sorted(
        range(len(items)),
        key=lambda number: (items[number].earliest is None, items[number].earliest or 0, items[number].id),
    )
    for number in order:
        newsroom.add(number)
    smallest: dict[int, str] = {}
    for number, story in newsroom.story.items():
        smallest[story] = min(smallest.get(story, items[number].id), items[number].id)
    return {items[number].id: smallest[newsroom.story[number]] for number in range(len(items))}
