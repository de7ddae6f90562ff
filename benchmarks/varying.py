"""Many stories out of few: readings with other names, other words and other days, every offset where it was.

What a ledger costs depends on what lies in it, so articles that somebody wrote stand for others: a word becomes another
one of the same length, a name a name, the same one throughout a story, and the story moves to another day.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from volgens.model import Article, Attribution, RawDocument, Reading

Pair = tuple[RawDocument, Reading]
Story = Sequence[Reading]

VOWELS, CONSONANTS = "aeiou", "bdfgklmnprstvz"
SHORTEST_WORD, SHORTEST_NAME = 7, 4
"""Shorter words stay: they hold a text together, and *zegt*, *maar* and *niet* are everybody's."""

NAMES, VOCABULARIES = 4_000, 40
"""Casts and sets of words to choose from: a name comes back now and then, a word often."""

_WORD = re.compile(r"[^\W\d_]+")


def vary(story: Story, number: int, shift: timedelta) -> Iterator[Pair]:
    """The story as number ``number`` tells it, ``shift`` later."""
    say = _speaker(number % NAMES, number % VOCABULARIES)
    for place, reading in enumerate(story):
        yield vary_reading(reading, say, shift, f"https://voorbeeld.nl/{number}/{place}")


def vary_reading(reading: Reading, say: Callable[[str], str], shift: timedelta, address: str) -> Pair:
    """A reading of which every word was said by ``say``, and the bytes that it might have come from."""
    old = reading.article
    text = say(old.text)
    raw = RawDocument(data=f"{address}\n{text}".encode(), media_type="text/plain", location=address)
    article = replace(
        old,
        text=text,
        raw_id=raw.id,
        address=address,
        title=_or_none(say, old.title),
        byline=_or_none(say, old.byline),
        published=_later(old.published, shift),
        modified=_later(old.modified, shift),
    )
    return raw, _rest(reading, article, say)


def _rest(reading: Reading, article: Article, say: Callable[[str], str]) -> Reading:
    """What hangs under an article, tied to it by new ids."""
    key = article.id
    actors = tuple(
        replace(a, article_id=key, name=say(a.name), speaks_for=_or_none(say, a.speaks_for)) for a in reading.actors
    )
    actor_ids = {old.id: new.id for old, new in zip(reading.actors, actors, strict=True)}

    def turn(found: Attribution, parent: str | None) -> Attribution:
        actor_id = actor_ids.get(found.actor_id or "")
        return replace(found, article_id=key, entity=_or_none(say, found.entity), actor_id=actor_id, parent=parent)

    # The id does not depend on the parent, so that those of the parents can be known first.
    ids = {found.id: turn(found, None).id for found in reading.attributions}
    return Reading(
        article=article,
        attributions=tuple(turn(found, ids.get(found.parent or "")) for found in reading.attributions),
        actors=actors,
        mentions=tuple(replace(m, article_id=key, actor_id=actor_ids[m.actor_id]) for m in reading.mentions),
        moments=tuple(replace(m, article_id=key) for m in reading.moments),
        terms=tuple(
            replace(
                t,
                article_id=key,
                attribution_id=ids.get(t.attribution_id or ""),
                actor_id=actor_ids.get(t.actor_id or ""),
                entity=_or_none(say, t.entity),
                toward_name=_or_none(say, t.toward_name),
            )
            for t in reading.terms
        ),
        statements=tuple(
            replace(
                s,
                article_id=key,
                attribution_id=ids[s.attribution_id],
                predicate=say(s.predicate),
                lemmas=tuple(dict.fromkeys(map(say, s.lemmas))),
                names=tuple(dict.fromkeys(map(say, s.names))),
                backdrop=tuple(dict.fromkeys(map(say, s.backdrop))),
            )
            for s in reading.statements
        ),
    )


def _or_none(say: Callable[[str], str], words: str | None) -> str | None:
    return None if words is None else say(words)


def _later(moment: datetime | None, shift: timedelta) -> datetime | None:
    return moment and moment + shift


def _speaker(cast: int, vocabulary: int) -> Callable[[str], str]:
    """Puts words into other words of the same length."""
    names, words = _letters(cast), _letters(-1 - vocabulary)

    @cache
    def say_word(word: str) -> str:
        if word[0].isupper():
            return word.translate(names) if len(word) >= SHORTEST_NAME else word
        return word.translate(words) if len(word) >= SHORTEST_WORD else word

    return lambda text: _WORD.sub(lambda match: say_word(match[0]), text)


def _letters(seed: int) -> dict[int, str]:
    """Vowels for vowels and consonants for consonants, so that it still looks like a word."""
    chance = random.Random(seed)
    table: dict[int, str] = {}
    for letters in (VOWELS, CONSONANTS):
        others = "".join(chance.sample(letters, len(letters)))
        table |= str.maketrans(letters + letters.upper(), others + others.upper())
    return table
