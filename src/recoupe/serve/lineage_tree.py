"""The lineages of one claim as a tree: from each origin, through its relays, to the articles in the order they took it up."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from recoupe.model import AccountRow, Lineage
from recoupe.serve.reading import Reading

INDENT, LINE, LEFT, TOP = 26.0, 26.0, 8.0, 16.0
MOST_LINEAGES = 20
MOST_ARTICLES = 15
DEEPEST = 6


class Node(NamedTuple):
    """One line of the tree: an origin, a relay or an article, at its place in drawing units."""

    words: str
    x: float
    y: float
    kind: str
    href: str | None = None
    day: str = ""
    tint: int = 0


class Tree(NamedTuple):
    """The drawing: nodes from top to bottom, and a path from each to the one it hangs on; what there was no room for."""

    nodes: list[Node]
    paths: list[str]
    height: float
    left_out: int


def draw_tree(reading: Reading, row: AccountRow) -> Tree:
    """The tree of a row's lineages."""
    drawing = _Drawing(reading)
    for lineage in row.lineages[:MOST_LINEAGES]:
        drawing.draw(row, lineage)
    left_out = sum(len(lineage.articles) for lineage in row.lineages[MOST_LINEAGES:]) + drawing.left_out
    return Tree(drawing.nodes, drawing.paths, TOP + LINE * len(drawing.nodes), left_out)


class _Drawing:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.nodes: list[Node] = []
        self.paths: list[str] = []
        self.left_out = 0

    def draw(self, row: AccountRow, lineage: Lineage) -> None:
        """One lineage: its chain from the source outwards, then its articles."""
        chain = self.reading.rows.chain(row, lineage)
        parent: Node | None = None
        for depth, link in enumerate(reversed(chain[1:])):
            parent = self._put(parent, link.name, depth, "unnamed" if link.unnamed else "origin")
        depth = len(chain[1:])
        hanging = self._parents(lineage)
        self._articles(None, parent, depth, hanging)
        self.left_out += max(0, len(lineage.articles) - MOST_ARTICLES)

    def _articles(
        self, copied: str | None, parent: Node | None, depth: int, hanging: dict[str | None, list[str]]
    ) -> None:
        for article in hanging[copied]:
            digest = self.reading.digest
            day = digest.wording.published(digest.account.published.get(article))
            href = self.reading.rows.article_href(article)
            node = self._put(
                parent,
                digest.outlet(article),
                depth,
                "article",
                href,
                day,
                self.reading.tints.get(article, 0),
            )
            self._articles(article, node, depth + 1, hanging)

    def _put(
        self,
        parent: Node | None,
        words: str,
        depth: int,
        kind: str,
        href: str | None = None,
        day: str = "",
        tint: int = 0,
    ) -> Node:
        node = Node(
            words, LEFT + INDENT * min(depth, DEEPEST), TOP + LINE * len(self.nodes), kind, href, day, tint
        )
        self.nodes.append(node)
        if parent is not None:
            self.paths.append(f"M{parent.x:.0f} {parent.y + 6:.0f}V{node.y:.0f}H{node.x - 6:.0f}")
        return node

    def _parents(self, lineage: Lineage) -> dict[str | None, list[str]]:
        """By the article they took most from (None: the origin itself), the lineage's articles in order of publication."""
        known = [article for article in lineage.articles if article in self.reading.digest.cards]
        order = sorted(known, key=lambda article: self.reading.day_of(article).first or 10**7)[:MOST_ARTICLES]
        found: dict[str | None, list[str]] = defaultdict(list)
        placed: set[str] = set()
        for article in order:
            sources = [
                (share.copied, other)
                for other, share in self.reading.sharing.get(article, ())
                if share.later == article and share.copied and other in placed
            ]
            found[max(sources)[1] if sources else None].append(article)
            placed.add(article)
        return found
