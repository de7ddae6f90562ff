"""The figures: by hand on small cases, and against the measure that the corpus was made with where that is at hand."""

import importlib.util
import json
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

import pytest

from volgens.evaluate import GoldAttribution, GoldDocument, load_gold, score
from volgens.evaluate.attributions import Figure
from volgens.model import Act, Attribution, Mode, Span, Spans

from .documents import document, gold, predicted

ORIGINAL = Path(__file__).parents[3] / "shared" / "gold"
Measure = Callable[[object, object], Mapping[str, Figure]]

BRIDGE = gold("de brug morgen dicht gaat", source="De wethouder", cue="zegt", entity="de wethouder")


def figures(attribution: Attribution, expected: GoldAttribution = BRIDGE) -> Mapping[str, Figure]:
    return score([document(expected)], {"een": (attribution,)}).as_dict()


def test_a_perfect_prediction_has_perfect_figures() -> None:
    perfect = predicted("de brug morgen dicht gaat", source="De wethouder", cue="zegt", entity="de wethouder")
    one = {"p": 1.0, "r": 1.0, "f1": 1.0}
    expected = {
        "gold": 1, "pred": 1, "overlap": one, "exact": one, "full": one, "strict": one, "source": 1.0, "cue": 1.0,
        "entity": 1.0, "act": 1.0, "act_macro_f1": 1.0, "mode": 1.0, "via": None,
    }  # fmt: skip
    found = figures(perfect)
    assert found == expected
    assert list(found) == list(expected)


def test_nothing_predicted_is_nothing_found() -> None:
    found = score([document(BRIDGE)], {}).as_dict()
    assert (found["gold"], found["pred"], found["source"], found["act_macro_f1"]) == (1, 0, None, None)
    assert found["overlap"] == {"p": 0.0, "r": 0.0, "f1": 0.0}


def test_predictions_for_other_documents_do_not_count() -> None:
    assert score([document(BRIDGE)], {"twee": (predicted("er scheuren zijn"),)}).predicted == 0


def test_precision_and_recall_are_over_all_documents() -> None:
    here, there = document(BRIDGE), document(BRIDGE, identity="twee")
    found = score([here, there], {"een": (predicted("de brug morgen dicht gaat"), predicted("er scheuren zijn"))})
    assert found.overlap.as_dict() == {"p": 0.5, "r": 0.5, "f1": 0.5}
    more = score([here, there], {"een": (predicted("de brug morgen dicht gaat"),)})
    assert more.overlap.as_dict() == {"p": 1.0, "r": 0.5, "f1": 0.6667}


