"""What the text itself says is not known: *Of er gewonden zijn, is niet bekend.*"""

from collections.abc import Iterator

from volgens.extraction.candidate import Candidate, to_spans
from volgens.extraction.clauses import content_of, has_mark, is_finite_clause, noun_phrase
from volgens.extraction.complements import QUESTION_WORDS
from volgens.language.lexicon import Lexicon, NotKnown
from volgens.model import Act, ActorKind
from volgens.syntax import ROOT, Sentence

REACH = 7
"""Words between the verb and the rest: *is ook na twee dagen onderzoek nog niet bekend*."""

_BETWEEN = frozenset(
    {"nog", "vooralsnog", "op", "dit", "moment", "steeds", "altijd", "voorlopig", "nu", "toe", "helemaal"}
)


def find_unknowns(sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """*Hoe de brand ontstond, is nog onduidelijk.* → nobody | is nog onduidelijk | Hoe de brand ontstond."""
    lowers = [t.lower for t in sentence.tokens]
    for entry in lexicon.not_known:
        for start in range(len(lowers) - len(entry.words) + 1):
            if tuple(lowers[start : start + len(entry.words)]) == entry.words:
                found = _read(sentence, entry, tuple(range(start, start + len(entry.words))), lexicon)
                if found is not None:
                    yield found
                    return


def _read(sentence: Sentence, entry: NotKnown, words: tuple[int, ...], lexicon: Lexicon) -> Candidate | None:
    head = max(words, key=lambda i: sum(1 for w in words if w in sentence.subtree(i)))
    verb = _find_verb(sentence, words, entry)
    if verb is None:
        return None
    nodes = [head, verb] if verb != head else [head]
    if sentence.tokens[head].head != ROOT and sentence.tokens[head].head not in nodes:
        nodes.append(sentence.tokens[head].head)
    if any(
        s
        for n in nodes
        for s in sentence.children(n, "nsubj")
        if sentence.tokens[s].lower in {"ik", "hij", "ze", "zij", "wij", "we"}
    ):
        return None
    content_head, content = _find_content(sentence, nodes, words)
    if content_head is None or _is_person(sentence, content_head, lexicon):
        return None
    low, high = min(*words, verb), max(*words, verb)
    cue = {*words, verb} | {i for i in range(low, high) if sentence.tokens[i].lower in _BETWEEN}
    spans = to_spans(sentence, content - cue)
    if not spans:
        return None
    return Candidate(
        rule="unknown",
        sentence=sentence.index,
        cue=to_spans(sentence, cue),
        content=spans,
        act=Act.UNKNOWN,
        sure=0.8,
        cue_at=(sentence.index, head),
        content_at=(sentence.index, content_head),
    )


def _is_person(sentence: Sentence, head: int, lexicon: Lexicon) -> bool:
    """*De minister is niet bekend met de zaak* says something of the minister, not that something is not known."""
    name = sentence.name_at(head)
    if name is not None and name.kind is ActorKind.PERSON:
        return True
    title = lexicon.people.find_title(sentence.tokens[head].lemma)
    return sentence.tokens[head].upos == "NOUN" and title is not None and not title.group


def _find_verb(sentence: Sentence, words: tuple[int, ...], entry: NotKnown) -> int | None:
    """The verb of the entry that stands nearest to its words, within the reach of one clause."""
    near = range(max(0, words[0] - REACH), min(len(sentence.tokens), words[-1] + REACH + 1))
    fitting = [i for i in near if sentence.tokens[i].lemma.lower() in entry.verbs]
    return min(fitting, key=lambda i: min(abs(i - w) for w in words), default=None)


def _find_content(sentence: Sentence, nodes: list[int], words: tuple[int, ...]) -> tuple[int | None, set[int]]:
    for node in nodes:
        for c in sentence.children(node, "csubj", "ccomp", "advcl", "xcomp", "acl"):
            if c in words or c in nodes or not is_finite_clause(sentence, c):
                continue
            if has_mark(sentence, c, "of", "dat") or _opens_with_question(sentence, c):
                return c, content_of(sentence, c)
    for node in nodes:
        for c in sentence.children(node, "nsubj"):
            if c not in nodes and sentence.tokens[c].lower not in {"het", "dat", "dit", "er"}:
                return c, noun_phrase(sentence, c)
    for node in nodes:
        for c in sentence.children(node, "obl", "nmod"):
            if any(sentence.tokens[k].lower in {"over", "van"} for k in sentence.children(c, "case")):
                return c, noun_phrase(sentence, c)
    return None, set()


def _opens_with_question(sentence: Sentence, clause: int) -> bool:
    opening = [t.lower for t in sentence.tokens if t.i in sentence.subtree(clause) and t.upos != "PUNCT"][:2]
    return bool(set(opening) & QUESTION_WORDS)
