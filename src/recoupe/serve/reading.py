"""One state of the account as pages ask for it: what lies in which article, who is in which row, what has what in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from recoupe.crosscheck.judged import Rows, find_verdicts
from recoupe.model import (
    Account,
    AccountRow,
    ActorName,
    ActorRow,
    EventRow,
    Evidence,
    InputRow,
    LedgerRow,
    PassageMatch,
    Place,
    PositionRow,
    QuantityRow,
    RelationRow,
    StatementRow,
    Verdict,
)
from recoupe.serve.decided import Decisions
from recoupe.serve.files import Card, Texts
from recoupe.serve.recent import Recent
from recoupe.serve.strip import Column, strip_columns
from recoupe.views.aligned import AlignedRow
from recoupe.views.copying import CopyMap, Share, draw_copying, lineage_tints, shares
from recoupe.views.dates import Stretch, stretch_of
from recoupe.views.digest import SHORT_TITLE_CHARACTERS, TITLE_CHARACTERS, Digest, articles_of, shortened
from recoupe.views.figures import FigureGroup, group_figures
from recoupe.views.rows import MOST_STROKES, RowShelf, evidence_of
from recoupe.views.stances import PositionLine, position_lines
from recoupe.views.telling import Told
from recoupe.views.timeline import Entry, Timeline, draw_entries, said_in_words, timeline_entries
from recoupe.views.wording import Wording


class OutletShare(NamedTuple):
    """Characters of one outlet's narrative that stand in another's articles, and their share of those articles."""

    source: str
    target: str
    copied: int
    share: float


class RoomDigest(Digest):
    """A digest that knows every article by its card and reads a text only where words of it are shown."""

    def __init__(
        self,
        account: Account,
        cards: Mapping[str, Card],
        texts: Texts,
        inputs: list[InputRow],
        wording: Wording,
        name: str | None,
    ) -> None:
        super().__init__(account, (), inputs, wording, name)
        self.cards = cards
        self.articles = texts
        self.article_count = len(texts)

    @cached_property
    def outlets(self) -> list[str]:
        """Names of the outlets that published, sorted."""
        return sorted({card.outlet for card in self.cards.values() if card.outlet})

    def outlet(self, article: str) -> str:
        """The outlet of an article, else the first words of its title between quotation marks."""
        card = self.cards.get(article)
        if card is None or card.outlet:
            return (card and card.outlet) or article
        return self.wording.quoted(shortened(self.title(article), SHORT_TITLE_CHARACTERS))

    def title(self, article: str) -> str:
        """The title of an article: given, else its headline or first words, else its id."""
        card = self.cards.get(article)
        return shortened(card.title, TITLE_CHARACTERS) or article if card else article

    def length(self, article: str) -> int:
        """How many characters an article has; at least 1."""
        return max(1, int(self.cards[article].length))


MARGIN_CHARACTERS = 80
DENSE_ABOVE = 90
"""A lane of the timeline with more entries is drawn as columns."""
MOST_DRAWN = 40
"""How many stretches of the timeline, and pairs of articles, are kept once they are drawn."""
MOST_TOGETHER = 12
"""How many positions on one object, or figures for one thing, are shown together."""
AFTER_ALL = date.max.toordinal()
"""A day after which there is none."""
SECTIONS = {
    "articles": "/articles",
    "lineages": "/copying#lineages",
    "established": "/?standing=established#rows",
    "disputed": "/?standing=disputed#rows",
    "standing": "/#rows",
    "ledger": "/ledger",
    "inputs": "/inputs",
}


class Brief(NamedTuple):
    """What lists tell of a row beside its sentence, its date and its standing."""

    lineages: int
    strokes: int
    articles: int
    because: Markup


def row_href(key: str) -> str:
    """The address of a row that is no actor's."""
    return f"/row/{quote(key, safe='')}"


def section_href(section: str) -> str:
    """The address of the page that shows a section of the report."""
    return SECTIONS[section]


