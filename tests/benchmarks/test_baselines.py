from pathlib import Path

import pytest

from baselines import find_by_quotations, find_by_say_verbs, load_say_verbs
from parses import to_parse
from volgens.language.writing import Writing
from volgens.model import Act, ActorKind, Attribution, Mode, Spans
from volgens.syntax import Parse

CLAUSE = """
    Marga Marga PROPN 2 nsubj
    zegt zeggen VERB 0 root
    dat dat SCONJ 6 mark
    de de DET 5 det
    brug brug NOUN 6 nsubj
    blijft blijven VERB 2 ccomp
    . . PUNCT 2 punct
"""
QUOTED = """
    " " PUNCT 4 punct
    Wij wij PRON 4 nsubj
    gaan gaan AUX 4 aux
    verhuizen verhuizen VERB 0 root
    volgend volgend ADJ 6 amod
    jaar jaar NOUN 4 obl
    " " PUNCT 4 punct
    , , PUNCT 9 punct
    zei zeggen VERB 4 parataxis
    Marga Marga PROPN 9 nsubj
    . . PUNCT 4 punct
"""
PUNCTUATION = frozenset("„”,.:")
MARGA = {"Marga": ActorKind.PERSON}


def to_flat_rows(text: str) -> str:
    """Rows of a sentence without a tree, for what looks at marks and names only."""
    return "\n".join(f"{w} {w} {'PUNCT' if w in PUNCTUATION else 'X'} 0 root" for w in text.split())


def to_quoted_parse(text: str, *names: str) -> Parse:
    return to_parse(to_flat_rows(text), names=dict.fromkeys(names, ActorKind.PERSON))


def words(parse: Parse, spans: Spans) -> str:
    return " … ".join(span.of(parse.text).strip("„” ") for span in spans)


def only(found: tuple[Attribution, ...]) -> Attribution:
    (attribution,) = found
    return attribution


def test_a_quotation_of_four_words_is_speech_of_the_person_in_its_sentence(writing: Writing) -> None:
    parse = to_quoted_parse("Marga liep weg : „ dit is geen leven ” .", "Marga")
    found = only(find_by_quotations(parse, writing))
    assert (words(parse, found.content), words(parse, found.source)) == ("dit is geen leven", "Marga")
    assert (found.entity, found.mode, found.act, found.cue) == ("Marga", Mode.DIRECT, Act.ASSERT, ())


def test_a_quotation_of_three_words_is_a_title(writing: Writing) -> None:
    assert find_by_quotations(to_quoted_parse("Marga las „ de stille dagen ” .", "Marga"), writing) == ()


def test_a_person_inside_the_quotation_does_not_speak_it(writing: Writing) -> None:
    parse = to_quoted_parse("„ Daan komt morgen weer terug ” , zei Marga .", "Daan", "Marga")
    assert only(find_by_quotations(parse, writing)).entity == "Marga"


def test_the_nearest_of_two_persons_speaks(writing: Writing) -> None:
    parse = to_quoted_parse("Daan vroeg wat Marga dacht : „ dat wordt weer niets ” .", "Daan", "Marga")
    assert only(find_by_quotations(parse, writing)).entity == "Marga"


def test_a_quotation_in_a_sentence_of_its_own_is_of_the_person_named_before(writing: Writing) -> None:
    before = "Marga Marga PROPN 2 nsubj\nvertrok vertrekken VERB 0 root\n. . PUNCT 2 punct"
    parse = to_parse(before, to_flat_rows("„ Dit is geen leven ”"), names=MARGA)
    assert only(find_by_quotations(parse, writing)).entity == "Marga"


def test_a_quotation_with_nobody_near_has_no_source(writing: Writing) -> None:
    found = only(find_by_quotations(to_quoted_parse("„ Dit is geen leven meer ”"), writing))
    assert (found.source, found.entity) == ((), None)


