"""The main job between articles: from annotations to an account, one step a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from recoupe.crosscheck.actor_rows import ActorRows, write_actor_rows
from recoupe.crosscheck.chapters import Division, divide_dossier
from recoupe.crosscheck.identities import Identities, join_actors
from recoupe.crosscheck.judged import (
    NOTHING,
    Decided,
    Regrouping,
    Rulings,
    correct_copying,
    correct_records,
    corrected_articles,
    mark_account,
)
from recoupe.crosscheck.meaning import Encoder, choose_encoder, name_encoder
from recoupe.crosscheck.outlines import Outline, read_again
from recoupe.crosscheck.reuse import match_passages
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.sketches import Articles, HeldArticles, Sketch, sketch_article
from recoupe.crosscheck.steps import Steps, digest, once
from recoupe.crosscheck.stories import group_stories
from recoupe.crosscheck.story_dates import Memory, date_stories
from recoupe.crosscheck.telling import Kept, Told, tell_chapters
from recoupe.crosscheck.threads import follow_threads
from recoupe.decisions import Decision, DecisionKind
from recoupe.model import Account, Annotation, Lineage, PassageMatch, Published
from recoupe.order import reading_order

Match = Callable[[Articles], list[PassageMatch]]
REGROUPING = frozenset({DecisionKind.MERGE, DecisionKind.SPLIT})


def match_held(articles: Articles) -> list[PassageMatch]:
    """What the articles share, all compared at once."""
    return match_passages(articles.read([sketch.id for sketch in articles.sketches]))


@dataclass(frozen=True)
class Crosscheck:
    """What was found between articles, and what the chapters tell; the rows of a chapter are read when they are asked for."""

    published: Mapping[str, Published]
    stories: Mapping[str, str]
    matches: Sequence[PassageMatch]
    lineages: Sequence[Lineage]
    chapters: Sequence[Told]
    actors: ActorRows

    def account(self) -> Account:
        """The account with all its rows, in its order."""
        rows = [*(row for chapter in self.chapters for row in chapter.rows), *self.actors.rows]
        return Account(
            rows=tuple(sorted(rows, key=reading_order)),
            published=dict(self.published),
            stories=dict(self.stories),
            matches=tuple(self.matches),
            lineages=tuple(self.lineages),
        )


def build_account(
    annotations: Sequence[Annotation], language: str = "fr", decided: Decided = NOTHING
) -> Account:
    """The account of these articles, worded in ``language``; the order of the articles changes nothing in it.

    ``decided`` are the decisions of persons, which outrank what is found.
    """
    found = crosscheck(HeldArticles(annotations), language, decided=decided)
    return mark_account(found.account(), decided.decisions)


def crosscheck(
    articles: Articles,
    language: str = "fr",
    kept: Kept = lambda digest: None,
    decided: Decided = NOTHING,
    encoder: Encoder | None = None,
    match: Match = match_held,
    memory: Memory | None = None,
    steps: Steps | None = None,
    workers: int = 1,
) -> Crosscheck:
    """What stands between these articles; a chapter that ``kept`` gives for a digest is not told again.

    What was decided is heeded, and not yet written on the rows (``judged.mark_account`` does so). ``encoder`` reads
    the meanings of texts; without it, the one that is installed. ``match`` finds what the articles share. ``memory``
    holds the dates of stories, ``steps`` what other steps found last. ``workers`` processes tell the chapters.
    """
    decisions = decided.decisions
    matches = correct_copying(match(articles), decisions)
    digests = [sketch.digest for sketch in articles.sketches]
    stories = once(
        steps,
        "stories",
        [digests, matches, name_encoder(encoder or choose_encoder())],
        dict[str, str],
        lambda: group_stories([sketch.opening for sketch in articles.sketches], matches, encoder),
    )
    published = date_stories(articles, matches, stories, language, memory)
    corrected, speakers = _correct(articles, published, stories, matches, decisions)
    sketches = [
        sketch_article(corrected[sketch.id]) if sketch.id in corrected else sketch
        for sketch in articles.sketches
    ]
    regrouped = [one for one in (*speakers, *decisions) if one.kind in REGROUPING]
    days = [(published[sketch.id].earliest, published[sketch.id].latest) for sketch in sketches]
    cast = [_digest_casts(articles.sketches, sketches), days, regrouped]
    identities = once(
        steps, "actors", cast, Identities, lambda: join_actors(sketches, published, Regrouping(regrouped))
    )
    threads = once(
        steps,
        "threads",
        [cast, stories],
        dict[str, str],
        lambda: follow_threads(sketches, published, stories, identities),
    )
    whole = Outline(sketches, published, stories, identities, matches, threads, language)
    lineages, divided = once(
        steps,
        f"chapters in {language}",
        [cast, [sketch.digest for sketch in sketches], published, stories, matches, language],
        tuple[tuple[Lineage, ...], list[Division]],
        lambda: divide_dossier(whole),
    )

    def read(chapter: Sequence[str], rulings: Rulings) -> Situation:
        part = whole.part(chapter, rulings)
        annotations = read_again(articles.read(part.articles), part.published, part.stories, part.matches)
        return part.situation([corrected.get(one.id, one) for one in annotations], encoder)

    chapters = tell_chapters(divided, Rulings.of(decisions), read, kept, workers)
    active = sorted({key for chapter in chapters for key in chapter.active})
    actors = ActorRows(
        digest([cast, active, language]),
        lambda: list(write_actor_rows(sketches, identities, frozenset(active), language)),
    )
    return Crosscheck(published, stories, matches, lineages, chapters, actors)


def _digest_casts(sketches: Sequence[Sketch], corrected: Sequence[Sketch]) -> list[str]:
    """For each article what stands for those it names, who stay who they were where only something else was corrected."""
    return [
        one.digest if one is other or one.named == other.named else other.digest
        for one, other in zip(sketches, corrected, strict=True)
    ]


def _correct(
    articles: Articles,
    published: Mapping[str, Published],
    stories: Mapping[str, str],
    matches: Sequence[PassageMatch],
    decisions: Sequence[Decision],
) -> tuple[dict[str, Annotation], list[Decision]]:
    """By id, the articles whose records persons have corrected; and what joins the speakers named there with who they are."""
    touched = corrected_articles(matches, decisions) & published.keys()
    if not touched:
        return {}, []
    told = {stories[article] for article in touched}
    around = sorted(article for article, story in stories.items() if story in told)
    members = frozenset(around)
    shared = [one for one in matches if one.earlier.id in members and one.later.id in members]
    annotations = read_again(articles.read(around), published, stories, shared)
    corrected, speakers = correct_records(
        [annotation for annotation in annotations if annotation.id in touched], matches, decisions
    )
    return {annotation.id: annotation for annotation in corrected}, speakers
