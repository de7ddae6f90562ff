"""Linked data in TriG, in the terms of GRaSP: instances, the mentions that denote them, and who is behind each.

GRaSP (Fokkens and others, 2017) and GAF come from the NewsReader project; the terms used are those of its data, and
``docs/reference/formats.md`` tells how ours map onto them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TextIO

from volgens.dossier_model import Dossier
from volgens.export import names
from volgens.export.characters import encodable
from volgens.model import Act, Actor, ActorKind, Article, Attribution, Reading, Span, Stance

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "gaf": "http://groundedannotationframework.org/gaf#",
    "grasp": "http://groundedannotationframework.org/grasp#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "volgens": "urn:volgens:term:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

CERTAINTY = {
    Act.ASSERT: "CERTAIN",
    Act.CONFIRM: "CERTAIN",
    Act.ACCUSE: "CERTAIN",
    Act.EVALUATE: "CERTAIN",
    Act.WARN: "PROBABLE",
    Act.DENY: "CERTAIN",
    Act.BELIEVE: "PROBABLE",
    Act.WITHHOLD: "UNDERSPECIFIED",
    Act.UNKNOWN: "UNDERSPECIFIED",
}
"""GRaSP's certainty for the acts that put something forward or decline to; the others have none."""

_STANCES = {
    Stance.ASSERTS: ("CERTAIN", "POS"),
    Stance.DENIES: ("CERTAIN", "NEG"),
    Stance.WITHHOLDS: ("UNDERSPECIFIED",),
    Stance.UNKNOWN: ("UNDERSPECIFIED",),
}
_AGENTS = {ActorKind.PERSON: "prov:Person", ActorKind.ORGANISATION: "prov:Organization"}
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
_SHORT = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"}

Pair = tuple[str, str]


def write_trig(readings: Iterable[Reading], dossiers: Iterable[Dossier], stream: TextIO) -> int:
    """Write one TriG document; returns the number of attributions. Holds one reading at a time."""
    for prefix, address in PREFIXES.items():
        stream.write(f"@prefix {prefix}: <{address}> .\n")
    written = 0
    for reading in readings:
        stream.writelines(_iter_article(reading))
        written += len(reading.attributions)
    for dossier in dossiers:
        stream.writelines(_iter_dossier(dossier))
    return written


def _iter_article(reading: Reading) -> Iterator[str]:
    article = reading.article
    yield "\n"
    yield _describe(names.name_article(article.id), _about_article(article))
    if article.outlet:
        yield _describe(names.name_agent(article.outlet), [("a", "prov:Organization"), _label(article.outlet)])
    for actor in reading.actors:
        yield _describe(f"urn:volgens:actor:{actor.id}", _about_actor(actor))
    if not reading.attributions:
        return
    yield f"<{names.INSTANCES}> {{\n"
    for attribution in reading.attributions:
        pairs = [("a", "gaf:Instance")]
        pairs += [("gaf:denotedBy", f"<{names.name_place(article.id, span)}>") for span in attribution.content]
        yield _describe(names.name_content(attribution.id), pairs)
    yield f"}}\n<{names.PERSPECTIVES}> {{\n"
    for attribution in reading.attributions:
        yield from _iter_perspective(article, attribution)
    yield "}\n"


def _about_article(article: Article) -> Sequence[Pair]:
    pairs = [("a", "nif:Context"), ("a", "prov:Entity"), ("nif:isString", _literal(article.text))]
    pairs += [("dcterms:language", _literal(article.language))]
    if article.title:
        pairs.append(("dcterms:title", _literal(article.title)))
    if article.address:
        pairs.append(("dcterms:identifier", _literal(article.address)))
    if article.byline:
        pairs.append(("dcterms:creator", _literal(article.byline)))
    if article.outlet:
        pairs.append(("prov:wasAttributedTo", f"<{names.name_agent(article.outlet)}>"))
    return [*pairs, *_times(("dcterms:issued", article.published), ("dcterms:modified", article.modified))]


def _about_actor(actor: Actor) -> Sequence[Pair]:
    pairs = [("a", _AGENTS.get(actor.kind, "prov:Agent")), ("volgens:kind", _literal(actor.kind.value))]
    pairs.append(_label(actor.name))
    if actor.speaks_for:
        pairs.append(("prov:actedOnBehalfOf", f"<{names.name_agent(actor.speaks_for)}>"))
    return pairs


