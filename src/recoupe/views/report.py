"""The page: an account as one self-contained HTML file that needs no script, no network and no second file."""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from markupsafe import Markup

from recoupe.crosscheck.originality import CopyingRow, copying_table, originality_rates
from recoupe.model import (
    Account,
    AccountRow,
    Annotation,
    Change,
    EventRow,
    InputRow,
    InputStatus,
    PositionRow,
    QuantityRow,
    Standing,
    StatementRow,
)
from recoupe.views.aligned import aligned_pairs
from recoupe.views.articles import ArticleView, margins
from recoupe.views.changes import group_changes
from recoupe.views.copying import CopyMap, Share, draw_copying, lineage_tints, shares, tints_of
from recoupe.views.digest import Digest
from recoupe.views.environment import environment
from recoupe.views.figures import counted_in_words, figure_in_words, group_figures
from recoupe.views.passages import Paragraph, Tint, paragraphs
from recoupe.views.rows import RowShelf, evidence_of, texts_to_show
from recoupe.views.stances import position_lines
from recoupe.views.telling import Told
from recoupe.views.timeline import draw_timeline, said_in_words, tell_mark
from recoupe.views.voices import by_speaker, choices_of, choosing_style
from recoupe.views.wording import wording

ROWS_BEFORE_FOLD = 25
MOST_ROWS = 400
"""How many rows of one standing, or of one section, the page shows; it says how many more there are."""
MOST_CHARACTERS = 4_000_000
"""How much article text one page holds; beyond it, only the articles that its rows rest on."""
MOST_OPEN_ARTICLES = 40
MOST_MARGIN_NOTES = 8
STATEMENTS_BEFORE_FOLD = 10
SPEAKERS_BEFORE_FOLD = 10


def render_report(
    account: Account,
    annotations: Sequence[Annotation],
    inputs: Sequence[InputRow],
    language: str = "fr",
    name: str | None = None,
    changes: Sequence[Change] = (),
    since: str | None = None,
    *,
    with_text: bool = True,
) -> str:
    """The account as one HTML page, worded in ``language`` ("fr" or "en"); raises ``ValueError`` for any other.

    With ``since``, an ISO 8601 prefix, the page begins with ``changes``: what the articles after that date did.
    Without ``with_text`` it quotes passages in their sentences and links to the sources, and holds no article whole.
    """
    digest = Digest(account, annotations, inputs, wording(language), name)
    sections = _Sections(digest, with_text)
    style = _stylesheet() + choosing_style(sections.choices)
    return (
        environment(wording(language))
        .get_template("report.html.j2")
        .render(
            w=digest.wording,
            digest=digest,
            style=Markup(style),
            policy=_policy(style),
            shelf=sections.shelf,
            since=digest.wording.date(since, since) if since else None,
            changes=group_changes(changes),
            **sections.context(),
        )
    )


@cache
def _stylesheet() -> str:
    return (resources.files(__package__) / "style.css").read_text(encoding="utf-8")


