"""Questions that every rule asks of the tree: who is the subject, how far does a phrase reach, is it negated."""

from collections.abc import Iterable

from volgens.language.lexicon import Frame, Lexicon
from volgens.syntax import ROOT, Sentence

NEGATIONS = frozenset({"niet", "nooit", "geenszins", "evenmin", "nimmer", "noch", "amper", "nauwelijks", "nergens"})
PARTICLE_REACH = 16
"""Words between a verb and its particle."""

_AFTER_PARTICLES = frozenset({"dat", "of", "te", "om", "zich", ",", ".", ":", "hoe", "wie", "waar", "wat", "waarom"})
NEGATIVE_DETERMINERS = frozenset({"geen", "niets", "niks", "niemand", "geenszins"})
_CLAUSE_RELATIONS = frozenset({"acl:relcl", "parataxis", "ccomp", "advcl", "csubj", "xcomp", "discourse", "cop", "aux",
                               "aux:pass", "mark", "cc", "punct", "expl", "expl:pv", "compound:prt"})  # fmt: skip


def verb_lemmas(sentence: Sentence, i: int, lexicon: Lexicon) -> tuple[str, ...]:
    """Infinitives that the verb at ``i`` may be, particle joined: the parser's own first, then what its form allows."""
    token = sentence.tokens[i]
    bare = [token.lemma.lower()]
    if bare[0] not in lexicon.verbs:
        bare = [*lexicon.verb_forms.get(token.lower, ()), *bare]
    joined = [
        sentence.tokens[c].lower + lemma
        for c in find_particles(sentence, i, lexicon)
        for lemma in dict.fromkeys((*bare, *lexicon.verb_forms.get(token.lower, ())))
        if not lemma.startswith(sentence.tokens[c].lower)
    ]
    return tuple(dict.fromkeys((*joined, *bare)))


def find_particles(sentence: Sentence, verb: int, lexicon: Lexicon) -> tuple[int, ...]:
    """The separated particles of a verb: those of the tree, else one that word order shows.

    *kondigde daarnaast aan dat …*: a particle before *dat*, *te*, a comma or the end belongs to the finite verb
    before it wherever the lexicon knows the two as one verb.
    """
    own = [c for c in sentence.children(verb, "compound:prt") if sentence.tokens[c].upos in {"ADP", "ADV", "ADJ"}]
    if own or not sentence.tokens[verb].has("VerbForm=Fin"):
        return tuple(own)
    bare = {sentence.tokens[verb].lemma.lower(), *lexicon.verb_forms.get(sentence.tokens[verb].lower, ())}
    for i in range(verb + 1, min(len(sentence.tokens), verb + PARTICLE_REACH)):
        token = sentence.tokens[i]
        if token.has("VerbForm=Fin"):
            return ()
        following = sentence.tokens[i + 1].lower if i + 1 < len(sentence.tokens) else "."
        if following in _AFTER_PARTICLES and any(token.lower + b in lexicon.verbs for b in bare):
            return (i,)
        if token.upos in {"ADP", "ADV"} and _heads_infinitive(sentence, i, {token.lower + b for b in bare}, lexicon):
            return (i,)
    return ()


def _heads_infinitive(sentence: Sentence, particle: int, joined: set[str], lexicon: Lexicon) -> bool:
    """*zegt toe het verzoek te bestuderen*: the particle stands where a *te* clause begins that the verb takes."""
    if not any(Frame.TE in cue.frames for lemma in joined for cue in lexicon.verbs.get(lemma, ())):
        return False
    for i in range(particle + 1, min(len(sentence.tokens) - 1, particle + PARTICLE_REACH)):
        token = sentence.tokens[i]
        if token.lower == "te" and sentence.tokens[i + 1].has("VerbForm=Inf"):
            return True
        if token.has("VerbForm=Fin") or token.upos in {"PUNCT", "SCONJ"}:
            return False
    return False


def cue_tokens(sentence: Sentence, i: int, lexicon: Lexicon) -> set[int]:
    """The verb with its separated particle."""
    return {i, *(c for c in find_particles(sentence, i, lexicon) if sentence.tokens[c].upos in {"ADP", "ADV", "ADJ"})}


def find_subject(sentence: Sentence, verb: int) -> int | None:
    """The subject of ``verb``: its own, or that of the verb it depends on without one of its own."""
    node = verb
    for _ in range(4):
        own = sentence.children(node, "nsubj")
        active = [c for c in own if sentence.tokens[c].deprel != "nsubj:pass"]
        if active:
            return active[0]
        if own:
            return None
        token = sentence.tokens[node]
        if token.head == ROOT or token.deprel not in {"xcomp", "conj", "ccomp", "advcl"}:
            return None
        if token.deprel in {"ccomp", "advcl"} and token.has("VerbForm=Fin"):
            return None
        node = token.head
    return None


def is_passive(sentence: Sentence, verb: int) -> bool:
    return bool(sentence.children(verb, "aux:pass")) or any(
        sentence.tokens[c].deprel == "nsubj:pass" for c in sentence.children(verb, "nsubj")
    )


def find_agent(sentence: Sentence, verb: int) -> int | None:
    """Who does it, in a passive: ``door de minister``."""
    for c in sentence.children(verb, "obl"):
        if sentence.tokens[c].deprel == "obl:agent" or "door" in case_words(sentence, c):
            return c
    return None


