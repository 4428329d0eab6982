"""The main job between articles: from annotations to an account, one step a line."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.crosscheck.claims import gather_claims
from recoupe.crosscheck.dating import date_articles, weekday_links
from recoupe.crosscheck.identities import join_actors
from recoupe.crosscheck.ledger import keep_ledger
from recoupe.crosscheck.lineages import trace_lineages
from recoupe.crosscheck.relations import relate_claims
from recoupe.crosscheck.retiming import retime_articles
from recoupe.crosscheck.reuse import match_passages
from recoupe.crosscheck.rows import write_rows
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.stories import group_stories
from recoupe.model import Account, Annotation


def build_account(annotations: Sequence[Annotation], language: str = "fr") -> Account:
    """The account of these articles, worded in ``language``; the order of the articles changes nothing in it."""
    annotations = sorted(annotations, key=lambda annotation: annotation.id)
    matches = match_passages(annotations)
    stories = group_stories(annotations, matches)
    published = date_articles(annotations, matches, stories, language)
    annotations = retime_articles(annotations, published, weekday_links(annotations, matches, stories))
    identities = join_actors(annotations, published)
    situation = Situation(annotations, published, stories, identities, matches, language)
    lineages = trace_lineages(annotations, matches, identities, language, situation.retellings)
    claims = gather_claims(situation)
    links = relate_claims(situation, claims)
    ledger = keep_ledger(situation, claims)
    return Account(
        rows=write_rows(situation, lineages, claims, links, ledger),
        published=published,
        stories=stories,
        matches=tuple(matches),
        lineages=lineages.whole(),
    )
