"""The two graphs of an account: actors and the claims they stand in, or outlets and who copied from whom. Both are dated."""

from __future__ import annotations

from typing import NamedTuple

from recoupe.exports.choosing import export_error
from recoupe.exports.material import Material, actors_of, kind_of
from recoupe.exports.words import digest, one_line
from recoupe.model import ActorRow, Direction, MatchKind

Value = str | int | float | bool


class Node(NamedTuple):
    """A node with its first and last day (ISO 8601) where they are known; ``values`` by the names of ``Graph.of_nodes``."""

    id: str
    label: str
    first: str | None
    last: str | None
    values: dict[str, Value]


class Edge(NamedTuple):
    """A directed edge."""

    source: str
    target: str
    first: str | None
    last: str | None
    weight: float
    values: dict[str, Value]


class Graph(NamedTuple):
    """Nodes and edges, and the names and types of the values they bear."""

    of_nodes: dict[str, type]
    of_edges: dict[str, type]
    nodes: list[Node]
    edges: list[Edge]


def draw(material: Material) -> Graph:
    """Outlets by copying where ``copying`` was chosen, else actors by claims; raises ``UsageError`` where both were."""
    if "copying" not in material.kinds:
        return claim_graph(material)
    if len(material.kinds) > 1:
        raise export_error("one_graph", material.language, "--rows")
    return copying_graph(material)


def claim_graph(material: Material) -> Graph:
    """Actors and claims; an edge leads from an actor to a claim and says in which role."""
    who: dict[str, Node] = {}
    claims: list[Node] = []
    edges: list[Edge] = []
    described = {row.actor.key: row for row in material.account.rows if isinstance(row, ActorRow)}
    for row in material.claims:
        claim = f"claim:{row.key}"
        first, last = _days(row.earliest, row.latest)
        values: dict[str, Value] = {
            "type": kind_of(row),
            "standing": str(row.standing),
            "origins": len(row.lineages),
        }
        claims.append(Node(claim, one_line(row.summary), first, last, values))
        for role, actor in actors_of(row):
            name = f"actor:{actor.key}"
            whole = described.get(actor.key)
            kind = whole.actor.kind if whole else actor.kind
            known: dict[str, Value] = {"type": "actor", "kind": str(kind)}
            if whole and whole.country:
                known["country"] = whole.country
            who.setdefault(name, Node(name, one_line(actor.name), None, None, known))
            edges.append(Edge(name, claim, first, last, 1.0, {"role": role}))
    of_nodes = {"type": str, "kind": str, "country": str, "standing": str, "origins": int}
    return Graph(of_nodes, {"role": str}, [*(who[key] for key in sorted(who)), *claims], edges)


def copying_graph(material: Material) -> Graph:
    """Outlets; an edge leads from the one whose words stood first to the one that took them, dated by the articles that did."""
    rows = material.copying()
    spans = _copying_days(material)
    names = sorted({name for row in rows for name in (row.source, row.target)})
    counts = dict.fromkeys(names, 0)
    for annotation in material.texts.values():
        name = annotation.article.outlet or annotation.id
        if name in counts:
            counts[name] += 1
    nodes = [
        Node(_outlet_id(name), one_line(name), None, None, {"kind": "media", "articles": counts[name]})
        for name in names
    ]
    edges = [
        Edge(
            _outlet_id(row.source), _outlet_id(row.target), *spans.get((row.source, row.target, row.known), (None, None)),
            float(row.words), {"words": row.words, "share": row.share, "known": row.known},
        )
        for row in rows
    ]  # fmt: skip
    return Graph({"kind": str, "articles": int}, {"words": int, "share": float, "known": bool}, nodes, edges)


def _copying_days(material: Material) -> dict[tuple[str, str, bool], tuple[str | None, str | None]]:
    """From when to when the articles that took something from another outlet came out."""
    found: dict[tuple[str, str, bool], list[tuple[str | None, str | None]]] = {}
    for match in material.account.matches:
        if match.kind is MatchKind.NARRATIVE and match.later.id in material.texts:
            known = match.direction is not Direction.UNKNOWN
            pair = (_outlet(material, match.earlier.id), _outlet(material, match.later.id), known)
            published = material.published(match.later.id)
            found.setdefault(pair, []).append((published.earliest, published.latest))
    return {
        pair: _days(
            min(filter(None, (first for first, _ in days)), default=None),
            max(filter(None, (last for _, last in days)), default=None),
        )
        for pair, days in found.items()
    }


def _outlet_id(name: str) -> str:
    return f"outlet:{digest(name)}"


def _outlet(material: Material, article: str) -> str:
    annotation = material.texts.get(article)
    return (annotation.article.outlet if annotation else None) or article


def _days(first: str | None, last: str | None) -> tuple[str | None, str | None]:
    """Two dates as days; those that are no whole days are left out, and ends that cross are swapped."""
    first, last = (day[:10] if day and len(day) >= 10 else None for day in (first, last))
    return (last, first) if first and last and last < first else (first, last)
