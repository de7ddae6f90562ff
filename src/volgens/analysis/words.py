"""Words of a text: spaCy's Dutch tokenizer with our own treatment of quotation marks and abbreviations."""

import re
from dataclasses import dataclass

import spacy
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from volgens.language.writing import Writing

_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.){2,}|[A-Z]\.")
_DOUBLED = re.compile(r",,|''|``|\"\"")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its offset; ``space`` tells whether white space follows."""

    text: str
    start: int
    space: bool


class Words:
    """Splits Dutch text into words; white space is never a word."""

    def __init__(self, language: str, writing: Writing) -> None:
        self._tokenizer = _build_tokenizer(language, writing)

    def split(self, text: str, offset: int = 0) -> list[Word]:
        """The words of ``text``, their offsets counted from ``offset``."""
        doc = self._tokenizer(text)
        return [Word(t.text, offset + t.idx, bool(t.whitespace_)) for t in doc if not t.is_space]


def _build_tokenizer(language: str, writing: Writing) -> Tokenizer:
    nlp = spacy.blank(language)
    defaults = nlp.Defaults
    doubled = [r",,", r"''", r"``", r'""']
    # A curly apostrophe stands inside words (foto’s, zo’n) as the straight one does.
    infixes = [str(x).replace("’", "").replace("‘", "") for x in defaults.infixes or ()]
    infixes += [
        r":(?=,,|''|``|[\"„“«‘])",
        r",,(?=\w)",
        r"''(?=\w)",
        r"``(?=\w)",
        r"(?<=[.!?:;,])[\"„“«‘]",
        r"(?<=[.!?,])[\"”»](?=\w)",
    ]
    tokenizer: Tokenizer = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex([*doubled, *(defaults.prefixes or ())]).search
    tokenizer.suffix_search = compile_suffix_regex([*doubled, *(defaults.suffixes or ())]).search
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.token_match = _DOTTED.fullmatch
    tokenizer.rules = {
        form: pieces
        for form, pieces in tokenizer.rules.items()
        if not re.fullmatch(r"[^\W\d_]{2,}\.", form) and not re.search(r"[:;=8xXvVoO0]['^-]?[oDPX)(]", form)
    }
    for abbreviation in writing.abbreviations:
        if " " not in abbreviation:
            tokenizer.add_special_case(abbreviation, [{spacy.symbols.ORTH: abbreviation}])
    return tokenizer
