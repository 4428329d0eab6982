"""The main job between articles: from annotations to an account, one step a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from recoupe.crosscheck.actor_rows import find_active, write_actor_rows
from recoupe.crosscheck.chapters import digest_chapter, divide_chapters
from recoupe.crosscheck.claims import gather_claims
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
from recoupe.crosscheck.ledger import keep_ledger
from recoupe.crosscheck.lineages import trace_lineages
from recoupe.crosscheck.meaning import Encoder
from recoupe.crosscheck.relations import relate_claims
from recoupe.crosscheck.retiming import retime_articles
from recoupe.crosscheck.reuse import match_passages
from recoupe.crosscheck.rows import write_rows
from recoupe.crosscheck.sentences import find_determiners
from recoupe.crosscheck.situation import Situation, part_situation
from recoupe.crosscheck.stories import group_stories
from recoupe.crosscheck.threads import follow_threads
from recoupe.model import Account, Annotation, Chapter, PassageMatch
from recoupe.order import reading_order

Kept = Callable[[str], Chapter | None]
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
) -> tuple[Account, list[Chapter]]:
    """The account and the chapters that it is made of; a chapter that ``kept`` gives for a digest is not told again.

    What was decided is heeded, and not yet written on the rows (``judged.mark_account`` does so). ``encoder`` reads
    the meanings of texts; without it, the one that is installed. ``match`` finds what articles in the order of their
    ids share, as ``match_passages`` does.
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
    chapters = [tell_chapter(part, kept) for part in parts]
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


def tell_chapter(situation: Situation, kept: Kept) -> Chapter:
    """What one chapter tells; as it was kept, if it was made of the same."""
    digest = digest_chapter(situation)
    if (known := kept(digest)) is not None:
        return known
    lineages = trace_lineages(
        situation.annotations,
        situation.matches,
        situation.identities,
        situation.language,
        situation.retellings,
    )
    claims = gather_claims(situation)
    bearing = situation.rulings.without_rejected(claims)
    links = situation.rulings.without_rejected_links(relate_claims(situation, bearing), claims)
    items = keep_ledger(situation, bearing)
    rows = write_rows(situation, lineages, claims, links, items)
    return Chapter(digest=digest, rows=rows, active=find_active(claims))
