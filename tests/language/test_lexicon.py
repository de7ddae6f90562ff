from collections.abc import Iterator, Mapping

import pytest

from volgens.errors import LexiconError
from volgens.language import lexicon as module
from volgens.language.lexicon import CueClass, Frame, Lexicon, load_lexicon
from volgens.language.tables import read_tables
from volgens.model import Act

CUE_FILES = ("verbs.toml", "expressions.toml", "nouns.toml", "predicates.toml")

ENTRY: dict[str, object] = {
    "lemma": "roeptoeteren",
    "frames": ["dat"],
    "act": "assert",
    "example": "De omroeper roeptoetert dat het regent.",
    "content": "het regent",
}


@pytest.fixture
def add_entry(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Loads the lexicon with one entry more in verbs.toml."""

    def load(**changes: object) -> Lexicon:
        def read(language: str, file: str) -> Mapping[str, object]:
            tables = read_tables(language, file)
            if file != "verbs.toml":
                return tables
            verbs = tables["verb"]
            assert isinstance(verbs, list)
            return {**tables, "verb": [*verbs, {**ENTRY, **changes}]}

        monkeypatch.setattr(module, "read_tables", read)
        return load_lexicon.__wrapped__("nl")

    yield load


def test_entry_of_ones_own_is_read(add_entry) -> None:  # type: ignore[no-untyped-def]
    cue = add_entry().verbs["roeptoeteren"][0]
    assert (cue.act, cue.frames, cue.content) == (Act.ASSERT, {Frame.DAT}, ("het regent",))


def test_unknown_key_is_refused_with_file_and_entry(add_entry) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(LexiconError, match=r"verbs\.toml.*roeptoeteren.*mood"):
        add_entry(mood="cross")


def test_entry_that_stands_twice_is_refused_with_file_and_entry(add_entry) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(LexiconError, match=r"verbs\.toml.*zeggen.*twice"):
        add_entry(lemma="zeggen")


def test_same_verb_with_a_particle_is_another_entry(add_entry) -> None:  # type: ignore[no-untyped-def]
    assert len(add_entry(lemma="rondzeggen", particle="rond").verbs["rondzeggen"]) == 1


@pytest.mark.parametrize(
    "changes", [{"frames": ["dan"]}, {"act": "shout"}, {"negated": "shout"}, {"acts": {"dat": "x"}}]
)
def test_word_that_is_no_frame_or_act_is_refused(  # type: ignore[no-untyped-def]
    add_entry, changes: dict[str, object]
) -> None:
    with pytest.raises(LexiconError, match=r"verbs\.toml.*roeptoeteren"):
        add_entry(**changes)


def test_prepositional_frame_needs_a_preposition(add_entry) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(LexiconError, match=r"roeptoeteren.*preposition"):
        add_entry(frames=["prep"])


def test_content_must_stand_in_the_example(add_entry) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(LexiconError, match=r"roeptoeteren.*verbatim"):
        add_entry(content="het sneeuwt")


def test_every_example_is_a_sentence_that_holds_its_content(lexicon: Lexicon) -> None:
    wrong = [
        c.lemma
        for c in lexicon.cues()
        if not c.content
        or any(part not in c.example or not part.strip() for part in c.content)
        or not (c.example[0].isupper() or c.example[0] in "\"'‘“„«")
        or c.example.rstrip("\"'’”»")[-1] not in ".!?"
    ]
    assert not wrong


def test_every_cue_has_a_frame(lexicon: Lexicon) -> None:
    assert not [c.lemma for c in lexicon.cues() if not c.frames]


def test_acts_by_frame_belong_to_frames_of_the_cue(lexicon: Lexicon) -> None:
    assert not [c.lemma for c in lexicon.cues() if set(c.acts) - c.frames]


def test_particle_opens_its_verb(lexicon: Lexicon) -> None:
    verbs = [c for senses in lexicon.verbs.values() for c in senses if c.particle]
    assert verbs
    assert not [c.lemma for c in verbs if not c.lemma.startswith(c.particle or "")]


def test_act_in_a_frame_of_its_own_wins() -> None:
    cue = next(c for c in load_lexicon().cues() if any(c.acts[f] is not c.act for f in c.acts))
    frame = next(f for f in cue.acts if cue.acts[f] is not cue.act)
    assert cue.act_in(frame) is cue.acts[frame]
    other = next((f for f in Frame if f not in cue.acts), None)
    assert other is None or cue.act_in(other) is cue.act


def test_no_unknown_key_stands_in_any_cue_file() -> None:
    allowed = {
        "lemma",
        "particle",
        "reflexive",
        "fixed",
        "frames",
        "preposition",
        "act",
        "acts",
        "negated",
        "impersonal",
        "light",
        "example",
        "content",
    }
    for file in CUE_FILES:
        tables = read_tables("nl", file)
        for entries in tables.values():
            assert isinstance(entries, list)
            assert not [e["lemma"] for e in entries if set(e) - allowed], file


@pytest.mark.parametrize("lemma", ["zeggen", "ontkennen", "beloven", "dreigen", "weigeren", "vragen", "geloven"])
def test_common_verbs_are_there(lexicon: Lexicon, lemma: str) -> None:
    assert lexicon.verbs[lemma][0].word_class is CueClass.VERB


def test_every_act_but_unknown_has_a_cue(lexicon: Lexicon) -> None:
    assert {c.act for c in lexicon.cues()} >= set(Act) - {Act.UNKNOWN}


def test_predicate_is_found_by_its_last_word(lexicon: Lexicon) -> None:
    for word, cues in lexicon.predicate_heads.items():
        assert all(c.lemma.split(" ")[-1] == word for c in cues)


def test_phrase_with_a_gap_has_words_on_both_sides(lexicon: Lexicon) -> None:
    between = [p for p in lexicon.phrases if p.source == "between"]
    assert between
    assert all(p.before and p.after for p in between)
