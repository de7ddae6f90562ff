import random

import pytest

pytest.importorskip("conllu")

from volgens.training.treebank import GoldSentence, GoldToken
from volgens.training.variation import QUOTE_FORMS, QUOTE_STYLES, drop_stop, quote_whole, rename, restyle_quotes, vary


def token(form: str, head: int, upos: str = "X", *, space: bool = True, name: str = "O") -> GoldToken:
    return GoldToken(
        form=form, space_after=space, lemma=form, upos=upos, xpos="", feats="", head=head, deprel="dep", name=name
    )


PLAIN = GoldSentence(
    id="cdb/1",
    tokens=(
        token("Jan", 1, "PROPN", name="B-PER"),
        token("slaapt", 1, "VERB"),
        token("nu", 1, space=False),
        token(".", 1, "PUNCT"),
    ),
)
QUOTED = GoldSentence(
    id="cdb/2",
    tokens=(
        token('"', 1, "PUNCT", space=False),
        token("Ja", 4),
        token('"', 1, "PUNCT", space=False),
        token(",", 4, "PUNCT"),
        token("zegt", 4, "VERB"),
        token("hij", 4),
        token(".", 4, "PUNCT"),
    ),
)
SEEDS = range(60)


def is_tree(sentence: GoldSentence) -> bool:
    """One root that points at itself, and from every word a way to it."""
    heads = [t.head for t in sentence.tokens]
    if any(not 0 <= h < len(heads) for h in heads) or sum(h == i for i, h in enumerate(heads)) != 1:
        return False
    for start in range(len(heads)):
        node = start
        for _ in heads:
            node = heads[node]
        if heads[node] != node:
            return False
    return True


@pytest.mark.parametrize("sentence", [PLAIN, QUOTED])
def test_varied_sentence_is_still_one_tree(sentence: GoldSentence) -> None:
    assert is_tree(sentence)
    assert all(is_tree(vary(sentence, random.Random(seed), {"PER1": ["Els"]})) for seed in SEEDS)


def test_variation_is_the_same_for_the_same_seed() -> None:
    assert vary(QUOTED, random.Random(7), {}) == vary(QUOTED, random.Random(7), {})


def test_marks_of_a_pair_are_of_one_style() -> None:
    for seed in SEEDS:
        forms = [t.form for t in restyle_quotes(QUOTED, random.Random(seed)).tokens if t.form in QUOTE_FORMS]
        assert tuple(forms) in QUOTE_STYLES


def test_closing_mark_follows_its_word_without_a_space() -> None:
    tokens = restyle_quotes(QUOTED, random.Random(1)).tokens
    assert not tokens[0].space_after
    assert not tokens[1].space_after


def test_sentence_without_marks_is_not_restyled() -> None:
    assert restyle_quotes(PLAIN, random.Random(1)) == PLAIN


def test_quoted_whole_keeps_its_words_between_two_marks() -> None:
    whole = quote_whole(PLAIN, random.Random(1))
    assert [t.form for t in whole.tokens[1:-1]] == [t.form for t in PLAIN.tokens]
    assert (whole.tokens[0].form, whole.tokens[-1].form) in QUOTE_STYLES
    assert is_tree(whole)


def test_sentence_with_marks_is_not_quoted_again() -> None:
    assert quote_whole(QUOTED, random.Random(1)) == QUOTED


def test_headline_has_no_stop() -> None:
    bare = drop_stop(PLAIN)
    assert [t.form for t in bare.tokens] == ["Jan", "slaapt", "nu"]
    assert is_tree(bare)


def test_stop_that_governs_a_word_stays() -> None:
    odd = GoldSentence(id="x", tokens=(token("a", 2), token("b", 2), token(".", 2)))
    assert drop_stop(odd) == odd


def test_name_gives_way_to_one_of_its_kind_and_length() -> None:
    renamed = rename(PLAIN, random.Random(1), {"PER1": ["Els"], "PER2": ["Els Maes"], "LOC1": ["Gent"]}, 1.0)
    assert [t.form for t in renamed.tokens] == ["Els", "slaapt", "nu", "."]


def test_name_without_a_pool_stays() -> None:
    assert rename(PLAIN, random.Random(1), {"LOC1": ["Gent"]}, 1.0) == PLAIN
