import pytest

from parses import to_parse, words_of
from volgens.extraction.clauses import (
    case_words,
    content_of,
    cue_tokens,
    find_agent,
    find_subject,
    has_mark,
    is_finite_clause,
    is_negated,
    is_passive,
    noun_phrase,
    resolve_relative,
    source_phrase,
    verb_lemmas,
)
from volgens.language.lexicon import Lexicon
from volgens.syntax import Sentence


def parsed(rows: str) -> Sentence:
    return to_parse(rows).sentences[0]


CLAUSE = parsed("""
De de DET 2 det
minister minister NOUN 3 nsubj
zegt zeggen VERB 0 root VerbForm=Fin
dat dat SCONJ 8 mark
de de DET 6 det
dijk dijk NOUN 8 nsubj
veilig veilig ADJ 8 advmod
is zijn VERB 3 ccomp VerbForm=Fin
. . PUNCT 3 punct
""")

SEPARATED = parsed("""
Hij hij PRON 2 nsubj
kondigt kondigen VERB 0 root VerbForm=Fin
de de DET 4 det
staking staking NOUN 2 obj
aan aan ADP 2 compound:prt
""")

PASSIVE = parsed("""
Door door ADP 3 case
de de DET 3 det
gemeente gemeente NOUN 5 obl:agent
wordt worden AUX 5 aux:pass VerbForm=Fin
ontkend ontkennen VERB 0 root VerbForm=Part
dat dat SCONJ 9 mark
het het PRON 9 nsubj
zo zo ADV 9 advmod
is zijn VERB 5 ccomp VerbForm=Fin
""")

INFINITIVE = parsed("""
Jansen Jansen PROPN 2 nsubj
zegt zeggen VERB 0 root VerbForm=Fin
niet niet ADV 5 advmod
te te ADP 5 mark
hopen hopen VERB 2 xcomp VerbForm=Inf
dat dat SCONJ 8 mark
het het PRON 8 nsubj
regent regenen VERB 5 ccomp VerbForm=Fin
""")

APPOSITION = parsed("""
De de DET 3 det
Belgische Belgisch ADJ 3 amod
premier premier NOUN 11 nsubj
Jan Jan PROPN 3 appos
Maes Maes PROPN 4 flat
, , PUNCT 9 punct
die die PRON 9 nsubj
ziek ziek ADJ 9 advmod
was zijn VERB 3 acl:relcl VerbForm=Fin
, , PUNCT 9 punct
zegt zeggen VERB 0 root VerbForm=Fin
ja ja INTJ 11 obj
""")

RESTRICTIVE = parsed("""
Mensen mens NOUN 7 nsubj
die die PRON 3 nsubj
zeggen zeggen VERB 1 acl:relcl VerbForm=Fin
dat dat SCONJ 6 mark
het het PRON 6 nsubj
kan kunnen VERB 3 ccomp VerbForm=Fin
dromen dromen VERB 0 root VerbForm=Fin
""")


def test_subject_is_that_of_the_verb() -> None:
    assert find_subject(CLAUSE, 2) == 1


def test_infinitive_has_the_subject_of_its_governor() -> None:
    assert find_subject(INFINITIVE, 4) == 0


def test_finite_clause_does_not_borrow_a_subject() -> None:
    clause = parsed("""
    Jansen Jansen PROPN 2 nsubj
    zegt zeggen VERB 0 root VerbForm=Fin
    dat dat SCONJ 5 mark
    gisteren gisteren ADV 5 advmod
    regende regenen VERB 2 ccomp VerbForm=Fin
    """)
    assert find_subject(clause, 4) is None


def test_passive_subject_is_no_subject_who_speaks() -> None:
    passive = parsed("""
    Het het DET 2 det
    bericht bericht NOUN 4 nsubj:pass
    wordt worden AUX 4 aux:pass VerbForm=Fin
    ontkend ontkennen VERB 0 root VerbForm=Part
    """)
    assert find_subject(passive, 3) is None
    assert is_passive(passive, 3)


