"""How likely each candidate is an attribution, and which act it is, by the learned parts where they are shipped."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from volgens.extraction.acts import read_act
from volgens.extraction.candidate import Candidate
from volgens.extraction.features import act_features, candidate_features
from volgens.extraction.learned import LinearModel, load_model
from volgens.language.lexicon import Lexicon
from volgens.model import Act, Span, quote
from volgens.syntax import Parse, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Judges:
    """The learned parts of a language; either may be missing, and then the rules decide alone."""

    acceptance: LinearModel | None = None
    acts: LinearModel | None = None

    @classmethod
    def load(cls, language: str = "nl") -> "Judges":
        return cls(acceptance=load_model("acceptance", language), acts=load_model("acts", language))


def judge(
    candidates: Sequence[Candidate], parse: Parse, lexicon: Lexicon, judges: Judges, quoted: tuple[Span, ...]
) -> list[Candidate]:
    """The candidates with ``sure`` set to the learned probability; as they are where nothing was learned."""
    if judges.acceptance is None:
        return list(candidates)
    judged = []
    for candidate in candidates:
        features = candidate_features(candidate, parse.sentences[candidate.sentence], lexicon, quoted)
        judged.append(replace(candidate, sure=judges.acceptance.probabilities(features)[0]))
    return judged


def decide_act(candidate: Candidate, parse: Parse, lexicon: Lexicon, judges: Judges) -> Act:
    """The act of source towards content."""
    sentence = parse.sentences[candidate.sentence]
    head = candidate.content_at[1] if candidate.content_at and candidate.content_at[0] == sentence.index else None
    by_rule = read_act(candidate.act, sentence, head, quote(parse.text, candidate.content), lexicon)
    if judges.acts is None or by_rule is Act.UNKNOWN:
        return by_rule
    features = act_features(replace(candidate, act=by_rule), sentence, lexicon, content_words(candidate, parse))
    probabilities = judges.acts.probabilities(features)
    return Act(judges.acts.classes[max(range(len(probabilities)), key=probabilities.__getitem__)])


def content_words(candidate: Candidate, parse: Parse) -> list[Token]:
    """The word tokens of the content, in text order."""
    first, last = candidate.content[0].start, candidate.content[-1].end
    words = []
    for sentence in parse.sentences:
        if sentence.tokens[-1].end <= first:
            continue
        if sentence.tokens[0].start >= last:
            break
        words.extend(t for t in sentence.tokens if any(s.start <= t.start and t.end <= s.end for s in candidate.content))
    return words
