"""JSON-LD and TriG, read back as graphs by rdflib and pyoxigraph."""

import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS

from volgens.dossier_model import Dossier
from volgens.export import write_jsonld, write_trig
from volgens.export.jsonld_export import ANNOTATION_CONTEXT
from volgens.export.names import INSTANCES, PERSPECTIVES, name_attribution, name_place
from volgens.export.trig_export import CERTAINTY
from volgens.model import Act, Reading, Span

from .dossiers import dossier
from .readings import TEXT, empty_reading, reading, reading_of_words

# rdflib warns of its own ways inside its parsers.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")

CONTEXT = Path(__file__).parent / "anno.json"
"""The terms of the W3C's context that we use, written from the Web Annotation Vocabulary: tests need no network."""

OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
AS = rdflib.Namespace("http://www.w3.org/ns/activitystreams#")
SCHEMA = rdflib.Namespace("http://schema.org/")
GRASP = rdflib.Namespace("http://groundedannotationframework.org/grasp#")
GAF = rdflib.Namespace("http://groundedannotationframework.org/gaf#")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
NIF = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
OWN = rdflib.Namespace("urn:volgens:term:")
ODD = st.text(alphabet="ab \t\r\n\x00\x1f\x7f\u2028é\U0001f600\"\\'<>{}|^`%#\ud800", min_size=1, max_size=20)


def jsonld(readings: Iterable[Reading], dossiers: Iterable[Dossier] = ()) -> str:
    stream = io.StringIO()
    write_jsonld(readings, dossiers, stream)
    return stream.getvalue()


def trig(readings: Iterable[Reading], dossiers: Iterable[Dossier] = ()) -> str:
    stream = io.StringIO()
    write_trig(readings, dossiers, stream)
    return stream.getvalue()


