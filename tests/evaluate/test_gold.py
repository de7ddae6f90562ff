"""Reading gold, and what is said about gold that cannot be used."""

import json
from pathlib import Path

import pytest

from volgens.errors import GoldError
from volgens.evaluate import GoldAttribution, load_gold
from volgens.evaluate.gold import Json
from volgens.model import Act, Mode, Span

TEXT = "Kyiv ontkent de aanval."
GOOD: dict[str, Json] = {
    "id": "a1",
    "source": [[0, 4]],
    "cue": [[5, 12]],
    "content": [[13, 22]],
    "via": [],
    "mode": "indirect",
    "act": "deny",
    "entity": "Kyiv",
    "parent": None,
}


def file_of(folder: Path, *attributions: Json) -> Path:
    path = folder / "gold.json"
    path.write_text(json.dumps({"stuk/01": {"text": TEXT, "attributions": attributions}}), encoding="utf-8")
    return path


def test_an_attribution_is_read_whole(tmp_path: Path) -> None:
    (document,) = load_gold(file_of(tmp_path, GOOD))
    assert (document.id, document.text) == ("stuk/01", TEXT)
    assert document.attributions == (
        GoldAttribution(
            id="a1",
            source=(Span(0, 4),),
            cue=(Span(5, 12),),
            content=(Span(13, 22),),
            via=(),
            mode=Mode.INDIRECT,
            act=Act.DENY,
            entity="Kyiv",
            parent=None,
        ),
    )


def test_id_via_entity_and_parent_may_be_left_out(tmp_path: Path) -> None:
    bare = {key: GOOD[key] for key in ("source", "cue", "content", "mode", "act")}
    (document,) = load_gold(file_of(tmp_path, bare, bare))
    assert [(a.id, a.via, a.entity, a.parent) for a in document.attributions] == [
        ("a1", (), None, None),
        ("a2", (), None, None),
    ]


def test_spans_come_in_text_order(tmp_path: Path) -> None:
    (document,) = load_gold(file_of(tmp_path, GOOD | {"content": [[16, 22], [13, 15]]}))
    assert document.attributions[0].content == (Span(13, 15), Span(16, 22))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"act": "shout"}, "act is 'shout', not one of assert, deny"),
        ({"act": None}, "act is None"),
        ({"mode": "oblique"}, "mode is 'oblique', not one of direct, indirect, mixed"),
        ({"content": []}, "content is empty"),
        ({"content": "de aanval"}, "content must be a list"),
        ({"content": [[13, 99]]}, "content has the span [13, 99], which does not lie in the text of 23 characters"),
        ({"content": [[13, 13]]}, "content has the span [13, 13]"),
        ({"cue": [[-3, 2]]}, "cue has the span [-3, 2]"),
        ({"cue": [[5]]}, "cue must be a list of [start, end], not hold [5]"),
        ({"source": [[0, 4], [2, 6]]}, "source: spans overlap"),
        ({"entity": 7}, "entity must be a string or null, not 7"),
        ({"parent": "a9"}, "has the parent 'a9', which is not there"),
        ({"sources": []}, "has unknown keys: sources"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, change: dict[str, Json], said: str) -> None:
    path = file_of(tmp_path, GOOD | change)
    with pytest.raises(GoldError) as caught:
        load_gold(path)
    for words in (str(path), "'stuk/01'", "'a1'", said):
        assert words in str(caught.value)


def test_what_is_lacking_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="'a1': lacks cue, act"):
        load_gold(file_of(tmp_path, {key: value for key, value in GOOD.items() if key not in {"cue", "act"}}))


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="the id 'a1' stands twice"):
        load_gold(file_of(tmp_path, GOOD, GOOD))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('{"een": ', "is no JSON"),
        ("\xff", "is no JSON"),
        ("[]", "must be an object from document id"),
        ('{"een": []}', "'een': must be an object"),
        ('{"een": {"attributions": []}}', "'een': text must be a string"),
        ('{"een": {"text": "", "attributions": {}}}', "'een': attributions must be a list"),
        ('{"een": {"text": "x", "attributions": [3]}}', "'number 1': must be an object"),
        ('{"een": {"text": "", "attributions": []}, "een": {"text": "", "attributions": []}}', "'een' stands twice"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, words: str, said: str) -> None:
    path = tmp_path / "gold.json"
    path.write_bytes(words.encode("latin-1"))
    with pytest.raises(GoldError) as caught:
        load_gold(path)
    assert str(path) in str(caught.value)
    assert said in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"nergens\.json: cannot be read"):
        load_gold(tmp_path / "nergens.json")
