"""Short reactions take their content from what stands before them; on sentences written by hand."""

from dataclasses import replace

import pytest

from parses import to_parse
from volgens.extraction.candidate import Candidate, to_spans
from volgens.extraction.retorts import find_antecedent, find_retorts
from volgens.language.lexicon import Lexicon
from volgens.model import Act, ActorKind, quote
from volgens.syntax import Parse

CLOSED = """
De de DET 2 det
brug brug NOUN 4 nsubj
is zijn AUX 4 cop VerbForm=Fin
dicht dicht ADJ 0 root
. . PUNCT 4 punct
"""

SILENT = """
De de DET 2 det
aannemer aannemer NOUN 3 nsubj
wil willen VERB 0 root VerbForm=Fin
daar daar ADV 7 obl:arg
niet niet ADV 7 advmod
op op ADP 4 case
reageren reageren VERB 3 xcomp VerbForm=Inf
. . PUNCT 3 punct
"""

YES = """
Wethouder wethouder NOUN 3 nsubj
Tolsma Tolsma PROPN 1 appos
zegt zeggen VERB 0 root VerbForm=Fin
van van ADP 5 case
wel wel ADV 3 obl
. . PUNCT 3 punct
"""

LABEL = """
De de DET 2 det
reder reder NOUN 3 nsubj
noemt noemen VERB 0 root VerbForm=Fin
dat dat PRON 3 obj
een een DET 6 det
{label} {label} NOUN 3 xcomp
. . PUNCT 3 punct
"""

REPORT = """
Dat dat PRON 2 obj
melden melden VERB 0 root VerbForm=Fin
getuigen getuige NOUN 2 nsubj
. . PUNCT 2 punct
"""

FRAGMENT = """
{word} {word} {upos} 3 advmod
, , PUNCT 1 punct
vindt vinden VERB 0 root VerbForm=Fin
Kerkmeer Kerkmeer PROPN 3 nsubj
. . PUNCT 3 punct
"""

TWELVE = """
{subject} {subject} {upos} 2 nsubj
houdt houden VERB 0 root VerbForm=Fin
het het PRON 2 obj
op op ADP 5 case
twaalf twaalf NUM 2 obl
. . PUNCT 2 punct
"""

COMES = """
De de DET 2 det
politie politie NOUN 3 nsubj
komt komen VERB 0 root VerbForm=Fin
{words}
. . PUNCT 3 punct
"""

OUT_ON = "uit uit ADP 3 compound:prt\nop op ADP 6 case\n{what} {what} {upos} 3 obl"

Found = list[tuple[str, str, str, Act]]


def retorts(parse: Parse, lexicon: Lexicon, *before: Candidate) -> list[Candidate]:
    return find_retorts(parse.sentences[-1], parse, before, (), lexicon)


def words_of(parse: Parse, found: list[Candidate]) -> Found:
    return [(quote(parse.text, c.source), quote(parse.text, c.cue), quote(parse.text, c.content), c.act) for c in found]


def read(lexicon: Lexicon, *sentences: str, names: dict[str, ActorKind] | None = None) -> Found:
    parse = to_parse(*sentences, names=names)
    return words_of(parse, retorts(parse, lexicon))


def said(parse: Parse, start: int, end: int, *, sure: float = 0.9, sentence: int = 0) -> Candidate:
    content = to_spans(parse.sentences[sentence], range(start, end))
    return Candidate(rule="verb.dat", sentence=sentence, content=content, act=Act.ASSERT, sure=sure)


def test_the_antecedent_is_the_sentence_before() -> None:
    parse = to_parse(CLOSED, SILENT)
    assert quote(parse.text, find_antecedent(parse.sentences[1], parse, ())) == "De brug is dicht"


def test_the_antecedent_is_what_is_said_in_the_sentence_before() -> None:
    parse = to_parse(CLOSED, SILENT)
    found = (said(parse, 0, 2, sure=0.5), said(parse, 2, 4, sure=0.8))
    assert quote(parse.text, find_antecedent(parse.sentences[1], parse, found)) == "is dicht"


def test_of_equally_sure_contents_the_longest_is_the_antecedent() -> None:
    parse = to_parse(CLOSED, SILENT)
    found = (said(parse, 3, 4), said(parse, 0, 4), said(parse, 0, 2))
    assert quote(parse.text, find_antecedent(parse.sentences[1], parse, found)) == "De brug is dicht"


