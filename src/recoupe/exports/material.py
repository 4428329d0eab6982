"""What an export is made of: the rows that were chosen, the articles they rest on, the passages between the two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import msgspec

from recoupe.crosscheck.originality import CopyingRow, copying_table, originality_rates
from recoupe.model import (
    Account,
    AccountRow,
    ActorName,
    ActorRow,
    Annotation,
    Basis,
    EventRow,
    Evidence,
    Granularity,
    InputRow,
    LedgerRow,
    PositionRow,
    Published,
    QuantityRow,
    RelationRow,
    Role,
    StatementRow,
)

ACCOUNT_KINDS: dict[str, type[AccountRow]] = {
    "events": EventRow,
    "positions": PositionRow,
    "quantities": QuantityRow,
    "statements": StatementRow,
    "ledger": LedgerRow,
    "relations": RelationRow,
    "actors": ActorRow,
}
"""The kinds of row of an account, in its order."""
CLAIM_KINDS = ("events", "positions", "quantities", "statements", "ledger")
"""Rows that say something of the world: neither who is who nor how rows hang together."""
OTHER_KINDS = ("roles", "passages", "sources", "copying")
KINDS = (*ACCOUNT_KINDS, *OTHER_KINDS)

TITLE_CHARACTERS = 200
UNDATED = Published(granularity=Granularity.UNKNOWN, basis=Basis.UNKNOWN, because="")
LAYERS = ("times", "ages", "actors", "mentions", "attributions", "events", "positions", "quantities")


class Passage(NamedTuple):
    """A passage a row rests on. ``about`` is the aspect of the part that it settles (ledger rows), else ""."""

    row: AccountRow
    place: Evidence
    about: str


class RoleLine(NamedTuple):
    """Who is in which row, as what."""

    row: AccountRow
    role: str
    actor: ActorName


@dataclass(frozen=True)
class Material:
    """The rows and articles of one export, and how they are to be written.

    ``account`` is the whole account; ``rows``, ``articles`` (ids) and ``kinds`` are what was chosen; ``texts`` holds every article,
    chosen or not, without its records; ``inputs`` say what became of each input. ``with_text`` allows whole texts; ``guarded`` keeps cells from starting a formula.
    """

    account: Account
    texts: Mapping[str, Annotation]
    rows: tuple[AccountRow, ...]
    articles: tuple[str, ...]
    kinds: tuple[str, ...]
    inputs: tuple[InputRow, ...] = ()
    language: str = "fr"
    with_text: bool = False
    guarded: bool = False

    @property
    def claims(self) -> list[AccountRow]:
        """The chosen rows that say something of the world."""
        kinds = tuple(ACCOUNT_KINDS[kind] for kind in CLAIM_KINDS)
        return [row for row in self.rows if isinstance(row, kinds)]

    @cached_property
    def chosen(self) -> frozenset[str]:
        """The ids of the chosen articles."""
        return frozenset(self.articles)

    @cached_property
    def originality(self) -> dict[str, float]:
        """The share of each article's words that stand in no earlier one."""
        return originality_rates(list(self.texts.values()), self.account.matches)

    def published(self, article: str) -> Published:
        """When an article came out, as far as the account knows."""
        return self.account.published.get(article, UNDATED)

    def quote(self, place: Evidence) -> str:
        """The words of a passage, "" where its article is not there."""
        annotation = self.texts.get(place.id)
        return annotation.text[place.start : place.end] if annotation else ""

    def passages(self, rows: Iterable[AccountRow] | None = None) -> Iterator[Passage]:
        """The passages of rows (the chosen ones unless others are given) that stand in chosen articles."""
        for row in self.rows if rows is None else rows:
            found = [Passage(row, place, "") for place in row.evidence]
            if isinstance(row, LedgerRow):
                found += [Passage(row, place, part.aspect) for part in row.parts for place in part.evidence]
            yield from (passage for passage in found if passage.place.id in self.chosen)

    def roles(self) -> Iterator[RoleLine]:
        """Who is in which chosen row, as what."""
        for row in self.rows:
            yield from (RoleLine(row, role, actor) for role, actor in actors_of(row))

    def copying(self) -> list[CopyingRow]:
        """Who took how much from whom, by outlet, where a chosen article's outlet is on one side."""
        chosen = {self.texts[article].article.outlet or article for article in self.articles}
        table = copying_table(list(self.texts.values()), self.account.matches)
        return [row for row in table if row.source in chosen or row.target in chosen]


def gather(annotations: Iterable[Annotation]) -> dict[str, Annotation]:
    """The articles by id, without their records: what a ``Material`` holds as ``texts``."""
    empty: dict[str, tuple[()]] = dict.fromkeys(LAYERS, ())
    return {annotation.id: msgspec.structs.replace(annotation, **empty) for annotation in annotations}


def actors_of(row: AccountRow) -> list[tuple[str, ActorName]]:
    """The actors of a row with their roles: actor, recipient, speaker, addressee, holder, owner; an actor row's own is "actor"."""
    named: list[tuple[str, ActorName | None]]
    match row:
        case EventRow():
            named = [("actor", actor) for actor in row.actors]
            named += [("recipient", actor) for actor in row.recipients]
        case StatementRow():
            named = [("speaker", row.speaker), ("addressee", row.addressee)]
        case PositionRow() | LedgerRow():
            named = [("holder", row.holder)]
        case QuantityRow():
            named = [("owner", row.owner)]
        case ActorRow():
            named = [("actor", row.actor)]
        case _:
            named = []
    return [(role, actor) for role, actor in named if actor is not None]


def kind_of(row: AccountRow) -> str:
    """The kind of a row as lines name it: event, statement, …"""
    return str(row.__struct_config__.tag)


def title_of(annotation: Annotation) -> str:
    """An article's title, else its first headline on one line, else its id."""
    if annotation.article.title:
        return annotation.article.title
    headline = next((zone for zone in annotation.zones if zone.role is Role.HEADLINE), None)
    words = " ".join(annotation.text[headline.start : headline.end].split()) if headline else ""
    return words[:TITLE_CHARACTERS] or annotation.id


def issued(published: Published) -> str | None:
    """The finest ISO 8601 prefix (day, month or year) that surely holds the day an article came out; None where there is none."""
    if published.earliest is None or published.latest is None:
        return None
    first, last = published.earliest[:10], published.latest[:10]
    return next((first[:length] for length in (10, 7, 4) if first[:length] == last[:length]), None)