def _policy(style: str) -> str:
    """A content security policy that allows this one stylesheet and nothing else: no script, no image, no request."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


class StandingGroup(NamedTuple):
    """The rows of one standing: shown at once, folded away, told in another section, and not shown at all."""

    standing: Standing
    total: int
    rows: list[AccountRow]
    folded: list[AccountRow]
    elsewhere: list[AccountRow]
    left_out: int


class _Sections:
    """What each section of the page shows, decided once so that every link on the page has a target."""

    def __init__(self, digest: Digest, with_text: bool) -> None:
        self.digest = digest
        self.with_text = with_text
        self.groups = [self._group(standing, rows) for standing, rows in digest.by_standing.items()]
        self.ledger = digest.ledger[:MOST_ROWS]
        self.positions = digest.positions[:MOST_ROWS]
        self.quantities = digest.quantities[:MOST_ROWS]
        told = [row for group in self.groups for row in group.rows + group.folded]
        shown = [*told, *self.ledger, *self.positions, *self.quantities]
        self.shown: list[AccountRow] = shown
        most_characters = MOST_CHARACTERS if with_text else 0
        self.shelf = RowShelf(digest, shown, texts_to_show(digest.annotations, shown, most_characters))
        self.tints = lineage_tints(digest)
        self.shares = shares(digest, self.tints)
        self.aligned = aligned_pairs(digest, self.shares) if with_text else []
        self._facing = {pair.share for pair in self.aligned}
        self.original = originality_rates(digest.annotations, digest.account.matches)
        statements = [row for row in digest.statements if self.shelf.shows(row.key)]
        self.speakers = by_speaker(digest.wording, statements)
        self.choices = choices_of(digest.wording, self.speakers)

    def context(self) -> dict[str, Any]:
        """Everything the templates name."""
        return {
            "groups": self.groups,
            "ledger": self.ledger,
            "ledger_left_out": len(self.digest.ledger) - len(self.ledger),
            "said_when": lambda row: said_in_words(self.digest, row),
            "position_lines": position_lines(self.digest, self.positions),
            "figure_groups": group_figures(self.digest, self.quantities),
            "counted_words": lambda row, heading: counted_in_words(self.digest.wording, row, heading),
            "figure_words": lambda row: figure_in_words(self.digest.wording, row),
            "speakers": self.speakers,
            "choices": self.choices,
            "statement_fold": STATEMENTS_BEFORE_FOLD,
            "speaker_fold": SPEAKERS_BEFORE_FOLD,
            "actors": self.digest.actors[:MOST_ROWS],
            "timeline": draw_timeline(self.digest, self.shelf.shows),
            "percent": lambda share: self.digest.wording("grammar.percent", value=round(100 * share)),
            "tell_mark": lambda mark: tell_mark(self.digest, mark),
            "copy_map": self._copy_map(),
            "outlets": self._outlets(),
            "aligned": self.aligned,
            "with_text": self.with_text,
            "pair_id": self._pair_id,
            "pair_href": self._pair_href,
            "mark_href": lambda mark: self.shelf.href(mark.entries[0].row.key),
            "tints": self.tints,
            "articles": self._articles(),
            "articles_open": len(self.digest.annotations) <= MOST_OPEN_ARTICLES,
            "margin_most": MOST_MARGIN_NOTES,
            "duplicates": sum(row.status is InputStatus.DUPLICATE for row in self.digest.inputs),
        }

    def _group(self, standing: Standing, rows: Sequence[Told]) -> StandingGroup:
        here: list[AccountRow] = [row for row in rows if isinstance(row, EventRow | StatementRow)]
        elsewhere: list[AccountRow] = [row for row in rows if isinstance(row, PositionRow | QuantityRow)]
        return StandingGroup(
            standing,
            len(rows),
            here[:ROWS_BEFORE_FOLD],
            here[ROWS_BEFORE_FOLD:MOST_ROWS],
            elsewhere[:ROWS_BEFORE_FOLD],
            max(0, len(here) - MOST_ROWS) + max(0, len(elsewhere) - ROWS_BEFORE_FOLD),
        )

    def _copy_map(self) -> CopyMap:
        return draw_copying(self.digest, self.shares)

    def _outlets(self) -> list[CopyingRow]:
        """Who took from whom by outlet, where outlets are known."""
        rows = copying_table(self.digest.annotations, self.digest.account.matches)
        known = set(self.digest.outlets)
        return [row for row in rows if row.source in known and row.target in known][:MOST_ROWS]

    def _pair_id(self, share: Share) -> str:
        return f"{self.shelf.article_ids[share.earlier]}-{self.shelf.article_ids[share.later]}"

    def _pair_href(self, share: Share) -> str | None:
        return f"#{self._pair_id(share)}" if share in self._facing else None

    def _articles(self) -> list[ArticleView]:
        places: dict[str, set[tuple[int, int]]] = defaultdict(set)
        resting: dict[str, list[tuple[int, AccountRow]]] = defaultdict(list)
        for row in self.shown:
            for evidence in evidence_of(row):
                if evidence.id in self.shelf.texts:
                    places[evidence.id].add((evidence.start, evidence.end))
                    resting[evidence.id].append((evidence.start, row))
        shared = tints_of(self.digest.account.matches, self.tints)
        with_whom: dict[str, list[tuple[str, Share]]] = defaultdict(list)
        for share in self.shares:
            with_whom[share.later].append((share.earlier, share))
            with_whom[share.earlier].append((share.later, share))
        return [
            self._article(self.digest.articles[article], places, resting, shared, with_whom)
            for article in self.digest.published_order()
        ]

    def _article(
        self,
        annotation: Annotation,
        places: dict[str, set[tuple[int, int]]],
        resting: dict[str, list[tuple[int, AccountRow]]],
        shared: dict[str, list[Tint]],
        with_whom: dict[str, list[tuple[str, Share]]],
    ) -> ArticleView:
        key = annotation.id
        published = self.digest.account.published.get(key)
        cut: list[Paragraph] = []
        if key in self.shelf.texts:
            cut = paragraphs(annotation.text, annotation.zones, places[key], shared.get(key, []))
        starts = [zone.start for zone in annotation.zones]
        return ArticleView(
            id=self.shelf.article_ids[key],
            annotation=annotation,
            title=self.digest.title(key),
            published=self.digest.wording.published(published),
            because=published.because if published else "",
            paragraphs=cut,
            margins=margins(starts, len(cut), resting[key]),
            original=self.original[key],
            shares=with_whom[key],
            tint=self.tints.get(key, 0),
        )
