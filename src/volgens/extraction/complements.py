"""What carries the content of a cue verb: a clause, an infinitive, an object, a judgement, or what stands beside it."""

from collections.abc import Iterator
from dataclasses import dataclass

from volgens.extraction.clauses import (
    case_words,
    content_of,
    find_subject,
    has_mark,
    is_finite_clause,
    is_passive,
    noun_phrase,
)
from volgens.extraction.word_order import find_after_colon, find_clause_after, find_infinitive_after
from volgens.language.lexicon import Cue, Frame
from volgens.syntax import ROOT, Sentence

QUESTION_WORDS = frozenset(
    {"wie", "wat", "waar", "wanneer", "waarom", "hoe", "hoeveel", "welke", "welk", "waarmee", "waardoor", "waarover",
     "waaruit", "waaraan", "waarop", "waarvoor", "waarbij", "waarin", "waarvan", "hoezeer", "hoelang", "hoever"}
)  # fmt: skip

_MODALS = frozenset({"willen", "kunnen", "mogen", "durven", "hoeven", "weigeren", "moeten", "zullen", "wensen"})


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbSite:
    """A cue verb in its sentence: ``heads`` are the verb and its fixed words, over which complements may hang."""

    verb: int
    cue: Cue
    heads: tuple[int, ...]
    cue_tokens: frozenset[int]

    @property
    def weight(self) -> int:
        """How many words of its own the sense asks for."""
        return len(self.cue.fixed) * 2 + self.cue.reflexive


@dataclass(frozen=True, slots=True, kw_only=True)
class Complement:
    """What carries the content: its tokens, its head, through which frame, and how sure the tree is of it."""

    frame: Frame
    tokens: frozenset[int]
    head: int
    sure: float


def iter_complements(sentence: Sentence, site: VerbSite) -> Iterator[Complement]:
    """Whatever may carry the content. Clauses settle it; of the rest the surest reading wins in the selection."""
    clauses = list(_iter_clauses(sentence, site))
    if clauses:
        ordered = _find_by_order(sentence, site)
        # A clause without its *dat* in the tree while the words have one: the tree took *dat* for something else.
        missed = ordered is not None and ordered.frame is Frame.DAT and clauses[0].frame is Frame.QUOTE
        yield from [ordered] if ordered is not None and missed and clauses[0].head in ordered.tokens else clauses
        return
    pointed = _find_demonstrative(sentence, site)
    if pointed is not None:
        yield pointed
        return
    for find in (_find_by_order, _find_judgement, _find_prepositional, _find_object, _find_beside):
        found = find(sentence, site)
        if found is not None:
            yield found


def iter_children(sentence: Sentence, site: VerbSite, *relations: str) -> Iterator[int]:
    """Dependents of the verb and of its fixed words, the words of the cue left out."""
    for head in site.heads:
        for c in sentence.children(head, *relations):
            if c not in site.cue_tokens:
                yield c


def _iter_clauses(sentence: Sentence, site: VerbSite) -> Iterator[Complement]:
    frames = site.cue.frames
    for c in dict.fromkeys((*iter_children(sentence, site, "ccomp", "xcomp", "csubj", "advcl", "acl"),
                            *_fronted_clauses(sentence, site))):  # fmt: skip
        token = sentence.tokens[c]
        relation = token.deprel.partition(":")[0]
        tokens = frozenset(content_of(sentence, c, site.cue_tokens))
        finite = is_finite_clause(sentence, c)
        introduced = has_mark(sentence, c, "dat", "of") or _asks(sentence, c)
        if finite and introduced and Frame.DAT in frames and relation != "xcomp":
            fronted = _asks(sentence, c) and max(sentence.subtree(c)) < site.verb
            if relation not in {"advcl", "acl"} or has_mark(sentence, c, "dat", "of") or fronted:
                yield Complement(frame=Frame.DAT, tokens=tokens, head=c, sure=0.9)
        elif (
            has_mark(sentence, c, "te")
            and not finite
            and Frame.TE in frames
            and relation in {"xcomp", "ccomp", "csubj"}
        ):
            yield Complement(frame=Frame.TE, tokens=tokens, head=c, sure=0.85)
        elif has_mark(sentence, c, "te") and has_mark(sentence, c, "om") and Frame.TE in frames:
            yield Complement(frame=Frame.TE, tokens=tokens, head=c, sure=0.7)
        elif finite and not introduced and relation in {"ccomp", "csubj"} and Frame.QUOTE in frames:
            yield Complement(frame=Frame.QUOTE, tokens=tokens, head=c, sure=0.85)