def test_agent_of_a_passive_is_found() -> None:
    assert is_passive(PASSIVE, 4)
    assert find_agent(PASSIVE, 4) == 2


def test_active_verb_is_not_passive() -> None:
    assert not is_passive(CLAUSE, 2)


def test_content_leaves_its_introducing_dat_out() -> None:
    assert words_of(CLAUSE, content_of(CLAUSE, 7)) == "de dijk veilig is"


def test_content_leaves_given_words_out() -> None:
    assert words_of(CLAUSE, content_of(CLAUSE, 7, {5})) == "de veilig is"


def test_mark_is_found_by_its_word() -> None:
    assert has_mark(CLAUSE, 7, "dat", "of")
    assert not has_mark(CLAUSE, 7, "of")


def test_particle_joins_its_verb(lexicon: Lexicon) -> None:
    assert verb_lemmas(SEPARATED, 1, lexicon)[0] == "aankondigen"
    assert cue_tokens(SEPARATED, 1, lexicon) == {1, 4}


def test_form_corrects_a_lemma_that_is_no_verb(lexicon: Lexicon) -> None:
    wrong = parsed("""
    Hij hij PRON 2 nsubj
    beweert beweert VERB 0 root VerbForm=Fin
    iets iets PRON 2 obj
    """)
    assert "beweren" in verb_lemmas(wrong, 1, lexicon)


def test_finite_clause_is_told_from_infinitive() -> None:
    assert is_finite_clause(CLAUSE, 7)
    assert not is_finite_clause(INFINITIVE, 4)


def test_noun_phrase_has_title_and_name_without_the_loose_relative_clause() -> None:
    assert words_of(APPOSITION, noun_phrase(APPOSITION, 2)) == "De Belgische premier Jan Maes"


def test_noun_phrase_leaves_its_preposition_out() -> None:
    assert words_of(PASSIVE, noun_phrase(PASSIVE, 2)) == "de gemeente"
    assert case_words(PASSIVE, 2) == ("door",)


def test_antecedent_is_the_source_in_a_restrictive_clause() -> None:
    assert resolve_relative(RESTRICTIVE, 1) == 0
    assert words_of(RESTRICTIVE, source_phrase(RESTRICTIVE, 1, 2)) == "Mensen"


def test_pronoun_is_the_source_in_a_loose_clause() -> None:
    assert resolve_relative(APPOSITION, 6) == 6


@pytest.mark.parametrize(
    ("rows", "negated"),
    [
        ("Hij hij PRON 2 nsubj\nweet weten VERB 0 root\nhet het PRON 2 obj\nniet niet ADV 2 advmod", True),
        ("Niemand niemand PRON 2 nsubj\nweet weten VERB 0 root\nhet het PRON 2 obj", True),
        ("Hij hij PRON 2 nsubj\ngeeft geven VERB 0 root\ngeen geen DET 4 det\nantwoord antwoord NOUN 2 obj", True),
        ("Hij hij PRON 2 nsubj\nweigert weigeren VERB 0 root\nte te ADP 4 mark\nzeggen zeggen VERB 2 xcomp", False),
        ("Hij hij PRON 2 nsubj\nweet weten VERB 0 root\nhet het PRON 2 obj\nwel wel ADV 2 advmod", False),
    ],
)
def test_negation_is_seen_on_the_cue_itself(rows: str, negated: bool) -> None:
    assert is_negated(parsed(rows), 1) is negated


def test_refused_infinitive_counts_as_negated() -> None:
    refused = parsed("Hij hij PRON 2 nsubj\nweigert weigeren VERB 0 root\nte te ADP 4 mark\nzeggen zeggen VERB 2 xcomp")
    assert is_negated(refused, 3)


def test_negation_of_the_content_is_not_that_of_the_cue() -> None:
    assert not is_negated(INFINITIVE, 1)
