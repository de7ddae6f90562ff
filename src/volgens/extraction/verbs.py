"""Cues that are verbs: with a clause, an infinitive, an object, a judgement, or beside what is quoted."""

from collections.abc import Iterator

from volgens.extraction.candidate import Candidate, to_spans
from volgens.extraction.clauses import (
    case_words,
    cue_tokens,
    find_agent,
    find_particles,
    find_subject,
    has_mark,
    is_negated,
    is_passive,
    source_phrase,
    verb_lemmas,
)
from volgens.extraction.complements import Complement, VerbSite, iter_children, iter_complements
from volgens.extraction.idioms import is_idiom
from volgens.extraction.word_order import find_limit_after, find_subject_after, find_subject_before
from volgens.language.lexicon import Frame, Lexicon
from volgens.model import Act
from volgens.syntax import Sentence

_PARTICLES = frozenset({"aan", "af", "bij", "in", "mee", "na", "om", "op", "over", "tegen", "terug", "toe", "uit",
                        "voor", "vast", "door", "neer", "weg", "samen", "onder"})  # fmt: skip

_DECIDING = frozenset({"besluiten", "beslissen"})
_ASKING = frozenset({("op", "de", "vraag"), ("op", "die", "vraag"), ("op", "een", "vraag")})
_PERSONAL = frozenset({"ik", "wij", "we", "hij", "zij", "ze", "je", "iedereen", "niemand"})


def find_verb_attributions(sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """*De minister zegt dat de dijk veilig is.* → De minister | zegt | de dijk veilig is."""
    settled: dict[int, int] = {}
    for site in sorted(iter_verb_sites(sentence, lexicon), key=lambda s: (s.verb, -s.weight)):
        # The sense with the most words of its own that has a content wins: *van de hand wijzen* over *wijzen*.
        if site.weight < settled.get(site.verb, 0):
            continue
        for complement in iter_complements(sentence, site):
            settled[site.verb] = site.weight
            found = _to_candidate(sentence, site, complement, lexicon)
            if _is_private_decision(sentence, site, complement, found) or _is_asked(sentence, found):
                continue
            if found.source or not _is_command(sentence, site.verb):
                yield found


def _is_private_decision(sentence: Sentence, site: VerbSite, complement: Complement, found: Candidate) -> bool:
    """*Hij besloot eerder te vertrekken* tells a deed; what an authority decides is announced."""
    if site.cue.lemma not in _DECIDING or complement.frame is not Frame.TE or found.source_at is None:
        return False
    return sentence.tokens[found.source_at[1]].lower in _PERSONAL


def _is_asked(sentence: Sentence, found: Candidate) -> bool:
    """*Wie zegt dat het rustiger is?* asks who; *Op de vraag of ze blij is, antwoordt ze …* opens with the question."""
    if found.source_at is not None and sentence.tokens[found.source_at[1]].lower == "wie":
        return sentence.tokens[-1].text == "?" or any(t.text == "?" for t in sentence.tokens[-2:])
    first = [t.lower for t in sentence.tokens if t.start >= found.content[0].start][:3] if found.content else []
    return found.speech and tuple(first) in _ASKING


def _is_command(sentence: Sentence, verb: int) -> bool:
    """*Houd er rekening mee dat …*, *Laat weten of u komt*: a bare form at the head of a sentence, to the reader."""
    words = [t for t in sentence.tokens if t.upos != "PUNCT"]
    first = words[0]
    if first.i != verb and first.i not in {sentence.tokens[verb].head, *sentence.children(verb, "aux")}:
        return False
    bare = first.has("VerbForm=Fin") and not first.has("Tense=Past") and not first.has("Number=Plur")
    return (
        bare
        and not first.lower.endswith("t")
        and not sentence.children(first.i, "nsubj")
        and sentence.tokens[-1].text != "?"
    )


def iter_verb_sites(sentence: Sentence, lexicon: Lexicon) -> Iterator[VerbSite]:
    """Every place where a verb of the lexicon is used as a verb, in each sense whose words are there."""
    for token in sentence.tokens:
        if token.deprel in {"amod", "case", "aux:pass", "cop"} or not _may_be_verb(sentence, token.i, lexicon):
            continue
        if token.deprel == "acl" and token.has("VerbForm=Part"):
            continue
        if is_idiom(sentence, token.i):
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
    separated = {sentence.tokens[c].lower for c in find_particles(sentence, verb, lexicon)}
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
    if sentence.tokens[other].deprel in {"ccomp", "advcl", "csubj"} and has_mark(sentence, other, "dat", "of"):
        # *acht mogelijk dat hij verantwoordelijk is*: a word of the clause that is said.
        return False
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


def _to_candidate(sentence: Sentence, site: VerbSite, complement: Complement, lexicon: Lexicon) -> Candidate:
    subject = _find_source(sentence, site, complement, lexicon.people.times)
    source: set[int] = set()
    if subject is not None:
        source = source_phrase(sentence, subject, site.verb) - complement.tokens
        source -= {c for t in complement.tokens for c in sentence.children(t, "case")}
    er = {c for c in _pronominal_adverbs(sentence, complement.head) if c not in source}
    cue = (site.cue_tokens | er) - source
    content = complement.tokens - cue - source
    if complement.frame is Frame.TE:
        content -= _before_particle(sentence, site, complement.head)
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


def _before_particle(sentence: Sentence, site: VerbSite, infinitive: int) -> frozenset[int]:
    """*roept getuigen op zich te melden*: what stands before the particle is no part of the clause behind it."""
    particles = [i for i in site.cue_tokens if site.verb < i < infinitive and sentence.tokens[i].lower in _PARTICLES]
    return frozenset(range(site.verb, max(particles))) if particles else frozenset()


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
        for c in iter_children(sentence, site, "obl"):
            if set(case_words(sentence, c)) & {"uit", "volgens", "bij", "door"}:
                return c
        subject = find_subject(sentence, site.verb)
        if (
            subject is not None
            and sentence.tokens[subject].upos in {"NOUN", "PROPN"}
            and subject not in complement.tokens
        ):
            return subject
        return next((c for c in iter_children(sentence, site, "obj", "iobj") if c not in complement.tokens), None)
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
