"""What the learned parts see of a candidate: strings, each of which is there or not."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from volgens.extraction.candidate import Candidate
from volgens.extraction.clauses import is_negated, is_passive, verb_lemmas
from volgens.extraction.readings import read_act_signs
from volgens.extraction.utterances import utterance_features
from volgens.language.lexicon import Lexicon
from volgens.model import Act, ActorKind, Span, Spans
from volgens.syntax import ROOT, Parse, Sentence, Token

_FIRST = frozenset({"ik", "we", "wij", "mij", "ons", "me"})
EARLY_WORDS = 8
"""Words of a content that count one by one; of the others only what they hint at."""

PRIOR_COPIES = 4
"""Copies of the lexicon's act: each makes the regularisation take the lexicon more at its word."""

_THIRD = frozenset({"hij", "zij", "ze"})
_GENERIC = frozenset({"je", "men", "u", "iemand", "jij", "niemand", "iedereen"})


def candidate_features(
    candidate: Candidate, sentence: Sentence, lexicon: Lexicon, quoted: tuple[Span, ...]
) -> list[str]:
    """Features for whether the candidate is an attribution, in no order; ``quoted`` are the quotations of the text."""
    found = [f"rule={candidate.rule}", f"sure={candidate.sure:.1f}", f"act={candidate.act}"]
    found.extend(_cue_features(candidate, sentence, lexicon))
    found.extend(_source_features(candidate, sentence, lexicon))
    found.extend(_content_features(candidate, sentence))
    found.extend(_place_features(candidate, sentence, quoted))
    rule = candidate.rule
    pairs = [f for f in found if f.startswith(("lemma=", "src=", "inq=", "neg=", "chead=", "tense=", "rel="))]
    found.extend(f"{rule}&{f}" for f in pairs)
    source = next((f for f in found if f.startswith("src=")), "")
    found.extend(f"{source}&{f}" for f in found if f.startswith(("lemma=", "aux=", "tense=", "inq=")))
    return found


def _cue_features(candidate: Candidate, sentence: Sentence, lexicon: Lexicon) -> Iterator[str]:
    if candidate.cue_at is None:
        yield "nocue"
        return
    i = candidate.cue_at[1]
    token = sentence.tokens[i]
    lemma = verb_lemmas(sentence, i, lexicon)[0] if token.upos == "VERB" else token.lemma.lower()
    yield f"lemma={lemma}"
    yield f"base={token.lemma.lower()}"
    yield f"upos={token.upos}"
    yield f"rel={token.deprel}"
    yield f"known={lemma in lexicon.verbs or lemma in lexicon.nouns}"
    yield f"neg={is_negated(sentence, i)}"
    yield f"passive={is_passive(sentence, i)}"
    yield f"tense={_tense(sentence, i)}"
    yield f"cuelen={min(4, sum(1 for s in candidate.cue for _ in [s]))}"
    for c in sentence.children(i, "aux"):
        yield f"aux={sentence.tokens[c].lemma.lower()}"
    for c in sentence.children(i):
        if sentence.tokens[c].deprel in {"advmod", "mark", "det", "amod"}:
            yield f"dep={sentence.tokens[c].deprel}:{sentence.tokens[c].lemma.lower()}"
        else:
            yield f"has={sentence.tokens[c].deprel}"
    if token.head != ROOT:
        head = sentence.tokens[token.head]
        yield f"headlemma={head.lemma.lower()}"
        yield f"headpos={head.upos}"


def _tense(sentence: Sentence, i: int) -> str:
    for n in (i, *sentence.children(i, "aux", "cop")):
        token = sentence.tokens[n]
        if token.has("VerbForm=Fin"):
            return "past" if token.has("Tense=Past") else "pres"
    return "none"


def _source_features(candidate: Candidate, sentence: Sentence, lexicon: Lexicon) -> Iterator[str]:
    if candidate.source_at is None or candidate.source_at[0] != sentence.index:
        yield "src=none" if not candidate.source else "src=elsewhere"
        return
    i = candidate.source_at[1]
    token = sentence.tokens[i]
    yield f"src={source_kind(sentence, i, lexicon)}"
    yield f"srclemma={token.lemma.lower()}" if token.upos != "PROPN" else "srclemma=PROPN"
    yield f"srcrel={token.deprel}"
    yield f"srcbefore={candidate.cue_at is None or i < candidate.cue_at[1]}"
    yield f"srclen={min(6, sum(s.end - s.start for s in candidate.source) // 12)}"


def source_kind(sentence: Sentence, i: int, lexicon: Lexicon) -> str:
    """A coarse class of who the noun phrase of token ``i`` may be."""
    token = sentence.tokens[i]
    if token.upos == "PRON" or token.lower in _FIRST | _THIRD | _GENERIC:
        for label, words in (("first", _FIRST), ("third", _THIRD), ("generic", _GENERIC)):
            if token.lower in words:
                return label
        return f"pron:{token.lower}"
    name = sentence.name_at(i)
    if name is not None:
        return f"name:{name.kind}"
    if any(sentence.name_at(c) for c in sentence.children(i, "appos", "flat")):
        return f"name:{ActorKind.PERSON}"
    title = lexicon.people.find_title(token.lemma)
    if title is not None:
        return "group" if title.group else "title"
    return "plural" if token.has("Number=Plur") else "thing"


