"""The clause that words of time date, and whether it looks back or ahead."""

from dataclasses import dataclass
from enum import Enum, auto

from volgens.language.times import Kind, TimeWords
from volgens.syntax import ROOT, Sentence
from volgens.times.expression import Expression

_VERBAL = frozenset({"VERB", "AUX"})
_CARRIERS = ("aux", "cop")
_SUBORDINATE = frozenset({"ccomp", "csubj", "advcl", "acl", "parataxis", "conj", "discourse"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_HARD_BREAKS = frozenset({":", ";", "–", "—", "-", "…"})
_COLONS = frozenset({":", ";"})
_CORE = ("nsubj", "obj", "iobj", "xcomp", "compound", "aux", "cop", "expl")
_SOFT_BREAKS = frozenset({",", "(", ")"})
_ANTECEDENT = ("det", "amod", "flat", "nummod", "appos", "fixed", "compound", "nmod")
_EMPTY_MARKS = frozenset({"dat", "of", "en", "maar", "want", "dus"})


class Tense(Enum):
    """Where a clause lies as seen from the moment of writing; `OPEN` where it does not tell."""

    PAST = auto()
    PRESENT = auto()
    FUTURE = auto()
    OPEN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause by its ``head`` with the ``tokens`` that are about what is dated.

    ``reports`` tells that its verb is one of saying, ``nominal`` that a noun is dated and not a verb, ``lasts`` that
    its verb takes a length of time, ``state`` that it may tell what is so as well as what has been done: *is gesloten*.
    """

    head: int
    tokens: frozenset[int]
    tense: Tense
    reports: bool = False
    nominal: bool = False
    lasts: bool = False
    state: bool = False


def anchor_of(sentence: Sentence, start: int, end: int) -> int:
    """The token by which the words ``start`` up to ``end`` hang in the tree."""
    outside = [i for i in range(start, end) if not start <= sentence.tokens[i].head < end]
    weighty = [i for i in outside if sentence.tokens[i].upos not in {"ADP", "PUNCT", "DET"}]
    return (weighty or outside or [start])[0]


def find_clause(
    sentence: Sentence, found: Expression, times: TimeWords, timed: frozenset[int], skipped: int = 0
) -> Clause:
    """The smallest finite clause around the words; the first ``skipped`` tokens are never part of it.

    ``timed`` are the tokens of all words of time in the sentence.
    """
    anchor = anchor_of(sentence, found.start, found.end)
    head = clause_head(sentence, anchor, range(found.start, found.end))
    tense = find_tense(sentence, head, times)
    if tense is not Tense.PAST and _reads_past(sentence, found, times):
        tense = Tense.PAST
    lemma = _full_lemma(sentence, head)
    noun = _dated_noun(sentence, found, anchor)
    fragment = _fragment(sentence, found, timed, skipped)
    if noun is not None:
        tokens = _gather(sentence, noun, anchor) - _prepositions(sentence, noun)
        tense = Tense.OPEN
    elif fragment:
        tokens = fragment
    else:
        tokens = _whole(sentence, head, anchor)
    return Clause(
        head=head,
        tokens=frozenset(i for i in tokens | set(range(found.start, found.end)) if i >= skipped),
        tense=tense,
        reports=lemma in times.reporting and noun is None,
        nominal=noun is not None,
        lasts=lemma in times.lasting,
        state=_is_state(sentence, head),
    )


def entry_clause(sentence: Sentence, times: TimeWords, skipped: int) -> Clause:
    """The main clause of a sentence without its first ``skipped`` tokens."""
    body = [t for t in sentence.tokens if t.i >= skipped and t.upos != "PUNCT"]
    if not body:
        return Clause(head=skipped - 1, tokens=frozenset(), tense=Tense.OPEN)
    roots = [t.i for t in body if t.head == ROOT] or [t.i for t in body if t.head < skipped]
    # Speech may be made the root, with what is said of it beside it.
    telling = [t.i for t in body if _full_lemma(sentence, t.i) in times.reporting and _is_main(sentence, t.i)]
    head = (telling or roots or [body[0].i])[0]
    tokens = frozenset(i for i in _whole(sentence, head, head) if i >= skipped)
    return Clause(head=head, tokens=tokens or frozenset(t.i for t in body), tense=find_tense(sentence, head, times))


def _is_main(sentence: Sentence, i: int) -> bool:
    """Whether nothing but a loose tie stands between ``i`` and the root."""
    way = (i, *sentence.ancestors(i))
    return finite_token(sentence, i) is not None and all(
        sentence.tokens[k].deprel in {"root", "parataxis", "conj"} for k in way
    )


def finite_token(sentence: Sentence, i: int) -> int | None:
    """The finite verb of the clause that ``i`` heads; *die de stad bezocht* may be read as a participle."""
    token = sentence.tokens[i]
    if token.has("VerbForm=Fin"):
        return i
    carriers = sentence.children(i, *_CARRIERS)
    bare = token.has("VerbForm=Part") and not carriers and bool(sentence.children(i, "nsubj"))
    return i if bare else next((c for c in carriers if sentence.tokens[c].has("VerbForm=Fin")), None)


def clause_head(sentence: Sentence, i: int, words: range = range(0)) -> int:
    """The head of the smallest clause around ``i``; a second participle heads a clause of its own.

    ``words`` of time head no clause, though a parser may hang the verb on them: *is zaterdagavond overleden*.
    """
    node = i
    while True:
        token = sentence.tokens[node]
        if node in words and token.head != ROOT:
            node = token.head
            continue
        if finite_token(sentence, node) is not None and token.deprel.partition(":")[0] not in _CARRIERS:
            return node
        shares = token.deprel == "conj" and token.upos == "VERB" and node != i
        if token.head == ROOT or shares:
            return node
        node = token.head


def find_tense(sentence: Sentence, head: int, times: TimeWords) -> Tense:
    """Where the clause of ``head`` lies: a perfect is past, a modal of the past tells nothing."""
    finite = finite_token(sentence, head)
    token = sentence.tokens[head]
    if finite is None:
        if token.deprel == "conj" and token.head != ROOT:
            return find_tense(sentence, clause_head(sentence, token.head), times)
        return Tense.PAST if token.has("VerbForm=Part") else Tense.OPEN
    verb = sentence.tokens[finite]
    helpers = {sentence.tokens[c].lemma.lower() for c in sentence.children(head, "aux")} | {verb.lemma.lower()}
    perfect = bool(helpers & {"hebben", "zijn"}) and token.i != finite and _is_participle(sentence, head)
    if verb.lemma.lower() in times.modals:
        if perfect and "hebben" in helpers:
            return Tense.PAST
        open_past = Tense.OPEN if verb.lemma.lower() in times.futures else Tense.PAST
        return open_past if verb.has("Tense=Past") else Tense.FUTURE
    if verb.has("Tense=Past") or verb.has("VerbForm=Part") or perfect:
        return Tense.PAST
    if _full_lemma(sentence, head) in times.reporting or _follows_speech(sentence, head, times):
        return Tense.PAST
    return Tense.PRESENT


def _reads_past(sentence: Sentence, found: Expression, times: TimeWords) -> bool:
    """Whether the words around tell of the past whatever the tree says: a past form or a perfect and no present."""
    piece = _piece(sentence, found, 0, _HARD_BREAKS | _SOFT_BREAKS)
    begin = max((i for i in piece if i < found.start and sentence.tokens[i].upos == "SCONJ"), default=piece.start)
    past, perfect, participle = False, False, False
    for token in sentence.tokens[begin : piece.stop]:
        helper = token.lemma.lower() in {"hebben", "zijn"} and token.deprel.partition(":")[0] in _CARRIERS
        perfect |= helper and not token.has("Tense=Past")
        participle |= token.has("VerbForm=Part")
        past |= token.has("Tense=Past") and token.lemma.lower() not in times.futures
        if not helper and token.has("VerbForm=Fin") and not token.has("Tense=Past"):
            return False
    return past or (perfect and participle)


def _is_state(sentence: Sentence, head: int) -> bool:
    finite = finite_token(sentence, head)
    return finite not in {None, head} and any(
        sentence.tokens[c].lemma == "zijn" and sentence.tokens[c].has("Tense=Pres")
        for c in sentence.children(head, *_CARRIERS)
    )


def _is_participle(sentence: Sentence, head: int) -> bool:
    token = sentence.tokens[head]
    if token.has("VerbForm=Part"):
        # *is geweest*, *heeft gestaan* have a participle; *is woensdag jarig* has none.
        return True
    return any(sentence.tokens[c].has("VerbForm=Part") for c in sentence.children(head, *_CARRIERS)) or (
        token.has("VerbForm=Inf") and any(sentence.tokens[c].lemma == "hebben" for c in sentence.children(head, "aux"))
    )


def _full_lemma(sentence: Sentence, head: int) -> str:
    """The verb with its separated particle: *maakt … bekend* is *bekendmaken*."""
    particles = "".join(sentence.tokens[c].lower for c in sentence.children(head, "compound:prt"))
    return particles + sentence.tokens[head].lemma.lower()


def _follows_speech(sentence: Sentence, head: int, times: TimeWords) -> bool:
    """Whether a relative clause tells of somebody who speaks: *X, die om negen uur binnenkomt, zegt …*."""
    token = sentence.tokens[head]
    if not token.deprel.startswith("acl") or token.head == ROOT:
        return False
    above = next((a for a in sentence.ancestors(head) if finite_token(sentence, a) is not None), None)
    if above is None or _full_lemma(sentence, above) not in times.reporting:
        return False
    return any(token.head in sentence.subtree(c) for c in sentence.children(above, "nsubj"))


def _dated_noun(sentence: Sentence, found: Expression, anchor: int) -> int | None:
    """The noun that the words belong to: *de explosie van dinsdagavond*."""
    token = sentence.tokens[anchor]
    if found.lead is not Kind.OF or token.head == ROOT or not token.deprel.startswith("nmod"):
        return None
    head = token.head
    if head >= found.start or sentence.tokens[head].upos != "NOUN":
        return None
    return head


def _prepositions(sentence: Sentence, noun: int) -> set[int]:
    return {k for c in sentence.children(noun, "case", "cc", "mark") for k in sentence.subtree(c)}


def _fragment(sentence: Sentence, found: Expression, timed: frozenset[int], skipped: int) -> set[int]:
    """The verbless piece between marks that has a subject of its own: *…, de laatste op 19 september*."""
    hard = _piece(sentence, found, skipped, _HARD_BREAKS)
    if not _has_verb(sentence, hard):
        return set(hard)
    soft = _piece(sentence, found, skipped, _HARD_BREAKS | _SOFT_BREAKS)
    if _has_verb(sentence, soft) or soft.start == hard.start:
        return set()
    own = [i for i in soft if i not in timed and _is_bare_nominal(sentence, i)]
    return set(soft) if own else set()


def _piece(sentence: Sentence, found: Expression, skipped: int, breaks: frozenset[str]) -> range:
    start, end = found.start, found.end
    while start > skipped and sentence.tokens[start - 1].text not in breaks:
        start -= 1
    while end < len(sentence.tokens) and sentence.tokens[end].text not in breaks:
        end += 1
    return range(start, end)


def _has_verb(sentence: Sentence, piece: range) -> bool:
    return any(sentence.tokens[i].upos in _VERBAL for i in piece)


def _is_bare_nominal(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    nominal = token.upos in _NOUNS or bool(sentence.children(i, "det"))
    bound = token.deprel.startswith(("nmod", "flat", "det"))
    return nominal and not bound and not sentence.children(i, "case")


def _whole(sentence: Sentence, head: int, anchor: int) -> set[int]:
    """The clause of ``head``, with the noun that it says something of or the verb that it shares."""
    tokens = _gather(sentence, head, anchor)
    tokens = _on_this_side(sentence, _without_tail(sentence, tokens, head, anchor), head, anchor)
    marks = sentence.children(head, "mark")
    tokens -= {c for c in (*marks, *sentence.children(head, "cc")) if sentence.tokens[c].lower in _EMPTY_MARKS}
    token = sentence.tokens[head]
    if token.head == ROOT:
        return tokens
    if token.deprel == "acl:relcl" and not marks:
        tokens |= _antecedent(sentence, token.head)
    elif token.deprel == "conj" and finite_token(sentence, head) is None:
        for c in sentence.children(token.head, "nsubj", "aux"):
            tokens |= sentence.subtree(c)
    return tokens


def _without_tail(sentence: Sentence, tokens: set[int], head: int, anchor: int) -> set[int]:
    """The clause up to a comma behind all that the verb needs: *… in de sporthal, met koffie en een deken*."""
    core = {head, anchor}
    for c in sentence.children(head, *_CORE):
        core |= sentence.subtree(c) & tokens
    last = max(core)
    comma = next((i for i in range(last + 1, len(sentence.tokens)) if sentence.tokens[i].text == ","), None)
    return tokens if comma is None else {i for i in tokens if i < comma}


def _on_this_side(sentence: Sentence, tokens: set[int], head: int, anchor: int) -> set[int]:
    """What stands on the same side of a colon as the verb and the words of time."""
    low, high = min(head, anchor), max(head, anchor)
    marks = [t.i for t in sentence.tokens if t.text in _COLONS]
    begin = max((i for i in marks if i < low), default=-1)
    end = min((i for i in marks if i > high), default=len(sentence.tokens))
    return {i for i in tokens if begin < i < end}


def _antecedent(sentence: Sentence, noun: int) -> set[int]:
    tokens = {noun}
    for c in sentence.children(noun, *_ANTECEDENT):
        tokens |= _gather(sentence, c, c)
    return tokens


def _gather(sentence: Sentence, head: int, anchor: int) -> set[int]:
    """The words under ``head`` without the clauses in them, but for the way down to ``anchor``."""
    way = {anchor, *sentence.ancestors(anchor)}
    tokens: set[int] = set()
    stack = [head]
    while stack:
        node = stack.pop()
        tokens.add(node)
        stack.extend(c for c in sentence.children(node) if c in way or not _is_apart(sentence, c))
    return tokens


def _is_apart(sentence: Sentence, i: int) -> bool:
    """Whether the branch of ``i`` is a clause of its own."""
    token = sentence.tokens[i]
    relation = token.deprel.partition(":")[0]
    if relation == "parataxis":
        return True
    if relation not in _SUBORDINATE:
        return False
    if finite_token(sentence, i) is not None or any(
        sentence.tokens[c].lower == "om" for c in sentence.children(i, "mark")
    ):
        return True
    return relation == "conj" and token.upos == "VERB"
