"""The order of things: sentence rules, speech over sentences, echoes, selection, nesting."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from volgens.extraction.adverbials import find_adverbial_attributions
from volgens.extraction.candidate import Candidate, Place
from volgens.extraction.echoes import fill_anaphora, find_echoes
from volgens.extraction.features import CONTESTING, measure_heat
from volgens.extraction.headings import find_heading_attributions
from volgens.extraction.hearsay import find_hearsay
from volgens.extraction.nesting import find_parents, find_quoted_regions, read_mode
from volgens.extraction.nouns import find_noun_attributions, find_open_nouns
from volgens.extraction.open_frames import find_open_frames, find_wishes
from volgens.extraction.predicates import find_predicate_attributions
from volgens.extraction.quotations import Paragraph, find_paragraphs
from volgens.extraction.reactions import find_estimates, find_reactions
from volgens.extraction.relays import find_relay
from volgens.extraction.retorts import find_antecedent, find_retorts
from volgens.extraction.scoring import Judges, decide_act, judge
from volgens.extraction.selection import select
from volgens.extraction.speech import join_speech
from volgens.extraction.unknown import find_unknowns
from volgens.extraction.verbs import find_verb_attributions
from volgens.extraction.verdicts import find_verdicts
from volgens.language.lexicon import Lexicon
from volgens.language.reactions import load_reactions
from volgens.language.retorts import load_retorts
from volgens.language.writing import Writing
from volgens.model import Act, Attribution, Span
from volgens.syntax import Parse, Sentence

EXTRACTION_VERSION = "0.1.0"

Rule = Callable[[Sentence, Lexicon], Iterator[Candidate]]

RULES: tuple[Rule, ...] = (
    find_verb_attributions,
    find_adverbial_attributions,
    find_noun_attributions,
    find_predicate_attributions,
    find_hearsay,
    find_unknowns,
    find_heading_attributions,
    find_open_frames,
    find_wishes,
    find_open_nouns,
)
"""The constructions, in the order in which equals win."""


UPHELD = {
    "echo": 0.5,
    "retort.dismissal": 0.5,
    "retort.put": 0.5,
    "retort.rumour": 0.5,
    "retort.silence": 0.5,
    "retort.stance": 0.5,
}
"""Rules of fixed expressions with the least that their candidates are believed."""

LONGEST_ECHO = 9
"""Tokens of *De burgemeester van Zawierzyn ontkent*; a longer sentence may be about something else."""

POINTING = frozenset({"verb.object", "retort.label", "retort.silence", "retort.verdict"})
REACTING = CONTESTING | {Act.EVALUATE}
LEAST_POINTING = 0.36
"""From here on a reaction that points back keeps its cue, and what follows its colon becomes an attribution apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """An attribution with the place of its source's head, for whoever resolves who that is."""

    attribution: Attribution
    source_at: Place | None
    sentence: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the steps of one article share: its parse, the language, the judges, and where quotation marks stand."""

    parse: Parse
    lexicon: Lexicon
    judges: Judges
    quoted: tuple[Span, ...]
    words: tuple[Span, ...]
    article_id: str
    heat: int


def extract(
    parse: Parse, lexicon: Lexicon, writing: Writing, judges: Judges, *, article_id: str
) -> tuple[Extracted, ...]:
    """All attributions of a parse, in text order, nested; entities are still open."""
    paragraphs = find_paragraphs(parse, writing)
    quoted = find_quoted_regions(paragraphs)
    words = tuple(Span(t.start, t.end) for s in parse.sentences for t in s.tokens if t.upos != "PUNCT")
    candidates = [find_candidates(paragraph, parse, lexicon, quoted) for paragraph in paragraphs]
    scene = Scene(
        parse=parse,
        lexicon=lexicon,
        judges=judges,
        quoted=quoted,
        words=words,
        article_id=article_id,
        heat=measure_heat(list(chain.from_iterable(candidates)), parse),
    )
    found: list[Candidate] = []
    for paragraph, here in zip(paragraphs, candidates, strict=True):
        judged = [_uphold(c, b, parse) for c, b in zip(judge(here, parse, lexicon, judges, quoted), here, strict=True)]
        joined = join_speech(paragraph, select(_part_reasons(judged, parse)))
        free = [c for c in joined if c.rule == "speech.free"]
        free = [_uphold_answer(c, parse) for c in judge(free, parse, lexicon, judges, quoted)]
        found.extend([*(c for c in joined if c.rule != "speech.free"), *free])
    # A reaction has for its content what another attribution says; the two are no readings of one.
    starts = {s.index: s.span.start for s in parse.sentences}
    reactions = [c for c in found if c.rule in UPHELD and c.cue and c.content[-1].end <= starts[c.sentence]]
    apart = {id(c) for c in reactions}
    rest = select([c for c in found if id(c) not in apart])
    return _finish(sorted([*rest, *reactions], key=lambda c: c.content[0].start), scene)


def find_candidates(paragraph: Paragraph, parse: Parse, lexicon: Lexicon, quoted: tuple[Span, ...]) -> list[Candidate]:
    """Everything in one paragraph that may be an attribution, free direct speech apart."""
    found: list[Candidate] = []
    for sentence in paragraph.sentences:
        here = [c for rule in RULES for c in rule(sentence, lexicon) if c.content]
        here = _without_rivals(here)
        before = find_antecedent(sentence, parse, found)
        here = [fill_anaphora(c, sentence, parse, here, before) for c in here]
        here.extend(find_echoes(sentence, parse, [*found, *here], lexicon))
        here.extend(find_retorts(sentence, parse, [*found, *here], quoted, lexicon))
        here.extend(find_reactions(sentence, parse, [*found, *here], quoted, load_reactions()))
        here.extend(find_estimates(sentence, quoted, lexicon, load_reactions()))
        here.extend(find_verdicts(sentence, quoted, lexicon, load_retorts()))
        found.extend(c for c in here if not _crosses_marks(c, quoted))
    return found


def _uphold_answer(judged: Candidate, parse: Parse) -> Candidate:
    """*Bent u betaald? 'Nee.'* and *Over hem is ze kort: 'Hij was er niet.'* are speech, however short."""
    start = judged.content[0].start
    before = parse.text[:start].rstrip()
    sentence = parse.sentences[judged.sentence]
    inside = [t for t in sentence.tokens if judged.content[0].contains(Span(t.start, t.end))]
    told = before.endswith(":") and any(t.has("VerbForm=Fin") for t in inside)
    headed = any(s.span.end == len(before) and s.index in parse.headings for s in parse.sentences)
    asked = before.endswith("?") and not headed
    return replace(judged, sure=max(judged.sure, 0.46)) if told or asked else judged


def _part_reasons(judged: Sequence[Candidate], parse: Parse) -> list[Candidate]:
    """*Het OM spreekt dat tegen: de man kreeg geld*: the reaction, and apart from it what follows the colon."""
    parted = list(judged)
    for number, reaction in enumerate(judged):
        if reaction.rule not in POINTING or reaction.act not in REACTING or reaction.sure < LEAST_POINTING:
            continue
        for other, c in enumerate(judged):
            start = c.content[0].start
            after_colon = ":" in parse.text[max(0, start - 3) : start] and reaction.content[-1].end < start
            if c.rule == "verb.quote" and c.cue_at == reaction.cue_at and after_colon:
                parted[other] = replace(c, rule="retort.reason", cue=(), cue_at=None, act=Act.ASSERT)
                parted[number] = replace(reaction, sure=max(reaction.sure, 0.5))
    return parted


def _uphold(judged: Candidate, found: Candidate, parse: Parse) -> Candidate:
    """Reactions of a fixed form keep a place: too few of each are annotated for a model to tell them apart."""
    longer = found.rule == "echo" and len(parse.sentences[found.sentence].tokens) > LONGEST_ECHO
    if found.rule in UPHELD and judged.sure < UPHELD[found.rule] and not longer:
        return replace(judged, sure=UPHELD[found.rule])
    return judged


def _without_rivals(here: Sequence[Candidate]) -> list[Candidate]:
    """Without other readings of words by which the text says that something is not known: they have only that one."""
    settled = [s for c in here if c.rule == "unknown" for s in c.cue]
    return [c for c in here if c.rule == "unknown" or not any(s.overlaps(t) for s in c.cue for t in settled)]


def _crosses_marks(candidate: Candidate, quoted: tuple[Span, ...]) -> bool:
    """Whether the cue is quoted and its content is not: words of somebody else's speech have no reach outside it."""
    for region in quoted:
        outside = any(not region.overlaps(s) for s in candidate.source)
        if candidate.cue and all(region.contains(s) for s in candidate.cue) and not outside:
            inside = sum(s.end - s.start for s in candidate.content if region.contains(s))
            return inside * 2 < sum(s.end - s.start for s in candidate.content)
    return False


