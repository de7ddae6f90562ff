"""Outlets and times."""

from datetime import UTC, datetime

import pytest

from volgens.intake.dates import parse_moment
from volgens.intake.metadata import find_outlet, load_outlets


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://nos.nl/artikel/1", "NOS"),
        ("https://www.vrt.be/vrtnws/nl/", "VRT NWS"),
        ("https://eenvandaag.avrotros.nl/item/x", "EenVandaag"),
        ("https://regio.ad.nl:443/x", "AD"),
        ("https://nietnos.nl/artikel/1", None),
        ("http://[kapot", None),
        (None, None),
    ],
)
def test_the_host_names_the_outlet(address: str | None, name: str | None) -> None:
    assert find_outlet(address) == name


def test_there_are_forty_outlets_or_more() -> None:
    assert len(load_outlets()) >= 40


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2026-03-04T17:20:00+01:00", "2026-03-04T17:20:00+01:00"),
        ("2026-03-04T16:20:00.123Z", "2026-03-04T16:20:00.123000+00:00"),
        ("2026-07-04T17:20", "2026-07-04T17:20:00+02:00"),
        ("2026-03-04", "2026-03-04T00:00:00+01:00"),
        ("Wed, 04 Mar 2026 17:20:00 +0100", "2026-03-04T17:20:00+01:00"),
    ],
)
def test_times_are_read_with_their_zone(value: str, iso: str) -> None:
    moment = parse_moment(value)
    assert moment is not None
    assert moment.isoformat() == iso


@pytest.mark.parametrize("value", ["gisteren", "", "2026-13-01", "0001-01-01T00:00:00", "Wed, 99 Foo 2026"])
def test_what_is_no_time_gives_none(value: str) -> None:
    assert parse_moment(value) is None


def test_equal_moments_stay_equal() -> None:
    assert parse_moment("2026-03-04T17:20:00+01:00") == datetime(2026, 3, 4, 16, 20, tzinfo=UTC)
