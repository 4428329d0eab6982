"""An account seen by a reader with ten minutes: what is counted, what comes first, how rows hang together.

The terminal and the page are both drawn from this.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import islice

from recoupe.crosscheck.wording import is_doubtful
from recoupe.model import (
    Account,
    AccountRow,
    ActorName,
    ActorRow,
    Annotation,
    EventRow,
    InputRow,
    InputStatus,
    LedgerRow,
    Lineage,
    PositionRow,
    QuantityRow,
    RelationKind,
    RelationRow,
    Role,
    Standing,
    StatementRow,
)
from recoupe.order import CHANGING, is_awaited
from recoupe.tally import Tally, count_rows
from recoupe.views.dates import Stretch, stretch_of
from recoupe.views.telling import Told, most_awaited, most_telling, situation_name
from recoupe.views.wording import Wording

STANDS_LINES = 5
DISPUTED_LINES = 3
AWAITED_LINES = 3
TITLE_CHARACTERS = 90
SHORT_TITLE_CHARACTERS = 36

UNREAD = (InputStatus.FAILED, InputStatus.PARTIAL)


class Digest:
    """The rows of an account in the order in which a reader asks for them."""

    def __init__(
        self,
        account: Account,
        annotations: Sequence[Annotation],
        inputs: Sequence[InputRow],
        wording: Wording,
        name: str | None = None,
    ) -> None:
        self.account = account
        self.annotations = annotations
        self.inputs = inputs
        self.wording = wording
        self._name = name
        self._doubtful: dict[str, bool] = {}
        self.article_count = len(annotations)
        self.lineage_count = len(account.lineages)
        self.articles: Mapping[str, Annotation] = {annotation.id: annotation for annotation in annotations}
        self.rows = {row.key: row for row in account.rows}
        self.told = [row for row in account.rows if isinstance(row, Told)]
        self.events = [row for row in account.rows if isinstance(row, EventRow)]
        self.statements = [row for row in account.rows if isinstance(row, StatementRow)]
        self.actors = [row for row in account.rows if isinstance(row, ActorRow)]
        ledger = [row for row in account.rows if isinstance(row, LedgerRow)]
        self.awaited: Sequence[LedgerRow] = most_awaited(row for row in ledger if is_awaited(row))
        self.settled: Sequence[LedgerRow] = [row for row in ledger if not is_awaited(row)]
        self.ledger = [*self.awaited, *self.settled]

    @cached_property
    def positions(self) -> list[PositionRow]:
        """Who wants what, in the account's order."""
        return [row for row in self.account.rows if isinstance(row, PositionRow)]

    @cached_property
    def quantities(self) -> list[QuantityRow]:
        """Figures, in the account's order."""
        return [row for row in self.account.rows if isinstance(row, QuantityRow)]

    @cached_property
    def relations(self) -> list[RelationRow]:
        """How rows bear on one another, in the account's order."""
        return [row for row in self.account.rows if isinstance(row, RelationRow)]

    @cached_property
    def by_standing(self) -> Mapping[Standing, Sequence[Told]]:
        """What was told (all but actors, ledger and relations), by standing, the most telling rows first."""
        groups: dict[Standing, list[Told]] = {standing: [] for standing in Standing}
        for row in most_telling(self.told):
            groups[row.standing].append(row)
        return {standing: rows for standing, rows in groups.items() if rows}

    @cached_property
    def unread(self) -> list[InputRow]:
        """Inputs that could not be read, or not wholly."""
        return [row for row in self.inputs if row.status in UNREAD]

    @property
    def established(self) -> Sequence[Told]:
        """What is established, the most telling first."""
        return self.by_standing.get(Standing.ESTABLISHED, [])

    @property
    def disputed(self) -> Sequence[Told]:
        """What is disputed, the most telling first."""
        return self.by_standing.get(Standing.DISPUTED, [])

    @cached_property
    def lines_standing(self) -> list[Told]:
        """At most five lines of what stands; what has one origin only fills up where little is established."""
        lines = list(self.established[:STANDS_LINES])
        single = self.by_standing.get(Standing.SINGLE_ORIGIN, [])
        events = (row for row in single if isinstance(row, EventRow))
        return [*lines, *islice(events, STANDS_LINES - len(lines))]

    @property
    def lines_disputed(self) -> list[Told]:
        """At most three lines of what is disputed; what only contradicts a line before it stands under that line."""
        lines: list[Told] = []
        told: set[str] = set()
        for row in self.disputed:
            if row.key not in told:
                lines.append(row)
                told |= {row.key, *(other.key for other in self.against(row))}
        return lines[:DISPUTED_LINES]

    def against(self, row: AccountRow) -> list[AccountRow]:
        """The rows that contradict a row, in the account's order."""
        found = [
            self.row(relation.target if relation.source == row.key else relation.source)
            for relation in self.relations_of.get(row.key, ())
            if relation.kind is RelationKind.CONTRADICTS
        ]
        return [other for other in found if other is not None and other.key != row.key]

    def row(self, key: str) -> AccountRow | None:
        """The row of a key, None where there is none."""
        return self.rows.get(key)

    @property
    def lines_awaited(self) -> Sequence[LedgerRow]:
        """At most three lines of what is awaited."""
        return self.awaited[:AWAITED_LINES]

    @cached_property
    def lines_changed(self) -> Sequence[RelationRow]:
        """What superseded or settled something, in the account's order."""
        return [row for row in self.relations if row.kind in CHANGING]

    @cached_property
    def relations_of(self) -> dict[str, list[RelationRow]]:
        """Relation rows by the key of either end."""
        found: dict[str, list[RelationRow]] = defaultdict(list)
        for row in self.relations:
            found[row.source].append(row)
            if row.target != row.source:
                found[row.target].append(row)
        return found

    @cached_property
    def offices(self) -> dict[str, ActorRow]:
        """Actor rows by the actor's key."""
        return {row.actor.key: row for row in self.actors}

    @property
    def _holders(self) -> list[ActorName]:
        return [row.holder for row in self.positions] + [row.holder for row in self.ledger if row.holder]

    @cached_property
    def principal_actors(self) -> list[str]:
        """Keys of actors by how many events and statements they are in, most first."""
        counts: Counter[str] = Counter()
        for event in self.events:
            counts.update({actor.key for actor in event.actors + event.recipients})
        counts.update(row.speaker.key for row in self.statements if row.speaker)
        counts.update(holder.key for holder in self._holders)
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return [key for key, _ in ordered if key and self.actor_names[key].strip()]

    @cached_property
    def actor_names(self) -> dict[str, str]:
        """What each actor is called in the account's rows, by key."""
        names: dict[str, str] = {}
        for event in self.events:
            names.update((actor.key, actor.name) for actor in event.actors + event.recipients)
        names.update((row.speaker.key, row.speaker.name) for row in self.statements if row.speaker)
        names.update((holder.key, holder.name) for holder in self._holders)
        names.update((row.actor.key, row.actor.name) for row in self.actors)
        return names

    @cached_property
    def shared_lineages(self) -> list[Lineage]:
        """The lineages of several articles, in the account's order."""
        return [lineage for lineage in self.account.lineages if len(lineage.articles) > 1]

    @cached_property
    def single_lineages(self) -> list[Lineage]:
        """The lineages of one article alone."""
        return [lineage for lineage in self.account.lineages if len(lineage.articles) < 2]

    @cached_property
    def tally(self) -> Tally:
        """Who acts in the account's events and positions, where and when, counted."""
        return count_rows([*self.events, *self.positions])

    @cached_property
    def published_within(self) -> list[Stretch]:
        """Between which days each article came out."""
        return [stretch_of(day.earliest, day.latest) for day in self.account.published.values()]

    @cached_property
    def name(self) -> str:
        """The situation's name: given, or the actors and the place most told of."""
        return self._name or situation_name(self.tally) or self.wording("head.unnamed")

    @cached_property
    def days(self) -> Stretch:
        """The first and last day of the situation: of what is told to have happened near the articles' own days."""
        days = [day for stretch in self.published_within for day in stretch if day is not None]
        happened = [
            day
            for between, rows in self.tally.days.items()
            for day in stretch_of(*between)
            if day is not None
            for _ in range(rows)
        ]
        if not days:
            return middle_of(happened)
        first, last = min(days), max(days)
        reach = max(30, last - first)
        near = [day for day in happened if first - reach <= day <= last]
        return Stretch(min([first, *near]), max([last, *near]))

    @cached_property
    def period(self) -> str:
        """The situation's period in words."""
        if not self.days.known:
            return self.wording("date.unknown")
        first, last = (date.fromordinal(day).isoformat() for day in self.days if day is not None)
        if first == last:
            return self.wording.date(first, last)
        return self.wording(
            "head.period", first=self.wording.date(first, first), last=self.wording.date(last, last)
        )

    @cached_property
    def outlets(self) -> list[str]:
        """Names of the outlets that published, sorted."""
        return sorted(
            {annotation.article.outlet for annotation in self.annotations if annotation.article.outlet}
        )

    def outlet(self, article: str) -> str:
        """The outlet of an article, else the first words of its title between quotation marks."""
        annotation = self.articles.get(article)
        if annotation is None or annotation.article.outlet:
            return (annotation and annotation.article.outlet) or article
        return self.wording.quoted(shortened(self.title(article), SHORT_TITLE_CHARACTERS))

    def title(self, article: str) -> str:
        """The title of an article: given, else its headline or first words, else its id."""
        annotation = self.articles.get(article)
        if annotation is None:
            return article
        title = annotation.article.title
        if not title:
            headline = next((zone for zone in annotation.zones if zone.role is Role.HEADLINE), None)
            body = headline or next((zone for zone in annotation.zones if zone.role is Role.BODY), None)
            title = annotation.text[body.start : body.end][: 4 * TITLE_CHARACTERS] if body else ""
        title = " ".join(title.split())
        return shortened(title, TITLE_CHARACTERS) or article

    def doubtful(self, article: str) -> bool:
        """Whether the words of an article bear the marks of machine translation; judged once per article."""
        if article not in self._doubtful:
            annotation = self.articles.get(article)
            self._doubtful[article] = annotation is not None and is_doubtful(
                annotation.text, annotation.language
            )
        return self._doubtful[article]

    def length(self, article: str) -> int:
        """How many characters an article has, blanks at its ends not counted; at least 1."""
        return max(1, len(self.articles[article].text.strip()))

    def published_order(self) -> list[str]:
        """Ids of the articles in order of publication; those without a date last, in input order."""
        return sorted(self.articles, key=self._published_key)

    def _published_key(self, article: str) -> tuple[int, int, str]:
        published = self.account.published.get(article)
        if published is None:
            return (10**9, 10**9, "")
        stretch = stretch_of(published.earliest, published.latest)
        first = stretch.first if stretch.first is not None else stretch.last
        last = stretch.last if stretch.last is not None else stretch.first
        stated = published.stated if published.stated and "T" in published.stated else "~"
        return (first or 10**9, last or 10**9, stated)


def articles_of(row: AccountRow) -> list[str]:
    """Ids of the articles a row's lineages hold, each once, in order."""
    return list(dict.fromkeys(article for lineage in row.lineages for article in lineage.articles))


def middle_of(days: Sequence[int]) -> Stretch:
    """The first and last of days without the outer twentieth on either side, where there are twenty or more."""
    if not days:
        return Stretch(None, None)
    ordered = sorted(days)
    outer = len(ordered) // 20
    return Stretch(ordered[outer], ordered[-1 - outer])


def shortened(words: str, most: int) -> str:
    """Words cut at a blank after ``most`` characters, with an ellipsis."""
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"
