"""Cues that are verbs: with a clause, an infinitive, an object, a judgement, or beside what is quoted."""

from collections.abc import Iterator
from dataclasses import dataclass

from volgens.extraction.candidate import Candidate, to_spans
from volgens.extraction.clauses import (
    case_words,
    content_of,
    cue_tokens,
    find_agent,
    find_subject,
    has_mark,
    is_finite_clause,
    is_negated,
    is_passive,
    noun_phrase,
    source_phrase,
    verb_lemmas,
)
from volgens.extraction.word_order import (
    find_after_colon,
    find_clause_after,
    find_infinitive_after,
    find_limit_after,
    find_subject_after,
    find_subject_before,
)
from volgens.language.lexicon import Cue, Frame, Lexicon
from volgens.model import Act
from volgens.syntax import ROOT, Sentence

QUESTION_WORDS = frozenset(
    {"wie", "wat", "waar", "wanneer", "waarom", "hoe", "hoeveel", "welke", "welk", "waarmee", "waardoor", "waarover",
     "waaruit", "waaraan", "waarop", "waarvoor", "waarbij", "waarin", "waarvan", "hoezeer", "hoelang", "hoever"}
)  # fmt: skip

_MODALS = frozenset({"willen", "kunnen", "mogen", "durven", "hoeven", "weigeren", "moeten", "zullen", "wensen"})
_PARTICLES = frozenset({"aan", "af", "bij", "in", "mee", "na", "om", "op", "over", "tegen", "terug", "toe", "uit",
                        "voor", "vast", "door", "neer", "weg", "samen", "onder"})  # fmt: skip


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


