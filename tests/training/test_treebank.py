import lzma
from pathlib import Path

import pytest

pytest.importorskip("conllu")

from volgens.training.treebank import plain_lemma, read_names, read_treebank

SENTENCE = """# sent_id = cdb/1.p.1.s.1
1	Hij	hij	PRON	VNW	Person=3|PronType=Prs	2	nsubj	_	_
2	kondigde	aan_kondigen	VERB	WW	Mood=Ind|Tense=Past	0	root	_	_
2.1	x	x	X	_	_	_	_	_	_
3	het	het	PRON	VNW	PronType=Art	2	obj	_	_
4	aan	aan	ADP	VZ	_	2	compound:prt	_	SpaceAfter=No
5	.	.	PUNCT	LET	_	2	punct	_	_

"""


@pytest.mark.parametrize(
    ("form", "lemma", "particle", "plain"),
    [
        ("dijken", "dijk", None, "dijk"),
        ("zeedijken", "zee_dijk", None, "zeedijk"),
        ("stationspleinen", "station_plein", None, "stationsplein"),
        ("kondigde", "aan_kondigen", "aan", "kondigen"),
        ("Kondigde", "Aan_kondigen", "aan", "kondigen"),
        ("aangekondigd", "aan_kondigen", None, "aankondigen"),
        ("boompjes", "boom_DIM", None, "boompje"),
        ("_", "_", None, "_"),
    ],
)
def test_lemma_is_a_dutch_word(form: str, lemma: str, particle: str | None, plain: str) -> None:
    assert plain_lemma(form, lemma, particle) == plain


@pytest.fixture(params=["plain", "compressed"])
def treebank(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "plain":
        path = tmp_path / "dev.conllu"
        path.write_text(SENTENCE, encoding="utf-8")
    else:
        path = tmp_path / "dev.conllu.xz"
        path.write_bytes(lzma.compress(SENTENCE.encode()))
    return path


def test_heads_count_from_nought_and_a_root_points_at_itself(treebank: Path) -> None:
    (sentence,) = read_treebank(treebank)
    assert [t.head for t in sentence.tokens] == [1, 1, 1, 1, 1]


def test_empty_nodes_are_no_words(treebank: Path) -> None:
    (sentence,) = read_treebank(treebank)
    assert [t.form for t in sentence.tokens] == ["Hij", "kondigde", "het", "aan", "."]


def test_separated_particle_leaves_the_bare_verb(treebank: Path) -> None:
    (sentence,) = read_treebank(treebank)
    assert sentence.tokens[1].lemma == "kondigen"


def test_features_that_say_nothing_in_dutch_are_dropped(treebank: Path) -> None:
    (sentence,) = read_treebank(treebank)
    assert [t.feats for t in sentence.tokens] == ["Person=3|PronType=Prs", "Tense=Past", "", "", ""]


def test_spaces_are_those_of_the_text(treebank: Path) -> None:
    (sentence,) = read_treebank(treebank)
    assert [t.space_after for t in sentence.tokens] == [True, True, True, False, True]


def test_running_text_is_told_by_its_source(treebank: Path) -> None:
    (sentence,) = read_treebank(treebank)
    assert (sentence.source, sentence.continuous) == ("cdb", True)


def test_names_are_read_by_sentence(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text("Jan\tB-PER\nslaapt\tO\n\nGent\tB-LOC\n", encoding="utf-8")
    assert read_names(path) == [["B-PER", "O"], ["B-LOC"]]
