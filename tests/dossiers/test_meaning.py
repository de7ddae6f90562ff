"""Likeness of meaning: concepts and the company of words."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.dossiers.stories import make_article, utter

from volgens.dossiers.meaning import iter_concepts, iter_passages
from volgens.dossiers.pairing import Layers, PairList, pair_all
from volgens.dossiers.similarity import Utterance
from volgens.language.thesaurus import Concept, Thesaurus
from volgens.model import Article, Role, Span

THESAURUS = Thesaurus(
    [
        Concept(id="close", words=("sluiten", "dichtgaan"), near=("stop",), opposite=("open",)),
        Concept(id="open", words=("opengaan",)),
        Concept(id="stop", words=("stilliggen",)),
    ]
)


def squares(layers: Layers, pairs: PairList) -> dict[str, NDArray[np.float32]]:
    return {name: pairs.square(layer) for name, layer in layers}


def concepts(*words: str) -> dict[str, NDArray[np.float32]]:
    said = [replace(utter(w, order=n, article_id=f"a{n}"), text=w) for n, w in enumerate(words)]
    pairs = pair_all([u.statement.article_id for u in said])
    return squares(iter_concepts(said, THESAURUS, pairs), pairs)


def test_other_words_of_one_concept_are_alike() -> None:
    found = concepts("de fabriek wordt gesloten", "de vestiging gaat dicht", "het zwembad")
    assert found["concepts"][0, 1] == pytest.approx(1)
    assert found["concept_alone"][0, 1] > 0
    assert found["concepts"][0, 2] == 0


def test_near_and_opposite_concepts_are_told_apart() -> None:
    found = concepts("de fabriek sluit", "de lijn stilliggen", "de fabriek opengaan")
    assert found["near_concept"][0, 1] > 0 == found["near_concept"][0, 2]
    assert found["opposite_concept"][0, 2] > 0 == found["opposite_concept"][0, 1]


def test_a_shared_word_is_no_concept_alone() -> None:
    assert concepts("fabriek sluiten", "winkel sluiten")["concept_alone"][0, 1] == 0


SPEED = (
    "De trein reed 58 volgens de machinist. De snelheid was 58 in de bocht.",
    "Reizigers zeiden dat het hard ging. Het hard rijden was 58 in de bocht.",
    "De burgemeester opent zondag het zwembad. Het zwembad heeft drie baden.",
)


def articles() -> dict[str, Article]:
    made = [make_article(text, outlet=f"Krant {n}") for n, text in enumerate(SPEED)]
    return {a.id: a for a in made}


def stand(article: Article, words: str, order: int) -> Utterance:
    start = article.text.index(words)
    return replace(utter(words, order=order, article_id=article.id, start=start), text=words)


def passages(known: dict[str, Article]) -> dict[str, NDArray[np.float32]]:
    first, second, third = articles().values()
    said = [stand(first, "De snelheid", 0), stand(second, "het hard ging", 1), stand(third, "het zwembad", 2)]
    pairs = pair_all([u.statement.article_id for u in said])
    return squares(iter_passages(said, known, pairs), pairs)


def test_words_that_keep_the_same_company_are_near() -> None:
    found = passages(articles())
    assert found["company_around_20"][0, 1] > found["company_around_20"][0, 2]
    assert found["passage_80"][0, 1] > found["passage_80"][0, 2]


def test_without_the_articles_passages_tell_nothing() -> None:
    assert not any(layer.any() for layer in passages({}).values())


def test_page_furniture_is_no_passage() -> None:
    known = articles()
    bare = passages(known)["passage_700"]
    first = next(iter(known.values()))
    text = first.text + "\n\nHet zwembad heeft drie baden"
    block = replace(first.blocks[0], role=Role.FURNITURE, span=Span(len(first.text) + 2, len(text)))
    changed = replace(first, text=text, blocks=(*first.blocks, block))
    object.__setattr__(changed, "id", first.id)
    assert np.allclose(passages({**known, first.id: changed})["passage_700"], bare, atol=1e-6)


def test_figures_are_shares() -> None:
    for layer in (*passages(articles()).values(), *concepts("sluiten", "opengaan", "dichtgaan stilliggen").values()):
        assert 0 <= layer.min() <= layer.max() <= 1 + 1e-6
