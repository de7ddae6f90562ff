import pytest

from volgens.language.inflection import build_form_table, find_stems, iter_forms, load_irregular
from volgens.language.lexicon import Lexicon


def forms(infinitive: str) -> set[str]:
    return set(iter_forms(infinitive, load_irregular("nl")))


@pytest.mark.parametrize(
    ("infinitive", "expected"),
    [
        ("melden", {"meld", "meldt", "meldde", "meldden", "gemeld"}),
        ("vrezen", {"vrees", "vreest", "vreesde", "vreesden", "gevreesd"}),
        ("hopen", {"hoop", "hoopt", "hoopte", "hoopten", "gehoopt"}),
        ("beweren", {"beweer", "beweert", "beweerde", "beweerden", "beweerd"}),
        ("eisen", {"eis", "eist", "eiste", "eisten", "geëist"}),
        ("stellen", {"stel", "stelt", "stelde", "stelden", "gesteld"}),
        ("schatten", {"schat", "schatte", "schatten", "geschat"}),
    ],
)
def test_weak_verb_has_its_forms(infinitive: str, expected: set[str]) -> None:
    assert expected <= forms(infinitive)


@pytest.mark.parametrize(
    ("infinitive", "expected"),
    [
        ("zeggen", {"zeg", "zegt", "zei", "zeiden", "gezegd"}),
        ("beschrijven", {"beschrijf", "beschrijft", "beschreef", "beschreven"}),
        ("spreken", {"spreekt", "sprak", "spraken", "gesproken"}),
        ("denken", {"denkt", "dacht", "dachten", "gedacht"}),
        ("weten", {"weet", "wist", "wisten", "geweten"}),
    ],
)
def test_strong_verb_has_its_forms(infinitive: str, expected: set[str]) -> None:
    assert expected <= forms(infinitive)


def test_prefix_takes_the_place_of_ge() -> None:
    assert "gebeschreven" not in forms("beschrijven")


@pytest.mark.parametrize(
    ("infinitive", "stem"), [("roepen", "roep"), ("bidden", "bid"), ("lezen", "lees"), ("doen", "doe")]
)
def test_stem_follows_the_spelling_rules(infinitive: str, stem: str) -> None:
    assert find_stems(infinitive) == (stem,)


def test_stem_is_left_open_where_stress_decides() -> None:
    assert set(find_stems("reageren")) == {"reageer", "reager"}


def test_separable_verb_is_found_joined_and_apart() -> None:
    table = build_form_table([("aankondigen", "aan")], "nl")
    assert table["aankondigt"] == ("aankondigen",)
    assert table["aangekondigd"] == ("aankondigen",)
    assert table["kondigt"] == ("kondigen",)


def test_form_of_two_verbs_gives_both() -> None:
    table = build_form_table([("weten", None), ("wijten", None)], "nl")
    assert table["weet"] == ("weten", "wijten")


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [("zei", "zeggen"), ("beweerde", "beweren"), ("ontkent", "ontkennen"), ("eist", "eisen"), ("liet", "laten")],
)
def test_lexicon_knows_the_infinitive_of_a_form(lexicon: Lexicon, form: str, infinitive: str) -> None:
    assert infinitive in lexicon.verb_forms[form]


def test_every_infinitive_is_among_its_own_forms(lexicon: Lexicon) -> None:
    assert not [lemma for lemma in lexicon.verbs if lemma not in lexicon.verb_forms.get(lemma, ()) and " " not in lemma]
