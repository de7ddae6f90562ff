"""Gold in brat's standoff and in PolNeAR's folders."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.export.readings import TEXT, reading

from volgens.errors import GoldError
from volgens.evaluate import BratLabels, ForeignGold, load_brat, load_polnear, score
from volgens.evaluate import foreign_gold as module
from volgens.export import build_brat
from volgens.model import Act, Attribution, Mode, Span, Spans

WORDS = "Volgens Ans is het dicht. Bob “weet” niets."
PLAIN = """T1\tSource 8 11\tAns
T2\tCue 0 7\tVolgens
T3\tContent 12 24\tis het dicht
T4\tAttribution 0 7\tVolgens
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
T5\tCue 30 36\t“weet”
T6\tContent 37 42\tniets
T7\tAttribution-no-source 30 36\t“weet”
E2\tAttribution-no-source:T7 Cue:T5 Content:T6
"""


def put(folder: Path, annotations: str, text: str = WORDS) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "d1.txt").write_bytes(text.encode("utf-8"))
    (folder / "d1.ann").write_text(annotations, encoding="utf-8")
    return folder


def predicted(content: Spans, act: Act) -> Attribution:
    return Attribution(
        article_id="x",
        source=(Span(8, 11),),
        cue=(Span(0, 7),),
        content=content,
        mode=Mode.MIXED,
        act=act,
        entity="Ans",
        maker="test",
        version="1",
    )


def test_our_own_export_comes_back_whole(tmp_path: Path) -> None:
    made = reading()
    put(tmp_path, build_brat(made), TEXT)
    loaded = load_brat(tmp_path)
    (document,) = loaded.documents
    assert (document.id, document.text, loaded.unsaid) == ("d1", TEXT, frozenset())
    outer, inner = document.attributions
    wanted = made.attributions[1]
    assert (inner.source, inner.cue, inner.content, inner.via) == (
        wanted.source,
        wanted.cue,
        wanted.content,
        wanted.via,
    )
    assert (inner.act, inner.mode, inner.entity, inner.parent) == (Act.DENY, Mode.INDIRECT, "de gemeente", outer.id)


def test_events_are_attributions_with_or_without_a_source(tmp_path: Path) -> None:
    (document,) = load_brat(put(tmp_path, PLAIN)).documents
    first, second = document.attributions
    assert (first.source, first.cue, first.content) == ((Span(8, 11),), (Span(0, 7),), (Span(12, 24),))
    assert (second.source, second.content) == ((), (Span(37, 42),))


def test_what_the_folder_never_says_is_not_judged(tmp_path: Path) -> None:
    loaded = load_brat(put(tmp_path, PLAIN))
    assert loaded.unsaid == {"act", "mode", "entity", "via"}
    found = {"d1": (predicted((Span(12, 24),), Act.DENY),)}
    judged = loaded.judged_by(found)
    assert (judged[0].attributions[0].act, judged[0].attributions[0].entity) == (Act.DENY, "Ans")
    figures = loaded.hide(score(judged, found))
    assert (figures.act, figures.act_macro_f1, figures.entity, figures.mode, figures.via) == (None,) * 5
    assert (figures.overlap.hits, figures.full.hits, figures.cue) == (1, 1, 1.0)


def test_gold_that_says_all_is_left_as_it_is(tmp_path: Path) -> None:
    documents = load_brat(put(tmp_path, build_brat(reading()), TEXT)).documents
    gold = ForeignGold(documents=documents, unsaid=frozenset())
    found = {"d1": (predicted((Span(40, 58),), Act.ASSERT),)}
    assert gold.judged_by(found) == documents
    assert gold.hide(score(documents, found)).act == 0.0


def test_other_labels_are_told_by_the_user(tmp_path: Path) -> None:
    annotations = PLAIN.replace("Source", "Bron").replace("Content", "Inhoud").replace("Attribution", "Citaat")
    labels = BratLabels.parse("source=Bron, content=Inhoud,attribution=Citaat")
    (document,) = load_brat(put(tmp_path, annotations), labels).documents
    assert document.attributions[0].source == (Span(8, 11),)


def test_a_role_that_stands_twice_is_joined(tmp_path: Path) -> None:
    annotations = PLAIN + "T8\tContent 26 29\tBob\nE3\tAttribution:T4 Content:T3 Content2:T8\n"
    (document,) = load_brat(put(tmp_path, annotations)).documents
    assert document.attributions[2].content == (Span(12, 24), Span(26, 29))


def test_pieces_that_overlap_are_one_span(tmp_path: Path) -> None:
    annotations = PLAIN + "T8\tContent 15 29\thet dicht. Bob\nE3\tAttribution:T4 Content:T3 Content2:T8\n"
    (document,) = load_brat(put(tmp_path, annotations)).documents
    assert document.attributions[2].content == (Span(12, 29),)


def test_remarks_of_annotators_are_no_entities(tmp_path: Path) -> None:
    annotations = PLAIN + "#1\tAnnotatorNotes E1\t{twijfel\n#2\tAnnotatorNotes E2\t[1]\n"
    assert "entity" in load_brat(put(tmp_path, annotations)).unsaid


def test_subfolders_are_read_and_name_their_documents(tmp_path: Path) -> None:
    put(tmp_path / "week1", PLAIN)
    assert [document.id for document in load_brat(tmp_path).documents] == ["week1/d1"]


def test_line_ends_of_the_text_count_as_they_are(tmp_path: Path) -> None:
    put(tmp_path, "T1\tContent 3 4\tb\nT2\tAttribution 3 4\tb\nE1\tAttribution:T2 Content:T1\n", "a\r\nb")
    assert load_brat(tmp_path).documents[0].attributions[0].content == (Span(3, 4),)


@pytest.mark.parametrize(
    ("annotations", "said"),
    [
        ("zomaar\n", "line 1"),
        ("T1\tContent 0 99\tx\n", "does not lie in the text"),
        ("T1\tContent 4 4\tx\n", "does not lie in the text"),
        ("T1\tContent 0 7\tAndere\n", "the text has 'Volgens'"),
        ("E1\tAttribution:T4 Content:T3\n", "names T3"),
        ("T1\tContent 0 7\tVolgens\n", "no event Attribution"),
        ("T4\tCue 0 7\tVolgens\nE1\tAttribution:T4 Cue:T4\n", "has no Content"),
        (PLAIN + "A1\tAct E1 zingt\n", "not one of assert"),
        (PLAIN + "A1\tMode E1 luid\n", "not one of direct"),
    ],
)
def test_a_broken_file_is_an_error_that_says_where(tmp_path: Path, annotations: str, said: str) -> None:
    with pytest.raises(GoldError, match=said) as error:
        load_brat(put(tmp_path, annotations))
    assert "d1.ann" in str(error.value)


def test_annotations_without_their_text_are_an_error(tmp_path: Path) -> None:
    put(tmp_path, PLAIN)
    (tmp_path / "d1.txt").unlink()
    with pytest.raises(GoldError, match=r"d1\.txt: cannot be read"):
        load_brat(tmp_path)


def test_a_text_that_is_no_utf8_is_an_error(tmp_path: Path) -> None:
    put(tmp_path, PLAIN)
    (tmp_path / "d1.txt").write_bytes(b"\xff")
    with pytest.raises(GoldError, match="no UTF-8"):
        load_brat(tmp_path)


def test_a_file_beyond_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_FILE", 10)
    with pytest.raises(GoldError, match="larger than"):
        load_brat(put(tmp_path, PLAIN))


@pytest.mark.parametrize("load", [load_brat, load_polnear])
def test_a_folder_without_annotations_is_an_error(tmp_path: Path, load: object) -> None:
    assert callable(load)
    with pytest.raises(GoldError, match="no "):
        load(tmp_path)


@pytest.mark.parametrize("words", ["source", "bron=Bron", "source=", "source=a=b"])
def test_labels_that_are_none_are_an_error(words: str) -> None:
    with pytest.raises(GoldError, match="part=Label"):
        BratLabels.parse(words)


def polnear(folder: Path) -> Path:
    for name in ("text", "attributions"):
        (folder / name).mkdir(parents=True)
    (folder / "text" / "krant_2016-01-02_brug.txt").write_text(WORDS, encoding="utf-8")
    for annotator in ("4b22", "ef2d"):
        path = folder / "attributions" / f"krant_2016-01-02_brug_{annotator}.ann"
        path.write_text(PLAIN, encoding="utf-8")
    return folder


def test_polnear_has_a_document_for_each_annotator(tmp_path: Path) -> None:
    loaded = load_polnear(polnear(tmp_path / "dev"))
    assert [document.id for document in loaded.documents] == [
        "krant_2016-01-02_brug_4b22",
        "krant_2016-01-02_brug_ef2d",
    ]
    assert [len(document.attributions) for document in loaded.documents] == [2, 2]
    assert loaded.unsaid == {"act", "mode", "entity", "via"}


def test_all_compartments_of_polnear_are_read_at_once(tmp_path: Path) -> None:
    polnear(tmp_path / "data" / "dev")
    polnear(tmp_path / "data" / "test")
    ids = [document.id for document in load_polnear(tmp_path / "data").documents]
    assert ids[0] == "dev/krant_2016-01-02_brug_4b22"
    assert len(set(ids)) == 4


def test_a_compartment_without_texts_is_an_error(tmp_path: Path) -> None:
    folder = polnear(tmp_path / "parc3-replication")
    (folder / "text" / "krant_2016-01-02_brug.txt").unlink()
    with pytest.raises(GoldError, match="needs the text"):
        load_polnear(folder)


def test_a_parent_in_a_circle_is_let_be(tmp_path: Path) -> None:
    loaded = load_brat(put(tmp_path, PLAIN + "R1\tInside Arg1:E1 Arg2:E1\nR2\tInside Arg1:E2 Arg2:E9\n"))
    assert [a.parent for a in loaded.documents[0].attributions] == [None, None]
    assert replace(loaded, unsaid=frozenset()).judged_by({}) == loaded.documents