def test_other_words_in_the_content_are_found_but_not_exact() -> None:
    found = figures(predicted("de brug morgen", source="De wethouder", cue="zegt"))
    assert found["overlap"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
    assert found["full"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
    assert found["exact"] == found["strict"] == {"p": 0.0, "r": 0.0, "f1": 0.0}


def test_a_wrong_source_is_not_full() -> None:
    found = figures(predicted("de brug morgen dicht gaat", source="De Kade", cue="zegt", entity="de wethouder"))
    assert (found["source"], found["entity"]) == (0.0, 1.0)
    assert found["full"] == {"p": 0.0, "r": 0.0, "f1": 0.0}


def test_half_a_source_is_right_but_not_strict() -> None:
    found = figures(predicted("de brug morgen dicht gaat", source="wethouder", cue="zegt"))
    assert found["source"] == 1.0
    assert found["exact"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
    assert found["strict"] == {"p": 0.0, "r": 0.0, "f1": 0.0}


def test_without_a_cue_in_gold_the_entity_decides_and_no_source_is_asked() -> None:
    free = gold("Wij wisten van niets", source="hij", entity="Piet Bakker", mode=Mode.DIRECT)
    right = figures(predicted("Wij wisten van niets", source="De Kade", entity="Bakker"), free)
    assert right["source"] is None
    assert right["full"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
    wrong = figures(predicted("Wij wisten van niets", source="hij", entity="De Kade"), free)
    assert wrong["full"] == {"p": 0.0, "r": 0.0, "f1": 0.0}


def test_a_cue_where_gold_has_none_is_wrong() -> None:
    assert figures(predicted("Wij wisten van niets", cue="meldt"), gold("Wij wisten van niets"))["cue"] == 0.0


def test_via_is_asked_only_where_gold_has_one() -> None:
    relayed = gold("er scheuren zijn", via="De Kade")
    assert figures(predicted("er scheuren zijn"), relayed)["via"] == 0.0
    assert figures(predicted("er scheuren zijn", via="Kade"), relayed)["via"] == 1.0
    assert figures(predicted("er scheuren zijn", via="De Kade"), gold("er scheuren zijn"))["via"] is None


def test_every_act_of_gold_weighs_the_same() -> None:
    here = document(
        gold("de brug morgen dicht gaat", act=Act.ASSERT),
        gold("er scheuren zijn", act=Act.DENY),
        gold("Wij wisten van niets", act=Act.ASSERT),
    )
    read = (
        predicted("de brug morgen dicht gaat", act=Act.ASSERT),
        predicted("er scheuren zijn", act=Act.ASSERT),
        predicted("Wij wisten van niets", act=Act.ASSERT),
    )
    found = score([here], {"een": read})
    assert found.act == pytest.approx(2 / 3)
    assert found.act_macro_f1 == pytest.approx((0.8 + 0.0) / 2)


def test_mode_is_right_or_not() -> None:
    assert figures(predicted("de brug morgen dicht gaat", mode=Mode.MIXED))["mode"] == 0.0


def damage(document: GoldDocument, dice: random.Random) -> tuple[Attribution, ...]:
    """Predictions as a bad reader would make them: some lost, some doubled, all of them shifted or mistaken."""

    def shifted(spans: Spans) -> Spans:
        if dice.random() < 0.5:
            return spans
        moved = []
        floor = 0
        for span in spans:
            start = max(floor, span.start + dice.randint(-12, 12))
            end = min(len(document.text), max(start + 1, span.end + dice.randint(-25, 25)))
            if floor <= start < end:
                moved.append(Span(start, end))
                floor = end
        return tuple(moved)

    def once(gold: GoldAttribution) -> Attribution:
        other = dice.choice(document.attributions)
        return Attribution(
            article_id=document.id,
            content=shifted(gold.content) or gold.content,
            source=shifted(dice.choice([gold.source, gold.source, other.source, ()])),
            cue=shifted(dice.choice([gold.cue, gold.cue, gold.cue, other.cue, ()])),
            via=dice.choice([gold.via, gold.via, other.source]),
            mode=dice.choice([gold.mode, gold.mode, *Mode]),
            act=dice.choice([gold.act] * 16 + list(Act)),
            entity=dice.choice([gold.entity, gold.entity, other.entity, (gold.entity or "")[-6:], None]),
            maker="rule:test",
            version="1",
        )

    read = [once(gold) for gold in document.attributions for _ in range(dice.choice([0, 1, 1, 1, 2]))]
    dice.shuffle(read)
    return tuple(read)


def as_json(attribution: Attribution) -> dict[str, object]:
    spans = {
        part: [[span.start, span.end] for span in getattr(attribution, part)]
        for part in ("source", "cue", "content", "via")
    }
    return {**spans, "mode": attribution.mode, "act": attribution.act, "entity": attribution.entity}


@pytest.fixture(scope="module")
def original() -> Measure:
    program = ORIGINAL / "score.py"
    if not program.exists():
        pytest.skip("the original measure is not beside this repository")
    specification = importlib.util.spec_from_file_location("original_measure", program)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return cast(Measure, module.score)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", ["alpino-dev", "meantime", "seeds", "stories"])
def test_damaged_predictions_get_the_figures_of_the_original_measure(original: Measure, name: str, seed: int) -> None:
    path = ORIGINAL / f"{name}.json"
    dice = random.Random(f"{name} {seed}")
    documents = load_gold(path)
    read = {document.id: damage(document, dice) for document in documents if dice.random() < 0.95}
    plain = {identity: {"attributions": [as_json(a) for a in found]} for identity, found in read.items()}
    ours, theirs = score(documents, read).as_dict(), original(json.loads(path.read_bytes()), plain)
    assert json.dumps(ours) == json.dumps(theirs)