def _fronted_clauses(sentence: Sentence, site: VerbSite) -> Iterator[int]:
    """*Of hij meedoet, wil hij niet zeggen*: the clause may hang on the modal that governs the cue."""
    token = sentence.tokens[site.verb]
    if token.deprel != "xcomp" or token.head == ROOT or sentence.tokens[token.head].lemma.lower() not in _MODALS:
        return
    for c in sentence.children(token.head, "ccomp", "advcl", "csubj"):
        if max(sentence.subtree(c)) < site.verb:
            yield c


def _find_demonstrative(sentence: Sentence, site: VerbSite) -> Complement | None:
    """*Dat zegt de minister*, *Dat meldt het ANP*: the word that points back; what it stands for is found later."""
    first = next((t.i for t in sentence.tokens if t.upos != "PUNCT"), 0)
    if sentence.tokens[first].lower not in {"dat", "dit"} or first >= site.verb or site.cue.impersonal:
        return None
    if not site.cue.frames & {Frame.QUOTE, Frame.DAT} or is_passive(sentence, site.verb):
        return None
    finite = next((t.i for t in sentence.tokens if t.has("VerbForm=Fin")), -1)
    if finite != first + 1 or site.verb not in {finite, *_verbs_under(sentence, finite)}:
        return None
    return Complement(frame=Frame.QUOTE, tokens=frozenset({first}), head=first, sure=0.75)


def _verbs_under(sentence: Sentence, finite: int) -> set[int]:
    """The verbs of the clause whose finite verb is given: its head, if it is an auxiliary, or its infinitives."""
    head = sentence.tokens[finite].head
    return {*sentence.children(finite, "xcomp", "compound:prt"), *([head] if head != ROOT else [])}


def _find_by_order(sentence: Sentence, site: VerbSite) -> Complement | None:
    last = max(site.cue_tokens)
    if Frame.DAT in site.cue.frames:
        found = find_clause_after(sentence, last)
        if found is not None:
            return Complement(frame=Frame.DAT, tokens=found[1] - site.cue_tokens, head=found[0], sure=0.7)
    if Frame.QUOTE in site.cue.frames:
        found = find_after_colon(sentence, last)
        if found is not None:
            return Complement(frame=Frame.QUOTE, tokens=found[1] - site.cue_tokens, head=found[0], sure=0.8)
    if Frame.TE in site.cue.frames:
        found = find_infinitive_after(sentence, last, find_subject(sentence, site.verb))
        if found is not None:
            return Complement(frame=Frame.TE, tokens=found[1] - site.cue_tokens, head=found[0], sure=0.55)
    return None


def _asks(sentence: Sentence, clause: int) -> bool:
    first = min((i for i in sentence.subtree(clause) if sentence.tokens[i].upos != "PUNCT"), default=clause)
    words = {sentence.tokens[first].lower}
    if first + 1 < len(sentence.tokens) and sentence.tokens[first].upos == "ADP":
        words.add(sentence.tokens[first + 1].lower)
    return bool(words & QUESTION_WORDS)


def _find_beside(sentence: Sentence, site: VerbSite) -> Complement | None:
    """What stands beside the cue: *Dat is niet waar, zegt Jansen* and *Jansen zegt: het is niet waar.*"""
    if Frame.QUOTE not in site.cue.frames:
        return None
    verb = sentence.tokens[site.verb]
    report = sentence.subtree(site.verb)
    if verb.deprel == "parataxis" and verb.head != ROOT and not list(iter_children(sentence, site, "parataxis")):
        rest = frozenset(sentence.subtree(verb.head) - report)
        if len(rest) > 1:
            return Complement(frame=Frame.QUOTE, tokens=_less_joint(sentence, rest), head=verb.head, sure=0.85)
    for c in iter_children(sentence, site, "parataxis", "appos"):
        if is_finite_clause(sentence, c) or sentence.tokens[c].deprel == "parataxis":
            sure = 0.8 if c < site.verb or sentence.tokens[min(sentence.subtree(c)) - 1].text == ":" else 0.65
            return Complement(frame=Frame.QUOTE, tokens=frozenset(sentence.subtree(c)), head=c, sure=sure)
    return _find_inverted(sentence, site)


def _less_joint(sentence: Sentence, tokens: frozenset[int]) -> frozenset[int]:
    """Without a coordinating word at the very end or start that joins the report to something else."""
    kept = sorted(tokens)
    while kept and sentence.tokens[kept[-1]].upos in {"CCONJ", "PUNCT"} and sentence.tokens[kept[-1]].text == ",":
        kept.pop()
    return frozenset(kept)


