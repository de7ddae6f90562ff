"""Whether the example of a lexicon entry is read as one: an attribution that has the entry's own words as its cue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from volgens.analysis import Analyser
from volgens.extraction import Judges, extract
from volgens.language.lexicon import Cue, CueClass, Lexicon
from volgens.language.writing import Writing
from volgens.model import Attribution, Span
from volgens.syntax import Parse, Sentence, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An entry with the attributions that its example gives and the words of each one's cue."""

    cue: Cue
    cue_words: tuple[tuple[Token, ...], ...]
    contents: tuple[str, ...]

    @property
    def name(self) -> str:
        """The entry as it is told apart in its file, with its class: ``verb: aan-bieden (excuses) voor``."""
        particle = self.cue.particle or ""
        # Two senses may differ in the particle alone: *voor-zeggen* and *voorzeggen*.
        lemma = f"{particle}-{self.cue.lemma.removeprefix(particle)}" if particle else self.cue.lemma
        parts = [lemma, *(["zich"] if self.cue.reflexive else [])]
        parts += [f"({' '.join(self.cue.fixed)})"] if self.cue.fixed else []
        parts += ["/".join(self.cue.prepositions)] if self.cue.prepositions else []
        return f"{self.cue.word_class}: {' '.join(parts)}"


def read_examples(analyser: Analyser, lexicon: Lexicon, writing: Writing, judges: Judges) -> tuple[Example, ...]:
    """All entries of the lexicon; their examples are parsed in one batch and each is read as an article of its own."""
    cues = tuple(lexicon.cues())
    text = "\n\n".join(cue.example for cue in cues)
    parse = analyser.parse(text)
    examples = []
    start = 0
    rest = list(parse.sentences)
    for cue in cues:
        end = start + len(cue.example)
        here = []
        while rest and rest[0].span.start < end:
            here.append(rest.pop(0))
        own = Parse(text=text, sentences=tuple(replace(s, index=i, line=0) for i, s in enumerate(here)))
        found = [x.attribution for x in extract(own, lexicon, writing, judges, article_id="example")]
        examples.append(
            Example(
                cue=cue,
                cue_words=tuple(tuple(_iter_cue_words(own.sentences, a)) for a in found),
                contents=tuple(" … ".join(s.of(text) for s in a.content) for a in found),
            )
        )
        start = end + 2
    return tuple(examples)


def is_found(example: Example, lexicon: Lexicon) -> bool:
    """Whether one of the cues has the head of the entry and all its fixed words."""
    return any(_has_cue(example.cue, words, lexicon) for words in example.cue_words)


def _iter_cue_words(sentences: Sequence[Sentence], attribution: Attribution) -> Iterator[Token]:
    for sentence in sentences:
        for token in sentence.tokens:
            if any(s.contains(Span(token.start, token.end)) for s in attribution.cue):
                yield token


def _has_cue(cue: Cue, words: Sequence[Token], lexicon: Lexicon) -> bool:
    lowers = {t.lower for t in words}
    if not lowers.issuperset(w.lower() for w in cue.fixed):
        return False
    if cue.word_class is CueClass.VERB:
        return any(_is_form(t, cue, lexicon) for t in words)
    head = max(cue.lemma.split(), key=len)
    return any(t.lemma.lower() == head or t.lower.startswith(head.rstrip("e")) for t in words)


def _is_form(token: Token, cue: Cue, lexicon: Lexicon) -> bool:
    """A form by the lexicon's tables; or, where the tables do not know it, a verb that begins like the infinitive."""
    bare = cue.lemma.removeprefix(cue.particle or "")
    if {cue.lemma, bare} & {token.lemma.lower(), *lexicon.verb_forms.get(token.lower, ())}:
        return True
    return token.upos == "VERB" and token.lower not in lexicon.verb_forms and token.lower[:3] == bare[:3]
