"""Attributions cut into statements: propositions of a size that somebody else can confirm or deny."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from volgens.extraction.candidate import to_spans
from volgens.extraction.clauses import NEGATIONS, NEGATIVE_DETERMINERS, is_finite_clause
from volgens.extraction.verbs import iter_verb_sites
from volgens.language.lexicon import Lexicon
from volgens.language.retorts import load_retorts
from volgens.model import Act, Attribution, Mention, Spans, Statement
from volgens.syntax import ROOT, Parse, Sentence, Token

_TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "X", "SYM"})
_POINTERS = frozenset({"dat", "dit", "daar", "daarvan", "daarover", "daarop", "daarmee", "ervan", "erop", "er", "het"})
_FIRST = frozenset({"ik", "we", "wij", "ons", "onze", "mij", "mijn", "me"})
_SUBORDINATE = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "csubj", "xcomp", "parataxis", "conj"})
_DISMISSIVE = frozenset({Act.DENY, Act.EVALUATE, Act.ASSERT})
_POINTING_ACTS = frozenset({Act.WITHHOLD, Act.EVALUATE})
_DULL = frozenset(
    {"zijn", "hebben", "worden", "zullen", "kunnen", "mogen", "moeten", "willen", "gaan", "komen", "doen", "zeggen",
     "maken", "laten", "geven", "krijgen", "nemen", "staan", "zitten", "liggen", "blijven"}
)  # fmt: skip
_BRIEF, _LONGEST_SILENCE = 6, 14
"""Words of a statement that may decline to say without naming the speaker, and that may decline to say at all."""

_LEAST_CLAUSE = 3
"""Words below which a coordinated clause is not worth a statement of its own."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Tokens of one sentence that make one proposition."""

    sentence: Sentence
    tokens: tuple[int, ...]


def find_statements(
    parse: Parse, attributions: Sequence[Attribution], mentions: Sequence[Mention], names: Mapping[str, str],
    lexicon: Lexicon,
) -> tuple[Statement, ...]:  # fmt: skip
    """The statements of all ``attributions``, in their order; ``names`` gives the name of each actor by its id."""
    cutter = _Cutter(parse, mentions, names, lexicon)
    return tuple(statement for a in attributions for statement in cutter.cut(a))


