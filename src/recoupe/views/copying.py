"""The map of copying: articles in the order of their publication, arcs from where words were to where they were taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from recoupe.model import Direction, MatchKind, PassageMatch
from recoupe.views.digest import Digest
from recoupe.views.passages import Tint

MOST_NODES = 40
MOST_SHARES = 300
ROW_HEIGHT = 30.0
DOT_X = 110.0
TINTS = 8


class Share(NamedTuple):
    """What one article has in common with an earlier one: characters copied and quoted, the share of the later text."""

    earlier: str
    later: str
    copied: int
    quoted: int
    share: float
    tint: int
    sure: bool


class Node(NamedTuple):
    """An article, or an origin that is none of them, on the map."""

    key: str
    label: str
    article: bool
    y: float


class Arc(NamedTuple):
    """A drawn arc: the path, how thick, which tint, whether its direction is sure, what it says."""

    path: str
    width: float
    tint: int
    sure: bool
    share: Share | None
    origin: str = ""


@dataclass
class CopyMap:
    """The drawing and the table below it; ``left`` is where the widest arc begins; ``left_out`` counts shares that only the account lines hold."""

    nodes: list[Node] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    height: float = 0.0
    left: float = 0.0
    left_out: int = 0


def lineage_tints(digest: Digest) -> dict[str, int]:
    """The tint of each article's lineage, 1 to ``TINTS``; articles alone in theirs have none."""
    tints: dict[str, int] = {}
    number = 0
    for lineage in digest.account.lineages:
        if len(lineage.articles) > 1:
            for article in lineage.articles:
                tints.setdefault(article, number % TINTS + 1)
            number += 1
    return tints


def shares(digest: Digest, tints: dict[str, int]) -> list[Share]:
    """What each pair of articles has in common, most copied first."""
    copied: dict[tuple[str, str], int] = defaultdict(int)
    quoted: dict[tuple[str, str], int] = defaultdict(int)
    sure: dict[tuple[str, str], bool] = defaultdict(lambda: True)
    for match in digest.account.matches:
        pair = (match.earlier.id, match.later.id)
        if pair[0] == pair[1] or pair[0] not in digest.articles or pair[1] not in digest.articles:
            continue
        if match.kind is MatchKind.BOILERPLATE:
            continue
        counted = copied if match.kind is MatchKind.NARRATIVE else quoted
        counted[pair] += match.later.end - match.later.start
        sure[pair] = sure[pair] and match.direction is not Direction.UNKNOWN
    found = []
    for pair in sorted(set(copied) | set(quoted)):
        tint = tints.get(pair[0], 0) if tints.get(pair[0]) == tints.get(pair[1]) else 0
        share = min(1.0, (copied[pair] + quoted[pair]) / digest.length(pair[1]))
        found.append(Share(*pair, copied[pair], quoted[pair], share, tint, sure[pair]))
    return sorted(found, key=lambda share: (-share.copied, -share.quoted, share.earlier, share.later))


def draw_copying(digest: Digest, found: list[Share]) -> CopyMap:
    """Lay out the map: origins outside the pile first, then the articles that share words, in order of publication."""
    sharing = {article for share in found if share.copied for article in (share.earlier, share.later)}
    outside = _outside_origins(digest)
    sharing.update(article for articles in outside.values() for article in articles)
    order = [article for article in digest.published_order() if article in sharing][:MOST_NODES]
    drawing = CopyMap(shares=found[:MOST_SHARES], left_out=max(0, len(found) - MOST_SHARES))
    y = ROW_HEIGHT / 2 + 4
    for origin in sorted(name for name, articles in outside.items() if set(articles) & set(order)):
        drawing.nodes.append(Node(f"origin:{origin}", origin, False, y))
        y += ROW_HEIGHT
    y += 10 if drawing.nodes else 0
    for article in order:
        drawing.nodes.append(Node(article, digest.outlet(article), True, y))
        y += ROW_HEIGHT
    drawing.height = y
    at = {node.key: node.y for node in drawing.nodes}
    for share in _likeliest_origins(found):
        if share.earlier in at and share.later in at:
            path = _arc(at[share.earlier], at[share.later])
            drawing.arcs.append(Arc(path, 1.5 + 5 * share.share, share.tint, share.sure, share))
    for origin, articles in sorted(outside.items()):
        for article in articles:
            if article in at and f"origin:{origin}" in at:
                path = _arc(at[f"origin:{origin}"], at[article])
                drawing.arcs.append(Arc(path, 1.2, 0, False, None, origin))
    span = max(at.values()) - min(at.values()) if at else 0.0
    drawing.left = DOT_X - 0.75 * _reach(0.0, span) - 8
    return drawing


def _likeliest_origins(found: list[Share]) -> list[Share]:
    """For each copy the one article it has most from, a sure direction before an unsure one; pairs both ways once."""
    best: dict[str, Share] = {}
    for share in sorted(found, key=lambda share: not share.sure):
        if share.copied and share.later not in best and best.get(share.earlier, share).earlier != share.later:
            best[share.later] = share
    return [share for share in found if best.get(share.later) is share]


def _outside_origins(digest: Digest) -> dict[str, list[str]]:
    """Agencies and named sources that several articles go back to and that are no outlet or article of the pile."""
    known = {name.casefold() for name in digest.outlets} | {title.casefold() for title in digest.articles}
    known |= {digest.title(article).casefold() for article in digest.articles}
    found: dict[str, list[str]] = {}
    for lineage in digest.account.lineages:
        if len(lineage.articles) > 1 and lineage.origin and lineage.origin.casefold() not in known:
            found.setdefault(lineage.origin, []).extend(lineage.articles)
    return found


def _reach(start: float, end: float) -> float:
    return min(125.0, 24 + abs(end - start) * 0.5)


def _arc(start: float, end: float) -> str:
    x = DOT_X - _reach(start, end)
    return f"M{DOT_X:.0f} {start:.1f} C{x:.1f} {start:.1f} {x:.1f} {end:.1f} {DOT_X:.0f} {end:.1f}"


def tints_of(matches: Iterable[PassageMatch], tints: dict[str, int]) -> dict[str, list[Tint]]:
    """By article, the stretches it shares with others: tinted where copied, underlined where both quote."""
    found: dict[str, set[Tint]] = defaultdict(set)
    for match in matches:
        if match.earlier.id == match.later.id:
            continue
        if match.kind is MatchKind.NARRATIVE:
            same = tints.get(match.earlier.id) == tints.get(match.later.id)
            style = f"t{tints.get(match.earlier.id, 0) if same else 0}"
        else:
            style = "sq" if match.kind is MatchKind.QUOTATION else "bp"
        for side in (match.earlier, match.later):
            found[side.id].add(Tint(side.start, side.end, style))
    return {article: sorted(stretches) for article, stretches in found.items()}