def graph(document: str) -> rdflib.Graph:
    """The graph of a JSON-LD document, with the W3C's context at hand instead of fetched."""
    tree = json.loads(document)
    remote, own = tree["@context"]
    assert remote == ANNOTATION_CONTEXT
    tree["@context"] = [json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"], own]
    return rdflib.Graph().parse(data=json.dumps(tree), format="json-ld")


def perspectives(document: str) -> rdflib.Graph:
    return rdflib.Dataset().parse(data=document, format="trig").graph(rdflib.URIRef(PERSPECTIVES))


def texts(found: rdflib.Graph, target: rdflib.term.Node) -> Sequence[str]:
    """The words that a target of a Web Annotation selects, checked by position and by quotation."""
    places = [target]
    if (target, RDF.type, OA.List) in found:
        places = list(Collection(found, found.value(target, AS.items)))
    words = []
    for place in places:
        assert str(found.value(place, OA.hasSource)).startswith("urn:volgens:article:")
        by_kind = {found.value(s, RDF.type): s for s in found.objects(place, OA.hasSelector)}
        position, quoted = by_kind[OA.TextPositionSelector], by_kind[OA.TextQuoteSelector]
        start, end = (int(found.value(position, OA[name])) for name in ("start", "end"))
        exact = str(found.value(quoted, OA.exact))
        prefix, suffix = (str(found.value(quoted, OA[name])) for name in ("prefix", "suffix"))
        assert TEXT[start:end] == exact
        assert f"{prefix}{exact}{suffix}" in TEXT
        words.append(exact)
    return words


def test_an_annotation_targets_the_words_of_its_content() -> None:
    made = reading()
    found = graph(jsonld([made]))
    me = rdflib.URIRef(name_attribution(made.attributions[1].id))
    assert (me, RDF.type, OA.Annotation) in found
    assert (me, OA.motivatedBy, OA.describing) in found
    assert texts(found, found.value(me, OA.hasTarget)) == ["de brug dicht gaat"]
    assert texts(found, found.value(me, OWN.cue)) == ["ontkent"]


def test_a_content_in_pieces_is_a_list_in_text_order() -> None:
    made = reading()
    found = graph(jsonld([made]))
    target = found.value(rdflib.URIRef(name_attribution(made.attributions[0].id)), OA.hasTarget)
    assert texts(found, target) == ["De gemeente ontkent", "de brug dicht gaat"]


def test_indirect_words_are_a_claim_with_its_creator() -> None:
    made = reading()
    found = graph(jsonld([made]))
    body = found.value(rdflib.URIRef(name_attribution(made.attributions[1].id)), OA.hasBody)
    assert (body, RDF.type, SCHEMA.Claim) in found
    creator = found.value(body, SCHEMA.creator)
    assert {str(name) for name in found.objects(creator, SCHEMA.name)} == {"de gemeente"}
    assert (creator, RDF.type, SCHEMA.Organization) in found


def test_literal_words_are_a_quotation() -> None:
    made = reading_of_words("woorden")
    found = graph(jsonld([made]))
    body = found.value(rdflib.URIRef(name_attribution(made.attributions[0].id)), OA.hasBody)
    assert (body, RDF.type, SCHEMA.Quotation) in found
    assert str(found.value(body, SCHEMA.text)) == "woorden"


def test_a_stand_is_an_annotation_with_the_claim_as_its_body() -> None:
    found = graph(jsonld([reading()], [dossier()]))
    claim = next(claim for claim in found.subjects(RDF.type, SCHEMA.Claim) if ":claim:" in str(claim))
    stands = {str(found.value(stand, OWN.stance)) for stand in found.subjects(OA.hasBody, claim)}
    assert stands == {"asserts", "denies"}


def test_jsonld_has_a_node_a_line() -> None:
    lines = jsonld([reading(), empty_reading()], [dossier()]).splitlines()
    assert [json.loads(line.rstrip(","))["type"] for line in lines[2:-1]] == [
        "schema:NewsArticle",
        "schema:Organization",
        "Annotation",
        "Annotation",
        "schema:NewsArticle",
        "schema:Collection",
        "schema:Claim",
        "Annotation",
        "Annotation",
    ]


def test_jsonld_of_nothing_is_a_document() -> None:
    assert json.loads(jsonld([]))["@graph"] == []


@given(ODD)
@settings(max_examples=60, deadline=None)
def test_jsonld_holds_any_text(text: str) -> None:
    made = reading_of_words(text)
    tree = json.loads(jsonld([made]).encode("utf-8"))
    assert tree["@graph"][0]["schema:articleBody"] == text.replace("\ud800", "\ufffd")


def test_grasp_attributes_a_mention_to_its_source() -> None:
    made = reading()
    found = perspectives(trig([made]))
    me = rdflib.URIRef(name_attribution(made.attributions[1].id))
    mention = rdflib.URIRef(name_place(made.article.id, Span(40, 58)))
    assert (me, RDF.type, GRASP.Attribution) in found
    assert set(found.objects(me, GRASP.isAttributionFor)) == {mention}
    assert (mention, GRASP.hasAttribution, me) in found
    assert str(found.value(found.value(me, GRASP.wasAttributedTo), RDFS.label)) == "de gemeente"
    assert str(found.value(mention, NIF.anchorOf)) == "de brug dicht gaat"


def test_grasp_gives_the_cue_as_what_generated_the_mention() -> None:
    made = reading()
    found = perspectives(trig([made]))
    me = rdflib.URIRef(name_attribution(made.attributions[1].id))
    cue = rdflib.URIRef(name_place(made.article.id, Span(12, 19)))
    assert set(found.objects(me, OWN.cue)) == {cue}
    assert (rdflib.URIRef(name_place(made.article.id, Span(40, 58))), GRASP.generatedBy, cue) in found


def test_a_denial_is_certain_and_negative() -> None:
    made = reading()
    values = set(
        perspectives(trig([made])).objects(rdflib.URIRef(name_attribution(made.attributions[1].id)), RDF.value)
    )
    assert values == {OWN.deny, GRASP.CERTAIN, GRASP.NEG}


@pytest.mark.parametrize("act", [act for act in Act if act not in CERTAINTY])
def test_an_act_that_puts_nothing_forward_has_no_certainty(act: Act) -> None:
    assert act in {Act.THREATEN, Act.PROMISE, Act.PERMIT, Act.REFUSE, Act.DEMAND, Act.ASK, Act.WANT}


def test_what_is_said_is_an_instance_that_its_words_denote() -> None:
    made = reading()
    found = rdflib.Dataset().parse(data=trig([made]), format="trig").graph(rdflib.URIRef(INSTANCES))
    mention = rdflib.URIRef(name_place(made.article.id, Span(40, 58)))
    assert len(set(found.subjects(GAF.denotedBy, mention))) == 2


def test_a_claim_is_an_instance_with_the_words_of_its_stands() -> None:
    document = trig([reading()], [dossier()])
    stands = set(perspectives(document).subjects(OWN.claim, rdflib.URIRef("urn:volgens:claim:dossier-1:claim-1")))
    values = {value for stand in stands for value in perspectives(document).objects(stand, RDF.value)}
    assert len(stands) == 2
    assert {OWN.asserts, GRASP.POS, OWN.denies, GRASP.NEG} <= values


def test_an_article_is_derived_from_and_attributed_to_its_outlet() -> None:
    made = reading()
    found = rdflib.Dataset(default_union=True).parse(data=trig([made]), format="trig")
    article = found.value(rdflib.URIRef(name_attribution(made.attributions[0].id)), PROV.wasDerivedFrom)
    assert str(found.value(found.value(article, PROV.wasAttributedTo), RDFS.label)) == "De Kade"
    assert str(found.value(article, NIF.isString)) == TEXT


def test_both_libraries_read_the_same_statements() -> None:
    document = trig([reading(), empty_reading()], [dossier()])
    quads = set(pyoxigraph.parse(document, format=pyoxigraph.RdfFormat.TRIG))
    assert len(quads) == len(set(rdflib.Dataset().parse(data=document, format="trig").quads()))


@given(ODD)
@settings(max_examples=60, deadline=None)
def test_trig_holds_any_text(text: str) -> None:
    made = reading_of_words(text)
    document = trig([made]).encode("utf-8")
    predicate = pyoxigraph.NamedNode(f"{NIF}isString")
    quads = pyoxigraph.parse(document, format=pyoxigraph.RdfFormat.TRIG)
    (told,) = [quad.object.value for quad in quads if quad.predicate == predicate]
    assert told == text.replace("\ud800", "\ufffd")
