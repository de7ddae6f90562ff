from parses import to_parse
from volgens.extraction.verbs import find_verb_attributions
from volgens.language.lexicon import Lexicon
from volgens.model import Act, quote

CLAUSE = """
De de DET 2 det
minister minister NOUN 3 nsubj
zegt zeggen VERB 0 root VerbForm=Fin
dat dat SCONJ 7 mark
de de DET 6 det
dijk dijk NOUN 7 nsubj
breekt breken VERB 3 ccomp VerbForm=Fin
. . PUNCT 3 punct
"""

PROMISE = """
Zij zij PRON 2 nsubj
belooft beloven VERB 0 root VerbForm=Fin
te te ADP 4 mark
komen komen VERB 2 xcomp VerbForm=Inf
"""

NO_CUE = """
De de DET 2 det
minister minister NOUN 3 nsubj
slaapt slapen VERB 0 root VerbForm=Fin
terwijl terwijl SCONJ 7 mark
de de DET 6 det
dijk dijk NOUN 7 nsubj
breekt breken VERB 3 advcl VerbForm=Fin
"""


def read(rows: str, lexicon: Lexicon) -> list[tuple[str, str, str, Act]]:
    parse = to_parse(rows)
    found = find_verb_attributions(parse.sentences[0], lexicon)
    return [(quote(parse.text, c.source), quote(parse.text, c.cue), quote(parse.text, c.content), c.act) for c in found]


def test_clause_under_a_cue_is_its_content(lexicon: Lexicon) -> None:
    assert read(CLAUSE, lexicon) == [("De minister", "zegt", "de dijk breekt", Act.ASSERT)]


def test_infinitive_under_a_cue_is_its_content(lexicon: Lexicon) -> None:
    assert read(PROMISE, lexicon) == [("Zij", "belooft", "te komen", Act.PROMISE)]


def test_clause_under_another_verb_is_nobodys_content(lexicon: Lexicon) -> None:
    assert read(NO_CUE, lexicon) == []
