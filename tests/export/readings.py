"""Readings made by hand, with everything in them that an export must carry."""

from datetime import datetime

from volgens.model import (
    Act,
    Actor,
    ActorKind,
    Article,
    Attribution,
    Block,
    Mention,
    Mode,
    Reading,
    Role,
    Span,
    Spans,
)

TEXT = "De gemeente ontkent, aldus De Kade, dat de brug dicht gaat."
PUBLISHED = datetime.fromisoformat("2024-03-31T12:00:00+02:00")


def place(text: str, *parts: str) -> Spans:
    """Where ``parts`` stand in ``text``."""
    return tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts)


def article(text: str = TEXT, **fields: str | None) -> Article:
    about = {"address": "https://dekade.example/brug", "outlet": "De Kade", "title": "Brug"} | fields
    block = Block(role=Role.BODY, span=Span(0, len(text)))
    return Article(text=text, blocks=(block,), raw_id="0" * 64, published=PUBLISHED, **about)  # type: ignore[arg-type]


def reading() -> Reading:
    """A denial in two pieces, and the relay that it stands in."""
    about = article()
    town = Actor(article_id=about.id, name="de gemeente", kind=ActorKind.ORGANISATION)
    outer = Attribution(
        article_id=about.id,
        content=place(TEXT, "De gemeente ontkent", "de brug dicht gaat"),
        source=place(TEXT, "De Kade"),
        cue=place(TEXT, "aldus"),
        mode=Mode.INDIRECT,
        act=Act.ASSERT,
        entity="De Kade",
        maker="rule:phrase",
        version="1",
    )
    inner = Attribution(
        article_id=about.id,
        content=place(TEXT, "de brug dicht gaat"),
        source=place(TEXT, "De gemeente"),
        cue=place(TEXT, "ontkent"),
        via=place(TEXT, "De Kade"),
        mode=Mode.INDIRECT,
        act=Act.DENY,
        entity="de gemeente",
        actor_id=town.id,
        parent=outer.id,
        maker="rule:verb",
        version="2",
        confidence=0.75,
    )
    mention = Mention(article_id=about.id, spans=inner.source, actor_id=town.id)
    return Reading(article=about, attributions=(outer, inner), actors=(town,), mentions=(mention,))


def reading_of_words(words: str) -> Reading:
    """An article whose every word field, and whose only content, is ``words``."""
    about = article(words, address=words, outlet=words, title=words)
    whole = (Span(0, len(words)),)
    attribution = Attribution(
        article_id=about.id,
        content=whole,
        source=whole,
        cue=whole,
        via=whole,
        mode=Mode.DIRECT,
        act=Act.ASSERT,
        entity=words,
        maker="rule:test",
        version="1",
    )
    return Reading(article=about, attributions=(attribution,))


def empty_reading() -> Reading:
    return Reading(article=article("Niemand zei iets."), attributions=())
