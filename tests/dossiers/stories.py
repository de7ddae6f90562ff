"""Readings made by hand, as short as a dossier can be tested on: a text of clauses, each somebody's statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from volgens.dossiers.similarity import Utterance
from volgens.model import (
    Act,
    Actor,
    ActorKind,
    Article,
    Attribution,
    Block,
    Mention,
    Mode,
    Moment,
    Reading,
    Role,
    Span,
    Spans,
    Statement,
    Terms,
)

START = datetime(2026, 4, 7, 8, tzinfo=UTC)
SMALL = frozenset({"een", "het", "zijn", "niet", "heeft", "dat", "van", "voor", "door", "naar", "wordt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A clause and who says it."""

    words: str
    by: str | None = None
    kind: ActorKind = ActorKind.PERSON
    speaks_for: str | None = None
    act: Act = Act.ASSERT
    via: str | None = None
    numbers: tuple[str, ...] = ()
    negative: bool = False
    rejected: bool = False
    withheld: bool = False


def say(words: str, by: str | None = None, **rest: object) -> Said:
    return Said(words=words, by=by, **rest)  # type: ignore[arg-type]


def make_article(
    text: str,
    *,
    outlet: str | None = "De Merwebode",
    address: str | None = None,
    title: str | None = None,
    hours: float | None = 0,
    modified: float | None = None,
    furniture: str = "",
    byline: str = "",
) -> Article:
    """``hours`` after `START` it was published, and ``modified`` hours after it was changed."""
    whole, blocks = text, [Block(role=Role.BODY, span=Span(0, len(text)))]
    for role, words in ((Role.BYLINE, byline), (Role.FURNITURE, furniture)):
        if words:
            blocks.append(Block(role=role, span=Span(len(whole) + 2, len(whole) + 2 + len(words))))
            whole += "\n\n" + words
    return Article(
        text=whole,
        blocks=tuple(blocks),
        raw_id="",
        outlet=outlet,
        address=address,
        title=title,
        published=None if hours is None else START + timedelta(hours=hours),
        modified=None if modified is None else START + timedelta(hours=modified),
    )


def read(*said: Said, lead: str = "", moments: Sequence[Moment] = (), **about: object) -> Reading:
    """A reading of an article in which one clause after another is *X zegt dat …*, or bare where nobody says it."""
    sentences = [f"{s.by} zegt dat {s.words}." if s.by else f"{s.words}." for s in said]
    article = make_article(" ".join([lead, *sentences]).strip(), **about)  # type: ignore[arg-type]
    attributions, statements, actors, mentions = [], [], {}, []
    at = len(lead) + 1 if lead else 0
    for one, sentence in zip(said, sentences, strict=True):
        content = (Span(at + len(sentence) - 1 - len(one.words), at + len(sentence) - 1),)
        source = (Span(at, at + len(one.by)),) if one.by else ()
        actor = None
        if one.by is not None:
            actor = Actor(article_id=article.id, name=one.by, kind=one.kind, speaks_for=one.speaks_for)
            actors[actor.id] = actor
            mentions.append(Mention(article_id=article.id, spans=source, actor_id=actor.id))
        attribution = Attribution(
            article_id=article.id,
            content=content,
            source=source,
            via=spans(article.text, one.via) if one.via else (),
            mode=Mode.INDIRECT,
            act=one.act,
            entity=one.by,
            actor_id=actor.id if actor else None,
            maker="rule:verb",
            version="1",
            confidence=0.8,
        )
        attributions.append(attribution)
        statements.append(state(one, attribution))
        at += len(sentence) + 1
    return Reading(
        article=article,
        attributions=tuple(attributions),
        actors=tuple(actors.values()),
        mentions=tuple(mentions),
        statements=tuple(statements),
        moments=tuple(moments),
    )


def state(said: Said, attribution: Attribution) -> Statement:
    telling = telling_words(said.words)
    return Statement(
        article_id=attribution.article_id,
        attribution_id=attribution.id,
        words=attribution.content,
        topic=attribution.content,
        negative=said.negative,
        rejected=said.rejected,
        withheld=said.withheld,
        predicate=telling[-1] if telling else "",
        lemmas=telling,
        numbers=said.numbers,
    )


def telling_words(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w for w in words.lower().replace(",", "").split() if len(w) > 2 and w not in SMALL))


def spans(text: str, *parts: str) -> Spans:
    return tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts)


def permit(
    reading: Reading, matter: str, *, toward: str = "", toward_name: str | None = None, **about: object
) -> Terms:
    """Terms on the text of ``reading``."""
    text = reading.article.text
    return Terms(
        article_id=reading.article.id,
        attribution_id=None,
        act=Act.PERMIT,
        matter=spans(text, matter),
        toward=spans(text, toward) if toward else (),
        toward_name=toward_name,
        **about,  # type: ignore[arg-type]
    )


def utter(
    words: str = "de brug is dicht",
    *,
    act: Act = Act.ASSERT,
    speaker: str | None = "Jansen",
    party: str | None = None,
    opening: bool = True,
    order: int = 0,
    article_id: str = "a",
    start: int = 0,
    pointing_to: Spans = (),
    **about: object,
) -> Utterance:
    """An utterance whose statement has the telling ones of ``words``; ``party`` is the speaker unless one is given."""
    own = (Span(start, start + len(words)),)
    known = {"lemmas": telling_words(words), "predicate": (telling_words(words) or ("",))[-1], **about}
    return Utterance(
        statement=Statement(
            article_id=article_id,
            attribution_id=f"{article_id}{order}",
            words=own,
            topic=pointing_to or own,
            **known,  # type: ignore[arg-type]
        ),
        act=act,
        speaker=speaker,
        party=party or speaker,
        opening=opening,
        order=order,
    )
