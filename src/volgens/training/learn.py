"""Train the learned parts of extraction from annotated articles: which candidate to accept, and which act it is."""

import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from volgens.extraction.candidate import Candidate
from volgens.extraction.extract import find_candidates
from volgens.extraction.features import act_features, candidate_features
from volgens.extraction.learned import LinearModel
from volgens.extraction.nesting import find_quoted_regions, overlap
from volgens.extraction.quotations import find_paragraphs
from volgens.extraction.scoring import Judges, content_words
from volgens.extraction.selection import select
from volgens.extraction.speech import join_speech
from volgens.language.lexicon import Lexicon
from volgens.language.writing import Writing
from volgens.model import Act, Attribution, Span, quote
from volgens.syntax import Parse

SEED = 7
LEAST_WEIGHT = 0.004
"""Smaller weights are not worth their bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One candidate of a training article with what the annotation says of it."""

    document: str
    features: tuple[str, ...]
    accepted: bool
    act: Act | None
    act_features: tuple[str, ...]


def make_lessons(
    document: str, parse: Parse, gold: Sequence[Attribution], lexicon: Lexicon, writing: Writing
) -> list[Lesson]:
    """Every candidate of one article, those accepted whose content and cue agree with an annotated attribution."""
    paragraphs = find_paragraphs(parse, writing)
    quoted = find_quoted_regions(paragraphs)
    lessons = []
    for paragraph in paragraphs:
        found = find_candidates(paragraph, parse, lexicon, quoted)
        free = [c for c in join_speech(paragraph, select(found)) if c.rule == "speech.free"]
        joined = [*found, *free]
        matches = [_best_match(c, gold) for c in joined]
        for candidate, (match, score) in zip(joined, matches, strict=True):
            rivals = [s for (m, s) in matches if m is match and match is not None]
            accepted = match is not None and score >= 0.5 and score >= max(rivals, default=0.0) - 0.03
            lessons.append(_lesson(document, candidate, parse, lexicon, quoted, match if accepted else None))
    return lessons


def _best_match(candidate: Candidate, gold: Sequence[Attribution]) -> tuple[Attribution | None, float]:
    best: tuple[Attribution | None, float] = (None, 0.0)
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


def _cues_agree(candidate: Candidate, attribution: Attribution) -> bool:
    if not candidate.cue or not attribution.cue:
        return not candidate.cue and not attribution.cue
    return any(a.overlaps(b) for a in candidate.cue for b in attribution.cue)


def _lesson(
    document: str, candidate: Candidate, parse: Parse, lexicon: Lexicon, quoted: tuple[Span, ...], match: Attribution | None
) -> Lesson:
    from volgens.extraction.acts import read_act  # noqa: PLC0415

    sentence = parse.sentences[candidate.sentence]
    head = candidate.content_at[1] if candidate.content_at and candidate.content_at[0] == sentence.index else None
    by_rule = read_act(candidate.act, sentence, head, quote(parse.text, candidate.content), lexicon)
    return Lesson(
        document=document,
        features=tuple(candidate_features(candidate, sentence, lexicon, quoted)),
        accepted=match is not None,
        act=match.act if match is not None else None,
        act_features=tuple(
            act_features(replace(candidate, act=by_rule), sentence, lexicon, content_words(candidate, parse))
        ),
    )


def learn_acceptance(lessons: Sequence[Lesson], *, strength: float = 0.25) -> LinearModel:
    """Logistic regression over all candidates."""
    return _fit([x.features for x in lessons], ["yes" if x.accepted else "no" for x in lessons], strength)


def learn_acts(lessons: Sequence[Lesson], *, strength: float = 0.6) -> LinearModel:
    """Multinomial logistic regression over the accepted candidates."""
    chosen = [x for x in lessons if x.act is not None and x.act is not Act.UNKNOWN]
    return _fit([x.act_features for x in chosen], [str(x.act) for x in chosen], strength)


def learn(lessons: Sequence[Lesson]) -> Judges:
    return Judges(acceptance=learn_acceptance(lessons), acts=learn_acts(lessons))


def _fit(rows: Sequence[tuple[str, ...]], labels: Sequence[str], strength: float) -> LinearModel:
    vectorizer = DictVectorizer()
    matrix: csr_matrix = vectorizer.fit_transform([dict.fromkeys(row, 1.0) for row in rows])
    counts = np.asarray((matrix > 0).sum(axis=0)).ravel()
    common = counts >= 2
    model = LogisticRegression(C=strength, max_iter=300, random_state=SEED)
    model.fit(matrix[:, common], labels)
    names = [n for n, keep in zip(vectorizer.get_feature_names_out(), common, strict=True) if keep]
    weights = {
        name: [round(float(w), 3) for w in column]
        for name, column in zip(names, model.coef_.T, strict=True)
        if float(np.abs(column).max()) >= LEAST_WEIGHT
    }
    classes = tuple(str(c) for c in model.classes_)
    return LinearModel(
        classes=classes[1:] if len(classes) == 2 else classes,
        bias=tuple(round(float(b), 4) for b in model.intercept_),
        weights=weights,
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


