"""Networks as GraphML (yEd, igraph, networkx) and GEXF 1.3 (Gephi)."""

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from typing import BinaryIO, Protocol
from xml.sax.saxutils import quoteattr

from volgens.export.characters import writable_in_xml
from volgens.export.networks import Edge, Node

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NODE_KEYS = {"label": "string", "kind": "string", "dossier": "string"}
_EDGE_KEYS = {"asserts": "int", "denies": "int", "withholds": "int", "first": "string"}
_GEXF_TYPES = {"string": "string", "int": "integer"}
_MEMORY = 10_000_000
"""Bytes of edges that wait in memory for the nodes to end; more wait in a temporary file."""

Value = str | int


class _Form(Protocol):
    """How a form writes each part."""

    head: str
    between: str
    tail: str

    def node(self, node: Node) -> str: ...

    def edge(self, edge: Edge, number: int) -> str: ...


def write_graphml(parts: Iterable[Node | Edge], stream: BinaryIO) -> int:
    """Write a directed graph; returns the number of edges."""
    return _write(parts, stream, _GraphMl())


def write_gexf(parts: Iterable[Node | Edge], stream: BinaryIO) -> int:
    """Write a directed graph; returns the number of edges."""
    return _write(parts, stream, _Gexf())


def _write(parts: Iterable[Node | Edge], stream: BinaryIO, form: _Form) -> int:
    """Both forms list all nodes before the edges, which wait aside."""
    edges = 0
    stream.write(form.head.encode())
    with tempfile.SpooledTemporaryFile(max_size=_MEMORY) as waiting:
        for part in parts:
            if isinstance(part, Node):
                stream.write(form.node(part).encode())
            else:
                edges += 1
                waiting.write(form.edge(part, edges).encode())
        stream.write(form.between.encode())
        waiting.seek(0)
        shutil.copyfileobj(waiting, stream)
    stream.write(form.tail.encode())
    return edges


class _GraphMl:
    def __init__(self) -> None:
        lines = [
            f'<key id="{place[0]}_{name}" for="{place}" attr.name="{name}" attr.type="{kind}"/>\n'
            for place, keys in (("node", _NODE_KEYS), ("edge", {"weight": "int"} | _EDGE_KEYS))
            for name, kind in keys.items()
        ]
        self.head = (
            f'{_HEAD}<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n{"".join(lines)}'
            '<graph id="G" edgedefault="directed">\n'
        )
        self.between = ""
        self.tail = "</graph>\n</graphml>\n"

    def node(self, node: Node) -> str:
        return f"<node id={_quoted(node.id)}>{self._data('n', _node_values(node))}</node>\n"

    def edge(self, edge: Edge, number: int) -> str:
        values = {"weight": edge.weight} | _edge_values(edge)
        ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
        return f'<edge id="e{number}" {ends}>{self._data("e", values)}</edge>\n'

    def _data(self, place: str, values: Mapping[str, Value]) -> str:
        return "".join(f'<data key="{place}_{name}">{_escaped(value)}</data>' for name, value in values.items())


class _Gexf:
    def __init__(self) -> None:
        lines = []
        for place, keys in (("node", {k: v for k, v in _NODE_KEYS.items() if k != "label"}), ("edge", _EDGE_KEYS)):
            lines.append(f'<attributes class="{place}">\n')
            lines += [f'<attribute id="{k}" title="{k}" type="{_GEXF_TYPES[v]}"/>\n' for k, v in keys.items()]
            lines.append("</attributes>\n")
        self.head = (
            f'{_HEAD}<gexf xmlns="http://gexf.net/1.3" version="1.3">\n<meta><creator>volgens</creator></meta>\n'
            f'<graph defaultedgetype="directed" mode="static">\n{"".join(lines)}<nodes>\n'
        )
        self.between = "</nodes>\n<edges>\n"
        self.tail = "</edges>\n</graph>\n</gexf>\n"

    def node(self, node: Node) -> str:
        values = {name: value for name, value in _node_values(node).items() if name != "label"}
        return f"<node id={_quoted(node.id)} label={_quoted(node.label)}>{self._values(values)}</node>\n"

    def edge(self, edge: Edge, number: int) -> str:
        ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
        return f'<edge id="{number}" {ends} weight="{edge.weight}">{self._values(_edge_values(edge))}</edge>\n'

    def _values(self, values: Mapping[str, Value]) -> str:
        told = "".join(f'<attvalue for="{name}" value={_quoted(str(value))}/>' for name, value in values.items())
        return f"<attvalues>{told}</attvalues>" if told else ""


def _node_values(node: Node) -> Mapping[str, Value]:
    values = {"label": node.label, "kind": node.kind, "dossier": node.dossier}
    return {name: value for name, value in values.items() if value}


def _edge_values(edge: Edge) -> dict[str, Value]:
    values: dict[str, Value] = {"asserts": edge.asserts, "denies": edge.denies, "withholds": edge.withholds}
    return values | ({"first": edge.first.isoformat()} if edge.first else {})


def _quoted(words: str) -> str:
    """An attribute's value; line ends and tabs are written so that XML does not make spaces of them."""
    return quoteattr(writable_in_xml(words))


def _escaped(value: Value) -> str:
    words = writable_in_xml(str(value)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return words.replace("\r", "&#13;")
