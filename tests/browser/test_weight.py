"""What a large dossier weighs: 500 statements, from the first byte asked to the last one shown."""

import re
from time import perf_counter, process_time

import httpx
import pytest
from playwright.sync_api import Browser
from tests.browser.conftest import LARGE, Served
from tests.browser.looking import looking

MOST_BYTES = 200_000
FIRST_BYTE = 0.3
SHOWN = 3.0
TRIES = 5
"""The best of these counts: what else the machine does is not the page's doing."""


@pytest.fixture(scope="module")
def answer(served: Served) -> httpx.Response:
    return httpx.get(served.base + served.large, headers={"accept-encoding": "gzip"}, timeout=60)


def test_the_dossier_is_as_large_as_it_should_be(answer: httpx.Response) -> None:
    found = re.search(r"(\d+) uitspraken", answer.text)
    assert found and int(found[1]) >= LARGE


def test_a_large_dossier_comes_in_200_kilobytes(answer: httpx.Response) -> None:
    assert int(answer.headers["content-length"]) < MOST_BYTES


def test_a_large_dossier_begins_to_come_within_300_milliseconds(served: Served, answer: httpx.Response) -> None:
    times = []
    with httpx.Client(base_url=served.base) as client:
        for _ in range(TRIES):
            start = perf_counter()
            with client.stream("GET", served.large) as response:
                next(response.iter_raw())
                times.append(perf_counter() - start)
    assert min(times) < FIRST_BYTE


def test_a_large_dossier_costs_its_first_reader_300_milliseconds_of_work_at_most(
    served: Served, answer: httpx.Response
) -> None:
    times = []
    for number in range(4):
        # Another theme each time: no page of it was kept.
        cookies = {"volgens_theme": ("light", "dark")[number % 2], "volgens_lang": ("nl", "en")[number // 2 % 2]}
        start = process_time()
        httpx.get(served.base + served.large, cookies=cookies)
        times.append(process_time() - start)
    assert min(times) < FIRST_BYTE


def test_a_large_dossier_is_shown_within_three_seconds(browser: Browser, served: Served) -> None:
    with looking(browser, served.base) as (page, _):
        page.goto(served.large, wait_until="load")
        timing = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd / 1000")
    assert timing < SHOWN
