"""Statements, moments and terms of a reading as one JSON text, and back.

They are always wanted together and never looked up one by one, so one row an article is what they cost. What a record
has by default is left out.
"""

import json
from collections.abc import Iterable, Sequence

from volgens.model import Act, Moment, Reading, Span, Spans, Statement, Terms

_STATEMENT = (
    "attribution_id",
    "negative",
    "rejected",
    "withheld",
    "predicate",
    "lemmas",
    "names",
    "numbers",
    "backdrop",
)
_TERMS = ("attribution_id", "act", "entity", "actor_id", "toward_name")


def findings_text(reading: Reading) -> str:
    """JSON object of the three kinds, each a list of objects; spans as pairs."""
    data = {
        "statements": [_pack(s, ("words", "topic"), _STATEMENT) for s in reading.statements],
        "moments": [_pack(m, ("words", "about"), ("value",)) for m in reading.moments],
        "terms": [_pack(t, ("matter", "toward", "condition"), _TERMS) for t in reading.terms],
    }
    return json.dumps({name: rows for name, rows in data.items() if rows}, ensure_ascii=False, separators=(",", ":"))


def _pack(record: Statement | Moment | Terms, spans: Sequence[str], plain: Sequence[str]) -> dict[str, object]:
    packed: dict[str, object] = {name: [(s.start, s.end) for s in getattr(record, name)] for name in spans}
    packed |= {name: getattr(record, name) for name in plain}
    return {name: value for name, value in packed.items() if value not in (None, False, (), [])}


def load_findings(stored: str, article_id: str) -> tuple[tuple[Statement, ...], tuple[Moment, ...], tuple[Terms, ...]]:
    """What `findings_text` wrote; `ValueError`, `TypeError` or `KeyError` where the text is not that."""
    data = json.loads(stored)
    statements = tuple(
        Statement(
            article_id=article_id,
            attribution_id=row["attribution_id"],
            words=_spans(row["words"]),
            topic=_spans(row["topic"]),
            negative=row.get("negative", False),
            rejected=row.get("rejected", False),
            withheld=row.get("withheld", False),
            predicate=row.get("predicate", ""),
            lemmas=tuple(row.get("lemmas", ())),
            names=tuple(row.get("names", ())),
            numbers=tuple(row.get("numbers", ())),
            backdrop=tuple(row.get("backdrop", ())),
        )
        for row in data.get("statements", ())
    )
    moments = tuple(
        Moment(article_id=article_id, words=_spans(row["words"]), about=_spans(row["about"]), value=row["value"])
        for row in data.get("moments", ())
    )
    terms = tuple(
        Terms(
            article_id=article_id,
            attribution_id=row.get("attribution_id"),
            act=Act(row["act"]),
            matter=_spans(row["matter"]),
            entity=row.get("entity"),
            actor_id=row.get("actor_id"),
            toward=_spans(row.get("toward", ())),
            toward_name=row.get("toward_name"),
            condition=_spans(row.get("condition", ())),
        )
        for row in data.get("terms", ())
    )
    return statements, moments, terms


def _spans(stored: Iterable[tuple[int, int]]) -> Spans:
    return tuple(Span(start, end) for start, end in stored)


def fault(reading: Reading) -> str | None:
    """Why the findings of ``reading`` do not belong to it, `None` where they do."""
    known = {attribution.id for attribution in reading.attributions}
    end = len(reading.article.text)
    parts: tuple[Statement | Moment | Terms, ...] = (*reading.statements, *reading.moments, *reading.terms)
    for finding in parts:
        kind = type(finding).__name__.lower()
        if finding.article_id != reading.article.id:
            return f"it holds a {kind} of article {finding.article_id}"
        if max(span.end for span in _words_of(finding)) > end:
            return f"a {kind} ends after the text"
        attribution_id = None if isinstance(finding, Moment) else finding.attribution_id
        if attribution_id is not None and attribution_id not in known:
            return f"a {kind} belongs to an attribution that is not there ({attribution_id})"
    return None


def _words_of(finding: Statement | Moment | Terms) -> Spans:
    match finding:
        case Statement():
            return (*finding.words, *finding.topic)
        case Moment():
            return (*finding.words, *finding.about)
        case Terms():
            return (*finding.matter, *finding.toward, *finding.condition)
