"""What is known of a set of articles and between them before they are read: of the whole dossier, then of each chapter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from recoupe.crosscheck.dating import weekday_links
from recoupe.crosscheck.identities import Identities, JoinedActor, most_frequent
from recoupe.crosscheck.judged.rulings import Rulings
from recoupe.crosscheck.meaning import Encoder
from recoupe.crosscheck.retiming import retime_articles
from recoupe.crosscheck.sentences import find_determiners
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.sketches import Sketch
from recoupe.model import Actor, ActorKind, Annotation, Office, PassageMatch, Published

NO_RULINGS = Rulings()


@dataclass(frozen=True)
class Outline:
    """Sketches of articles with their dates, stories, matters (``threads``), joined actors and passages in common.

    ``published``, ``stories`` and ``threads`` are keyed by article id. ``language`` is the reader's, in which rows are
    worded. ``rulings`` are what a person has ruled on these articles. ``is_whole``: whether they are all the articles of the dossier.
    """

    sketches: Sequence[Sketch]
    published: Mapping[str, Published]
    stories: Mapping[str, str]
    identities: Identities
    matches: Sequence[PassageMatch]
    threads: Mapping[str, str]
    language: str = "fr"
    rulings: Rulings = NO_RULINGS
    is_whole: bool = False

    @property
    def articles(self) -> list[str]:
        """The ids of the articles, in the order of the sketches."""
        return [sketch.id for sketch in self.sketches]

    def order(self, article: str) -> tuple[str, str]:
        """Where an article stands in time: its earliest day (or latest, or none), then its id."""
        published = self.published[article]
        return (published.earliest or published.latest or "9999", article)

    def situation(self, annotations: Sequence[Annotation], encoder: Encoder | None = None) -> Situation:
        """The situation that these articles, read in full, tell of."""
        return Situation(
            annotations,
            self.published,
            self.stories,
            self.identities,
            self.matches,
            self.threads,
            find_determiners(self.sketches, self.identities),
            self.language,
            self.rulings,
            encoder,
            self.is_whole,
        )

    @cached_property
    def _by_id(self) -> dict[str, Sketch]:
        return {sketch.id: sketch for sketch in self.sketches}

    @cached_property
    def _matched(self) -> dict[str, list[tuple[int, PassageMatch]]]:
        """By its later article, each match with its number."""
        found: dict[str, list[tuple[int, PassageMatch]]] = defaultdict(list)
        for number, match in enumerate(self.matches):
            found[match.later.id].append((number, match))
        return found

    def part(self, articles: Sequence[str], rulings: Rulings = NO_RULINGS) -> Outline:
        """The outline of these articles: what is known of them and between them, nothing else.

        What grows or turns with the other articles of the dossier is left out: an actor's members and forms, the kind and the
        offices that others give it, the name of a matter that began elsewhere. ``rulings`` are those on these articles.
        """
        here = frozenset(articles)
        sketches = [self._by_id[article] for article in articles]
        matches = sorted(
            (number, match)
            for article in articles
            for number, match in self._matched.get(article, ())
            if match.earlier.id in here
        )
        keys: dict[tuple[str, str], str] = {}
        own: dict[str, list[Actor]] = defaultdict(list)
        for sketch in sketches:
            for named in sketch.named:
                actor = named.actor
                key = keys[sketch.id, actor.key] = self.identities.keys[sketch.id, actor.key]
                own[key].append(actor)
        first: dict[str, str] = {}
        for article in sorted(articles):
            first.setdefault(self.threads[article], article)
        actors = self.identities.actors
        return Outline(
            sketches,
            {article: self.published[article] for article in articles},
            {article: self.stories[article] for article in articles},
            Identities({key: _seen_from_within(actors[key], own[key]) for key in sorted(own)}, keys),
            [match for _, match in matches],
            {article: first[self.threads[article]] for article in articles},
            self.language,
            rulings,
            len(articles) == len(self.sketches),
        )


def _seen_from_within(actor: JoinedActor, own: Sequence[Actor]) -> JoinedActor:
    """An actor as the articles of a chapter have it (``own``): its kind, its country and the offices that they teach.

    Its key, its name, its terms of office in the table, and whom it acts for where no article of the chapter gives its country, are the
    dossier's.
    """
    kind = most_frequent([one.kind for one in own])
    countries = [one.country for one in own if one.country]
    country = most_frequent(countries) if countries else actor.country
    offices: tuple[Office, ...] = ()
    if kind is ActorKind.PERSON:
        taught = sorted({one.office for one in own if one.office})
        offices = (
            *(term for term in actor.offices if term.since),
            *(Office(title=title) for title in taught),
        )
    acts_for = None if country else actor.acts_for
    return JoinedActor(actor.key, actor.name, kind, (), country, offices, (), acts_for)


def read_again(
    annotations: Sequence[Annotation],
    published: Mapping[str, Published],
    stories: Mapping[str, str],
    matches: Sequence[PassageMatch],
) -> list[Annotation]:
    """Whole stories with their times read again on the days that their stories give them."""
    return retime_articles(annotations, published, weekday_links(annotations, matches, stories))