def case_words(sentence: Sentence, i: int) -> tuple[str, ...]:
    """The prepositions of a noun phrase, in lower case, the parts of a fixed one in text order."""
    words = []
    for c in sentence.children(i, "case"):
        words.append(sentence.tokens[c].lower)
        words.extend(sentence.tokens[f].lower for f in sentence.children(c, "fixed"))
    return tuple(words)


def noun_phrase(sentence: Sentence, head: int) -> set[int]:
    """The words of the noun phrase of ``head``: determiner to apposition, without its preposition.

    A trailing relative clause after a comma goes, so does anything that is a clause of its own.
    """
    phrase = {head}
    for c in sentence.children(head):
        relation = sentence.tokens[c].deprel
        if relation == "case" or relation in {"parataxis", "ccomp", "advcl", "csubj", "discourse", "cop", "aux",
                                              "aux:pass", "mark", "nsubj", "nsubj:pass", "expl"}:  # fmt: skip
            continue
        below = sentence.subtree(c)
        if relation == "acl:relcl" and _after_comma(sentence, c):
            continue
        if relation == "punct":
            continue
        phrase |= below
    phrase = _without_trailing_relatives(sentence, phrase, head)
    return _fill_punctuation(sentence, phrase)


def _after_comma(sentence: Sentence, clause: int) -> bool:
    first = min(sentence.subtree(clause))
    tokens = sentence.tokens
    return tokens[first].text == "," or (first > 0 and tokens[first - 1].text == ",")


def _without_trailing_relatives(sentence: Sentence, phrase: set[int], head: int) -> set[int]:
    for i in sorted(phrase):
        if i != head and sentence.tokens[i].deprel == "acl:relcl" and _after_comma(sentence, i):
            phrase = phrase - sentence.subtree(i)
    return phrase


def _fill_punctuation(sentence: Sentence, phrase: set[int]) -> set[int]:
    low, high = min(phrase), max(phrase)
    return phrase | {k for k in range(low, high) if sentence.tokens[k].upos == "PUNCT"}


def content_of(sentence: Sentence, head: int, without: Iterable[int] = ()) -> set[int]:
    """The words under ``head`` less its introducing ``dat``, ``of``, ``om`` and less ``without``."""
    content = set(sentence.subtree(head)) - set(without)
    for c in sentence.children(head, "mark", "case"):
        token = sentence.tokens[c]
        opens = token.deprel == "mark" and token.lower in {"dat", "of", "om"}
        # *ervan*, *erop* announce the clause and belong to the cue.
        announces = token.deprel == "case" and token.upos == "ADV" and token.lower.startswith(("er", "hier", "daar"))
        if opens or announces or _split_announcement(sentence, head, c):
            content.discard(c)
    return content


def _split_announcement(sentence: Sentence, head: int, c: int) -> bool:
    """*herinnerde er ook aan dat …*: a preposition right before *dat* belongs with *er* to the cue."""
    token = sentence.tokens[c]
    follows = sentence.tokens[c + 1].lower if c + 1 < len(sentence.tokens) else ""
    return token.deprel == "case" and token.upos == "ADP" and follows == "dat" and has_mark(sentence, head, "dat")


def has_mark(sentence: Sentence, head: int, *marks: str) -> bool:
    return any(sentence.tokens[c].lower in marks for c in sentence.children(head, "mark"))


def is_negated(sentence: Sentence, verb: int) -> bool:
    """Whether the cue itself is negated: ``niet``, ``geen``, ``niemand``, or a governing ``weigeren``."""
    for c in sentence.children(verb):
        token = sentence.tokens[c]
        if token.lemma.lower() in NEGATIONS and token.deprel == "advmod":
            return True
        if token.deprel in {"nsubj", "obj", "obl", "obl:arg"} and token.lower in NEGATIVE_DETERMINERS:
            return True
        if token.deprel in {"nsubj", "obj"} and any(
            sentence.tokens[d].lemma.lower() == "geen" for d in sentence.children(c)
        ):
            return True
    token = sentence.tokens[verb]
    return (
        token.deprel == "xcomp" and token.head != ROOT and sentence.tokens[token.head].lemma in {"weigeren", "nalaten"}
    )


def is_finite_clause(sentence: Sentence, head: int) -> bool:
    """Whether the clause of ``head`` has a finite verb of its own, or begins as only finite clauses do."""
    if has_mark(sentence, head, "dat", "of") and not has_mark(sentence, head, "te"):
        return True
    nodes = (head, *sentence.children(head, "aux", "cop"))
    return any(sentence.tokens[n].has("VerbForm=Fin") for n in nodes)


def resolve_relative(sentence: Sentence, subject: int) -> int:
    """The antecedent of a restrictive relative pronoun, else the subject itself."""
    if sentence.tokens[subject].lower not in {"die", "dat", "wie", "welke"}:
        return subject
    for node in (subject, *sentence.ancestors(subject)):
        token = sentence.tokens[node]
        if token.deprel == "acl:relcl" and token.head != ROOT and subject in sentence.subtree(node):
            return subject if _after_comma(sentence, node) else token.head
    return subject


def source_phrase(sentence: Sentence, subject: int, cue: int) -> set[int]:
    """The words of the source at ``subject``, clear of the clause of the ``cue`` where that lies inside it."""
    head = resolve_relative(sentence, subject)
    phrase = noun_phrase(sentence, head)
    if head != subject:
        inner = {n for n in (cue, *sentence.ancestors(cue)) if sentence.tokens[n].deprel == "acl:relcl"}
        for node in inner & phrase:
            phrase -= sentence.subtree(node)
    return phrase - {cue} if cue != head else phrase
