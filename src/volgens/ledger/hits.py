"""Search as a page shows it: what fits, as little of each as counting needs; then the few that are shown, in full."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import LABEL_STYLE_TABLENAME_PLUS_COL, Connection, RowMapping, bindparam, select, text

from volgens.language.sentences import iter_sentences
from volgens.ledger import sqlite_overview
from volgens.ledger.rows import encodable, load_spans, utc_text
from volgens.ledger.searching import phrases_in
from volgens.ledger.tables import actors, articles, attributions, blocks
from volgens.model import Act, Span, Spans

MOST_FOUND = 5_000
"""Attributions that are counted by outlet, act, speaker and month."""

MOST_SCANNED = 100_000
"""Attributions with the words that are looked at for those that pass the filters."""

MOST_ARTICLES = 20_000
"""Latest articles that are looked through where no words are asked for."""

LONGEST_SENTENCE = 600
"""Characters of context that a hit is shown in."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for; ``outlets`` are names as the ledger has them, and empty parts ask for nothing.

    ``about`` are phrases of which the words said must hold one: the names by which an actor goes. ``within`` are ids of
    articles to which the search keeps.
    """

    words: str = ""
    actor: str = ""
    acts: tuple[Act, ...] = ()
    outlets: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    about: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """An attribution that fits; ``published`` is in UTC, empty where the article has no date."""

    key: int
    act: Act
    who: str | None
    outlet: str | None
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HitText:
    """An attribution in its sentence: ``sentence`` and ``content`` are spans of ``text``, the article's."""

    key: int
    id: str
    article_id: str
    act: Act
    who: str | None
    source: str
    cue: str
    title: str | None
    outlet: str | None
    address: str | None
    published: datetime | None
    language: str
    text: str
    sentence: Span
    content: Spans


def find_newest(connection: Connection, asked: Asked, most: int = MOST_FOUND) -> tuple[tuple[FoundRow, ...], bool]:
    """Attributions that fit, newest first, and whether these are all."""
    phrases = phrases_in(asked.words)
    if asked.words.strip() and not phrases:
        return (), True
    parameters: dict[str, object] = {"most": most, "scan": MOST_SCANNED, "articles": MOST_ARTICLES}
    conditions = _conditions(asked, parameters)
    match = sqlite_overview.match_of(phrases, encodable(asked.actor).strip(), [encodable(name) for name in asked.about])
    statement = sqlite_overview.newest_matching(conditions) if match else _newest(conditions)
    if match:
        parameters["match"] = match
    wide = [name for name in ("acts", "outlets", "within") if name in parameters]
    bound = text(statement).bindparams(*(bindparam(name, expanding=True) for name in wide))
    used = {name: value for name, value in parameters.items() if f":{name}" in statement}
    rows = [
        FoundRow(key=row[0], act=Act(row[1]), who=row[2], outlet=row[3], published=row[4] or "")
        for row in connection.execute(bound, used)
    ]
    rows.sort(key=lambda row: (row.published, row.key), reverse=True)
    return tuple(rows), len(rows) < most


def _conditions(asked: Asked, parameters: dict[str, object]) -> Mapping[str, str]:
    """SQL for the filters, by the table that they look at; their values go into ``parameters``."""
    of_article = []
    if asked.outlets:
        of_article.append("t.outlet IN :outlets")
        parameters["outlets"] = [encodable(outlet) for outlet in asked.outlets]
    for name, moment, sign in (("since", asked.since, ">="), ("until", asked.until, "<")):
        if moment is not None:
            of_article.append(f"t.published_utc {sign} :{name}")
            parameters[name] = utc_text(moment)
    of_attribution = ""
    if asked.acts:
        # The + keeps SQLite from the index on acts, by which it would walk through all denials.
        of_attribution = " AND +a.act IN :acts"
        parameters["acts"] = [act.value for act in asked.acts]
    if asked.within:
        of_attribution += " AND +a.article_id IN :within"
        parameters["within"] = list(asked.within)
    return {"article": "".join(f" AND {each}" for each in of_article), "attribution": of_attribution}


def _newest(conditions: Mapping[str, str]) -> str:
    """The attributions of the latest articles."""
    return (
        "SELECT a.key, a.act, coalesce(a.entity, (SELECT p.name FROM actors AS p WHERE p.id = a.actor_id)), "
        "t.outlet, t.published_utc FROM (SELECT t.id, t.outlet, t.published_utc FROM articles AS t WHERE true"
        f"{conditions['article']} ORDER BY t.published_utc DESC LIMIT :articles) AS t "
        f"CROSS JOIN attributions AS a WHERE a.article_id = t.id{conditions['attribution']} LIMIT :most"
    )


