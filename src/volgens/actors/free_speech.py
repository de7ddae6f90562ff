"""Who speaks between quotation marks that no verb of saying goes with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log

from volgens.actors.discourse import Discourse
from volgens.actors.interviews import Interview, find_interview
from volgens.actors.phrases import to_source
from volgens.actors.references import References
from volgens.actors.speakers import find_speaking_subject, nearby_sentences
from volgens.model import ActorKind, Attribution, Mode, Span, Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What counts for being the speaker of a quotation without a cue; tuned on the training articles."""

    subject: float = 1.0
    unsure_subject: float = 0.9
    other_paragraph: float = 0.1
    rank_decay: float = 0.36
    last_direct: float = 2.3
    last_indirect: float = 2.0
    last_decay: float = 0.9
    last_elsewhere: float = 0.6
    mentions: float = 0.88
    most_mentions: float = 5.0
    distance: float = 0.06
    reach: int = 6


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Somebody named near a quotation, the words for him, and how much they count."""

    entity: str
    source: Spans
    weight: float


class FreeSpeech:
    """Finds the speakers of quotations without a cue in one article."""

    def __init__(self, discourse: Discourse, references: References) -> None:
        self._discourse = discourse
        self._references = references
        self._interview: Interview | None = find_interview(discourse)

    def resolve(self, attribution: Attribution, sentence: int) -> Attribution:
        """The attribution with the likeliest speaker near it, and the nearest words for that speaker."""
        line = self._discourse.parse.sentences[sentence].line
        if self._interview is not None and line in self._interview.answers:
            source = attribution.source or self._interview.answers[line]
            return replace(attribution, entity=self._interview.interviewee, source=source)
        first, last = attribution.content[0].start, attribution.content[-1].end
        end = self._sentence_of(last - 1, sentence)
        beside = list(self._iter_beside(sentence, end, first, last))
        points = self._weigh(beside, sentence)
        if not points:
            return attribution
        chosen = max(points, key=lambda name: (points[name], name))
        source = attribution.source or self._words_for(chosen, beside, first)
        return replace(attribution, entity=chosen, source=source)

    def is_answer(self, sentence: int) -> bool:
        """Whether the sentence stands in an answer of an interview printed as question and answer."""
        line = self._discourse.parse.sentences[sentence].line
        return self._interview is not None and line in self._interview.answers

    def interviewee_addressed(self, sentence: int) -> str | None:
        """Whom *u* addresses in an interviewer's question."""
        line = self._discourse.parse.sentences[sentence].line
        return self._interview.interviewee if self._interview and line in self._interview.questions else None

    def _weigh(self, beside: Sequence[Beside], sentence: int) -> dict[str, float]:
        w = WEIGHTS
        points: dict[str, float] = {}
        line = self._discourse.parse.sentences[sentence].line
        for near_by in beside:
            points[near_by.entity] = points.get(near_by.entity, 0.0) + near_by.weight
        for earlier, where in self._discourse.spoken[-6:]:
            if earlier.entity and earlier.source and earlier.parent is None and 0 <= sentence - where <= 5:
                weight = w.last_direct if earlier.mode is not Mode.INDIRECT else w.last_indirect
                weight -= w.last_decay * (sentence - where)
                if self._discourse.parse.sentences[where].line != line:
                    weight -= w.last_elsewhere
                points[earlier.entity] = max(points.get(earlier.entity, 0.0), weight)
        for member in self._discourse.cast:
            if member.kind is ActorKind.PERSON:
                near = min(abs(s - sentence) for s, _, _ in member.places)
                if near <= w.reach or member.name in points:
                    often = min(w.most_mentions, w.mentions * log(1 + len(member.places)))
                    points[member.name] = points.get(member.name, 0.0) + often - w.distance * near
        return points

    def _iter_beside(self, first: int, last: int, start: int, end: int) -> Iterator[Beside]:
        """Subjects of the sentences around a quotation, who they are, and how much that counts."""
        people = self._discourse.people
        for rank, (near, same_paragraph) in enumerate(nearby_sentences(self._discourse.parse, first, last)):
            subject = find_speaking_subject(near, people, sure=True)
            weight = WEIGHTS.subject
            if subject is None:
                subject, weight = find_speaking_subject(near, people, sure=False), WEIGHTS.unsure_subject
            # A question beside an answer is the interviewer's, and names somebody else.
            asked = near.tokens[-1].text == "?"
            if subject is None or asked or self._discourse.is_quoted(near, subject):
                continue
            if start <= near.tokens[subject].start < end:
                continue
            source = to_source(near, subject)
            entity = self._references.of_source((near.index, subject), source)
            if entity is not None:
                weight *= 1.0 if same_paragraph else WEIGHTS.other_paragraph
                yield Beside(entity=entity, source=source, weight=weight / (1 + WEIGHTS.rank_decay * rank))

    def _words_for(self, entity: str, beside: Sequence[Beside], start: int) -> Spans:
        """The nearest mention of the speaker: beside the quotation, else by name before it."""
        for near_by in beside:
            if near_by.entity == entity:
                return near_by.source
        for earlier, _ in reversed(self._discourse.spoken):
            if earlier.entity == entity and earlier.source:
                return earlier.source
        member = self._discourse.member(entity)
        if member is None:
            return ()
        offset = self._discourse.offset
        place = min(member.places, key=lambda p: (offset(p) > start, abs(offset(p) - start)))
        tokens = self._discourse.parse.sentences[place[0]].tokens
        return (Span(tokens[place[1]].start, tokens[place[2] - 1].end),)

    def _sentence_of(self, offset: int, start: int) -> int:
        sentences = self._discourse.parse.sentences
        for index in range(start, len(sentences)):
            if offset < sentences[index].span.end:
                return index
        return start
