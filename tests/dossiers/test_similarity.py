"""The figures by which a pair of statements is weighed."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.dossiers.stories import utter

from volgens.dossiers.pairing import pair_all
from volgens.dossiers.similarity import CLOSE, FEATURES, NEARBY, Space, Utterance, compare_all, stem_of
from volgens.model import Act, Span

OTHERS = (
    utter("het zwembad blijft open", order=7, article_id="z", speaker="Stam", start=90),
    utter("de trein rijdt morgen weer", order=8, article_id="y", speaker="Brand", start=90),
)


def figure(name: str, left: Utterance, right: Utterance, *others: Utterance) -> float:
    return float(compare([left, right, *others])[name][0, 1])


def compare(said: Sequence[Utterance]) -> dict[str, NDArray[np.float32]]:
    pairs = pair_all([u.statement.article_id for u in said])
    compared = compare_all(said, pairs, Space([u.statement for u in said]))
    return {name: pairs.square(layer) for name, layer in compared}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("waarschuwing", "gewaarschuwd"),
        ("veilig", "veiligheid"),
        ("beschadiging", "beschadigen"),
        ("stakingen", "staking"),
    ],
)
def test_words_of_one_family_share_a_stem(left: str, right: str) -> None:
    assert stem_of(left) == stem_of(right) != left


@pytest.mark.parametrize("word", ["pont", "dijk", "uit", "op", ""])
def test_short_words_are_their_own_stem(word: str) -> None:
    assert stem_of(word) == word


def test_the_same_words_are_most_alike() -> None:
    left, same = utter("de pont ligt stil"), utter("de pont ligt stil", order=1)
    assert figure("words", left, same, *OTHERS) == pytest.approx(1)
    assert figure("cover", left, same, *OTHERS) == pytest.approx(1)


def test_statements_without_a_word_in_common_are_not_alike() -> None:
    assert figure("words", utter("de pont ligt stil"), utter("het zwembad blijft open", order=1)) == 0


def test_a_rare_word_in_common_tells_more_than_a_common_one() -> None:
    crowd = [utter(f"de pont heeft kleur{n}", order=n + 2) for n in range(8)]
    by_rare = figure("words", utter("motor defect"), utter("motor kapot", order=1), *crowd)
    by_common = figure("words", utter("pont defect"), utter("pont kapot", order=1), *crowd)
    assert by_rare > by_common > 0


def test_a_short_statement_inside_a_long_one_is_covered() -> None:
    short, long = utter("pont defect"), utter("pont defect sinds dinsdag door lekke leiding", order=1)
    assert figure("cover", short, long, *OTHERS) > figure("words", short, long, *OTHERS)


def test_words_of_one_family_count_for_something() -> None:
    left, right = utter("reder gewaarschuwd"), utter("waarschuwing genegeerd", order=1)
    same = utter("reder gewaarschuwd", order=1)
    assert 0 < figure("words", left, right, *OTHERS) < figure("words", left, same, *OTHERS)


def test_a_compound_counts_for_the_word_that_it_ends_in() -> None:
    compound, plain = utter("waarschuwingsschot gelost"), utter("schot gevallen", order=1)
    assert figure("words", compound, plain, *OTHERS) > 0


def test_words_around_a_statement_bring_it_near() -> None:
    left = utter("hij ontkent", lemmas=("ontkennen",), backdrop=("pont", "motor"))
    right = utter("de pont ligt stil", order=1)
    assert figure("near", left, right, *OTHERS) > 0
    assert figure("words", left, right, *OTHERS) == 0


def test_only_long_statements_are_identical() -> None:
    long = "de pont bij Kerkmeer ligt stil"
    assert figure("identical", utter(long), utter(long, order=1), *OTHERS) == 1
    assert figure("identical", utter("pont stil"), utter("pont stil", order=1), *OTHERS) == 0


@pytest.mark.parametrize("name", ["names", "numbers"])
@pytest.mark.parametrize(
    ("left", "right", "same", "other"),
    [
        (("acht",), ("acht", "negen"), 1, 0),
        (("acht",), ("negen",), 0, 1),
        (("acht",), (), 0, 0),
        ((), (), 0, 0),
    ],
)
def test_names_and_numbers_are_shared_or_differ(
    name: str, left: tuple[str, ...], right: tuple[str, ...], same: float, other: float
) -> None:
    pair = utter(**{name: left}), utter(order=1, **{name: right})  # type: ignore[arg-type]
    assert figure(name, *pair) == same
    assert figure(f"other_{name}", *pair) == other


def test_the_main_word_is_the_same_by_its_stem() -> None:
    left, right = utter(predicate="waarschuwing"), utter(predicate="waarschuwingen", order=1)
    assert figure("predicate", left, right) == 1
    assert figure("predicate", left, utter(predicate="dichtgaan", order=1)) == 0


def test_no_main_word_is_nobodys_main_word() -> None:
    assert figure("predicate", utter(predicate=""), utter(predicate="", order=1)) == 0


def test_one_of_two_turned_round_is_turned() -> None:
    assert figure("turned", utter(negative=True), utter(order=1)) == 1
    assert figure("turned", utter(negative=True, rejected=True), utter(order=1)) == 0


def test_one_speaker_is_the_same_and_nobody_is_not() -> None:
    assert figure("same_speaker", utter(), utter(order=1)) == 1
    assert figure("same_speaker", utter(speaker=None), utter(speaker=None, order=1)) == 0


def test_another_party_is_told_apart() -> None:
    spokesman = utter(speaker="Brand", party="Waterschap", order=1)
    assert figure("other_party", utter(speaker="Stam", party="Waterschap"), spokesman) == 0
    assert figure("other_party", utter(), spokesman) == 1


def test_statements_side_by_side_are_close_in_one_article_only() -> None:
    first, length = utter(), len("de brug is dicht")
    assert figure("close", first, utter(order=1, start=length + CLOSE)) == 1
    assert figure("close", first, utter(order=1, start=length + CLOSE + 1)) == 0
    assert figure("nearby", first, utter(order=1, start=length + NEARBY)) == 1
    assert figure("nearby", first, utter(order=1, start=length + NEARBY + 1)) == 0
    assert figure("close", first, utter(order=1, article_id="b")) == 0


def test_words_that_point_to_a_statement_answer_it() -> None:
    claim = utter("de pont ligt stil")
    topic = (Span(0, 17),)
    assert figure("answer", claim, utter("Stam ontkent", order=1, start=40, pointing_to=topic)) == 1
    assert figure("answer", claim, utter("Stam ontkent", order=1, start=40, pointing_to=(Span(0, 5),))) == 0
    elsewhere = utter("Stam ontkent", order=1, start=40, article_id="b", pointing_to=topic)
    assert figure("answer", claim, elsewhere) == 0


@pytest.mark.parametrize(
    ("name", "act"),
    [("unknown", Act.UNKNOWN), ("withheld", Act.WITHHOLD), ("denial", Act.DENY), ("reply", Act.CONFIRM)],
)
def test_the_act_of_either_shows(name: str, act: Act) -> None:
    assert figure(name, utter(act=act), utter(order=1)) == 1
    assert figure(name, utter(), utter(order=1, act=act)) == 1
    assert figure(name, utter(), utter(order=1)) == 0


def test_a_denial_by_the_same_party_is_not_by_another() -> None:
    assert figure("denial_by_other", utter(), utter(order=1, act=Act.DENY)) == 0
    assert figure("denial_by_other", utter(), utter(order=1, act=Act.DENY, speaker="Brand")) == 1


def test_the_next_statement_is_next_in_one_article_only() -> None:
    assert figure("next", utter(), utter(order=1)) == 1
    assert figure("next", utter(), utter(order=1, article_id="b")) == 0


words = st.lists(st.sampled_from(("pont", "motor", "stilliggen", "reder", "gewaarschuwd", "2026", "é")), max_size=4)
utterances = st.lists(
    st.builds(
        lambda lemmas, backdrop, numbers, names, negative, act, speaker, start: (
            lambda n: utter(
                lemmas=tuple(lemmas),
                backdrop=tuple(backdrop),
                numbers=tuple(numbers),
                names=tuple(names),
                negative=negative,
                act=act,
                speaker=speaker,
                start=start,
                order=n,
            )
        ),
        words,
        words,
        words,
        words,
        st.booleans(),
        st.sampled_from(Act),
        st.sampled_from((None, "Stam", "Brand")),
        st.integers(0, 900),
    ),
    min_size=1,
    max_size=6,
).map(lambda makers: [make(n) for n, make in enumerate(makers)])


@settings(max_examples=60, deadline=None)
@given(utterances)
def test_the_figures_are_shares(said: list[Utterance]) -> None:
    compared = compare(said)
    assert {*compared} == {*FEATURES}
    for name, layer in compared.items():
        assert np.isfinite(layer).all()
        assert layer.min() >= 0
        assert layer.max() <= 1 + 1e-6 or name in {"rarest", "rarest_near"}