def _content_features(candidate: Candidate, sentence: Sentence) -> Iterator[str]:
    length = _length(candidate.content)
    yield f"clen={min(8, length.bit_length())}"
    yield f"cspans={min(4, len(candidate.content))}"
    if candidate.content_at is None or candidate.content_at[0] != sentence.index:
        return
    head = sentence.tokens[candidate.content_at[1]]
    yield f"chead={head.upos}"
    yield f"crel={head.deprel}"
    yield f"cheadlemma={head.lemma.lower()}" if head.upos != "PROPN" else "cheadlemma=PROPN"
    yield f"cfinite={_tense(sentence, head.i)}"
    for c in sentence.children(head.i, "aux", "mark", "cop"):
        yield f"c{sentence.tokens[c].deprel}={sentence.tokens[c].lemma.lower()}"
    if candidate.cue_at is not None:
        yield f"cbefore={head.i < candidate.cue_at[1]}"


def _place_features(candidate: Candidate, sentence: Sentence, quoted: tuple[Span, ...]) -> Iterator[str]:
    anchor = candidate.cue[0] if candidate.cue else candidate.content[0]
    yield f"inq={any(q.contains(anchor) for q in quoted)}"
    share = sum(min(q.end, s.end) - max(q.start, s.start) for q in quoted for s in candidate.content if q.overlaps(s))
    yield f"cquoted={round(3 * share / max(1, _length(candidate.content)))}"
    yield f"sindex={min(3, sentence.index)}"
    yield f"question={sentence.tokens[-1].text == '?'}"
    yield f"depth={min(4, _depth(sentence, candidate))}"


def _depth(sentence: Sentence, candidate: Candidate) -> int:
    if candidate.cue_at is None:
        return 0
    return sum(1 for _ in sentence.ancestors(candidate.cue_at[1]))


def _length(spans: Spans) -> int:
    return sum(s.end - s.start for s in spans)


_CONDITIONS = frozenset({"als", "mits", "tenzij", "zolang", "indien", "zodra", "pas", "totdat", "voordat", "wanneer"})
_NEGATIVE = frozenset({"niet", "nooit", "geen", "niets", "niks", "niemand", "nee", "onjuist", "onzin", "onwaar"})
_TURNS = _NEGATIVE | {"ik", "wij", "we", "mogen", "moeten", "zullen", "gaan", "willen", "kunnen", "zonder"}
CONTESTING = frozenset({Act.DENY, Act.ACCUSE, Act.WITHHOLD, Act.CONFIRM})


def measure_heat(candidates: Sequence[Candidate], parse: Parse) -> int:
    """How contested an article is, 0 to 3, by the share of its sentences with a cue that accuses, denies or withholds.

    In a contested article a negated statement mostly denies what somebody else says; elsewhere it mostly tells a fact.
    """
    contesting = {c.sentence for c in candidates if c.act in CONTESTING and c.sure >= 0.4}
    share = len(contesting) / max(1, len(parse.sentences))
    return sum(share > limit for limit in (0.0, 0.06, 0.14))


def act_features(candidate: Candidate, parse: Parse, lexicon: Lexicon, heat: int) -> list[str]:
    """Features for which act it is: the cue, its negation and mood, what the content says of whom, and the heat."""
    sentence = parse.sentences[candidate.sentence]
    words = [t for _, t in iter_content(candidate, parse) if t.upos != "PUNCT"]
    cue = [f for f in _cue_features(candidate, sentence, lexicon) if not f.startswith(("cuelen", "known", "has="))]
    prior = [f"lex={candidate.act}#{copy}" for copy in range(PRIOR_COPIES)]
    found = [f"lex={candidate.act}", *prior, f"rule={candidate.rule.split('.')[0]}", *cue]
    found.extend(f for f in _content_features(candidate, sentence) if f.startswith(("crel", "cmark", "cfin")))
    found.extend(f for f in _source_features(candidate, sentence, lexicon) if f.startswith(("src=", "srclemma")))
    found.extend(_predicate_features(candidate, parse, lexicon))
    for place, token in enumerate(words[:40]):
        lemma = token.lemma.lower()
        if place < EARLY_WORDS and token.upos in {"VERB", "AUX", "ADJ", "NOUN", "ADV", "PRON", "DET", "INTJ"}:
            found.append(f"early={lemma}")
        found.extend(f"hint={hint}" for hint in {*lexicon.hints.get(lemma, ()), *lexicon.hints.get(token.lower, ())})
    found.extend(f"bag={t.lemma.lower()}" for t in words[EARLY_WORDS:40] if t.upos in {"VERB", "ADJ", "NOUN"})
    found.extend(_mood_features(words))
    found.extend(_setting_features(candidate, parse))
    found.append(f"first={words[0].lower if words else ''}")
    hints = {f for f in found if f.startswith("hint=")}
    moods = {f for f in found if f.startswith(("p.neg", "p.subj", "p.modal", "neg="))}
    found.extend(f"lex={candidate.act}&{f}" for f in hints | moods)
    found.append(f"heat={heat}")
    found.extend(f"heat={heat}&lex={candidate.act}&{m}" for m in moods if m.startswith("p.neg"))
    found.extend(f"{h}&{m}" for h in hints for m in moods if not m.startswith("neg="))
    found.extend(read_act_signs(candidate, parse, lexicon))
    found.extend(utterance_features(candidate, parse, lexicon, heat))
    return found


