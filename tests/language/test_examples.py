"""Every entry of the lexicon is found in its own example, but for those of a list that may only become shorter."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.language.examples import Example, is_found, read_examples

from volgens.analysis import Analyser
from volgens.extraction import Judges
from volgens.language.lexicon import Lexicon
from volgens.language.writing import Writing

LIST = Path(__file__).with_name("unfound_examples.toml")


@pytest.fixture(scope="module")
def examples(analyser: Analyser, lexicon: Lexicon, writing: Writing) -> tuple[Example, ...]:
    return read_examples(analyser, lexicon, writing, Judges.load())


@pytest.fixture(scope="module")
def unfound(examples: Sequence[Example], lexicon: Lexicon) -> dict[str, str]:
    return {e.name: e.cue.example for e in examples if not is_found(e, lexicon)}


@pytest.fixture(scope="module")
def listed() -> list[str]:
    return list(tomllib.loads(LIST.read_text(encoding="utf-8"))["unfound"])


def test_every_entry_is_found_in_its_example(unfound: dict[str, str], listed: list[str]) -> None:
    lost = {name: example for name, example in unfound.items() if name not in listed}
    assert not lost, f"no longer found: {lost}"


def test_what_is_found_has_left_the_list(unfound: dict[str, str], listed: list[str]) -> None:
    found = [name for name in listed if name not in unfound]
    assert not found, f"now found, or no longer in the lexicon; take out of {LIST.name}: {found}"


def test_the_list_is_sorted_without_repeats(listed: list[str]) -> None:
    assert listed == sorted(set(listed))


def test_entries_can_be_told_apart(examples: Sequence[Example]) -> None:
    assert len({e.name for e in examples}) == len(examples)


def test_an_example_without_its_cue_is_not_found(examples: Sequence[Example], lexicon: Lexicon) -> None:
    one, other = examples[0], next(e for e in examples if e.cue.lemma == "zeggen" and not e.cue.fixed)
    assert is_found(other, lexicon)
    assert not is_found(Example(cue=one.cue, cue_words=other.cue_words, contents=other.contents), lexicon)
