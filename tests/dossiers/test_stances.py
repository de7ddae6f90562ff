"""What somebody does with words, and where that leaves them towards the claim."""

import pytest
from tests.dossiers.stories import utter

from volgens.dossiers.stances import is_affirmed, read_stances
from volgens.model import Act, Stance

ASSERTS, DENIES, WITHHOLDS, UNKNOWN = Stance.ASSERTS, Stance.DENIES, Stance.WITHHOLDS, Stance.UNKNOWN


@pytest.mark.parametrize("act", [Act.ASSERT, Act.ACCUSE, Act.CONFIRM, Act.BELIEVE, Act.WARN, Act.EVALUATE])
def test_who_puts_it_forward_asserts_it(act: Act) -> None:
    assert read_stances([utter(act=act)]) == [ASSERTS]


def test_who_denies_it_denies_it() -> None:
    claim, denial = utter(), utter(act=Act.DENY, speaker="Bakker", order=1)
    assert read_stances([claim, denial]) == [ASSERTS, DENIES]


def test_a_denial_with_its_own_negation_denies_once() -> None:
    claim, denial = utter(), utter("de brug is niet dicht", act=Act.DENY, negative=True, speaker="Bakker", order=1)
    assert read_stances([claim, denial]) == [ASSERTS, DENIES]


def test_who_rejects_a_negation_affirms() -> None:
    """*De reder ontkent dat de pont niet vaart.*"""
    assert is_affirmed(utter("de pont niet vaart", act=Act.DENY, negative=True, rejected=True))


def test_words_that_turn_it_down_deny_whatever_the_act() -> None:
    claim, fable = utter(), utter("een sprookje", rejected=True, speaker="Bakker", order=1)
    assert read_stances([claim, fable]) == [ASSERTS, DENIES]


def test_what_follows_a_denial_in_one_breath_is_put_forward() -> None:
    """*Dat is niet gebeurd. Er is één lichtkogel afgestoken.*"""
    assert read_stances([utter("een lichtkogel is afgestoken", act=Act.DENY, opening=False)]) == [ASSERTS]


def test_what_follows_a_denial_may_deny_too() -> None:
    assert not is_affirmed(utter("er is niet geschoten", act=Act.DENY, opening=False, negative=True))


def test_who_will_not_say_withholds() -> None:
    assert read_stances([utter(), utter(act=Act.WITHHOLD, speaker="Bakker", order=1)]) == [ASSERTS, WITHHOLDS]


def test_words_that_decline_to_say_withhold_under_a_plain_cue() -> None:
    assert read_stances([utter("dat weet ik niet", withheld=True)]) == [WITHHOLDS]


def test_a_threat_is_no_silence() -> None:
    assert read_stances([utter("wij zeggen niets toe", withheld=True, act=Act.THREATEN)]) == [ASSERTS]


def test_what_nobody_knows_is_unknown() -> None:
    assert read_stances([utter(), utter(act=Act.UNKNOWN, speaker=None, order=1)]) == [ASSERTS, UNKNOWN]


def test_a_claim_first_put_with_a_not_is_asserted_with_it() -> None:
    claim = utter("de brug is niet veilig", negative=True)
    denial = utter("de brug is niet veilig", negative=True, rejected=True, act=Act.DENY, speaker="Bakker", order=1)
    assert read_stances([claim]) == [ASSERTS]
    assert read_stances([claim, claim, denial]) == [ASSERTS, ASSERTS, DENIES]


def test_a_silence_stays_one_where_the_claim_has_a_not() -> None:
    claim = utter("de brug is niet veilig", negative=True)
    assert read_stances([claim, utter(act=Act.WITHHOLD, order=1)]) == [ASSERTS, WITHHOLDS]


def test_a_not_beside_the_plain_claim_denies_it() -> None:
    assert read_stances([utter(), utter(negative=True, speaker="Bakker", order=1)]) == [ASSERTS, DENIES]


def test_a_lone_denial_is_not_turned_into_a_claim() -> None:
    assert read_stances([utter(act=Act.DENY)]) == [DENIES]


def test_another_partys_other_figure_denies() -> None:
    first, other = utter(numbers=("twaalf",)), utter(numbers=("negen",), speaker="Bakker", order=1)
    assert read_stances([first, other]) == [ASSERTS, DENIES]


def test_the_same_figure_confirms() -> None:
    first, other = utter(numbers=("twaalf",)), utter(numbers=("twaalf", "drie"), speaker="Bakker", order=1)
    assert read_stances([first, other]) == [ASSERTS, ASSERTS]


def test_who_speaks_for_the_same_party_corrects_and_does_not_deny() -> None:
    first = utter(numbers=("twaalf",), party="Waterschap")
    later = utter(numbers=("negen",), speaker="Bakker", party="Waterschap", order=1)
    assert read_stances([first, later]) == [ASSERTS, ASSERTS]


def test_a_figure_of_nobody_denies_nobody() -> None:
    first, other = utter(numbers=("twaalf",)), utter(numbers=("negen",), speaker=None, order=1)
    assert read_stances([first, other]) == [ASSERTS, ASSERTS]


def test_no_utterances_have_no_stances() -> None:
    assert read_stances([]) == []
