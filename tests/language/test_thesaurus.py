"""Concepts in words, and the checks of their files. The concepts here are the tests' own."""

from pathlib import Path

import pytest

from volgens.errors import LexiconError
from volgens.language import thesaurus as module
from volgens.language.thesaurus import Concept, Thesaurus, load_thesaurus, read_concepts

ENTRY = '[[concept]]\nid = "{}"\nwords = {}\n'


@pytest.fixture(scope="module")
def small() -> Thesaurus:
    return Thesaurus(
        [
            Concept(id="resign", words=("opstappen", "ontslag nemen", "aftreden", "vertrek"), near=("leave",)),
            Concept(id="leave", words=("vertrekken", "weggaan")),
            Concept(id="die", words=("overlijden", "om het leven komen", "dode")),
            Concept(id="blast", words=("explosie", "ontploffen"), opposite=("quiet",)),
            Concept(id="quiet", words=("rust",)),
            Concept(id="cancel", words=("niet doorgaan",)),
            Concept(id="free", words=("open", "gewonnen")),
            Concept(id="hurt", words=("gewond",)),
            Concept(id="pact", words=("NAVO", "Vaticaanstad")),
            Concept(id="leave_be", words=("laan",)),
        ]
    )


@pytest.mark.parametrize(
    ("words", "concepts"),
    [
        ("opstappen", {"resign"}),
        ("zij is gisteren opgestapt", {"resign"}),
        ("de wethouder stapt morgen op", {"resign"}),
        ("de wethouder stapt morgen uit", set()),
        ("zij nam meteen ontslag", {"resign"}),
        ("zij nam de trein", set()),
        ("drie mensen kwamen om het leven", {"die"}),
        ("het leven is duur", set()),
        ("een gasexplosie", {"blast"}),
        ("de ketel ontplofte", {"blast"}),
        ("zij vertrokken", {"leave"}),
        ("het concert gaat morgen toch niet door", {"cancel"}),
        ("dat het concert niet doorging", {"cancel"}),
        ("het concert ging door", set()),
        ("de navo en de NAVO", {"pact"}),
        ("", set()),
    ],
)
def test_words_name_concepts(small: Thesaurus, words: str, concepts: set[str]) -> None:
    assert small.find(words.split()) == concepts


def test_the_order_of_words_does_not_matter(small: Thesaurus) -> None:
    assert small.find(["leven", "het", "om", "komen"]) == {"die"}


@pytest.mark.parametrize("word", ["op", "laat", "la"])
def test_a_word_that_is_no_verb_has_no_forms_of_one(small: Thesaurus, word: str) -> None:
    assert small.find([word]) == frozenset()


def test_a_word_of_its_own_is_no_form_of_another(small: Thesaurus) -> None:
    assert small.find(["gewond"]) == {"hurt"}


def test_words_that_stand_far_apart_are_no_phrase(small: Thesaurus) -> None:
    words = "zij nam de trein van half negen naar huis en kreeg ontslag"
    assert small.find(words.split()) == frozenset()


def test_a_short_word_is_not_taken_for_a_compound(small: Thesaurus) -> None:
    assert small.find(["onrust"]) == frozenset()


def test_files_are_joined() -> None:
    found = read_concepts({"b.toml": ENTRY.format("b", ["twee"]), "a.toml": ENTRY.format("a", ["een"])})
    assert [c.id for c in found] == ["a", "b"]


def test_near_and_opposite_may_lie_in_another_file() -> None:
    found = read_concepts({"a.toml": ENTRY.format("a", ["een"]) + 'near = ["b"]\n', "b.toml": ENTRY.format("b", ["x"])})
    assert found[0].near == ("b",)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"a.toml": "[[concept"}, "a.toml"),
        ({"a.toml": ""}, "a.toml"),
        ({"a.toml": '[[concept]]\nid = "x"\n'}, "no words"),
        ({"a.toml": '[[concept]]\nwords = ["x"]\n'}, "id"),
        ({"a.toml": ENTRY.format("x", ["een"]) + 'colour = "red"\n'}, "colour"),
        ({"a.toml": ENTRY.format("x", ["een", "een"])}, "twice"),
        ({"a.toml": ENTRY.format("x", [""])}, "no word"),
        ({"a.toml": ENTRY.format("x", [" een"])}, "no word"),
        ({"a.toml": ENTRY.format("x", ["een twee drie vier vijf zes zeven acht negen"])}, "no word"),
        ({"a.toml": ENTRY.format("x", [3])}, "no word"),
        ({"a.toml": ENTRY.format("x", ["een"]), "b.toml": ENTRY.format("x", ["twee"])}, "already in a.toml"),
        ({"a.toml": ENTRY.format("x", ["een"]) + 'near = ["y"]\n'}, "names y"),
        ({"a.toml": ENTRY.format("x", ["een"]) + 'opposite = ["x"]\n'}, "names x"),
    ],
)
def test_a_broken_file_is_an_error_that_names_it(texts: dict[str, str], message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        read_concepts(texts)


def test_a_concept_needs_words() -> None:
    with pytest.raises(ValueError, match="words"):
        Concept(id="x", words=())


def test_a_language_without_a_thesaurus_is_an_error_of_ours() -> None:
    with pytest.raises(LexiconError, match="xx/thesaurus"):
        load_thesaurus.__wrapped__("xx")


def test_files_of_the_language_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "nl" / "thesaurus"
    folder.mkdir(parents=True)
    (folder / "one.toml").write_text(ENTRY.format("x", ["opstappen"]), encoding="utf-8")
    (folder / "notes.txt").write_text("nothing", encoding="utf-8")
    monkeypatch.setattr(module, "files", lambda package: tmp_path)
    assert load_thesaurus.__wrapped__("nl").find(["opgestapt"]) == {"x"}


def test_the_dutch_thesaurus_loads_and_knows_common_words() -> None:
    thesaurus = load_thesaurus("nl")
    assert len(thesaurus.concepts) > 500
    assert thesaurus.find(["stijgen"]) & thesaurus.find(["gestegen"])
