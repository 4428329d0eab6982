"""A graph of the account as GraphML, as yEd, igraph, Cytoscape and networkx read it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from recoupe.exports.gexf import written
from recoupe.exports.graph import Edge, Graph, Node, Value, draw
from recoupe.exports.material import Material
from recoupe.exports.words import attribute
from recoupe.views.passages import displayed

TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
OF_EVERY: dict[str, dict[str, type]] = {
    "node": {"label": str, "first": str, "last": str},
    "edge": {"weight": float, "first": str, "last": str},
}


def encode(material: Material) -> Iterator[bytes]:
    """The document, an element at a time; a day that is not known is left out."""
    for line in _document(draw(material)):
        yield line.encode("utf-8", "replace") + b"\n"


def _document(graph: Graph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for of, names in (("node", graph.of_nodes), ("edge", graph.of_edges)):
        for name, type_ in (OF_EVERY[of] | names).items():
            yield f'<key id="{of}-{name}" for="{of}" attr.name="{name}" attr.type="{TYPES[type_]}"/>'
    yield '<graph edgedefault="directed">'
    for node in graph.nodes:
        yield f"<node id={attribute(node.id)}>{_values('node', node, {'label': node.label})}</node>"
    for number, edge in enumerate(graph.edges):
        ends = f"source={attribute(edge.source)} target={attribute(edge.target)}"
        yield f'<edge id="{number}" {ends}>{_values("edge", edge, {"weight": edge.weight})}</edge>'
    yield "</graph>\n</graphml>"


def _values(of: str, item: Node | Edge, head: dict[str, Value]) -> str:
    days = {"first": item.first, "last": item.last}
    values = head | {name: day for name, day in days.items() if day} | item.values
    return "".join(
        f'<data key="{of}-{name}">{escape(displayed(written(value)))}</data>'
        for name, value in values.items()
    )