def find_verb_attributions(sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """*De minister zegt dat de dijk veilig is.* → De minister | zegt | de dijk veilig is."""
    settled: dict[int, int] = {}
    for site in sorted(iter_verb_sites(sentence, lexicon), key=lambda s: (s.verb, -s.weight)):
        # The sense with the most words of its own that has a content wins: *van de hand wijzen* over *wijzen*.
        if site.weight < settled.get(site.verb, 0):
            continue
        for complement in _iter_complements(sentence, site):
            settled[site.verb] = site.weight
            yield _to_candidate(sentence, site, complement, lexicon)


def iter_verb_sites(sentence: Sentence, lexicon: Lexicon) -> Iterator[VerbSite]:
    """Every place where a verb of the lexicon is used as a verb, in each sense whose words are there."""
    for token in sentence.tokens:
        if token.deprel in {"amod", "case", "aux:pass", "cop"} or not _may_be_verb(sentence, token.i, lexicon):
            continue
        if token.deprel == "acl" and token.has("VerbForm=Part"):
            continue
        yield from _match_cues(sentence, token.i, lexicon)


def _may_be_verb(sentence: Sentence, i: int, lexicon: Lexicon) -> bool:
    """Whether the token is a verb, or a verb form of the lexicon that the tagger did not know (*ducht*, *lobbyen*)."""
    token = sentence.tokens[i]
    if token.upos in {"VERB", "AUX", "ADJ"}:
        return True
    if token.lower not in lexicon.verb_forms or token.upos not in {"X", "NOUN", "PROPN", "ADP", "ADV"}:
        return False
    bare = not sentence.children(i, "det", "case", "amod", "nmod:poss", "nummod")
    placed = token.upos == "X" or token.deprel == "root" or (token.deprel == "parataxis" and i > 0)
    return bare and placed and (i == 0 or token.text.islower())


def _match_cues(sentence: Sentence, verb: int, lexicon: Lexicon) -> Iterator[VerbSite]:
    token = sentence.tokens[verb]
    lemmas = verb_lemmas(sentence, verb, lexicon)
    separated = {sentence.tokens[c].lower for c in sentence.children(verb, "compound:prt")}
    sites = []
    for cue in {id(c): c for lemma in lemmas for c in lexicon.verbs.get(lemma, ())}.values():
        if not cue.particle and cue.lemma != lemmas[0] and separated & _PARTICLES and not cue.fixed:
            continue
        fixed = _find_fixed(sentence, verb, cue.fixed)
        if fixed is None or (token.upos == "AUX" and token.deprel == "aux" and not fixed):
            continue
        reflexive = _find_reflexive(sentence, verb) if cue.reflexive else set()
        if cue.reflexive and not reflexive:
            continue
        own = set(fixed) | reflexive | {verb}
        if cue.particle or fixed:
            own |= cue_tokens(sentence, verb, lexicon)
        sites.append(VerbSite(verb=verb, cue=cue, heads=(verb, *fixed), cue_tokens=frozenset(own)))
    yield from sites


def _find_fixed(sentence: Sentence, verb: int, fixed: tuple[str, ...]) -> tuple[int, ...] | None:
    """Places of the fixed words, together and near the verb in the tree; empty where none are asked for."""
    if not fixed:
        return ()
    lowers = [t.lower for t in sentence.tokens]
    best: tuple[int, ...] | None = None
    for start in range(len(lowers) - len(fixed) + 1):
        if tuple(lowers[start : start + len(fixed)]) != fixed:
            continue
        places = tuple(range(start, start + len(fixed)))
        if verb in places or not any(_near_in_tree(sentence, verb, p) for p in places):
            continue
        if best is None or abs(start - verb) < abs(best[0] - verb):
            best = places
    if best is None and len(fixed) > 1:
        best = _find_scattered(sentence, verb, fixed)
    return best


def _find_scattered(sentence: Sentence, verb: int, fixed: tuple[str, ...]) -> tuple[int, ...] | None:
    places = []
    for word in fixed:
        near = [t.i for t in sentence.tokens if t.lower == word and t.i != verb and _near_in_tree(sentence, verb, t.i)]
        if not near:
            return None
        places.append(min(near, key=lambda i: abs(i - verb)))
    return tuple(sorted(places))


def _near_in_tree(sentence: Sentence, verb: int, other: int) -> bool:
    """Whether at most two arcs lie between the two and no clause border: the words of one predicate."""
    up = [other, *sentence.ancestors(other)][:4]
    if verb in up:
        return True
    return other in [verb, *sentence.ancestors(verb)][:3]


def _find_reflexive(sentence: Sentence, verb: int) -> set[int]:
    return {
        c
        for c in sentence.children(verb)
        if sentence.tokens[c].lower in {"zich", "me", "mij", "ons", "je", "zichzelf"}
        and sentence.tokens[c].deprel in {"expl:pv", "obj", "iobj", "expl"}
    }


def _iter_complements(sentence: Sentence, site: VerbSite) -> Iterator[Complement]:
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


def _children(sentence: Sentence, site: VerbSite, *relations: str) -> Iterator[int]:
    for head in site.heads:
        for c in sentence.children(head, *relations):
            if c not in site.cue_tokens:
                yield c


def _iter_clauses(sentence: Sentence, site: VerbSite) -> Iterator[Complement]:
    frames = site.cue.frames
    for c in dict.fromkeys((*_children(sentence, site, "ccomp", "xcomp", "csubj", "advcl", "acl"),
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
    if verb.deprel == "parataxis" and verb.head != ROOT and not list(_children(sentence, site, "parataxis")):
        rest = frozenset(sentence.subtree(verb.head) - report)
        if len(rest) > 1:
            return Complement(frame=Frame.QUOTE, tokens=_less_joint(sentence, rest), head=verb.head, sure=0.85)
    for c in _children(sentence, site, "parataxis", "appos"):
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
    judged = next(_children(sentence, site, "xcomp"), None)
    objects = [c for c in _children(sentence, site, "obj", "ccomp") if sentence.tokens[c].lower not in {"zich"}]
    passive = [c for c in _children(sentence, site, "nsubj") if sentence.tokens[c].deprel == "nsubj:pass"]
    things = objects or (passive if is_passive(sentence, site.verb) else [])
    if judged is None:
        judged = next((c for c in _children(sentence, site, "obl", "advcl") if "als" in case_words(sentence, c)
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
    for c in _children(sentence, site, "nsubj" if passive else "obj"):
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
    for c in _children(sentence, site, "obl", "nmod", "advmod", "xcomp", "ccomp", "advcl"):
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


def _to_candidate(sentence: Sentence, site: VerbSite, complement: Complement, lexicon: Lexicon) -> Candidate:
    subject = _find_source(sentence, site, complement, lexicon.people.times)
    source: set[int] = set()
    if subject is not None:
        source = source_phrase(sentence, subject, site.verb) - complement.tokens
        source -= {c for t in complement.tokens for c in sentence.children(t, "case")}
    er = {c for c in _pronominal_adverbs(sentence, complement.head) if c not in source}
    cue = (site.cue_tokens | er) - source
    content = complement.tokens - cue - source
    if complement.frame in {Frame.DAT, Frame.TE}:
        content |= find_limit_after(sentence, content)
    act = _read_act(sentence, site, complement)
    return Candidate(
        rule=f"verb.{complement.frame}",
        sentence=sentence.index,
        cue=to_spans(sentence, cue),
        source=to_spans(sentence, source),
        content=to_spans(sentence, content) or to_spans(sentence, complement.tokens),
        act=act,
        sure=complement.sure,
        cue_at=(sentence.index, site.verb),
        source_at=None if subject is None or not source else (sentence.index, subject),
        content_at=(sentence.index, complement.head),
        speech=complement.frame is Frame.QUOTE,
    )


def _pronominal_adverbs(sentence: Sentence, clause: int) -> set[int]:
    """*ervan*, *erop*: announce the clause and belong to the cue."""
    return {
        c
        for c in sentence.children(clause, "case", "advmod")
        if sentence.tokens[c].lower.startswith(("er", "ervan", "daar")) and len(sentence.tokens[c].text) > 3
        and sentence.tokens[c].upos in {"ADV", "PRON", "ADP"} and sentence.tokens[c].deprel == "case"
    }  # fmt: skip


def _find_source(sentence: Sentence, site: VerbSite, complement: Complement, times: frozenset[str]) -> int | None:
    if is_passive(sentence, site.verb):
        return find_agent(sentence, site.verb)
    if site.cue.impersonal:
        for c in _children(sentence, site, "obl"):
            if set(case_words(sentence, c)) & {"uit", "volgens", "bij", "door"}:
                return c
        subject = find_subject(sentence, site.verb)
        if (
            subject is not None
            and sentence.tokens[subject].upos in {"NOUN", "PROPN"}
            and subject not in complement.tokens
        ):
            return subject
        return next((c for c in _children(sentence, site, "obj", "iobj") if c not in complement.tokens), None)
    for head in site.heads:
        subject = find_subject(sentence, head)
        if (
            subject is not None
            and subject not in complement.tokens
            and sentence.tokens[subject].lower not in {"er", "het"}
        ):
            return subject
    for find in (find_subject_after, find_subject_before):
        subject = find(sentence, site.verb, times)
        if (
            subject is not None
            and subject not in complement.tokens
            and sentence.tokens[subject].lower not in {"er", "het"}
        ):
            return subject
    return None


def _read_act(sentence: Sentence, site: VerbSite, complement: Complement) -> Act:
    act = site.cue.act_in(complement.frame)
    if site.cue.negated is not None and is_negated(sentence, site.verb):
        return site.cue.negated
    return act
