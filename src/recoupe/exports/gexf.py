"""A graph of the account as GEXF 1.2, dynamic with days, as Gephi reads it."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.exports.graph import Edge, Graph, Node, Value, draw
from recoupe.exports.material import Material
from recoupe.exports.words import attribute

TYPES = {str: "string", int: "integer", float: "double", bool: "boolean"}


def encode(material: Material) -> Iterator[bytes]:
    """The document, an element at a time."""
    graph = draw(material)
    for line in _document(graph):
        yield line.encode("utf-8", "replace") + b"\n"


def _document(graph: Graph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'
    yield '<graph mode="dynamic" timeformat="date" defaultedgetype="directed">'
    numbers: dict[str, dict[str, int]] = {}
    for of, names in (("node", graph.of_nodes), ("edge", graph.of_edges)):
        numbers[of] = {name: number for number, name in enumerate(names)}
        yield f'<attributes class="{of}">'
        for name, type_ in names.items():
            yield f'<attribute id="{numbers[of][name]}" title="{name}" type="{TYPES[type_]}"/>'
        yield "</attributes>"
    yield "<nodes>"
    for node in graph.nodes:
        head = f"<node id={attribute(node.id)} label={attribute(node.label)}{_spell(node)}>"
        yield head + _values(node.values, numbers["node"]) + "</node>"
    yield "</nodes>\n<edges>"
    for number, edge in enumerate(graph.edges):
        ends = f"source={attribute(edge.source)} target={attribute(edge.target)}"
        head = f'<edge id="{number}" {ends} weight="{edge.weight}"{_spell(edge)}>'
        yield head + _values(edge.values, numbers["edge"]) + "</edge>"
    yield "</edges>\n</graph>\n</gexf>"


def _spell(item: Node | Edge) -> str:
    first = f' start="{item.first}"' if item.first else ""
    return first + (f' end="{item.last}"' if item.last else "")


def _values(values: dict[str, Value], numbers: dict[str, int]) -> str:
    held = "".join(
        f'<attvalue for="{numbers[name]}" value={attribute(written(value))}/>'
        for name, value in values.items()
    )
    return f"<attvalues>{held}</attvalues>" if held else ""


def written(value: Value) -> str:
    """A value as XML Schema writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
