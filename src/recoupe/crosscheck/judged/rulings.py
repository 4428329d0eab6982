"""What a person has ruled on one chapter: claims and relations that are wrong, articles that have one origin or two."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from recoupe.crosscheck.assertions import Claim, Claims
from recoupe.crosscheck.judged.finding import Standing, find_row
from recoupe.decisions import Decision, DecisionKind, RowAnchor
from recoupe.languages import word_list
from recoupe.model import Event, Evidence, Lineage

if TYPE_CHECKING:
    from recoupe.crosscheck.links import Link

GROUPS = {"event": "events", "position": "positions", "quantity": "quantities", "statement": "statements"}
"""The groups of claims by the kind of their rows."""


@dataclass(frozen=True)
class Rulings:
    """Decisions to reject a row and on lineages, their passages by the ids of articles."""

    decisions: Sequence[Decision] = ()

    @classmethod
    def of(cls, decisions: Sequence[Decision]) -> Rulings:
        """The rulings among decisions that are in force."""
        kinds = (DecisionKind.REJECT, DecisionKind.LINEAGE)
        return cls([decision for decision in decisions if decision.kind in kinds and decision.row])

    def divide(self, chapters: Iterable[Collection[str]]) -> list[Rulings]:
        """The rulings on each of these disjoint sets of articles: on the rows that rest on any of them."""
        chapter_of: dict[str, list[Decision]] = {}
        found: list[list[Decision]] = []
        for articles in chapters:
            found.append([])
            chapter_of.update(dict.fromkeys(articles, found[-1]))
        for decision in self.decisions:
            touched = _articles_of(decision.row) & chapter_of.keys() if decision.row is not None else ()
            for rulings in {id(chapter_of[article]): chapter_of[article] for article in touched}.values():
                rulings.append(decision)
        return [Rulings(rulings) for rulings in found]

    def mark(self, digest: str) -> str:
        """What stands for these rulings on what ``digest`` stands for: ``digest`` where nothing is ruled."""
        if not self.decisions:
            return digest
        made_of = msgspec.json.encode([digest, list(self.decisions)], order="sorted")
        return hashlib.sha256(made_of).hexdigest()

    def without_rejected(self, claims: Claims) -> Claims:
        """The claims but those rejected, which are still told but bear on no other."""
        rejected = {id(claim) for anchor in self._rejected() if (claim := _find(anchor, claims)) is not None}
        if not rejected:
            return claims
        kept = {
            group: [claim for claim in getattr(claims, group) if id(claim) not in rejected]
            for group in GROUPS.values()
        }
        return replace(claims, **kept)

    def without_rejected_links(self, links: Sequence[Link], claims: Claims) -> list[Link]:
        """The links but those whose relation was rejected."""
        rejected = {
            (anchor.type, *(id(_find(end, claims)) for end in anchor.ends))
            for anchor in self._rejected()
            if anchor.ends
        }
        return [link for link in links if (link.kind.value, id(link.left), id(link.right)) not in rejected]

    def rule_lineages(
        self, row: str, claim: Claim, lineages: Sequence[Lineage], evidence: Sequence[Evidence], language: str
    ) -> tuple[tuple[Lineage, ...], tuple[Evidence, ...]]:
        """The lineages of a claim of this kind of row and the passages with their lineages, as was decided."""
        for decision in self.decisions:
            if decision.kind is not DecisionKind.LINEAGE or decision.row is None or decision.row.row != row:
                continue
            articles = [passage.article for passage in decision.passages]
            if len(articles) == 2 and find_row(decision.row, [_standing(row, claim)]) is not None:
                same = decision.values["same"] == "yes"
                rule = _join if same else _part
                because = word_list(language, "judge")["lineage"]["one" if same else "two"]
                lineages, evidence = rule(
                    articles[0], articles[1], lineages, evidence, because.format(author=decision.author)
                )
        return tuple(lineages), tuple(evidence)

    def _rejected(self) -> list[RowAnchor]:
        return [d.row for d in self.decisions if d.kind is DecisionKind.REJECT and d.row is not None]


def _articles_of(row: RowAnchor) -> frozenset[str]:
    own = frozenset(passage.article for passage in row.passages)
    return own.union(*(_articles_of(end) for end in row.ends))


def _find(anchor: RowAnchor, claims: Claims) -> Claim | None:
    """The claim that an anchor stands for."""
    if anchor.row not in GROUPS or anchor.ends:
        return None
    group = getattr(claims, GROUPS[anchor.row])
    found = find_row(anchor, (_standing(anchor.row, claim, number) for number, claim in enumerate(group)))
    return None if found is None else group[int(found)]


def _standing(row: str, claim: Claim, number: int = 0) -> Standing:
    record = claim.first.record
    return Standing(
        key=f"{number:09}",
        row=row,
        type=record.type.value if isinstance(record, Event) else None,
        places=[assertion.place for assertion in claim.assertions],
    )


def _join(
    one: str, other: str, lineages: Sequence[Lineage], evidence: Sequence[Evidence], because: str
) -> tuple[Sequence[Lineage], Sequence[Evidence]]:
    """The lineages of two articles made one: the earlier takes the other in."""
    found = sorted({_lineage_of(article, lineages) for article in (one, other)} - {-1})
    if len(found) < 2:
        return lineages, evidence
    kept, gone = found
    articles = tuple(dict.fromkeys((*lineages[kept].articles, *lineages[gone].articles)))
    joined = list(lineages)
    joined[kept] = msgspec.structs.replace(lineages[kept], articles=articles, because=because)
    del joined[gone]
    moved = [kept if e.lineage == gone else e.lineage - (e.lineage > gone) for e in evidence]
    return joined, [msgspec.structs.replace(e, lineage=n) for e, n in zip(evidence, moved, strict=True)]


def _part(
    one: str, other: str, lineages: Sequence[Lineage], evidence: Sequence[Evidence], because: str
) -> tuple[Sequence[Lineage], Sequence[Evidence]]:
    """The second of two articles of one lineage given a lineage of its own, after all others."""
    whole = _lineage_of(one, lineages)
    if one == other or whole < 0 or other not in lineages[whole].articles:
        return lineages, evidence
    parted = list(lineages)
    rest = tuple(article for article in lineages[whole].articles if article != other)
    parted[whole] = msgspec.structs.replace(lineages[whole], articles=rest)
    parted.append(Lineage(origin=other, articles=(other,), because=because))
    alone = len(parted) - 1
    return parted, [
        msgspec.structs.replace(e, lineage=alone) if e.id == other and e.lineage == whole else e
        for e in evidence
    ]


def _lineage_of(article: str, lineages: Sequence[Lineage]) -> int:
    """The number of the first lineage that an article is of, -1 where it is of none."""
    return next((number for number, lineage in enumerate(lineages) if article in lineage.articles), -1)
