"""Each rule's docstring gives a Dutch sentence and what it makes of it; here it must do so."""

import re

import pytest

from volgens.analysis import Analyser
from volgens.extraction.extract import RULES, Rule
from volgens.language.lexicon import Lexicon
from volgens.model import quote

EXAMPLE = re.compile(r"\*(?P<text>[^*]+)\*[^→]*→ (?P<source>[^|]*)\| (?P<cue>[^|]*)\| (?P<content>.+)")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_does_what_its_docstring_says(rule: Rule, analyser: Analyser, lexicon: Lexicon) -> None:
    match = EXAMPLE.search(rule.__doc__ or "")
    assert match, f"{rule.__name__} needs an example: *sentence* → source | cue | content"
    text, content = match["text"], match["content"].strip().rstrip(".").strip()
    sentence = analyser.parse(text).sentences[0]
    found = [quote(text, c.content).rstrip(".") for c in rule(sentence, lexicon)]
    assert content in found
    cues = [quote(text, c.cue) for c in rule(sentence, lexicon)]
    assert match["cue"].strip() in cues
