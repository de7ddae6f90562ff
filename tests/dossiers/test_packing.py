"""What is packed comes out equal."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volgens.dossiers import Dossier
from volgens.dossiers.packing import FORM, pack, unpack
from volgens.model import Span

EMPTY = Dossier(
    id="a", title="", articles=(), claims=(), positions=(), personas=(), copies=(), revisions=(), timeline=()
)
OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
st.register_type_strategy(datetime, st.datetimes(timezones=OFFSETS))
st.register_type_strategy(Span, st.tuples(st.integers(0, 9), st.integers(10, 20)).map(lambda ends: Span(*ends)))
st.register_type_strategy(float, st.floats(0, 1))


@settings(max_examples=60, deadline=None)
@given(st.from_type(Dossier))
def test_every_dossier_comes_back_equal(dossier: Dossier) -> None:
    assert unpack(pack(dossier)) == dossier


def test_what_is_left_out_is_not_what_is_empty() -> None:
    assert unpack(pack(EMPTY)).articles == ()


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '["a"]', pack(EMPTY)[:-1], pack(EMPTY)[:-1] + ",1]"])
def test_a_text_that_was_not_packed_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        unpack(text)


def test_the_form_tells_one_layout_of_records_from_another() -> None:
    assert len(FORM) == 20
