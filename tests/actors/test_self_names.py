"""Groups that are described before they are named."""

import pytest

from parses import to_parse
from volgens.actors.discourse import Discourse
from volgens.actors.self_names import name_groups
from volgens.language.lexicon import Lexicon
from volgens.model import Act, Attribution, Mode, Span
from volgens.syntax import Parse

SAY = """
De de DET 2 det
boeren boer NOUN 3 nsubj Number=Plur
dreigen dreigen VERB 0 root
"""
CALL = """
De de DET 2 det
groep groep NOUN 6 nsubj
die die PRON 5 nsubj
zich zich PRON 5 obj
noemt noemen VERB 2 acl:relcl
wacht wachten VERB 0 root
"""
NAMED = """
De de DET 2 det
groep groep NOUN 7 nsubj
die die PRON 6 nsubj
zich zich PRON 6 obj
Dijkwacht Dijkwacht PROPN 6 xcomp
noemt noemen VERB 2 acl:relcl
wacht wachten VERB 0 root
"""


def said_by(parse: Parse, entity: str) -> Attribution:
    tokens = parse.sentences[0].tokens
    return Attribution(
        article_id="a",
        source=(Span(tokens[0].start, tokens[1].end),),
        cue=(Span(tokens[2].start, tokens[2].end),),
        content=(Span(tokens[2].start, tokens[2].end),),
        mode=Mode.INDIRECT,
        act=Act.THREATEN,
        entity=entity,
        maker="verb.te",
        version="1",
    )


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        pytest.param("boze boeren", "Dijkwacht", id="described before"),
        pytest.param("wethouder", "wethouder", id="one person is no group"),
    ],
)
def test_group_goes_by_the_name_it_gives_itself(lexicon: Lexicon, entity: str, expected: str) -> None:
    parse = to_parse(SAY, NAMED)
    found = name_groups(Discourse(parse, lexicon.people), [said_by(parse, entity)])
    assert [a.entity for a in found] == [expected]


def test_group_without_a_name_keeps_its_description(lexicon: Lexicon) -> None:
    parse = to_parse(SAY, CALL)
    found = name_groups(Discourse(parse, lexicon.people), [said_by(parse, "boze boeren")])
    assert [a.entity for a in found] == ["boze boeren"]
