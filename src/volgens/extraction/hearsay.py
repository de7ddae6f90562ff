"""The hearsay conditional: *er zouden twee drones zijn neergehaald*, *hij zou hebben gelogen*."""

from collections.abc import Iterator

from volgens.extraction.candidate import Candidate, to_spans
from volgens.extraction.clauses import has_mark
from volgens.language.lexicon import Lexicon
from volgens.model import Act
from volgens.syntax import ROOT, Sentence

_HYPOTHETICAL = frozenset({"graag", "liever", "best", "anders", "eigenlijk", "moeten", "kunnen", "mogen", "willen",
                           "liefst", "dolgraag"})  # fmt: skip
_FIRST_OR_SECOND = frozenset({"ik", "we", "wij", "je", "jij", "jullie", "u"})


def find_hearsay(sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """*Er zou geen schade zijn.* → nobody named | zou | Er … geen schade zijn."""
    for token in sentence.tokens:
        if token.lower not in {"zou", "zouden"} or token.lemma.lower() not in {"zullen", "zou"}:
            continue
        head = token.head if token.deprel in {"aux", "cop", "aux:pass"} and token.head != ROOT else token.i
        if _is_hypothetical(sentence, head, token.i):
            continue
        content = _clause(sentence, head) - {token.i}
        spans = to_spans(sentence, content)
        if not spans:
            continue
        yield Candidate(
            rule="hearsay",
            sentence=sentence.index,
            cue=to_spans(sentence, {token.i}),
            content=spans,
            act=Act.ASSERT,
            sure=_trust(sentence, head, token.i),
            cue_at=(sentence.index, token.i),
            content_at=(sentence.index, head),
        )


def _clause(sentence: Sentence, head: int) -> set[int]:
    tokens = set(sentence.subtree(head))
    for c in sentence.children(head, "conj", "parataxis"):
        below = sentence.subtree(c)
        if sentence.children(c, "nsubj") and any(
            sentence.tokens[a].has("VerbForm=Fin") for a in (c, *sentence.children(c, "aux", "cop"))
        ):
            tokens -= below
    for c in sentence.children(head, "mark", "cc"):
        tokens.discard(c)
    return tokens


def _is_hypothetical(sentence: Sentence, head: int, zou: int) -> bool:
    """*dat zou mooi zijn*, *ik zou liever*, *als … zou*, a question, or an ``om … zou``."""
    lowers = {sentence.tokens[c].lower for c in sentence.children(head)}
    lemmas = {sentence.tokens[c].lemma.lower() for c in sentence.children(head, "aux", "advmod")}
    if lowers & _FIRST_OR_SECOND or lemmas & _HYPOTHETICAL:
        return True
    if all(t.upos == "PUNCT" for t in sentence.tokens[:zou]):
        # *Zou het regenen, dan …*: the verb first is a condition; as a question it has its mark.
        return True
    if has_mark(sentence, head, "als", "indien", "tenzij", "mits", "of", "alsof"):
        return True
    return any(t.text == "?" for t in sentence.tokens[zou:])


def _trust(sentence: Sentence, head: int, zou: int) -> float:
    """How likely it is hearsay: perfect and stative clauses are, a clause that depends on another seldom."""
    token = sentence.tokens[head]
    auxiliaries = {sentence.tokens[c].lemma.lower() for c in sentence.children(head, "aux", "aux:pass", "cop")}
    trust = 0.5
    if auxiliaries & {"hebben", "zijn", "worden"}:
        trust += 0.15
    if token.deprel in {"ccomp", "acl:relcl", "advcl", "csubj", "acl"}:
        trust -= 0.15
    if sentence.tokens[zou].i <= 2 or any(
        sentence.tokens[c].lower in {"ook", "daarbij", "er"} for c in sentence.children(head)
    ):
        trust += 0.1
    return trust