def _find_inverted(sentence: Sentence, site: VerbSite) -> Complement | None:
    """By word order alone, where the tree went astray: comma, finite verb, subject, end of the clause."""
    verb = site.verb
    tokens = sentence.tokens
    subject = find_subject(sentence, verb)
    if (
        verb < 3
        or tokens[verb - 1].text not in {",", '"', "”", "''", "'", "’", "»", "“"}
        or not tokens[verb].has("VerbForm=Fin")
    ):
        return None
    if subject is None or not verb < subject <= verb + 12:
        return None
    before = frozenset(i for i in range(verb) if i not in site.cue_tokens)
    words = [i for i in before if tokens[i].upos != "PUNCT"]
    end = max(noun_phrase(sentence, subject), default=subject) + 1
    inserted = end >= len(tokens) - 1 or tokens[end].text in {",", "."}
    if not inserted and not any(tokens[i].has("VerbForm=Fin") for i in words) and tokens[verb - 1].text == ",":
        return None
    if inserted and end < len(tokens) - 2:
        before |= frozenset(range(end + 1, len(tokens)))
    return Complement(frame=Frame.QUOTE, tokens=before, head=max(words, default=0), sure=0.6)


def _find_judgement(sentence: Sentence, site: VerbSite) -> Complement | None:
    """*noemt het plan onzin*, *vindt de wet te streng*: object and judgement together."""
    if Frame.PREDICATE not in site.cue.frames:
        return None
    judged = next(iter_children(sentence, site, "xcomp"), None)
    objects = [c for c in iter_children(sentence, site, "obj", "ccomp") if sentence.tokens[c].lower not in {"zich"}]
    passive = [c for c in iter_children(sentence, site, "nsubj") if sentence.tokens[c].deprel == "nsubj:pass"]
    things = objects or (passive if is_passive(sentence, site.verb) else [])
    if judged is None:
        judged = next((c for c in iter_children(sentence, site, "obl", "advcl") if "als" in case_words(sentence, c)
                       or has_mark(sentence, c, "als")), None)  # fmt: skip
    if judged is None or not (things or len(sentence.subtree(judged)) > 2):
        return None
    tokens = set(sentence.subtree(judged))
    for thing in things:
        tokens |= sentence.subtree(thing)
    for c in sentence.children(judged, "case", "mark"):
        tokens.discard(c)
    return Complement(frame=Frame.PREDICATE, tokens=frozenset(tokens - site.cue_tokens), head=judged, sure=0.8)


def _find_object(sentence: Sentence, site: VerbSite) -> Complement | None:
    if Frame.OBJECT not in site.cue.frames:
        return None
    passive = is_passive(sentence, site.verb)
    for c in iter_children(sentence, site, "nsubj" if passive else "obj"):
        token = sentence.tokens[c]
        if (passive and token.deprel != "nsubj:pass") or token.lower in {"zich", "wie", "zichzelf"}:
            continue
        tokens = frozenset(noun_phrase(sentence, c) | _clauses_under(sentence, c))
        return Complement(frame=Frame.OBJECT, tokens=tokens - site.cue_tokens, head=c, sure=0.7)
    return None


def _clauses_under(sentence: Sentence, noun: int) -> set[int]:
    found: set[int] = set()
    for c in sentence.children(noun, "acl", "ccomp", "advcl"):
        if sentence.tokens[c].deprel != "acl:relcl":
            found |= sentence.subtree(c)
    return found


def _find_prepositional(sentence: Sentence, site: VerbSite) -> Complement | None:
    if Frame.PREP not in site.cue.frames:
        return None
    for c in iter_children(sentence, site, "obl", "nmod", "advmod", "xcomp", "ccomp", "advcl"):
        words = case_words(sentence, c)
        marks = {sentence.tokens[m].lower for m in sentence.children(c, "mark")}
        if not set(site.cue.prepositions) & (set(words) | marks):
            continue
        phrase = noun_phrase(sentence, c) | _clauses_under(sentence, c)
        return Complement(frame=Frame.PREP, tokens=frozenset(phrase - site.cue_tokens), head=c, sure=0.7)
    subject = find_subject(sentence, site.verb)
    if subject is not None and subject > site.verb:
        # *Ook spreekt een woordvoerder van een terreurdaad*: the phrase hangs on the subject that it follows.
        for c in sentence.children(subject, "nmod"):
            if c > subject and set(case_words(sentence, c)) & set(site.cue.prepositions):
                return Complement(frame=Frame.PREP, tokens=frozenset(noun_phrase(sentence, c)), head=c, sure=0.6)
    return None
