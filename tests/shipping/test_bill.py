"""The bill of materials."""

from collections.abc import Mapping
from typing import cast

import pytest
from requirements.sbom import build

from shipping.declared import requirements_of

Part = Mapping[str, object]


@pytest.fixture(scope="module")
def bill() -> dict[str, object]:
    return build()


def _parts(bill: dict[str, object]) -> dict[str, Part]:
    return {str(part["name"]): part for part in cast("list[Part]", bill["components"])}


def test_it_lists_what_the_program_needs_by_itself(bill: dict[str, object]) -> None:
    assert set(requirements_of()) <= set(_parts(bill))


def test_it_lists_what_those_need_in_turn(bill: dict[str, object]) -> None:
    assert "thinc" in _parts(bill)


def test_it_leaves_out_what_is_only_for_tests(bill: dict[str, object]) -> None:
    assert "pytest" not in _parts(bill)


def test_the_trained_pipeline_stands_there_with_its_own_licence(bill: dict[str, object]) -> None:
    assert _parts(bill)["volgens-nl"]["licenses"] == [{"expression": "CC-BY-SA-4.0"}]


def test_every_name_in_the_graph_is_in_the_list(bill: dict[str, object]) -> None:
    main = cast("Part", cast("Part", bill["metadata"])["component"])
    known = {part["bom-ref"] for part in (*_parts(bill).values(), main)}
    graph = cast("list[Part]", bill["dependencies"])
    named = {ref for edge in graph for ref in (edge["ref"], *cast("list[str]", edge["dependsOn"]))}
    assert named <= known


def test_the_same_environment_gives_the_same_bill(bill: dict[str, object]) -> None:
    assert build() == bill


def test_the_time_is_the_one_that_the_build_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert cast("Part", build()["metadata"])["timestamp"] == "2023-11-14T22:13:20+00:00"
