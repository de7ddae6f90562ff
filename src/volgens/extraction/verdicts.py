"""What somebody calls a thing, where the tree does not show it: *noemt de prijs "een fooi"*, *noemt dat laster*."""

from collections.abc import Iterator, Sequence

from volgens.extraction.candidate import Candidate, to_spans
from volgens.extraction.clauses import find_subject, noun_phrase, source_phrase
from volgens.language.lexicon import Lexicon
from volgens.language.retorts import RetortWords
from volgens.model import Act, Span
from volgens.syntax import Sentence

SURE = 0.7
LONGEST_LABEL = 12
_POINTERS = frozenset({"dat", "dit", "het", "die"})
_CALLING = frozenset({"noemen"})
_FINDING = frozenset({"vinden", "achten"})


def find_verdicts(
    sentence: Sentence, quoted: Sequence[Span], lexicon: Lexicon, words: RetortWords
) -> Iterator[Candidate]:
    """*De raad noemt de prijs "een fooi".* → De raad | noemt | de prijs "een fooi"."""
    for token in sentence.tokens:
        lemma = token.lemma.lower()
        if lemma not in _CALLING | _FINDING or not token.has("VerbForm=Fin"):
            continue
        own = Span(token.start, token.end)
        if any(q.contains(own) for q in quoted):
            continue
        label = _label_after(sentence, token.i, quoted, lexicon, words)
        subject = _subject(sentence, token.i, label)
        if not label or subject is None:
            continue
        thing = _thing(sentence, token.i, subject, label)
        if not thing or (lemma in _FINDING and not _is_pointer(sentence, thing)):
            continue
        false = any(_is_dismissal(sentence, i, lexicon, words) for i in label)
        source = source_phrase(sentence, subject, token.i) - {token.i} - label - thing
        yield Candidate(
            rule="retort.verdict",
            sentence=sentence.index,
            cue=to_spans(sentence, {token.i}),
            source=to_spans(sentence, source),
            content=to_spans(sentence, label | thing),
            act=Act.DENY if false else Act.EVALUATE,
            sure=SURE,
            cue_at=(sentence.index, token.i),
            source_at=(sentence.index, subject) if source else None,
        )


def _label_after(
    sentence: Sentence, verb: int, quoted: Sequence[Span], lexicon: Lexicon, words: RetortWords
) -> set[int]:
    """The words of the label: a quotation behind the verb, else what ends the clause and turns something down."""
    clause: list[int] = []
    for token in sentence.tokens[verb + 1 :]:
        region = next((q for q in quoted if q.start <= token.start < q.end), None)
        if region is not None:
            label = {t.i for t in sentence.tokens if region.start <= t.start and t.end <= region.end}
            said = [i for i in label if sentence.tokens[i].upos != "PUNCT"]
            between = sentence.tokens[verb + 1 : min(label)] if label else ()
            fits = 0 < len(said) <= LONGEST_LABEL and all(t.upos != "PUNCT" for t in between)
            return label if fits else set()
        if token.text in {",", ":", ";", "."} or token.has("VerbForm=Fin"):
            break
        clause.append(token.i)
    start = next((i for i in clause if _opens_label(sentence, i, lexicon, words)), None)
    if start is None:
        return set()
    return {i for i in clause if i >= start}


def _opens_label(sentence: Sentence, i: int, lexicon: Lexicon, words: RetortWords) -> bool:
    """*een fabeltje*, *klinkklare onzin*, *geen huiszoeking*: a phrase without more that denies."""
    head = next((n for n in (i, *sentence.ancestors(i)) if sentence.tokens[n].upos in {"NOUN", "ADJ"}), None)
    if head is None:
        return False
    first = min(noun_phrase(sentence, head) | {i})
    bare = not sentence.children(head, "case") and first == i
    return bare and (_is_dismissal(sentence, head, lexicon, words) or sentence.tokens[i].lemma.lower() == "geen")


def _is_dismissal(sentence: Sentence, i: int, lexicon: Lexicon, words: RetortWords) -> bool:
    token = sentence.tokens[i]
    forms = {token.lemma.lower(), token.lower}
    return bool(forms & words.dismissals) or any("deceit_denial" in lexicon.hints.get(f, ()) for f in forms)


def _subject(sentence: Sentence, verb: int, label: set[int]) -> int | None:
    found = find_subject(sentence, verb)
    if found is not None and found not in label and sentence.tokens[found].lower not in {"er", "het", "dat", "dit"}:
        return found
    near = [verb + 1, verb - 1]
    return next(
        (
            i
            for i in near
            if 0 <= i < len(sentence.tokens)
            and i not in label
            and sentence.tokens[i].upos in {"PROPN", "PRON", "NOUN"}
            and sentence.tokens[i].lower not in {"er", "het", "dat", "dit"}
        ),
        None,
    )


def _thing(sentence: Sentence, verb: int, subject: int, label: set[int]) -> set[int]:
    """What is called so: between the subject or the verb and the label, else what opens the clause."""
    source = source_phrase(sentence, subject, verb)
    between = {i for i in range(verb + 1, min(label)) if i not in source and sentence.tokens[i].upos != "ADV"}
    between = {i for i in between if sentence.tokens[i].upos != "PUNCT"}
    if any(sentence.tokens[i].upos in {"NOUN", "PROPN", "PRON", "DET", "NUM"} for i in between):
        return between
    if subject < verb:
        return set()
    before = [t for t in sentence.tokens[:verb] if t.upos != "PUNCT"]
    clause = next((t.i for t in reversed(before) if t.deprel in {"ccomp", "csubj", "obj", "xcomp"}), None)
    if clause is None:
        return {t.i for t in before[-1:]} if before and before[-1].lower in _POINTERS else set()
    thing = {i for i in sentence.subtree(clause) if i < verb and sentence.tokens[i].text != ","}
    return {i for i in thing if sentence.tokens[i].deprel != "mark" or sentence.tokens[i].lower != "dat"}


def _is_pointer(sentence: Sentence, thing: set[int]) -> bool:
    return {sentence.tokens[i].lower for i in thing} <= _POINTERS