def _trim(text: str, span: Span) -> Span | None:
    """The span without white space at its edges, which cutting a cue out may leave; `None` where no word is left."""
    words = span.of(text)
    if not any(c.isalnum() for c in words):
        return None
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))


def _finish(found: Sequence[Candidate], scene: Scene) -> tuple[Extracted, ...]:
    unique = {a.id: (a, c) for a, c in ((_to_attribution(c, scene), c) for c in found)}
    parents = find_parents([a for a, _ in unique.values()])
    return tuple(
        Extracted(attribution=replace(a, parent=p), source_at=c.source_at, sentence=c.sentence, rule=c.rule)
        for (a, c), p in zip(unique.values(), parents, strict=True)
    )


def _to_attribution(candidate: Candidate, scene: Scene) -> Attribution:
    sentence = scene.parse.sentences[candidate.sentence]
    via = candidate.via
    if not via and candidate.cue_at is not None:
        source = candidate.source_at[1] if candidate.source_at and candidate.source_at[0] == sentence.index else None
        cue = [t.i for t in sentence.tokens if any(s.start <= t.start < s.end for s in candidate.cue)]
        via = find_relay(sentence, [candidate.cue_at[1], *cue], source, scene.lexicon)
    if any(s.contains(v) for s in candidate.content for v in via):
        # Named inside what is said, it is part of that and carries nothing.
        via = ()
    content = tuple(s for s in candidate.content if not any(s.overlaps(v) for v in via)) or candidate.content
    content = tuple(t for s in content if (t := _trim(scene.parse.text, s)) is not None) or candidate.content
    return Attribution(
        article_id=scene.article_id,
        source=candidate.source,
        cue=candidate.cue,
        content=content,
        via=via,
        mode=read_mode(content, scene.words, scene.quoted),
        act=decide_act(candidate, scene.parse, scene.lexicon, scene.judges, scene.heat),
        maker=candidate.rule,
        version=EXTRACTION_VERSION,
        confidence=round(candidate.sure, 3),
    )
