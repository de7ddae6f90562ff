"""``volgens export``: the same rows in every format."""

import csv
import io
import json
from pathlib import Path

import conllu
import feedparser
import networkx as nx
import pyarrow.parquet as pq
import pyoxigraph
import pytest
from lxml import etree
from tests.cli.conftest import Run
from tests.export.brat_files import read_brat


def test_json_and_csv_hold_the_same_attributions(filled: Run, tmp_path: Path) -> None:
    table = tmp_path / "out.csv"
    assert filled("export", "--format", "csv", "-o", table).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    tree = json.loads(filled("export", "--format", "json").stdout)
    ids = [
        a["attribution_id"] if "attribution_id" in a else a["id"] for x in tree["articles"] for a in x["attributions"]
    ]
    assert sorted(ids) == sorted(row["attribution_id"] for row in rows)
    assert len(rows) >= 4


def test_an_unknown_format_is_refused(filled: Run) -> None:
    assert filled("export", "--format", "xml").exit_code == 2


def test_brat_writes_a_text_and_annotations_for_each_article(filled: Run, tmp_path: Path) -> None:
    assert filled("export", "--format", "brat", "-o", tmp_path / "brat").exit_code == 0
    texts = sorted((tmp_path / "brat").glob("*.txt"))
    assert len(texts) == 2
    for path in texts:
        annotations = path.with_suffix(".ann").read_text(encoding="utf-8")
        assert read_brat(path.read_bytes().decode("utf-8"), annotations)


@pytest.mark.parametrize("form", ["brat", "parquet", "naf", "folia"])
def test_formats_of_many_files_need_a_folder(filled: Run, form: str) -> None:
    result = filled("export", "--format", form)
    assert result.exit_code == 2
    assert form in result.stderr


def count_attributions(run: Run) -> int:
    tree = json.loads(run("export", "--format", "json").stdout)
    return sum(len(article["attributions"]) for article in tree["articles"])


def test_parquet_holds_what_json_holds(event: Run, tmp_path: Path) -> None:
    assert event("export", "--format", "parquet", "-o", tmp_path / "out").exit_code == 0
    tables = {path.stem: pq.read_table(path) for path in (tmp_path / "out").glob("*.parquet")}
    assert tables["attributions"].num_rows == count_attributions(event)
    assert tables["articles"].num_rows == 3
    assert {"asserts", "denies"} <= set(tables["stands"].column("stance").to_pylist())


@pytest.mark.parametrize(("form", "ending"), [("naf", ".naf"), ("folia", ".folia.xml")])
def test_xml_formats_have_a_file_for_each_article(filled: Run, tmp_path: Path, form: str, ending: str) -> None:
    assert filled("export", "--format", form, "-o", tmp_path / "out").exit_code == 0
    files = list((tmp_path / "out").iterdir())
    assert len(files) == 2
    statements = 0
    for file in files:
        assert file.name.endswith(ending)
        statements += sum(etree.QName(e).localname == "statement" for e in etree.parse(file).iter("{*}*"))
    assert statements == count_attributions(filled)


def test_jsonld_and_trig_hold_every_attribution(event: Run, tmp_path: Path) -> None:
    nodes = json.loads(event("export", "--format", "jsonld").stdout)["@graph"]
    found = {node["id"] for node in nodes if node["id"].startswith("urn:volgens:attribution:")}
    path = tmp_path / "out.trig"
    assert event("export", "--format", "trig", "-o", path).exit_code == 0
    quads = pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TRIG)
    subjects = {q.subject.value for q in quads if q.subject.value.startswith("urn:volgens:attribution:")}
    assert subjects == found
    assert len(found) == count_attributions(event)
    assert any(":claim:" in node["id"] for node in nodes)


def test_conllu_has_every_word_parsed(filled: Run) -> None:
    sentences = conllu.parse(filled("export", "--format", "conllu").stdout)
    verbs = [token["lemma"] for sentence in sentences for token in sentence if token["upos"] == "VERB"]
    assert "ontkennen" in verbs
    assert any("Cue" in (token["misc"] or {}) for sentence in sentences for token in sentence)


@pytest.mark.parametrize("network", ["citing", "claims"])
def test_networks_come_out_of_dossiers(event: Run, tmp_path: Path, network: str) -> None:
    for form, read in (("graphml", nx.read_graphml), ("gexf", lambda path: nx.read_gexf(path, version="1.3"))):
        path = tmp_path / f"out.{form}"
        assert event("export", "--format", form, "--network", network, "-o", path).exit_code == 0
        found = read(path)
        assert found.number_of_edges() > 0
        assert "name:Teun Blok" in found


def test_a_network_is_of_no_use_to_a_table(filled: Run) -> None:
    assert filled("export", "--format", "csv", "--network", "claims").exit_code == 2


def test_a_file_that_cannot_be_written_leaves_nothing_behind(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = filled("export", "--format", "csv", "-o", tmp_path / "file" / "out.csv")
    assert "choose another place" in str(result.exception)
    assert [path.name for path in tmp_path.glob("*.part")] == []


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_search_comes_as_a_feed(filled: Run, form: str) -> None:
    feed = feedparser.parse(filled("search", "gewaarschuwd", "--format", form).stdout.encode("utf-8"))
    assert not feed.bozo
    assert any(entry.title.startswith("Karin Duin ") for entry in feed.entries)
    assert {entry.link for entry in feed.entries} == {"https://vecht.example/sluis"}


def test_a_feed_lists_the_latest_first(event: Run) -> None:
    feed = feedparser.parse(event("search", "asbest", "--format", "atom").stdout.encode("utf-8"))
    times = [entry.updated_parsed for entry in feed.entries]
    assert len(times) > 1
    assert times == sorted(times, reverse=True)


def test_a_search_without_hits_is_an_empty_feed(filled: Run) -> None:
    assert feedparser.parse(filled("search", "giraffe", "--format", "rss").stdout.encode("utf-8")).entries == []


def test_columns_number_the_attributions_of_each_article(filled: Run) -> None:
    columns = filled("export", "--format", "columns").stdout
    tree = json.loads(filled("export", "--format", "json").stdout)
    assert columns.count("\n# attribution ") == sum(len(article["attributions"]) for article in tree["articles"])
    assert columns.count("\n# newdoc id = ") == 2
