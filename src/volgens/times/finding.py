"""From a parse to its moments: find the words of time, the clause that each dates, and what it means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from volgens.language.times import Kind, TimeWords
from volgens.model import Moment, Span, Spans
from volgens.syntax import Parse, Sentence
from volgens.times.clauses import Clause, Tense, entry_clause, find_clause
from volgens.times.clocks import place_clock
from volgens.times.constructions import find_expressions
from volgens.times.context import Context, Mention
from volgens.times.dating import Point, Precision, localise
from volgens.times.entries import Entry, find_entries
from volgens.times.expression import Expression
from volgens.times.resolving import read_event, resolve

_CLOCKS = frozenset({"clock", "midnight"})
_ENDS = frozenset({".", ",", ";", "!", "?", ")", "”", "’", '"', "'"})
_CLOSED_BY = {"(": ")", "“": "”", "‘": "’", '"': '"', "„": "”"}
_DAY_NAMES = frozenset({"date", "weekday", "day", "part", "stretch", "same", "habit", "night", "shift"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resolved:
    """Words with their meaning; ``partner`` is the place of the day that a clock was read with."""

    mention: Mention
    point: Point
    partner: int | None = None


def find_moments(parse: Parse, times: TimeWords, *, article_id: str, published: datetime | None) -> tuple[Moment, ...]:
    """The moments that a text names, in text order.

    ``published`` is when the words stood as they do: the time of the last change where there was one. Without it
    only words that name a year are resolved.
    """
    now = None if published is None else localise(published, times.zone)
    entries = {e.sentence: e for e in find_entries(parse, times, now)} if now is not None else {}
    context = Context(times=times, now=now)
    moments: list[Moment] = []
    for sentence in parse.sentences:
        entry = entries.get(sentence.index)
        skipped = 0
        if entry is not None:
            context.now, skipped = entry.at, entry.length
            context.event = context.last = None
            moments.extend(_entry_moment(parse, sentence, entry, times, article_id))
        found = [e for e in find_expressions(sentence, times) if e.start >= skipped]
        if found:
            moments.extend(_iter_moments(parse, sentence, found, context, (skipped, article_id)))
    return tuple(_without_repeats(moments))


def _entry_moment(
    parse: Parse, sentence: Sentence, entry: Entry, times: TimeWords, article_id: str
) -> Iterator[Moment]:
    """The moment of a live entry dates its first sentence, which may follow on a line of its own."""
    skipped = entry.length
    if skipped == len(sentence.tokens):
        if sentence.index + 1 >= len(parse.sentences):
            return
        following, skipped = parse.sentences[sentence.index + 1], 0
    else:
        following = sentence
    words = _spans_of(sentence, range(entry.start, entry.end))
    about = _spans_of(following, entry_clause(following, times, skipped).tokens)
    if about:
        yield Moment(article_id=article_id, words=words, about=about, value=entry.at.isoformat(timespec="minutes"))


def _iter_moments(
    parse: Parse, sentence: Sentence, found: Sequence[Expression], context: Context, place: tuple[int, str]
) -> Iterator[Moment]:
    skipped, article_id = place
    timed = frozenset(i for e in found for i in range(e.start, e.end))
    mentions = [
        Mention(
            expression=e,
            clause=find_clause(sentence, e, context.times, timed, skipped),
            sentence=sentence.index,
            line=sentence.line,
        )
        for e in found
        if not _is_denied(sentence, e)
    ]
    resolved = _resolve_all(sentence, mentions, context)
    used = {r.partner for r in resolved if r is not None and r.partner is not None}
    for i, result in enumerate(resolved):
        if result is None or i in used:
            continue
        expression = result.mention.expression
        inside = set(range(expression.start, expression.end))
        about = set(result.mention.clause.tokens)
        if result.partner is not None:
            other = mentions[result.partner]
            inside |= set(range(other.expression.start, other.expression.end))
            if _joins(sentence, expression, other.expression):
                inside |= set(range(min(inside), max(inside) + 1))
            about |= other.clause.tokens
        spans = _spans_of(sentence, about)
        yield Moment(article_id=article_id, words=_spans_of(sentence, inside), about=spans, value=result.point.value)


def _is_denied(sentence: Sentence, found: Expression) -> bool:
    """Whether the words stand only to be denied: *2 maart, niet 27 februari*."""
    before = sentence.tokens[found.start - 1].lower if found.start else ""
    after = sentence.tokens[found.end].text if found.end < len(sentence.tokens) else "."
    return before == "niet" and found.start > 1 and sentence.tokens[found.start - 2].text == "," and after in _ENDS


def _resolve_all(sentence: Sentence, mentions: Sequence[Mention], context: Context) -> list[_Resolved | None]:
    """The meaning of each mention; days come before the clocks that lean on them, wherever they stand."""
    resolved: list[_Resolved | None] = [None] * len(mentions)
    order = sorted(range(len(mentions)), key=lambda i: _order(mentions, i))
    for i in order:
        mention = mentions[i]
        result: _Resolved | None
        if mention.expression.name in _CLOCKS:
            result = _resolve_clock(i, mentions, resolved, context)
        elif mention.expression.name == "event":
            result = _resolve_event(sentence, i, mentions, resolved, context)
        else:
            point = resolve(mention, context)
            result = None if point is None else _Resolved(mention=mention, point=point)
        resolved[i] = result
        if result is not None:
            context.remember(result.mention, result.point)
    return resolved


def _order(mentions: Sequence[Mention], i: int) -> tuple[int, int]:
    """A day that follows a clock in its clause is read before it: *om 18.00 uur zondag*."""
    if mentions[i].expression.name not in _CLOCKS:
        return i, 0
    partner = _find_partner(i, mentions)
    return (max(i, partner), 1) if partner is not None else (i, 0)


def _find_partner(i: int, mentions: Sequence[Mention]) -> int | None:
    """The day nearest to a clock in its clause."""
    clock = mentions[i]
    days = []
    for k, mention in enumerate(mentions):
        found = mention.expression
        if found.name not in _DAY_NAMES or _is_measured(found):
            continue
        near = _gap(found, clock.expression) <= 2
        loose = mention.clause.nominal or found.find(Kind.LATER, Kind.EARLIER) is not None
        if near or (mention.clause.head == clock.clause.head and not loose):
            days.append(k)
    return min(days, key=lambda k: _gap(mentions[k].expression, clock.expression), default=None)


def _is_measured(expression: Expression) -> bool:
    """Whether the words measure a time in hours and so are no day."""
    return expression.name == "shift" and expression.unit() in {"hour", "minute", "quarter_hour"}


def _gap(left: Expression, right: Expression) -> int:
    return max(right.start - left.end, left.start - right.end)


def _joins(sentence: Sentence, left: Expression, right: Expression) -> bool:
    """Whether only a comma or a preposition stands between the two."""
    first, second = sorted((left, right), key=lambda e: e.start)
    between = sentence.tokens[first.end : second.start]
    return len(between) <= 2 and all(t.upos in {"ADP", "PUNCT", "ADJ", "ADV"} for t in between)


def _resolve_clock(
    i: int, mentions: Sequence[Mention], resolved: Sequence[_Resolved | None], context: Context
) -> _Resolved | None:
    mention = mentions[i]
    if mention.clause.lasts:
        return None
    partner = _find_partner(i, mentions)
    day = resolved[partner] if partner is not None else None
    beside = next((r.point for r in reversed(resolved[:i]) if r is not None and not r.mention.clause.reports), None)
    if beside is None and mention.clause.tense is Tense.PAST:
        beside = next((r.point for r in _days_of(mentions, context, i)), None)
    if beside is not None and beside.precision < Precision.DAY:
        beside = None
    point = place_clock(mention, day.point if day else None, beside, context)
    if point is None:
        return None
    return _Resolved(mention=mention, point=point, partner=partner if day else None)


def _days_of(mentions: Sequence[Mention], context: Context, i: int) -> Iterator[_Resolved]:
    """The day on which a clause after the clock says that it was so: *…, zei ze gisteren*."""
    for mention in mentions[i + 1 :]:
        if mention.expression.name in {"day", "weekday", "date"}:
            point = resolve(mention, context)
            if point is not None:
                yield _Resolved(mention=mention, point=point)


def _resolve_event(
    sentence: Sentence, i: int, mentions: Sequence[Mention], resolved: Sequence[_Resolved | None], context: Context
) -> _Resolved | None:
    """*…, een maand na het bezoek*: measured from the words right before the comma."""
    before = resolved[i - 1] if i else None
    start = mentions[i].expression.start
    if before is None or before.mention.expression.end != start - 1 or sentence.tokens[start - 1].text != ",":
        return None
    point = read_event(mentions[i], before.point, context)
    if point is None:
        return None
    end = mentions[i].expression.end
    while end < len(sentence.tokens) and sentence.tokens[end].text not in {",", ".", ";", ":"}:
        end += 1
    clause: Clause = replace(mentions[i].clause, tokens=frozenset(range(start, end)))
    return _Resolved(mention=replace(mentions[i], clause=clause), point=point)


def _spans_of(sentence: Sentence, tokens: set[int] | frozenset[int] | range) -> Spans:
    """Runs of tokens without the marks at their edges; marks within a run stay."""
    wanted = set(tokens)
    wanted |= {t.i for t in sentence.tokens if t.upos == "PUNCT" and t.i - 1 in wanted and t.i + 1 in wanted}
    spans: list[Span] = []
    run: list[int] = []
    for i in [*sorted(wanted), -1]:
        if run and i != run[-1] + 1:
            while run and not _is_word(sentence, run[-1]):
                run.pop()
            while run and not _is_word(sentence, run[0]):
                run.pop(0)
            if run:
                last = run[-1] + _closes(sentence, run)
                spans.append(Span(sentence.tokens[run[0]].start, sentence.tokens[last].end))
            run = []
        run.append(i)
    return tuple(spans)


def _closes(sentence: Sentence, run: Sequence[int]) -> bool:
    """Whether the next mark closes what the run has opened: *de Autoriteit Persoonsgegevens (AP)*."""
    if run[-1] + 1 >= len(sentence.tokens):
        return False
    texts = [sentence.tokens[i].text for i in run]
    following = sentence.tokens[run[-1] + 1].text
    opened = [mark for mark, closer in _CLOSED_BY.items() if closer == following and mark in texts]
    return any(
        texts.count(mark) % 2 if mark == following else mark in texts and following not in texts[texts.index(mark) :]
        for mark in opened
    )


def _is_word(sentence: Sentence, i: int) -> bool:
    return any(c.isalnum() for c in sentence.tokens[i].text)


def _without_repeats(moments: Sequence[Moment]) -> Iterator[Moment]:
    """One of the moments that say the same of the same clause."""
    seen = set()
    for moment in moments:
        key = (moment.value, moment.about)
        if key not in seen:
            seen.add(key)
            yield moment