class RoomRows(RowShelf):
    """Where rows, articles and passages stand in the room: each has an address of its own."""

    def __init__(self, digest: RoomDigest) -> None:
        super().__init__(digest, (), frozenset())
        self.cards = digest.cards

    def row_id(self, key: str) -> str:
        """The anchor of a row on a page that lists it."""
        return f"row-{key}"

    def margin_words(self, row: AccountRow) -> str:
        """What stands for a row in the margin of an article: its first words."""
        return shortened(self.digest.wording.typeset(row.summary), MARGIN_CHARACTERS)

    def shows(self, key: str) -> bool:
        """Whether there is a row of this key."""
        return key in self.digest.rows

    def href(self, key: str) -> str | None:
        """The address of a row, None where there is none."""
        row = self.digest.rows.get(key)
        if isinstance(row, ActorRow):
            return self.actor_href(row.actor.key)
        return row_href(key) if row is not None else None

    def actor_href(self, key: str) -> str:
        """The address of an actor."""
        return f"/actor/{quote(key, safe='')}"

    def article_href(self, article: str) -> str | None:
        """The address of an article, None where the account does not know it."""
        return f"/article/{self.cards[article].number}" if article in self.cards else None

    def place_href(self, place: Place) -> str:
        """The address of a passage in its article."""
        at = f"{place.start}-{place.end}"
        return f"/article/{self.cards[place.id].number}?at={at}#p-{at}"

    def brief(self, row: AccountRow) -> Brief:
        """A row as lists show it."""
        return Brief(
            len(row.lineages),
            min(MOST_STROKES, len(row.lineages)),
            len(articles_of(row)),
            self.naming(row.because, row.lineages),
        )

    def section_href(self, section: str) -> str:
        """The address of the page that shows a section of the report."""
        return section_href(section)


class FirstLinks:
    """Where the rows of the first screen stand in the room, before the account is read."""

    section_href = staticmethod(section_href)

    def href(self, key: str) -> str:
        """The address of a row that is no actor's."""
        return row_href(key)


