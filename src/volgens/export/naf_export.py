"""One article in NAF, the format of the NewsReader project: its text, words, and the attribution layer.

The layers are those of version 3.2. Its attribution layer has a place for source, cue and target (our content) only;
act, mode, entity and the like stand as markables that refer to their statement. ``docs/reference/formats.md`` tells
every element.
"""

from collections.abc import Iterable, Sequence

from lxml import etree

from volgens.export.characters import writable_in_xml
from volgens.export.tokens import WordedSentence, find_tokens, iter_worded_sentences
from volgens.model import Attribution, Reading, Span, Spans

NAF_VERSION = "v3.2"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PARTS = (("target", "content"), ("source", "source"), ("cue", "cue"))


def build_naf(reading: Reading) -> bytes:
    """The document of one article, UTF-8. Offsets count Unicode code points of ``raw``."""
    article = reading.article
    root = etree.Element("NAF", {_LANGUAGE: article.language, "version": NAF_VERSION})
    _add_header(root, reading)
    _add(root, "raw").text = writable_in_xml(article.text)
    sentences = tuple(iter_worded_sentences(reading))
    tokens = tuple(token for sentence in sentences for token in sentence.tokens)
    if tokens:
        _add_words(root, article.text, sentences)
        _Layers(root, reading, tokens).add_all()
    made: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _add_header(root: etree._Element, reading: Reading) -> None:
    article = reading.article
    header = _add(root, "nafHeader")
    about = {
        "title": article.title,
        "author": article.byline,
        "creationtime": article.published.isoformat() if article.published else None,
    }
    _add(header, "fileDesc", **{name: value for name, value in about.items() if value})
    public = {"publicId": article.id} | ({"uri": article.address} if article.address else {})
    _add(header, "public", **public)
    if reading.attributions:
        processors = _add(header, "linguisticProcessors", layer="attribution")
        for maker, version in dict.fromkeys((a.maker, a.version) for a in reading.attributions):
            _add(processors, "lp", name=maker, version=version)


def _add_words(root: etree._Element, text: str, sentences: Iterable[WordedSentence]) -> None:
    words, terms = _add(root, "text"), _add(root, "terms")
    number = 0
    for count, sentence in enumerate(sentences, start=1):
        for token in sentence.tokens:
            number += 1
            place = {"offset": str(token.start), "length": str(token.end - token.start)}
            word = _add(words, "wf", id=f"w{number}", sent=str(count), para=str(sentence.block + 1), **place)
            word.text = writable_in_xml(token.of(text))
            _add_span(_add(terms, "term", id=f"t{number}"), [f"w{number}"])


class _Layers:
    """The layers above the terms."""

    def __init__(self, root: etree._Element, reading: Reading, tokens: Sequence[Span]) -> None:
        self._root = root
        self._reading = reading
        self._tokens = tokens
        self._numbers: dict[str, str] = {}

    def add_all(self) -> None:
        told = [a for a in self._reading.attributions if self._terms(a.content)]
        for number, attribution in enumerate(told, start=1):
            self._numbers.setdefault(attribution.id, f"st{number}")
        if told:
            self._add_markables(told)
        self._add_coreferences()
        if told:
            self._add_statements(told)

    def _terms(self, spans: Spans) -> list[str]:
        return [f"t{at + 1}" for at in find_tokens(self._tokens, spans)]

    def _add_statements(self, told: Sequence[Attribution]) -> None:
        layer = _add(self._root, "attribution")
        for number, attribution in enumerate(told, start=1):
            statement = _add(layer, "statement", id=f"st{number}")
            for part, name in _PARTS:
                if terms := self._terms(getattr(attribution, name)):
                    _add_span(_add(statement, f"statement_{part}"), terms)

    def _add_markables(self, told: Sequence[Attribution]) -> None:
        layer = _add(self._root, "markables")
        for number, attribution in enumerate(told, start=1):
            about = {
                "statement": f"st{number}",
                "id": attribution.id,
                "act": attribution.act.value,
                "mode": attribution.mode.value,
                "entity": attribution.entity,
                "parent": self._numbers.get(attribution.parent or ""),
                "maker": f"{attribution.maker} {attribution.version}",
            }
            mark = _add(layer, "mark", id=f"m{number}", type="attribution", source="volgens")
            _add_span(mark, self._terms(attribution.content))
            references = _add(mark, "externalReferences")
            for name, value in about.items():
                if value is not None:
                    # How sure the maker is belongs to what it chose, the act.
                    sure = {"confidence": repr(float(attribution.confidence))} if name == "act" else {}
                    _add(references, "externalRef", resource=f"volgens:{name}", reference=value, **sure)
            if relay := self._terms(attribution.via):
                mark = _add(layer, "mark", id=f"m{number}via", type="via", source="volgens")
                _add_span(mark, relay)
                references = _add(mark, "externalReferences")
                _add(references, "externalRef", resource="volgens:statement", reference=f"st{number}")

    def _add_coreferences(self) -> None:
        chains = []
        for actor in self._reading.actors:
            places = [self._terms(m.spans) for m in self._reading.mentions if m.actor_id == actor.id]
            if places := [place for place in places if place]:
                chains.append((actor, places))
        if not chains:
            return
        layer = _add(self._root, "coreferences")
        for number, (actor, places) in enumerate(chains, start=1):
            chain = _add(layer, "coref", id=f"co{number}", status="system", type=actor.kind.value)
            for place in places:
                _add_span(chain, place)
            references = _add(chain, "externalReferences")
            _add(references, "externalRef", resource="volgens:actor", reference=actor.name)


def _add(above: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(above, tag, {name: writable_in_xml(value) for name, value in attributes.items()})


def _add_span(above: etree._Element, targets: Iterable[str]) -> None:
    span = _add(above, "span")
    for target in targets:
        _add(span, "target", id=target)
