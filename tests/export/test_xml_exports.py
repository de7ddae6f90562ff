"""NAF and FoLiA: NAF against a grammar and by lxml, FoLiA by its own library."""

from itertools import pairwise
from pathlib import Path

import folia.main as folia
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from volgens.export import build_folia, build_naf
from volgens.model import Reading

from .readings import TEXT, empty_reading, reading, reading_of_words

GRAMMAR = Path(__file__).parent / "naf.dtd"
ODD = st.text(alphabet="ab. \t\r\n\x00\x0b\x1f\x85\u2028é\U0001f600<&>\"']\ud800", min_size=1, max_size=20)


def naf(made: Reading) -> etree._Element:
    root = etree.fromstring(build_naf(made))
    with GRAMMAR.open("rb") as stream:
        grammar = etree.DTD(stream)
    assert grammar.validate(root), grammar.error_log
    return root


def read_folia(made: Reading) -> folia.Document:
    return folia.Document(string=build_folia(made).decode("utf-8"), autodeclare=False, textvalidation=True)


def words(root: etree._Element, part: etree._Element) -> list[str]:
    """The words that ``part`` of a NAF document covers, through its terms."""
    terms = {t.get("id"): t.find("span/target").get("id") for t in root.iterfind("terms/term")}
    forms = {w.get("id"): w.text for w in root.iterfind("text/wf")}
    return [forms[terms[target.get("id")]] for target in part.iterfind("span/target")]


def roles(statement: folia.Statement) -> dict[str, list[str]]:
    return {
        type(part).__name__: [str(word) for word in part.wrefs()]
        for part in statement
        if isinstance(part, folia.AbstractSpanRole)
    }


def test_naf_has_a_statement_for_each_attribution() -> None:
    root = naf(reading())
    statement = root.findall("attribution/statement")[1]
    parts = {part.tag: words(root, part) for part in statement}
    assert parts == {
        "statement_target": ["de", "brug", "dicht", "gaat"],
        "statement_source": ["De", "gemeente"],
        "statement_cue": ["ontkent"],
    }


def test_naf_words_stand_where_they_say() -> None:
    root = naf(reading())
    text = root.findtext("raw")
    assert text == TEXT
    for word in root.iterfind("text/wf"):
        start = int(word.get("offset"))
        assert text[start : start + int(word.get("length"))] == word.text


def test_naf_markables_tell_act_entity_and_parent() -> None:
    root = naf(reading())
    mark = root.findall("markables/mark[@type='attribution']")[1]
    told = {r.get("resource"): r.get("reference") for r in mark.iterfind("externalReferences/externalRef")}
    assert (told["volgens:act"], told["volgens:entity"], told["volgens:parent"]) == ("deny", "de gemeente", "st1")


def test_naf_has_the_relay_as_a_markable() -> None:
    root = naf(reading())
    (mark,) = root.findall("markables/mark[@type='via']")
    assert words(root, mark) == ["De", "Kade"]


def test_naf_has_the_mentions_of_an_actor_as_a_coreference_chain() -> None:
    root = naf(reading())
    (chain,) = root.findall("coreferences/coref")
    assert words(root, chain) == ["De", "gemeente"]
    assert chain.find("externalReferences/externalRef").get("reference") == "de gemeente"


def test_naf_of_an_article_without_attributions_has_no_layer_for_them() -> None:
    assert naf(empty_reading()).find("attribution") is None


@given(ODD)
@settings(max_examples=60, deadline=None)
def test_naf_holds_any_text_at_its_offsets(text: str) -> None:
    root = naf(reading_of_words(text))
    raw = root.findtext("raw")
    assert len(raw) == len(text)
    for word in root.iterfind("text/wf"):
        start = int(word.get("offset"))
        assert raw[start : start + int(word.get("length"))] == word.text


def test_folia_has_a_statement_for_each_attribution() -> None:
    statements = list(read_folia(reading()).select(folia.Statement))
    assert [statement.cls for statement in statements] == ["assert", "deny"]
    assert roles(statements[1]) == {
        "Headspan": ["de", "brug", "dicht", "gaat"],
        "Source": ["De", "gemeente"],
        "StatementRelation": ["ontkent"],
    }


def test_folia_features_tell_mode_entity_and_parent() -> None:
    first, second = read_folia(reading()).select(folia.Statement)
    told = {feature.subset: feature.cls for feature in second.select(folia.Feature)}
    assert (told["mode"], told["entity"], told["parent"]) == ("indirect", "de gemeente", first.id)
    assert second.confidence == 0.75


def test_folia_text_reads_as_the_article() -> None:
    assert read_folia(reading()).text() == TEXT


def test_folia_words_name_their_offsets() -> None:
    for word in read_folia(reading()).words():
        start, end = (int(offset) for offset in word.n.split("-"))
        assert TEXT[start:end] == word.text()


def test_folia_has_relays_and_actors() -> None:
    document = read_folia(reading())
    (entity,) = document.select(folia.Entity)
    (chain,) = document.select(folia.CoreferenceChain)
    assert [str(word) for word in entity.wrefs()] == ["De", "Kade"]
    assert [str(word) for word in next(chain.select(folia.CoreferenceLink)).wrefs()] == ["De", "gemeente"]


def test_folia_of_an_article_without_attributions_has_its_words() -> None:
    document = read_folia(empty_reading())
    assert list(document.select(folia.Statement)) == []
    assert [word.text() for word in document.words()] == ["Niemand", "zei", "iets", "."]


@pytest.mark.parametrize("text", ["a\x00b", "\x85x", "<&>\"'", "\U0001f600 \u2028 é", "\ud800", " \n "])
def test_folia_holds_odd_text(text: str) -> None:
    places = [tuple(int(n) for n in word.n.split("-")) for word in read_folia(reading_of_words(text)).words()]
    assert all(left[1] <= right[0] for left, right in pairwise(places))
