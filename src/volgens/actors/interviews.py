"""Interviews printed as question and answer: whose answers stand between the questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from volgens.actors.discourse import Discourse
from volgens.model import Span, Spans
from volgens.syntax import Parse, Sentence

ADDRESS = frozenset({"u", "uw", "je", "jij", "jou", "jouw", "ge", "gij", "jullie"})
OPENING = ("'", "‘", '"', "“", "„", ",,", "``", "«")
CLOSING = ("'", "’", '"', "”", "''", "»")

LEAST_PAIRS = 2
"""Questions with an answer that make an interview; one may be chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """Who answers; the paragraphs of the answers with the nearest words for the interviewee, and of the questions."""

    interviewee: str
    answers: Mapping[int, Spans]
    questions: frozenset[int]


def find_interview(discourse: Discourse) -> Interview | None:
    """The interview that an article is, `None` where it is none or nobody is named before it."""
    paragraphs = _paragraphs(discourse.parse)
    pairs = [(q, a) for q, a in pairwise(paragraphs) if _is_question(discourse.parse, q) and _is_answer(discourse, a)]
    if len(pairs) < LEAST_PAIRS or not any(_addressed(q) for q, _ in pairs):
        return None
    first = pairs[0][0][0].index
    persons = [m for m in discourse.cast if discourse.is_person(m) and m.places[0][0] < first]
    persons = [m for m in persons if not discourse.is_surely_organisation(m)] or persons
    if not persons:
        return None

    # The one whom the introduction names most often, the last of them where several are.
    def named(places: list[tuple[int, int, int]]) -> tuple[int, int]:
        before = [s for s, _, _ in places if s < first]
        return len(before), before[-1]

    interviewee = max(persons, key=lambda m: named(m.places)).name
    member = discourse.member(interviewee)
    latest: Spans = ()
    if member is not None:
        s, begin, end = [p for p in member.places if p[0] < first][-1]
        tokens = discourse.parse.sentences[s].tokens
        latest = (Span(tokens[begin].start, tokens[end - 1].end),)
    answers: dict[int, Spans] = {}
    begun = [(q, a) for q, a in pairwise(paragraphs) if q[0].index >= first and _is_answer(discourse, a)]
    for question, answer in begun:
        if _is_answer(discourse, question):
            continue
        # Between the first question and the last the interviewer may also say a thing without asking.
        latest = _addressed(question)[-1:] or latest
        answers[answer[0].line] = latest
    return Interview(interviewee=interviewee, answers=answers, questions=frozenset(q[0].line for q, _ in pairs))


def _paragraphs(parse: Parse) -> list[list[Sentence]]:
    paragraphs: list[list[Sentence]] = []
    for sentence in parse.sentences:
        if paragraphs and paragraphs[-1][0].line == sentence.line:
            paragraphs[-1].append(sentence)
        else:
            paragraphs.append([sentence])
    return paragraphs


def _is_question(parse: Parse, paragraph: list[Sentence]) -> bool:
    """A paragraph without quotation marks around it that asks, or that speaks to somebody."""
    begins = parse.text[paragraph[0].span.start : paragraph[-1].span.end]
    if begins.startswith(OPENING) or begins.endswith(CLOSING):
        return False
    return begins.endswith("?") or bool(_addressed(paragraph)) or len(paragraph) == 1


def _is_answer(discourse: Discourse, paragraph: list[Sentence]) -> bool:
    text = discourse.parse.text[paragraph[0].span.start : paragraph[-1].span.end]
    return text.startswith(OPENING) and text.endswith(CLOSING)


def _addressed(paragraph: list[Sentence]) -> Spans:
    """The words by which the interviewer speaks to somebody."""
    return tuple(Span(t.start, t.end) for s in paragraph for t in s.tokens if t.lower in ADDRESS)