class Reading:
    """One state of the account in one language, with the ways in that pages need; never changed once made.

    ``articles`` is how many it was made of.
    """

    def __init__(self, digest: RoomDigest, articles: int) -> None:
        self.digest = digest
        self.articles = articles
        self._stretches: Recent[Stretch, Timeline | None] = Recent(MOST_DRAWN)
        self.aligned: Recent[tuple[str, str], list[AlignedRow]] = Recent(MOST_DRAWN)
        self._verdicts: tuple[Decisions, dict[str, list[Verdict]]] | None = None

    @property
    def account(self) -> Account:
        return self.digest.account

    def warm(self) -> Reading:
        """Make everything that takes longer than a page may take."""
        for owner in (self.digest, self):
            for name, member in vars(type(owner)).items():
                if isinstance(member, cached_property):
                    getattr(owner, name)
        for name in ("by_key", "by_article"):
            getattr(self.found, name)
        for name in ("by_standing", "relations_of", "principal_actors", "actor_names", "period", "name"):
            getattr(self.digest, name)
        return self

    @cached_property
    def rows(self) -> RoomRows:
        """Rows as they are shown, with links to their own pages."""
        return RoomRows(self.digest)

    @cached_property
    def told(self) -> list[Told]:
        """Events, statements, positions and figures, the most telling first."""
        return list(chain.from_iterable(self.digest.by_standing.values()))

    @cached_property
    def position_lines(self) -> list[PositionLine]:
        """Positions that hang together, most telling first."""
        lines = position_lines(self.digest, self.digest.positions)
        return [
            line._replace(rows=line.rows[:MOST_TOGETHER], band=line.band[:MOST_TOGETHER]) for line in lines
        ]

    @cached_property
    def figure_groups(self) -> list[FigureGroup]:
        """Figures that count one thing; things told several times first."""
        groups = group_figures(self.digest, self.digest.quantities)
        return [group._replace(figures=group.figures[:MOST_TOGETHER]) for group in groups]

    @cached_property
    def found(self) -> Rows:
        """The rows as what was decided finds them again."""
        return Rows(self.account.rows)

    def verdicts(self, decisions: Decisions) -> dict[str, list[Verdict]]:
        """By the key of a row what was decided on it; found once for as long as nothing is decided."""
        kept = self._verdicts
        if kept is None or kept[0] is not decisions:
            self._verdicts = kept = (decisions, find_verdicts(decisions.in_force, self.found))
        return kept[1]

    def said_when(self, row: LedgerRow) -> str:
        """When something was foretold, in words."""
        return said_in_words(self.digest, row)

    @cached_property
    def entries(self) -> list[Entry]:
        """What the timeline can show, in time; what has no date last."""
        found = timeline_entries(self.digest)
        return sorted(found, key=lambda entry: entry.span if entry.days.known else (10**7, 10**7))

    @cached_property
    def bounds(self) -> dict[str, tuple[int, int]]:
        """The first and the last day of each told row and of each ledger row, by key; of one without a day, in no period."""
        rows: Iterator[Told | LedgerRow] = chain(self.digest.told, self.digest.ledger)
        return {row.key: _bounds(stretch_of(row.earliest, row.latest)) for row in rows}

    @cached_property
    def entry_days(self) -> list[tuple[int, int]]:
        """First and last day of everything on the timeline that has one."""
        return [entry.span for entry in self.entries if entry.days.known]

    @cached_property
    def strip(self) -> list[Column]:
        """The whole period in columns."""
        return strip_columns(self.digest.days, self.entry_days)

    @cached_property
    def whole_timeline(self) -> Timeline | None:
        """The timeline of the whole situation."""
        return draw_entries(self.digest, self.entries, self.digest.days, DENSE_ABOVE)

    def entries_within(self, days: Stretch) -> list[Entry]:
        """What may lie in these days, in time."""
        if days.first is None or days.last is None:
            return []
        since, until = days.first, days.last
        return [
            entry
            for entry, (first, last) in zip(self.entries, self.entry_days, strict=False)
            if last >= since and first <= until
        ]

    def timeline_of(self, days: Stretch) -> Timeline | None:
        """The timeline of a stretch of days, with all that may lie in them."""
        return self._stretches.get(
            days, lambda: draw_entries(self.digest, self.entries_within(days), days, DENSE_ABOVE)
        )

    @cached_property
    def by_number(self) -> dict[int, str]:
        """The id of each article by its number in the file."""
        return {card.number: article for article, card in self.digest.cards.items()}

    @cached_property
    def actors(self) -> list[ActorRow]:
        """Actors, those in most rows first."""
        return sorted(
            self.digest.actors,
            key=lambda row: (-len(self.by_actor.get(row.actor.key, ())), row.actor.name, row.key),
        )

    def newest_first(self, row: AccountRow) -> tuple[int, str]:
        """What rows are sorted by where the newest comes first; those without a day last."""
        days = stretch_of(row.earliest, row.latest)
        return -(days.last or days.first or 0), row.key

    @cached_property
    def copy_map(self) -> CopyMap:
        """The drawn map of copying."""
        return draw_copying(self.digest, self.shares)

    @cached_property
    def by_article(self) -> dict[str, list[tuple[Evidence, AccountRow]]]:
        """For each article the passages that rows rest on, in the order of the text."""
        found: dict[str, list[tuple[Evidence, AccountRow]]] = defaultdict(list)
        for row in self.account.rows:
            if not isinstance(row, ActorRow | RelationRow):
                for evidence in evidence_of(row):
                    found[evidence.id].append((evidence, row))
        for resting in found.values():
            resting.sort(key=lambda item: (item[0].start, item[0].end, item[1].key))
        return found

    @cached_property
    def by_actor(self) -> dict[str, list[AccountRow]]:
        """For each actor's key the rows that it is in, in the account's order."""
        found: dict[str, list[AccountRow]] = defaultdict(list)
        for row in self.account.rows:
            for key in actors_of(row):
                found[key].append(row)
        return found

    @cached_property
    def by_outlet(self) -> dict[str, set[str]]:
        """For each outlet the keys of the rows that rest on one of its articles."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in (*self.digest.told, *self.digest.ledger):
            for evidence in row.evidence:
                card = self.digest.cards.get(evidence.id)
                if card is not None and card.outlet:
                    found[card.outlet].add(row.key)
        return found

    @cached_property
    def by_kind(self) -> dict[str, set[str]]:
        """For each kind of source the keys of the statements it made."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.digest.statements:
            if row.speaker_kind is not None:
                found[row.speaker_kind.value].add(row.key)
        return found

    @cached_property
    def tints(self) -> dict[str, int]:
        """The tint of each article's lineage."""
        return lineage_tints(self.digest)

    @cached_property
    def shares(self) -> list[Share]:
        """What each pair of articles has in common, most copied first."""
        return shares(self.digest, self.tints)

    @cached_property
    def sharing(self) -> dict[str, list[tuple[str, Share]]]:
        """For each article with whom it has words in common, most first."""
        found: dict[str, list[tuple[str, Share]]] = defaultdict(list)
        for share in self.shares:
            found[share.later].append((share.earlier, share))
            found[share.earlier].append((share.later, share))
        return found

    @cached_property
    def matches(self) -> dict[str, list[PassageMatch]]:
        """For each article its passages in common with others and with itself."""
        found: dict[str, list[PassageMatch]] = defaultdict(list)
        for match in self.account.matches:
            found[match.later.id].append(match)
            if match.earlier.id != match.later.id:
                found[match.earlier.id].append(match)
        return found

    @cached_property
    def published_order(self) -> list[str]:
        """Ids of the articles in order of publication, latest first; those without a date last."""
        order = self.digest.published_order()
        dated = [article for article in order if self.day_of(article).known]
        return dated[::-1] + [article for article in order if not self.day_of(article).known]

    @cached_property
    def outlet_shares(self) -> list[OutletShare]:
        """Who took how much of the narrative from whom, by outlet, most first."""
        taken: dict[tuple[str, str], int] = defaultdict(int)
        length: dict[tuple[str, str], int] = defaultdict(int)
        for share in self.shares:
            source, target = (self.digest.cards[side].outlet for side in (share.earlier, share.later))
            if share.copied and source and target and source != target:
                taken[source, target] += share.copied
                length[source, target] += self.digest.length(share.later)
        rows = [OutletShare(*pair, copied, min(1.0, copied / length[pair])) for pair, copied in taken.items()]
        return sorted(rows, key=lambda row: (-row.copied, row.source, row.target))

    def day_of(self, article: str) -> Stretch:
        """The days between which an article was published."""
        published = self.account.published.get(article)
        return stretch_of(published.earliest, published.latest) if published else Stretch(None, None)


def _bounds(days: Stretch) -> tuple[int, int]:
    first = days.first if days.first is not None else days.last
    last = days.last if days.last is not None else days.first
    return (AFTER_ALL + 1, -1) if first is None or last is None else (first, last)


def actors_of(row: AccountRow) -> list[str]:
    """The keys of the actors that a row tells of, each once, in its order."""
    named: list[ActorName | None] = []
    if isinstance(row, ActorRow):
        named = [row.actor]
    elif isinstance(row, EventRow):
        named = [*row.actors, *row.recipients]
    elif isinstance(row, StatementRow):
        named = [row.speaker, row.addressee]
    elif isinstance(row, PositionRow | LedgerRow):
        named = [row.holder]
    elif isinstance(row, QuantityRow):
        named = [row.owner]
    return list(dict.fromkeys(actor.key for actor in named if actor is not None and actor.key))
