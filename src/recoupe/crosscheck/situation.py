"""The articles of a chapter with what is already known between them; what the later steps of crosscheck share."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from recoupe.crosscheck.identities import Identities
from recoupe.crosscheck.judged.rulings import Rulings
from recoupe.crosscheck.meaning import Encoder
from recoupe.crosscheck.retold import Retelling, find_retellings
from recoupe.crosscheck.wording import WORD, content_stems, is_doubtful, stem_weights
from recoupe.model import ActorKind, Annotation, Mention, PassageMatch, Published, Role

UNNAMED = frozenset({ActorKind.COLLECTIVE, ActorKind.ANONYMOUS})
MATCH_TOLERANCE = 0.15
READS_ALIKE_CHARS = 25
TELLING_LETTERS = 4
LONGEST_PASSAGE_CHARS = 600


@dataclass(frozen=True)
class Situation:
    """Annotations with their dates, stories, matters (``threads``), joined actors and passages in common.

    ``published``, ``stories`` and ``threads`` are keyed by article id; ``determiners`` gives the French article before
    an actor's name by the actor's key. ``figures`` keeps what was read of each figure. ``language`` is the reader's,
    in which rows are worded. ``rulings`` are what a person has ruled on these articles. ``encoder`` reads the meanings
    of statements; without it, the one that is installed. ``is_whole``: whether these are all the articles of the dossier.
    """

    annotations: Sequence[Annotation]
    published: Mapping[str, Published]
    stories: Mapping[str, str]
    identities: Identities
    matches: Sequence[PassageMatch]
    threads: Mapping[str, str]
    determiners: Mapping[str, str]
    language: str = "fr"
    rulings: Rulings = field(default_factory=Rulings)
    encoder: Encoder | None = None
    is_whole: bool = False
    by_id: dict[str, Annotation] = field(init=False)
    figures: dict[tuple[str, int, int, str], object] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {annotation.id: annotation for annotation in self.annotations})

    def __getstate__(self) -> dict[str, object]:
        """What another process gets: what was made of meanings, and no encoder, since only one process may write down what is read."""
        return {**self.__dict__, "retellings": self.retellings, "encoder": None}

    def principal(self, key: str) -> str:
        """Whom an actor acts for: the country (its code, or its account key where it has none) of a person, government
        or institution, else the actor itself."""
        joined = self.identities.actors.get(key)
        return (joined.country or joined.acts_for or key) if joined else key

    def principals(self, keys: Iterable[str]) -> frozenset[str]:
        return frozenset(self.principal(key) for key in keys)

    def are_persons(self, keys: Iterable[str]) -> bool:
        """Whether all these actors are persons."""
        return all(self.identities.actors[key].kind is ActorKind.PERSON for key in keys)

    def common_names(self, keys: Iterable[str]) -> frozenset[str]:
        """The names, small letters, of those actors that are told by a common noun only and act for nobody."""
        actors = (self.identities.actors[key] for key in keys)
        return frozenset(
            actor.name.casefold()
            for actor in actors
            if actor.kind in UNNAMED and not (actor.country or actor.acts_for)
        )

    def text_of(self, article: str, start: int, end: int) -> str:
        return self.by_id[article].text[start:end]

    def mentions_between(self, article: str, low: int, high: int) -> list[Mention]:
        """The mentions that begin in a stretch of an article."""
        starts, mentions = self._mentions[article]
        return mentions[bisect_left(starts, low) : bisect_left(starts, high)]

    @cached_property
    def _mentions(self) -> dict[str, tuple[list[int], list[Mention]]]:
        table = {}
        for annotation in self.annotations:
            ranked = sorted(annotation.mentions, key=lambda mention: (mention.start, mention.end))
            table[annotation.id] = ([mention.start for mention in ranked], ranked)
        return table

    def order(self, article: str) -> tuple[str, str]:
        """Where an article stands in time: its earliest day (or latest, or none), then its id."""
        published = self.published[article]
        return (published.earliest or published.latest or "9999", article)

    @cached_property
    def retellings(self) -> tuple[Retelling, ...]:
        """The statements of one matter that say one thing in other words."""
        return find_retellings(self.annotations, self.threads, self.published, self.identities, self.encoder)

    @cached_property
    def retold(self) -> frozenset[frozenset[tuple[str, int, int]]]:
        """The same by their places (article, start, end)."""
        return frozenset(
            frozenset((place.id, place.start, place.end) for place in (link.one, link.other))
            for link in self.retellings
        )

    @cached_property
    def retold_keys(self) -> dict[tuple[str, int, int], list[tuple[str, ...]]]:
        """By place, one key for each other place that says the same in other words; both have it."""
        table: dict[tuple[str, int, int], list[tuple[str, ...]]] = {}
        for number, link in enumerate(self.retellings):
            for place in (link.one, link.other):
                table.setdefault((place.id, place.start, place.end), []).append(("retold", str(number)))
        return table

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """The articles whose wording shows the marks of machine translation."""
        return frozenset(a.id for a in self.annotations if is_doubtful(a.text, a.language))

    @cached_property
    def weights(self) -> dict[str, float]:
        """How telling each stem is over these articles."""
        return stem_weights(content_stems(a.text, a.language) for a in self.annotations)

    @cached_property
    def matches_between(self) -> dict[tuple[str, str], list[PassageMatch]]:
        """Passage matches by the pair of articles, earlier first."""
        table: dict[tuple[str, str], list[PassageMatch]] = {}
        for match in self.matches:
            table.setdefault((match.earlier.id, match.later.id), []).append(match)
        return table

    @cached_property
    def repetitions(self) -> dict[str, list[tuple[int, int]]]:
        """By article, the stretches that say again what it said before."""
        return {
            a.id: [(z.start, z.end) for z in a.zones if z.role is Role.REPETITION] for a in self.annotations
        }

    def repeats(self, article: str, start: int) -> bool:
        """Whether a place stands in a repetition."""
        return any(low <= start < high for low, high in self.repetitions[article])

    def _reads_alike(self, first: tuple[str, int, int], second: tuple[str, int, int]) -> bool:
        """Whether two places of one passage have the very same words, more than a name or two."""
        words = self.text_of(*first)
        return len(words) >= READS_ALIKE_CHARS and words == self.text_of(*second)

    def same_wording(self, left: tuple[str, int, int], right: tuple[str, int, int]) -> bool:
        """Whether two places (article, start, end) lie at the same point of one shared passage and have a word in common."""
        for first, second in ((left, right), (right, left)):
            for match in self.matches_between.get((first[0], second[0]), ()):
                if _lies_in(match, first, second) and (
                    (_corresponds(match, first, second) and self._shares_a_word(first, second))
                    or self._reads_alike(first, second)
                ):
                    return True
        return False

    def _shares_a_word(self, first: tuple[str, int, int], second: tuple[str, int, int]) -> bool:
        """Whether two places have a word in common that is no mere article or preposition; of one short word or a figure, the whole."""
        one, other = ({*WORD.findall(self.text_of(*place).lower())} for place in (first, second))
        shared = one & other
        return any(len(word) >= TELLING_LETTERS for word in shared) or (
            bool(shared) and shared in (one, other)
        )


def _lies_in(match: PassageMatch, first: tuple[str, int, int], second: tuple[str, int, int]) -> bool:
    """Whether ``first`` stands in the earlier span and ``second`` in the later one, by half at least."""
    return all(
        min(end, place.end) - max(start, place.start) >= 0.5 * (end - start)
        for place, (_, start, end) in ((match.earlier, first), (match.later, second))
    )


def _corresponds(match: PassageMatch, first: tuple[str, int, int], second: tuple[str, int, int]) -> bool:
    """Whether ``first`` and ``second``, in the two spans of a match, are at the same relative place."""
    length = max(1, match.earlier.end - match.earlier.start)
    stretch = (match.later.end - match.later.start) / length
    expected = match.later.start + (first[1] - match.earlier.start) * stretch
    return abs(expected - second[1]) <= max(25.0, MATCH_TOLERANCE * min(length, LONGEST_PASSAGE_CHARS))
