"""One article in FoLiA, the format of Dutch language corpora: words, and statements with content, source and relation.

FoLiA 2.5. A statement has a head (our content), a source and a relation (our cue); act is its class, and mode, entity
and the like are its features. Sets are ad hoc: they have names and no definition. ``docs/reference/formats.md`` tells
every element.
"""

from collections.abc import Sequence

from lxml import etree

from volgens.export.characters import writable_in_xml
from volgens.export.tokens import find_tokens, iter_worded_sentences
from volgens.model import Attribution, Reading, Span, Spans

NAMESPACE = "http://ilk.uvt.nl/folia"
FOLIA_VERSION = "2.5"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_ANNOTATIONS = (
    ("text", "https://raw.githubusercontent.com/proycon/folia/master/setdefinitions/text.foliaset.ttl"),
    ("paragraph", "volgens-blocks"),
    ("sentence", None),
    ("token", "volgens-tokens"),
    ("statement", "volgens-acts"),
    ("entity", "volgens-via"),
    ("coreference", "volgens-actors"),
)
_ROLES = (("hd", "content"), ("source", "source"), ("rel", "cue"))


def build_folia(reading: Reading) -> bytes:
    """The document of one article, UTF-8. A word's ``n`` are its offsets in our text: ``12-19``."""
    article = reading.article
    identity = f"volgens-{article.id}"
    root = etree.Element(_tag("FoLiA"), {_ID: identity, "version": FOLIA_VERSION}, nsmap={None: NAMESPACE})
    root.set("generator", "volgens")
    _add_metadata(root, reading)
    body = _add(root, "text", id=f"{identity}.text")
    tokens = _add_words(body, reading, identity)
    layers = _Layers(body, reading, (tokens, identity))
    layers.add_statements()
    layers.add_relays()
    layers.add_actors()
    made: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _add_metadata(root: etree._Element, reading: Reading) -> None:
    article = reading.article
    metadata = _add(root, "metadata", type="native")
    annotations = _add(metadata, "annotations")
    for name, kind in _ANNOTATIONS:
        declaration = _add(annotations, f"{name}-annotation", set=kind)
        _add(declaration, "annotator", processor="volgens")
    provenance = _add(metadata, "provenance")
    _add(provenance, "processor", id="volgens", name="volgens", type="auto")
    about = {
        "language": article.language,
        "title": article.title,
        "author": article.byline,
        "publisher": article.outlet,
        "date": article.published.isoformat() if article.published else None,
        "url": article.address,
        "article": article.id,
    }
    for name, value in about.items():
        if value:
            meta = _add(metadata, "meta")
            meta.set("id", name)
            meta.text = writable_in_xml(value)


def _add_words(body: etree._Element, reading: Reading, identity: str) -> Spans:
    """The paragraphs with their words; all words in text order."""
    text = reading.article.text
    tokens: list[Span] = []
    paragraph, block = body, -1
    for number, sentence in enumerate(iter_worded_sentences(reading), start=1):
        if sentence.block != block:
            block = sentence.block
            paragraph = _add(body, "p", id=f"{identity}.p.{block + 1}", **{"class": sentence.role.value})
        element = _add(paragraph, "s", id=f"{identity}.s.{number}")
        for token in sentence.tokens:
            tokens.append(token)
            glued = token.end < sentence.span.end and not text[token.end].isspace()
            word = _add(
                element,
                "w",
                id=f"{identity}.w.{len(tokens)}",
                n=f"{token.start}-{token.end}",
                space="no" if glued else None,
                **{"class": "token"},
            )
            _add(word, "t").text = writable_in_xml(token.of(text))
    return tuple(tokens)


class _Layers:
    """Layers of spans, at the end of the text, for a span may go over sentences."""

    def __init__(self, body: etree._Element, reading: Reading, words: tuple[Sequence[Span], str]) -> None:
        self._body = body
        self._reading = reading
        self._tokens, self._identity = words
        self._told = [
            (f"{self._identity}.statement.{number}", attribution)
            for number, attribution in enumerate(reading.attributions, start=1)
            if find_tokens(self._tokens, attribution.content)
        ]

    def add_statements(self) -> None:
        if not self._told:
            return
        layer = _add(self._body, "statements", set="volgens-acts")
        names = {attribution.id: name for name, attribution in reversed(self._told)}
        for name, attribution in self._told:
            sure = repr(float(attribution.confidence))
            statement = _add(layer, "statement", id=name, confidence=sure, **{"class": attribution.act.value})
            for feature, value in _features(attribution, names).items():
                if value:
                    _add(statement, "feat", subset=feature, **{"class": value})
            for role, part in _ROLES:
                self._add_role(statement, role, getattr(attribution, part))

    def add_relays(self) -> None:
        told = [(name, a) for name, a in self._told if find_tokens(self._tokens, a.via)]
        if not told:
            return
        layer = _add(self._body, "entities", set="volgens-via")
        for name, attribution in told:
            entity = _add(layer, "entity", id=f"{name}.via", **{"class": "via"})
            _add(entity, "feat", subset="statement", **{"class": name})
            self._add_references(entity, attribution.via)

    def add_actors(self) -> None:
        chains = []
        for actor in self._reading.actors:
            mentions = [m.spans for m in self._reading.mentions if m.actor_id == actor.id]
            if mentions := [spans for spans in mentions if find_tokens(self._tokens, spans)]:
                chains.append((actor, mentions))
        if not chains:
            return
        layer = _add(self._body, "coreferences", set="volgens-actors")
        for number, (actor, mentions) in enumerate(chains, start=1):
            chain = _add(
                layer, "coreferencechain", id=f"{self._identity}.actor.{number}", **{"class": actor.kind.value}
            )
            _add(chain, "feat", subset="name", **{"class": actor.name})
            for spans in mentions:
                self._add_role(chain, "coreferencelink", spans)

    def _add_role(self, above: etree._Element, role: str, spans: Spans) -> None:
        if find_tokens(self._tokens, spans):
            self._add_references(_add(above, role), spans)

    def _add_references(self, above: etree._Element, spans: Spans) -> None:
        for at in find_tokens(self._tokens, spans):
            reference = etree.SubElement(above, _tag("wref"))
            reference.set("id", f"{self._identity}.w.{at + 1}")


def _features(attribution: Attribution, names: dict[str, str]) -> dict[str, str | None]:
    return {
        "mode": attribution.mode.value,
        "entity": attribution.entity,
        "parent": names.get(attribution.parent or ""),
        "attribution": attribution.id,
        "maker": attribution.maker,
        "version": attribution.version,
    }


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(above: etree._Element, tag: str, id: str | None = None, **attributes: str | None) -> etree._Element:
    """An element; ``id`` is its ``xml:id``, and an attribute that is `None` is left out."""
    element = etree.SubElement(above, _tag(tag))
    if id is not None:
        element.set(_ID, id)
    for name, value in attributes.items():
        if value is not None:
            element.set(name, writable_in_xml(value))
    return element