def find_articles(connection: Connection, asked: Asked, most: int) -> tuple[tuple[str, str | None, str | None], ...]:
    """Articles with all the words, wherever they stand."""
    phrases = phrases_in(asked.words)
    if not phrases:
        return ()
    keys = sqlite_overview.newest_articles(connection, phrases, most)
    statement = select(articles.c.id, articles.c.title, articles.c.outlet).where(articles.c.key.in_(keys))
    return tuple(
        (row.id, row.title, row.outlet) for row in connection.execute(statement.order_by(articles.c.key.desc()))
    )


def load_texts(connection: Connection, keys: Sequence[int]) -> tuple[HitText, ...]:
    """The attributions with these numbers, in this order."""
    statement = (
        select(attributions, actors.c.name, articles)
        .join(articles, articles.c.id == attributions.c.article_id)
        .outerjoin(actors, actors.c.id == attributions.c.actor_id)
        .where(attributions.c.key.in_(keys))
        .set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
    )
    rows = {row["attributions_key"]: row for row in connection.execute(statement).mappings()}
    homes = _blocks(connection, sorted({row["articles_id"] for row in rows.values()}))
    return tuple(_hit(rows[key], homes.get(rows[key]["articles_id"], ())) for key in keys if key in rows)


def _blocks(connection: Connection, ids: Sequence[str]) -> Mapping[str, Sequence[Span]]:
    statement = (
        select(blocks.c.article_id, blocks.c.start, blocks.c.end)
        .where(blocks.c.article_id.in_(ids))
        .order_by(blocks.c.article_id, blocks.c.position)
    )
    found: dict[str, list[Span]] = {}
    for row in connection.execute(statement):
        found.setdefault(row.article_id, []).append(Span(row.start, row.end))
    return found


def _hit(row: RowMapping, homes: Sequence[Span]) -> HitText:
    words, content = row["articles_text"], load_spans(row["attributions_content"])
    published = row["articles_published"]
    return HitText(
        key=int(row["attributions_key"]),
        id=row["attributions_id"],
        article_id=row["articles_id"],
        act=Act(row["attributions_act"]),
        who=row["attributions_entity"] or row["actors_name"],
        source=_quoted(words, row["attributions_source"]),
        cue=_quoted(words, row["attributions_cue"]),
        title=row["articles_title"],
        outlet=row["articles_outlet"],
        address=row["articles_address"],
        published=datetime.fromisoformat(published) if published else None,
        language=row["articles_language"],
        text=words,
        sentence=_sentence(words, content[0], homes),
        content=content,
    )


def _quoted(words: str, stored: str) -> str:
    return " … ".join(span.of(words) for span in load_spans(stored))


def _sentence(words: str, first: Span, homes: Sequence[Span]) -> Span:
    """From the start of the sentence where ``first`` begins to the end of that where it ends, within reason."""
    home = next((home for home in homes if home.start <= first.start < home.end), Span(0, len(words)))
    touched = [each for each in iter_sentences(words, home) if each.overlaps(first)]
    start = touched[0].start if touched else first.start
    end = touched[-1].end if touched else first.end
    if end - start > LONGEST_SENTENCE:
        start = max(start, first.start - LONGEST_SENTENCE // 4)
        end = min(end, start + LONGEST_SENTENCE)
    return Span(start, end)


def find_words(words: str, phrases: Sequence[str]) -> Spans:
    """Where ``phrases`` stand in ``words``, as the index finds them: without regard to case and diacritics."""
    tokens = [(match.span(), _folded(match[0])) for match in _WORD.finditer(words)]
    found = []
    for phrase in phrases:
        wanted = [_folded(match[0]) for match in _WORD.finditer(phrase)]
        found += list(_iter_places(tokens, wanted, phrase.endswith("*")))
    return tuple(_joined(sorted(found)))


def _iter_places(tokens: Sequence[tuple[tuple[int, int], str]], wanted: list[str], open_end: bool) -> Iterator[Span]:
    size = len(wanted)
    for n in range(len(tokens) - size + 1 if size else 0):
        here = [token for _, token in tokens[n : n + size]]
        if here == wanted or (open_end and here[:-1] == wanted[:-1] and here[-1].startswith(wanted[-1])):
            yield Span(tokens[n][0][0], tokens[n + size - 1][0][1])


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in spans:
        if last is None:
            last = span
        elif span.start <= last.end:
            last = Span(last.start, max(last.end, span.end))
        else:
            yield last
            last = span
    if last is not None:
        yield last


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
