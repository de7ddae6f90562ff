"""Train the learned parts of extraction from annotated articles: which candidate to accept, and which act it is."""

import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from volgens.evaluate import GoldAttribution
from volgens.extraction.acts import read_candidate_act
from volgens.extraction.candidate import Candidate
from volgens.extraction.clauses import is_negated, verb_lemmas
from volgens.extraction.extract import find_candidates
from volgens.extraction.features import act_features, candidate_features, measure_heat
from volgens.extraction.learned import LinearModel
from volgens.extraction.nesting import find_quoted_regions, overlap
from volgens.extraction.quotations import find_paragraphs
from volgens.extraction.scoring import Judges
from volgens.extraction.selection import select
from volgens.extraction.speech import join_speech
from volgens.language.lexicon import Lexicon
from volgens.language.writing import Writing
from volgens.model import Act, Span
from volgens.syntax import Parse, Sentence, Token

SEED = 7
WEIGHTS = {"stories": 3.0, "train": 2.0, "contested": 0.25, "contested_long": 0.25}
"""Weight of a lesson about acts by file: more where two annotators settled it or the words are those of real news,
less where one hand wrote and labelled."""

TRUST = {"contested": 0.3, "contested_long": 0.0}
"""Weight of a lesson about what is an attribution: less where texts were written around their attributions."""

PAIR_SCALE = 0.4
"""What a pair of hint, mood and cue counts for beside what it is made of: pairs are many and mostly rare."""

_PAIRED = ("hint=", "lex=")

LEAST_WEIGHT = 0.004
"""Smaller weights are not worth their bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One candidate of a training article with what the annotation says of it: to accept it, or which act it is."""

    document: str
    features: tuple[str, ...]
    accepted: bool
    act: Act | None
    act_features: tuple[str, ...]
    weight: float = 1.0


def make_lessons(
    document: str, parse: Parse, gold: Sequence[GoldAttribution], lexicon: Lexicon, writing: Writing
) -> list[Lesson]:
    """Every candidate of one article, those accepted whose content and cue agree with an annotated attribution.

    Lessons about acts follow, one for each annotated attribution; their ``features`` are empty. Documents of a file
    in `WEIGHTS` weigh differently in those.
    """
    paragraphs = find_paragraphs(parse, writing)
    quoted = find_quoted_regions(paragraphs)
    lessons = []
    everything: list[Candidate] = []
    for paragraph in paragraphs:
        found = find_candidates(paragraph, parse, lexicon, quoted)
        free = [c for c in join_speech(paragraph, select(found)) if c.rule == "speech.free"]
        joined = [*found, *free]
        everything.extend(joined)
        matches = [_best_match(c, gold) for c in joined]
        for candidate, (match, score) in zip(joined, matches, strict=True):
            rivals = [s for (m, s) in matches if m is match and match is not None]
            accepted = match is not None and score >= 0.5 and score >= max(rivals, default=0.0) - 0.03
            features = candidate_features(candidate, parse.sentences[candidate.sentence], lexicon, quoted)
            lessons.append(
                Lesson(
                    document=document,
                    features=tuple(features),
                    accepted=accepted,
                    act=None,
                    act_features=(),
                    weight=TRUST.get(document.partition("/")[0], 1.0),
                )
            )
    return [*lessons, *make_act_lessons(document, parse, gold, lexicon, everything)]


def _best_match(candidate: Candidate, gold: Sequence[GoldAttribution]) -> tuple[GoldAttribution | None, float]:
    best: tuple[GoldAttribution | None, float] = (None, 0.0)
    for attribution in gold:
        if not _cues_agree(candidate, attribution):
            continue
        score = overlap(candidate.content, attribution.content)
        if candidate.rule == "speech.free" and any(
            a.contains(b) or b.contains(a) for a in attribution.content for b in candidate.content
        ):
            score = max(score, 0.5)
        if score > best[1]:
            best = (attribution, score)
    return best


def _cues_agree(candidate: Candidate, attribution: GoldAttribution) -> bool:
    if not candidate.cue or not attribution.cue:
        return not candidate.cue and not attribution.cue
    return any(a.overlaps(b) for a in candidate.cue for b in attribution.cue)


def make_act_lessons(
    document: str, parse: Parse, gold: Sequence[GoldAttribution], lexicon: Lexicon, candidates: Sequence[Candidate]
) -> list[Lesson]:
    """One lesson for each annotated attribution, also for those that no rule finds: an act needs no finding."""
    lessons = []
    heat = measure_heat(candidates, parse)
    for attribution in gold:
        candidate = _as_candidate(attribution, parse, lexicon, candidates)
        if candidate is None:
            continue
        by_rule = read_candidate_act(candidate, parse, lexicon)
        features = act_features(replace(candidate, act=by_rule), parse, lexicon, heat)
        lessons.append(
            Lesson(
                document=document,
                features=(),
                accepted=True,
                act=attribution.act,
                act_features=tuple(features),
                weight=WEIGHTS.get(document.partition("/")[0], 1.0),
            )
        )
    return lessons