class _Cutter:
    """Holds what all attributions of one article share."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention], names: Mapping[str, str], lexicon: Lexicon) -> None:
        self._parse = parse
        self._lexicon = lexicon
        self._words = load_retorts()
        self._named = [(span, names[m.actor_id]) for m in mentions if m.actor_id in names for span in m.spans]

    def cut(self, attribution: Attribution) -> list[Statement]:
        cue_sentence = self._sentence_at((attribution.cue or attribution.content)[0].start)
        rejected = self._is_rejected(attribution, cue_sentence)
        pieces = [p for s in self._parse.sentences for p in _clauses_of(s, attribution.content)]
        points = rejected or attribution.act in _POINTING_ACTS or attribution.act is Act.CONFIRM
        points = points or attribution.maker in {"retort.answer", "retort.stance"}
        pointing = self._pointing_words(attribution, cue_sentence) if points else ()
        if not pieces:
            return []
        if pointing:
            tokens = [(p.sentence, t) for p in pieces for t in p.tokens]
            return [self._statement(attribution, pointing, attribution.content, tokens, rejected)]
        return [self._of_piece(attribution, p, rejected) for p in pieces if to_spans(p.sentence, p.tokens)]

    def _of_piece(self, attribution: Attribution, piece: _Piece, rejected: bool) -> Statement:
        """A statement of its own words; where they tell nothing (*Dat klopt niet*), of the sentence before as well."""
        spans = to_spans(piece.sentence, piece.tokens)
        tokens = [(piece.sentence, t) for t in piece.tokens]
        own = [piece.sentence.tokens[t] for t in piece.tokens]
        if _is_fragment(own) and attribution.cue and all(piece.sentence.span.contains(c) for c in attribution.cue):
            # *hield het op tachtig*: a mere figure is no proposition without its verb.
            outside = [c for c in attribution.cue if not any(c.overlaps(s) for s in spans)]
            spans = tuple(sorted({*spans, *outside}))
        before = self._said_before(piece.sentence, min(piece.tokens))
        if before is None or not self._is_hollow(own):
            return self._statement(attribution, spans, spans, tokens, rejected)
        borrowed = self._statement(attribution, spans, (before.span,), [(before, t.i) for t in before.tokens], rejected)
        plain = self._statement(attribution, spans, spans, tokens, rejected)
        if plain.rejected:
            return replace(borrowed, rejected=True)
        return replace(borrowed, negative=borrowed.negative != (plain.negative or self._dismisses(own)))

    def _said_before(self, sentence: Sentence, first: int) -> Sentence | None:
        """The sentence that hollow words answer: the one before theirs, in their paragraph or the one above."""
        if sentence.index == 0:
            return None
        before = self._parse.sentences[sentence.index - 1]
        return before if before.line in {sentence.line, sentence.line - 1} else None

    def _is_hollow(self, tokens: Sequence[Token]) -> bool:
        """Whether the words only take up what was said: *Dat klopt niet*, *de beschuldiging uit de lucht gegrepen*."""
        telling = [w for w in _telling(tokens) if w not in self._words.vague and not self._is_dismissal(w)]
        claims = [w for w in telling if w in self._words.claims]
        points = bool(claims) or any(t.lower in _POINTERS for t in tokens)
        return len(telling) == len(claims) and not any(_numbers(tokens)) and (points or len(tokens) <= 3)

    def _is_dismissal(self, lemma: str) -> bool:
        return "deceit_denial" in self._lexicon.hints.get(lemma, ())

    def _sentence_at(self, offset: int) -> Sentence:
        return next((s for s in self._parse.sentences if s.tokens[-1].end > offset), self._parse.sentences[-1])

    def _is_rejected(self, attribution: Attribution, sentence: Sentence) -> bool:
        """Whether the cue itself turns the content down, whatever it says."""
        if attribution.act is not Act.DENY or not attribution.cue:
            return False
        places = [t.i for t in sentence.tokens if any(s.start <= t.start < s.end for s in attribution.cue)]
        for site in iter_verb_sites(sentence, self._lexicon):
            if site.verb in places and Act.DENY in {site.cue.act, site.cue.negated, *site.cue.acts.values()}:
                return True
        lemmas = {sentence.tokens[i].lemma.lower() for i in places}
        return any(
            c.act is Act.DENY
            for table in (self._lexicon.nouns, self._lexicon.predicates)
            for lemma in lemmas
            for c in table.get(lemma, ())
        )

    def _pointing_words(self, attribution: Attribution, sentence: Sentence) -> Spans:
        """The words of a denial or the like that only point to what was said: *Civadesk wijst dat van de hand*."""
        cue = [t.i for t in sentence.tokens if any(s.start <= t.start < s.end for s in attribution.cue)]
        inside = [t.i for t in sentence.tokens if any(s.start <= t.start < s.end for s in attribution.content)]
        if not cue:
            return ()
        if not inside:
            clause = _clause_around(sentence, cue[0])
            return to_spans(sentence, clause)
        clause = _clause_around(sentence, cue[0]) - set(inside)
        points = any(sentence.tokens[i].lower in _POINTERS for i in clause)
        apart = max(inside) < min(clause, default=0)
        return to_spans(sentence, clause) if apart and points else ()

    def _statement(
        self, attribution: Attribution, words: Spans, topic: Spans, tokens: Sequence[tuple[Sentence, int]],
        rejected: bool,
    ) -> Statement:  # fmt: skip
        own = [s.tokens[i] for s, i in tokens]
        sentence = tokens[0][0]
        inside = [i for s, i in tokens if s is sentence]
        top = min(inside, key=lambda i: (sentence.tokens[i].upos == "PUNCT", sum(1 for _ in sentence.ancestors(i)), i))
        around = self._around(sentence, {(s.index, i) for s, i in tokens})
        return Statement(
            article_id=attribution.article_id,
            attribution_id=attribution.id,
            words=words,
            topic=topic,
            negative=_is_negative(sentence, inside),
            rejected=rejected or (attribution.act in _DISMISSIVE and self._dismisses(own)),
            withheld=self._is_withheld(own),
            predicate=sentence.tokens[top].lemma.lower(),
            lemmas=tuple(dict.fromkeys(_telling(own))),
            names=tuple(sorted(self._names_in(own, attribution))),
            numbers=tuple(dict.fromkeys(_numbers(own))),
            backdrop=tuple(dict.fromkeys(_telling(around))),
        )

    def _dismisses(self, tokens: Sequence[Token]) -> bool:
        """Whether the words call what was said untrue: *een sprookje*, *uit de lucht gegrepen*."""
        return any(self._is_dismissal(t.lemma.lower()) or t.lower in self._words.dismissals for t in tokens)

    def _is_withheld(self, tokens: Sequence[Token]) -> bool:
        """*Daar kan ik niets over zeggen*, *Dat weten we niet*: a negation beside a verb of saying or knowing."""
        negated = any(t.lemma.lower() in NEGATIONS or t.lower in NEGATIVE_DETERMINERS for t in tokens)
        silences = self._words.silences | self._words.knowing
        silent = any(t.lemma.lower() in silences for t in tokens)
        if any(a.lower == "van" and b.lower in NEGATIVE_DETERMINERS for a, b in pairwise(tokens)):
            # *Ik wist van niets* denies.
            return False
        own = any(t.lower in _FIRST or t.lower in {"hij", "zij", "ze"} for t in tokens) or len(tokens) <= _BRIEF
        return negated and silent and own and len(tokens) <= _LONGEST_SILENCE

    def _names_in(self, tokens: Sequence[Token], attribution: Attribution) -> set[str]:
        found = {t.lemma.lower() for t in tokens if t.upos == "PROPN"}
        for span, name in self._named:
            if any(span.start <= t.start < span.end for t in tokens):
                found.add(name.lower())
        if attribution.entity and any(t.lower in _FIRST for t in tokens):
            found.add(attribution.entity.lower())
        return found

    def _around(self, sentence: Sentence, own: set[tuple[int, int]]) -> list[Token]:
        before = self._parse.sentences[sentence.index - 1] if sentence.index else None
        asked = before is not None and before.tokens[-1].text == "?"
        near = [sentence] if before is None or (before.line != sentence.line and not asked) else [before, sentence]
        return [t for s in near for t in s.tokens if (s.index, t.i) not in own]


def _is_fragment(tokens: Sequence[Token]) -> bool:
    words = [t for t in tokens if t.upos != "PUNCT"]
    return len(words) <= 4 and not any(t.has("VerbForm=Fin") for t in words)


def _clauses_of(sentence: Sentence, content: Spans) -> list[_Piece]:
    """The part of a content that lies in one sentence, cut at coordinated clauses with a verb of their own."""
    if content[-1].end <= sentence.tokens[0].start or sentence.tokens[-1].end <= content[0].start:
        return []
    inside = [t.i for t in sentence.tokens if any(s.start <= t.start and t.end <= s.end for s in content)]
    if not any(sentence.tokens[i].upos != "PUNCT" for i in inside):
        return []
    heads = [
        i
        for i in inside
        if sentence.tokens[i].deprel in {"conj", "parataxis"}
        and is_finite_clause(sentence, i)
        and len(sentence.subtree(i) & set(inside)) >= _LEAST_CLAUSE
        and sentence.tokens[i].head in inside
        and is_finite_clause(sentence, sentence.tokens[i].head)
    ]
    if not heads:
        return [_Piece(sentence, tuple(inside))]
    pieces: list[set[int]] = []
    left = set(inside)
    for head in sorted(heads, key=lambda h: len(sentence.subtree(h))):
        part = set(sentence.subtree(head)) & left
        if len(part) >= _LEAST_CLAUSE:
            pieces.append(part)
            left -= part
    if len([i for i in left if sentence.tokens[i].upos != "PUNCT"]) >= _LEAST_CLAUSE:
        pieces.append(left)
    return [_Piece(sentence, tuple(sorted(p))) for p in sorted(pieces, key=min)]


def _clause_around(sentence: Sentence, cue: int) -> set[int]:
    """The words of the finite clause that token ``cue`` stands in."""
    head = cue
    for node in (cue, *sentence.ancestors(cue)):
        head = node
        if is_finite_clause(sentence, node) and sentence.tokens[node].deprel in {
            "root",
            "conj",
            "parataxis",
            *_SUBORDINATE,
        }:
            break
    clause = set(sentence.subtree(head))
    for c in sentence.children(head, "conj", "parataxis", "ccomp"):
        if is_finite_clause(sentence, c) and cue not in sentence.subtree(c):
            clause -= sentence.subtree(c)
    return {
        i
        for i in clause
        if not (sentence.tokens[i].deprel in {"cc", "punct"} and sentence.tokens[i].head == head and i < cue)
    }


def _is_negative(sentence: Sentence, inside: Iterable[int]) -> bool:
    """Whether the main predicate of the piece is negated an odd number of times; *niet X, maar Y* is not."""
    chosen = set(inside)
    count = 0
    for i in chosen:
        token = sentence.tokens[i]
        if token.lemma.lower() not in NEGATIONS and token.lower not in NEGATIVE_DETERMINERS and token.lemma != "geen":
            continue
        if _is_below_clause(sentence, i, chosen) or _is_contrast(sentence, i, chosen):
            continue
        count += 1
    return count % 2 == 1


def _is_below_clause(sentence: Sentence, i: int, chosen: set[int]) -> bool:
    """Whether the word belongs to a clause inside the piece rather than to the piece itself."""
    for node in (i, *sentence.ancestors(i)):
        head = sentence.tokens[node].head
        if head == ROOT or head not in chosen:
            return False
        if sentence.tokens[node].deprel in _SUBORDINATE and is_finite_clause(sentence, node):
            return True
    return False


def _is_contrast(sentence: Sentence, i: int, chosen: set[int]) -> bool:
    later = [sentence.tokens[k].lower for k in sorted(chosen) if k > i]
    return sentence.tokens[i].lower == "niet" and "maar" in later[:12]


def _telling(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        lemma = token.lemma.lower()
        if token.upos in _TELLING and lemma not in _DULL and any(c.isalnum() for c in lemma):
            yield lemma


def _numbers(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        if token.upos == "NUM" or any(c.isdigit() for c in token.text):
            yield token.text.lower().replace(".", "") if token.text[0].isdigit() else token.lemma.lower()
