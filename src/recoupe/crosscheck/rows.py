"""The rows of the account: each claim with its standing, its lineages and its passages, worded."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from recoupe.crosscheck.assertions import PAST, Assertion, Claim, Claims
from recoupe.crosscheck.claims import MUTUAL_TYPES
from recoupe.crosscheck.ledger import Item
from recoupe.crosscheck.lineages import Lineages
from recoupe.crosscheck.links import Link
from recoupe.crosscheck.origins import Origins
from recoupe.crosscheck.sentences import Sentences
from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.standing import Judgement, judge
from recoupe.model import (
    ACCOUNT_FORMAT,
    AccountRow,
    ActorKind,
    ActorName,
    Attribution,
    Direction,
    Event,
    EventModality,
    EventRow,
    Evidence,
    Granularity,
    LedgerPart,
    LedgerRow,
    Lineage,
    PartStatus,
    Position,
    PositionRow,
    Quantity,
    QuantityRow,
    RelationKind,
    RelationRow,
    Role,
    Standing,
    StatementRow,
)

KEY_DIGITS = 12
# A claim that stands in the ledger alone: a sentence that says what will be.
FORETOLD = "foretold"
UNNAMED_KINDS = frozenset({ActorKind.COLLECTIVE, ActorKind.ANONYMOUS, ActorKind.DOCUMENT})
STANDINGS = list(Standing)


def digest_place(article: str, start: int, end: int, type: str = "") -> str:
    """What the key of a row holds after its kind, cut after ``KEY_DIGITS``: a digest of its claim's earliest passage, and of the
    type of event where it tells one."""
    return hashlib.sha256(f"{article}|{start}|{end}|{type}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Told:
    """A claim made ready for a row: its key, best wording, lineages, passages, sentence and standing."""

    key: str
    claim: Claim
    best: Assertion
    lineages: tuple[Lineage, ...]
    evidence: tuple[Evidence, ...]
    summary: str
    judgement: Judgement


def write_rows(
    situation: Situation, lineages: Lineages, claims: Claims, links: Sequence[Link], items: Sequence[Item]
) -> tuple[AccountRow, ...]:
    """The rows of a chapter: its claims, its ledger, and how claims bear on one another."""
    writer = RowWriter(situation, lineages, claims, links, items)
    return (*writer.claim_rows(), *writer.ledger_rows(), *writer.relation_rows())


class RowWriter:
    """Holds what all rows share: keys, best wordings, sentences and lineages of the claims."""

    def __init__(
        self,
        situation: Situation,
        lineages: Lineages,
        claims: Claims,
        links: Sequence[Link],
        items: Sequence[Item],
    ):
        self.situation = situation
        self.origins = Origins(situation, lineages)
        self.sentences = Sentences(situation)
        self.links = links
        self.items = items
        self._kinds = {
            id(claim): kind
            for kind, group in (
                ("event", claims.events),
                ("position", claims.positions),
                ("quantity", claims.quantities),
                ("statement", claims.statements),
            )
            for claim in group
        }
        self._claims = [*claims.events, *claims.positions, *claims.quantities, *claims.statements]
        foretold = [item.claim for item in items if id(item.claim) not in self._kinds]
        self._kinds |= {id(claim): FORETOLD for claim in foretold}
        every = [*self._claims, *foretold]
        self._keys = self._make_keys(every)
        self._best = {id(claim): self._best_wording(claim) for claim in every}
        self._summaries = {id(claim): self._summary(claim) for claim in every}
        self._told = {id(claim): self._tell(claim) for claim in every}

    # ---------------------------------------------------------------- claims

    def claim_rows(self) -> list[AccountRow]:
        return [self._row(self._told[id(claim)]) for claim in self._claims]

    def _make_keys(self, claims: Sequence[Claim]) -> dict[int, str]:
        """A key that stays while the earliest passage stays: kind, then a digest of that passage's place."""
        keys: dict[int, str] = {}
        taken: set[str] = set()
        for claim in claims:
            kind, first = self._kinds[id(claim)], claim.first
            digest = digest_place(first.article, first.start, first.end, getattr(first.record, "type", ""))
            length = KEY_DIGITS
            while f"{kind}-{digest[:length]}" in taken and length < len(digest):
                length += 1
            keys[id(claim)] = f"{kind}-{digest[:length]}"
            taken.add(keys[id(claim)])
        return keys

    def _best_wording(self, claim: Claim) -> Assertion:
        """Clean wording before machine-translated, the reader's language before another, text before headlines, few relays,
        whose parties or owner are told, what was copied before its copy, then the earliest."""
        articles = set(claim.articles)

        def rank(assertion: Assertion) -> tuple[Any, ...]:
            relays = len(assertion.voice.via) if assertion.voice else 0
            annotation = self.situation.by_id[assertion.article]
            return (
                assertion.article in self.situation.doubtful,
                annotation.language != self.situation.language,
                self.situation.repeats(assertion.article, assertion.start),
                self._in_headline(assertion),
                isinstance(assertion.record, Quantity) and assertion.voice is None,
                relays,
                not (assertion.actors or assertion.voice),
                self.situation.order(assertion.article)[0],
                bool(self._copied_from.get(assertion.article, frozenset()) & articles),
                assertion.article,
                assertion.start,
            )

        return min(claim.assertions, key=rank)

    def _in_headline(self, assertion: Assertion) -> bool:
        zones = self.situation.by_id[assertion.article].zones
        at = bisect_right(zones, assertion.start, key=lambda zone: zone.start) - 1
        return at >= 0 and zones[at].role is Role.HEADLINE

    @cached_property
    def _copied_from(self) -> dict[str, set[str]]:
        """By article, those whose words it took."""
        table: dict[str, set[str]] = {}
        for match in self.situation.matches:
            if match.direction is not Direction.UNKNOWN:
                table.setdefault(match.later.id, set()).add(match.earlier.id)
        return table

    def _summary(self, claim: Claim) -> str:
        best, kind = self._best[id(claim)], self._kinds[id(claim)]
        if kind == FORETOLD:
            return self.sentences.ledger(best, "prediction")
        if kind == "event":
            return self.sentences.event(best, self._modality(claim), *self._parties(claim))
        if kind == "position":
            return self.sentences.position(best, best.actors[0])
        if kind == "quantity":
            return self.sentences.quantity(best)
        return self.sentences.statement(best, self._addressee(best))

    def _modality(self, claim: Claim) -> EventModality:
        """Occurred where one article says so for certain, else as the first has it."""
        modalities = [a.record.modality for a in claim.assertions if isinstance(a.record, Event)]
        return EventModality.OCCURRED if EventModality.OCCURRED in modalities else modalities[0]

    def _parties(self, claim: Claim) -> tuple[list[str], list[str]]:
        """Actors and recipients over all passages, the most often named first, nobody on both sides."""
        sides = []
        for part in ("actors", "recipients"):
            counts: dict[str, int] = {}
            for assertion in claim.assertions:
                for key in getattr(assertion, part):
                    counts[key] = counts.get(key, 0) + 1
            sides.append(sorted(counts, key=lambda key: (-counts[key], key)))
        record = claim.first.record
        mutual = isinstance(record, Event) and record.type in MUTUAL_TYPES
        actors = self._without_spokesmen(sides[0], mutual)
        return actors, self._without_spokesmen([key for key in sides[1] if key not in sides[0]], mutual)

    def _without_spokesmen(self, keys: list[str], mutual: bool) -> list[str]:
        """Parties without those that only act for one that is named itself: « les autorités » beside the country.

        Persons stay where they meet; where a country acts, its minister is not a second actor.
        """
        actors = self.situation.identities.actors
        acting = UNNAMED_KINDS if mutual else UNNAMED_KINDS | {ActorKind.PERSON}
        named = {key for key in keys if actors[key].kind not in acting}
        sides = self.situation.principals(named)
        kept = [key for key in keys if key in named or self.situation.principal(key) not in sides]
        return [key for key in kept if not self._is_named_better(key, kept)]

    def _is_named_better(self, key: str, keys: Sequence[str]) -> bool:
        """Whether another party is told by the same common noun, and more of it: « l’ancien maire », « l’ancien maire de Valme »."""
        actors = self.situation.identities.actors
        name = actors[key].name.casefold()
        if actors[key].name[:1].isupper():
            return False
        others = [(other, actors[other].name.casefold()) for other in keys if other != key]
        return any(
            longer.startswith(f"{name} ") or (longer == name and keys.index(other) < keys.index(key))
            for other, longer in others
        )

    def _addressee(self, assertion: Assertion) -> str | None:
        record = assertion.record
        assert isinstance(record, Attribution)
        if record.addressee is None or record.addressee.actor is None:
            return None
        return self.situation.identities.key(assertion.article, record.addressee.actor)

    def _tell(self, claim: Claim) -> Told:
        lineages, evidence = self.situation.rulings.rule_lineages(
            self._kinds[id(claim)],
            claim,
            *self.origins.firm(claim, *self.origins.of(claim.assertions)),
            self.situation.language,
        )
        return Told(
            key=self._keys[id(claim)],
            claim=claim,
            best=self._best[id(claim)],
            lineages=lineages,
            evidence=evidence,
            summary=self._summaries[id(claim)],
            judgement=judge(
                self.sentences,
                claim,
                lineages,
                contradicted_by=self._other(claim, RelationKind.CONTRADICTS),
                superseded_by=self._other(claim, RelationKind.SUPERSEDES),
                settled=id(claim) in self._settled,
                has_owner=self.origins.has_owner(claim),
                newsrooms=len({self.situation.by_id[a].article.outlet or a for a in claim.articles}),
            ),
        )

    @cached_property
    def _weakened(self) -> dict[tuple[RelationKind, int], list[Claim]]:
        """By claim, those that contradict it, and those that supersede it, in the order of the links."""
        table: dict[tuple[RelationKind, int], list[Claim]] = {}
        for link in self.links:
            if link.kind in (RelationKind.CONTRADICTS, RelationKind.SUPERSEDES):
                table.setdefault((link.kind, id(link.right)), []).append(link.left)
            if link.kind is RelationKind.CONTRADICTS:
                table.setdefault((link.kind, id(link.left)), []).append(link.right)
        return table

    @cached_property
    def _settled(self) -> set[int]:
        """The claims that foresaw what later articles settle."""
        return {id(item.claim) for item in self.items if item.settled_by}

    def _other(self, claim: Claim, kind: RelationKind) -> str | None:
        """The sentence of the first claim that contradicts or supersedes this one."""
        others = self._weakened.get((kind, id(claim)))
        return self._summaries[id(others[0])] if others else None

    def _row(self, told: Told) -> AccountRow:
        record = told.best.record
        common = self._common(told)
        if isinstance(record, Event):
            actors, recipients = self._parties(told.claim)
            return EventRow(
                **common,
                type=record.type,
                mode=next(
                    (
                        a.record.mode
                        for a in told.claim.assertions
                        if isinstance(a.record, Event) and a.record.mode
                    ),
                    None,
                ),
                actors=self._names(actors),
                recipients=self._names(recipients),
                place=next(
                    (
                        a.record.place
                        for a in told.claim.assertions
                        if isinstance(a.record, Event) and a.record.place
                    ),
                    None,
                ),
                modality=self._modality(told.claim),
            )
        if isinstance(record, Position):
            return PositionRow(
                **common,
                holder=self._names(told.best.actors[:1])[0],
                stance=record.stance,
                target=record.target,
                condition=record.condition,
            )
        if isinstance(record, Quantity):
            voice = told.best.voice
            return QuantityRow(
                **common,
                what=record.what,
                minimum=record.minimum,
                maximum=record.maximum,
                unit=record.unit,
                qualifier=record.qualifier,
                owner=self._speaker(told.best) if voice else None,
                as_of=record.as_of,
            )
        addressee = self._addressee(told.best)
        voice = told.best.voice
        assert voice is not None and isinstance(record, Attribution)
        return StatementRow(
            **common,
            speaker=self._speaker(told.best),
            speaker_kind=voice.kind,
            addressee=self._names([addressee])[0] if addressee else None,
            content=self.situation.text_of(*told.best.place),
            modality=record.modality,
            act=record.act,
        )

    def _common(self, told: Told) -> dict[str, Any]:
        earliest, latest, granularity = self._when(told.claim)
        return {
            "format": ACCOUNT_FORMAT,
            "key": told.key,
            "summary": told.summary,
            "standing": told.judgement.standing,
            "because": told.judgement.because,
            "grade": told.judgement.grade,
            "earliest": earliest,
            "latest": latest,
            "granularity": granularity,
            "lineages": told.lineages,
            "evidence": told.evidence,
        }

    def _when(self, claim: Claim) -> tuple[str | None, str | None, Granularity | None]:
        """The days of the thing told; where no article tells them, it was known when the first article appeared."""
        earliest, latest = claim.interval
        if earliest is None and latest is None:
            published = self.situation.published[claim.first.article]
            if not isinstance(claim.first.record, Event):
                earliest, latest = published.earliest, published.latest
            elif claim.first.record.modality in PAST:
                known = (self.situation.published[article].latest for article in claim.articles)
                latest = min(filter(None, known), default=None)
        granularity = Granularity.DAY if earliest and earliest == latest else None
        return earliest, latest, granularity

    # ---------------------------------------------------------------- ledger, relations, actors

    def ledger_rows(self) -> list[AccountRow]:
        rows: list[AccountRow] = []
        for item in self.items:
            told = self._told[id(item.claim)]
            parts, evidence, lineages = self._parts(item, told)
            standing, because = self._ledger_standing(item)
            rows.append(
                LedgerRow(
                    **{
                        **self._common(told),
                        "key": told.key.replace(self._kinds[id(item.claim)], "ledger", 1),
                        "summary": self.sentences.ledger(
                            told.best, item.kind.value, closed=bool(item.closed_after)
                        ),
                        "standing": standing,
                        "because": because,
                        "evidence": evidence,
                        "lineages": lineages,
                        "grade": None,
                    },
                    kind=item.kind,
                    holder=self._names([item.holder])[0] if item.holder else None,
                    certainty=item.certainty,
                    parts=parts,
                    condition_status=item.condition_status,
                    closed=item.closed_after is not None,
                )
            )
        return rows

    def _parts(
        self, item: Item, told: Told
    ) -> tuple[tuple[LedgerPart, ...], tuple[Evidence, ...], tuple[Lineage, ...]]:
        """The parts with the passages that settle them; lineages are those of the item and of what settles it."""
        settling = [assertion for part in item.parts for assertion in part.settled_by]
        lineages, evidence = self.origins.of([*item.claim.assertions, *settling])
        number = {(e.id, e.start, e.end): e for e in evidence}
        parts = tuple(
            LedgerPart(
                what=part.what,
                aspect=part.aspect,
                status=part.status,
                evidence=tuple(dict.fromkeys(number[assertion.place] for assertion in part.settled_by)),
            )
            for part in item.parts
        )
        own = tuple(
            e
            for e in evidence
            if any(assertion.place == (e.id, e.start, e.end) for assertion in item.claim.assertions)
        )
        return parts, own, lineages

    def _ledger_standing(self, item: Item) -> tuple[Standing, str]:
        confirmed = sum(part.status is PartStatus.CONFIRMED for part in item.parts)
        refuted = sum(part.status is PartStatus.REFUTED for part in item.parts)
        counts = {"settled": confirmed + refuted, "refuted": refuted, "parts": len(item.parts)}
        if item.closed_after:
            return Standing.OPEN, self.sentences.because("ledger_closed", day=item.closed_after)
        if refuted:
            return Standing.OPEN, self.sentences.because("ledger_refuted", **counts)
        if confirmed == len(item.parts):
            standings = [self._told[id(claim)].judgement.standing for claim in item.settled_by]
            best = min(standings, key=STANDINGS.index, default=Standing.SINGLE_ORIGIN)
            return best, self.sentences.because("ledger_settled")
        return Standing.OPEN, self.sentences.because(
            "ledger_partly" if confirmed else "ledger_open", **counts
        )

    def relation_rows(self) -> list[AccountRow]:
        rows = [self._relation(link.kind, link.left, link.right, link.reason) for link in self.links]
        rows += [
            self._relation(RelationKind.SETTLES, other, item.claim, "settles", ledger=True)
            for item in self.items
            for other in item.settled_by
        ]
        return rows

    def _relation(
        self, kind: RelationKind, left: Claim, right: Claim, reason: str, ledger: bool = False
    ) -> AccountRow:
        one, other = self._told[id(left)], self._told[id(right)]
        lineages, evidence = self.origins.of([one.best, other.best])
        target = other.key.replace(self._kinds[id(right)], "ledger", 1) if ledger else other.key
        voice = one.best.voice
        return RelationRow(
            format=ACCOUNT_FORMAT,
            key=f"relation-{kind.value}-{one.key}-{target}",
            summary=self.sentences.relation(kind.value, one.summary, other.summary),
            standing=Standing.DISPUTED if kind is RelationKind.CONTRADICTS else one.judgement.standing,
            lineages=lineages,
            evidence=evidence,
            because=self.sentences.because(reason, voice=self.sentences.voice(voice) if voice else ""),
            kind=kind,
            source=one.key,
            target=target,
        )

    def _names(self, keys: Sequence[str]) -> tuple[ActorName, ...]:
        actors = self.situation.identities.actors
        return tuple(ActorName(key=key, name=actors[key].name, kind=actors[key].kind) for key in keys)

    def _speaker(self, assertion: Assertion) -> ActorName | None:
        voice = assertion.voice
        if voice is None:
            return None
        if voice.actor is not None:
            return self._names([voice.actor])[0]
        return ActorName(key="", name=voice.words, kind=ActorKind.ANONYMOUS)
