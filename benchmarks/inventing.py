"""Readings of articles that nobody wrote, for measuring what a full ledger costs."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from volgens.model import (
    Act,
    Actor,
    ActorKind,
    Article,
    Attribution,
    Block,
    Mode,
    RawDocument,
    Reading,
    Role,
    Span,
    Statement,
)

ARTICLES_A_DAY, EVENTS_A_DAY = 100, 20
ATTRIBUTIONS = 10
WORDS, NAMES = 30_000, 20_000
LETTERS = "abdefgiklmnoprstuvw"
BEFORE = len("Volgens ")

Pair = tuple[RawDocument, Reading]


def invent_word(random: random.Random) -> str:
    return "".join(random.choice(LETTERS) for _ in range(random.randint(5, 9)))


def invent_readings(random: random.Random, count: int) -> Iterator[Pair]:
    """Articles in order of time, each about one of the events of the last few days."""
    words = [invent_word(random) for _ in range(WORDS)]
    names = [invent_word(random).title() for _ in range(NAMES)]

    def draw(some: Sequence[str], number: int) -> list[str]:
        # Zipf's law: the chance of a word falls with its rank.
        return [some[int(len(some) ** random.random()) - 1] for _ in range(number)]

    events: list[tuple[list[str], list[str]]] = []
    for number in range(count):
        if number % (ARTICLES_A_DAY // EVENTS_A_DAY) == 0:
            events = [*events[-2 * EVENTS_A_DAY :], (draw(words, 25), draw(names, 8))]
        own_words, own_names = random.choice(events)
        text_words = random.sample(own_words, 15) + draw(words, 120)
        cast = random.sample(own_names, 4) + draw(names, 3)
        published = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=number / ARTICLES_A_DAY)
        yield invent_reading(random, number, text_words, cast, published)


def invent_reading(
    random: random.Random, number: int, words: Sequence[str], cast: Sequence[str], published: datetime
) -> Pair:
    """Twice as many sentences as attributions, each with a name and words that somebody of that name says."""
    sentences = [
        f"Volgens {random.choice(cast)} {' '.join(random.sample(words, 12))}." for _ in range(2 * ATTRIBUTIONS)
    ]
    text = " ".join(sentences)
    raw = RawDocument(data=text.encode(), media_type="text/plain", location=f"{number}.txt")
    article = Article(
        text=text,
        blocks=(Block(role=Role.BODY, span=Span(0, len(text))),),
        raw_id=raw.id,
        outlet=f"Krant {number % 40}",
        title=" ".join(random.sample(words, 7)),
        published=published,
    )
    starts = [sum(len(s) + 1 for s in sentences[:n]) for n in range(ATTRIBUTIONS)]
    attributions = tuple(
        attribute(article.id, start, sentence, random.choice((Act.ASSERT, Act.ASSERT, Act.DENY)))
        for start, sentence in zip(starts, sentences, strict=False)
    )
    reading = Reading(
        article=article,
        attributions=attributions,
        actors=tuple(Actor(article_id=article.id, name=n, kind=ActorKind.PERSON) for n in dict.fromkeys(cast)),
        statements=tuple(state(attribution, text) for attribution in attributions),
    )
    return raw, reading


def attribute(article_id: str, start: int, sentence: str, act: Act) -> Attribution:
    name = sentence.split()[1]
    begin = start + BEFORE
    return Attribution(
        article_id=article_id,
        source=(Span(begin, begin + len(name)),),
        content=(Span(begin + len(name) + 1, start + len(sentence) - 1),),
        mode=Mode.INDIRECT,
        act=act,
        entity=name,
        actor_id=Actor(article_id=article_id, name=name, kind=ActorKind.PERSON).id,
        maker="invented",
        version="1",
    )


def state(attribution: Attribution, text: str) -> Statement:
    words = attribution.content[0].of(text).split()
    return Statement(
        article_id=attribution.article_id,
        attribution_id=attribution.id,
        words=attribution.content,
        topic=attribution.content,
        predicate=words[0],
        lemmas=tuple(dict.fromkeys(words)),
    )