def _iter_perspective(article: Article, attribution: Attribution) -> Iterator[str]:
    me = names.name_attribution(attribution.id)
    places = [names.name_place(article.id, span) for span in attribution.content]
    cues = [names.name_place(article.id, span) for span in attribution.cue]
    for place, span in zip(places, attribution.content, strict=True):
        pairs = [*_mention(article, span), ("gaf:denotes", f"<{names.name_content(attribution.id)}>")]
        pairs += [("grasp:generatedBy", f"<{cue}>") for cue in cues]
        yield _describe(place, [*pairs, ("grasp:hasAttribution", f"<{me}>")])
    for part in (attribution.source, attribution.cue, attribution.via):
        for span in part:
            yield _describe(names.name_place(article.id, span), _mention(article, span))
    pairs = [("a", "grasp:Attribution"), ("rdf:value", f"volgens:{attribution.act.value}")]
    pairs += [("rdf:value", value) for value in grasp_values(attribution.act)]
    pairs += [("grasp:isAttributionFor", f"<{place}>") for place in places]
    speaker = names.name_speaker(attribution)
    if speaker is not None:
        pairs.append(("grasp:wasAttributedTo", f"<{speaker}>"))
        if attribution.entity:
            yield _describe(speaker, [_label(attribution.entity)])
    for name in ("source", "cue", "via"):
        spans = getattr(attribution, name)
        pairs += [(f"volgens:{name}", f"<{names.name_place(article.id, span)}>") for span in spans]
    pairs.append(("prov:wasDerivedFrom", f"<{names.name_article(article.id)}>"))
    if attribution.parent:
        pairs.append(("volgens:inside", f"<{names.name_attribution(attribution.parent)}>"))
    pairs.append(("volgens:mode", _literal(attribution.mode.value)))
    pairs.append(("volgens:maker", _literal(f"{attribution.maker} {attribution.version}")))
    pairs.append(("volgens:confidence", f'"{float(attribution.confidence)!r}"^^xsd:double'))
    yield _describe(me, pairs)


def grasp_values(act: Act) -> Sequence[str]:
    """What GRaSP calls an act: how certain, and whether for or against; nothing where nothing is put forward."""
    certainty = CERTAINTY.get(act)
    if certainty is None:
        return ()
    if certainty == "UNDERSPECIFIED":
        return (f"grasp:{certainty}",)
    return (f"grasp:{certainty}", "grasp:NEG" if act is Act.DENY else "grasp:POS")


def _mention(article: Article, span: Span) -> Sequence[Pair]:
    return [
        ("a", "gaf:Mention"),
        ("nif:referenceContext", f"<{names.name_article(article.id)}>"),
        ("nif:beginIndex", f'"{span.start}"^^xsd:nonNegativeInteger'),
        ("nif:endIndex", f'"{span.end}"^^xsd:nonNegativeInteger'),
        ("nif:anchorOf", _literal(span.of(article.text))),
    ]


def _iter_dossier(dossier: Dossier) -> Iterator[str]:
    """A claim is an instance that the words of all its stands denote."""
    if not dossier.claims:
        return
    yield f"\n<{names.INSTANCES}> {{\n"
    for claim in dossier.claims:
        pairs = [("a", "gaf:Instance"), ("dcterms:isPartOf", f"<{names.name_dossier(dossier.id)}>")]
        places = dict.fromkeys(names.name_place(s.article_id, span) for s in claim.stands for span in s.words)
        pairs += [("gaf:denotedBy", f"<{place}>") for place in places]
        yield _describe(names.name_claim(dossier.id, claim.id), pairs)
    yield _describe(names.name_dossier(dossier.id), [_label(dossier.title)])
    yield f"}}\n<{names.PERSPECTIVES}> {{\n"
    for claim in dossier.claims:
        for stand in claim.stands:
            pairs = [("a", "grasp:Attribution"), ("rdf:value", f"volgens:{stand.stance.value}")]
            pairs += [("rdf:value", f"grasp:{value}") for value in _STANCES[stand.stance]]
            pairs += [("grasp:isAttributionFor", f"<{names.name_place(stand.article_id, s)}>") for s in stand.words]
            pairs.append(("volgens:claim", f"<{names.name_claim(dossier.id, claim.id)}>"))
            if stand.actor:
                pairs.append(("grasp:wasAttributedTo", f"<{names.name_agent(stand.actor)}>"))
                yield _describe(names.name_agent(stand.actor), [_label(stand.actor)])
            pairs.append(("prov:wasDerivedFrom", f"<{names.name_attribution(stand.attribution_id)}>"))
            yield _describe(names.name_stand(dossier.id, stand.id), pairs)
    yield "}\n"


def _label(words: str) -> Pair:
    return ("rdfs:label", _literal(words))


def _times(*named: tuple[str, datetime | None]) -> Iterator[Pair]:
    for name, moment in named:
        if moment is not None:
            yield name, f'"{moment.isoformat()}"^^xsd:dateTime'


def _literal(words: str) -> str:
    return f'"{_ESCAPED.sub(_escape, encodable(words))}"'


def _escape(match: re.Match[str]) -> str:
    return _SHORT.get(match[0]) or f"\\u{ord(match[0]):04X}"


def _describe(name: str, pairs: Iterable[Pair]) -> str:
    told = " ;\n    ".join(f"{term} {value}" for term, value in pairs)
    return f"<{name}>\n    {told} .\n"
