"""Networks out of a dossier, read back by networkx."""

import io
from dataclasses import replace

import networkx as nx
import pytest

from volgens.dossier_model import Dossier
from volgens.export import Edge, Network, Node, iter_network, network_export, write_gexf, write_graphml

from .dossiers import dossier

ODD = "a\x00<&>\"'\r\n\té\U0001f600"


def graphml(*dossiers: Dossier, network: Network = Network.CLAIMS) -> nx.DiGraph:
    stream = io.BytesIO()
    write_graphml(iter_network(dossiers, network), stream)
    return nx.read_graphml(io.BytesIO(stream.getvalue()))


def gexf(*dossiers: Dossier, network: Network = Network.CLAIMS) -> nx.DiGraph:
    stream = io.BytesIO()
    write_gexf(iter_network(dossiers, network), stream)
    return nx.read_gexf(io.BytesIO(stream.getvalue()), version="1.3")


def test_actors_are_joined_to_the_claim_by_how_they_stand() -> None:
    found = graphml(dossier())
    claim = "claim:dossier-1:claim-1"
    assert found.nodes[claim]["kind"] == "claim"
    assert found.edges["name:de gemeente", claim]["denies"] == 1
    assert found.edges["name:De Kade", claim]["asserts"] == 1
    assert found.nodes["name:de gemeente"]["kind"] == "organisation"


def test_outlets_are_joined_to_whom_they_cite() -> None:
    found = graphml(dossier(), network=Network.CITING)
    assert list(found.edges) == [("name:De Kade", "name:de gemeente")]
    assert found.edges["name:De Kade", "name:de gemeente"]["weight"] == 1
    assert found.nodes["name:De Kade"]["kind"] == "outlet"
    assert found.edges["name:De Kade", "name:de gemeente"]["first"] == "2024-03-31T12:00:00+02:00"


def test_a_name_is_one_node_over_dossiers_and_its_weights_add_up() -> None:
    other = replace(dossier(), id="dossier-2")
    assert graphml(dossier(), other, network=Network.CITING).edges["name:De Kade", "name:de gemeente"]["weight"] == 2
    assert graphml(dossier(), other).number_of_nodes() == 4


def test_a_stand_of_nobody_has_a_claim_and_no_edge() -> None:
    made = dossier()
    claim = made.claims[0]
    bare = replace(claim, stands=tuple(replace(stand, actor=None) for stand in claim.stands))
    assert graphml(replace(made, claims=(bare,))).number_of_edges() == 0


@pytest.mark.parametrize("network", list(Network))
def test_gexf_and_graphml_hold_the_same_network(network: Network) -> None:
    left, right = graphml(dossier(), network=network), gexf(dossier(), network=network)
    assert set(left.nodes) == set(right.nodes)
    assert {node: data["label"] for node, data in left.nodes(data=True)} == {
        node: data["label"] for node, data in right.nodes(data=True)
    }
    for source, target, data in left.edges(data=True):
        told = right.edges[source, target]
        assert {key: told[key] for key in ("weight", "asserts", "denies", "withholds")} == {
            key: data[key] for key in ("weight", "asserts", "denies", "withholds")
        }


def test_odd_names_come_back() -> None:
    parts = [Node(id="name:x", label=ODD, kind="other"), Edge(source="name:x", target="name:x", weight=1)]
    wanted = ODD.replace("\x00", "\ufffd")
    for write, read in ((write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf)):
        stream = io.BytesIO()
        assert write(parts, stream) == 1
        assert read(io.BytesIO(stream.getvalue())).nodes["name:x"]["label"] == wanted


def test_edges_that_memory_cannot_hold_wait_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_export, "_MEMORY", 1)
    assert graphml(dossier()).number_of_edges() == 2


def test_no_dossiers_make_an_empty_network() -> None:
    assert graphml().number_of_nodes() == 0
    assert gexf().number_of_nodes() == 0
