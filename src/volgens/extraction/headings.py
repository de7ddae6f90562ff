"""Headings of the form *Zelensky: 'Wij vallen niet aan'* and *Brussel: grens blijft dicht*."""

import re
from collections.abc import Iterator

from volgens.extraction.candidate import Candidate, to_spans
from volgens.extraction.clauses import is_finite_clause
from volgens.language.lexicon import Lexicon
from volgens.model import Act
from volgens.syntax import Sentence

LONGEST_NAME = 8

_LISTED = re.compile(r"\d{1,2}[.:]\d{2}|[A-Z]{1,2}\d+")
"""An hour or a road before the colon: a programme, a list, traffic news; *10.35 uur - OM: …* is a live report."""


def find_heading_attributions(sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """*Burgemeester: 'Geen vuurwerk dit jaar'* → Burgemeester | | 'Geen vuurwerk dit jaar'."""
    colon = next((t.i for t in sentence.tokens[: LONGEST_NAME + 1] if t.text == ":"), None)
    if colon is None or colon == 0 or colon + 2 >= len(sentence.tokens):
        return
    before = [t for t in sentence.tokens[:colon] if t.upos != "PUNCT"]
    if not before or any(t.has("VerbForm=Fin") or (t.upos in {"AUX", "ADP"} and t is before[0]) for t in before):
        return
    if is_listed(sentence, colon):
        return
    if not _names_somebody(sentence, colon, lexicon):
        return
    content = range(colon + 1, len(sentence.tokens))
    quoted = sentence.tokens[colon + 1].text[0] in "'\"‘“„«,`"
    if not quoted and not any(is_finite_clause(sentence, i) for i in content):
        return
    spans = to_spans(sentence, content)
    if spans:
        yield Candidate(
            rule="heading",
            sentence=sentence.index,
            source=to_spans(sentence, range(colon)),
            content=spans,
            act=Act.ASSERT,
            sure=0.8 if quoted else 0.6,
            source_at=(sentence.index, before[-1].i),
            speech=True,
        )


def is_listed(sentence: Sentence, end: int) -> bool:
    """Whether the words before token ``end`` are those of a programme or a list: an hour or road, and no dash."""
    listed = next((t.i for t in sentence.tokens[:end] if _LISTED.fullmatch(t.text)), None)
    return listed is not None and not any(t.text in "-–—" for t in sentence.tokens[listed:end])


def _names_somebody(sentence: Sentence, colon: int, lexicon: Lexicon) -> bool:
    if any(n.start < colon for n in sentence.names):
        return True
    return any(t.lemma.lower() in lexicon.people.titles for t in sentence.tokens[:colon])