def _predicate_words(sentence: Sentence, top: int) -> Iterator[str]:
    """The words that carry the judgement of a clause: its predicate, and what stands closest under it."""
    near = sentence.children(top, "amod", "obj", "xcomp", "advmod")
    for i in (top, *near, *(c for n in near for c in sentence.children(n, "amod"))):
        yield sentence.tokens[i].lemma.lower()
        yield sentence.tokens[i].lower


def _mood_features(words: Sequence[Token]) -> Iterator[str]:
    """Conditions, degrees, fragments and commands among the words of a content."""
    lemmas = [t.lemma.lower() for t in words[:40]]
    yield from (f"cond={w}" for w in _CONDITIONS & set(lemmas))
    if _CONDITIONS & set(lemmas):
        yield "cond"
    yield f"verbless={not any(t.upos in {'VERB', 'AUX'} for t in words)}&{min(len(words), 6)}"
    yield from (f"pair={a} {b}" for a, b in pairwise(lemmas[:16]) if {a, b} & _TURNS)
    if len(words) > 1 and words[0].upos == "VERB" and not words[0].has("VerbForm=Part"):
        yield f"verbfirst={words[0].has('Number=Plur')}&{words[1].upos}"


def _setting_features(candidate: Candidate, parse: Parse) -> Iterator[str]:
    """What stands around: a question just before an answer."""
    index = candidate.sentence
    before = parse.sentences[index - 1] if index else None
    if before is not None and before.tokens[-1].text == "?":
        yield "asked"
        if candidate.cue_at is None:
            yield "asked&nocue"


def iter_content(candidate: Candidate, parse: Parse) -> Iterator[tuple[Sentence, Token]]:
    """The tokens of the content in text order, each with its sentence."""
    first, last = candidate.content[0].start, candidate.content[-1].end
    for sentence in parse.sentences:
        if sentence.tokens[-1].end <= first:
            continue
        if sentence.tokens[0].start >= last:
            return
        for token in sentence.tokens:
            if any(s.start <= token.start and token.end <= s.end for s in candidate.content):
                yield sentence, token


def _predicate_features(candidate: Candidate, parse: Parse, lexicon: Lexicon) -> Iterator[str]:
    """The main predicate of each sentence of the content: its mood, its negation, and what kind of subject it has."""
    moods: set[str] = set()
    tops: dict[int, tuple[Sentence, int]] = {}
    for sentence, token in iter_content(candidate, parse):
        depth = sum(1 for _ in sentence.ancestors(token.i))
        if token.upos == "PUNCT":
            continue
        known = tops.get(sentence.index)
        if known is None or depth < sum(1 for _ in known[0].ancestors(known[1])):
            tops[sentence.index] = (sentence, token.i)
    for rank, (sentence, top) in enumerate(tops.values()):
        if rank > 3:
            break
        token = sentence.tokens[top]
        subject = next(iter(sentence.children(top, "nsubj")), None)
        kind = "none" if subject is None else source_kind(sentence, subject, lexicon)
        negated = is_negated(sentence, top)
        modals = [sentence.tokens[c].lemma.lower() for c in sentence.children(top, "aux")]
        yield f"p.lemma={token.lemma.lower()}"
        yield f"p.pos={token.upos}"
        yield f"p.cop={bool(sentence.children(top, 'cop'))}"
        judged = {h for word in _predicate_words(sentence, top) for h in lexicon.hints.get(word, ())}
        moods |= {f"p.hint={h}" for h in judged} | {f"p.hint={h}&neg={negated}" for h in judged}
        moods |= {f"p.neg={negated}", f"p.subj={kind}", *(f"p.modal={m}" for m in modals)}
        moods.add(f"p.subj={kind}&neg={negated}")
        moods |= {f"p.subj={kind}&modal={m}" for m in modals}
        moods |= {f"p.tense={_tense(sentence, top)}&subj={kind}"}
        stative = "state" in lexicon.hints.get(token.lemma.lower(), ())
        if kind in {"first", "none"} and token.upos == "VERB" and not stative:
            moods.add(f"p.deed={kind}&{_tense(sentence, top)}&neg={negated}")
        if any(t.text == "?" for t in sentence.tokens[-2:]):
            moods.add("p.question")
    yield from moods
