"""The main job between articles: from annotations to an account, one step a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from recoupe.crosscheck.actor_rows import write_actor_rows
from recoupe.crosscheck.chapters import divide_chapters
from recoupe.crosscheck.dating import date_articles, weekday_links
from recoupe.crosscheck.identities import join_actors
from recoupe.crosscheck.judged import (
    NOTHING,
    Decided,
    Regrouping,
    Rulings,
    correct_copying,
    correct_records,
    mark_account,
)
from recoupe.crosscheck.lineages import trace_lineages
from recoupe.crosscheck.meaning import Encoder
from recoupe.crosscheck.retiming import retime_articles
from recoupe.crosscheck.reuse import match_passages
from recoupe.crosscheck.sentences import find_determiners
from recoupe.crosscheck.situation import Situation, part_situation
from recoupe.crosscheck.stories import group_stories
from recoupe.crosscheck.telling import Kept, tell_chapters
from recoupe.crosscheck.threads import follow_threads
from recoupe.model import Account, Annotation, Chapter, PassageMatch
from recoupe.order import reading_order

Match = Callable[[Sequence[Annotation]], list[PassageMatch]]


def build_account(
    annotations: Sequence[Annotation], language: str = "fr", decided: Decided = NOTHING
) -> Account:
    """The account of these articles, worded in ``language``; the order of the articles changes nothing in it.

    ``decided`` are the decisions of persons, which outrank what is found.
    """
    account, _ = build_chapters(annotations, language, decided=decided)
    return mark_account(account, decided.decisions)


def build_chapters(
    annotations: Sequence[Annotation],
    language: str = "fr",
    kept: Kept = lambda digest: None,
    decided: Decided = NOTHING,
    encoder: Encoder | None = None,
    match: Match = match_passages,
    workers: int = 1,
) -> tuple[Account, list[Chapter]]:
    """The account and the chapters that it is made of; a chapter that ``kept`` gives for a digest is not told again.

    What was decided is heeded, and not yet written on the rows (``judged.mark_account`` does so). ``encoder`` reads
    the meanings of texts; without it, the one that is installed. ``match`` finds what articles in the order of their
    ids share, as ``match_passages`` does. ``workers`` processes tell the chapters.
    """
    annotations = sorted(annotations, key=lambda annotation: annotation.id)
    matches = correct_copying(match(annotations), decided.decisions)
    stories = group_stories(annotations, matches, encoder)
    published = date_articles(annotations, matches, stories, language)
    annotations = retime_articles(annotations, published, weekday_links(annotations, matches, stories))
    annotations, speakers = correct_records(annotations, matches, decided.decisions)
    identities = join_actors(annotations, published, Regrouping([*speakers, *decided.decisions]))
    threads = follow_threads(annotations, published, stories, identities)
    determiners = find_determiners(annotations, identities)
    whole = Situation(
        annotations,
        published,
        stories,
        identities,
        matches,
        threads,
        determiners,
        language,
        Rulings.of(decided.decisions),
        encoder,
    )
    lineages = trace_lineages(annotations, matches, identities, language)
    parts = part_situation(whole, divide_chapters(whole, lineages.groups))
    chapters = tell_chapters(parts, kept, workers)
    rows = [row for chapter in chapters for row in chapter.rows]
    active = {key for chapter in chapters for key in chapter.active}
    rows += write_actor_rows(annotations, identities, active, language)
    account = Account(
        rows=tuple(sorted(rows, key=reading_order)),
        published=published,
        stories=stories,
        matches=tuple(matches),
        lineages=lineages.whole(),
    )
    return account, chapters
