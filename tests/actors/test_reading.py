"""Who speaks, read through the whole pipeline: actors and mentions fit the attributions."""

import itertools

import pytest

from volgens.model import Article, Block, Reading, Role, Span
from volgens.pipeline import Pipeline

TEXT = (
    "Burgemeester Hanneke Veldkamp zegt dat de brug dicht blijft. Volgens Veldkamp is de kade verzakt. "
    "Ze vindt dat de provincie moet betalen. De provincie ontkent dat."
)


@pytest.fixture(scope="module")
def reading(pipeline: Pipeline) -> Reading:
    blocks = (Block(role=Role.BODY, span=Span(0, len(TEXT))),)
    return pipeline.read_article(Article(text=TEXT, blocks=blocks, raw_id="r"))


def test_one_person_is_one_actor(reading: Reading) -> None:
    assert [a.name for a in reading.actors if "Veldkamp" in a.name] == ["Hanneke Veldkamp"]


def test_name_surname_and_pronoun_are_the_same_actor(reading: Reading) -> None:
    actor = next(a for a in reading.actors if a.name == "Hanneke Veldkamp")
    sources = [a.source[0].of(TEXT) for a in reading.attributions if a.actor_id == actor.id and a.source]
    assert {"Veldkamp", "Ze"} <= set(sources)


def test_every_actor_id_is_that_of_an_actor(reading: Reading) -> None:
    actors = {a.id for a in reading.actors}
    assert {a.actor_id for a in reading.attributions if a.actor_id} <= actors
    assert {m.actor_id for m in reading.mentions} <= actors


def test_entity_and_actor_have_one_name(reading: Reading) -> None:
    names = {a.id: a.name for a in reading.actors}
    assert all(names[a.actor_id] == a.entity for a in reading.attributions if a.actor_id)


def test_every_source_of_an_actor_is_a_mention(reading: Reading) -> None:
    mentions = {m.spans for m in reading.mentions}
    assert {a.source for a in reading.attributions if a.source and a.actor_id} <= mentions


def test_somebody_who_speaks_is_mentioned_where_he_does_not_speak(pipeline: Pipeline) -> None:
    text = "Burgemeester Hanneke Veldkamp zegt dat de brug dicht blijft. De raad nodigde Veldkamp gisteren uit."
    blocks = (Block(role=Role.BODY, span=Span(0, len(text))),)
    found = pipeline.read_article(Article(text=text, blocks=blocks, raw_id="r"))
    words = [m.spans[0].of(text) for m in found.mentions]
    assert words == ["Burgemeester Hanneke Veldkamp", "Veldkamp"]


def test_mentions_do_not_overlap_within_an_actor(reading: Reading) -> None:
    spans = sorted((s, m.actor_id) for m in reading.mentions for s in m.spans)
    assert not any(a.overlaps(b) and x == y for (a, x), (b, y) in itertools.pairwise(spans))


def test_records_belong_to_their_article(reading: Reading) -> None:
    attributions = {r.article_id for r in reading.attributions}
    actors = {r.article_id for r in reading.actors}
    mentions = {r.article_id for r in reading.mentions}
    assert attributions == actors == mentions == {reading.article.id}


def test_furniture_is_not_read(pipeline: Pipeline) -> None:
    text = "De bakker zegt dat het brood op is.\nDe site zegt dat u moet inloggen."
    blocks = (Block(role=Role.BODY, span=Span(0, 35)), Block(role=Role.FURNITURE, span=Span(36, len(text))))
    found = pipeline.read_article(Article(text=text, blocks=blocks, raw_id="r")).attributions
    assert found
    assert all(span.end <= 35 for a in found for span in a.content)