def test_what_is_said_elsewhere_is_no_antecedent() -> None:
    parse = to_parse(CLOSED, CLOSED, SILENT)
    found = (said(parse, 0, 2),)
    antecedent = find_antecedent(parse.sentences[2], parse, found)
    assert antecedent == to_spans(parse.sentences[1], range(4))


def test_the_first_sentence_has_no_antecedent() -> None:
    parse = to_parse(SILENT)
    assert find_antecedent(parse.sentences[0], parse, ()) == ()


@pytest.mark.parametrize(("line", "found"), [(0, True), (1, True), (2, False)])
def test_the_antecedent_stands_in_the_paragraph_or_the_one_above(line: int, found: bool) -> None:
    parse = to_parse(CLOSED, SILENT, lines=(0, line))
    assert bool(find_antecedent(parse.sentences[1], parse, ())) is found


def test_a_heading_is_no_antecedent() -> None:
    parse = replace(to_parse(CLOSED, SILENT), headings=frozenset({0}))
    assert find_antecedent(parse.sentences[1], parse, ()) == ()


def test_who_will_not_react_withholds_what_was_said(lexicon: Lexicon) -> None:
    assert read(lexicon, CLOSED, SILENT) == [("De aannemer", "wil … reageren", "De brug is dicht", Act.WITHHOLD)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("niet niet ADV", "graag graag ADV"),
        ("reageren reageren", "varen varen"),
        ("aannemer aannemer NOUN", "er er PRON"),
        ("daar daar ADV 7 obl:arg", "brand brand NOUN 7 obl"),
        ("wil willen VERB", "probeert proberen VERB"),
    ],
    ids=["no negation", "no speech", "nobody", "a matter of its own", "no modal"],
)
def test_this_is_no_silence(lexicon: Lexicon, old: str, new: str) -> None:
    assert old in SILENT
    assert read(lexicon, CLOSED, SILENT.replace(old, new)) == []


def test_a_silence_without_anything_before_it_is_none(lexicon: Lexicon) -> None:
    assert read(lexicon, SILENT) == []


def test_a_long_sentence_brings_its_content_along(lexicon: Lexicon) -> None:
    count = 8
    padding = "".join(f"nu{n} nu{n} ADV 7 advmod\n" for n in range(count))
    long = SILENT.replace("\n. .", f"\n{padding}. .")
    assert read(lexicon, CLOSED, long) == []
    assert read(lexicon, CLOSED, SILENT.replace("\n. .", "\nnu nu ADV 7 advmod\n. ."))


@pytest.mark.parametrize(("word", "act"), [("wel", Act.ASSERT), ("niet", Act.DENY)])
def test_an_answer_takes_the_question_before_it(lexicon: Lexicon, word: str, act: Act) -> None:
    answer = YES.replace("wel wel", f"{word} {word}")
    assert ("Wethouder Tolsma", f"zegt van {word}", "De brug is dicht", act) in read(lexicon, CLOSED, answer)


def test_an_answer_in_the_negative_is_no_silence(lexicon: Lexicon) -> None:
    acts = [found[3] for found in read(lexicon, CLOSED, YES.replace("wel wel", "niet niet"))]
    assert acts == [Act.DENY]


def test_an_answer_needs_a_verb_of_saying(lexicon: Lexicon) -> None:
    assert read(lexicon, CLOSED, YES.replace("zegt zeggen", "fietst fietsen")) == []


@pytest.mark.parametrize(
    ("label", "act"), [("sprookje", Act.DENY), ("leugen", Act.DENY), ("truc", Act.EVALUATE), ("zegen", Act.EVALUATE)]
)
def test_who_calls_it_something_judges_or_denies_it(lexicon: Lexicon, label: str, act: Act) -> None:
    ((source, cue, content, found),) = read(lexicon, CLOSED, LABEL.format(label=label))
    assert (source, cue, found) == ("De reder", "noemt", act)
    assert content.endswith(f"een {label}")


def test_who_calls_something_else_a_name_answers_nothing(lexicon: Lexicon) -> None:
    named = LABEL.format(label="zegen").replace("dat dat PRON", "hem hem PRON")
    assert read(lexicon, CLOSED, named) == []


def test_a_report_takes_the_sentence_before_it(lexicon: Lexicon) -> None:
    assert read(lexicon, CLOSED, REPORT) == [("getuigen", "melden", "De brug is dicht", Act.ASSERT)]