def _as_candidate(
    attribution: GoldAttribution, parse: Parse, lexicon: Lexicon, candidates: Sequence[Candidate]
) -> Candidate | None:
    """The annotated attribution as a rule would have found it; the rule's own candidate where there is one."""
    match = max(
        (c for c in candidates if _cues_agree(c, attribution)),
        key=lambda c: overlap(c.content, attribution.content),
        default=None,
    )
    if match is not None and overlap(match.content, attribution.content) >= 0.5:
        return match
    anchor = (attribution.cue or attribution.content)[0]
    sentence = next((s for s in parse.sentences if s.span.end > anchor.start), None)
    if sentence is None:
        return None
    cue = [t for t in sentence.tokens if any(s.contains(Span(t.start, t.end)) for s in attribution.cue)]
    verb = next((t for kind in ("VERB", "NOUN", "ADJ", "AUX", "ADP") for t in cue if t.upos == kind), None)
    content = [t for t in sentence.tokens if any(s.contains(Span(t.start, t.end)) for s in attribution.content)]
    top = min(content, key=lambda t: sum(1 for _ in sentence.ancestors(t.i)), default=None)
    source = [t for t in sentence.tokens if any(s.contains(Span(t.start, t.end)) for s in attribution.source)]
    speaker = min(source, key=lambda t: sum(1 for _ in sentence.ancestors(t.i)), default=None)
    act = _lexical_act(sentence, verb, lexicon)
    word_class = {"VERB": "verb", "NOUN": "noun", "ADJ": "predicate"}.get(verb.upos if verb else "", "adverbial")
    return Candidate(
        rule=f"{word_class}.gold" if verb is not None else "speech.free",
        sentence=sentence.index,
        cue=attribution.cue,
        source=attribution.source,
        content=attribution.content,
        act=act,
        sure=1.0,
        cue_at=None if verb is None else (sentence.index, verb.i),
        source_at=None if speaker is None else (sentence.index, speaker.i),
        content_at=None if top is None else (sentence.index, top.i),
    )


def _lexical_act(sentence: Sentence, cue: Token | None, lexicon: Lexicon) -> Act:
    if cue is None:
        return Act.ASSERT
    for lemma in verb_lemmas(sentence, cue.i, lexicon):
        senses = lexicon.verbs.get(lemma) or lexicon.nouns.get(lemma) or lexicon.predicates.get(lemma)
        if senses:
            plain = [c for c in senses if not c.fixed] or list(senses)
            negated = plain[0].negated is not None and is_negated(sentence, cue.i)
            return plain[0].negated if negated and plain[0].negated else plain[0].act
    return Act.ASSERT


def learn_acceptance(lessons: Sequence[Lesson], *, strength: float = 0.25) -> LinearModel:
    """Logistic regression over all candidates."""
    chosen = [x for x in lessons if x.features and x.weight > 0]
    labels = ["yes" if x.accepted else "no" for x in chosen]
    return _fit([x.features for x in chosen], labels, strength, [x.weight for x in chosen])


def learn_acts(lessons: Sequence[Lesson], *, strength: float = 0.2) -> LinearModel:
    """Multinomial logistic regression over the accepted candidates."""
    chosen = [x for x in lessons if x.act is not None and x.act is not Act.UNKNOWN]
    return _fit([x.act_features for x in chosen], [str(x.act) for x in chosen], strength, [x.weight for x in chosen])


def learn(lessons: Sequence[Lesson]) -> Judges:
    return Judges(acceptance=learn_acceptance(lessons), acts=learn_acts(lessons))


def _fit(
    rows: Sequence[tuple[str, ...]], labels: Sequence[str], strength: float, weights: Sequence[float]
) -> LinearModel:
    vectorizer = DictVectorizer()
    matrix: csr_matrix = vectorizer.fit_transform([dict.fromkeys(row, 1.0) for row in rows])
    counts = np.asarray((matrix > 0).sum(axis=0)).ravel()
    common = counts >= 2
    names = [n for n, keep in zip(vectorizer.get_feature_names_out(), common, strict=True) if keep]
    scales = np.array([PAIR_SCALE if "&" in n and n.startswith(_PAIRED) else 1.0 for n in names])
    model = LogisticRegression(C=strength, max_iter=300, random_state=SEED)
    model.fit(matrix[:, common] @ diags(scales), labels, sample_weight=weights)
    by_feature = {
        name: [round(float(w), 3) for w in column]
        for name, column in zip(names, (model.coef_ * scales).T, strict=True)
        if float(np.abs(column).max()) >= LEAST_WEIGHT
    }
    classes = tuple(str(c) for c in model.classes_)
    return LinearModel(
        classes=classes[1:] if len(classes) == 2 else classes,
        bias=tuple(round(float(b), 4) for b in model.intercept_),
        weights=by_feature,
    )


def save(model: LinearModel, path: Path) -> None:
    """Write the model; the same model gives the same bytes."""
    data = {"classes": model.classes, "bias": model.bias, "weights": dict(sorted(model.weights.items()))}
    path.parent.mkdir(parents=True, exist_ok=True)
    packed = gzip.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0)
    path.write_bytes(packed)


def iter_folds(documents: Iterable[str], count: int) -> Iterable[frozenset[str]]:
    """Documents dealt out into ``count`` folds, the same way every time."""
    ordered = sorted(documents)
    for k in range(count):
        yield frozenset(ordered[k::count])