def test_the_subject_of_a_say_verb_is_the_source_of_its_clause(writing: Writing) -> None:
    parse = to_parse(CLAUSE, names=MARGA)
    found = only(find_by_say_verbs(parse, writing))
    parts = (words(parse, found.source), words(parse, found.cue), words(parse, found.content))
    assert parts == ("Marga", "zegt", "dat de brug blijft")
    assert (found.mode, found.entity) == (Mode.INDIRECT, "Marga")


def test_a_verb_that_is_not_listed_says_nothing(writing: Writing) -> None:
    assert find_by_say_verbs(to_parse(CLAUSE), writing, verbs={"fluisteren"}) == ()


def test_a_say_verb_put_into_what_is_said_has_the_rest_as_content(writing: Writing) -> None:
    parse = to_parse(QUOTED, names=MARGA)
    found = only(find_by_say_verbs(parse, writing))
    assert "verhuizen volgend jaar" in words(parse, found.content)
    assert "Marga" not in words(parse, found.content)
    assert words(parse, found.source) == "Marga"


def test_a_say_verb_in_the_passive_has_no_source_and_is_left_out(writing: Writing) -> None:
    assert find_by_say_verbs(to_parse(CLAUSE.replace("2 nsubj", "2 nsubj:pass")), writing) == ()


def test_a_joined_verb_has_the_subject_of_the_first(writing: Writing) -> None:
    parse = to_parse(
        """
        Marga Marga PROPN 2 nsubj
        belde bellen VERB 0 root
        en en CCONJ 4 cc
        zei zeggen VERB 2 conj
        dat dat SCONJ 7 mark
        ze ze PRON 7 nsubj
        komt komen VERB 4 ccomp
        """,
        names=MARGA,
    )
    assert only(find_by_say_verbs(parse, writing)).entity == "Marga"


def test_a_particle_belongs_to_the_verb_and_to_the_cue(writing: Writing) -> None:
    rows = """
        Marga Marga PROPN 2 nsubj
        geeft geven VERB 0 root
        toe toe ADP 2 compound:prt
        dat dat SCONJ 6 mark
        het het PRON 6 nsubj
        misging misgaan VERB 2 ccomp
        """
    parse = to_parse(rows, names=MARGA)
    assert words(parse, only(find_by_say_verbs(parse, writing)).cue) == "geeft toe"
    assert find_by_say_verbs(parse, writing, verbs={"geven"}) == ()


@pytest.mark.parametrize("preposition", ["Volgens", "Aldus"])
def test_what_a_preposition_names_is_the_source_of_its_clause(preposition: str, writing: Writing) -> None:
    parse = to_parse(
        f"""
        {preposition} {preposition.lower()} ADP 2 case
        Marga Marga PROPN 5 obl
        is zijn AUX 5 cop
        alles alles PRON 5 nsubj
        goed goed ADJ 0 root
        """,
        names=MARGA,
    )
    found = only(find_by_say_verbs(parse, writing))
    assert (words(parse, found.source), words(parse, found.content)) == ("Marga", "is alles goed")


def test_a_pronoun_stands_for_the_person_named_before(writing: Writing) -> None:
    before = "Marga Marga PROPN 2 nsubj\nvertrok vertrekken VERB 0 root\n. . PUNCT 2 punct"
    parse = to_parse(before, CLAUSE.replace("Marga Marga PROPN", "Zij zij PRON"), names=MARGA)
    found = only(find_by_say_verbs(parse, writing))
    assert (words(parse, found.source), found.entity) == ("Zij", "Marga")


def test_the_list_holds_infinitives_and_no_notes(tmp_path: Path) -> None:
    path = tmp_path / "verbs.txt"
    path.write_text("# een noot\n\nzeggen\n  toegeven\n", encoding="utf-8")
    assert load_say_verbs(path) == {"zeggen", "toegeven"}


def test_the_shipped_list_holds_some_sixty_verbs() -> None:
    assert 55 <= len(load_say_verbs()) <= 65