@pytest.mark.parametrize(
    ("old", "new"),
    [("melden melden", "fietsen fietsen"), ("Dat dat PRON", "Nu nu ADV"), ("getuigen getuige NOUN", "nu nu ADV")],
    ids=["no speech", "no pointer", "nobody"],
)
def test_this_is_no_report(lexicon: Lexicon, old: str, new: str) -> None:
    assert old in REPORT
    assert read(lexicon, CLOSED, REPORT.replace(old, new)) == []


def test_a_report_that_a_rule_has_found_is_not_found_twice(lexicon: Lexicon) -> None:
    parse = to_parse(CLOSED, REPORT)
    taken = replace(said(parse, 0, 1, sentence=1), cue_at=(1, 1))
    assert retorts(parse, lexicon, taken) == []


@pytest.mark.parametrize(("word", "upos", "act"), [("Nep", "ADJ", Act.DENY), ("Onzin", "NOUN", Act.DENY)])
def test_a_word_before_a_verb_of_saying_is_its_content(lexicon: Lexicon, word: str, upos: str, act: Act) -> None:
    found = read(lexicon, FRAGMENT.format(word=word, upos=upos).replace(f"{word} {word}", f"{word} {word.lower()}"))
    assert found == [("Kerkmeer", "vindt", word, act)]


def test_a_word_that_turns_nothing_down_is_a_judgement(lexicon: Lexicon) -> None:
    found = read(lexicon, FRAGMENT.format(word="Jammer", upos="ADJ"))
    assert [f[3] for f in found] not in ([], [Act.DENY])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("vindt vinden", "fietst fietsen"),
        ("Kerkmeer Kerkmeer PROPN", "nu nu ADV"),
        ("VerbForm=Fin", "VerbForm=Inf"),
        ("Nep Nep ADJ 3 advmod", "Regent regenen VERB 3 ccomp VerbForm=Fin"),
    ],
    ids=["no speech", "nobody", "not finite", "a clause"],
)
def test_this_is_no_fragment(lexicon: Lexicon, old: str, new: str) -> None:
    rows = FRAGMENT.format(word="Nep", upos="ADJ")
    assert old in rows
    assert read(lexicon, rows.replace(old, new)) == []


@pytest.mark.parametrize(
    ("subject", "upos"), [("Tolsma", "PROPN"), ("Zij", "PRON"), ("wethouder", "NOUN"), ("politie", "NOUN")]
)
def test_who_keeps_to_a_figure_asserts_it(lexicon: Lexicon, subject: str, upos: str) -> None:
    found = read(lexicon, TWELVE.format(subject=subject, upos=upos), names={"Tolsma": ActorKind.PERSON})
    assert found == [(subject, "houdt het op", "twaalf", Act.ASSERT)]


def test_a_thing_keeps_to_no_figure(lexicon: Lexicon) -> None:
    assert read(lexicon, TWELVE.format(subject="paraplu", upos="NOUN")) == []


def test_a_figure_may_come_with_words_around_it(lexicon: Lexicon) -> None:
    rows = TWELVE.format(subject="Zij", upos="PRON").replace(
        "twaalf twaalf NUM 2 obl\n", "twaalf twaalf NUM 6 nummod\nboten boot NOUN 2 obl\n"
    )
    rows = rows.replace("op op ADP 5 case", "op op ADP 6 case")
    assert read(lexicon, rows) == [("Zij", "houdt het op", "twaalf boten", Act.ASSERT)]


def test_who_comes_out_at_a_figure_asserts_it(lexicon: Lexicon) -> None:
    rows = COMES.format(words=OUT_ON.format(what="61.000", upos="NUM"))
    assert read(lexicon, rows) == [("De politie", "komt uit op", "61.000", Act.ASSERT)]


def test_who_comes_out_at_a_place_asserts_nothing(lexicon: Lexicon) -> None:
    assert read(lexicon, COMES.format(words=OUT_ON.format(what="straat", upos="NOUN"))) == []


def test_who_comes_on_time_asserts_nothing(lexicon: Lexicon) -> None:
    assert read(lexicon, COMES.format(words="op op ADP 5 case\ntijd tijd NOUN 3 obl")) == []


def test_a_retort_says_where_its_cue_and_source_stand(lexicon: Lexicon) -> None:
    (found,) = retorts(to_parse(CLOSED, SILENT), lexicon)
    assert (found.sentence, found.cue_at, found.source_at) == (1, (1, 2), (1, 1))
    assert found.rule == "retort.silence"
