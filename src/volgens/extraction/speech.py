"""Direct speech over sentences: whose quotation marks are these, and how far does the speech run?

Works on whole paragraphs. What a cue in the sentence already claims is widened to the quotations that go on before
and after it; quotations that nobody claims are free direct speech, and get the nearest speaker.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from volgens.extraction.candidate import Candidate, Place, to_spans
from volgens.extraction.clauses import noun_phrase
from volgens.extraction.headings import is_listed
from volgens.extraction.quotations import SPEECH_WORDS, Paragraph
from volgens.model import Act, Span, Spans
from volgens.syntax import Sentence

LONGEST_NAME = 6
"""Words before a colon that may be no more than a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Quoted tokens of one sentence: the ``tokens``, and whether they are all of it."""

    sentence: Sentence
    tokens: tuple[int, ...]
    whole: bool

    @property
    def spans(self) -> Spans:
        return to_spans(self.sentence, self.tokens)


def find_runs(paragraph: Paragraph) -> list[Run]:
    """The stretches of direct speech in a paragraph: quoted, and more than a term or a title."""
    runs = []
    sizes = _quotation_sizes(paragraph)
    for sentence, inside in zip(paragraph.sentences, paragraph.inside, strict=True):
        by_number: dict[int, list[int]] = {}
        for i, number in enumerate(inside):
            if number >= 0:
                by_number.setdefault(number, []).append(i)
        words = [t.i for t in sentence.tokens if t.upos != "PUNCT"]
        for number, tokens in by_number.items():
            quoted = [i for i in tokens if sentence.tokens[i].upos != "PUNCT"]
            if not quoted:
                continue
            whole = len(quoted) == len(words)
            if whole or _is_speech(sentence, tokens, sizes[number]):
                runs.append(Run(sentence=sentence, tokens=tuple(tokens), whole=whole))
    return runs


def _is_title(sentence: Sentence, tokens: Sequence[int]) -> bool:
    """*22.00 uur: 'Ja, ik wil' (2017)*, *het koor 'Zeg het met een lied'*: no verb around, and not set apart."""
    outside = [t for t in sentence.tokens if t.i not in set(tokens)]
    if any(t.upos in {"VERB", "AUX"} for t in outside):
        return False
    if any(":" in t.text for t in outside):
        return is_listed(sentence, tokens[0])
    before = sentence.tokens[tokens[0] - 1].upos if tokens[0] else "PUNCT"
    following = sentence.tokens[tokens[-1] + 1].text if tokens[-1] + 1 < len(sentence.tokens) else ""
    return before in {"NOUN", "PROPN", "ADJ", "ADP", "DET", "NUM"} or following == "("


def _quotation_sizes(paragraph: Paragraph) -> dict[int, int]:
    sizes: dict[int, int] = {}
    for sentence, inside in zip(paragraph.sentences, paragraph.inside, strict=True):
        for token, number in zip(sentence.tokens, inside, strict=True):
            if number >= 0 and token.upos != "PUNCT":
                sizes[number] = sizes.get(number, 0) + 1
    return sizes


def _is_speech(sentence: Sentence, tokens: Sequence[int], size: int) -> bool:
    """A quotation set apart by a colon or comma, or with a finite verb of its own and more than a few words."""
    finite = any(sentence.tokens[i].has("VerbForm=Fin") for i in tokens)
    before = sentence.tokens[tokens[0] - 1].text if tokens[0] else ""
    after = tokens[-1] + 1
    following = sentence.tokens[after].text if after < len(sentence.tokens) else ""
    inner = sentence.tokens[tokens[-1] - 1].text if len(tokens) > 1 else ""
    set_apart = before in {":"} or inner in {",", "?", "!"} or (following == "," and tokens[0] == 0)
    return (finite and size >= SPEECH_WORDS) or (set_apart and size >= 1) or (size >= 8 and tokens[0] == 0)


def join_speech(paragraph: Paragraph, found: Sequence[Candidate]) -> list[Candidate]:
    """``found`` with speech widened to the quotations beside it, and free direct speech added."""
    runs = find_runs(paragraph)
    widened = list(found)
    free: list[list[Run]] = []
    owner: int | None = None
    for run in runs:
        claimed = _claimants(run, widened)
        if claimed:
            owner = claimed[0]
            widened[owner] = _add(widened[owner], run.spans)
            if free and _adjoins(free[-1][-1], run):
                for earlier in free.pop():
                    widened[owner] = _add(widened[owner], earlier.spans)
        elif owner is not None and (
            (run.whole and _follows(widened[owner], run, paragraph)) or _resumes(widened[owner], run)
        ):
            widened[owner] = _add(widened[owner], run.spans)
        elif free and _adjoins(free[-1][-1], run):
            free[-1].append(run)
        else:
            if run.whole or not _is_title(run.sentence, run.tokens):
                free.append([run])
            owner = None
    widened.extend(_free_speech(group) for group in free if group)
    return widened


def _claimants(run: Run, found: Sequence[Candidate]) -> list[int]:
    """Numbers of the candidates whose speech this run is part of, the one that holds most of it first."""
    claims = []
    for number, candidate in enumerate(found):
        if candidate.sentence != run.sentence.index:
            continue
        cue = {s.start for s in candidate.cue}
        inside = Span(run.sentence.tokens[run.tokens[0]].start, run.sentence.tokens[run.tokens[-1]].end)
        if any(inside.start <= start < inside.end for start in cue):
            continue
        shared = sum(
            1 for i in run.tokens if any(s.start <= run.sentence.tokens[i].start < s.end for s in candidate.content)
        )
        if shared * 2 >= len(run.tokens):
            claims.append((not candidate.speech, -shared, number))
    return [number for _, _, number in sorted(claims)]


def _adjoins(left: Run, right: Run) -> bool:
    """Whether nothing but quotation stands between two runs: the same speech goes on."""
    apart = right.sentence.index - left.sentence.index
    return apart == 0 or (apart == 1 and (left.whole or right.whole))


def _follows(candidate: Candidate, run: Run, paragraph: Paragraph) -> bool:
    last = candidate.content[-1].end
    previous = next((s for s in paragraph.sentences if s.span.start <= last - 1 < s.span.end), None)
    return previous is not None and run.sentence.index - max(previous.index, candidate.sentence) <= 1


def _resumes(candidate: Candidate, run: Run) -> bool:
    """*"Wij weten", aldus Jansen, "waar het om gaat"*: speech that its own cue interrupts."""
    if candidate.sentence != run.sentence.index or not candidate.cue or not candidate.speech:
        return False
    start = run.sentence.tokens[run.tokens[0]].start
    return candidate.content[0].start < candidate.cue[0].start < start


def _add(candidate: Candidate, spans: Spans) -> Candidate:
    """The candidate with ``spans`` added to its content; its cue and source stay outside."""
    merged = sorted({*candidate.content, *spans})
    result: list[Span] = []
    for span in merged:
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    kept: list[Span] = []
    for span in result:
        kept.extend(_cut_out(span, (*candidate.cue, *candidate.source)))
    return replace(candidate, content=tuple(kept), speech=True) if kept else candidate


def _cut_out(span: Span, holes: Spans) -> Iterator[Span]:
    start = span.start
    for hole in sorted(holes):
        if hole.overlaps(Span(start, span.end)) if start < span.end else False:
            if hole.start > start:
                yield Span(start, hole.start)
            start = max(start, hole.end)
    if start < span.end:
        yield Span(start, span.end)


def _free_speech(group: Sequence[Run]) -> Candidate:
    first = group[0].sentence
    spans = tuple(s for run in group for s in run.spans)
    outside = [t.i for t in first.tokens if t.i not in set(group[0].tokens)]
    source, place = _speaker_beside(first, outside) if not group[0].whole else ((), None)
    return Candidate(
        rule="speech.free",
        sentence=first.index,
        source=source,
        content=spans,
        act=Act.ASSERT,
        sure=0.7 if group[0].whole else 0.55,
        source_at=place,
        speech=True,
    )


def _speaker_beside(sentence: Sentence, outside: Sequence[int]) -> tuple[Spans, Place | None]:
    """The subject of the words beside a quotation, or the name before its colon."""
    colon = next((i for i in outside if sentence.tokens[i].text == ":"), None)
    if colon is not None and 0 < colon <= LONGEST_NAME and set(range(colon)) <= set(outside):
        named = [i for i in range(colon) if sentence.tokens[i].upos != "PUNCT"]
        capital = named and all(sentence.tokens[i].text[0].isupper() or i > named[0] for i in named)
        if capital and len(named) <= 3 and not any(sentence.tokens[i].upos == "PRON" for i in named):
            return to_spans(sentence, named), (sentence.index, named[-1])
    for i in outside:
        token = sentence.tokens[i]
        if token.deprel == "nsubj" and token.upos in {"PROPN", "NOUN", "PRON"}:
            phrase = noun_phrase(sentence, i) & set(outside)
            if phrase:
                return to_spans(sentence, phrase), (sentence.index, i)
    named = [i for i in outside if sentence.tokens[i].upos == "PROPN"]
    if named:
        head = named[0]
        phrase = noun_phrase(sentence, head) & set(outside)
        return to_spans(sentence, phrase | {head}), (sentence.index, head)
    return (), None
