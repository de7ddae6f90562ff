"""Readings made by hand, and, run as a program, a writer that may be killed at any moment."""

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from volgens.ledger import Ledger
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
    RawDocument,
    Reading,
    Role,
    Span,
    Spans,
    Statement,
    Terms,
)

HEADLINE = "Oekraïne ontkent aanval op luchthaven"
BODY = 'Minister Marie Jansen zegt dat twee drones zijn neergehaald. "Wij waren het niet", zei ze tegen De Kade.'
PUBLISHED = datetime.fromisoformat("2024-03-31T12:00:00+02:00")


def words(text: str, *parts: str) -> Spans:
    """Where ``parts`` stand in ``text``."""
    return tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts)


def document(data: bytes = b"<p>drones</p>", location: str = "nieuws/drones.html") -> RawDocument:
    return RawDocument(data=data, media_type="text/html", location=location)


def article(
    raw: RawDocument,
    *,
    headline: str = HEADLINE,
    body: str = BODY,
    address: str | None = "https://dekade.example/drones",
    outlet: str | None = "De Kade",
    published: datetime | None = PUBLISHED,
) -> Article:
    text = f"{headline}\n\n{body}"
    blocks = (
        Block(role=Role.HEADLINE, span=Span(0, len(headline))),
        Block(role=Role.BODY, span=Span(len(headline) + 2, len(text))),
    )
    return Article(
        text=text,
        blocks=blocks,
        raw_id=raw.id,
        address=address,
        outlet=outlet,
        title=headline,
        byline="onze redactie",
        published=published,
        modified=published and published + timedelta(hours=1),
    )


def reading_of(article: Article, *, version: str = "1", entity: str = "Marie Jansen") -> Reading:
    """Two attributions, the second one by a pronoun, with a finding of each kind, on a text that holds `BODY`."""
    text, minister = article.text, Actor(article_id=article.id, name=entity, kind=ActorKind.PERSON)
    first = Attribution(
        article_id=article.id,
        source=words(text, "Minister Marie Jansen"),
        cue=words(text, "zegt"),
        content=words(text, "twee drones zijn neergehaald"),
        mode=Mode.INDIRECT,
        act=Act.ASSERT,
        entity=entity,
        actor_id=minister.id,
        maker="rule:verb",
        version=version,
        confidence=0.9,
    )
    second = Attribution(
        article_id=article.id,
        source=words(text, "ze tegen")[:1] and (Span(text.index("ze tegen"), text.index("ze tegen") + 2),),
        cue=words(text, "zei"),
        content=words(text, '"Wij waren het niet"'),
        via=words(text, "De Kade"),
        mode=Mode.DIRECT,
        act=Act.DENY,
        entity=entity,
        actor_id=minister.id,
        parent=first.id,
        maker="rule:quote",
        version=version,
    )
    return Reading(
        article=article,
        attributions=(first, second),
        actors=(minister,),
        mentions=(Mention(article_id=article.id, spans=first.source, actor_id=minister.id),),
        moments=(Moment(article_id=article.id, words=words(text, "zijn"), about=first.content, value="2024-03-31"),),
        terms=(
            Terms(article_id=article.id, attribution_id=second.id, act=Act.PROMISE, matter=words(text, "Wij waren")),
        ),
        statements=(
            Statement(
                article_id=article.id,
                attribution_id=first.id,
                words=first.content,
                topic=first.content,
                predicate="neerhalen",
                lemmas=("drone", "neerhalen"),
                names=(entity,),
                numbers=("twee",),
            ),
        ),
    )


def sample(**changes: str | datetime | None) -> tuple[RawDocument, Reading]:
    """A document and its reading; ``changes`` go to `article`, ``version`` and ``entity`` to `reading_of`."""
    about_reading = {name: changes.pop(name) for name in ("version", "entity") if name in changes}
    seed = repr(sorted(changes.items(), key=str)).encode()
    raw = document(b"<p>drones</p>" + seed, location=f"nieuws/{len(seed)}-{seed.hex()[-8:]}.html")
    return raw, reading_of(article(raw, **changes), **about_reading)  # type: ignore[arg-type]


def small_readings(count: int, version: str = "1") -> Iterator[tuple[RawDocument, Reading]]:
    for n in range(count):
        published = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=n)
        yield sample(headline=f"Bericht {n} over de luchthaven", published=published, address=None, version=version)


def main(arguments: Sequence[str]) -> None:
    """Add readings to a ledger, telling after each that it is in."""
    location, count, version = arguments
    with Ledger.open(location) as ledger:
        print("open", flush=True)
        for raw, reading in small_readings(int(count), version):
            ledger.add(raw, reading)
            print(reading.article.id, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
